//! Work away from the office, as a location says it.

use super::Remote;
use super::fold::Short;

const REMOTE: [&str; 18] = [
    "remote",
    "remotely",
    "anywhere",
    "wfh",
    "homebased",
    "homeworking",
    "homeworker",
    "telecommute",
    "telecommuter",
    "telecommuting",
    "telework",
    "teleworking",
    "télétravail",
    "teletravail",
    "homeoffice",
    "fullyremote",
    "distanciel",
    "virtual",
];

/// Words that stand beside the above and are no part of a place's name.
const FILLERS: [&str; 34] = [
    "in",
    "within",
    "the",
    "from",
    "or",
    "and",
    "of",
    "position",
    "work",
    "working",
    "worker",
    "home",
    "based",
    "only",
    "option",
    "optional",
    "eligible",
    "friendly",
    "fully",
    "full",
    "100",
    "possible",
    "available",
    "job",
    "role",
    "on",
    "site",
    "at",
    "office",
    "first",
    "partially",
    "partly",
    "with",
    "location",
];

/// What one part says, and the part without the words that say it; they are written to `rest`, which
/// stays empty if the part says nothing of the kind.
pub(super) fn cut_remote(part: &str, rest: &mut Short) -> Remote {
    // A quick look: most parts have none of these letters in a row.
    let looks = |word: &str| {
        part.as_bytes().windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
    };
    let may = ["remot", "hybrid", "home", "anywhere", "tele", "wfh", "distanciel", "virtual", "tél"];
    if !may.iter().any(|word| looks(word)) {
        return Remote::No;
    }
    let words = || part.split(|char: char| !(char.is_alphanumeric() || matches!(char, '\'' | '.')));
    let is = |word: &str, list: &[&str]| list.iter().any(|item| word.eq_ignore_ascii_case(item));
    let has = |list: &[&str]| words().any(|word| is(word, list));
    let at_home = has(&["home"]) && has(&["work", "working", "based", "office", "worker"]);
    let is_hybrid = has(&["hybrid"]);
    if !(is_hybrid || at_home || has(&REMOTE)) || has(&["non", "not", "no"]) {
        return Remote::No;
    }
    let mut any = false;
    for word in words().filter(|word| !word.is_empty() && !is(word, &REMOTE) && !is(word, &FILLERS)) {
        if word.eq_ignore_ascii_case("hybrid") {
            continue;
        }
        if any {
            rest.push(' ');
        }
        rest.push_str(word);
        any = true;
    }
    if is_hybrid { Remote::Hybrid } else { Remote::Remote }
}
