//! Dumps as files, whole and hostile, read from end to end.

use std::fs;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray, StructArray,
    TimestampMillisecondArray,
};
use arrow_schema::{DataType, Field};

use super::pieces::RAW;
use super::*;

/// A record as the tests see it: where, its cells or the reason, and the raw bytes of a reject.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Seen {
    origin: Origin,
    cells: std::result::Result<Vec<String>, String>,
}

pub(super) fn opened(name: &str, bytes: &[u8], options: &ReadOptions) -> (tempfile::TempDir, Result<Dump>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    let dump = Dump::open(&Input { name: name.into(), path: Some(path) }, options);
    (folder, dump)
}

/// All records, and the error that ended them if one did.
pub(super) fn read_on(dump: Dump, wanted: &[usize], skip: u64) -> (Vec<Seen>, Option<Error>) {
    let columns = dump.layout().columns.len();
    let blocks = dump.blocks(wanted.to_vec(), skip, Arc::default()).expect("blocks");
    let (mut seen, mut error, mut scratch) = (Vec::new(), None, Scratch::new());
    for block in blocks {
        match block {
            Ok(block) => {
                let (first, before) = (block.first_row(), seen.len());
                block.for_each(&mut scratch, &mut |record| {
                    seen.push(match record {
                        Record::Row(row) => Seen {
                            origin: row.origin(),
                            cells: Ok((0..columns).map(|column| row.get(column).to_owned()).collect()),
                        },
                        Record::Reject(reject) => {
                            assert!(reject.raw.len() <= RAW);
                            Seen { origin: reject.origin, cells: Err(reject.reason) }
                        }
                    });
                });
                assert_eq!(seen.len() - before, block.records());
                assert_eq!(seen.get(before).map(|record| record.origin.row), Some(first));
            }
            Err(found) => error = Some(found),
        }
    }
    (seen, error)
}

fn read(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<Seen> {
    let (_folder, dump) = opened(name, bytes, options);
    let dump = dump.expect(name);
    let wanted = (0..dump.layout().columns.len()).collect::<Vec<_>>();
    let (seen, error) = read_on(dump, &wanted, 0);
    assert!(error.is_none(), "{name}: {error:?}");
    seen
}

fn cells(seen: &[Seen]) -> Vec<std::result::Result<Vec<&str>, &str>> {
    let texts = |cells: &'_ Vec<String>| -> Vec<&'static str> {
        cells.iter().map(|cell| &*cell.clone().leak()).collect()
    };
    seen.iter().map(|record| record.cells.as_ref().map(texts).map_err(String::as_str)).collect()
}

pub(super) fn small(max_record: usize, block_size: usize) -> ReadOptions {
    ReadOptions { max_record, block_size, ..ReadOptions::default() }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).expect("in memory");
    out.finish().expect("in memory")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    let mut out = ::zstd::Encoder::new(Vec::new(), 1).expect("in memory");
    out.include_checksum(true).expect("can be set");
    out.write_all(bytes).expect("in memory");
    out.finish().expect("in memory")
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn texts_are_recognised_and_read() {
    let csv = "id,title,text\n1,\"Chef, head\",\"cook\r\nclean\"\n2,Nurse,\"care \"\"kind\"\"\"\n";
    let want = [Ok(vec!["1", "Chef, head", "cook\r\nclean"]), Ok(vec!["2", "Nurse", "care \"kind\""])];
    let members = [gzip(&csv.as_bytes()[..20]), gzip(&csv.as_bytes()[20..])].concat();
    let frames = [zstd(&csv.as_bytes()[..20]), zstd(&csv.as_bytes()[20..])].concat();
    let cases: &[(&str, Vec<u8>, &str, Compression)] = &[
        ("a.csv", csv.into(), "utf-8", Compression::None),
        ("bom.csv", format!("\u{feff}{csv}").into(), "utf-8", Compression::None),
        ("crlf.csv", csv.replace("\r\n", "\n").replace('\n', "\r\n").into(), "utf-8", Compression::None),
        ("tight.csv", csv.trim_end().into(), "utf-8", Compression::None),
        ("blank.csv", csv.replace("\n2", "\n\r\n\n2").into(), "utf-8", Compression::None),
        ("wide.csv", utf16(csv), "utf-16le", Compression::None),
        ("members.gz", members, "utf-8", Compression::Gzip),
        ("frames", frames, "utf-8", Compression::Zstd),
        ("wide.csv.gz", gzip(&utf16(csv)), "utf-16le", Compression::Gzip),
    ];
    for (name, bytes, encoding, compression) in cases {
        for block_size in [1, 7, 1 << 20] {
            let seen = read(name, bytes, &small(1 << 20, block_size));
            assert_eq!(cells(&seen), want, "{name}");
        }
        let (_folder, dump) = opened(name, bytes, &ReadOptions::default());
        let dump = dump.expect(name);
        let layout = dump.layout();
        assert_eq!((layout.encoding.as_str(), layout.compression), (*encoding, *compression), "{name}");
        assert_eq!((layout.format, layout.delimiter), (Format::Delimited, Some(b',')));
        assert_eq!(layout.columns, ["id", "title", "text"]);
        assert_eq!(layout.sample.len(), 2);
        assert_eq!(dump.size(), Some(wide(bytes.len())));
        let progress = Arc::new(AtomicU64::new(5));
        let (size, blocks) = (dump.size(), dump.blocks(vec![0], 0, Arc::clone(&progress)).expect("blocks"));
        assert_eq!(blocks.filter(Result::is_ok).count(), 1);
        assert_eq!(Some(progress.load(Ordering::Relaxed) - 5), size, "{name}");
    }
    let old = read("old.csv", b"id;name\n1;Caf\xe9 \x93x\x94\n", &ReadOptions::default());
    assert_eq!(cells(&old), [Ok(vec!["1", "Café “x”"])]);
    let named = ReadOptions { encoding: Some("iso-8859-2".into()), ..ReadOptions::default() };
    assert_eq!(cells(&read("l2.csv", b"id,name\n1,\xb3\n", &named)), [Ok(vec!["1", "ł"])]);
}

#[test]
fn delimiters_are_detected() {
    let cases: &[(&str, u8, usize)] = &[
        ("a;b;c\n1,5;2,5;3\n4,1;5;6,3\n", b';', 3),
        ("a\tb\nx, y, z\tq\n", b'\t', 2),
        ("a|b\nx, y|q;z\n", b'|', 2),
        ("title,text\nA | B,\"x;y\"\nC | D,z\n", b',', 2),
        ("text\nplain words; here\n", b',', 1),
        ("\"a;b\",c\n\"1;2;3\",4\n", b',', 2),
        ("a;b", b';', 2),
    ];
    for (text, delimiter, columns) in cases {
        let (_folder, dump) = opened("a.txt", text.as_bytes(), &ReadOptions::default());
        let layout = dump.expect(text).layout().clone();
        assert_eq!((layout.delimiter, layout.columns.len()), (Some(*delimiter), *columns), "{text:?}");
    }
    let forced = ReadOptions { delimiter: Some(b'~'), ..ReadOptions::default() };
    assert_eq!(cells(&read("a.csv", b"a~b\n1,2~3\n", &forced)), [Ok(vec!["1,2", "3"])]);
    let wrong = ReadOptions { delimiter: Some(b'"'), ..ReadOptions::default() };
    assert_eq!(opened("a.csv", b"a", &wrong).1.err().map(|error| error.kind()), Some(ErrorKind::Settings));
}

#[test]
fn bad_records_are_rejected_and_the_rest_is_read() {
    let ascii = "a,b\n".to_owned() + &"1,2\n".repeat(LOOK / 4);
    let mut bytes = ascii.into_bytes();
    bytes.extend_from_slice(b"x,\xff\n\n3,4\n5\n6,7, ,\n8,9,10\n,\n\0,\0\n");
    bytes.extend_from_slice(format!("{},y\n", "z".repeat(3000)).as_bytes());
    bytes.extend_from_slice(format!("11,\"12\n{}", "13,14\n".repeat(20_000)).as_bytes());
    for block_size in [100, 1 << 20] {
        let seen = read("a.csv", &bytes, &small(2000, block_size));
        let bad = &seen[LOOK / 4..];
        let want = [
            Err("not valid UTF-8 at byte 2 of the record; try --encoding windows-1252"),
            Ok(vec!["3", "4"]),
            Err("1 field where the header names 2"),
            Ok(vec!["6", "7"]),
            Err("3 fields where the header names 2"),
            Ok(vec!["", ""]),
            Ok(vec!["\0", "\0"]),
            Err("a record of 3002 bytes, where 2000 are allowed"),
            Err("a quote opened here never closes"),
            Ok(vec!["13", "14"]),
        ];
        assert_eq!(cells(&bad[..10]), want);
        assert_eq!(bad.len(), 9 + 20_000);
        for (row, record) in (1..).zip(&seen) {
            assert_eq!(record.origin.row, row);
        }
        let (_folder, dump) = opened("a.csv", &bytes, &small(2000, block_size));
        let skip = wide(LOOK / 4 + 2);
        let (rest, _) = read_on(dump.expect("opens"), &[0, 1], skip);
        assert_eq!(rest, seen[LOOK / 4 + 2..]);
    }
}

#[test]
fn a_field_of_fifty_megabytes_is_one_reject() {
    let mut bytes = b"a,b\n1,\"".to_vec();
    bytes.resize(50_000_000, b'x');
    bytes.extend_from_slice(b"\"\n2,3\n");
    let seen = read("a.csv", &bytes, &ReadOptions::default());
    let want = [Err("a record of 49999997 bytes, where 16777216 are allowed"), Ok(vec!["2", "3"])];
    assert_eq!(cells(&seen), want);
    let json = [&b"{\"a\":1}\n{\"a\":\""[..], &bytes, b"\"}\n{\"a\":2}"].concat();
    let options = ReadOptions { format: Some(Format::JsonLines), ..small(1000, 4096) };
    assert_eq!(read("a.jsonl", &json, &options).last().map(|seen| &seen.cells), Some(&Ok(vec!["2".into()])));
}

#[test]
fn json_lines_are_read() {
    let text =
        "{\"id\":1,\"org\":{\"name\":\"X\"},\"t\":[\"a\",\"b\"]}\r\n\n{\"id\":2,\n[3]\n{\"id\":null}\n";
    for (name, block_size) in [("a.jsonl", 1), ("a.txt", 9), ("a", 1 << 20)] {
        let seen = read(name, text.as_bytes(), &small(1 << 20, block_size));
        let want = [
            Ok(vec!["1", "X", "a, b"]),
            Err("not valid JSON at byte 8 of the record: EOF while parsing a value"),
            Err("a list where a JSON object should be"),
            Ok(vec!["", "", ""]),
        ];
        assert_eq!(cells(&seen), want, "{name}");
        assert_eq!(seen[1].origin, Origin { row: 2, byte: 44, length: 8 });
    }
    let (_folder, dump) = opened("a.jsonl", text.as_bytes(), &ReadOptions::default());
    let dump = dump.expect("opens");
    assert_eq!(dump.layout().columns, ["id", "org.name", "t"]);
    assert_eq!(dump.layout().sample.len(), 2);
    assert_eq!(read_on(dump, &[1], 0).0[0].cells, Ok(vec![String::new(), "X".into(), String::new()]));
}

#[test]
fn what_cannot_be_read_is_named() {
    let csv = format!("a,b\n{}", "1,2\n".repeat(50));
    let zero = [&b"a,b\n"[..], &[0; 900]].concat();
    let cases: &[(&str, Vec<u8>, &str)] = &[
        ("empty.csv", vec![], "the file is empty"),
        ("space.csv", b" \n\n".to_vec(), "the file is empty"),
        ("empty.gz", gzip(b""), "the file is empty"),
        ("book.csv", b"PK\x03\x04\x14\0\0\0".to_vec(), "looks like a zip archive or an Excel workbook"),
        ("a.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), "looks like a PDF document"),
        ("twice.gz", gzip(&gzip(csv.as_bytes())), "looks like gzip compressed twice"),
        ("zero.csv", zero, "is not text: 99% of its first bytes are control bytes"),
        ("array.json", b" [{\"a\":1},\n{}]".to_vec(), "holds one JSON array"),
        ("pretty.json", b"{\n  \"a\": 1\n}\n".to_vec(), "holds JSON objects spread over many lines"),
        ("a.parquet.gz", gzip(b"PAR1...."), "looks like Parquet inside a compressed file"),
        ("a.parquet", b"PAR1....PAR1".to_vec(), "the Parquet file is damaged or cut short"),
        (
            "quote.csv",
            b"a,\"b\n1,2\n".to_vec(),
            "the header cannot be read: a quote opened there never closes",
        ),
    ];
    for (name, bytes, what) in cases {
        let error = opened(name, bytes, &ReadOptions::default()).1.err().expect(name);
        assert_eq!(error.kind(), ErrorKind::Input, "{name}");
        assert!(error.to_string().starts_with(&format!("{name}: {what}")), "{error}");
        assert!(error.advice().is_some(), "{name}");
    }
    let gone = Dump::open(&Input::file("/nowhere/a.csv"), &ReadOptions::default()).err().expect("gone");
    assert!(gone.to_string().contains("cannot be opened"), "{gone}");
    let header = opened("a.csv", b"a,b\n", &ReadOptions::default()).1.expect("a header is a dump");
    assert_eq!(header.layout().columns, ["a", "b"]);
    assert_eq!(read_on(header, &[0], 0).0, []);
}

#[test]
fn what_is_cut_short_gives_its_records_and_then_an_error() {
    let rows = (0..300_000).map(|row| format!("{row},{}\n", row * 7919 % 1_000_003)).collect::<String>();
    let csv = format!("a,b\n{rows}");
    for (name, bytes) in [("a.csv.gz", gzip(csv.as_bytes())), ("a.csv.zst", zstd(csv.as_bytes()))] {
        let kind = if name.ends_with("gz") { "gzip" } else { "zstd" };
        for part in [2, 3] {
            let cut = &bytes[..bytes.len() / part];
            let (_folder, dump) = opened(name, cut, &ReadOptions::default());
            let (seen, error) = read_on(dump.expect(name), &[0, 1], 0);
            assert!(seen.len() > 10_000 && seen.len() < 300_000 && seen.iter().all(|row| row.cells.is_ok()));
            let error = error.expect(name).to_string();
            let start = format!("{name}: ends in the middle of a {kind} stream after ");
            assert!(error.starts_with(&start), "{error}");
        }
        let (_folder, dump) = opened(name, &bytes[..9], &ReadOptions::default());
        assert!(dump.err().expect(name).to_string().contains("ends in the middle of"));
        let mut bad = bytes.clone();
        bad[bytes.len() / 2..][..64].fill(0xff);
        let (_folder, dump) = opened(name, &bad, &ReadOptions::default());
        let error = match dump {
            Ok(dump) => read_on(dump, &[0], 0).1,
            Err(error) => Some(error),
        };
        assert!(error.expect(name).to_string().contains(&format!("the {kind} stream is damaged")));
    }
}

fn parquet_file(rows: usize) -> Vec<u8> {
    let id = Int64Array::from_iter_values((0..).take(rows));
    let title = StringArray::from_iter((0..rows).map(|row| (row % 3 > 0).then(|| format!("Chef {row}"))));
    let town = StringArray::from_iter_values((0..rows).map(|row| format!("Town {row}")));
    let pay =
        Float64Array::from_iter((0..rows).map(|row| [Some(50_000.0), Some(12.5), Some(f64::NAN)][row % 3]));
    let place = StructArray::from(vec![
        (Arc::new(Field::new("town", DataType::Utf8, true)), Arc::new(town) as ArrayRef),
        (
            Arc::new(Field::new("remote", DataType::Boolean, true)),
            Arc::new(BooleanArray::from(vec![true; rows])),
        ),
    ]);
    let mut tags = ListBuilder::new(StringBuilder::new());
    (0..rows).for_each(|row| tags.append_value((0..row % 3).map(|tag| Some(format!("t{tag}")))));
    let time = TimestampMillisecondArray::from(vec![1_600_000_000_000; rows]);
    let batch = RecordBatch::try_from_iter([
        ("id", Arc::new(id) as ArrayRef),
        ("title", Arc::new(title)),
        ("place", Arc::new(place)),
        ("pay", Arc::new(pay)),
        ("tags", Arc::new(tags.finish())),
        ("day", Arc::new(Date32Array::from(vec![18_262; rows]))),
        ("seen", Arc::new(time.clone().with_timezone("UTC"))),
        ("local", Arc::new(time)),
    ])
    .expect("a batch");
    let mut writer =
        parquet::arrow::ArrowWriter::try_new(Vec::new(), batch.schema(), None).expect("a writer");
    writer.write(&batch).expect("in memory");
    writer.into_inner().expect("in memory")
}

#[test]
fn parquet_is_read_as_text() {
    let bytes = parquet_file(500);
    for block_size in [1, 1 << 20] {
        let seen = read("a.parquet", &bytes, &small(1 << 20, block_size));
        assert_eq!(seen.len(), 500);
        let dates = ["2020-01-01", "2020-09-13T12:26:40Z", "2020-09-13T12:26:40"];
        let want = [
            ["0", "", "Town 0", "true", "50000", "", dates[0], dates[1], dates[2]],
            ["1", "Chef 1", "Town 1", "true", "12.5", "t0", dates[0], dates[1], dates[2]],
            ["2", "Chef 2", "Town 2", "true", "", "t0, t1", dates[0], dates[1], dates[2]],
        ];
        assert_eq!(cells(&seen[..3]), want.map(|row| Ok(row.to_vec())));
        assert!((1..).zip(&seen).all(|(row, seen)| seen.origin == Origin { row, byte: 0, length: 0 }));
    }
    let (_folder, dump) = opened("a.parquet", &bytes, &small(1 << 20, 100));
    let dump = dump.expect("opens");
    assert_eq!(dump.layout().columns[1..4], ["title", "place.town", "place.remote"]);
    assert_eq!(dump.layout().sample.len(), 200);
    let (seen, _) = read_on(dump, &[4, 2], 499);
    assert_eq!(seen[0].origin.row, 500);
    assert_eq!(cells(&seen), [Ok(vec!["", "", "Town 499", "", "12.5", "", "", "", ""])]);
}

#[test]
fn parquet_that_is_cut_or_damaged_is_an_error() {
    let bytes = parquet_file(40);
    for end in (4..bytes.len()).step_by(bytes.len() / 40) {
        let error = opened("a.parquet", &bytes[..end], &ReadOptions::default()).1.err().expect("cut");
        assert!(error.to_string().contains("damaged or cut short"), "{error}");
    }
    let mut told = 0;
    for at in (4..bytes.len()).step_by(7) {
        let mut bad = bytes.clone();
        bad[at] ^= 0x55;
        if let (_folder, Ok(dump)) = opened("a.parquet", &bad, &ReadOptions::default()) {
            let wanted = (0..dump.layout().columns.len()).collect::<Vec<_>>();
            if let Ok(blocks) = dump.blocks(wanted, 0, Arc::default()) {
                told += blocks.filter(Result::is_err).count();
            }
        }
    }
    assert!(told > 0, "some damage shows only when the pages are read");
}
