//! What time makes be said in a conversation, and when it is to be looked at for that.

use crate::domain::automatic::wait::{AGAIN, Ending, LINE_EVERY, Wait};
use crate::domain::automatic::{Settings, Trigger};
use crate::domain::conversation::State;
use crate::domain::time::{Millis, Timestamp};
use crate::domain::window::MARGIN_DEFAULT;
use crate::flows::conversations::greet;
use crate::flows::messages::automatic::{self, Extra};
use crate::store::conversation::{Conversation, routing};
use crate::store::{Db, Fault, Tx, automated_message, thread};

/// When it is to be looked at, always later than now unless something is to be said at once.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn look_at(
    db: &Db,
    conversation: &Conversation,
    settings: &Settings,
    now: Timestamp,
) -> Result<Option<Timestamp>, Fault> {
    if settings.is_empty() {
        return Ok(None);
    }
    let mut times = Vec::new();
    if conversation.state == State::Open {
        match wait(db, conversation, settings)? {
            Some(wait) => times.push(wait.look_at(now)),
            // Nobody waits now; whoever writes at once may be waiting then.
            None => {
                let after = settings.active(Trigger::WaitingLong).and_then(|set| set.after);
                times.extend(after.map(|after| now + after));
            }
        }
        if greet::tells_places(settings)
            && conversation.told_place != Some(1)
            && routing::is_in_lane(db, conversation.id)?
        {
            let next = settings.of(Trigger::NextInLine).setting.active;
            times.push(now + if next { LINE_EVERY } else { AGAIN });
        }
    }
    times.extend(ending(db, conversation, settings)?.map(|ending| ending.look_at(now)));
    Ok(times.into_iter().min())
}

/// Says what is to be said by now.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn say(tx: &Tx<'_>, conversation: &Conversation, settings: &Settings, now: Timestamp) -> Result<(), Fault> {
    if settings.is_empty() {
        return Ok(());
    }
    let tell = |trigger: Trigger, minutes: Millis| {
        let extra = Extra { minutes: Some(minutes.whole_minutes()), ..Extra::default() };
        automatic::tell_as_set(tx, conversation, trigger, &settings.of(trigger).setting, &extra, now)
    };
    if conversation.state == State::Open {
        let long = wait(tx, conversation, settings)?.filter(|wait| wait.is_long(now));
        let told = long.map(|wait| tell(Trigger::WaitingLong, now - wait.since)).transpose()?;
        // One text at a time.
        if !told.is_some_and(automatic::Told::is_sent) {
            greet::place_as_set(tx, conversation, settings, now)?;
        }
    }
    if let Some(ending) = ending(tx, conversation, settings)?.filter(|ending| ending.is_near(now)) {
        let left = ending.window.until().map_or(Millis::ZERO, |until| until - now);
        tell(Trigger::WindowEnding, left)?;
        // Whether it was said or not: once for each time that the contact wrote.
        automated_message::note_told(tx, conversation.thread_id, Trigger::WindowEnding, now)?;
    }
    Ok(())
}

fn wait(db: &Db, conversation: &Conversation, settings: &Settings) -> Result<Option<Wait>, Fault> {
    let Some(setting) = settings.active(Trigger::WaitingLong) else { return Ok(None) };
    let (Some(since), Some(after)) = (conversation.waiting_since_at, setting.after) else { return Ok(None) };
    let told_at = automated_message::told_at(db, conversation.thread_id, Trigger::WaitingLong)?;
    Ok(Some(Wait { since, after, told_at }))
}

fn ending(db: &Db, conversation: &Conversation, settings: &Settings) -> Result<Option<Ending>, Fault> {
    if !matches!(conversation.state, State::Open | State::Active | State::Waiting) {
        return Ok(None);
    }
    let Some(before) = settings.active(Trigger::WindowEnding).and_then(|setting| setting.after) else {
        return Ok(None);
    };
    let Some(thread) = thread::by_id(db, conversation.thread_id)? else { return Ok(None) };
    let told_at = automated_message::told_at(db, thread.id, Trigger::WindowEnding)?;
    Ok(Some(Ending { window: thread.window(MARGIN_DEFAULT), before, told_at }))
}
