//! What the composer promises: drafts on every device, the recipient as it was, nothing twice.

use angelia::domain::time::Millis;
use angelia::domain::user::Role;
use angelia::emulator::{Approval, FailAt, NewTemplate};
use serde_json::json;

use crate::inbox::{composer, hear, press, somebody, thread};
use crate::support::{ACCOUNT_SID, ANNA, BORIS, House, JOIN_CODE, Person, SANDBOX, SHOP, eventually};

#[test]
fn a_draft_is_found_on_another_device_and_by_nobody_else() {
    let house = House::new();
    let (nikos, eleni) = (somebody(&house, "nikos", Role::Agent), somebody(&house, "eleni", Role::Supervisor));
    let conversation = house.anna_writes("hello");
    press(&nikos, conversation, "take", &[]);
    press(&nikos, conversation, "draft", &[("text", "half a sen")]);
    let phone = Person::signed_in(house.url(), "nikos@example.org", "olives and thyme");
    assert!(thread(&phone, conversation).contains(">half a sen</textarea>"));
    assert!(!thread(&eleni, conversation).contains("half a sen"));
    press(&phone, conversation, "messages", &[("act", "text"), ("key", "k"), ("text", "half a sentence")]);
    assert!(!thread(&nikos, conversation).contains("half a sen</textarea>"), "what was sent is no draft any more");
}

#[test]
fn the_recipient_is_who_it_was_when_it_was_written() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    house.twilio.be_busy(1, Some(60));
    let message = api.said(conversation, "for Anna");
    eventually("it was put off", || {
        (house.count("SELECT count(*) FROM attempt WHERE outcome = 'throttled'") == 1).then_some(())
    });
    // Meanwhile the contact goes on from another address.
    let moved = format!("UPDATE thread SET address = '{BORIS}'");
    house.appliance().app().store.write(move |tx| Ok(tx.execute_batch(&moved)?)).unwrap();
    house.clock.advance(Millis::seconds(61));
    house.until_status(message, "delivered");
    assert_eq!((house.twilio.messages_to(ANNA).len(), house.twilio.messages_to(BORIS).len()), (1, 0));
}

#[test]
fn what_failed_is_sent_again_once_from_however_many_pages() {
    let house = House::new();
    let nikos = somebody(&house, "nikos", Role::Agent);
    let conversation = house.anna_writes("hello");
    press(&nikos, conversation, "take", &[]);
    house.twilio.fail_next(63_024, FailAt::Report);
    press(&nikos, conversation, "messages", &[("act", "text"), ("key", "k"), ("text", "*first* try")]);
    house.until_status(2, "undelivered");
    let page = thread(&nikos, conversation);
    assert!(page.contains("data-as-draft=\"*first* try\"") && page.contains("<strong>first</strong> try"), "{page}");
    for key in ["one", "another"] {
        assert_eq!(press(&nikos, conversation, "messages", &[("again", "2"), ("key", key)]).status, 303);
    }
    house.until_status(3, "delivered");
    assert_eq!(house.count("SELECT count(*) FROM message WHERE direction = 'out'"), 2, "one more, with its own id");
    assert_eq!(house.count("SELECT count(DISTINCT provider_sid) FROM message WHERE direction = 'out'"), 2);
}

#[test]
fn hostile_text_is_shown_and_nothing_more() {
    let house = House::new();
    let nikos = somebody(&house, "nikos", Role::Agent);
    let conversation = house.anna_writes("*<img src=x onerror=alert(1)>* `</code><script>` _https://example.org/_a_b_");
    let page = thread(&nikos, conversation);
    assert!(page.contains("<strong>&#60;img src=x onerror=alert(1)&#62;</strong>"), "{page}");
    assert!(page.contains("<code>&#60;/code&#62;&#60;script&#62;</code>"), "{page}");
    assert!(!page.contains("<img src=x") && !page.contains("<script>`"), "{page}");
}

/// What stands where one writes.
fn foot(person: &Person, conversation: i64) -> String {
    let page = person.get(&format!("/inbox/{conversation}/fragments/composer"));
    assert_eq!(page.status, 200);
    page.html
}

#[test]
fn a_number_that_is_switched_off_has_no_field_to_write_in() {
    let house = House::new();
    let api = house.admin();
    let nikos = somebody(&house, "nikos", Role::Agent);
    let admin = Person::signed_in(house.url(), "boss@example.org", "olives and thyme");
    let conversation = house.anna_writes("hello");
    press(&nikos, conversation, "take", &[]);
    press(&nikos, conversation, "draft", &[("text", "half a sen")]);
    let account = format!("/accounts/{}", house.account);
    for (what, title, link) in [
        ("/numbers/1", "Shop is switched off.", "href=\"/admin/numbers/1\""),
        (account.as_str(), "The account of Shop is switched off.", "href=\"/admin/accounts/1\""),
    ] {
        let mut stream = nikos.stream("/live", &[]);
        assert_eq!(api.patch(what, &json!({"active": false})).status, 200);
        assert!(hear(&mut stream, "number_changed").contains("\"number\":1"), "open pages are told");
        let page = thread(&nikos, conversation);
        assert_eq!((composer(&page), page.contains("id=\"text\"")), ("number_off", false), "{page}");
        assert!(
            page.contains(title) && page.contains("Your draft is kept.") && page.contains("An admin can"),
            "{page}"
        );
        let part = foot(&nikos, conversation);
        assert!(composer(&part) == "number_off" && part.contains(title) && !part.contains(link), "{part}");
        assert!(foot(&admin, conversation).contains(link));
        let picker = nikos.get(&format!("/inbox/{conversation}?compose=template")).html;
        assert!(composer(&picker) == "number_off" && !picker.contains("id=\"picker\""), "{picker}");
        // Who sends all the same is told why; nothing is lost.
        let refused = press(&nikos, conversation, "messages", &[("act", "text"), ("key", "k"), ("text", "whole")]);
        assert_eq!((refused.status, composer(&refused.html)), (422, "number_off"));
        assert_eq!(api.says(conversation, "hello").code(), "number_inactive");
        house.anna_writes("are you there?");
        assert_eq!(api.patch(what, &json!({"active": true})).status, 200);
        assert!(thread(&nikos, conversation).contains(">whole</textarea>"));
        press(&nikos, conversation, "draft", &[("text", "half a sen")]);
    }
    api.patch("/numbers/1", &json!({"active": false}));
    let part = format!("/inbox/{conversation}/fragments/composer");
    let greek = nikos.get_with(&part, &[("Accept-Language", "el")]).html;
    assert!(greek.contains("Ο αριθμός είναι ανενεργός: Shop."), "{greek}");
}

#[test]
fn a_deleted_number_is_read_and_put_away_and_not_written_to() {
    let house = House::new();
    let api = house.admin();
    let nikos = somebody(&house, "nikos", Role::Agent);
    let conversation = house.anna_writes("hello");
    assert_eq!(api.delete("/numbers/1?open=keep").status, 200);
    let part = foot(&nikos, conversation);
    assert!(composer(&part) == "number_off" && part.contains("Shop was deleted."), "{part}");
    assert!(part.contains(&format!("/inbox/{conversation}/take")), "whoever closes it takes it first: {part}");
    press(&nikos, conversation, "take", &[]);
    assert!(!foot(&nikos, conversation).contains("<form"));
    assert_eq!(press(&nikos, conversation, "end", &[]).status, 303);
    assert!(foot(&nikos, conversation).contains(&format!("/inbox/{conversation}/close")), "being wrapped up");
    assert_eq!(press(&nikos, conversation, "close", &[]).status, 303);
    let part = foot(&nikos, conversation);
    assert!(composer(&part) == "number_off" && !part.contains("Write again"), "{part}");
    let again = json!({"account_id": house.account.to_string(), "name": "Shop", "address": SHOP});
    let mut stream = nikos.stream("/live", &[]);
    assert_eq!(api.post("/numbers", &again).status, 201);
    assert!(hear(&mut stream, "number_changed").contains("\"number\":1"));
    assert!(foot(&nikos, conversation).contains("Write again"));
}

#[test]
fn the_picker_offers_the_sandbox_its_three_templates_and_nobody_else() {
    let house = House::new();
    let nikos = somebody(&house, "nikos", Role::Agent);
    house.approve_template("own", "Hello {{1}}, all is well.", &["Anna"]);
    house.twilio.customer_writes(BORIS, SANDBOX, &format!("join {JOIN_CODE}"));
    let (sandbox, shop) = (house.writes(BORIS, SANDBOX, "hello"), house.anna_writes("hello"));
    for conversation in [sandbox, shop] {
        press(&nikos, conversation, "take", &[]);
    }
    let offered = |conversation: i64| {
        let html = nikos.get(&format!("/inbox/{conversation}?compose=template")).html;
        let mut names: Vec<String> = html
            .split("name=\"template\" value=")
            .skip(1)
            .map(|rest| rest.split("<b>").nth(1).unwrap().split('<').next().unwrap().to_owned())
            .collect();
        names.sort();
        (composer(&html).to_owned(), names)
    };
    let three = ["sandbox_appointment", "sandbox_code", "sandbox_order"].map(str::to_owned).to_vec();
    let own = vec!["own".to_owned()];
    assert_eq!(offered(sandbox), ("template".to_owned(), three.clone()));
    assert_eq!(offered(shop), ("template".to_owned(), own.clone()));
    house.clock.advance(Millis::hours(25));
    assert_eq!(offered(sandbox), ("template_only".to_owned(), three));
    assert_eq!(offered(shop), ("template_only".to_owned(), own));
}

#[test]
fn the_languages_of_a_template_are_one_entry_and_what_was_typed_goes_along() {
    let house = House::new();
    for (name, language, body) in [
        ("order_ready", "en", "Hello {{1}}, order {{2}} is ready."),
        ("order_ready", "el", "Καλησπέρα {{1}}, η παραγγελία {{2}} είναι έτοιμη."),
        ("order_ready", "fr", "Bonjour {{1}}, la commande {{2}} est prête."),
        ("closed", "en", "Dear {{1}}, we are closed today."),
    ] {
        let types = json!({ "twilio/text": { "body": body } });
        let approval = if language == "fr" { Approval::Pending } else { Approval::Approved };
        let new =
            NewTemplate { name: name.to_owned(), language: language.to_owned(), types, approval, ..Default::default() };
        house.twilio.add_template(ACCOUNT_SID, new);
    }
    assert_eq!(house.admin().post("/templates/sync", &json!({})).status, 200);
    let id = |name: &str, language: &str| {
        house.count(&format!("SELECT id FROM template WHERE name = '{name}' AND language = '{language}'")).to_string()
    };
    let (en, el, closed) = (id("order_ready", "en"), id("order_ready", "el"), id("closed", "en"));
    let nikos = somebody(&house, "nikos", Role::Agent);
    let conversation = house.anna_writes("γεια");
    press(&nikos, conversation, "take", &[]);
    house.clock.advance(Millis::hours(24));
    let entries = |page: &str| page.matches("name=\"template\"").count();
    let chosen = |page: &str, kind: &str, id: &str| page.contains(&format!("name=\"{kind}\" value=\"{id}\" checked"));

    // The number writes English; once the contact's language is known, that comes first.
    let page = thread(&nikos, conversation);
    assert_eq!(entries(&page), 2, "two that can be sent, whatever their languages: {page}");
    let contact = house.count("SELECT id FROM contact");
    assert_eq!(house.admin().patch(&format!("/contacts/{contact}"), &json!({ "language": "el" })).status, 200);
    let page = thread(&nikos, conversation);
    assert!(chosen(&page, "template", &el) && chosen(&page, "language", &el), "{page}");
    assert!(page.contains("<span class=\"pill\">el</span><span class=\"pill\">en</span></span>"), "{page}");
    assert!(!page.contains("Bonjour"), "what is not approved is offered in no language");

    // Another language is shown before it is sent, with what was typed; another template begins anew.
    let form = |entry: &str, language: &str, shown: &str| {
        [
            ("act", "template"),
            ("key", "k"),
            ("template", entry),
            ("language", language),
            ("shown", shown),
            ("v.1", "Anna"),
            ("v.2", "2041"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let post = |form: &[(String, String)]| {
        let fields: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        press(&nikos, conversation, "messages", &fields)
    };
    let other = post(&form(&el, &en, &el));
    assert_eq!((other.status, house.twilio.sent_count()), (200, 0), "shown first, not sent");
    assert!(chosen(&other.html, "language", &en) && other.html.contains("value=\"2041\""), "{}", other.html);
    assert!(other.html.contains("Hello <mark data-shows=\"1\""), "{}", other.html);
    let another = post(&form(&closed, &el, &el));
    assert!(another.status == 200 && chosen(&another.html, "template", &closed), "{}", another.html);
    assert!(!another.html.contains("value=\"2041\""));
    assert_eq!(another.html.matches("name=\"language\"").count(), 1, "the contact's, beside the thread, alone");
    assert_eq!(post(&form(&en, &en, &en)).status, 303);
    eventually("it left", || (house.twilio.messages_to(ANNA).len() == 1).then_some(()));
    assert_eq!(house.twilio.messages_to(ANNA)[0].shown, "Hello Anna, order 2041 is ready.");
}

#[test]
fn the_contact_sees_that_somebody_writes_where_the_number_shows_it() {
    let house = House::new();
    let api = house.admin();
    let nikos = somebody(&house, "nikos", Role::Agent);
    let eleni = somebody(&house, "eleni", Role::Agent);
    let conversation = house.anna_writes("hello");
    press(&nikos, conversation, "take", &[]);
    let asked = || house.twilio.journal().iter().filter(|entry| entry.what == angelia::emulator::What::Typing).count();
    assert_eq!((press(&nikos, conversation, "typing", &[]).status, asked()), (204, 0), "a fresh number shows nothing");
    assert_eq!(api.patch("/numbers/1", &json!({"shows_typing": true})).data()["shows_typing"], true);
    assert_eq!((press(&eleni, conversation, "typing", &[]).status, asked()), (204, 0), "it is not hers");
    assert_eq!((press(&nikos, conversation, "typing", &[]).status, asked()), (204, 1));
    house.clock.advance(Millis::hours(25));
    assert_eq!((press(&nikos, conversation, "typing", &[]).status, asked()), (204, 1), "the window is over");
}

#[test]
fn answers_to_press_come_back_as_what_they_say() {
    let house = House::new();
    let api = house.admin();
    let nikos = somebody(&house, "nikos", Role::Agent);
    let conversation = house.anna_writes("hello");
    press(&nikos, conversation, "take", &[]);
    let fields = [
        ("act", "text"),
        ("key", "k"),
        ("text", "Pickup or delivery?"),
        ("button", "Pickup"),
        ("button", " "),
        ("button", "Delivery"),
    ];
    assert_eq!(press(&nikos, conversation, "messages", &fields).status, 303);
    house.until_status(2, "delivered");
    let sent = house.twilio.messages_to(ANNA);
    let sid = sent[0].sid.clone();
    let buttons: Vec<String> =
        house.twilio.message(&sid).unwrap().buttons.iter().map(|button| button.title.clone()).collect();
    assert_eq!(buttons, ["Pickup", "Delivery"]);
    let page = thread(&nikos, conversation);
    assert!(page.contains("<span class=\"buttons-in\"><span>Pickup</span><span>Delivery</span></span>"), "{page}");
    house.twilio.customer_presses(&sid, 1);
    let answer =
        eventually("the answer arrives", || api.messages(conversation).pop().filter(|last| last["direction"] == "in"));
    assert_eq!((&answer["kind"], &answer["text"]), (&json!("button"), &json!("Delivery")));
    let path = format!("/conversations/{conversation}/messages");
    let said = |body: serde_json::Value| api.post(&path, &body);
    assert_eq!(said(json!({"text": "And now?", "buttons": ["Yes", "No"]})).status, 201);
    for (body, field) in [
        (json!({"text": "x", "buttons": []}), "buttons"),
        (json!({"text": "x", "buttons": ["1", "2", "3", "4"]}), "buttons"),
        (json!({"text": "x", "buttons": ["a button that is far too long"]}), "buttons"),
        (json!({"text": "x", "buttons": ["Yes", "YES"]}), "buttons"),
        (json!({"text": "a".repeat(1_100), "buttons": ["Yes"]}), "text"),
        (json!({"template_id": "1", "buttons": ["Yes"]}), "buttons"),
        (json!({"file_id": "1", "buttons": ["Yes"]}), "buttons"),
    ] {
        let answer = said(body.clone());
        assert_eq!((answer.status, &answer.body["error"]["field"]), (422, &json!(field)), "{body}");
    }
    let long = [("act", "text"), ("key", "l"), ("text", "x"), ("button", "a button that is far too long")];
    let again = press(&nikos, conversation, "messages", &long);
    assert!(again.status == 422 && again.html.contains("value=\"a button that is far too long\""), "{}", again.html);
}
