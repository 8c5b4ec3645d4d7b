//! What a block hands to its reader: rows, and the records that could not be read.

use std::ops::Range;

/// Where a record stands in its dump.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The record, counted from 1 without the header.
    pub row: u64,
    /// The first byte in the decompressed, decoded stream; 0 for Parquet.
    pub byte: u64,
    /// How many bytes it takes there, without the line end; 0 for Parquet.
    pub length: u64,
}

/// One record of a dump, whatever became of it.
#[derive(Debug)]
pub enum Record<'a> {
    /// It could be read.
    Row(Row<'a>),
    /// It could not, and this is why.
    Reject(Reject<'a>),
}

/// A record as cells of text.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub(super) origin: Origin,
    pub(super) cells: Cells<'a>,
}

/// A record that could not be read.
#[derive(Debug)]
pub struct Reject<'a> {
    /// Where it stands.
    pub origin: Origin,
    /// Why it could not be read.
    pub reason: String,
    /// Its first bytes, 200 at most.
    pub raw: &'a [u8],
}

/// The cells of a row, borrowed from the block where they can be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cells<'a> {
    /// Ranges of the record itself, or of the text that had its quotes undone.
    Split { record: &'a str, undone: &'a str, cells: &'a [Cell] },
    /// A text for each column.
    Columns(&'a [String]),
}

/// Where the text of a cell lies.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    Record(Range<usize>),
    Undone(Range<usize>),
}

/// Buffers that a worker keeps from block to block, so that nothing is allocated for a record.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(super) cells: Vec<Cell>,
    pub(super) undone: String,
    pub(super) columns: Vec<String>,
}

impl<'a> Row<'a> {
    /// Where the record stands in its dump.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// The text of a column of the layout; "" where it is missing, null or was not wanted.
    pub fn get(&self, column: usize) -> &'a str {
        match self.cells {
            Cells::Split { record, undone, cells } => match cells.get(column) {
                Some(Cell::Record(range)) => &record[range.clone()],
                Some(Cell::Undone(range)) => &undone[range.clone()],
                None => "",
            },
            Cells::Columns(columns) => columns.get(column).map_or("", String::as_str),
        }
    }
}

impl Scratch {
    /// Empty buffers.
    pub fn new() -> Self {
        Self::default()
    }
}
