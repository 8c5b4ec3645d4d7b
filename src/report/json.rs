//! Everything, nested: what the tables were made from, then each table with its rows. The same data
//! without the rows stands beside a CSV, which has no place for it.

use super::columns::{Column, OF_ROW};
use super::{About, Render, Report, unwritten};
use crate::error::Result;
use crate::tables::{RankedTable, Row, Standing};
use serde_json::{Map, Value, json};
use std::io::Write;

/// One JSON document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Json;

impl Render for Json {
    fn render(&self, report: &Report, out: &mut dyn Write) -> Result<()> {
        let tables = report.tables.iter().map(|table| {
            let mut head = head(table);
            head.insert("rows".into(), table.rows.iter().map(|entry| row(table, entry)).collect());
            Value::Object(head)
        });
        document(report, tables.collect(), out)
    }
}

/// Writes what a report says about itself: the settings, the ledger, and each market with its totals
/// and whether it could be ranked; no rows.
///
/// # Errors
/// `out` cannot be written to.
pub fn write_meta(report: &Report, out: &mut dyn Write) -> Result<()> {
    document(report, report.tables.iter().map(|table| Value::Object(head(table))).collect(), out)
}

fn document(report: &Report, tables: Vec<Value>, out: &mut dyn Write) -> Result<()> {
    let document = json!({ "about": about(&report.about), "tables": tables });
    serde_json::to_writer_pretty(&mut *out, &document).map_err(unwritten)?;
    out.write_all(b"\n").map_err(unwritten)
}

/// What the tables were made from.
pub(super) fn about(about: &About) -> Value {
    json!({
        "program": "skilltally",
        "version": about.program_version,
        "schema_version": about.schema_version,
        "dictionary": {
            "fingerprint": about.dictionary_fingerprint,
            "concepts": about.dictionary_concepts,
        },
        "settings": object(about.settings.iter().map(|(name, value)| (name, value.as_str().into()))),
        "unread": about.unread.iter().map(|unread| json!({
            "what": unread.what,
            "postings": unread.postings,
            "commonest": object(unread.commonest.iter().map(|(text, postings)| (text, (*postings).into()))),
        })).collect::<Vec<_>>(),
        "notes": about.notes,
        "ledger": object(about.ledger.iter().map(|(name, count)| (name, (*count).into()))),
    })
}

fn object<'a>(entries: impl Iterator<Item = (&'a String, Value)>) -> Value {
    Value::Object(entries.map(|(name, value)| (name.clone(), value)).collect())
}

fn head(table: &RankedTable) -> Map<String, Value> {
    let market = table.market.iter().map(|(name, value)| (name, value.as_str().into()));
    let told = table.standing != Standing::TooSmall;
    let employers = (told && table.employers_known).then_some(table.market_employers);
    let head = [
        ("market", object(market)),
        ("group", table.group.as_str().into()),
        ("measure", table.measure.name().into()),
        ("market_postings", told.then_some(table.market_postings).into()),
        ("market_employers", employers.into()),
        ("min_postings", table.min_postings.into()),
        ("min_employers", table.min_employers.into()),
        ("interval", table.method.name().into()),
        ("previous", table.previous.as_deref().into()),
        ("pay_currency", table.pay_currency.as_deref().into()),
        ("stacks_toward", table.stacks_toward.clone().into()),
        ("standing", table.standing.name().into()),
        ("cut", table.cut.into()),
        ("withheld", table.withheld.into()),
    ];
    head.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn row(table: &RankedTable, row: &Row) -> Value {
    let value = |column: Column| -> Value {
        match column {
            Column::Text(of) => of(table, row).into(),
            Column::Count(of) => of(table, row).into(),
            Column::Part(of) => of(table, row).into(),
            Column::Flag(of) => of(table, row).into(),
        }
    };
    Value::Object(OF_ROW.into_iter().map(|(name, column)| (name.to_owned(), value(column))).collect())
}
