//! The flags.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::config::Options;

/// A shared WhatsApp inbox for small teams.
#[derive(Parser)]
#[command(name = "angelia", version, about, disable_help_subcommand = true)]
pub(super) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub(super) enum Command {
    /// Run the appliance
    Serve {
        #[command(flatten)]
        options: Options,
    },
    /// Copy the database to FILE, also beside a running program
    Backup {
        /// Where to; must not exist
        file: PathBuf,
        #[command(flatten)]
        options: Options,
    },
    /// Put a backup in the place of the database
    Restore {
        /// The backup
        file: PathBuf,
        #[command(flatten)]
        options: Options,
    },
    /// Read the whole database, or a backup, and look for damage
    Verify {
        /// A backup; without it the database of the data folder
        file: Option<PathBuf>,
        #[command(flatten)]
        options: Options,
    },
    /// Bring the database to this version without serving
    Migrate {
        #[command(flatten)]
        options: Options,
    },
    /// Say which version this is
    Version,
}
