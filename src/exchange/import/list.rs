//! Plain lists: a term a line, or a table with a column `name` and, where they are known, `aliases`
//! (parted by `|` or `;`), `kind` and `issuer`.

use super::draft::{Draft, DraftIssuer, Gathered};
use super::table::Table;
use super::{Format, Reason};
use crate::dictionary::Kind;
use crate::error::Result;
use crate::fold::fold;

/// What the column with the terms may be called.
const NAMES: [&str; 6] = ["name", "term", "label", "title", "skill", "tagname"];

pub(super) fn read(file: &str, text: &str, gathered: &mut Gathered<'_>) -> Result<()> {
    let table = Table::open(file, text)?;
    let is_table = NAMES.iter().any(|name| table.column(&[name]).is_some())
        && (text.lines().next().is_some_and(|line| line.contains([',', ';', '\t', '|']))
            || table.column(&["name"]).is_some());
    if is_table { rows(table, gathered) } else { lines(text, gathered) }
}

fn lines(text: &str, gathered: &mut Gathered<'_>) -> Result<()> {
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        gathered.records += 1;
        let kind = gathered.options.kind.unwrap_or(Kind::Skill);
        gathered.take(Draft::new(&key(line), line, kind));
    }
    Ok(())
}

fn rows(table: Table<'_>, gathered: &mut Gathered<'_>) -> Result<()> {
    let name = table.need("name", &NAMES, Format::List.expects())?;
    let aliases = table.column(&["aliases", "alias", "altlabels", "synonyms"]);
    let (kind, issuer) = (table.column(&["kind"]), table.column(&["issuer", "issuername"]));
    table.each(|row| {
        gathered.records += 1;
        let name = row.get(name);
        let kind = match row.cell(kind).to_lowercase().as_str() {
            "" => gathered.options.kind.unwrap_or(Kind::Skill),
            word => match word.parse() {
                Ok(kind) => kind,
                Err(()) => {
                    gathered.skip(&format!("{name} ({word})"), Reason::UnknownKind);
                    return Ok(());
                }
            },
        };
        let mut draft = Draft::new(&key(name), name, kind);
        let aliases = row.cell(aliases).split(['|', ';', '\n']).map(str::trim);
        draft.aliases = aliases.filter(|alias| !alias.is_empty()).map(str::to_owned).collect();
        draft.issuer = DraftIssuer::named(row.cell(issuer));
        gathered.take(draft);
        Ok(())
    })
}

/// Lists have no ids: the folded name stands for the term, so that "SQL" and "sql" are one.
fn key(name: &str) -> String {
    fold(name)
}
