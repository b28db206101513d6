//! The command.

use std::process::ExitCode;

/// A webhook is some hundred small allocations in one thread and their release in another.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    angelia::cli::run()
}
