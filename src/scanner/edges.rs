//! Where a word may begin and end: the one place that decides it.
//!
//! A match begins and ends at an edge. Beside letters and digits an edge is any other character but
//! `_`, or a *seam*: stripped HTML glues words ("clearanceBachelor"), so a small letter followed by a
//! capital parts them. A spelling that begins or ends in a symbol (`.NET`, `C++`) brings its own edge.

/// Whether `c` is part of a word.
pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

pub(crate) fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The character before `at`, marks and zero-width characters passed over.
pub(crate) fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().rev().find(|c| !is_mark(*c))
}

/// The character at or after `at`, marks and zero-width characters passed over.
pub(crate) fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().find(|c| !is_mark(*c))
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
        match u8::try_from(u32::from(c)) {
            Ok(byte) if byte.is_ascii() => Class::ASCII[usize::from(byte)],
            _ if is_mark(c) => Class::Mark,
            _ if c.is_lowercase() => Class::Lower,
            _ if c.is_uppercase() => Class::Upper,
            _ if c.is_alphanumeric() => Class::Digit,
            _ => Class::Other,
        }
    }

    fn is_word(self) -> bool {
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

/// Whether a match that begins before `at` may end there.
pub(crate) fn right(text: &str, at: usize) -> bool {
    let (Some(last), Some(next)) = (before(text, at), after(text, at)) else {
        return true;
    };
    match last {
        '+' | '#' => !next.is_alphabetic() && next != last && next != '_',
        last if is_word(last) => !is_word(next) || seam(last, next),
        _ => true,
    }
}

fn seam(last: char, next: char) -> bool {
    last.is_lowercase() && next.is_uppercase()
}

/// Whether a spelling of one or two letters stands free: beside `&`, `+`, `#`, an apostrophe or a
/// hyphen it is a part of something else ("R&D", "C++", "Vitamin-C").
pub(crate) fn stands_free(text: &str, start: usize, end: usize) -> bool {
    let joins = |c: Option<char>| {
        c.is_some_and(|c| {
            matches!(c, '&' | '+' | '#' | '-' | '\'' | '\u{2010}'..='\u{2015}' | '‘' | '’' | '′' | '`' | '´')
        })
    };
    !joins(before(text, start)) && !joins(after(text, end))
}

/// Whether `start..end` lies within a web or e-mail address.
pub(crate) fn in_address(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    // An address can only go on over one of these; anything else is the common, cheap case.
    let touches =
        |byte: Option<&u8>| byte.is_some_and(|byte| matches!(byte, b'.' | b'@' | b'/' | b':' | b'-'));
    if !touches(start.checked_sub(1).and_then(|at| bytes.get(at))) && !touches(bytes.get(end)) {
        return false;
    }
    let stop = |byte: &u8| {
        byte.is_ascii_whitespace() || matches!(byte, b'(' | b')' | b'<' | b'>' | b'"' | b',' | b';')
    };
    let from = bytes[..start].iter().rposition(stop).map_or(0, |at| at + 1);
    let to = bytes[end..].iter().position(stop).map_or(bytes.len(), |at| end + at);
    let (token, inner) = (&bytes[from..to], start - from..end - from);
    if contains(token, b"://") || token.get(..4).is_some_and(|head| head.eq_ignore_ascii_case(b"www.")) {
        return true;
    }
    if let Some(at) = memchr::memchr(b'@', token) {
        let domain = &token[at + 1..];
        if at > 0 && memchr::memchr(b'.', domain).is_some() {
            return true;
        }
    }
    // "oracle.com", but not "Node.js" or "required.Python".
    let rest = &token[inner.end..];
    [".com", ".org", ".net", ".edu", ".gov", ".co.", ".ac.", ".io", ".jobs"].iter().any(|suffix| {
        let suffix = suffix.as_bytes();
        rest.get(..suffix.len()).is_some_and(|head| head == suffix)
            && (suffix.ends_with(b".") || !rest.get(suffix.len()).is_some_and(u8::is_ascii_alphanumeric))
    })
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    memchr::memmem::find(haystack, needle).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(text: &str, at: usize) -> bool {
        let first = Class::of(text[at..].chars().next().unwrap());
        first.opens_after(before(text, at).map_or(Class::Other, Class::of))
    }

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
            ("na|ï|ve", false),
            ("|C++|11", true),
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
        ] {
            let start = text.find(word).unwrap();
            assert_eq!(in_address(text, start, start + word.len()), expected, "{text}: {word}");
        }
    }
}
