use std::path::Path;

use rusqlite::Connection;

use super::query::{inner, whole};
use super::*;
use crate::domain::saved_view::{Agent, Filter, Sort};
use crate::store::{migrate, open};

/// Where the tests' clock stands.
pub(crate) const NOW: Timestamp = Timestamp(1_800_000_000_000);
pub(crate) const MARGIN: Millis = Millis::seconds(60);

/// A file with one account, one number and two agents.
pub(crate) fn house(folder: &Path) -> Connection {
    let path = folder.join("a.db");
    migrate::prepare(&path, NOW).unwrap();
    let db = open::writer(&path).unwrap();
    db.execute_batch(
        "INSERT INTO user (name, email, role, created_at, updated_at) VALUES
           ('Δήμητρα', 'd@example.org', 'agent', 0, 0), ('Νίκος', 'n@example.org', 'agent', 0, 0);
         INSERT INTO account (name, account_sid, webhook_key, auth_token, created_at, updated_at)
           VALUES ('A', 'AC1', 'k', x'00', 0, 0);
         INSERT INTO number (account_id, name, address, language, colour, created_at, updated_at)
           VALUES (1, 'Shop', 'whatsapp:+302810000014', 'el', 2, 0, 0);",
    )
    .unwrap();
    db
}

/// A contact with a thread and one conversation; the contact wrote `minutes` ago.
pub(crate) fn arrival(db: &Connection, name: &str, assignee: Option<i64>, waits: bool, minutes: i64) -> i64 {
    let at = NOW - Millis::minutes(minutes);
    db.execute("INSERT INTO contact (profile_name, created_at, updated_at) VALUES (?1, 0, 0)", [name]).unwrap();
    let contact = db.last_insert_rowid();
    let address = format!("whatsapp:+3069000{contact:05}");
    db.execute(
        "INSERT INTO address (contact_id, value, kind, created_at) VALUES (?1, ?2, 'phone', 0)",
        (contact, &address),
    )
    .unwrap();
    db.execute(
        "INSERT INTO thread (number_id, origin_id, contact_id, address, last_inbound_at, created_at)
         VALUES (1, ?1, ?1, ?2, ?3, 0)",
        (contact, &address, at),
    )
    .unwrap();
    let thread = db.last_insert_rowid();
    db.execute(
        "INSERT INTO conversation (thread_id, number_id, contact_id, state, assignee_id, waiting_since_at, unread,
           has_unread, last_message_at, opened_at) VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?7)",
        (thread, contact, if assignee.is_some() { "active" } else { "open" }, assignee, waits.then_some(at), waits, at),
    )
    .unwrap();
    let conversation = db.last_insert_rowid();
    message(db, thread, conversation, "in", "Γεια σας", at);
    conversation
}

/// A message, made the last one of its conversation.
pub(crate) fn message(db: &Connection, thread: i64, conversation: i64, way: &str, body: &str, at: Timestamp) -> i64 {
    let (status, author) = if way == "in" { ("received", "contact") } else { ("delivered", "user") };
    db.execute(
        "INSERT INTO message (account_id, thread_id, conversation_id, direction, kind, body, status, author, author_id,
           created_at, status_at) VALUES (1, ?1, ?2, ?3, 'text', ?4, ?5, ?6, ?7, ?8, ?8)",
        (thread, conversation, way, body, status, author, (way == "out").then_some(1), at),
    )
    .unwrap();
    let id = db.last_insert_rowid();
    db.execute(
        "UPDATE conversation SET last_message_id = ?1, last_message_at = ?2 WHERE id = ?3",
        (id, at, conversation),
    )
    .unwrap();
    id
}

/// Somebody who may see everything.
const VIEWER: Viewer = Viewer { user: UserId(1), own_only: false };

fn query(tab: Tab, section: Section) -> Query {
    Query {
        viewer: VIEWER,
        tab,
        section,
        unread: false,
        sort: Sort::Waiting,
        filter: Filter::default(),
        after: None,
        limit: 50,
        now: NOW,
        margin: MARGIN,
    }
}

fn names(db: &Db, query: &Query) -> Vec<String> {
    rows(db, query).unwrap().into_iter().map(|row| row.name).collect()
}

#[test]
fn tabs_and_sections_hold_what_they_say() {
    let folder = tempfile::tempdir().unwrap();
    let db = house(folder.path());
    arrival(&db, "mine, new", Some(1), true, 5);
    arrival(&db, "mine, long", Some(1), true, 500);
    arrival(&db, "mine, answered", Some(1), false, 7);
    arrival(&db, "his", Some(2), true, 9);
    arrival(&db, "open", None, true, 50);
    let closed = arrival(&db, "closed", None, true, 70);
    db.execute(
        "UPDATE conversation SET state = 'closed', closed_at = 5, waiting_since_at = NULL WHERE id = ?1",
        [closed],
    )
    .unwrap();
    for (tab, section, want) in [
        (Tab::Mine, Section::Waiting, vec!["mine, long", "mine, new"]),
        (Tab::Mine, Section::Answered, vec!["mine, answered"]),
        (Tab::Open, Section::Waiting, vec!["open"]),
        (Tab::Open, Section::Answered, vec![]),
        (Tab::All, Section::Waiting, vec!["mine, long", "open", "his", "mine, new"]),
        (Tab::Closed, Section::Closed, vec!["closed"]),
    ] {
        assert_eq!(names(&db, &query(tab, section)), want, "{tab:?} {section:?}");
        let unread = Query { unread: true, ..query(tab, section) };
        let want_unread = if section == Section::Answered { vec![] } else { want };
        assert_eq!(names(&db, &unread), want_unread, "{tab:?} {section:?}, unread");
    }
    let counts = counts(&db, VIEWER, (Tab::Mine, &Filter::default()), (NOW, MARGIN)).unwrap();
    assert_eq!(counts, Counts { mine: 3, open: 1, mentioned: 0, unread: 2, waiting: 2, answered: 1, for_viewer: 2 });
    assert_eq!(waiting_for(&db, UserId(2)).unwrap(), 1);
}

#[test]
fn pages_meet_without_gap_or_overlap() {
    let folder = tempfile::tempdir().unwrap();
    let db = house(folder.path());
    for minutes in 0..7 {
        // Two at the same instant: the id decides.
        arrival(&db, &format!("a{minutes}"), Some(1), true, minutes / 2);
        arrival(&db, &format!("b{minutes}"), Some(1), false, minutes / 2);
    }
    for section in [Section::Waiting, Section::Answered] {
        for sort in [Sort::Waiting, Sort::Window] {
            let whole = names(&db, &Query { sort, ..query(Tab::Mine, section) });
            let mut got = Vec::new();
            let mut after = None;
            loop {
                let page = rows(&db, &Query { sort, after, limit: 3, ..query(Tab::Mine, section) }).unwrap();
                let Some(last) = page.last() else { break };
                after = Some(last.cursor);
                got.extend(page.into_iter().map(|row| row.name));
            }
            assert_eq!(got, whole, "{section:?} {sort:?}");
            assert_eq!(got.len(), 7);
        }
    }
}

#[test]
fn window_order_puts_what_ends_first_first_and_the_hopeless_last() {
    let folder = tempfile::tempdir().unwrap();
    let db = house(folder.path());
    arrival(&db, "shut", Some(1), true, 30 * 60);
    arrival(&db, "far", Some(1), true, 60);
    arrival(&db, "near", Some(1), true, 23 * 60);
    let out = arrival(&db, "opted out", Some(1), true, 10);
    let refused = arrival(&db, "refused", Some(1), true, 20);
    let set = |column: &str, conversation: i64| {
        let sql =
            format!("UPDATE thread SET {column} = ?1 WHERE id = (SELECT thread_id FROM conversation WHERE id = ?2)");
        db.execute(&sql, (NOW - Millis::minutes(1), conversation)).unwrap();
    };
    set("opted_out_at", out);
    set("refused_at", refused);
    let by_window = Query { sort: Sort::Window, ..query(Tab::Mine, Section::Waiting) };
    assert_eq!(names(&db, &by_window), ["near", "far", "shut", "refused", "opted out"]);
}

/// What SQLite says about a query: the steps of its plan.
pub(crate) fn plan(db: &Connection, sql: &str) -> Vec<String> {
    let mut statement = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    // Values do not matter to the plan, so none are bound.
    statement.raw_query().mapped(|row| row.get::<_, String>("detail")).collect::<Result<_, _>>().unwrap()
}

#[test]
fn every_list_walks_one_index_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let db = house(folder.path());
    for (tab, section, index) in [
        (Tab::Mine, Section::Waiting, "conversation_assignee"),
        (Tab::Mine, Section::Answered, "conversation_assignee_answered"),
        (Tab::Open, Section::Waiting, "conversation_open"),
        (Tab::Open, Section::Answered, "conversation_open_answered"),
        (Tab::All, Section::Waiting, "conversation_waits"),
        (Tab::All, Section::Answered, "conversation_answered"),
        (Tab::Closed, Section::Closed, "conversation_closed"),
    ] {
        let mut steps = plan(&db, &inner(&query(tab, section)));
        // Beside it each row's contact is looked up by its id.
        steps.retain(|step| !step.contains("SUBQUERY") && !step.starts_with("SEARCH e USING INTEGER PRIMARY KEY"));
        assert_eq!(steps.len(), 1, "{tab:?} {section:?}: {steps:?}");
        assert!(steps[0].starts_with("SEARCH c USING") && steps[0].contains(&format!("INDEX {index} (")), "{steps:?}");
        let steps = plan(&db, &whole(&query(tab, section)));
        assert!(!steps.iter().any(|step| step.starts_with("SCAN") && !step.contains("SCAN x")), "{steps:?}");
    }
    for tab in [Tab::Mine, Tab::Open, Tab::All] {
        for section in [Section::Waiting, Section::Answered] {
            for sort in [Sort::Waiting, Sort::Window] {
                let steps = plan(&db, &inner(&Query { unread: true, sort, ..query(tab, section) }));
                assert!(!steps.iter().any(|step| step.contains("SCAN c") && !step.contains("INDEX")), "{steps:?}");
            }
        }
    }
}

/// A house in which every view has something: two numbers, a queue of Δήμητρα's, one of nobody's, what is set aside.
fn full(folder: &Path) -> Connection {
    let db = house(folder);
    for (name, assignee, waits, minutes) in [
        ("mine, waits", Some(1), true, 5),
        ("mine, answered", Some(1), false, 60),
        ("his, waits, ends", Some(2), true, 22 * 60),
        ("open, VIP", None, true, 50),
        ("open, elsewhere", None, true, 90),
        ("mine, aside", Some(1), true, 100),
        ("his, back at nine", Some(2), false, 21 * 60),
        ("mine, wrapped up", Some(1), false, 30),
        ("mine, ended long ago", Some(1), true, 25 * 60),
    ] {
        arrival(&db, name, assignee, waits, minutes);
    }
    let till = NOW.0 + 3_600_000;
    db.execute_batch(&format!(
        "UPDATE thread SET expiry_from_at = last_inbound_at WHERE last_inbound_at > {} - 86400000;
         INSERT INTO queue (name, method, priority, created_at, updated_at) VALUES ('Orders', 'round_robin', 1, 0, 0), ('Wholesale', 'round_robin', 1, 0, 0);
         INSERT INTO queue_member (queue_id, user_id) VALUES (2, 1);
         INSERT INTO number (account_id, name, address, language, colour, created_at, updated_at)
           VALUES (1, 'Wholesale', 'whatsapp:+302810000015', 'el', 3, 0, 0);
         UPDATE conversation SET queue_id = 2 WHERE id IN (1, 4);
         UPDATE conversation SET queue_id = 3 WHERE id = 5;
         UPDATE conversation SET state = 'wrap_up' WHERE id = 8;
         UPDATE conversation SET snoozed = 1 WHERE id IN (6, 7);
         INSERT INTO snooze (conversation_id, actor, user_id, at, until_at) VALUES (6, 'user:1', 1, 0, NULL), (7, 'user:2', 2, 0, {till});
         INSERT INTO conversation_tag (conversation_id, tag) VALUES (4, 'VIP');
         INSERT INTO contact_tag (contact_id, tag) VALUES (1, 'VIP');
         UPDATE conversation SET number_id = 2 WHERE id = 5;",
        NOW.0
    ))
    .unwrap();
    db
}

#[test]
fn every_view_holds_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let db = full(folder.path());
    let agent = Viewer { user: UserId(1), own_only: true };
    for (tab, section, supervisor, own) in [
        (Tab::Mine, Section::Waiting, vec!["mine, ended long ago", "mine, waits"], None),
        (Tab::Mine, Section::Answered, vec!["mine, wrapped up", "mine, answered"], None),
        (Tab::Open, Section::Waiting, vec!["open, elsewhere", "open, VIP"], Some(vec!["open, VIP"])),
        (Tab::Queues, Section::Waiting, vec!["open, VIP", "mine, waits"], None),
        (Tab::Customer, Section::Answered, vec!["mine, answered"], None),
        (Tab::Closing, Section::Closing, vec!["his, waits, ends"], None),
        (Tab::Snoozed, Section::Snoozed, vec!["his, back at nine", "mine, aside"], None),
        (Tab::All, Section::Answered, vec!["mine, wrapped up", "mine, answered", "his, back at nine"], None),
    ] {
        assert_eq!(names(&db, &query(tab, section)), supervisor, "{tab:?} {section:?}");
        let seen = names(&db, &Query { viewer: agent, ..query(tab, section) });
        assert_eq!(seen, own.unwrap_or(supervisor), "{tab:?} {section:?}, own alone");
    }
    let counted = view_counts(&db, VIEWER, &[], (NOW, MARGIN)).unwrap();
    let want = ViewCounts { queues: 2, mentioned: 0, customer: 1, closing: 1, snoozed: 2, saved: Vec::new() };
    assert_eq!(counted, want);
    let of = |tab| counts(&db, VIEWER, (tab, &Filter::default()), (NOW, MARGIN)).unwrap();
    assert_eq!(
        (of(Tab::Mine).mine, of(Tab::Mine).open, of(Tab::Mine).for_viewer),
        (4, 2, 2),
        "what is aside is in neither"
    );
    assert_eq!(of(Tab::Snoozed).unread, 1);
    let aside: Vec<_> =
        rows(&db, &query(Tab::Snoozed, Section::Snoozed)).unwrap().iter().map(|row| row.snooze).collect();
    assert_eq!(aside, [Some(Aside::Until(Some(NOW + Millis::hours(1)))), Some(Aside::Until(None))]);
}

#[test]
fn a_filter_chooses_among_what_is_going_on() {
    use crate::domain::ids::{NumberId, QueueId, SavedViewId};
    let folder = tempfile::tempdir().unwrap();
    let db = full(folder.path());
    let all = Filter::default;
    for (filter, waiting, answered) in [
        (
            all(),
            vec!["mine, ended long ago", "his, waits, ends", "open, elsewhere", "open, VIP", "mine, waits"],
            vec!["mine, wrapped up", "mine, answered"],
        ),
        (Filter { number: Some(NumberId(2)), ..all() }, vec!["open, elsewhere"], vec![]),
        (Filter { queue: Some(QueueId(2)), ..all() }, vec!["open, VIP", "mine, waits"], vec![]),
        (Filter { agent: Some(Agent::Nobody), ..all() }, vec!["open, elsewhere", "open, VIP"], vec![]),
        (Filter { agent: Some(Agent::User(UserId(2))), ..all() }, vec!["his, waits, ends"], vec![]),
        (
            Filter { agent: Some(Agent::Me), waits: Some(false), ..all() },
            vec![],
            vec!["mine, wrapped up", "mine, answered"],
        ),
        (Filter { tag: Some("VIP".to_owned()), ..all() }, vec!["open, VIP", "mine, waits"], vec![]),
        (
            Filter { tag: Some("VIP".to_owned()), agent: Some(Agent::Me), unread: true, ..all() },
            vec!["mine, waits"],
            vec![],
        ),
    ] {
        let of = |section, sort| Query { filter: filter.clone(), sort, ..query(Tab::Saved, section) };
        assert_eq!(names(&db, &of(Section::Waiting, Sort::Waiting)), waiting, "{filter:?}");
        assert_eq!(names(&db, &of(Section::Answered, Sort::Waiting)), answered, "{filter:?}");
        let mut newest = names(&db, &of(Section::Waiting, Sort::Newest));
        newest.reverse();
        assert_eq!(newest, waiting, "{filter:?}, newest first");
        assert_eq!(names(&db, &of(Section::Waiting, Sort::Window)).len(), waiting.len(), "{filter:?}");
        let counted = view_counts(&db, VIEWER, &[(SavedViewId(1), filter.clone())], (NOW, MARGIN)).unwrap();
        assert_eq!(counted.saved, [i64::try_from(waiting.len() + answered.len()).unwrap()], "{filter:?}");
    }
}

#[test]
fn views_beside_the_tabs_are_ranges_of_an_index_too() {
    let folder = tempfile::tempdir().unwrap();
    let db = house(folder.path());
    for (tab, section, index) in [
        (Tab::Queues, Section::Waiting, "conversation_waits"),
        (Tab::Customer, Section::Answered, "conversation_answered"),
        (Tab::Saved, Section::Waiting, "conversation_waits"),
        (Tab::Closing, Section::Closing, "thread_expiry"),
        (Tab::Snoozed, Section::Snoozed, "snooze_order"),
    ] {
        let filter = Filter { tag: Some("x".to_owned()), queue: None, ..Filter::default() };
        let steps = plan(&db, &inner(&Query { filter, ..query(tab, section) }));
        assert!(steps.iter().any(|step| step.contains(&format!("INDEX {index} ("))), "{tab:?}: {steps:?}");
        let whole_table = |step: &String| step.starts_with("SCAN") && !step.contains("INDEX");
        assert!(!steps.iter().any(whole_table), "{tab:?}: {steps:?}");
        if section != Section::Closing {
            assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE")), "{tab:?}: {steps:?}");
        }
    }
}
