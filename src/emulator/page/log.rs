//! The phone's screen: bubbles as the customer sees them, so what the business wrote is on the left.

use super::super::core::State;
use super::super::message::{Brought, Message, Status};
use super::words::{Words, clock, local};

const SHOWN: usize = 80;

/// A line of the log.
pub enum Line {
    /// A new day.
    Day(String),
    /// A message.
    Bubble(Box<Bubble>),
}

/// The sign behind the customer's own message.
pub struct Tick {
    /// Which icon.
    pub icon: &'static str,
    /// Whether the team saw it.
    pub read: bool,
    /// The same in words.
    pub label: String,
}

/// What a file is shown as.
pub enum Shown {
    /// A picture.
    Photo,
    /// Something to listen to.
    Voice,
    /// Anything else.
    File,
}

/// A file in a bubble.
pub struct Attached {
    /// Where its bytes are.
    pub href: String,
    /// What it is shown as.
    pub shown: Shown,
    /// Its type and size.
    pub small: String,
}

/// A button under a message.
pub struct Press {
    /// Its place among the buttons.
    pub number: usize,
    /// What it says.
    pub title: String,
    /// What stands below it in a list.
    pub below: String,
    /// Whether it can be pressed now.
    pub live: bool,
}

/// A message.
pub struct Bubble {
    /// Its sid.
    pub sid: String,
    /// Whether this phone's owner wrote it.
    pub own: bool,
    /// The first of a run.
    pub first: bool,
    /// The message that it answers: who wrote that, and its text.
    pub quote: Option<(String, String)>,
    /// The text.
    pub text: String,
    /// Its files.
    pub files: Vec<Attached>,
    /// A place on the map: its name, and where it is.
    pub place: Option<(String, String)>,
    /// `14:31`.
    pub time: String,
    /// The same for machines.
    pub datetime: String,
    /// How far the customer's own message is.
    pub tick: Option<Tick>,
    /// Buttons under it, or the lines of its list.
    pub buttons: Vec<Press>,
    /// What opens its list.
    pub menu: Option<String>,
}

/// The lines between a sender and a customer, oldest first.
#[must_use]
pub fn lines(state: &State, sender: &str, customer: &str, now: i64, words: Words) -> Vec<Line> {
    let arrived = |message: &&Message| message.inbound || matches!(message.status, Status::Delivered | Status::Read);
    let messages: Vec<&Message> = state.world.between(sender, customer).filter(arrived).collect();
    let newest = messages.len().saturating_sub(SHOWN);
    let mut lines = Vec::new();
    let mut before: Option<(jiff::civil::Date, bool)> = None;
    for message in messages.into_iter().skip(newest) {
        let at = local(message.created_at);
        let new_day = before.is_none_or(|(day, _)| day != at.date());
        if new_day {
            lines.push(Line::Day(day(&at, now, words)));
        }
        let first = new_day || before.is_none_or(|(_, own)| own != message.inbound);
        before = Some((at.date(), message.inbound));
        lines.push(Line::Bubble(Box::new(bubble(state, message, first, words))));
    }
    lines
}

fn day(at: &jiff::Zoned, now: i64, words: Words) -> String {
    let today = local(now).date();
    if at.date() == today {
        words.t("phone-today")
    } else if today.yesterday().is_ok_and(|yesterday| yesterday == at.date()) {
        words.t("phone-yesterday")
    } else {
        words.day(at)
    }
}

fn bubble(state: &State, message: &Message, first: bool, words: Words) -> Bubble {
    let at = local(message.created_at);
    let files: Vec<Attached> = message.media.iter().filter_map(|sid| attached(state, sid)).collect();
    // WhatsApp drops the text that a business puts beside anything but a picture.
    let dropped = !message.inbound
        && message.content_sid.is_none()
        && (message.place.is_some() || files.iter().any(|file| !matches!(file.shown, Shown::Photo)));
    let place = message.place.as_ref().map(|place| {
        let name = place.label.clone().or_else(|| place.address.clone()).unwrap_or_else(|| words.t("phone-place"));
        (name, format!("{}, {}", place.latitude, place.longitude))
    });
    Bubble {
        sid: message.sid.clone(),
        own: message.inbound,
        first,
        quote: message.reply_to.as_deref().and_then(|sid| quote(state, sid, words)),
        text: if dropped { String::new() } else { message.shown.clone() },
        files,
        place,
        time: clock(&at),
        datetime: at.strftime("%Y-%m-%dT%H:%M").to_string(),
        tick: message.inbound.then(|| tick(message, words)),
        buttons: buttons(state, message),
        menu: message.menu.clone(),
    }
}

fn attached(state: &State, sid: &str) -> Option<Attached> {
    let media = state.world.media.get(sid)?;
    let kind = media.content_type.split(';').next().unwrap_or_default().trim();
    let shown = match kind {
        "image/jpeg" | "image/png" | "image/webp" => Shown::Photo,
        _ if kind.starts_with("audio/") => Shown::Voice,
        _ => Shown::File,
    };
    let small = format!("{kind}, {} kB", media.bytes.len().div_ceil(1000));
    Some(Attached { href: format!("/phone/file/{sid}"), shown, small })
}

fn quote(state: &State, sid: &str, words: Words) -> Option<(String, String)> {
    let answered = state.world.message(sid)?;
    let sender = state.world.sender(&answered.sender)?.name.clone();
    let who = if answered.inbound { words.t("phone-you") } else { sender };
    let text: String = answered.shown.chars().take(90).collect();
    Some((who, if text.is_empty() { words.t("phone-a-file") } else { text }))
}

fn tick(message: &Message, words: Words) -> Tick {
    let (icon, read, key) = match message.brought {
        _ if message.seen => ("t-2", true, "phone-tick-seen"),
        Brought::Yes => ("t-2", false, "phone-tick-brought"),
        Brought::No => ("t-1", false, "phone-tick-sent"),
        Brought::Failed => ("t-1", false, "phone-tick-failed"),
    };
    Tick { icon, read, label: words.t(key) }
}

fn buttons(state: &State, message: &Message) -> Vec<Press> {
    let pressed = |answer: &Message| {
        answer.reply_to.as_deref() == Some(&message.sid) && answer.params.iter().any(|(name, _)| name == "ButtonText")
    };
    let over = message.buttons.is_empty() || state.world.between(&message.sender, &message.customer).any(pressed);
    let press = |(number, button): (usize, &super::super::message::Button)| Press {
        number,
        title: button.title.clone(),
        below: button.description.clone().unwrap_or_default(),
        live: button.id.is_some() && !over,
    };
    message.buttons.iter().enumerate().map(press).collect()
}
