//! STOP and START: obeyed at once, answered once, and not where the provider has answered.

use angelia::domain::time::Millis;
use angelia::emulator::FailAt;

use crate::support::{ANNA, BORIS, House, JOIN_CODE, PATIENCE, SANDBOX, SHOP, eventually};

/// What the contact was sent, oldest first.
fn told(house: &House, who: &str) -> Vec<String> {
    house.twilio.messages_to(who).into_iter().map(|sent| sent.body).collect()
}

/// Everything that has to leave has left.
fn all_left(house: &House) {
    eventually("the outbox is empty", || (house.count("SELECT count(*) FROM outbox") == 0).then_some(()));
}

#[test]
fn stop_is_obeyed_and_confirmed_once_and_start_takes_it_back() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    for word in ["STOP", "stop.", "Unsubscribe"] {
        house.anna_writes(word);
    }
    assert_eq!(api.says(conversation, "but").code(), "opted_out");
    all_left(&house);
    assert_eq!(told(&house, ANNA), ["You will get no more messages from us. If you want them again, write START."]);
    let confirmation = api.messages(conversation).into_iter().find(|message| message["direction"] == "out").unwrap();
    assert_eq!(confirmation["author"], "automatic");
    house.until_status(confirmation["id"].as_str().unwrap().parse().unwrap(), "delivered");
    // The contact is not answered by that: whoever waited waits on.
    assert_eq!(house.count("SELECT waiting_since_at IS NOT NULL FROM conversation"), 1);

    for word in ["start", "START"] {
        house.anna_writes(word);
    }
    let message = api.said(conversation, "welcome back");
    house.until_status(message, "delivered");
    let all = told(&house, ANNA);
    assert_eq!(all.len(), 3, "{all:?}");
    assert!(all[1].contains("again") && all[1].contains("STOP"), "{all:?}");
    assert_eq!(house.count("SELECT count(*) FROM thread_event WHERE kind IN ('opted_out', 'opted_in')"), 2);
}

#[test]
fn a_greek_word_is_answered_in_greek() {
    let house = House::new();
    house.anna_writes("Διακοπή");
    all_left(&house);
    assert_eq!(told(&house, ANNA), ["Δεν θα λάβετε άλλα μηνύματα από εμάς. Αν τα θελήσετε ξανά, γράψτε ΕΝΑΡΞΗ."]);
}

#[test]
fn what_the_provider_has_answered_is_not_answered_again() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    let say = |text: &str, kind: &str, events: i64| {
        house.twilio.customer_sends_raw(ANNA, SHOP, text, &[("OptOutType", kind)]);
        let lines = "SELECT count(*) FROM thread_event WHERE kind IN ('opted_out', 'opted_in')";
        eventually("it was heard", || (house.count(lines) == events).then_some(()));
    };
    say("arrêt", "STOP", 1);
    assert_eq!(api.says(conversation, "but").code(), "opted_out");
    say("encore", "START", 2);
    assert_eq!(house.count("SELECT count(*) FROM message WHERE direction = 'out'"), 0);
    house.until_status(api.said(conversation, "welcome back"), "delivered");
}

#[test]
fn what_waits_when_a_stop_comes_is_not_sent_any_more() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    house.twilio.be_busy(1, Some(600));
    let waiting = api.said(conversation, "an offer");
    let throttled = "SELECT count(*) FROM attempt WHERE outcome = 'throttled'";
    eventually("it was put off", || (house.count(throttled) == 1).then_some(()));
    let after = api.said(conversation, "another offer");
    house.anna_writes("STOP");
    house.clock.advance(Millis::minutes(11));
    for message in [waiting, after] {
        house.until_status(message, "failed");
    }
    all_left(&house);
    for message in &api.messages(conversation)[1..3] {
        assert_eq!(message["error"]["code"], "opted_out", "{message}");
        assert!(message["error"]["sentence"].as_str().unwrap().contains("no more messages"), "{message}");
    }
    assert_eq!(told(&house, ANNA).len(), 1, "the confirmation alone");
}

#[test]
fn who_leaves_the_sandbox_is_told_by_the_sandbox() {
    let house = House::new();
    house.twilio.customer_writes(BORIS, SANDBOX, &format!("join {JOIN_CODE}"));
    let conversation = house.writes(BORIS, SANDBOX, "hello");
    house.twilio.set_join_is_posted(true);
    house.twilio.customer_writes(BORIS, SANDBOX, "stop");
    assert!(house.twilio.wait_idle(PATIENCE));
    assert_eq!(house.count("SELECT count(*) FROM message WHERE direction = 'out'"), 0);
    assert_eq!(house.admin().says(conversation, "but").code(), "opted_out");
}

#[test]
fn what_somebody_said_elsewhere_is_noted_with_who_and_why() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    let note = |what: &str, reason: &str| {
        api.post(&format!("/conversations/{conversation}/{what}"), &serde_json::json!({ "reason": reason }))
    };
    assert_eq!((note("opt-out", " ").status, note("opt-out", &"x".repeat(201)).status), (422, 422));
    assert_eq!(note("opt-out", "Asked by phone").status, 204);
    assert_eq!(note("opt-out", "Asked again").status, 204);
    assert_eq!(api.says(conversation, "but").code(), "opted_out");
    assert!(api.conversation(conversation)["opted_out_at"].is_string());
    assert_eq!(house.count("SELECT count(*) FROM thread WHERE opted_out_by LIKE 'token:%'"), 1);
    assert_eq!(house.count("SELECT count(*) FROM message WHERE direction = 'out'"), 0, "nobody is written to about it");
    assert_eq!(note("opt-in", "Wrote an e-mail").status, 204);
    house.until_status(api.said(conversation, "welcome back"), "delivered");
    let acts = "SELECT count(*) FROM audit WHERE action IN ('contact.opted_out', 'contact.opted_in')";
    assert_eq!(house.count(acts), 2);
}

#[test]
fn an_admin_adds_words_and_only_whole_messages_count() {
    let house = House::new();
    let api = house.admin();
    let add = |word: &str, means: &str| {
        api.post("/consent-words", &serde_json::json!({ "language": "fr", "means": means, "word": word }))
    };
    let id = add("Arrêt", "stop").id();
    assert_eq!(add("ARRÊT!", "start").status, 422, "it is there already");
    assert_eq!((add("stop", "stop").status, add("", "stop").status, add("x", "maybe").status), (422, 422, 422));
    assert_eq!(house.program("agent").post("/consent-words", &serde_json::json!({})).status, 403);
    let conversation = house.anna_writes("arrêt du bus");
    house.until_status(api.said(conversation, "which one?"), "delivered");
    house.anna_writes("ARRÊT");
    assert_eq!(api.says(conversation, "but").code(), "opted_out");
    assert_eq!(house.count("SELECT count(*) FROM thread WHERE opted_out_by = 'contact'"), 1);
    assert_eq!(api.delete(&format!("/consent-words/{id}")).status, 204);
    assert_eq!(api.get("/consent-words").data(), &serde_json::json!([]));
    assert_eq!(api.says(conversation, "but").code(), "opted_out", "who opted out with it stays so");
}

#[test]
fn what_the_provider_refuses_for_an_opt_out_is_one() {
    for (code, at) in [(21_610, FailAt::Answer), (63_014, FailAt::Report)] {
        let house = House::new();
        let api = house.admin();
        let conversation = house.anna_writes("hello");
        house.twilio.fail_next(code, at);
        api.said(conversation, "an offer");
        let noted = "SELECT count(*) FROM thread WHERE opted_out_by = 'provider' AND opted_out_at IS NOT NULL";
        eventually("it is noted", || (house.count(noted) == 1).then_some(()));
        assert_eq!(api.says(conversation, "but").code(), "opted_out", "{code}");
        house.anna_writes("START");
        assert_eq!(house.count(noted), 0);
    }
}
