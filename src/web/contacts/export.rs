//! Contacts as a file, written while it is read: as many as the filters of the list leave.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::{Bytes, Data, Query};
use futures_util::stream::try_unfold;
use serde::Deserialize;

use crate::app::App;
use crate::domain::contact;
use crate::domain::text;
use crate::domain::user::Actor;
use crate::flows::contact_imports::export::{self, Names, PORTION};
use crate::store::contact_view::Wanted;
use crate::web::error::WebError;
use crate::web::guards::Supervisor;
use crate::web::i18n::Locale;
use crate::web::page::{self, PageResult};

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    tag: String,
    /// `no`: without the mark by which spreadsheets know UTF-8.
    mark: String,
}

/// What has been written, and what comes next.
enum At {
    /// Its first line.
    Head(Vec<u8>),
    /// Contacts.
    Rows(Wanted),
    /// Nothing.
    End,
}

/// The names of the columns in a language; the import knows them in both.
fn names(l: Locale) -> Names {
    let keys = [
        "contact-number",
        "list-other-addresses",
        "contact-name",
        "merge-profile-name",
        "admin-field-language",
        "contact-tags",
        "contact-notes",
    ];
    Names { fixed: keys.map(|key| l.t(key)) }
}

/// The answer.
///
/// # Errors
/// 403 for whoever may not; the store's.
pub(crate) async fn file(
    app: Data<App>,
    actor: Actor,
    l: Locale,
    (wanted, mark): (Wanted, bool),
) -> Result<HttpResponse, WebError> {
    let names = names(l);
    let head = page::blocking(&app, move |app| export::begin(app, actor, &names, mark)).await?;
    let rows = try_unfold((app, At::Head(head), wanted), |(app, at, wanted)| async move {
        match at {
            At::Head(head) => {
                Ok::<_, actix_web::Error>(Some((Bytes::from(head), (app, At::Rows(wanted.clone()), wanted))))
            }
            At::Rows(asked) => {
                let (lines, next) =
                    page::blocking(&app, move |app| app.store.read(|db| export::portion(db, &asked))).await?;
                let at = next.map_or(At::End, |before| At::Rows(Wanted { before: Some(before), ..wanted.clone() }));
                Ok(Some((Bytes::from(lines), (app, at, wanted))))
            }
            At::End => Ok(None),
        }
    });
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"contacts.csv\""))
        .streaming(rows))
}

/// What is asked for, as the list asks for it.
pub(crate) fn wanted(q: &str, tag: &str) -> Wanted {
    Wanted {
        query: contact::Query::of(&text::one_line(q, 200)),
        tag: Some(tag.to_owned()).filter(|tag| !tag.is_empty()),
        before: None,
        limit: PORTION,
    }
}

/// GET /contacts.csv
///
/// # Errors
/// The store's.
pub async fn take(viewer: Supervisor, app: Data<App>, asked: Query<Asked>) -> PageResult {
    file(app, viewer.actor(), viewer.locale, (wanted(&asked.q, &asked.tag), asked.mark != "no")).await
}
