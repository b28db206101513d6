//! Quick replies where one writes: searched while one types after a `/`, filled with what is known about this
//! conversation. Without scripts the same list is a page, and choosing one puts it into the draft. The own signature
//! stands among them, for whoever has one.

use actix_web::HttpRequest;
use actix_web::web::{Data, Path, Query};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::{ConversationId, QuickReplyId};
use crate::domain::placeholder::{self, Facts};
use crate::domain::search::folded;
use crate::domain::text;
use crate::flows::quick_replies;
use crate::flows::threads::save_draft::save_draft;
use crate::store::quick_reply::{self, Around};
use crate::store::thread_view::Head;
use crate::store::{Db, Fault};
use crate::web::agent::Reader;
use crate::web::agent::thread::load_head;
use crate::web::form::{Nothing, PostedForm};
use crate::web::guards::Agent;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell};

/// Those shown at once.
const SHOWN_MAX: usize = 50;
/// Characters of a text in the list.
const BODY_CHARS_MAX: usize = 140;

/// What is searched for.
#[derive(Deserialize)]
pub struct Search {
    #[serde(default)]
    q: String,
}

/// What stands for the own signature in addresses.
const SIGNATURE: &str = "signature";

/// What is chosen: a reply, or the own signature.
#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
pub enum Chosen {
    /// A quick reply.
    Reply(QuickReplyId),
    /// The own signature.
    Signature,
}

impl TryFrom<String> for Chosen {
    type Error = std::num::ParseIntError;
    fn try_from(word: String) -> Result<Self, Self::Error> {
        if word == SIGNATURE { Ok(Self::Signature) } else { word.parse().map(|id| Self::Reply(QuickReplyId(id))) }
    }
}

/// One that fits.
struct Choice {
    /// As it stands in addresses.
    id: String,
    title: String,
    language: Option<String>,
    tags: Vec<String>,
    /// What will stand in the field.
    text: String,
    /// The same on one line.
    line: String,
    own: bool,
}

/// What the placeholders of a text become in this conversation.
pub(super) fn facts<'a>(head: &'a Head, reader: &'a Reader) -> Facts<'a> {
    Facts {
        contact: head.named.then_some(head.name.as_str()),
        agent: &reader.name,
        signature: &reader.signature,
        number: &head.number_name,
        queue: head.queue_told.as_deref(),
        variables: head.variables.clone(),
    }
}

/// The text with everything that is known here. What was kept was readable when it was kept.
fn filled(body: &str, head: &Head, reader: &Reader) -> String {
    match placeholder::parse(body) {
        Ok(pieces) => placeholder::render(&pieces, &facts(head, reader).values()).trim().to_owned(),
        Err(_) => body.to_owned(),
    }
}

/// The own signature as a choice, where it is called by what is typed.
fn signature(q: &str, head: &Head, reader: &Reader) -> Option<Choice> {
    let title = reader.l.t("profile-signature");
    let text = filled(&reader.signature, head, reader);
    let fits = folded(&title).contains(&folded(q.trim()));
    (fits && !text.is_empty()).then(|| Choice {
        id: SIGNATURE.to_owned(),
        line: text::one_line(&text, BODY_CHARS_MAX),
        text,
        own: true,
        title,
        language: None,
        tags: Vec::new(),
    })
}

fn load(app: &App, db: &Db, id: ConversationId, q: &str, reader: &Reader) -> Result<(Head, Vec<Choice>, usize), Fault> {
    let head = load_head(app, db, id, reader)?;
    let around = Around {
        workstream: Some(head.workstream),
        contact: head.contact_language.as_deref(),
        number: head.number_language.code(),
    };
    let (found, count) = quick_reply::found(db, Some(reader.user), q, &around, SHOWN_MAX)?;
    let own = signature(q, &head, reader);
    let count = count.saturating_add(usize::from(own.is_some()));
    let choices = found
        .into_iter()
        .map(|reply| {
            let text = filled(&reply.body, &head, reader);
            Choice {
                id: reply.id.to_string(),
                line: text::one_line(&text, BODY_CHARS_MAX),
                text,
                own: reply.owner.is_some(),
                title: reply.title,
                language: reply.language,
                tags: reply.tags,
            }
        })
        .chain(own)
        .collect();
    Ok((head, choices, count))
}

#[derive(Template)]
#[template(path = "agent/_quick_replies.html")]
struct Part {
    shell: Shell,
    choices: Vec<Choice>,
    count: usize,
}

/// GET /inbox/{id}/fragments/quick-replies
///
/// # Errors
/// 404 for a conversation that does not exist or is not this user's to see.
pub async fn fragment(viewer: Agent, app: Data<App>, path: Path<ConversationId>, search: Query<Search>) -> PageResult {
    let (id, reader, q) = (path.into_inner(), Reader::of(&viewer), search.into_inner().q);
    let (_, choices, count) =
        page::blocking(&app, move |app| app.store.read(|db| load(app, db, id, &q, &reader))).await?;
    page::page(&Part { shell: viewer.shell(Nav::Inbox), choices, count })
}

#[derive(Template)]
#[template(path = "agent/quick_replies.html")]
struct ChoosePage {
    shell: Shell,
    id: i64,
    name: String,
    q: String,
    choices: Vec<Choice>,
    draft: String,
}

/// GET /inbox/{id}/quick-replies
///
/// # Errors
/// 404 for a conversation that does not exist or is not this user's to see.
pub async fn choose(viewer: Agent, app: Data<App>, path: Path<ConversationId>, search: Query<Search>) -> PageResult {
    let (id, reader, q) = (path.into_inner(), Reader::of(&viewer), search.into_inner().q);
    let wanted = q.clone();
    let (head, choices, _) =
        page::blocking(&app, move |app| app.store.read(|db| load(app, db, id, &wanted, &reader))).await?;
    let shell = viewer.shell(Nav::Inbox);
    page::page(&ChoosePage { shell, id: id.0, name: head.name, q, choices, draft: head.draft })
}

/// POST /inbox/{id}/quick-replies/{reply}
///
/// # Errors
/// 404 for a conversation or a quick reply that is not this user's to see.
pub async fn put(
    viewer: Agent,
    app: Data<App>,
    _request: HttpRequest,
    path: Path<(ConversationId, Chosen)>,
    _form: PostedForm<Nothing>,
) -> PageResult {
    let ((id, chosen), reader) = (path.into_inner(), Reader::of(&viewer));
    page::blocking(&app, move |app| {
        let draft = app.store.read(|db| {
            let head = load_head(app, db, id, &reader)?;
            let body = match chosen {
                Chosen::Reply(reply) => quick_replies::load(db, reader.actor, reply)?.body,
                Chosen::Signature => reader.signature.clone(),
            };
            let text = filled(&body, &head, &reader);
            Ok(if head.draft.trim().is_empty() { text } else { format!("{}\n{text}", head.draft.trim_end()) })
        })?;
        save_draft(app, reader.user, id, &draft, None)
    })
    .await?;
    page::redirect(format!("/inbox/{id}#text"))
}
