use std::time::Duration;

use super::{ACCOUNT, EIRINI, LONG, SHOP, Stage, TOKEN, agent, basic};
use crate::emulator::{FailAt, Note, Outage, Status, Swallow};
use crate::twilio::signature;

fn open() -> Stage {
    let stage = Stage::new();
    stage.twilio.customer_writes(EIRINI, SHOP, "Καλησπέρα!");
    stage.idle();
    stage
}

/// A send of which no answer may come.
fn try_send(stage: &Stage, body: &str) -> Option<u16> {
    let form = [("To", EIRINI), ("From", SHOP), ("Body", body)];
    let config = ureq::Agent::config_builder().http_status_as_error(false).proxy(None);
    let agent = config.timeout_global(Some(Duration::from_millis(700))).build().new_agent();
    let request = agent.post(stage.path("/Messages.json")).header("Authorization", basic(ACCOUNT, TOKEN));
    request.send_form(form).ok().map(|answer| answer.status().as_u16())
}

#[test]
fn the_next_send_fails_where_it_was_told_to() {
    let stage = open();
    stage.twilio.fail_next(63_019, FailAt::Report);
    stage.twilio.fail_next(21_610, FailAt::Answer);
    assert_eq!(stage.send(&[("Body", "ένα")]).0, 201);
    assert_eq!(stage.send(&[("Body", "δύο")]).1["code"], 21_610);
    assert_eq!(stage.send(&[("Body", "τρία")]).0, 201);
    stage.idle();
    let sent = stage.twilio.sent();
    assert_eq!(sent.len(), 2);
    assert_eq!((sent[0].status, sent[0].error), (Status::Failed, Some(63_019)));
    assert_eq!(sent[1].status, Status::Delivered);
}

#[test]
fn accepted_sends_are_swallowed_in_three_ways() {
    let stage = open();
    for (how, status) in [(Swallow::Hold, None), (Swallow::Cut, None), (Swallow::Answer500, Some(500))] {
        stage.twilio.swallow_next(how, 1);
        assert_eq!(try_send(&stage, "x"), status, "{how:?}");
    }
    assert_eq!(try_send(&stage, "x"), Some(201));
    stage.idle();
    assert_eq!(stage.twilio.messages_to(EIRINI).iter().filter(|it| it.status == Status::Delivered).count(), 4);
}

#[test]
fn reports_come_twice_backwards_late_or_early() {
    let stage = open();
    stage.twilio.set_reports_twice(true);
    stage.twilio.set_reports_reversed(true);
    stage.send(&[("Body", "x")]);
    stage.idle();
    assert_eq!(stage.appliance.statuses(), ["delivered", "delivered", "sent", "sent"]);
    assert_eq!(stage.twilio.sent()[0].status, Status::Delivered);
    let notes: Vec<Note> = stage.twilio.journal().into_iter().flat_map(|entry| entry.notes).collect();
    assert!(notes.contains(&Note::SecondCopy) && notes.contains(&Note::OutOfOrder));
    stage.twilio.behave();
    stage.twilio.hold_reports();
    stage.send(&[("Body", "y")]);
    stage.idle();
    assert_eq!(stage.appliance.statuses().len(), 4);
    assert_eq!(stage.twilio.sent()[1].status, Status::Delivered);
    stage.twilio.release_reports();
    stage.idle();
    assert_eq!(stage.appliance.statuses()[4..], ["sent", "delivered"]);
    stage.twilio.set_report_first(true);
    let (status, sent) = stage.send(&[("Body", "z")]);
    assert_eq!(status, 201, "{sent}");
    assert_eq!(stage.appliance.statuses().len(), 8);
}

#[test]
fn messages_come_twice_and_signatures_go_wrong() {
    let stage = Stage::new();
    stage.twilio.set_inbound_twice(true);
    stage.twilio.set_wrong_key(true);
    stage.twilio.customer_writes(EIRINI, SHOP, "x");
    stage.idle();
    let posts = stage.appliance.posts("/in");
    assert_eq!(posts.len(), 2);
    assert_eq!(posts[0].get("MessageSid"), posts[1].get("MessageSid"));
    let url = stage.appliance.url("/in");
    assert!(!signature::check(&[TOKEN], &url, &posts[0].params, posts[0].header("x-twilio-signature")));
}

#[test]
fn the_api_is_unreachable_for_a_minute_of_its_clock() {
    let stage = open();
    stage.twilio.be_unreachable(Outage::Answers503, Duration::from_secs(60));
    assert_eq!(stage.send(&[("Body", "x")]).1["code"], 20_503);
    stage.twilio.be_unreachable(Outage::Cuts, Duration::from_secs(60));
    assert_eq!(try_send(&stage, "x"), None);
    stage.pass(60_000);
    assert_eq!(try_send(&stage, "x"), Some(201));
    assert!(stage.twilio.wait_sent(1, LONG));
    assert_eq!(stage.twilio.sent_count(), 1);
}

#[test]
fn it_is_busy_and_a_gateway_interferes() {
    let stage = open();
    stage.twilio.be_busy(1, Some(2));
    let auth = basic(ACCOUNT, TOKEN);
    let busy = agent().get(stage.path("/Messages.json")).header("Authorization", &auth).call().unwrap();
    assert_eq!(busy.status(), 429);
    assert_eq!(busy.headers().get("retry-after").unwrap(), "2");
    stage.twilio.answer_gateway_pages(1);
    assert_eq!(stage.get(&stage.path("/Messages.json")).0, 502);
    assert_eq!(stage.get(&stage.path("/Messages.json")).0, 200);
    stage.twilio.set_concurrency(0);
    assert_eq!(stage.send(&[("Body", "x")]).1["code"], 20_429);
}

#[test]
fn a_blocked_sender_and_a_phone_without_whatsapp() {
    let stage = open();
    stage.twilio.block(EIRINI, SHOP, true);
    stage.send(&[("Body", "x")]);
    stage.idle();
    assert_eq!(stage.twilio.sent()[0].error, Some(63_014));
    stage.twilio.set_has_whatsapp(EIRINI, false);
    stage.send(&[("Body", "x")]);
    stage.idle();
    assert_eq!(stage.twilio.sent()[1].error, Some(63_003));
}

#[test]
fn a_file_that_cannot_be_fetched_fails_the_message() {
    let stage = open();
    stage.appliance.answer(&[(404, "text/plain", "gone"), (204, "", ""), (200, "image/png", "PNG")]);
    let url = stage.appliance.url("/file");
    stage.send(&[("MediaUrl", &url)]);
    stage.idle();
    assert_eq!(stage.appliance.statuses(), ["failed"]);
    assert_eq!(stage.twilio.sent()[0].error, Some(63_019));
    stage.send(&[("MediaUrl", &url)]);
    stage.idle();
    assert_eq!(stage.twilio.sent()[1].status, Status::Delivered);
    assert_eq!(stage.twilio.sent()[1].media.len(), 1);
}

#[test]
fn everything_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("twilio.json");
    let stage = Stage::with(Some(file.clone()));
    let sid = stage.twilio.customer_writes(EIRINI, SHOP, "Καλησπέρα!");
    stage.send(&[("Body", "x")]);
    stage.idle();
    drop(stage);
    let stage = Stage::with(Some(file));
    assert_eq!(stage.twilio.message(&sid).unwrap().body, "Καλησπέρα!");
    stage.send(&[("Body", "y")]);
    stage.idle();
    assert_eq!(stage.twilio.sent().iter().filter(|it| it.status == Status::Delivered).count(), 2);
}
