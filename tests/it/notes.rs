//! Notes: for colleagues alone, who is asked to look, and who may read for it.

use serde_json::{Value, json};

use crate::routing::Desk;
use crate::support::{ANNA, House, Person, SHOP};

pub fn at_work(house: &House, name: &str, role: &str) -> Person {
    let (email, password) = house.hire(name, role);
    Person::signed_in(house.url(), &email, &password)
}

fn notes(house: &House, conversation: i64) -> Vec<Value> {
    let found = house.admin().get(&format!("/conversations/{conversation}/notes"));
    assert_eq!(found.status, 200, "{found:?}");
    found.data().as_array().unwrap().clone()
}

#[test]
fn a_note_is_for_colleagues_alone_and_asks_those_whom_it_names() {
    let house = House::new();
    house.hire("Dimitra", "admin");
    let nikos = at_work(&house, "Nikos", "agent");
    let maria = at_work(&house, "Maria", "agent");
    let talk = house.anna_writes("Where are my tins?");
    let page = format!("/inbox/{talk}");
    let sent = house.twilio.messages_to(ANNA).len();
    let left = nikos.fills_in(&page, &format!("{page}/notes"), &[("text", "She called twice. @maria, can you look?")]);
    assert_eq!(left.status, 303, "{}", left.html);
    assert!(left.location.ends_with("#n-1"), "{}", left.location);

    let list = maria.get("/inbox?view=mentions").html;
    assert!(list.contains(&format!("/inbox/{talk}")) && list.contains("Mentions of you"), "{list}");
    assert_eq!(house.count("SELECT count(*) FROM mention WHERE seen_at IS NULL"), 1);
    let shown = maria.get(&page).html;
    assert!(shown.contains("Note · Nikos, only for us"), "{shown}");
    assert!(shown.contains("<mark class=\"mention is-you\">@maria</mark>"), "{shown}");
    assert_eq!(house.count("SELECT count(*) FROM mention WHERE seen_at IS NULL"), 0, "she has looked");
    assert!(!nikos.get("/inbox?view=mentions").html.contains(&format!("/inbox/{talk}\"")), "nobody mentions oneself");

    let of = notes(&house, talk);
    assert_eq!((&of[0]["author"], of[0]["mentions"].as_array().unwrap().len()), (&json!("Nikos"), 1));
    assert_eq!(house.twilio.messages_to(ANNA).len(), sent, "the contact reads nothing of it");
    let told = house.admin().get(&format!("/conversations/{talk}/messages"));
    assert!(!told.body.to_string().contains("called twice"), "a note is no message");

    // Its author says it otherwise, nobody else does; from supervisor up anybody removes it.
    let one = format!("{page}/notes/1");
    assert_eq!(maria.fills_in(&page, &one, &[("text", "mine now")]).status, 303);
    assert!(maria.get(&page).html.contains("She called twice"), "it is not hers");
    assert_eq!(maria.fills_in(&page, &format!("{one}/remove"), &[]).status, 303);
    assert_eq!(house.count("SELECT count(*) FROM note WHERE removed_at IS NOT NULL"), 0);
    assert_eq!(nikos.fills_in(&page, &one, &[("text", "She called three times.")]).status, 303);
    let changed = notes(&house, talk).remove(0);
    assert_eq!((&changed["text"], &changed["mentions"]), (&json!("She called three times."), &json!([])));
    assert!(changed["changed_at"].is_string() && maria.get(&page).html.contains("edited"));
    assert_eq!(house.admin().delete("/notes/1").status, 204);
    let gone = notes(&house, talk).remove(0);
    assert_eq!((&gone["text"], gone["removed_at"].is_string()), (&json!(""), true));
    assert!(nikos.get(&page).html.contains("This note was removed."));
    assert_eq!(nikos.fills_in(&page, &one, &[("text", "again")]).status, 303);
    assert_eq!(notes(&house, talk)[0]["text"], "", "what was removed is not brought back");
    assert_eq!(house.count("SELECT count(*) FROM audit WHERE action = 'note.removed'"), 1);
}

#[test]
fn who_is_mentioned_may_read_what_is_in_a_queue_of_others() {
    let desk = Desk::pushing("auto");
    let maria = desk.agent("Maria", 1);
    let queue = desk.api.post("/queues", &json!({ "name": "Orders", "members": [maria] })).id();
    desk.api.patch("/workstreams/1", &json!({ "fallback_queue_id": queue }));
    let petros = at_work(&desk.house, "Petros", "agent");
    let talk = desk.house.writes(ANNA, SHOP, "hello");
    let page = format!("/inbox/{talk}");
    assert_eq!(petros.get(&page).status, 404, "it is in a queue of others");
    let note = desk.api.post(&format!("/conversations/{talk}/notes"), &json!({ "text": "@Petros knows her" }));
    assert_eq!(note.status, 201, "{note:?}");
    assert_eq!(petros.get(&page).status, 200);
    assert!(petros.get("/inbox?view=all").html.contains(&page), "and finds it in the lists");
    assert_eq!(petros.fills_in(&page, &format!("{page}/notes"), &[("text", "I do")]).status, 303);
    desk.act(talk, "close");
    assert_eq!(petros.fills_in(&page, &format!("{page}/notes"), &[("text", "Still")]).status, 303, "closed ones, too");
    assert_eq!(notes(&desk.house, talk).len(), 3);
}

#[test]
fn what_stands_in_the_wrong_field_is_asked_about_once() {
    let house = House::new();
    house.hire("Dimitra", "admin");
    let nikos = at_work(&house, "Nikos", "agent");
    let talk = house.anna_writes("hello");
    let (page, to) = (format!("/inbox/{talk}"), format!("/inbox/{talk}/notes"));
    let text = "Good morning Anna, they leave today";
    let asked = nikos.fills_in(&page, &to, &[("text", text)]);
    assert_eq!(asked.status, 422);
    assert!(asked.html.contains("This reads like an answer") && asked.html.contains(text), "{}", asked.html);
    assert!(notes(&house, talk).is_empty(), "nothing is kept before");
    assert_eq!(nikos.fills_in(&page, &to, &[("text", "Good morning Boris"), ("sure", text)]).status, 422);
    assert_eq!(nikos.fills_in(&page, &to, &[("text", text), ("sure", text)]).status, 303);
    for (text, sentence) in [("", "missing"), (" \n ", "missing"), (&"ώ".repeat(4_001), "4,000")] {
        let wrong = nikos.fills_in(&page, &to, &[("text", text)]);
        assert_eq!(wrong.status, 422, "{sentence}");
    }
    for (body, status) in [
        (json!({ "text": "x".repeat(4_001) }), 422),
        (json!({}), 422),
        (json!({ "text": 5 }), 400),
        (json!({ "text": "x", "to": "anna" }), 400),
    ] {
        assert_eq!(house.admin().post(&format!("/conversations/{talk}/notes"), &body).status, status, "{body}");
    }
    assert_eq!(house.admin().post("/conversations/99/notes", &json!({ "text": "x" })).status, 404);
    assert_eq!(house.admin().patch("/notes/1", &json!({ "text": "x" })).status, 403, "it is another's");
    let hostile = "<script>alert(1)</script> \u{202e}@Nikos";
    assert_eq!(house.admin().post(&format!("/conversations/{talk}/notes"), &json!({ "text": hostile })).status, 201);
    let shown = nikos.get(&page).html;
    assert!(!shown.contains("<script>alert") && shown.contains("&#60;script&#62;alert"), "{shown}");
    // What is begun is kept apart from what is begun to the contact.
    assert_eq!(nikos.fills_in(&page, &format!("{to}/draft"), &[("text", "Ask her")]).status, 204);
    assert!(nikos.get(&page).html.contains("Ask her</textarea>"));
    assert_eq!(house.count("SELECT count(*) FROM draft"), 0);
}

#[test]
fn an_answer_that_reads_like_a_note_is_asked_about_before_it_is_sent() {
    let house = House::new();
    house.hire("Dimitra", "admin");
    let nikos = at_work(&house, "Nikos", "agent");
    at_work(&house, "Maria", "agent");
    let talk = house.anna_writes("hello");
    let (page, to) = (format!("/inbox/{talk}"), format!("/inbox/{talk}/messages"));
    assert_eq!(nikos.fills_in(&page, &format!("{page}/take"), &[]).status, 303);
    for text in ["@Maria do we have tins?", "FYI: she is in a hurry", "Σημείωση: βιάζεται"] {
        let before = house.count("SELECT count(*) FROM message WHERE direction = 'out'");
        let asked = nikos.fills_in(&page, &to, &[("act", "text"), ("text", text)]);
        assert_eq!(asked.status, 422, "{text}");
        assert!(asked.html.contains("This reads like a note to colleagues"), "{text}: {}", asked.html);
        assert_eq!(house.count("SELECT count(*) FROM message WHERE direction = 'out'"), before, "{text}");
        let other = nikos.fills_in(&page, &to, &[("act", "text"), ("text", text), ("sure", "another text")]);
        assert_eq!(other.status, 422, "{text}");
        assert_eq!(nikos.fills_in(&page, &to, &[("act", "text"), ("text", text), ("sure", text)]).status, 303);
        assert_eq!(house.count("SELECT count(*) FROM message WHERE direction = 'out'"), before + 1, "{text}");
    }
    assert_eq!(nikos.fills_in(&page, &to, &[("act", "text"), ("text", "Write to shop@maria.example")]).status, 303);
}
