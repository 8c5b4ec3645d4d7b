//! Text to mentions.
//!
//! A [`Scanner`] is built once from a [`Dictionary`] and shared by all threads; each thread owns a
//! [`Scratch`]. The scan goes from word start to word start; where the first two characters can begin
//! a spelling it walks the trie over the folded text and collects every end that is an edge. Of these
//! the longest that passes its case rule and contexts is the mention, and the scan goes on behind
//! it: leftmost-longest among the matches that *count*, so a longer match with a bad edge or a refused
//! context never hides a shorter good one.

mod edges;
mod meaning;
mod mention;
mod phrases;
mod proof;
mod surroundings;
mod trie;
mod words;

pub use meaning::{Asked, DegreeLevel, YearsAsked};
pub use mention::{Mention, Years};
pub use proof::proof;
pub use surroundings::Surroundings;

use crate::dictionary::context::ContextRef;
use crate::dictionary::entry::CaseRule;
use crate::dictionary::{Dictionary, Form, forms};
use crate::error::Result;
use crate::fold::{self, Case, Gap, Unit};
use crate::ids::{ConceptId, FormId};
use edges::Class;
use meaning::Meaning;
use surroundings::{Candidate, Contexts, Memory};
use trie::{State, Trie};
use words::{Word, Words};

/// Finds the concepts of a dictionary in text.
#[derive(Debug)]
pub struct Scanner {
    trie: Trie,
    /// For each key of the trie, its spellings in `spellings`.
    keys: Vec<std::ops::Range<usize>>,
    spellings: Vec<Spelling>,
    words: Words,
    contexts: Contexts,
    meaning: Meaning,
}

/// One way in which a form may stand in text.
#[derive(Debug)]
struct Spelling {
    concept: ConceptId,
    form: FormId,
    /// The letters, with the case rule they must obey.
    case: CaseRule,
    letters: Vec<Letter>,
    needs: Vec<ContextRef>,
    forbids: Vec<ContextRef>,
    /// What stands before and behind the spelling in the longer phrases that hide it, folded.
    not_within: Vec<(String, String)>,
    /// One or two letters: must stand free of `&`, `+`, `#`, apostrophes and hyphens.
    short: bool,
}

/// A letter of a spelling: whether it is a capital, and whether it begins a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Letter {
    capital: bool,
    first: bool,
}

/// What a thread needs to scan: buffers that are used again for every text.
#[derive(Debug, Default)]
pub struct Scratch {
    ends: Vec<(usize, usize)>,
    memory: Memory,
    meaning: meaning::Scratch,
}

/// The spellings of a dictionary, ready to be walked.
struct Spelled {
    trie: Trie,
    keys: Vec<std::ops::Range<usize>>,
    spellings: Vec<Spelling>,
    words: Words,
}

impl Spelled {
    fn new(dictionary: &Dictionary) -> Self {
        let mut all = spellings(dictionary);
        // Of one key in the order of the forms.
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut keys: Vec<String> = Vec::new();
        let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
        let mut spellings: Vec<Spelling> = Vec::with_capacity(all.len());
        for (key, spelling) in all {
            if keys.last() != Some(&key) {
                keys.push(key);
                ranges.push(spellings.len()..spellings.len());
            }
            let Some(range) = ranges.last_mut() else { continue };
            // A plural may be written out as an alias too: the first is enough.
            if !spellings[range.clone()].iter().any(|other| other.says_the_same(&spelling)) {
                spellings.push(spelling);
                range.end += 1;
            }
        }
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let trie = Trie::build(&keys);
        let words = Words::new(&keys, &trie);
        Self { trie, keys: ranges, spellings, words }
    }
}

/// Every spelling of every form with its key, in the order of the forms; made by all cores.
fn spellings(dictionary: &Dictionary) -> Vec<(String, Spelling)> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let forms: Vec<_> = dictionary.forms().iter().enumerate().collect();
    std::thread::scope(|scope| {
        let some = forms.chunks(forms.len().div_ceil(threads).max(1));
        let made: Vec<_> = some
            .map(|forms| {
                scope.spawn(move || {
                    let of = |(index, form): &(usize, &Form)| spellings_of(dictionary, *index, form);
                    forms.iter().flat_map(of).collect::<Vec<_>>()
                })
            })
            .collect();
        let join = |made: std::thread::ScopedJoinHandle<'_, Vec<_>>| {
            made.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        made.into_iter().flat_map(join).collect()
    })
}

/// The spellings of one form.
fn spellings_of(dictionary: &Dictionary, index: usize, form: &Form) -> Vec<(String, Spelling)> {
    let id = FormId::new(index).expect("the loader has counted them");
    let not_within = &dictionary.concept(form.concept).not_within;
    let of = |text: String| {
        let key = fold::fold(&text);
        if key.is_empty() {
            return None;
        }
        let short = key.chars().count() <= 2 && key.chars().all(char::is_alphanumeric);
        let spelling = Spelling {
            concept: form.concept,
            form: id,
            case: form.case,
            letters: letters(&text),
            needs: form.needs.clone(),
            forbids: form.forbids.clone(),
            not_within: hidden_in(&key, not_within),
            short,
        };
        Some((key, spelling))
    };
    forms::spellings(form).into_iter().filter_map(of).collect()
}

impl Spelling {
    /// Whether another of the same key is found where this one is, and for the same concept.
    fn says_the_same(&self, other: &Spelling) -> bool {
        other.concept == self.concept
            && (other.case, &other.letters) == (self.case, &self.letters)
            && (&other.needs, &other.forbids) == (&self.needs, &self.forbids)
    }
}

impl Scanner {
    /// Builds the automata for `dictionary`.
    ///
    /// # Errors
    /// The dictionary is too large for its automata.
    pub fn new(dictionary: &Dictionary) -> Result<Self> {
        // What is looked for and what tells of it do not know each other: built side by side.
        std::thread::scope(|scope| {
            let around = scope.spawn(|| (Contexts::new(dictionary), Meaning::new(dictionary)));
            let spelled = Spelled::new(dictionary);
            let (contexts, meaning) = around.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            let meaning = meaning?;
            let Spelled { trie, keys, spellings, words } = spelled;
            Ok(Self { trie, keys, spellings, words, contexts, meaning })
        })
    }

    /// Appends the mentions of `text` to `out`, in order, none overlapping another, and tells what degree and years
    /// the text asks. Offsets are bytes of `text`.
    pub fn scan<'t>(
        &self,
        text: &'t str,
        around: &Surroundings<'_>,
        scratch: &mut Scratch,
        out: &mut Vec<Mention>,
    ) -> Asked<'t> {
        let begun = out.len();
        scratch.memory.start(&self.contexts);
        let bytes = text.as_bytes();
        let mut previous = Class::Other;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if byte == b' ' {
                (at, previous) = (at + 1, Class::Other);
                continue;
            }
            // Where what begins here ends, as far as nothing can begin within it, and the class of its last character.
            let (class, end, last, from);
            if byte.is_ascii_alphanumeric() {
                let word = Word::at(bytes, at);
                class = Class::ASCII[usize::from(byte)];
                if word.is_whole() {
                    end = at + word.length;
                    last = Class::ASCII[usize::from(bytes[end - 1])];
                    // Before a character beyond ASCII the word may go on, or have a mark on its last letter.
                    from = match bytes.get(end) {
                        Some(b'_' | 0x80..) => Some((Trie::ROOT, at)),
                        _ if class.opens_after(previous) => self.words.find(&word).map(|state| (state, end)),
                        _ => None,
                    };
                } else {
                    // Behind a letter or digit no small letter opens anything.
                    let small = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_lowercase()).count();
                    (end, last) = (at + 1 + small, if small > 0 { Class::Lower } else { class });
                    from = Some((Trie::ROOT, at));
                }
            } else {
                let (first, length);
                (class, first, length) = match byte {
                    byte if byte.is_ascii() => {
                        (Class::ASCII[usize::from(byte)], fold::FOLDED[usize::from(byte)], 1)
                    }
                    _ => {
                        let c = text[at..].chars().next().expect("not at the end");
                        (Class::of(c), fold::first_byte(c), c.len_utf8())
                    }
                };
                end = at + length;
                last = if class == Class::Mark { previous } else { class };
                from = self.trie.step(Trie::ROOT, first).map(|_| (Trie::ROOT, at));
            }
            if let Some(from) = from
                && class.opens_after(previous)
                && let Some(mention) = self.match_at(text, at, from, around, scratch)
            {
                at = mention.end;
                previous = edges::before(text, at).map_or(Class::Other, Class::of);
                out.push(mention);
            } else {
                (at, previous) = (end, last);
            }
        }
        self.meaning.apply(text, around.employer, begun, out, &mut scratch.meaning)
    }

    /// The longest match that begins at `start` and counts; the walk for it goes on from a place in the trie and in the
    /// text.
    fn match_at(
        &self,
        text: &str,
        start: usize,
        from: (State, usize),
        around: &Surroundings<'_>,
        scratch: &mut Scratch,
    ) -> Option<Mention> {
        self.walk(text, start, from, &mut scratch.ends);
        let memory = &mut scratch.memory;
        for &(end, key) in scratch.ends.iter().rev() {
            for spelling in &self.spellings[self.keys[key].clone()] {
                let candidate = Candidate { text, start, end, surroundings: around };
                if self.counts(spelling, candidate, memory) {
                    let Spelling { concept, form, .. } = *spelling;
                    let status = around.status;
                    let (rule, either_or, years) = (None, None, None);
                    return Some(Mention { concept, form, start, end, status, rule, either_or, years });
                }
            }
        }
        None
    }

    /// Every end, shortest first, at which a spelling that begins at `start` ends on an edge. The walk goes on from
    /// `state`, at which the bytes up to `at` have led. Neither end takes in what folding drops: the ® of "®Java™" is
    /// outside.
    fn walk(&self, text: &str, start: usize, (state, at): (State, usize), ends: &mut Vec<(usize, usize)>) {
        ends.clear();
        let bytes = text.as_bytes();
        let (mut state, mut at) = (state, at);
        let mut gap: Option<Gap> = None;
        loop {
            if at > start
                && let Some(key) = self.trie.value(state)
                && edges::right(text, at)
            {
                ends.push((at, key));
            }
            let Some(&byte) = bytes.get(at) else { return };
            // Most of it is plain letters, and single spaces between them.
            let folded = fold::FOLDED[usize::from(byte)];
            if folded != b' ' || (byte == b' ' && gap.is_none()) {
                let Some(next) = self.trie.step(state, folded) else { return };
                gap = (byte == b' ').then(Gap::default);
                state = next;
                at += 1;
                continue;
            }
            let Some((next, end)) = self.step_over(text, start, (state, at), &mut gap) else { return };
            (state, at) = (next, end);
        }
    }

    /// A step of a walk over a character that is not plain, and those behind it that folding drops.
    fn step_over(
        &self,
        text: &str,
        start: usize,
        (state, at): (State, usize),
        gap: &mut Option<Gap>,
    ) -> Option<(State, usize)> {
        let mut chars = text[at..].chars();
        // What folding drops ends no spelling.
        let (c, unit) =
            chars.by_ref().map(|c| (c, fold::unit(c))).find(|(_, unit)| *unit != Unit::Nothing)?;
        let end = text.len() - chars.as_str().len();
        if at == start && end - at > c.len_utf8() {
            return None;
        }
        let mut state = Some(state);
        let mut step = |byte| state = state.and_then(|state| self.trie.step(state, byte));
        if let Some(wider) = gap.unwrap_or_default().with(unit) {
            if gap.is_none() {
                step(b' ');
            }
            *gap = Some(wider);
            return state.filter(|_| !wider.is_break()).map(|state| (state, end));
        }
        *gap = None;
        match unit {
            Unit::Byte(byte) => step(byte),
            _ => fold::decompose(c, Case::Fold, |part| {
                part.encode_utf8(&mut [0; 4]).bytes().for_each(&mut step);
            }),
        }
        state.map(|state| (state, end))
    }

    fn counts(&self, spelling: &Spelling, candidate: Candidate<'_>, memory: &mut Memory) -> bool {
        let Candidate { text, start, end, .. } = candidate;
        if spelling.case != CaseRule::Any && !obeys(spelling, &text[start..end]) {
            return false;
        }
        if spelling.short && !edges::stands_free(text, start, end) || edges::in_address(text, start, end) {
            return false;
        }
        let hidden =
            |(prefix, suffix): &(String, String)| surroundings::is_within(candidate, prefix, suffix, memory);
        if spelling.not_within.iter().any(hidden) {
            return false;
        }
        self.contexts.allow(&spelling.needs, &spelling.forbids, candidate, memory)
    }

    /// Bytes of memory of the tables that every walk uses.
    pub fn trie_bytes(&self) -> usize {
        self.trie.bytes() + self.words.bytes()
    }

    /// How many distinct spellings are looked for.
    pub fn spellings(&self) -> usize {
        self.spellings.len()
    }
}

fn letters(text: &str) -> Vec<Letter> {
    let mut all = Vec::with_capacity(text.len());
    each_letter(text, |letter| all.push(letter));
    all
}

/// Passes the letters of `text`, decomposed as they are when it is folded, to `each`.
fn each_letter(text: &str, mut each: impl FnMut(Letter)) {
    let mut in_word = false;
    let mut pass = |part: char| {
        let is_letter = part.is_alphabetic();
        if is_letter {
            each(Letter { capital: part.is_uppercase(), first: !in_word });
        }
        in_word = is_letter;
    };
    for c in text.chars() {
        match fold::unit(c) {
            Unit::Nothing => {}
            Unit::Byte(_) if c.is_ascii() => pass(c),
            Unit::Byte(_) | Unit::Space | Unit::Line | Unit::Hyphen => pass(' '),
            Unit::Other => fold::decompose(c, Case::Keep, &mut pass),
        }
    }
}

/// Whether the letters of `matched` are as the case rule of `spelling` wants them.
fn obeys(spelling: &Spelling, matched: &str) -> bool {
    let mut wanted = spelling.letters.iter();
    let mut agrees = true;
    each_letter(matched, |letter| {
        agrees &= wanted.next().is_some_and(|wanted| match spelling.case {
            CaseRule::Any => true,
            CaseRule::Capital => letter.capital || !(wanted.capital && wanted.first),
            CaseRule::Exact => letter.capital == wanted.capital,
        });
    });
    agrees
}

/// Where the spelling stands in each longer phrase: what is before it there, and what behind.
fn hidden_in(key: &str, phrases: &[String]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for phrase in phrases {
        let phrase = fold::fold(phrase);
        // Every place, also where one overlaps the last: "a a" stands twice in "a a a".
        for (at, _) in phrase.char_indices() {
            if let Some(suffix) = phrase[at..].strip_prefix(key)
                && phrase.len() > key.len()
            {
                all.push((phrase[..at].to_owned(), suffix.to_owned()));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests;
