use super::*;
use crate::domain::language::Language;
use crate::domain::offer::Way;
use crate::domain::presence::Allowed;
use crate::domain::skill::Matching;
use crate::domain::user::Presence;
use crate::domain::workstream::Mode;
use crate::store::Store;
use crate::store::inbox_view::tests::{NOW, arrival, house};

fn open(folder: &std::path::Path) -> Store {
    Store::open(&folder.join("a.db"), 1, Box::new(|_| {})).unwrap()
}

#[test]
fn settings_come_back_as_they_were_kept() {
    let folder = tempfile::tempdir().unwrap();
    drop(house(folder.path()));
    let store = open(folder.path());
    let first = store.read(|db| get(db, streams::DEFAULT)).unwrap();
    assert_eq!(first.settings, Settings::new("WhatsApp", Mode::Pick, QueueId(1)));
    let other = Settings {
        language: Language::El,
        cost: Units(7),
        block: Block::For(Millis::seconds(90)),
        allowed: Allowed::new(&[Presence::Away]).unwrap(),
        matching: Matching::Closest,
        keep_agent: None,
        auto_close: Millis::hours(3),
        quiet_after_answer: Millis::minutes(7),
        offer: Manner { way: Way::AcceptOrDecline, timeout: Millis::seconds(30) },
        may_pick: false,
        ..Settings::new("Orders", Mode::Push, QueueId(1))
    };
    let wanted = other.clone();
    let id = store.write(move |tx| insert(tx, &wanted, NOW)).unwrap();
    assert_eq!(store.read(|db| get(db, id)).unwrap().settings, other);
    assert_eq!(store.read(|db| falling_back_to(db, QueueId(1))).unwrap(), 2);
    assert_eq!(store.read(list).unwrap().len(), 2);
    store.write(move |tx| delete(tx, id, NOW)).unwrap();
    assert_eq!(store.read(list).unwrap().len(), 1);
    assert!(store.read(|db| get(db, id)).is_err());
    assert_eq!(store.read(|db| by_id(db, id)).unwrap().and_then(|found| found.deleted_at), Some(NOW));
}

#[test]
fn one_that_names_no_queue_falls_back_to_everybody() {
    let folder = tempfile::tempdir().unwrap();
    let db = house(folder.path());
    db.execute("UPDATE workstream SET fallback_queue_id = NULL", []).unwrap();
    assert_eq!(of_number(&db, NumberId(1)).unwrap().settings.fallback_queue, QueueId(1));
    assert!(of_number(&db, NumberId(9)).is_err());
    assert_eq!(falling_back_to(&db, QueueId(1)).unwrap(), 1);
}

#[test]
fn everything_that_leads_to_it_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let db = house(folder.path());
    arrival(&db, "Ειρήνη", Some(2), true, 10);
    let told = |id| uses(&db, WorkstreamId(id)).unwrap().iter().map(|one| (one.by, one.count)).collect::<Vec<_>>();
    assert_eq!(told(1), [(By::Installation, 1), (By::Numbers, 1), (By::Conversations, 1)]);
    db.execute_batch(
        "INSERT INTO workstream (id, name, mode, created_at, updated_at) VALUES (2, 'B', 'push', 0, 0);
         UPDATE number SET workstream_id = 2, active = 0, deleted_at = 5;
         INSERT INTO quick_reply (id, title, title_key, body, tags, created_at, updated_at)
           VALUES (1, 'a', 'a', 'b', '[]', 0, 0);
         INSERT INTO quick_reply_workstream VALUES (1, 2);",
    )
    .unwrap();
    assert_eq!(told(1), [(By::Installation, 1)]);
    assert_eq!(told(2), [(By::Conversations, 1), (By::QuickReplies, 1)]);
    db.execute("UPDATE conversation SET state = 'closed', phase = NULL, closed_at = 1, close_reason = 'person'", [])
        .unwrap();
    db.execute("DELETE FROM quick_reply_workstream", []).unwrap();
    assert_eq!(told(2), []);
}
