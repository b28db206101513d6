//! The program: all it does is ask [`angelia::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    angelia::cli::run()
}
