//! The command line as it is typed: each block of `tests/cmd/*.trycmd` is a command, what it prints on
//! standard output and standard error, and its exit code. `TRYCMD=overwrite` rewrites them; elide with
//! `[..]` and `...` what may change for good reasons.
//!
//! Figures come from `tests/cmd/dictionary.toml`, a small dictionary, so that they are exact and no
//! change of the built-in one moves them.

use std::path::Path;

#[test]
fn commands_print_what_the_cases_say() {
    trycmd::TestCases::new()
        .register_bin("skilltally", Path::new(env!("CARGO_BIN_EXE_skilltally")))
        .env("COLUMNS", "100")
        .env("LC_ALL", "C")
        .case("tests/cmd/*.trycmd");
}
