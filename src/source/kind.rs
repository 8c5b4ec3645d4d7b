//! What kind of file the first bytes show: delimited text, JSON Lines, or something that is neither and
//! is better named than misread. Also which byte parts the fields.

use memchr::memchr;

use super::delimited::Fields;
use super::pieces::{Fault, Pieces};
use super::split::Rule;
use super::{Format, Input};
use crate::error::{Error, ErrorKind, Result};

/// The bytes that a Parquet file begins and ends with.
pub(super) const PARQUET: &[u8] = b"PAR1";

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// What other files begin with, what they are, and what to do with them.
const OTHERS: &[(&[u8], &str, &str)] = &[
    (b"PK\x03\x04", "a zip archive or an Excel workbook", "unzip it, or save the sheet as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word document", "save the sheet as CSV"),
    (b"%PDF", "a PDF document", "extract the postings as CSV or JSON Lines first"),
    (b"BZh", "a bzip2 stream", "decompress it with `bzip2 -dk` first"),
    (b"\xfd7zXZ\0", "an xz stream", "decompress it with `xz -dk` first"),
    (b"\x04\x22\x4d\x18", "an lz4 stream", "decompress it with `lz4 -dk` first"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"SQLite format 3\0", "an SQLite database", "export the table as CSV"),
    (b"ARROW1", "an Arrow or Feather file", "convert it to Parquet"),
    (b"ORC", "an ORC file", "convert it to Parquet"),
    (b"Obj\x01", "an Avro file", "convert it to Parquet"),
    (b"\x1f\x8b", "gzip compressed twice", "decompress it once with `gzip -d`"),
    (b"\x28\xb5\x2f\xfd", "zstd compressed twice", "decompress it once with `zstd -d`"),
    (b"\x89PNG", "a picture", "give a file of postings"),
    (b"\x7fELF", "a program", "give a file of postings"),
];

/// Refuses what is not text, by its undecoded beginning.
pub(super) fn refuse_other(head: &[u8], input: &Input) -> Result<()> {
    let refuse =
        |what: String, help: &str| Err(Error::new(ErrorKind::Input, what).in_file(&input.name).help(help));
    if head.starts_with(PARQUET) {
        return refuse(
            "looks like Parquet inside a compressed file".into(),
            "decompress it first: Parquet compresses its own pages and needs a file to seek in",
        );
    }
    if head.get(257..262) == Some(b"ustar") {
        return refuse("looks like a tar archive".into(), "unpack it with `tar -xf` and give the folder");
    }
    // A CSV may begin with the letters ORC: what has no odd byte in it is text all the same.
    let start = &head[..head.len().min(64 * 1024)];
    let odd = || start.iter().any(|byte| is_control(*byte)) || std::str::from_utf8(head).is_err();
    match OTHERS.iter().find(|(magic, ..)| head.starts_with(magic) && odd()) {
        Some((_, what, help)) => refuse(format!("looks like {what}, not a dump of postings"), help),
        None => Ok(()),
    }
}

/// Whether the byte has no place in a text.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 14..=31)
}

/// Refuses bytes that, decoded, are not text: many of them NUL or control characters.
pub(super) fn refuse_binary(text: &[u8], input: &Input) -> Result<()> {
    let head = &text[..text.len().min(64 * 1024)];
    let odd = head.iter().filter(|byte| is_control(**byte)).count();
    if odd * 10 <= head.len() {
        return Ok(());
    }
    let part = odd * 100 / head.len();
    Err(Error::new(ErrorKind::Input, format!("is not text: {part}% of its first bytes are control bytes"))
        .in_file(&input.name)
        .help("give CSV, JSON Lines or Parquet; if it is text, name its --encoding"))
}

/// The format of a text that begins with `text`.
pub(super) fn format(text: &[u8], input: &Input) -> Result<Format> {
    let suffixed = |endings: &[&str]| {
        let name = input.name.to_ascii_lowercase();
        let name = [".gz", ".zst", ".zstd"]
            .iter()
            .fold(name.as_str(), |name, end| name.strip_suffix(end).unwrap_or(name));
        endings.iter().any(|ending| name.ends_with(ending))
    };
    let json_name = suffixed(&[".jsonl", ".ndjson", ".json"]);
    let body = text.trim_ascii_start();
    let line = &body[..memchr(b'\n', body).unwrap_or(body.len())];
    match body.first() {
        Some(b'[') => {
            let next = body[1..].trim_ascii_start().first();
            if json_name || matches!(next, None | Some(b'{' | b'[' | b'"' | b']')) {
                return Err(json(input, "holds one JSON array, not a JSON object a line", "jq -c '.[]'"));
            }
            Ok(Format::Delimited)
        }
        Some(b'{') if line.trim_ascii() == b"{" => {
            Err(json(input, "holds JSON objects spread over many lines", "jq -c ."))
        }
        Some(b'{') => {
            let object = serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
            let keyed = line[1..].trim_ascii_start().starts_with(b"\"");
            let delimited = suffixed(&[".csv", ".tsv"]);
            Ok(if object || json_name || (keyed && !delimited) {
                Format::JsonLines
            } else {
                Format::Delimited
            })
        }
        _ if json_name => Ok(Format::JsonLines),
        _ => Ok(Format::Delimited),
    }
}

fn json(input: &Input, what: &str, command: &str) -> Error {
    let name = if input.path.is_some() { input.name.as_str() } else { "FILE" };
    Error::new(ErrorKind::Input, what)
        .in_file(&input.name)
        .help(format!("make it JSON Lines: {command} {name} > postings.jsonl"))
}

/// The byte that parts the fields: the one that most evenly cuts the first records as it cuts the
/// header; the comma where nothing is cut.
pub(super) fn delimiter(text: &[u8], whole: bool, max_record: usize) -> u8 {
    let mut best = (0, 1, b',');
    for delimiter in DELIMITERS {
        let fields = Fields::new(delimiter, 0, &[]);
        let mut header = 0;
        let (mut records, mut even) = (0_usize, 0_usize);
        for record in sample(text, Rule::Fields(delimiter), whole, max_record, 100) {
            let count = fields.count(&String::from_utf8_lossy(record));
            if header == 0 {
                header = count;
            } else {
                records += 1;
                even += usize::from(count == header);
            }
        }
        let share = if header < 2 { 0 } else { 1 + even * 1000 / records.max(1) };
        if (share, header) > (best.0, best.1) {
            best = (share, header, delimiter);
        }
    }
    best.2
}

/// The first whole records of `text`, faults left out.
pub(super) fn sample(text: &[u8], rule: Rule, whole: bool, max_record: usize, count: usize) -> Vec<&[u8]> {
    let mut pieces = Pieces::new(text, rule, 0, 64 * 1024, max_record);
    let mut records = Vec::new();
    while let Ok(Some(piece)) = pieces.next() {
        let from = usize::try_from(piece.byte).unwrap_or(usize::MAX);
        let to = from.saturating_add(piece.bytes.len());
        if piece.fault == Some(Fault::Unclosed) && !whole {
            break;
        }
        // What ends with the text may go on behind it.
        if piece.fault.is_none() && (whole || to < text.len()) {
            records.push(&text[from..to]);
        }
        if records.len() == count {
            break;
        }
    }
    records
}

/// The header of a delimited text.
pub(super) fn header<'a>(
    text: &'a [u8],
    rule: Rule,
    whole: bool,
    max_record: usize,
    input: &Input,
) -> Result<&'a str> {
    let refuse = |why: &str| {
        Error::new(ErrorKind::Input, format!("the header cannot be read: {why}"))
            .in_file(&input.name)
            .help("check the first line, or name the --delimiter, --encoding or --input-format")
    };
    let mut pieces = Pieces::new(text, rule, 0, 64 * 1024, max_record);
    let fault = match pieces.next() {
        Ok(Some(piece)) => piece.fault,
        _ => return Err(refuse("the file holds nothing but line breaks")),
    };
    match fault {
        Some(Fault::Unclosed) => Err(refuse("a quote opened there never closes")),
        Some(Fault::TooLong) => Err(refuse("it is longer than a record may be")),
        None => match sample(text, rule, whole, max_record, 1).first() {
            Some(record) => std::str::from_utf8(record).map_err(|_| refuse("it is not valid UTF-8")),
            None => Err(refuse("it does not end")),
        },
    }
}
