//! The columns of the long table that CSV and Parquet share, and the names that JSON gives figures.
//!
//! Market dimensions get columns `by_…`, which no fixed column begins with.

use super::Report;
use crate::tables::{Figures, RankedTable, Row};

/// How to read the value of a column.
#[derive(Clone, Copy)]
pub(super) enum Column {
    Text(fn(&RankedTable, &Row) -> Option<String>),
    Count(fn(&RankedTable, &Row) -> Option<u64>),
    Part(fn(&RankedTable, &Row) -> Option<f64>),
    Flag(fn(&RankedTable, &Row) -> bool),
}

fn figure<T>(row: &Row, of: impl Fn(&Figures) -> T) -> Option<T> {
    row.figures.as_ref().map(of)
}

/// Columns that are the same for every row of a table.
pub(super) const OF_TABLE: [(&str, Column); 4] = [
    ("group", Column::Text(|table, _| Some(table.group.clone()))),
    ("measure", Column::Text(|table, _| Some(table.measure.name().to_owned()))),
    ("market_postings", Column::Count(|table, _| Some(table.market_postings))),
    ("market_employers", Column::Count(|table, _| table.employers_known.then_some(table.market_employers))),
];

/// Columns of the row itself.
pub(super) const OF_ROW: [(&str, Column); 19] = [
    ("rank", Column::Count(|_, row| row.rank)),
    ("id", Column::Text(|_, row| Some(row.id.clone()))),
    ("name", Column::Text(|_, row| Some(row.name.clone()))),
    ("kind", Column::Text(|_, row| Some(row.kind.clone()))),
    ("issuer", Column::Text(|_, row| row.issuer.clone())),
    ("family", Column::Text(|_, row| row.family.clone())),
    ("level", Column::Text(|_, row| row.level.clone())),
    ("suppressed", Column::Flag(|_, row| row.suppressed)),
    ("postings", Column::Count(|_, row| figure(row, |f| f.postings))),
    ("share", Column::Part(|_, row| figure(row, |f| f.share))),
    ("share_low", Column::Part(|_, row| figure(row, |f| f.share_low))),
    ("share_high", Column::Part(|_, row| figure(row, |f| f.share_high))),
    ("employers", Column::Count(|_, row| figure(row, |f| f.employers).flatten())),
    ("employer_share", Column::Part(|_, row| figure(row, |f| f.employer_share).flatten())),
    ("top_employer_part", Column::Part(|_, row| figure(row, |f| f.top_employer_part).flatten())),
    ("required", Column::Count(|_, row| figure(row, |f| f.required))),
    ("preferred", Column::Count(|_, row| figure(row, |f| f.preferred))),
    ("obtainable", Column::Count(|_, row| figure(row, |f| f.obtainable))),
    ("mentioned", Column::Count(|_, row| figure(row, |f| f.mentioned))),
];

/// The dimensions of all tables, in the order in which they first stand there.
pub(super) fn dimensions(report: &Report) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in report.tables.iter().flat_map(|table| &table.market) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names
}

/// The value that a table's market has in a dimension.
pub(super) fn value<'t>(table: &'t RankedTable, dimension: &str) -> Option<&'t str> {
    let found = table.market.iter().find(|(name, _)| name == dimension);
    found.map(|(_, value)| value.as_str())
}

/// Every row beside its table.
pub(super) fn rows(report: &Report) -> impl Iterator<Item = (&RankedTable, &Row)> {
    report.tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row)))
}
