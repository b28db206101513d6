//! Asking a colleague: who reads it, who may answer the contact, and how it ends.

use serde_json::json;

use crate::notes::at_work;
use crate::routing::Desk;
use crate::support::{ANNA, Person, SHOP};

const MESSAGES: &str = "/workstreams/1/automated-messages";

struct Talk {
    desk: Desk,
    maria: Person,
    petros: Person,
    him: String,
    page: String,
    id: i64,
}

/// Maria has Anna's conversation, in a queue that Petros does not work for.
fn talk() -> Talk {
    let desk = Desk::new(&json!({ "mode": "pick" }));
    for trigger in ["consult_joined", "consult_left"] {
        assert_eq!(desk.api.patch(&format!("{MESSAGES}/{trigger}"), &json!({ "active": true })).status, 200);
    }
    let (maria, petros) = (at_work(&desk.house, "Maria", "agent"), at_work(&desk.house, "Petros", "agent"));
    let of = |name: &str| desk.house.count(&format!("SELECT id FROM user WHERE name = '{name}'")).to_string();
    let (her, him) = (of("Maria"), of("Petros"));
    let queue = desk.api.post("/queues", &json!({ "name": "Orders", "members": [her] })).id();
    desk.api.patch("/workstreams/1", &json!({ "fallback_queue_id": queue }));
    let id = desk.house.writes(ANNA, SHOP, "hello");
    let page = format!("/inbox/{id}");
    assert_eq!(maria.fills_in(&page, &format!("{page}/take"), &[]).status, 303);
    Talk { desk, maria, petros, him, page, id }
}

impl Talk {
    fn asks(&self, words: &str) -> u16 {
        let to = format!("user:{}", self.him);
        let form = format!("{}/transfer", self.page);
        self.maria.fills_in(&form, &format!("{}/consults", self.page), &[("to", &to), ("text", words)]).status
    }

    fn says(&self, who: &Person, words: &str) -> u16 {
        who.fills_in(&self.page, &format!("{}/consults/1", self.page), &[("text", words)]).status
    }

    fn acts(&self, who: &Person, act: &str) -> u16 {
        who.fills_in(&self.page, &format!("{}/consults/1/{act}", self.page), &[]).status
    }

    fn answers(&self, who: &Person, text: &str) -> u16 {
        who.fills_in(&self.page, &format!("{}/messages", self.page), &[("act", "text"), ("text", text)]).status
    }
}

#[test]
fn a_colleague_reads_talks_and_answers_once_brought_in() {
    let talk = talk();
    assert_eq!(talk.petros.get(&talk.page).status, 404);
    assert_eq!(talk.asks("Do we still have 5-litre tins?"), 303);
    let seen = talk.petros.get(&talk.page).html;
    assert!(seen.contains("Maria asks you") && seen.contains("5-litre tins"), "{seen}");
    assert!(talk.petros.get("/inbox?view=all").html.contains(&talk.page));
    assert_eq!(talk.says(&talk.petros, "Twelve, in the back"), 303);
    assert!(talk.maria.get(&talk.page).html.contains("Twelve, in the back"));
    let boss = at_work(&talk.desk.house, "Dora", "supervisor");
    assert!(!boss.get(&talk.page).html.contains("Twelve, in the back"), "it is between the two");
    assert_eq!(talk.says(&boss, "me too"), 404);
    assert!(talk.desk.told(talk.id).is_empty(), "the contact hears nothing of it");

    // Reading is not answering.
    assert_eq!(talk.answers(&talk.petros, "Hello Anna"), 422);
    assert_eq!(talk.acts(&talk.petros, "bring-in"), 303);
    assert_eq!(talk.desk.house.count("SELECT count(*) FROM consult WHERE joined_at IS NOT NULL"), 0, "not by himself");
    assert_eq!(talk.acts(&talk.maria, "bring-in"), 303);
    assert_eq!(talk.acts(&talk.maria, "bring-in"), 303, "once more changes nothing");
    assert!(talk.desk.told(talk.id)[0].starts_with("Petros has joined us"), "{:?}", talk.desk.told(talk.id));
    assert_eq!(talk.answers(&talk.petros, "We have twelve"), 303);
    assert_eq!(talk.desk.assignee(talk.id), Some(talk.desk.house.count("SELECT asker_id FROM consult").to_string()));
    // A guest neither ends nor gives away.
    for act in ["end", "close", "release"] {
        talk.petros.fills_in(&talk.page, &format!("{}/{act}", talk.page), &[]);
        assert_eq!(talk.desk.api.conversation(talk.id)["state"], "active", "{act}");
    }
    let to = [("to", format!("user:{}", talk.him)), ("text", String::new())];
    let to: Vec<(&str, &str)> = to.iter().map(|(name, value)| (*name, value.as_str())).collect();
    talk.petros.fills_in(&talk.page, &format!("{}/transfer", talk.page), &to);
    assert_ne!(talk.desk.assignee(talk.id), Some(talk.him.clone()));

    assert_eq!(talk.acts(&talk.petros, "end"), 303);
    assert_eq!(talk.petros.get(&talk.page).status, 404, "whoever left reads no more");
    assert_eq!(talk.desk.told(talk.id).len(), 3, "{:?}", talk.desk.told(talk.id));
    assert_eq!(talk.says(&talk.maria, "are you there?"), 303);
    assert_eq!(talk.desk.house.count("SELECT count(*) FROM consult_line"), 2, "it is over");
    assert!(talk.maria.get(&talk.page).html.contains("Petros no longer answers here"));
}

#[test]
fn it_ends_with_the_conversation_and_when_that_goes_elsewhere() {
    for (act, reason) in [("close", "closed"), ("release", "given_away")] {
        let talk = talk();
        assert_eq!(talk.asks("Can you look?"), 303);
        talk.maria.fills_in(&talk.page, &format!("{}/{act}", talk.page), &[]);
        let sql = format!("SELECT count(*) FROM consult WHERE end_reason = '{reason}'");
        assert_eq!(talk.desk.house.count(&sql), 1, "{act}");
        assert_eq!(talk.petros.get(&talk.page).status, 404, "{act}");
    }
}

#[test]
fn what_cannot_be_asked_is_refused_and_leaves_nothing() {
    let talk = talk();
    let me = talk.desk.house.count("SELECT id FROM user WHERE name = 'Maria'").to_string();
    let asks = |who: &Person, to: &str, words: &str| {
        who.fills_in("/profile", &format!("{}/consults", talk.page), &[("to", to), ("text", words)]).status
    };
    let him = format!("user:{}", talk.him);
    for (to, words) in [
        (him.as_str(), ""),
        (him.as_str(), &"x".repeat(4_001)),
        ("user:99", "hello"),
        ("queue:99", "hello"),
        ("", "hello"),
        (&format!("user:{me}"), "hello"),
    ] {
        assert_eq!(asks(&talk.maria, to, words), 422, "{to} {}", words.len());
    }
    assert_eq!(asks(&talk.petros, &format!("user:{me}"), "hello"), 404, "he cannot even read it");
    assert_eq!(talk.desk.house.count("SELECT count(*) FROM consult"), 0);
    assert_eq!(talk.asks("one"), 303);
    assert_eq!(talk.asks("two"), 303, "more words for the same talk");
    assert_eq!(talk.desk.house.count("SELECT count(*) FROM consult"), 1);
    assert_eq!(talk.desk.house.count("SELECT count(*) FROM consult_line"), 2);
    let hostile = "<img src=x onerror=alert(1)>";
    assert_eq!(talk.says(&talk.petros, hostile), 303);
    assert!(!talk.maria.get(&talk.page).html.contains("<img src=x"));
}
