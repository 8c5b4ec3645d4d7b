//! The letters of an employer's name.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::tail::starts_with_ignoring_case;

/// Words in small letters without accents, a blank between them; "&" and "+" become "and"; dots and
/// apostrophes inside a word go; any other sign parts words.
pub(super) fn fold(name: &str) -> String {
    let mut key = Key(String::with_capacity(name.len() + 4));
    if name.is_ascii() {
        let bytes = name.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let next = bytes.get(at + 1).copied();
            at += 1;
            match byte {
                b'&' => {
                    key.and();
                    // A dump that was not decoded.
                    at += if starts_with_ignoring_case(&name[at..], "amp;") { 4 } else { 0 };
                }
                b'+' if next.is_some_and(|next| next.is_ascii_whitespace()) => key.and(),
                b'\'' | b'`' => {}
                b'.' if next.is_some_and(|next| next.is_ascii_alphanumeric()) => {}
                byte if byte.is_ascii_alphanumeric() => key.0.push(char::from(byte.to_ascii_lowercase())),
                _ => key.part(),
            }
        }
        return key.done();
    }
    // The trademark signs decompose into letters.
    let is_letter = |character: &char| {
        !is_combining_mark(*character)
            && !matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    let signs = ['™', '℠', '®', '©'];
    let mut characters =
        name.chars().filter(|sign| !signs.contains(sign)).nfkd().filter(is_letter).peekable();
    while let Some(character) = characters.next() {
        match character {
            '&' => {
                key.and();
                if characters.peek() == Some(&'a') {
                    let mut ahead = characters.clone();
                    if "amp;".chars().all(|letter| ahead.next() == Some(letter)) {
                        characters = ahead;
                    }
                }
            }
            '+' if characters.peek().is_some_and(|next| next.is_whitespace()) => key.and(),
            '\'' | '’' | '‘' | '`' | '´' => {}
            // "L.L.C." and "S.A." are words; "Booking.com" stays one as well.
            '.' if characters.peek().is_some_and(|next| next.is_alphanumeric()) => {}
            'ß' => key.0.push_str("ss"),
            'ø' | 'Ø' => key.0.push('o'),
            'æ' | 'Æ' => key.0.push_str("ae"),
            'œ' | 'Œ' => key.0.push_str("oe"),
            'ł' | 'Ł' => key.0.push('l'),
            other if other.is_alphanumeric() => key.0.extend(other.to_lowercase()),
            _ => key.part(),
        }
    }
    key.done()
}

/// A key that is being written.
struct Key(String);

impl Key {
    fn part(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with(' ') {
            self.0.push(' ');
        }
    }

    fn and(&mut self) {
        self.part();
        self.0.push_str("and ");
    }

    fn done(mut self) -> String {
        self.0.truncate(self.0.trim_end().len());
        self.0
    }
}
