//! Messages that leave at a chosen time: once, or not at all and said so.

use angelia::domain::time::{Millis, Timestamp};
use angelia::domain::user::Role;
use serde_json::json;

use crate::inbox::somebody;
use crate::support::{ANNA, House, Page, Person};

fn with_template(house: &House) -> i64 {
    house.approve_template("order_ready", "Hello {{1}}, order {{2}} is ready.", &["Maria", "2041"]);
    house.count("SELECT id FROM template WHERE name = 'order_ready'")
}

/// A time so far ahead, as the field of a form in UTC holds it.
fn ahead(house: &House, by: Millis) -> String {
    let at: Timestamp = house.clock.now() + by;
    at.to_string().chars().take(16).collect()
}

fn plans(person: &Person, template: i64, at: &str, key: &str) -> Page {
    let template = template.to_string();
    let form = [
        ("key", key),
        ("number", "1"),
        ("to", "+306900000001"),
        ("name", "Anna"),
        ("template", &template),
        ("shown", &template),
        ("v.1", "Anna"),
        ("v.2", "2041"),
        ("how", "phone"),
        ("given_on", "2026-01-02"),
        ("leaves", "later"),
        ("send_at", at),
    ];
    person.fills_in("/write", "/write", &form)
}

#[test]
fn it_leaves_once_when_its_time_has_come_and_goes_on_as_a_conversation() {
    let house = House::new();
    let template = with_template(&house);
    let nikos = somebody(&house, "nikos", Role::Agent);
    let at = ahead(&house, Millis::hours(2));
    for (at, sentence) in [
        (ahead(&house, Millis::hours(-1)), "This time has passed"),
        (ahead(&house, Millis::days(400)), "At most 365 days"),
        ("soon".to_owned(), "Choose a day and a time"),
    ] {
        let refused = plans(&nikos, template, &at, "wrong");
        assert!(refused.status == 422 && refused.html.contains(sentence), "{sentence}: {}", refused.html);
    }
    assert_eq!(house.count("SELECT count(*) FROM contact"), 0);
    for _ in 0..2 {
        assert_eq!(plans(&nikos, template, &at, "once").location, "/planned");
    }
    let page = nikos.get("/planned").html;
    assert!(page.contains("Hello Anna, order 2041 is ready.") && page.matches("Call it off").count() == 1, "{page}");
    assert_eq!(house.count("SELECT count(*) FROM conversation"), 0, "nothing begins before");

    house.clock.advance(Millis::hours(2));
    house.run_jobs();
    house.run_jobs();
    house.until_status(1, "delivered");
    assert_eq!(house.twilio.messages_to(ANNA).len(), 1);
    let mine = "SELECT count(*) FROM conversation c JOIN user u ON u.id = c.assignee_id
        WHERE c.state = 'active' AND u.name = 'nikos'";
    assert_eq!(house.count(mine), 1);
    let page = nikos.get("/planned").html;
    assert!(page.contains("href=\"/inbox/1\"") && !page.contains("Call it off"), "{page}");
}

#[test]
fn what_cannot_leave_is_told_to_whoever_planned_it() {
    let house = House::new();
    let template = with_template(&house);
    let (nikos, eleni) = (somebody(&house, "nikos", Role::Agent), somebody(&house, "eleni", Role::Agent));
    assert_eq!(plans(&nikos, template, &ahead(&house, Millis::hours(1)), "k").status, 303);
    house.anna_writes("I will write first");
    house.clock.advance(Millis::hours(1));
    house.run_jobs();
    assert_eq!(house.count("SELECT count(*) FROM message WHERE direction = 'out'"), 0);
    let inbox = nikos.get("/inbox").html;
    assert!(inbox.contains("A planned message did not leave."), "{inbox}");
    assert!(!eleni.get("/inbox").html.contains("did not leave"));
    let page = nikos.get("/planned").html;
    assert!(page.contains("somebody was at work with this contact"), "{page}");
    assert!(!eleni.get("/planned").html.contains("order 2041"), "an agent sees only what is theirs");
    assert_eq!(eleni.fills_in("/planned", "/planned/1/seen", &[]).status, 404);
    assert_eq!(nikos.fills_in("/planned", "/planned/1/seen", &[]).status, 303);
    assert!(!nikos.get("/inbox").html.contains("did not leave"));
}

#[test]
fn it_is_called_off_by_whoever_planned_it_or_a_supervisor() {
    let house = House::new();
    let template = with_template(&house);
    let nikos = somebody(&house, "nikos", Role::Agent);
    let (eleni, ada) = (somebody(&house, "eleni", Role::Supervisor), somebody(&house, "sofia", Role::Agent));
    assert_eq!(plans(&nikos, template, &ahead(&house, Millis::hours(1)), "k").status, 303);
    assert_eq!(ada.fills_in("/planned", "/planned/1/cancel", &[]).status, 404);
    assert!(eleni.get("/planned").html.contains("order 2041"));
    for _ in 0..2 {
        assert_eq!(eleni.fills_in("/planned", "/planned/1/cancel", &[]).location, "/planned");
    }
    house.clock.advance(Millis::hours(3));
    house.run_jobs();
    assert_eq!(house.count("SELECT count(*) FROM message"), 0);
    assert_eq!(house.count("SELECT count(*) FROM audit WHERE action LIKE 'planned_message.%'"), 2);
}

#[test]
fn a_program_plans_and_somebody_who_left_sends_nothing() {
    let house = House::new();
    let template = with_template(&house);
    let (admin, agent) = (house.admin(), house.program("agent"));
    let at = (house.clock.now() + Millis::hours(1)).to_string();
    let message = json!({ "number_id": "1", "to": ANNA, "template_id": template.to_string(),
        "variables": { "1": "Anna", "2": "7" }, "opt_in": { "how": "paper", "at": "2026-01-02T10:00:00Z" } });
    let body = json!({ "send_at": at, "message": message });
    let planned = admin.post("/planned-messages", &body);
    assert_eq!((planned.status, &planned.data()["state"]), (201, &json!("planned")), "{planned:?}");
    assert_eq!(planned.data()["send_at"], at);
    assert_eq!(agent.get("/planned-messages").data().as_array().unwrap().len(), 0);
    assert_eq!(agent.get("/planned-messages/1").code(), "not_found");
    let past = admin.post("/planned-messages", &json!({ "send_at": "2020-01-01T00:00:00Z", "message": message }));
    assert_eq!((past.status, past.body["error"]["field"].as_str()), (422, Some("send_at")));
    let second = admin.post("/planned-messages", &body).id();
    assert_eq!(admin.post(&format!("/planned-messages/{second}/cancel"), &json!({})).data()["state"], "cancelled");

    let nikos = somebody(&house, "nikos", Role::Agent);
    assert_eq!(plans(&nikos, template, &ahead(&house, Millis::minutes(61)), "k").status, 303);
    let gone = "UPDATE user SET active = 0 WHERE name = 'nikos'";
    house.appliance().app().store.write(move |tx| Ok(tx.execute_batch(gone)?)).unwrap();
    house.clock.advance(Millis::hours(2));
    house.run_jobs();
    house.until_status(1, "delivered");
    let sent = admin.get("/planned-messages/1");
    assert_eq!((sent.data()["state"].as_str(), sent.data()["message_id"].as_str()), (Some("sent"), Some("1")));
    let refused = admin.get("/planned-messages/3");
    assert_eq!(refused.data()["error"]["code"], "planner_gone");
    assert_eq!(house.count("SELECT count(*) FROM message"), 1);
}
