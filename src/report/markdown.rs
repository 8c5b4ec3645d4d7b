//! A page to read: a heading and a table per market, then what they were made from. Withheld rows and
//! markets too small to rank are counted, not listed.

use super::{Render, Report, text, unwritten};
use crate::error::Result;
use crate::tables::{Figures, RankedTable, Row, Standing};
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
        writeln!(out, "\nThere is no posting to rank.")?;
    }
    writeln!(out, "\n## About these tables\n")?;
    if !report.about.ledger.is_empty() {
        writeln!(out, "- {}", escape(&text::ledger(&report.about)))?;
    }
    for (name, value) in &report.about.settings {
        writeln!(out, "- {}: {}", escape(name), escape(value))?;
    }
    writeln!(out, "- {}", escape(&text::maker(&report.about)))
}

fn section(table: &RankedTable, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## {}\n\n{}", escape(&text::market(table)), escape(&text::subject(table)))?;
    let rows: Vec<(&Row, &Figures)> =
        table.rows.iter().filter_map(|row| Some((row, row.figures.as_ref()?))).collect();
    if !rows.is_empty() {
        writeln!(
            out,
            "\n| # | Name | Issuer | Share | 95% interval | Postings | Employers | Required | Preferred |\n\
             | ---: | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
        )?;
    }
    for (row, figures) in rows {
        let counts =
            [Some(figures.postings), figures.employers, Some(figures.required), Some(figures.preferred)];
        let counts = counts.map(|count| count.map_or("–".to_owned(), text::thousands)).join(" | ");
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {counts} |",
            row.rank.map(text::thousands).unwrap_or_default(),
            escape(&row.name),
            escape(row.issuer.as_deref().unwrap_or("–")),
            escape(&text::percent(figures.share)),
            text::interval(figures.share_low, figures.share_high),
        )?;
    }
    text::notes(table).iter().try_for_each(|note| writeln!(out, "\n{note}"))
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
