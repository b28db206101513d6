//! The tables of what may be written: composer, text, template, sandbox, opt-out.

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
        (&template("text", Rejected), true, Some(Refusal::TemplateNotApproved), Some(Refusal::TemplateNotInSandbox)),
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
