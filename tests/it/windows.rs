//! The 24 hours: they end, they come back, and nothing that WhatsApp would refuse can be sent.

use angelia::domain::time::Millis;
use angelia::emulator::{Approval, ApprovalShape, FailAt, NewTemplate};
use serde_json::json;

use crate::support::{ACCOUNT_SID, House, PATIENCE, eventually};

fn with_template(house: &House) -> String {
    house.twilio.add_template(
        ACCOUNT_SID,
        NewTemplate {
            name: "order_ready".to_owned(),
            language: "en".to_owned(),
            types: json!({ "twilio/text": { "body": "Hello {{1}}, order {{2}} is ready." } }),
            variables: json!({ "1": "Anna", "2": "2041" }),
            category: "UTILITY".to_owned(),
            sid: String::new(),
            approval: Approval::Approved,
        },
    );
    let api = house.admin();
    assert_eq!(api.post("/templates/sync", &json!({})).status, 200);
    api.get("/templates").data()[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn the_window_ends_and_only_a_template_goes_out_until_the_contact_writes() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    house.clock.advance(Millis::hours(23));
    house.until_status(api.said(conversation, "in time"), "delivered");

    house.clock.advance(Millis::hours(1));
    let refused = api.says(conversation, "too late");
    assert_eq!((refused.status, refused.code()), (422, "window_closed"));
    assert_eq!(api.conversation(conversation)["window"]["open"], false);

    let template = with_template(&house);
    let wanted = json!({ "template_id": template, "variables": { "1": "Anna", "2": "2041" } });
    let sent = api.post(&format!("/conversations/{conversation}/messages"), &wanted);
    house.until_status(sent.id().parse().unwrap(), "delivered");
    let last = house.twilio.sent().pop().unwrap();
    assert!(last.content_sid.is_some());
    assert_eq!(api.messages(conversation).last().unwrap()["text"], "Hello Anna, order 2041 is ready.");
    assert_eq!(api.says(conversation, "a template opens nothing").code(), "window_closed");

    house.anna_writes("thanks");
    assert_eq!(api.conversation(conversation)["window"]["open"], true);
    house.until_status(api.said(conversation, "you are welcome"), "delivered");
}

#[test]
fn the_end_is_told_once_with_a_quiet_line() {
    let house = House::new();
    house.anna_writes("hello");
    house.clock.advance(Millis::days(2));
    house.run_jobs();
    house.run_jobs();
    assert_eq!(house.count("SELECT count(*) FROM thread_event WHERE kind = 'window_closed'"), 1);
    house.anna_writes("again");
    house.clock.advance(Millis::days(2));
    house.run_jobs();
    assert_eq!(house.count("SELECT count(*) FROM thread_event WHERE kind = 'window_closed'"), 2);
}

#[test]
fn when_the_provider_says_closed_it_is_closed() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    house.twilio.fail_next(63016, FailAt::Report);
    let message = api.said(conversation, "refused on the way");
    house.until_status(message, "undelivered");
    let failed = api.messages(conversation).pop().unwrap();
    assert_eq!(failed["error"]["code"], "63016");
    assert!(!failed["error"]["sentence"].as_str().unwrap().is_empty());
    assert!(!failed["error"]["remedy"].as_str().unwrap().is_empty());
    assert_eq!(api.conversation(conversation)["window"]["open"], false);
    assert_eq!(api.says(conversation, "again").code(), "window_closed");
    assert_eq!(house.count("SELECT count(*) FROM thread_event WHERE kind = 'window_refused'"), 1);
    house.clock.advance(Millis::seconds(1));
    house.anna_writes("I am here");
    house.until_status(api.said(conversation, "good"), "delivered");
}

#[test]
fn a_refusal_of_an_older_message_does_not_close_a_newer_window() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    house.twilio.hold_reports();
    house.twilio.fail_next(63016, FailAt::Report);
    let message = api.said(conversation, "on its way");
    eventually("it was handed over", || (house.twilio.sent_count() == 1).then_some(()));
    house.until_status(message, "queued");
    house.clock.advance(Millis::seconds(5));
    house.anna_writes("still here");
    house.twilio.release_reports();
    house.until_status(message, "undelivered");
    assert_eq!(api.conversation(conversation)["window"]["open"], true);
}

#[test]
fn a_refusal_that_is_written_before_a_message_read_earlier_does_not_outlast_it() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    house.twilio.hold_reports();
    house.twilio.fail_next(63016, FailAt::Report);
    let message = api.said(conversation, "on its way");
    eventually("it was handed over", || (house.twilio.sent_count() == 1).then_some(()));
    house.until_status(message, "queued");
    house.clock.advance(Millis::seconds(20));
    house.twilio.release_reports();
    house.until_status(message, "undelivered");
    assert_eq!(api.conversation(conversation)["window"]["open"], false);
    house.clock.advance(Millis::seconds(-10));
    house.anna_writes("still here");
    assert_eq!(api.conversation(conversation)["window"]["open"], true);
}

#[test]
fn a_refusal_counts_from_when_the_message_left_not_from_when_it_was_written() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    house.twilio.be_busy(1, Some(600));
    let message = api.said(conversation, "waits here");
    let throttled = "SELECT count(*) FROM attempt WHERE outcome = 'throttled'";
    eventually("it was put off", || (house.count(throttled) == 1).then_some(()));
    house.anna_writes("still here");
    house.twilio.fail_next(63016, FailAt::Answer);
    house.clock.advance(Millis::minutes(11));
    house.until_status(message, "failed");
    // Nobody wrote since it left: the provider is right.
    assert_eq!(api.conversation(conversation)["window"]["open"], false);
}

#[test]
fn a_message_that_waited_past_the_end_is_not_handed_over() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    house.twilio.be_unreachable(angelia::emulator::Outage::Answers503, PATIENCE);
    let message = api.said(conversation, "waits");
    let tried = "SELECT count(*) FROM attempt WHERE ended_at IS NOT NULL";
    eventually("it was tried", || (house.count(tried) > 0).then_some(()));
    house.clock.advance(Millis::days(1));
    house.twilio.be_reachable();
    house.until_status(message, "failed");
    assert_eq!(api.messages(conversation).pop().unwrap()["error"]["code"], "window_closed");
    assert_eq!(house.twilio.sent_count(), 0);
}

#[test]
fn variables_and_approval_are_checked_before_anything_is_written() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    let template = with_template(&house);
    let path = format!("/conversations/{conversation}/messages");
    for (variables, field) in [
        (json!({ "1": "Anna" }), "variables.2"),
        (json!({ "1": "Anna", "2": " " }), "variables.2"),
        (json!({ "1": "A\nB", "2": "x" }), "variables.1"),
        (json!({ "1": "A", "2": "x", "3": "y" }), "variables.3"),
    ] {
        let refused = api.post(&path, &json!({ "template_id": template, "variables": variables }));
        assert_eq!((refused.status, refused.code()), (422, "variable_invalid"), "{variables}");
        assert_eq!(refused.body["error"]["field"], field);
    }
    let sid = house.twilio.add_template(
        ACCOUNT_SID,
        NewTemplate {
            name: "rejected".to_owned(),
            language: "en".to_owned(),
            types: json!({ "twilio/text": { "body": "Buy now" } }),
            variables: json!({}),
            category: "MARKETING".to_owned(),
            sid: String::new(),
            approval: Approval::Rejected,
        },
    );
    api.post("/templates/sync", &json!({}));
    let all = api.get("/templates");
    let rejected = all.data().as_array().unwrap().iter().find(|t| t["content_sid"] == sid.as_str()).unwrap();
    assert_eq!(rejected["status"], "rejected");
    let refused = api.post(&path, &json!({ "template_id": rejected["id"], "variables": {} }));
    assert_eq!(refused.code(), "template_not_approved");
    assert_eq!(house.count("SELECT count(*) FROM message WHERE direction = 'out'"), 0);
    assert_eq!(house.count("SELECT count(*) FROM outbox"), 0);
}

#[test]
fn templates_are_read_over_all_pages_and_in_both_shapes_of_approval() {
    let house = House::new();
    let api = house.admin();
    let add = |name: String, approval| {
        house.twilio.add_template(
            ACCOUNT_SID,
            NewTemplate {
                name,
                language: "el".to_owned(),
                types: json!({ "twilio/text": { "body": "Καλημέρα" } }),
                variables: json!({}),
                category: "UTILITY".to_owned(),
                sid: String::new(),
                approval,
            },
        )
    };
    // One page more than the provider puts into an answer.
    for n in 0..501 {
        add(format!("hello_{n}"), Approval::Approved);
    }
    let (judged, paused) = (add("judged".to_owned(), Approval::Pending), add("paused".to_owned(), Approval::Paused));
    let count =
        |status: &str| house.count(&format!("SELECT count(*) FROM template WHERE sandbox = 0 AND status = '{status}'"));
    for shape in [ApprovalShape::Flat, ApprovalShape::Nested] {
        house.twilio.set_approval_shape(shape);
        assert_eq!(api.post("/templates/sync", &json!({})).status, 200);
        assert_eq!((count("approved"), count("pending"), count("paused")), (501, 1, 1), "{shape:?}");
    }
    // What WhatsApp decides is seen without anybody asking.
    house.twilio.set_approval(&judged, Approval::Approved, "");
    house.twilio.set_approval(&paused, Approval::Disabled, "");
    house.run_jobs();
    assert_eq!((count("approved"), count("pending"), count("disabled")), (502, 0, 1));
}
