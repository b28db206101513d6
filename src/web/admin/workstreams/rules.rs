//! The tab Rules: what a conversation is and where it goes, as sentences in order.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::{RuleId, RuleSetId, WorkstreamId};
use crate::domain::time::Timestamp;
use crate::flows::rules::{copy, order, remove, sets, update};
use crate::store::rule::{self, Rule, hits};
use crate::store::{Db, Fault, queue, rule_set};
use crate::web::admin::workstreams::editor::Editor;
use crate::web::admin::workstreams::try_it::TryBox;
use crate::web::admin::workstreams::{Head, shell};
use crate::web::error::WebError;
use crate::web::form::{PostedForm, Problems, refused};
use crate::web::guards::Admin;
use crate::web::i18n::Locale;
use crate::web::page::{PageResult, blocking, flash, flash_refusal, page_with_status, redirect};
use crate::web::rule_words::{Names, Piece, pieces};
use crate::web::shell::Shell;

/// A rule as the page shows it.
pub struct Line {
    /// Which.
    id: RuleId,
    /// What it is called, if that says more than its sentence.
    name: Option<String>,
    /// Whether it is switched on.
    on: bool,
    /// Its sentence.
    pieces: Vec<Piece>,
    /// Whether the queue it names has nobody now.
    empty: bool,
    /// It stands behind one that always matches, in the same set.
    never: Option<usize>,
    /// How often it matched in the last days.
    hits: i64,
}

/// A list of rules.
pub struct List {
    /// Its set; `None`: they choose a queue.
    pub set: Option<(RuleSetId, String)>,
    /// The rules.
    pub lines: Vec<Line>,
}

/// What the page shows besides its head.
pub struct Shown {
    head: Head,
    lists: Vec<List>,
    routes: List,
    /// How many work for the fallback queue; `None`: everybody.
    fallback_members: Option<usize>,
}

#[derive(Template)]
#[template(path = "admin/workstreams/rules.html")]
struct RulesPage {
    shell: Shell,
    shown: Shown,
    editor: Option<Editor>,
    tried: TryBox,
    set_name: String,
    problems: Problems,
}

impl RulesPage {
    /// Whether this rule is the one that is written.
    fn edits(&self, id: &RuleId) -> bool {
        self.editor.as_ref().is_some_and(|editor| editor.is(id))
    }
}

/// Everything about the rules of a workstream.
///
/// # Errors
/// `NotFound`; the store's.
pub fn load(db: &Db, id: WorkstreamId, l: Locale, now: Timestamp) -> Result<Shown, Fault> {
    let (head, names) = (Head::load(db, id, "rules")?, Names::load(db)?);
    let words = Words { names: &names, hits: &hits::of(db, id, now)?, l };
    let mut lists = Vec::new();
    for set in rule_set::list(db, id)? {
        let lines = lines(db, rule::list(db, id, Some(set.id))?, &words)?;
        lists.push(List { set: Some((set.id, set.name)), lines });
    }
    let routes = List { set: None, lines: lines(db, rule::list(db, id, None)?, &words)? };
    let fallback = queue::by_id(db, head.stream.settings.fallback_queue)?;
    let fallback_members = fallback.map(|queue| queue::chosen_count(db, &queue)).transpose()?.flatten();
    Ok(Shown { head, lists, routes, fallback_members })
}

/// What it takes to show a rule.
struct Words<'a> {
    names: &'a Names,
    hits: &'a BTreeMap<RuleId, i64>,
    l: Locale,
}

fn lines(db: &Db, rules: Vec<Rule>, words: &Words<'_>) -> Result<Vec<Line>, Fault> {
    let mut lines: Vec<Line> = Vec::new();
    let mut always = None;
    for (at, rule) in (1_usize..).zip(rules) {
        let (queue, without) = match &rule.says {
            rule::Says::Sets(body) => (None, rule.on && body.when.is_empty()),
            rule::Says::To(body) => (Some(body.then.queue), false),
        };
        let empty = match queue.and_then(|id| queue::by_id(db, id).transpose()).transpose()? {
            Some(queue) => queue::chosen_count(db, &queue)? == Some(0),
            None => false,
        };
        let pieces = pieces(&rule.says, words.names, words.l);
        let sentence: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let name = Some(rule.name).filter(|name| !sentence.starts_with(name.trim_end_matches('…')));
        let hits = words.hits.get(&rule.id).copied().unwrap_or_default();
        lines.push(Line { id: rule.id, hits, name, on: rule.on, pieces, empty, never: always });
        always = always.or(without.then_some(at));
    }
    Ok(lines)
}

/// The page, perhaps with a rule that is being written.
pub(super) async fn show_with(viewer: &Admin, app: &Data<App>, id: WorkstreamId, editor: Option<Editor>) -> PageResult {
    let l = viewer.locale;
    let shown = blocking(app, move |app| app.store.read(|db| load(db, id, l, app.clock.now()))).await?;
    let status = editor.as_ref().map_or(StatusCode::OK, |editor| editor.problems.status());
    let tried = TryBox::load(app, id).await?;
    let (set_name, problems) = (String::new(), Problems::default());
    let page = RulesPage { shell: shell(viewer), shown, editor, tried, set_name, problems };
    page_with_status(&page, status)
}

/// The page with what became of a trial.
pub(super) async fn show_tried(viewer: &Admin, app: &Data<App>, id: WorkstreamId, tried: TryBox) -> PageResult {
    let l = viewer.locale;
    let shown = blocking(app, move |app| app.store.read(|db| load(db, id, l, app.clock.now()))).await?;
    let status = tried.problems.status();
    let (set_name, problems) = (String::new(), Problems::default());
    let page = RulesPage { shell: shell(viewer), shown, editor: None, tried, set_name, problems };
    page_with_status(&page, status)
}

/// Where a new rule is written.
#[derive(Deserialize)]
pub struct Asked {
    /// `route`, or the id of a set.
    new: Option<String>,
}

/// GET /admin/workstreams/{id}/rules
///
/// # Errors
/// 404, or those of the store.
pub async fn show(viewer: Admin, app: Data<App>, id: Path<WorkstreamId>, asked: Query<Asked>) -> PageResult {
    let (id, zone) = (*id, viewer.tz.iana_name().unwrap_or("UTC").to_owned());
    let set = asked.into_inner().new.map(|new| new.parse::<RuleSetId>().ok());
    let editor = match set {
        None => None,
        Some(set) => Some(
            blocking(&app, move |app| {
                app.store.read(|db| {
                    let mut editor = Editor::new(set, &zone);
                    editor.choices(db)?;
                    Ok(editor)
                })
            })
            .await?,
        ),
    };
    show_with(&viewer, &app, id, editor).await
}

/// A form that is buttons, and perhaps a name.
#[derive(Deserialize)]
pub struct ActForm {
    #[serde(default)]
    act: String,
    #[serde(default)]
    name: String,
    /// Where it is put, counted from 1.
    #[serde(default)]
    place: Option<usize>,
}

fn place(id: WorkstreamId, anchor: impl std::fmt::Display) -> String {
    format!("/admin/workstreams/{id}/rules#{anchor}")
}

/// POST /admin/rules/{id}/act: `up`, `down`, `to` a place, `copy`, `remove`, `on`, `off`.
///
/// # Errors
/// 404, or those of the store.
pub async fn act(viewer: Admin, app: Data<App>, id: Path<RuleId>, form: PostedForm<ActForm>) -> PageResult {
    let (id, actor, prefix) = (*id, viewer.actor(), viewer.locale.t("workstreams-copy-of"));
    let ActForm { act, place: at, .. } = form.value;
    let workstream = blocking(&app, move |app| app.store.read(|db| Ok(rule::get(db, id)?.workstream))).await?;
    let wanted = act.clone();
    let done = blocking(&app, move |app| match wanted.as_str() {
        "up" | "down" => order::move_rule(app, actor, id, wanted == "up").map(|()| id),
        "to" => order::place_rule(app, actor, id, at.unwrap_or(1)).map(|()| id),
        "copy" => copy::copy(app, actor, id, &prefix),
        "remove" => remove::remove(app, actor, id).map(|()| id),
        "on" | "off" => update::switch(app, actor, id, wanted == "on").map(|()| id),
        _ => Ok(id),
    })
    .await;
    match done {
        Ok(_) if act == "remove" => flash(place(workstream, "rules"), "flash-rule-removed"),
        Ok(id) if act == "copy" => flash(place(workstream, format!("rule-{id}")), "flash-rule-copied"),
        Ok(id) => redirect(place(workstream, format!("rule-{id}"))),
        Err(error) => refusal(error, &place(workstream, format!("rule-{id}"))),
    }
}

/// POST /admin/rule-sets/{id}/act: `up`, `down`, `remove`, `name`.
///
/// # Errors
/// 404, or those of the store.
pub async fn act_on_set(viewer: Admin, app: Data<App>, id: Path<RuleSetId>, form: PostedForm<ActForm>) -> PageResult {
    let (id, actor, ActForm { act, name, .. }) = (*id, viewer.actor(), form.value);
    let workstream = blocking(&app, move |app| app.store.read(|db| Ok(rule_set::get(db, id)?.workstream))).await?;
    let wanted = act.clone();
    let done = blocking(&app, move |app| match wanted.as_str() {
        "up" | "down" => order::move_set(app, actor, id, wanted == "up"),
        "remove" => sets::remove(app, actor, id),
        "name" => sets::rename(app, actor, id, &name),
        _ => Ok(()),
    })
    .await;
    match done {
        Ok(()) if act == "remove" => flash(place(workstream, "rules"), "flash-rule-set-removed"),
        Ok(()) => redirect(place(workstream, format!("set-{id}"))),
        Err(error) => refusal(error, &place(workstream, format!("set-{id}"))),
    }
}

/// POST /admin/workstreams/{id}/rule-sets
///
/// # Errors
/// 404, or those of the store; a wrong name shows the page again.
pub async fn add_set(viewer: Admin, app: Data<App>, id: Path<WorkstreamId>, form: PostedForm<ActForm>) -> PageResult {
    let (id, actor, l, name) = (*id, viewer.actor(), viewer.locale, form.value.name);
    let wanted = name.clone();
    match blocking(&app, move |app| sets::create(app, actor, id, &wanted)).await {
        Ok(set) => redirect(place(id, format!("set-{set}"))),
        Err(error) => {
            let problems = Problems::of(error)?;
            let shown = blocking(&app, move |app| app.store.read(|db| load(db, id, l, app.clock.now()))).await?;
            let tried = TryBox::load(&app, id).await?;
            let page = RulesPage { shell: shell(&viewer), shown, editor: None, tried, set_name: name, problems };
            page_with_status(&page, StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

fn refusal(error: WebError, back: &str) -> PageResult {
    match refused(&error) {
        Some(refusal) if !matches!(refusal, crate::domain::refusal::Refusal::NotFound) => flash_refusal(back, refusal),
        _ => Err(error),
    }
}
