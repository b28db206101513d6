//! `/admin/audit`: who did what, the newest first.

use actix_web::web::{Data, Query};
use serde::Deserialize;

use crate::app::App;
use crate::domain::automatic::Trigger;
use crate::domain::user::Role;
use crate::store::audit::{self, Entry};
use crate::web::guards::Admin;
use crate::web::i18n::Locale;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Section, Shell};
use crate::web::time;

/// Acts on one page.
const ON_A_PAGE: u32 = 50;

#[derive(askama::Template)]
#[template(path = "admin/audit.html")]
struct AuditPage {
    shell: Shell,
    acts: Vec<Act>,
    first: bool,
    older: Option<i64>,
}

/// An act in words.
struct Act {
    at: String,
    at_iso: String,
    actor: String,
    actor_id: String,
    action: String,
    subject: String,
    subject_id: String,
    detail: String,
}

/// The page to show.
#[derive(Deserialize)]
pub struct Cursor {
    /// Acts before this one.
    before: Option<i64>,
}

/// GET /admin/audit
///
/// # Errors
/// The store's.
pub async fn list(viewer: Admin, app: Data<App>, cursor: Query<Cursor>) -> PageResult {
    let before = cursor.before;
    let mut entries =
        page::blocking(&app, move |app| app.store.read(|db| audit::page(db, before, ON_A_PAGE + 1))).await?;
    let more = u32::try_from(entries.len()).is_ok_and(|found| found > ON_A_PAGE);
    if more {
        entries.pop();
    }
    let older = entries.last().filter(|_| more).map(|entry| entry.id);
    let acts = entries.into_iter().map(|entry| act(entry, &viewer.tz, viewer.locale)).collect();
    let shell = viewer.shell(Nav::Settings(Section::Audit));
    page::page(&AuditPage { shell, acts, first: before.is_none(), older })
}

fn act(entry: Entry, tz: &jiff::tz::TimeZone, l: Locale) -> Act {
    let key = format!("audit-{}", entry.action.replace(['.', '_'], "-"));
    // Who has no name, but words.
    let by_itself = match entry.actor.as_str() {
        "command" => Some("audit-command"),
        "scanner" => Some("audit-scanner"),
        _ => None,
    };
    Act {
        at: time::full_date(entry.at, tz, l),
        at_iso: entry.at.to_string(),
        actor: entry.actor_name.unwrap_or_else(|| by_itself.map_or_else(|| entry.actor.clone(), |key| l.t(key))),
        actor_id: entry.actor,
        action: if l.has(&key) { l.t(&key) } else { entry.action },
        subject: entry.subject_name.unwrap_or_else(|| entry.subject.clone()),
        subject_id: entry.subject,
        detail: detail(&entry.detail, l),
    }
}

/// `{"from":"agent","to":"admin"}` as `from Agent, to Admin`; what has no words stays as it is.
fn detail(json: &str, l: Locale) -> String {
    let Ok(serde_json::Value::Object(fields)) = serde_json::from_str(json) else { return String::new() };
    let words = fields.iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| {
        let key = format!("audit-detail-{}", name.replace('_', "-"));
        let text = in_words(value, l);
        if l.has(&key) { l.t1(key, "value", text) } else { format!("{name} {text}") }
    });
    words.collect::<Vec<_>>().join(", ")
}

fn in_words(value: &serde_json::Value, l: Locale) -> String {
    use serde_json::Value;
    match value {
        Value::String(text) if Trigger::from_word(text).is_some() => l.t(format!("trigger-{}", text.replace('_', "-"))),
        Value::String(text) if Role::from_word(text).is_some() => l.t(format!("role-{text}")),
        Value::String(text) => {
            let key = format!("audit-word-{}", text.replace('_', "-"));
            if l.has(&key) { l.t(key) } else { text.clone() }
        }
        Value::Bool(yes) => l.t(if *yes { "audit-word-yes" } else { "audit-word-no" }),
        Value::Array(all) => all.iter().map(|one| in_words(one, l)).collect::<Vec<_>>().join(" + "),
        other => other.to_string(),
    }
}
