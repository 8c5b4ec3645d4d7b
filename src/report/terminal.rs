//! Tables on a terminal: aligned columns between light rules, within a given width. Columns that do
//! not fit are left out, least needed first; names are cut with an ellipsis. Colour only underlines
//! what the words say. Withheld rows and markets too small to rank are counted, not listed.

use super::text::{self, clean, fit, width};
use super::{Render, Report, unwritten};
use crate::error::Result;
use crate::tables::{Figures, Measure, RankedTable, Row, Standing};
use std::io::{self, Write};

/// A terminal of some width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// Columns of characters.
    pub width: usize,
    /// Whether to use ANSI colours.
    pub colour: bool,
}

impl Default for Terminal {
    fn default() -> Self {
        Self { width: 100, colour: false }
    }
}

impl Render for Terminal {
    fn render(&self, report: &Report, out: &mut dyn Write) -> Result<()> {
        self.write(report, out).map_err(unwritten)
    }
}

const BOLD: &str = "1";
const DIM: &str = "2";
const CYAN: &str = "36";

/// The widest that a column of issuers gets, and the least that names keep while others are there.
const ISSUER_ROOM: usize = 28;
const NAME_ROOM: usize = 32;
const BAR_ROOM: usize = 8;
const GAP: &str = "  ";
const PAY: &str = "Pay";

/// A column, already in words.
struct Column {
    head: &'static str,
    cells: Vec<String>,
    side: Side,
    colour: Option<&'static str>,
    /// Left out first when highest; 0 always stays.
    spare: u8,
    room: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

impl Terminal {
    fn write(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        for table in report.tables.iter().filter(|table| table.standing != Standing::TooSmall) {
            self.table(table, out)?;
            writeln!(out)?;
        }
        if let Some(note) = text::too_small(&report.tables) {
            writeln!(out, "{note}")?;
        }
        if report.tables.is_empty() {
            writeln!(out, "{}", text::nothing(&report.about))?;
        }
        if !report.about.ledger.is_empty() {
            writeln!(out, "{}", text::ledger(&report.about))?;
        }
        for note in text::unread(&report.about).iter().chain(&report.about.notes) {
            writeln!(out, "{}", text::clean(note))?;
        }
        writeln!(out, "{}", self.paint(DIM, &text::maker(&report.about)))
    }

    fn table(&self, table: &RankedTable, out: &mut dyn Write) -> io::Result<()> {
        let columns = self.columns(table);
        let used = columns.iter().map(|column| column.room).sum::<usize>() + GAP.len() * (columns.len() - 1);
        let (market, subject) = (text::market(table), text::subject(table));
        let pay = text::pay(table).filter(|_| columns.iter().any(|column| column.head == PAY));
        let notes: Vec<String> = text::notes(table).into_iter().chain(pay).collect();
        let rows = columns[0].cells.len();
        let widest = if rows == 0 { width(&market).max(width(&subject)) } else { used };
        let rule = self.paint(DIM, &"─".repeat(widest.min(self.width.max(1))));
        writeln!(out, "{}", self.paint(BOLD, &fit(&market, self.width)))?;
        writeln!(out, "{subject}")?;
        writeln!(out, "{rule}")?;
        if rows > 0 {
            let heads = columns.iter().map(|column| self.paint(BOLD, &column.pad(column.head)));
            writeln!(out, "{}", line(heads))?;
            writeln!(out, "{rule}")?;
            for at in 0..rows {
                let cells = columns.iter().map(|column| {
                    let cell = column.pad(&column.cells[at]);
                    column.colour.map_or(cell.clone(), |colour| self.paint(colour, &cell))
                });
                writeln!(out, "{}", line(cells))?;
            }
            writeln!(out, "{rule}")?;
        }
        notes.iter().try_for_each(|note| writeln!(out, "{note}"))
    }

    /// The columns that fit.
    fn columns(&self, table: &RankedTable) -> Vec<Column> {
        let mut columns = all_columns(table);
        loop {
            let gaps = GAP.len() * (columns.len() - 1);
            let others: usize =
                columns.iter().map(|column| column.room).sum::<usize>() - columns[1].room + gaps;
            let left = self.width.saturating_sub(others);
            if left >= columns[1].room.min(NAME_ROOM) {
                columns[1].room = columns[1].room.min(left);
                return columns;
            }
            match columns.iter().enumerate().max_by_key(|(_, column)| column.spare) {
                Some((at, column)) if column.spare > 0 => drop(columns.remove(at)),
                _ => {
                    columns[1].room = left.max(NAME_ROOM / 3).min(columns[1].room);
                    return columns;
                }
            }
        }
    }

    fn paint(&self, colour: &str, text: &str) -> String {
        if self.colour && !text.trim().is_empty() {
            format!("\u{1b}[{colour}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

/// Every column there could be; the first is the rank and the second the name.
fn all_columns(table: &RankedTable) -> Vec<Column> {
    let rows: Vec<(&Row, &Figures)> =
        table.rows.iter().filter_map(|row| Some((row, row.figures.as_ref()?))).collect();
    let share = |figures: &Figures| text::share(table, figures).0;
    let most = rows.iter().map(|(_, figures)| share(figures)).fold(0.0, f64::max);
    let column = |head, side, spare, cell: &dyn Fn(&Row, &Figures) -> String| {
        let cells: Vec<String> = rows.iter().map(|(row, figures)| cell(row, figures)).collect();
        let room = cells.iter().map(|cell| width(cell)).chain([width(head)]).max().unwrap_or(0);
        Column { head, cells, side, colour: None, spare, room }
    };
    let count = |head, spare, of: fn(&Figures) -> u64| {
        column(head, Side::Right, spare, &|_, figures| text::thousands(of(figures)))
    };
    let mut columns = vec![
        column("#", Side::Right, 0, &|row, _| row.rank.map(text::thousands).unwrap_or_default()),
        column("Name", Side::Left, 0, &|row, _| clean(&row.name)),
    ];
    let any = |says: fn(&Row, &Figures) -> bool| rows.iter().any(|(row, figures)| says(row, figures));
    if any(|row, _| row.issuer.is_some()) {
        let mut issuers =
            column("Issuer", Side::Left, 9, &|row, _| row.issuer.as_deref().map(clean).unwrap_or_default());
        issuers.room = issuers.room.min(ISSUER_ROOM);
        columns.push(issuers);
    }
    columns
        .push(column(text::share_head(table), Side::Right, 0, &|_, figures| text::percent(share(figures))));
    let mut bars = column("", Side::Left, 8, &|_, figures| bar(share(figures), most));
    (bars.colour, bars.room) = (Some(CYAN), BAR_ROOM);
    columns.push(bars);
    columns.push(column("95% interval", Side::Right, 3, &|_, figures| {
        let (_, low, high) = text::share(table, figures);
        text::interval(low, high)
    }));
    if any(|row, _| row.rank_set.is_some()) {
        columns.push(column("Ranks", Side::Right, 4, &|row, _| {
            row.rank_set.map(text::rank_set).unwrap_or_default()
        }));
    }
    // Change is that of the share of postings that name a row.
    if table.measure != Measure::Required && any(|_, figures| figures.change.is_some()) {
        columns.push(column("Change", Side::Right, 2, &|_, figures| {
            figures.change.as_ref().map(text::change).unwrap_or_default()
        }));
    }
    if any(|_, figures| figures.specificity.is_some()) {
        columns.push(column("Specific", Side::Right, 6, &|_, figures| {
            figures.specificity.map(text::specificity).unwrap_or_default()
        }));
    }
    columns.push(count("Postings", 1, |figures| figures.postings));
    if table.employers_known {
        columns.push(count("Employers", 2, |figures| figures.employers.unwrap_or_default()));
    }
    columns.push(count("Required", 5, |figures| figures.required));
    columns.push(count("Preferred", 7, |figures| figures.preferred));
    if any(|_, figures| figures.pay.is_some()) {
        columns.push(column(PAY, Side::Right, 10, &|_, figures| {
            figures.pay.map(|pay| text::thousands(pay.median)).unwrap_or_default()
        }));
    }
    columns
}

impl Column {
    fn pad(&self, text: &str) -> String {
        let text = fit(text, self.room);
        let space = " ".repeat(self.room.saturating_sub(width(&text)));
        if self.side == Side::Left { text + &space } else { space + &text }
    }
}

/// A bar in eighths of a character; the largest share of the table fills the room.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
fn bar(share: f64, most: f64) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = if most > 0.0 { (share / most * (BAR_ROOM * 8) as f64).round() as usize } else { 0 };
    let eighths = eighths.clamp(1, BAR_ROOM * 8);
    "█".repeat(eighths / 8) + PARTS[eighths % 8]
}

fn line(cells: impl Iterator<Item = String>) -> String {
    cells.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
}
