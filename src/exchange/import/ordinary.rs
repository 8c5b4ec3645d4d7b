//! Words that a posting may use without meaning a skill, a product or a credential by them. A term that
//! is such a word by itself ("access", "go", "express") is not looked for without a context.

use std::collections::HashSet;

/// The commonest words of English (levels 10 and 20 of SCOWL, less the names of tools; see NOTICE), what advertisements add to them, and
/// common words that are also names of products.
pub(super) struct Ordinary(HashSet<&'static str>);

/// Words that every advertisement may hold and the list of English lacks, and rarer words that name products.
const MORE: &str = "admin ada amazon app backup blender certification chef chai competency confluence dashboard demo email deliverable \
    deployment excel flume git governance hive internship julia laptop leadership lifecycle login looker \
    maven maya meta metadata methodology metric mentor monday networking  notion offline onboarding online \
    oracle outlook outreach pascal pig portfolio prep proactive puppet rails referral regulatory \
    roadmap ruby rust sage salt scalable schema scheduling sketch slack spark stakeholder storm swift \
    teamwork toolkit troubleshooting unity vendor web webinar  workflow workplace zoom";

impl Ordinary {
    pub(super) fn new() -> Self {
        Self(include_str!("ordinary.txt").split_whitespace().chain(MORE.split_whitespace()).collect())
    }

    /// Whether `word`, folded, is one, in the singular or with an s.
    pub(super) fn has(&self, word: &str) -> bool {
        self.0.contains(word) || word.strip_suffix('s').is_some_and(|one| self.0.contains(one))
    }
}

/// Words that hold others together and mean nothing themselves.
pub(super) fn is_function_word(word: &str) -> bool {
    const WORDS: &str = " a about above after again all also am an and any are as at back be before both but by \
         can come do down each else even every few for from get give go good had has have he her here him his \
         how i if in into is it its just keep know let like look make many may me more most much must my need \
         never new next no not now of off on once one only or other our out over own per please put same see \
         set she should so some such take than that the their them then there these they this those through \
         time to too two under until up us use very want was way we well were what when where which while who \
         why will with work would you your ";
    WORDS.contains(&format!(" {word} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ordinary() {
        let ordinary = Ordinary::new();
        for word in ["access", "go", "word", "skills", "express", "lead", "tools"] {
            assert!(ordinary.has(word), "{word}");
        }
        for word in ["kubernetes", "phlebotomy", "sql", "python", "welding"] {
            assert!(!ordinary.has(word), "{word}");
        }
        assert!(is_function_word("the") && !is_function_word("sap") && !is_function_word("the a"));
    }
}
