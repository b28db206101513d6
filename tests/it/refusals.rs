//! Who may post, and what happens to the rest.

use crate::support::{ACCOUNT_SID, ANNA, AUTH_TOKEN, House, inbound_form, post_signed, post_with, status_form};

#[test]
fn a_forged_post_is_refused_counted_and_leaves_nothing() {
    let house = House::new();
    let form = inbound_form("SM81111111111111111111111111111111", ANNA, "give me the keys");
    for (hook, form) in [("inbound", &form), ("fallback", &form), ("status", &status_form("SM1", "read", None))] {
        let (status, _, body) = post_signed(&house.hook(hook), form, "another token");
        assert_eq!((status, body.as_str()), (403, ""), "{hook}");
    }
    assert_eq!(house.count("SELECT count(*) FROM message"), 0);
    assert_eq!(house.count("SELECT count FROM refused_count WHERE reason = 'bad_signature'"), 3);
    assert_eq!(house.count("SELECT count(*) FROM refused_post WHERE detail LIKE 'http://%/webhooks/twilio/…/%'"), 3);
}

#[test]
fn a_changed_post_is_forged() {
    let house = House::new();
    let form = inbound_form("SM82222222222222222222222222222222", ANNA, "one");
    let signature = angelia::twilio::signature::sign(AUTH_TOKEN, &house.hook("inbound"), &form);
    let changed = inbound_form("SM82222222222222222222222222222222", ANNA, "two");
    assert_eq!(post_with(&house.hook("inbound"), &changed, signature).status(), 403);
}

#[test]
fn behind_a_proxy_the_address_that_the_world_calls_is_signed() {
    let mut house = House::new();
    house.stop();
    house.public_url = Some("https://inbox.example.com".to_owned());
    house.start();
    let path = format!("/webhooks/twilio/{}/inbound", house.key);
    let post = |sid: &str, base: &str| {
        let form = inbound_form(sid, ANNA, "x");
        let signature = angelia::twilio::signature::sign(AUTH_TOKEN, &format!("{base}{path}"), &form);
        post_with(&house.hook("inbound"), &form, signature).status().as_u16()
    };
    assert_eq!(post("SM9301", "https://inbox.example.com"), 200);
    assert_eq!(post("SM9302", "https://inbox.example.com:443"), 200);
    assert_eq!(post("SM9303", house.url()), 403, "what we see ourselves counts for nothing");
    assert_eq!(post("SM9304", "http://inbox.example.com"), 403);
    assert_eq!(house.count("SELECT count(*) FROM message"), 2);
    // Reports are asked for at that address too, with our own id of the message.
    let message = house.admin().said(1, "hello");
    house.until_status(message, "queued");
    let callback = house.twilio.sent()[0].status_callback.clone().unwrap();
    assert_eq!(callback, format!("https://inbox.example.com/webhooks/twilio/{}/status?m={message}", house.key));
}

#[test]
fn a_replayed_post_changes_nothing() {
    let house = House::new();
    let form = inbound_form("SM83333333333333333333333333333333", ANNA, "once");
    for _ in 0..3 {
        assert_eq!(post_signed(&house.hook("inbound"), &form, AUTH_TOKEN).0, 200);
    }
    assert_eq!(house.count("SELECT count(*) FROM message"), 1);
    assert_eq!(house.count("SELECT count(*) FROM raw_post"), 1);
}

#[test]
fn an_unknown_key_is_not_found_without_detail() {
    let house = House::new();
    let url = format!("{}/webhooks/twilio/nobody/inbound", house.url());
    let form = inbound_form("SM84444444444444444444444444444444", ANNA, "x");
    let (status, _, body) = post_signed(&url, &form, AUTH_TOKEN);
    assert_eq!((status, body.as_str()), (404, ""));
}

#[test]
fn a_body_over_the_limit_is_refused_and_counted() {
    let house = House::new();
    let form = inbound_form("SM85555555555555555555555555555555", ANNA, &"x".repeat(70_000));
    assert_eq!(post_signed(&house.hook("inbound"), &form, AUTH_TOKEN).0, 413);
    assert_eq!(house.count("SELECT count FROM refused_count WHERE reason = 'too_large'"), 1);
    assert_eq!(house.count("SELECT count(*) FROM message"), 0);
}

#[test]
fn another_accounts_post_is_refused() {
    let house = House::new();
    let mut form = inbound_form("SM86666666666666666666666666666666", ANNA, "x");
    for (name, value) in &mut form {
        if name == "AccountSid" {
            *value = ACCOUNT_SID.replace('1', "2");
        }
    }
    assert_eq!(post_signed(&house.hook("inbound"), &form, AUTH_TOKEN).0, 403);
    assert_eq!(house.count("SELECT count FROM refused_count WHERE reason = 'wrong_account'"), 1);
}

#[test]
fn a_post_for_a_number_we_do_not_have_is_kept_and_counted() {
    let house = House::new();
    let mut form = inbound_form("SM87777777777777777777777777777777", ANNA, "x");
    for (name, value) in &mut form {
        if name == "To" {
            *value = "whatsapp:+302810000099".to_owned();
        }
    }
    assert_eq!(post_signed(&house.hook("inbound"), &form, AUTH_TOKEN).0, 200);
    assert_eq!(house.count("SELECT count FROM refused_count WHERE reason = 'unknown_number'"), 1);
    assert_eq!(house.count("SELECT count(*) FROM raw_post"), 1);
    assert_eq!(house.count("SELECT count(*) FROM message"), 0);
}

#[test]
fn a_post_without_its_basics_is_unreadable() {
    let house = House::new();
    let form = vec![("AccountSid".to_owned(), ACCOUNT_SID.to_owned()), ("Body".to_owned(), "x".to_owned())];
    assert_eq!(post_signed(&house.hook("inbound"), &form, AUTH_TOKEN).0, 400);
    assert_eq!(house.count("SELECT count FROM refused_count WHERE reason = 'unreadable'"), 1);
}

#[test]
fn both_tokens_are_accepted_while_one_is_rotated() {
    let house = House::new();
    let app = house.appliance().app();
    let second = "fedcba9876543210fedcba9876543210";
    let sealed = app.vault.seal("account.auth_token_second", second).unwrap();
    app.store
        .write(move |tx| {
            tx.execute("UPDATE account SET auth_token_second = ?1", [sealed])?;
            tx.publish(angelia::domain::event::Event::AccountTouched { account: angelia::domain::ids::AccountId(1) });
            Ok(())
        })
        .unwrap();
    for (sid, token) in [("SM91", AUTH_TOKEN), ("SM92", second)] {
        let form = inbound_form(sid, ANNA, "x");
        assert_eq!(post_signed(&house.hook("inbound"), &form, token).0, 200);
    }
}
