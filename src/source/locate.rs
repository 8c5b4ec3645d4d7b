//! Which files are meant: names, folders, patterns and `-` become a list of inputs in a fixed order.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};

/// What a folder is searched for.
const ENDINGS: [&str; 7] = ["csv", "tsv", "txt", "jsonl", "ndjson", "json", "parquet"];
const COMPRESSED: [&str; 3] = [".gz", ".zst", ".zstd"];

/// One dump to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The name as it is shown.
    pub name: String,
    /// The file; none for standard input.
    pub path: Option<PathBuf>,
}

impl Input {
    /// A file.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self { name: path.display().to_string(), path: Some(path) }
    }

    /// Standard input.
    pub fn stdin() -> Self {
        Self { name: "-".into(), path: None }
    }
}

/// Finds the inputs that `patterns` mean: files as they are named, the dumps in folders and what
/// patterns match in the order of their names. What is named twice is kept in its first place.
pub fn locate(patterns: &[String]) -> Result<Vec<Input>> {
    let (mut inputs, mut seen) = (Vec::new(), HashSet::new());
    for pattern in patterns {
        for input in meant(pattern)? {
            let real =
                input.path.as_ref().map(|path| fs::canonicalize(path).unwrap_or_else(|_| path.clone()));
            if seen.insert(real) {
                inputs.push(input);
            }
        }
    }
    if inputs.is_empty() {
        return Err(Error::new(ErrorKind::Input, "no input was named")
            .help("name a file, a folder, a pattern such as 'dumps/*.csv.gz', or - for standard input"));
    }
    Ok(inputs)
}

fn meant(pattern: &str) -> Result<Vec<Input>> {
    if pattern == "-" {
        return Ok(vec![Input::stdin()]);
    }
    let path = Path::new(pattern);
    let mut paths = Vec::new();
    if path.is_dir() {
        walk(path, &mut paths)?;
        if paths.is_empty() {
            let known = ENDINGS.map(|ending| format!(".{ending}")).join(" ");
            return Err(Error::new(ErrorKind::Input, "the folder holds no file of a known kind")
                .in_file(pattern)
                .help(format!("looked for {known}, each also as .gz or .zst; name other files one by one")));
        }
    } else if path.exists() {
        paths.push(path.to_owned());
    } else if pattern.contains(['*', '?', '[']) {
        matched(pattern, &mut paths)?;
        if paths.is_empty() {
            return Err(Error::new(ErrorKind::Input, "no file matches the pattern")
                .in_file(pattern)
                .help("`*` stays within one folder, `**` goes through all; hidden files are passed over"));
        }
    } else {
        return Err(Error::new(ErrorKind::Input, "there is no such file or folder")
            .in_file(pattern)
            .help("check the spelling and the folder you are in"));
    }
    Ok(paths.into_iter().map(Input::file).collect())
}

/// The dumps below a folder, in the order of the bytes of their paths.
fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let fail = |error| {
            Error::new(ErrorKind::Input, "the folder cannot be read")
                .in_file(folder.display().to_string())
                .because(error)
                .help("check that you may read it, or name its files one by one")
        };
        for entry in fs::read_dir(&folder).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            let path = entry.path();
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            // A link to a folder may lead back here and is not followed; a link to a file is.
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
            } else if is_known(&path) && path.is_file() {
                found.push(path);
            }
        }
    }
    sort(found);
    Ok(())
}

fn matched(pattern: &str, found: &mut Vec<PathBuf>) -> Result<()> {
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
    let paths = glob::glob_with(pattern, options).map_err(|error| {
        Error::new(ErrorKind::Settings, "the pattern cannot be understood")
            .in_file(pattern)
            .because(error)
            .help("`*`, `?`, `**` and `[a-z]` are known; a literal bracket is written `[[]`")
    })?;
    for path in paths.flatten() {
        if path.is_dir() {
            walk(&path, found)?;
        } else {
            found.push(path);
        }
    }
    sort(found);
    found.dedup();
    Ok(())
}

fn sort(paths: &mut [PathBuf]) {
    paths.sort_by(|a, b| a.as_os_str().as_encoded_bytes().cmp(b.as_os_str().as_encoded_bytes()));
}

fn is_known(path: &Path) -> bool {
    let Some(name) = path.file_name() else { return false };
    let name = name.to_string_lossy().to_ascii_lowercase();
    let bare = COMPRESSED.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    bare.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path, patterns: &[&str]) -> Result<Vec<String>> {
        let full = |pattern: &&str| match *pattern {
            "-" => "-".to_owned(),
            pattern => folder.join(pattern).display().to_string(),
        };
        let inputs = locate(&patterns.iter().map(full).collect::<Vec<_>>())?;
        let prefix = format!("{}/", folder.display());
        Ok(inputs.into_iter().map(|input| input.name.replace(&prefix, "")).collect())
    }

    #[test]
    fn files_folders_and_patterns_in_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        fs::create_dir_all(root.join("in/deep")).expect("made");
        fs::create_dir_all(root.join("none")).expect("made");
        for name in [
            "in/b.csv",
            "in/a.JSONL.gz",
            "in/deep/c.parquet",
            "in/.hidden.csv",
            "in/x.pdf",
            "in/[1].csv",
            "none/y",
        ] {
            fs::write(root.join(name), "x").expect("written");
        }
        let cases: &[(&[&str], &[&str])] = &[
            (&["in"], &["in/[1].csv", "in/a.JSONL.gz", "in/b.csv", "in/deep/c.parquet"]),
            (&["in/x.pdf", "-", "in/b.csv", "-", "in/../in/b.csv"], &["in/x.pdf", "-", "in/b.csv"]),
            (&["in/*.csv"], &["in/[1].csv", "in/b.csv"]),
            (&["in/[1].csv"], &["in/[1].csv"]),
            (&["**/*.parquet", "in/b.csv"], &["in/deep/c.parquet", "in/b.csv"]),
        ];
        for (patterns, want) in cases {
            assert_eq!(names(root, patterns).expect("found"), *want, "{patterns:?}");
        }
        for pattern in ["none", "in/*.tsv", "in/q.csv", "in/a[", "none/*.x"] {
            let error = names(root, &[pattern]).expect_err(pattern);
            assert!(error.advice().is_some(), "{error}");
            assert!(error.to_string().contains(pattern), "{error}");
        }
        assert!(locate(&[]).is_err());
    }
}
