//! Named presences against a real file.

use crate::domain::presence::Automatic;
use crate::domain::user::{Actor, Presence};
use crate::flows::presences::create::create;
use crate::flows::presences::delete::delete;
use crate::flows::presences::set_automatic::{Change, set_automatic};
use crate::flows::presences::update::update;
use crate::flows::test_app::TestApp;
use crate::store::named_presence;

const ADMIN: Actor = Actor::Command;

#[test]
fn they_are_checked_noted_and_deleted() {
    let app = TestApp::start(None);
    let refused = create(&app, ADMIN, "", None).unwrap_err();
    let fields: Vec<_> = refused.refusal().unwrap().problems().iter().map(|one| one.field).collect();
    assert_eq!(fields, ["name", "base"]);
    let id = create(&app, ADMIN, "Lunch", Some(Presence::Away)).unwrap();
    update(&app, ADMIN, id, Some("Break"), None).unwrap();
    update(&app, ADMIN, id, None, Some(Presence::Away)).unwrap();
    delete(&app, ADMIN, id).unwrap();
    set_automatic(&app, ADMIN, Change { declined: Some(true), ..Change::default() }).unwrap();
    set_automatic(&app, ADMIN, Change { capacity: Some(true), ..Change::default() }).unwrap();
    let automatic = app.store.read(named_presence::automatic).unwrap();
    assert_eq!(automatic, Automatic { declined: true, ..Automatic::default() });
    let acts: String = app.value("SELECT group_concat(action, ' ') FROM (SELECT action FROM audit ORDER BY id)");
    assert_eq!(acts, "presence.created presence.changed presence.deleted presence.automatic");
}
