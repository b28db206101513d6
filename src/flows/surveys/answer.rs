//! A contact answers in the chat. A score, and what is said right after it, are kept with the conversation that they are
//! about and are nobody's work; anything else is an ordinary message.

use crate::domain::automatic::Trigger;
use crate::domain::automatic::text::what_to_add;
use crate::domain::event::Event;
use crate::domain::ids::AccountId;
use crate::domain::inbound::Inbound;
use crate::domain::message::Kind as Shape;
use crate::domain::survey::{CHANGE_FOR, COMMENT_CHARS_MAX, COMMENT_FOR, Through, read};
use crate::domain::text;
use crate::domain::time::Timestamp;
use crate::flows::messages::automatic::{self, Extra};
use crate::store::conversation::{self, Conversation};
use crate::store::message::{self, Place};
use crate::store::survey::{self, Survey};
use crate::store::thread::{self, Thread};
use crate::store::{Fault, Tx};

/// What a message means for the survey that its thread waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meant {
    Score(i64),
    Comment,
}

/// Takes a message if it answers the thread's survey: stored, told, and done with. Costs nothing where none is waited for.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn take(
    tx: &Tx<'_>,
    (account, thread): (AccountId, &Thread),
    inbound: &Inbound,
    recovered: bool,
    at: Timestamp,
    now: Timestamp,
) -> Result<bool, Fault> {
    if thread.survey_until_at.is_none_or(|until| until <= at) {
        return Ok(false);
    }
    let Some(asked) = survey::latest(tx, thread.id)?.filter(|asked| asked.through == Some(Through::Chat)) else {
        return Ok(false);
    };
    let Some(about) = conversation::by_id(tx, asked.conversation)? else { return Ok(false) };
    // Whoever has begun something new answers that.
    if conversation::live(tx, thread.id)?.is_some_and(|live| live.id != about.id) {
        return Ok(false);
    }
    let Some(meant) = meant(&asked, inbound, at) else { return Ok(false) };
    keep(tx, (account, thread, &about), inbound, recovered, at, now)?;
    match meant {
        Meant::Score(score) => scored(tx, thread, &about, &asked, score, now)?,
        Meant::Comment => {
            survey::comment(tx, &asked, &text::one_line(&inbound.body, COMMENT_CHARS_MAX), now)?;
        }
    }
    tx.publish(about.changed(about.assignee));
    Ok(true)
}

fn meant(asked: &Survey, inbound: &Inbound, at: Timestamp) -> Option<Meant> {
    if !inbound.media.is_empty() || !matches!(inbound.kind, Shape::Text | Shape::Button | Shape::List) {
        return None;
    }
    let changeable = asked.answered_at.is_none_or(|first| at - first < CHANGE_FOR);
    if let Some(score) = read(asked.kind, &inbound.body).filter(|_| changeable) {
        return Some(Meant::Score(score));
    }
    let just_now = asked.changed_at.is_some_and(|last| at - last < COMMENT_FOR);
    // A question wants an answer, and so it is work.
    let asks = inbound.body.contains(['?', ';', '\u{37e}']);
    let comments = asked.comment_wanted && asked.score.is_some() && asked.comment.is_empty() && just_now && !asks;
    comments.then_some(Meant::Comment)
}

/// The message stands in the conversation that it is about, read and answered by nobody.
fn keep(
    tx: &Tx<'_>,
    (account, thread, about): (AccountId, &Thread, &Conversation),
    inbound: &Inbound,
    recovered: bool,
    at: Timestamp,
    now: Timestamp,
) -> Result<(), Fault> {
    let place = Place { account, thread: thread.id, conversation: about.id };
    let id = message::insert_inbound(tx, place, inbound, recovered, at, now)?;
    conversation::note_automatic(tx, about.id, id, at)?;
    thread::extend_window(tx, thread, &inbound.from, at)?;
    tx.publish(Event::MessageAdded { thread: thread.id, conversation: about.id, message: id, inbound: false });
    Ok(())
}

fn scored(
    tx: &Tx<'_>,
    thread: &Thread,
    about: &Conversation,
    asked: &Survey,
    score: i64,
    now: Timestamp,
) -> Result<(), Fault> {
    survey::answer(tx, asked, score, now)?;
    if asked.score.is_some() {
        return Ok(());
    }
    survey::wait_in_chat(tx, thread.id, Some(now + CHANGE_FOR))?;
    let more = asked.comment_wanted.then(|| what_to_add(asked.language));
    let extra = Extra { more, ..Extra::default() };
    automatic::tell(tx, about, Trigger::SurveyThanks, &extra, now)?;
    Ok(())
}
