//! A page to read: a heading and a table per market, then what they were made from. Withheld rows and
//! markets too small to rank are counted, not listed.

use super::{Render, Report, text, unwritten};
use crate::error::Result;
use crate::tables::{Figures, Measure, RankedTable, Row, Standing};
use std::io::{self, Write};

/// Markdown with pipe tables.
#[derive(Clone, Copy, Debug, Default)]
pub struct Markdown;

impl Render for Markdown {
    fn render(&self, report: &Report, out: &mut dyn Write) -> Result<()> {
        write(report, out).map_err(unwritten)
    }
}

fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Recognition in job postings")?;
    for table in report.tables.iter().filter(|table| table.standing != Standing::TooSmall) {
        section(table, out)?;
    }
    if let Some(note) = text::too_small(&report.tables) {
        writeln!(out, "\n{note}")?;
    }
    if report.tables.is_empty() {
        writeln!(out, "\n{}", text::nothing(&report.about))?;
    }
    writeln!(out, "\n## About these tables\n")?;
    if !report.about.ledger.is_empty() {
        writeln!(out, "- {}", escape(&text::ledger(&report.about)))?;
    }
    for note in text::unread(&report.about).iter().chain(&report.about.notes) {
        writeln!(out, "- {}", escape(note))?;
    }
    for (name, value) in report.about.settings.iter().filter(|(_, value)| !value.is_empty()) {
        writeln!(out, "- {}: {}", escape(name), escape(value))?;
    }
    writeln!(out, "- {}", escape(&text::maker(&report.about)))
}

fn section(table: &RankedTable, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## {}\n\n{}", escape(&text::market(table)), escape(&text::subject(table)))?;
    let rows: Vec<(&Row, &Figures)> =
        table.rows.iter().filter_map(|row| Some((row, row.figures.as_ref()?))).collect();
    let columns = columns(table, &rows);
    if !rows.is_empty() {
        let heads: Vec<&str> = columns.iter().map(|column| column.head).collect();
        let sides: Vec<&str> =
            columns.iter().map(|column| if column.right { "---:" } else { "---" }).collect();
        writeln!(out, "\n| {} |\n| {} |", heads.join(" | "), sides.join(" | "))?;
    }
    for (row, figures) in &rows {
        let cells: Vec<String> = columns.iter().map(|column| escape(&(column.cell)(row, figures))).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    let notes = text::notes(table).into_iter().chain(text::pay(table));
    notes.into_iter().try_for_each(|note| writeln!(out, "\n{note}"))
}

/// What a row has in a column.
type Cell = fn(&Row, &Figures) -> String;

/// A column of the page.
struct Column {
    head: &'static str,
    right: bool,
    cell: Cell,
}

/// The columns that say something in some row.
fn columns(table: &RankedTable, rows: &[(&Row, &Figures)]) -> Vec<Column> {
    const NONE: &str = "–";
    let any = |says: fn(&Row, &Figures) -> bool| rows.iter().any(|(row, figures)| says(row, figures));
    let all: [(bool, &'static str, bool, Cell); 15] = [
        (true, "#", true, |row, _| row.rank.map(text::thousands).unwrap_or_default()),
        (any(|row, _| row.rank_set.is_some()), "95% ranks", true, |row, _| {
            row.rank_set.map_or(NONE.to_owned(), text::rank_set)
        }),
        (true, "Name", false, |row, _| row.name.clone()),
        (any(|row, _| row.issuer.is_some()), "Issuer", false, |row, _| {
            row.issuer.clone().unwrap_or(NONE.to_owned())
        }),
        (table.measure != Measure::Required, "Share", true, |_, figures| text::percent(figures.share)),
        (table.measure != Measure::Required, "95% interval", true, |_, figures| {
            text::interval(figures.share_low, figures.share_high)
        }),
        (table.measure == Measure::Required, "Required share", true, |_, figures| {
            text::percent(figures.required_share)
        }),
        (table.measure == Measure::Required, "95% interval", true, |_, figures| {
            text::interval(figures.required_low, figures.required_high)
        }),
        (
            table.measure != Measure::Required && any(|_, figures| figures.change.is_some()),
            "Change",
            true,
            |_, figures| figures.change.as_ref().map_or(NONE.to_owned(), text::change),
        ),
        (any(|_, figures| figures.specificity.is_some()), "Specific", true, |_, figures| {
            figures.specificity.map_or(NONE.to_owned(), text::specificity)
        }),
        (true, "Postings", true, |_, figures| text::thousands(figures.postings)),
        (table.employers_known, "Employers", true, |_, figures| {
            figures.employers.map_or(NONE.to_owned(), text::thousands)
        }),
        (true, "Required", true, |_, figures| text::thousands(figures.required)),
        (true, "Preferred", true, |_, figures| text::thousands(figures.preferred)),
        (any(|_, figures| figures.pay.is_some()), "Median pay", true, |_, figures| {
            figures.pay.map_or(NONE.to_owned(), |pay| text::thousands(pay.median))
        }),
    ];
    let shown = all.into_iter().filter(|(shown, ..)| *shown);
    shown.map(|(_, head, right, cell)| Column { head, right, cell }).collect()
}

/// Text in which nothing is markup.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text::clean(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '~' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}
