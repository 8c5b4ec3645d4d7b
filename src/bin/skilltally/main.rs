//! The program: turns a result into an exit code. Everything it does is done by the library.

mod args;
mod commands;
mod config;
mod faults;
mod progress;
mod settings;
mod terminal;

use args::{Cli, Command};
use clap::{CommandFactory, Parser};
use skilltally::{ErrorKind, Result};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let fault = faults::keep();
    let Ok(result) = catch_unwind(AssertUnwindSafe(|| run(cli))) else {
        terminal::note(&format!("internal error: {}", fault.take()));
        terminal::note("  help: this is a fault of skilltally; please report it with the command");
        return ExitCode::from(101);
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads our output has read enough.
        Err(error) if terminal::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::print_error(&error);
            ExitCode::from(code(error.kind()))
        }
    }
}

fn run(cli: Cli) -> Result<()> {
    if cli.version {
        return commands::dictionary::version();
    }
    match cli.command {
        Some(Command::Rank(args)) => commands::rank::run(*args, cli.quiet),
        Some(Command::Scan(args)) => commands::scan::run(&args, cli.quiet),
        Some(Command::Inspect(args)) => commands::inspect::run(&args),
        Some(Command::Dictionary(command)) => commands::dictionary::run(command, cli.quiet),
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "skilltally", &mut script);
            terminal::print(&script)
        }
        None => {
            let help = Cli::command().render_help().to_string();
            terminal::print(help.as_bytes())
        }
    }
}

fn code(kind: ErrorKind) -> u8 {
    match kind {
        ErrorKind::Settings => 2,
        ErrorKind::Input | ErrorKind::Columns => 3,
        ErrorKind::Dictionary => 4,
        ErrorKind::Store => 5,
        ErrorKind::Interrupted => 130,
        _ => 1,
    }
}
