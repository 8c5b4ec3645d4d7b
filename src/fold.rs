//! Folding: what two ways of writing the same word have in common.
//!
//! Letters lose case and accents, wide letters their width, curly quotes their curl; a run of white
//! space, line breaks, hyphens and dashes is one space ("full-stack", "Architect – Associate"), unless
//! it has both a line break and a hyphen: then a list item begins, and it is a line break. Marks that are only
//! decoration (®, ™, zero-width characters) vanish. Dictionary and scanner both fold with this
//! module, so that a form and a text meet in the same alphabet.

use crate::eight::{HIGH, at_least, equal};
use std::sync::LazyLock;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Whether letters keep their case while they are folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Letters become small.
    Fold,
    /// Letters stay as they are.
    Keep,
}

/// What one character contributes to folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// White space within a line.
    Space,
    /// A line break.
    Line,
    /// A hyphen or dash.
    Hyphen,
    /// Nothing at all.
    Nothing,
    /// One byte of ASCII.
    Byte(u8),
    /// Something that needs the slow path.
    Other,
}

/// The folding of an ASCII byte, with letters made small.
pub(crate) const fn ascii(byte: u8) -> Unit {
    match byte {
        b' ' | b'\t' => Unit::Space,
        b'\n' | b'\r' | 0x0b | 0x0c => Unit::Line,
        b'-' => Unit::Hyphen,
        b'`' => Unit::Byte(b'\''),
        _ => Unit::Byte(byte.to_ascii_lowercase()),
    }
}

/// The folding of any character, as far as it can be told without decomposing it.
pub(crate) fn unit(c: char) -> Unit {
    if let Ok(byte) = u8::try_from(c)
        && byte.is_ascii()
    {
        return ascii(byte);
    }
    match c {
        '\u{a0}'
        | '\u{85}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}' => Unit::Space,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '®' | '©' | '™' | '℠' => {
            Unit::Nothing
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => Unit::Hyphen,
        '‘' | '’' | '‚' | '‛' | '′' | '´' | 'ʼ' | '＇' => Unit::Byte(b'\''),
        '“' | '”' | '„' | '‟' | '″' => Unit::Byte(b'"'),
        c if is_combining_mark(c) => Unit::Nothing,
        _ => Unit::Other,
    }
}

/// Passes the characters that `c` decomposes into to `each`, without marks, small if `case` says so.
pub(crate) fn decompose(c: char, case: Case, mut each: impl FnMut(char)) {
    for part in std::iter::once(c).nfkd().filter(|part| !is_combining_mark(*part)) {
        match case {
            Case::Keep => each(part),
            Case::Fold => part.to_lowercase().filter(|small| !is_combining_mark(*small)).for_each(&mut each),
        }
    }
}

/// A run of white space, line breaks and hyphens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gap {
    line: bool,
    hyphen: bool,
}

impl Gap {
    /// The gap that begins with, or goes on with, `unit`; none if the unit ends it.
    pub(crate) fn with(self, unit: Unit) -> Option<Gap> {
        match unit {
            Unit::Space => Some(self),
            Unit::Line => Some(Gap { line: true, ..self }),
            Unit::Hyphen => Some(Gap { hyphen: true, ..self }),
            Unit::Nothing | Unit::Byte(_) | Unit::Other => None,
        }
    }

    /// Whether it parts list items, and not words.
    pub(crate) fn is_break(self) -> bool {
        self.line && self.hyphen
    }
}

/// The folding of each byte of ASCII that has one of its own; a space for a gap, and for a byte of a longer character.
pub(crate) const FOLDED: [u8; 256] = {
    let mut all = [b' '; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        if let Unit::Byte(folded) = ascii(byte) {
            all[byte as usize] = folded;
        }
        byte += 1;
    }
    all
};

/// The first byte of the folding of `c`, a space for a gap and for nothing.
pub(crate) fn first_byte(c: char) -> u8 {
    static COMMON: LazyLock<Vec<u8>> = LazyLock::new(|| common().map(first_byte_of).collect());
    place_in_common(c).map_or_else(|| first_byte_of(c), |place| COMMON[place])
}

/// The characters beyond ASCII that most texts have: letters of Europe and its neighbours, and signs. What there is to
/// know of them is looked up, since it takes long to find out.
const COMMON: [std::ops::RangeInclusive<char>; 2] = ['\u{80}'..='\u{7ff}', '\u{2000}'..='\u{27ff}'];

/// All of `COMMON`.
pub(crate) fn common() -> impl Iterator<Item = char> {
    COMMON.into_iter().flatten()
}

/// The place of `c` in `common`, if it is there.
#[inline]
pub(crate) fn place_in_common(c: char) -> Option<usize> {
    match u32::from(c) {
        place @ 0x80..0x800 => Some(place as usize - 0x80),
        place @ 0x2000..0x2800 => Some(place as usize - 0x2000 + 0x780),
        _ => None,
    }
}

fn first_byte_of(c: char) -> u8 {
    match unit(c) {
        Unit::Byte(byte) => byte,
        Unit::Space | Unit::Line | Unit::Hyphen | Unit::Nothing => b' ',
        Unit::Other => {
            let mut first = None;
            decompose(c, Case::Fold, |part| {
                first.get_or_insert(part);
            });
            first.map_or(b' ', |part: char| part.encode_utf8(&mut [0; 4]).as_bytes()[0])
        }
    }
}

/// How many bytes `bytes` begins with that fold to themselves, but for their case: plain ASCII, and single spaces.
fn plain_run(bytes: &[u8]) -> usize {
    let mut spaces = 0;
    let mut at = 0;
    while let Some(eight) = bytes.get(at..at + 8) {
        let raw = u64::from_le_bytes(eight.try_into().expect("it has that length"));
        let (odd, space) = (odd(raw), equal(raw, b' '));
        // A space behind another, the last of the eight before among them.
        let double = space & (space << 8 | spaces >> 56);
        if odd | double != 0 {
            break;
        }
        spaces = space;
        at += 8;
    }
    let mut before = if spaces >> 63 == 1 { b' ' } else { 0 };
    while let Some(&byte) = bytes.get(at) {
        let folded = FOLDED[usize::from(byte)];
        let plain = if byte == b' ' { before != b' ' } else { folded != b' ' && byte != b'`' };
        if !plain {
            break;
        }
        before = byte;
        at += 1;
    }
    at
}

/// The highest bit of each byte of `raw` that is no ASCII, or folds to something else than itself in small letters: the
/// white space but for the space, the hyphen, the backtick.
fn odd(raw: u64) -> u64 {
    let low = raw & !HIGH;
    let breaks = at_least(low, b'\t') & !at_least(low, b'\r' + 1) & HIGH;
    raw & HIGH | breaks | equal(raw, b'-') | equal(raw, b'`')
}

/// Appends the folding of `text` to `out`. A gap gives one character, also at the ends.
pub fn fold_into(text: &str, case: Case, out: &mut String) {
    let mut gap: Option<Gap> = None;
    let mut at = 0;
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(at) {
        // Most text is words of ASCII with a space between them, which are taken many at once.
        let run = if byte == b' ' && gap.is_some() { 0 } else { plain_run(&bytes[at..]) };
        if run > 0 {
            let begun = out.len();
            out.push_str(&text[at..at + run]);
            if case == Case::Fold {
                out[begun..].make_ascii_lowercase();
            }
            at += run;
            gap = (bytes[at - 1] == b' ').then(Gap::default);
            continue;
        }
        let (unit, c) = if byte.is_ascii() {
            (ascii(byte), char::from(byte))
        } else {
            let c = text[at..].chars().next().expect("not at the end");
            (unit(c), c)
        };
        at += c.len_utf8();
        if unit == Unit::Nothing {
            continue;
        }
        if let Some(wider) = gap.unwrap_or_default().with(unit) {
            if gap.is_some() {
                out.pop();
            }
            out.push(if wider.is_break() { '\n' } else { ' ' });
            gap = Some(wider);
            continue;
        }
        gap = None;
        match unit {
            Unit::Byte(_) if case == Case::Keep && c.is_ascii_alphabetic() => out.push(c),
            Unit::Byte(byte) => out.push(char::from(byte)),
            _ => decompose(c, case, |part| out.push(part)),
        }
    }
}

/// The folding of a whole phrase of a dictionary, without the spaces and hyphens around it: "Go-" says
/// no more than "Go".
pub fn fold(text: &str) -> String {
    fold_phrase(text, Case::Fold)
}

/// As [`fold`], with the case as `case` says.
pub(crate) fn fold_phrase(text: &str, case: Case) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, case, &mut out);
    out.trim_matches([' ', '\n']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Folding character by character, with nothing taken whole.
    fn one_by_one(text: &str, case: Case) -> String {
        let mut out = String::new();
        let mut gap: Option<Gap> = None;
        for c in text.chars().filter(|c| unit(*c) != Unit::Nothing) {
            match gap.unwrap_or_default().with(unit(c)) {
                Some(wider) => {
                    if gap.is_some() {
                        out.pop();
                    }
                    out.push(if wider.is_break() { '\n' } else { ' ' });
                    gap = Some(wider);
                }
                None => {
                    gap = None;
                    match unit(c) {
                        Unit::Byte(byte) if !c.is_ascii_alphabetic() => out.push(char::from(byte)),
                        _ => decompose(c, case, |part| out.push(part)),
                    }
                }
            }
        }
        out
    }

    proptest! {
        #[test]
        fn runs_fold_as_character_by_character(
            text in "([a-zA-Z0-9_.,` \t\r\n\x0b\x0e\x1f\x7f-]|[\u{e9}\u{2019}\u{ad}\u{2013}\u{301}]){0,60}",
        ) {
            for case in [Case::Fold, Case::Keep] {
                let mut out = String::from(" ");
                fold_into(&text, case, &mut out);
                prop_assert_eq!(&out[1..], one_by_one(&text, case));
            }
        }
    }

    #[test]
    fn what_is_folded() {
        for (text, folded) in [
            ("Bachelor’s  Degree", "bachelor's degree"),
            ("full\u{2011}stack", "full stack"),
            ("Café", "cafe"),
            ("Cafe\u{301}", "cafe"),
            ("ＳＱＬ", "sql"),
            ("Microsoft® Excel™", "microsoft excel"),
            ("TS/SCI\r\n  clearance", "ts/sci clearance"),
            ("zero\u{200b}width", "zerowidth"),
            ("C++", "c++"),
            ("Straße", "straße"),
            ("ﬁnance", "finance"),
            ("a - b – c", "a b c"),
            ("a\n- b", "a\nb"),
            ("\u{200b} -a- ", "a"),
        ] {
            assert_eq!(fold(text), folded, "{text:?}");
        }
    }

    #[test]
    fn common_characters_are_known_by_their_place() {
        assert!(common().enumerate().all(|(place, c)| place_in_common(c) == Some(place)));
        for (c, byte) in [
            ('\u{e9}', b'e'),
            ('\u{2019}', b'\''),
            ('\u{2022}', 0xe2),
            ('\u{2013}', b' '),
            ('\u{ff21}', b'a'),
        ] {
            assert_eq!(first_byte(c), byte, "{c:?}");
        }
    }

    #[test]
    fn case_may_be_kept() {
        let mut out = String::new();
        fold_into("É’A", Case::Keep, &mut out);
        assert_eq!(out, "E'A");
    }
}
