//! What reading costs, by format and by what the text needs, on one thread: `cargo bench --bench reading`.
//!
//! Bytes are those of the decompressed dump; for Parquet, whose size says little, those of the same
//! postings as CSV, so that rows of a table compare by time. Every figure includes opening the dump and
//! recognising what it is. Gzip and zstd are decompressed on a second thread.

mod fixture;

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use divan::Bencher;
use divan::counter::BytesCount;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use skilltally::posting;
use skilltally::source::{self, Dump, Input, ReadOptions, Record};
use std::fmt;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The fixture so often that opening hardly counts: about 52 MB.
const REPEATS: usize = 4 * fixture::REPEATS;

/// The column that holds the ad.
const TEXT: usize = 7;

fn main() {
    divan::main();
}

#[derive(Clone, Copy)]
enum Kind {
    /// As exports come: quoted where it must be.
    Csv,
    /// The same without a quote, comma or line end in any cell.
    CsvPlain,
    /// Every cell quoted, every sentence on a line of its own, words in doubled quotes.
    CsvQuoted,
    CsvGz,
    CsvZst,
    JsonLines,
    /// JSON with the escapes `\/`, `\n` and `\u2019` in every sentence, as some exports write them.
    JsonLinesEscaped,
    JsonLinesGz,
    JsonLinesZst,
    Parquet,
}

const KINDS: [Kind; 10] = [
    Kind::Csv,
    Kind::CsvPlain,
    Kind::CsvQuoted,
    Kind::CsvGz,
    Kind::CsvZst,
    Kind::JsonLines,
    Kind::JsonLinesEscaped,
    Kind::JsonLinesGz,
    Kind::JsonLinesZst,
    Kind::Parquet,
];

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Csv => "dump.csv",
            Self::CsvPlain => "plain.csv",
            Self::CsvQuoted => "quoted.csv",
            Self::CsvGz => "dump.csv.gz",
            Self::CsvZst => "dump.csv.zst",
            Self::JsonLines => "dump.jsonl",
            Self::JsonLinesEscaped => "escaped.jsonl",
            Self::JsonLinesGz => "dump.jsonl.gz",
            Self::JsonLinesZst => "dump.jsonl.zst",
            Self::Parquet => "dump.parquet",
        }
    }

    /// The file's bytes, and how many are counted.
    fn make(self) -> (Vec<u8>, usize) {
        let (header, records) = unrepeated();
        let changed = |change: &dyn Fn(&str) -> String| {
            records.iter().map(|record| record.iter().map(change).collect()).collect::<Vec<_>>()
        };
        let plain = match self {
            Self::CsvPlain => {
                fixture::csv(&header, &changed(&|cell| cell.replace(['"', ',', '\n', '\r'], " ")))
            }
            Self::CsvQuoted => {
                let records = changed(&|cell| cell.replace(". ", ".\n").replace(" and ", " \"and\" "));
                let mut writer =
                    csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
                writer.write_record(&header).unwrap();
                records.iter().for_each(|record| writer.write_record(record).unwrap());
                writer.into_inner().unwrap()
            }
            Self::JsonLinesEscaped => {
                let records = changed(&|cell| cell.replace(". ", ".\n").replace(" and ", " and/or "));
                let text = String::from_utf8(json_lines(&header, &records)).unwrap();
                text.replace('/', "\\/").replace('’', "\\u2019").into_bytes()
            }
            Self::JsonLines | Self::JsonLinesGz | Self::JsonLinesZst => json_lines(&header, &records),
            _ => fixture::csv(&header, &records),
        };
        let size = plain.len();
        let file = match self {
            Self::CsvGz | Self::JsonLinesGz => {
                let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
                gz.write_all(&plain).unwrap();
                gz.finish().unwrap()
            }
            Self::CsvZst | Self::JsonLinesZst => zstd::encode_all(&plain[..], 3).unwrap(),
            Self::Parquet => parquet(&header, &records),
            _ => plain,
        };
        (file, size)
    }

    /// A folder with the file in it, and how many bytes are counted.
    fn written(self) -> (tempfile::TempDir, PathBuf, usize) {
        let (file, size) = self.make();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(self.name());
        std::fs::write(&path, file).unwrap();
        (folder, path, size)
    }
}

/// The fixture often enough, with a third of the words in its texts exchanged for other words of them:
/// else zstd and Parquet's dictionaries would find whole texts again, as in no dump of real ads.
fn unrepeated() -> (csv::StringRecord, Vec<csv::StringRecord>) {
    let (header, mut records) = fixture::repeated(REPEATS);
    let (_, texts) = fixture::records();
    let words: Vec<&str> = texts.iter().flat_map(|record| record[TEXT].split(' ')).collect();
    let mut state = 20_260_101_u64;
    let mut draw = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for record in &mut records {
        let text = &record[TEXT];
        let mut changed = String::with_capacity(text.len());
        for word in text.split(' ') {
            changed.push_str(if draw(3) == 0 { words[draw(words.len())] } else { word });
            changed.push(' ');
        }
        let cells = record.iter().enumerate();
        *record =
            cells.map(|(column, cell)| if column == TEXT { changed.trim_end() } else { cell }).collect();
    }
    (header, records)
}

fn json_lines(header: &csv::StringRecord, records: &[csv::StringRecord]) -> Vec<u8> {
    let mut out = Vec::new();
    for record in records {
        let cells = header.iter().zip(record).map(|(key, cell)| (key.to_owned(), cell.into()));
        serde_json::to_writer(&mut out, &cells.collect::<serde_json::Map<_, _>>()).unwrap();
        out.push(b'\n');
    }
    out
}

/// Text columns, compressed as most writers do by default or by habit.
fn parquet(header: &csv::StringRecord, records: &[csv::StringRecord]) -> Vec<u8> {
    let columns = header.iter().enumerate().map(|(column, name)| {
        let cells = records.iter().map(|record| &record[column]);
        (name, Arc::new(StringArray::from_iter_values(cells)) as ArrayRef)
    });
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let level = Compression::ZSTD(ZstdLevel::try_new(3).unwrap());
    let properties = WriterProperties::builder().set_compression(level).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

/// Records split and parsed into the cells that a scan asks for.
#[divan::bench(args = KINDS, sample_count = 10)]
fn read(bencher: Bencher<'_, '_>, kind: Kind) {
    let (_folder, path, bytes) = kind.written();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let mut length = 0;
        let dump = opened(&path);
        let wanted = builder(&dump).wanted();
        each_row(dump, wanted, |row| length += row.get(TEXT).len());
        length
    });
}

/// The same, given only ids and titles: what is not asked for should cost no more than passing it over.
#[divan::bench(args = [Kind::Csv, Kind::JsonLines, Kind::Parquet], sample_count = 10)]
fn read_titles(bencher: Bencher<'_, '_>, kind: Kind) {
    let (_folder, path, bytes) = kind.written();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let mut length = 0;
        each_row(opened(&path), vec![0, 1], |row| length += row.get(1).len());
        length
    });
}

/// Opened and recognised: what every reading pays once.
#[divan::bench(args = KINDS, sample_count = 10)]
fn open(bencher: Bencher<'_, '_>, kind: Kind) {
    let (_folder, path, _) = kind.written();
    bencher.bench_local(|| opened(&path).layout().columns.len());
}

/// What the text of an ad may need before it is scanned.
#[derive(Clone, Copy)]
enum Text {
    /// Neither tags nor entities, nothing beyond ASCII.
    Plain,
    /// With curly quotes and dashes, which are no markup.
    Typographic,
    /// Every sentence a paragraph, with the entities that editors write.
    Html,
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain => "plain",
            Self::Typographic => "typographic",
            Self::Html => "html",
        })
    }
}

impl Text {
    fn of(self, cell: &str) -> String {
        let plain: String = cell.chars().filter(|c| c.is_ascii() && !matches!(c, '<' | '>' | '&')).collect();
        match self {
            Self::Plain => plain,
            Self::Typographic => plain.replace('\'', "’").replace(" - ", " – ").replace(" and ", " — and "),
            Self::Html => {
                let body = plain.replace(" and ", " &amp; ").replace('\'', "&#39;").replace(". ", ".</p><p>");
                format!("<div class=\"ad\"><p>{body}</p></div>")
            }
        }
    }
}

/// Cells to a posting, the records cut before: roles, HTML, employer, dates, fingerprint, sketch. Bytes
/// are those of the cells.
#[divan::bench(args = [Text::Plain, Text::Typographic, Text::Html], sample_count = 20)]
fn postings(bencher: Bencher<'_, '_>, text: Text) {
    let (header, mut records) = fixture::repeated(fixture::REPEATS);
    for record in &mut records {
        let cells = record.iter().enumerate();
        *record = cells
            .map(|(column, cell)| if column == TEXT { text.of(cell) } else { cell.to_owned() })
            .collect();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dump.csv");
    std::fs::write(&path, fixture::csv(&header, &records)).unwrap();
    let builder = builder(&opened(&path));
    let bytes: usize = records.iter().map(|record| record.as_slice().len()).sum();
    let mut scratch = posting::Scratch::default();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let each =
            |record: &csv::StringRecord| builder.build(&|column| &record[column], &mut scratch).fingerprint;
        records.iter().map(each).fold(0, |sum, fingerprint| sum ^ fingerprint)
    });
}

fn opened(path: &Path) -> Dump {
    Dump::open(&Input::file(path), &ReadOptions::default()).unwrap()
}

fn builder(dump: &Dump) -> posting::Builder {
    let layout = dump.layout();
    let roles = posting::assign(&layout.columns, &layout.sample, &[]).unwrap();
    posting::Builder::new(&roles, &layout.columns, &[]).unwrap()
}

fn each_row(dump: Dump, wanted: Vec<usize>, mut on: impl FnMut(source::Row<'_>)) {
    let mut scratch = source::Scratch::new();
    for block in dump.blocks(wanted, 0, Arc::default()).unwrap() {
        block.unwrap().for_each(&mut scratch, &mut |record| {
            if let Record::Row(row) = record {
                on(row);
            }
        });
    }
}
