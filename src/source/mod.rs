//! Floor 1, bytes to records: opens a dump of any kind that is known, says how it is laid out, and
//! cuts it into blocks of whole records that any worker can parse.
//!
//! The way of a text: raw bytes → decompressed → decoded to UTF-8 → cut into records → parsed. All but
//! the last step happens where [`Blocks`] is iterated, and is cheap; parsing happens in
//! [`Block::for_each`]. Every record is delivered once, as a row or as a reject, whatever its bytes.

mod block;
mod bytes;
mod columnar;
mod delimited;
mod encoding;
mod jsonl;
mod kind;
#[cfg(test)]
mod laws;
mod layout;
mod locate;
mod pieces;
mod record;
mod scalar;
mod split;
#[cfg(test)]
mod tests;
mod whole;

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

pub use self::block::{Block, Blocks};
pub use self::layout::{Compression, Format, Layout, ReadOptions};
pub use self::locate::{Input, locate};
pub use self::record::{Origin, Record, Reject, Row, Scratch};
pub use self::whole::read_text;

use self::block::{Inner, Plan, Progress};
use self::bytes::{Peeked, Stream};
use self::columnar::Columnar;
use self::delimited::Fields;
use self::layout::{LOOK, SAMPLE};
use self::pieces::Pieces;
use self::split::Rule;
use crate::error::{Error, ErrorKind, Result};

/// An opened dump whose layout is known.
pub struct Dump {
    name: String,
    options: ReadOptions,
    layout: Layout,
    size: Option<u64>,
    read: Arc<AtomicU64>,
    content: Content,
}

enum Content {
    /// The decoded stream, and the offset of its first byte.
    Text {
        stream: Stream,
        base: u64,
        rule: Rule,
        tree: jsonl::Node,
    },
    Columnar(Columnar),
}

impl Dump {
    /// Opens `input` and recognises what it is.
    pub fn open(input: &Input, options: &ReadOptions) -> Result<Self> {
        let told = |error| bytes::told(error, &input.name);
        let raw = bytes::open(input)?;
        let head = Peeked::new(raw.stream, 16).map_err(told)?;
        if head.seen.is_empty() {
            return Err(empty(input));
        }
        if options.format == Some(Format::Parquet)
            || (options.format.is_none() && head.seen.starts_with(kind::PARQUET))
        {
            return Self::open_columnar(input, options, raw.size, raw.read);
        }
        let compression = bytes::compression(&head.seen);
        let head = decompressed(head, compression, input)?;
        let choice = match &options.encoding {
            Some(label) => encoding::named(label)?,
            None => encoding::detect(&head.seen, head.whole()),
        };
        let (stream, base) = encoding::decode(head, choice.encoding);
        let mut text = Peeked::new(stream, LOOK).map_err(told)?;
        if text.seen.trim_ascii().is_empty() && text.whole() {
            return Err(empty(input));
        }
        kind::refuse_binary(&text.seen, input)?;
        let format = options.format.map_or_else(|| kind::format(&text.seen, input), Ok)?;
        let mut layout = Layout {
            format,
            compression,
            encoding: choice.name(),
            encoding_reason: choice.reason,
            delimiter: None,
            columns: Vec::new(),
            sample: Vec::new(),
        };
        let recognised = layout.recognise(&mut text, input, options);
        // Where the text breaks off before its first record, that is what is wrong with it.
        if let Some(error) = text.failed_early(recognised.is_err() || layout.sample.is_empty()) {
            return Err(told(error));
        }
        let (rule, tree) = recognised?;
        let stream: Stream = Box::new(text);
        let stream =
            if compression == Compression::None { stream } else { bytes::ahead(stream).map_err(told)? };
        Ok(Self {
            name: input.name.clone(),
            options: options.clone(),
            layout,
            size: raw.size,
            read: raw.read,
            content: Content::Text { stream, base, rule, tree },
        })
    }

    fn open_columnar(
        input: &Input,
        options: &ReadOptions,
        size: Option<u64>,
        read: Arc<AtomicU64>,
    ) -> Result<Self> {
        let Some(path) = input.path.as_ref().filter(|_| size.is_some()) else {
            return Err(Error::new(ErrorKind::Input, "Parquet cannot be read from a stream")
                .in_file(&input.name)
                .help("its footer stands at the end: save it to a file and give that"));
        };
        let file = Columnar::open(path, &input.name)?;
        let mut layout = Layout {
            format: Format::Parquet,
            compression: Compression::None,
            encoding: "utf-8".into(),
            encoding_reason: None,
            delimiter: None,
            columns: delimited::names(file.columns.iter().cloned()),
            sample: Vec::new(),
        };
        let all = (0..layout.columns.len()).collect::<Vec<_>>();
        let mut batches = file.batches(&all, 0, 64 * 1024)?;
        let mut cells = vec![String::new(); all.len()];
        while layout.sample.len() < SAMPLE {
            // What is damaged further on is told when the records are read.
            let Some(Ok(batch)) = batches.next() else { break };
            for row in 0..batch.num_rows().min(SAMPLE - layout.sample.len()) {
                if columnar::read(&batches.accessors, &batch, row, &mut cells).is_ok() {
                    layout.sample.push(cells.clone());
                }
            }
        }
        let (name, options) = (input.name.clone(), options.clone());
        Ok(Self { name, options, layout, size, read, content: Content::Columnar(file) })
    }

    /// What the dump was recognised as.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// How many bytes it takes on disk, if it is a file.
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    /// Reads on, block by block. Only the cells of the columns in `wanted` will be delivered, the first
    /// `skip` records are passed over, and `progress` grows by the raw bytes that were read.
    pub fn blocks(self, wanted: Vec<usize>, skip: u64, progress: Arc<AtomicU64>) -> Result<Blocks> {
        let Self { name, options, layout, size, read, content } = self;
        let columns = layout.columns.len();
        if let Some(column) = wanted.iter().find(|&&column| column >= columns) {
            let what = format!("column {column} is asked for, where there are {columns}");
            return Err(Error::new(ErrorKind::Columns, what).in_file(name));
        }
        let mut row = 0;
        let inner = match content {
            Content::Columnar(file) => {
                row = skip;
                let batches = file.batches(&wanted, skip, options.block_size)?;
                Inner::Batches { batches, columns, size: size.unwrap_or(0) }
            }
            Content::Text { stream, base, rule, tree } => {
                let mut pieces = Pieces::new(stream, rule, base, options.block_size, options.max_record);
                let plan = match rule {
                    Rule::Lines => Plan::Json { tree: tree.pruned(&wanted), columns },
                    Rule::Fields(delimiter) => {
                        pieces.next().map_err(|error| bytes::told(error, &name))?;
                        Plan::Fields(Fields::new(delimiter, columns, &wanted))
                    }
                };
                Inner::Text { pieces, plan: Arc::new(plan), name, skip }
            }
        };
        let progress = Progress { read, shown: progress, told: 0 };
        Ok(Blocks { inner, progress, max_record: options.max_record, row, done: false })
    }
}

/// What `head` holds once decompressed, its beginning looked at; refused where it is empty or no text.
fn decompressed(head: Peeked, compression: Compression, input: &Input) -> Result<Peeked> {
    let told = |error| bytes::told(error, &input.name);
    let plain = bytes::decompress(Box::new(head), compression).map_err(told)?;
    let head = Peeked::new(plain, LOOK).map_err(told)?;
    if head.seen.is_empty() {
        return Err(empty(input));
    }
    kind::refuse_other(&head.seen, input)?;
    Ok(head)
}

fn empty(input: &Input) -> Error {
    Error::new(ErrorKind::Input, "the file is empty")
        .in_file(&input.name)
        .help("check that the export or download was finished")
}

/// A length as it counts in a file.
fn wide(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
