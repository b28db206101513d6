//! Skills against a real file, and who gets them.

use crate::domain::ids::{QueueId, SkillId, UserId};
use crate::domain::skill::{Level, Skilled};
use crate::domain::user::{Actor, Presence, Role};
use crate::flows::skills::create::create;
use crate::flows::skills::delete::delete;
use crate::flows::skills::update::update;
use crate::flows::test_app::TestApp;
use crate::flows::users::update::{Change, update as change_user};
use crate::flows::users::{add, at_work};
use crate::flows::{Fault, queues};
use crate::store::{skill, user};

const ADMIN: Actor = Actor::Command;

fn problems<T>(result: Result<T, Fault>) -> Vec<(&'static str, &'static str)> {
    let refused = result.map(|_| ()).unwrap_err();
    refused.refusal().unwrap().problems().iter().map(|problem| (problem.field, problem.problem)).collect()
}

#[test]
fn agents_get_them_and_lose_them_with_the_skill() {
    let app = TestApp::start(None);
    let wanted = add::Wanted {
        name: "a".to_owned(),
        email: "a@example.org".to_owned(),
        role: Some(Role::Agent),
        password: None,
    };
    let user = add::add(&app, "command", &wanted).unwrap().id;
    let german = create(&app, ADMIN, " German ").unwrap();
    assert_eq!(problems(create(&app, ADMIN, "")), [("name", "missing")]);
    assert_eq!(problems(create(&app, ADMIN, "GERMAN")), [("name", "name-taken")]);
    update(&app, ADMIN, german, "Deutsch").unwrap();
    let queue = queues::Change { name: Some("Orders".to_owned()), ..queues::Change::default() };
    let queue = queues::create::create(&app, ADMIN, queue).unwrap();
    let skilled = |id: i64| vec![Skilled { skill: SkillId(id), level: Level::new(7).unwrap() }].into();
    let change = |at_work| Change { at_work, ..Change::default() };
    let wrong = at_work::Change {
        languages: Some(vec!["greek language".to_owned()]),
        skills: Some(skilled(9)),
        queues: Some(vec![QueueId(1)]),
        default_presence: None,
    };
    let told = problems(change_user(&app, ADMIN, user, &change(wrong)));
    assert_eq!(told, [("languages", "language"), ("skills", "unknown"), ("queues", "queue-everyone")]);
    let right = at_work::Change {
        languages: Some(vec!["el".to_owned(), "de".to_owned(), "el".to_owned()]),
        skills: Some(skilled(german.0)),
        queues: Some(vec![queue]),
        default_presence: Some(Presence::Away),
    };
    change_user(&app, ADMIN, user, &change(right.clone())).unwrap();
    change_user(&app, ADMIN, user, &change(right)).unwrap();
    let kept = app.store.read(|db| user::at_work(db, user)).unwrap().unwrap();
    assert_eq!((kept.languages, kept.default_presence), (vec!["el".to_owned(), "de".to_owned()], Presence::Away));
    let detail: String = app.value("SELECT group_concat(detail) FROM audit WHERE action = 'user.changed'");
    assert!(detail.contains("languages, default_presence, skills, queues"), "{detail}");
    for capacity in [0, 1_001] {
        let wrong = Change { capacity: Some(capacity), ..Change::default() };
        assert_eq!(problems(change_user(&app, ADMIN, user, &wrong)), [("capacity", "limit-range")]);
    }
    delete(&app, ADMIN, german).unwrap();
    assert!(app.store.read(|db| skill::of_user(db, UserId(1))).unwrap().is_empty());
}
