//! Every format of one small report.

use super::*;
use crate::tables::{Change, Figures, Measure, Method, PayFigures, Row, Standing, wilson};

fn row(rank: u64, id: &str, name: &str, issuer: Option<&str>, figures: Figures) -> Row {
    Row {
        rank: Some(rank),
        rank_set: Some((rank, rank + 1)),
        id: id.into(),
        name: name.into(),
        kind: "certification".into(),
        issuer: issuer.map(Into::into),
        family: None,
        level: None,
        stacks_toward: Vec::new(),
        figures: Some(figures),
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
        required_share: 0.5,
        required_low: 0.25,
        required_high: 0.75,
        preferred,
        obtainable: 0,
        mentioned: postings - required - preferred,
        alternative: preferred,
        specificity: Some(1.25),
        change: Some(Change { change: -0.0125, low: -0.02, high: -0.005, comparable: true }),
        pay: (postings > 100).then_some(PayFigures { median: 104_500, postings: 61 }),
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
        method: Method::Jackknife,
        pay_currency: Some("USD".into()),
        stacks_toward: Vec::new(),
        previous: Some("2023".into()),
    }
}

fn report() -> Report {
    let mut texas = table("Texas");
    let withheld = Row {
        rank: None,
        rank_set: None,
        figures: None,
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
        unread: vec![Unread {
            what: "location".into(),
            postings: 12,
            commonest: vec![("Sprngfield".into(), 8), ("The | moon".into(), 4)],
        }],
        notes: vec!["One more thing.".into()],
    };
    Report { tables: vec![texas, utah, unstated], about }
}

fn rendered(format: &dyn Render, report: &Report) -> String {
    let mut out = Vec::new();
    format.render(report, &mut out).expect("a Vec takes all");
    String::from_utf8(out).expect("text")
}

#[test]
fn a_terminal_shows_what_fits() {
    let expected = "\
state: Texas
Credentials by share · 2,000 postings · 400 employers
─────────────────────────────────────────────────────────────────────────────────────────────────
#  Name                   Share  95% interval  Ranks        Change  Postings  Employers  Required
─────────────────────────────────────────────────────────────────────────────────────────────────
1  CISSP                  60.0%    57.8–62.1%    1–2  −1.2 falling     1,200        210       800
2  Security+, \"SY0\" | A*   2.0%      1.5–2.7%    2–3  −1.2 falling        40         12        40
─────────────────────────────────────────────────────────────────────────────────────────────────
7 rows further down left out.
Change is in percentage points since 2023.
1 row withheld: fewer than 10 postings or 3 employers.

state: not stated
Credentials by employers · 2,000 postings · employers not known
───────────────────────────────────────────────────────────────
Not ranked: no employer is known to rank by. Rank by share instead.

1 market is not ranked: fewer than 10 postings.
Postings: 4,100 read · 4,004 kept · 96 duplicate
12 postings have a location that was not understood: \"Sprngfield\" 8, \"The | moon\" 4
One more thing.
skilltally 0.1.0 · dictionary 00ff (1,500 concepts)
";
    assert_eq!(rendered(&Terminal { width: 100, colour: false }, &report()), expected);

    let narrow = rendered(&Terminal { width: 24, colour: false }, &report());
    let expected = "\
state: Texas
Credentials by share · 2,000 postings · 400 employers
────────────────────────
#  Name            Share
────────────────────────
1  CISSP           60.0%
2  Security+, \"S…   2.0%
────────────────────────
";
    assert!(narrow.starts_with(expected), "{narrow}");
}

#[test]
fn a_terminal_table_keeps_to_every_width() {
    let mut report = report();
    report.tables[0].rows[0].name = "A very long name of a certification that nobody could remember".into();
    for width in 24..160 {
        let text = rendered(&Terminal { width, colour: false }, &report);
        let mut lines = text.lines().skip_while(|line| !line.starts_with('─')).skip(1);
        let table = lines.by_ref().take_while(|line| !line.ends_with("out."));
        for line in table {
            assert!(text::width(line) <= width, "{width}: {line}");
        }
    }
    assert!(rendered(&Terminal { width: 200, colour: false }, &report).contains("  ISC2  "));
}

#[test]
fn colour_changes_no_word() {
    let coloured = rendered(&Terminal { width: 120, colour: true }, &report());
    assert!(coloured.contains("\u{1b}[1mstate: Texas\u{1b}[0m"));
    let mut bare = coloured;
    for code in ["0", "1", "2", "36"] {
        bare = bare.replace(&format!("\u{1b}[{code}m"), "");
    }
    let plain = rendered(&Terminal { width: 120, colour: false }, &report());
    assert_eq!(bare, plain);
    assert_eq!(
        rendered(&Terminal::default(), &Report::default()).lines().next(),
        Some("There is no posting to rank.")
    );
}

#[test]
fn csv_is_one_long_table() {
    let expected = "\
by_state,group,measure,market_postings,market_employers,interval,previous,pay_currency,\
rank,rank_low,rank_high,id,name,kind,issuer,family,level,stacks_toward,suppressed,\
postings,share,share_low,share_high,employers,employer_share,top_employer_part,\
required,required_share,required_low,required_high,preferred,obtainable,mentioned,alternative,specificity,\
change,change_low,change_high,trend,pay_median,pay_postings
Texas,credential,share,2000,400,jackknife,2023,USD,\
1,1,2,cert.cissp,CISSP,certification,ISC2,,,,false,\
1200,0.600000,0.578358,0.621259,210,0.525000,0.250000,\
800,0.500000,0.250000,0.750000,100,0,300,100,1.250000,-0.012500,-0.020000,-0.005000,falling,104500,61
Texas,credential,share,2000,400,jackknife,2023,USD,\
2,2,3,cert.secplus,\"Security+, \"\"SY0\"\" | A*\",certification,,,,,false,\
40,0.020000,0.014722,0.027119,12,0.030000,0.250000,\
40,0.500000,0.250000,0.750000,0,0,0,0,1.250000,-0.012500,-0.020000,-0.005000,falling,,
Texas,credential,share,2000,400,jackknife,2023,USD,,,,cert.z,Zeta,certification,,,,,true,,,,,,,,,,,,,,,,,,,,,,
";
    assert_eq!(rendered(&Csv, &report()), expected);
}

#[test]
fn no_dimension_takes_the_name_of_a_column() {
    let fixed = columns::OF_TABLE.into_iter().chain(columns::OF_ROW);
    assert!(fixed.map(|(name, _)| name).all(|name| !name.starts_with("by_")));
}

#[test]
fn markdown_is_a_page() {
    let expected = "\
# Recognition in job postings

## state: Texas

Credentials by share · 2,000 postings · 400 employers

| # | 95% ranks | Name | Issuer | Share | 95% interval | Change | Specific | Postings | Employers | Required | Preferred | Median pay |
| ---: | ---: | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| 1 | 1–2 | CISSP | ISC2 | 60.0% | 57.8–62.1% | −1.2 falling | 1.2× | 1,200 | 210 | 800 | 100 | 104,500 |
| 2 | 2–3 | Security+, \"SY0\" \\| A\\* | – | 2.0% | 1.5–2.7% | −1.2 falling | 1.2× | 40 | 12 | 40 | 0 | – |

7 rows further down left out.

Change is in percentage points since 2023.

1 row withheld: fewer than 10 postings or 3 employers.

Pay is the median of stated yearly pay, in USD.

## state: not stated

Credentials by employers · 2,000 postings · employers not known

Not ranked: no employer is known to rank by. Rank by share instead.

1 market is not ranked: fewer than 10 postings.

## About these tables

- Postings: 4,100 read · 4,004 kept · 96 duplicate
- 12 postings have a location that was not understood: \"Sprngfield\" 8, \"The \\| moon\" 4
- One more thing.
- by: state
- duplicates: once
- skilltally 0.1.0 · dictionary 00ff (1,500 concepts)
";
    assert_eq!(rendered(&Markdown, &report()), expected);
}

const ABOUT: &str = r#"{
  "about": {
    "program": "skilltally",
    "version": "0.1.0",
    "schema_version": 1,
    "dictionary": {
      "fingerprint": "00ff",
      "concepts": 1500
    },
    "settings": {
      "by": "state",
      "duplicates": "once"
    },
    "unread": [
      {
        "what": "location",
        "postings": 12,
        "commonest": {
          "Sprngfield": 8,
          "The | moon": 4
        }
      }
    ],
    "notes": [
      "One more thing."
    ],
    "ledger": {
      "read": 4100,
      "kept": 4004,
      "duplicate": 96
    }
  },
  "tables": [
    {
      "market": {
        "state": "Texas"
      },
      "group": "credential",
      "measure": "share",
      "market_postings": 2000,
      "market_employers": 400,
      "min_postings": 10,
      "min_employers": 3,
      "interval": "jackknife",
      "previous": "2023",
      "pay_currency": "USD",
      "stacks_toward": [],
      "standing": "ranked",
      "cut": 7,
      "withheld": 1"#;

const SECOND_ROW: &str = r#"
        {
          "rank": 2,
          "rank_low": 2,
          "rank_high": 3,
          "id": "cert.secplus",
          "name": "Security+, \"SY0\" | A*",
          "kind": "certification",
          "issuer": null,
          "family": null,
          "level": null,
          "stacks_toward": null,
          "suppressed": false,
          "postings": 40,
          "share": 0.02,
          "share_low": 0.014721726201265444,
          "share_high": 0.027118639188737373,
          "employers": 12,
          "employer_share": 0.03,
          "top_employer_part": 0.25,
          "required": 40,
          "required_share": 0.5,
          "required_low": 0.25,
          "required_high": 0.75,
          "preferred": 0,
          "obtainable": 0,
          "mentioned": 0,
          "alternative": 0,
          "specificity": 1.25,
          "change": -0.0125,
          "change_low": -0.02,
          "change_high": -0.005,
          "trend": "falling",
          "pay_median": null,
          "pay_postings": null
        },"#;

#[test]
fn json_has_everything_in_a_fixed_order() {
    let text = rendered(&Json, &report());
    assert!(text.starts_with(&format!("{ABOUT},\n      \"rows\": [")), "{text}");
    assert!(text.contains(SECOND_ROW), "{text}");
    let parsed: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(parsed["tables"][0]["rows"][2]["share"], serde_json::Value::Null, "withheld");
    assert_eq!(parsed["tables"][2]["market_employers"], serde_json::Value::Null, "not known");

    let mut meta = Vec::new();
    write_meta(&report(), &mut meta).expect("a Vec takes all");
    let meta = String::from_utf8(meta).expect("text");
    assert!(meta.starts_with(&format!("{ABOUT}\n    }},")) && !meta.contains("rows"), "{meta}");
}

#[test]
fn parquet_has_the_columns_of_the_csv() {
    use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Float64Type, UInt64Type};

    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("recognition.parquet");
    let mut bytes = Vec::new();
    write(Format::Parquet, &report(), &mut bytes).expect("a Vec takes all");
    std::fs::write(&path, &bytes).expect("a file");
    let mut again = Vec::new();
    write(Format::Parquet, &report(), &mut again).expect("a Vec takes all");
    assert!(bytes == again, "the same bytes");

    let file = std::fs::File::open(&path).expect("the file");
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("a Parquet file");
    let metadata = reader.metadata().file_metadata().key_value_metadata().expect("metadata").clone();
    let about =
        metadata.iter().find(|entry| entry.key == "skilltally").and_then(|entry| entry.value.as_deref());
    assert!(about.is_some_and(|about| about.contains(r#""fingerprint":"00ff""#)));
    let batch = reader.build().expect("a reader").next().expect("a batch").expect("rows");
    let header = rendered(&Csv, &report()).lines().next().expect("a header").to_owned();
    let names: Vec<_> = batch.schema().fields().iter().map(|field| field.name().clone()).collect();
    assert_eq!(names.join(","), header);
    assert_eq!(batch["by_state"].as_string::<i32>().value(2), "Texas");
    assert_eq!(
        batch["postings"].as_primitive::<UInt64Type>().iter().collect::<Vec<_>>(),
        [Some(1200), Some(40), None]
    );
    assert_eq!(batch["share"].as_primitive::<Float64Type>().value(1), 0.02);
    assert!(batch["suppressed"].as_boolean().value(2));
}

#[test]
fn a_report_without_tables_is_a_report() {
    for format in Format::ALL {
        let mut out = Vec::new();
        write(format, &Report::default(), &mut out).expect("written");
        assert!(!out.is_empty(), "{format:?}");
        assert_eq!(format.name().parse::<Format>().ok(), Some(format));
    }
}

#[test]
fn a_writer_that_is_closed_is_told() {
    struct Closed;
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    for format in Format::ALL {
        let error = write(format, &report(), &mut Closed).expect_err("closed");
        assert_eq!(error.kind(), ErrorKind::Output);
        let source = std::error::Error::source(&error).and_then(|source| source.downcast_ref::<io::Error>());
        assert_eq!(source.map(io::Error::kind), Some(io::ErrorKind::BrokenPipe), "{format:?}");
    }
}
