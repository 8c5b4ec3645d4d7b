//! A naive, obviously right scanner agrees with the fast one on random texts and dictionaries.
//!
//! The naive scanner shares no code with the fast one: it folds the whole text into a list, and at
//! every place of the list tries every spelling of every form. Random texts are made of the forms, of
//! forms with something changed, and of noise, over few characters, so that everything meets
//! everything. No text can hold a web address (there is no `:`, `@`, `c` or `w`).

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use skilltally::dictionary::entry::CaseRule;
use skilltally::dictionary::{Dictionary, Loader};
use skilltally::scanner::{Scanner, Scratch, Surroundings};
use std::fmt::Write as _;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Concept, form, start, end.
type Found = Vec<(usize, usize, usize, usize)>;

// ---------------------------------------------------------------------------------------------
// The naive scanner: the rules of dictionaries/README.md, written down plainly.

/// A character of folded text, and the character of the text that it comes from.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Folded, but for the case.
    kept: char,
    /// Folded.
    small: char,
    start: usize,
    end: usize,
}

fn is_invisible(c: char) -> bool {
    is_combining_mark(c) || "\u{ad}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2060}\u{feff}".contains(c)
}

fn is_word(c: char) -> bool {
    (c.is_alphanumeric() && !is_apostrophe(c)) || c == '_'
}

fn is_dash(c: char) -> bool {
    "-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}\u{fe58}\u{fe63}\u{ff0d}".contains(c)
}

fn is_apostrophe(c: char) -> bool {
    "'`‘’‚‛′´ʼ＇".contains(c)
}

fn is_line(c: char) -> bool {
    "\n\r\u{b}\u{c}\u{85}\u{2028}\u{2029}".contains(c)
}

fn fold(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    // What a run of white space and hyphens has had so far.
    let mut gap = String::new();
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        if is_invisible(c) || "®©™℠".contains(c) {
            continue;
        }
        if c.is_whitespace() || is_dash(c) {
            if gap.is_empty() {
                pieces.push(Piece { kept: ' ', small: ' ', start, end });
            }
            gap.push(c);
            if gap.contains(is_line) && gap.contains(is_dash) {
                let last = pieces.last_mut().unwrap();
                (last.kept, last.small) = ('\n', '\n');
            }
            continue;
        }
        gap.clear();
        let plain: Vec<char> = if is_apostrophe(c) {
            vec!['\'']
        } else {
            c.to_string().nfkd().filter(|part| !is_combining_mark(*part)).collect()
        };
        for kept in plain {
            let small = kept.to_lowercase().next().unwrap();
            pieces.push(Piece { kept, small, start, end });
        }
    }
    pieces
}

/// A phrase of a dictionary: folded, and nothing around it.
fn fold_phrase(text: &str) -> Vec<Piece> {
    let mut pieces = fold(text);
    while pieces.last().is_some_and(|piece| " \n".contains(piece.small)) {
        pieces.pop();
    }
    while pieces.first().is_some_and(|piece| " \n".contains(piece.small)) {
        pieces.remove(0);
    }
    pieces
}

/// The visible characters on either side of a place.
fn beside(text: &str, at: usize) -> (Option<char>, Option<char>) {
    let mut before = None;
    let mut after = None;
    for (index, c) in text.char_indices().filter(|(_, c)| !is_invisible(*c)) {
        let c = if c == '＋' { '+' } else { c };
        if index < at {
            before = Some(c);
        } else if after.is_none() {
            after = Some(c);
        }
    }
    (before, after)
}

fn is_seam(before: char, after: char) -> bool {
    before.is_lowercase() && after.is_uppercase()
}

fn may_begin(text: &str, at: usize) -> bool {
    let (before, after) = beside(text, at);
    let (Some(before), Some(after)) = (before, after) else { return true };
    !is_word(before) || is_seam(before, after)
}

fn may_end(text: &str, at: usize) -> bool {
    let (before, after) = beside(text, at);
    let (Some(before), Some(after)) = (before, after) else { return true };
    // What is visible on both sides, as far as two characters.
    let narrow = |c: char| if c == '＋' { '+' } else { c };
    let visible = |(_, c): &(usize, char)| !is_invisible(*c);
    let behind: Vec<char> = text
        .char_indices()
        .filter(visible)
        .filter(|(place, _)| *place >= at)
        .map(|(_, c)| narrow(c))
        .take(2)
        .collect();
    let mut head: Vec<char> = text
        .char_indices()
        .filter(visible)
        .filter(|(place, _)| *place < at)
        .map(|(_, c)| narrow(c))
        .collect();
    head.reverse();
    let word_begins = behind.len() == 2 && behind[0].is_uppercase() && behind[1].is_lowercase();
    if before == '+' || before == '#' {
        // The rest of a longer name: "C++", "C#x"; but "C++Previous" is two words.
        return (after != before && !after.is_alphabetic() && after != '_') || word_begins;
    }
    let two_capitals = head.len() >= 2 && head[0].is_uppercase() && head[1].is_uppercase();
    let acronym_ends = before.is_ascii_digit() || two_capitals;
    !is_word(before) || !is_word(after) || is_seam(before, after) || (acronym_ends && word_begins)
}

/// Where `phrase` stands in `text`, as whole characters and whole words.
fn occurrences(text: &str, pieces: &[Piece], phrase: &[Piece]) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for from in 0..pieces.len() {
        let to = from + phrase.len();
        if phrase.is_empty() || to > pieces.len() {
            continue;
        }
        // A line break with a hyphen parts list items: no phrase goes over it.
        let same = (0..phrase.len())
            .all(|index| pieces[from + index].small == phrase[index].small && phrase[index].small != '\n');
        let half_before = from > 0 && pieces[from - 1].start == pieces[from].start;
        let half_behind = to < pieces.len() && pieces[to].start == pieces[to - 1].start;
        let (start, end) = (pieces[from].start, pieces[to - 1].end);
        if same && !half_before && !half_behind && may_begin(text, start) && may_end(text, end) {
            all.push((start, end));
        }
    }
    all
}

/// Every way to write a form, the form itself first.
fn spellings(text: &str, plural: bool, dotted: bool) -> Vec<String> {
    let mut all = vec![text.to_owned()];
    if dotted {
        let with_dots: String = text.chars().flat_map(|c| [c, '.']).collect();
        all.push(with_dots.clone());
        all.push(with_dots[..with_dots.len() - 1].to_owned());
    }
    let last = text.chars().last().unwrap();
    let count = text.chars().filter(|c| c.is_alphanumeric()).count();
    if plural && count >= 2 && last.is_alphabetic() && last != 's' && last != 'S' {
        all.push(format!("{text}s"));
    }
    all
}

fn obeys(rule: CaseRule, wanted: &[Piece], found: &[Piece]) -> bool {
    (0..wanted.len()).filter(|index| wanted[*index].kept.is_alphabetic()).all(|index| {
        let begins_word = index == 0 || !wanted[index - 1].kept.is_alphabetic();
        let (wanted, found) = (wanted[index].kept.is_uppercase(), found[index].kept.is_uppercase());
        match rule {
            CaseRule::Any => true,
            CaseRule::Capital => found || !wanted || !begins_word,
            CaseRule::Exact => found == wanted,
        }
    })
}

fn stands_free(text: &str, start: usize, end: usize) -> bool {
    let (before, after) = (beside(text, start).0, beside(text, end).1);
    ![before, after].into_iter().flatten().any(|c| is_dash(c) || is_apostrophe(c) || "&+#".contains(c))
}

/// At most `reach` characters; the word that the reach would cut in two is left out.
fn window(near: impl Iterator<Item = char>, reach: usize) -> Vec<char> {
    let near: Vec<char> = near.collect();
    let mut kept: Vec<char> = near.iter().copied().take(reach).collect();
    let of_word = |c: &char| is_word(*c) || is_invisible(*c);
    if near.get(reach).is_some_and(of_word) {
        while kept.last().is_some_and(of_word) {
            kept.pop();
        }
    }
    kept
}

fn holds(spec: &Spec, name: &str, text: &str, start: usize, end: usize, elsewhere: &[&str]) -> bool {
    let head: Vec<char> = text[..start].chars().collect();
    if name == "@sentence-start" {
        let before = head.iter().rev().find(|c| !" \t\u{a0}\"“(".contains(**c) && !is_invisible(**c));
        return before.is_none_or(|c| "\n\r.!?:•·*-–—●▪".contains(*c));
    }
    if name == "@clock" {
        let before = match head.last() {
            Some(c) if c.is_whitespace() => head.iter().rev().nth(1),
            last => last,
        };
        return before.is_some_and(char::is_ascii_digit);
    }
    let index: usize = name[1..].parse().unwrap();
    let context = &spec.contexts[index];
    let parts: Vec<String> = match context.window {
        None => std::iter::once(text).chain(elsewhere.iter().copied()).map(str::to_owned).collect(),
        Some(reach) => vec![
            window(head.iter().rev().copied(), reach).into_iter().rev().collect(),
            window(text[end..].chars(), reach).into_iter().collect(),
        ],
    };
    parts.iter().any(|part| {
        let folded: String = fold(part).iter().map(|piece| piece.kept).collect();
        context.words.iter().any(|word| {
            let word: String = fold_phrase(word).iter().map(|piece| piece.kept).collect();
            folded.char_indices().any(|(at, _)| {
                folded.get(at..at + word.len()).is_some_and(|there| {
                    let same = if context.exact { there == word } else { there.eq_ignore_ascii_case(&word) };
                    same && !word.is_empty() && may_begin(&folded, at) && may_end(&folded, at + word.len())
                })
            })
        })
    })
}

fn naive(spec: &Spec, dictionary: &Dictionary, text: &str, elsewhere: &[&str]) -> Found {
    let pieces = fold(text);
    let mut candidates = Vec::new();
    for (id, form) in dictionary.forms().iter().enumerate() {
        let concept = &dictionary.concepts()[form.concept.index()];
        let alias = &concept.aliases
            [dictionary.forms()[..id].iter().filter(|other| other.concept == form.concept).count()];
        for spelling in spellings(&form.text, form.plural, form.dotted) {
            let wanted = fold_phrase(&spelling);
            let short = wanted.len() <= 2 && wanted.iter().all(|piece| piece.kept.is_alphanumeric());
            for (start, end) in occurrences(text, &pieces, &wanted) {
                let found: Vec<Piece> =
                    pieces.iter().copied().filter(|piece| start <= piece.start && piece.end <= end).collect();
                let hidden = concept.not_within.iter().any(|phrase| {
                    let phrase = fold_phrase(phrase);
                    phrase.len() > wanted.len()
                        && occurrences(text, &pieces, &phrase).iter().any(|(a, b)| *a <= start && end <= *b)
                });
                let mut near = |name: &String| holds(spec, name, text, start, end, elsewhere);
                if obeys(form.case, &wanted, &found)
                    && (!short || stands_free(text, start, end))
                    && !hidden
                    && !alias.forbids.iter().any(&mut near)
                    && (alias.needs.is_empty() || alias.needs.iter().any(&mut near))
                {
                    candidates.push((form.concept.index(), id, start, end));
                }
            }
        }
    }
    let mut chosen: Found = Vec::new();
    let mut at = 0;
    loop {
        // Leftmost, then longest, then the first in the dictionary.
        let next = candidates
            .iter()
            .filter(|(_, _, start, _)| *start >= at)
            .min_by_key(|(_, form, start, end)| (*start, usize::MAX - end, *form));
        let Some(next) = next else { return chosen };
        at = next.3;
        chosen.push(*next);
    }
}

// ---------------------------------------------------------------------------------------------
// Random dictionaries and texts.

const ALPHABET: &[&str] = &[
    "a", "A", "b", "B", "s", "S", "e", "E", "1", "2", " ", "\n", "\t", "\u{a0}", "-", "–", "’", "'", "+",
    "#", "&", ".", "/", "é", "É", "e\u{301}", "\u{301}", "®", "ﬁ", "\u{200b}", "\u{ad}", "ß", "ẞ", "İ", "Ａ",
    "ａ", "＋", "ʼ", "_", "(", "•", "½", "ǅ", "Я", "я", "−",
];

#[derive(Clone, Debug)]
struct Context {
    /// Characters, or the whole ad.
    window: Option<usize>,
    exact: bool,
    words: Vec<String>,
}

#[derive(Clone, Debug)]
struct Spec {
    contexts: Vec<Context>,
    toml: String,
    texts: Vec<String>,
}

/// Numbers that are read as indices into whatever there is to choose from.
type Draw = Vec<u8>;

fn draws(length: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Draw> {
    prop::collection::vec(any::<u8>(), length)
}

fn pick<T: Clone>(from: &[T], draw: u8) -> T {
    from[usize::from(draw) % from.len()].clone()
}

fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        write!(out, "\\U{:08x}", u32::from(c)).unwrap();
    }
    out + "\""
}

fn quotes(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quote(text)).collect::<Vec<_>>().join(", "))
}

/// A change to a form that it may or may not survive.
fn change(form: &str, kind: u8, noise: &str) -> String {
    let half = form.char_indices().nth(form.chars().count() / 2).map_or(0, |(at, _)| at);
    let (head, tail) = form.split_at(half);
    match kind % 12 {
        0 => form.to_uppercase(),
        1 => form.to_lowercase(),
        2 => format!("{head}{noise}{tail}"),
        3 => form.replace([' ', '-'], " \n "),
        4 => form.replace(' ', "-"),
        5 => form.replace('-', " "),
        6 => format!("{form}s"),
        7 => form.chars().flat_map(|c| [c, '.']).collect(),
        8 => format!("{head}\u{200b}{tail}"),
        9 => form.replace('\'', "’").replace('’', "ʼ"),
        10 => format!("{form}{noise}"),
        _ => head.to_owned(),
    }
}

fn spec() -> impl Strategy<Value = Spec> {
    let alias = (draws(1..=6), any::<[u8; 4]>(), draws(0..=2), draws(0..=1));
    let concept = (prop::collection::vec(alias, 1..=3), draws(0..=2));
    let context = (prop::collection::vec(draws(1..=3), 1..=2), any::<[u8; 2]>());
    let text = prop::collection::vec(any::<[u8; 3]>(), 0..=14);
    (
        draws(4..=9),
        prop::collection::vec(concept, 1..=4),
        prop::collection::vec(context, 1..=2),
        prop::collection::vec(text, 1..=4),
    )
        .prop_map(|(alphabet, concepts, contexts, texts)| {
            let alphabet: Vec<&str> =
                ["a", "B"].into_iter().chain(alphabet.iter().map(|draw| pick(ALPHABET, *draw))).collect();
            let string = |draw: &Draw| draw.iter().map(|draw| pick(&alphabet, *draw)).collect::<String>();
            let mut toml = String::new();
            let mut parts: Vec<String> = Vec::new();
            let contexts: Vec<Context> = contexts
                .iter()
                .map(|(words, [window, case])| Context {
                    window: (window % 5 > 0).then_some(usize::from(window % 9) + 1),
                    exact: case % 2 == 0,
                    words: words.iter().map(|word| format!("{}a", string(word))).collect(),
                })
                .collect();
            for (index, Context { window, exact, words }) in contexts.iter().enumerate() {
                let window = window.map_or("\"ad\"".to_owned(), |count| count.to_string());
                let case = if *exact { "exact" } else { "any" };
                writeln!(
                    toml,
                    "[[context]]\nid = \"c{index}\"\nwindow = {window}\ncase = \"{case}\"\nwords = {}",
                    quotes(words)
                )
                .unwrap();
                parts.extend(words.iter().cloned());
            }
            let names = ["c0", if contexts.len() > 1 { "c1" } else { "c0" }, "@sentence-start", "@clock"];
            let references = |draws: &[u8]| {
                draws.iter().map(|draw| pick(&names, *draw).to_owned()).collect::<Vec<String>>()
            };
            for (index, (aliases, phrases)) in concepts.iter().enumerate() {
                let mut forms = Vec::new();
                let mut written = Vec::new();
                for (text, [case, plural, dotted, contexts], needs, forbids) in aliases {
                    let mut form = string(text).trim().to_owned();
                    if !fold(&form).iter().any(|piece| piece.kept.is_alphanumeric()) {
                        form.push('a');
                    }
                    // Most aliases have no context, or every text would be silent.
                    let (needs, forbids) = match contexts % 6 {
                        0 | 1 => (references(needs), references(forbids)),
                        2 => (Vec::new(), references(forbids)),
                        _ => (Vec::new(), Vec::new()),
                    };
                    written.push(format!(
                        "{{ t = {}, case = \"{}\", plural = {}, dotted = {}, needs = {}, forbids = {} }}",
                        quote(&form),
                        pick(&["any", "capital", "exact"], *case),
                        plural % 2 == 0,
                        dotted % 4 == 0,
                        quotes(&needs),
                        quotes(&forbids),
                    ));
                    forms.push(form);
                }
                let phrases: Vec<String> = phrases
                    .iter()
                    .map(|draw| match draw % 3 {
                        0 => format!("{}{}", pick(&forms, draw / 3), pick(&alphabet, draw / 7)),
                        1 => format!("{} {}", pick(&alphabet, draw / 7), pick(&forms, draw / 3)),
                        _ => format!("b{}{}a", pick(&alphabet, draw / 7), pick(&forms, draw / 3)),
                    })
                    .collect();
                writeln!(
                    toml,
                    "[[concept]]\nid = \"tool.t{index}\"\nname = \"T\"\nkind = \"tool\"\naliases = [{}]\nnot_within = {}",
                    written.join(", "),
                    quotes(&phrases)
                )
                .unwrap();
                parts.extend(forms);
                parts.extend(phrases);
            }
            let texts = texts.iter().map(|pieces| {
                let piece = |[kind, which, how]: &[u8; 3]| match kind % 8 {
                    0..=2 => pick(&parts, *which),
                    3 => change(&pick(&parts, *which), *how, pick(&alphabet, how / 12)),
                    4 => pick(&[" ", " ", "\n", "\u{a0}", "1 ", "1\u{a0}"], *how).to_owned(),
                    5 => pick(&[", ", ". ", "\n", " - ", "b", "B"], *how).to_owned(),
                    _ => pick(&alphabet, *which).to_owned(),
                };
                pieces.iter().map(piece).collect()
            });
            let texts = texts.collect();
            Spec { contexts, toml, texts }
        })
}

fn build(spec: &Spec) -> (Dictionary, Scanner) {
    let mut loader = Loader::empty();
    loader.add("random.toml", &spec.toml).unwrap();
    let dictionary = loader.build().unwrap();
    let scanner = Scanner::new(&dictionary).unwrap();
    (dictionary, scanner)
}

fn scan(scanner: &Scanner, text: &str, elsewhere: &[&str], scratch: &mut Scratch) -> Found {
    let around = Surroundings { elsewhere, ..Surroundings::default() };
    let mut mentions = Vec::new();
    scanner.scan(text, &around, scratch, &mut mentions);
    mentions.iter().map(|m| (m.concept.index(), m.form.index(), m.start, m.end)).collect()
}

fn well_formed(text: &str, found: &Found) -> TestCaseResult {
    let mut behind = 0;
    for (_, _, start, end) in found {
        prop_assert!(behind <= *start && start < end, "{text:?}: {found:?}");
        prop_assert!(text.is_char_boundary(*start) && text.is_char_boundary(*end));
        behind = *end;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_naive_scanner_agrees(spec in spec()) {
        let (dictionary, scanner) = build(&spec);
        let mut scratch = Scratch::default();
        for (index, text) in spec.texts.iter().enumerate() {
            let elsewhere: Vec<&str> = spec.texts[..index].iter().map(String::as_str).collect();
            let found = scan(&scanner, text, &elsewhere, &mut scratch);
            well_formed(text, &found)?;
            let expected = naive(&spec, &dictionary, text, &elsewhere);
            let forms: Vec<_> = dictionary.forms().iter().collect();
            prop_assert_eq!(found, expected, "{:?}, forms {:#?}, contexts {:?}", text, forms, spec.contexts);
        }
    }

    #[test]
    fn texts_scanned_apart_give_what_they_give_together(spec in spec()) {
        let (_, scanner) = build(&spec);
        let mut scratch = Scratch::default();
        // No form or word holds a bar, and no window reaches over so many.
        let separator = format!("\n{}\n", "|".repeat(16));
        let whole = scan(&scanner, &spec.texts.join(&separator), &[], &mut scratch);
        let mut apart = Vec::new();
        let mut offset = 0;
        for (index, text) in spec.texts.iter().enumerate() {
            let others = spec.texts.iter().enumerate().filter(|(other, _)| *other != index);
            let elsewhere: Vec<&str> = others.map(|(_, text)| text.as_str()).collect();
            let found = scan(&scanner, text, &elsewhere, &mut scratch);
            apart.extend(found.into_iter().map(|(concept, form, a, b)| (concept, form, a + offset, b + offset)));
            offset += text.len() + separator.len();
        }
        prop_assert_eq!(whole, apart);
    }

    #[test]
    fn no_text_makes_the_scanner_panic(spec in spec(), text in any::<String>(), draw in draws(0..=40)) {
        let (_, scanner) = build(&spec);
        let mut scratch = Scratch::default();
        let ranges = ["a", "Java", "\u{0}", "https://", "www.", "@", ".com", ", ", "02110", "P.O. ", "At ", "\u{10ffff}"];
        let mixed: String = draw.iter().map(|draw| if draw % 2 == 0 { pick(&ranges, draw / 2) } else { pick(ALPHABET, draw / 2) }).collect();
        for text in [&text, &mixed] {
            well_formed(text, &scan(&scanner, text, &[], &mut scratch))?;
        }
    }
}
