//! The program behind an HTTP bot is asked: the question is written down with the message, asked with no database handle
//! held, and what it answered is done. The contact never waits for a program that is down: people answer then.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::app::App;
use crate::caller::Post;
use crate::domain::bot::http::{self, ANSWER_BYTES_MAX, Answer, Reply};
use crate::domain::bot::{Why, circuit};
use crate::domain::event::Event;
use crate::domain::ids::{QueueId, WorkstreamId};
use crate::domain::inbound::Inbound;
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::domain::variable::Change;
use crate::flows::bots::part::{self, Handing};
use crate::flows::bots::{say, talk};
use crate::flows::messages::deliver::Step;
use crate::random;
use crate::store::bot::{self, Bot};
use crate::store::bot_call::{self, BotCall};
use crate::store::conversation::{self, Conversation};
use crate::store::{Fault, Tx, bot_session, contact, conversation_variable, number, queue, thread};

/// What secrets of bots are sealed for.
pub(super) const PURPOSE: &str = "bot.secret";

/// Writes a question down; it is asked after the commit.
///
/// # Errors
/// [`Fault`] of the store.
pub(super) fn put(
    tx: &Tx<'_>,
    (conversation, workstream): (&Conversation, WorkstreamId),
    event: &str,
    inbound: &Inbound,
    now: Timestamp,
) -> Result<(), Fault> {
    let event_id = random::token();
    let contact = contact::by_id(tx, conversation.contact_id)?.ok_or(Refusal::NotFound)?;
    let number = number::by_id(tx, conversation.number_id)?.ok_or(Refusal::NotFound)?;
    let body = json!({
        "event": event,
        "event_id": event_id,
        "at": now.to_string(),
        "workstream_id": workstream.to_string(),
        "conversation": { "id": conversation.id.to_string() },
        "number": { "id": number.id.to_string(), "name": number.name, "address": number.address.as_str() },
        "contact": {
            "id": contact.id.to_string(), "name": contact.shown_name(), "language": contact.language,
            "address": inbound.from.as_str(),
        },
        "message": {
            "kind": inbound.kind, "text": inbound.body, "button_payload": inbound.extra.get("button_payload"),
            "attachments": inbound.media.len(),
        },
        "variables": conversation_variable::of(tx, conversation.id)?,
    });
    bot_call::insert(tx, &event_id, (conversation.id, workstream), &body.to_string(), now)?;
    tx.publish(Event::BotAsked);
    Ok(())
}

/// Asks what is due longest. Safe to call from several threads.
///
/// # Errors
/// [`Fault`] of the store; the question stays claimed and is asked again later.
pub fn ask_one(app: &App) -> Result<Step, Fault> {
    let now = app.clock.now();
    let claimed = app.store.write(move |tx| {
        let Some(call) = bot_call::next_due(tx, now)? else { return Ok(Err(bot_call::next_at(tx)?)) };
        bot_call::claim(tx, call.id, now)?;
        let bot = bot::of(tx, call.workstream)?;
        Ok(Ok((call, bot)))
    })?;
    let (call, bot) = match claimed {
        Ok(claimed) => claimed,
        Err(next) => return Ok(Step::Idle(next)),
    };
    let answered = call_out(app, &call, &bot, now);
    let now = app.clock.now();
    app.store.write(move |tx| match answered {
        Ok(answer) => answered_well(tx, &call, &bot, answer, now),
        Err((wrong, again)) => failed(tx, &call, &bot, &wrong, again, now),
    })?;
    Ok(Step::Did)
}

/// What it answered; else what went wrong, and whether asking again may help: who answers with nonsense has heard us.
fn call_out(app: &App, call: &BotCall, bot: &Bot, now: Timestamp) -> Result<Answer, (String, bool)> {
    let (Some(url), Some(sealed)) = (&bot.url, &bot.secret) else { return Err(("no address".to_owned(), false)) };
    let secret = app.vault.open(PURPOSE, sealed).map_err(|_| ("the secret cannot be opened".to_owned(), false))?;
    let post = Post { url, secrets: &[secret], event_id: &call.event_id, body: &call.body };
    let body = app.caller.post(&post, ANSWER_BYTES_MAX, now).map_err(|error| (error.to_string(), true))?;
    http::read(&body).map_err(|wrong| (wrong, false))
}

fn failed(tx: &Tx<'_>, call: &BotCall, bot: &Bot, wrong: &str, again: bool, now: Timestamp) -> Result<(), Fault> {
    // Another question may have failed meanwhile.
    let circuit = bot::of(tx, bot.workstream)?.circuit;
    let wait = circuit::wait_after(call.attempts + 1).filter(|_| again && circuit.may_ask(now));
    if let Some(wait) = wait {
        bot::note_answer(tx, bot.workstream, circuit, Some(wrong), now)?;
        return bot_call::put_back(tx, call.id, now + wait);
    }
    bot::note_answer(tx, bot.workstream, circuit.after(false, now), Some(wrong), now)?;
    bot_call::remove(tx, call.id)?;
    part::hand_over(tx, call.conversation, &Handing::plain(Why::Down), now)
}

fn answered_well(tx: &Tx<'_>, call: &BotCall, bot: &Bot, answer: Answer, now: Timestamp) -> Result<(), Fault> {
    bot_call::remove(tx, call.id)?;
    let wrong = match bot_session::live(tx, call.conversation)? {
        Some(session) => {
            bot_session::set_state(tx, call.conversation, &session.state, true, now)?;
            obey(tx, call, answer, now)?
        }
        // Somebody took it meanwhile: what the program says comes too late.
        None => None,
    };
    let circuit = bot.circuit.after(true, now);
    bot::note_answer(tx, bot.workstream, circuit, wrong.as_deref(), now)
}

/// Does what a program answered; what of it could not be done.
fn obey(tx: &Tx<'_>, call: &BotCall, answer: Answer, now: Timestamp) -> Result<Option<String>, Fault> {
    let id = call.conversation;
    let conversation = conversation::by_id(tx, id)?.ok_or(Refusal::NotFound)?;
    let Some(thread) = thread::by_id(tx, conversation.thread_id)? else { return Ok(None) };
    let change: Change =
        answer.set_variables.into_iter().map(|(name, value)| (name, value.map(|value| value.text()))).collect();
    let misfits = talk::keep(tx, &conversation, &change, now)?;
    let mut wrong = (!misfits.is_empty()).then(|| format!("set_variables: {} holds numbers", misfits.join(", ")));
    if let Some(tag) = &answer.set_language {
        talk::set_language(tx, &conversation, tag, now)?;
    }
    for reply in &answer.reply {
        let said = match reply {
            Reply { template_id: Some(template), variables, .. } => match template.parse() {
                Ok(template) => say::template(tx, &thread, id, (template, variables), now)?,
                Err(_) => false,
            },
            Reply { file_id: Some(file), text, .. } => {
                say::file(tx, &thread, id, (file, text.as_deref().unwrap_or_default()), now)?
            }
            Reply { text, buttons, .. } => {
                say::words(tx, &thread, id, (text.as_deref().unwrap_or_default(), buttons), now)?
            }
        };
        if !said {
            part::hand_over(tx, id, &Handing::plain(Why::Stopped), now)?;
            return Ok(Some(
                "a reply may not be sent: the template, the file, the window or the opt-out forbids it".to_owned(),
            ));
        }
    }
    if let Some(hand_over) = answer.hand_over {
        let queue = queue_of(tx, hand_over.queue_id.as_deref())?;
        if hand_over.queue_id.is_some() && queue.is_none() {
            wrong = Some("hand_over: there is no such queue; rules chose one".to_owned());
        }
        let summary = hand_over.summary.filter(|summary| !summary.is_empty());
        part::hand_over(tx, id, &Handing { why: Why::Planned, queue, summary }, now)?;
    } else if answer.end {
        part::end(tx, id, now)?;
    }
    Ok(wrong)
}

fn queue_of(tx: &Tx<'_>, id: Option<&str>) -> Result<Option<QueueId>, Fault> {
    let Some(id) = id.and_then(|id| id.parse().ok()) else { return Ok(None) };
    Ok(queue::by_id(tx, id)?.filter(|queue| queue.deleted_at.is_none()).map(|queue| queue.id))
}

/// What a program is asked, with made-up values: for its author to see.
#[must_use]
pub fn sample() -> Value {
    json!({
        "event": "message", "event_id": "3f9c…", "at": "2026-11-25T10:00:00Z", "workstream_id": "1",
        "conversation": { "id": "42" },
        "number": { "id": "1", "name": "Shop", "address": "whatsapp:+302810000000" },
        "contact": { "id": "7", "name": "Maria", "language": "el", "address": "whatsapp:+306900000000" },
        "message": { "kind": "text", "text": "Where is my order?", "button_payload": null, "attachments": 0 },
        "variables": BTreeMap::from([("order_id", "GR-1042")]),
    })
}
