//! What holds for any bytes: the records are those of the `csv` crate, each counted and found where
//! its origin says, and nothing panics.

use std::sync::Arc;

use proptest::prelude::*;

use super::block::{Inner, Plan, Progress};
use super::bytes::Stream;
use super::delimited::Fields;
use super::pieces::Pieces;
use super::split::Rule;
use super::tests::{opened, read_on, small};
use super::{Blocks, Format, ReadOptions, Record, Scratch};

/// The records of the `csv` crate; where its last one has an open quote, the text is given up to the
/// end of the line of that quote and read afresh, as `Pieces` does.
fn records_of_csv(bytes: &[u8]) -> Vec<Option<Vec<Vec<u8>>>> {
    let mut open = None;
    let (mut start, mut quoted, mut at) = (true, false, 0);
    while at < bytes.len() {
        let byte = bytes[at];
        if quoted {
            if byte == b'"' && bytes.get(at + 1) == Some(&b'"') {
                at += 1;
            } else if byte == b'"' {
                (quoted, open) = (false, None);
            }
            start = false;
        } else if byte == b'"' && start {
            (quoted, start, open) = (true, false, Some(at));
        } else {
            start = matches!(byte, b',' | b'\r' | b'\n');
        }
        at += 1;
    }
    let reader = |bytes| csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let all = |bytes| -> Vec<_> {
        let records = reader(bytes).into_byte_records().map(|record| record.expect("never fails"));
        records.map(|record| Some(record.iter().map(<[u8]>::to_vec).collect())).collect()
    };
    let mut records = all(bytes);
    if let Some(quote) = open {
        *records.last_mut().expect("it has an open quote") = None;
        let rest = bytes[quote..].iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        if let Some(rest) = rest {
            records.extend(records_of_csv(&bytes[quote + rest..]));
        }
    }
    records
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn any_text_gives_the_records_of_the_csv_crate(
        text in "([a,\"\n\r\u{feff}é\0 ]|\"\"|,\"|\",|\"\n){0,40}",
        chunk in 1_usize..20,
    ) {
        let pieces = Pieces::new(
            Box::new(std::io::Cursor::new(text.clone().into_bytes())) as Stream,
            Rule::Fields(b','), 0, chunk, 1 << 20,
        );
        // As many columns as there may be, none of them wanted: every shape of record passes.
        let mut fields = Fields::new(b',', 100, &(0..100).collect::<Vec<_>>());
        fields.shortest = 0;
        let blocks = Blocks {
            inner: Inner::Text { pieces, plan: Arc::new(Plan::Fields(fields)), name: "t".into(), skip: 0 },
            progress: Progress { read: Arc::default(), shown: Arc::default(), told: 0 },
            max_record: 1 << 20, row: 0, done: false,
        };
        let mut want = Vec::new();
        // The csv crate takes a mark at the start away; here that is done before.
        let guarded = format!("x\n{text}");
        for record in records_of_csv(guarded.as_bytes()).into_iter().skip(1) {
            want.push(record);
        }
        let (mut seen, mut scratch, mut rows) = (Vec::new(), Scratch::new(), 0);
        let mut last = 0;
        for block in blocks {
            block.expect("no failure").for_each(&mut scratch, &mut |record| {
                let (origin, cells) = match record {
                    Record::Row(row) => (row.origin(), Some(row)),
                    Record::Reject(reject) => (reject.origin, None),
                };
                rows += 1;
                assert_eq!(origin.row, rows);
                let from = usize::try_from(origin.byte).expect("small");
                let to = from + usize::try_from(origin.length).expect("small");
                assert!(text[last..from].bytes().all(|byte| matches!(byte, b'\r' | b'\n')));
                last = to;
                let slice = &text[from..to];
                let again = records_of_csv(format!("x\n{slice}").as_bytes());
                let count = again.get(1).cloned().flatten().map_or(0, |record| record.len());
                seen.push(cells.map(|row| {
                    (0..count).map(|column| row.get(column).as_bytes().to_vec()).collect::<Vec<_>>()
                }));
            });
        }
        prop_assert!(text[last..].bytes().all(|byte| matches!(byte, b'\r' | b'\n')));
        prop_assert_eq!(seen, want);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), json in any::<bool>()) {
        let format = json.then_some(Format::JsonLines);
        let options = ReadOptions { format, ..small(50, 16) };
        if let (_folder, Ok(dump)) = opened("a", &bytes, &options) {
            let wanted = (0..dump.layout().columns.len()).collect::<Vec<_>>();
            read_on(dump, &wanted, 0);
        }
    }
}
