//! Sentences about the employer: "Acme offers an enterprise platform" says what Acme does, and asks nothing.

use crate::fold;

/// What follows a name in a sentence that tells of its bearer.
const VERBS: [&str; 26] = [
    "is a",
    "is an",
    "is the",
    "is one",
    "is committed",
    "is dedicated",
    "is building",
    "is proud",
    "has",
    "offers",
    "provides",
    "was",
    "helps",
    "builds",
    "delivers",
    "specializes",
    "specialises",
    "combines",
    "operates",
    "serves",
    "designs",
    "develops",
    "creates",
    "enables",
    "powers",
    "supports",
];
/// The longest name that is compared, in characters.
const LONGEST: usize = 64;

/// The name by which an employer calls itself: folded, without what follows a comma or bracket. Nothing where it is
/// too short to tell.
pub(super) fn name(employer: &str) -> String {
    let end = employer.char_indices().nth(LONGEST).map_or(employer.len(), |(at, _)| at);
    let name = employer[..end].split([',', '(', '|']).next().unwrap_or("");
    let name = fold::fold(name);
    let bare = ["inc", "inc.", "llc", "ltd", "limited", "corp", "corporation", "plc", "gmbh"];
    let name = bare.iter().find_map(|form| name.strip_suffix(form)).unwrap_or(&name).trim_end();
    if name.len() < 3 { String::new() } else { name.to_owned() }
}

/// Whether the folded `sentence` begins with the name and tells of it.
pub(super) fn opens_with(sentence: &str, name: &str) -> bool {
    if name.is_empty() {
        return false;
    }
    let sentence = sentence.trim_start_matches(|c: char| !c.is_alphanumeric());
    let sentence = sentence.strip_prefix("at ").unwrap_or(sentence);
    let Some(rest) = sentence.strip_prefix(name) else { return false };
    let rest = rest.trim_start_matches([',', '.', ' ']);
    let forms = ["inc", "llc", "ltd", "corporation", "group", "company"];
    let rest = forms
        .iter()
        .find_map(|form| rest.strip_prefix(form))
        .unwrap_or(rest)
        .trim_start_matches(['.', ',', ' ']);
    VERBS.iter().any(|verb| rest.strip_prefix(verb).is_some_and(|rest| rest.starts_with(' ')))
        || rest.starts_with("we ")
}

/// Words with which an employer begins to speak of itself.
const SELVES: [&str; 12] = [
    "we ",
    "we're ",
    "we’re ",
    "we've ",
    "we’ve ",
    "our ",
    "as an organisation",
    "as an organization",
    "as a company",
    "with our ",
    "at our ",
    "today we ",
];
/// Words that make such a sentence one about the job or whoever is sought.
const OTHERS: [&str; 32] = [
    " you",
    "interested",
    "look",
    "seek",
    "recruit",
    "hiring",
    "hire",
    "search",
    "need",
    "want",
    "require",
    "must",
    "candidate",
    "applicant",
    "expect",
    "opportunit",
    "vacanc",
    "opening",
    "prefer",
    "would like",
    "would love",
    "welcome",
    "ideal",
    "interns",
    "responsib",
    "resume",
    "position",
    "this role",
    "use ",
    "using",
    "our stack",
    "experience in",
];
/// Words that open a sentence about the job or whoever is sought, at which text about the company is over.
const SOUGHT: [&str; 32] = [
    "applicants ",
    "as a ",
    "as the ",
    "candidates ",
    "day to day",
    "ideal candidate",
    "our ideal",
    "qualified candidate",
    "successful applicant",
    "successful candidate",
    "the applicant",
    "the candidate",
    "the ideal",
    "the person we",
    "the post holder",
    "the postholder",
    "the right candidate",
    "the role ",
    "the successful",
    "this position ",
    "this role ",
    "we are currently looking",
    "we are currently seeking",
    "we are looking",
    "we are seeking",
    "we require",
    "we're looking",
    "we're seeking",
    "we’re looking",
    "we’re seeking",
    "you must",
    "you should",
];

/// What follows "you will" where an employer tells what it gives.
const GIFTS: [&str; 20] = [
    "accrue",
    "also",
    "be a part",
    "be able",
    "be eligible",
    "be entitled",
    "be given",
    "be joining",
    "be offered",
    "be paid",
    "be part",
    "benefit",
    "earn",
    "enjoy",
    "find",
    "gain",
    "get",
    "have",
    "join",
    "receive",
];

/// Whether the folded `sentence` is one in which an employer speaks of itself, and of nobody else.
pub(super) fn speaks_of_itself(sentence: &str) -> bool {
    let sentence = sentence.trim_start_matches(|c: char| !c.is_alphanumeric());
    SELVES.iter().any(|open| sentence.starts_with(open)) && !OTHERS.iter().any(|word| sentence.contains(word))
}

/// Whether the folded `sentence` turns to the job or whoever is sought.
pub(super) fn turns_to_job(sentence: &str) -> bool {
    let sentence = sentence.trim_start_matches(|c: char| !c.is_alphanumeric());
    let yours = ["you will ", "you'll ", "you’ll "].iter().find_map(|open| sentence.strip_prefix(open));
    SOUGHT.iter().any(|open| sentence.starts_with(open))
        || yours.is_some_and(|rest| !GIFTS.iter().any(|gift| rest.starts_with(gift)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_about_the_employer() {
        for (employer, sentence, expected) in [
            ("Acme Inc.", "acme is a maker of tools.", true),
            ("Acme", "acme, inc. offers a platform", true),
            ("Acme", "at acme, we build", true),
            ("Acme", "acme is looking for a nurse", false),
            ("Acme", "experience with acme is a plus", false),
            ("", "is a maker", false),
        ] {
            assert_eq!(opens_with(sentence, &name(employer)), expected, "{sentence:?}");
        }
    }

    #[test]
    fn sentences_about_us_and_about_the_job() {
        for (sentence, itself, job) in [
            ("- we help banks with python", true, false),
            ("our platform combines java and scala", true, false),
            ("we are looking for a nurse", false, true),
            ("our ideal candidate knows java", false, true),
            ("you will maintain our code", false, true),
            ("you will receive a certificate", false, false),
        ] {
            assert_eq!((speaks_of_itself(sentence), turns_to_job(sentence)), (itself, job), "{sentence:?}");
        }
    }
}
