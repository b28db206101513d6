//! "Write to…": we write first, to a contact or a bare number, always with a template.
//!
//! One form. A script asks for it again when the number, the recipient or the template changes; without one the
//! button below the templates does the same.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::ids::{ContactId, ConversationId, NumberId, TemplateId};
use crate::domain::opt_in::{How, Typed};
use crate::domain::refusal::Refusal;
use crate::domain::template::counting::month;
use crate::domain::time::Millis;
use crate::flows::conversations::write_to::{self, To, Wanted};
use crate::flows::planned_messages::plan::plan;
use crate::random;
use crate::store::composer_view::{self, Choice};
use crate::store::number::Number;
use crate::store::write_view::{self, Known};
use crate::store::{Db, Fault, number};
use crate::web::agent::Reader;
use crate::web::agent::picker::{Given, PickerView, Posted, Whom};
use crate::web::error::WebError;
use crate::web::form::{PostedForm, Problems, refused};
use crate::web::guards::Agent;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell};
use crate::web::{time, time_field};

/// How far ahead the field of a time begins.
const LATER: Millis = Millis::hours(1);

/// What an address leads to.
#[derive(Deserialize)]
pub struct Asked {
    contact: Option<i64>,
    number: Option<i64>,
    /// Somebody on a card that was sent to us.
    #[serde(default)]
    to: String,
    #[serde(default)]
    name: String,
}

/// The form as it was filled in.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Filled {
    #[serde(default)]
    key: String,
    /// Only the form again, for what was chosen.
    choose: Option<String>,
    number: Option<i64>,
    contact: Option<i64>,
    #[serde(default)]
    to: String,
    #[serde(default)]
    name: String,
    template: Option<String>,
    /// The chosen language of it, itself a template.
    language: Option<String>,
    /// The template that the fields belong to.
    shown: Option<String>,
    #[serde(default)]
    how: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    given_on: String,
    /// `later`; anything else: at once.
    #[serde(default)]
    leaves: String,
    #[serde(default)]
    send_at: String,
}

impl Filled {
    fn is_later(&self) -> bool {
        self.leaves == "later"
    }
}

/// What the store says.
struct Loaded {
    numbers: Vec<Number>,
    /// The one that is chosen.
    number: Option<Number>,
    known: Option<Known>,
    choices: (Vec<Choice>, i64),
}

/// A conversation that is being worked on.
struct Live {
    href: String,
    text: String,
}

#[derive(Template)]
#[template(path = "agent/write.html")]
struct WritePage {
    shell: Shell,
    key: String,
    /// Id, name, address, whether it is chosen.
    numbers: Vec<(i64, String, String, bool)>,
    /// The contact, if the form is for one: id, name, address.
    contact: Option<(i64, String, String)>,
    /// A known name of whoever has the number that was typed.
    recognised: Option<String>,
    form: Filled,
    picker: PickerView,
    /// The zone of the times on the page.
    zone: String,
    /// The opt-in on file, in a sentence.
    on_file: Option<String>,
    /// Words, names, whether it is chosen.
    ways: Vec<(&'static str, String, bool)>,
    opted_out: Option<String>,
    live: Option<Live>,
    problems: Problems,
    error: Option<String>,
}

fn load(db: &Db, form: &Filled, reader: &Reader, app: &App) -> Result<Loaded, Fault> {
    let numbers: Vec<Number> =
        number::list(db)?.into_iter().filter(|number| number.active && number.deleted_at.is_none()).collect();
    let number = numbers.iter().find(|number| Some(number.id.0) == form.number).or_else(|| numbers.first()).cloned();
    let Some(chosen) = &number else {
        return Ok(Loaded { numbers, number, known: None, choices: (Vec::new(), 0) });
    };
    let known = match (form.contact, Address::parse_typed(&form.to)) {
        (Some(contact), _) => Some(write_view::known(db, chosen.id, ContactId(contact))?.ok_or(Refusal::NotFound)?),
        (None, Ok(address)) => write_view::known_by_address(db, chosen.id, &address)?,
        (None, Err(_)) => None,
    };
    let thread = known.as_ref().and_then(|known| known.thread.as_ref());
    let open = thread.is_some_and(|thread| thread.window(app.window_margin).is_open(reader.now));
    let at = composer_view::At {
        account: chosen.account_id,
        number: chosen.id,
        sandbox: chosen.sandbox,
        window_open: open,
        month: &month(reader.now),
    };
    let choices = composer_view::choices(db, &at)?;
    Ok(Loaded { numbers, number, known, choices })
}

impl WritePage {
    fn of(viewer: &Agent, form: Filled, given: &Given, loaded: Loaded, reader: &Reader) -> Self {
        let l = reader.l;
        let Loaded { numbers, number, known, choices } = loaded;
        let chosen = number.as_ref().map(|number| number.id);
        let typed = Some(form.name.trim()).filter(|name| !name.is_empty());
        let whom = Whom {
            name: known.as_ref().and_then(|known| known.name.as_deref()).or(typed),
            language: known.as_ref().and_then(|known| known.language.as_deref()),
            number_language: number.as_ref().map_or("en", |number| number.language.code()),
            number_name: number.as_ref().map_or("", |number| &number.name),
            queue: None,
            variables: None,
        };
        let picker = PickerView::of(choices.0, choices.1, given, "", whom, reader);
        let moment = |at| time::moment(at, reader.now, &reader.tz, l);
        let named = known.as_ref().map(|known| known.name.clone().unwrap_or_else(|| known.address.display()));
        Self {
            shell: viewer.shell(Nav::Inbox),
            key: random::token(),
            numbers: numbers
                .into_iter()
                .map(|number| (number.id.0, number.name, number.address.display(), Some(number.id) == chosen))
                .collect(),
            contact: known
                .as_ref()
                .zip(named.clone())
                .filter(|_| form.contact.is_some())
                .map(|(known, name)| (known.contact.0, name, known.address.display())),
            recognised: named.filter(|_| form.contact.is_none()).map(|name| l.t1("write-recognised", "name", name)),
            on_file: known.as_ref().and_then(|known| known.opt_in.as_ref()).map(|kept| opt_in_words(kept, reader)),
            ways: How::ALL.iter().map(|how| (how.word(), l.t(way_key(*how)), how.word() == form.how)).collect(),
            opted_out: known
                .as_ref()
                .and_then(Known::opted_out_at)
                .map(|at| l.t1("write-opted-out", "when", moment(at))),
            live: known.as_ref().and_then(|known| known.live.as_ref()).map(|(id, holder)| Live {
                href: format!("/inbox/{id}"),
                text: match holder {
                    Some(holder) => l.t1("write-live-with", "holder", holder),
                    None => l.t("write-live"),
                },
            }),
            zone: reader.tz.iana_name().unwrap_or("UTC").to_owned(),
            picker,
            form,
            problems: Problems::default(),
            error: None,
        }
    }
}

/// The key of the name of a way to agree.
fn way_key(how: How) -> String {
    format!("opt-in-{}", how.word().replace('_', "-"))
}

/// `on a website, Tue 3 Nov, recorded by Νίκος`.
pub(super) fn opt_in_words(kept: &crate::store::opt_in::Recorded, reader: &Reader) -> String {
    let l = reader.l;
    let how = l.t(way_key(kept.opt_in.how));
    let how = if kept.opt_in.words.is_empty() { how } else { format!("{how} ({})", kept.opt_in.words) };
    let when = time::date_only(kept.opt_in.given_at, reader.now, &reader.tz, l);
    match &kept.by_name {
        Some(name) => l.t3("opt-in-on-file", "how", how, "when", when, "name", name),
        None => l.t2("opt-in-on-file-program", "how", how, "when", when),
    }
}

async fn build(viewer: &Agent, app: &Data<App>, mut form: Filled, given: Given) -> Result<WritePage, WebError> {
    let reader = Reader::of(viewer);
    if form.send_at.is_empty() {
        form.send_at = time_field::to_the_minute(reader.now + LATER, &reader.tz);
    }
    if form.given_on.is_empty() {
        form.given_on = time_field::day(reader.now, &reader.tz);
    }
    let (asked, with) = (form.clone(), reader.clone());
    let loaded = page::blocking(app, move |app| app.store.read(|db| load(db, &asked, &with, app))).await?;
    Ok(WritePage::of(viewer, form, &given, loaded, &reader))
}

/// GET /write
///
/// # Errors
/// 404 for a contact that does not exist.
pub async fn show(viewer: Agent, app: Data<App>, asked: Query<Asked>) -> PageResult {
    let asked = asked.into_inner();
    let form =
        Filled { contact: asked.contact, number: asked.number, to: asked.to, name: asked.name, ..Filled::default() };
    page::page(&build(&viewer, &app, form, Given::default()).await?)
}

/// POST /write
///
/// # Errors
/// Refusals are the form again, with 422; 404 for a contact that does not exist.
pub async fn send(viewer: Agent, app: Data<App>, form: PostedForm<Filled>) -> PageResult {
    let values: BTreeMap<String, String> = form
        .pairs
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("v.")?.to_owned(), value.clone())))
        .collect();
    let picked = Posted {
        entry: form.value.template.as_deref(),
        language: form.value.language.as_deref(),
        shown: form.value.shown.as_deref(),
    };
    let (template, is_other) = picked.chosen();
    let carried = if is_other { picked.carried(values.clone()) } else { values.clone() };
    let mut given = Given { template, values: carried, wrong: None };
    let form = form.value;
    if form.choose.is_some() || is_other {
        return page::page(&build(&viewer, &app, form, given).await?);
    }
    let done = if form.is_later() {
        later(&viewer, &app, &form, template, values).await.map(|()| None)
    } else {
        begin(&viewer, &app, &form, template, values).await.map(Some)
    };
    let error = match done {
        Ok(Some(conversation)) => return page::redirect(format!("/inbox/{conversation}")),
        Ok(None) => return page::flash("/planned", "flash-planned"),
        Err(error) => error,
    };
    let refusal = refused(&error).filter(|refusal| **refusal != Refusal::NotFound).cloned();
    let Some(refusal) = refusal else { return Err(error) };
    let sentence = viewer.locale.refusal(&refusal);
    if let Refusal::VariableInvalid { name, .. } = &refusal {
        given.wrong = Some((name.clone(), sentence.clone()));
    }
    let problems = Problems(refusal.problems());
    let mut page = build(&viewer, &app, form, given).await?;
    page.error = Some(sentence).filter(|_| problems.is_empty());
    page.problems = problems;
    again(&page)
}

fn again(page: &WritePage) -> Result<HttpResponse, WebError> {
    page::page_with_status(page, StatusCode::UNPROCESSABLE_ENTITY)
}

fn wanted(
    viewer: &Agent,
    form: &Filled,
    template: Option<TemplateId>,
    values: BTreeMap<String, String>,
) -> Result<(Wanted, Option<String>), Refusal> {
    let wanted = Wanted {
        number: NumberId(form.number.unwrap_or_default()),
        to: form.contact.map_or_else(|| To::Typed(form.to.clone()), |id| To::Contact(ContactId(id))),
        name: form.name.clone(),
        template: template.ok_or(Refusal::TemplateUnknown)?,
        values,
        opt_in: Typed {
            how: form.how.clone(),
            words: form.words.clone(),
            given_at: time_field::read_day(&form.given_on, &viewer.tz),
        },
    };
    Ok((wanted, Some(form.key.clone()).filter(|key| !key.is_empty())))
}

/// Writes; where it goes on.
async fn begin(
    viewer: &Agent,
    app: &Data<App>,
    form: &Filled,
    template: Option<TemplateId>,
    values: BTreeMap<String, String>,
) -> Result<ConversationId, WebError> {
    let (actor, (wanted, key)) = (viewer.actor(), wanted(viewer, form, template, values)?);
    let begun = page::blocking(app, move |app| write_to::write_to(app, actor, wanted, key)).await?;
    Ok(begun.conversation)
}

/// Plans it for the time that was chosen.
async fn later(
    viewer: &Agent,
    app: &Data<App>,
    form: &Filled,
    template: Option<TemplateId>,
    values: BTreeMap<String, String>,
) -> Result<(), WebError> {
    let (actor, (wanted, key)) = (viewer.actor(), wanted(viewer, form, template, values)?);
    let at = time_field::read_instant(&form.send_at, &viewer.tz);
    page::blocking(app, move |app| plan(app, actor, wanted, at, key)).await?;
    Ok(())
}
