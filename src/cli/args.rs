//! What may be typed: commands and flags, with the words that `--help` shows.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::config::{LISTEN_DEFAULT, Options};
use crate::domain::ids::TokenId;
use crate::domain::user::Role;

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
    /// Try it: an olive-oil shop with its team, its customers and a pocket Twilio
    Demo {
        /// Where the inbox listens; the customer's phone is on the next port
        #[arg(long, value_name = "HOST:PORT", default_value = LISTEN_DEFAULT)]
        listen: String,
        /// Folder of the demo, its own
        #[arg(long, value_name = "FOLDER", default_value = "angelia-demo")]
        data_dir: PathBuf,
        /// Remove what is in the folder and begin anew
        #[arg(long)]
        fresh: bool,
    },
    /// Play Twilio: its API, its webhooks, and a customer's phone
    Emulator {
        /// Where to listen
        #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:4010")]
        listen: SocketAddr,
        /// Where to remember everything over a restart
        #[arg(long, value_name = "FILE")]
        state: Option<PathBuf>,
    },
    /// Add users, list them, let somebody choose a new password
    User {
        #[command(subcommand)]
        verb: UserVerb,
        #[command(flatten)]
        options: Options,
    },
    /// Make, list and revoke API tokens
    Token {
        #[command(subcommand)]
        verb: TokenVerb,
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
    /// Look for what is wrong: folder, disk, key, clock, public URL, accounts
    Doctor {
        #[command(flatten)]
        options: Options,
    },
    /// Bring the database to this version without serving
    Migrate {
        #[command(flatten)]
        options: Options,
    },
    /// Say which version this is
    Version {
        #[command(flatten)]
        options: Options,
    },
}

/// What to do about users.
#[derive(Subcommand)]
pub(super) enum UserVerb {
    /// Add a user; asks for what is missing, and prints a one-time link to sign in with
    Add {
        /// What colleagues see
        #[arg(long)]
        name: Option<String>,
        /// What is typed to sign in; nothing is sent there
        #[arg(long)]
        email: Option<String>,
        /// agent, supervisor or admin [default: agent; the first one: admin]
        #[arg(long, value_parser = role)]
        role: Option<Role>,
        /// Read the password from the first line of stdin instead of making a link
        #[arg(long)]
        password_stdin: bool,
    },
    /// List everybody
    List,
    /// Print a one-time link with which a user chooses a new password
    ResetPassword {
        /// The user's email
        email: Option<String>,
    },
}

/// What to do about API tokens.
#[derive(Subcommand)]
pub(super) enum TokenVerb {
    /// Make a token and print it, once
    Create {
        /// What it is for
        name: String,
        /// agent, supervisor or admin
        #[arg(long, value_parser = role, default_value = "admin")]
        role: Role,
    },
    /// List them, without the tokens themselves
    List,
    /// End one, from the next request on
    Revoke {
        /// Its number in the list
        id: TokenId,
    },
}

fn role(word: &str) -> Result<Role, String> {
    Role::from_word(word).ok_or_else(|| "it is none of agent, supervisor, admin".to_owned())
}
