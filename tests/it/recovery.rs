//! Power cuts, full disks, and what happened while we were away.

use std::sync::atomic::{AtomicUsize, Ordering};

use angelia::clock::Clock;
use angelia::domain::time::Millis;
use angelia::emulator::{FailAt, Outage};

use crate::support::{
    ANNA, AUTH_TOKEN, Api, BORIS, House, PATIENCE, SHOP, Spawned, eventually, inbound_form, pocket_twilio, post_signed,
    post_signed_for,
};

#[test]
fn messages_that_came_while_it_was_down_are_found() {
    let mut house = House::new();
    let conversation = house.anna_writes("before");
    house.stop();
    // The provider's list tells seconds, not more.
    house.clock.advance(Millis::seconds(2));
    let missed = house.twilio.customer_writes_while_down(ANNA, SHOP, "did you get this?");
    house.clock.advance(Millis::minutes(3));
    house.start();
    eventually("it is recovered", || (house.count("SELECT count(*) FROM message") == 2).then_some(()));
    let messages = house.admin().messages(conversation);
    assert_eq!(messages[1]["text"], "did you get this?");
    assert_eq!(messages[1]["provider_sid"], missed.as_str());
    // The window counts from when it was written, not from when it was found.
    let written = house.count("SELECT created_at FROM message WHERE recovered");
    assert_eq!(house.count("SELECT last_inbound_at FROM thread"), written);
    assert!(house.clock.now().0 - written >= 170_000);
}

#[test]
fn a_lost_webhook_is_found_while_running() {
    let house = House::new();
    house.twilio.customer_writes_while_down(ANNA, SHOP, "the webhook never came");
    house.clock.advance(Millis::minutes(2));
    house.run_jobs();
    eventually("it is recovered", || (house.count("SELECT count(*) FROM message WHERE recovered") == 1).then_some(()));
    house.run_jobs();
    assert_eq!(house.count("SELECT count(*) FROM message"), 1);
}

#[test]
fn a_start_looks_three_days_back_and_no_further() {
    let mut house = House::new();
    house.stop();
    house.twilio.customer_writes_while_down(ANNA, SHOP, "too long ago");
    house.clock.advance(Millis::days(2));
    house.twilio.customer_writes_while_down(BORIS, SHOP, "two and a half days ago");
    house.clock.advance(Millis::hours(60));
    house.start();
    eventually("it is recovered", || (house.count("SELECT count(*) FROM message") == 1).then_some(()));
    house.run_jobs();
    let found = house.admin().messages(1);
    assert_eq!((found.len(), &found[0]["text"]), (1, &serde_json::json!("two and a half days ago")));
    assert_eq!(house.admin().conversation(1)["window"]["open"], false);
}

#[test]
fn what_came_before_its_number_was_ours_is_found() {
    let house = House::new();
    let other = "whatsapp:+302810000015";
    house.twilio.add_sender(crate::support::ACCOUNT_SID, other, "Mill", None, Default::default());
    house.twilio.customer_writes_while_down(ANNA, other, "anybody there?");
    house.clock.advance(Millis::hours(50));
    house.run_jobs();
    house.clock.advance(Millis::minutes(5));
    house.run_jobs();
    assert_eq!(house.count("SELECT count(*) FROM message"), 0);
    let number = serde_json::json!({ "account_id": house.account.to_string(), "name": "Mill", "address": other });
    assert_eq!(house.admin().post("/numbers", &number).status, 201);
    house.run_jobs();
    assert_eq!(house.admin().messages(1)[0]["text"], "anybody there?");
}

#[test]
fn a_report_that_was_lost_is_asked_for_after_an_hour() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    house.twilio.hold_reports();
    let arrived = api.said(conversation, "arrives");
    house.until_status(arrived, "queued");
    house.twilio.fail_next(63_024, FailAt::Report);
    let refused = api.said(conversation, "does not");
    house.until_status(refused, "queued");
    assert!(house.twilio.wait_idle(PATIENCE));
    house.twilio.drop_reports();
    house.clock.advance(Millis::minutes(50));
    house.run_jobs();
    house.until_status(arrived, "queued");
    house.clock.advance(Millis::minutes(11));
    house.run_jobs();
    house.until_status(arrived, "delivered");
    house.until_status(refused, "undelivered");
    assert_eq!(api.messages(conversation).pop().unwrap()["error"]["code"], "63024");
}

#[test]
fn a_clock_that_was_set_back_keeps_nothing_waiting() {
    let mut house = House::new();
    let conversation = house.anna_writes("hello");
    let message = house.admin().said(conversation, "before");
    house.until_status(message, "delivered");
    house.stop();
    // As a program with `--clock-offset` leaves the file, which is then run without.
    let db = angelia::store::open::writer(&house.folder.path().join("angelia.db")).unwrap();
    let days = 10 * 24 * 3_600 * 1_000;
    db.execute("UPDATE number SET next_send_at = next_send_at + ?1", [days]).unwrap();
    db.execute("UPDATE account SET reconciled_until_at = reconciled_until_at + ?1", [days]).unwrap();
    drop(db);
    house.start();
    house.until_status(house.admin().said(conversation, "after"), "delivered");
    house.twilio.customer_writes_while_down(ANNA, SHOP, "the webhook never came");
    house.clock.advance(Millis::minutes(2));
    house.run_jobs();
    assert_eq!(house.count("SELECT count(*) FROM message WHERE recovered"), 1);
}

#[test]
fn a_webhook_that_comes_after_its_message_was_found_completes_it() {
    let house = House::new();
    let sid = house.twilio.customer_writes_while_down(ANNA, SHOP, "Θέλω αλλαγή");
    house.clock.advance(Millis::minutes(2));
    house.run_jobs();
    assert_eq!(house.count("SELECT recovered FROM message"), 1);
    let mut form = inbound_form(&sid, ANNA, "Θέλω αλλαγή");
    form.push(("ButtonText".to_owned(), "Θέλω αλλαγή".to_owned()));
    form.push(("ButtonPayload".to_owned(), "change".to_owned()));
    for _ in 0..2 {
        assert_eq!(post_signed(&house.hook("inbound"), &form, AUTH_TOKEN).0, 200);
    }
    let messages = house.admin().messages(1);
    assert_eq!((messages.len(), &messages[0]["kind"]), (1, &serde_json::json!("button")));
    assert_eq!(house.admin().conversation(1)["contact"]["name"], "Somebody");
    assert_eq!(house.count("SELECT unread FROM conversation"), 1);
    assert_eq!(house.count("SELECT count(*) FROM raw_post"), 1);
}

#[test]
fn a_restart_in_the_middle_of_an_outbox_loses_and_doubles_nothing() {
    let mut house = House::new();
    let conversation = house.anna_writes("hello");
    house.twilio.be_unreachable(Outage::Answers503, PATIENCE);
    let api = house.admin();
    let ids: Vec<i64> = (0..5).map(|n| api.said(conversation, &n.to_string())).collect();
    eventually("the first was tried", || (house.count("SELECT count(*) FROM attempt") > 0).then_some(()));
    house.stop();
    house.twilio.be_reachable();
    house.clock.advance(Millis::minutes(20));
    house.start();
    for id in ids {
        house.until_status(id, "delivered");
    }
    let bodies: Vec<String> = house.twilio.messages_to(ANNA).into_iter().map(|sent| sent.body).collect();
    assert_eq!(bodies, ["0", "1", "2", "3", "4"]);
}

#[test]
fn a_send_that_was_under_way_at_a_power_cut_is_looked_up() {
    let mut house = House::new();
    let conversation = house.anna_writes("hello");
    let message = house.admin().said(conversation, "went out");
    house.until_status(message, "delivered");
    // As the file would be if the power had gone between the call and its record.
    let app = house.appliance().app();
    app.store
        .write(move |tx| {
            tx.execute_batch(
                "UPDATE message SET status = 'pending', provider_sid = NULL, delivered_at = NULL WHERE direction = 'out';
                 UPDATE attempt SET ended_at = NULL, outcome = NULL;
                 INSERT INTO outbox (message_id, thread_id, number_id, address, state, due_at, claimed_at, attempts, created_at)
                   SELECT id, thread_id, 1, 'whatsapp:+306900000001', 'claimed', created_at, created_at, 1, created_at FROM message WHERE direction = 'out'",
            )?;
            Ok(())
        })
        .unwrap();
    house.stop();
    house.start();
    house.until_status(message, "delivered");
    assert_eq!(house.twilio.sent_count(), 1);
}

/// A folder with an account, a number and a token, made by the library and left to a process of its own.
fn prepared() -> House {
    let mut house = House::new();
    house.anna_writes("first");
    house.stop();
    house
}

#[test]
fn every_acknowledged_message_survives_a_kill() {
    let house = prepared();
    let spawned = Spawned::serve(house.folder.path(), &house.emulator.url(), None);
    let url = format!("{}/webhooks/twilio/{}/inbound", spawned.url, house.key);
    let acknowledged = AtomicUsize::new(0);
    let sids = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for worker in 0..8 {
            let (url, sids, acknowledged) = (&url, &sids, &acknowledged);
            scope.spawn(move || {
                for n in 0..125 {
                    let sid = format!("SM{worker:02}{n:030}");
                    let form = inbound_form(&sid, &format!("whatsapp:+30690000{:04}", worker * 200 + n), "kept?");
                    match std::panic::catch_unwind(|| post_signed(url, &form, AUTH_TOKEN)) {
                        Ok((200, ..)) => {
                            sids.lock().unwrap().push(sid);
                            acknowledged.fetch_add(1, Ordering::Relaxed);
                        }
                        _ => return,
                    }
                }
            });
        }
        eventually("half of them are acknowledged", || (acknowledged.load(Ordering::Relaxed) > 500).then_some(()));
        spawned.kill();
    });
    let kept = house.folder.path().join("angelia.db");
    let db = angelia::store::open::writer(&kept).unwrap();
    let whole: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(whole, "ok");
    for sid in sids.lock().unwrap().iter() {
        let found: i64 =
            db.query_row("SELECT count(*) FROM message WHERE provider_sid = ?1", [sid], |row| row.get(0)).unwrap();
        assert_eq!(found, 1, "{sid} was acknowledged");
    }
}

#[test]
fn a_full_disk_acknowledges_nothing_and_recovers() {
    let house = prepared();
    let spawned = Spawned::serve(house.folder.path(), &house.emulator.url(), Some(1_024));
    let url = format!("{}/webhooks/twilio/{}/inbound", spawned.url, house.key);
    let mut acknowledged = Vec::new();
    let mut refused = None;
    for n in 0..4_000 {
        let sid = format!("SM{n:032}");
        let form = inbound_form(&sid, ANNA, &"x".repeat(1_500));
        match post_signed(&url, &form, AUTH_TOKEN).0 {
            200 => acknowledged.push(sid),
            status => {
                refused = Some(status);
                break;
            }
        }
    }
    assert_eq!(refused, Some(503), "after {} messages", acknowledged.len());
    let form = inbound_form("SM98", ANNA, &"x".repeat(1_500));
    let again = post_signed_for(&url, &form, AUTH_TOKEN);
    assert_eq!(again.status().as_u16(), 503);
    assert_eq!(again.headers()["retry-after"], "5", "when to come again");
    assert!(!acknowledged.is_empty());
    drop(spawned);
    let spawned = Spawned::serve(house.folder.path(), &house.emulator.url(), None);
    let url = format!("{}/webhooks/twilio/{}/inbound", spawned.url, house.key);
    assert_eq!(post_signed(&url, &inbound_form("SM99", ANNA, "room again"), AUTH_TOKEN).0, 200);
    spawned.kill();
    let db = angelia::store::open::writer(&house.folder.path().join("angelia.db")).unwrap();
    let found: i64 =
        db.query_row("SELECT count(*) FROM message WHERE provider_sid LIKE 'SM0%'", [], |row| row.get(0)).unwrap();
    assert!(found >= i64::try_from(acknowledged.len()).unwrap());
}

#[test]
fn commands_work_beside_a_running_program() {
    let house = prepared();
    let clock = Clock::default();
    let emulator = pocket_twilio(&clock);
    let spawned = Spawned::serve(house.folder.path(), &emulator.url(), None);
    let made = std::process::Command::new(env!("CARGO_BIN_EXE_angelia"))
        .args(["token", "create", "backup script", "--data-dir"])
        .arg(house.folder.path())
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    let token = String::from_utf8(made.stdout).unwrap();
    let api = Api::with_token(&spawned.url, token.trim());
    assert_eq!(api.get("/conversations").data().as_array().unwrap().len(), 1);
}
