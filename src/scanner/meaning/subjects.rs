//! Skills that only name something else: the subject of a degree ("a degree in statistics or a related field"), or a
//! part of a job title or of the name of a team ("Data Science Manager", "our Inside Sales team").

use super::super::edges;
use std::ops::Range;

/// The longest field of study, in bytes.
const LONGEST: usize = 320;

/// Where a field of study ends.
const STOPS: [&str; 26] = [
    " with ",
    " plus ",
    " and have ",
    " and experience",
    " and a ",
    " and at least",
    " and minimum",
    " preferred",
    " required",
    " is ",
    " from ",
    " or equivalent",
    " or related",
    " or a related",
    " or similar",
    " or other",
    " or any",
    " or another",
    " or relevant",
    " or comparable",
    " experience",
    " desired",
    " highly",
    " strongly",
    " and/or experience",
    " or closely",
];

/// Nouns of jobs and teams that make a title of the words before them.
const ROLES: [&str; 62] = [
    "administrator",
    "advisor",
    "adviser",
    "agent",
    "analyst",
    "apprentice",
    "architect",
    "assistant",
    "associate",
    "attorney",
    "buyer",
    "centre",
    "center",
    "chief",
    "clerk",
    "clinic",
    "consultant",
    "coordinator",
    "co-ordinator",
    "counsel",
    "counselor",
    "department",
    "developer",
    "director",
    "division",
    "doctor",
    "engineer",
    "engineers",
    "executive",
    "fellow",
    "head",
    "intern",
    "lead",
    "leader",
    "lecturer",
    "manager",
    "managers",
    "matron",
    "midwife",
    "nurse",
    "nurses",
    "officer",
    "operator",
    "partner",
    "physician",
    "practitioner",
    "professional",
    "professionals",
    "programmer",
    "recruiter",
    "representative",
    "scientist",
    "scientists",
    "secretary",
    "service",
    "services",
    "specialist",
    "supervisor",
    "team",
    "technician",
    "therapist",
    "unit",
];

/// The field of study that stands behind the degree which ends at `end`, within its sentence.
pub(super) fn field_of(text: &str, end: usize, sentence_end: usize) -> Option<Range<usize>> {
    let limit = edges::floor(text, sentence_end.min(end + LONGEST));
    let tail = text.get(end..limit)?;
    // "Masters or Ph.D. (Computer Science, Statistics)": the brackets name the fields, where no abbreviation stands in them.
    if let Some(inside) = tail.trim_start().strip_prefix('(')
        && let Some(close) = inside.find(')')
        && close >= 8
    {
        let begin = end + (tail.len() - inside.len());
        return Some(begin..begin + close);
    }
    // "Bachelor's degree (BS) in", "degree, preferably in", "degree in"; or the alias took the "in" already.
    let lower = tail.to_ascii_lowercase();
    let lead = ["in ", "of "].iter().filter_map(|lead| find_word(&lower, lead)).min()?;
    let between = lower[..lead].trim();
    let plain = [
        "",
        "level",
        "s",
        "degree",
        "degrees",
        "preferably",
        ", preferably",
        "or higher",
        "or above",
        "(preferably",
    ];
    let bracketed = between.starts_with('(') && between.ends_with(')') && between.len() < 12;
    if !bracketed && !plain.contains(&between) {
        return None;
    }
    let start = lead + 3;
    let rest = &lower[start..];
    // Every stop begins with a space.
    let stops = memchr::memchr_iter(b' ', rest.as_bytes())
        .find(|at| STOPS.iter().any(|stop| rest.as_bytes()[*at..].starts_with(stop.as_bytes())))
        .into_iter();
    let signs = rest.find(['.', ';', ':', '\n', '\r', '•', ')']).into_iter();
    let digit = rest.find(|c: char| c.is_ascii_digit()).into_iter();
    let stop = stops.chain(signs).chain(digit).min().unwrap_or(rest.len());
    let field = &tail[start..start + stop];
    let field = field.trim_end().trim_end_matches([',', '(', '-']).trim_end();
    let field = field.strip_suffix(" or").unwrap_or(field);
    (!field.trim().is_empty()).then(|| end + start..end + start + field.len())
}

fn find_word(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|at| *at == 0 || text.as_bytes()[at - 1] == b' ')
}

/// Nouns of groups and trades behind a field of work, in small letters too: "our accounting team".
const GROUPS: [&str; 18] = [
    "team",
    "teams",
    "department",
    "departments",
    "function",
    "functions",
    "staff",
    "industry",
    "industries",
    "sector",
    "sectors",
    "company",
    "companies",
    "firm",
    "firms",
    "division",
    "office",
    "leadership",
];

/// Whether what stands at `start..end` is part of a title: a noun of a job or team stands right behind it.
pub(super) fn in_title(text: &str, start: usize, end: usize) -> bool {
    let Some(tail) = text[end..].strip_prefix(' ') else { return false };
    let word = &tail[..tail.find(|c: char| !c.is_alphabetic() && c != '-').unwrap_or(tail.len())];
    let folded = word.to_ascii_lowercase();
    if GROUPS.contains(&folded.as_str()) {
        return true;
    }
    text[start..].starts_with(char::is_uppercase)
        && word.starts_with(char::is_uppercase)
        && ROLES.contains(&folded.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_study() {
        for (text, expected) in [
            (
                "Bachelor's degree| in Computer Science, Statistics or a related field",
                Some("Computer Science, Statistics"),
            ),
            ("BS| in Finance with 5 years of SQL", Some("Finance")),
            ("Bachelor's degree| required", None),
            ("Bachelor| of Science, Nursing", Some("Science, Nursing")),
            ("degree|, 3 years in sales", None),
            ("degree| (BS) in Biology; SQL", Some("Biology")),
            ("Ph.D.| (Computer Science, Statistics), Java", Some("Computer Science, Statistics")),
        ] {
            let end = text.find('|').unwrap();
            let plain = text.replace('|', "");
            let field = field_of(&plain, end, plain.len()).map(|range| plain[range].to_owned());
            assert_eq!(field.as_deref(), expected, "{text:?}");
        }
    }
}
