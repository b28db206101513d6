//! What the composer promises: drafts on every device, the recipient as it was, nothing twice.

use angelia::domain::time::Millis;
use angelia::domain::user::Role;
use angelia::emulator::FailAt;

use crate::inbox::{press, somebody, thread};
use crate::support::{ANNA, BORIS, House, Person, eventually};

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
