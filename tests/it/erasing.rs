//! Texts are kept as long as their number keeps them, and then nothing says them any more.

use angelia::domain::time::Millis;
use angelia::emulator::What;
use serde_json::{Value, json};

use crate::support::{ANNA, House, Person, SHOP};

/// What nobody may find afterwards.
const SECRET: &str = "ξεσκεπάζω";

/// Whether the secret stands anywhere in the file.
fn is_found(house: &House) -> Vec<String> {
    let app = house.appliance().app();
    app.store
        .read(|db| {
            let mut tables =
                db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")?;
            let names: Vec<String> = tables.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            let mut found = Vec::new();
            for table in names {
                let mut columns = db.prepare(&format!("SELECT name FROM pragma_table_xinfo('{table}')"))?;
                let columns: Vec<String> = columns.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
                for column in columns {
                    let sql = format!(
                        "SELECT count(*) FROM \"{table}\" WHERE instr(CAST(\"{column}\" AS TEXT), '{SECRET}')
                        OR instr(CAST(\"{column}\" AS TEXT), '%CE%BE%CE%B5%CF%83%CE%BA%CE%B5%CF%80')"
                    );
                    let count: i64 = db.query_row(&sql, [], |row| row.get(0))?;
                    if count > 0 {
                        found.push(format!("{table}.{column}"));
                    }
                }
            }
            Ok(found)
        })
        .unwrap()
}

fn number(house: &House) -> String {
    format!("/numbers/{}", house.count("SELECT id FROM number WHERE sandbox = 0"))
}

fn passes(house: &House, time: Millis) {
    house.clock.advance(time);
    house.run_jobs();
}

pub fn deleted_there(house: &House) -> usize {
    let journal = house.twilio.journal();
    journal.iter().filter(|entry| entry.what == What::Change && entry.status == Some(204)).count()
}

#[test]
fn nothing_says_what_had_its_time() {
    let house = House::new();
    let api = house.admin();
    let path = number(&house);
    for wrong in [-1, 4_000] {
        let refused = api.patch(&path, &json!({ "text_days": wrong }));
        assert_eq!((refused.status, &refused.body["error"]["field"]), (422, &json!("text_days")), "{refused:?}");
    }
    let set = api.patch(&path, &json!({ "text_days": 5 }));
    assert_eq!((&set.data()["text_days"], &set.data()["text_erase_at_provider"]), (&json!(5), &json!(false)));

    let (email, password) = house.hire("Dimitra", "admin");
    let dimitra = Person::signed_in(house.url(), &email, &password);
    let conversation = house.anna_writes(&format!("I am {SECRET}"));
    let sent = api.said(conversation, &format!("Why {SECRET}?"));
    house.until_status(sent, "delivered");
    api.post(&format!("/conversations/{conversation}/notes"), &json!({ "text": format!("She says {SECRET}") })).data();
    assert!(!is_found(&house).is_empty());
    let page = || dimitra.get(&format!("/inbox/{conversation}")).html;
    passes(&house, Millis::days(4));
    assert!(page().contains(SECRET));
    house.anna_writes("and this is young");

    passes(&house, Millis::days(1) + Millis::minutes(1));
    assert_eq!(is_found(&house), Vec::<String>::new());
    let messages = api.messages(conversation);
    assert_eq!(messages.len(), 3);
    for message in &messages[..2] {
        assert_eq!(message["text"], "");
        assert!(message["erased_at"].is_string(), "{message}");
    }
    assert_eq!((&messages[1]["status"], &messages[2]["text"]), (&json!("delivered"), &json!("and this is young")));
    assert_eq!(messages[2]["erased_at"], Value::Null);
    let html = page();
    assert!(!html.contains(SECRET) && html.contains("Text erased after 5 days"), "{html}");
    assert_eq!(deleted_there(&house), 0, "Twilio is not asked");
    // A message that comes again is known still.
    house.run_jobs();
    assert_eq!(house.count("SELECT count(*) FROM message"), 3);

    passes(&house, Millis::days(5));
    let list = dimitra.get("/inbox?view=all").html;
    assert!(list.contains("Text erased") && !list.contains("and this is young"), "{list}");
    let noted =
        house.count("SELECT count(*) FROM audit WHERE action = 'number.changed' AND detail ->> '$.text_days' = 5");
    assert_eq!(noted, 1);
}

#[test]
fn the_provider_forgets_them_first_where_that_is_wanted() {
    let house = House::new();
    let api = house.admin();
    api.patch(&number(&house), &json!({ "text_days": 1, "text_erase_at_provider": true })).data();
    let conversation = house.anna_writes(SECRET);
    house.twilio.be_busy(1_000, None);
    passes(&house, Millis::days(1) + Millis::minutes(1));
    assert_eq!(api.messages(conversation)[0]["text"], SECRET, "it is there still, so it is here");
    house.twilio.behave();
    passes(&house, Millis::minutes(10));
    assert_eq!(api.messages(conversation)[0]["text"], "");
    assert_eq!(deleted_there(&house), 1);
    assert_eq!(is_found(&house), Vec::<String>::new());
}

#[test]
fn many_go_in_portions_and_other_numbers_keep_theirs() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("the first");
    let sandbox = house.count("SELECT id FROM number WHERE sandbox = 1");
    // A long history of one number, and in the middle of it one of another that keeps everything.
    let fill = format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1234)
         INSERT INTO message (account_id, thread_id, conversation_id, direction, kind, body, status, author, created_at, status_at)
         SELECT m.account_id, m.thread_id, m.conversation_id, 'in', 'text', 'text ' || i, 'received', 'contact',
           m.created_at + i, m.created_at FROM n, message m WHERE m.conversation_id = {conversation} AND m.body = 'the first'"
    );
    let app = house.appliance().app();
    app.store.write(move |tx| Ok(tx.execute(&fill, [])?)).unwrap();
    house.twilio.customer_writes(ANNA, crate::support::SANDBOX, &format!("join {}", crate::support::JOIN_CODE));
    house.writes(ANNA, crate::support::SANDBOX, "hello sandbox");
    house.writes(ANNA, SHOP, "the last");
    let with_text = || house.count("SELECT count(*) FROM message WHERE body <> ''");
    let before = with_text();
    assert!(before >= 1_237);
    passes(&house, Millis::days(30));
    assert_eq!(with_text(), before, "nobody asked for it");
    api.patch(&number(&house), &json!({ "text_days": 30 })).data();
    passes(&house, Millis::minutes(10));
    let left = house.count(&format!(
        "SELECT count(*) FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE m.body <> '' AND c.number_id = {sandbox}"
    ));
    assert_eq!(with_text(), left);
    assert!(left >= 1);
    // A number that is deleted keeps what it said about its texts and files.
    let last = house.writes(ANNA, SHOP, SECRET);
    assert_eq!(api.delete(&format!("{}?open=keep", number(&house))).status, 200);
    assert_eq!(api.messages(last).pop().unwrap()["text"], SECRET);
    passes(&house, Millis::days(31));
    assert_eq!(api.messages(last).pop().unwrap()["text"], "");
}
