//! Tables by header: columns are found by their names, whatever their order, and others are passed by.

use crate::error::{Error, ErrorKind, Place, Result};
use csv::{ReaderBuilder, StringRecord};

/// A table whose header was read.
pub(super) struct Table<'a> {
    name: &'a str,
    columns: Vec<String>,
    shown: Vec<String>,
    reader: csv::Reader<&'a [u8]>,
}

impl<'a> Table<'a> {
    /// Reads the header of `text`, whose delimiter it shows. In tab-separated files a quote is a letter.
    pub(super) fn open(name: &'a str, text: &'a str) -> Result<Self> {
        let delimiter = delimiter(text);
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .quoting(delimiter != b'\t')
            .flexible(true)
            .from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| wrong(name, &error, 0))?;
        let shown: Vec<String> = header.iter().map(str::to_owned).collect();
        let columns = shown.iter().map(|column| plain(column)).collect();
        Ok(Self { name, columns, shown, reader })
    }

    /// The column that is called by one of `names`, which are small letters and digits.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.columns.iter().position(|column| column == name))
    }

    /// As [`Table::column`], where nothing can be read without it.
    pub(super) fn need(&self, called: &str, names: &[&str], help: &str) -> Result<usize> {
        self.column(names).ok_or_else(|| {
            let what = format!("there is no column {called}; the columns are {}", self.shown.join(", "));
            Error::new(ErrorKind::Columns, what).in_file(self.name).help(help)
        })
    }

    /// Passes every record on.
    pub(super) fn each(mut self, mut take: impl FnMut(Row<'_>) -> Result<()>) -> Result<()> {
        let mut record = StringRecord::new();
        let mut number = 0;
        while self.reader.read_record(&mut record).map_err(|error| wrong(self.name, &error, number + 1))? {
            number += 1;
            take(Row { record: &record })?;
        }
        Ok(())
    }
}

/// One record of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    record: &'a StringRecord,
}

impl<'a> Row<'a> {
    /// The cell of a column, trimmed; empty where there is no such column or cell.
    pub(super) fn cell(self, column: Option<usize>) -> &'a str {
        column.and_then(|column| self.record.get(column)).unwrap_or("").trim()
    }

    /// The cell of a column that was needed.
    pub(super) fn get(self, column: usize) -> &'a str {
        self.cell(Some(column))
    }
}

/// A header as it is compared: `preferredLabel`, `PREFERRED_LABEL` and `Preferred label` are one.
fn plain(header: &str) -> String {
    header.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The delimiter that stands most often in the first line; a comma where none does.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or("");
    let count = |delimiter: u8| line.bytes().filter(|byte| *byte == delimiter).count();
    let best = [b'|', b';', b',', b'\t'].into_iter().max_by_key(|delimiter| count(*delimiter));
    best.filter(|delimiter| count(*delimiter) > 0).unwrap_or(b',')
}

fn wrong(name: &str, error: &csv::Error, row: u64) -> Error {
    let byte = error.position().map(csv::Position::byte);
    Error::new(ErrorKind::Input, "the table cannot be read")
        .at(Place { file: name.to_owned(), row: (row > 0).then_some(row), byte })
        .because(error.to_string())
        .help("check the quotes around that place")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name_and_rows_may_be_short() {
        for text in [
            "Extra,Preferred Label\n1,a\n2\n",
            "preferredLabel;extra\na;1\n;2\n",
            "x\tPREFERRED_LABEL\n1\ta\n",
        ] {
            let table = Table::open("t", text).unwrap();
            let label = table.need("preferredLabel", &["label", "preferredlabel"], "").unwrap();
            let mut cells = Vec::new();
            let keep = |row: Row<'_>| {
                cells.push(row.get(label).to_owned());
                Ok(())
            };
            table.each(keep).unwrap();
            assert_eq!(cells[0], "a");
            assert!(cells[1..].iter().all(String::is_empty));
        }
        let table = Table::open("t.csv", "a,b\n").unwrap();
        let message = table.need("name", &["name"], "").unwrap_err().to_string();
        assert_eq!(message, "t.csv: there is no column name; the columns are a, b");
    }
}
