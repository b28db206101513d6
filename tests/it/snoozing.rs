//! Conversations that are set aside: who may, what leaves which list, what brings them back, and what is refused.

use serde_json::json;

use angelia::domain::time::Millis;

use crate::notes::at_work;
use crate::routing::Desk;
use crate::support::{ANNA, House, SHOP};

fn lists(person: &crate::support::Person, talk: i64) -> Vec<&'static str> {
    let page = format!("/inbox/{talk}?view=");
    let mut holding = Vec::new();
    for view in ["mine", "open", "queues", "customer", "closing", "snoozed", "all"] {
        let shown = person.get(&format!("/inbox?view={view}")).html;
        let here = if view == "mine" { format!("href=\"/inbox/{talk}\"") } else { format!("{page}{view}\"") };
        if shown.contains(&here) {
            holding.push(view);
        }
    }
    holding
}

#[test]
fn a_conversation_leaves_the_working_views_until_its_time() {
    let desk = Desk::new(&json!({ "mode": "pick" }));
    let maria = at_work(&desk.house, "Maria", "agent");
    let talk = desk.house.writes(ANNA, SHOP, "hello");
    let page = format!("/inbox/{talk}");
    assert_eq!(maria.fills_in(&page, &format!("{page}/take"), &[]).status, 303);
    assert_eq!(lists(&maria, talk), ["mine", "queues", "all"]);
    let form = maria.get(&format!("{page}/snooze")).html;
    for part in [
        "value=\"hour\"",
        "value=\"tomorrow\"",
        "value=\"answer\"",
        "type=\"datetime-local\"",
        "Free text may be sent until",
    ] {
        assert!(form.contains(part), "{part}: {form}");
    }
    let to = format!("{page}/snooze");
    for (fields, sentence) in [
        (vec![], "id=\"until-e\""),
        (vec![("until", "never")], "id=\"until-e\""),
        (vec![("until", "time"), ("time", "")], "id=\"until-e\""),
        (vec![("until", "time"), ("time", "2001-01-01T10:00")], "id=\"until-e\""),
        (vec![("until", "time"), ("time", "2999-01-01T10:00")], "At most 90"),
    ] {
        let wrong = maria.fills_in(&to, &to, &fields);
        assert!(wrong.status == 422 && wrong.html.contains(sentence), "{fields:?}: {} {}", wrong.status, wrong.html);
    }
    assert_eq!(maria.fills_in(&to, &to, &[("until", "hour")]).status, 303);
    assert_eq!(lists(&maria, talk), ["snoozed", "all"]);
    assert_eq!(desk.api.conversation(talk)["state"], "active", "who has it keeps it");
    assert!(maria.get(&page).html.contains("You snoozed this until"));
    desk.passes(Millis::minutes(59));
    assert_eq!(lists(&maria, talk), ["snoozed", "all"]);
    desk.passes(Millis::minutes(2));
    assert_eq!(lists(&maria, talk), ["mine", "queues", "all"]);
    assert!(maria.get("/inbox").html.contains("Back:"), "it is marked");
    assert!(maria.get(&page).html.contains("Back from the snooze: its time has come"));
    assert!(!maria.get("/inbox").html.contains("Back:"), "whoever has it has looked");
}

#[test]
fn what_the_contact_writes_brings_it_back_at_once() {
    let desk = Desk::new(&json!({ "mode": "pick" }));
    let maria = at_work(&desk.house, "Maria", "agent");
    let talk = desk.house.writes(ANNA, SHOP, "hello");
    let path = format!("/conversations/{talk}/snooze");
    // Nobody has it: whoever may read it may set it aside.
    assert_eq!(
        maria.fills_in(&format!("/inbox/{talk}"), &format!("/inbox/{talk}/snooze"), &[("until", "answer")]).status,
        303
    );
    assert_eq!(lists(&maria, talk), ["snoozed", "all"]);
    let aside = desk.api.conversation(talk)["snoozed"].clone();
    assert!(aside["until"].is_null() && aside["by"].as_str().is_some_and(|by| by.starts_with("user:")), "{aside}");
    desk.house.writes(ANNA, SHOP, "are you there?");
    assert_eq!(lists(&maria, talk), ["open", "queues", "all"]);
    assert!(maria.get(&format!("/inbox/{talk}")).html.contains("Back from the snooze: the contact wrote"));
    // Programs, whole or not at all.
    for (body, status) in [
        (json!({ "until": "tomorrow" }), 422),
        (json!({ "until": "2001-01-01T00:00:00Z" }), 422),
        (json!({ "until": "2999-01-01T00:00:00Z" }), 422),
        (json!({ "till": null }), 400),
        (json!({ "until": 5 }), 400),
    ] {
        let refused = desk.api.post(&path, &body);
        assert_eq!(refused.status, status, "{body}: {refused:?}");
    }
    assert!(desk.api.conversation(talk)["snoozed"].is_null());
    assert_eq!(desk.api.post(&path, &json!({})).status, 200);
    assert_eq!(desk.api.delete(&path).status, 200);
    assert_eq!(desk.api.delete(&path).status, 200, "once more changes nothing");
    assert!(desk.api.conversation(talk)["snoozed"].is_null());
    desk.act(talk, "close");
    assert_eq!(desk.api.post(&path, &json!({})).body["error"]["code"], "conversation_closed");
    assert_eq!(desk.api.post("/conversations/99/snooze", &json!({})).status, 404);
}

#[test]
fn whoever_gets_it_sees_it_and_what_waits_for_the_contact_may_be_set_aside_too() {
    let desk = Desk::new(&json!({ "mode": "pick" }));
    let maria = at_work(&desk.house, "Maria", "agent");
    let petros = at_work(&desk.house, "Petros", "agent");
    let talk = desk.house.writes(ANNA, SHOP, "hello");
    let page = format!("/inbox/{talk}");
    let does = |who: &crate::support::Person, what: &str, fields: &[(&str, &str)]| {
        assert_eq!(who.fills_in(&page, &format!("{page}/{what}"), fields).status, 303, "{what}");
    };
    does(&maria, "take", &[]);
    does(&maria, "snooze", &[("until", "tomorrow")]);
    does(&maria, "wait", &[]);
    assert_eq!(lists(&maria, talk), ["snoozed", "all"], "waiting, and aside");
    let him = desk.house.count("SELECT id FROM user WHERE name = 'Petros'").to_string();
    assert_eq!(desk.api.post(&format!("/conversations/{talk}/assign"), &json!({ "user_id": him })).status, 200);
    assert_eq!(lists(&petros, talk), ["mine", "queues", "all"], "he is to see it");
    does(&petros, "snooze", &[("until", "answer")]);
    does(&maria, "unsnooze", &[]);
    assert_eq!(lists(&petros, talk), ["mine", "queues", "all"]);
    does(&petros, "end", &[]);
    assert_eq!(desk.api.post(&format!("/conversations/{talk}/snooze"), &json!({})).body["error"]["code"], "not_now");
}

#[test]
fn what_is_set_aside_in_a_queue_is_given_to_nobody() {
    let desk = Desk::pushing("auto");
    let talk = desk.house.writes(ANNA, SHOP, "hello");
    assert_eq!(desk.api.post(&format!("/conversations/{talk}/snooze"), &json!({})).status, 200);
    let maria = desk.agent("Maria", 1);
    desk.presence(&maria, "available");
    desk.passes(Millis::seconds(5));
    assert_eq!(desk.assignee(talk), None, "it is aside");
    desk.house.writes(ANNA, SHOP, "are you there?");
    assert_eq!(desk.assignee(talk), Some(maria));
}

#[test]
fn own_views_are_their_owners_and_shared_ones_are_from_supervisors() {
    let house = House::new();
    house.hire("Dimitra", "admin");
    let maria = at_work(&house, "Maria", "agent");
    let petros = at_work(&house, "Petros", "agent");
    let boss = at_work(&house, "Boss", "supervisor");
    let talk = house.anna_writes("hello");
    let makes = |who: &crate::support::Person, fields: &[(&str, &str)]| {
        who.fills_in("/inbox/views/new", "/inbox/views", fields)
    };
    let made = makes(&maria, &[("name", "Nobody's"), ("agent", "nobody"), ("whose", "own")]);
    assert_eq!((made.status, made.location.as_str()), (303, "/inbox?view=saved-1"), "{}", made.html);
    let shown = maria.get("/inbox?view=saved-1").html;
    assert!(shown.contains(&format!("/inbox/{talk}?view=saved-1")) && shown.contains("Nobody&#39;s"), "{shown}");
    maria.fills_in(&format!("/inbox/{talk}"), &format!("/inbox/{talk}/take"), &[]);
    assert!(maria.get("/inbox?view=saved-1").html.contains("Nothing fits this view now"));
    assert!(petros.get("/inbox?view=saved-1").html.contains("This view is no more"), "it is hers alone");
    assert_eq!(petros.get("/inbox/views/1").status, 404);
    assert_eq!(petros.fills_in("/inbox/views", "/inbox/views/1/remove", &[]).status, 404);
    assert_eq!(makes(&petros, &[("name", "Ours"), ("whose", "shared")]).status, 403);
    assert_eq!(house.count("SELECT count(*) FROM audit WHERE action LIKE 'saved_view%'"), 0);
    assert_eq!(makes(&boss, &[("name", "Ours"), ("whose", "shared"), ("tag", "VIP"), ("sort", "newest")]).status, 303);
    assert!(petros.get("/inbox/views").html.contains("Ours"));
    assert_eq!(petros.fills_in("/inbox/views/2", "/inbox/views/2/remove", &[]).status, 403);
    assert_eq!(petros.fills_in("/inbox/views/2", "/inbox/views/2", &[("name", "His")]).status, 403);
    for (fields, sentence) in [
        (vec![("name", "")], "id=\"name-e\""),
        (vec![("name", "nobody's")], "already"),
        (vec![("name", "x"), ("number", "99")], "id=\"number_id-e\""),
        (vec![("name", "x"), ("queue", "x")], "id=\"queue_id-e\""),
        (vec![("name", "x"), ("agent", "99")], "id=\"agent-e\""),
        (vec![("name", "x"), ("tag", "ώώώώώώώώώώώώώώώώώώώώώώώώώώώώώώώ")], "id=\"tag-e\""),
    ] {
        let wrong = makes(&maria, &fields);
        assert!(wrong.status == 422 && wrong.html.contains(sentence), "{fields:?}: {}", wrong.html);
    }
    // In their order, changed, removed, and no more than there is room for.
    assert_eq!(makes(&maria, &[("name", "Second")]).status, 303);
    assert_eq!(maria.fills_in("/inbox/views", "/inbox/views/3/move", &[("to", "up")]).status, 303);
    assert_eq!(house.count("SELECT id FROM saved_view WHERE owner_id IS NOT NULL ORDER BY place LIMIT 1"), 3);
    assert_eq!(maria.fills_in("/inbox/views/3", "/inbox/views/3", &[("name", "Third"), ("unread", "1")]).status, 303);
    assert!(maria.get("/inbox/fragments/views").html.contains("Third"));
    assert_eq!(maria.fills_in("/inbox/views/3", "/inbox/views/3/remove", &[]).status, 303);
    for place in 1..20 {
        assert_eq!(makes(&maria, &[("name", &format!("view {place}"))]).status, 303, "{place}");
    }
    assert!(makes(&maria, &[("name", "one too many")]).html.contains("At most 20 views"));
    // The same for programs, of those that everybody shares.
    let api = house.admin();
    for (body, status, field) in [
        (json!({ "name": "ours" }), 422, "name"),
        (json!({ "name": "x", "filter": { "agent": "all" } }), 422, "agent"),
        (json!({ "name": "x", "filter": { "sort": "up" } }), 422, "sort"),
        (json!({ "name": "x", "filter": { "number_id": "99" } }), 422, "number_id"),
        (json!({ "name": "x", "filter": { "colour": "red" } }), 400, "filter.colour"),
    ] {
        let refused = api.post("/views", &body);
        assert_eq!((refused.status, &refused.body["error"]["field"]), (status, &json!(field)), "{body}: {refused:?}");
    }
    let new = api.post("/views", &json!({ "name": "Waits", "filter": { "waits": true } }));
    assert_eq!((new.status, &new.data()["filter"]["waits"]), (201, &json!(true)), "{new:?}");
    assert_eq!(api.get("/views").data().as_array().map(Vec::len), Some(2), "own ones are no program's");
    assert_eq!(api.get("/views/1").status, 404);
    assert_eq!(api.delete(&format!("/views/{}", new.id())).status, 204);
    assert_eq!(house.count("SELECT count(*) FROM audit WHERE action LIKE 'saved_view%'"), 3);
}

#[test]
fn programs_read_the_views_page_by_page() {
    let desk = Desk::new(&json!({ "mode": "pick" }));
    let api = &desk.api;
    desk.house.twilio.add_customer("Cleo", "whatsapp:+306900000003", None);
    let talks =
        [ANNA, crate::support::BORIS, "whatsapp:+306900000003"].map(|who| desk.house.writes(who, SHOP, "hello"));
    let ids = |query: &str| {
        let mut found: Vec<String> = Vec::new();
        let mut next = String::new();
        loop {
            let page = api.get(&format!("/conversations?{query}&limit=1{next}"));
            assert_eq!(page.status, 200, "{query}: {page:?}");
            found.extend(page.data().as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()));
            match page.body["next"].as_str() {
                Some(cursor) => next = format!("&cursor={cursor}"),
                None => return found,
            }
        }
    };
    let id = |place: usize| talks[place].to_string();
    api.post(&format!("/conversations/{}/messages", talks[1]), &json!({ "text": "yes" }));
    api.post(&format!("/conversations/{}/snooze", talks[2]), &json!({}));
    api.post("/bulk", &json!({ "act": "tag", "ids": [id(1)], "tags": ["VIP"] }));
    let view = api.post("/views", &json!({ "name": "VIP", "filter": { "tag": "VIP" } })).id();
    for (query, want) in [
        ("view=open".to_owned(), vec![id(0), id(1)]),
        ("view=customer".to_owned(), vec![id(1)]),
        ("view=snoozed".to_owned(), vec![id(2)]),
        ("view=all".to_owned(), vec![id(0), id(2), id(1)]),
        ("view=closed".to_owned(), vec![]),
        (format!("view=saved-{view}"), vec![id(1)]),
        ("tag=VIP".to_owned(), vec![id(1)]),
        ("assignee_id=nobody&sort=newest".to_owned(), vec![id(0), id(1)]),
        ("unread=true".to_owned(), vec![id(0), id(1)]),
        ("queue_id=1&number_id=1".to_owned(), vec![id(0), id(1)]),
    ] {
        assert_eq!(ids(&query), want, "{query}");
    }
    for (query, status, field) in [
        ("view=mine", 422, "view"),
        ("view=open&tag=VIP", 422, "view"),
        ("assignee_id=me", 422, "assignee_id"),
        ("sort=up", 422, "sort"),
        ("unread=maybe", 422, "unread"),
        ("view=open&state=open", 400, "state"),
        ("view=open&cursor=x", 422, "cursor"),
    ] {
        let refused = api.get(&format!("/conversations?{query}"));
        assert_eq!((refused.status, &refused.body["error"]["field"]), (status, &json!(field)), "{query}: {refused:?}");
    }
    assert_eq!(api.get("/conversations?view=saved-99").status, 404);
}
