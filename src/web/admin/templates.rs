//! Templates: what may be sent when a window is closed, in which languages, and where each stands with WhatsApp.

pub mod by_hand;
pub mod costs;
pub mod editor;
mod fields;
mod library;

use std::collections::{BTreeMap, BTreeSet};

use actix_web::web::{Data, Path, Query};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::{AccountId, TemplateId};
use crate::domain::refusal::Refusal;
use crate::domain::template::counting::month;
use crate::domain::template::rules::{Violation, check_body};
use crate::domain::template::written::WrittenKind;
use crate::domain::template::{Approval, Shown, shown};
use crate::flows::templates::bind;
use crate::flows::templates::sync::{self, Counts, Synced};
use crate::store::account::{self, Account};
use crate::store::template::{self, Template as Stored};
use crate::store::template_count::{self, Use};
use crate::store::template_draft::{self, TemplateDraft};
use crate::store::{Db, Fault};
use crate::web::admin::templates::library::{Group, LanguageLink, Wanted, groups};
use crate::web::error::WebError;
use crate::web::form::PostedForm;
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, form_again, page, redirect};
use crate::web::shell::{Nav, Section, Shell};
use crate::web::try_text::TryView;

/// What the list is made of.
pub(super) struct Loaded {
    accounts: Vec<Account>,
    templates: Vec<Stored>,
    drafts: Vec<TemplateDraft>,
    uses: BTreeMap<TemplateId, Use>,
    months: Vec<template_count::Month>,
    /// From which numbers the chosen one was sent.
    numbers: Vec<(String, i64)>,
}

fn load(db: &Db, this_month: &str, chosen: Option<TemplateId>) -> Result<Loaded, Fault> {
    Ok(Loaded {
        numbers: chosen.map(|id| template_count::by_number(db, id)).transpose()?.unwrap_or_default(),
        accounts: account::list(db)?,
        templates: template::list(db)?,
        drafts: template_draft::list(db)?,
        uses: template_count::by_template(db)?,
        months: template_count::by_month(db, this_month)?,
    })
}

#[derive(Template)]
#[template(path = "admin/templates.html")]
struct TemplatesPage {
    shell: Shell,
    groups: Vec<Group>,
    accounts: Vec<Account>,
    languages: Vec<String>,
    wanted: Wanted,
    any: bool,
    any_approved: bool,
    chosen: Option<Chosen>,
    /// Category and sends of this month, over all numbers.
    this_month: Vec<(String, i64)>,
}

/// The template beside the list.
struct Chosen {
    template: Stored,
    pill: &'static str,
    icon: &'static str,
    languages: Vec<LanguageLink>,
    preview: Vec<Shown>,
    media: Vec<String>,
    variables: Vec<Variable>,
    used: Use,
    /// From which numbers it was sent, and how often.
    numbers: Vec<(String, i64)>,
    /// What its bindings say.
    trial: TryView,
    /// What our own rules say about a text that was refused.
    help: Vec<Violation>,
    /// Whether it can be copied into the editor.
    may_copy: bool,
}

/// Bindings as they were typed.
#[derive(Clone, Copy)]
struct Typed<'a> {
    bindings: &'a BTreeMap<String, String>,
    broken: &'a [Violation],
    pairs: &'a [(String, String)],
}

struct Variable {
    name: String,
    sample: String,
    binding: String,
    error: Option<String>,
}

impl TemplatesPage {
    fn states(&self) -> &'static [Approval] {
        Approval::ALL
    }

    fn only_account(&self) -> bool {
        self.accounts.len() < 2
    }
}

fn choose(template: Stored, loaded: &Loaded, typed: Option<Typed<'_>>, viewer: &Admin, wanted: &Wanted) -> Chosen {
    let (pill, icon) = library::sign(template.status);
    let error = |name: &str| {
        let field = format!("bind-{name}");
        typed?.broken.iter().find(|one| one.place.field() == field).map(|one| viewer.locale.violation(one))
    };
    let binding = |name: &str| match typed {
        Some(typed) => typed.bindings.get(name).cloned(),
        None => template.bindings.get(name).cloned(),
    };
    let variables = template.variables.iter().map(|name| Variable {
        name: name.clone(),
        sample: template.samples.get(name).cloned().unwrap_or_default(),
        binding: binding(name).unwrap_or_default(),
        error: error(name),
    });
    let refused = template.status == Approval::Rejected;
    let filled = |text: &String| shown(text, &template.samples).into_iter().map(|piece| piece.text).collect();
    Chosen {
        pill,
        icon,
        languages: library::languages_of(&template, loaded, wanted),
        preview: shown(&template.body, &template.samples),
        media: template.media.iter().map(filled).collect(),
        variables: variables.collect(),
        used: loaded.uses.get(&template.id).copied().unwrap_or_default(),
        numbers: loaded.numbers.clone(),
        trial: {
            let bindings = typed.map_or(&template.bindings, |typed| typed.bindings);
            let pairs = typed.map_or(&[][..], |typed| typed.pairs);
            TryView::of_template(&template.body, &template.samples, bindings, pairs, viewer.locale)
        },
        help: if refused { check_body(&template.body) } else { Vec::new() },
        may_copy: WrittenKind::from_word(&template.kind).is_some(),
        template,
    }
}

/// GET /admin/templates
///
/// # Errors
/// Those of the store.
pub async fn list(viewer: Admin, app: Data<App>, wanted: Query<Wanted>) -> PageResult {
    page(&templates_page(&viewer, &app, wanted.into_inner(), None, None).await?)
}

/// GET /admin/templates/{id}
///
/// # Errors
/// 404, or those of the store.
pub async fn show(viewer: Admin, app: Data<App>, id: Path<TemplateId>, wanted: Query<Wanted>) -> PageResult {
    page(&templates_page(&viewer, &app, wanted.into_inner(), Some(*id), None).await?)
}

async fn templates_page(
    viewer: &Admin,
    app: &Data<App>,
    wanted: Wanted,
    id: Option<TemplateId>,
    typed: Option<Typed<'_>>,
) -> Result<TemplatesPage, WebError> {
    let now = month(viewer.visitor.now);
    let loaded = blocking(app, move |app| app.store.read(|db| load(db, &now, id))).await?;
    let found = id.map(|id| {
        let found = loaded.templates.iter().find(|template| template.id == id).cloned();
        found.ok_or_else(|| WebError::from(Refusal::NotFound))
    });
    let chosen = found.transpose()?.map(|template| choose(template, &loaded, typed, viewer, &wanted));
    let mut this_month: BTreeMap<String, i64> = BTreeMap::new();
    for month in &loaded.months {
        *this_month.entry(month.category.clone()).or_default() += month.sent;
    }
    let languages: BTreeSet<String> = loaded.templates.iter().map(|template| template.language.clone()).collect();
    Ok(TemplatesPage {
        shell: viewer.shell(Nav::Settings(Section::Templates)),
        any_approved: loaded.templates.iter().any(|template| template.status == Approval::Approved),
        any: !(loaded.templates.is_empty() && loaded.drafts.is_empty()),
        groups: groups(&loaded, &wanted, chosen.as_ref().map(|chosen| chosen.template.id), viewer.locale),
        languages: languages.into_iter().collect(),
        accounts: loaded.accounts,
        wanted,
        chosen,
        this_month: this_month.into_iter().filter(|(_, sent)| *sent > 0).collect(),
    })
}

/// A form of which only the pairs count.
#[derive(Deserialize)]
pub struct Pairs {}

/// POST /admin/templates/{id}/bindings
///
/// # Errors
/// 404, or those of the store; an unknown placeholder shows the page again.
pub async fn bindings(viewer: Admin, app: Data<App>, id: Path<TemplateId>, form: PostedForm<Pairs>) -> PageResult {
    let (actor, id) = (viewer.actor(), *id);
    let typed: BTreeMap<String, String> = form
        .pairs
        .iter()
        .filter_map(|(name, text)| Some((name.strip_prefix("bind-")?.to_owned(), text.clone())))
        .collect();
    if form.pairs.iter().any(|(name, _)| name == "try") {
        let typed = Typed { bindings: &typed, broken: &[], pairs: &form.pairs };
        return page(&templates_page(&viewer, &app, Wanted::default(), Some(id), Some(typed)).await?);
    }
    let given = typed.clone();
    match blocking(&app, move |app| bind::bind(app, actor, id, given)).await {
        Ok(()) => flash(format!("/admin/templates/{id}#chosen"), "flash-saved"),
        Err(WebError::Fault(Fault::Refused(Refusal::TemplateRules(broken)))) => {
            let typed = Typed { bindings: &typed, broken: &broken, pairs: &form.pairs };
            let again = templates_page(&viewer, &app, Wanted::default(), Some(id), Some(typed)).await?;
            form_again(&again)
        }
        Err(error) => Err(error),
    }
}

/// Which account is to be read; all of them if none is named.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SyncForm {
    account_id: Option<AccountId>,
}

/// POST /admin/templates/sync
///
/// # Errors
/// Those of the store.
pub async fn read(viewer: Admin, app: Data<App>, form: PostedForm<SyncForm>) -> PageResult {
    let (actor, only) = (viewer.actor(), form.value.account_id);
    let found = blocking(&app, move |app| {
        let accounts = app.store.read(account::list)?;
        let wanted = accounts.iter().filter(|account| account.active && only.is_none_or(|id| account.id == id));
        let mut sum: Option<Counts> = None;
        for account in wanted {
            match sync::sync(app, Some(actor), account.id)? {
                Synced::Read(counts) => sum = Some(add(sum.unwrap_or_default(), counts)),
                other => return Ok(Err(trouble(other))),
            }
        }
        Ok::<_, Fault>(sum.ok_or("refusal-templates-no-account"))
    })
    .await?;
    match found {
        Ok(counts) => redirect(format!(
            "/admin/templates?total={}&added={}&changed={}&gone={}",
            counts.total, counts.added, counts.changed, counts.gone
        )),
        Err(key) => flash("/admin/templates", key),
    }
}

/// The sentence about an account that could not be asked.
pub(super) const fn trouble(synced: Synced) -> &'static str {
    match synced {
        Synced::WrongCredentials => "refusal-account-wrong",
        Synced::Refused(_) => "refusal-templates-refused",
        Synced::NoAnswer | Synced::Read(_) => "refusal-templates-no-answer",
    }
}

const fn add(a: Counts, b: Counts) -> Counts {
    Counts { total: a.total + b.total, added: a.added + b.added, changed: a.changed + b.changed, gone: a.gone + b.gone }
}
