//! The columns of the long table that CSV and Parquet share, and the names that JSON gives figures.
//!
//! Market dimensions get columns `by_…`, which no fixed column begins with.

use super::Report;
use crate::tables::{Change, Figures, RankedTable, Row};

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

fn change<T>(row: &Row, of: impl Fn(&Change) -> T) -> Option<T> {
    figure(row, |figures| figures.change.as_ref().map(&of)).flatten()
}

/// Columns that are the same for every row of a table.
pub(super) const OF_TABLE: [(&str, Column); 7] = [
    ("group", Column::Text(|table, _| Some(table.group.clone()))),
    ("measure", Column::Text(|table, _| Some(table.measure.name().to_owned()))),
    ("market_postings", Column::Count(|table, _| Some(table.market_postings))),
    ("market_employers", Column::Count(|table, _| table.employers_known.then_some(table.market_employers))),
    ("interval", Column::Text(|table, _| Some(table.method.name().to_owned()))),
    ("previous", Column::Text(|table, _| table.previous.clone())),
    ("pay_currency", Column::Text(|table, _| table.pay_currency.clone())),
];

/// Columns of the row itself.
pub(super) const OF_ROW: [(&str, Column); 33] = [
    ("rank", Column::Count(|_, row| row.rank)),
    ("rank_low", Column::Count(|_, row| row.rank_set.map(|(low, _)| low))),
    ("rank_high", Column::Count(|_, row| row.rank_set.map(|(_, high)| high))),
    ("id", Column::Text(|_, row| Some(row.id.clone()))),
    ("name", Column::Text(|_, row| Some(row.name.clone()))),
    ("kind", Column::Text(|_, row| Some(row.kind.clone()))),
    ("issuer", Column::Text(|_, row| row.issuer.clone())),
    ("family", Column::Text(|_, row| row.family.clone())),
    ("level", Column::Text(|_, row| row.level.clone())),
    (
        "stacks_toward",
        Column::Text(|_, row| (!row.stacks_toward.is_empty()).then(|| row.stacks_toward.join("; "))),
    ),
    ("suppressed", Column::Flag(|_, row| row.suppressed())),
    ("postings", Column::Count(|_, row| figure(row, |f| f.postings))),
    ("share", Column::Part(|_, row| figure(row, |f| f.share))),
    ("share_low", Column::Part(|_, row| figure(row, |f| f.share_low))),
    ("share_high", Column::Part(|_, row| figure(row, |f| f.share_high))),
    ("employers", Column::Count(|_, row| figure(row, |f| f.employers).flatten())),
    ("employer_share", Column::Part(|_, row| figure(row, |f| f.employer_share).flatten())),
    ("top_employer_part", Column::Part(|_, row| figure(row, |f| f.top_employer_part).flatten())),
    ("required", Column::Count(|_, row| figure(row, |f| f.required))),
    ("required_share", Column::Part(|_, row| figure(row, |f| f.required_share))),
    ("required_low", Column::Part(|_, row| figure(row, |f| f.required_low))),
    ("required_high", Column::Part(|_, row| figure(row, |f| f.required_high))),
    ("preferred", Column::Count(|_, row| figure(row, |f| f.preferred))),
    ("obtainable", Column::Count(|_, row| figure(row, |f| f.obtainable))),
    ("mentioned", Column::Count(|_, row| figure(row, |f| f.mentioned))),
    ("alternative", Column::Count(|_, row| figure(row, |f| f.alternative))),
    ("specificity", Column::Part(|_, row| figure(row, |f| f.specificity).flatten())),
    ("change", Column::Part(|_, row| change(row, |change| change.change))),
    ("change_low", Column::Part(|_, row| change(row, |change| change.low))),
    ("change_high", Column::Part(|_, row| change(row, |change| change.high))),
    ("trend", Column::Text(|_, row| change(row, |change| change.trend().to_owned()))),
    ("pay_median", Column::Count(|_, row| figure(row, |f| f.pay).flatten().map(|pay| pay.median))),
    ("pay_postings", Column::Count(|_, row| figure(row, |f| f.pay).flatten().map(|pay| pay.postings))),
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
