//! A conversation goes to a colleague or another queue: who may, what is refused, what the contact and the colleague hear.

use serde_json::json;

use crate::notes::at_work;
use crate::routing::Desk;
use crate::support::{ANNA, BORIS, Person, SHOP};

const MESSAGES: &str = "/workstreams/1/automated-messages";

fn desk() -> (Desk, Person, Person) {
    let desk = Desk::new(&json!({ "mode": "pick" }));
    for trigger in ["transferred_to_queue", "transferred_to_agent"] {
        assert_eq!(desk.api.patch(&format!("{MESSAGES}/{trigger}"), &json!({ "active": true })).status, 200);
    }
    let (maria, petros) = (at_work(&desk.house, "Maria", "agent"), at_work(&desk.house, "Petros", "agent"));
    (desk, maria, petros)
}

fn id_of(desk: &Desk, name: &str) -> String {
    desk.house.count(&format!("SELECT id FROM user WHERE name = '{name}'")).to_string()
}

#[test]
fn a_colleague_gets_it_with_a_word_and_the_contact_is_told() {
    let (desk, maria, petros) = desk();
    let talk = desk.house.writes(ANNA, SHOP, "hello");
    let page = format!("/inbox/{talk}");
    assert_eq!(maria.fills_in(&page, &format!("{page}/take"), &[]).status, 303);
    let form = maria.get(&format!("{page}/transfer")).html;
    let (me, him) = (id_of(&desk, "Maria"), id_of(&desk, "Petros"));
    for (part, there) in
        [(format!("user:{him}\""), true), (format!("user:{me}\""), false), ("queue:1\"".to_owned(), true)]
    {
        assert_eq!(form.contains(&part), there, "{part}: {form}");
    }
    let to = format!("{page}/transfer");
    let gives = |who: &Person, to_whom: &str, word: &str| who.fills_in(&to, &to, &[("to", to_whom), ("text", word)]);
    for (target, sentence) in [
        ("", "id=\"to-e\""),
        ("user:99", "There is none like this"),
        ("user:x", "id=\"to-e\""),
        (&format!("user:{me}"), "has it already"),
    ] {
        let wrong = gives(&maria, target, "");
        assert_eq!(wrong.status, 422, "{target}: {}", wrong.html);
        assert!(wrong.html.contains(sentence), "{target}: {}", wrong.html);
    }
    assert_eq!(gives(&maria, &format!("user:{him}"), &"x".repeat(4_001)).status, 422);
    assert_eq!(desk.assignee(talk), Some(me), "nothing happened so far");
    assert_eq!(desk.house.count("SELECT count(*) FROM note"), 0);

    let refused = gives(&petros, &format!("user:{him}"), "mine");
    assert_eq!((refused.status, desk.assignee(talk)), (303, Some(id_of(&desk, "Maria"))), "it is not his to give");
    let given = gives(&maria, &format!("user:{him}"), "She wants an invoice");
    assert_eq!((given.status, given.location.as_str()), (303, "/inbox"));
    assert_eq!(desk.assignee(talk), Some(him));
    let read = petros.get(&page).html;
    assert!(read.contains("Maria gave the conversation to you") || read.contains("invoice"), "{read}");
    assert!(petros.get("/inbox?view=mentions").html.contains(&page), "the word is for him");
    assert!(desk.told(talk).iter().any(|text| text.contains("Petros")), "{:?}", desk.told(talk));
}

#[test]
fn another_queue_gets_it_if_it_can_take_it() {
    let (desk, maria, petros) = desk();
    let him = id_of(&desk, "Petros");
    let orders = desk.api.post("/queues", &json!({ "name": "Orders", "members": [him] })).id();
    let empty = desk.api.post("/queues", &json!({ "name": "Empty", "members": [] })).id();
    let never = desk.api.post("/hours", &json!({ "name": "Never", "time_zone": "Europe/Athens", "spans": [] })).id();
    let night = desk.api.post("/queues", &json!({ "name": "Night", "members": [him], "hours_id": never })).id();
    let talk = desk.house.writes(ANNA, SHOP, "hello");
    let page = format!("/inbox/{talk}");
    maria.fills_in(&page, &format!("{page}/take"), &[]);
    let to = format!("{page}/transfer");
    let sends = |queue: &str| maria.fills_in(&to, &to, &[("to", &format!("queue:{queue}")), ("text", "")]);
    for (queue, sentence) in [("99", "none like this"), (&empty, "Nobody works"), (&night, "closed now")] {
        let wrong = sends(queue);
        assert!(wrong.status == 422 && wrong.html.contains(sentence), "{queue}: {}", wrong.html);
    }
    assert_eq!(sends(&orders).status, 303);
    let there = desk.api.conversation(talk);
    assert_eq!((&there["state"], there["assignee"].is_null()), (&json!("open"), true), "{there}");
    assert_eq!(desk.house.count(&format!("SELECT queue_id FROM conversation WHERE id = {talk}")).to_string(), orders);
    assert_eq!(maria.get(&page).status, 404, "it is in a queue of others now");
    assert!(petros.get(&page).html.contains("Maria sent the conversation to “Orders”"));
    assert_eq!(desk.told(talk).len(), 1, "{:?}", desk.told(talk));
    let why: Vec<String> = desk.trace(talk).into_iter().map(|(_, sentence)| sentence).collect();
    assert!(why.iter().any(|sentence| sentence.contains("Maria") && sentence.contains("Orders")), "{why:?}");

    // The same for programs, whole or not at all.
    let other = desk.house.writes(BORIS, SHOP, "hello");
    let path = format!("/conversations/{other}/transfer");
    for (body, status, field) in [
        (json!({}), 422, "user_id"),
        (json!({ "user_id": him, "queue_id": orders }), 422, "queue_id"),
        (json!({ "queue_id": "1" }), 422, "queue_id"),
        (json!({ "queue_id": empty, "note": "x" }), 422, "queue_id"),
        (json!({ "user_id": him, "note": "x".repeat(4_001) }), 422, "text"),
        (json!({ "to": him }), 400, "to"),
    ] {
        let refused = desk.api.post(&path, &body);
        assert_eq!((refused.status, &refused.body["error"]["field"]), (status, &json!(field)), "{body}: {refused:?}");
    }
    assert_eq!(desk.house.count("SELECT count(*) FROM note"), 0, "a refusal leaves no note");
    let done = desk.api.post(&path, &json!({ "queue_id": orders, "note": "He is in a hurry" }));
    assert_eq!(done.status, 200, "{done:?}");
    assert_eq!(desk.house.count("SELECT count(*) FROM note"), 1);
    assert!(desk.told(other).is_empty(), "nobody had it: for the contact nothing changed");
}
