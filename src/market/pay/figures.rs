//! Figures: a pay text in words, signs and numbers.

use super::number::{self, Number};

/// The most tokens of a text; what comes later is prose.
const MOST: usize = 48;

/// One piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A number.
    Number(Number),
    /// Letters, with the dollar sign behind them and single letters' dots within: "A$", "p.a".
    Word(&'a str),
    /// Any other character but a blank; every dash is a hyphen.
    Sign(char),
}

/// The first tokens of a text.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    tokens: [Token<'a>; MOST],
    length: usize,
}

impl<'a> Tokens<'a> {
    /// The tokens of a text.
    pub(super) fn of(text: &'a str) -> Self {
        let mut found = Self { tokens: [Token::Sign(' '); MOST], length: 0 };
        let mut rest = text;
        // The character before the rest, and the one before that.
        let (mut before, mut earlier) = (' ', ' ');
        while let Some(next) = rest.chars().next()
            && found.length < MOST
        {
            let (token, length) = if next.is_ascii_digit() {
                let (mut number, length) = number::read(rest);
                let hyphenated = before == '-' && earlier.is_alphabetic() && !found.ends_with_number();
                number.alien |= hyphenated || before == '#';
                number.alien |= before.is_alphabetic() && !found.ends_with_currency();
                (Some(Token::Number(number)), length)
            } else if next.is_alphabetic() {
                let length = word(rest);
                (Some(Token::Word(&rest[..length])), length)
            } else {
                let sign = if matches!(next, '–' | '—' | '−' | '‑' | '‐') { '-' } else { next };
                (Some(Token::Sign(sign)).filter(|_| !is_blank(next)), next.len_utf8())
            };
            if let Some(token) = token {
                found.tokens[found.length] = token;
                found.length += 1;
            }
            let mut passed = rest[..length].chars().rev();
            earlier = match (passed.next(), passed.next()) {
                (Some(last), second) => {
                    let earlier = second.unwrap_or(before);
                    before = last;
                    earlier
                }
                _ => before,
            };
            rest = &rest[length..];
        }
        found
    }

    /// The token at `at`.
    pub(super) fn get(&self, at: usize) -> Option<Token<'a>> {
        self.tokens[..self.length].get(at).copied()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.length
    }

    /// All of them in turn.
    pub(super) fn iter(&self) -> impl Iterator<Item = Token<'a>> {
        self.tokens[..self.length].iter().copied()
    }

    fn last(&self) -> Option<Token<'a>> {
        self.length.checked_sub(1).and_then(|last| self.get(last))
    }

    /// Whether a number precedes the sign at the end: the hyphen of "45k-55k" is no part of a name.
    fn ends_with_number(&self) -> bool {
        let before = self.length.checked_sub(2).and_then(|index| self.get(index));
        match before {
            Some(Token::Number(_)) => true,
            Some(Token::Word(word)) => {
                super::currency::of_word(word).is_some() || super::periods::is_unit(before) || word.len() > 4
            }
            _ => false,
        }
    }

    fn ends_with_currency(&self) -> bool {
        matches!(self.last(), Some(Token::Word(word)) if super::currency::of_word(word).is_some())
    }
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}' | '\u{feff}')
}

/// The length of the word at the start of the text.
pub(super) fn word(text: &str) -> usize {
    let length = text.find(|character: char| !character.is_alphabetic()).unwrap_or(text.len());
    let rest = &text[length..];
    if length <= 3 && rest.starts_with('$') {
        return length + 1;
    }
    // "p.a." and "p/h", but not "p.annum".
    let mut after = rest.chars();
    if length == 1
        && matches!(after.next(), Some('.' | '/'))
        && let Some(second) = after.next().filter(|second| second.is_ascii_alphabetic())
        && !after.next().is_some_and(char::is_alphanumeric)
    {
        return length + 1 + second.len_utf8();
    }
    length
}
