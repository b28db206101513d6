//! The command.

use std::process::ExitCode;

fn main() -> ExitCode {
    angelia::cli::run()
}
