//! Damaged, odd and enormous inputs through the program itself: each ends with the exit code and the
//! message that say what to do, never with a panic, and the ledger accounts for every record.

use crate::common::fixture;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const HEADER: &str = "id,title,company,description\n";
const TOOL_ARGS: [&str; 5] = ["--kind", "tool", "--format", "csv", "--min-postings=1"];

/// What a run printed, and how it ended.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
        let ran = Self {
            code: output.status.code().expect("no signal ended it"),
            out: text(output.stdout),
            err: text(output.stderr),
        };
        assert!(!ran.err.contains("panicked") && !ran.err.contains("internal error"), "{}", ran.err);
        ran
    }

    /// The run failed with this code and these words, and printed no tables.
    #[track_caller]
    fn failed(self, code: i32, words: &[&str]) -> Self {
        assert_eq!(self.code, code, "{}", self.err);
        assert_eq!(self.out, "", "a failed run prints no tables");
        for word in words.iter().chain(&["error: ", "  help: "]) {
            assert!(self.err.contains(word), "{word:?} is not in:\n{}", self.err);
        }
        self
    }

    /// The run ended well with this ledger: kept, duplicate, rejected, without text.
    #[track_caller]
    fn accounted(self, ledger: [u64; 4]) -> Self {
        assert_eq!(self.code, 0, "{}", self.err);
        assert_eq!(self.ledger(), Some(ledger), "{}", self.err);
        self
    }

    /// The printed ledger, which adds up.
    fn ledger(&self) -> Option<[u64; 4]> {
        let line = self.err.lines().find(|line| line.starts_with("read "))?;
        let digits: String = line.chars().filter(|c| *c != ',').collect();
        let numbers: Vec<u64> = digits.split(' ').filter_map(|word| word.parse().ok()).collect();
        let [read, kept, duplicate, rejected, without] = numbers[..] else { panic!("{line}") };
        assert_eq!(read, kept + duplicate + rejected + without, "{line}");
        Some([kept, duplicate, rejected, without])
    }
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_skilltally"));
    command.args(args).env("COLUMNS", "100").stdin(Stdio::null());
    if args[0] != "inspect" {
        let dictionary = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/dictionary.toml");
        command.arg("--no-builtin").arg("--dictionary").arg(dictionary);
    }
    command
}

fn run(args: &[&str]) -> Ran {
    Ran::of(command(args).output().expect("the program starts"))
}

/// Ranks tools of a dump.
fn rank(input: &Path) -> Ran {
    rank_with(input, &[])
}

fn rank_with(input: &Path, more: &[&str]) -> Ran {
    let input = input.to_str().expect("UTF-8");
    run(&[&["rank", input], TOOL_ARGS.as_slice(), more].concat())
}

/// Ranks what is piped in.
fn rank_piped(bytes: &[u8]) -> Ran {
    let mut command = command(&[&["rank", "-"], TOOL_ARGS.as_slice()].concat());
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut pipe = child.stdin.take().expect("a pipe");
    std::thread::scope(|scope| {
        // What stops reading early has said why.
        scope.spawn(move || _ = pipe.write_all(bytes));
        Ran::of(child.wait_with_output().expect("it ends"))
    })
}

struct Dumps(tempfile::TempDir);

impl Dumps {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("written");
        path
    }
}

/// A header, twenty good rows, and `bad` among them.
fn with_rows(bad: &[u8]) -> Vec<u8> {
    let mut dump = HEADER.as_bytes().to_vec();
    for row in 0..20 {
        if row == 10 {
            dump.extend(bad);
        }
        dump.extend(format!("{row},Analyst,Café {row},We need SQL and Excel.\n").bytes());
    }
    dump
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).expect("in memory");
    packed.finish().expect("in memory")
}

fn zstandard(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).expect("in memory")
}

#[test]
fn bad_records_are_rejected_and_the_rest_is_read() {
    let dumps = Dumps::new();
    let cases: &[(&str, &[u8], u64, &str)] = &[
        ("utf8", b"99,Analyst,Acme,bad \xff\xfe SQL\n", 1, "not valid UTF-8 at byte 20 of the record"),
        ("ragged", b"99,Analyst,Acme,SQL,more\n", 1, "5 fields where the header names 4"),
        ("short", b"99,Analyst\n", 1, "2 fields where the header names 4"),
        ("nul", b"99,Ana\0lyst,Acme,a NUL \0 byte and SQL\n", 0, ""),
        ("blank", b"\n\r\n\n", 0, ""),
    ];
    for (name, bad, rejected, reason) in cases {
        let dump = dumps.write(&format!("{name}.csv"), with_rows(bad));
        let out = dumps.path(name);
        let kept = 20 + u64::from(*name == "nul");
        let ran = rank_with(&dump, &["--out", out.to_str().unwrap()]);
        ran.accounted([kept, 0, *rejected, 0]);
        let rejects = std::fs::read_to_string(out.join("rejects.csv")).unwrap_or_default();
        assert_eq!(rejects.contains(reason) && !rejects.is_empty(), *rejected > 0, "{name}: {rejects}");
        let tables = std::fs::read_to_string(out.join("recognition.csv")).unwrap();
        assert!(tables.contains(&format!(",{kept},")), "{name}: {tables}");
    }
}

#[test]
fn a_quote_that_never_closes_costs_its_own_record() {
    let dumps = Dumps::new();
    let dump = dumps.write("quote.csv", with_rows(b"99,Analyst,Acme,\"never closed SQL\n"));
    let store = dumps.path("store");
    let ran = run(&["scan", dump.to_str().unwrap(), "--store", store.to_str().unwrap()]);
    let ran = ran.accounted([20, 0, 1, 0]);
    assert!(ran.err.contains("1 record was rejected: "), "{}", ran.err);
    let rejects = std::fs::read_to_string(store.join("rejects.csv")).unwrap();
    let line = rejects.lines().nth(1).unwrap();
    assert!(line.contains(",11,") && line.contains("a quote opened here never closes"), "{line}");
}

#[test]
fn a_field_of_fifty_megabytes_is_rejected_and_passed_over() {
    let dumps = Dumps::new();
    let mut bad = b"99,Analyst,Acme,".to_vec();
    bad.resize(50_000_000, b'x');
    bad.push(b'\n');
    let dump = dumps.write("long.csv", with_rows(&bad));
    rank(&dump).accounted([20, 0, 1, 0]);
    rank_with(&dump, &["--max-record", "60000000"]).accounted([21, 0, 0, 0]);
}

#[test]
fn malformed_lines_of_json_are_rejected_one_by_one() {
    let dumps = Dumps::new();
    let lines = "{\"title\":\"A\",\"description\":\"SQL and Excel\"}\n{\"title\":\n[1,2]\n\"x\"\nplain\n\n\
                 {\"title\":\"B\",\"description\":\"SQL\",\"description_2\":null}\n{\"title\":\"C\",\"description\":null}\n";
    let dump = dumps.write("lines.jsonl", lines);
    let out = dumps.path("out");
    rank_with(&dump, &["--out", out.to_str().unwrap()]).accounted([2, 0, 4, 1]);
    let rejects = std::fs::read_to_string(out.join("rejects.csv")).unwrap();
    for reason in ["EOF while parsing", "a list where a JSON object", "a string where", "expected value"] {
        assert!(rejects.contains(reason), "{reason}: {rejects}");
    }
}

#[test]
fn what_holds_nothing_to_rank_says_so() {
    let dumps = Dumps::new();
    let without_text = format!("{HEADER}1,Analyst,Acme,\n2,Clerk,Acme,  \n");
    let cases: &[(&str, &[u8], &str)] = &[
        ("empty.csv", b"", "the file is empty"),
        ("lines.csv", b"\n\n\r\n", "the file is empty"),
        ("header.csv", HEADER.as_bytes(), "there are no records, only a header"),
        ("text.csv", without_text.as_bytes(), "no record has a description"),
        ("columns.csv", b"id,title,n\n1,Analyst,7\n2,Clerk,8\n", "--map description=COLUMN"),
        ("ragged.csv", b"id,title,company,description\n1\n2\n", "every record was rejected"),
        ("quote.csv", b"id,\"title,description\n1,a,b\n", "a quote opened there never closes"),
        ("array.json", br#"[{"title":"a","description":"b"}]"#, "jq -c '.[]'"),
        ("book.xlsx", b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0", "a zip archive or an Excel workbook"),
        ("noise.csv", &[1, 2, 3, 4, 5, 6, 7, 8], "is not text"),
        ("tiny.parquet", b"PAR1PAR1", "the Parquet file is damaged or cut short"),
    ];
    for (name, bytes, message) in cases {
        let dump = dumps.write(name, bytes);
        rank(&dump).failed(3, &[name, message]);
        // Nothing that was looked at first hides it.
        let good = fixture("postings.csv");
        let both = run(&["rank", good.to_str().unwrap(), dump.to_str().unwrap()]);
        let empty_but_fine = ["header.csv", "text.csv", "ragged.csv"].contains(name);
        assert_eq!(both.code, if empty_but_fine { 0 } else { 3 }, "{name}: {}", both.err);
    }
}

#[test]
fn a_wrong_delimiter_says_which_columns_it_makes() {
    let wrong = rank_with(&fixture("postings.csv"), &["--delimiter", ";"]);
    wrong.failed(3, &["no column holds the text", "job_id,title,company", "--map description=COLUMN"]);
}

#[test]
fn what_is_not_there_says_so() {
    let dumps = Dumps::new();
    rank(&dumps.path("nothing.csv")).failed(3, &["there is no such file or folder"]);
    std::fs::create_dir(dumps.path("empty")).unwrap();
    rank(&dumps.path("empty")).failed(3, &["the folder holds no file of a known kind", ".parquet"]);
    rank(&dumps.path("empty/*.csv")).failed(3, &["no file matches the pattern"]);
}

#[test]
fn compressed_dumps_give_the_same_tables() {
    let dumps = Dumps::new();
    let plain = std::fs::read(fixture("postings.csv")).unwrap();
    let expected = rank(&fixture("postings.csv")).accounted([385, 12, 1, 2]).out;
    let (gz, zst) = (gzip(&plain), zstandard(&plain));
    // Members and frames may follow each other.
    let (first, second) = plain.split_at(plain.len() / 3);
    let members = [gzip(first), gzip(second)].concat();
    let frames = [zstandard(first), zstandard(second)].concat();
    for (name, bytes) in [("a.csv.gz", &gz), ("b.csv.zst", &zst), ("c.gz", &members), ("d", &frames)] {
        let ran = rank(&dumps.write(name, bytes)).accounted([385, 12, 1, 2]);
        assert_eq!(ran.out, expected, "{name}");
    }
    for bytes in [&plain, &gz, &zst] {
        assert_eq!(rank_piped(bytes).accounted([385, 12, 1, 2]).out, expected);
    }
}

#[test]
fn what_is_cut_short_prints_no_tables() {
    let dumps = Dumps::new();
    let plain = std::fs::read(fixture("postings.csv")).unwrap();
    for (name, kind, whole) in
        [("cut.csv.gz", "gzip", gzip(&plain)), ("cut.csv.zst", "zstd", zstandard(&plain))]
    {
        for length in [20, whole.len() / 2, whole.len() - 1] {
            let dump = dumps.write(name, &whole[..length]);
            rank(&dump).failed(3, &[name, "in the middle of", kind, "fetch or copy it again"]);
        }
        let mut damaged = whole.clone();
        let middle = damaged.len() / 2;
        damaged[middle..middle + 64].fill(0x55);
        rank(&dumps.write(name, &damaged)).failed(3, &[name, kind]);
        rank_piped(&whole[..whole.len() / 2]).failed(3, &["standard input", kind]);
    }
}

#[test]
fn a_store_of_a_dump_that_was_cut_short_says_so() {
    let dumps = Dumps::new();
    let whole = gzip(&std::fs::read(fixture("postings.csv")).unwrap());
    let dump = dumps.write("cut.csv.gz", &whole[..whole.len() / 2]);
    let store = dumps.path("store");
    let store = store.to_str().unwrap();
    run(&["scan", dump.to_str().unwrap(), "--store", store])
        .failed(3, &["cut.csv.gz", "warning: the store does not hold all of"]);
    for more in [&[][..], &["--quiet"]] {
        let args = [&["rank", "--store", store, "--format=json"], more].concat();
        let ran = Ran::of(Command::new(env!("CARGO_BIN_EXE_skilltally")).args(args).output().unwrap());
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.err.contains("warning: the store does not hold all of"), "{}", ran.err);
        assert!(ran.out.contains("\"incomplete-inputs\""), "{}", ran.out);
    }
}

/// The fixture as Parquet, with small row groups; the rows that do not fit its header are left out.
fn parquet_of(fixture: &Path) -> Vec<u8> {
    use arrow_array::{ArrayRef, RecordBatch, StringArray};
    let mut reader = csv::Reader::from_path(fixture).unwrap();
    let names = reader.headers().unwrap().clone();
    let records: Vec<csv::StringRecord> = reader.records().filter_map(Result::ok).collect();
    let columns = names.iter().enumerate().map(|(index, name)| {
        let cells: StringArray = records.iter().map(|record| record.get(index)).collect();
        (name, std::sync::Arc::new(cells) as ArrayRef)
    });
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let properties = parquet::file::properties::WriterProperties::builder()
        .set_max_row_group_row_count(Some(100))
        .set_compression(parquet::basic::Compression::SNAPPY)
        .build();
    let mut bytes = Vec::new();
    let mut writer =
        parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

#[test]
fn parquet_gives_the_same_tables_and_cut_short_none() {
    let dumps = Dumps::new();
    let bytes = parquet_of(&fixture("postings.csv"));
    let expected = rank(&fixture("postings.csv")).out;
    // Its writer left the malformed row out.
    let ran = rank(&dumps.write("whole.parquet", &bytes)).accounted([385, 12, 0, 2]);
    assert_eq!(ran.out, expected);
    for length in [8, 1000, bytes.len() / 2, bytes.len() - 1] {
        let cut = dumps.write("cut.parquet", &bytes[..length]);
        rank(&cut).failed(3, &["cut.parquet", "damaged or cut short", "fetch or copy it again"]);
    }
    rank_piped(&bytes).failed(3, &["Parquet cannot be read from a stream"]);
    // Whatever is damaged within, no panic is printed, and no tables of half a file.
    let mut failed = 0;
    for part in 1..24 {
        let mut damaged = bytes.clone();
        let at = bytes.len() * part / 24;
        for byte in &mut damaged[at..(at + 40).min(bytes.len() - 8)] {
            *byte = !*byte;
        }
        let ran = rank(&dumps.write("damaged.parquet", &damaged));
        if ran.code == 0 {
            assert_eq!(ran.ledger().map(|ledger| ledger.iter().sum()), Some(399_u64));
        } else {
            ran.failed(3, &["damaged.parquet"]);
            failed += 1;
        }
    }
    assert!(failed > 5, "{failed}");
}

#[test]
fn formats_and_encodings_are_read_right() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        (
            "latin1.csv",
            &[],
            &["windows-1252", "5 = 5 kept", "Café Éclair & Cie", "Müller & Søn", "Zürich", "Ångström"],
        ),
        (
            "utf16.csv",
            &[],
            &["utf-16le", "5 = 5 kept", "Młyn Stalowy", "Žluté Pero", "Ιατρείο Γαλάζιο", "日暮セキュリティ"],
        ),
        (
            "semicolon.csv",
            &[],
            &["';'", "11 = 8 kept", "3 without text", "qualifications", "ACCA or CPA is a plus At least"],
        ),
        (
            "tabs.tsv",
            &[],
            &["'\\t'", "5 = 5 kept", "Mileburn Carriers, Inc.", "and a \"why\" for every number"],
        ),
        (
            "bom-crlf.csv",
            &[],
            &["5 = 5 kept", "job_id       id", "Driver’s license", "2025-03-11", "Penhallow & Reyes, P.C."],
        ),
        (
            "nested.jsonl",
            &["--map", "description=body.html"],
            &["5 = 5 kept", "job.id", "Inkheron Software", "SQL, Excel & Tableau. • Bachelor’s"],
        ),
    ];
    for (name, more, words) in cases {
        let path = fixture("formats").join(name);
        let ran = run(&[&["inspect", path.to_str().unwrap(), "--sample", "9"], *more].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        for word in *words {
            assert!(ran.out.contains(word), "{name}: {word:?} is not in:\n{}", ran.out);
        }
        let ran = rank_with(&path, more);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.ledger().is_some_and(|ledger| ledger[2] == 0), "{}", ran.err);
    }
}

#[test]
fn a_store_that_cannot_be_used_says_why() {
    let dumps = Dumps::new();
    let dump = fixture("postings.csv");
    let dump = dump.to_str().unwrap();
    let (store, text) = (dumps.path("store"), dumps.write("notes.txt", "not a store"));
    let name = store.to_str().unwrap();
    let rank_store = || {
        let args = ["rank", "--store", name, "--quiet", "--format=csv"];
        Ran::of(Command::new(env!("CARGO_BIN_EXE_skilltally")).args(args).output().unwrap())
    };
    run(&["scan", dump, "--store", text.to_str().unwrap()]).failed(1, &["the store cannot be made"]);
    run(&["scan", dump, "--store", dumps.0.path().to_str().unwrap()])
        .failed(5, &["something that is not a store"]);
    rank_store().failed(5, &["there is no store here", "skilltally scan"]);

    run(&["scan", dump, "--store", name]).accounted([385, 12, 1, 2]);
    let lock = std::fs::File::create(store.join(".lock")).unwrap();
    lock.lock().unwrap();
    run(&["scan", dump, "--store", name]).failed(5, &["another scan is writing to this store"]);
    // Reading needs no lock.
    assert_eq!(rank_store().code, 0);
    drop(lock);

    let part = store.join("mentions/part-00000.parquet");
    let mut whole = Vec::new();
    std::fs::File::open(&part).unwrap().read_to_end(&mut whole).unwrap();
    std::fs::write(&part, &whole[..whole.len() / 2]).unwrap();
    rank_store().failed(5, &["part-00000.parquet"]);
    std::fs::remove_file(&part).unwrap();
    rank_store().failed(5, &["part-00000.parquet", "missing"]);
    std::fs::write(&part, &whole).unwrap();
    std::fs::write(store.join("manifest.json"), "{").unwrap();
    rank_store().failed(5, &["manifest.json"]);
    run(&["scan", dump, "--store", name]).failed(5, &["manifest.json"]);
}

#[test]
fn whoever_stops_reading_ends_the_run_in_peace() {
    let dump = fixture("postings.csv");
    let mut command = command(&["rank", dump.to_str().unwrap(), "--format=json", "--by=industry,location"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ran = Ran::of(child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.err.contains("error")), (0, false), "{}", ran.err);
}

#[test]
fn cells_that_are_no_place_no_title_and_no_pay_end_well() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dump.csv");
    let mut dump = "title,company,location,state,country,zipcode,salary,date_posted,description\n".to_owned();
    for cell in [
        "a/".repeat(20_000),
        "1-".repeat(20_000),
        " and ".repeat(9_000),
        "é".repeat(30_000),
        "9".repeat(5_000),
    ] {
        let cells = [cell.as_str(); 8].join(",");
        dump += &format!("{cells},We want SQL\n");
    }
    std::fs::write(&path, dump).unwrap();
    let ran = rank_with(&path, &["--by", "region,occupation,seniority"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let ran = Ran::of(command(&["inspect", path.to_str().unwrap()]).output().unwrap());
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn a_store_that_another_tool_wrote_wrongly_is_told() {
    use arrow_array::{ArrayRef, Int64Array, RecordBatch};
    use parquet::arrow::ArrowWriter;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use std::sync::Arc;

    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let ran = run(&["scan", fixture("postings.csv").to_str().unwrap(), "--store", store.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for (table, name) in [
        ("postings", "fingerprint"),
        ("postings", "pay_low"),
        ("postings", "posted"),
        ("mentions", "concept"),
    ] {
        let path = store.join(table).join("part-00000.parquet");
        let whole = std::fs::read(&path).unwrap();
        let reader = ParquetRecordBatchReaderBuilder::try_new(std::fs::File::open(&path).unwrap()).unwrap();
        let batch = reader.build().unwrap().next().unwrap().unwrap();
        let schema = batch.schema();
        let columns = schema.fields().iter().zip(batch.columns()).map(|(field, column)| {
            let wrong = || Arc::new(Int64Array::from(vec![1; batch.num_rows()])) as ArrayRef;
            (field.name().clone(), if field.name() == name { wrong() } else { Arc::clone(column) })
        });
        let wrong = RecordBatch::try_from_iter(columns.collect::<Vec<_>>()).unwrap();
        let mut writer =
            ArrowWriter::try_new(std::fs::File::create(&path).unwrap(), wrong.schema(), None).unwrap();
        writer.write(&wrong).unwrap();
        writer.close().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_skilltally"));
        command.args(["rank", "--quiet", "--by", "year", "--store"]).arg(&store);
        Ran::of(command.output().unwrap()).failed(5, &[name, "scan the dumps again"]);
        std::fs::write(&path, whole).unwrap();
    }
}
