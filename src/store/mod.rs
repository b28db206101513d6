//! SQL, and nothing but SQL: one file with one writer and many readers.
//!
//! Writing functions take a [`Tx`], reading functions a connection; a `Tx` can be read from, a reader's
//! connection cannot be written to (SQLite itself refuses). One file per noun; read models shaped like
//! the pages are called `…_view`.

pub mod account;
pub mod api_view;
pub mod attempt;
pub mod audit;
pub mod automated_message;
pub mod backup;
pub mod blank;
pub mod board_view;
pub mod bot;
pub mod bot_call;
pub mod bot_message;
pub mod bot_session;
pub mod broadcast;
pub mod broadcast_row;
pub mod bulk;
pub mod button_content;
pub mod composer_view;
pub mod consent_word;
pub mod consult;
pub mod consult_call;
pub mod contact;
pub mod contact_candidate;
pub mod contact_elsewhere;
pub mod contact_erasure;
pub mod contact_field;
pub mod contact_import;
pub mod contact_merge;
pub mod contact_tag;
pub mod contact_view;
pub mod content;
pub mod conversation;
pub mod conversation_variable;
pub mod deletion_view;
pub mod desk_view;
pub mod draft;
pub mod erasure;
pub mod error;
pub mod export_view;
pub mod first_steps_view;
pub mod floor;
pub mod health_view;
pub mod hours;
pub mod idempotency;
pub mod inbox_view;
pub mod job_run;
pub mod key_check;
pub mod link_check;
pub mod media;
pub mod message;
pub mod migrate;
pub mod named_presence;
pub mod note;
pub mod number;
pub mod number_check;
pub mod offer;
pub mod one_time_link;
pub mod open;
pub mod opt_in;
pub mod outbox;
pub mod outcome;
pub mod outgoing_webhook;
pub mod overview_view;
pub mod own_view;
pub mod planned_message;
pub mod post;
pub mod preferences;
pub mod prune;
pub mod queue;
pub mod queue_view;
pub mod quick_reply;
pub mod readers;
pub mod refused_view;
pub mod row;
pub mod rule;
pub mod rule_set;
pub mod sandbox_fact;
pub mod saved_view;
pub mod search;
pub mod setting;
pub mod sign_in;
pub mod sign_in_failure;
pub mod skill;
pub mod snooze;
pub mod standing;
pub mod survey;
pub mod survey_setting;
pub mod survey_view;
pub mod template;
pub mod template_count;
pub mod template_draft;
pub mod thread;
pub mod thread_event;
pub mod thread_view;
pub mod token;
pub mod trace_step;
pub mod trial_view;
pub mod upload;
pub mod user;
pub mod webhook_delivery;
pub mod workstream;
pub mod workstream_variable;
pub mod write_view;
pub mod writer;

use std::path::{Path, PathBuf};

pub use error::Fault;
pub use readers::{Db, Readers};
pub use writer::{Teller, Tx, Writer, WriterStats};

use crate::domain::event::Event;

/// Told about everything a commit made so, in order, right after it.
pub type Publisher = Box<dyn Fn(&[Event]) + Send>;

/// The file: one writer and a pool of readers.
pub struct Store {
    // The readers go first: the last connection to close checkpoints the WAL, and only a writer can.
    readers: Readers,
    writer: Writer,
    path: PathBuf,
}

impl Store {
    /// Opens an existing, migrated file (see [`migrate::prepare`]).
    ///
    /// # Errors
    /// [`Fault::Unavailable`] if it cannot be opened.
    pub fn open(path: &Path, readers_max: u32, publisher: Publisher) -> Result<Self, Fault> {
        Self::open_in_batches(path, readers_max, publisher, writer::BATCH_MAX)
    }

    /// As [`Store::open`], with at most `batch_max` jobs in one transaction. With one it is what the writer
    /// is measured against.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_in_batches(
        path: &Path,
        readers_max: u32,
        publisher: Publisher,
        batch_max: usize,
    ) -> Result<Self, Fault> {
        let writer = Writer::start(open::writer(path)?, publisher, batch_max)?;
        Ok(Self { writer, readers: Readers::open(path, readers_max)?, path: path.to_owned() })
    }

    /// As [`Store::open`] for a demo, whose last seconds a power cut may lose: hundreds of commits are made
    /// at its start, one after the other, and nothing in it is real. A killed process loses nothing here either.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_for_demo(path: &Path, readers_max: u32, publisher: Publisher) -> Result<Self, Fault> {
        let connection = open::writer(path)?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        let writer = Writer::start(connection, publisher, writer::BATCH_MAX)?;
        Ok(Self { writer, readers: Readers::open(path, readers_max)?, path: path.to_owned() })
    }

    /// From now on `teller` hears, inside the transaction, of what webhooks want to be told.
    pub fn tell_others(&self, teller: Teller) {
        self.writer.tell_others(teller);
    }

    /// Runs `job` in the writer's next transaction and waits for the commit. If it returns an error,
    /// nothing of it is kept.
    ///
    /// # Errors
    /// Whatever `job` returns; [`Fault::Unavailable`] if the transaction could not be committed.
    pub fn write<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Tx<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        self.writer.run(job)
    }

    /// As [`Store::write`], without waiting: `done` is called by the writer's thread after the commit.
    pub fn submit<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Tx<'_>) -> Result<T, Fault> + Send + 'static,
        done: impl FnOnce(Result<T, Fault>) + Send + 'static,
    ) {
        self.writer.submit(job, done);
    }

    /// As [`Store::submit`] for a job that may run again, with the same outcome, after all that it wrote was rolled
    /// back: it does nothing but read and write the file. Batches of such jobs cost less.
    pub fn submit_repeatable<T: Send + 'static>(
        &self,
        job: impl Fn(&Tx<'_>) -> Result<T, Fault> + Send + 'static,
        done: impl FnOnce(Result<T, Fault>) + Send + 'static,
    ) {
        self.writer.submit_repeatable(job, done);
    }

    /// See [`blank::bring_home`].
    ///
    /// # Errors
    /// [`Fault::Unavailable`] if the file cannot be opened.
    pub fn bring_home(&self) -> Result<bool, Fault> {
        blank::bring_home(&self.path)
    }

    /// Runs a query on a reader's connection. Keep it short: nothing else may be done meanwhile.
    ///
    /// # Errors
    /// Whatever `query` returns; [`Fault::Unavailable`] if no reader becomes free.
    pub fn read<T>(&self, query: impl FnOnce(&Db) -> Result<T, Fault>) -> Result<T, Fault> {
        self.readers.with(query)
    }

    /// Figures about the writer, for the metrics.
    #[must_use]
    pub fn writer_stats(&self) -> &WriterStats {
        self.writer.stats()
    }
}
