//! The provider's sandbox: who takes part, and what is no work of anybody's.

use angelia::domain::time::Millis;
use serde_json::json;

use crate::support::{ANNA, BORIS, House, JOIN_CODE, PATIENCE, SANDBOX, eventually};

/// Somebody says a word to the sandbox, and it has arrived.
fn says(house: &House, who: &str, word: &str) {
    let before = house.count("SELECT count(*) FROM sandbox_fact");
    house.twilio.customer_writes(who, SANDBOX, word);
    eventually("the word arrives", || (house.count("SELECT count(*) FROM sandbox_fact") > before).then_some(()));
}

fn join() -> String {
    format!("join {JOIN_CODE}")
}

#[test]
fn joining_and_leaving_are_quiet_lines_and_nobodys_work() {
    let house = House::new();
    let api = house.admin();
    house.twilio.set_join_is_posted(true);
    says(&house, ANNA, &join());
    for table in ["conversation", "message"] {
        assert_eq!(house.count(&format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
    assert_eq!(house.count("SELECT count(*) FROM thread_event WHERE kind = 'sandbox_joined'"), 1);
    assert_eq!(house.count("SELECT count(*) FROM thread WHERE last_inbound_at IS NOT NULL"), 1, "the window is open");

    let conversation = house.writes(ANNA, SANDBOX, "is this on?");
    assert_eq!(api.conversation(conversation)["unread"], 1);
    assert_eq!(api.post(&format!("/conversations/{conversation}/close"), &json!({})).status, 200);
    // Neither opens it again.
    says(&house, ANNA, "stop");
    says(&house, ANNA, &join());
    assert_eq!(api.conversation(conversation)["state"], "closed");
    assert_eq!(house.count("SELECT count(*) FROM conversation"), 1);
    assert_eq!(house.count("SELECT count(*) FROM message"), 1);
    assert_eq!(house.count("SELECT count(*) FROM thread WHERE opted_out_at IS NULL"), 1, "who joins wants messages");
    let begun = api.post(&format!("/conversations/{conversation}/begin"), &json!({}));
    let begun: i64 = begun.data()["id"].as_str().unwrap().parse().unwrap();
    house.until_status(api.said(begun, "welcome back"), "delivered");
}

#[test]
fn a_word_that_is_posted_twice_or_found_later_counts_once() {
    let house = House::new();
    house.twilio.set_join_is_posted(true);
    house.twilio.set_inbound_twice(true);
    says(&house, ANNA, &join());
    assert!(house.twilio.wait_idle(PATIENCE));
    house.run_jobs();
    assert_eq!(house.count("SELECT count(*) FROM thread_event WHERE kind = 'sandbox_joined'"), 1);
    assert_eq!(house.count("SELECT count(*) FROM message"), 0);
}

#[test]
fn members_are_known_with_the_end_of_their_three_days() {
    let house = House::new();
    let api = house.admin();
    let number = house.count("SELECT id FROM number WHERE sandbox = 1");
    let members = || api.get(&format!("/numbers/{number}/members")).data().as_array().unwrap().clone();
    assert!(members().is_empty());
    house.twilio.set_join_is_posted(true);
    says(&house, ANNA, &join());
    // Boris joined before anybody listened.
    house.twilio.set_join_is_posted(false);
    house.twilio.customer_writes(BORIS, SANDBOX, &join());
    house.writes(BORIS, SANDBOX, "hello");
    let all = members();
    let of = |address: &str| all.iter().find(|member| member["contact"]["address"] == address).unwrap();
    assert_eq!((&of(ANNA)["member"], &of(ANNA)["exact"]), (&json!(true), &json!(true)));
    assert_eq!((&of(BORIS)["member"], &of(BORIS)["exact"]), (&json!(true), &json!(false)));
    house.clock.advance(Millis::days(3));
    let all = members();
    assert!(all.iter().all(|member| member["member"] == false && member["until"].is_string()), "{all:?}");
}

#[test]
fn who_is_not_in_the_sandbox_is_told_the_words_that_help() {
    let house = House::new();
    let api = house.admin();
    house.twilio.customer_writes(BORIS, SANDBOX, &join());
    let conversation = house.writes(BORIS, SANDBOX, "hello");
    house.clock.advance(Millis::days(3));
    let template = house.count("SELECT id FROM template WHERE name = 'sandbox_code'").to_string();
    let body = json!({ "template_id": template, "variables": {"1": "1234"} });
    let sent = api.post(&format!("/conversations/{conversation}/messages"), &body);
    let message: i64 = sent.id().parse().unwrap();
    house.until_status(message, "undelivered");
    let failed = api.messages(conversation).into_iter().find(|shown| shown["direction"] == "out").unwrap();
    assert_eq!(failed["error"]["code"], "63015");
    let remedy = failed["error"]["remedy"].as_str().unwrap();
    assert!(remedy.contains(&join()) && remedy.contains("+1 415 523 8886"), "{remedy}");
    assert_eq!(house.count("SELECT count(*) FROM sandbox_fact WHERE kind = 'refused'"), 1);
}

#[test]
fn only_the_three_templates_of_the_sandbox_reach_it() {
    let house = House::new();
    let api = house.admin();
    house.approve_template("own", "Hello {{1}}, all is well.", &["Anna"]);
    house.twilio.customer_writes(BORIS, SANDBOX, &join());
    let conversation = house.writes(BORIS, SANDBOX, "hello");
    house.clock.advance(Millis::hours(25));
    let id = |name: &str| house.count(&format!("SELECT id FROM template WHERE name = '{name}'")).to_string();
    let send = |conversation: i64, template: &str, variables: serde_json::Value| {
        let body = json!({ "template_id": id(template), "variables": variables });
        api.post(&format!("/conversations/{conversation}/messages"), &body)
    };
    assert_eq!(send(conversation, "own", json!({"1": "Boris"})).code(), "template_not_approved");
    let sent = send(conversation, "sandbox_appointment", json!({"1": "22 July", "2": "15:15"}));
    let message: i64 = sent.data()["id"].as_str().unwrap().parse().unwrap();
    house.until_status(message, "delivered");
    let shop = house.anna_writes("hello");
    let refused = send(shop, "sandbox_code", json!({"1": "1234"}));
    assert_eq!(refused.code(), "template_unknown");
    // Reading the provider's list, which does not have them, leaves them.
    assert_eq!(api.post("/templates/sync", &json!({})).status, 200);
    assert_eq!(house.count("SELECT count(*) FROM template WHERE sandbox = 1 AND status = 'approved'"), 3);
}
