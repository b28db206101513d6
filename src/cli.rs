//! The command: reads flags, runs one thing, and ends with 0 (fine), 1 (failed) or 2 (wrong usage or
//! settings) and, unless all is fine, one line on stderr that says what and what to do.

mod args;
mod beside;
mod care;
mod doctor;
mod output;
mod people;
mod serve;

use std::process::ExitCode;

use clap::Parser as _;

use crate::config::{self, ConfigError, Settings};
use crate::demo::DemoSettings;
use crate::folder::FolderError;
use crate::startup::StartError;
use crate::store::Fault;
use crate::store::backup::BackupError;
use crate::telemetry;
use args::{Cli, Command};

/// Why a command did not do what it was asked.
enum Failure {
    /// Wrong usage or settings: nothing was changed. Exit code 2.
    Usage(String),
    /// It went wrong on the way. Exit code 1.
    Failed(String),
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::Usage(error.to_string())
    }
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        Self::Usage(error.to_string())
    }
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Self {
        match error {
            StartError::Config(error) => error.into(),
            StartError::Folder(error) => error.into(),
            StartError::Failed(text) => Self::Failed(text),
        }
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault.for_operator())
    }
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::Store(fault) => fault.into(),
            BackupError::Io { .. } => Self::Failed(error.to_string()),
            _ => Self::Usage(error.to_string()),
        }
    }
}

/// Runs the command that the process was called with.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => return end(&Failure::Usage(output::one_line_of(&error))),
        Err(help) => {
            output::say(help.to_string().trim_end());
            return ExitCode::SUCCESS;
        }
    };
    match dispatch(cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => end(&failure),
    }
}

fn end(failure: &Failure) -> ExitCode {
    match failure {
        Failure::Usage(text) => {
            output::complain(text);
            ExitCode::from(2)
        }
        Failure::Failed(text) => {
            output::complain(text);
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: Command) -> Result<(), Failure> {
    let filter = config::log_filter();
    // A command that ends at once says itself what there is to say; its log would be a second voice.
    let default = match command {
        Command::Serve { .. } | Command::Emulator { .. } => telemetry::LOG_DEFAULT,
        // The addresses and sign-ins must stay in view.
        Command::Demo { .. } => "warn",
        _ => "off",
    };
    telemetry::log_to_stderr(&filter.unwrap_or_else(|| default.to_owned()));
    match command {
        Command::Serve { options } => serve::serve(&Settings::check(options)?),
        Command::Demo { listen, data_dir, fresh } => serve::demo(&DemoSettings { data_dir, listen, fresh }),
        Command::Emulator { listen, state } => serve::emulator(listen, state),
        Command::User { verb, options } => people::user(&Settings::check(options)?, verb),
        Command::Token { verb, options } => people::token(&Settings::check(options)?, verb),
        Command::Backup { file, options } => care::backup(&Settings::check(options)?, &file),
        Command::Restore { file, options } => care::restore(&Settings::check(options)?, &file),
        Command::Verify { file, options } => care::verify(&Settings::check(options)?, file),
        Command::Doctor { options } => doctor::doctor(&Settings::check(options)?),
        Command::Migrate { options } => care::migrate(&Settings::check(options)?),
        Command::Version { options } => {
            Settings::check(options)?;
            output::say(&version());
            Ok(())
        }
    }
}

fn version() -> String {
    format!("angelia {} (schema {})", env!("CARGO_PKG_VERSION"), crate::store::migrate::current())
}
