//! Bots: what answers a conversation before people do.

use std::collections::BTreeMap;

use actix_web::web::{Data, Path};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::domain::bot::Kind;
use crate::domain::ids::{ConversationId, WorkstreamId};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::variable::Holds;
use crate::flows::bots::configure::{Change, configure};
use crate::flows::bots::publish as publishing;
use crate::store::{Db, Fault, bot as stored, bot_session, workstream, workstream_variable};
use crate::web::api::caller::{Admin, Agent};
use crate::web::api::conversations::readable;
use crate::web::api::input::{Body, Id, Params};
#[cfg(test)]
use crate::web::api::openapi::{One, Page, Refusals, ToSchema};
use crate::web::api::wire::Time;
use crate::web::api::{ApiResult, cursor, made, one, page};
use crate::web::page::blocking;

/// The bot of a workstream.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Bot {
    /// What answers first: `off`, `menu` or `http`.
    #[cfg_attr(test, schema(example = "menu"))]
    kind: &'static str,
    /// By which words a contact gets a person.
    words: Vec<String>,
    /// The outline as it was last saved, published or not.
    outline: String,
    /// The version in force; null: none is published.
    #[cfg_attr(test, schema(required))]
    version: Option<i64>,
    /// The program that is asked.
    #[cfg_attr(test, schema(required))]
    url: Option<String>,
    /// The secret that signs what it is asked; only in the answer to the call that made it.
    #[cfg_attr(test, schema(required))]
    secret: Option<String>,
    /// When the program last answered.
    #[cfg_attr(test, schema(required))]
    answered_at: Option<Time>,
    /// When it last failed.
    #[cfg_attr(test, schema(required))]
    failed_at: Option<Time>,
    /// What was wrong then.
    #[cfg_attr(test, schema(required))]
    failed_with: Option<String>,
    /// What the variables of the workstream hold: `text` or `number`.
    variables: BTreeMap<String, String>,
}

fn load(db: &Db, id: WorkstreamId, secret: Option<String>) -> Result<Bot, Fault> {
    workstream::get(db, id)?;
    let bot = stored::of(db, id)?;
    let version = bot.version.map(|id| stored::version(db, id)).transpose()?.flatten();
    let variables = workstream_variable::of(db, id)?;
    let (failed_at, failed_with) = bot.failed.unzip();
    Ok(Bot {
        kind: bot.kind.word(),
        words: bot.words.list().split(", ").map(str::to_owned).collect(),
        outline: bot.draft,
        version: version.map(|version| version.number),
        url: bot.url,
        secret,
        answered_at: bot.answered_at.map(Time),
        failed_at: failed_at.map(Time),
        failed_with,
        variables: variables.into_iter().map(|(name, holds)| (name, holds.word().to_owned())).collect(),
    })
}

/// The bot of a workstream.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/workstreams/{id}/bot", operation_id = "get_bot", tag = "bot",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<Bot>), Refusals)))]
pub async fn show(_: Admin, app: Data<App>, id: Id<WorkstreamId>) -> ApiResult {
    one(blocking(&app, move |app| app.store.read(|db| load(db, id.0, None))).await?)
}

/// Settings of a bot. What is left out stays.
#[derive(Default, Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, default, expecting = "an object")]
pub struct BotChange {
    /// What answers first: `off`, `menu` (once one is published) or `http` (with a url).
    kind: Option<String>,
    /// By which words a contact gets a person.
    #[cfg_attr(test, schema(min_items = 1, max_items = 50))]
    words: Option<Vec<String>>,
    /// Keeps an outline as a draft, right or wrong.
    outline: Option<String>,
    /// The program that is asked; https, and not in a network of ours unless the configuration allows it.
    url: Option<String>,
    /// Makes a new secret, which is in the answer to this call alone.
    new_secret: bool,
    /// What the variables of the workstream hold: `text` or `number`. Replaces all of them.
    variables: Option<BTreeMap<String, String>>,
}

/// Changes the bot of a workstream. It is in force at once; talks of a bot that is switched off go to people.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(patch, path = "/api/v1/workstreams/{id}/bot", operation_id = "change_bot", tag = "bot",
    params(("id" = String, Path)), request_body = BotChange,
    responses((status = 200, description = "As asked", body = One<Bot>), Refusals)))]
pub async fn update(caller: Admin, app: Data<App>, id: Id<WorkstreamId>, body: Body<BotChange>) -> ApiResult {
    let (actor, BotChange { kind, words, outline, url, new_secret, variables }) = (caller.actor(), body.0);
    let kind = kind.map(|kind| Kind::from_word(&kind).ok_or(FieldProblem::new("kind", "unknown"))).transpose()?;
    let variables = variables.map(|all| {
        let lines = all.iter().map(|(name, holds)| match Holds::from_word(holds) {
            Some(holds) => Ok(format!("{name} {}", holds.word())),
            None => Err(vec![FieldProblem::new("variables", "unknown")]),
        });
        let lines = lines.collect::<Result<Vec<String>, _>>()?;
        crate::domain::variable::declared(&lines.join("\n"))
    });
    let variables = variables.transpose().map_err(Refusal::Fields)?;
    let words = words.map(|words| words.join(","));
    let change = Change { kind, words, url, new_secret, variables };
    let changed = blocking(&app, move |app| {
        if let Some(outline) = outline {
            publishing::save_draft(app, actor, id.0, &outline)?;
        }
        let secret = configure(app, actor, id.0, change)?;
        app.store.read(|db| load(db, id.0, secret))
    });
    one(changed.await?)
}

/// What was published of a menu.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct BotVersion {
    /// 1, 2, 3…
    number: i64,
    /// The outline.
    outline: String,
    /// Who published it, such as `user:3`.
    published_by: String,
    /// When.
    created_at: Time,
    /// Whether conversations that begin now follow it.
    in_force: bool,
}

fn version_of(db: &Db, id: WorkstreamId, version: stored::Version) -> Result<BotVersion, Fault> {
    Ok(BotVersion {
        number: version.number,
        outline: version.outline,
        published_by: version.by,
        created_at: Time(version.created_at),
        in_force: stored::of(db, id)?.version == Some(version.id),
    })
}

/// The versions of a menu, the newest first.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/workstreams/{id}/bot/versions", operation_id = "list_bot_versions", tag = "bot",
    params(("id" = String, Path), ("limit" = Option<i64>, Query, minimum = 1, maximum = 200),
        ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "As asked", body = Page<BotVersion>), Refusals)))]
pub async fn versions(_: Admin, app: Data<App>, id: Id<WorkstreamId>, params: Params) -> ApiResult {
    let wanted = params.page::<1>(&[])?;
    let (limit, before) = (wanted.limit, wanted.after.map_or(i64::MAX, |[number]| number));
    let rows = blocking(&app, move |app| {
        app.store.read(|db| {
            workstream::get(db, id.0)?;
            let versions = stored::versions(db, id.0, before, limit.saturating_add(1))?;
            versions.into_iter().map(|version| version_of(db, id.0, version)).collect::<Result<Vec<_>, _>>()
        })
    });
    page(&cursor::paged(rows.await?, limit, |row| vec![row.number], |row| row))
}

/// An outline.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields, expecting = "an object")]
pub struct BotOutline {
    /// The outline; null or left out: what was saved last.
    #[serde(default)]
    outline: Option<String>,
}

/// Publishes an outline. Refused with everything that is wrong, by line; then nothing is published. Conversations that
/// begin from then on follow it.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/workstreams/{id}/bot/versions", operation_id = "publish_bot", tag = "bot",
    params(("id" = String, Path)), request_body = BotOutline,
    responses((status = 201, description = "Published", body = One<BotVersion>), Refusals)))]
pub async fn publish(caller: Admin, app: Data<App>, id: Id<WorkstreamId>, body: Body<BotOutline>) -> ApiResult {
    let actor = caller.actor();
    let published = blocking(&app, move |app| {
        let outline = match body.0.outline {
            Some(outline) => outline,
            None => app.store.read(|db| stored::of(db, id.0))?.draft,
        };
        let number = publishing::publish(app, actor, id.0, &outline)?;
        app.store.read(|db| found(db, id.0, number))
    });
    made(published.await?)
}

fn found(db: &Db, id: WorkstreamId, number: i64) -> Result<BotVersion, Fault> {
    let version = stored::version_by_number(db, id, number)?.ok_or(Refusal::NotFound)?;
    version_of(db, id, version)
}

/// Publishes an old version once more, as a version of its own.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/workstreams/{id}/bot/versions/{number}/publish", operation_id = "roll_back_bot",
    tag = "bot", params(("id" = String, Path), ("number" = i64, Path)),
    responses((status = 201, description = "Published", body = One<BotVersion>), Refusals)))]
pub async fn roll_back(caller: Admin, app: Data<App>, at: Path<(String, String)>) -> ApiResult {
    let actor = caller.actor();
    let (id, number) = at.into_inner();
    let id: WorkstreamId = id.parse().map_err(|_| Refusal::NotFound)?;
    let number: i64 = number.parse().map_err(|_| Refusal::NotFound)?;
    let published = blocking(&app, move |app| {
        let number = publishing::roll_back(app, actor, id, number)?;
        app.store.read(|db| found(db, id, number))
    });
    made(published.await?)
}

/// The talk of a bot in a conversation.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct BotSession {
    /// `menu` or `http`.
    kind: &'static str,
    /// When it began.
    started_at: Time,
    /// When it last came further.
    moved_at: Time,
    /// When it ended; null: the bot is talking.
    #[cfg_attr(test, schema(required))]
    ended_at: Option<Time>,
    /// Why: `planned`, `person`, `misunderstood`, `silence`, `down`, `stopped`, `taken`, `closed` or `ended`.
    #[cfg_attr(test, schema(required))]
    why: Option<&'static str>,
    /// What the bot says for agents alone.
    #[cfg_attr(test, schema(required))]
    summary: Option<String>,
}

/// The talks of bots in a conversation: none or one. What was said stands in its messages.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/conversations/{id}/bot-sessions", operation_id = "list_bot_sessions", tag = "bot",
    params(("id" = String, Path)),
    responses((status = 200, description = "As asked", body = One<Vec<BotSession>>), Refusals)))]
pub async fn sessions(caller: Agent, app: Data<App>, id: Id<ConversationId>) -> ApiResult {
    let actor = caller.actor();
    let found = blocking(&app, move |app| {
        readable(app, actor, id.0)?;
        app.store.read(|db| bot_session::of(db, id.0))
    });
    let session = found.await?.map(|session| BotSession {
        kind: if session.version.is_some() { Kind::Menu.word() } else { Kind::Http.word() },
        started_at: Time(session.started_at),
        moved_at: Time(session.moved_at),
        ended_at: session.over.map(|(at, _)| Time(at)),
        why: session.over.map(|(_, why)| why.word()),
        summary: session.summary,
    });
    one(session.into_iter().collect::<Vec<_>>())
}
