//! Setting, taking back and switching on, against a real file.

use crate::domain::automatic::{Change, Origin, Scope, Trigger};
use crate::domain::language::Language;
use crate::domain::refusal::Refusal;
use crate::domain::user::Actor;
use crate::domain::workstream::DEFAULT;
use crate::flows::automated_messages::{follow::follow, recommend::recommend, set::set};
use crate::flows::test_app::TestApp;
use crate::store::automated_message;

const ADMIN: Actor = Actor::Command;
const SCOPE: Scope = Scope::Workstream(DEFAULT);

#[test]
fn they_are_set_noted_and_taken_back() {
    let app = TestApp::start(None);
    let in_force = |trigger| app.store.read(|db| automated_message::of(db, SCOPE)).unwrap().of(trigger);
    let texts = [(Language::En, Some("Closed until {{opens_at|soon}}.".to_owned()))].into();
    let change = Change { active: Some(true), texts, ..Change::default() };
    set(&app, ADMIN, SCOPE, Trigger::OutOfHours, change.clone()).unwrap();
    set(&app, ADMIN, SCOPE, Trigger::OutOfHours, change).unwrap();
    let now = in_force(Trigger::OutOfHours);
    assert_eq!((now.origin, now.setting.active), (Origin::Workstream, true));
    assert_eq!(now.setting.text(Trigger::OutOfHours, Language::En), "Closed until {{opens_at|soon}}.");

    let recommended = Trigger::ALL.iter().filter(|trigger| trigger.is_recommended()).count();
    assert_eq!(recommend(&app, ADMIN, SCOPE).unwrap(), recommended - 1);
    assert_eq!(recommend(&app, ADMIN, SCOPE).unwrap(), 0);
    assert!(in_force(Trigger::FirstContact).setting.active && !in_force(Trigger::Ended).setting.active);
    assert_eq!(now.setting.texts, in_force(Trigger::OutOfHours).setting.texts, "what was written stays");

    follow(&app, ADMIN, SCOPE, Trigger::OutOfHours).unwrap();
    follow(&app, ADMIN, SCOPE, Trigger::OutOfHours).unwrap();
    assert_eq!(in_force(Trigger::OutOfHours).origin, Origin::Default);
    let acts: String = app.value("SELECT group_concat(action, ' ') FROM audit");
    assert_eq!(acts.matches("automated_message.changed").count(), recommended);
    assert_eq!(acts.matches("automated_message.reset").count(), 1);
}

#[test]
fn what_cannot_be_set_is_refused() {
    let app = TestApp::start(None);
    let off = Change { active: Some(false), ..Change::default() };
    let refused = |scope, trigger| set(&app, ADMIN, scope, trigger, off.clone()).unwrap_err();
    assert!(matches!(
        refused(Scope::Number(crate::domain::ids::NumberId(9)), Trigger::Ended).refusal(),
        Some(Refusal::NotFound)
    ));
    assert_eq!(refused(SCOPE, Trigger::TooMany).refusal().map(|refusal| refusal.problems().len()), Some(1));
}
