//! Writing first: to a bare number or a contact, by template, with the opt-in kept.

use angelia::domain::time::Millis;
use angelia::domain::user::Role;
use serde_json::{Value, json};

use crate::inbox::{composer, somebody, thread};
use crate::support::{ANNA, BORIS, House, Page, Person, SANDBOX, SHOP};

/// A template of the shop, and its id.
fn with_template(house: &House) -> i64 {
    house.approve_template("order_ready", "Hello {{1}}, order {{2}} is ready.", &["Maria", "2041"]);
    house.count("SELECT id FROM template WHERE name = 'order_ready'")
}

/// Fills the form in and sends it.
fn writes(person: &Person, template: i64, fields: &[(&str, &str)]) -> Page {
    let template = template.to_string();
    let mut form = vec![("template", template.as_str()), ("shown", template.as_str()), ("number", "1")];
    form.retain(|(name, _)| !fields.iter().any(|(other, _)| other == name));
    form.extend(fields);
    person.fills_in("/write", "/write", &form)
}

const WELL: [(&str, &str); 6] = [
    ("to", "+30 690 000-0001"),
    ("name", "Anna"),
    ("v.1", "Anna"),
    ("v.2", "2041"),
    ("how", "web_form"),
    ("given_on", "2026-01-02"),
];

fn nothing(house: &House) {
    for table in ["contact", "thread", "conversation", "message", "outbox", "opt_in"] {
        assert_eq!(house.count(&format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
}

#[test]
fn an_agent_writes_to_a_bare_number_and_it_becomes_a_conversation() {
    let house = House::new();
    let template = with_template(&house);
    let nikos = somebody(&house, "nikos", Role::Agent);
    let page = nikos.get("/write");
    assert!(page.html.contains("order_ready") && page.html.contains("v-2"), "{}", page.html);
    assert!(nikos.get("/inbox").html.contains("href=\"/write\""));

    // The same form twice is one message.
    let form = [&WELL[..], &[("key", "once")]].concat();
    let first = writes(&nikos, template, &form);
    assert_eq!((first.status, first.location.as_str()), (303, "/inbox/1"), "{}", first.html);
    assert_eq!(writes(&nikos, template, &form).location, "/inbox/1");
    house.until_status(1, "delivered");
    assert_eq!(house.twilio.messages_to(ANNA).len(), 1);
    let page = thread(&nikos, 1);
    assert!(page.contains("Hello Anna, order 2041 is ready.") && page.contains("Yours"), "{page}");
    assert!(page.contains("on a website") && page.contains("recorded by nikos"), "{page}");
    assert_eq!(composer(&page), "template_only");
    assert_eq!(
        house.count("SELECT count(*) FROM audit WHERE action = 'contact.written_to' AND actor LIKE 'user:%'"),
        1
    );

    // A second conversation is not begun, by nobody; the page leads to the first.
    let again = writes(&nikos, template, &[&WELL[..], &[("key", "another")]].concat());
    assert!(again.status == 422 && again.html.contains("href=\"/inbox/1\""), "{}", again.html);
    let eleni = somebody(&house, "eleni", Role::Supervisor);
    let seen = eleni.get("/write?contact=1&number=1").html;
    assert!(seen.contains("It is with nikos") && seen.contains("href=\"/inbox/1\""), "{seen}");

    // The customer answers: an ordinary thread, with free text.
    assert_eq!(house.anna_writes("Thank you!"), 1);
    assert_eq!(composer(&thread(&nikos, 1)), "text");
    assert_eq!(house.count("SELECT count(*) FROM contact"), 1);
}

#[test]
fn what_is_wrong_is_said_at_its_field_and_nothing_is_kept() {
    let house = House::new();
    let template = with_template(&house);
    let nikos = somebody(&house, "nikos", Role::Agent);
    for (fields, sentence) in [
        (&[("to", "6900000001")][..], "This is not a phone number"),
        (&[("to", "")][..], "Fill this in"),
        (&[("to", "+302810000014")][..], "the number that you write from"),
        (&[("how", "")][..], "Say how the contact agreed"),
        (&[("how", "other")][..], "Say in words how it was"),
        (&[("given_on", "2999-01-01")][..], "still to come"),
        (&[("given_on", "soon")][..], "Say on which day"),
        (&[("v.2", "")][..], "Field 2 is empty"),
        (&[("v.2", "a     b")][..], "more than four blanks"),
        (&[("number", "99")][..], "There is none like this"),
        (&[("template", "99"), ("shown", "99")][..], "not there any more, or belongs to another account"),
    ] {
        let mut form = WELL.to_vec();
        form.retain(|(name, _)| !fields.iter().any(|(other, _)| other == name));
        form.extend(fields);
        let page = writes(&nikos, template, &form);
        assert!(page.status == 422 && page.html.contains(sentence), "{sentence}: {}", page.html);
        assert!(page.html.contains("value=\"2026-01-02\"") || fields[0].0 == "given_on", "what was typed stays");
        nothing(&house);
    }
    // Another template was chosen without scripts: only its fields are wanted.
    let other = writes(&nikos, template, &[&WELL[..], &[("shown", "99")]].concat());
    assert!(other.status == 200 && other.html.contains("value=\"+30 690 000-0001\""), "{}", other.html);
    nothing(&house);
}

#[test]
fn whoever_wrote_stop_is_left_alone_and_an_opt_in_on_file_is_enough() {
    let house = House::new();
    let template = with_template(&house);
    let nikos = somebody(&house, "nikos", Role::Agent);
    let conversation = house.anna_writes("hello");
    let form = [("contact", "1"), ("v.1", "Anna"), ("v.2", "7"), ("how", ""), ("key", "k")];
    house.admin().post(&format!("/conversations/{conversation}/close"), &json!({}));
    assert!(writes(&nikos, template, &form).html.contains("Say how the contact agreed"));
    let agreed = house.admin().post("/contacts/1/opt-ins", &json!({ "how": "paper", "at": "2026-01-02T10:00:00Z" }));
    assert_eq!((agreed.status, &agreed.data()["how"]), (201, &json!("paper")));
    house.writes(ANNA, SHOP, "STOP");
    let close =
        "UPDATE conversation SET state = 'closed', closed_at = 1, due_at = NULL, lane = NULL WHERE state <> 'closed'";
    house.appliance().app().store.write(move |tx| Ok(tx.execute_batch(close)?)).unwrap();
    let stopped = writes(&nikos, template, &form);
    assert!(stopped.status == 422 && stopped.html.contains("This contact wrote STOP"), "{}", stopped.html);
    house.writes(ANNA, SHOP, "START");
    house.appliance().app().store.write(move |tx| Ok(tx.execute_batch(close)?)).unwrap();
    let fine = writes(&nikos, template, &form);
    assert_eq!(fine.status, 303, "{}", fine.html);
    assert_eq!(house.count("SELECT count(*) FROM opt_in"), 1);
}

#[test]
fn the_sandbox_has_its_own_three_templates() {
    let house = House::new();
    let template = with_template(&house);
    let nikos = somebody(&house, "nikos", Role::Agent);
    house.twilio.customer_writes(BORIS, SANDBOX, "join olive-branch");
    let page = nikos.get("/write?number=2").html;
    assert!(page.contains("Your appointment is coming up on") && !page.contains("order 2041"), "{page}");
    let form = [&WELL[..], &[("number", "2")]].concat();
    let refused = writes(&nikos, template, &form);
    assert!(refused.status == 422 && refused.html.contains("sandbox sends only its own"), "{}", refused.html);
    let own = house.count("SELECT id FROM template WHERE sandbox = 1 AND body LIKE '%appointment%'");
    let form: Vec<_> = form.into_iter().filter(|(name, _)| *name != "to").chain([("to", "+306900000002")]).collect();
    let begun = writes(&nikos, own, &form);
    assert_eq!(begun.status, 303, "{}", begun.html);
    house.until_status(1, "delivered");
}

#[test]
fn a_program_writes_first_and_fills_nobodys_list() {
    let house = House::new();
    let template = with_template(&house);
    let (admin, agent) = (house.admin(), house.program("agent"));
    let opt_in = json!({ "how": "web_form", "words": "shop.example", "at": "2026-01-02T10:00:00Z" });
    let body = json!({ "number_id": "1", "to": ANNA, "name": "Anna", "template_id": template.to_string(),
        "variables": { "1": "Anna", "2": "7" }, "opt_in": opt_in });
    assert_eq!(agent.post("/conversations", &body).code(), "not_allowed");
    let key = [("Idempotency-Key", "k1")];
    let begun = admin.post_with("/conversations", &body, &key);
    assert_eq!((begun.status, &begun.data()["conversation"]["state"]), (201, &json!("closed")), "{begun:?}");
    assert_eq!(begun.data()["message"]["text"], "Hello Anna, order 7 is ready.");
    assert_eq!(admin.post_with("/conversations", &body, &key).data()["message"]["id"], begun.data()["message"]["id"]);
    house.until_status(1, "delivered");

    // In no list of the inbox, not even of the closed ones, until there is an answer.
    let nikos = somebody(&house, "nikos", Role::Agent);
    for view in ["", "?view=open", "?view=all", "?view=closed"] {
        assert!(!nikos.get(&format!("/inbox{view}")).html.contains("order 7 is ready"), "{view}");
    }
    let answered = house.anna_writes("Thank you!");
    assert_eq!((answered, admin.conversation(answered)["state"].clone()), (2, json!("open")));
    let page = nikos.get(&format!("/inbox/{answered}")).html;
    assert!(page.contains("order 7 is ready") && page.contains("Thank you!"), "{page}");
    assert!(nikos.get("/inbox?view=open").html.contains("Thank you!"));

    // What is said next goes where somebody is at work, and leaves it as it is.
    house.clock.advance(Millis::days(2));
    let more = admin.post(
        "/conversations",
        &json!({ "number_id": "1", "contact_id": "1",
        "template_id": template.to_string(), "variables": { "1": "Anna", "2": "8" } }),
    );
    assert_eq!(more.data()["conversation"]["id"], answered.to_string());
    assert_eq!(admin.conversation(answered)["state"], "open");
    assert_eq!(admin.get("/contacts/1/opt-ins").data()[0]["words"], "shop.example");

    let field = |change: Value| {
        let mut wrong = body.clone();
        wrong.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let answer = admin.post("/conversations", &wrong);
        assert_eq!(answer.status, 422, "{answer:?}");
        answer.body["error"]["field"].as_str().unwrap().to_owned()
    };
    for (change, want) in [
        (json!({ "to": "12" }), "to"),
        (json!({ "contact_id": "1" }), "to"),
        (json!({ "to": BORIS, "opt_in": null }), "opt_in.how"),
        (json!({ "opt_in": { "how": "paper", "at": "monday" } }), "opt_in.at"),
        (json!({ "number_id": "77" }), "number_id"),
        (json!({ "template_id": "77" }), "template_id"),
        (json!({ "variables": { "1": "x" } }), "variables.2"),
    ] {
        assert_eq!(field(change.clone()), want, "{change}");
    }
    assert_eq!(house.count("SELECT count(*) FROM contact"), 1, "nothing half-written");
}
