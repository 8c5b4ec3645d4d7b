//! What holds for any facts: a naive tally agrees, and the order of the parts never shows.

use super::counted::{self, MarketCount};
use super::golden::{NO_LIMITS, Posting, clusters, dictionary, part, rank};
use super::*;
use crate::dictionary::{Dictionary, Status};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const CONCEPTS: [&str; 7] =
    ["cert.aws", "cert.comptia", "cert.secplus", "cert.secplus.sy0", "lic.a", "skill.sql", "tool.aws"];

const SETTINGS: RankSettings = RankSettings { min_postings: 0, ..NO_LIMITS };

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
    for (market, count) in counts(tally) {
        for (row, count) in count.rows {
            let names = ["mentioned", "obtainable", "preferred", "required"];
            let statuses = names.into_iter().zip(count.by_strength).filter(|(_, count)| *count > 0).collect();
            let id = tally.subjects().subjects()[row as usize].id.clone();
            lines.push((market, id, statuses, count.employers, count.largest));
        }
    }
    lines
}

fn counts(tally: &Tally<'_>) -> Vec<(u32, MarketCount)> {
    let (sites, cells, pays) = (tally.sites.settled(), tally.cells.settled(), tally.pays.settled());
    let rows = tally.subjects().subjects().len();
    let markets = counted::by_market(&sites, &cells, &pays);
    markets.iter().map(|market| (market.market, market.count(rows, None))).collect()
}

proptest! {
    #[test]
    fn a_naive_tally_agrees(postings in postings(), group in prop::sample::select(vec!["all", "credential", "issuer", "tool"])) {
        let dictionary = dictionary();
        let subjects = Subjects::new(&dictionary, &group.parse().expect("a group"));
        let tally = tally(&dictionary, &subjects, &postings);
        prop_assert_eq!(counted(&tally), naive(&dictionary, &subjects, &postings));
        for (market, count) in counts(&tally) {
            let of_market = postings.iter().filter(|posting| posting.0 == market);
            let employers: BTreeSet<_> = of_market.clone().map(|posting| posting.1).filter(|id| *id != 0).collect();
            prop_assert_eq!(count.postings, of_market.count() as u64);
            prop_assert_eq!(count.employers, employers.len() as u64);
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
        let tables = rank(&left, &markets(), &SETTINGS);
        prop_assert_eq!(&tables, &rank(&whole, &markets(), &SETTINGS));
        prop_assert!(tables.is_sorted_by(|one, next| one.market < next.market));
    }

    #[test]
    fn ranks_are_those_of_a_competition(postings in postings(), top in prop::option::of(0..8_usize), min in 0..4_u64) {
        let dictionary = dictionary();
        let subjects = Subjects::new(&dictionary, &"all".parse().expect("a group"));
        let tally = tally(&dictionary, &subjects, &postings);
        let settings = RankSettings { top, min_postings: min, min_employers: min, ..SETTINGS };
        let whole = rank(&tally, &markets(), &RankSettings { top: None, ..settings.clone() });
        for (table, whole) in rank(&tally, &markets(), &settings).iter().zip(whole) {
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

    #[test]
    fn markets_can_be_added_in_batches(postings in postings(), min in 0..4_u64) {
        let dictionary = dictionary();
        let subjects = Subjects::new(&dictionary, &"all".parse().expect("a group"));
        let settings = RankSettings { min_postings: min, min_employers: min, ..SETTINGS };
        let (markets, clusters) = (markets(), clusters());
        let mut batches = Ranking::new(&markets, &clusters, &[], &settings);
        for market in [2, 0, 1] {
            let outside = |posting: &Posting<'static>| match posting.0 {
                same if same == market => posting.clone(),
                _ => (PartColumns::NOT_COUNTED, posting.1, posting.2.clone()),
            };
            let some: Vec<_> = postings.iter().map(outside).collect();
            batches.add(&tally(&dictionary, &subjects, &some)).expect("known markets");
        }
        prop_assert_eq!(batches.finish(), rank(&tally(&dictionary, &subjects, &postings), &markets, &settings));
    }

    #[test]
    fn the_order_of_employers_does_not_show(postings in postings()) {
        let dictionary = dictionary();
        let subjects = Subjects::new(&dictionary, &"all".parse().expect("a group"));
        let markets = markets();
        let tables = rank(&tally(&dictionary, &subjects, &postings), &markets, &SETTINGS);
        // The same employers, met the other way round.
        let mut turned = Clusters::new();
        for employer in (1..10).rev() {
            turned.number(&format!("employer {employer}"), 0);
        }
        let mut columns = part(&dictionary, &postings);
        for (number, posting) in columns.employer.iter_mut().zip(&postings) {
            let name = if posting.1 == 0 { String::new() } else { format!("employer {}", posting.1) };
            *number = turned.number(&name, 0);
        }
        let mut tally = Tally::new(&subjects);
        tally.add(&columns).expect("a good part");
        let mut ranking = Ranking::new(&markets, &turned, &[], &SETTINGS);
        ranking.add(&tally).expect("known markets");
        prop_assert_eq!(ranking.finish(), tables);
    }

    #[test]
    fn ranks_lie_within_their_intervals_and_shares_too(postings in postings(), cap in prop::option::of(1..4_u64)) {
        let dictionary = dictionary();
        let subjects = Subjects::new(&dictionary, &"all".parse().expect("a group"));
        let settings = RankSettings { employer_cap: cap, ..SETTINGS };
        for table in rank(&tally(&dictionary, &subjects, &postings), &markets(), &settings) {
            for row in &table.rows {
                let (rank, figures) = (row.rank.expect("ranked"), row.figures.expect("figures"));
                prop_assert!(figures.share_low <= figures.share && figures.share <= figures.share_high, "{:?}", row);
                prop_assert_eq!(row.rank_set.is_some(), table.employers_known);
                if let Some((low, high)) = row.rank_set {
                    prop_assert!(low <= rank && rank <= high, "{:?}", row);
                }
            }
        }
    }

    #[test]
    fn an_employer_weighs_no_more_than_the_cap(postings in postings()) {
        let dictionary = dictionary();
        let subjects = Subjects::new(&dictionary, &"all".parse().expect("a group"));
        let tally = tally(&dictionary, &subjects, &postings);
        let capped = |cap| rank(&tally, &markets(), &RankSettings { employer_cap: cap, ..SETTINGS });
        prop_assert_eq!(capped(Some(1000)), capped(None), "a cap that nobody reaches");
        // At a cap of one every employer counts as one posting; the nameless have no employer to cap.
        for (table, market) in capped(Some(1)).iter().zip([2, 0, 1].into_iter().filter(|market| postings.iter().any(|posting| posting.0 == *market))) {
            let mine: Vec<_> = postings.iter().filter(|posting| posting.0 == market).collect();
            let employers: BTreeSet<_> = mine.iter().map(|posting| posting.1).collect();
            for row in &table.rows {
                let concept = |id: &str| subjects.rows_of(dictionary.find(id).expect("a concept").get()).expect("rows");
                let names = |posting: &Posting<'_>| posting.2.iter().any(|(id, status)| {
                    status.is_demand() && concept(id).iter().any(|found| subjects.subjects()[*found as usize].id == row.id)
                });
                let part = |employer: &u32| {
                    let of_employer = || mine.iter().filter(|posting| posting.1 == *employer);
                    of_employer().filter(|posting| names(posting)).count() as f64 / of_employer().count() as f64
                };
                let nameless = |named: bool| {
                    let mut nameless = mine.iter().filter(|posting| posting.1 == 0);
                    if named { nameless.filter(|posting| names(posting)).count() } else { nameless.by_ref().count() }
                };
                let known = || employers.iter().filter(|employer| **employer != 0);
                let named = known().map(part).sum::<f64>() + nameless(true) as f64;
                let expected = named / (known().count() + nameless(false)) as f64;
                prop_assert!((row.figures.expect("figures").share - expected).abs() < 1e-5, "{:?} {}", row, expected);
            }
        }
    }

    #[test]
    fn a_withheld_figure_cannot_be_found_from_the_others(postings in postings(), min in 2..6_u64) {
        let dictionary = dictionary();
        let subjects = Subjects::new(&dictionary, &"all".parse().expect("a group"));
        let settings = RankSettings { min_postings: min, min_employers: 0, ..SETTINGS };
        let tables = rank(&tally(&dictionary, &subjects, &postings), &markets(), &settings);
        let all = naive(&dictionary, &subjects, &postings);
        for table in &tables {
            if table.standing == Standing::TooSmall {
                prop_assert_eq!((table.market_postings, table.market_employers, table.rows.len()), (0, 0, 0));
            }
            for row in table.rows.iter().filter(|row| row.suppressed()) {
                prop_assert!(row.figures.is_none() && row.rank.is_none() && row.rank_set.is_none());
            }
        }
        // How specific a row is tells its total; the total must not tell what one market withholds.
        let rows = || tables.iter().flat_map(|table| &table.rows);
        let specific: BTreeSet<&str> = rows()
            .filter(|row| row.figures.is_some_and(|figures| figures.specificity.is_some()))
            .map(|row| row.id.as_str())
            .collect();
        for id in specific {
            let total: u64 = all.iter().filter(|line| line.1 == id).flat_map(|line| line.2.values()).sum();
            let markets = all.iter().filter(|line| line.1 == id).count();
            let mine: Vec<u64> = rows().filter(|row| row.id == id).filter_map(|row| Some(row.figures?.postings)).collect();
            let (hidden, left) = (markets - mine.len(), total - mine.iter().sum::<u64>());
            prop_assert!(hidden == 0 || (hidden > 1 && left >= min), "{id}: {left} in {hidden}");
        }
    }

    #[test]
    fn shares_relative_to_all_markets_average_to_one(postings in postings()) {
        let dictionary = dictionary();
        let subjects = Subjects::new(&dictionary, &"all".parse().expect("a group"));
        let tables = rank(&tally(&dictionary, &subjects, &postings), &markets(), &SETTINGS);
        let all: u64 = tables.iter().map(|table| table.market_postings).sum();
        let mut sums: BTreeMap<&str, f64> = BTreeMap::new();
        for table in tables.iter().filter(|_| tables.len() > 1) {
            for row in &table.rows {
                let specificity = row.figures.and_then(|figures| figures.specificity).expect("nothing is withheld");
                *sums.entry(&row.id).or_default() += specificity * table.market_postings as f64 / all as f64;
            }
        }
        for (id, sum) in sums {
            prop_assert!((sum - 1.0).abs() < 1e-12, "{id}: {sum}");
        }
    }
}
