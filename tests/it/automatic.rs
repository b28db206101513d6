//! What is said by itself, as a contact reads it: each happening, the limits, and that nobody reads five texts in a row.

use angelia::domain::time::Millis;
use serde_json::{Value, json};

use crate::routing::Desk;
use crate::support::{ANNA, AUTH_TOKEN, BORIS, SHOP, eventually, inbound_form, post_signed};

const MESSAGES: &str = "/workstreams/1/automated-messages";

/// Switches these on, nothing else changed.
fn on(desk: &Desk, triggers: &[&str]) {
    for trigger in triggers {
        set(desk, trigger, &json!({ "active": true }));
    }
}

fn set(desk: &Desk, trigger: &str, to: &Value) {
    let answer = desk.api.patch(&format!("{MESSAGES}/{trigger}"), to);
    assert_eq!(answer.status, 200, "{answer:?}");
}

/// What went out in a thread by itself, by the happening that made it go.
fn said(desk: &Desk, who: &str) -> Vec<String> {
    let sql = format!(
        "SELECT coalesce(group_concat(m.extra ->> '$.trigger', ' ' ORDER BY m.id), '') FROM message m
         JOIN thread t ON t.id = m.thread_id WHERE t.address = '{who}' AND m.author = 'automatic'"
    );
    let app = desk.house.appliance().app();
    let words: String = app.store.read(|db| Ok(db.query_row(&sql, [], |row| row.get(0))?)).unwrap();
    words.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn a_fresh_installation_says_nothing_and_the_recommended_ones_come_in_one_click() {
    let desk = Desk::pushing("auto");
    let hello = desk.house.writes(ANNA, SHOP, "hello");
    desk.passes(Millis::hours(1));
    assert_eq!(desk.told(hello), [""; 0]);
    let switched = desk.api.post(&format!("{MESSAGES}/recommended"), &json!({}));
    assert!(switched.data()["switched_on"].as_u64().unwrap() >= 6, "{switched:?}");
    desk.house.writes(BORIS, SHOP, "Καλημέρα");
    assert_eq!(said(&desk, BORIS), ["first_contact"]);
    let read = eventually("it is sent", || desk.house.twilio.messages_to(BORIS).into_iter().next());
    assert!(read.body.starts_with("Ευχαριστούμε"), "{}", read.body);
}

#[test]
fn who_writes_reads_two_texts_at_most_and_an_album_is_greeted_once() {
    let desk = Desk::pushing("auto");
    let maria = desk.agent("Maria", 1);
    on(&desk, &["first_contact", "returning_contact", "queued", "next_in_line", "assigned", "no_agent", "unsupported"]);
    let first = desk.house.writes(ANNA, SHOP, "hello");
    assert_eq!(said(&desk, ANNA), ["first_contact", "assigned"]);
    assert!(desk.told(first)[1].starts_with("Maria will answer"), "{:?}", desk.told(first));
    desk.house.writes(BORIS, SHOP, "one");
    desk.house.writes(BORIS, SHOP, "two");
    assert_eq!(said(&desk, BORIS), ["first_contact", "next_in_line"]);
    desk.house.writes("whatsapp:+306900000077", SHOP, "me too");
    let third = said(&desk, "whatsapp:+306900000077");
    assert_eq!(third, ["first_contact", "queued"]);

    // What is freed goes to Boris, and whoever stood behind is next.
    desk.act(first, "close");
    assert_eq!(said(&desk, BORIS), ["first_contact", "next_in_line", "assigned"]);
    desk.passes(Millis::minutes(2));
    assert_eq!(said(&desk, "whatsapp:+306900000077"), ["first_contact", "queued", "next_in_line"]);
    desk.passes(Millis::minutes(20));
    assert_eq!(said(&desk, "whatsapp:+306900000077").len(), 3, "nothing is said twice");

    // Nobody is there: that is said instead of a greeting, and no place.
    desk.presence(&maria, "offline");
    desk.house.clock.advance(Millis::hours(1));
    desk.house.writes(ANNA, SHOP, "once more");
    assert_eq!(said(&desk, ANNA), ["first_contact", "assigned", "no_agent"]);
}

#[test]
fn closed_is_said_once_in_a_while_and_never_after_an_answer() {
    let desk = Desk::pushing("auto");
    let maria = desk.agent("Maria", 5);
    let night = desk.api.post("/hours", &json!({ "name": "Never", "time_zone": "Europe/Athens", "spans": [] })).id();
    desk.api.patch("/queues/1", &json!({ "hours_id": night }));
    on(&desk, &["first_contact", "out_of_hours", "waiting_long", "queued", "next_in_line"]);
    let conversation = desk.house.writes(ANNA, SHOP, "good night");
    assert_eq!(said(&desk, ANNA), ["out_of_hours"]);
    assert_eq!(desk.assignee(conversation), Some(maria));
    desk.house.clock.advance(Millis::minutes(2));
    desk.house.writes(ANNA, SHOP, "hello?");
    assert_eq!(said(&desk, ANNA).len(), 1, "once in eight hours");
    desk.api.said(conversation, "I am here all the same");
    desk.house.clock.advance(Millis::minutes(29));
    set(&desk, "out_of_hours", &json!({ "once_per_seconds": null }));
    desk.house.writes(ANNA, SHOP, "thank you");
    assert_eq!(said(&desk, ANNA).len(), 1, "somebody answered lately");
    desk.house.clock.advance(Millis::minutes(2));
    desk.house.writes(ANNA, SHOP, "and one thing more");
    assert_eq!(said(&desk, ANNA).len(), 2);
    let why: Vec<String> = desk.trace(conversation).into_iter().map(|(_, sentence)| sentence).collect();
    assert!(why.iter().any(|sentence| sentence.contains("had answered shortly before")), "{why:?}");
}

#[test]
fn how_long_an_answer_keeps_it_quiet_is_for_the_workstream_to_say() {
    for (seconds, minutes, want) in [(0, 1, 1), (7_200, 119, 0), (7_200, 121, 1)] {
        let desk = Desk::pushing("auto");
        let settings = json!({ "quiet_after_answer_seconds": seconds });
        assert_eq!(desk.api.patch("/workstreams/1", &settings).status, 200);
        set(&desk, "no_agent", &json!({ "active": true, "once_per_seconds": null }));
        let maria = desk.agent("Maria", 5);
        let conversation = desk.house.writes(ANNA, SHOP, "hello");
        desk.api.said(conversation, "Just a moment");
        desk.presence(&maria, "offline");
        desk.house.clock.advance(Millis::minutes(minutes));
        desk.act(conversation, "close");
        desk.house.writes(ANNA, SHOP, "are you there?");
        assert_eq!(said(&desk, ANNA).len(), want, "{seconds} {minutes}");
    }
}

#[test]
fn holidays_contacts_who_return_what_nobody_can_read_and_sudden_ends() {
    let desk = Desk::pushing("auto");
    desk.agent("Maria", 5);
    on(&desk, &["first_contact", "returning_contact", "holiday", "out_of_hours", "unsupported", "force_closed"]);
    let conversation = desk.house.writes(ANNA, SHOP, "hello");
    desk.act(conversation, "close");
    assert_eq!(said(&desk, ANNA), ["first_contact", "force_closed"], "nobody said goodbye");
    desk.house.clock.advance(Millis::days(2));
    desk.house.writes(ANNA, SHOP, "it is me again");
    assert_eq!(said(&desk, ANNA)[2..], ["returning_contact"]);
    desk.house.clock.advance(Millis::minutes(5));
    let mut odd = inbound_form("SM0000000000000000000000000000beef", ANNA, "");
    odd.retain(|(name, _)| name != "MessageType");
    odd.push(("MessageType".to_owned(), "hologram".to_owned()));
    assert_eq!(post_signed(&desk.house.hook("inbound"), &odd, AUTH_TOKEN).0, 200);
    assert_eq!(said(&desk, ANNA)[3..], ["unsupported"]);

    let day = desk.house.clock.now().to_string();
    let feast = json!({ "first": &day[..10], "last": &day[..10], "name": "Feast", "yearly": false });
    let hours = json!({ "name": "Always", "time_zone": "UTC", "holidays": [feast],
        "spans": [{ "day": "monday", "from": "00:00", "to": "24:00" }] });
    let made = desk.api.post("/hours", &hours);
    assert_eq!(made.status, 201, "{made:?}");
    desk.api.patch("/queues/1", &json!({ "hours_id": made.id() }));
    desk.house.writes(BORIS, SHOP, "Is anybody there today?");
    assert_eq!(said(&desk, BORIS), ["holiday"], "the holiday is said, not only that it is closed");
}

#[test]
fn waiting_for_long_is_said_once_and_obeys_stop() {
    let desk = Desk::pushing("auto");
    let early = desk.house.writes("whatsapp:+306900000077", SHOP, "I wait already");
    desk.passes(Millis::hours(2));
    set(
        &desk,
        "waiting_long",
        &json!({ "active": true, "after_seconds": 600,
        "texts": { "en": "You wait for {{minutes}} minutes, {{contact.name|friend}}." } }),
    );
    let anna = desk.house.writes(ANNA, SHOP, "hello");
    let boris = desk.house.writes(BORIS, SHOP, "hello");
    desk.house.writes(BORIS, SHOP, "STOP");
    desk.passes(Millis::minutes(9));
    assert_eq!(desk.told(anna), [""; 0]);
    desk.passes(Millis::minutes(2));
    assert_eq!(desk.told(anna), ["You wait for 11 minutes, Anna."]);
    assert_eq!(said(&desk, BORIS), ["opted_out"]);
    desk.passes(Millis::hours(3));
    assert_eq!(said(&desk, ANNA).len(), 1);
    assert_eq!(desk.told(early), [""; 0], "who waited before it was switched on is left alone");
    let why = desk.trace(boris).into_iter().filter(|(kind, _)| kind == "not_told").count();
    assert_eq!(why, 1, "told once why nothing was said");
}

#[test]
fn agents_come_and_go_and_ends_are_said() {
    let desk = Desk::new(&json!({ "mode": "push", "offer": "accept", "auto_close_seconds": 72_000 }));
    on(&desk, &["agent_joined", "assigned", "transferred_to_agent", "ended", "closing_soon", "closed_inactive"]);
    on(&desk, &["force_closed", "window_ending"]);
    let maria = desk.agent("Maria", 5);
    let conversation = desk.house.writes(ANNA, SHOP, "hello");
    assert_eq!(said(&desk, ANNA), [""; 0], "an offer is nobody's promise");
    let give = |to: &str| {
        let path = format!("/conversations/{conversation}/assign");
        assert_eq!(desk.api.post(&path, &json!({ "user_id": to })).status, 200);
    };
    give(&maria);
    assert_eq!(said(&desk, ANNA), ["assigned"]);
    let petros = desk.agent("Petros", 5);
    give(&petros);
    assert_eq!(said(&desk, ANNA), ["assigned", "transferred_to_agent"]);
    assert!(desk.told(conversation)[1].contains("Petros"));

    // One reminder, then the end; the reminder puts nothing off.
    desk.act(conversation, "wait");
    desk.passes(Millis::hours(19) + Millis::minutes(1));
    assert_eq!(said(&desk, ANNA).last().map(String::as_str), Some("closing_soon"));
    desk.passes(Millis::minutes(58));
    assert_eq!(desk.api.conversation(conversation)["state"], "waiting");
    desk.passes(Millis::minutes(3));
    assert_eq!(desk.api.conversation(conversation)["close_reason"], "inactivity");
    assert_eq!(said(&desk, ANNA)[2..], ["closing_soon", "closed_inactive"]);

    let other = desk.house.writes(BORIS, SHOP, "hello");
    desk.api.post(&format!("/conversations/{other}/assign"), &json!({ "user_id": maria }));
    desk.passes(Millis::hours(23));
    assert_eq!(said(&desk, BORIS), ["assigned", "window_ending"]);
    desk.passes(Millis::minutes(30));
    assert_eq!(said(&desk, BORIS).len(), 2, "once for each time that the contact wrote");
    desk.house.writes(BORIS, SHOP, "I am here");
    desk.act(other, "end");
    desk.act(other, "close");
    assert_eq!(said(&desk, BORIS).last().map(String::as_str), Some("ended"));
    assert_eq!(said(&desk, BORIS).len(), 3, "what was ended is closed without a word");
}

#[test]
fn programs_see_what_is_in_force_and_whose_it_is() {
    let desk = Desk::pushing("auto");
    let number = desk.api.get("/numbers").data()[0]["id"].as_str().unwrap().to_owned();
    let own = format!("/numbers/{number}/automated-messages/out_of_hours");
    let shown = desk.api.get(&own);
    assert_eq!((&shown.data()["origin"], &shown.data()["active"]), (&json!("default"), &json!(false)));
    set(&desk, "out_of_hours", &json!({ "active": true, "texts": { "el": "Κλειστά." } }));
    let followed = desk.api.get(&own);
    assert_eq!(
        (&followed.data()["origin"], &followed.data()["texts"]["el"]),
        (&json!("workstream"), &json!("Κλειστά."))
    );
    assert_eq!(followed.data()["own_texts"]["en"], Value::Null);
    let changed = desk.api.patch(&own, &json!({ "active": false }));
    assert_eq!((&changed.data()["origin"], &changed.data()["active"]), (&json!("number"), &json!(false)));
    assert_eq!(desk.api.delete(&own).data()["origin"], "workstream");
    let all = desk.api.get(MESSAGES);
    let triggers: Vec<&str> = all.data().as_array().unwrap().iter().filter_map(|one| one["trigger"].as_str()).collect();
    assert!(triggers.contains(&"first_contact") && triggers.contains(&"consult_left"), "{triggers:?}");
    for (path, body, status, field) in [
        ("out_of_hours", json!({ "texts": { "en": "{{weather}}" } }), 422, "text_en"),
        ("waiting_long", json!({ "after_seconds": 1 }), 422, "after_seconds"),
        ("waiting_long", json!({ "once_per_seconds": 5 }), 422, "once_per_seconds"),
        ("too_many", json!({ "active": false }), 422, "active"),
        ("ended", json!({ "texts": { "en": "x".repeat(1_601) } }), 422, "text_en"),
        ("ended", json!({ "text": "x" }), 400, "text"),
        ("unheard_of", json!({ "active": true }), 404, ""),
    ] {
        let answer = desk.api.patch(&format!("{MESSAGES}/{path}"), &body);
        let named = answer.body["error"]["field"].as_str().unwrap_or_default();
        assert_eq!((answer.status, named), (status, field), "{path} {answer:?}");
    }
    assert_eq!(desk.house.program("agent").patch(&own, &json!({ "active": true })).status, 403);
    let lines = "SELECT count(*) FROM audit WHERE action LIKE 'automated_message.%'";
    assert_eq!(desk.house.count(lines), 3);
}

#[test]
fn admins_switch_and_write_without_scripts() {
    let desk = Desk::pushing("auto");
    let admin = crate::support::Person::signed_in(desk.house.url(), "dimitra@example.com", "correct horse");
    let list = "/admin/workstreams/1/messages";
    assert!(admin.get(list).html.contains("Nothing is sent by itself yet"));
    assert_eq!(admin.fills_in(list, list, &[("recommended", "1")]).status, 303);
    assert!(!admin.get(list).html.contains("Nothing is sent by itself yet"));
    let one = format!("{list}/waiting_long");
    let fields = [
        ("active", "1"),
        ("language", "en"),
        ("text", "Wait {{minutes}}."),
        ("after_minutes", "3"),
        ("once_minutes", ""),
    ];
    assert_eq!(admin.fills_in(&one, &one, &fields).status, 303);
    assert!(admin.get(&one).html.contains("Wait {{minutes}}."));
    let wrong =
        [("active", "1"), ("language", "en"), ("text", "{{weather}}"), ("after_minutes", "0"), ("once_minutes", "0")];
    let again = admin.fills_in(&one, &one, &wrong);
    assert_eq!(again.status, 422);
    assert!(again.html.contains("{{weather}}") && again.html.contains("From 1 to 720 minutes"), "{}", again.html);
    assert_eq!(admin.fills_in(list, list, &[("off", "first_contact")]).status, 303);
    desk.house.writes(ANNA, SHOP, "hello");
    assert_eq!(said(&desk, ANNA), [""; 0]);
    assert_eq!(admin.get("/admin/numbers/1/messages").status, 200);
    assert_eq!(admin.get("/admin/numbers/1/messages/ended?language=el").status, 200);
}
