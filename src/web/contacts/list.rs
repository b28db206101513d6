//! The list: found by name, by number in any spelling, by tag.

use actix_web::web::{Data, Query};
use serde::Deserialize;

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::contact;
use crate::domain::ids::ContactId;
use crate::domain::text;
use crate::domain::user::Role;
use crate::store::contact_view::{self, Row};
use crate::web::contacts::NAV;
use crate::web::guards::Agent;
use crate::web::page::{self, PageResult};
use crate::web::quick_replies::language_name;
use crate::web::shell::{self, Shell};

/// Rows of a page.
const ROWS: usize = 50;
/// Tags to choose from.
const TAGS_MAX: i64 = 200;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    q: String,
    tag: String,
    before: Option<ContactId>,
}

/// A row in words.
pub(super) struct Line {
    pub id: i64,
    pub hue: i64,
    pub initial: String,
    pub name: String,
    pub addresses: String,
    pub language: String,
    pub tags: Vec<String>,
    pub wrote: Option<(String, String)>,
    pub since: (String, String),
}

#[derive(askama::Template)]
#[template(path = "contacts/list.html")]
struct ListPage {
    shell: Shell,
    wanted: Wanted,
    tags: Vec<String>,
    rows: Vec<Line>,
    next: Option<String>,
    /// Whether there is nobody at all.
    nobody: bool,
    /// Whether this reader may bring lists and take them away, and where what is shown can be taken.
    may_import: bool,
    csv: String,
}

/// GET /contacts
///
/// # Errors
/// The store's.
pub async fn show(viewer: Agent, app: Data<App>, wanted: Query<Wanted>) -> PageResult {
    let wanted = wanted.into_inner();
    let asked = contact_view::Wanted {
        query: contact::Query::of(&text::one_line(&wanted.q, 200)),
        tag: Some(wanted.tag.clone()).filter(|tag| !tag.is_empty()),
        before: wanted.before,
        limit: ROWS,
    };
    let ((found, next), tags) = page::blocking(&app, move |app| {
        app.store.read(|db| Ok((contact_view::list(db, &asked)?, contact_view::tags(db, TAGS_MAX)?)))
    })
    .await?;
    let shell = viewer.shell(NAV);
    let address = |path: &str, before: Option<ContactId>| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let before = before.map(|id| id.to_string()).unwrap_or_default();
        for (name, value) in [("q", &wanted.q), ("tag", &wanted.tag), ("before", &before)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        format!("{path}?{}", query.finish())
    };
    let next = next.map(|before| address("/contacts", Some(before)));
    let csv = address("/contacts.csv", None);
    let may_import = viewer.role >= Role::Supervisor;
    let nobody = found.is_empty() && wanted.q.is_empty() && wanted.tag.is_empty() && wanted.before.is_none();
    let rows = found.into_iter().map(|row| line(row, &shell)).collect();
    page::page(&ListPage { shell, wanted, tags, rows, next, nobody, may_import, csv })
}

pub(super) fn line(row: Row, shell: &Shell) -> Line {
    let addresses: Vec<String> = row.addresses.iter().map(Address::display).collect();
    let name = if row.name.is_empty() { addresses.first().cloned().unwrap_or_default() } else { row.name };
    let when = |at| (shell.moment(&at), at.to_string());
    Line {
        id: row.id.0,
        hue: shell::hue(row.id.0),
        initial: text::initial(name.trim_start_matches('+')),
        addresses: addresses.join(" · "),
        language: row.language.map(|tag| language_name(&tag, shell.l)).unwrap_or_default(),
        tags: row.tags,
        wrote: row.last_inbound_at.map(when),
        since: when(row.created_at),
        name,
    }
}
