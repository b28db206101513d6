//! A contact is made by hand and changed in place; addresses come and go; an opt-in is recorded.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::ids::ContactId;
use crate::domain::opt_in::Typed;
use crate::domain::refusal::Refusal;
use crate::flows::contacts::update::Change;
use crate::flows::contacts::{addresses, create as creating, record_opt_in, update};
use crate::store::contact;
use crate::web::agent::actions::{is_live, refusal_json};
use crate::web::contacts::form::languages;
use crate::web::contacts::show::{Again, build};
use crate::web::contacts::{NAV, form};
use crate::web::error::WebError;
use crate::web::form::{Nothing, PostedForm, Problems};
use crate::web::guards::{Agent, Viewer};
use crate::web::page::{self, PageResult};
use crate::web::shell::Shell;
use crate::web::time_field;

/// A new one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct New {
    address: String,
    name: String,
    language: String,
    tags: String,
}

#[derive(askama::Template)]
#[template(path = "contacts/new.html")]
struct NewPage {
    shell: Shell,
    form: New,
    languages: Vec<(String, String)>,
    problems: Problems,
}

fn new_page(viewer: &Viewer, form: New, problems: Problems) -> PageResult {
    let status = problems.status();
    let languages = languages(&form.language, viewer.locale);
    page::page_with_status(&NewPage { shell: viewer.shell(NAV), form, languages, problems }, status)
}

/// GET /contacts/new
///
/// # Errors
/// None of its own.
pub async fn new(viewer: Agent) -> PageResult {
    new_page(&viewer, New::default(), Problems::default())
}

/// POST /contacts
///
/// # Errors
/// The store's.
pub async fn create(viewer: Agent, app: Data<App>, posted: PostedForm<New>) -> PageResult {
    let (actor, form) = (viewer.actor(), posted.value);
    let typed = form.clone();
    let made = page::blocking(&app, move |app| {
        // Whoever is known is shown: that is what was wanted.
        let address = creating::address(&typed.address)?;
        if let Some(known) = app.store.read(|db| contact::find(db, &address))? {
            return Ok((known.id, false));
        }
        let change = Change {
            name: Some(typed.name),
            language: Some(typed.language),
            tags: Some(typed.tags.split(',').map(str::to_owned).collect()),
            ..Change::default()
        };
        creating::create(app, actor, &typed.address, change).map(|id| (id, true))
    });
    match made.await {
        Ok((id, made)) => {
            page::flash(format!("/contacts/{id}"), if made { "flash-contact-made" } else { "flash-contact-has-number" })
        }
        Err(error) => new_page(&viewer, form, Problems::of(error)?),
    }
}

/// The page again with what was not taken, or on to `back`.
async fn answer(
    viewer: &Viewer,
    app: &Data<App>,
    id: ContactId,
    done: Result<(), WebError>,
    (typed, back): (Vec<(String, String)>, String),
) -> PageResult {
    let error = match done {
        Ok(()) => return page::flash(back, "flash-saved"),
        Err(error) => error,
    };
    let problems = Problems::of(error)?;
    let page = build(viewer, app, id, None, Again { typed, problems }).await?;
    page::form_again(&page.ok_or(Refusal::NotFound)?)
}

/// POST /contacts/{id}
///
/// # Errors
/// 404 for one that is not there; what is wrong is the page again, with 422.
pub async fn save(
    viewer: Agent,
    app: Data<App>,
    request: HttpRequest,
    path: Path<ContactId>,
    posted: PostedForm<Nothing>,
) -> PageResult {
    let (id, actor, pairs) = (path.into_inner(), viewer.actor(), posted.pairs);
    let change = form::change(&pairs);
    let done = page::blocking(&app, move |app| update::update(app, actor, id, change)).await;
    if is_live(&request) {
        return match done {
            Ok(()) => Ok(HttpResponse::NoContent().finish()),
            Err(error) => refusal_json(&error, viewer.locale).ok_or(error),
        };
    }
    let back = pairs.iter().find(|(name, _)| name == "back").and_then(|(_, back)| page::local(back));
    let back = back.unwrap_or_else(|| format!("/contacts/{id}"));
    answer(&viewer, &app, id, done, (pairs, back)).await
}

/// An address.
#[derive(Deserialize)]
pub struct OneAddress {
    #[serde(default)]
    address: String,
}

/// POST /contacts/{id}/addresses
///
/// # Errors
/// 404 for a contact that is not there; what is wrong is the page again, with 422.
pub async fn add(viewer: Agent, app: Data<App>, path: Path<ContactId>, posted: PostedForm<OneAddress>) -> PageResult {
    let (id, actor, typed) = (path.into_inner(), viewer.actor(), posted.value.address);
    let done = page::blocking(&app, move |app| addresses::add(app, actor, id, &typed)).await;
    answer(&viewer, &app, id, done, (posted.pairs, format!("/contacts/{id}"))).await
}

/// POST /contacts/{id}/addresses/remove
///
/// # Errors
/// 404 for a contact or an address that is not there; the last one is the page again, with 422.
pub async fn remove(
    viewer: Agent,
    app: Data<App>,
    path: Path<ContactId>,
    posted: PostedForm<OneAddress>,
) -> PageResult {
    let (id, actor) = (path.into_inner(), viewer.actor());
    let address = Address::parse(&posted.value.address).map_err(|_| Refusal::NotFound)?;
    let done = page::blocking(&app, move |app| addresses::remove(app, actor, id, &address)).await;
    answer(&viewer, &app, id, done, (Vec::new(), format!("/contacts/{id}"))).await
}

/// That a contact agreed.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub struct Agreed {
    how: String,
    words: String,
    given_on: String,
}

/// POST /contacts/{id}/opt-ins
///
/// # Errors
/// 404 for a contact that is not there; what is wrong is the page again, with 422.
pub async fn opt_in(viewer: Agent, app: Data<App>, path: Path<ContactId>, posted: PostedForm<Agreed>) -> PageResult {
    let (id, actor, form) = (path.into_inner(), viewer.actor(), posted.value);
    // A day that begins later than now in this zone is today.
    let given_at = time_field::read_day(&form.given_on, &viewer.tz);
    let typed = Typed { how: form.how, words: form.words, given_at };
    let done = page::blocking(&app, move |app| record_opt_in::record_opt_in(app, actor, id, &typed)).await;
    answer(&viewer, &app, id, done, (posted.pairs, format!("/contacts/{id}"))).await
}
