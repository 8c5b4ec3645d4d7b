//! Where the sentence, list item or table cell that a mention stands in begins and ends.
//!
//! Only the gaps between mentions are looked at, and of those no more than `REACH` bytes, so a full stop or a seam
//! within a mention (`Node.js`, `PowerPoint`) parts nothing, and text without mentions costs nothing.

use super::super::edges::{self, floor};
use super::Span;
use super::items::{is_inline_bullet, last_word, opens_item, opens_years};
use std::ops::Range;

/// How many bytes of a gap are looked at on either side of a mention.
const REACH: usize = 600;
/// The longest sentence in bytes, and the most spans of one: a text without full stops must not take quadratic time.
const LONGEST: usize = 4096;
const MOST_SPANS: usize = 128;
/// A line at least this long that goes on with a small letter was wrapped, and is no list item.
const WRAPPED: usize = 50;

/// Words before a full stop that does not end a sentence.
const ABBREVIATIONS: [&str; 24] = [
    "approx", "co", "corp", "dept", "dr", "e.g", "eg", "exp", "i.e", "ie", "inc", "incl", "jr", "ltd", "max",
    "min", "mr", "mrs", "ms", "ph.d", "sr", "st", "vs", "yrs",
];

/// A sentence and the spans in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    /// Its bytes of the text.
    pub(super) bytes: Range<usize>,
    /// Its spans, by their place in the list.
    pub(super) spans: Range<usize>,
}

/// Puts the sentences that hold `spans`, which are in order, into `out`.
pub(super) fn split(text: &str, spans: &[Span], out: &mut Vec<Sentence>) {
    out.clear();
    let mut first = 0;
    let mut start =
        spans.first().map_or(0, |span| last_break(text, 0..span.start).unwrap_or(0).max(span.section));
    for (index, span) in spans.iter().enumerate() {
        let next = spans.get(index + 1).map_or(text.len(), |next| next.start);
        let gap = span.end..next;
        // "Preferred Qualifications" says nothing of what stands before it.
        let heading = (span.end <= span.until && span.until < next).then_some(span.until);
        // A heading ends a sentence too.
        let section = spans.get(index + 1).map_or(0, |next| next.section);
        let glued = (opens_item(text, next) || opens_years(text, next)).then_some(next);
        let other = glued.or((section >= span.end).then_some(section)).or(heading);
        let end = [first_break(text, gap.clone()), heading].into_iter().flatten().min().or(other);
        let full = index - first >= MOST_SPANS || span.end - start >= LONGEST;
        if index + 1 < spans.len() && end.is_none() && gap.len() <= REACH && !full {
            continue;
        }
        let end = end.unwrap_or_else(|| floor(text, span.end.saturating_add(REACH).min(next)));
        out.push(Sentence { bytes: start..end, spans: first..index + 1 });
        first = index + 1;
        start = last_break(text, gap).unwrap_or(end).max(section);
    }
}

/// The first place in `gap` where a sentence ends.
fn first_break(text: &str, gap: Range<usize>) -> Option<usize> {
    let to = floor(text, gap.end.min(gap.start.saturating_add(REACH)));
    breaks(text, gap.start, gap.start..to).next()
}

/// The last place in `gap` where a sentence begins, or as far back as is looked.
fn last_break(text: &str, gap: Range<usize>) -> Option<usize> {
    let from = floor(text, gap.start.max(gap.end.saturating_sub(REACH)));
    // A break at the very end belongs to it: the mention may open an item ("skillsPython").
    if opens_item(text, gap.end) || opens_years(text, gap.end) {
        return Some(gap.end);
    }
    breaks(text, gap.start, from..gap.end).next_back().or((from > gap.start).then_some(from))
}

/// The places in `range` at which a sentence ends and the next begins. `gap` is where the mention before ends.
fn breaks(text: &str, gap: usize, range: Range<usize>) -> impl DoubleEndedIterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    // Nearly all bytes are small letters and spaces, at which nothing ends.
    let tells = move |at: &usize| !(bytes[*at].is_ascii_lowercase() || bytes[*at] == b' ');
    range.filter(tells).filter_map(move |at| match bytes[at] {
        b'\n' | b'\r' => (!is_wrapped(text, at)).then_some(at + 1),
        b'.' => (ends_sentence(text, at, at == gap)).then_some(at + 1),
        b'!' | b'?' => Some(at + 1),
        b'*' => text[at + 1..].starts_with(' ').then_some(at + 1),
        b'-' => is_inline_bullet(text, at).then_some(at + 1),
        // "JavaKnowledge": the scanner has told the two apart already.
        byte if byte.is_ascii_uppercase() && at == gap => Some(at),
        byte if byte.is_ascii_uppercase() => opens_item(text, at).then_some(at),
        byte if byte.is_ascii_digit() => opens_years(text, at).then_some(at),
        byte if byte >= 0xc2 && text.is_char_boundary(at) => {
            let sign = text[at..].chars().next()?;
            "•●▪◦‣∙·✓✔➢►§■□○➤→▌❖◆\u{f0b7}\u{2028}\u{2029}".contains(sign).then_some(at + sign.len_utf8())
        }
        _ => None,
    })
}

/// Whether the line break at `at` only wraps a long line.
fn is_wrapped(text: &str, at: usize) -> bool {
    let line = text[floor(text, at.saturating_sub(2 * WRAPPED))..at].trim_end_matches(['\r', '\n']);
    let begin = memchr::memrchr(b'\n', line.as_bytes()).map_or(0, |at| at + 1);
    let next = text[at..].chars().take(WRAPPED).find(|c| !c.is_whitespace());
    line.len() - begin >= WRAPPED
        && next.is_some_and(|c| c.is_lowercase() || (c.is_alphabetic() && line.trim_end().ends_with(',')))
        && !line.trim_end().ends_with(['.', ':', ';', '!', '?'])
        && text[at..]
            .bytes()
            .take(8)
            .take_while(u8::is_ascii_whitespace)
            .filter(|byte| *byte == b'\n')
            .count()
            < 2
}

/// Whether the full stop at `at` ends a sentence; `behind_mention` when it follows a mention at once.
fn ends_sentence(text: &str, at: usize, behind_mention: bool) -> bool {
    let tail = &text[at + 1..];
    let Some(next) = tail.chars().next() else { return true };
    let head = &text[..at];
    if !next.is_whitespace() {
        // The seam of ".Experience"; but ".NET", "B.S.N.", "example.com".
        let glued = next.is_uppercase() && tail.chars().nth(1).is_some_and(char::is_lowercase);
        // A numbered list that lost its line breaks: "and management.14 OSHA 30".
        let rest = tail.trim_start_matches(|c: char| c.is_ascii_digit());
        let shouted = next.is_uppercase()
            && !tail.starts_with("NET")
            && last_word(head).chars().filter(|c| c.is_alphabetic()).count() >= 3;
        let numbered = rest.len() < tail.len()
            && head.ends_with(char::is_lowercase)
            && rest.starts_with([' ', '.', '+', '-', '–']);
        return numbered
            || shouted
            || glued && (behind_mention || edges::before(text, at).is_some_and(|c| !c.is_uppercase()));
    }
    let follows = tail.chars().take(WRAPPED).find(|c| !c.is_whitespace());
    if follows.is_some_and(char::is_lowercase) {
        return false;
    }
    if behind_mention {
        return true;
    }
    let word =
        &head[head.rfind(|c: char| !c.is_alphanumeric() && c != '.').map_or(0, |at| floor_after(head, at))..];
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let initial = letters == 1 && !word.starts_with(|c: char| c.is_ascii_digit());
    let known = word.len() <= 6 && ABBREVIATIONS.contains(&word.to_ascii_lowercase().as_str());
    !initial && !known
}

fn floor_after(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sentences of `text` whose mentions are marked by bars.
    fn sentences(marked: &str) -> Vec<String> {
        let (mut text, mut spans, mut open) = (String::new(), Vec::new(), None);
        for c in marked.chars() {
            if c != '|' {
                text.push(c);
                continue;
            }
            match open.take() {
                None => open = Some(text.len()),
                Some(start) => spans.push(Span::plain(start, text.len())),
            }
        }
        let mut all = Vec::new();
        split(&text, &spans, &mut all);
        all.into_iter().map(|sentence| text[sentence.bytes].trim().to_owned()).collect()
    }

    #[test]
    fn where_sentences_end() {
        for (text, expected) in [
            ("We do. |SQL| and |R| preferred. We go.", vec!["SQL and R preferred."]),
            ("|SQL|. |R| preferred", vec!["SQL.", "R preferred"]),
            ("a B.S. in math, |SQL| e.g. |R| etc.", vec!["a B.S. in math, SQL e.g. R etc."]),
            ("- |SQL|\n- |R| preferred\n", vec!["- SQL", "- R preferred"]),
            (
                "experience in the use of several tools that are like\nours, |SQL|",
                vec!["experience in the use of several tools that are like\nours, SQL"],
            ),
            (
                "team playerExperience with |Java|Knowledge of |R|",
                vec!["Experience with Java", "Knowledge of R"],
            ),
            ("HubSpot and |SQL|", vec!["HubSpot and SQL"]),
            ("uses |Node.js| with |SQL|", vec!["uses Node.js with SQL"]),
            ("you know |SQL| Experience with |R| • |Go|", vec!["you know SQL", "Experience with R •", "Go"]),
            ("stack- Experience with |SQL|- User testing", vec!["Experience with SQL-"]),
            ("skills|Python| required", vec!["Python required"]),
        ] {
            assert_eq!(sentences(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_sentence_without_end_is_cut() {
        let text = format!("|SQL|{} and |R|", " x".repeat(2 * REACH));
        let found = sentences(&text);
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|sentence| sentence.len() <= REACH + 8));
    }
}
