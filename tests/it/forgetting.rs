//! Somebody is forgotten: nothing in the file says who it was or what was said, and what is counted is counted still.

use angelia::domain::time::Millis;
use angelia::domain::user::Role;
use serde_json::{Value, json};

use crate::erasing::deleted_there;
use crate::inbox::somebody;
use crate::support::{ANNA, BORIS, House, SHOP};

/// What stands for Anna, wherever it stands.
const MARKS: [&str; 8] =
    ["306900000001", "Ξανθίππη", "ξανθιππη", "περγαμηνή", "περγαμηνη", "whisperling", "quillfile", "bannerword"];

/// Where one of the marks stands: in a cell of any table, the index's own among them.
fn stands(house: &House) -> Vec<String> {
    let encoded: Vec<String> = MARKS
        .iter()
        .flat_map(|mark| [(*mark).to_owned(), form_urlencoded::byte_serialize(mark.as_bytes()).collect::<String>()])
        .collect();
    let app = house.appliance().app();
    app.store
        .read(move |db| {
            let mut tables = db.prepare(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_word'",
            )?;
            let names: Vec<String> = tables.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            let mut found = Vec::new();
            for table in names {
                let mut columns = db.prepare(&format!("SELECT name FROM pragma_table_xinfo('{table}')"))?;
                let columns: Vec<String> = columns.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
                for column in columns {
                    for mark in &encoded {
                        let sql = format!(
                            "SELECT count(*) FROM \"{table}\" WHERE instr(CAST(\"{column}\" AS BLOB), CAST(?1 AS BLOB))"
                        );
                        let count: i64 = db.query_row(&sql, [mark], |row| row.get(0)).unwrap_or(0);
                        if count > 0 {
                            found.push(format!("{table}.{column}: {mark}"));
                        }
                    }
                }
            }
            Ok(found)
        })
        .unwrap()
}

#[test]
fn nothing_says_who_it_was() {
    let house = House::new();
    let (api, admin) = (house.admin(), somebody(&house, "root", Role::Admin));
    let field = api.post("/contact-fields", &json!({ "name": "Size", "kind": "text" })).id();
    let talk = house.anna_writes("my περγαμηνή is late");
    let other = house.writes(BORIS, SHOP, "another matter");
    let id = api.conversation(talk)["contact"]["id"].as_str().unwrap().to_owned();
    let page = format!("/contacts/{id}");
    let fields = json!({ "name": "Ξανθίππη", "notes": "whisperling", "tags": ["bannerword"], "fields": { &field: "περγαμηνή" } });
    api.patch(&page, &fields).data();
    api.post(
        &format!("{page}/opt-ins"),
        &json!({ "how": "other", "words": "whisperling", "at": house.clock.now().to_string() }),
    );
    let sent = api.said(talk, "your περγαμηνή is here, Ξανθίππη");
    house.until_status(sent, "delivered");
    api.post(&format!("/conversations/{talk}/notes"), &json!({ "text": "whisperling says περγαμηνή" }));
    api.patch(&format!("/conversations/{talk}"), &json!({ "variables": { "order_id": "περγαμηνή" } }));
    api.post(&format!("/conversations/{talk}/opt-out"), &json!({ "reason": "whisperling" }));
    house.run_jobs();
    assert!(!stands(&house).is_empty());
    let messages = house.count("SELECT count(*) FROM message");

    // Only an admin, and only on purpose.
    let eleni = somebody(&house, "eleni", Role::Supervisor);
    let erase = format!("{page}/erase");
    assert_eq!(eleni.get(&erase).status, 403);
    assert!(!eleni.get(&page).html.contains(&erase) && admin.get(&page).html.contains(&erase));
    let asked = admin.get(&erase).html;
    for part in ["Ξανθίππη", "conversation is open", "2 messages", "Backups"] {
        assert!(asked.contains(part), "{part}: {asked}");
    }
    let unsure = admin.fills_in(&erase, &erase, &[]);
    assert!(unsure.status == 422 && unsure.html.contains("by accident"), "{}", unsure.html);
    assert!(unsure.html.contains("<a href=\"#sure\">Confirmation</a>"), "{}", unsure.html);
    let done = admin.fills_in(&erase, &erase, &[("sure", "1"), ("at_provider", "1")]);
    assert_eq!((done.status, done.location.as_str()), (303, erase.as_str()), "{}", done.html);
    assert_eq!(admin.get(&page).status, 410);
    assert!(eleni.get(&page).html.contains("Erased contact"));
    for _ in 0..3 {
        house.run_jobs();
    }
    assert_eq!(stands(&house), Vec::<String>::new());
    let told = api.get(&erase).data().clone();
    assert!(told["done_at"].is_string(), "{told}");
    assert_eq!((&told["total"], &told["kept_there"]), (&json!(messages - 1), &json!(0)));
    assert!(deleted_there(&house) >= 2, "Twilio was asked");

    // What is counted stays, and says nothing.
    assert_eq!(house.count("SELECT count(*) FROM message"), messages);
    let closed = api.conversation(talk);
    assert_eq!((&closed["state"], &closed["contact"]["name"]), (&json!("closed"), &json!("")));
    assert!(api.messages(talk).iter().all(|message| message["text"] == ""));
    let html = admin.get(&format!("/inbox/{talk}")).html;
    assert!(html.contains("Text erased"), "{html}");
    assert_eq!(api.messages(other)[0]["text"], "another matter");
    assert_eq!(api.get("/contacts").data().as_array().unwrap().len(), 1);
    assert_eq!(api.patch(&page, &json!({ "name": "x" })).status, 404);
    assert_eq!(api.post(&erase, &json!({})).status, 404, "once");
    assert_eq!(house.count("SELECT count(*) FROM audit WHERE action = 'contact.erased'"), 1);

    // The same number is somebody new.
    let again = house.anna_writes("hello, I am new here");
    let new = api.conversation(again)["contact"]["id"].clone();
    assert_ne!(new, json!(id));
    assert_eq!(api.messages(again).len(), 1);
}

#[test]
fn a_long_history_goes_in_pieces_and_a_start_goes_on() {
    let mut house = House::new();
    let talk = house.anna_writes("the first περγαμηνή");
    let id = house.admin().conversation(talk)["contact"]["id"].as_str().unwrap().to_owned();
    let fill = format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
         INSERT INTO message (account_id, thread_id, conversation_id, direction, kind, body, status, author, created_at, status_at)
         SELECT m.account_id, m.thread_id, m.conversation_id, 'in', 'text', 'περγαμηνή ' || i, 'received', 'contact',
           m.created_at, m.created_at FROM n, message m WHERE m.conversation_id = {talk}"
    );
    house.appliance().app().store.write(move |tx| Ok(tx.execute(&fill, [])?)).unwrap();
    let begun = house.admin().post(&format!("/contacts/{id}/erase"), &Value::Null);
    assert_eq!((&begun.data()["total"], &begun.data()["done_at"]), (&json!(3_001), &Value::Null));
    let html = somebody(&house, "root", Role::Admin).get(&format!("/contacts/{id}")).html;
    assert!(html.contains("messages are gone") && html.contains("<progress"), "{html}");
    house.stop();
    house.start();
    for _ in 0..4 {
        house.run_jobs();
    }
    let told = house.admin().get(&format!("/contacts/{id}/erase"));
    assert_eq!((&told.data()["done"], told.data()["done_at"].is_string()), (&json!(3_001), true), "{told:?}");
    assert_eq!(stands(&house), Vec::<String>::new());
}

#[test]
fn what_twilio_does_not_delete_is_asked_for_a_day() {
    let house = House::new();
    let talk = house.anna_writes("περγαμηνή");
    let id = house.admin().conversation(talk)["contact"]["id"].as_str().unwrap().to_owned();
    house.twilio.be_busy(100_000, None);
    house.admin().post(&format!("/contacts/{id}/erase"), &json!({ "at_provider": true })).data();
    let told = || {
        house.run_jobs();
        house.admin().get(&format!("/contacts/{id}/erase")).data().clone()
    };
    assert_eq!(told()["done_at"], Value::Null);
    assert_eq!(stands(&house), Vec::<String>::new(), "here it is gone at once");
    house.clock.advance(Millis::hours(25));
    let end = told();
    assert_eq!((&end["kept_there"], end["done_at"].is_string()), (&json!(1), true), "{end}");
    assert_eq!(house.count(&format!("SELECT count(*) FROM address WHERE value = '{ANNA}'")), 0);
}
