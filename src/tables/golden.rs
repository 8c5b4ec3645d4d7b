//! A small example worked out by hand.

use super::*;
use crate::dictionary::{Dictionary, Loader, Status};

const ENTRIES: &str = r#"
issuer = [
  { id = "amazon", name = "Amazon Web Services", kind = "vendor" },
  { id = "comptia", name = "CompTIA", kind = "professional-association" },
]

[[concept]]
id = "cert.aws"
name = "AWS certification"
kind = "certification"
issuer = "amazon"
aliases = [{ t = "AWS certified" }]

[[concept]]
id = "cert.comptia"
name = "CompTIA certification"
kind = "certification"
issuer = "comptia"
aliases = [{ t = "CompTIA certified" }]

[[concept]]
id = "cert.secplus"
name = "Security+"
kind = "certification"
family = "cert.comptia"
level = "entry"
aliases = [{ t = "Security+" }]

[[concept]]
id = "cert.secplus.sy0"
name = "Security+ (SY0-701)"
kind = "certification"
family = "cert.secplus"
aliases = [{ t = "SY0-701" }]

[[concept]]
id = "lic.a"
name = "Licence"
kind = "license"
aliases = [{ t = "licence" }]

[[concept]]
id = "skill.sql"
name = "SQL"
kind = "skill"
aliases = [{ t = "SQL" }]

[[concept]]
id = "tool.aws"
name = "AWS"
kind = "tool"
issuer = "amazon"
aliases = [{ t = "AWS" }]
"#;

/// Seven concepts of four kinds, by two issuers, with a family of three generations.
pub(in crate::tables) fn dictionary() -> Dictionary {
    let mut loader = Loader::empty();
    loader.add("golden.toml", ENTRIES).expect("the entries are TOML");
    loader.build().expect("the entries are right")
}

/// A posting: its market, its employer, and what it names with which status.
pub(in crate::tables) type Posting<'a> = (u32, u32, Vec<(&'a str, Status)>);

/// Nine employers; 0 is none.
pub(in crate::tables) fn clusters() -> Clusters {
    let mut clusters = Clusters::new();
    for employer in 1..10 {
        clusters.number(&format!("employer {employer}"), 0);
    }
    clusters
}

/// Postings as the store would lend them. All nameless ones are of one cluster.
pub(in crate::tables) fn part(dictionary: &Dictionary, postings: &[Posting<'_>]) -> PartColumns {
    let mut part = PartColumns::default();
    let mut clusters = clusters();
    for (posting, (market, employer, mentions)) in (0..).zip(postings) {
        part.market.push(*market);
        let name = if *employer == 0 { String::new() } else { format!("employer {employer}") };
        part.employer.push(clusters.number(&name, 0));
        part.pay.push(0);
        part.degree.push(DegreeAsked::default());
        for (concept, status) in mentions {
            part.mention_posting.push(posting);
            part.mention_list.push(0);
            part.mention_concept.push(dictionary.find(concept).expect("a concept").get());
            let code = Status::ALL.iter().position(|other| other == status).expect("a status");
            part.mention_status.push(u8::try_from(code).expect("a small code"));
        }
    }
    part
}

fn tables(
    group: &str,
    settings: &RankSettings,
    names: &[&str],
    parts: &[Vec<Posting<'_>>],
) -> Vec<RankedTable> {
    let dictionary = dictionary();
    let subjects = Subjects::new(&dictionary, &group.parse().expect("a group"));
    let mut markets = Markets::new(vec!["state".into()]);
    for name in names {
        markets.number(&[(*name).to_owned()]);
    }
    let mut tally = Tally::new(&subjects);
    for postings in parts {
        tally.add(&part(&dictionary, postings)).expect("a good part");
    }
    rank(&tally, &markets, settings)
}

/// A ranking of one tally.
pub(in crate::tables) fn rank(
    tally: &Tally<'_>,
    markets: &Markets,
    settings: &RankSettings,
) -> Vec<RankedTable> {
    let clusters = clusters();
    let mut ranking = Ranking::new(markets, &clusters, &[], settings);
    ranking.add(tally).expect("known markets");
    ranking.finish()
}

/// Rank, id, postings, employers, and required, preferred, obtainable and mentioned.
fn lines(table: &RankedTable) -> Vec<String> {
    let line = |row: &Row| match (row.rank, row.figures) {
        (Some(rank), Some(f)) => {
            let employers = f.employers.map_or("-".into(), |count| count.to_string());
            let statuses = format!("{} {} {} {}", f.required, f.preferred, f.obtainable, f.mentioned);
            format!("{rank} {}: {} by {employers}: {statuses}", row.id, f.postings)
        }
        _ => format!("{} withheld", row.id),
    };
    table.rows.iter().map(line).collect()
}

/// Everything is published, and little is drawn.
pub(in crate::tables) const NO_LIMITS: RankSettings = RankSettings {
    measure: Measure::Share,
    top: None,
    min_postings: 1,
    min_employers: 0,
    employer_cap: None,
    resamples: 40,
    seed: 1,
    simultaneous: false,
};

fn texas() -> Vec<Vec<Posting<'static>>> {
    use Status::{Boilerplate, Mentioned, Negated, Obtainable, Preferred, Required};
    let skipped = PartColumns::NOT_COUNTED;
    vec![
        vec![
            // Named three times in one posting: once each, with the strongest status.
            (
                1,
                1,
                vec![
                    ("cert.secplus.sy0", Preferred),
                    ("cert.secplus", Mentioned),
                    ("cert.secplus", Required),
                ],
            ),
            (1, 1, vec![("cert.secplus", Mentioned), ("cert.aws", Required), ("skill.sql", Required)]),
            // A duplicate posting, of a market of its own number.
            (skipped, 1, vec![("cert.secplus", Required)]),
        ],
        vec![
            (1, 2, vec![("cert.aws", Preferred), ("tool.aws", Required)]),
            (1, 0, vec![("cert.comptia", Obtainable), ("lic.a", Negated), ("cert.aws", Boilerplate)]),
            (0, 2, vec![("lic.a", Mentioned)]),
            (1, 3, vec![]),
        ],
    ]
}

#[test]
fn rows_roll_up_and_count_once_per_posting() {
    let tables = tables("credential", &NO_LIMITS, &["Utah", "Texas"], &texas());
    let [texas, utah] = tables.as_slice() else { panic!("two markets: {tables:?}") };
    assert_eq!(texas.market, [("state".to_owned(), "Texas".to_owned())]);
    assert_eq!((texas.market_postings, texas.market_employers, texas.employers_known), (5, 3, true));
    assert_eq!(
        lines(texas),
        [
            "1 cert.comptia: 3 by 1: 1 0 1 1",
            "2 cert.aws: 2 by 2: 1 1 0 0",
            "2 cert.secplus: 2 by 1: 1 0 0 1",
            "4 cert.secplus.sy0: 1 by 1: 0 1 0 0",
        ]
    );
    let figures = texas.rows[0].figures.expect("figures");
    assert!((figures.share - 0.6).abs() < 1e-12);
    // Of the employers and the nameless posting, with 2, 1, 1 and 1 postings, 2, 0, 0 and 1 name it; by the formulas
    // of docs/statistics.md, worked out in Python.
    assert!((figures.share_low - 0.154_219_556_215_42).abs() < 1e-12, "{figures:?}");
    assert!((figures.share_high - 0.925_035_173_775_290_7).abs() < 1e-12, "{figures:?}");
    assert_eq!(figures.employer_share, Some(1.0 / 3.0));
    assert_eq!(figures.top_employer_part, Some(2.0 / 3.0));
    assert_eq!(texas.rows[2].level.as_deref(), Some("entry"));
    assert_eq!(texas.rows[2].issuer.as_deref(), Some("CompTIA"), "the issuer of the family");
    assert_eq!(lines(utah), ["1 lic.a: 1 by 1: 0 0 0 1"]);
}

#[test]
fn issuers_count_their_credentials_and_not_their_products() {
    let tables = tables("issuer", &NO_LIMITS, &["Utah", "Texas"], &texas());
    assert_eq!(lines(&tables[0]), ["1 comptia: 3 by 1: 1 0 1 1", "2 amazon: 2 by 2: 1 1 0 0"]);
    assert_eq!(lines(&tables[1]), [""; 0]);
}

#[test]
fn every_measure_ranks_by_its_own_integers() {
    let by = |measure| {
        lines(&tables("credential", &RankSettings { measure, ..NO_LIMITS }, &["U", "T"], &texas())[0])
    };
    let ids = |lines: Vec<String>| {
        lines.iter().map(|line| line.split(':').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        ids(by(Measure::Employers)),
        ["1 cert.aws", "2 cert.comptia", "2 cert.secplus", "2 cert.secplus.sy0"]
    );
    assert_eq!(
        ids(by(Measure::Required)),
        ["1 cert.aws", "1 cert.comptia", "1 cert.secplus", "4 cert.secplus.sy0"]
    );
}

#[test]
fn the_top_keeps_ties_and_counts_what_it_cuts() {
    let settings = RankSettings { top: Some(2), ..NO_LIMITS };
    let tables = tables("credential", &settings, &["Utah", "Texas"], &texas());
    assert_eq!((tables[0].rows.len(), tables[0].cut), (3, 1), "two rows tie for the second rank");
}

#[test]
fn small_rows_are_withheld_and_small_markets_not_ranked() {
    let settings = RankSettings { min_postings: 2, min_employers: 2, ..NO_LIMITS };
    let tables = tables("credential", &settings, &["Utah", "Texas"], &texas());
    let withheld = ["cert.comptia withheld", "cert.secplus withheld", "cert.secplus.sy0 withheld"];
    assert_eq!(lines(&tables[0])[0], "1 cert.aws: 2 by 2: 1 1 0 0");
    assert_eq!(lines(&tables[0])[1..], withheld, "by id, though CompTIA has the most postings");
    assert!(tables[0].rows[1..].iter().all(|row| row.suppressed() && row.rank.is_none()));
    assert_eq!((tables[0].withheld, tables[0].cut), (3, 0));
    assert_eq!((tables[1].standing, tables[1].rows.len()), (Standing::TooSmall, 0));
}

#[test]
fn where_no_employer_is_known_postings_decide_alone() {
    let unknown =
        vec![vec![(0, 0, vec![("lic.a", Status::Required)]), (0, 0, vec![("lic.a", Status::Preferred)])]];
    let settings = RankSettings { min_postings: 2, min_employers: 3, ..NO_LIMITS };
    let found = tables("license", &settings, &["Utah"], &unknown);
    assert_eq!(lines(&found[0]), ["1 lic.a: 2 by -: 1 1 0 0"]);
    assert!(!found[0].employers_known);
    let by_employers = RankSettings { measure: Measure::Employers, ..settings };
    let found = tables("license", &by_employers, &["Utah"], &unknown);
    assert_eq!((found[0].standing, found[0].rows.len()), (Standing::NoEmployers, 0));
}

/// Postings with their lists of alternatives.
fn with_lists(dictionary: &Dictionary, postings: &[&[(&str, Status, u32)]]) -> PartColumns {
    let plain: Vec<Posting<'_>> = postings
        .iter()
        .map(|mentions| (0, 1, mentions.iter().map(|(id, status, _)| (*id, *status)).collect()))
        .collect();
    let lists = postings.iter().flat_map(|mentions| mentions.iter().map(|(.., list)| *list)).collect();
    PartColumns { mention_list: lists, ..part(dictionary, &plain) }
}

#[test]
fn alternatives_are_told_apart_and_can_be_left_out() {
    use Status::{Preferred, Required};
    let dictionary = dictionary();
    let postings: [&[_]; 4] = [
        // "Security+ or AWS certification": whichever, and a CompTIA certification only perhaps.
        &[("cert.secplus", Required, 1), ("cert.aws", Required, 1)],
        // "Security+ or SY0-701": a Security+ either way.
        &[("cert.secplus", Required, 1), ("cert.secplus.sy0", Required, 1)],
        // The list is only preferred, and the credential is required besides.
        &[("cert.aws", Preferred, 1), ("lic.a", Preferred, 1), ("cert.aws", Required, 0)],
        // "or equivalent"
        &[("lic.a", Required, 1)],
    ];
    let find = |group: &str, strict: bool| {
        let subjects = Subjects::new(&dictionary, &group.parse().expect("a group"));
        let mut tally = Tally::new(&subjects).strict(strict);
        tally.add(&with_lists(&dictionary, &postings)).expect("a good part");
        let mut markets = Markets::new(Vec::new());
        markets.number(&[]);
        let tables = rank(&tally, &markets, &NO_LIMITS);
        let line = |row: &Row| {
            let figures = row.figures.expect("figures");
            format!("{} {} {}", row.id, figures.postings, figures.alternative)
        };
        tables[0].rows.iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(
        find("credential", false),
        ["cert.aws 2 1", "cert.comptia 2 1", "lic.a 2 2", "cert.secplus 2 1", "cert.secplus.sy0 1 1"]
    );
    assert_eq!(find("credential", true), ["cert.aws 1 0", "cert.comptia 1 0", "cert.secplus 1 0"]);
    assert_eq!(find("issuer", true), ["amazon 1 0", "comptia 1 0"]);
    assert_eq!(find("kind", false), ["certification 3 0", "license 2 2"]);
}

#[test]
fn degrees_are_counted_by_the_lowest_required_and_the_highest_preferred() {
    let dictionary = dictionary();
    let subjects = Subjects::new(&dictionary, &"degree_level".parse().expect("a group"));
    let asked = |required, preferred, or_equivalent| DegreeAsked { required, preferred, or_equivalent };
    let columns = PartColumns {
        degree: vec![asked(Some(4), Some(6), false), asked(Some(4), None, true), asked(None, Some(4), false)],
        ..part(&dictionary, &[(0, 1, vec![]), (0, 2, vec![]), (0, 2, vec![])])
    };
    let lines = |strict: bool| {
        let mut tally = Tally::new(&subjects).strict(strict);
        tally.add(&columns).expect("a good part");
        let mut markets = Markets::new(Vec::new());
        markets.number(&[]);
        let found = rank(&tally, &markets, &NO_LIMITS).remove(0);
        let line = |row: &Row| {
            let figures = row.figures.expect("figures");
            format!(
                "{}: {} required, {} preferred, {} or equivalent",
                row.id, figures.required, figures.preferred, figures.alternative
            )
        };
        found.rows.iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(
        lines(false),
        [
            "bachelor: 2 required, 1 preferred, 1 or equivalent",
            "master: 0 required, 1 preferred, 0 or equivalent"
        ]
    );
    assert_eq!(
        lines(true),
        [
            "bachelor: 1 required, 1 preferred, 0 or equivalent",
            "master: 0 required, 1 preferred, 0 or equivalent"
        ]
    );
}

#[test]
fn change_is_told_against_the_period_before_and_no_other() {
    let dictionary = dictionary();
    let subjects = Subjects::new(&dictionary, &"license".parse().expect("a group"));
    let mut markets = Markets::new(vec!["state".into(), "quarter".into()]);
    for quarter in ["2023-Q4", "2024-Q1", "2024-Q3"] {
        markets.number(&["Texas".to_owned(), quarter.to_owned()]);
    }
    let named = || vec![("lic.a", Status::Required)];
    let mut postings: Vec<Posting<'_>> = Vec::new();
    for employer in 1..9 {
        postings.push((0, employer, if employer == 1 { named() } else { vec![] }));
        postings.push((1, employer, if employer < 8 { named() } else { vec![] }));
        postings.push((2, employer, named()));
    }
    let mut tally = Tally::new(&subjects);
    tally.add(&part(&dictionary, &postings)).expect("a good part");
    let found = rank(&tally, &markets, &NO_LIMITS);
    let figures = |table: usize| found[table].rows[0].figures.expect("figures");
    assert_eq!(
        found.iter().map(|table| table.previous.as_deref()).collect::<Vec<_>>(),
        [None, Some("2023-Q4"), None]
    );
    let change = figures(1).change.expect("a change");
    assert!((change.change - 0.75).abs() < 1e-12);
    assert!(change.low > 0.0 && change.trend() == "rising", "{change:?}");
    assert_eq!((figures(0).change, figures(2).change), (None, None), "no quarter stands before the third");
    // The share of all three quarters is 16 of 24.
    assert!((figures(0).specificity.expect("three markets") - (1.0 / 8.0) / (16.0 / 24.0)).abs() < 1e-12);
}

#[test]
fn what_no_posting_names_is_told_as_nought() {
    use Status::{Preferred, Required};
    let postings: Vec<Posting<'_>> = (1..7)
        .flat_map(|employer| {
            [
                (0, employer, vec![("lic.a", Required), ("cert.aws", Preferred)]),
                (1, employer, if employer > 3 { vec![("lic.a", Required)] } else { vec![] }),
            ]
        })
        .collect();
    let settings = RankSettings { min_postings: 3, min_employers: 3, ..NO_LIMITS };
    let found = tables("mix", &settings, &["Utah", "Texas"], &[postings]);
    let [texas, utah] = found.as_slice() else { panic!("two markets") };
    let line = |table: &RankedTable, id: &str| {
        let row = table.rows.iter().find(|row| row.id == id).expect("every row is there");
        let figures = row.figures.expect("nothing is withheld");
        (row.rank, figures.postings, figures.specificity)
    };
    assert_eq!(line(utah, "mix.license-and-certification").1, 6);
    assert_eq!(line(texas, "mix.license"), (Some(1), 3, Some(3.0 / 6.0 / (9.0 / 12.0))));
    assert_eq!(line(texas, "mix.certification").1, 0);
    assert_eq!(line(texas, "mix.microcredential"), (Some(3), 0, None));
    assert_eq!(texas.withheld, 0);
}
