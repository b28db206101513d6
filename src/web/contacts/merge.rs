//! Two contacts are the same person: the other one is looked for, both are shown beside each other, one stays. And back again.

use actix_web::web::{Data, Path, Query};
use serde::Deserialize;

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::contact;
use crate::domain::ids::{ContactFieldId, ContactId, ContactMergeId};
use crate::domain::merge::{Choices, Side, Values};
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::flows::contacts::{candidates, merge};
use crate::store::contact_field::{self, ContactField};
use crate::store::{Db, Fault, contact as contacts, contact_candidate, contact_merge, contact_view};
use crate::web::contacts::NAV;
use crate::web::contacts::list::{Line, line};
use crate::web::error::WebError;
use crate::web::form::{Nothing, PostedForm, Problems};
use crate::web::guards::{Agent, Supervisor, Viewer};
use crate::web::page::{self, PageResult};
use crate::web::quick_replies::language_name;
use crate::web::shell::Shell;

/// People that one search shows.
const FOUND: usize = 20;
/// Before the id of an own field in the form.
const PREFIX: &str = "field.";

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    q: String,
}

#[derive(askama::Template)]
#[template(path = "contacts/merge.html")]
struct SearchPage {
    shell: Shell,
    id: i64,
    name: String,
    wanted: Wanted,
    /// Nobody was looked for yet: those it may be.
    asked: bool,
    rows: Vec<Line>,
    more: bool,
    problems: Problems,
}

async fn search_page(
    viewer: &Viewer,
    app: &Data<App>,
    id: ContactId,
    wanted: Wanted,
    problems: Problems,
) -> Result<SearchPage, WebError> {
    let query = contact::Query::of(&text::one_line(&wanted.q, 200));
    let asked = !query.is_empty();
    let (name, rows, more) = page::blocking(app, move |app| {
        app.store.read(|db| {
            let name = shown_name(db, id)?;
            let (mut rows, mut more) = (Vec::new(), false);
            if asked {
                let asked = contact_view::Wanted { query, tag: None, before: None, limit: FOUND + 1 };
                let (found, next) = contact_view::list(db, &asked)?;
                more = next.is_some();
                rows.extend(found.into_iter().filter(|row| row.id != id).take(FOUND));
            } else {
                let ids: Vec<ContactId> = contact_candidate::open(db, id)?.iter().map(|one| one.id).collect();
                rows.extend(contact_view::rows(db, &ids)?);
            }
            Ok((name, rows, more))
        })
    })
    .await?;
    let shell = viewer.shell(NAV);
    let rows = rows.into_iter().map(|row| line(row, &shell)).collect();
    Ok(SearchPage { shell, id: id.0, name, wanted, asked, rows, more, problems })
}

/// What a contact is called on its page.
pub(super) fn shown_name(db: &Db, id: ContactId) -> Result<String, Fault> {
    let found = contacts::by_id(db, id)?.ok_or(Refusal::NotFound)?;
    Ok(match found.shown_name() {
        Some(name) => name.to_owned(),
        None => contacts::addresses(db, id)?.first().map(Address::display).unwrap_or_default(),
    })
}

/// GET /contacts/{id}/merge
///
/// # Errors
/// 404 for one that is not there.
pub async fn search(viewer: Supervisor, app: Data<App>, path: Path<ContactId>, wanted: Query<Wanted>) -> PageResult {
    page::page(&search_page(&viewer, &app, path.into_inner(), wanted.into_inner(), Problems::default()).await?)
}

/// Something of which both have a value: one is chosen.
struct Row {
    field: String,
    title: String,
    kept: String,
    gone: String,
    /// Whether the other one's was chosen.
    other: bool,
    /// Whether there is anything to choose.
    choice: bool,
}

/// One of the two in words.
struct One {
    id: i64,
    name: String,
    addresses: Vec<String>,
    threads: Vec<(i64, String, bool)>,
}

#[derive(askama::Template)]
#[template(path = "contacts/merge_compare.html")]
struct ComparePage {
    shell: Shell,
    kept: One,
    gone: One,
    rows: Vec<Row>,
    /// Of each, and what comes of both.
    notes: (String, String),
    tags: (String, String),
    problems: Problems,
}

/// What the store says of one of the two.
struct Loaded {
    id: ContactId,
    name: String,
    values: Values,
    addresses: Vec<String>,
    threads: Vec<(i64, String, bool)>,
}

impl Loaded {
    fn of(db: &Db, id: ContactId, values: Values) -> Result<Self, Fault> {
        let threads = contact_view::threads(db, id, None)?;
        Ok(Self {
            id,
            name: shown_name(db, id)?,
            values,
            addresses: contacts::addresses(db, id)?.iter().map(Address::display).collect(),
            threads: threads
                .into_iter()
                .map(|row| (row.number_colour, row.number_name, row.opted_out_at.is_some()))
                .collect(),
        })
    }

    fn one(self) -> One {
        One { id: self.id.0, name: self.name, addresses: self.addresses, threads: self.threads }
    }
}

async fn compare_page(
    viewer: &Viewer,
    app: &Data<App>,
    (kept, gone): (ContactId, ContactId),
    choices: &Choices,
    problems: Problems,
) -> Result<ComparePage, WebError> {
    let (kept, gone, fields) = page::blocking(app, move |app| {
        app.store.read(|db| {
            let values = contact_merge::values(db, kept)?.ok_or(Refusal::NotFound)?;
            let other = merge::other(db, kept, gone)?;
            Ok((Loaded::of(db, kept, values)?, Loaded::of(db, gone, other)?, contact_field::list(db)?))
        })
    })
    .await?;
    let rows = rows(&kept.values, &gone.values, &fields, choices, viewer);
    Ok(ComparePage {
        shell: viewer.shell(NAV),
        rows,
        notes: (kept.values.notes.clone(), gone.values.notes.clone()),
        tags: (kept.values.tags.join(", "), gone.values.tags.join(", ")),
        kept: kept.one(),
        gone: gone.one(),
        problems,
    })
}

fn rows(kept: &Values, gone: &Values, fields: &[ContactField], choices: &Choices, viewer: &Viewer) -> Vec<Row> {
    let l = viewer.locale;
    let row = |field: String, title: String, kept: &str, gone: &str, side: Side| Row {
        field,
        title,
        kept: kept.to_owned(),
        gone: gone.to_owned(),
        other: side == Side::Gone,
        choice: !kept.is_empty() && !gone.is_empty() && kept != gone,
    };
    let language = |values: &Values| values.language.as_deref().map(|tag| language_name(tag, l)).unwrap_or_default();
    let mut rows = vec![
        row("name".to_owned(), l.t("contact-name"), &kept.name, &gone.name, choices.name),
        row("language".to_owned(), l.t("admin-field-language"), &language(kept), &language(gone), choices.language),
    ];
    for field in fields {
        let of = |values: &Values| values.fields.get(&field.id).cloned().unwrap_or_default();
        let side = choices.fields.get(&field.id).copied().unwrap_or_default();
        rows.push(row(format!("{PREFIX}{}", field.id), field.name.clone(), &of(kept), &of(gone), side));
    }
    rows.retain(|row| !row.kept.is_empty() || !row.gone.is_empty());
    rows
}

/// GET /contacts/{id}/merge/{other}
///
/// # Errors
/// 404 for one that is not there; what cannot be merged is the search again, with 422.
pub async fn compare(viewer: Supervisor, app: Data<App>, path: Path<(ContactId, ContactId)>) -> PageResult {
    let (kept, gone) = path.into_inner();
    match compare_page(&viewer, &app, (kept, gone), &Choices::default(), Problems::default()).await {
        Ok(page) => page::page(&page),
        Err(error) => {
            let problems = Problems::of(error)?;
            page::form_again(&search_page(&viewer, &app, kept, Wanted::default(), problems).await?)
        }
    }
}

/// What was chosen: `name=gone` and the like.
fn choices(pairs: &[(String, String)]) -> Choices {
    let side = |value: &str| if value == "gone" { Side::Gone } else { Side::Kept };
    let given = |name: &str| pairs.iter().find(|(known, _)| known == name).map_or(Side::Kept, |(_, value)| side(value));
    let field = |(name, value): &(String, String)| {
        Some((ContactFieldId(name.strip_prefix(PREFIX)?.parse().ok()?), side(value)))
    };
    Choices { name: given("name"), language: given("language"), fields: pairs.iter().filter_map(field).collect() }
}

/// POST /contacts/{id}/merge/{other}
///
/// # Errors
/// 404 for one that is not there; what is wrong is the page again, with 422.
pub async fn join(
    viewer: Supervisor,
    app: Data<App>,
    path: Path<(ContactId, ContactId)>,
    posted: PostedForm<Nothing>,
) -> PageResult {
    let ((kept, gone), actor) = (path.into_inner(), viewer.actor());
    let chosen = choices(&posted.pairs);
    let wanted = chosen.clone();
    match page::blocking(&app, move |app| merge::merge(app, actor, kept, gone, &wanted)).await {
        Ok(()) => page::flash(format!("/contacts/{kept}"), "flash-contact-merged"),
        Err(error) => {
            let problems = Problems::of(error)?;
            match compare_page(&viewer, &app, (kept, gone), &chosen, problems.clone()).await {
                Ok(page) => page::form_again(&page),
                Err(_) => page::form_again(&search_page(&viewer, &app, kept, Wanted::default(), problems).await?),
            }
        }
    }
}

/// POST /contacts/{id}/merges/{merge}/undo
///
/// # Errors
/// 404 for what cannot be taken back.
pub async fn undo(
    viewer: Supervisor,
    app: Data<App>,
    path: Path<(ContactId, ContactMergeId)>,
    _: PostedForm<Nothing>,
) -> PageResult {
    let ((kept, id), actor) = (path.into_inner(), viewer.actor());
    let stays = page::blocking(&app, move |app| merge::unmerge(app, actor, kept, id)).await?;
    let key = if stays.is_empty() { "flash-contact-unmerged" } else { "flash-contact-unmerged-partly" };
    page::flash(format!("/contacts/{kept}"), key)
}

/// Where one came from.
#[derive(Deserialize)]
pub struct Back {
    #[serde(default)]
    back: String,
}

/// POST /contacts/{id}/candidates/{other}
///
/// # Errors
/// 404 for what nobody asked.
pub async fn somebody_else(
    viewer: Agent,
    app: Data<App>,
    path: Path<(ContactId, ContactId)>,
    posted: PostedForm<Back>,
) -> PageResult {
    let ((id, candidate), actor) = (path.into_inner(), viewer.actor());
    page::blocking(&app, move |app| candidates::somebody_else(app, actor, id, candidate)).await?;
    let back = page::local(&posted.value.back).unwrap_or_else(|| format!("/contacts/{id}"));
    page::flash(back, "flash-contact-told-apart")
}
