//! Delimited text: the names in the header, and the cells of one record.
//!
//! Cells are cut exactly as the `csv` crate cuts them, but borrowed: only a field with a doubled
//! quote, or with text behind its closing quote, is copied.

use memchr::memchr;

use super::record::{Cell, Scratch};

/// What a worker must know to read a record.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    pub(super) delimiter: u8,
    /// How many columns the header names.
    pub(super) columns: usize,
    /// For each column, whether its cell is asked for.
    pub(super) wanted: Vec<bool>,
    /// A record with fewer fields lacks a wanted one.
    pub(super) shortest: usize,
}

impl Fields {
    pub(super) fn new(delimiter: u8, columns: usize, wanted: &[usize]) -> Self {
        let mut mask = vec![false; wanted.iter().max().map_or(0, |last| last + 1)];
        wanted.iter().for_each(|&column| mask[column] = true);
        Self { delimiter, columns, shortest: mask.len(), wanted: mask }
    }

    /// Cuts `record` into `scratch.cells`, or says why its shape does not fit the header.
    pub(super) fn read(&self, record: &str, scratch: &mut Scratch) -> Result<(), String> {
        scratch.cells.clear();
        scratch.undone.clear();
        let (mut at, mut fields, mut surplus) = (0, 0, false);
        loop {
            let wanted = self.wanted.get(fields).copied().unwrap_or(fields >= self.columns);
            let (cell, end) = self.field(record, at, wanted, &mut scratch.undone);
            if fields < self.columns {
                scratch.cells.push(cell);
            } else {
                let text = match cell {
                    Cell::Record(range) => &record[range],
                    Cell::Undone(range) => &scratch.undone[range],
                };
                surplus |= !text.trim().is_empty();
            }
            fields += 1;
            match end {
                Some(end) => at = end,
                None => break,
            }
        }
        if surplus || fields < self.shortest {
            let noun = if fields == 1 { "field" } else { "fields" };
            return Err(format!("{fields} {noun} where the header names {}", self.columns));
        }
        Ok(())
    }

    /// How many fields a record has.
    pub(super) fn count(&self, record: &str) -> usize {
        let (mut at, mut count) = (Some(0), 0);
        while let Some(from) = at {
            at = self.field(record, from, false, &mut String::new()).1;
            count += 1;
        }
        count
    }

    /// The field at `at`, and where the next one starts if there is one.
    fn field(&self, record: &str, at: usize, wanted: bool, undone: &mut String) -> (Cell, Option<usize>) {
        let bytes = record.as_bytes();
        if bytes.get(at) != Some(&b'"') {
            let end = self.delimiter_from(bytes, at);
            return (Cell::Record(at..end), self.next(bytes, end));
        }
        let (opened, begun) = (at + 1, undone.len());
        let (mut from, mut plain) = (opened, true);
        loop {
            let quote = memchr(b'"', &bytes[from..]).map_or(bytes.len(), |found| from + found);
            match bytes.get(quote + 1) {
                Some(b'"') => {
                    // Two quotes stand for one: copy up to and with the first of them.
                    plain = false;
                    if wanted {
                        undone.push_str(&record[from..=quote]);
                    }
                    from = quote + 2;
                }
                Some(&byte) if byte != self.delimiter => {
                    // Text behind the closing quote carries the field on.
                    let end = self.delimiter_from(bytes, quote + 1);
                    if wanted {
                        undone.push_str(&record[from..quote]);
                        undone.push_str(&record[quote + 1..end]);
                    }
                    return (Cell::Undone(begun..undone.len()), self.next(bytes, end));
                }
                _ if plain => return (Cell::Record(opened..quote), self.next(bytes, quote + 1)),
                _ => {
                    if wanted {
                        undone.push_str(&record[from..quote]);
                    }
                    return (Cell::Undone(begun..undone.len()), self.next(bytes, quote + 1));
                }
            }
        }
    }

    fn delimiter_from(&self, bytes: &[u8], at: usize) -> usize {
        memchr(self.delimiter, &bytes[at..]).map_or(bytes.len(), |found| at + found)
    }

    fn next(&self, bytes: &[u8], end: usize) -> Option<usize> {
        (end < bytes.len()).then_some(end + 1)
    }
}

/// Makes the cells of a header into names that are there and differ: `column_3`, `title_2`.
pub(super) fn names(header: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for (index, cell) in header.into_iter().enumerate() {
        let given = cell.trim();
        let base = if given.is_empty() { format!("column_{}", index + 1) } else { given.to_owned() };
        let mut name = base.clone();
        let mut count = 1_u32;
        while !seen.insert(name.clone()) {
            count += 1;
            name = format!("{base}_{count}");
        }
        names.push(name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::record::{Cells, Origin, Row};

    fn cells(fields: &Fields, record: &str) -> Result<Vec<String>, String> {
        let mut scratch = Scratch::new();
        fields.read(record, &mut scratch)?;
        let Scratch { cells, undone, .. } = &scratch;
        let row = Row { origin: Origin::default(), cells: Cells::Split { record, undone, cells } };
        Ok((0..fields.columns).map(|column| row.get(column).to_owned()).collect())
    }

    #[test]
    fn cells_are_cut_as_csv_is() {
        let all = Fields::new(b',', 3, &[0, 1, 2]);
        let cases: &[(&str, [&str; 3])] = &[
            ("a,b,c", ["a", "b", "c"]),
            (",,", ["", "", ""]),
            ("\"a,b\",\"c\nd\",", ["a,b", "c\nd", ""]),
            ("\"say \"\"hi\"\"\",\"\",\"\"\"\"", ["say \"hi\"", "", "\""]),
            ("\"a\"b,\"c\"\"d\"e\"f,g\"h\"", ["ab", "c\"de\"f", "g\"h\""]),
            ("a,b,c,, ,\"\"", ["a", "b", "c"]),
            ("\0,é,ß", ["\0", "é", "ß"]),
        ];
        for (record, want) in cases {
            assert_eq!(cells(&all, record).as_deref(), Ok(&want.map(str::to_owned)[..]), "{record:?}");
        }
    }

    #[test]
    fn ragged_records_pass_where_nothing_is_lost() {
        let first = Fields::new(b',', 3, &[0]);
        assert_eq!(cells(&first, "a"), Ok(vec!["a".into(), String::new(), String::new()]));
        let all = Fields::new(b',', 3, &[2]);
        assert_eq!(cells(&all, "a"), Err("1 field where the header names 3".into()));
        assert_eq!(cells(&all, "a,b"), Err("2 fields where the header names 3".into()));
        assert_eq!(cells(&all, "a,b,c,d"), Err("4 fields where the header names 3".into()));
    }

    #[test]
    fn every_column_gets_a_name_of_its_own() {
        let header = ["", "title", " title ", "title_2", ""].map(str::to_owned);
        assert_eq!(names(header), ["column_1", "title", "title_2", "title_2_2", "column_5"]);
    }
}
