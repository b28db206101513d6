//! What became of a conversation: asked at its end, required where a workstream says so, kept when the list changes.

use serde_json::{Value, json};

use crate::support::{Api, House, Person};

const OUTCOMES: &str = "/workstreams/1/outcomes";

/// The ids of the outcomes that the workstream has then.
fn offers(admin: &Api, names: &[&str], required: bool) -> Vec<String> {
    let outcomes: Vec<Value> = names.iter().map(|name| json!({ "name": name, "category": "Orders" })).collect();
    let answer = admin.put(OUTCOMES, &json!({ "outcomes": outcomes, "required": required }));
    let ids = answer.data()["outcomes"].as_array().unwrap().iter();
    ids.map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

fn nikos(house: &House) -> Person {
    house.hire("First", "admin");
    let (email, password) = house.hire("Nikos", "agent");
    Person::signed_in(house.url(), &email, &password)
}

fn names(conversation: &Value) -> Vec<&str> {
    conversation["outcomes"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
}

#[test]
fn an_agent_says_at_the_end_what_became_of_it() {
    let house = House::new();
    let (admin, nikos) = (house.admin(), nikos(&house));
    let id = house.anna_writes("two tins please");
    nikos.fills_in("/inbox/1", "/inbox/1/take", &[]);
    assert!(nikos.get("/inbox/1").html.contains("action=\"/inbox/1/end"), "without a list nobody is asked");
    let ids = offers(&admin, &["Sold", "Question answered"], true);
    let page = nikos.get("/inbox/1");
    assert!(!page.html.contains("action=\"/inbox/1/end") && page.html.contains("data-dialog=\"end-form\""));
    let refused = nikos.fills_in("/inbox/1/end", "/inbox/1/end", &[("asked", "1")]);
    assert_eq!(refused.status, 422);
    assert!(refused.html.contains("Say what became of it"), "{}", refused.html);
    assert_eq!(admin.conversation(id)["state"], "active", "nothing has happened");
    let ended = nikos.fills_in("/inbox/1/end", "/inbox/1/end", &[("asked", "1"), ("outcomes", &ids[0])]);
    assert_eq!((ended.status, ended.location.as_str()), (303, "/inbox/1"));
    let after = admin.conversation(id);
    assert_eq!((&after["state"], names(&after)), (&json!("wrap_up"), vec!["Sold"]));
    // It can be corrected while it is wrapped up, and closing asks no more.
    let both = [("asked", "1"), ("outcomes", ids[0].as_str()), ("outcomes", ids[1].as_str())];
    assert_eq!(nikos.fills_in("/inbox/1", "/inbox/1/outcomes", &both).status, 303);
    let none = nikos.fills_in("/inbox/1", "/inbox/1/outcomes", &[("asked", "1")]);
    assert_eq!(none.status, 422, "what is over keeps one");
    assert_eq!(nikos.fills_in("/inbox/1", "/inbox/1/close", &[]).status, 303);
    let after = admin.conversation(id);
    assert_eq!((&after["state"], names(&after)), (&json!("closed"), vec!["Sold", "Question answered"]));
}

#[test]
fn what_is_taken_out_of_hands_is_not_asked() {
    let house = House::new();
    let (admin, nikos) = (house.admin(), nikos(&house));
    offers(&admin, &["Sold"], true);
    let nobodys = house.anna_writes("hello");
    admin.post(&format!("/conversations/{nobodys}/close"), &json!({})).data();
    let id = house.anna_writes("hello again");
    nikos.fills_in(&format!("/inbox/{id}"), &format!("/inbox/{id}/take"), &[]);
    let forced = admin.post(&format!("/conversations/{id}/close"), &json!({}));
    assert_eq!(forced.data()["close_reason"], "forced");
}

#[test]
fn programs_say_it_too_and_wrong_ones_are_refused() {
    let house = House::new();
    let admin = house.admin();
    let id = house.anna_writes("hello");
    let ids = offers(&admin, &["Sold", "Complaint", "Nothing"], false);
    let path = format!("/conversations/{id}");
    let say = |ids: Value| admin.patch(&path, &json!({ "outcomes": ids }));
    assert_eq!(names(say(json!([ids[1], ids[0], ids[0]])).data()), ["Sold", "Complaint"], "each once, in order");
    assert_eq!(say(json!(ids)).body["error"]["field"], "outcomes", "two at most");
    assert_eq!(say(json!(["999"])).status, 422);
    assert_eq!(say(json!(["x"])).status, 422);
    assert_eq!(names(&admin.conversation(id)).len(), 2, "nothing is half written");
    let closed = admin.post(&format!("{path}/close"), &json!({ "outcomes": [ids[2]] }));
    assert_eq!(names(closed.data()), ["Nothing"]);
    assert_eq!(admin.post(&format!("{path}/close"), &json!({ "outcome": [] })).status, 400, "a misspelt field");
}

#[test]
fn a_list_is_checked_and_what_was_chosen_outlives_it() {
    let house = House::new();
    let admin = house.admin();
    let id = house.anna_writes("hello");
    let ids = offers(&admin, &["Sold", "Complaint"], false);
    admin.patch(&format!("/conversations/{id}"), &json!({ "outcomes": [ids[0]] })).data();
    let wrong = |body: Value| {
        let answer = admin.put(OUTCOMES, &body);
        (answer.status, answer.body["error"]["field"].clone())
    };
    let named = |name: &str| json!({ "name": name });
    assert_eq!(wrong(json!({ "outcomes": [named("Sold"), named("SOLD")] })), (422, json!("outcomes")));
    assert_eq!(wrong(json!({ "outcomes": [named(&"x".repeat(61))] })), (422, json!("outcomes")));
    assert_eq!(wrong(json!({ "outcomes": [], "required": true })), (422, json!("outcomes")));
    assert_eq!(wrong(json!({ "outcomes": [named("a")], "max": 13 })), (422, json!("max")));
    assert_eq!(wrong(json!({ "outcomes": [{ "id": "99", "name": "a" }] })), (422, json!("outcomes")));
    assert_eq!(wrong(json!({})), (422, json!("outcomes")));
    // One is renamed, the other goes.
    let renamed = admin.put(OUTCOMES, &json!({ "outcomes": [{ "id": ids[1], "name": "Trouble" }] }));
    assert_eq!(renamed.data()["outcomes"].as_array().unwrap().len(), 1);
    assert_eq!(names(&admin.conversation(id)), ["Sold"], "who has it keeps it");
    let audit = "SELECT count(*) FROM audit WHERE action = 'workstream.outcomes_changed'";
    assert_eq!(house.count(audit), 2, "and what changed nothing is not told");
}

#[test]
fn an_admin_writes_the_list_on_a_page() {
    let house = House::new();
    let (email, password) = house.hire("Maria", "admin");
    let maria = Person::signed_in(house.url(), &email, &password);
    let page = "/admin/workstreams/1/outcomes";
    let rows = [("row", ""), ("name", "Sold"), ("category", ""), ("row", ""), ("name", "Lost"), ("category", "Orders")];
    let with = |more: &[(&'static str, &'static str)]| [rows.as_slice(), more].concat();
    let moved = maria.fills_in(page, page, &with(&[("max", "3"), ("up", "1")]));
    assert_eq!(moved.status, 200);
    assert!(moved.html.find("value=\"Lost\"") < moved.html.find("value=\"Sold\""), "shown, and not saved");
    assert_eq!(house.count("SELECT count(*) FROM outcome"), 0);
    let saved = maria.fills_in(page, page, &with(&[("max", "3"), ("required", "1")]));
    assert_eq!((saved.status, saved.location.as_str()), (303, page));
    assert_eq!(house.count("SELECT outcomes_max FROM workstream WHERE outcome_required = 1"), 3);
    assert_eq!(maria.fills_in(page, page, &with(&[("max", "many")])).status, 422);
    // A copy of the workstream has them too.
    house.admin().post("/workstreams/1/copy", &json!({})).data();
    assert_eq!(house.count("SELECT count(*) FROM outcome WHERE workstream_id = 2 AND name IN ('Sold', 'Lost')"), 2);
}

#[test]
fn people_tag_a_conversation_as_rules_do() {
    let house = House::new();
    let (admin, nikos) = (house.admin(), nikos(&house));
    let id = house.anna_writes("hello");
    let tag = |tags: &str| nikos.fills_in("/inbox/1", "/inbox/1/tags", &[("of", "conversation"), ("tags", tags)]);
    assert_eq!(tag("late, Late, broken tin").status, 303);
    assert_eq!(admin.conversation(id)["tags"], json!(["broken tin", "late"]));
    assert_eq!(house.count("SELECT count(*) FROM contact_tag"), 0, "the contact's are others");
    let long = tag(&"x".repeat(10_000));
    assert_eq!(long.status, 422);
    assert!(long.html.contains("At most 30 characters"), "and it is said");
    assert_eq!(admin.conversation(id)["tags"], json!(["broken tin", "late"]));
    let refused = admin.patch(&format!("/conversations/{id}"), &json!({ "tags": ["a,b"] }));
    assert_eq!(refused.body["error"]["field"], "tags");
    assert_eq!(admin.patch(&format!("/conversations/{id}"), &json!({ "tags": [] })).data()["tags"], json!([]));
}
