//! What browsers hear: one stream of server-sent events each, ids only; whoever may read fetches the rest.
//!
//! The writer's thread publishes and never waits: it puts the events into a ring and onto a channel whose
//! slow listeners lose the oldest. A listener that lost something, or comes back with an id that the ring
//! no longer has, is told to reset, which makes the browser ask for what it shows. So nothing is missed
//! and nobody can slow down a commit.

mod hub;

use std::sync::Arc;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::web::{Bytes, Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::stream as streams;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Interval, MissedTickBehavior, interval};

pub use hub::Hub;
use hub::{Listener, Told};

use crate::app::App;
use crate::domain::conversation::State;
use crate::domain::event::Event;
use crate::domain::permission::{Access, may_administer, may_read};
use crate::domain::time::Millis;
use crate::domain::user::Actor;
use crate::flows::users::pages;
use crate::web::guards::Agent;
use crate::web::page::{PageResult, blocking};

/// A sign of life this often; proxies cut what is silent for a minute.
const BEAT: Millis = Millis::seconds(15);
/// A stream ends after this many beats, so that the sign-in is looked at again; the browser comes back
/// by itself.
const BEATS_MAX: u32 = 240;

/// Where the browser heard something last.
#[derive(Deserialize)]
pub struct From {
    after: Option<String>,
}

/// GET /live
///
/// # Errors
/// None; the guard has its own.
pub async fn listen(
    viewer: Agent,
    app: Data<App>,
    hub: Data<Hub>,
    request: HttpRequest,
    from: Query<From>,
) -> PageResult {
    // The browser's own header is newer than the address that it first came with.
    let header = request.headers().get("last-event-id").and_then(|value| value.to_str().ok());
    if let Some(user) = viewer.actor().user() {
        blocking(&app, move |app| pages::opened(app, user)).await?;
    }
    let (listener, missed) = hub.listen(header.or(from.after.as_deref()));
    let mut beat = interval(BEAT.to_std());
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    beat.reset();
    let mut connection = Connection {
        app: app.into_inner(),
        hub: hub.into_inner(),
        listener,
        beat,
        beats: 0,
        actor: viewer.actor(),
        first: String::new(),
        over: false,
    };
    connection.greet(missed);
    let events = streams::unfold(connection, |mut connection| async move {
        let text = connection.next().await?;
        Some((Ok::<Bytes, actix_web::Error>(Bytes::from(text)), connection))
    });
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/event-stream"))
        .insert_header((CACHE_CONTROL, "no-store"))
        // Nginx would keep the events back otherwise.
        .insert_header(("x-accel-buffering", "no"))
        .streaming(events))
}

/// However a stream ends, its page is gone.
impl Drop for Connection {
    fn drop(&mut self) {
        if let Some(user) = self.actor.user() {
            self.app.pages.closed(user, self.app.clock.now());
        }
    }
}

/// One browser that listens.
struct Connection {
    app: Arc<App>,
    hub: Arc<Hub>,
    listener: Listener,
    beat: Interval,
    beats: u32,
    actor: Actor,
    first: String,
    over: bool,
}

impl Connection {
    /// What is said at once: the time, and what was missed.
    fn greet(&mut self, missed: Option<Vec<Told>>) {
        let mut text = format!("retry: 1500\n{}", self.time());
        match missed {
            Some(missed) => missed.iter().for_each(|told| text.push_str(&self.line(told).unwrap_or_default())),
            None => text.push_str(&self.reset()),
        }
        self.first = text;
    }

    /// The next piece of the stream; `None` ends it.
    async fn next(&mut self) -> Option<String> {
        if !self.first.is_empty() {
            return Some(std::mem::take(&mut self.first));
        }
        loop {
            if self.over {
                return None;
            }
            tokio::select! {
                () = hub::stopped(&mut self.listener.stop) => return None,
                _ = self.beat.tick() => {
                    self.beats += 1;
                    self.over = self.beats >= BEATS_MAX;
                    return Some(self.time());
                }
                told = self.listener.events.recv() => match told {
                    Ok(told) => {
                        // Rights of this very user changed: the next connection passes the guard anew.
                        if matches!(told.event, Event::UserChanged { user } if self.actor.user() == Some(user)) {
                            return None;
                        }
                        if let Some(line) = self.line(&told) {
                            return Some(line);
                        }
                    }
                    Err(RecvError::Lagged(_)) => return Some(self.reset()),
                    Err(RecvError::Closed) => return None,
                },
            }
        }
    }

    /// An event as a line of the stream, if this user may hear it.
    fn line(&self, told: &Told) -> Option<String> {
        let data = may_hear(self.actor, &told.event).then(|| data(&told.event)).flatten()?;
        if matches!(told.event, Event::Looking { .. }) {
            return Some(format!("event: looking\ndata: {data}\n\n"));
        }
        Some(format!("id: {}\nevent: change\ndata: {data}\n\n", self.hub.place(told.seq)))
    }

    fn reset(&self) -> String {
        format!("id: {}\nevent: reset\ndata: {{}}\n\n", self.hub.position())
    }

    /// The server's time, which countdowns run on.
    fn time(&self) -> String {
        format!("event: time\ndata: {}\n\n", self.app.clock.now().0)
    }
}

/// Whether an event is for this actor. What it is about is asked again by every fragment.
fn may_hear(actor: Actor, event: &Event) -> bool {
    match event {
        Event::OutboxFilled
        | Event::BotAsked
        | Event::DeliveriesDue
        | Event::MediaWaits
        | Event::UserChanged { .. } => false,
        Event::OffersChanged { user }
        | Event::Mentioned { user, .. }
        | Event::Given { user, .. }
        | Event::CameBack { user, .. }
        | Event::Consulted { user, .. }
        | Event::MentionsSeen { user } => actor.user() == Some(*user),
        Event::ConsultChanged { users, .. } => actor.user().is_some_and(|user| users.contains(&user)),
        Event::PresenceChanged { .. } => true,
        Event::AccountTouched { .. } => may_administer(actor).is_ok(),
        Event::TemplatesChanged { .. } | Event::NumberChanged { .. } => true,
        Event::MessageAdded { .. }
        | Event::MessageChanged { .. }
        | Event::NoteChanged { .. }
        | Event::WindowChanged { .. } => may_read(actor, &everybodys(None)),
        Event::ConversationChanged { assignee, .. } => may_read(actor, &everybodys(*assignee)),
        Event::Looking { user, .. } => actor.user() != Some(*user),
    }
}

/// An event names ids only; whether its conversation may be read is asked by whoever fetches it.
const fn everybodys(assignee: Option<crate::domain::ids::UserId>) -> Access {
    Access { state: State::Open, assignee, in_own_queues: true, helps: false }
}

/// An event as the browser gets it.
fn data(event: &Event) -> Option<serde_json::Value> {
    Some(match event {
        Event::MessageAdded { thread, conversation, message, inbound } => json!({
            "kind": "message_added", "thread": thread, "conversation": conversation, "message": message, "inbound": inbound,
        }),
        Event::MessageChanged { thread, conversation, message } => json!({
            "kind": "message_changed", "thread": thread, "conversation": conversation, "message": message,
        }),
        Event::ConversationChanged { thread, conversation, assignee } => json!({
            "kind": "conversation_changed", "thread": thread, "conversation": conversation, "assignee": assignee,
        }),
        Event::NoteChanged { thread, conversation, note } => json!({
            "kind": "note_changed", "thread": thread, "conversation": conversation, "note": note,
        }),
        Event::Mentioned { thread, conversation, note, .. } => json!({
            "kind": "mentioned", "thread": thread, "conversation": conversation, "note": note,
        }),
        Event::Given { thread, conversation, .. } => json!({
            "kind": "given", "thread": thread, "conversation": conversation,
        }),
        Event::CameBack { thread, conversation, .. } => json!({
            "kind": "came_back", "thread": thread, "conversation": conversation,
        }),
        Event::Consulted { thread, conversation, .. } => json!({
            "kind": "consulted", "thread": thread, "conversation": conversation,
        }),
        Event::ConsultChanged { thread, conversation, .. } => json!({
            "kind": "consult_changed", "thread": thread, "conversation": conversation,
        }),
        Event::MentionsSeen { .. } => json!({ "kind": "mentions_seen" }),
        Event::Looking { user, thread, conversation, doing, told } => json!({
            "user": user, "thread": thread, "conversation": conversation, "doing": doing, "told": told,
        }),
        Event::WindowChanged { thread, conversation, open } => json!({
            "kind": "window_changed", "thread": thread, "conversation": conversation, "open": open,
        }),
        Event::TemplatesChanged { account } => json!({ "kind": "templates_changed", "account": account }),
        Event::NumberChanged { number } => json!({ "kind": "number_changed", "number": number }),
        Event::AccountTouched { account } => json!({ "kind": "account_touched", "account": account }),
        Event::OffersChanged { .. } => json!({ "kind": "offers_changed" }),
        Event::PresenceChanged { user } => json!({ "kind": "presence_changed", "user": user }),
        Event::OutboxFilled
        | Event::BotAsked
        | Event::DeliveriesDue
        | Event::MediaWaits
        | Event::UserChanged { .. } => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{AccountId, ConversationId, MessageId, ThreadId, UserId};
    use crate::domain::user::Role;

    #[test]
    fn events_carry_ids_and_go_to_whom_they_concern() {
        let agent = Actor::User { id: UserId(1), role: Role::Agent };
        let admin = Actor::User { id: UserId(2), role: Role::Admin };
        let added = Event::MessageAdded {
            thread: ThreadId(1),
            conversation: ConversationId(2),
            message: MessageId(3),
            inbound: true,
        };
        assert!(may_hear(agent, &added));
        assert_eq!(data(&added).unwrap()["message"], 3);
        let touched = Event::AccountTouched { account: AccountId(1) };
        assert!(!may_hear(agent, &touched) && may_hear(admin, &touched));
        assert!(!may_hear(admin, &Event::OutboxFilled));
    }
}
