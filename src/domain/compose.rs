//! What may be written now: the composer's one state, and the check that every send passes twice
//! (when it is asked for, and when the outbox is about to hand it over).

use std::collections::BTreeMap;

use crate::domain::conversation::State;
use crate::domain::ids::UserId;
use crate::domain::message::words;
use crate::domain::permission::{Access, may_write};
use crate::domain::refusal::Refusal;
use crate::domain::template::{self, Approval};
use crate::domain::text;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::domain::window::{Window, WindowState};

/// The provider's limit for free text, in UTF-16 units.
pub const TEXT_UNITS_MAX: usize = 1_600;

/// The facts about a thread and its conversation that decide what may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The thread's window.
    pub window: Window,
    /// Whether the contact opted out.
    pub opted_out: bool,
    /// Whether number and account are active.
    pub number_active: bool,
    /// Whether it is the provider's shared sandbox number.
    pub sandbox: bool,
}

words! {
    /// What stands where one writes: exactly one of six.
    Composer {
        /// Free text.
        Text = "text",
        /// The template picker.
        TemplateOnly = "template_only",
        /// Nothing may be sent.
        OptedOut = "opted_out",
        /// Somebody else's: a note, or take over.
        NotYours = "not_yours",
        /// Nobody's: take it.
        Nobodys = "nobodys",
        /// Ended: write again.
        Ended = "ended",
    }
}

/// Which composer a user sees at `now`.
#[must_use]
pub fn composer(viewer: UserId, state: State, assignee: Option<UserId>, facts: &Facts, now: Timestamp) -> Composer {
    match (state, assignee) {
        (State::Closed | State::WrapUp, _) => Composer::Ended,
        _ if facts.opted_out => Composer::OptedOut,
        (_, None) => Composer::Nobodys,
        (_, Some(id)) if id != viewer => Composer::NotYours,
        _ if facts.window.is_open(now) => Composer::Text,
        _ => Composer::TemplateOnly,
    }
}

/// What somebody wants to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Draft {
    /// Free text.
    Text(String),
    /// A template with its values.
    Template {
        /// What the check needs to know about it.
        template: TemplateFacts,
        /// Values by variable name.
        values: BTreeMap<String, String>,
    },
}

/// The facts about a template that decide whether it may be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFacts {
    /// Its approval.
    pub approval: Approval,
    /// Its kind, without the provider's prefix: `text`, `quick-reply`, `list-picker`…
    pub kind: String,
    /// Its body.
    pub body: String,
    /// All its variables, of body, header and buttons.
    pub variables: Vec<String>,
}

/// Whether `draft` may be sent in a thread at `now`, whoever sends it.
///
/// # Errors
/// The [`Refusal`] that names the first reason: the number, the opt-out, the window, the draft itself.
pub fn check(draft: &Draft, facts: &Facts, now: Timestamp) -> Result<(), Refusal> {
    if !facts.number_active {
        return Err(Refusal::NumberInactive);
    }
    if facts.opted_out {
        return Err(Refusal::OptedOut);
    }
    match draft {
        Draft::Text(text) => check_text(text, facts, now),
        Draft::Template { template, values } => {
            check_template(template, facts.window.is_open(now))?;
            template::check_values(&template.body, &template.variables, values)
        }
    }
}

fn check_text(text: &str, facts: &Facts, now: Timestamp) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::TextEmpty);
    }
    let units = text::utf16_units(text);
    if units > TEXT_UNITS_MAX {
        return Err(Refusal::TextTooLong { over: units - TEXT_UNITS_MAX, limit: TEXT_UNITS_MAX });
    }
    match facts.window.at(now) {
        WindowState::Open { .. } => Ok(()),
        WindowState::Closed { since } => Err(Refusal::WindowClosed { since: Some(since) }),
        WindowState::NeverOpened => Err(Refusal::WindowClosed { since: None }),
    }
}

/// Kind × window × approval. Outside the window only approved templates of a kind that WhatsApp takes
/// there; inside also unapproved ones of the free kinds, except what was rejected, stopped or deleted.
fn check_template(template: &TemplateFacts, window_open: bool) -> Result<(), Refusal> {
    if template.approval == Approval::Deleted {
        return Err(Refusal::TemplateUnknown);
    }
    let approved = template.approval == Approval::Approved;
    if window_open {
        let free = template::free_inside_window(&template.kind)
            && !matches!(template.approval, Approval::Paused | Approval::Disabled | Approval::Rejected);
        return if approved || free { Ok(()) } else { Err(Refusal::TemplateNotApproved) };
    }
    if template::only_inside_window(&template.kind) {
        return Err(Refusal::TemplateNotAllowedNow);
    }
    if approved { Ok(()) } else { Err(Refusal::TemplateNotApproved) }
}

/// Both questions at once: may this actor write here, and may this be sent now.
///
/// # Errors
/// As [`may_write`] and [`check`].
pub fn check_for(actor: Actor, access: &Access, draft: &Draft, facts: &Facts, now: Timestamp) -> Result<(), Refusal> {
    may_write(actor, access)?;
    check(draft, facts, now)
}
