//! Files are fetched from the provider: claim one, ask for it with no database handle held, write down what came.
//!
//! Credentials go to the exact place of a file of our own message and nowhere else. The provider answers with the address
//! of the bytes at another host; that one address is followed, without credentials and past the guard that keeps us out of
//! our own networks. What comes is counted while it comes, what it is is read from its bytes, and a virus scanner, if there
//! is one, looks through it before anybody may have it.

use std::io::Read;

use crate::app::App;
use crate::caller::{CallFailed, Caller};
use crate::domain::automatic::Trigger;
use crate::domain::media::{self as rule, Reason, Rules, safe_name, sniff};
use crate::domain::message::MediaState;
use crate::domain::outgoing_webhook::{Happened, Topic};
use crate::domain::time::{Millis, Timestamp};
use crate::flows::accounts::credentials::credentials;
use crate::flows::media::scan::{self, Looked};
use crate::flows::media::{keep, settings};
use crate::flows::messages::automatic::{self, Extra};
use crate::flows::messages::deliver::Step;
use crate::room::Room;
use crate::staging::{StageError, Staged, Staging};
use crate::store::account::{self, Account};
use crate::store::media::{self, Found, Media};
use crate::store::{Fault, Tx, content, conversation, message, number};
use crate::twilio::client::{CallError, Credentials};

/// How long fetching rests while the disk is nearly full.
const REST: Millis = Millis::seconds(30);

/// A file that is being fetched, with all that asking for it needs.
struct Job {
    media: Media,
    account: Account,
    message_sid: String,
    rules: Rules,
}

/// Files wait: when the next one is due, or that one is being fetched, or that it was refused at once.
enum Claimed {
    Job(Box<Job>),
    Settled,
    Nothing(Option<Timestamp>),
}

/// A file that came.
struct Came {
    staged: Staged,
    name: Option<String>,
    content_type: String,
}

/// Why a file did not come, and what it would have been called.
struct Missed {
    reason: Reason,
    name: Option<String>,
}

impl From<Reason> for Missed {
    fn from(reason: Reason) -> Self {
        Self { reason, name: None }
    }
}

/// Fetches what is due. Safe to call from several threads.
///
/// # Errors
/// [`Fault`] of the store; the file stays claimed and is asked for again later.
pub fn fetch_one(app: &App) -> Result<Step, Fault> {
    let now = app.clock.now();
    // Text is small and always taken; files wait until there is room again.
    if Room::of(&app.data_dir).is_ok_and(|room| room.is_nearly_full(app.disk_limits)) {
        let waits = app.store.read(media::next_at)?;
        return Ok(Step::Idle(waits.map(|_| now + REST)));
    }
    if scan::put_off(app, now)? {
        return Ok(Step::Did);
    }
    match app.store.write(move |tx| claim(tx, now))? {
        Claimed::Nothing(next) => Ok(Step::Idle(next)),
        Claimed::Settled => Ok(Step::Did),
        Claimed::Job(job) => {
            match job.media.content {
                Some(bytes) => {
                    let looked = scan::held(app, &job.media, bytes)?;
                    settle_held(app, &job.media, looked)?;
                }
                None => settle(app, &job.media, get(app, &job))?,
            }
            Ok(Step::Did)
        }
    }
}

fn claim(tx: &Tx<'_>, now: Timestamp) -> Result<Claimed, Fault> {
    let Some(media) = media::next_due(tx, now)? else { return Ok(Claimed::Nothing(media::next_at(tx)?)) };
    media::claim(tx, media.id, now)?;
    let media = Media { attempts: media.attempts + 1, ..media };
    let message = message::by_id(tx, media.message)?;
    let number = number::by_id(tx, media.number)?;
    let (Some(message), Some(number)) = (message, number) else { return Ok(Claimed::Settled) };
    let account = account::by_id(tx, message.account_id)?;
    let (Some(account), Some(message_sid)) = (account, message.provider_sid) else { return Ok(Claimed::Settled) };
    if !number.attachments_from_customers {
        end(tx, &media, &Reason::SwitchedOff.into(), now)?;
        return Ok(Claimed::Settled);
    }
    Ok(Claimed::Job(Box::new(Job { media, account, message_sid, rules: settings::rules(tx)? })))
}

fn get(app: &App, job: &Job) -> Result<Came, Missed> {
    let who = credentials(app, &job.account).map_err(|_| Reason::NotAllowed)?;
    let url = job.media.url.as_deref().unwrap_or_default();
    if !app.twilio.is_media_of(&who, &job.message_sid, url) {
        return Err(Reason::Foreign.into());
    }
    let (mut body, disposition) = open(app, &who, url)?;
    let name = disposition.as_deref().and_then(file_name);
    let missed = |reason| Missed { reason, name: name.clone() };
    let staging = Staging::begin(&app.data_dir, job.rules.size_bytes_max).map_err(|error| missed(staged(&error)))?;
    let came = staging.take(body.as_mut()).map_err(|error| missed(staged(&error)))?;
    if came.size == 0 {
        return Err(missed(Reason::Empty));
    }
    let content_type = sniff(&came.head, &job.media.announced_type);
    if job.rules.blocks(&content_type, name.as_deref()) {
        return Err(missed(Reason::Blocked));
    }
    Ok(Came { staged: came, name, content_type })
}

fn staged(error: &StageError) -> Reason {
    match error {
        StageError::TooLarge => Reason::TooLarge,
        StageError::Source(_) => Reason::Silent,
        StageError::Disk(error) => {
            tracing::error!(%error, "a file cannot be staged; it is tried again");
            Reason::Silent
        }
    }
}

/// The bytes and what they are called: from the provider, or from where it sends us, once.
fn open(app: &App, who: &Credentials, url: &str) -> Result<(Box<dyn Read>, Option<String>), Missed> {
    let first = app.twilio.fetch_media(who, url).map_err(|error| match error {
        CallError::Rejected { .. } | CallError::Throttled { .. } => Reason::Answered,
        CallError::Unreachable { .. } | CallError::Unknown { .. } => Reason::Silent,
    })?;
    match (first.status, first.location) {
        (200, _) => Ok((first.body, first.disposition)),
        (301 | 302 | 303 | 307 | 308, Some(location)) => follow(&app.media_caller, url, &location),
        (401 | 403, _) => Err(Reason::NotAllowed.into()),
        (404 | 410, _) => Err(Reason::NotThere.into()),
        _ => Err(Reason::Answered.into()),
    }
}

fn follow(caller: &Caller, from: &str, location: &str) -> Result<(Box<dyn Read>, Option<String>), Missed> {
    let target = url::Url::parse(from).and_then(|base| base.join(location)).map_err(|_| Reason::Astray)?;
    let answer = caller.get(target.as_str()).map_err(|error| match error {
        CallFailed::NotAnAddress | CallFailed::NotAllowed => Reason::Astray,
        CallFailed::Silent(_) | CallFailed::Status(_) => Reason::Silent,
    })?;
    match answer.status {
        200 => Ok((answer.body, answer.disposition)),
        300..=399 => Err(Reason::Astray.into()),
        404 | 410 => Err(Reason::NotThere.into()),
        _ => Err(Reason::Answered.into()),
    }
}

/// The name in a `Content-Disposition`, made safe.
fn file_name(disposition: &str) -> Option<String> {
    let parameter = |wanted: &str| {
        disposition.split(';').find_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.trim().eq_ignore_ascii_case(wanted).then(|| value.trim().trim_matches('"').to_owned())
        })
    };
    let encoded = parameter("filename*").and_then(|value| {
        let value = value.splitn(3, '\'').nth(2)?.replace('+', "%2B");
        form_urlencoded::parse(format!("n={value}").as_bytes()).next().map(|(_, name)| name.into_owned())
    });
    encoded.or_else(|| parameter("filename")).and_then(|name| safe_name(&name))
}

fn settle(app: &App, media: &Media, came: Result<Came, Missed>) -> Result<(), Fault> {
    let now = app.clock.now();
    let media = media.clone();
    match came {
        Ok(came) => {
            let looked = scan::staged(app, &came.staged)?;
            if let Looked::Refused(reason, signature) = looked {
                let missed = Missed { reason, name: came.name };
                return app.store.write(move |tx| refuse(tx, &media, &missed, signature.as_deref(), now));
            }
            let found = Found {
                content: keep::keep(app, &came.staged, &came.content_type)?,
                content_type: came.content_type,
                name: came.name,
                size: came.staged.size,
            };
            app.store.write(move |tx| {
                // Where it is held, nobody asks for it again: only the scanner is waited for.
                let later = if let Looked::Later { counts } = looked { Some(counts) } else { None };
                let state = if later.is_some() { MediaState::Held } else { MediaState::Ready };
                if !media::set_found(tx, media.id, state, &found)? {
                    return content::let_go(tx, found.content, Timestamp(0));
                }
                if let Some(counts) = later {
                    scan::wait(tx, &media, u32::from(counts), now)?;
                }
                settled(tx, &media, now)?;
                tell(tx, &media)
            })
        }
        Err(missed) => app.store.write(move |tx| {
            if !media::is_waited_for(tx, media.id)? {
                return Ok(());
            }
            let again = rule::again_at(media.attempts, now).filter(|_| missed.reason.may_pass());
            match again {
                Some(at) => {
                    media::put_back(tx, media.id, missed.reason, at)?;
                    // The first tries are over in a minute; what takes longer is said.
                    if media.attempts > QUIET_ATTEMPTS { tell(tx, &media) } else { Ok(()) }
                }
                None => end(tx, &media, &missed, now),
            }
        }),
    }
}

/// A file that waited for the scanner was looked through, or was not again.
fn settle_held(app: &App, media: &Media, looked: Looked) -> Result<(), Fault> {
    let now = app.clock.now();
    let media = media.clone();
    app.store.write(move |tx| match looked {
        // Its bytes went with it.
        _ if !media::is_waited_for(tx, media.id)? => Ok(()),
        Looked::Fine => {
            media::release(tx, media.id)?;
            settled(tx, &media, now)?;
            tell(tx, &media)
        }
        Looked::Refused(reason, signature) => refuse(tx, &media, &reason.into(), signature.as_deref(), now),
        // Claiming it counted.
        Looked::Later { counts } => scan::wait(tx, &media, media.attempts.saturating_sub(u32::from(!counts)), now),
    })
}

/// What the scanner refuses is not kept.
fn refuse(tx: &Tx<'_>, media: &Media, missed: &Missed, signature: Option<&str>, now: Timestamp) -> Result<(), Fault> {
    if !media::is_waited_for(tx, media.id)? {
        return Ok(());
    }
    end(tx, media, missed, now)?;
    match signature {
        Some(signature) => scan::note_infected(tx, media, signature, now),
        None => Ok(()),
    }
}

/// So many tries are nobody's business.
const QUIET_ATTEMPTS: u32 = 4;

/// It does not come: the thread says why, and the contact is told if it is for them to know.
fn end(tx: &Tx<'_>, media: &Media, missed: &Missed, now: Timestamp) -> Result<(), Fault> {
    let told = match missed.reason {
        Reason::TooLarge => Some(Trigger::FileTooLarge),
        Reason::SwitchedOff | Reason::Blocked | Reason::Infected | Reason::Unscannable => Some(Trigger::FileRefused),
        _ => None,
    };
    if let Some(bytes) = media.content {
        // Not a day later, as what somebody may come back to.
        content::let_go(tx, bytes, Timestamp(0))?;
    }
    let state = if told.is_some() { MediaState::Refused } else { MediaState::Failed };
    media::set_ended(tx, media.id, (state, missed.reason), missed.name.as_deref())?;
    settled(tx, media, now)?;
    tell(tx, media)?;
    let Some(trigger) = told else { return Ok(()) };
    let Some(message) = message::by_id(tx, media.message)? else { return Ok(()) };
    let Some(conversation) = conversation::by_id(tx, message.conversation_id)? else { return Ok(()) };
    automatic::tell(tx, &conversation, trigger, &Extra::default(), now)?;
    Ok(())
}

/// Programs are told when the last file of a message is here, or will not come: what they heard before said that it is
/// being fetched.
fn settled(tx: &Tx<'_>, media: &Media, now: Timestamp) -> Result<(), Fault> {
    if !tx.is_told(Topic::MessageFiles) || media::is_awaited(tx, media.message)? {
        return Ok(());
    }
    if let Some(message) = message::by_id(tx, media.message)? {
        tx.tell(Happened::with(Topic::MessageFiles, message.conversation_id, message.id, now));
    }
    Ok(())
}

fn tell(tx: &Tx<'_>, media: &Media) -> Result<(), Fault> {
    if let Some(message) = message::by_id(tx, media.message)? {
        tx.publish(message.changed());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_from_headers() {
        for (header, want) in [
            ("attachment; filename=\"a b.pdf\"", Some("a b.pdf")),
            ("inline; filename=x.pdf; filename*=UTF-8''%CE%B1%2Fb+c.pdf", Some("b+c.pdf")),
            ("attachment", None),
            ("attachment; filename=\"../..\"", None),
        ] {
            assert_eq!(file_name(header).as_deref(), want, "{header}");
        }
    }
}
