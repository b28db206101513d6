//! What is known of the way of one message: when it came how far, each attempt to hand it over, and what the provider said.

use actix_web::web::{Data, Path, Query};
use askama::Template;

use crate::app::App;
use crate::domain::ids::{ConversationId, MessageId};
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::store::export_view::{self, Attempt, Way};
use crate::web::agent::Reader;
use crate::web::agent::list::{Listing, Wanted};
use crate::web::agent::thread::load_head;
use crate::web::guards::Agent;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell};
use crate::web::time;

/// An attempt in words.
struct Tried {
    number: i64,
    when: String,
    /// How long the answer took, in milliseconds.
    took: Option<i64>,
    outcome: String,
    answer: String,
}

#[derive(Template)]
#[template(path = "agent/record.html")]
struct RecordPage {
    shell: Shell,
    id: i64,
    message: i64,
    query: String,
    name: String,
    facts: Vec<(String, String)>,
    tried: Vec<Tried>,
}

fn facts(way: &Way, reader: &Reader) -> Vec<(String, String)> {
    let l = reader.l;
    let when = |at: Timestamp| time::full(at, &reader.tz, l);
    let mut facts = vec![
        (l.t("record-status"), l.t2("record-status-since", "status", way.status.word(), "when", when(way.status_at))),
        (l.t(if way.inbound { "record-came" } else { "record-written" }), when(way.created_at)),
    ];
    for (key, at) in [
        ("record-handed-over", way.handed_over_at),
        ("record-delivered", way.delivered_at),
        ("record-read", way.read_at),
    ] {
        facts.extend(at.map(|at| (l.t(key), when(at))));
    }
    facts.extend(way.provider_sid.clone().map(|sid| (l.t("record-sid"), sid)));
    facts.extend(
        way.error_code.as_ref().map(|code| (l.t("record-error"), format!("{code}: {}", l.code_sentence(code)))),
    );
    if way.recovered {
        facts.push((l.t("record-recovered"), l.t("record-recovered-how")));
    }
    facts
}

fn tried(attempt: Attempt, reader: &Reader) -> Tried {
    let l = reader.l;
    let outcome = attempt.outcome.as_deref().unwrap_or("none");
    let parts = [
        attempt.http_status.map(|status| format!("HTTP {status}")),
        attempt.code.map(|code| code.to_string()),
        attempt.note,
    ];
    Tried {
        number: attempt.number,
        when: time::full(attempt.started_at, &reader.tz, l),
        took: attempt.ended_at.map(|ended| (ended - attempt.started_at).0),
        outcome: l.t(format!("record-outcome-{outcome}")),
        answer: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
    }
}

/// GET /inbox/{id}/messages/{message}
///
/// # Errors
/// 404 for a conversation that is not this user's to see, or a message of another thread.
pub async fn show(
    viewer: Agent,
    app: Data<App>,
    path: Path<(ConversationId, MessageId)>,
    wanted: Query<Wanted>,
) -> PageResult {
    let ((id, message), query) = (path.into_inner(), Listing::from(&*wanted).query());
    let reader = Reader::of(&viewer);
    let told = reader.clone();
    let (head, way) = page::blocking(&app, move |app| {
        app.store.read(|db| {
            let head = load_head(app, db, id, &told)?;
            let way = export_view::way(db, id, message)?.ok_or(Refusal::NotFound)?;
            Ok((head, way))
        })
    })
    .await?;
    page::page(&RecordPage {
        shell: viewer.shell(Nav::Inbox),
        id: id.0,
        message: message.0,
        query,
        name: head.name,
        facts: facts(&way, &reader),
        tried: way.attempts.into_iter().map(|attempt| tried(attempt, &reader)).collect(),
    })
}
