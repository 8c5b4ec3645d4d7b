//! What stands around a candidate: whether the contexts that its form needs hold, and none that it
//! forbids. Only candidates whose form asks for it come here, so text without them pays nothing.

use super::edges::{self, is_mark, is_word};
use super::phrases::Phrases;
use crate::dictionary::context::{Computed, ContextRef};
use crate::dictionary::entry::{CaseRule, Window};
use crate::dictionary::{Dictionary, Status};
use crate::fold::{self, Case};
use crate::ids::ContextId;

/// The rest of the posting that a text stands in.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The status of a mention that no heading stands over: a column of requirements has its own.
    pub status: Status,
    /// The employer's name, or nothing.
    pub employer: &'a str,
    /// The other texts of the posting, for contexts that reach over the whole of it.
    pub elsewhere: &'a [&'a str],
}

impl Default for Surroundings<'_> {
    fn default() -> Self {
        Self { status: Status::Mentioned, employer: "", elsewhere: &[] }
    }
}

/// The contexts of a dictionary, ready to be looked for.
#[derive(Debug)]
pub(crate) struct Contexts {
    sets: Vec<WordSet>,
}

#[derive(Debug)]
struct WordSet {
    window: Window,
    words: Phrases,
}

/// Buffers, and what is known already about the posting at hand.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    folded: String,
    /// The windows that were looked at last: several contexts of one candidate look at the same.
    before: FoldedWindow,
    after: FoldedWindow,
    /// The whole posting, folded once a context asks for it.
    ad: Option<String>,
    in_ad: Vec<Option<bool>>,
}

/// A window of a text, folded.
#[derive(Debug, Default)]
struct FoldedWindow {
    /// Where it begins or ends, and how far it reaches; none while it holds nothing of the text at hand.
    place: Option<(usize, usize)>,
    folded: String,
}

impl FoldedWindow {
    /// The folded window at `place`, which `window` cuts out of the text.
    fn at<'t>(&mut self, place: (usize, usize), window: impl FnOnce() -> &'t str) -> &str {
        if self.place != Some(place) {
            self.place = Some(place);
            self.folded.clear();
            fold::fold_into(window(), Case::Keep, &mut self.folded);
        }
        &self.folded
    }
}

impl Memory {
    /// Forgets the text before.
    pub(crate) fn start(&mut self, contexts: &Contexts) {
        self.ad = None;
        (self.before.place, self.after.place) = (None, None);
        self.in_ad.clear();
        self.in_ad.resize(contexts.sets.len(), None);
    }
}

impl Contexts {
    pub(crate) fn new(dictionary: &Dictionary) -> Self {
        let sets = dictionary.contexts().iter().map(|context| {
            let words = context.words.iter().map(|word| (fold::fold_phrase(word, Case::Keep), 0)).collect();
            let words = match context.case {
                CaseRule::Exact => Phrases::folded(words),
                _ => Phrases::in_either_case(words),
            };
            WordSet { window: context.window, words }
        });
        Self { sets: sets.collect() }
    }

    /// Whether `start..end` of `text` has what is needed and nothing that is forbidden.
    pub(crate) fn allow(
        &self,
        needs: &[ContextRef],
        forbids: &[ContextRef],
        candidate: Candidate<'_>,
        memory: &mut Memory,
    ) -> bool {
        let mut holds = |context: &ContextRef| match context {
            ContextRef::Words(id) => self.holds(*id, candidate, memory),
            ContextRef::Computed(computed) => computed_holds(*computed, candidate),
        };
        !forbids.iter().any(&mut holds) && (needs.is_empty() || needs.iter().any(&mut holds))
    }

    fn holds(&self, id: ContextId, candidate: Candidate<'_>, memory: &mut Memory) -> bool {
        let set = &self.sets[id.index()];
        match set.window {
            Window::Ad => {
                if let Some(known) = memory.in_ad[id.index()] {
                    return known;
                }
                let ad = memory.ad.get_or_insert_with(|| {
                    let mut ad = String::new();
                    for text in std::iter::once(&candidate.text).chain(candidate.surroundings.elsewhere) {
                        fold::fold_into(text, Case::Keep, &mut ad);
                        // No folded word holds a line break.
                        ad.push('\n');
                    }
                    ad
                });
                let found = set.occurs(ad);
                memory.in_ad[id.index()] = Some(found);
                found
            }
            Window::Characters(reach) => {
                let Candidate { text, start, end, .. } = candidate;
                set.occurs(memory.before.at((start, reach), || window_before(text, start, reach)))
                    || set.occurs(memory.after.at((end, reach), || window_after(text, end, reach)))
            }
        }
    }
}

impl WordSet {
    /// Whether any of the words stands in `folded` as a whole word.
    fn occurs(&self, folded: &str) -> bool {
        let bytes = folded.as_bytes();
        (0..bytes.len()).any(|start| {
            let mut found = false;
            if self.words.may_begin(bytes[start]) && edges::left(folded, start) {
                self.words.each_at(bytes, start, |end, _| found |= edges::right(folded, end));
            }
            found
        })
    }
}

/// A match whose surroundings are in question.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate<'a> {
    pub(crate) text: &'a str,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) surroundings: &'a Surroundings<'a>,
}

impl<'a> Candidate<'a> {
    fn head(&self) -> &'a str {
        &self.text[..self.start]
    }

    fn tail(&self) -> &'a str {
        &self.text[self.end..]
    }
}

/// Whether the match stands within a phrase, itself whole words, that begins with `prefix` and ends with
/// `suffix`, both folded. White space and marks may be longer in the text than in the phrase, by a little.
pub(crate) fn is_within(candidate: Candidate<'_>, prefix: &str, suffix: &str, memory: &mut Memory) -> bool {
    const SLACK: usize = 16;
    let Candidate { text, start, end, .. } = candidate;
    if plainly_differs(prefix.bytes().rev(), text.as_bytes()[..start].iter().rev())
        || plainly_differs(suffix.bytes(), text.as_bytes()[end..].iter())
    {
        return false;
    }
    // Away from the match as long as the text agrees.
    let folded = &mut memory.folded;
    let mut opens = prefix.is_empty();
    let mut before = text[..start].char_indices().rev().take(prefix.len() + SLACK);
    while let (false, Some((at, _))) = (opens, before.next()) {
        folded.clear();
        fold::fold_into(&text[at..start], Case::Fold, folded);
        if !prefix.ends_with(folded.as_str()) {
            return false;
        }
        opens = folded.len() == prefix.len() && edges::left(text, at);
    }
    let mut closes = suffix.is_empty();
    let mut behind = text[end..].char_indices().take(suffix.len() + SLACK);
    while let (false, Some((at, c))) = (closes, behind.next()) {
        let at = end + at + c.len_utf8();
        folded.clear();
        fold::fold_into(&text[end..at], Case::Fold, folded);
        if !suffix.starts_with(folded.as_str()) {
            return false;
        }
        closes = folded.len() == suffix.len() && edges::right(text, at);
    }
    opens && closes
}

/// Whether the text can be no `phrase`, read away from the match, as far as its bytes are plain and tell: nearly always
/// they differ at once.
fn plainly_differs<'t>(phrase: impl Iterator<Item = u8>, mut text: impl Iterator<Item = &'t u8>) -> bool {
    let mut before = 0;
    for wanted in phrase {
        let Some(&byte) = text.next() else { return true };
        let folded = fold::FOLDED[usize::from(byte)];
        // Of a gap only a single space is plain.
        if folded == b' ' && (byte != b' ' || before == b' ') {
            return false;
        }
        if folded != wanted {
            return true;
        }
        before = byte;
    }
    false
}

/// At most `reach` characters before `start`, without the word that the window cuts.
fn window_before(text: &str, start: usize, reach: usize) -> &str {
    let head = &text[..start];
    let plain = head.len().checked_sub(reach + 1).filter(|cut| head.as_bytes()[*cut..].is_ascii());
    let cut = match plain {
        // A character a byte, so nothing need be counted.
        Some(cut) => Some((cut, char::from(head.as_bytes()[cut]))),
        None => head.char_indices().rev().nth(reach),
    };
    match cut {
        None => head,
        Some((cut, c)) if !of_word(c) => &head[cut + c.len_utf8()..],
        Some((cut, _)) => head[cut..].trim_start_matches(of_word),
    }
}

/// At most `reach` characters from `end` on, without the word that the window cuts.
fn window_after(text: &str, end: usize, reach: usize) -> &str {
    let tail = &text[end..];
    let cut = match tail.as_bytes().get(..=reach).filter(|bytes| bytes.is_ascii()) {
        Some(bytes) => Some((reach, char::from(bytes[reach]))),
        None => tail.char_indices().nth(reach),
    };
    match cut {
        None => tail,
        Some((cut, c)) if !of_word(c) => &tail[..cut],
        Some((cut, _)) => tail[..cut].trim_end_matches(of_word),
    }
}

fn of_word(c: char) -> bool {
    is_word(c) || is_mark(c)
}

fn computed_holds(computed: Computed, candidate: Candidate<'_>) -> bool {
    match computed {
        Computed::Place => is_place(candidate),
        Computed::SentenceStart => {
            let head = candidate.head();
            let head = head.trim_end_matches(|c| " \t\u{a0}\"“(".contains(c) || is_mark(c));
            head.chars().next_back().is_none_or(|c| "\n\r.!?:•·*-–—●▪".contains(c))
        }
        Computed::Employer => is_employer(candidate),
        Computed::Clock => {
            let head = candidate.head();
            head.strip_suffix(char::is_whitespace).unwrap_or(head).ends_with(|c: char| c.is_ascii_digit())
        }
        Computed::Initial => is_initial(candidate),
        Computed::Contact => {
            let head = candidate.head().trim_end();
            let word = last_word(head);
            head.ends_with("P.O.")
                || ["po", "suite", "ste", "box", "apt", "unit", "room", "floor", "building", "bldg"]
                    .iter()
                    .any(|known| word.eq_ignore_ascii_case(known))
        }
    }
}

/// "Boston, MA" or "MA 02110": the comma follows a word that begins with a capital and goes on
/// small, so that "RN, PA, NP" is a list and not an address.
fn is_place(candidate: Candidate<'_>) -> bool {
    // No state has a name of one letter, but a language has ("Java, C").
    if candidate.end - candidate.start < 2 {
        return false;
    }
    let tail = candidate.tail();
    let zip = tail.trim_start_matches([' ', ',', '\u{a0}']);
    let digits = zip.chars().take(6).take_while(char::is_ascii_digit).count();
    if digits == 5 && zip.len() < tail.len() {
        return true;
    }
    if in_list_of_states(candidate) {
        return true;
    }
    let Some(city) = candidate.head().trim_end().strip_suffix(',') else { return false };
    let word = last_word(city);
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

/// Codes of states that are no letters of a profession or degree as well (MD, PA, MA, DO …).
const STATES: [&str; 32] = [
    "AK", "AZ", "CA", "DC", "FL", "GA", "IA", "IL", "KS", "KY", "MI", "MN", "MT", "NC", "ND", "NE", "NH",
    "NJ", "NM", "NV", "NY", "OH", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VT", "WA", "WI",
];

/// "CA, CT, MD, MA, NY": one of a list of two-letter codes, in which a neighbour or the one after it can be nothing
/// but a state.
fn in_list_of_states(candidate: Candidate<'_>) -> bool {
    let code = |word: &str| word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let states = |words: &mut dyn Iterator<Item = &str>| {
        words.take(4).take_while(|word| code(word)).any(|word| STATES.contains(&word))
    };
    let head = candidate.head();
    let tail = candidate.tail();
    let left = head.trim_end().ends_with([',', '/']) && {
        let start = head.char_indices().rev().nth(24).map_or(0, |(at, _)| at);
        states(&mut head[start..].trim_end().trim_end_matches([',', '/']).rsplit([',', '/']).map(clean))
    };
    let right = tail.trim_start().starts_with([',', '/']) && {
        let end = tail.char_indices().nth(24).map_or(tail.len(), |(at, _)| at);
        states(&mut tail[..end].trim_start().trim_start_matches([',', '/']).split([',', '/']).map(clean))
    };
    left || right
}

fn clean(word: &str) -> &str {
    word.trim_matches(['(', ')', ' ', '.'])
}

fn is_employer(candidate: Candidate<'_>) -> bool {
    let folded = fold::fold(&candidate.text[candidate.start..candidate.end]);
    // A name is short; a whole text in its place must not be folded for every candidate.
    let employer: String = candidate.surroundings.employer.chars().take(128).collect();
    let employer = fold::fold(&employer);
    let begins = employer.strip_prefix(&folded).is_some_and(|rest| !rest.chars().next().is_some_and(is_word));
    if begins && !folded.is_empty() {
        return true;
    }
    // "Acme is hiring": whoever hires is the employer.
    let hires = ["hiring", "looking", "seeking", "recruiting", "searching"];
    let says = candidate.tail().strip_prefix(" is ");
    if says.is_some_and(|says| hires.iter().any(|verb| says.starts_with(verb))) {
        return true;
    }
    let head = candidate.head().trim_end();
    head.len() < candidate.start && ["At", "About", "Join", "AT", "ABOUT", "JOIN"].contains(&last_word(head))
}

/// "C.S.", "J. R. Smith": a single letter and a full stop on either side.
fn is_initial(candidate: Candidate<'_>) -> bool {
    let initial_before = {
        let mut back = candidate.head().chars().rev().filter(|c| *c != ' ');
        back.next() == Some('.')
            && back.next().is_some_and(char::is_alphabetic)
            && !candidate.head().trim_end().trim_end_matches('.').chars().rev().nth(1).is_some_and(is_word)
    };
    let initial_after = {
        let mut on = candidate.tail().chars();
        let first = on.next();
        let second = on.next();
        first == Some('.') && second.is_some_and(char::is_alphabetic) && !on.next().is_some_and(is_word)
    };
    initial_before || initial_after || is_list_label(candidate)
}

/// The "C" of "A. Excel⏎ B. Word⏎ C. Access": a letter that begins a line and has a stop or a bracket and a
/// space behind it.
fn is_list_label(candidate: Candidate<'_>) -> bool {
    candidate.end - candidate.start == 1
        && candidate.head().trim_end_matches([' ', '\t', '\u{a0}']).ends_with('\n')
        && [". ", ") "].iter().any(|stop| candidate.tail().starts_with(stop))
}

/// The last word of `head`, or the last 64 characters of it: words may be glued without end.
fn last_word(head: &str) -> &str {
    let head = head.trim_end_matches(|c: char| !is_word(c));
    let word = head.char_indices().rev().take(64).take_while(|(_, c)| is_word(*c)).last();
    &head[word.map_or(head.len(), |(at, _)| at)..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_do_not_keep_half_words() {
        assert_eq!(window_before("one two three X", 14, 8), " three ");
        assert_eq!(window_before("one two X", 8, 80), "one two ");
        assert_eq!(window_after("X one two three", 1, 10), " one two ");
        assert_eq!(window_after("X é", 1, 1), " ");
    }

    #[test]
    fn computed_contexts() {
        for (text, computed, expected) in [
            ("Boston, |MA| area", Computed::Place, true),
            ("New York, |NY|", Computed::Place, true),
            ("RN, |PA|, NP", Computed::Place, false),
            ("in |MA| 02110", Computed::Place, true),
            ("|MA| 5 years", Computed::Place, false),
            ("not in CA, CT, |MD|, MA, NY, OR", Computed::Place, true),
            ("(CO, DC, |PA|, MN)", Computed::Place, true),
            ("RN, |MD|, DO, PA", Computed::Place, false),
            ("done. |Excel| in", Computed::SentenceStart, true),
            ("• |Excel|", Computed::SentenceStart, true),
            ("\u{feff}|Excel|", Computed::SentenceStart, true),
            ("Word, |Excel|", Computed::SentenceStart, false),
            ("At |Square| we", Computed::Employer, true),
            ("look at |Square|", Computed::Employer, false),
            ("|Acme| pays", Computed::Employer, true),
            ("|Square| is hiring", Computed::Employer, true),
            ("Java, |C| and", Computed::Place, false),
            ("5 |PM|", Computed::Clock, true),
            ("5\u{a0}|PM|", Computed::Clock, true),
            ("5  |PM|", Computed::Clock, false),
            ("the |PM|", Computed::Clock, false),
            ("|C|.S. degree", Computed::Initial, true),
            ("J. |R|. Smith", Computed::Initial, true),
            ("in SAS. |R| is", Computed::Initial, false),
            ("B. Word\n |C|. Access", Computed::Initial, true),
            ("languages:\n|C|, C++", Computed::Initial, false),
            ("P.O. |Box|", Computed::Contact, true),
            ("Suite |R|", Computed::Contact, true),
        ] {
            let start = text.find('|').unwrap();
            let end = text.rfind('|').unwrap() - 1;
            let plain = text.replace('|', "");
            let surroundings = Surroundings { employer: "Acme Corp", ..Surroundings::default() };
            let candidate = Candidate { text: &plain, start, end, surroundings: &surroundings };
            assert_eq!(computed_holds(computed, candidate), expected, "{text} {computed:?}");
        }
    }
}
