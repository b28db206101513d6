//! A bot says something: a message of the conversation like any other, asked about like any other.

use std::collections::BTreeMap;

use crate::domain::bot::machine::{fit_buttons, numbered};
use crate::domain::compose::{self, Draft};
use crate::domain::ids::{ConversationId, MessageId, TemplateId};
use crate::domain::media::outgoing;
use crate::domain::placeholder::{self, Values};
use crate::domain::template;
use crate::domain::text::clean;
use crate::domain::time::Timestamp;
use crate::domain::window::MARGIN_DEFAULT;
use crate::flows::messages::automatic;
use crate::store::bot_message::{self, BotMessage};
use crate::store::message::Place;
use crate::store::thread::Thread;
use crate::store::{Fault, Tx, media, number, template as templates, upload};

/// Whether a bot may write in a thread now at all.
pub(super) fn may(thread: &Thread, now: Timestamp) -> bool {
    compose::check(&Draft::Text("x".to_owned()), &thread.facts(MARGIN_DEFAULT), now).is_ok()
}

/// Fills the placeholders of a text in; one that cannot be read stays as it is.
pub(super) fn filled(text: &str, values: &Values) -> String {
    placeholder::parse(text).map_or_else(|_| text.to_owned(), |pieces| placeholder::render(&pieces, values))
}

/// Says words, with choices on buttons if they fit there. Whether it may be said.
///
/// # Errors
/// [`Fault`] of the store.
pub(super) fn words(
    tx: &Tx<'_>,
    thread: &Thread,
    conversation: ConversationId,
    (text, choices): (&str, &[String]),
    now: Timestamp,
) -> Result<bool, Fault> {
    let text = clean(text.trim(), usize::MAX);
    if text.is_empty() && choices.is_empty() {
        // Placeholders without a value left nothing to say.
        return Ok(true);
    }
    let (body, buttons) = if fit_buttons(choices) { (text, choices) } else { (numbered(&text, choices), &[][..]) };
    if compose::check(&Draft::Text(body.clone()), &thread.facts(MARGIN_DEFAULT), now).is_err() {
        return Ok(false);
    }
    put(tx, thread, conversation, &BotMessage { body: &body, buttons, ..EMPTY }, now)?;
    Ok(true)
}

/// Sends a template. Whether it may be sent.
///
/// # Errors
/// [`Fault`] of the store.
pub(super) fn template(
    tx: &Tx<'_>,
    thread: &Thread,
    conversation: ConversationId,
    (id, values): (TemplateId, &BTreeMap<String, String>),
    now: Timestamp,
) -> Result<bool, Fault> {
    let Some(found) = templates::by_id(tx, id)?.filter(|found| found.account_id == thread.account_id) else {
        return Ok(false);
    };
    let draft = Draft::Template { template: found.facts(), values: values.clone() };
    if compose::check(&draft, &thread.facts(MARGIN_DEFAULT), now).is_err() {
        return Ok(false);
    }
    let body = template::fill(&found.body, values);
    put(tx, thread, conversation, &BotMessage { body: &body, template: Some((id, values)), ..EMPTY }, now)?;
    Ok(true)
}

/// Sends a file that a program brought, with its words where WhatsApp carries them. Whether it may be sent.
///
/// # Errors
/// [`Fault`] of the store.
pub(super) fn file(
    tx: &Tx<'_>,
    thread: &Thread,
    conversation: ConversationId,
    (id, text): (&str, &str),
    now: Timestamp,
) -> Result<bool, Fault> {
    let found = id.parse().ok().map(|id| upload::of_programs(tx, id)).transpose()?.flatten();
    let Some(found) = found.filter(|upload| !upload.too_large && upload.thread.is_none()) else { return Ok(false) };
    if !number::get(tx, thread.number_id)?.attachments_from_agents {
        return Ok(false);
    }
    let spoken = clean(text.trim(), usize::MAX);
    let carried = outgoing::takes_text(found.kind());
    if !carried && !spoken.is_empty() && !words(tx, thread, conversation, (&spoken, &[]), now)? {
        return Ok(false);
    }
    let body = if carried { spoken.as_str() } else { "" };
    if compose::check(&Draft::File { text: body.to_owned() }, &thread.facts(MARGIN_DEFAULT), now).is_err() {
        return Ok(false);
    }
    let message = put(tx, thread, conversation, &BotMessage { body, file: Some(&found), ..EMPTY }, now)?;
    media::insert_own(tx, (thread.number_id, message), &found, now)?;
    upload::remove(tx, &found, now)?;
    Ok(true)
}

const EMPTY: BotMessage<'static> = BotMessage { body: "", buttons: &[], file: None, template: None };

fn put(
    tx: &Tx<'_>,
    thread: &Thread,
    conversation: ConversationId,
    out: &BotMessage<'_>,
    now: Timestamp,
) -> Result<MessageId, Fault> {
    let place = Place { account: thread.account_id, thread: thread.id, conversation };
    let id = bot_message::insert(tx, place, out, now)?;
    automatic::leave(tx, thread, conversation, id, now)?;
    Ok(id)
}
