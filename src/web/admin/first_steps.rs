//! `/admin`: first steps, from nothing to a team that answers; when nothing is left, how the installation is.
//! What is done is known from the facts; nothing is ticked off by hand. The page changes by itself
//! (`static/first-steps.js`).

use actix_web::web::Data;
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::first_steps::{State, Step};
use crate::flows::first_steps::hide;
use crate::flows::numbers::health;
use crate::store::account::Account;
use crate::store::first_steps_view::{self, FirstSteps};
use crate::store::queue::Queue;
use crate::web::admin::overview;
use crate::web::admin::waiting::Waiting;
use crate::web::form::PostedForm;
use crate::web::guards::Admin;
use crate::web::page::{PageResult, blocking, page, redirect};
use crate::web::shell::{Nav, Section, Shell};

/// The width of the bar, in its own units.
const BAR: usize = 192;

#[derive(Template)]
#[template(path = "admin/first_steps.html")]
struct FirstStepsPage {
    shell: Shell,
    steps: Vec<Line>,
    done: usize,
    /// The number whose first message is waited for.
    waiting: Option<Waiting>,
    /// Queues that conversations are led to although nobody works for them.
    nowhere: Vec<Queue>,
}

/// A step in words.
struct Line {
    step: Step,
    state: State,
    text: String,
    /// Where it is done or looked at: address and the key of the button.
    link: Option<(String, &'static str)>,
}

impl Line {
    fn is_done(&self) -> bool {
        matches!(self.state, State::Done | State::ByDefault)
    }

    fn is_default(&self) -> bool {
        self.state == State::ByDefault
    }

    fn is_now(&self) -> bool {
        self.state == State::Now
    }

    /// Whether what may be wrong with the first message is shown below.
    fn is_message(&self) -> bool {
        self.step == Step::Message
    }

    fn title(&self) -> String {
        format!("first-steps-{}", self.step.word())
    }
}

impl FirstStepsPage {
    fn total(&self) -> usize {
        self.steps.len()
    }

    fn bar(&self) -> usize {
        self.done * BAR / self.steps.len().max(1)
    }
}

fn account(known: &FirstSteps) -> Option<&Account> {
    known.accounts.iter().find(|account| account.active).or(known.accounts.first())
}

fn line(shell: &Shell, known: &FirstSteps, step: Step, state: State) -> Line {
    let l = shell.l;
    let done = state == State::Done;
    let of_account = account(known).map(|account| format!("/admin/accounts/{}", account.id));
    let below = |part: &str| of_account.as_ref().map(|address| format!("{address}/{part}"));
    let open = |address: Option<String>, key| address.map(|address| (address, key));
    let todo = || l.t(format!("first-steps-{}-todo", step.word()));
    let (text, link) = match (step, account(known), known.number()) {
        (Step::Account, Some(account), _) => {
            let key =
                if account.auth_failures > 0 { "first-steps-account-refused" } else { "first-steps-account-done" };
            (l.t1(key, "name", &account.name), open(of_account, "first-steps-open"))
        }
        (Step::Account, ..) => (todo(), open(Some("/admin/accounts/new".to_owned()), "accounts-connect")),
        (Step::Number, _, Some(number)) => {
            let text = l.t2("first-steps-number-done", "name", &number.name, "number", number.address.display());
            (text, open(Some(format!("/admin/numbers/{}", number.id)), "first-steps-open"))
        }
        (Step::Number, ..) => (todo(), open(below("numbers"), "numbers-add")),
        (Step::Webhook, ..) => {
            let text = match known.last_post_at().filter(|_| done) {
                Some(at) => l.t1("first-steps-webhook-done", "when", shell.ago(&at)),
                None if done => l.t("first-steps-webhook-written"),
                None => todo(),
            };
            let key = if done { "first-steps-open" } else { "first-steps-addresses" };
            (text, open(below("callbacks").filter(|_| known.facts.number), key))
        }
        (Step::Message, ..) => {
            let at = known.last_inbound_at();
            let text = at.map_or_else(todo, |at| l.t1("first-steps-message-done", "when", shell.ago(&at)));
            (text, at.and_then(|_| open(Some("/inbox?view=open".to_owned()), "first-steps-inbox")))
        }
        (Step::Agents, ..) => {
            let text = if done { l.t1("first-steps-agents-done", "n", known.users) } else { todo() };
            (text, open(Some("/admin/users".to_owned()), "first-steps-invite"))
        }
        (Step::Templates, ..) => {
            let text = if done { l.t1("first-steps-templates-done", "n", known.templates_approved) } else { todo() };
            (text, open(Some("/admin/templates".to_owned()), "first-steps-look"))
        }
        // Settled from the start. Which workstream a number is in stands on its page.
        (Step::Workstream, ..) => {
            let number = known.number().map(|number| format!("/admin/numbers/{}#workstream_id", number.id));
            (l.t("first-steps-workstream-default"), open(number, "first-steps-look"))
        }
        (Step::Hours, ..) => {
            let text = match (known.queues_with_hours, known.hours) {
                (0, 0) => l.t("first-steps-hours-default"),
                (0, _) => l.t("first-steps-hours-unused"),
                (queues, _) => l.t1("first-steps-hours-done", "n", queues),
            };
            (text, open(Some("/admin/hours".to_owned()), "first-steps-look"))
        }
    };
    Line { step, state, text, link }
}

/// GET /admin
///
/// # Errors
/// Those of the store.
pub async fn show(viewer: Admin, app: Data<App>) -> PageResult {
    let known = blocking(&app, |app| app.store.read(first_steps_view::read)).await?;
    if known.facts.is_over() {
        return overview::show(&viewer, &app, known.facts.left()).await;
    }
    let shell = viewer.shell(Nav::Settings(Section::FirstSteps));
    let steps: Vec<Line> =
        known.facts.steps().into_iter().map(|(step, state)| line(&shell, &known, step, state)).collect();
    let done = steps.iter().filter(|step| step.is_done()).count();
    let waiting = match known.awaited() {
        Some(id) => Some(Waiting::of(blocking(&app, move |app| health::of(app, id)).await?, app.clock.now())),
        None => None,
    };
    page(&FirstStepsPage { shell, steps, done, waiting, nowhere: known.nowhere })
}

/// The posted wish.
#[derive(Deserialize)]
pub struct Wish {
    /// `yes`: hide the list; else show it.
    hidden: String,
}

/// POST /admin/first-steps
///
/// # Errors
/// Those of the store.
pub async fn show_or_hide(viewer: Admin, app: Data<App>, form: PostedForm<Wish>) -> PageResult {
    let (actor, hidden) = (viewer.actor(), form.value.hidden == "yes");
    blocking(&app, move |app| hide::hide(app, actor, hidden)).await?;
    redirect("/admin")
}
