//! Writing a template: a form that says what WhatsApp would refuse, beside a phone that shows what it will be.

use actix_web::web::{Data, Path, Query};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::ids::{AccountId, TemplateDraftId, TemplateId};
use crate::domain::placeholder;
use crate::domain::refusal::Refusal;
use crate::domain::template::languages::CODES;
use crate::domain::template::rules::{Place, Violation};
use crate::domain::template::written::{ButtonKind, Preview, Written, WrittenButton, WrittenItem, WrittenKind};
use crate::flows::templates::draft;
use crate::flows::templates::submit::{self, Submitted};
use crate::store::account::{self, Account};
use crate::store::template_draft::{self, TemplateDraft};
use crate::store::{Db, Fault, template};
use crate::web::admin::templates::fields;
use crate::web::admin::templates::{Pairs, trouble};
use crate::web::error::WebError;
use crate::web::form::PostedForm;
use crate::web::guards::Admin;
use crate::web::i18n::Locale;
use crate::web::page::{PageResult, blocking, flash, flash_refusal, form_again, page};
use crate::web::shell::{Nav, Section, Shell};
use crate::web::try_text::TryView;

/// A field that repeats: its name, and what is wrong with it.
struct Cell {
    id: String,
    error: Option<String>,
}

/// A row of the form with two fields.
struct Row<T> {
    n: usize,
    of: T,
    first: Cell,
    second: Cell,
}

/// What stands in the form and beside it.
struct Editor {
    written: Written,
    button_rows: Vec<Row<WrittenButton>>,
    item_rows: Vec<Row<WrittenItem>>,
    variables: Vec<Row<String>>,
    preview: Preview,
    broken: Vec<Violation>,
}

fn rows<T>(all: Vec<T>, l: Locale, broken: &[Violation], names: impl Fn(usize, &T) -> (String, String)) -> Vec<Row<T>> {
    let cell = |id: String| Cell { error: error_at(broken, l, &id), id };
    let row = |(n, of)| {
        let (first, second) = names(n, &of);
        Row { n, of, first: cell(first), second: cell(second) }
    };
    (1..).zip(all).map(row).collect()
}

fn error_at(broken: &[Violation], l: Locale, field: &str) -> Option<String> {
    broken.iter().find(|one| one.place.field() == field).map(|one| l.violation(one))
}

impl Editor {
    fn of(written: Written, broken: Vec<Violation>, l: Locale) -> Self {
        Self {
            button_rows: rows(fields::button_rows(&written), l, &broken, |n, _| {
                (format!("button-{n}-title"), format!("button-{n}-value"))
            }),
            item_rows: rows(fields::item_rows(&written), l, &broken, |n, _| {
                (format!("item-{n}-title"), format!("item-{n}-text"))
            }),
            variables: rows(written.variables(), l, &broken, |_, name| {
                (format!("sample-{name}"), format!("bind-{name}"))
            }),
            preview: written.preview(&written.samples),
            broken,
            written,
        }
    }

    /// What is wrong at a field, in a sentence.
    fn error(&self, l: Locale, field: &str) -> Option<String> {
        error_at(&self.broken, l, field)
    }

    /// Every broken rule: the field, what it is called, the sentence, whether it is advice.
    fn rules(&self, l: Locale) -> Vec<(String, String, String, bool)> {
        let rule = |one: &Violation| (one.place.field(), label(l, &one.place), l.violation(one), one.is_advice());
        self.broken.iter().map(rule).collect()
    }

    fn sample(&self, name: &str) -> &str {
        self.written.samples.get(name).map_or("", String::as_str)
    }

    fn binding(&self, name: &str) -> &str {
        self.written.bindings.get(name).map_or("", String::as_str)
    }
}

fn label(l: Locale, place: &Place) -> String {
    match place {
        Place::ButtonTitle(n) | Place::ButtonValue(n) => l.t1("template-field-button", "n", *n),
        Place::ItemTitle(n) | Place::ItemText(n) => l.t1("template-field-item", "n", *n),
        Place::Sample(name) => l.t1("template-field-sample", "name", name),
        Place::Binding(name) => l.t1("template-field-bind", "name", name),
        other => l.t(format!("template-field-{}", other.field())),
    }
}

#[derive(Template)]
#[template(path = "admin/template_editor.html")]
struct EditorPage {
    shell: Shell,
    accounts: Vec<Account>,
    account_id: Option<AccountId>,
    draft: Option<TemplateDraftId>,
    /// The provider has it: it can only go on.
    locked: bool,
    editor: Editor,
    /// Why it could not be submitted: a sentence.
    trouble: Option<String>,
    /// What its bindings say.
    trial: TryView,
}

impl EditorPage {
    fn is_account(&self, id: &AccountId) -> bool {
        self.account_id.as_ref() == Some(id)
    }

    fn kinds(&self) -> &'static [WrittenKind] {
        WrittenKind::ALL
    }

    fn button_kinds(&self) -> &'static [ButtonKind] {
        ButtonKind::ALL
    }

    fn codes(&self) -> &'static [&'static str] {
        &CODES
    }

    fn known(&self) -> Vec<String> {
        placeholder::KNOWN.iter().map(|name| format!("{{{{{name}}}}}")).collect()
    }
}

/// The parts that change while somebody types.
#[derive(Template)]
#[template(path = "admin/_template_check.html")]
struct CheckPart {
    shell: Shell,
    editor: Editor,
}

/// What a new one begins with.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Begin {
    /// A template to copy.
    copy: Option<TemplateId>,
    /// For another language, under the same name.
    language: Option<String>,
}

fn shell(viewer: &Admin) -> Shell {
    viewer.shell(Nav::Settings(Section::Templates))
}

/// GET /admin/templates/new
///
/// # Errors
/// 404 for a template that is to be copied and does not exist.
pub async fn new(viewer: Admin, app: Data<App>, begin: Query<Begin>) -> PageResult {
    let (copy, other) = (begin.copy, begin.language.is_some());
    let (accounts, copied) = blocking(&app, move |app| {
        let copied = copy.map(|id| draft::copy_of(app, id, other)).transpose()?;
        Ok((app.store.read(account::list)?, copied))
    })
    .await?;
    let first = accounts.first().map(|account| account.id);
    let (account_id, written) = match copied {
        Some((account, written)) => (Some(account), written),
        None => (first, Written { language: viewer.locale.lang().to_owned(), ..Written::default() }),
    };
    page(&EditorPage {
        shell: shell(&viewer),
        accounts,
        account_id,
        draft: None,
        locked: false,
        trial: trial(&written, &[], viewer.locale),
        editor: Editor::of(written, Vec::new(), viewer.locale),
        trouble: None,
    })
}

fn trial(written: &Written, pairs: &[(String, String)], l: Locale) -> TryView {
    TryView::of_template(&written.body, &written.samples, &written.bindings, pairs, l)
}

/// GET /admin/templates/drafts/{id}
///
/// # Errors
/// 404, or those of the store.
pub async fn show(viewer: Admin, app: Data<App>, id: Path<TemplateDraftId>) -> PageResult {
    page(&load(&viewer, &app, *id).await?)
}

async fn load(viewer: &Admin, app: &Data<App>, id: TemplateDraftId) -> Result<EditorPage, WebError> {
    let (accounts, draft, broken) = blocking(app, move |app| {
        app.store.read(|db| {
            let draft = template_draft::get(db, id)?;
            let broken = submit::broken(db, app, &draft)?;
            Ok((account::list(db)?, draft, broken))
        })
    })
    .await?;
    let TemplateDraft { account_id, written, content_sid, .. } = draft;
    Ok(EditorPage {
        shell: shell(viewer),
        accounts,
        account_id: Some(account_id),
        draft: Some(id),
        locked: content_sid.is_some(),
        trial: trial(&written, &[], viewer.locale),
        editor: Editor::of(written, broken, viewer.locale),
        trouble: None,
    })
}

fn pair<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
}

fn broken_by(db: &Db, app: &App, account: Option<AccountId>, written: &Written) -> Result<Vec<Violation>, Fault> {
    let others = match account {
        Some(account) => template::others(db, account, &written.name, &written.language, app.clock.now())?,
        None => crate::domain::template::rules::Others::default(),
    };
    Ok(crate::domain::template::rules::check(written, others))
}

/// POST /admin/templates/drafts/check: the parts that change, for the script; nothing is kept.
///
/// # Errors
/// Those of the store.
pub async fn check(viewer: Admin, app: Data<App>, form: PostedForm<Pairs>) -> PageResult {
    let written = fields::read(&form.pairs);
    let account = pair(&form.pairs, "account_id").parse().ok();
    let asked = written.clone();
    let broken = blocking(&app, move |app| app.store.read(|db| broken_by(db, app, account, &asked))).await?;
    page(&CheckPart { shell: shell(&viewer), editor: Editor::of(written, broken, viewer.locale) })
}

/// POST /admin/templates/drafts
///
/// # Errors
/// Those of the store; what is wrong shows the form again.
pub async fn create(viewer: Admin, app: Data<App>, form: PostedForm<Pairs>) -> PageResult {
    act(&viewer, &app, None, &form.pairs).await
}

/// POST /admin/templates/drafts/{id}
///
/// # Errors
/// 404, or those of the store; what is wrong shows the form again.
pub async fn change(viewer: Admin, app: Data<App>, id: Path<TemplateDraftId>, form: PostedForm<Pairs>) -> PageResult {
    act(&viewer, &app, Some(*id), &form.pairs).await
}

/// What became of a press.
enum Pressed {
    Saved(TemplateDraftId),
    Submitted(TemplateId),
    Again { id: Option<TemplateDraftId>, broken: Vec<Violation>, trouble: Option<Trouble> },
}

enum Trouble {
    Key(&'static str),
    Said(String),
}

async fn act(viewer: &Admin, app: &Data<App>, id: Option<TemplateDraftId>, pairs: &[(String, String)]) -> PageResult {
    let written = fields::read(pairs);
    let Ok(account) = pair(pairs, "account_id").parse::<AccountId>() else {
        return flash("/admin/templates", "refusal-templates-no-account");
    };
    // The button of the test box only shows what would be said.
    let what = if pair(pairs, "try").is_empty() { pair(pairs, "act") } else { "check" };
    let (actor, what, given) = (viewer.actor(), what.to_owned(), written.clone());
    let checks = what == "check";
    let pressed = blocking(app, move |app| {
        if checks {
            let broken = app.store.read(|db| broken_by(db, app, Some(account), &given))?;
            return Ok(Pressed::Again { id, broken, trouble: None });
        }
        press(app, actor, id, account, given, what == "submit")
    })
    .await?;
    match pressed {
        Pressed::Saved(id) => flash(format!("/admin/templates/drafts/{id}"), "flash-template-draft"),
        Pressed::Submitted(id) => flash(format!("/admin/templates/{id}#chosen"), "flash-template-submitted"),
        Pressed::Again { id, broken, trouble } => {
            let mut again = match id {
                Some(id) => load(viewer, app, id).await?,
                None => EditorPage {
                    shell: shell(viewer),
                    accounts: blocking(app, |app| app.store.read(account::list)).await?,
                    account_id: Some(account),
                    draft: None,
                    locked: false,
                    trial: trial(&written, pairs, viewer.locale),
                    editor: Editor::of(Written::default(), Vec::new(), viewer.locale),
                    trouble: None,
                },
            };
            let l = viewer.locale;
            again.trouble = trouble.map(|trouble| match trouble {
                Trouble::Key(key) => l.t(key),
                Trouble::Said(said) => l.t1("template-refused-by-twilio", "said", said),
            });
            if !again.locked {
                again.account_id = Some(account);
                again.trial = trial(&written, pairs, l);
                again.editor = Editor::of(written, broken, l);
            }
            if checks { page(&again) } else { form_again(&again) }
        }
    }
}

/// Keeps what is written and, if that is wanted, submits it.
fn press(
    app: &App,
    actor: crate::domain::user::Actor,
    id: Option<TemplateDraftId>,
    account: AccountId,
    written: Written,
    and_submit: bool,
) -> Result<Pressed, Fault> {
    let locked = match id {
        Some(id) => app.store.read(|db| template_draft::get(db, id))?.content_sid.is_some(),
        None => false,
    };
    let kept = match id {
        Some(id) if locked => Ok(id),
        _ => draft::save(app, actor, id, account, written),
    };
    let kept = match kept {
        Ok(kept) => kept,
        Err(Fault::Refused(Refusal::TemplateRules(broken))) => {
            return Ok(Pressed::Again { id, broken, trouble: None });
        }
        Err(fault) => return Err(fault),
    };
    if !and_submit {
        return Ok(Pressed::Saved(kept));
    }
    let again = |broken, trouble| Ok(Pressed::Again { id: Some(kept), broken, trouble });
    match submit::submit(app, actor, kept) {
        Ok(Submitted::Done(template)) => Ok(Pressed::Submitted(template)),
        Ok(Submitted::Refused(said)) => again(Vec::new(), Some(Trouble::Said(said))),
        Ok(Submitted::NotNow(synced)) => again(Vec::new(), Some(Trouble::Key(trouble(synced)))),
        Err(Fault::Refused(Refusal::TemplateRules(broken))) => {
            again(broken, Some(Trouble::Key("refusal-template-rules")))
        }
        Err(fault) => Err(fault),
    }
}

/// POST /admin/templates/drafts/{id}/remove
///
/// # Errors
/// 404, or those of the store.
pub async fn remove(viewer: Admin, app: Data<App>, id: Path<TemplateDraftId>, _form: PostedForm<Pairs>) -> PageResult {
    let (actor, id) = (viewer.actor(), *id);
    match blocking(&app, move |app| draft::remove(app, actor, id)).await {
        Ok(()) => flash("/admin/templates", "flash-template-draft-removed"),
        Err(WebError::Fault(Fault::Refused(Refusal::NotNow))) => {
            flash_refusal(format!("/admin/templates/drafts/{id}"), &Refusal::NotNow)
        }
        Err(error) => Err(error),
    }
}
