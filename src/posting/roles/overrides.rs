//! What the person says about columns (`--map description=FullDescription`), and which column a
//! name stands for.

use super::Role;
use super::headers::{self, fold};
use crate::{Error, ErrorKind, Result};

/// What is said of one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Override {
    pub(super) column: usize,
    /// Nothing means that the column is to be ignored.
    pub(super) role: Option<Role>,
}

/// Reads the pairs of role and column name.
pub(super) fn read(overrides: &[(String, String)], columns: &[String]) -> Result<Vec<Override>> {
    let mut read: Vec<Override> = Vec::with_capacity(overrides.len());
    for (name, column) in overrides {
        let role = role(name)?;
        let column = find(column, columns)?;
        if read.iter().any(|before| before.column == column) {
            return Err(Error::new(
                ErrorKind::Columns,
                format!("the column '{}' is given two roles", columns[column]),
            ));
        }
        if role
            .is_some_and(|role| !role.takes_several() && read.iter().any(|before| before.role == Some(role)))
        {
            return Err(Error::new(ErrorKind::Columns, format!("the role '{name}' is given to two columns"))
                .help("only text and location may be spread over several columns"));
        }
        read.push(Override { column, role });
    }
    Ok(read)
}

/// The role with this name, or one that a column of this name would have; nothing for "ignore".
fn role(name: &str) -> Result<Option<Role>> {
    let folded = fold(name);
    if folded == "ignore" {
        return Ok(None);
    }
    if let Some(role) = Role::ALL.into_iter().find(|role| fold(role.name()) == folded) {
        return Ok(Some(role));
    }
    headers::meaning(name).map(|meaning| Some(meaning.role)).ok_or_else(|| {
        let known: Vec<&str> = Role::ALL.iter().map(|role| role.name()).collect();
        Error::new(ErrorKind::Settings, format!("there is no role '{name}'"))
            .help(format!("the roles are {}, and ignore", known.join(", ")))
    })
}

/// The column that a name stands for: its header, also with other case and signs, or `#3` for the
/// third.
pub(in crate::posting) fn find(name: &str, columns: &[String]) -> Result<usize> {
    if let Some(column) = columns.iter().position(|column| column == name) {
        return Ok(column);
    }
    if let Some(column) = name.strip_prefix('#').and_then(|number| number.parse::<usize>().ok())
        && (1..=columns.len()).contains(&column)
    {
        return Ok(column - 1);
    }
    let folded = fold(name);
    let mut alike =
        (0..columns.len()).filter(|column| !folded.is_empty() && fold(&columns[*column]) == folded);
    if let (Some(column), None) = (alike.next(), alike.next()) {
        return Ok(column);
    }
    Err(Error::new(ErrorKind::Columns, format!("there is no column '{name}'"))
        .help(nearest(&folded, columns)))
}

/// The columns whose names come nearest, or all of them when none is near.
fn nearest(folded: &str, columns: &[String]) -> String {
    let mut near: Vec<(usize, &str)> = columns
        .iter()
        .filter_map(|column| {
            let other = fold(column);
            if other.is_empty() || folded.is_empty() {
                return None;
            }
            let contained = other.contains(folded) || folded.contains(other.as_str());
            let steps = if contained { 1 } else { distance(folded, &other) };
            (steps <= 1 + folded.chars().count() / 3).then_some((steps, column.as_str()))
        })
        .collect();
    near.sort_by_key(|(steps, _)| *steps);
    if near.is_empty() {
        return format!("the columns are {}", list(columns));
    }
    let near: Vec<String> = near.iter().take(3).map(|(_, column)| format!("'{column}'")).collect();
    format!("did you mean {}?", near.join(" or "))
}

/// The columns for a message, a nameless one by its number.
pub(super) fn list(columns: &[String]) -> String {
    const MOST: usize = 40;
    let mut names: Vec<String> = columns
        .iter()
        .take(MOST)
        .enumerate()
        .map(|(index, name)| if name.is_empty() { format!("#{}", index + 1) } else { format!("'{name}'") })
        .collect();
    if columns.len() > MOST {
        names.push(format!("and {} more", columns.len() - MOST));
    }
    names.join(", ")
}

/// The edits between two names, each cut to 64 characters.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, character) in one.chars().take(64).enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (at, against) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(character != *against);
            diagonal = row[at + 1];
            row[at + 1] = replaced.min(row[at] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<String> {
        ["", "Job Title", "FullDescription", "Company"].map(str::to_owned).to_vec()
    }

    #[test]
    fn columns_are_found_by_name_and_number() {
        for (name, column) in [("Job Title", 1), ("job_title", 1), ("#1", 0), ("#4", 3), ("company", 3)] {
            assert_eq!(find(name, &columns()).unwrap(), column, "{name}");
        }
        for (name, help) in [
            ("FullDescripton", "did you mean 'FullDescription'?"),
            ("description", "did you mean 'FullDescription'?"),
            ("xyz", "the columns are #1, 'Job Title', 'FullDescription', 'Company'"),
            ("#9", "the columns are #1, 'Job Title', 'FullDescription', 'Company'"),
        ] {
            let error = find(name, &columns()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Columns);
            assert_eq!(error.advice(), Some(help), "{name}");
        }
    }

    #[test]
    fn roles_are_known_by_name_and_by_header() {
        let pairs = |pairs: &[(&str, &str)]| {
            let pairs: Vec<_> =
                pairs.iter().map(|(role, column)| ((*role).into(), (*column).into())).collect();
            read(&pairs, &columns())
        };
        let read =
            pairs(&[("description", "FullDescription"), ("company", "Company"), ("ignore", "#1")]).unwrap();
        assert_eq!(read[1], Override { column: 3, role: Some(Role::Employer) });
        assert_eq!(read[2], Override { column: 0, role: None });
        let wrong = |wrong: &[(&str, &str)]| pairs(wrong).unwrap_err().to_string();
        assert_eq!(wrong(&[("colour", "Company")]), "there is no role 'colour'");
        assert_eq!(wrong(&[("id", "#1"), ("title", "#1")]), "the column '' is given two roles");
        assert_eq!(wrong(&[("id", "#1"), ("id", "#2")]), "the role 'id' is given to two columns");
    }
}
