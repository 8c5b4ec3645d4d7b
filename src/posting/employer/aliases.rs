//! Other names of one employer, from a person's file or from the small table that comes with the crate.

use std::borrow::Cow;
use std::collections::HashMap;

use super::normalise;
use crate::error::{Error, ErrorKind, Result};

/// Very common other names: abbreviations, older and longer names of the same employer.
const BUILT_IN: &str = include_str!("../../../dictionaries/employers/aliases.tsv");

/// First and second fields of a header line.
const HEADER: (&[&str], &[&str]) = (
    &["name", "alias", "as written", "name as written", "variant", "written"],
    &["employer", "employer name"],
);

/// The employers that other names stand for, by key.
#[derive(Clone, Debug, Default)]
pub struct Aliases(HashMap<String, String>);

impl Aliases {
    /// The table that comes with the crate.
    pub fn built_in() -> Self {
        let lines = BUILT_IN.lines().filter(|line| !line.starts_with('#'));
        Self(lines.filter_map(|line| line.split_once('\t')).map(|(a, b)| (a.into(), b.into())).collect())
    }

    /// The aliases of a file: a line for each, the name as written and the employer, parted by a tab or
    /// else by a comma (a field that has commas stands in double quotes). Lines that are blank or begin
    /// with "#" say nothing, and a first line of "name" and "employer" is a header. Both sides are
    /// normalised. An employer that is an alias itself stands for what it is an alias of. `name` names
    /// the file in errors.
    ///
    /// # Errors
    ///
    /// Of kind [`ErrorKind::Settings`], with the number of the line: a line that has not two fields, a
    /// name that is empty when normalised, a name with two employers, or names that stand for each
    /// other in a circle.
    pub fn parse(text: &str, name: &str) -> Result<Self> {
        let wrong = |line: usize, what: String| {
            Err(Error::new(ErrorKind::Settings, format!("line {line}: {what}"))
                .in_file(name)
                .help("write on each line a name, a tab, and the employer that it stands for"))
        };
        let mut found: HashMap<String, (String, usize)> = HashMap::new();
        let mut is_first = true;
        for (index, line) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
            let (number, line) = (index + 1, line.trim_end_matches('\r'));
            if line.trim().is_empty() || line.trim_start().starts_with('#') {
                continue;
            }
            let Some((written, employer)) = fields(line) else {
                return wrong(number, "not a name and an employer".into());
            };
            let (from, to) = (normalise(&written), normalise(&employer));
            let header = HEADER.0.contains(&from.as_str()) && HEADER.1.contains(&to.as_str());
            if std::mem::take(&mut is_first) && header {
                continue;
            }
            for (key, side) in [(&from, &written), (&to, &employer)] {
                if key.is_empty() {
                    return wrong(number, format!("“{}” names no employer", side.trim()));
                }
            }
            match found.get(&from) {
                _ if from == to => {}
                Some((other, earlier)) if *other != to => {
                    return wrong(
                        number,
                        format!("“{from}” stands for “{to}” here and for “{other}” on line {earlier}"),
                    );
                }
                Some(_) => {}
                None => {
                    found.insert(from, (to, number));
                }
            }
        }
        let mut aliases = HashMap::with_capacity(found.len());
        // In the order of the lines, so that an error is always the same.
        let mut keys: Vec<_> = found.iter().map(|(key, (_, line))| (*line, key)).collect();
        keys.sort_unstable();
        for (line, key) in keys {
            let Some(end) = follow(key, |key| found.get(key).map(|(to, _)| to.as_str()), found.len()) else {
                return wrong(line, format!("“{key}” stands for itself by way of other names"));
            };
            aliases.insert(key.clone(), end.to_string());
        }
        Ok(Self(aliases))
    }

    /// These aliases with those of `over`, which go first: a name that both have is what `over` says, and
    /// an employer that `over` renames is renamed. A circle between the two is broken in favour of `over`.
    #[must_use]
    pub fn with(self, over: Self) -> Self {
        let mut merged = over.0;
        for (key, to) in self.0 {
            let end = merged.get(&to).cloned().unwrap_or(to);
            if key != end {
                merged.entry(key).or_insert(end);
            }
        }
        // An employer that `over` names by one of the first table's aliases.
        let ends: Vec<_> = merged
            .iter()
            .filter_map(|(key, to)| {
                let end = follow(to, |key| merged.get(key).map(String::as_str), merged.len())?;
                (end != to && end != key).then(|| (key.clone(), end.to_string()))
            })
            .collect();
        merged.extend(ends);
        Self(merged)
    }

    /// The key of the employer that a name as written stands for.
    pub fn key(&self, name: &str) -> Cow<'_, str> {
        let key = normalise(name);
        match self.0.get(&key) {
            Some(employer) => Cow::Borrowed(employer),
            None => Cow::Owned(key),
        }
    }

    /// The key of the employer that a key stands for, the key itself if it is nobody's alias.
    pub fn of_key<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// How many names stand for another.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The end of the chain that begins at `key`; none if it never ends.
fn follow<'a>(key: &'a str, next: impl Fn(&str) -> Option<&'a str>, most: usize) -> Option<&'a str> {
    let mut end = key;
    for _ in 0..=most {
        match next(end) {
            Some(further) => end = further,
            None => return Some(end),
        }
    }
    None
}

/// The two fields of a line; none if it has fewer or more.
fn fields(line: &str) -> Option<(Cow<'_, str>, Cow<'_, str>)> {
    if let Some((one, other)) = line.split_once('\t') {
        // More tabs than one are alignment.
        let other = other.trim_matches('\t');
        return (!other.contains('\t')).then(|| (unquoted(one), unquoted(other)));
    }
    let mut quoted = false;
    let mut commas = line.char_indices().filter(|(_, sign)| {
        quoted ^= *sign == '"';
        *sign == ',' && !quoted
    });
    let (at, _) = commas.next()?;
    commas.next().is_none().then(|| (unquoted(&line[..at]), unquoted(&line[at + 1..])))
}

fn unquoted(field: &str) -> Cow<'_, str> {
    let field = field.trim();
    match field.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inside) if inside.contains("\"\"") => Cow::Owned(inside.replace("\"\"", "\"")),
        Some(inside) => Cow::Borrowed(inside),
        None => Cow::Borrowed(field),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_built_in_table_is_canonical() {
        let rows: Vec<_> = BUILT_IN.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(rows.is_sorted_by(|a, b| a.split('\t').next() < b.split('\t').next()));
        let aliases = Aliases::built_in();
        assert_eq!(aliases.len(), rows.len());
        for row in rows {
            let fields: Vec<_> = row.split('\t').collect();
            assert_eq!(fields.len(), 2, "{row}");
            for field in &fields {
                assert_eq!(normalise(field), *field, "{row}");
            }
            assert!(!aliases.0.contains_key(fields[1]), "{row}: a chain");
        }
        assert_eq!(
            Aliases::parse(BUILT_IN, "aliases.tsv").map(|aliases| aliases.len()).ok(),
            Some(aliases.len())
        );
        assert_eq!(aliases.key("Ernst & Young LLP"), aliases.key("EY"));
    }

    #[test]
    fn files() {
        let text = "\u{feff}# mine\nname,employer\n\n\"Acme, Inc.\",Acme Group\r\n\
                    Acme Labs\tACME\nWidgets,The Widget Co\nWidgets Ltd,Widget\nSelf,SELF Inc\n";
        let aliases = Aliases::parse(text, "a.csv").expect("sound");
        assert_eq!(aliases.key("acme"), "acme group");
        assert_eq!(aliases.key("Acme Labs LLC"), "acme group");
        assert_eq!(aliases.key("widgets"), "widget");
        assert_eq!(aliases.key("Other Ltd"), "other");
        assert_eq!(aliases.of_key("acme labs"), "acme group");
        assert_eq!(aliases.len(), 3);
        assert!(Aliases::parse("", "a").expect("empty").is_empty());
    }

    #[test]
    fn errors_name_the_line() {
        for (text, expected) in [
            ("Acme", "a.tsv: line 1: not a name and an employer"),
            ("# x\nAcme, Inc., Acme", "a.tsv: line 2: not a name and an employer"),
            ("Acme\tB\tC", "a.tsv: line 1: not a name and an employer"),
            ("A\tB\nA\tC", "a.tsv: line 2: “a” stands for “c” here and for “b” on line 1"),
            ("A\tB\nB\tC\nC\tA", "a.tsv: line 1: “a” stands for itself by way of other names"),
            ("A\tConfidential", "a.tsv: line 1: “Confidential” names no employer"),
            ("A\t", "a.tsv: line 1: “” names no employer"),
        ] {
            let error = Aliases::parse(text, "a.tsv").expect_err(text);
            assert_eq!(error.to_string(), expected, "{text}");
            assert_eq!(error.kind(), ErrorKind::Settings);
        }
    }

    #[test]
    fn one_table_over_another() {
        let first = Aliases::parse("A\tB\nC\tB\nX\tY", "first").expect("sound");
        let over = Aliases::parse("A\tD\nB\tE\nQ\tX\nY\tX", "over").expect("sound");
        let both = first.with(over);
        for (name, key) in [("A", "d"), ("B", "e"), ("C", "e"), ("Q", "x"), ("Y", "x"), ("X", "x")] {
            assert_eq!(both.key(name), key, "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "([a-d]|,|\t|\n|\"|#|\\PC){0,40}") {
            let _ = Aliases::parse(&text, "x").map(|aliases| Aliases::built_in().with(aliases));
        }
    }
}
