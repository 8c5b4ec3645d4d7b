//! Words and figures as people read them.

use super::{About, Unread};
use crate::tables::{Change, Figures, Measure, Method, RankedTable, Standing};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A number with its thousands apart: `1,234,567`.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A part as a percentage with one decimal; what is there but would round to nothing says so.
pub(super) fn percent(part: f64) -> String {
    if part > 0.0 && part < 0.0005 { "<0.1%".to_owned() } else { format!("{:.1}%", part * 100.0) }
}

/// Both ends of an interval as percentages.
pub(super) fn interval(low: f64, high: f64) -> String {
    format!("{:.1}–{:.1}%", low * 100.0, high * 100.0)
}

/// The share that a table shows, with its interval: of postings that require the row where it is ranked by that.
pub(super) fn share(table: &RankedTable, figures: &Figures) -> (f64, f64, f64) {
    match table.measure {
        Measure::Required => (figures.required_share, figures.required_low, figures.required_high),
        _ => (figures.share, figures.share_low, figures.share_high),
    }
}

/// What that share is called.
pub(super) fn share_head(table: &RankedTable) -> &'static str {
    if table.measure == Measure::Required { "Required share" } else { "Share" }
}

/// A rank with how far up or down it could honestly stand: `2–5`, or one figure where that is certain.
pub(super) fn rank_set((low, high): (u64, u64)) -> String {
    if low == high { thousands(low) } else { format!("{}–{}", thousands(low), thousands(high)) }
}

/// A change in percentage points, and what its interval says.
pub(super) fn change(change: &Change) -> String {
    let points = change.change * 100.0;
    let sign = if points < 0.0 { '−' } else { '+' };
    format!("{sign}{:.1} {}", points.abs(), change.trend())
}

/// How many times the share of all markets: `2.4×`.
pub(super) fn specificity(times: f64) -> String {
    format!("{times:.1}×")
}

/// Text without characters that would move the cursor, break the line or turn its direction: market
/// names come out of dumps.
pub(super) fn clean(text: &str) -> String {
    let unsafe_mark =
        |c: char| c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if unsafe_mark(c) { ' ' } else { c }).collect()
}

/// How many terminal columns a text takes.
pub(super) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// A text of at most `room` columns, its end given up for an ellipsis where it is longer.
pub(super) fn fit(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > room {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// The market as a heading.
pub(super) fn market(table: &RankedTable) -> String {
    if table.market.is_empty() {
        return "All postings".to_owned();
    }
    let part = |(name, value): &(String, String)| {
        let value = if value.is_empty() { "not stated" } else { value };
        format!("{}: {}", clean(name), clean(value))
    };
    table.market.iter().map(part).collect::<Vec<_>>().join(" · ")
}

/// What the rows are and what is behind them.
pub(super) fn subject(table: &RankedTable) -> String {
    let rows = match table.group.as_str() {
        "all" => "All kinds".to_owned(),
        "mix" => "Degrees, licences, certifications and microcredentials".to_owned(),
        "degree_level" => "Degree levels (lowest required, highest preferred)".to_owned(),
        "issuer_kind" => "Kinds of issuers".to_owned(),
        "family" => "Families of credentials".to_owned(),
        "kind" => "Kinds".to_owned(),
        "level" => "Levels of credentials".to_owned(),
        "delivery" => "How credentials are delivered".to_owned(),
        "rigor" => "How credentials are assessed".to_owned(),
        "generic_credential" => "Credentials without a name".to_owned(),
        group => {
            let mut letters = group.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).chain(['s']).collect()
        }
    };
    let employers = if table.employers_known {
        count(table.market_employers, "employer", "employers")
    } else {
        "employers not known".to_owned()
    };
    let postings = count(table.market_postings, "posting", "postings");
    format!("{rows} by {} · {postings} · {employers}", table.measure)
}

/// What is not in the table, and why.
pub(super) fn notes(table: &RankedTable) -> Vec<String> {
    let mut notes = Vec::new();
    let figures = || table.rows.iter().filter_map(|row| row.figures.as_ref());
    match table.standing {
        Standing::Ranked if table.rows.is_empty() => notes.push("Nothing of this kind is named.".to_owned()),
        Standing::Ranked => {}
        Standing::TooSmall => notes.push(format!("Not ranked: fewer than {} postings.", table.min_postings)),
        Standing::NoEmployers => {
            notes.push("Not ranked: no employer is known to rank by. Rank by share instead.".to_owned());
        }
    }
    if !table.stacks_toward.is_empty() && table.standing == Standing::Ranked {
        let toward: Vec<String> = table.stacks_toward.iter().map(|name| clean(name)).collect();
        notes.push(format!("A step toward {}.", toward.join(", ")));
    }
    if table.cut > 0 {
        notes.push(format!("{} further down left out.", count(to_u64(table.cut), "row", "rows")));
    }
    let shows_change = table.standing == Standing::Ranked && table.measure != Measure::Required;
    if let Some(previous) = table.previous.as_ref().filter(|_| shows_change) {
        notes.push(format!("Change is in percentage points since {}.", clean(previous)));
        if figures().filter_map(|figures| figures.change).any(|change| !change.comparable) {
            notes.push(
                "Not comparable: one of the two periods has less than a tenth of the other's postings. Of a dump taken \
                 on one day, what is left of earlier ones are ads that stayed open."
                    .to_owned(),
            );
        }
    }
    if table.group == "degree_level" && table.standing == Standing::Ranked {
        notes.push("A degree without a level counts as a bachelor's.".to_owned());
    }
    let alone = table.rows.iter().filter_map(|row| {
        let part = row.figures.as_ref()?.top_employer_part.filter(|part| *part >= 0.5)?;
        Some(format!("{} ({})", clean(&row.name), percent(part)))
    });
    let alone: Vec<String> = alone.collect();
    if !alone.is_empty() {
        let shown = alone.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
        let more = alone.len().saturating_sub(5);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        notes.push(format!("Half or more of the postings are one employer's: {shown}{more}."));
    }
    if table.method == Method::Wilson && table.rows.iter().any(|row| row.figures.is_some()) {
        notes.push("No employer is known: intervals take every posting for a draw of its own.".to_owned());
    }
    if table.withheld > 0 {
        let rows = count(to_u64(table.withheld), "row", "rows");
        let postings = count(table.min_postings, "posting", "postings");
        let reason = if table.employers_known {
            format!("fewer than {postings} or {}", count(table.min_employers, "employer", "employers"))
        } else {
            format!("fewer than {postings}")
        };
        let and = if table.group == "mix" { ", or they would give such a row away" } else { "" };
        notes.push(format!("{rows} withheld: {reason}{and}."));
    }
    notes
}

/// What the column of pay is, where there is one.
pub(super) fn pay(table: &RankedTable) -> Option<String> {
    let figures = table.rows.iter().filter_map(|row| row.figures.as_ref());
    let currency = table.pay_currency.as_ref()?;
    let any = figures.into_iter().any(|figures| figures.pay.is_some());
    any.then(|| format!("Pay is the median of stated yearly pay, in {}.", clean(currency)))
}

/// The markets that are too small to rank, told together.
pub(super) fn too_small(tables: &[RankedTable]) -> Option<String> {
    let small = || tables.iter().filter(|table| table.standing == Standing::TooSmall);
    let least = small().next()?.min_postings;
    // A market has a table for each group.
    let markets: std::collections::BTreeSet<_> = small().map(|table| &table.market).collect();
    let markets = count(to_u64(markets.len()), "market is", "markets are");
    Some(format!("{markets} not ranked: fewer than {} postings.", thousands(least)))
}

/// What there is to say where there is no table.
pub(super) fn nothing(about: &About) -> &'static str {
    let count =
        |name: &str| about.ledger.iter().find(|(other, _)| other == name).map_or(0, |(_, count)| *count);
    if count("filtered") > 0 && count("counted") == 0 {
        "There is no posting of which all conditions of --where hold."
    } else {
        "There is no posting to rank."
    }
}

/// What became of the postings. What was not filtered, and what counts as it was kept, goes without saying.
pub(super) fn ledger(about: &About) -> String {
    let find = |name: &str| about.ledger.iter().find(|(other, _)| other == name).map(|(_, count)| *count);
    let says_something = |(name, count): &&(String, u64)| match name.as_str() {
        // Copies are among the duplicates, unless they are near ones.
        "filtered" => *count > 0,
        "copy" => *count > 0 && Some(*count) != find("duplicate"),
        "counted" => Some(*count) != find("kept"),
        _ => true,
    };
    let lines = about.ledger.iter().filter(says_something);
    let lines: Vec<String> =
        lines.map(|(name, count)| format!("{} {}", thousands(*count), name.replace('_', " "))).collect();
    format!("Postings: {}", lines.join(" · "))
}

/// Places and titles of which nothing was understood.
pub(super) fn unread(about: &About) -> Vec<String> {
    const SHOWN: usize = 5;
    let line = |unread: &Unread| {
        let examples = unread.commonest.iter().take(SHOWN);
        let examples: Vec<String> = examples
            .map(|(text, postings)| format!("{:?} {}", fit(&clean(text), 40), thousands(*postings)))
            .collect();
        let postings = count(unread.postings, "posting has", "postings have");
        format!("{postings} a {} that was not understood: {}", unread.what, examples.join(", "))
    };
    about.unread.iter().filter(|unread| unread.postings > 0).map(line).collect()
}

/// What made the tables.
pub(super) fn maker(about: &About) -> String {
    let concepts = count(about.dictionary_concepts, "concept", "concepts");
    format!("skilltally {} · dictionary {} ({concepts})", about.program_version, about.dictionary_fingerprint)
}

fn count(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", thousands(number), if number == 1 { one } else { many })
}

fn to_u64(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_for_people() {
        assert_eq!([0, 999, 1000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(
            [0.0, 0.0004, 0.0005, 0.123, 1.0].map(percent),
            ["0.0%", "<0.1%", "0.1%", "12.3%", "100.0%"]
        );
        assert_eq!(interval(0.1009, 0.1481), "10.1–14.8%");
    }

    #[test]
    fn texts_fit_their_room() {
        assert_eq!(fit("Security+", 9), "Security+");
        assert_eq!(fit("Security+ (SY0)", 10), "Security+…");
        assert_eq!(fit("日本語能力試験", 7), "日本語…");
        assert_eq!(clean("a\u{1b}[31m\nb\u{202e}c"), "a [31m b c");
    }
}
