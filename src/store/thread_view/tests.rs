use super::*;
use crate::store::inbox_view::tests::{MARGIN, NOW, arrival, house, message, plan};

fn words(items: &[Item]) -> Vec<String> {
    items
        .iter()
        .map(|item| match &item.entry {
            Entry::Message(message) => message.body.clone(),
            Entry::Event(event) => format!("[{}]", event.kind),
            Entry::Note(note) => format!("({})", note.body),
        })
        .collect()
}

fn event(db: &rusqlite::Connection, kind: &str, at: Timestamp) {
    db.execute(
        "INSERT INTO thread_event (thread_id, conversation_id, kind, actor, detail, at) VALUES (1, 1, ?1, 'user:1', '{\"to\":2}', ?2)",
        (kind, at),
    )
    .unwrap();
}

#[test]
fn the_head_says_everything_but_the_messages() {
    let folder = tempfile::tempdir().unwrap();
    let db = house(folder.path());
    let id = ConversationId(arrival(&db, "Ειρήνη", Some(2), true, 10));
    db.execute("INSERT INTO draft (user_id, thread_id, body, updated_at) VALUES (1, 1, 'Ναι, έχουμε', 0)", []).unwrap();
    let head = head(&db, UserId(1), id, MARGIN).unwrap().unwrap();
    assert_eq!((head.name.as_str(), head.named, head.newest), ("Ειρήνη", true, id));
    assert_eq!(head.assignee, Some(Person { id: UserId(2), name: "Νίκος".to_owned() }));
    assert_eq!(head.draft, "Ναι, έχουμε");
    assert!(head.number_active && !head.sandbox);
    assert!(head.window.is_open(NOW));
    assert_eq!(super::head(&db, UserId(2), id, MARGIN).unwrap().unwrap().draft, "");
    assert_eq!(super::head(&db, UserId(1), ConversationId(99), MARGIN).unwrap(), None);
    assert_eq!(crate::store::contact::addresses(&db, head.contact).unwrap(), vec![head.address]);
}

#[test]
fn pages_hold_messages_and_quiet_lines_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let db = house(folder.path());
    arrival(&db, "Ειρήνη", Some(1), true, 100);
    for n in 1..=6 {
        message(&db, 1, 1, if n % 2 == 0 { "out" } else { "in" }, &n.to_string(), NOW - Millis::minutes(50 - n));
    }
    event(&db, "opened", NOW - Millis::minutes(100));
    event(&db, "taken", NOW - Millis::minutes(49));
    event(&db, "given", NOW);
    let newest = page(&db, ThreadId(1), None, 3).unwrap();
    assert_eq!(words(&newest.items), ["4", "5", "6", "[given]"]);
    let older = page(&db, ThreadId(1), newest.older, 3).unwrap();
    assert_eq!(words(&older.items), ["1", "[taken]", "2", "3"]);
    let first = page(&db, ThreadId(1), older.older, 3).unwrap();
    assert_eq!(words(&first.items), ["[opened]", "Γεια σας"]);
    assert_eq!(first.older, None);

    let last = MessageId(6);
    assert_eq!(words(&since(&db, ThreadId(1), Some(last), (&[], &[]), 50).unwrap()), ["5", "6", "[given]"]);
    assert_eq!(
        words(&since(&db, ThreadId(1), Some(last), (&[MessageId(1)], &[]), 50).unwrap()),
        ["Γεια σας", "5", "6", "[given]"]
    );
    assert_eq!(since(&db, ThreadId(1), None, (&[], &[]), 50).unwrap().len(), 10);
    assert_eq!(since(&db, ThreadId(2), Some(last), (&[MessageId(1)], &[]), 50).unwrap(), vec![]);
}

#[test]
fn a_message_brings_its_quote_template_and_attachments() {
    let folder = tempfile::tempdir().unwrap();
    let db = house(folder.path());
    arrival(&db, "Ειρήνη", Some(1), true, 100);
    let ours = message(&db, 1, 1, "out", "Δύο;", NOW - Millis::minutes(9));
    let reply = message(&db, 1, 1, "in", "Ναι", NOW - Millis::minutes(8));
    db.execute("UPDATE message SET provider_sid = 'SM1' WHERE id = ?1", [ours]).unwrap();
    db.execute("UPDATE message SET quoted_sid = 'SM1', extra = '{\"forwarded\":true}' WHERE id = ?1", [reply]).unwrap();
    db.execute(
        "INSERT INTO media (message_id, number_id, position, url, announced_type, content_type, state, created_at)
         VALUES (?1, 1, 0, 'https://x', 'image/jpeg', 'image/jpeg', 'loading', 0)",
        [reply],
    )
    .unwrap();
    let page = page(&db, ThreadId(1), None, 1).unwrap();
    let Entry::Message(message) = &page.items[0].entry else { panic!("a message") };
    let quote = message.quote.as_ref().unwrap();
    assert_eq!((quote.body.as_str(), quote.author_name.as_deref()), ("Δύο;", Some("Δήμητρα")));
    assert_eq!(message.media[0].content_type, "image/jpeg");
    assert_eq!(message.extra["forwarded"], true);
}

#[test]
fn earlier_conversations_are_those_before() {
    let folder = tempfile::tempdir().unwrap();
    let db = house(folder.path());
    let first = arrival(&db, "Ειρήνη", None, false, 9_000);
    db.execute("UPDATE conversation SET state = 'closed', closed_at = 1 WHERE id = ?1", [first]).unwrap();
    db.execute(
        "INSERT INTO conversation (thread_id, number_id, contact_id, state, last_message_at, opened_at) VALUES (1, 1, 1, 'open', 2, 2)",
        [],
    )
    .unwrap();
    let second = ConversationId(db.last_insert_rowid());
    let earlier = earlier(&db, ContactId(1), second, 5).unwrap();
    assert_eq!(earlier.len(), 1);
    assert_eq!((earlier[0].conversation.0, earlier[0].words.as_str()), (first, "Γεια σας"));
    assert_eq!(head(&db, UserId(1), ConversationId(first), MARGIN).unwrap().unwrap().newest, second);
    let place = around(&db, ConversationId(first)).unwrap().unwrap();
    assert_eq!(words(&page(&db, ThreadId(1), Some(place), 5).unwrap().items), ["Γεια σας"]);
}

#[test]
fn the_log_walks_the_index_of_its_thread() {
    let folder = tempfile::tempdir().unwrap();
    let db = house(folder.path());
    let steps = plan(
        &db,
        "SELECT id FROM message m WHERE m.thread_id = 1 AND (m.created_at, m.id) < (5, 5) ORDER BY m.created_at DESC, m.id DESC LIMIT 50",
    );
    assert_eq!(steps.len(), 1, "{steps:?}");
    assert!(steps[0].contains("message_thread"), "{steps:?}");
}
