//! Either-or lists: "CISSP, CISM or CISA", "RN/LPN", "a bachelor's degree or equivalent experience".

use super::super::edges;
use super::Span;
use super::clause::View;
use crate::dictionary::Kind;
use std::ops::Range;

/// How many bytes may stand between two alternatives that an "or" joins: "a degree in finance or an MBA".
const OR_GAP: usize = 48;
/// How far before a list "one of the following" may stand.
const LEAD: usize = 40;
/// How far behind a mention "or equivalent" may stand: a field of study may come between.
const TAIL: usize = 90;

const LEADS: [&str; 8] = [
    "one of",
    "any of",
    "either",
    "one or more",
    "at least one",
    "any one",
    "or more of",
    "more than one of",
];
const SUBSTITUTES: [&str; 16] = [
    "or equivalent",
    "or an equivalent",
    "or the equivalent",
    "or comparable",
    "or similar",
    "or other ",
    "or another ",
    "or any other",
    "or related experience",
    "or relevant experience",
    "or relevant work",
    "or related work",
    "or commensurate",
    "or work experience",
    "or industry experience",
    "or demonstrated experience",
];

/// How two neighbours of a sentence belong together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    /// Not at all.
    None,
    /// Members of one list, whose kind is not said here.
    Comma,
    /// Alternatives.
    Or,
}

/// Gives the items of a sentence their lists, numbered on from `last`.
pub(super) fn mark(view: &View, spans: &mut [Span], last: &mut u32) {
    let count = spans.len();
    let mut first = 0;
    while first < count {
        let mut end = first;
        let mut either = leads(view, first);
        while end + 1 < count {
            match link(view, end) {
                Link::None => break,
                Link::Or => either = true,
                Link::Comma => {}
            }
            end += 1;
        }
        let list = &mut spans[first..=end];
        for (index, span) in list.iter_mut().enumerate() {
            span.substitute = span.kind.is_some() && has_substitute(view, first + index);
        }
        // "BA/BS" is one mention of two degrees.
        let both = |index: usize| {
            let surface = &view.text[view.mentions[index].clone()];
            view.kinds[index].is_some_and(Kind::is_credential)
                && (surface.contains('/') || surface.contains(" or "))
        };
        let alone = (first..=end).any(both);
        if (list.len() > 1 && either) || alone || list.iter().any(|span| span.substitute) {
            *last += 1;
            list.iter_mut().for_each(|span| span.either_or = Some(*last));
        }
        first = end + 1;
    }
}

fn link(view: &View, index: usize) -> Link {
    let gap = &view.text[view.mentions[index].end..view.mentions[index + 1].start];
    let [Some(left), Some(right)] = [view.kinds[index], view.kinds[index + 1]] else { return Link::None };
    if left.is_credential() != right.is_credential() {
        return Link::None;
    }
    match gap.trim() {
        "," | "(" | ")" | "" => Link::Comma,
        "/" if left.is_credential() => Link::Or,
        "/" => Link::Comma,
        gap if gap.len() <= OR_GAP && has_or(gap) && !gap.contains(" and ") && !gap.contains(';') => Link::Or,
        _ => Link::None,
    }
}

fn has_or(gap: &str) -> bool {
    gap.split(|c: char| !c.is_alphanumeric() && c != '/').any(|word| matches!(word, "or" | "and/or"))
}

fn leads(view: &View, first: usize) -> bool {
    let start = view.mentions[first].start;
    let lead = window(&view.text, start.saturating_sub(LEAD)..start);
    let lead = &lead[lead.rfind([';', ')']).map_or(0, |at| at + 1)..];
    let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    lead.bytes().enumerate().any(|(at, byte)| {
        // Every one of them begins with one of these letters, and most of those stand within words.
        matches!(byte, b'o' | b'a' | b'e' | b'm')
            && at.checked_sub(1).is_none_or(|before| !lead.as_bytes()[before].is_ascii_alphanumeric())
            && LEADS
                .iter()
                .any(|phrase| lead[at..].strip_prefix(phrase).is_some_and(|rest| free(rest.chars().next())))
            && free(lead[..at].chars().next_back())
    })
}

/// Whether something else will do in the item's place.
fn has_substitute(view: &View, index: usize) -> bool {
    let end = view.mentions[index].end;
    let next = view.mentions.get(index + 1).map_or(view.text.len(), |next| next.start);
    let reach = if view.kinds[index].is_some_and(Kind::is_credential) { TAIL } else { 16 };
    let tail = window(&view.text, end..next.min(end + reach));
    let tail = &tail[..tail.find(';').unwrap_or(tail.len())];
    // Every one of them begins with "or ", which most tails do not hold.
    let is_substitute = |at: usize| {
        let rest = &tail.as_bytes()[at..];
        rest.starts_with(b"or ") && SUBSTITUTES.iter().any(|phrase| rest.starts_with(phrase.as_bytes()))
    };
    memchr::memchr_iter(b'o', tail.as_bytes()).any(is_substitute) || tail.contains("/other ")
}

fn window(text: &str, range: Range<usize>) -> &str {
    text.get(edges::ceil(text, range.start)..edges::floor(text, range.end)).unwrap_or("")
}
