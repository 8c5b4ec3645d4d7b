//! Decides, among the phrases found in a title, which one the title is about: the head noun of its first part
//! that names work.

use super::Seniority;
use super::fold::{Folded, is_word};
use super::parts::{Opening, Part};
use super::tables::{Class, Meaning, Place, Tables};

/// How many phrases of one title are weighed; a title has about ten.
const MOST: usize = 96;

/// A phrase found in a folded title: where, and what it means.
#[derive(Clone, Copy, Debug)]
struct Hit {
    start: usize,
    end: usize,
    meaning: Meaning,
}

/// The phrases found in one title.
pub(super) struct Hits {
    hits: [Option<Hit>; MOST],
    len: usize,
}

/// What was decided.
pub(super) struct Choice {
    pub(super) place: Option<Place>,
    pub(super) rank: Option<Seniority>,
}

impl Hits {
    pub(super) fn new() -> Self {
        Self { hits: [None; MOST], len: 0 }
    }

    /// Keeps a phrase if it stands as whole words of `text`; a plural "s" may follow a noun.
    pub(super) fn keep(&mut self, text: &[u8], start: usize, end: usize, meaning: Meaning) {
        let word_at = |at: usize| text.get(at).copied().is_some_and(is_word);
        if start > 0 && word_at(start - 1) {
            return;
        }
        let plural = is_noun(meaning) && end - start > 2;
        let end = match word_at(end) {
            false => end,
            true if plural && text.get(end) == Some(&b's') && !word_at(end + 1) => end + 1,
            true => return,
        };
        if let Some(slot) = self.hits.get_mut(self.len) {
            *slot = Some(Hit { start, end, meaning });
            self.len += 1;
        }
    }

    /// Parts the title before an "and" or "or" that follows a whole job: "Chef and Driver", not "Painter and
    /// Decorator", nor "Sales and Marketing Manager".
    pub(super) fn part_at_and(&self, folded: &mut Folded) {
        for hit in self.iter().filter(|hit| is_noun(hit.meaning)) {
            let rest = folded.bytes().get(hit.end..).unwrap_or(&[]);
            let and = rest.starts_with(b" and ") || rest.starts_with(b" or ");
            let spanned = |other: &Hit| is_noun(other.meaning) && (other.start..other.end).contains(&hit.end);
            if and && !self.iter().any(spanned) {
                folded.break_at(hit.end);
            }
        }
    }

    /// Reads the title: its occupation and its rank.
    pub(super) fn choose(&self, text: &[u8], tables: &Tables) -> Choice {
        let (mut first, mut main, mut place) = (None, None, None);
        let (mut part, mut before) = (Part::first(text), None);
        while let Some(now) = part {
            let head = self.rightmost(now, |meaning| matches!(meaning, Meaning::Head { .. }));
            let named = self.rightmost(now, |meaning| match meaning {
                Meaning::Names { alone, .. } => !alone,
                _ => false,
            });
            let named = named.or_else(|| self.alone(now, text));
            if head.is_some() || named.is_some() {
                first = first.or(Some(now));
            }
            place = self.decide(before, now, named, head, text, tables);
            if place.is_some() {
                main = Some(now);
                break;
            }
            if let Some(Meaning::Head { classes, keeps }) = head.map(|hit| hit.meaning) {
                let is = |class| classes[0] == Some(class);
                let preposition = matches!(now.closing, Some(Opening::About | Opening::Preposition));
                // "Assistant to the Director", "Manager of Nurses": what follows is not the job.
                let slash = now.closing == Some(Opening::Slash);
                if (is(Class::ASSISTANT) || is(Class::CLERK)) && !slash
                    || preposition && (!keeps || classes.contains(&Some(Class::MANAGER)))
                {
                    break;
                }
            }
            before = Some(now);
            part = now.after(text);
        }
        Choice { place, rank: self.rank(text, main.or(first)) }
    }

    fn iter(&self) -> impl Iterator<Item = &Hit> {
        self.hits.iter().take(self.len).flatten()
    }

    /// The phrase that starts in the part and ends furthest right; of those, the longest.
    fn rightmost(&self, part: Part, is: impl Fn(Meaning) -> bool) -> Option<&Hit> {
        self.iter()
            .filter(|hit| (part.start..part.end).contains(&hit.start) && is(hit.meaning))
            .max_by_key(|hit| (hit.end.min(part.end), hit.end - hit.start))
    }

    /// A word that names an occupation when it is all that the part says.
    fn alone(&self, part: Part, text: &[u8]) -> Option<&Hit> {
        let hit = self.rightmost(part, |meaning| matches!(meaning, Meaning::Names { alone: true, .. }))?;
        part.is_bare_before(hit.start, text).then_some(hit)
    }

    fn decide(
        &self,
        before: Option<Part>,
        part: Part,
        named: Option<&Hit>,
        head: Option<&Hit>,
        text: &[u8],
        tables: &Tables,
    ) -> Option<Place> {
        let place = named.and_then(|hit| match hit.meaning {
            Meaning::Names { place, .. } => Some(place),
            _ => None,
        });
        let Some(&Hit { start, end, meaning: Meaning::Head { classes, keeps } }) = head else {
            return place;
        };
        let fields = || {
            self.iter().filter_map(|hit| match hit.meaning {
                Meaning::Field { from, to } => Some((hit, tables.in_field(from, to, classes)?)),
                _ => None,
            })
        };
        let last = |from: usize, to: usize| {
            let fields = fields().filter(|(hit, _)| hit.start >= from && hit.end <= to);
            fields.max_by_key(|(hit, _)| (hit.end, hit.end - hit.start))
        };
        let left = || last(part.start, start).map(|(_, place)| place);
        let bare = part.is_bare_before(start, text);
        let right = || {
            // "Consultant in Psychiatry" always; "Manager, Marketing" only if nothing else qualifies the
            // manager.
            let to = match part.closing {
                Some(Opening::About) => part.about(text),
                Some(Opening::Break) if bare => part.after(text).map_or(part.end, |next| next.end),
                _ if bare => part.end,
                _ => return None,
            };
            // Of "Paediatric Intensive Care Medicine" the last, of "Marketing and Sales" the first.
            let and = find_and(text, end, to);
            let until = |to: usize| {
                let fields = fields().filter(|(hit, _)| hit.start >= end && hit.start < to);
                fields.max_by_key(|(hit, _)| (hit.end, hit.end - hit.start)).map(|(_, place)| place)
            };
            until(and).or_else(|| until(to))
        };
        // "Data Science - Manager".
        let earlier = || {
            let before = before.filter(|_| bare && part.opening == Opening::Break)?;
            last(before.start, before.end).map(|(_, place)| place)
        };
        match named {
            Some(named) if named.end.min(part.end) > end => place,
            Some(named) if named.end.min(part.end) == end => {
                let phrase = text.get(named.start..named.end).unwrap_or(&[]);
                if phrase.contains(&b' ') && (named.start, named.end) == (start, end) {
                    // Several words, but only a head noun: "Locum Consultant in Psychiatry", "ICU Staff
                    // Nurse".
                    let about =
                        part.closing == Some(Opening::About) || classes.contains(&Some(Class::DOCTOR));
                    let about = || right().filter(|_| about);
                    return left().or_else(about).or(place);
                }
                if phrase.contains(&b' ') {
                    // A field that makes a longer phrase with the head noun: "marketing operations" +
                    // "manager".
                    let longer = last(part.start, start);
                    let longer = longer.filter(|(hit, _)| hit.end + 1 == start && hit.start < named.start);
                    return longer.map(|(_, place)| place).or(place);
                }
                // One word, the head noun itself: the field tells more ("Teacher of Mathematics").
                left().or_else(right).or(place)
            }
            Some(_) if keeps && classes.contains(&Some(Class::MANAGER)) => left().or(place),
            Some(_) if keeps => place,
            _ => left().or_else(right).or_else(earlier),
        }
    }

    /// The rank that the title names. It counts where it stands with the job or in a part of its own
    /// ("Analyst, Senior"), not behind a preposition ("Assistant to the Director") nor in a second choice
    /// ("Clerk / Senior Clerk").
    fn rank(&self, text: &[u8], main: Option<Part>) -> Option<Seniority> {
        let mut rank: Option<Seniority> = None;
        let mut part = Part::first(text);
        while let Some(now) = part {
            let is_main = main.is_some_and(|main| main.start == now.start);
            let is_past = main.is_some_and(|main| main.start < now.start);
            if !is_past || now.opening == Opening::Break {
                for hit in self.iter().filter(|hit| (now.start..now.end).contains(&hit.start)) {
                    if let Some(named) = self.rank_of(hit, now, is_main, text) {
                        rank = Some(rank.map_or(named, |known| known.stronger(named)));
                    }
                }
            }
            part = now.after(text);
        }
        rank
    }

    fn rank_of(&self, hit: &Hit, part: Part, is_main: bool, text: &[u8]) -> Option<Seniority> {
        match hit.meaning {
            Meaning::Rank { rank, head } => {
                let covers = |other: &Hit| {
                    matches!(other.meaning, Meaning::Rank { .. })
                        && other.start <= hit.start
                        && other.end >= hit.end
                        && other.end - other.start > hit.end - hit.start
                };
                let follows = |other: &Hit| {
                    matches!(other.meaning, Meaning::Head { .. })
                        && (hit.end..part.end).contains(&other.start)
                };
                let counts = !head || is_main && !self.iter().any(follows);
                rank.filter(|_| counts && !self.iter().any(covers))
            }
            Meaning::Names { .. } | Meaning::Head { .. } => {
                let after = text.get(hit.end..)?.strip_prefix(b" ")?;
                Seniority::from_numeral(after.split(|&byte| !is_word(byte)).next()?)
            }
            Meaning::Field { .. } => None,
        }
    }
}

/// Where the first "and" between `from` and `to` stands, else `to`.
fn find_and(text: &[u8], from: usize, to: usize) -> usize {
    let within = text.get(from..to).unwrap_or(&[]);
    within.windows(5).position(|window| window == b" and ").map_or(to, |at| from + at)
}

/// Whether a phrase names work: an occupation or a head noun.
fn is_noun(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Names { .. } | Meaning::Head { .. })
}
