//! Files are looked through for viruses before anybody may have them: what came after it was fetched, what somebody sends
//! before it is kept. While the scanner is away files wait for it, and messages do not.

use std::io::Read;

use serde_json::json;

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::ContentId;
use crate::domain::media::Reason;
use crate::domain::media::scan::{PAUSE, TRIES_MAX, Verdict};
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::flows::Counts;
use crate::scanner::ScanError;
use crate::staging::Staged;
use crate::store::media::{self, Media};
use crate::store::{Fault, Tx, audit, content, message};

/// Files that are put off in one job of the writer.
const BATCH: u32 = 100;
/// Who acts in the audit log.
const SCANNER: &str = "scanner";

/// What came of looking through a file.
pub(super) enum Looked {
    /// It may be had.
    Fine,
    /// It may not; and how what is in it is called.
    Refused(Reason, Option<String>),
    /// Nobody could say. It counts if the scanner is there and fails at this one.
    Later { counts: bool },
}

/// Has a file of `size` bytes looked through, if there is a scanner.
fn look_through(app: &App, from: &mut dyn Read, size: u64) -> Result<Looked, Fault> {
    let Some(scanner) = &app.scanner else { return Ok(Looked::Fine) };
    let (outcome, looked) = match scanner.scan(from, size, app.clock.now()) {
        Ok(Verdict::Clean) => ("clean", Looked::Fine),
        Ok(Verdict::Infected(name)) => ("infected", Looked::Refused(Reason::Infected, Some(name))),
        Ok(Verdict::TooLarge) => ("too_large", Looked::Refused(Reason::Unscannable, None)),
        Err(ScanError::Away(why)) => {
            let there = scanner.ping(app.clock.now());
            tracing::warn!(%why, there, "a file could not be looked through for viruses");
            ("failed", Looked::Later { counts: there })
        }
        Err(error @ ScanError::Source(_)) => return Err(Fault::Unavailable(error.to_string())),
    };
    app.metrics.scan(outcome);
    Ok(looked)
}

/// Has a staged file looked through.
pub(super) fn staged(app: &App, file: &Staged) -> Result<Looked, Fault> {
    if app.scanner.is_none() {
        return Ok(Looked::Fine);
    }
    let unread = |error: std::io::Error| Fault::Unavailable(format!("a staged file cannot be read: {error}"));
    look_through(app, &mut file.open().map_err(unread)?, file.size)
}

/// Refuses a file that somebody wants to send, unless it was looked through and is fine. Whoever sends it is there and
/// can try again, so nothing is held back here.
///
/// # Errors
/// [`Refusal::FileInfected`], [`Refusal::FileUnscannable`], [`Refusal::ScannerAway`].
pub(super) fn refuse_unless_fine(app: &App, actor: &str, file: &Staged) -> Result<(), Fault> {
    let now = app.clock.now();
    if app.scanner.as_ref().is_some_and(|scanner| !scanner.is_there(now)) {
        return Err(Refusal::ScannerAway.into());
    }
    match staged(app, file)? {
        Looked::Fine => Ok(()),
        Looked::Refused(Reason::Infected, name) => {
            let actor = actor.to_owned();
            app.store.write(move |tx| {
                audit::insert(tx, now, &actor, "media.infected", "upload", &json!({ "signature": name }))
            })?;
            Err(Refusal::FileInfected.into())
        }
        Looked::Refused(..) => Err(Refusal::FileUnscannable.into()),
        Looked::Later { .. } => Err(Refusal::ScannerAway.into()),
    }
}

/// While the scanner is away: what is due waits for it, before it is fetched; whether anything was put off.
pub(super) fn put_off(app: &App, now: Timestamp) -> Result<bool, Fault> {
    let Some(scanner) = &app.scanner else { return Ok(false) };
    let due = app.store.read(media::next_at)?.is_some_and(|at| at <= now);
    if !due || scanner.is_there(now) {
        return Ok(false);
    }
    app.store.write(move |tx| {
        let (count, fresh) = media::hold_due(tx, BATCH, now, now + PAUSE)?;
        for id in fresh {
            if let Some(message) = message::by_id(tx, id)? {
                tx.publish(message.changed());
            }
        }
        Ok(count > 0)
    })
}

/// A file that is kept and waits was claimed: it is looked through now.
pub(super) fn held(app: &App, file: &Media, bytes: ContentId) -> Result<Looked, Fault> {
    let size = file.size.and_then(|size| u64::try_from(size).ok()).unwrap_or_default();
    let mut stored = Stored { app, content: bytes, at: 0, piece: Vec::new(), done: 0 };
    match look_through(app, &mut stored, size)? {
        Looked::Later { counts: true } if file.attempts >= TRIES_MAX => Ok(Looked::Refused(Reason::Unscannable, None)),
        looked => Ok(looked),
    }
}

/// A file is kept, and waits for the scanner.
pub(super) fn wait(tx: &Tx<'_>, file: &Media, attempts: u32, now: Timestamp) -> Result<(), Fault> {
    media::hold(tx, file.id, attempts, now + PAUSE)?;
    tx.publish(Event::MediaWaits);
    Ok(())
}

/// A virus was found in a file of a contact: that is noted for admins.
pub(super) fn note_infected(tx: &Tx<'_>, file: &Media, signature: &str, now: Timestamp) -> Result<(), Fault> {
    tracing::warn!(media = file.id.0, signature, "a virus was found in a file; it is not kept");
    media::set_signature(tx, file.id, signature)?;
    let subject = format!("message:{}", file.message);
    audit::insert(tx, now, SCANNER, "media.infected", &subject, &json!({ "signature": signature }))
}

/// Asks the scanner how it is, for whoever looks.
///
/// # Errors
/// None.
pub fn look(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    if let Some(scanner) = &app.scanner {
        scanner.look(now);
    }
    Ok(Vec::new())
}

/// The bytes of a content, piece by piece, each in a read of its own.
struct Stored<'a> {
    app: &'a App,
    content: ContentId,
    at: u64,
    piece: Vec<u8>,
    done: usize,
}

impl Read for Stored<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.done == self.piece.len() {
            let (id, at) = (self.content, self.at);
            let next = self.app.store.read(|db| content::read(db, id, at, u64::MAX));
            self.piece = next.map_err(|fault| std::io::Error::other(fault.to_string()))?;
            self.done = 0;
            self.at = self.at.saturating_add(u64::try_from(self.piece.len()).unwrap_or(u64::MAX));
        }
        let mut left = self.piece.get(self.done..).unwrap_or_default();
        let count = left.read(buffer)?;
        self.done = self.done.saturating_add(count);
        Ok(count)
    }
}
