//! What can go wrong, told so that a person can act on it: what happened, where (file, row, byte),
//! and what to do about it.

use std::fmt;

/// The result of anything in this library that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One opaque error type: match on [`Error::kind`], print it with `{}`.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    what: String,
    place: Option<Place>,
    help: Option<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The families of errors, one for each thing a caller might do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A dump could not be found, opened, decompressed or understood.
    Input,
    /// The dump was read, but a column that is needed is not in it.
    Columns,
    /// A dictionary file is wrong.
    Dictionary,
    /// A store of facts is missing, damaged, in use or of another version.
    Store,
    /// A setting, an argument or a configuration key is wrong.
    Settings,
    /// Something could not be written.
    Output,
    /// The person stopped the run.
    Interrupted,
}

/// Where in the input something happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file as the person named it (`-` for standard input).
    pub file: String,
    /// The record, counted from 1 without the header.
    pub row: Option<u64>,
    /// The byte, counted from 0 in the decompressed, decoded stream.
    pub byte: Option<u64>,
}

impl Error {
    /// An error of `kind` with a sentence that says what happened.
    pub fn new(kind: ErrorKind, what: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind, what: what.into(), place: None, help: None, source: None }))
    }

    /// Adds the file.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.0.place.get_or_insert_with(Place::default).file = file.into();
        self
    }

    /// Adds the whole place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.0.place = Some(place);
        self
    }

    /// Adds what the person can do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// Adds the error underneath.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// The family of the error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Where it happened, if anywhere in particular.
    pub fn place(&self) -> Option<&Place> {
        self.0.place.as_ref()
    }

    /// What to do about it, if we know.
    pub fn advice(&self) -> Option<&str> {
        self.0.help.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.0.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.0.what)?;
        if let Some(source) = &self.0.source {
            write!(f, ": {source}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.file == "-" { "standard input" } else { &self.file })?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(byte) = self.byte {
            write!(f, ", byte {byte}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn std::error::Error + 'static))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_where_what_and_why() {
        let error = Error::new(ErrorKind::Input, "the file ends in the middle of a gzip stream")
            .at(Place { file: "a.csv.gz".into(), row: Some(3), byte: Some(70) })
            .because("unexpected end of file")
            .help("fetch the file again");
        assert_eq!(
            error.to_string(),
            "a.csv.gz, row 3, byte 70: the file ends in the middle of a gzip stream: unexpected end of file"
        );
        assert_eq!(error.advice(), Some("fetch the file again"));
        assert_eq!(Error::new(ErrorKind::Input, "gone").in_file("-").to_string(), "standard input: gone");
    }
}
