//! Templates: what may be sent when a window is closed, and where each stands with WhatsApp.

use std::collections::BTreeSet;

use actix_web::web::{Data, Path, Query};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::{AccountId, TemplateId};
use crate::domain::refusal::Refusal;
use crate::domain::template::{Approval, Piece, pieces};
use crate::flows::templates::sync::{self, Counts, Synced};
use crate::store::Fault;
use crate::store::account::{self, Account};
use crate::store::template::{self, Template as Stored};
use crate::web::error::WebError;
use crate::web::form::PostedForm;
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, flash, page, redirect};
use crate::web::shell::{Nav, Section, Shell};

/// Letters of a text in the list.
const EXCERPT_CHARS: usize = 90;

/// What is looked for, and what a reading just found.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    q: String,
    state: String,
    language: String,
    total: Option<usize>,
    added: usize,
    changed: usize,
    gone: usize,
}

impl Wanted {
    fn is_filter(&self) -> bool {
        !(self.q.trim().is_empty() && self.state.is_empty() && self.language.is_empty())
    }

    fn takes(&self, template: &Stored) -> bool {
        let q = self.q.trim().to_lowercase();
        (q.is_empty() || template.name.to_lowercase().contains(&q) || template.body.to_lowercase().contains(&q))
            && (self.state.is_empty() || template.status.word() == self.state)
            && (self.language.is_empty() || template.language == self.language)
    }

    /// The filter as it stands in addresses, with its question mark.
    fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("q", self.q.trim()), ("state", &self.state), ("language", &self.language)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }
}

#[derive(Template)]
#[template(path = "admin/templates.html")]
struct TemplatesPage {
    shell: Shell,
    groups: Vec<(Account, Vec<Row>)>,
    languages: Vec<String>,
    wanted: Wanted,
    any: bool,
    any_approved: bool,
    chosen: Option<Chosen>,
}

struct Row {
    template: Stored,
    excerpt: String,
    pill: &'static str,
    icon: &'static str,
}

struct Chosen {
    row: Row,
    preview: Vec<(String, bool)>,
    /// Name and sample value.
    variables: Vec<(String, String)>,
}

impl TemplatesPage {
    fn is_chosen(&self, id: &TemplateId) -> bool {
        self.chosen.as_ref().is_some_and(|chosen| chosen.row.template.id == *id)
    }

    fn states(&self) -> &'static [Approval] {
        Approval::ALL
    }

    fn shown(&self) -> usize {
        self.groups.iter().map(|(_, rows)| rows.len()).sum()
    }
}

fn row(template: Stored) -> Row {
    let line = template.body.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut excerpt: String = line.chars().take(EXCERPT_CHARS).collect();
    if excerpt.len() < line.len() {
        excerpt.push('…');
    }
    let (pill, icon) = match template.status {
        Approval::Approved => ("is-ok", "tick"),
        Approval::Received | Approval::Pending => ("is-soon", "clock"),
        Approval::Paused => ("is-soon", "pause"),
        Approval::Rejected | Approval::Disabled => ("is-bad", "x"),
        Approval::Unsubmitted => ("", "pencil"),
        Approval::Deleted => ("is-off", "ban"),
    };
    Row { template, excerpt, pill, icon }
}

fn choose(template: Stored) -> Chosen {
    let sample = |name: &String| template.samples.get(name).cloned().unwrap_or_default();
    let variables = template.variables.iter().map(|name| (name.clone(), sample(name))).collect();
    Chosen { preview: preview(&template), variables, row: row(template) }
}

/// The text as the contact sees it with the sample values; what was filled in is marked.
fn preview(template: &Stored) -> Vec<(String, bool)> {
    pieces(&template.body)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => (text, false),
            Piece::Variable(name) => {
                let sample = template.samples.get(&name).filter(|sample| !sample.is_empty()).cloned();
                (sample.unwrap_or_else(|| format!("{{{{{name}}}}}")), true)
            }
        })
        .collect()
}

/// GET /admin/templates
///
/// # Errors
/// Those of the store.
pub async fn list(viewer: Admin, app: Data<App>, wanted: Query<Wanted>) -> PageResult {
    show_page(&viewer, &app, wanted.into_inner(), None).await
}

/// GET /admin/templates/{id}
///
/// # Errors
/// 404, or those of the store.
pub async fn show(viewer: Admin, app: Data<App>, id: Path<TemplateId>, wanted: Query<Wanted>) -> PageResult {
    show_page(&viewer, &app, wanted.into_inner(), Some(*id)).await
}

async fn show_page(viewer: &Admin, app: &Data<App>, wanted: Wanted, id: Option<TemplateId>) -> PageResult {
    let (accounts, templates) =
        blocking(app, |app| app.store.read(|db| Ok((account::list(db)?, template::list(db)?)))).await?;
    let chosen = match id {
        Some(id) => {
            let found = templates.iter().find(|template| template.id == id).cloned();
            let template = found.ok_or_else(|| WebError::from(Refusal::NotFound))?;
            Some(choose(template))
        }
        None => None,
    };
    let languages: BTreeSet<String> = templates.iter().map(|template| template.language.clone()).collect();
    let any_approved = templates.iter().any(|template| template.status == Approval::Approved);
    let any = !templates.is_empty();
    let mut groups: Vec<(Account, Vec<Row>)> = accounts.into_iter().map(|account| (account, Vec::new())).collect();
    for template in templates.into_iter().filter(|template| wanted.takes(template)) {
        if let Some((_, rows)) = groups.iter_mut().find(|(account, _)| account.id == template.account_id) {
            rows.push(row(template));
        }
    }
    page(&TemplatesPage {
        shell: viewer.shell(Nav::Settings(Section::Templates)),
        groups,
        languages: languages.into_iter().collect(),
        wanted,
        any,
        any_approved,
        chosen,
    })
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
                Synced::WrongCredentials => return Ok(Err("refusal-account-wrong")),
                Synced::Refused(_) => return Ok(Err("refusal-templates-refused")),
                Synced::NoAnswer => return Ok(Err("refusal-templates-no-answer")),
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

const fn add(a: Counts, b: Counts) -> Counts {
    Counts { total: a.total + b.total, added: a.added + b.added, changed: a.changed + b.changed, gone: a.gone + b.gone }
}
