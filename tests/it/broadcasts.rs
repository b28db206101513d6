//! Broadcasts: checked row by row, sent once each, paused and cancelled, answered as ordinary conversations.

use angelia::domain::time::Millis;
use angelia::domain::user::Role;
use serde_json::json;

use crate::inbox::somebody;
use crate::support::{ANNA, BORIS, House, Page, Person, SHOP, eventually};

pub fn with_template(house: &House) -> i64 {
    house.approve_template("order_ready", "Hello {{1}}, order {{2}} is ready.", &["Maria", "2041"]);
    house.count("SELECT id FROM template WHERE name = 'order_ready'")
}

/// A supervisor brings a list.
pub fn brings(person: &Person, template: i64, list: &[u8]) -> Page {
    let choice = format!("1:{template}");
    person.brings("/broadcasts/new", &[("name", "November"), ("template", &choice), ("key", "k")], list)
}

pub const COLUMNS: [(&str, &str); 9] = [
    ("number", "phone"),
    ("name", "name"),
    ("from.1", ""),
    ("text.1", "{{contact.first_name|there}}"),
    ("from.2", "order"),
    ("text.2", ""),
    ("how", "web_form"),
    ("given_on", "2026-01-02"),
    ("words", "shop.example"),
];

pub fn checks(person: &Person, fields: &[(&str, &str)]) -> Page {
    person.fills_in("/broadcasts/1", "/broadcasts/1/check", fields)
}

pub fn presses(person: &Person, verb: &str) -> Page {
    person.fills_in("/broadcasts/1", &format!("/broadcasts/1/{verb}"), &[])
}

pub fn until_done(house: &House) {
    eventually("the broadcast is done", || {
        house.run_jobs();
        (house.count("SELECT count(*) FROM broadcast WHERE state = 'done'") == 1).then_some(())
    });
}

/// A list of so many rows, each another number.
fn long_list(rows: usize) -> String {
    let rows: String = (0..rows).map(|n| format!("+3069100{n:05},Name {n},{n}\n")).collect();
    format!("phone,name,order\n{rows}")
}

#[test]
fn a_list_is_checked_sent_and_answered() {
    let house = House::new();
    let template = with_template(&house);
    let (eleni, nikos) = (somebody(&house, "eleni", Role::Supervisor), somebody(&house, "nikos", Role::Agent));
    assert_eq!(nikos.get("/broadcasts").status, 403);
    house.twilio.add_customer("Stop", "whatsapp:+306900000003", None);
    house.writes("whatsapp:+306900000003", SHOP, "hello");
    let stopped = "UPDATE thread SET opted_out_at = 1";
    house.appliance().app().store.write(move |tx| Ok(tx.execute_batch(stopped)?)).unwrap();
    let list = "phone;name;order\n+30 690 000 0001;Anna;7\n6900000009;Zoe;8\n+306900000001;Anna again;9\n\
        +306900000003;Stop;10\n+306900000002;=Boris;11\n+306900000005;Empty;\n";
    let made = brings(&eleni, template, list.as_bytes());
    assert_eq!((made.status, made.location.as_str()), (303, "/broadcasts/1"), "{}", made.html);
    assert_eq!(brings(&eleni, template, list.as_bytes()).location, "/broadcasts/1", "once");
    let page = eleni.get("/broadcasts/1").html;
    assert!(page.contains("Check the list") && page.contains("<option value=\"phone\" selected>"), "{page}");

    let wrong = checks(&eleni, &[("number", "phone"), ("from.1", ""), ("text.1", "{{contact.nmae}}"), ("from.2", "")]);
    assert!(wrong.status == 422 && wrong.html.contains("Did you mean “contact.name”?"), "{}", wrong.html);
    assert!(wrong.html.contains("Say what goes into field 2"), "{}", wrong.html);
    assert_eq!(house.count("SELECT count(*) FROM broadcast_row"), 0);
    assert_eq!(checks(&eleni, &COLUMNS).location, "/broadcasts/1");
    let page = eleni.get("/broadcasts/1").html;
    for part in [
        "Send to 2 people",
        "Hello Anna, order 7 is ready.",
        "This is not a phone number. It begins with +",
        "This number stands in row 2 already",
        "This contact wrote STOP",
        "Field 2 is empty",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert_eq!(house.count("SELECT count(*) FROM outbox"), 0, "nothing before it is confirmed");
    assert_eq!(house.count("SELECT count(*) FROM contact"), 1);

    for _ in 0..2 {
        assert_eq!(presses(&eleni, "confirm").location, "/broadcasts/1");
    }
    until_done(&house);
    assert_eq!((house.twilio.messages_to(ANNA).len(), house.twilio.messages_to(BORIS).len()), (1, 1));
    let quiet = "SELECT count(*) FROM conversation WHERE state = 'closed' AND quiet = 1";
    assert_eq!(house.count(quiet), 2);
    assert_eq!(house.count("SELECT count(*) FROM opt_in WHERE how = 'web_form'"), 2);
    for view in ["?view=open", "?view=all", "?view=closed"] {
        assert!(!nikos.get(&format!("/inbox{view}")).html.contains("order 7"), "{view}");
    }
    eventually("all is reported", || {
        (house.count("SELECT count(*) FROM message WHERE status = 'delivered'") >= 2).then_some(())
    });

    let conversation = house.anna_writes("Thank you!");
    let page = nikos.get(&format!("/inbox/{conversation}")).html;
    assert!(page.contains("order 7 is ready") && page.contains("Thank you!"), "{page}");
    assert!(nikos.get("/inbox?view=open").html.contains("Thank you!"));
    let file = eleni.get("/broadcasts/1/result");
    assert!(file.header("content-disposition").contains("broadcast-1.csv"));
    let lines: Vec<&str> = file.html.lines().collect();
    assert_eq!(lines[0], "\u{feff}row,number,status,error,time");
    assert!(lines[1].starts_with("2,'+30 690 000 0001,delivered,,"), "{}", file.html);
    assert!(lines[2].contains("not sent") && lines[2].contains("not a phone number"), "{}", file.html);
    assert_eq!(lines.len(), 7);
    let acts = "SELECT count(DISTINCT action) FROM audit WHERE action IN
        ('broadcast.created', 'broadcast.checked', 'broadcast.started')";
    assert_eq!(house.count(acts), 3);
}

#[test]
fn a_file_that_cannot_be_read_names_row_and_column_and_leaves_nothing() {
    let house = House::new();
    let template = with_template(&house);
    let eleni = somebody(&house, "eleni", Role::Supervisor);
    for (list, sentence) in [
        (b"phone,name\n+306900000001,Caf\xe9\n".to_vec(), "Row 2, column “name”: a letter there is not UTF-8"),
        (b"phone,name\n+306900000001\n".to_vec(), "Row 2 has 1 cells instead of 2"),
        (b"phone,name\n+306900000001,\"x\n".to_vec(), "In row 2 a quotation mark opens"),
        (b"phone,,name\n1,2,3\n".to_vec(), "Column 2 has no name"),
        (b"phone,Phone\n1,2\n".to_vec(), "stands there twice"),
        (b"\xff\xfep".to_vec(), "UTF-16"),
        (b"".to_vec(), "There is nothing in this file"),
        (b"phone\n".to_vec(), "there is no row"),
        (long_list(1_001).into_bytes(), "more than 1,000 rows"),
    ] {
        let page = brings(&eleni, template, &list);
        assert!(page.status == 422 && page.html.contains(sentence), "{sentence}: {}", page.html);
        assert!(page.html.contains("value=\"November\""), "what was typed stays");
    }
    let other = eleni.brings("/broadcasts/new", &[("name", "x"), ("template", "1:99")], b"+306900000001\n");
    assert!(other.status == 422 && other.html.contains("belongs to another account"), "{}", other.html);
    assert_eq!(house.count("SELECT count(*) FROM broadcast"), 0);
    let pasted = [("name", "x"), ("template", &*format!("1:{template}")), ("pasted", "+306900000001\n+306900000002")];
    assert_eq!(eleni.brings("/broadcasts/new", &pasted, b"").location, "/broadcasts/1");
    let refused = checks(&eleni, &[("number", "gone"), ("from.1", "number"), ("from.2", "number")]);
    assert!(refused.status == 422 && refused.html.contains("The list has no column “gone”"), "{}", refused.html);
}

#[test]
fn it_is_paused_resumed_and_survives_a_restart_and_nobody_is_written_to_twice() {
    let mut house = House::new();
    let template = with_template(&house);
    let eleni = somebody(&house, "eleni", Role::Supervisor);
    assert_eq!(brings(&eleni, template, long_list(70).as_bytes()).status, 303);
    assert_eq!(checks(&eleni, &COLUMNS).status, 303);
    // Twilio is slow to take them, so that some are still to come whatever the clock does.
    house.twilio.be_busy(200, Some(1));
    presses(&eleni, "confirm");
    house.run_jobs();
    assert_eq!(presses(&eleni, "pause").status, 303);
    let released = house.count("SELECT count(*) FROM broadcast_row WHERE state = 'released'");
    assert!((1..=20).contains(&released), "{released}: only a portion");
    house.run_jobs();
    assert_eq!(house.count("SELECT count(*) FROM broadcast_row WHERE state = 'released'"), released);
    assert!(eleni.get("/broadcasts/1").html.contains("Go on"));
    house.stop();
    house.start();
    let eleni = Person::signed_in(house.url(), "eleni@example.org", "olives and thyme");
    house.twilio.be_busy(0, None);
    assert_eq!(presses(&eleni, "resume").status, 303);
    eventually("the broadcast is done", || {
        house.clock.advance(Millis::seconds(2));
        house.run_jobs();
        (house.count("SELECT count(*) FROM broadcast WHERE state = 'done'") == 1).then_some(())
    });
    assert_eq!(house.count("SELECT count(*) FROM message WHERE direction = 'out'"), 70);
    assert_eq!(house.count("SELECT count(DISTINCT thread_id) FROM message WHERE direction = 'out'"), 70);
    for n in [0, 35, 69] {
        assert_eq!(house.twilio.messages_to(&format!("whatsapp:+3069100{n:05}")).len(), 1, "{n}");
    }
}

#[test]
fn a_cancel_counts_at_once_and_what_concerns_all_pauses_it() {
    let house = House::new();
    let template = with_template(&house);
    let eleni = somebody(&house, "eleni", Role::Supervisor);
    brings(&eleni, template, long_list(60).as_bytes());
    checks(&eleni, &COLUMNS);
    house.twilio.be_busy(200, Some(1));
    let stop = "UPDATE template SET status = 'paused' WHERE name = 'order_ready'";
    house.appliance().app().store.write(move |tx| Ok(tx.execute_batch(stop)?)).unwrap();
    presses(&eleni, "confirm");
    eventually("it pauses by itself", || {
        house.run_jobs();
        (house.count("SELECT count(*) FROM broadcast WHERE state = 'paused'") == 1).then_some(())
    });
    assert_eq!(house.count("SELECT count(*) FROM broadcast_row WHERE state = 'ready'"), 60, "no row is lost");
    assert_eq!(house.count("SELECT count(*) FROM contact"), 0, "and nothing half-written");
    let page = eleni.get("/broadcasts/1").html;
    assert!(page.contains("no longer approved") && page.contains("Nothing was lost"), "{page}");
    let again = "UPDATE template SET status = 'approved' WHERE name = 'order_ready'";
    house.appliance().app().store.write(move |tx| Ok(tx.execute_batch(again)?)).unwrap();
    presses(&eleni, "resume");
    house.run_jobs();
    presses(&eleni, "cancel");
    let released = house.count("SELECT count(*) FROM broadcast_row WHERE state = 'released'");
    house.run_jobs();
    assert_eq!(house.count("SELECT count(*) FROM broadcast_row WHERE state = 'released'"), released);
    assert!(released < 60);
    assert!(eleni.get("/broadcasts/1/result").html.contains(",cancelled,"));
    assert_eq!(presses(&eleni, "resume").status, 303, "refused with a sentence");
    assert_eq!(house.count("SELECT count(*) FROM broadcast WHERE state = 'cancelled'"), 1);
}

#[test]
fn a_program_can_do_what_the_pages_can() {
    let house = House::new();
    let template = with_template(&house);
    let (admin, agent) = (house.admin(), house.program("agent"));
    let body = json!({ "name": "November", "number_id": "1", "template_id": template.to_string(),
        "columns": { "number": "phone" }, "variables": { "1": { "text": "friend" }, "2": { "column": "order" } },
        "opt_in": { "how": "paper", "at": "2026-01-02T10:00:00Z" } });
    assert_eq!(agent.post("/broadcasts", &body).code(), "not_allowed");
    let made = admin.post_with("/broadcasts", &body, &[("Idempotency-Key", "k")]);
    assert_eq!((made.status, &made.data()["state"]), (201, &json!("draft")), "{made:?}");
    assert_eq!(admin.post_with("/broadcasts", &body, &[("Idempotency-Key", "k")]).id(), "1");
    assert_eq!(admin.post("/broadcasts/1/start", &json!({})).code(), "not_now");
    let list = format!("phone,order\n{ANNA},7\nnobody,8\n").replace("whatsapp:", "");
    let checked = admin.put_csv("/broadcasts/1/list", list.as_bytes());
    assert_eq!(
        (&checked.data()["state"], &checked.data()["counts"]["ready"]),
        (&json!("checked"), &json!(1)),
        "{checked:?}"
    );
    let many = admin.put_csv("/broadcasts/1/list", long_list(1_001).as_bytes());
    assert_eq!((many.status, many.body["error"]["field"].as_str()), (422, Some("file")));
    let rows = admin.get("/broadcasts/1/rows");
    assert_eq!((&rows.data()[0]["status"], &rows.data()[1]["error"]["code"]), (&json!("waiting"), &json!("number")));

    let past = admin.post("/broadcasts/1/start", &json!({ "send_at": "2020-01-01T00:00:00Z" }));
    assert_eq!(past.body["error"]["field"], "send_at");
    let at = (house.clock.now() + Millis::hours(1)).to_string();
    let scheduled = admin.post("/broadcasts/1/start", &json!({ "send_at": at }));
    assert_eq!((&scheduled.data()["state"], &scheduled.data()["send_at"]), (&json!("scheduled"), &json!(at)));
    assert_eq!(admin.post("/broadcasts/1/unschedule", &json!({})).data()["state"], "checked");
    assert_eq!(admin.post("/broadcasts/1/start", &json!({ "send_at": at })).data()["state"], "scheduled");
    house.run_jobs();
    assert_eq!(house.count("SELECT count(*) FROM message"), 0);
    house.clock.advance(Millis::hours(1));
    until_done(&house);
    assert_eq!(house.twilio.messages_to(ANNA).len(), 1);
    assert_eq!(admin.get("/broadcasts").data()[0]["counts"]["wrong"], 1);
    let file = admin.get("/broadcasts/1/result").body;
    assert!(file.as_str().unwrap().contains("3,nobody,wrong,This is not a phone number"), "{file}");
    assert_eq!(admin.post("/broadcasts/1/cancel", &json!({})).code(), "not_now");
}
