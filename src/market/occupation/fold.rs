//! Folds a title into plain words on the stack: lower case, no accents, one space between words, and a
//! mark wherever the title itself breaks off (comma, bracket, dash) or offers a choice (slash).

use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

/// How many bytes of folded text are kept; what follows is description, not title.
pub(super) const ROOM: usize = 256;

/// Stands in the folded text for a comma, a bracket, a spaced dash and the like.
pub(super) const BREAK: u8 = b'\n';

/// Stands in the folded text for a slash.
pub(super) const SLASH: u8 = b'/';

/// A folded title.
pub(super) struct Folded {
    bytes: [u8; ROOM],
    len: usize,
    word: usize,
    pending: u8,
    dots: bool,
}

/// Whether a byte of folded text belongs to a word.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

impl Folded {
    /// Folds `title`.
    pub(super) fn new(title: &str) -> Self {
        let mut folded = Self { bytes: [0; ROOM], len: 0, word: 0, pending: 0, dots: false };
        let mut rest = title.chars();
        let mut before = ' ';
        while let Some(c) = rest.next() {
            folded.take(before, c, &mut rest);
            before = c;
            if folded.len + 8 > ROOM {
                break;
            }
        }
        folded
    }

    /// The folded text.
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or(&[])
    }

    /// Makes a break of the space at `at`.
    pub(super) fn break_at(&mut self, at: usize) {
        if let Some(byte) = self.bytes.get_mut(at).filter(|byte| **byte == b' ') {
            *byte = BREAK;
        }
    }

    fn take(&mut self, before: char, c: char, rest: &mut std::str::Chars<'_>) {
        let after = rest.clone().next().unwrap_or(' ');
        match c {
            'a'..='z' | '0'..='9' | 'A'..='Z' => self.letter(c.to_ascii_lowercase()),
            // An apostrophe joins: "children's" is one word.
            '\'' | '\u{2019}' | '\u{2018}' => {}
            '&' => {
                let text = rest.as_str();
                if let Some(tail) = text.strip_prefix("amp;") {
                    *rest = tail.chars();
                }
                self.separate(b' ');
                "and".chars().for_each(|c| self.letter(c));
                self.separate(b' ');
            }
            // "R.N." is one word; a full stop elsewhere only ends one.
            '.' if self.dotted(after) => {}
            // "A/R" is one word, as "R.N." is.
            '/' if self.word == 1 && single_letter(rest) => {}
            '/' | '\\' => self.separate(SLASH),
            '-' | '_' | '\u{2010}'..='\u{2015}' if before.is_alphanumeric() && after.is_alphanumeric() => {
                if !self.ends_with_co(after) {
                    self.separate(b' ');
                }
            }
            '-'
            | '_'
            | '\u{2010}'..='\u{2015}'
            | ','
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '|'
            | ':'
            | ';'
            | '!'
            | '?'
            | '"'
            | '*'
            | '~'
            | '@'
            | '\u{2022}'
            | '\u{00b7}' => self.separate(BREAK),
            _ if c.is_ascii() => self.separate(b' '),
            _ if c.is_alphabetic() => decompose_canonical(c, |part| {
                if canonical_combining_class(part) == 0 {
                    part.to_lowercase().for_each(|c| self.letter(c));
                }
            }),
            _ if canonical_combining_class(c) != 0 => {}
            _ => self.separate(b' '),
        }
    }

    /// "Co-ordinator" and "co-operative" are written with and without the hyphen.
    fn ends_with_co(&self, after: char) -> bool {
        self.word == 2 && self.bytes().ends_with(b"co") && after.eq_ignore_ascii_case(&'o')
    }

    /// Whether a full stop stands in an acronym, "R.N.", and only hides behind each letter. Once one did, the
    /// word goes on for as long as single letters with stops follow.
    fn dotted(&mut self, after: char) -> bool {
        self.dots = after.is_alphabetic() && (self.word == 1 || self.dots && self.word > 1);
        self.dots
    }

    fn separate(&mut self, mark: u8) {
        let rank = |mark: u8| [b' ', SLASH, BREAK].iter().position(|&m| m == mark);
        if rank(mark) > rank(self.pending) {
            self.pending = mark;
        }
        self.word = 0;
        self.dots = false;
    }

    fn letter(&mut self, c: char) {
        let mut coded = [0; 4];
        let coded = c.encode_utf8(&mut coded).as_bytes();
        if self.len + coded.len() + 1 > ROOM {
            return;
        }
        if self.pending != 0 && self.len > 0 {
            self.put(self.pending);
        }
        self.pending = 0;
        self.word += 1;
        for &byte in coded {
            self.put(byte);
        }
    }

    fn put(&mut self, byte: u8) {
        if let Some(slot) = self.bytes.get_mut(self.len) {
            *slot = byte;
            self.len += 1;
        }
    }
}

/// Whether one letter, and no more of a word, comes next.
fn single_letter(rest: &std::str::Chars<'_>) -> bool {
    let mut rest = rest.clone();
    rest.next().is_some_and(char::is_alphabetic) && !rest.next().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_fold_to_words_and_breaks() {
        for (title, folded) in [
            ("Registered Nurse - ICU", "registered nurse\nicu"),
            ("RN/LPN", "rn/lpn"),
            ("Sr. Java Developer (Remote)", "sr java developer\nremote"),
            ("Children's Nurse", "childrens nurse"),
            ("Co-ordinator", "coordinator"),
            ("Full-Stack Engineer", "full stack engineer"),
            ("R.N. / L.P.N.", "rn/lpn"),
            ("A/R Clerk", "ar clerk"),
            ("Sales &amp; Marketing", "sales and marketing"),
            ("R&D", "r and d"),
            ("Caf\u{e9} Manager", "cafe manager"),
            ("Developer\u{2014}Web", "developer web"),
            ("  ,, - ", ""),
        ] {
            assert_eq!(std::str::from_utf8(Folded::new(title).bytes()), Ok(folded), "{title}");
        }
    }
}
