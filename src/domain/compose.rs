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
mod tests {
    use super::*;
    use crate::domain::time::Millis;

    const T0: Timestamp = Timestamp(1_800_000_000_000);
    const MINUTE: Millis = Millis::minutes(1);

    fn facts(last_inbound_at: Option<Timestamp>) -> Facts {
        let window = Window { last_inbound_at, refused_at: None, margin: Millis::seconds(60) };
        Facts { window, opted_out: false, number_active: true, sandbox: false }
    }

    fn text(text: &str) -> Draft {
        Draft::Text(text.to_owned())
    }

    #[test]
    fn buttons_fit_below_their_text() {
        let of = |buttons: &[&str]| buttons.iter().map(|button| (*button).to_owned()).collect::<Vec<_>>();
        let problem = |text: &str, buttons: &[&str]| check_buttons(text, &of(buttons)).err().map(|found| found.problem);
        assert_eq!(problem("Pickup or delivery?", &["Pickup", "Delivery"]), None);
        assert_eq!(problem("x", &[]), Some("buttons-many"));
        assert_eq!(problem("x", &["1", "2", "3", "4"]), Some("buttons-many"));
        assert_eq!(problem("x", &["a".repeat(21).as_str()]), Some("button-long"));
        assert_eq!(problem("x", &["Ναί", "ναι"]), Some("buttons-twice"));
        assert_eq!(problem(&"a".repeat(1_025), &["Yes"]), Some("buttons-text-long"));
    }

    #[test]
    fn exactly_one_composer() {
        let (me, other) = (UserId(1), UserId(2));
        let open = facts(Some(T0));
        let closed = facts(Some(T0 - Millis::days(2)));
        let opted_out = Facts { opted_out: true, ..open };
        let off = |facts: Facts| Facts { number_active: false, ..facts };
        for (state, assignee, facts, want) in [
            (State::Active, Some(me), open, Composer::Text),
            (State::Active, Some(me), closed, Composer::TemplateOnly),
            (State::Active, Some(me), facts(None), Composer::TemplateOnly),
            (State::Active, Some(me), opted_out, Composer::OptedOut),
            (State::Active, Some(other), open, Composer::NotYours),
            (State::Active, Some(other), opted_out, Composer::OptedOut),
            (State::Open, None, open, Composer::Nobodys),
            (State::Open, None, closed, Composer::Nobodys),
            (State::Waiting, Some(me), open, Composer::Text),
            (State::WrapUp, Some(me), open, Composer::Ended),
            (State::Closed, Some(me), open, Composer::Ended),
            (State::Closed, None, opted_out, Composer::Ended),
            (State::Active, Some(me), off(open), Composer::NumberOff),
            (State::Active, Some(me), off(closed), Composer::NumberOff),
            (State::Active, Some(other), off(opted_out), Composer::NumberOff),
            (State::Open, None, off(open), Composer::NumberOff),
            (State::WrapUp, Some(me), off(open), Composer::NumberOff),
            (State::Closed, None, off(closed), Composer::NumberOff),
        ] {
            let held = Held { state, phase: None, assignee, helps: false };
            assert_eq!(composer(me, held, &facts, T0), want, "{state:?} {assignee:?}");
        }
        for (assignee, facts, want) in [
            (me, open, Composer::OfferedToYou),
            (me, closed, Composer::OfferedToYou),
            (me, opted_out, Composer::OptedOut),
            (me, off(open), Composer::NumberOff),
            (other, open, Composer::OfferedToOther),
        ] {
            let phase = Some(Phase::AwaitingAcceptance);
            let held = Held { state: State::Active, phase, assignee: Some(assignee), helps: false };
            assert_eq!(composer(me, held, &facts, T0), want, "offered to {assignee:?}");
        }
    }

    #[test]
    fn free_text_by_window_consent_and_length() {
        let limit = TEXT_UNITS_MAX;
        for (name, draft, facts, now, want) in [
            ("inside", text("hi"), facts(Some(T0)), T0, Ok(())),
            ("blank", text(" \n"), facts(Some(T0)), T0, Err(Refusal::TextEmpty)),
            ("as long as may be", text(&"a".repeat(limit)), facts(Some(T0)), T0, Ok(())),
            ("emoji count twice", text(&"😀".repeat(800)), facts(Some(T0)), T0, Ok(())),
            (
                "three over",
                text(&"😀".repeat(801).replacen('😀', "a😀", 1)),
                facts(Some(T0)),
                T0,
                Err(Refusal::TextTooLong { over: 3, limit }),
            ),
            (
                "a minute before the end",
                text("hi"),
                facts(Some(T0)),
                T0 + Millis::hours(24) - MINUTE,
                Err(Refusal::WindowClosed { since: Some(T0 + Millis::hours(24) - MINUTE) }),
            ),
            ("never written", text("hi"), facts(None), T0, Err(Refusal::WindowClosed { since: None })),
            ("opted out", text("hi"), Facts { opted_out: true, ..facts(Some(T0)) }, T0, Err(Refusal::OptedOut)),
            (
                "switched off",
                text("hi"),
                Facts { number_active: false, ..facts(Some(T0)) },
                T0,
                Err(Refusal::NumberInactive),
            ),
        ] {
            assert_eq!(check(&draft, &facts, now), want, "{name}");
        }
    }

    fn template(kind: &str, approval: Approval) -> TemplateFacts {
        TemplateFacts {
            approval,
            kind: kind.to_owned(),
            body: "Hello".to_owned(),
            variables: Vec::new(),
            links: false,
            sandbox: false,
        }
    }

    /// Kind × approval: what is answered inside the window, and outside.
    #[test]
    fn templates_by_kind_window_and_approval() {
        use Approval::{Approved, Deleted, Disabled, Paused, Pending, Received, Rejected, Unsubmitted};
        let no = || Some(Refusal::TemplateNotApproved);
        let never = || Some(Refusal::TemplateNotAllowedNow);
        let gone = || Some(Refusal::TemplateUnknown);
        let undecided = [Unsubmitted, Received, Pending];
        let stopped = [Rejected, Paused, Disabled];
        let mut table: Vec<(&str, Approval, Option<Refusal>, Option<Refusal>)> = Vec::new();
        for kind in ["text", "media", "quick-reply", "catalog", "card"] {
            table.push((kind, Approved, None, None));
            table.extend(undecided.map(|approval| (kind, approval, None, no())));
            table.extend(stopped.map(|approval| (kind, approval, no(), no())));
        }
        for kind in ["call-to-action", "carousel", "flows", "authentication", "pay", "something-new"] {
            table.push((kind, Approved, None, None));
            table.extend(undecided.map(|approval| (kind, approval, no(), no())));
            table.extend(stopped.map(|approval| (kind, approval, no(), no())));
        }
        for kind in ["list-picker", "location"] {
            table.push((kind, Approved, None, never()));
            table.extend(undecided.map(|approval| (kind, approval, None, never())));
            table.extend(stopped.map(|approval| (kind, approval, no(), never())));
        }
        for kind in ["text", "list-picker", "carousel"] {
            table.push((kind, Deleted, gone(), gone()));
        }
        let long_ago = T0 - Millis::days(3);
        for (kind, approval, inside, outside) in table {
            let draft = Draft::Template { template: template(kind, approval), values: BTreeMap::new() };
            assert_eq!(check(&draft, &facts(Some(T0)), T0).err(), inside, "{kind} {approval:?} inside");
            assert_eq!(check(&draft, &facts(Some(long_ago)), T0).err(), outside, "{kind} {approval:?} outside");
            assert_eq!(check(&draft, &facts(None), T0).err(), outside, "{kind} {approval:?} never written");
            for last in [T0, long_ago] {
                let opted_out = Facts { opted_out: true, ..facts(Some(last)) };
                assert_eq!(check(&draft, &opted_out, T0), Err(Refusal::OptedOut), "{kind} {approval:?}");
                let off = Facts { number_active: false, ..facts(Some(last)) };
                assert_eq!(check(&draft, &off, T0), Err(Refusal::NumberInactive), "{kind} {approval:?}");
            }
        }
        let links = TemplateFacts { links: true, ..template("card", Unsubmitted) };
        assert_eq!(check_template(&links, true, false), Err(Refusal::TemplateNotApproved), "its buttons decide");
    }

    #[test]
    fn the_sandbox_has_three_templates_of_its_own() {
        use Approval::{Approved, Rejected, Unsubmitted};
        let own = TemplateFacts { sandbox: true, ..template("text", Approved) };
        for (template, sandbox, inside, outside) in [
            (&own, true, None, None),
            (&own, false, Some(Refusal::TemplateUnknown), Some(Refusal::TemplateUnknown)),
            (&template("text", Approved), true, None, Some(Refusal::TemplateNotInSandbox)),
            (&template("quick-reply", Unsubmitted), true, None, Some(Refusal::TemplateNotInSandbox)),
            (
                &template("text", Rejected),
                true,
                Some(Refusal::TemplateNotApproved),
                Some(Refusal::TemplateNotInSandbox),
            ),
            (
                &template("carousel", Approved),
                true,
                Some(Refusal::TemplateNotApproved),
                Some(Refusal::TemplateNotInSandbox),
            ),
            (&template("location", Unsubmitted), true, None, Some(Refusal::TemplateNotAllowedNow)),
        ] {
            assert_eq!(check_template(template, true, sandbox).err(), inside, "{template:?} inside");
            assert_eq!(check_template(template, false, sandbox).err(), outside, "{template:?} outside");
        }
    }

    #[test]
    fn that_an_opt_out_was_heard_is_told_all_the_same() {
        let opted_out = Facts { opted_out: true, ..facts(Some(T0)) };
        let told = |facts: &Facts, now| check_automatic(Trigger::OptedOut, "You will get no more.", facts, now);
        assert_eq!(told(&opted_out, T0), Ok(()));
        assert_eq!(told(&Facts { number_active: false, ..opted_out }, T0), Err(Refusal::NumberInactive));
        assert!(matches!(told(&opted_out, T0 + Millis::days(1)), Err(Refusal::WindowClosed { .. })));
    }
}
