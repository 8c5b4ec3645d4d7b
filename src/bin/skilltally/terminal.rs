//! Where the program's words go: data to standard output, messages to standard error.

use skilltally::{Error, ErrorKind, Result};
use std::io::{IsTerminal, Write};

/// Writes data to standard output.
pub(crate) fn print(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes)
        .and_then(|()| out.flush())
        .map_err(|error| Error::new(ErrorKind::Output, "standard output cannot be written").because(error))
}

/// Writes a line to standard error.
pub(crate) fn note(line: &str) {
    // A message that cannot be shown must not stop the work.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Writes an error and what to do about it.
pub(crate) fn print_error(error: &Error) {
    note(&format!("error: {error}"));
    if let Some(advice) = error.advice() {
        note(&format!("  help: {advice}"));
    }
}

/// Whether the reader of our output has gone away.
pub(crate) fn is_broken_pipe(error: &Error) -> bool {
    let source = std::error::Error::source(error).and_then(|source| source.downcast_ref::<std::io::Error>());
    source.is_some_and(|source| source.kind() == std::io::ErrorKind::BrokenPipe)
}

/// The width of the terminal that tables are printed to.
pub(crate) fn width() -> usize {
    let typed = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let known = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    typed.or(known).unwrap_or(100).clamp(60, 200)
}

/// Whether tables are printed with colour: on a terminal, unless `NO_COLOR` is set.
pub(crate) fn colour() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// 1234567 as "1,234,567".
pub(crate) fn count(number: u64) -> String {
    indicatif::HumanCount(number).to_string()
}
