//! The dictionary files that are built into the program.

/// Name and text of every file under `dictionaries/`.
pub(crate) const FILES: &[(&str, &str)] = &[];
