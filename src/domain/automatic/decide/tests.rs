//! Trigger × hours × window × opt-out × who answered, and the other reasons for silence.

use super::*;
use crate::domain::time::Millis;
use crate::domain::window::Window;

const NOW: Timestamp = Timestamp(1_800_000_000_000);

fn ago(span: Millis) -> Option<Timestamp> {
    Some(NOW - span)
}

fn sending(wrote: Option<Timestamp>, opted_out: bool) -> compose::Facts {
    let window = Window { last_inbound_at: wrote, refused_at: None, margin: Millis::seconds(60) };
    compose::Facts { window, opted_out, number_active: true, sandbox: false }
}

fn facts<'a>(setting: &'a Setting, values: &'a Values) -> Facts<'a> {
    Facts {
        setting,
        must: false,
        sending: sending(ago(Millis::seconds(1)), false),
        door: Door::Open,
        quiet: Millis::minutes(30),
        answered_at: None,
        told_at: None,
        album: false,
        language: Language::En,
        values,
    }
}

fn switched_on(trigger: Trigger) -> Setting {
    Setting { active: true, ..Setting::default_of(trigger) }
}

/// Every combination, against the rules written the other way round: for each reason, where it holds.
#[test]
fn trigger_by_hours_by_window_by_opt_out_by_who_answered() {
    use Trigger::{
        FirstContact, Holiday, NextInLine, NoAgent, OptedIn, OptedOut, OutOfHours, Queued, ReturningContact,
        WaitingLong,
    };
    let windows = [(ago(Millis::seconds(1)), true), (ago(Millis::hours(25)), false), (None, false)];
    let answers = [(None, false), (ago(Millis::hours(1)), false), (ago(Millis::minutes(29)), true)];
    let mut said = 0;
    for trigger in Trigger::ALL.iter().copied() {
        let (setting, values) = (switched_on(trigger), Values::new());
        for door in Door::ALL.iter().copied() {
            for (wrote, open) in windows {
                for opted_out in [false, true] {
                    for (answered_at, lately) in answers {
                        let sending = sending(wrote, opted_out);
                        let facts = Facts { sending, door, answered_at, ..facts(&setting, &values) };
                        let hours = match door {
                            Door::Open => matches!(trigger, OutOfHours | Holiday),
                            Door::Closed => matches!(trigger, Holiday | NoAgent | Queued | NextInLine | WaitingLong),
                            Door::Holiday => {
                                matches!(trigger, NoAgent | Queued | NextInLine | WaitingLong)
                            }
                        };
                        let away = matches!(
                            trigger,
                            FirstContact | ReturningContact | NoAgent | OutOfHours | Holiday | WaitingLong
                        );
                        let want = if hours {
                            Some(Silent::Hours)
                        } else if lately && away {
                            Some(Silent::Answered)
                        } else if opted_out && !matches!(trigger, OptedOut | OptedIn) {
                            Some(Silent::OptedOut)
                        } else if !open {
                            Some(Silent::WindowClosed)
                        } else {
                            None
                        };
                        let got = decide(trigger, &facts, NOW);
                        said += u32::from(got.is_ok());
                        let case =
                            format!("{trigger:?} {door:?} wrote {wrote:?} out {opted_out} answered {answered_at:?}");
                        assert_eq!(got.err(), want, "{case}");
                    }
                }
            }
        }
    }
    assert!(said > 100, "{said}");
}

#[test]
fn what_is_switched_off_is_silent_unless_it_must_be_said() {
    let values = Values::new();
    for trigger in Trigger::ALL.iter().copied() {
        let setting = Setting { active: false, ..Setting::default_of(trigger) };
        let off = facts(&setting, &values);
        assert_eq!(decide(trigger, &off, NOW), Err(Silent::Off), "{trigger:?}");
        // A queue that ends a conversation says so whatever is set, whoever answered, however often.
        let must = Facts { must: true, answered_at: Some(NOW), told_at: Some(NOW), ..off.clone() };
        assert!(decide(trigger, &must, NOW).is_ok(), "{trigger:?}");
        let album = Facts { album: true, ..must };
        assert_eq!(decide(trigger, &album, NOW), Err(Silent::Album), "{trigger:?}");
    }
}

#[test]
fn a_workstream_says_how_long_an_answer_keeps_it_quiet() {
    let values = Values::new();
    let setting = switched_on(Trigger::NoAgent);
    let base = Facts { answered_at: Some(NOW), ..facts(&setting, &values) };
    for (quiet, after, want) in [
        (Millis::ZERO, Millis::ZERO, None),
        (Millis::minutes(5), Millis::minutes(5) - Millis(1), Some(Silent::Answered)),
        (Millis::minutes(5), Millis::minutes(5), None),
        (Millis::hours(3), Millis::hours(2), Some(Silent::Answered)),
    ] {
        let got = decide(Trigger::NoAgent, &Facts { quiet, ..base.clone() }, NOW + after);
        assert_eq!(got.err(), want, "{quiet:?} {after:?}");
    }
}

#[test]
fn once_per_so_long() {
    let values = Values::new();
    let (trigger, told_at) = (Trigger::Unsupported, Some(NOW));
    let setting = switched_on(trigger);
    let facts = Facts { told_at, ..facts(&setting, &values) };
    let span = setting.once_per.unwrap();
    assert_eq!(decide(trigger, &facts, NOW + span - Millis(1)), Err(Silent::Limit));
    assert!(decide(trigger, &facts, NOW + span).is_ok());
    let each = Setting { once_per: None, ..setting.clone() };
    assert!(decide(trigger, &Facts { setting: &each, ..facts }, NOW).is_ok());
}

#[test]
fn the_sandbox_and_a_number_that_is_off_say_nothing() {
    let values = Values::new();
    let setting = switched_on(Trigger::OptedOut);
    let base = facts(&setting, &values);
    let sandbox = Facts { sending: compose::Facts { sandbox: true, ..base.sending }, ..base.clone() };
    assert_eq!(decide(Trigger::OptedOut, &sandbox, NOW), Err(Silent::Sandbox));
    assert!(decide(Trigger::OptedIn, &sandbox, NOW).is_ok());
    let off = Facts { sending: compose::Facts { number_active: false, ..base.sending }, ..base };
    assert_eq!(decide(Trigger::OptedIn, &off, NOW), Err(Silent::NumberOff));
}

#[test]
fn values_are_filled_in_and_no_empty_text_leaves() {
    let trigger = Trigger::AgentJoined;
    let texts = [(Language::En, "{{agent.name}}".to_owned())].into();
    let setting = Setting { texts, ..switched_on(trigger) };
    let values = Values::from([("agent.name".to_owned(), "Nikos".to_owned())]);
    let said = decide(trigger, &facts(&setting, &values), NOW).unwrap();
    assert_eq!(said, Said { language: Language::En, text: "Nikos".to_owned() });
    let nothing = Values::new();
    assert_eq!(decide(trigger, &facts(&setting, &nothing), NOW), Err(Silent::Text));
    let long = Values::from([("agent.name".to_owned(), "x".repeat(1_601))]);
    assert_eq!(decide(trigger, &facts(&setting, &long), NOW), Err(Silent::Text));
}
