//! `skilltally dictionary` and `--version`.

use crate::args::{DictionaryCommand, WorkArgs};
use crate::{settings, terminal};
use skilltally::dictionary::{Concept, Dictionary, context::ContextRef};
use skilltally::fold::fold;
use skilltally::ids::ConceptId;
use skilltally::scanner::{self, Asked, DegreeLevel, Mention, Scanner, Scratch, Surroundings, Years};
use skilltally::{Error, ErrorKind, Result};
use std::fmt::Write;
use std::io::Read;

pub(crate) fn run(command: DictionaryCommand, quiet: bool) -> Result<()> {
    let mut out = String::new();
    match command {
        DictionaryCommand::Show { term, work } => show(&term, &settings::dictionary(&work)?, &mut out)?,
        DictionaryCommand::Import(args) => return super::exchange::import(&args, quiet),
        DictionaryCommand::Export(args) => return super::exchange::export(&args, quiet),
        DictionaryCommand::Check { work } => return check(&settings::dictionary(&work)?, quiet),
        DictionaryCommand::Test { text, employer, work } => test(&text, &employer, &work, &mut out)?,
    }
    terminal::print(out.as_bytes())
}

/// `--version`.
pub(crate) fn version() -> Result<()> {
    let dictionary = Dictionary::embedded()?;
    let text = format!(
        "skilltally {} (dictionary {}, {} concepts, {} forms)\n",
        env!("CARGO_PKG_VERSION"),
        dictionary.fingerprint(),
        dictionary.concepts().len(),
        dictionary.forms().len()
    );
    terminal::print(text.as_bytes())
}

fn show(term: &str, dictionary: &Dictionary, out: &mut String) -> Result<()> {
    let wanted = fold(term);
    let all = || (0..dictionary.concepts().len()).filter_map(ConceptId::new);
    let texts = |concept: &Concept| {
        let names = [concept.id.clone(), fold(&concept.name)];
        names.into_iter().chain(concept.aliases.iter().map(|alias| fold(&alias.t))).collect::<Vec<_>>()
    };
    let mut found: Vec<ConceptId> =
        all().filter(|id| texts(dictionary.concept(*id)).contains(&wanted)).collect();
    if found.is_empty() && !wanted.is_empty() {
        let contains =
            |id: &ConceptId| texts(dictionary.concept(*id)).iter().any(|text| text.contains(&wanted));
        found = all().filter(contains).collect();
    }
    if found.is_empty() {
        return Err(Error::new(ErrorKind::Dictionary, format!("no concept is called {term:?}"))
            .help("add one in a file of your own: --dictionary FILE; dictionaries/README.md says how"));
    }
    for id in found {
        describe(id, dictionary, out);
    }
    Ok(())
}

fn describe(id: ConceptId, dictionary: &Dictionary, out: &mut String) {
    let concept = dictionary.concept(id);
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{}  {}", concept.id, concept.name);
    let mut line = |key: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "  {key:<10} {value}");
        }
    };
    line("kind", concept.kind.name());
    let issuer = concept.issuer.as_deref().and_then(|issuer| dictionary.issuer(issuer));
    line(
        "issuer",
        &issuer.map_or(String::new(), |issuer| format!("{} ({})", issuer.name, issuer.kind.name())),
    );
    line("level", concept.level.as_deref().unwrap_or(""));
    let parents: Vec<&str> =
        dictionary.lineage(id).skip(1).map(|parent| dictionary.concept(parent).name.as_str()).collect();
    line("family", &parents.join(" < "));
    let members = dictionary.concepts().iter().filter(|other| other.family.as_deref() == Some(&concept.id));
    line("members", &members.map(|member| member.name.as_str()).collect::<Vec<_>>().join(", "));
    line("rigor", concept.rigor.map_or("", |rigor| rigor.name()));
    line("delivery", concept.delivery.map_or("", |delivery| delivery.name()));
    line("not in", &concept.not_within.join(", "));
    for form in dictionary.forms().iter().filter(|form| form.concept == id) {
        let rules = [
            (form.case != Default::default()).then(|| format!("case {:?}", form.case).to_lowercase()),
            contexts("needs", &form.needs, dictionary),
            contexts("forbids", &form.forbids, dictionary),
        ];
        let rules: Vec<String> = rules.into_iter().flatten().collect();
        let rules = if rules.is_empty() { String::new() } else { format!("   [{}]", rules.join("; ")) };
        line("alias", &format!("{}{rules}", form.text));
    }
    out.push('\n');
}

fn contexts(what: &str, refs: &[ContextRef], dictionary: &Dictionary) -> Option<String> {
    let name = |context: &ContextRef| match context {
        ContextRef::Words(id) => dictionary.contexts()[id.index()].id.clone(),
        ContextRef::Computed(computed) => computed.name().to_owned(),
    };
    let names: Vec<String> = refs.iter().map(name).collect();
    (!names.is_empty()).then(|| format!("{what} {}", names.join(" or ")))
}

fn test(text: &str, employer: &str, work: &WorkArgs, out: &mut String) -> Result<()> {
    let mut read = String::new();
    let text = if text == "-" {
        std::io::stdin().read_to_string(&mut read).map_err(|error| {
            Error::new(ErrorKind::Input, "the text cannot be read").in_file("-").because(error)
        })?;
        &read
    } else {
        text
    };
    let dictionary = settings::dictionary(work)?;
    let scanner = Scanner::new(&dictionary)?;
    let mut mentions: Vec<Mention> = Vec::new();
    let around = Surroundings { employer, ..Surroundings::default() };
    let asked = scanner.scan(text, &around, &mut Scratch::default(), &mut mentions);
    let rules = dictionary.rules();
    for mention in &mentions {
        let concept = dictionary.concept(mention.concept);
        let notes = [
            mention.rule.map(|rule| rules[rule.index()].clone()),
            mention.either_or.map(|list| format!("either-or {list}")),
            mention.years.map(years),
        ];
        let notes = notes.into_iter().flatten().collect::<Vec<_>>().join("; ");
        let rule = if notes.is_empty() { notes } else { format!(" ({notes})") };
        let surface = text[mention.start..mention.end].split_whitespace().collect::<Vec<_>>().join(" ");
        // Writing to a String cannot fail.
        let kind = concept.kind.name();
        let _ = writeln!(
            out,
            "{:>5}..{:<5} {surface:<28} {:<28} {kind:<14} {}{rule}",
            mention.start, mention.end, concept.id, mention.status
        );
    }
    if mentions.is_empty() {
        terminal::note("nothing was found");
    }
    summary(asked, out);
    Ok(())
}

fn years(years: Years) -> String {
    match years.high {
        Some(high) => format!("{}-{high} years", years.low),
        None => format!("{}+ years", years.low),
    }
}

/// What a text asks as a whole, a line each.
fn summary(asked: Asked<'_>, out: &mut String) {
    let degree =
        |what: &str, level: Option<DegreeLevel>| level.map(|level| format!("{what}: {}", level.name()));
    let required = degree("degree required", asked.degree_required)
        .map(|line| line + if asked.degree_or_equivalent { ", or equivalent" } else { "" });
    let time = asked.years.map(|asked| {
        format!(
            "experience: {}{}",
            years(asked.years),
            asked.of.map_or(String::new(), |of| format!(" of {of}"))
        )
    });
    let field = asked.field_of_study.map(|field| format!("field of study: {field}"));
    for line in
        [required, degree("degree preferred", asked.degree_preferred), field, time].into_iter().flatten()
    {
        let _ = writeln!(out, "  {line}");
    }
}

fn check(dictionary: &Dictionary, quiet: bool) -> Result<()> {
    let scanner = Scanner::new(dictionary)?;
    let mut findings = skilltally::dictionary::check::findings(dictionary);
    let (held, failed) = scanner::proof(&scanner, dictionary);
    findings.extend(failed);
    let listed: String = findings.iter().map(|finding| format!("{finding}\n")).collect();
    terminal::print(listed.as_bytes())?;
    if !quiet {
        let today = jiff::tz::Offset::UTC.to_datetime(jiff::Timestamp::now()).date();
        let month = (i32::from(today.year()), u32::from(today.month().unsigned_abs()));
        for note in skilltally::dictionary::check::notes(dictionary, month) {
            terminal::note(&format!("note: {note}"));
        }
    }
    terminal::note(&format!(
        "{} concepts, {} forms, {held} tests hold, {} findings",
        terminal::count(dictionary.concepts().len() as u64),
        terminal::count(dictionary.forms().len() as u64),
        terminal::count(findings.len() as u64)
    ));
    if findings.is_empty() {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Dictionary, "the dictionary has entries to mend")
        .help("dictionaries/README.md describes the format"))
}
