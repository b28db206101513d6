use tempfile::TempDir;

use super::*;
use crate::domain::assignment::Member;
use crate::domain::ids::UserId;
use crate::domain::overflow::{Before, During, Overflow, TooLong, TooMany};
use crate::domain::queue::{Method, Priority};
use crate::domain::time::Millis;
use crate::store::{Store, inbox_view};

/// A file with four users, of whom the third is not active, one account and one number.
pub(crate) fn house() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let db = inbox_view::tests::house(folder.path());
    db.execute_batch(
        "INSERT INTO user (name, email, role, active, created_at, updated_at) VALUES
           ('Άννα', 'a@example.org', 'agent', 0, 0, 0), ('Elena', 'e@example.org', 'admin', 1, 0, 0);",
    )
    .unwrap();
    drop(db);
    let store = Store::open(&folder.path().join("a.db"), 1, Box::new(|_| {})).unwrap();
    (folder, store)
}

pub(crate) fn named(name: &str) -> Settings {
    Settings {
        name: name.to_owned(),
        priority: Priority::default(),
        method: Method::RoundRobin,
        hours: None,
        overflow: Overflow::default(),
        goal: None,
    }
}

fn member(agent: i64, joined: i64, last: Option<i64>) -> Member {
    Member { agent: UserId(agent), joined, last_assigned_at: last.map(Timestamp) }
}

#[test]
fn it_is_kept_changed_and_deleted() {
    let (_folder, store) = house();
    let first = store.read(list).unwrap();
    let [everyone] = first.as_slice() else { panic!("one queue") };
    assert_eq!((everyone.id, everyone.everyone, everyone.settings.method), (EVERYONE, true, Method::RoundRobin));
    let id = store.write(|tx| insert(tx, &named("Orders"), Timestamp(5))).unwrap();
    let taken = store.write(|tx| insert(tx, &named("orders"), Timestamp(5))).unwrap_err();
    assert_eq!(taken.refusal(), Some(&Refusal::Field(FieldProblem::new("name", "name-taken"))));
    let settings = Settings {
        priority: Priority::new(10).unwrap(),
        method: Method::HighestCapacity,
        overflow: Overflow {
            out_of_hours: None,
            too_many: Some(TooMany { waiting_max: 5, then: Before::End }),
            too_long: Some(TooLong { after_ms: Millis::minutes(5), then: During::Other(EVERYONE) }),
        },
        goal: Some(Millis::minutes(2)),
        ..named("Orders and returns")
    };
    let to = settings.clone();
    store.write(move |tx| update(tx, id, &to, Timestamp(6))).unwrap();
    assert_eq!(store.read(|db| get(db, id)).unwrap().settings, settings);
    let order: Vec<QueueId> = store.read(list).unwrap().iter().map(|queue| queue.id).collect();
    assert_eq!(order, [id, EVERYONE], "by priority");
    assert_eq!(store.read(targets).unwrap().get(&id), Some(&vec![EVERYONE]));
    store.write(move |tx| delete(tx, id, Timestamp(7))).unwrap();
    assert_eq!(store.read(|db| get(db, id)).unwrap_err().refusal(), Some(&Refusal::NotFound));
    assert_eq!(store.read(|db| by_id(db, id)).unwrap().unwrap().deleted_at, Some(Timestamp(7)));
    assert_eq!(store.read(names).unwrap().get(&id).map(String::as_str), Some("Orders and returns"));
}

#[test]
fn active_members_come_in_the_order_of_joining() {
    let (_folder, store) = house();
    let id = store.write(|tx| insert(tx, &named("Orders"), Timestamp(5))).unwrap();
    let set = |users: &[i64]| {
        let users: Vec<UserId> = users.iter().map(|user| UserId(*user)).collect();
        store.write(move |tx| set_members(tx, id, &users)).unwrap();
    };
    let agents = || store.read(|db| members(db, id)).unwrap().iter().map(|member| member.agent.0).collect::<Vec<_>>();
    assert_eq!(store.read(|db| member_count(db, id)).unwrap(), 0);
    set(&[4, 1, 3]);
    assert_eq!(agents(), [4, 1], "the third is not active");
    assert_eq!(store.read(|db| member_count(db, id)).unwrap(), 2);
    assert_eq!(store.read(|db| member_ids(db, id)).unwrap(), [UserId(4), UserId(1), UserId(3)]);
    store.write(move |tx| note_assigned(tx, id, UserId(4), Timestamp(9))).unwrap();
    set(&[2, 1, 4]);
    assert_eq!(agents(), [4, 1, 2], "who stays keeps the place");
    assert_eq!(store.read(|db| members(db, id)).unwrap().first().unwrap().last_assigned_at, Some(Timestamp(9)));
    store.write(move |tx| note_assigned(tx, id, UserId(3), Timestamp(9))).unwrap();
    assert_eq!(store.read(|db| member_ids(db, id)).unwrap().len(), 3, "who is no member does not become one");
    assert_eq!(store.read(|db| of_user(db, UserId(2))).unwrap(), [id]);
    store.write(|tx| set_of_user(tx, UserId(2), &[])).unwrap();
    assert_eq!(agents(), [4, 1]);
    store.write(move |tx| set_of_user(tx, UserId(2), &[id])).unwrap();
    assert_eq!(agents(), [4, 1, 2]);
}

#[test]
fn all_active_users_work_for_the_queue_of_everybody() {
    let (_folder, store) = house();
    let of_everybody = || store.read(|db| members(db, EVERYONE)).unwrap();
    assert_eq!(of_everybody(), [member(1, 1, None), member(2, 2, None), member(4, 4, None)]);
    store.write(|tx| note_assigned(tx, EVERYONE, UserId(2), Timestamp(9))).unwrap();
    store.write(|tx| note_assigned(tx, EVERYONE, UserId(2), Timestamp(11))).unwrap();
    assert_eq!(of_everybody(), [member(1, 1, None), member(2, 2, Some(11)), member(4, 4, None)]);
    assert_eq!(store.read(|db| member_count(db, EVERYONE)).unwrap(), 3);
    assert_eq!(store.read(|db| member_ids(db, EVERYONE)).unwrap(), []);
    assert_eq!(store.read(|db| of_user(db, UserId(2))).unwrap(), []);
    assert_eq!(store.read(|db| member_count(db, QueueId(9))).unwrap(), 0);
}

#[test]
fn what_leads_to_it_is_counted() {
    let (folder, store) = house();
    let id = store.write(|tx| insert(tx, &named("Orders"), Timestamp(5))).unwrap();
    let counts = |id| store.read(|db| uses(db, id)).unwrap().iter().map(|one| one.count).collect::<Vec<_>>();
    assert_eq!(counts(id), [0, 0, 0, 0, 0, 0]);
    assert_eq!(counts(EVERYONE), [1, 1, 0, 0, 0, 0]);
    let db = crate::store::open::writer(&folder.path().join("a.db")).unwrap();
    for (name, assignee) in [("Γιώργος", None), ("Μαρία", None), ("Πέτρος", Some(1))] {
        let conversation = inbox_view::tests::arrival(&db, name, assignee, true, 1);
        db.execute("UPDATE conversation SET queue_id = 2 WHERE id = ?1", [conversation]).unwrap();
    }
    db.execute_batch(
        r#"INSERT INTO queue (name, method, overflow, created_at, updated_at)
             VALUES ('Q', 'round_robin', '{"too_long":{"after_ms":60000,"then":{"other":"2"}}}', 0, 0);
           INSERT INTO rule (workstream_id, name, position, body, created_at, updated_at)
             VALUES (1, 'a', 1, '{"then":{"queue":"2"}}', 0, 0);
           INSERT INTO rule (workstream_id, name, position, body, deleted_at, created_at, updated_at)
             VALUES (1, 'b', 2, '{"then":{"queue":"2"}}', 0, 0, 0);
           INSERT INTO bot_version (id, workstream_id, number, outline, queues, hours, published_by, created_at)
             VALUES (1, 1, 1, 'hand over: Orders', '{"orders":2}', '{}', 'user:1', 0);
           INSERT INTO bot (workstream_id, kind, words, version_id, updated_at) VALUES (1, 'menu', 'agent', 1, 0);
           UPDATE workstream SET fallback_queue_id = 2;"#,
    )
    .unwrap();
    assert_eq!(counts(id), [0, 1, 1, 1, 3, 1]);
    assert_eq!(store.read(|db| waiting(db, id, 100)).unwrap(), 2);
    assert_eq!(store.read(|db| waiting(db, id, 1)).unwrap(), 1);
    assert_eq!(store.read(|db| uses(db, QueueId(9))).unwrap_err().refusal(), Some(&Refusal::NotFound));
}
