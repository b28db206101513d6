//! What goes beside words: a place, a contact, a list to choose from, a quote; and contacts kept from a card that came.

use angelia::domain::time::Millis;
use angelia::domain::user::Role;
use serde_json::{Value, json};

use crate::inbox::{press, somebody, thread};
use crate::support::{ANNA, Answer, Api, BORIS, House, Person, SHOP, eventually};

/// Anna wrote, Nikos has it.
fn taken() -> (House, Api, Person, i64) {
    let house = House::new();
    let api = house.admin();
    let nikos = somebody(&house, "nikos", Role::Agent);
    let conversation = house.anna_writes("where are you?");
    press(&nikos, conversation, "take", &[]);
    (house, api, nikos, conversation)
}

fn send(api: &Api, conversation: i64, body: &Value) -> Answer {
    api.post(&format!("/conversations/{conversation}/messages"), body)
}

/// Each body is refused with 422 and this field, and nothing of it is kept.
fn refused(house: &House, api: &Api, conversation: i64, table: &[(Value, &str)]) {
    let before = house.count("SELECT count(*) FROM message");
    for (body, field) in table {
        let answer = send(api, conversation, body);
        assert_eq!((answer.status, &answer.body["error"]["field"]), (422, &json!(field)), "{body}: {:?}", answer.body);
    }
    assert_eq!(house.count("SELECT count(*) FROM message"), before);
    assert_eq!(house.count("SELECT count(*) FROM upload"), 0, "nothing is left in a tray");
}

#[test]
fn a_place_goes_out_as_a_place() {
    let (house, api, nikos, conversation) = taken();
    let link = "https://www.google.com/maps/place/X/@37.98,23.72,17z/data=!3d37.9715!4d23.7257";
    let fields = [
        ("act", "text"),
        ("also", "place"),
        ("key", "k"),
        ("text", "Coming?"),
        ("place", link),
        ("place_label", "Our shop"),
        ("place_address", "Αθήνα 105 58"),
    ];
    assert_eq!(press(&nikos, conversation, "messages", &fields).status, 303);
    house.until_status(2, "delivered");
    let sent = house.twilio.messages_to(ANNA).remove(0);
    let param = |name: &str| sent.params.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    assert_eq!(param("PersistentAction"), Some("geo:37.9715,23.7257|Our shop, Αθήνα 105 58"));
    assert_eq!(param("Body"), Some("Our shop, Αθήνα 105 58"));
    let place = sent.place.unwrap();
    assert_eq!((place.latitude.as_str(), place.longitude.as_str()), ("37.9715", "23.7257"));
    let page = thread(&nikos, conversation);
    assert!(page.contains("Our shop, Αθήνα 105 58</b><small><a href=\"https://www.openstreetmap.org/?mlat=37.971500"));
    assert!(page.contains(">Coming?</textarea>"), "the text waits: {page}");
    assert!(!page.contains("google.com"), "what was sent is not kept in the composer");
    // The same by a program; without a name its coordinates stand for it.
    let answer = send(&api, conversation, &json!({"location": {"latitude": -33.5, "longitude": -70.25}}));
    assert_eq!((answer.status, &answer.data()["kind"]), (201, &json!("location")));
    assert_eq!(answer.data()["text"], "-33.50000, -70.25000");
    assert_eq!(answer.data()["extra"], json!({"latitude": -33.5, "longitude": -70.25}));
    house.until_status(answer.id().parse().unwrap(), "delivered");
}

#[test]
fn a_place_that_is_none_is_refused_with_what_is_wrong() {
    let (house, api, nikos, conversation) = taken();
    let at = |latitude: f64, longitude: f64| json!({"location": {"latitude": latitude, "longitude": longitude}});
    let long = |name: &str, count: usize| json!({"location": {"latitude": 0, "longitude": 0, name: "x".repeat(count)}});
    refused(
        &house,
        &api,
        conversation,
        &[
            (at(90.1, 0.0), "location.latitude"),
            (at(0.0, -180.5), "location.longitude"),
            (long("label", 101), "location.label"),
            (long("address", 201), "location.address"),
            (json!({"location": {"latitude": 0, "longitude": 0}, "text": "x"}), "location"),
            (json!({"location": {"latitude": 0, "longitude": 0}, "contact": {"name": "x"}}), "contact"),
            (json!({"location": {"latitude": 0, "longitude": 0}, "file_id": "1"}), "location"),
        ],
    );
    for body in [
        json!({"location": {"latitude": "x", "longitude": 0}}),
        json!({"location": {"lat": 1}}),
        json!({"location": 7}),
    ] {
        assert!(matches!(send(&api, conversation, &body).status, 400 | 422), "{body}");
    }
    for (typed, says) in [
        ("", "Say where it is"),
        ("over there", "No place can be read there"),
        ("91, 0", "No place can be read there"),
        ("https://maps.app.goo.gl/abc", "is not followed from here"),
    ] {
        let fields = [("act", "text"), ("also", "place"), ("key", "k"), ("text", "kept"), ("place", typed)];
        let page = press(&nikos, conversation, "messages", &fields);
        assert!(page.status == 422 && page.html.contains(says), "{typed}: {}", page.html);
        assert!(page.html.contains("id=\"beside-place\" open") && page.html.contains(">kept</textarea>"));
    }
    // As text does: not after the window, not after STOP.
    house.clock.advance(Millis::hours(25));
    assert_eq!(send(&api, conversation, &at(1.0, 1.0)).code(), "window_closed");
    let conversation = house.anna_writes("STOP");
    assert_eq!(send(&api, conversation, &at(1.0, 1.0)).code(), "opted_out");
    let card = json!({"contact": {"name": "Eleni", "number": "+306900000009"}});
    assert_eq!(send(&api, conversation, &card).code(), "opted_out");
    assert_eq!(house.count("SELECT count(*) FROM upload"), 0);
}

#[test]
fn a_place_waits_in_the_outbox_no_longer_than_the_window() {
    let (house, api, _, conversation) = taken();
    house.twilio.be_unreachable(angelia::emulator::Outage::Answers503, std::time::Duration::from_secs(3_600));
    let place = json!({"location": {"latitude": 1, "longitude": 2, "label": "Shop"}});
    let id: i64 = send(&api, conversation, &place).id().parse().unwrap();
    eventually("it was tried in vain", || {
        (house.count("SELECT count(*) FROM attempt WHERE outcome = 'throttled'") > 0).then_some(())
    });
    house.clock.advance(Millis::hours(25));
    house.twilio.be_reachable();
    house.run_jobs();
    house.until_status(id, "failed");
    assert_eq!(house.twilio.sent_count(), 0);
}

#[test]
fn the_provider_takes_only_places() {
    let (house, ..) = taken();
    let post = |action: &str| {
        let form = [("To", ANNA), ("From", SHOP), ("Body", "x"), ("PersistentAction", action)];
        let url = format!("{}/2010-04-01/Accounts/{}/Messages.json", house.twilio.url(), crate::support::ACCOUNT_SID);
        let pair = format!("{}:{}", crate::support::ACCOUNT_SID, crate::support::AUTH_TOKEN);
        let basic = format!("Basic {}", base64(&pair));
        crate::support::client().post(url).header("Authorization", basic).send_form(form).unwrap().status().as_u16()
    };
    assert_eq!([post("geo:1,2|x"), post("geo:x,2"), post("1,2"), post("geo:1")], [201, 400, 400, 400]);
    assert_eq!(post("geo:91,2|x"), 201, "what is not on the globe fails later");
    assert!(house.twilio.wait_idle(std::time::Duration::from_secs(20)));
    assert_eq!(house.twilio.sent().pop().unwrap().error, Some(63_021));
}

/// Base64 with padding; the tests have no library for it.
fn base64(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let mut three = [0_u8; 3];
        three[..chunk.len()].copy_from_slice(chunk);
        let bits = u32::from_be_bytes([0, three[0], three[1], three[2]]);
        for place in 0..4 {
            let six = usize::try_from((bits >> (18 - 6 * place)) & 63).unwrap();
            out.push(if place <= u32::try_from(chunk.len()).unwrap() { char::from(LETTERS[six]) } else { '=' });
        }
    }
    out
}

#[test]
fn a_contact_is_found_and_sent_as_a_card() {
    let (house, api, nikos, conversation) = taken();
    house.writes(BORIS, SHOP, "hello");
    let fields = |also: &str, q: &str, name: &str, number: &str| {
        [("act", "text"), ("key", "c"), ("text", "later"), ("quote", "")]
            .into_iter()
            .chain([("also", also), ("card_q", q), ("card_name", name), ("card_number", number)])
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect::<Vec<_>>()
    };
    let post = |fields: &[(String, String)]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        press(&nikos, conversation, "messages", &fields)
    };
    house.run_jobs(); // the index follows
    let found = post(&fields("find", "bori", "", ""));
    let boris = house.count("SELECT contact_id FROM address WHERE value = 'whatsapp:+306900000002'");
    assert!(found.status == 200 && found.html.contains(&format!("value=\"pick:{boris}\"")), "{}", found.html);
    assert!(post(&fields("find", "nobody at all", "", "")).html.contains("Nobody found"));
    let picked = post(&fields(&format!("pick:{boris}"), "bori", "", ""));
    assert!(picked.html.contains("name=\"card_name\" value=\"Boris\""), "{}", picked.html);
    assert_eq!(post(&fields("card", "", "Boris", "+30 690 000 0002")).status, 303);
    house.until_status(house.count("SELECT max(id) FROM message"), "delivered");
    let url = house.twilio.messages_to(ANNA)[0].media_urls[0].clone();
    assert!(url.ends_with("/Boris.vcf") || url.ends_with("/file.vcf"), "{url}");
    let page = thread(&nikos, conversation);
    assert!(page.contains("<b dir=\"auto\">Boris</b>") && page.contains("+30 690 000 0002"), "{page}");
    assert!(page.contains(">later</textarea>") && !page.contains("name=\"card_name\" value=\"Boris\""), "{page}");

    // By a program: a contact that we know, once.
    let path = format!("/conversations/{conversation}/messages");
    let body = json!({"contact": {"contact_id": boris.to_string()}});
    let first = api.post_with(&path, &body, &[("Idempotency-Key", "once")]);
    let second = api.post_with(&path, &body, &[("Idempotency-Key", "once")]);
    assert_eq!((first.status, first.id()), (201, second.id()));
    assert_eq!(first.data()["kind"], "contacts");
    assert_eq!(first.data()["media"][0]["content_type"], "text/vcard");
    let file = api.raw("GET", first.data()["media"][0]["url"].as_str().unwrap(), &[]).2;
    let text = String::from_utf8(file).unwrap();
    assert!(text.contains("FN:Boris\r\n") && text.contains("waid=306900000002:"), "{text}");
    let long = "x".repeat(101);
    refused(
        &house,
        &api,
        conversation,
        &[
            (json!({"contact": {"contact_id": "999"}}), "contact.contact_id"),
            (json!({"contact": {"contact_id": "x"}}), "contact.contact_id"),
            (json!({"contact": {"contact_id": "1", "name": "x"}}), "contact.contact_id"),
            (json!({"contact": {}}), "contact.name"),
            (json!({"contact": {"name": "x", "number": "2810 000 014"}}), "contact.number"),
            (json!({"contact": {"name": long, "number": "+306900000009"}}), "contact.name"),
            (json!({"contact": {"name": "x", "number": "+306900000009"}, "buttons": ["a"]}), "contact"),
        ],
    );
    // A name is words, whatever stands in it.
    let hostile = "Eve;\nEND:VCARD\r\nBEGIN:VCARD\\,<b>\u{202e}";
    let sent = send(&api, conversation, &json!({"contact": {"name": hostile, "number": "+306900000009"}}));
    let file = api.raw("GET", sent.data()["media"][0]["url"].as_str().unwrap(), &[]).2;
    let text = String::from_utf8(file).unwrap();
    assert_eq!(text.matches("\r\nEND:VCARD").count(), 1, "{text}");
    let page = thread(&nikos, conversation);
    assert!(page.contains("Eve; END:VCARD BEGIN:VCARD\\,&#60;b&#62;</b>"), "{page}");
    // A number that takes no files takes no contacts.
    api.patch("/numbers/1", &json!({"attachments_from_agents": false}));
    let card = json!({"contact": {"name": "x", "number": "+306900000009"}});
    assert_eq!(send(&api, conversation, &card).code(), "files_off");
    assert!(!thread(&nikos, conversation).contains("id=\"beside-card\""));
}

#[test]
fn a_list_is_offered_and_its_answer_comes_back() {
    let (house, api, nikos, conversation) = taken();
    let fields = [
        ("act", "text"),
        ("key", "l"),
        ("text", "How do you want it? {{1}}"),
        ("list_button", "Choose"),
        ("item", "Pickup"),
        ("item_text", "Today until 18:00"),
        ("item", ""),
        ("item_text", " "),
        ("item", "Delivery"),
        ("item_text", ""),
    ];
    assert_eq!(press(&nikos, conversation, "messages", &fields).status, 303);
    house.until_status(2, "delivered");
    let sid = house.twilio.messages_to(ANNA)[0].sid.clone();
    let shown = house.twilio.message(&sid).unwrap();
    assert_eq!(shown.menu.as_deref(), Some("Choose"));
    assert_eq!(shown.shown, "How do you want it? { {1}}");
    let lines: Vec<_> = shown.buttons.iter().map(|line| (line.title.as_str(), line.description.as_deref())).collect();
    assert_eq!(lines, [("Pickup", Some("Today until 18:00")), ("Delivery", None)]);
    let page = thread(&nikos, conversation);
    assert!(page.contains("Choose</summary>") && page.contains("Pickup<small>Today until 18:00</small>"), "{page}");
    assert_eq!(house.count("SELECT count(*) FROM draft"), 0, "what was sent is no draft");
    house.twilio.customer_presses(&sid, 1);
    let answer =
        eventually("the answer arrives", || api.messages(conversation).pop().filter(|last| last["direction"] == "in"));
    assert_eq!((&answer["kind"], &answer["text"]), (&json!("list"), &json!("Delivery")));
    assert_eq!(answer["extra"]["list_id"], "2");

    let body = json!({"text": "And when?", "list": {"button": "When", "items": [{"title": "Now"}, {"title": "Later", "description": "Tomorrow"}]}});
    let sent = send(&api, conversation, &body);
    assert_eq!(sent.data()["extra"]["list"]["items"][1], json!({"title": "Later", "description": "Tomorrow"}));
    house.until_status(sent.id().parse().unwrap(), "delivered");
    let list = |button: &str, items: Value| json!({"text": "x", "list": {"button": button, "items": items}});
    let eleven: Vec<Value> = (0..11).map(|n| json!({"title": n.to_string()})).collect();
    refused(
        &house,
        &api,
        conversation,
        &[
            (list("", json!([{"title": "a"}])), "list.button"),
            (list(&"b".repeat(21), json!([{"title": "a"}])), "list.button"),
            (list("b", json!([])), "list.items"),
            (list("b", json!(eleven)), "list.items"),
            (list("b", json!([{"title": "t".repeat(25)}])), "list.items.title"),
            (list("b", json!([{"title": "Ναι"}, {"title": "ΝΑΙ"}])), "list.items.title"),
            (list("b", json!([{"title": "", "description": "x"}])), "list.items.title"),
            (list("b", json!([{"title": "a", "description": "d".repeat(73)}])), "list.items.description"),
            (json!({"text": "t".repeat(1_025), "list": {"button": "b", "items": [{"title": "a"}]}}), "text"),
            (json!({"text": "x", "buttons": ["a"], "list": {"button": "b", "items": [{"title": "a"}]}}), "list"),
            (json!({"template_id": "1", "list": {"button": "b", "items": [{"title": "a"}]}}), "list"),
            (json!({"file_id": "1", "list": {"button": "b", "items": [{"title": "a"}]}}), "list"),
            (json!({"text": " ", "list": {"button": "b", "items": [{"title": "a"}]}}), "text"),
        ],
    );
    let long = [("act", "text"), ("key", "m"), ("text", "x"), ("item", "a line"), ("item_text", "")];
    let again = press(&nikos, conversation, "messages", &long);
    assert!(again.status == 422 && again.html.contains("Say what stands on the button"), "{}", again.html);
    assert!(again.html.contains("id=\"beside-list\" open") && again.html.contains("value=\"a line\""));
    // It is kept with the draft, and there again on the next page.
    assert!(thread(&nikos, conversation).contains("value=\"a line\""));
}

#[test]
fn what_cannot_be_made_a_list_is_numbered() {
    let (house, api, _, conversation) = taken();
    house.twilio.be_busy(1, None);
    let body = json!({"text": "Which?", "list": {"button": "b", "items": [{"title": "One"}, {"title": "Two", "description": "2"}]}});
    let id: i64 = send(&api, conversation, &body).id().parse().unwrap();
    house.until_status(id, "delivered");
    let shown = house.twilio.messages_to(ANNA).pop().unwrap();
    assert_eq!((shown.menu, shown.shown.as_str()), (None, "Which?\n\n1. One\n2. Two: 2"));
}

#[test]
fn an_answer_quotes_and_only_we_see_it() {
    let (house, api, nikos, conversation) = taken();
    let page = nikos.get(&format!("/inbox/{conversation}?quote=1")).html;
    assert!(page.contains("id=\"quoting\"><input type=\"hidden\" name=\"quote\" value=\"1\">"), "{page}");
    assert!(page.contains("Only we see the quote") && page.contains("quote=1#composer\" data-quote=\"1\""));
    let fields = [("act", "text"), ("key", "q"), ("text", "In Athens"), ("quote", "1")];
    assert_eq!(press(&nikos, conversation, "messages", &fields).status, 303);
    house.until_status(2, "delivered");
    let sent = house.twilio.messages_to(ANNA).remove(0);
    assert_eq!(sent.shown, "In Athens");
    assert!(sent.params.iter().all(|(_, value)| !value.contains("where are you")));
    let page = thread(&nikos, conversation);
    assert!(page.contains(&format!("<a class=\"quote\" dir=\"auto\" href=\"/inbox/{conversation}?before=")), "{page}");
    assert!(page.contains("#m-1\">") && page.contains("where are you?</a>"));
    assert!(page.contains("name=\"quote\" value=\"\""), "the composer quotes nothing any more");

    let sent = send(&api, conversation, &json!({"text": "Really", "quoted_message_id": "2"}));
    assert_eq!((&sent.data()["quoted_message_id"], &sent.data()["quoted_sid"]), (&json!("2"), &Value::Null));
    house.writes(BORIS, SHOP, "another thread");
    let other = house.count("SELECT max(id) FROM message").to_string();
    refused(
        &house,
        &api,
        conversation,
        &[
            (json!({"text": "x", "quoted_message_id": other}), "quoted_message_id"),
            (json!({"text": "x", "quoted_message_id": "9999"}), "quoted_message_id"),
            (json!({"text": "x", "quoted_message_id": "x"}), "quoted_message_id"),
        ],
    );
    // The same key with another quote is another message.
    let path = format!("/conversations/{conversation}/messages");
    let with = |quoted: &str| json!({"text": "y", "quoted_message_id": quoted});
    assert_eq!(api.post_with(&path, &with("1"), &[("Idempotency-Key", "y")]).status, 201);
    assert_eq!(api.post_with(&path, &with("2"), &[("Idempotency-Key", "y")]).status, 409);
}

#[test]
fn a_draft_keeps_what_stands_beside_the_text() {
    let (house, api, nikos, conversation) = taken();
    let fields = [
        ("text", "half a"),
        ("quote", "1"),
        ("button", "Yes"),
        ("item", "Pickup"),
        ("item_text", ""),
        ("place", "37.9, 23.7"),
        ("card_name", "<script>"),
    ];
    assert_eq!(press(&nikos, conversation, "draft", &fields).status, 303);
    let page = thread(&nikos, conversation);
    for there in
        ["name=\"quote\" value=\"1\"", "value=\"Yes\"", "value=\"Pickup\"", "value=\"37.9, 23.7\"", "half a</textarea>"]
    {
        assert!(page.contains(there), "{there}: {page}");
    }
    assert!(page.contains("value=\"&#60;script&#62;\"") && !page.contains("<script>\""));
    // A draft of the words alone leaves the rest as it is; dropping the quote leaves the words.
    press(&nikos, conversation, "draft", &[("text", "half a sentence")]);
    assert!(thread(&nikos, conversation).contains("name=\"quote\" value=\"1\""));
    let dropped = press(
        &nikos,
        conversation,
        "messages",
        &[("act", "text"), ("also", "unquote"), ("text", "half"), ("quote", "1"), ("place", "37.9, 23.7")],
    );
    assert!(dropped.status == 200 && dropped.html.contains("name=\"quote\" value=\"\""), "{}", dropped.html);
    let page = thread(&nikos, conversation);
    assert!(page.contains("name=\"quote\" value=\"\"") && page.contains("value=\"37.9, 23.7\""));
    // When the text is sent, a place that waits stays.
    let fields = [("act", "text"), ("key", "z"), ("text", "half"), ("place", "37.9, 23.7")];
    assert_eq!(press(&nikos, conversation, "messages", &fields).status, 303);
    let page = thread(&nikos, conversation);
    assert!(page.contains("value=\"37.9, 23.7\"") && !page.contains("half</textarea>"));
    assert_eq!(api.messages(conversation).len(), 2);
    let empty: Vec<(&str, &str)> = vec![("text", ""), ("place", ""), ("quote", "")];
    press(&nikos, conversation, "draft", &empty);
    assert_eq!(house.count("SELECT count(*) FROM draft"), 0);
}

fn card(name: &str, numbers: &[&str]) -> Vec<u8> {
    let tel: String = numbers.iter().map(|number| format!("TEL:{number}\n")).collect();
    format!("BEGIN:VCARD\nVERSION:3.0\nFN:{name}\n{tel}END:VCARD\n").into_bytes()
}

/// A file of contacts from Anna; its media.
fn brings(house: &House, bytes: &[u8]) -> i64 {
    let before = house.count("SELECT count(*) FROM media WHERE state = 'ready'");
    house.twilio.customer_sends_file(ANNA, SHOP, "", "text/vcard", bytes);
    eventually("the card is here", || {
        (house.count("SELECT count(*) FROM media WHERE state = 'ready'") > before).then_some(())
    });
    house.count("SELECT max(id) FROM media")
}

#[test]
fn somebody_on_a_card_is_kept_once() {
    let (house, api, nikos, conversation) = taken();
    let two =
        [card("Δήμητρα <b>", &["+30 690 000 0199", "+30 690 000 0198"]), card("Nobody", &["2810 000 014"])].concat();
    let media = brings(&house, &two);
    let page = thread(&nikos, conversation);
    assert_eq!(
        page.matches(&format!("action=\"/media/{media}/contacts\"")).count(),
        1,
        "only who can be called: {page}"
    );
    let here = format!("/inbox/{conversation}");
    let save = |media: i64, card: &str| nikos.fills_in(&here, &format!("/media/{media}/contacts"), &[("card", card)]);
    assert_eq!(save(media, "0").status, 303);
    let contact = house.count("SELECT contact_id FROM address WHERE value = 'whatsapp:+306900000199'");
    assert_eq!(house.count("SELECT contact_id FROM address WHERE value = 'whatsapp:+306900000198'"), contact);
    assert_eq!(house.count("SELECT count(*) FROM audit WHERE action = 'contact.saved'"), 1);
    let page = thread(&nikos, conversation);
    assert!(
        page.contains(&format!("<a href=\"/write?contact={contact}\"><bdi>Δήμητρα &#60;b&#62;</bdi></a>")),
        "{page}"
    );
    assert!(nikos.get(&format!("/write?contact={contact}")).html.contains("Δήμητρα &#60;b&#62;"));

    // The same person once more, by another name and with another number: nobody is doubled or renamed.
    let again = brings(&house, &card("Demi", &["+306900000198", "+306900000197"]));
    let saved = api.post(&format!("/media/{again}/contacts"), &json!({}));
    assert_eq!((saved.status, saved.id(), &saved.data()["name"]), (200, contact.to_string(), &json!("Δήμητρα <b>")));
    assert_eq!(saved.data()["addresses"].as_array().unwrap().len(), 3);
    // Whoever writes from one of the numbers is that contact.
    house.writes("whatsapp:+306900000197", SHOP, "it is me");
    assert_eq!(house.count("SELECT contact_id FROM thread ORDER BY id DESC LIMIT 1"), contact);
    // Numbers of two contacts: none is chosen.
    let both = brings(&house, &card("Both", &["+306900000199", "+306900000001"]));
    let refused = api.post(&format!("/media/{both}/contacts"), &json!({"card": 0}));
    assert_eq!((refused.status, &refused.body["error"]["field"]), (422, &json!("card")));
    let page = save(both, "0");
    assert_eq!(page.status, 303);
    assert!(thread(&nikos, conversation).contains("belong to two of our contacts"));
    for (body, status) in [(json!({"card": 7}), 404), (json!({"card": -1}), 400), (json!({"which": 1}), 400)] {
        let answer = api.post(&format!("/media/{media}/contacts"), &body);
        assert!(answer.status == status || answer.status == 422, "{body}: {}", answer.status);
    }
    assert_eq!(api.post(&format!("/media/{media}/contacts"), &json!({"card": 1})).status, 422, "no number to call");
    assert_eq!(api.post("/media/9999/contacts", &json!({})).status, 404);
    assert_eq!(save(media, "99").status, 404);
}
