//! Opening hours against a real file.

use crate::domain::hours::{Day, Span, TimeOfDay};
use crate::domain::user::Actor;
use crate::flows::hours::Change;
use crate::flows::hours::create::create;
use crate::flows::hours::delete::delete;
use crate::flows::hours::import::import;
use crate::flows::hours::update::update;
use crate::flows::test_app::TestApp;
use crate::store::hours;

const ADMIN: Actor = Actor::Command;

fn span(from: &str, to: &str) -> Span {
    let [from, to] = [from, to].map(|time| TimeOfDay::parse(time).unwrap());
    Span { day: Day::Monday, from, to }
}

fn week(spans: Vec<Span>) -> Change {
    let text = |text: &str| Some(text.to_owned());
    Change { name: text("Shop"), time_zone: text("Europe/Athens"), spans: Some(spans), holidays: None }
}

#[test]
fn they_are_checked_noted_and_deleted() {
    let app = TestApp::start(None);
    let wrong =
        Change { time_zone: Some("Europe/Atlantis".to_owned()), name: None, ..week(vec![span("17:00", "09:00")]) };
    let refused = create(&app, ADMIN, wrong).unwrap_err();
    let told: Vec<_> = refused.refusal().unwrap().problems().iter().map(|one| (one.field, one.problem)).collect();
    assert_eq!(told, [("name", "missing"), ("time_zone", "time-zone"), ("spans", "hours-end-before-begin")]);
    let id = create(&app, ADMIN, week(vec![span("09:00", "14:00"), span("17:00", "21:00")])).unwrap();
    update(&app, ADMIN, id, week(vec![span("17:00", "21:00"), span("09:00", "14:00")])).unwrap();
    update(&app, ADMIN, id, week(vec![span("09:00", "14:00")])).unwrap();
    assert_eq!(app.store.read(|db| hours::get(db, id)).unwrap().hours.spans().len(), 1);
    delete(&app, ADMIN, id).unwrap();
    let acts: String = app.value("SELECT group_concat(action, ' ') FROM (SELECT action FROM audit ORDER BY id)");
    assert_eq!(acts, "hours.created hours.changed hours.deleted", "the same in another order is no change");
}

#[test]
fn holidays_of_a_file_are_added_once() {
    let app = TestApp::start(None);
    let id = create(&app, ADMIN, week(Vec::new())).unwrap();
    let file = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Καθαρά Δευτέρα\r\nDTSTART;VALUE=DATE:20270315\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nSUMMARY:Meeting\r\nDTSTART:20270316T090000Z\r\nDTEND:20270316T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let first = import(&app, ADMIN, id, file.as_bytes()).unwrap();
    assert_eq!((first.added, first.same, first.left_out.len()), (1, 0, 1));
    let again = import(&app, ADMIN, id, file.as_bytes()).unwrap();
    assert_eq!((again.added, again.same), (0, 1));
    let refused = import(&app, ADMIN, id, b"nothing").unwrap_err();
    assert_eq!(refused.refusal().unwrap().field().as_deref(), Some("file"));
    assert_eq!(app.value::<i64>("SELECT count(*) FROM audit WHERE action = 'hours.imported'"), 1);
}
