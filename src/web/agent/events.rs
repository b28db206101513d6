//! The quiet lines of a log, one sentence each.

use std::collections::BTreeMap;

use crate::domain::ids::UserId;
use crate::domain::time::Timestamp;
use crate::store::thread_view::Event;
use crate::web::agent::Reader;
use crate::web::time;

/// A quiet line.
pub(super) struct EventView {
    pub id: String,
    pub icon: &'static str,
    pub text: String,
    pub clock: String,
    pub datetime: String,
    /// For the order in the browser.
    pub at: i64,
    /// The data behind it, for admins.
    pub raw: Option<String>,
}

/// Names by user.
pub(super) type Names = BTreeMap<UserId, String>;

const fn known(kind: &str) -> Option<(&'static str, &'static str)> {
    Some(match kind.as_bytes() {
        b"opened" => ("i-chat", "event-opened"),
        b"taken" => ("i-hand", "event-taken"),
        b"taken_over" => ("i-transfer", "event-taken-over"),
        b"given" => ("i-transfer", "event-given"),
        b"sent_to_queue" => ("i-transfer", "event-sent-to-queue"),
        b"brought_in" => ("i-people", "event-brought-in"),
        b"guest_left" => ("i-people", "event-guest-left"),
        b"assigned" => ("i-transfer", "event-assigned"),
        b"left_waiting" => ("i-clock", "event-left-waiting"),
        b"returned" => ("i-chat", "event-returned"),
        b"snoozed" => ("i-clock", "event-snoozed"),
        b"snooze_ended" => ("i-clock", "event-snooze-ended"),
        b"came_back" => ("i-clock", "event-came-back-time"),
        b"released" => ("i-reply", "event-released"),
        b"ended" => ("i-tick", "event-ended"),
        b"closed" => ("i-tick", "event-closed"),
        b"window_closed" => ("i-lock", "event-window-closed"),
        b"window_refused" => ("i-lock", "event-window-refused"),
        b"window_opened" => ("i-chat", "event-window-opened"),
        b"opted_out" => ("i-ban", "event-opted-out"),
        b"opted_in" => ("i-tick", "event-opted-in"),
        b"identity_conflict" => ("i-people", "event-identity-conflict"),
        b"sandbox_joined" => ("i-tick", "event-sandbox-joined"),
        b"sandbox_left" => ("i-ban", "event-sandbox-left"),
        b"bot_began" => ("i-chat", "event-bot-began"),
        b"bot_handed_over" => ("i-transfer", "event-bot-handed-over"),
        b"bot_summary" => ("i-chat", "event-bot-summary"),
        b"number_deleted" => ("i-ban", "event-number-deleted"),
        b"recovered" => ("i-refresh", "event-recovered"),
        _ => return None,
    })
}

/// An event in words, `contact` being the name of the other side.
pub(super) fn line(event: &Event, at: Timestamp, contact: &str, names: &Names, reader: &Reader) -> EventView {
    let l = reader.l;
    let (icon, key) = known(&event.kind).unwrap_or(("i-clock", "event-other"));
    let actor = event.actor.as_deref().and_then(|actor| actor.strip_prefix("user:")).and_then(|id| id.parse().ok());
    let of = |id: Option<UserId>| id.and_then(|id| names.get(&id).cloned());
    let detail = |name: &str| event.detail.get(name).and_then(serde_json::Value::as_i64).map(UserId);
    let program = event.program.as_ref().map(|name| l.t1("event-program", "name", name));
    let who = of(actor).or(program).unwrap_or_else(|| l.t("event-somebody"));
    let other = |name: &str| match detail(name) {
        Some(id) if id == reader.user => l.t("event-you"),
        id => of(id).unwrap_or_else(|| l.t("event-somebody")),
    };
    let words = |name: &str| event.detail.get(name).and_then(serde_json::Value::as_str).unwrap_or("stopped");
    let by_you = actor == Some(reader.user);
    let personal = |key: &str| if by_you { format!("{key}-you") } else { key.to_owned() };
    let text = match event.kind.as_str() {
        "taken" | "released" | "ended" | "left_waiting" | "snooze_ended" => l.t1(personal(key), "name", &who),
        "snoozed" => match event.detail.get("until").and_then(serde_json::Value::as_i64).map(Timestamp) {
            Some(until) => {
                let when = time::moment(until, reader.now, &reader.tz, l);
                l.t2(personal(key), "name", &who, "when", when)
            }
            None => l.t1(personal("event-snoozed-answer"), "name", &who),
        },
        "came_back" if words("why") == "answer" => l.t("event-came-back-answer"),
        "closed" if event.detail.get("reason").and_then(serde_json::Value::as_str) == Some("bot") => {
            l.t("event-bot-ended")
        }
        "closed" if event.actor.is_none() => l.t("event-closed-alone"),
        "closed" => l.t1(personal(key), "name", &who),
        "taken_over" => l.t2(personal(key), "name", &who, "from", other("from")),
        "sent_to_queue" => {
            // As it was called then.
            let queue = event.detail.get("name").and_then(serde_json::Value::as_str).unwrap_or_default();
            l.t2(personal(key), "name", &who, "queue", queue)
        }
        "brought_in" => l.t2(personal(key), "name", &who, "guest", other("guest")),
        "guest_left" if detail("guest") == Some(reader.user) => l.t("event-guest-left-you"),
        "guest_left" => l.t1(key, "guest", other("guest")),
        "given" => l.t2(personal(key), "name", &who, "to", other("to")),
        "assigned" if detail("to") == Some(reader.user) => l.t("event-assigned-to-you"),
        "assigned" => l.t1(key, "name", other("to")),
        "window_closed" => {
            let last = event.detail.get("last_inbound_at").and_then(serde_json::Value::as_i64).map(Timestamp);
            match last {
                Some(last) => l.t1(key, "when", time::moment(last, reader.now, &reader.tz, l)),
                None => l.t("event-window-closed-plain"),
            }
        }
        "bot_handed_over" => l.t1(key, "why", l.t(format!("bot-why-{}", words("why")))),
        "bot_summary" => l.t1(key, "summary", words("summary")),
        "opted_out" | "opted_in" if event.actor.is_some() => {
            let reason = event.detail.get("reason").and_then(serde_json::Value::as_str).unwrap_or_default();
            l.t3(format!("{key}-noted"), "name", contact, "who", &who, "reason", reason)
        }
        "opted_out" if event.detail.get("by").and_then(serde_json::Value::as_str) == Some("provider") => {
            l.t1("event-opted-out-provider", "name", contact)
        }
        "returned" | "opted_out" | "opted_in" | "sandbox_joined" | "sandbox_left" => l.t1(key, "name", contact),
        kind if known(kind).is_none() => l.t1(key, "kind", kind),
        _ => l.t(key),
    };
    EventView {
        id: format!("e-{}", event.id),
        icon,
        text,
        clock: time::clock_time(at, &reader.tz, l),
        datetime: at.to_string(),
        at: at.0,
        raw: None,
    }
}
