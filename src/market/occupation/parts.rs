//! The parts of a folded title: what stands between its commas, brackets, dashes, slashes and prepositions.

use super::fold::{BREAK, SLASH, is_word};

/// What opens a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// The title begins.
    Title,
    /// A comma, a bracket, a dash, an "and" between two jobs.
    Break,
    /// A slash.
    Slash,
    /// "of" or "in": what follows says what the work is about.
    About,
    /// Another preposition: what follows says where, for whom, with what.
    Preposition,
}

/// One part of a title, as byte offsets into the folded text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) opening: Opening,
    /// What opens the next part, which starts at `next`; none if this is the last.
    pub(super) closing: Option<Opening>,
    pub(super) next: usize,
}

impl Part {
    /// The first part of a title.
    pub(super) fn first(text: &[u8]) -> Option<Self> {
        Self::at(text, 0, Opening::Title)
    }

    /// The part after this one.
    pub(super) fn after(self, text: &[u8]) -> Option<Self> {
        Self::at(text, self.next, self.closing?)
    }

    /// Where what this part is about ends, if "of" or "in" closes it: "Consultant in Acute/General Medicine".
    pub(super) fn about(self, text: &[u8]) -> usize {
        let mut last = self;
        while let Some(next) = last.after(text) {
            last = next;
            if last.closing != Some(Opening::Slash) {
                break;
            }
        }
        last.end
    }

    fn at(text: &[u8], start: usize, opening: Opening) -> Option<Self> {
        if start >= text.len() {
            return None;
        }
        let mut at = start;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let word = rest.iter().position(|&byte| !is_word(byte)).unwrap_or(rest.len());
            let after = at + word;
            // "Manager in Training" is a trainee, not a manager of training.
            let closing = preposition(rest.get(..word).unwrap_or(&[]));
            if let Some(closing) = closing.filter(|_| !rest.starts_with(b"in training")) {
                let end = at.saturating_sub(1).max(start);
                return Some(Self { start, end, opening, closing: Some(closing), next: after + 1 });
            }
            let closing = match text.get(after) {
                Some(&BREAK) => Opening::Break,
                Some(&SLASH) => Opening::Slash,
                _ => {
                    at = after + 1;
                    continue;
                }
            };
            return Some(Self { start, end: after, opening, closing: Some(closing), next: after + 1 });
        }
        Some(Self { start, end: text.len(), opening, closing: None, next: text.len() })
    }

    /// Whether the words of this part before `head` say nothing of the work: ranks, terms of employment,
    /// numbers.
    pub(super) fn is_bare_before(self, head: usize, text: &[u8]) -> bool {
        let before = text.get(self.start..head).unwrap_or(&[]);
        before.split(|&byte| !is_word(byte)).all(|word| word.iter().all(u8::is_ascii_digit) || is_bare(word))
    }
}

/// What a word opens if it is a preposition.
fn preposition(word: &[u8]) -> Option<Opening> {
    match word {
        b"of" | b"in" => Some(Opening::About),
        b"for" | b"to" | b"at" | b"with" | b"within" | b"on" | b"from" | b"by" | b"into" | b"under"
        | b"via" | b"as" | b"per" | b"who" | b"based" | b"across" | b"supporting" | b"covering" => {
            Some(Opening::Preposition)
        }
        _ => None,
    }
}

/// Whether a word before a head noun says nothing of the work.
fn is_bare(word: &[u8]) -> bool {
    matches!(
        word,
        b"a" | b"an"
            | b"and"
            | b"the"
            | b"senior"
            | b"sr"
            | b"snr"
            | b"junior"
            | b"jr"
            | b"lead"
            | b"principal"
            | b"associate"
            | b"assistant"
            | b"deputy"
            | b"chief"
            | b"head"
            | b"staff"
            | b"trainee"
            | b"graduate"
            | b"apprentice"
            | b"intern"
            | b"entry"
            | b"mid"
            | b"level"
            | b"experienced"
            | b"qualified"
            | b"supervisory"
            | b"regional"
            | b"national"
            | b"global"
            | b"area"
            | b"group"
            | b"corporate"
            | b"local"
            | b"interim"
            | b"acting"
            | b"temporary"
            | b"temp"
            | b"permanent"
            | b"casual"
            | b"bank"
            | b"locum"
            | b"relief"
            | b"part"
            | b"full"
            | b"time"
            | b"fixed"
            | b"term"
            | b"contract"
            | b"remote"
            | b"night"
            | b"band"
            | b"grade"
            | b"new"
            | b"multiple"
            | b"various"
            | b"hiring"
            | b"wanted"
            | b"we"
            | b"are"
            | b"urgent"
            | b"urgently"
            | b"immediate"
            | b"our"
            | b"your"
            | b"volunteer"
            | b"specialist"
            | b"executive"
            | b"summer"
            | b"winter"
            | b"spring"
            | b"paid"
            | b"unpaid"
            | b"student"
            | b"honorary"
            | b"vice"
            | b"managing"
            | b"professional"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_end_at_marks_and_prepositions() {
        let text = b"head of marketing/sales\nemea";
        let mut parts = Vec::new();
        let mut part = Part::first(text);
        while let Some(now) = part {
            parts.push((std::str::from_utf8(&text[now.start..now.end]).unwrap(), now.opening));
            part = now.after(text);
        }
        let expected = [
            ("head", Opening::Title),
            ("marketing", Opening::About),
            ("sales", Opening::Slash),
            ("emea", Opening::Break),
        ];
        assert_eq!(parts, expected);
    }

    #[test]
    fn a_head_noun_is_bare_behind_ranks_alone() {
        for (text, head, bare) in [
            ("senior manager", 7, true),
            ("manager", 0, true),
            ("band 6 nurse", 7, true),
            ("escalation manager", 11, false),
        ] {
            let part = Part::first(text.as_bytes()).unwrap();
            assert_eq!(part.is_bare_before(head, text.as_bytes()), bare, "{text}");
        }
    }
}
