//! Every format of one small report.

use super::*;
use crate::tables::{Figures, Measure, Row, Standing, wilson};

fn row(rank: u64, id: &str, name: &str, issuer: Option<&str>, figures: Figures) -> Row {
    Row {
        rank: Some(rank),
        id: id.into(),
        name: name.into(),
        kind: "certification".into(),
        issuer: issuer.map(Into::into),
        family: None,
        level: None,
        figures: Some(figures),
        suppressed: false,
    }
}

fn figures(postings: u64, employers: u64, required: u64, preferred: u64) -> Figures {
    let (share_low, share_high) = wilson(postings, 2000);
    Figures {
        postings,
        share: f64::from(u32::try_from(postings).expect("small")) / 2000.0,
        share_low,
        share_high,
        employers: Some(employers),
        employer_share: Some(f64::from(u32::try_from(employers).expect("small")) / 400.0),
        top_employer_part: Some(0.25),
        required,
        preferred,
        obtainable: 0,
        mentioned: postings - required - preferred,
    }
}

fn table(value: &str) -> RankedTable {
    RankedTable {
        market: vec![("state".into(), value.into())],
        group: "credential".into(),
        measure: Measure::Share,
        market_postings: 2000,
        market_employers: 400,
        employers_known: true,
        standing: Standing::Ranked,
        rows: Vec::new(),
        cut: 0,
        withheld: 0,
        min_postings: 10,
        min_employers: 3,
    }
}

fn report() -> Report {
    let mut texas = table("Texas");
    let withheld = Row {
        rank: None,
        figures: None,
        suppressed: true,
        ..row(0, "cert.z", "Zeta", None, figures(0, 0, 0, 0))
    };
    texas.rows = vec![
        row(1, "cert.cissp", "CISSP", Some("ISC2"), figures(1200, 210, 800, 100)),
        row(2, "cert.secplus", "Security+, \"SY0\" | A*", None, figures(40, 12, 40, 0)),
        withheld,
    ];
    (texas.withheld, texas.cut) = (1, 7);
    let utah = RankedTable { market_postings: 4, standing: Standing::TooSmall, ..table("Utah") };
    let mut unstated = RankedTable { market_employers: 0, employers_known: false, ..table("") };
    (unstated.standing, unstated.measure) = (Standing::NoEmployers, Measure::Employers);
    let about = About {
        program_version: "0.1.0".into(),
        schema_version: 1,
        dictionary_fingerprint: "00ff".into(),
        dictionary_concepts: 1500,
        settings: vec![("by".into(), "state".into()), ("duplicates".into(), "once".into())],
        ledger: vec![("read".into(), 4100), ("kept".into(), 4004), ("duplicate".into(), 96)],
    };
    Report { tables: vec![texas, utah, unstated], about }
}

fn rendered(format: &dyn Render, report: &Report) -> String {
    let mut out = Vec::new();
    format.render(report, &mut out).expect("a Vec takes all");
    String::from_utf8(out).expect("text")
}
