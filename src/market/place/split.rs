//! A location cut into places, and a place into parts.

use std::borrow::Cow;

/// The places of a location that are looked at.
pub(super) const MOST_PLACES: usize = 12;

/// The text with the few HTML entities that locations have read; most have none.
pub(super) fn without_entities(text: &str) -> Cow<'_, str> {
    const ENTITIES: [(&str, &str); 5] =
        [("&amp;", "&"), ("&#39;", "'"), ("&#039;", "'"), ("&apos;", "'"), ("&nbsp;", " ")];
    let mut text = Cow::Borrowed(text);
    if text.contains('&') {
        for (entity, char) in ENTITIES {
            if text.contains(entity) {
                text = Cow::Owned(text.replace(entity, char));
            }
        }
    }
    text
}

pub(super) fn is_capitals(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The text without what stands in its first brackets, and that.
pub(super) fn cut_aside(place: &str) -> (&str, &str) {
    match place.split_once(['(', '[']) {
        Some((main, rest)) => (main, rest.split([')', ']']).next().unwrap_or("")),
        None => (place, ""),
    }
}

/// Cuts a location into places.
pub(super) fn split_places<'a>(text: &'a str, places: &mut [&'a str; MOST_PLACES]) -> usize {
    const MARKS: [&str; 3] = [" / ", " or ", " and "];
    let mut count = 0;
    let mut add = |place: &'a str| {
        let place = place.trim_matches(|char: char| char.is_whitespace() || matches!(char, ',' | '-'));
        if !place.is_empty()
            && let Some(slot) = places.get_mut(count)
        {
            *slot = place;
            count += 1;
        }
    };
    for mut piece in text.split([';', '|', '\n', '•']) {
        let mut from = 0;
        while let Some((at, mark)) =
            MARKS.iter().filter_map(|mark| piece[from..].find(mark).map(|at| (from + at, *mark))).min()
        {
            // "Brighton and Hove" is one place, "Austin, TX and Dallas, TX" are two
            let code = piece[..at].rsplit([' ', ',']).next().unwrap_or("");
            if mark == " and " && !(code.len() <= 3 && is_capitals(code) && piece[..at].contains(',')) {
                from = at + mark.len();
                continue;
            }
            add(&piece[..at]);
            piece = &piece[at + mark.len()..];
            from = 0;
        }
        add(piece);
    }
    count
}

/// The parts of a place, which commas and dashes between spaces separate.
pub(super) struct Parts<'a> {
    pub(super) rest: Option<&'a str>,
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        loop {
            let rest = self.rest?;
            let cut = rest.char_indices().find(|(at, char)| match char {
                ',' | '–' | '—' | '·' | ':' => true,
                '-' => {
                    let (before, after) = (&rest[..*at], &rest[at + 1..]);
                    before.ends_with(char::is_whitespace) || after.starts_with(char::is_whitespace)
                }
                _ => false,
            });
            let part = match cut {
                Some((at, char)) => {
                    self.rest = Some(&rest[at + char.len_utf8()..]);
                    &rest[..at]
                }
                None => {
                    self.rest = None;
                    rest
                }
            };
            let part = part.trim();
            if part.chars().any(char::is_alphanumeric) {
                return Some(part);
            }
        }
    }
}
