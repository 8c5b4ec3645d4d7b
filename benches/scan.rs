//! Bytes of ad text per second: the scanner against plain Aho-Corasick over the same spellings, and the
//! time to build the scanner. `cargo bench --no-default-features --bench scan`.
//!
//! The text is made here, from a seed: prose that names nothing, with a term of the dictionary about
//! every twentieth word. The synthetic dictionaries share no words with the prose, as a curated one
//! shares few.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use divan::Bencher;
use divan::counter::BytesCount;
use skilltally::dictionary::{Dictionary, Loader, forms};
use skilltally::scanner::{Scanner, Scratch, Surroundings};
use std::fmt::Write as _;

const BYTES: usize = 2_000_000;
/// Forms of the dictionary; 0 stands for the embedded one.
const SIZES: [usize; 3] = [0, 5_000, 50_000];

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES)]
fn scanner(bencher: Bencher<'_, '_>, size: usize) {
    let dictionary = dictionary(size);
    let scanner = Scanner::new(&dictionary).unwrap();
    let ads = ads(&dictionary);
    let (mut scratch, mut mentions) = (Scratch::default(), Vec::new());
    bencher.counter(BytesCount::new(length(&ads))).bench_local(|| {
        mentions.clear();
        for ad in &ads {
            scanner.scan(ad, &Surroundings::default(), &mut scratch, &mut mentions);
        }
        mentions.len()
    });
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn aho_corasick_dfa(bencher: Bencher<'_, '_>, size: usize) {
    plain(bencher, size, AhoCorasickKind::DFA);
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn aho_corasick_nfa(bencher: Bencher<'_, '_>, size: usize) {
    plain(bencher, size, AhoCorasickKind::ContiguousNFA);
}

/// Lowers the text, searches leftmost-longest, keeps whole words.
fn plain(bencher: Bencher<'_, '_>, size: usize, kind: AhoCorasickKind) {
    let dictionary = dictionary(size);
    let ads = ads(&dictionary);
    let spellings = dictionary.forms().iter().flat_map(forms::spellings).map(|text| text.to_lowercase());
    let automaton = AhoCorasick::builder()
        .kind(Some(kind))
        .match_kind(MatchKind::LeftmostLongest)
        .build(spellings)
        .unwrap();
    let mut lowered = Vec::new();
    bencher.counter(BytesCount::new(length(&ads))).bench_local(|| {
        let mut count = 0;
        for ad in &ads {
            lowered.clear();
            lowered.extend(ad.bytes().map(|byte| byte.to_ascii_lowercase()));
            let joins = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphanumeric);
            let whole = automaton.find_iter(&lowered).filter(|found| {
                !joins(found.start().checked_sub(1).and_then(|at| lowered.get(at)))
                    && !joins(lowered.get(found.end()))
            });
            count += whole.count();
        }
        count
    });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn build(bencher: Bencher<'_, '_>, size: usize) {
    let dictionary = dictionary(size);
    bencher.bench_local(|| Scanner::new(&dictionary).unwrap());
}

#[divan::bench(sample_count = 10)]
fn load_embedded(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| Dictionary::embedded().unwrap());
}

/// A small generator of numbers (xorshift), so that every run sees the same text.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn word(&mut self) -> String {
        const PARTS: [&str; 24] = [
            "ba", "cor", "del", "fen", "gra", "hol", "ix", "jo", "kel", "lum", "mar", "nex", "or", "pra",
            "qui", "ros", "sta", "tel", "um", "ver", "wix", "yor", "zen", "sys",
        ];
        (0..2 + self.below(2)).map(|_| self.pick(&PARTS)).collect()
    }
}

fn dictionary(size: usize) -> Dictionary {
    if size == 0 {
        return Dictionary::embedded().unwrap();
    }
    let mut random = Random(7);
    let mut text = String::new();
    for index in 0..size {
        let words = (0..1 + random.below(3)).map(|_| random.word()).collect::<Vec<_>>().join(" ");
        let name = words[..1].to_uppercase() + &words[1..];
        writeln!(text, "[[concept]]\nid = \"tool.t{index}\"\nname = \"{name}\"\nkind = \"tool\"\naliases = [{{ t = \"{name}\" }}]")
            .unwrap();
    }
    let mut loader = Loader::empty();
    loader.add("synthetic.toml", &text).unwrap();
    loader.build().unwrap()
}

/// About 2 MB of ads of about 3 KB.
fn ads(dictionary: &Dictionary) -> Vec<String> {
    const PROSE: &[&str] = &[
        "the",
        "and",
        "to",
        "of",
        "a",
        "in",
        "with",
        "for",
        "our",
        "you",
        "will",
        "is",
        "are",
        "as",
        "be",
        "we",
        "or",
        "on",
        "an",
        "experience",
        "team",
        "work",
        "ability",
        "skills",
        "years",
        "strong",
        "must",
        "including",
        "support",
        "customers",
        "knowledge",
        "provide",
        "working",
        "environment",
        "required",
        "preferred",
        "responsibilities",
        "excellent",
        "communication",
        "opportunity",
        "company",
        "position",
        "candidates",
        "benefits",
        "please",
        "apply",
        "across",
        "within",
        "daily",
        "maintain",
        "ensure",
        "other",
        "duties",
        "assigned",
        "people",
        "growth",
        "office",
        "staff",
        "equal",
        "employer",
        "Monday",
        "Friday",
        "full",
        "time",
    ];
    let mut random = Random(1);
    let mut ads = Vec::new();
    let mut total = 0;
    while total < BYTES {
        let mut ad = String::from("About the role\n");
        while ad.len() < 3_000 {
            for index in 0..8 + random.below(12) {
                let start = ad.len();
                let forms = dictionary.forms();
                if random.below(20) == 0 && !forms.is_empty() {
                    ad.push_str(&forms[random.below(forms.len())].text);
                } else {
                    ad.push_str(random.pick(PROSE));
                }
                if index == 0 && ad.is_char_boundary(start + 1) {
                    ad[start..=start].make_ascii_uppercase();
                }
                ad.push_str(random.pick(&[" ", " ", " ", " ", " ", " ", " ", ", ", " and ", " – "]));
            }
            ad.truncate(ad.trim_end().len());
            ad.push_str(random.pick(&[". ", ". ", ".\n", ".\n• ", ":\n"]));
        }
        total += ad.len();
        ads.push(ad);
    }
    ads
}

fn length(ads: &[String]) -> usize {
    ads.iter().map(String::len).sum()
}
