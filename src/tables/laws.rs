//! What holds for any facts: a naive tally agrees, and the order of the parts never shows.

use super::golden::{Posting, dictionary, part};
use super::*;
use crate::dictionary::{Dictionary, Status};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const CONCEPTS: [&str; 7] =
    ["cert.aws", "cert.comptia", "cert.secplus", "cert.secplus.sy0", "lic.a", "skill.sql", "tool.aws"];

const SETTINGS: RankSettings =
    RankSettings { measure: Measure::Share, top: None, min_postings: 0, min_employers: 0 };

fn postings() -> impl Strategy<Value = Vec<Posting<'static>>> {
    let mention = (0..CONCEPTS.len(), 0..Status::ALL.len());
    let mention = mention.prop_map(|(concept, status)| (CONCEPTS[concept], Status::ALL[status]));
    let market = prop_oneof![8 => 0..3_u32, 1 => Just(PartColumns::NOT_COUNTED)];
    prop::collection::vec((market, 0..5_u32, prop::collection::vec(mention, 0..6)), 0..30)
}

fn markets() -> Markets {
    let mut markets = Markets::new(vec!["place".into()]);
    for name in ["b", "c", "a"] {
        markets.number(&[name.to_owned()]);
    }
    markets
}

fn tally<'s>(dictionary: &Dictionary, subjects: &'s Subjects, postings: &[Posting<'_>]) -> Tally<'s> {
    let mut tally = Tally::new(subjects);
    tally.add(&part(dictionary, postings)).expect("a good part");
    tally
}

/// Market, row, and its counts: postings per status, the employers that name it, and the most that
/// one of them has.
type Line = (u32, String, BTreeMap<&'static str, u64>, u64, u64);

/// Postings per status, and per known employer.
type Found = (BTreeMap<&'static str, u64>, BTreeMap<u32, u64>);

/// Counts posting by posting, in loops that can be seen to be right.
fn naive(dictionary: &Dictionary, subjects: &Subjects, postings: &[Posting<'_>]) -> Vec<Line> {
    let mut counts: BTreeMap<(u32, String), Found> = BTreeMap::new();
    for (market, employer, mentions) in postings {
        if *market == PartColumns::NOT_COUNTED {
            continue;
        }
        let mut best: BTreeMap<u32, Status> = BTreeMap::new();
        for (concept, status) in mentions.iter().filter(|(_, status)| status.is_demand()) {
            for row in subjects.rows_of(dictionary.find(concept).expect("a concept").get()).expect("rows") {
                let strongest = best.entry(*row).or_insert(*status);
                *strongest = (*strongest).max(*status);
            }
        }
        for (row, status) in best {
            let id = subjects.subjects()[row as usize].id.clone();
            let (statuses, employers) = counts.entry((*market, id)).or_default();
            *statuses.entry(status.name()).or_default() += 1;
            if *employer != 0 {
                *employers.entry(*employer).or_default() += 1;
            }
        }
    }
    let line = |((market, id), (statuses, employers)): (_, (_, BTreeMap<u32, u64>))| {
        (market, id, statuses, employers.len() as u64, employers.into_values().max().unwrap_or(0))
    };
    counts.into_iter().map(line).collect()
}

/// The same lines from the tally.
fn counted(tally: &Tally<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for market in tally.count().expect("counts") {
        for (row, count) in market.rows {
            let names = ["mentioned", "obtainable", "preferred", "required"];
            let statuses = names.into_iter().zip(count.by_strength).filter(|(_, count)| *count > 0).collect();
            let id = tally.subjects().subjects()[row as usize].id.clone();
            lines.push((market.market, id, statuses, count.employers, count.largest));
        }
    }
    lines
}

proptest! {
    #[test]
    fn a_naive_tally_agrees(postings in postings(), group in prop::sample::select(vec!["all", "credential", "issuer", "tool"])) {
        let dictionary = dictionary();
        let subjects = Subjects::new(&dictionary, &group.parse().expect("a group"));
        let tally = tally(&dictionary, &subjects, &postings);
        prop_assert_eq!(counted(&tally), naive(&dictionary, &subjects, &postings));
        for market in tally.count().expect("counts") {
            let of_market = postings.iter().filter(|posting| posting.0 == market.market);
            let employers: BTreeSet<_> = of_market.clone().map(|posting| posting.1).filter(|id| *id != 0).collect();
            prop_assert_eq!(market.postings, of_market.count() as u64);
            prop_assert_eq!(market.employers, employers.len() as u64);
        }
    }

    #[test]
    fn parts_add_up_in_any_order(one in postings(), two in postings(), three in postings()) {
        let dictionary = dictionary();
        let subjects = Subjects::new(&dictionary, &"all".parse().expect("a group"));
        let [a, b, c] = [&one, &two, &three].map(|postings| tally(&dictionary, &subjects, postings));
        prop_assert!(a.clone().merge(Tally::new(&subjects)) == a, "identity");
        prop_assert!(Tally::new(&subjects).merge(a.clone()) == a, "identity");
        prop_assert!(a.clone().merge(b.clone()) == b.clone().merge(a.clone()), "commutativity");
        let left = a.clone().merge(b.clone()).merge(c.clone());
        let right = a.merge(b.merge(c));
        prop_assert!(left == right, "associativity");
        let whole = tally(&dictionary, &subjects, &[one, two, three].concat());
        prop_assert!(left == whole, "in parts as in one");
        let tables = rank(&left, &markets(), &SETTINGS).expect("tables");
        prop_assert_eq!(&tables, &rank(&whole, &markets(), &SETTINGS).expect("tables"));
        prop_assert!(tables.is_sorted_by(|one, next| one.market < next.market));
    }

    #[test]
    fn ranks_are_those_of_a_competition(postings in postings(), top in prop::option::of(0..8_usize), min in 0..4_u64) {
        let dictionary = dictionary();
        let subjects = Subjects::new(&dictionary, &"all".parse().expect("a group"));
        let tally = tally(&dictionary, &subjects, &postings);
        let settings = RankSettings { top, min_postings: min, min_employers: min, ..SETTINGS };
        let whole = rank(&tally, &markets(), &RankSettings { top: None, ..settings.clone() }).expect("tables");
        for (table, whole) in rank(&tally, &markets(), &settings).expect("tables").iter().zip(whole) {
            let ranked: Vec<_> = table.rows.iter().filter_map(|row| Some((row.rank?, row.figures?))).collect();
            for (rank, figures) in &ranked {
                let better = ranked.iter().filter(|(_, other)| other.postings > figures.postings).count();
                prop_assert_eq!(*rank, better as u64 + 1);
                prop_assert!(figures.postings >= min);
                prop_assert_eq!(
                    figures.required + figures.preferred + figures.obtainable + figures.mentioned,
                    figures.postings
                );
            }
            prop_assert_eq!(ranked.len() + table.cut + table.withheld, whole.rows.len());
            prop_assert_eq!(&table.rows[..ranked.len()], &whole.rows[..ranked.len()], "the top is a beginning");
        }
    }
}
