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

/// Postings as the store would lend them.
pub(in crate::tables) fn part(dictionary: &Dictionary, postings: &[Posting<'_>]) -> PartColumns {
    let mut part = PartColumns::default();
    for (posting, (market, employer, mentions)) in (0..).zip(postings) {
        part.market.push(*market);
        part.employer.push(*employer);
        for (concept, status) in mentions {
            part.mention_posting.push(posting);
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
    rank(&tally, &markets, settings).expect("tables")
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

const NO_LIMITS: RankSettings =
    RankSettings { measure: Measure::Share, top: None, min_postings: 1, min_employers: 0 };

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
    assert_eq!((figures.share_low, figures.share_high), wilson(3, 5));
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
    assert!(tables[0].rows[1..].iter().all(|row| row.suppressed && row.figures.is_none()));
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
