//! A program does everything over HTTP: it connects, answers, follows what became of it, and reads why.

use angelia::domain::time::Millis;
use angelia::emulator::{Approval, FailAt, NewTemplate};
use serde_json::{Value, json};

use crate::support::{ACCOUNT_SID, House, PATIENCE, SHOP, eventually};

#[test]
fn the_same_call_again_gets_the_first_answer_even_after_the_ticks_moved() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    let path = format!("/conversations/{conversation}/messages");
    let key = [("Idempotency-Key", "order-2041")];
    let first = api.post_with(&path, &json!({ "text": "Good day" }), &key);
    assert_eq!(first.status, 201);
    house.until_status(first.id().parse().unwrap(), "delivered");
    let again = api.post_with(&path, &json!({ "text": "Good day" }), &key);
    assert_eq!((again.status, &again.body), (201, &first.body));
    let other = api.post_with(&path, &json!({ "text": "Good night" }), &key);
    assert_eq!((other.status, other.code()), (409, "key_reused"));
    let shown = api.get(&format!("/messages/{}", first.id()));
    assert_eq!((&shown.data()["status"], &shown.data()["error"]), (&json!("delivered"), &Value::Null));
    assert!(shown.data()["provider_sid"].as_str().unwrap().starts_with("SM"));
    assert_eq!(house.twilio.sent_count(), 1);
    // Another program's key of the same name is another key.
    assert_eq!(house.admin().post_with(&path, &json!({ "text": "Good night" }), &key).status, 201);
}

#[test]
fn a_failed_message_says_why_and_what_to_do() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    house.twilio.fail_next(63016, FailAt::Report);
    let message = api.said(conversation, "Good day");
    house.until_status(message, "undelivered");
    let error = api.messages(conversation).pop().unwrap()["error"].clone();
    assert_eq!(error["code"], "63016");
    for text in ["sentence", "remedy"] {
        assert!(error[text].as_str().unwrap().contains(' '), "{error}");
    }
    assert_eq!(api.conversation(conversation)["window"]["open"], false);
    assert_eq!(api.says(conversation, "once more").code(), "window_closed");
    let trace = api.get(&format!("/conversations/{conversation}/trace"));
    let kinds: Vec<&str> = trace.data().as_array().unwrap().iter().map(|line| line["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["opened", "routed", "window_refused"]);
}

#[test]
fn a_template_is_taken_over_by_its_sid_and_sent_after_the_window() {
    let house = House::new();
    let api = house.admin();
    let sid = house.twilio.add_template(
        ACCOUNT_SID,
        NewTemplate {
            name: "appointment".to_owned(),
            language: "el".to_owned(),
            types: json!({ "twilio/text": { "body": "Τα λέμε {{1}}." } }),
            variables: json!({ "1": "αύριο" }),
            category: "UTILITY".to_owned(),
            sid: String::new(),
            approval: Approval::Approved,
        },
    );
    let made = api.post("/templates", &json!({ "content_sid": sid }));
    assert_eq!(
        (made.status, &made.data()["name"], &made.data()["status"]),
        (201, &json!("appointment"), &json!("approved"))
    );
    assert_eq!((&made.data()["body"], &made.data()["variables"]), (&json!("Τα λέμε {{1}}."), &json!(["1"])));
    let unknown = api.post("/templates", &json!({ "content_sid": "HX00000000000000000000000000000000" }));
    assert_eq!((unknown.status, &unknown.body["error"]["field"]), (422, &json!("content_sid")));

    let conversation = house.anna_writes("hello");
    house.clock.advance(Millis::hours(25));
    let path = format!("/conversations/{conversation}/messages");
    let sent = api.post(&path, &json!({ "template_id": made.id(), "variables": { "1": "αύριο" } }));
    assert_eq!((sent.status, &sent.data()["text"]), (201, &json!("Τα λέμε αύριο.")));
    house.until_status(sent.id().parse().unwrap(), "delivered");

    house.twilio.set_suspended(ACCOUNT_SID, true);
    let refused = api.post("/templates/sync", &json!({}));
    assert!(matches!(refused.status, 422 | 503), "{refused:?}");
}

#[test]
fn a_numbers_health_shows_when_something_last_moved() {
    let house = House::new();
    let api = house.admin();
    let number = |field: &str| {
        let all = api.get("/numbers");
        let shop = all.data().as_array().unwrap().iter().find(|number| number["address"] == SHOP).unwrap().clone();
        let health = api.get(&format!("/numbers/{}/health", shop["id"].as_str().unwrap()));
        health.data()[field].clone()
    };
    assert_eq!(number("last_inbound_at"), Value::Null);
    let conversation = house.anna_writes("hello");
    let message = api.said(conversation, "Good day");
    house.until_status(message, "delivered");
    assert!(house.twilio.wait_idle(PATIENCE));
    for field in ["last_inbound_at", "last_sent_at", "last_status_at"] {
        eventually(field, || number(field).is_string().then_some(()));
    }
    assert_eq!((number("refused"), number("active")), (json!([]), json!(true)));
}

#[test]
fn roles_are_kept_apart_over_http_too() {
    let house = House::new();
    let conversation = house.anna_writes("hello");
    let agent = house.program("agent");
    assert_eq!(agent.says(conversation, "hello").code(), "not_assigned_to_you");
    let contact = agent.conversation(conversation)["contact"]["id"].as_str().unwrap().to_owned();
    let renamed = agent.patch(&format!("/contacts/{contact}"), &json!({ "name": "Anna of the mill" }));
    assert_eq!(renamed.data()["name"], "Anna of the mill");
    assert_eq!((agent.get("/accounts").status, agent.get("/accounts").code()), (403, "not_allowed"));
    let supervisor = house.program("supervisor");
    assert_eq!(supervisor.says(conversation, "hello").status, 201);
    assert_eq!(supervisor.conversation(conversation)["state"], "open");
    let stranger = crate::support::Api::with_token(house.url(), "nonsense");
    assert_eq!((stranger.get("/numbers").status, stranger.get("/numbers").code()), (401, "unauthorized"));
}
