//! The outbox is drained: claim a row, call the provider with no database handle held, record what came.
//!
//! Order within a thread is kept, since only the first row of a thread can be claimed; the pace of a
//! number is kept, since claiming moves the number's next turn. Whether the message may still be sent is
//! asked again at the claim, for it may have waited past the end of the window.

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::carried::Carried;
use crate::domain::compose::{self, Draft};
use crate::domain::delivery::{self, Next, Outcome};
use crate::domain::event::Event;
use crate::domain::ids::{MessageId, OutboxId};
use crate::domain::message::Status;
use crate::domain::refusal::Refusal;
use crate::domain::time::{Millis, Timestamp};
use crate::flows::Counts;
use crate::flows::accounts::{credentials::credentials, webhooks};
use crate::flows::media::public_link;
use crate::flows::messages::buttons::{self, Leaves};
use crate::flows::messages::{consequence, look_up};
use crate::random;
use crate::store::account::{self, Account};
use crate::store::attempt::{self, AttemptOutcome};
use crate::store::media::{self, Media};
use crate::store::message::{self, Message, Progress};
use crate::store::outbox::{self, OutboxRow, OutboxState};
use crate::store::thread::{self, Thread};
use crate::store::{Fault, Tx, number, template};
use crate::twilio::client::CallError;
use crate::twilio::codes::{self, Class};
use crate::twilio::messages::{Created, Outgoing};

/// 80 messages a second, WhatsApp's default for a number.
const PACE: Millis = Millis(13);
/// The sandbox takes one message in three seconds.
const PACE_SANDBOX: Millis = Millis(3_100);

/// A row that does not fit the rest of the file is looked at again after this.
const BROKEN: Millis = Millis::minutes(15);

/// What one step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It did something; there may be more.
    Did,
    /// Nothing is due before this time; `None`: nothing waits at all.
    Idle(Option<Timestamp>),
}

/// A claimed row with all that the call needs.
pub(crate) struct Job {
    pub(crate) row: OutboxRow,
    pub(crate) message: Message,
    pub(crate) thread: Thread,
    pub(crate) account: Account,
    /// Fixed when the message was written; the thread may have another one by now.
    pub(crate) recipient: Address,
    content_sid: Option<String>,
    file: Option<Media>,
}

enum Claimed {
    Attempt(Box<Job>),
    LookUp(Box<Job>),
    Settled,
    Nothing(Option<Timestamp>),
}

/// Takes the row that is due longest and does what it asks for. Safe to call from several threads.
///
/// # Errors
/// [`Fault`] of the store; the row stays claimed until the next start and is looked up then.
pub fn deliver_one(app: &App) -> Result<Step, Fault> {
    let now = app.clock.now();
    let margin = app.window_margin;
    match app.store.write(move |tx| claim(tx, margin, now))? {
        Claimed::Nothing(next) => Ok(Step::Idle(next)),
        Claimed::Settled => Ok(Step::Did),
        Claimed::LookUp(job) => look_up::look_up(app, *job).map(|()| Step::Did),
        Claimed::Attempt(job) => attempt(app, *job).map(|()| Step::Did),
    }
}

/// Wakes the senders when something is due: they sleep for longer while nothing waits, and a clock that
/// jumped rings no bell.
///
/// # Errors
/// [`Fault`] of the store.
pub fn nudge(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    let due = app.store.read(outbox::next_at)?.is_some_and(|at| at <= now);
    if due {
        app.outbox_bell.ring();
    }
    Ok(Counts::new())
}

fn claim(tx: &Tx<'_>, margin: Millis, now: Timestamp) -> Result<Claimed, Fault> {
    let Some(row) = outbox::next_due(tx, now)? else {
        return Ok(Claimed::Nothing(outbox::next_at(tx)?));
    };
    let job = match load(tx, row) {
        Ok(job) => Box::new(job),
        // It would be the first again and again, and nothing behind it would ever leave.
        Err(Fault::Broken(what)) => {
            tracing::error!(message = row.message_id.0, what, "a message cannot be sent; the others go on");
            put_back(tx, row.id, row.state, now + BROKEN)?;
            return Ok(Claimed::Settled);
        }
        Err(fault) => return Err(fault),
    };
    if row.state == OutboxState::LookUp {
        outbox::claim(tx, row.id, false, now)?;
        return Ok(Claimed::LookUp(job));
    }
    if let Err(refusal) = still_allowed(tx, &job, margin, now)? {
        let progress = Progress { error_code: Some(refusal.code()), ..Progress::default() };
        consequence::apply(tx, &job.message, Status::Failed, None, &progress, now)?;
        return Ok(Claimed::Settled);
    }
    outbox::claim(tx, row.id, true, now)?;
    attempt::begin(tx, row.message_id, row.attempts + 1, now)?;
    outbox::pace(tx, row.number_id, if job.thread.sandbox { PACE_SANDBOX } else { PACE }, now)?;
    Ok(Claimed::Attempt(job))
}

fn load(tx: &Tx<'_>, row: OutboxRow) -> Result<Job, Fault> {
    let gone = |what: &str| Fault::Broken(format!("outbox row {} has no {what}", row.id));
    let message = message::by_id(tx, row.message_id)?.ok_or_else(|| gone("message"))?;
    let thread = thread::by_id(tx, row.thread_id)?.ok_or_else(|| gone("thread"))?;
    let account = account::by_id(tx, thread.account_id)?.ok_or_else(|| gone("account"))?;
    let content_sid = match message.template_id {
        Some(id) => Some(template::by_id(tx, id)?.ok_or_else(|| gone("template"))?.content_sid),
        None => None,
    };
    let recipient = outbox::recipient(tx, row.id)?;
    let file = if message.kind.is_file() { media::own(tx, message.id)? } else { None };
    Ok(Job { row, message, thread, account, recipient, content_sid, file })
}

/// The second asking of `compose`: rights were settled when it was written, time was not.
fn still_allowed(tx: &Tx<'_>, job: &Job, margin: Millis, now: Timestamp) -> Result<Result<(), Refusal>, Fault> {
    let facts = job.thread.facts(margin);
    if let Some(trigger) = job.message.trigger {
        return Ok(compose::check_automatic(trigger, &job.message.body, &facts, now));
    }
    let draft = match job.message.template_id {
        None if job.file.is_some() => Draft::File { text: job.message.body.clone() },
        None if matches!(job.message.carried, Carried::Place(_)) => Draft::Place,
        None => Draft::Text(job.message.body.clone()),
        Some(id) => match template::by_id(tx, id)? {
            Some(template) => {
                Draft::Template { template: template.facts(), values: job.message.template_values.clone() }
            }
            None => return Ok(Err(Refusal::TemplateUnknown)),
        },
    };
    Ok(compose::check(&draft, &facts, now))
}

fn attempt(app: &App, job: Job) -> Result<(), Fault> {
    let started_at = app.clock.now();
    let url = job.file.as_ref().map(|file| public_link::make(app, file, started_at)).transpose()?;
    let called = credentials(app, &job.account).map(|who| {
        let callback = format!("{}?m={}", webhooks::signed_urls(app, &job.account).status, job.message.id);
        let message = &job.message;
        let leaves = buttons::leaves(app, &who, job.account.id, &message.body, &message.carried);
        let spot;
        let outgoing = match (&job.content_sid, &leaves) {
            (None, None) if let Some(url) = &url => Outgoing::File { url, text: &message.body },
            (None, None) if let Carried::Place(place) = &message.carried => {
                spot = place.coordinates();
                Outgoing::Place { coordinates: &spot, name: &message.body }
            }
            (Some(content_sid), _) | (None, Some(Leaves::Content(content_sid))) => {
                Outgoing::Template { content_sid, variables: &message.template_values }
            }
            (None, Some(Leaves::Numbered(text))) => Outgoing::Text(text),
            (None, None) => Outgoing::Text(&message.body),
        };
        let (from, to) = (job.thread.number_address.as_str(), job.recipient.as_str());
        app.twilio.create_message(&who, from, to, &outgoing, &callback)
    });
    let now = app.clock.now();
    let jitter = random::permille();
    app.metrics.attempt(match &called {
        Ok(Ok(_)) => AttemptOutcome::Accepted.word(),
        Ok(Err(error)) => read_error(error).1.word(),
        Err(_) => "no_credentials",
    });
    app.store.write(move |tx| match called {
        Ok(Ok(created)) => accepted(tx, &job, &created, started_at, now),
        Ok(Err(error)) => refused(tx, &job, &error, started_at, jitter, now),
        // The stored secret cannot be opened: nothing left us, and an admin has to give it again.
        Err(_) => {
            let progress = Progress { error_code: Some("key_mismatch"), ..Progress::default() };
            end_attempt(tx, job.message.id, AttemptOutcome::Unreachable, None, None, Some("no credentials"), now)?;
            consequence::apply(tx, &reload(tx, &job)?, Status::Failed, None, &progress, now).map(drop)
        }
    })
}

/// The message may have moved while the provider was called: a report can outrun the answer.
pub(crate) fn reload(tx: &Tx<'_>, job: &Job) -> Result<Message, Fault> {
    Ok(message::by_id(tx, job.message.id)?.unwrap_or_else(|| job.message.clone()))
}

fn accepted(tx: &Tx<'_>, job: &Job, created: &Created, started_at: Timestamp, now: Timestamp) -> Result<(), Fault> {
    end_attempt(tx, job.message.id, AttemptOutcome::Accepted, Some(201), None, None, now)?;
    account::clear_auth_failures(tx, job.account.id)?;
    number::touch_sent(tx, job.thread.number_id, now)?;
    settle_accepted(tx, job, &created.sid, created.status, started_at, now)
}

/// The provider has the message under `sid`.
pub(crate) fn settle_accepted(
    tx: &Tx<'_>,
    job: &Job,
    sid: &str,
    status: Status,
    started_at: Timestamp,
    now: Timestamp,
) -> Result<(), Fault> {
    let progress = Progress { provider_sid: Some(sid), error_code: None, handed_over_at: Some(started_at) };
    let message = reload(tx, job)?;
    if !consequence::apply(tx, &message, status, None, &progress, now)? {
        message::set_status(tx, message.id, message.status, &progress, now)?;
    }
    outbox::remove(tx, message.id)?;
    tx.publish(Event::OutboxFilled);
    Ok(())
}

fn refused(
    tx: &Tx<'_>,
    job: &Job,
    error: &CallError,
    started_at: Timestamp,
    jitter: u32,
    now: Timestamp,
) -> Result<(), Fault> {
    let (outcome, kept, http, code) = read_error(error);
    end_attempt(tx, job.message.id, kept, http, code, Some(&error.to_string()), now)?;
    if http == Some(401) {
        account::count_auth_failure(tx, job.account.id)?;
    }
    let message = reload(tx, job)?;
    if message.provider_sid.is_some() {
        // A report came while we waited for the answer: the provider has it.
        return settle_reported(tx, &message, started_at, now);
    }
    match delivery::after_attempt(outcome, job.row.attempts + 1, now, jitter) {
        Next::Done => Ok(()),
        Next::Retry(at) => put_back(tx, job.row.id, OutboxState::Due, at),
        Next::LookUp(at) => {
            let progress = Progress { handed_over_at: Some(started_at), ..Progress::default() };
            consequence::set_status(tx, &message, Status::Unknown, &progress, now)?;
            tx.publish(message.changed());
            put_back(tx, job.row.id, OutboxState::LookUp, at)
        }
        Next::Fail => give_up(tx, &message, code, now),
    }
}

pub(crate) fn settle_reported(tx: &Tx<'_>, message: &Message, at: Timestamp, now: Timestamp) -> Result<(), Fault> {
    let progress = Progress { handed_over_at: Some(at), ..Progress::default() };
    message::set_status(tx, message.id, message.status, &progress, now)?;
    outbox::remove(tx, message.id)?;
    tx.publish(message.changed());
    tx.publish(Event::OutboxFilled);
    Ok(())
}

/// The message failed for good; without a code of the provider it says that we gave up.
pub(crate) fn give_up(tx: &Tx<'_>, message: &Message, code: Option<u32>, now: Timestamp) -> Result<(), Fault> {
    let error_code = code.map_or_else(|| "gave_up".to_owned(), |code| code.to_string());
    let progress = Progress { error_code: Some(&error_code), ..Progress::default() };
    consequence::apply(tx, message, Status::Failed, code, &progress, now).map(drop)
}

pub(crate) fn put_back(tx: &Tx<'_>, row: OutboxId, state: OutboxState, at: Timestamp) -> Result<(), Fault> {
    outbox::put_back(tx, row, state, at)?;
    tx.publish(Event::OutboxFilled);
    Ok(())
}

pub(crate) fn end_attempt(
    tx: &Tx<'_>,
    message: MessageId,
    outcome: AttemptOutcome,
    http_status: Option<u16>,
    code: Option<u32>,
    note: Option<&str>,
    now: Timestamp,
) -> Result<(), Fault> {
    attempt::end(tx, message, &attempt::Ended { outcome, http_status, code, note }, now)
}

/// A definite no whose code says "slower" or "again later" was not processed: it counts as throttled.
fn read_error(error: &CallError) -> (Outcome, AttemptOutcome, Option<u16>, Option<u32>) {
    match error {
        CallError::Rejected { http, code, .. } => match code.map(codes::class) {
            Some(Class::Retry | Class::TooFast) => {
                (Outcome::Throttled { retry_after: None }, AttemptOutcome::Throttled, Some(*http), *code)
            }
            _ => (Outcome::Rejected, AttemptOutcome::Rejected, Some(*http), *code),
        },
        CallError::Throttled { http, code, retry_after } => {
            (Outcome::Throttled { retry_after: *retry_after }, AttemptOutcome::Throttled, Some(*http), *code)
        }
        CallError::Unreachable { .. } => (Outcome::Unreachable, AttemptOutcome::Unreachable, None, None),
        CallError::Unknown { http, .. } => (Outcome::Unknown, AttemptOutcome::Unknown, *http, None),
    }
}
