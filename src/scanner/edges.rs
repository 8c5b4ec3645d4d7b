//! Where a word may begin and end: the one place that decides it.
//!
//! A match begins and ends at an edge. Beside letters and digits an edge is any other character but
//! `_`, or a *seam*: stripped HTML glues words ("clearanceBachelor"), so a small letter followed by a
//! capital parts them, and so does the end of an acronym or number before a word ("SQLKnowledge", "C++Previous"). A spelling that ends in a symbol (`B.S.`) may end anywhere, but `+` and `#` not
//! before a letter or their like ("C++" is not in "C++y"). One that begins with a symbol (`.NET`) must
//! not stand behind a word: "ASP.NET" is something else. Marks and zero-width characters are looked
//! through, and a full-width character is its plain one.

use crate::fold::{self, Unit};
use std::sync::LazyLock;

/// Whether `c` is part of a word.
pub(crate) fn is_word(c: char) -> bool {
    // Unicode has an apostrophe among its letters.
    (c.is_alphanumeric() && c != 'ʼ') || c == '_'
}

/// Whether `c` shows nothing of its own.
pub(crate) fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The last place at or before `at` where a character begins.
pub(super) fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The first place at or behind `at` where a character begins.
pub(super) fn ceil(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// The character before `at`, marks and zero-width characters passed over.
pub(crate) fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().rev().find(|c| !is_mark(*c)).map(narrow)
}

/// The character at or after `at`, marks and zero-width characters passed over.
pub(crate) fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().find(|c| !is_mark(*c)).map(narrow)
}

/// The plain character of a full-width one.
fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// What a character is to its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Other,
    Lower,
    Upper,
    Digit,
    Mark,
}

impl Class {
    pub(crate) const ASCII: [Class; 128] = {
        let mut table = [Class::Other; 128];
        let mut byte = 0_u8;
        while byte < 128 {
            table[byte as usize] = match byte {
                b'a'..=b'z' => Class::Lower,
                b'A'..=b'Z' => Class::Upper,
                b'0'..=b'9' | b'_' => Class::Digit,
                _ => Class::Other,
            };
            byte += 1;
        }
        table
    };

    pub(crate) fn of(c: char) -> Class {
        static COMMON: LazyLock<Vec<Class>> = LazyLock::new(|| fold::common().map(Class::told).collect());
        match u8::try_from(u32::from(c)) {
            Ok(byte) if byte.is_ascii() => Class::ASCII[usize::from(byte)],
            _ => fold::place_in_common(c).map_or_else(|| Class::told(c), |place| COMMON[place]),
        }
    }

    fn told(c: char) -> Class {
        match c {
            _ if is_mark(c) => Class::Mark,
            _ if c.is_lowercase() => Class::Lower,
            _ if c.is_uppercase() => Class::Upper,
            _ if is_word(c) => Class::Digit,
            _ => Class::Other,
        }
    }

    pub(crate) fn is_word(self) -> bool {
        matches!(self, Class::Lower | Class::Upper | Class::Digit)
    }

    /// Whether a match may begin at a character of this class behind one of class `previous`.
    pub(crate) fn opens_after(self, previous: Class) -> bool {
        match self {
            Class::Mark => false,
            // The seam: a capital behind a small letter.
            Class::Upper => matches!(previous, Class::Other | Class::Lower),
            Class::Other | Class::Lower | Class::Digit => !previous.is_word(),
        }
    }
}

/// Whether a match may begin at `at`.
#[inline]
pub(crate) fn left(text: &str, at: usize) -> bool {
    if let [before, first] = text.as_bytes()[at.saturating_sub(1)..(at + 1).min(text.len())]
        && (before | first).is_ascii()
    {
        return Class::ASCII[usize::from(first)].opens_after(Class::ASCII[usize::from(before)]);
    }
    let Some(first) = text[at..].chars().next() else { return true };
    Class::of(first).opens_after(before(text, at).map_or(Class::Other, Class::of))
}

/// Whether a match that begins before `at` may end there.
pub(crate) fn right(text: &str, at: usize) -> bool {
    // Nearly always plain: a letter or digit, and behind it a small letter, or what is none of a word.
    if let [last, next] = text.as_bytes()[at - 1..(at + 1).min(text.len())]
        && (last | next).is_ascii()
        && Class::ASCII[usize::from(last)].is_word()
    {
        match Class::ASCII[usize::from(next)] {
            Class::Lower => return false,
            Class::Other => return true,
            _ => {}
        }
    }
    let (Some(last), Some(next)) = (before(text, at), after(text, at)) else {
        return true;
    };
    match last {
        '+' | '#' => (!next.is_alphabetic() && next != last && next != '_') || begins_word(text, at),
        last if is_word(last) => {
            !is_word(next) || seam(last, next) || (ends_acronym(text, at) && begins_word(text, at))
        }
        _ => true,
    }
}

/// Whether a capital and then a small letter stand at `at`.
fn begins_word(text: &str, at: usize) -> bool {
    let mut letters = text[at..].chars().filter(|c| !is_mark(*c)).map(narrow);
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

/// Whether a digit or the second of two capitals stands before `at`: "SQL" of "SQLKnowledge", but not "R" of "RStudio".
fn ends_acronym(text: &str, at: usize) -> bool {
    let mut letters = text[..at].chars().rev().filter(|c| !is_mark(*c)).map(narrow);
    letters.next().is_some_and(|last| {
        last.is_ascii_digit() || (last.is_uppercase() && letters.next().is_some_and(char::is_uppercase))
    })
}

fn seam(last: char, next: char) -> bool {
    last.is_lowercase() && next.is_uppercase()
}

/// Whether a spelling of one or two letters or digits stands free: beside `&`, `+`, `#`, an apostrophe or a
/// hyphen it is a part of something else ("R&D", "C++", "Vitamin-C").
pub(crate) fn stands_free(text: &str, start: usize, end: usize) -> bool {
    let joins = |c: Option<char>| {
        c.is_some_and(|c| matches!(fold::unit(c), Unit::Hyphen | Unit::Byte(b'&' | b'+' | b'#' | b'\'')))
    };
    !joins(before(text, start)) && !joins(after(text, end))
}

/// How many characters of an address are looked at on either side: without a limit, a long text without
/// white space would be read again for every candidate in it.
const ADDRESS: usize = 256;

/// What shows that a name stands before it, and that a path stands behind it. `.net` is missing from the
/// second: "vb.net/java" is a list.
const DOMAINS: [&str; 9] = [".com", ".org", ".net", ".edu", ".gov", ".co.", ".ac.", ".io", ".jobs"];
const PATHS: [&str; 6] = [".com/", ".org/", ".edu/", ".gov/", ".uk/", ".jobs/"];

/// Whether `start..end` lies within a web or e-mail address.
pub(crate) fn in_address(text: &str, start: usize, end: usize) -> bool {
    let goes_on = |c: &char| match c {
        '(' | ')' | '<' | '>' | '"' | ',' | ';' => false,
        c if c.is_ascii() => !c.is_ascii_whitespace(),
        c => is_word(*c) || is_mark(*c),
    };
    let bytes = |count: usize, c: char| count + c.len_utf8();
    let from = start - text[..start].chars().rev().take(ADDRESS).take_while(goes_on).fold(0, bytes);
    let to = end + text[end..].chars().take(ADDRESS).take_while(goes_on).fold(0, bytes);
    if (from, to) == (start, end) {
        return false;
    }
    let (token, head, tail) = (&text[from..to], &text[from..start], &text[end..to]);
    if token.contains("://") || token.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("www.")) {
        return true;
    }
    if token.split_once('@').is_some_and(|(name, domain)| !name.is_empty() && domain.contains('.')) {
        return true;
    }
    // "oracle.com", but not "Node.js", "required.Python" or "C#.net".
    let is_domain = |domain: &str| {
        tail.strip_prefix(domain).is_some_and(|rest| {
            domain.ends_with('.') || !rest.starts_with(|c: char| c.is_ascii_alphanumeric())
        })
    };
    text[..end].ends_with(is_word) && DOMAINS.iter().any(|domain| is_domain(domain))
        || PATHS.iter().any(|path| head.contains(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges() {
        // The match is between the bars.
        for (text, expected) in [
            ("knows |Go| well", true),
            ("|Go|", true),
            ("Mon|go|DB", false),
            ("clearance|Bachelor|", true),
            ("preferred|Python|Required", true),
            ("|Java|Script", true), // the longer form wins, not the edge
            ("|java|script", false),
            ("JAVA|SCRIPT|", false),
            ("|SQL|2016", false),
            ("_|SQL|_", false),
            ("Ü|bung|", false),
            ("|Ｃ＋＋|y", false),
            ("|Bachelor|ʼs", true),
            ("na|ï|ve", false),
            ("|C++|11", true),
            ("|C++|Previous", true),
            ("|C++|PREVIOUS", false),
            ("|SQL|Knowledge", true),
            ("|SQL|ite", false),
            ("|R|Studio", false),
            ("|365|Experience", true),
            ("|C++|y", false),
            ("|A+|+", false),
            ("|C#|.NET", true),
            ("ASP|.NET|", false),
            ("in |.NET|,", true),
            ("|Bachelor|’s", true),
            ("e\u{301}|a|", false),
            ("|a|\u{301}b", false),
            ("|B.S.|in", true),
        ] {
            let start = text.find('|').unwrap();
            let end = text.rfind('|').unwrap() - 1;
            let plain = text.replace('|', "");
            assert_eq!(left(&plain, start) && right(&plain, end), expected, "{text}");
        }
    }

    #[test]
    fn short_spellings_stand_free() {
        for (text, start, end, expected) in [
            ("R, SQL", 0, 1, true),
            ("R&D", 0, 1, false),
            ("Vitamin-C", 8, 9, false),
            ("C–suite", 0, 1, false),
            ("C\u{2212}suite", 0, 1, false),
            ("C＋", 0, 1, false),
            ("R®, SQL", 0, 1, true),
        ] {
            assert_eq!(stands_free(text, start, end), expected, "{text}");
        }
    }

    #[test]
    fn addresses() {
        for (text, word, expected) in [
            ("see https://jobs.oracle.com/sql now", "oracle", true),
            ("see https://jobs.oracle.com/sql now", "sql", true),
            ("mail hr@python.org, please", "python", true),
            ("www.tableau.example", "tableau", true),
            ("oracle.com or sap", "oracle", true),
            ("Node.js and node", "Node", false),
            ("SQL.Experience", "SQL", false),
            ("Java/Python", "Python", false),
            ("at oracle.compute", "oracle", false),
            ("C:sql", "sql", false),
            ("https://jobs.example/?q=sql&x", "sql", true),
            ("https://jobs.example\u{a0}SQL", "SQL", false),
            ("linkedin.com/in/python", "python", true),
            ("vb.net/java", "java", false),
            ("C#.net", "C#", false),
        ] {
            let start = text.find(word).unwrap();
            assert_eq!(in_address(text, start, start + word.len()), expected, "{text}: {word}");
        }
    }
}
