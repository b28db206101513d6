//! Queues against a real file.

use crate::domain::ids::{HoursId, QueueId, UserId};
use crate::domain::overflow::{Before, During, Overflow, TooLong, TooMany};
use crate::domain::time::Millis;
use crate::domain::user::{Actor, Role};
use crate::flows::queues::create::create;
use crate::flows::queues::delete::delete;
use crate::flows::queues::update::update;
use crate::flows::queues::{Change, queue};
use crate::flows::test_app::TestApp;
use crate::flows::users::add;
use crate::store::Fault;

const ADMIN: Actor = Actor::Command;

/// An appliance with two users.
fn start() -> TestApp {
    let app = TestApp::start(None);
    for name in ["a", "b"] {
        let email = format!("{name}@example.org");
        let wanted = add::Wanted { name: name.to_owned(), email, role: Some(Role::Agent), password: None };
        add::add(&app, "command", &wanted).unwrap();
    }
    app
}

fn named(name: &str, members: &[i64]) -> Change {
    let members = members.iter().map(|id| UserId(*id)).collect();
    Change { name: Some(name.to_owned()), members: Some(members), ..Change::default() }
}

fn leads(to: i64) -> Change {
    let too_long = Some(TooLong { after_ms: Millis::minutes(5), then: During::Other(QueueId(to)) });
    Change { overflow: Some(Overflow { too_long, ..Overflow::default() }), ..Change::default() }
}

fn problems<T>(result: Result<T, Fault>) -> Vec<(&'static str, &'static str)> {
    let refused = result.map(|_| ()).unwrap_err();
    refused.refusal().unwrap().problems().iter().map(|problem| (problem.field, problem.problem)).collect()
}

#[test]
fn everything_that_is_wrong_is_told_at_once_and_nothing_is_written() {
    let app = start();
    let other = |id| Before::Other(QueueId(id));
    let wrong = Change {
        priority: Some(0),
        hours: Some(Some(HoursId(9))),
        goal: Some(Some(Millis::ZERO)),
        overflow: Some(Overflow {
            out_of_hours: Some(other(9)),
            too_many: Some(TooMany { waiting_max: 0, then: Before::End }),
            too_long: None,
        }),
        ..named(" ", &[1, 9])
    };
    let mut told = problems(create(&app, ADMIN, wrong));
    told.sort_unstable();
    let want = [
        ("goal_seconds", "out-of-range"),
        ("hours_id", "unknown"),
        ("members", "unknown"),
        ("name", "missing"),
        ("out_of_hours", "unknown"),
        ("priority", "limit-range"),
        ("too_many", "limit-range"),
    ];
    assert_eq!(told, want);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM queue"), 1);
    let long = "x".repeat(101);
    assert_eq!(problems(create(&app, ADMIN, named(&long, &[]))), [("name", "too-long")]);
    let agent = Actor::User { id: UserId(1), role: Role::Supervisor };
    assert_eq!(create(&app, agent, named("Q", &[])).unwrap_err().refusal().unwrap().code(), "not_allowed");
}

#[test]
fn overflows_lead_neither_in_circles_nor_to_nobody() {
    let app = start();
    let [one, two, empty] = [("One", &[1][..]), ("Two", &[2]), ("Empty", &[])]
        .map(|(name, members)| create(&app, ADMIN, named(name, members)).unwrap());
    update(&app, ADMIN, one, leads(two.0)).unwrap();
    assert_eq!(problems(update(&app, ADMIN, two, leads(one.0))), [("overflow", "overflow-circle")]);
    assert_eq!(problems(update(&app, ADMIN, two, leads(two.0))), [("overflow", "overflow-circle")]);
    assert_eq!(problems(update(&app, ADMIN, two, leads(empty.0))), [("too_long", "queue-empty")]);
    update(&app, ADMIN, two, leads(1)).unwrap();
    assert_eq!(problems(update(&app, ADMIN, QueueId(1), leads(one.0))), [("overflow", "overflow-circle")]);
    // Somebody who works for it makes it a target; that they leave later is shown, not refused.
    update(&app, ADMIN, empty, named("Empty", &[1])).unwrap();
    update(&app, ADMIN, two, leads(empty.0)).unwrap();
    update(&app, ADMIN, empty, named("Empty", &[])).unwrap();
    update(&app, ADMIN, two, Change { priority: Some(5), ..Change::default() }).unwrap();
}

#[test]
fn everybody_works_for_the_queue_of_everybody() {
    let app = start();
    assert_eq!(problems(update(&app, ADMIN, QueueId(1), named("All", &[1]))), [("members", "queue-everyone")]);
    update(&app, ADMIN, QueueId(1), Change { members: None, ..named("All", &[]) }).unwrap();
    assert_eq!(app.value::<String>("SELECT name FROM queue WHERE id = 1"), "All");
    assert_eq!(delete(&app, ADMIN, QueueId(1)).unwrap_err().refusal().unwrap().code(), "in_use");
}

#[test]
fn a_change_is_noted_with_what_changed() {
    let app = start();
    let id = create(&app, ADMIN, named("Orders", &[1, 2])).unwrap();
    update(&app, ADMIN, id, named("Orders", &[2, 1])).unwrap();
    update(&app, ADMIN, id, Change { priority: Some(5), ..Change::default() }).unwrap();
    delete(&app, ADMIN, id).unwrap();
    assert_eq!(update(&app, ADMIN, id, leads(1)).unwrap_err().refusal().unwrap().code(), "not_found");
    let acts: String = app.value(
        "SELECT group_concat(action || detail, ' ') FROM (SELECT action, detail FROM audit WHERE subject = 'queue:2' ORDER BY id)",
    );
    let want = r#"queue.created{"members":2,"name":"Orders"} queue.changed{"name":"Orders","priority":5} queue.deleted{"name":"Orders"}"#;
    assert_eq!(acts, want);
    assert_eq!(app.store.read(|db| queue::member_ids(db, id)).unwrap(), []);
}
