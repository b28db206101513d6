//! What may be written now: the composer's one state, and the check that every send passes twice
//! (when it is asked for, and when the outbox is about to hand it over).

use std::collections::BTreeMap;

use crate::domain::automatic::Trigger;
use crate::domain::bot::machine::{BUTTON_UNITS_MAX, BUTTONS_MAX};
use crate::domain::conversation::{Phase, State};
use crate::domain::ids::UserId;
use crate::domain::message::words;
use crate::domain::permission::{Access, may_write};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::template::{self, Approval};
use crate::domain::text;
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::domain::window::{Window, WindowState};

/// The provider's limit for free text, in UTF-16 units.
pub const TEXT_UNITS_MAX: usize = 1_600;
/// WhatsApp's limit for a text above buttons, in UTF-16 units.
pub const BUTTONS_TEXT_UNITS_MAX: usize = 1_024;

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
    /// What stands where one writes: exactly one of nine.
    Composer {
        /// Free text.
        Text = "text",
        /// The template picker.
        TemplateOnly = "template_only",
        /// Nothing may be sent.
        OptedOut = "opted_out",
        /// Somebody else's: a note, or take over.
        NotYours = "not_yours",
        /// Offered to the viewer: accept it.
        OfferedToYou = "offered_to_you",
        /// Offered to somebody who has not answered: wait, or take over.
        OfferedToOther = "offered_to_other",
        /// Nobody's: take it.
        Nobodys = "nobodys",
        /// Ended: write again.
        Ended = "ended",
        /// Our number is deleted or switched off, or its account is: nothing leaves it, whoever asks.
        NumberOff = "number_off",
    }
}

/// Whose a conversation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Where it stands.
    pub state: State,
    /// What Active means.
    pub phase: Option<Phase>,
    /// Who has it, or is asked to take it.
    pub assignee: Option<UserId>,
    /// Whether the viewer was brought in to answer with them.
    pub helps: bool,
}

/// Which composer a user sees at `now`.
#[must_use]
pub fn composer(viewer: UserId, held: Held, facts: &Facts, now: Timestamp) -> Composer {
    let offered = held.phase == Some(Phase::AwaitingAcceptance);
    match (held.state, held.assignee) {
        _ if !facts.number_active => Composer::NumberOff,
        (State::Closed | State::WrapUp, _) => Composer::Ended,
        _ if facts.opted_out => Composer::OptedOut,
        (_, None) => Composer::Nobodys,
        (_, Some(id)) if offered && id == viewer => Composer::OfferedToYou,
        (_, Some(_)) if offered => Composer::OfferedToOther,
        (_, Some(id)) if id != viewer && !held.helps => Composer::NotYours,
        _ if facts.window.is_open(now) => Composer::Text,
        _ => Composer::TemplateOnly,
    }
}

/// What somebody wants to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Draft {
    /// Free text.
    Text(String),
    /// A file.
    File {
        /// The text that goes with it; may be empty.
        text: String,
    },
    /// A place on the map.
    Place,
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
    /// Whether one of its buttons opens a link or calls.
    pub links: bool,
    /// Whether it is one of the sandbox's own.
    pub sandbox: bool,
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
        Draft::Text(text) if text.trim().is_empty() => Err(Refusal::TextEmpty),
        Draft::Text(text) | Draft::File { text } => check_text(text, facts, now),
        Draft::Place => check_text("", facts, now),
        Draft::Template { template, values } => {
            check_template(template, facts.window.is_open(now), facts.sandbox)?;
            template::check_values(&template.body, &template.variables, values)
        }
    }
}

/// Whether a text that nobody wrote may be sent in a thread at `now`. That an opt-out was heard is the one
/// thing that somebody who opted out is still told.
///
/// # Errors
/// As [`check`].
pub fn check_automatic(trigger: Trigger, text: &str, facts: &Facts, now: Timestamp) -> Result<(), Refusal> {
    let confirms = matches!(trigger, Trigger::OptedOut | Trigger::OptedIn);
    let facts = Facts { opted_out: facts.opted_out && !confirms, ..*facts };
    check(&Draft::Text(text.to_owned()), &facts, now)
}

fn check_text(text: &str, facts: &Facts, now: Timestamp) -> Result<(), Refusal> {
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

/// Whether answers to press fit below a text: at most three, each short and once, and a text that leaves room for them.
///
/// # Errors
/// The problem of the field `buttons` or `text`.
pub fn check_buttons(text: &str, buttons: &[String]) -> Result<(), FieldProblem> {
    let limited =
        |problem, limit: usize| FieldProblem::with_limit("buttons", problem, i64::try_from(limit).unwrap_or(i64::MAX));
    if buttons.is_empty() || buttons.len() > BUTTONS_MAX {
        return Err(limited("buttons-many", BUTTONS_MAX));
    }
    if buttons.iter().any(|button| text::utf16_units(button) > BUTTON_UNITS_MAX) {
        return Err(limited("button-long", BUTTON_UNITS_MAX));
    }
    let twice = buttons
        .iter()
        .enumerate()
        .any(|(place, one)| buttons.iter().take(place).any(|other| text::folded(other) == text::folded(one)));
    if twice {
        return Err(FieldProblem::new("buttons", "buttons-twice"));
    }
    if text::utf16_units(text) > BUTTONS_TEXT_UNITS_MAX {
        let limit = i64::try_from(BUTTONS_TEXT_UNITS_MAX).unwrap_or(i64::MAX);
        return Err(FieldProblem::with_limit("text", "buttons-text-long", limit));
    }
    Ok(())
}

/// Kind × window × approval × sandbox. Outside the window only approved templates of a kind that WhatsApp takes
/// there; inside also unapproved ones of the free kinds, except what was rejected, stopped or deleted. The
/// sandbox sends its own three at any time; to it everything else is unapproved, and nobody else has the three.
///
/// # Errors
/// The [`Refusal`] that names the reason.
pub fn check_template(template: &TemplateFacts, window_open: bool, sandbox: bool) -> Result<(), Refusal> {
    if template.approval == Approval::Deleted || (template.sandbox && !sandbox) {
        return Err(Refusal::TemplateUnknown);
    }
    if template.sandbox {
        return Ok(());
    }
    let approved = template.approval == Approval::Approved && !sandbox;
    if window_open {
        let free = template::free_inside_window(&template.kind, template.links)
            && !matches!(template.approval, Approval::Paused | Approval::Disabled | Approval::Rejected);
        return if approved || free { Ok(()) } else { Err(Refusal::TemplateNotApproved) };
    }
    if template::only_inside_window(&template.kind) {
        return Err(Refusal::TemplateNotAllowedNow);
    }
    match (approved, sandbox) {
        (true, _) => Ok(()),
        (false, true) => Err(Refusal::TemplateNotInSandbox),
        (false, false) => Err(Refusal::TemplateNotApproved),
    }
}

/// Both questions at once: may this actor write here, and may this be sent now.
///
/// # Errors
/// As [`may_write`] and [`check`].
pub fn check_for(actor: Actor, access: &Access, draft: &Draft, facts: &Facts, now: Timestamp) -> Result<(), Refusal> {
    may_write(actor, access)?;
    check(draft, facts, now)
}

#[cfg(test)]
mod tests;
