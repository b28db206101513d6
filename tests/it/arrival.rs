//! What a contact writes arrives: once, whole, in one conversation.

use serde_json::json;

use crate::support::{
    ACCOUNT_SID, ANNA, AUTH_TOKEN, House, JOIN_CODE, SANDBOX, SHOP, eventually, inbound_form, post_signed,
};

#[test]
fn a_message_arrives_and_is_shown() {
    let house = House::new();
    let conversation = house.anna_writes("Καλησπέρα, έχετε λάδι;");
    let api = house.admin();
    let shown = api.conversation(conversation);
    assert_eq!(shown["state"], "open");
    assert_eq!(shown["contact"]["name"], "Anna");
    assert_eq!(shown["contact"]["address"], ANNA);
    assert_eq!(shown["window"]["open"], true);
    assert_eq!(shown["unread"], 1);
    let messages = api.messages(conversation);
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0]["text"], "Καλησπέρα, έχετε λάδι;");
    assert_eq!(messages[0]["direction"], "in");
    assert_eq!(messages[0]["status"], "received");
}

#[test]
fn a_webhook_delivered_twice_is_one_message() {
    let house = House::new();
    house.twilio.set_inbound_twice(true);
    let conversation = house.anna_writes("once");
    assert!(house.twilio.wait_idle(crate::support::PATIENCE));
    assert_eq!(house.admin().messages(conversation).len(), 1);
    assert_eq!(house.count("SELECT unread FROM conversation"), 1);
}

#[test]
fn the_same_post_ten_times_at_once_is_one_message_and_ten_times_fine() {
    let house = House::new();
    let form = inbound_form("SM11111111111111111111111111111111", ANNA, "again and again");
    let url = house.hook("inbound");
    std::thread::scope(|scope| {
        let posts: Vec<_> = (0..10).map(|_| scope.spawn(|| post_signed(&url, &form, AUTH_TOKEN))).collect();
        for post in posts {
            let (status, content_type, body) = post.join().unwrap();
            assert_eq!((status, body.as_str()), (200, "<Response/>"));
            assert!(content_type.starts_with("text/xml"), "{content_type}");
        }
    });
    assert_eq!(house.count("SELECT count(*) FROM message"), 1);
}

#[test]
fn ten_first_messages_at_once_make_one_contact_thread_and_conversation() {
    let house = House::new();
    let url = house.hook("inbound");
    std::thread::scope(|scope| {
        for index in 0..10 {
            let url = &url;
            scope.spawn(move || {
                let form = inbound_form(&format!("SM2222222222222222222222222222222{index}"), ANNA, "album");
                assert_eq!(post_signed(url, &form, AUTH_TOKEN).0, 200);
            });
        }
    });
    for (table, want) in [("message", 10), ("contact", 1), ("address", 1), ("thread", 1), ("conversation", 1)] {
        assert_eq!(house.count(&format!("SELECT count(*) FROM {table}")), want, "{table}");
    }
}

#[test]
fn somebody_without_a_number_can_write_and_be_answered() {
    let house = House::new();
    let id = "whatsapp:GR.1A2B3C4D";
    house.twilio.add_customer("lemonia_k", id, None);
    let conversation = house.writes(id, SHOP, "Στέλνετε και στη Ρόδο;");
    let api = house.admin();
    assert_eq!(api.conversation(conversation)["contact"]["address"], id);
    let message = api.said(conversation, "Ναι, κάθε Τρίτη.");
    house.until_status(message, "delivered");
    assert_eq!(house.twilio.messages_to(id).len(), 1);
}

#[test]
fn a_number_and_a_user_id_that_come_together_are_one_contact() {
    let house = House::new();
    let url = house.hook("inbound");
    let both = "whatsapp:GR.9Z9Z";
    let mut first = inbound_form("SM31111111111111111111111111111111", ANNA, "with a number");
    first.push(("ExternalUserId".to_owned(), both.to_owned()));
    assert_eq!(post_signed(&url, &first, AUTH_TOKEN).0, 200);
    let second = inbound_form("SM32222222222222222222222222222222", both, "and hidden");
    assert_eq!(post_signed(&url, &second, AUTH_TOKEN).0, 200);
    assert_eq!(house.count("SELECT count(*) FROM contact"), 1);
    assert_eq!(house.count("SELECT count(*) FROM address"), 2);
    assert_eq!(house.count("SELECT count(*) FROM conversation"), 1);
    // Answers go where the last message came from.
    let api = house.admin();
    house.twilio.add_customer("Hidden", both, None);
    let message = api.said(1, "hello");
    eventually("it is handed over", || (house.twilio.sent_count() == 1).then_some(()));
    assert_eq!(house.twilio.messages_to(both).len(), 1);
    assert!(message > 0);
}

#[test]
fn what_this_version_cannot_show_is_kept_as_a_line() {
    let house = House::new();
    let url = house.hook("inbound");
    let mut form = inbound_form("SM41111111111111111111111111111111", ANNA, "");
    form.push(("MessageType".to_owned(), "hologram".to_owned()));
    form.push(("HologramUrl".to_owned(), "https://example.com/h".to_owned()));
    form.retain(|(name, value)| name != "MessageType" || value == "hologram");
    assert_eq!(post_signed(&url, &form, AUTH_TOKEN).0, 200);
    let messages = house.admin().messages(1);
    assert_eq!(messages[0]["kind"], "unknown");
    assert_eq!(house.count("SELECT count(*) FROM raw_post WHERE form LIKE '%HologramUrl%'"), 1);
}

#[test]
fn every_attachment_is_recorded() {
    let house = House::new();
    let media = format!("https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/MM1/Media/ME");
    let mut form = inbound_form("MM51111111111111111111111111111111", ANNA, "");
    form.retain(|(name, _)| name != "NumMedia" && name != "MessageType");
    form.push(("NumMedia".to_owned(), "3".to_owned()));
    for index in 0..3 {
        form.push((format!("MediaUrl{index}"), format!("{media}{index}")));
        form.push((format!("MediaContentType{index}"), "image/jpeg".to_owned()));
    }
    assert_eq!(post_signed(&house.hook("inbound"), &form, AUTH_TOKEN).0, 200);
    let messages = house.admin().messages(1);
    assert_eq!(messages[0]["kind"], "image");
    let media = messages[0]["media"].as_array().unwrap();
    assert_eq!(media.len(), 3);
    assert!(media.iter().all(|item| item["content_type"] == "image/jpeg"));
}

#[test]
fn a_pressed_button_is_its_words() {
    let house = House::new();
    let mut form = inbound_form("SM61111111111111111111111111111111", ANNA, "Θέλω αλλαγή");
    form.push(("ButtonText".to_owned(), "Θέλω αλλαγή".to_owned()));
    form.push(("ButtonPayload".to_owned(), "change".to_owned()));
    assert_eq!(post_signed(&house.hook("inbound"), &form, AUTH_TOKEN).0, 200);
    let messages = house.admin().messages(1);
    assert_eq!((&messages[0]["kind"], &messages[0]["text"]), (&json!("button"), &json!("Θέλω αλλαγή")));
}

#[test]
fn a_json_post_is_read_too() {
    let house = House::new();
    let body = serde_json::json!({
        "MessageSid": "SM71111111111111111111111111111111", "AccountSid": ACCOUNT_SID,
        "From": ANNA, "To": SHOP, "Body": "as JSON, with ñ", "NumMedia": "0",
    })
    .to_string();
    let digest = angelia::twilio::signature::body_sha256(body.as_bytes());
    let url = format!("{}?bodySHA256={digest}", house.hook("inbound"));
    let post = |signature: &str, body: &str| {
        let client: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let call = client.post(&url).header("X-Twilio-Signature", signature).content_type("application/json");
        call.send(body).unwrap().status().as_u16()
    };
    let right = angelia::twilio::signature::sign(AUTH_TOKEN, &url, &[]);
    assert_eq!(post(&right, &body.replace("JSON", "JSOM")), 403, "the body is part of it");
    assert_eq!(post(&right, &body), 200);
    assert_eq!(house.admin().messages(1)[0]["text"], "as JSON, with ñ");
}

#[test]
fn a_message_after_the_end_opens_a_new_conversation_in_the_same_thread() {
    let house = House::new();
    let api = house.admin();
    let first = house.anna_writes("one");
    assert_eq!(api.post(&format!("/conversations/{first}/close"), &json!({})).status, 200);
    assert_eq!(api.says(first, "too late").code(), "conversation_closed");
    let second = house.anna_writes("two");
    assert_ne!(first, second);
    let (first, second) = (api.conversation(first), api.conversation(second));
    assert_eq!(first["state"], "closed");
    assert_eq!(second["state"], "open");
    assert_eq!(first["thread_id"], second["thread_id"]);
}

#[test]
fn the_second_address_takes_what_the_first_could_not() {
    let house = House::new();
    let mut form = inbound_form("SM75555555555555555555555555555555", ANNA, "the other way");
    form.push(("ErrorCode".to_owned(), "11200".to_owned()));
    form.push(("ErrorUrl".to_owned(), house.hook("inbound")));
    let (status, content_type, body) = post_signed(&house.hook("fallback"), &form, AUTH_TOKEN);
    assert_eq!((status, body.as_str()), (200, "<Response/>"));
    assert!(content_type.starts_with("text/xml"), "{content_type}");
    assert_eq!(house.admin().messages(1)[0]["text"], "the other way");
    assert_eq!(house.count("SELECT count(*) FROM raw_post WHERE hook = 'fallback'"), 1);
    // The first one after all: seen before, by whichever way.
    let late = inbound_form("SM75555555555555555555555555555555", ANNA, "the other way");
    assert_eq!(post_signed(&house.hook("inbound"), &late, AUTH_TOKEN).0, 200);
    assert_eq!(house.count("SELECT count(*) FROM message"), 1);
}

#[test]
fn a_number_and_a_user_id_of_two_contacts_choose_neither_and_are_told() {
    let house = House::new();
    let (url, id) = (house.hook("inbound"), "whatsapp:GR.TWO");
    for (sid, from) in [("SM7661", ANNA), ("SM7662", id)] {
        assert_eq!(post_signed(&url, &inbound_form(sid, from, "hello"), AUTH_TOKEN).0, 200);
    }
    let mut both = inbound_form("SM7663", ANNA, "who am I?");
    both.push(("ExternalUserId".to_owned(), id.to_owned()));
    assert_eq!(post_signed(&url, &both, AUTH_TOKEN).0, 200);
    for (table, want) in [("contact", 3), ("address", 2), ("thread", 3), ("contact_candidate", 2)] {
        assert_eq!(house.count(&format!("SELECT count(*) FROM {table}")), want, "{table}");
    }
    assert_eq!(house.count("SELECT count(*) FROM thread_event WHERE kind = 'identity_conflict'"), 1);
}

#[test]
fn two_numbers_of_ours_are_two_threads_with_a_window_each() {
    let house = House::new();
    let shop = house.anna_writes("to the shop");
    house.clock.advance(angelia::domain::time::Millis::hours(23));
    house.twilio.customer_writes(ANNA, SANDBOX, &format!("join {JOIN_CODE}"));
    let sandbox = house.writes(ANNA, SANDBOX, "to the sandbox");
    house.clock.advance(angelia::domain::time::Millis::hours(2));
    let api = house.admin();
    let (shop, sandbox) = (api.conversation(shop), api.conversation(sandbox));
    assert_eq!(shop["contact"]["id"], sandbox["contact"]["id"]);
    assert_ne!(shop["thread_id"], sandbox["thread_id"]);
    assert_eq!((&shop["window"]["open"], &sandbox["window"]["open"]), (&json!(false), &json!(true)));
}
