//! The way out: nothing lost, nothing doubled, in order, at the right pace.

use angelia::domain::time::Millis;
use angelia::emulator::{FailAt, Outage, Swallow};
use serde_json::json;

use crate::support::{
    ANNA, AUTH_TOKEN, BORIS, House, JOIN_CODE, PATIENCE, SANDBOX, SHOP, eventually, post_signed, status_form,
};

#[test]
fn an_answer_goes_out_and_its_ticks_come_back() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    let message = api.said(conversation, "Καλησπέρα!");
    house.until_status(message, "delivered");
    house.twilio.read_all(ANNA, SHOP);
    house.until_status(message, "read");
    let sent = house.twilio.messages_to(ANNA);
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].body, "Καλησπέρα!");
    assert_eq!(house.count("SELECT count(*) FROM outbox"), 0);
    assert_eq!(house.count("SELECT count(*) FROM attempt WHERE outcome = 'accepted'"), 1);
}

#[test]
fn the_same_key_is_the_same_message_and_another_text_a_conflict() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    let path = format!("/conversations/{conversation}/messages");
    let key = [("Idempotency-Key", "k1")];
    let first = api.post_with(&path, &json!({ "text": "once" }), &key);
    let second = api.post_with(&path, &json!({ "text": "once" }), &key);
    assert_eq!((first.status, second.status), (201, 201));
    assert_eq!(first.id(), second.id());
    assert_eq!(api.post_with(&path, &json!({ "text": "other" }), &key).status, 409);
    house.until_status(first.id().parse().unwrap(), "delivered");
    assert_eq!(house.twilio.sent_count(), 1);
}

#[test]
fn the_same_key_ten_times_at_once_is_one_message() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    let path = format!("/conversations/{conversation}/messages");
    let post = || api.post_with(&path, &json!({ "text": "once" }), &[("Idempotency-Key", "k1")]);
    let ids: std::collections::BTreeSet<String> = std::thread::scope(|scope| {
        let posts: Vec<_> = (0..10).map(|_| scope.spawn(|| post().id())).collect();
        posts.into_iter().map(|post| post.join().unwrap()).collect()
    });
    assert_eq!(ids.len(), 1, "{ids:?}");
    house.until_status(ids.first().unwrap().parse().unwrap(), "delivered");
    assert_eq!(house.twilio.sent_count(), 1);
}

#[test]
fn too_long_is_refused_with_the_number_over() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    let refused = api.says(conversation, &"😀".repeat(801));
    assert_eq!((refused.status, refused.code()), (422, "text_too_long"));
    assert!(refused.body["error"]["message"].as_str().unwrap().contains('2'), "{refused:?}");
    assert_eq!(api.says(conversation, &"😀".repeat(800)).status, 201);
}

#[test]
fn order_within_a_thread_is_kept_through_trouble() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    house.twilio.be_busy(3, None);
    let ids: Vec<i64> = (0..8).map(|n| api.said(conversation, &n.to_string())).collect();
    for _ in 0..20 {
        house.clock.advance(Millis::seconds(2));
    }
    for id in ids {
        house.until_status(id, "delivered");
    }
    let bodies: Vec<String> = house.twilio.messages_to(ANNA).into_iter().map(|sent| sent.body).collect();
    assert_eq!(bodies, ["0", "1", "2", "3", "4", "5", "6", "7"]);
}

#[test]
fn a_busy_provider_is_asked_again_as_late_as_it_says() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    house.twilio.be_busy(1, Some(60));
    let message = api.said(conversation, "later");
    eventually("it was refused", || {
        (house.count("SELECT count(*) FROM attempt WHERE outcome = 'throttled'") == 1).then_some(())
    });
    let wait = house.count("SELECT due_at FROM outbox") - house.clock.now().0;
    assert!((50_000..=60_000).contains(&wait), "{wait}");
    house.clock.advance(Millis::seconds(61));
    house.until_status(message, "delivered");
    assert_eq!(house.twilio.sent_count(), 1);
}

#[test]
fn an_unreachable_provider_loses_nothing() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    house.twilio.be_unreachable(Outage::Answers503, PATIENCE);
    let message = api.said(conversation, "patience");
    eventually("it was tried", || {
        (house.count("SELECT count(*) FROM attempt WHERE ended_at IS NOT NULL") > 0).then_some(())
    });
    house.twilio.be_reachable();
    house.clock.advance(Millis::minutes(20));
    house.until_status(message, "delivered");
    assert_eq!(house.twilio.sent_count(), 1);
}

#[test]
fn connections_that_are_cut_lose_and_double_nothing() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    house.twilio.be_unreachable(Outage::Cuts, PATIENCE * 10);
    let message = api.said(conversation, "is anybody there?");
    house.until_status(message, "unknown");
    let seen_to = || {
        house.clock.advance(Millis::seconds(11));
        eventually("the row is looked at or gone", || {
            let waits = format!("SELECT count(*) FROM outbox WHERE due_at <= {}", house.clock.now().0);
            (house.count(&waits) == 0).then_some(())
        });
    };
    // As long as the list cannot be read, nothing is sent again.
    for _ in 0..3 {
        seen_to();
    }
    assert_eq!(house.count("SELECT max(number) FROM attempt"), 1);
    house.twilio.be_reachable();
    for _ in 0..3 {
        seen_to();
    }
    house.until_status(message, "delivered");
    assert_eq!(house.twilio.sent_count(), 1);
    assert_eq!(house.count("SELECT max(number) FROM attempt"), 2);
}

#[test]
fn a_definite_no_is_final_and_says_why() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    house.twilio.fail_next(21211, FailAt::Answer);
    let message = api.said(conversation, "nobody there");
    house.until_status(message, "failed");
    let failed = api.messages(conversation).pop().unwrap();
    assert_eq!(failed["error"]["code"], "21211");
    assert_eq!(house.count("SELECT count(*) FROM attempt"), 1);
}

#[test]
fn a_send_whose_answer_was_lost_is_found_and_not_doubled() {
    for how in [Swallow::Cut, Swallow::Answer500] {
        let house = House::new();
        let api = house.admin();
        let conversation = house.anna_writes("hello");
        // Without reports, only the look-up can tell.
        house.twilio.hold_reports();
        house.twilio.swallow_next(how, 1);
        let message = api.said(conversation, "did it go?");
        let then = api.said(conversation, "second");
        house.until_status(message, "unknown");
        house.clock.advance(Millis::seconds(4));
        eventually("it was found", || {
            (house.count("SELECT count(*) FROM attempt WHERE outcome = 'found'") == 1).then_some(())
        });
        house.twilio.release_reports();
        house.until_status(message, "delivered");
        house.until_status(then, "delivered");
        let bodies: Vec<String> = house.twilio.messages_to(ANNA).into_iter().map(|sent| sent.body).collect();
        assert_eq!(bodies, ["did it go?", "second"], "{how:?}");
    }
}

#[test]
fn a_report_settles_an_unknown_send_at_once() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    house.twilio.swallow_next(Swallow::Cut, 1);
    let message = api.said(conversation, "did it go?");
    house.until_status(message, "delivered");
    assert_eq!(house.twilio.sent_count(), 1);
    assert_eq!(house.count("SELECT count(*) FROM outbox"), 0);
}

#[test]
fn a_send_that_is_nowhere_is_sent_again() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    house.twilio.answer_gateway_pages(1);
    let message = api.said(conversation, "lost on the way");
    house.until_status(message, "unknown");
    for _ in 0..3 {
        house.clock.advance(Millis::seconds(11));
        eventually("the row is looked at or gone", || {
            let waits = format!("SELECT count(*) FROM outbox WHERE due_at <= {}", house.clock.now().0);
            (house.count(&waits) == 0).then_some(())
        });
    }
    house.until_status(message, "delivered");
    assert_eq!(house.twilio.sent_count(), 1);
    assert_eq!(house.count("SELECT count(*) FROM attempt"), 2);
}

#[test]
fn a_list_that_cannot_be_read_is_no_look_up() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    // The send itself, and the first look-up.
    house.twilio.answer_gateway_pages(2);
    let message = api.said(conversation, "where is it?");
    house.until_status(message, "unknown");
    house.clock.advance(Millis::seconds(4));
    let waits = |lookups: i64| {
        let sql = "SELECT count(*) FROM outbox WHERE state = 'look_up'";
        let now = house.clock.now().0;
        eventually("the row is put back", || {
            (house.count(&format!("{sql} AND lookups = {lookups} AND due_at > {now}")) == 1).then_some(())
        });
    };
    waits(0);
    house.clock.advance(Millis::seconds(11));
    waits(1);
    assert_eq!(house.twilio.sent_count(), 0, "one look is not enough to send again");
    house.clock.advance(Millis::seconds(11));
    house.until_status(message, "delivered");
    assert_eq!(house.twilio.sent_count(), 1);
}

#[test]
fn reports_may_come_early_twice_and_shuffled() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    house.twilio.set_report_first(true);
    let early = api.said(conversation, "early");
    house.until_status(early, "delivered");
    house.twilio.set_report_first(false);
    house.twilio.set_reports_twice(true);
    house.twilio.set_reports_reversed(true);
    house.twilio.set_auto(true, true);
    let shuffled = api.said(conversation, "shuffled");
    house.until_status(shuffled, "read");
    assert!(house.twilio.wait_idle(PATIENCE));
    house.until_status(shuffled, "read");
    assert_eq!(house.count("SELECT count(*) FROM outbox"), 0);
}

#[test]
fn a_late_failure_does_not_take_a_tick_back() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    let message = api.said(conversation, "arrived");
    house.until_status(message, "delivered");
    let sid = house.twilio.sent()[0].sid.clone();
    let url = format!("{}?m={message}", house.hook("status"));
    for status in ["sent", "undelivered", "failed", "queued", "something_new"] {
        let form = status_form(&sid, status, Some("63016"));
        assert_eq!(post_signed(&url, &form, AUTH_TOKEN).0, 204, "{status}");
    }
    house.until_status(message, "delivered");
    assert_eq!(api.conversation(conversation)["window"]["open"], true);
}

#[test]
fn a_report_about_somebody_elses_message_changes_nothing() {
    let house = House::new();
    let form = status_form("SMffffffffffffffffffffffffffffffff", "delivered", None);
    assert_eq!(post_signed(&format!("{}?m=12345", house.hook("status")), &form, AUTH_TOKEN).0, 204);
    assert_eq!(house.count("SELECT count(*) FROM message"), 0);
}

#[test]
fn the_sandbox_gets_one_message_in_three_seconds() {
    let house = House::new();
    let api = house.admin();
    house.twilio.customer_writes(BORIS, SANDBOX, &format!("join {JOIN_CODE}"));
    let conversation = house.writes(BORIS, SANDBOX, "hello");
    let ids: Vec<i64> = (0..3).map(|n| api.said(conversation, &n.to_string())).collect();
    // On a slow machine the pace may have passed by itself, so only the distances are looked at.
    for id in &ids {
        house.until_status(*id, "delivered");
        house.clock.advance(Millis(3_100));
    }
    let times: Vec<i64> = house.twilio.sent().into_iter().map(|sent| sent.created_at).collect();
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= 3_000), "{times:?}");
}

#[test]
fn somebody_who_is_no_longer_in_the_sandbox_is_explained() {
    let house = House::new();
    let api = house.admin();
    house.twilio.customer_writes(BORIS, SANDBOX, &format!("join {JOIN_CODE}"));
    house.clock.advance(Millis::hours(71));
    let conversation = house.writes(BORIS, SANDBOX, "hello");
    house.clock.advance(Millis::hours(2));
    let message = api.said(conversation, "hi");
    house.until_status(message, "undelivered");
    let failed = api.messages(conversation).pop().unwrap();
    assert_eq!(failed["error"]["code"], "63015");
}
