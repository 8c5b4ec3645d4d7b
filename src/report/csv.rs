//! One long table with a row per market and concept, for spreadsheets and scripts. What is unknown or
//! withheld is empty; shares have six decimals.

use super::columns::{Column, OF_ROW, OF_TABLE, dimensions, rows, value};
use super::{Render, Report, unwritten};
use crate::error::Result;
use std::io::{self, Write};

/// Comma-separated values.
#[derive(Clone, Copy, Debug, Default)]
pub struct Csv;

impl Render for Csv {
    fn render(&self, report: &Report, out: &mut dyn Write) -> Result<()> {
        write(report, out).map_err(unwritten)
    }
}

fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let dimensions = dimensions(report);
    let columns = || OF_TABLE.into_iter().chain(OF_ROW);
    let mut csv = csv::Writer::from_writer(out);
    for dimension in &dimensions {
        csv.write_field(format!("by_{dimension}"))?;
    }
    csv.write_record(columns().map(|(name, _)| name))?;
    for (table, row) in rows(report) {
        for dimension in &dimensions {
            csv.write_field(value(table, dimension).unwrap_or_default())?;
        }
        csv.write_record(columns().map(|(_, column)| match column {
            Column::Text(of) => of(table, row).unwrap_or_default(),
            Column::Count(of) => of(table, row).map(|count| count.to_string()).unwrap_or_default(),
            Column::Part(of) => of(table, row).map(|part| format!("{part:.6}")).unwrap_or_default(),
            Column::Flag(of) => of(table, row).to_string(),
        }))?;
    }
    csv.flush()
}
