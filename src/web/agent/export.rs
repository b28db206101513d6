//! A thread to be taken along: a page to print or to save as PDF, and the same as text. Notes and quiet lines are for us
//! and stay here; what did not arrive is marked as such.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::{Data, Path, Query};
use askama::Template;

use crate::app::App;
use crate::domain::ids::ConversationId;
use crate::domain::message::Status;
use crate::store::export_view::{self, Line};
use crate::store::thread_view::Head;
use crate::web::agent::list::{Listing, Wanted};
use crate::web::agent::thread::load_head;
use crate::web::agent::{Reader, words};
use crate::web::error::WebError;
use crate::web::guards::{Agent, Viewer};
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell};
use crate::web::{time, time_field};

/// A message in words.
struct Said {
    when: String,
    datetime: String,
    who: String,
    inbound: bool,
    text: String,
    files: Vec<String>,
    /// Why it does not count, if it does not.
    failed: Option<String>,
}

impl Said {
    fn of(line: Line, head: &Head, reader: &Reader) -> Self {
        let l = reader.l;
        let who =
            if line.inbound { head.name.clone() } else { line.author.unwrap_or_else(|| head.number_name.clone()) };
        let bare = line.body.trim().is_empty() && line.files.is_empty();
        Self {
            when: time_field::to_the_minute(line.at, &reader.tz).replace('T', " "),
            datetime: line.at.to_string(),
            who,
            inbound: line.inbound,
            text: if bare { words::instead_of_words(line.kind, l) } else { line.body },
            files: line.files,
            failed: matches!(line.status, Status::Failed | Status::Undelivered | Status::Canceled)
                .then(|| l.t("export-failed")),
        }
    }

    fn line(&self, l: crate::web::i18n::Locale) -> String {
        let files: String = self.files.iter().map(|name| format!("\r\n  [{}: {name}]", l.t("export-file"))).collect();
        let failed = self.failed.as_ref().map(|words| format!(" ({words})")).unwrap_or_default();
        // A line of a text begins no message.
        let text = self.text.replace("\r\n", "\n").replace('\n', "\r\n  ");
        format!("[{}] {}{failed}: {text}{files}\r\n", self.when, self.who)
    }
}

#[derive(Template)]
#[template(path = "agent/export.html")]
struct ExportPage {
    shell: Shell,
    id: i64,
    query: String,
    name: String,
    address: String,
    number_name: String,
    made: String,
    lines: Vec<Said>,
}

async fn load(viewer: &Viewer, app: &Data<App>, id: ConversationId) -> Result<(Head, Vec<Said>), WebError> {
    let reader = Reader::of(viewer);
    page::blocking(app, move |app| {
        app.store.read(|db| {
            let head = load_head(app, db, id, &reader)?;
            let lines = export_view::thread(db, head.thread)?;
            let said = lines.into_iter().map(|line| Said::of(line, &head, &reader)).collect();
            Ok((head, said))
        })
    })
    .await
}

/// GET /inbox/{id}/export
///
/// # Errors
/// 404 for a conversation that is not this user's to see.
pub async fn show(viewer: Agent, app: Data<App>, path: Path<ConversationId>, wanted: Query<Wanted>) -> PageResult {
    let (id, query) = (path.into_inner(), Listing::from(&*wanted).query());
    let (head, lines) = load(&viewer, &app, id).await?;
    let made = time::full(viewer.visitor.now, &viewer.tz, viewer.locale);
    page::page(&ExportPage {
        shell: viewer.shell(Nav::Inbox),
        id: id.0,
        query,
        name: head.name,
        address: head.address.display(),
        number_name: head.number_name,
        made,
        lines,
    })
}

/// GET /inbox/{id}/export/text
///
/// # Errors
/// 404 for a conversation that is not this user's to see.
pub async fn text(viewer: Agent, app: Data<App>, path: Path<ConversationId>) -> PageResult {
    let id = path.into_inner();
    let (head, lines) = load(&viewer, &app, id).await?;
    let l = viewer.locale;
    let mut text = format!("{} · {} · {}\r\n\r\n", head.name, head.address.display(), head.number_name);
    text.extend(lines.iter().map(|line| line.line(l)));
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/plain; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"conversation-{id}.txt\"")))
        .body(text))
}
