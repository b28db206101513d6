//! A contact's message becomes a row: once, whole, and with everything that follows from it.
//!
//! It runs as one job of the writer, so ten first messages of a new sender at once find each other's
//! contact, thread and conversation. No outside call is made here; attachments are fetched later.

use crate::domain::automatic::{ALBUM, Trigger};
use crate::domain::consent;
use crate::domain::conversation::{Act, State, transition};
use crate::domain::event::Event;
use crate::domain::ids::{AccountId, ContactId, NumberId};
use crate::domain::inbound::{Inbound, OptOut};
use crate::domain::message::Kind;
use crate::domain::outgoing_webhook::{Happened, Topic};
use crate::domain::sandbox;
use crate::domain::snooze::Back;
use crate::domain::time::{Millis, Timestamp};
use crate::domain::window::{WINDOW, Window};
use crate::flows::bots;
use crate::flows::conversations::{distribute, greet, route, snooze, step, tell_system};
use crate::flows::messages::automatic::{self, Extra};
use crate::flows::messages::{confirm, sandbox_word};
use crate::flows::surveys::answer as survey_answer;
use crate::store::contact::Known;
use crate::store::conversation::{self, Conversation};
use crate::store::message::{self, Place};
use crate::store::number::Receiver;
use crate::store::post::{self, Hook, RefusedReason};
use crate::store::thread::{self, Thread};
use crate::store::thread_event::{self, ThreadEventKind};
use crate::store::{Fault, Tx, consent_word, contact, contact_candidate, number};

/// How old the time of a number's last message may be while more of them come.
const TOUCHED_EVERY: Millis = Millis::seconds(1);
/// What the provider calls things that we cannot show and that ask for no answer.
const QUIET_KINDS: [&str; 2] = ["reaction", "system"];

/// How a message came to us.
#[derive(Clone, Debug)]
pub enum Source {
    /// By a webhook, with its raw form.
    Webhook {
        /// Which address was called.
        hook: Hook,
        /// The body of the post.
        form: String,
    },
    /// From the provider's list, since no webhook brought it.
    Recovered,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// Stored.
    New,
    /// Seen before; nothing changed.
    Duplicate,
    /// For a number that we do not have: kept raw and counted.
    UnknownNumber,
}

/// The job for the writer.
///
/// # Errors
/// [`Fault`] of the store.
pub fn receive(
    tx: &Tx<'_>,
    account: AccountId,
    inbound: &Inbound,
    source: &Source,
    now: Timestamp,
) -> Result<Received, Fault> {
    if message::is_known(tx, account, &inbound.provider_sid)? {
        if let Source::Webhook { hook, form } = source {
            complete_recovered(tx, account, inbound, (*hook, form), now)?;
        }
        return Ok(Received::Duplicate);
    }
    if let Source::Webhook { hook, form } = source {
        post::keep_raw(tx, account, *hook, form, now)?;
    }
    let Some(number) = number::receiver(tx, account, &inbound.to)? else {
        if let Source::Webhook { hook, .. } = source {
            post::refuse(tx, account, *hook, RefusedReason::UnknownNumber, inbound.to.as_str(), now)?;
        }
        return Ok(Received::UnknownNumber);
    };
    store_message(tx, account, number, inbound, source, now)?;
    // Whether a number is alive is asked to the minute; a write for every message would be one too many.
    if number.last_inbound_at.is_none_or(|last| now - last >= TOUCHED_EVERY) {
        number::touch_inbound(tx, number.id, now)?;
    }
    if number.last_inbound_at.is_none() {
        tx.publish(Event::AccountTouched { account });
    }
    Ok(Received::New)
}

/// A webhook that comes after the message was found in the list says more than the list did: the name, the
/// button, the quote. Any other repeated webhook changes nothing.
fn complete_recovered(
    tx: &Tx<'_>,
    account: AccountId,
    inbound: &Inbound,
    (hook, form): (Hook, &str),
    now: Timestamp,
) -> Result<(), Fault> {
    let Some(found) = message::by_provider_sid(tx, account, &inbound.provider_sid)? else { return Ok(()) };
    if !message::complete_recovered(tx, found.id, inbound)? {
        return Ok(());
    }
    post::keep_raw(tx, account, hook, form, now)?;
    if let Some(conversation) = conversation::by_id(tx, found.conversation_id)? {
        if !inbound.profile_name.is_empty() {
            contact::set_profile_name(tx, conversation.contact_id, &inbound.profile_name, now)?;
        }
        tx.publish(conversation.changed(conversation.assignee));
    }
    tx.publish(found.changed());
    Ok(())
}

fn store_message(
    tx: &Tx<'_>,
    account: AccountId,
    number: Receiver,
    inbound: &Inbound,
    source: &Source,
    now: Timestamp,
) -> Result<(), Fault> {
    // The provider's list says when it was sent; a webhook comes at once. A clock ahead of ours must not
    // put a message into the future.
    let at = inbound.sent_at.map_or(now, |sent| sent.min(now));
    let (contact, conflict) = find_or_make_contact(tx, inbound, now)?;
    let thread = find_or_make_thread(tx, number.id, contact, inbound, now)?;
    if number.sandbox {
        if let Some(word) = sandbox::read(&inbound.body).filter(|_| inbound.media.is_empty()) {
            return sandbox_word::keep(tx, account, &thread, (inbound, word), at, now);
        }
        sandbox_word::note_member(tx, account, &thread, inbound, at)?;
    }
    let recovered = matches!(source, Source::Recovered);
    let said = heard(tx, inbound)?;
    // STOP is never an answer.
    if said.is_none() && survey_answer::take(tx, (account, &thread), inbound, recovered, at, now)? {
        return Ok(());
    }
    let (conversation, came) = find_or_open_conversation(tx, &thread, at, now)?;
    let place = Place { account, thread: thread.id, conversation: conversation.id };
    let id = message::insert_inbound(tx, place, inbound, recovered, at, now)?;
    conversation::note_inbound(tx, &conversation, id, at)?;
    extend_window(tx, &thread, &conversation, inbound, at, now)?;
    if !inbound.media.is_empty() {
        tx.publish(Event::MediaWaits);
    }
    let consent = note_consent(tx, &thread, &conversation, (said, inbound), now)?;
    if conflict {
        let detail = serde_json::json!({});
        thread_event::insert(tx, (thread.id, conversation.id), ThreadEventKind::IdentityConflict, None, &detail, now)?;
    }
    tx.publish(Event::MessageAdded { thread: thread.id, conversation: conversation.id, message: id, inbound: true });
    let words = &inbound.body;
    let album = thread.last_inbound_at.is_some_and(|last| at - last < ALBUM);
    // What a word of consent says is answered already, and so is what cannot be shown.
    let answered = consent || note_unsupported(tx, &conversation, inbound, now)?;
    match came {
        Came::ToWork | Came::Back => {
            if number.says_away && !answered && !album {
                greet::away(tx, &conversation, words, now)?;
            }
            match came {
                Came::Back => distribute::distribute_for(tx, conversation.id, now),
                _ => bots::talk::hear(tx, &conversation, (said, inbound), now),
            }
        }
        Came::New if bots::talk::begin(tx, number.bot_of, &conversation, (said, inbound), now)? => Ok(()),
        Came::New => {
            let facts = route::facts(tx, &conversation, words, &inbound.extra, now)?;
            let first = greet::Came { known: facts.known, words, album };
            route::arrive(tx, conversation.id, facts, album, now)?;
            let says_place = !answered && greet::first(tx, conversation.id, first, now)?;
            distribute::distribute_for(tx, conversation.id, now)?;
            if says_place { greet::place(tx, conversation.id, now) } else { Ok(()) }
        }
    }
}

/// Tells a contact that what came cannot be shown; whether it was told. Nobody is told so of a thumb under a message.
fn note_unsupported(
    tx: &Tx<'_>,
    conversation: &Conversation,
    inbound: &Inbound,
    now: Timestamp,
) -> Result<bool, Fault> {
    if inbound.kind != Kind::Unknown || QUIET_KINDS.contains(&inbound.raw_kind.as_str()) {
        return Ok(false);
    }
    Ok(automatic::tell(tx, conversation, Trigger::Unsupported, &Extra::default(), now)?.is_sent())
}

/// How a message finds its conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    /// It began it.
    New,
    /// Its agent waited for it, or it was set aside; somebody is looked for anew.
    Back,
    /// Somebody is at work on it, or it waits already.
    ToWork,
}

/// Matches on any address, a number in either of its spellings. What arrives together is linked. Addresses of more than one
/// contact mean that none of them is chosen: it is somebody new, who is found again by what they wrote from, and somebody is
/// asked who it is.
fn find_or_make_contact(tx: &Tx<'_>, inbound: &Inbound, now: Timestamp) -> Result<(ContactId, bool), Fault> {
    let external = inbound.external.as_ref().filter(|external| **external != inbound.from);
    for address in [Some(&inbound.from), external].into_iter().flatten() {
        if let Some(id) = contact_candidate::claimed(tx, address)?
            && let Some(known) = contact::by_id(tx, id)?
        {
            keep_profile_name(tx, &Known { id, profile_name: known.profile_name }, inbound, now)?;
            return Ok((id, false));
        }
    }
    let by_from = contact::by_address(tx, &inbound.from)?;
    let by_external = external.map(|external| contact::by_address(tx, external)).transpose()?.flatten();
    let other = inbound.from.other_spelling();
    let by_other = other.map(|other| contact::by_address(tx, &other)).transpose()?.flatten();
    let mut found: Vec<&Known> = Vec::new();
    for known in [&by_from, &by_external, &by_other].into_iter().flatten() {
        if found.iter().all(|one| one.id != known.id) {
            found.push(known);
        }
    }
    match found.as_slice() {
        [] => new_contact(tx, inbound, external.is_some(), now),
        [known] => {
            if by_from.is_none() {
                contact::add_address(tx, known.id, &inbound.from, now)?;
            }
            if let Some(external) = external.filter(|_| by_external.is_none()) {
                contact::add_address(tx, known.id, external, now)?;
            }
            keep_profile_name(tx, known, inbound, now)?;
            Ok((known.id, false))
        }
        several => {
            let id = contact::insert_bare(tx, &inbound.profile_name, now)?;
            for address in [Some(&inbound.from), external].into_iter().flatten() {
                contact_candidate::claim(tx, id, address, now)?;
            }
            for known in several {
                contact_candidate::ask(tx, id, known.id, now)?;
            }
            Ok((id, true))
        }
    }
}

fn keep_profile_name(tx: &Tx<'_>, known: &Known, inbound: &Inbound, now: Timestamp) -> Result<(), Fault> {
    if !inbound.profile_name.is_empty() && inbound.profile_name != known.profile_name {
        contact::set_profile_name(tx, known.id, &inbound.profile_name, now)?;
    }
    Ok(())
}

fn new_contact(tx: &Tx<'_>, inbound: &Inbound, linked: bool, now: Timestamp) -> Result<(ContactId, bool), Fault> {
    let id = contact::insert(tx, &inbound.from, &inbound.profile_name, now)?;
    if let Some(external) = inbound.external.as_ref().filter(|_| linked) {
        contact::add_address(tx, id, external, now)?;
    }
    Ok((id, false))
}

fn find_or_make_thread(
    tx: &Tx<'_>,
    number: NumberId,
    contact: ContactId,
    inbound: &Inbound,
    now: Timestamp,
) -> Result<Thread, Fault> {
    if let Some(thread) = thread::by_pair(tx, number, contact, Some(&inbound.from))? {
        return Ok(thread);
    }
    let id = thread::insert(tx, number, contact, &inbound.from, now)?;
    thread::by_id(tx, id)?.ok_or_else(|| Fault::Broken("a thread vanished while it was made".to_owned()))
}

/// The thread's live conversation, moved as the contact's message moves it, or a new one.
fn find_or_open_conversation(
    tx: &Tx<'_>,
    thread: &Thread,
    at: Timestamp,
    now: Timestamp,
) -> Result<(Conversation, Came), Fault> {
    let Some(live) = conversation::live(tx, thread.id)? else {
        return Ok((open_conversation(tx, thread, at, now)?, Came::New));
    };
    if live.snoozed {
        snooze::come_back(tx, &live, Back::Answer, now)?;
    }
    if transition(Some(live.state), Act::ContactWrites)? == live.state {
        // What was set aside in its queue is looked for anew; what is in none is with a bot.
        let back = live.snoozed && live.state == State::Open && live.queue.is_some();
        return Ok((live, if back { Came::Back } else { Came::ToWork }));
    }
    step::step(tx, &live, Act::ContactWrites, None, now)?;
    tell_system(tx, &live, ThreadEventKind::Returned, &serde_json::json!({}), now)?;
    tx.publish(live.changed(None));
    Ok((live, Came::Back))
}

/// A new conversation in a thread that begins with a message of `at`; whoever had the last one is remembered.
///
/// # Errors
/// [`Fault`] of the store.
pub fn open_conversation(tx: &Tx<'_>, thread: &Thread, at: Timestamp, now: Timestamp) -> Result<Conversation, Fault> {
    transition(None, Act::Begin)?;
    let former = conversation::latest(tx, thread.id)?.and_then(|last| last.assignee.or(last.former_assignee));
    let id = conversation::insert(tx, thread.id, thread.number_id, thread.contact_id, former, at)?;
    tx.tell(Happened::to(Topic::ConversationCreated, id, now));
    let detail = serde_json::json!({});
    thread_event::insert(tx, (thread.id, id), ThreadEventKind::Opened, None, &detail, now)?;
    let opened = conversation::by_id(tx, id)?
        .ok_or_else(|| Fault::Broken("a conversation vanished while it was made".to_owned()))?;
    tx.publish(opened.changed(None));
    Ok(opened)
}

fn extend_window(
    tx: &Tx<'_>,
    thread: &Thread,
    conversation: &Conversation,
    inbound: &Inbound,
    at: Timestamp,
    now: Timestamp,
) -> Result<(), Fault> {
    // The margin decides about sending; whether the window "came back" is told by the plain 24 hours.
    let before =
        Window { last_inbound_at: thread.last_inbound_at, refused_at: thread.refused_at, margin: Millis::ZERO };
    thread::extend_window(tx, thread, &inbound.from, at)?;
    if !before.is_open(now) && now < at + WINDOW {
        tx.publish(Event::WindowChanged { thread: thread.id, conversation: conversation.id, open: true });
    }
    Ok(())
}

/// STOP and START, said by the contact or already handled by the provider; whether it was one of them.
fn note_consent(
    tx: &Tx<'_>,
    thread: &Thread,
    conversation: &Conversation,
    (said, inbound): (Option<OptOut>, &Inbound),
    now: Timestamp,
) -> Result<bool, Fault> {
    let Some(said) = said else { return Ok(false) };
    let by = if inbound.opt_out.is_some() { "provider" } else { "contact" };
    let (opted_out_at, kind) = match said {
        OptOut::Stop => (Some((now, by)), ThreadEventKind::OptedOut),
        OptOut::Start => (None, ThreadEventKind::OptedIn),
        OptOut::Help => return Ok(false),
    };
    if opted_out_at.is_some() && conversation.waiting_since_at.is_none() {
        // Nothing may be answered to a STOP, so it begins no wait; who waited before waits on.
        conversation::note_rest(tx, conversation.id)?;
    }
    if thread::set_opted_out(tx, thread.id, opted_out_at)? {
        let detail = serde_json::json!({ "by": by });
        thread_event::insert(tx, (thread.id, conversation.id), kind, None, &detail, now)?;
        tx.publish(conversation.changed(conversation.assignee));
        // Otherwise the provider has told them.
        if inbound.opt_out.is_none() {
            confirm::confirm(tx, conversation, said, &inbound.body, now)?;
        }
    }
    Ok(true)
}

/// What the provider heard, or we: one of our words, or one that an admin added. A longer message is none of them.
fn heard(tx: &Tx<'_>, inbound: &Inbound) -> Result<Option<OptOut>, Fault> {
    if let Some(said) = inbound.opt_out.or_else(|| consent::read(&inbound.body)) {
        return Ok(Some(said));
    }
    match consent::folded(&inbound.body) {
        Some(word) => consent_word::meaning(tx, &word),
        None => Ok(None),
    }
}
