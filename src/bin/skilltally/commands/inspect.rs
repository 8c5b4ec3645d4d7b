//! `skilltally inspect`: what a dump is.

use crate::args::{InspectArgs, WorkArgs};
use crate::terminal::count;
use crate::{settings, terminal};
use skilltally::Result;
use skilltally::pipeline::{self, Coverage, Inspection};
use skilltally::source;
use std::fmt::Write;

pub(crate) fn run(args: &InspectArgs) -> Result<()> {
    let scan = settings::scan(&args.read, &WorkArgs::default(), false)?;
    for input in source::locate(&args.inputs)? {
        let inspection = pipeline::inspect(&input, &scan, args.sample)?;
        let mut out = String::new();
        // Writing to a String cannot fail.
        let _ = describe(&inspection, terminal::width(), &mut out);
        terminal::print(out.as_bytes())?;
    }
    Ok(())
}

fn describe(found: &Inspection, width: usize, out: &mut String) -> std::fmt::Result {
    writeln!(out, "{}", found.name)?;
    let size =
        found.size.map_or_else(String::new, |size| format!(" ({} on disk)", indicatif::HumanBytes(size)));
    writeln!(out, "  format      {}{size}", found.format)?;
    if let Some(reason) = &found.layout.encoding_reason {
        writeln!(out, "  encoding    {}: {reason}; --encoding overrides", found.layout.encoding)?;
    }
    let ledger = &found.ledger;
    writeln!(
        out,
        "  records     {} = {} kept + {} duplicate + {} rejected + {} without text",
        count(ledger.read),
        count(ledger.kept),
        count(ledger.duplicate),
        count(ledger.rejected),
        count(ledger.without_text)
    )?;
    for (reason, times) in found.reasons.iter().take(5) {
        writeln!(out, "    {:>6} rejected, such as {reason}", count(*times))?;
    }
    writeln!(
        out,
        "  employers   {} distinct, {} postings without one",
        count(found.employers as u64),
        count(found.without_employer)
    )?;
    match found.dates {
        Some((first, last)) => {
            writeln!(
                out,
                "  dates       {first} to {last}, {} postings without one",
                count(found.without_date)
            )?;
        }
        None => writeln!(out, "  dates       none is known")?,
    }
    if let Some((least, median, most)) = found.text_bytes {
        let [least, median, most] = [least, median, most].map(count);
        writeln!(out, "  text        {least} to {most} bytes a posting, median {median}")?;
    }
    let languages: Vec<String> = found
        .languages
        .iter()
        .map(|(language, times)| {
            format!("{} {}", if language.is_empty() { "unknown" } else { language }, count(*times))
        })
        .collect();
    writeln!(out, "  languages   {}", languages.join(", "))?;
    markets(&found.markets, width, out)?;
    columns(found, width, out)?;
    for (number, sample) in found.sample.iter().enumerate() {
        let [title, employer, place, day, text] = sample;
        writeln!(out, "  sample {}    {}", number + 1, join(&[title, employer, place, day]))?;
        writeln!(out, "    {}", cut(text, width.saturating_sub(4).max(20) * 2))?;
    }
    out.push('\n');
    Ok(())
}

/// What was understood of places, titles and pay, and what was not.
fn markets(found: &Coverage, width: usize, out: &mut String) -> std::fmt::Result {
    let percent = |part: u64, whole: u64| format!("{:.0}%", 100.0 * part as f64 / whole.max(1) as f64);
    let [stated, country, region] = found.places;
    writeln!(
        out,
        "  places      {} stated: country of {}, region of {}, {} remote or in several places",
        count(stated),
        percent(country, stated),
        percent(region, stated),
        count(found.remote_or_several)
    )?;
    unread(&found.unread_places, width, out)?;
    let [titles, occupations] = found.titles;
    writeln!(out, "  titles      {} stated: occupation of {}", count(titles), percent(occupations, titles))?;
    unread(&found.unread_titles, width, out)?;
    let [paid, pay] = found.pay;
    writeln!(out, "  pay         {} stated: yearly pay of {}", count(paid), percent(pay, paid))
}

/// The commonest texts of which nothing was understood.
fn unread(texts: &[(String, u64)], width: usize, out: &mut String) -> std::fmt::Result {
    if texts.is_empty() {
        return Ok(());
    }
    let texts = texts.iter().take(5).map(|(text, times)| format!("{:?} {}", cut(text, 40), count(*times)));
    let line = format!("    not understood: {}", texts.collect::<Vec<_>>().join(", "));
    writeln!(out, "{}", cut(&line, width.max(80)))
}

fn columns(found: &Inspection, width: usize, out: &mut String) -> std::fmt::Result {
    let widest = found.layout.columns.iter().map(|name| name.chars().count()).max().unwrap_or(0).clamp(6, 36);
    writeln!(out, "  columns     (--map ROLE=COLUMN gives another role)")?;
    for (index, name) in found.layout.columns.iter().enumerate() {
        let given = found.roles.all().iter().find(|role| role.column == index);
        let aside = found.roles.aside().iter().find(|aside| aside.column == index);
        let (role, reason) = match (given, aside) {
            (Some(given), _) => {
                let role = if given.field.is_empty() { given.role.name() } else { &given.field };
                (role, given.reason.as_str())
            }
            (None, Some(aside)) => ("-", aside.reason.as_str()),
            (None, None) if found.roles.short().contains(&index) => ("-", "kept for --by"),
            (None, None) => ("-", "not read"),
        };
        let line = format!("    {:<widest$}  {role:<16}  {reason}", cut(name, widest));
        writeln!(out, "{}", cut(&line, width.max(80)))?;
    }
    Ok(())
}

fn join(parts: &[&String]) -> String {
    let parts: Vec<&str> = parts.iter().map(|part| part.as_str()).filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// At most `most` characters, with an ellipsis where something is left out.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}
