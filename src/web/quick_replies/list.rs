//! The list: searched as in the composer, by title, tag and text.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, ContentType};
use actix_web::web::{Data, Query};
use serde::Deserialize;

use crate::app::App;
use crate::domain::permission::may_change_quick_reply;
use crate::domain::text;
use crate::flows::quick_replies::export;
use crate::store::quick_reply::{self, Around, QuickReply};
use crate::store::workstream::{self, Workstream};
use crate::web::guards::Agent;
use crate::web::i18n::Locale;
use crate::web::page::{self, PageResult};
use crate::web::quick_replies::{NAV, language_name, may_share};
use crate::web::shell::Shell;

/// Rows of the page.
const ROWS_MAX: usize = 200;
/// Characters of a text in a row.
const BODY_CHARS_MAX: usize = 120;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    q: String,
    /// `shared` or `own`; anything else: both.
    whose: String,
    added: Option<i64>,
    changed: Option<i64>,
    same: Option<i64>,
}

/// A row.
struct Row {
    id: i64,
    title: String,
    body: String,
    language: Option<String>,
    tags: Vec<String>,
    /// Names of the workstreams that it is meant for; none: all.
    workstreams: Vec<String>,
    shared: bool,
    may_change: bool,
}

#[derive(askama::Template)]
#[template(path = "quick_replies/list.html")]
struct ListPage {
    shell: Shell,
    wanted: Wanted,
    rows: Vec<Row>,
    /// How many fit, if not all are shown.
    more: Option<usize>,
    any: bool,
    may_share: bool,
    /// Whether it matters for which workstreams they are.
    by_workstream: bool,
}

/// GET /quick-replies
///
/// # Errors
/// The store's.
pub async fn show(viewer: Agent, app: Data<App>, wanted: Query<Wanted>) -> PageResult {
    let (wanted, user, actor, l) = (wanted.into_inner(), viewer.user, viewer.actor(), viewer.locale);
    let (q, lang) = (wanted.q.clone(), l.lang());
    let (all, any, streams) = page::blocking(&app, move |app| {
        app.store.read(|db| {
            let around = Around { workstream: None, contact: None, number: lang };
            let (found, _) = quick_reply::found(db, Some(user), &q, &around, usize::MAX)?;
            let any = !q.is_empty() && found.is_empty() && !quick_reply::visible(db, Some(user))?.is_empty();
            let any = any || !found.is_empty();
            Ok((found, any, workstream::list(db)?))
        })
    })
    .await?;
    let fits = |reply: &QuickReply| match wanted.whose.as_str() {
        "shared" => reply.owner.is_none(),
        "own" => reply.owner.is_some(),
        _ => true,
    };
    let found: Vec<QuickReply> = all.into_iter().filter(fits).collect();
    let more = Some(found.len()).filter(|found| *found > ROWS_MAX);
    let row = |reply: QuickReply| Row {
        may_change: may_change_quick_reply(actor, reply.owner).is_ok(),
        ..row(reply, &streams, l)
    };
    let rows = found.into_iter().take(ROWS_MAX).map(row).collect();
    let shell = viewer.shell(NAV);
    let by_workstream = streams.len() > 1;
    page::page(&ListPage { shell, wanted, rows, more, any, may_share: may_share(actor), by_workstream })
}

fn row(reply: QuickReply, streams: &[Workstream], l: Locale) -> Row {
    let meant = streams.iter().filter(|one| reply.workstreams.contains(&one.id));
    Row {
        workstreams: meant.map(|one| one.settings.name.clone()).collect(),
        id: reply.id.0,
        body: text::one_line(&reply.body, BODY_CHARS_MAX),
        language: reply.language.as_deref().map(|tag| language_name(tag, l)),
        title: reply.title,
        tags: reply.tags,
        shared: reply.owner.is_none(),
        may_change: false,
    }
}

/// Whose are taken away.
#[derive(Deserialize)]
pub struct Whose {
    #[serde(default)]
    whose: String,
}

/// GET /quick-replies/export
///
/// # Errors
/// The store's.
pub async fn export(viewer: Agent, app: Data<App>, whose: Query<Whose>) -> PageResult {
    let (actor, shared) = (viewer.actor(), whose.whose != "own");
    let csv = page::blocking(&app, move |app| export::export(app, actor, shared)).await?;
    let name = if shared { "quick-replies.csv" } else { "my-quick-replies.csv" };
    Ok(HttpResponse::Ok()
        .insert_header(ContentType("text/csv; charset=utf-8".parse().unwrap_or(ContentType::plaintext().0)))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(csv))
}
