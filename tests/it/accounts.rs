//! Accounts and numbers by API: what Twilio says, what is refused, and which token signs during a change.

use angelia::emulator::{Outage, Webhooks};
use serde_json::json;

use crate::support::{ACCOUNT_SID, ANNA, AUTH_TOKEN, House, PATIENCE, SHOP, inbound_form, post_signed};

const NEW: &str = "fedcba9876543210fedcba9876543210";

#[test]
fn either_token_signs_while_it_is_changed_and_then_only_the_new_one() {
    let house = House::new();
    let api = house.admin();
    house.anna_writes("hello");
    let path = format!("/accounts/{}", house.account);
    let mut sent = 0;
    let mut signed = |token: &str| {
        sent += 1;
        let form = inbound_form(&format!("SM9{sent:031}"), ANNA, "signed");
        post_signed(&house.hook("inbound"), &form, token).0
    };
    assert_eq!((signed(AUTH_TOKEN), signed(NEW)), (200, 403));
    house.twilio.set_second_token(ACCOUNT_SID, Some(NEW));
    assert_eq!(api.patch(&path, &json!({"auth_token_second": NEW})).data()["second_auth_token"], true);
    assert_eq!((signed(AUTH_TOKEN), signed(NEW)), (200, 200));
    let check = api.post(&format!("{path}/check"), &json!({}));
    assert_eq!((&check.data()["credentials"], &check.data()["second_auth_token"]), (&json!(true), &json!(true)));
    // Between the promotion there and the confirmation here nothing stops.
    house.twilio.promote_token(ACCOUNT_SID);
    assert_eq!((signed(AUTH_TOKEN), signed(NEW)), (200, 200));
    house.until_status(api.said(1, "still with the new one"), "delivered");
    assert_eq!(api.patch(&path, &json!({"promote_auth_token_second": true})).data()["second_auth_token"], false);
    assert_eq!((signed(AUTH_TOKEN), signed(NEW)), (403, 200));
    house.until_status(api.said(1, "and after"), "delivered");
}

#[test]
fn twilio_is_asked_about_everything() {
    let house = House::new();
    let api = house.admin();
    let path = format!("/accounts/{}/check", house.account);
    let check = api.post(&path, &json!({}));
    let data = check.data();
    for (field, want) in [
        ("reachable", json!(true)),
        ("credentials", json!(true)),
        ("second_auth_token", json!(null)),
        ("api_key", json!(null)),
        ("standing", json!("active")),
        ("trial", json!(false)),
        ("numbers", json!([SHOP])),
    ] {
        assert_eq!(data[field], want, "{field}");
    }
    let senders = api.get(&format!("/accounts/{}/senders", house.account));
    let first = &senders.data()[0];
    assert_eq!(
        (&first["address"], &first["online"], &first["quality_rating"]),
        (&json!(SHOP), &json!(true), &json!("HIGH"))
    );
    assert!(
        first["number_id"].is_string() && first["messaging_limit"].is_string() && first["display_name"].is_string()
    );
    house.twilio.be_unreachable(Outage::Answers503, PATIENCE);
    let silent = api.post(&path, &json!({}));
    assert_eq!((&silent.data()["reachable"], &silent.data()["credentials"]), (&json!(false), &json!(null)));
    house.twilio.be_reachable();
    assert_eq!(house.program("supervisor").post(&path, &json!({})).status, 403);
}

#[test]
fn bad_input_is_a_sentence_at_the_field_and_nothing_is_kept() {
    let house = House::new();
    let api = house.admin();
    let sid = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    let account = |change: serde_json::Value| {
        let mut body = json!({"name": "Another", "account_sid": sid, "auth_token": NEW});
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let answer = api.post("/accounts", &body);
        let error = answer.body["error"].clone();
        (answer.status, error["field"].clone(), error["message"].as_str().unwrap_or_default().to_owned())
    };
    for (change, field, words) in [
        (json!({"account_sid": sid.replace("AC", "SK")}), "account_sid", "API key"),
        (json!({"account_sid": "AC123"}), "account_sid", "5 characters"),
        (json!({"account_sid": ACCOUNT_SID}), "account_sid", "already"),
        (json!({"auth_token": "0123456789"}), "auth_token", "10 characters"),
        (json!({"auth_token": "with a blank in it"}), "auth_token", "blanks"),
        (json!({"region": "mars"}), "region", "us1"),
        (json!({"api_key_sid": sid, "api_key_secret": "x"}), "api_key_sid", "SK"),
    ] {
        let (status, at, message) = account(change);
        assert_eq!((status, &at), (422, &json!(field)), "{message}");
        assert!(message.contains(words), "{message}");
    }
    assert_eq!(house.count("SELECT count(*) FROM account"), 1);

    let path = format!("/accounts/{}", house.account);
    for (field, value, words) in [
        ("auth_token_second", "0123456789", "10 characters"),
        ("auth_token_second", "with a blank in it", "blanks"),
        ("auth_token_second", "ά".repeat(32).as_str(), "blanks"),
        ("auth_token", "0123456789", "10 characters"),
        ("api_key_sid", ACCOUNT_SID, "SK"),
        ("region", "mars", "us1"),
        ("name", "", "Fill this in"),
    ] {
        let refused = api.patch(&path, &json!({"name": "Changed", field: value}));
        let error = &refused.body["error"];
        assert_eq!((refused.status, &error["field"]), (422, &json!(field)), "{error}");
        assert!(error["message"].as_str().unwrap().contains(words), "{error}");
    }
    let untouched = api.get(&path).data().clone();
    assert_eq!((&untouched["name"], &untouched["second_auth_token"]), (&json!("Olive oil"), &json!(false)));
    assert_eq!(house.count("SELECT count(*) FROM audit WHERE action = 'account.changed'"), 0);

    let number = |change: serde_json::Value| {
        let id = house.account.to_string();
        let mut body = json!({"account_id": id, "name": "Second", "address": "whatsapp:+302810000077"});
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let answer = api.post("/numbers", &body);
        let error = answer.body["error"].clone();
        (answer.status, error["field"].clone(), error["message"].as_str().unwrap_or_default().to_owned())
    };
    for (change, field, words) in [
        (json!({"address": "302810000077"}), "address", "Begin with +"),
        (json!({"address": "+30 2810 000-077"}), "address", "+302810000077"),
        (json!({"address": "+30281000007x"}), "address", "7 to 15 digits"),
        (json!({"address": SHOP}), "address", "already"),
        (json!({"workstream_id": "99"}), "workstream_id", "none like this"),
        (json!({"address": "+14155238886", "sandbox_code": "olive"}), "address", "already"),
        (json!({"sandbox": true, "sandbox_code": "olive"}), "sandbox_code", "hyphen"),
        (json!({"verify": true}), "address", "Twilio’s list"),
    ] {
        let (status, at, message) = number(change);
        assert_eq!((status, &at), (422, &json!(field)), "{message}");
        assert!(message.contains(words), "{message}");
    }
    assert_eq!(house.count("SELECT count(*) FROM number"), 2);
    assert_eq!(number(json!({})).0, 201, "without looking into the list");
}

#[test]
fn each_number_is_in_one_workstream() {
    let house = House::new();
    let api = house.admin();
    let all = api.get("/workstreams").data().as_array().unwrap().clone();
    let told: Vec<_> = all.iter().map(|one| (&one["id"], &one["name"], &one["mode"])).collect();
    assert_eq!(told, [(&json!("1"), &json!("WhatsApp"), &json!("pick"))]);
    let path = format!("/numbers/{}", house.count("SELECT id FROM number WHERE sandbox = 0"));
    assert_eq!(api.get(&path).data()["workstream_id"], "1");
    let app = house.appliance().app();
    app.store
        .write(|tx| {
            let sql = "INSERT INTO workstream (name, mode, created_at, updated_at) VALUES ('Second', 'push', 1, 1)";
            Ok(tx.execute(sql, [])?)
        })
        .unwrap();
    assert_eq!(api.patch(&path, &json!({"workstream_id": "2"})).data()["workstream_id"], "2");
    assert_eq!(api.patch(&path, &json!({"workstream_id": "3"})).code(), "field_invalid");
    assert_eq!(api.get(&path).data()["workstream_id"], "2");
    assert_eq!(house.count("SELECT count(*) FROM audit WHERE action = 'number.changed'"), 1);
}

#[test]
fn the_audit_log_has_every_act_and_no_secret() {
    let house = House::new();
    let api = house.admin();
    let key = ("SKaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "a-secret-of-a-key");
    let other = "AC99999999999999999999999999999999";
    house.twilio.add_account(other, NEW, "Other");
    house.twilio.add_api_key(other, key.0, key.1);
    house.twilio.add_sender(other, "whatsapp:+302810000077", "Other", None, Webhooks::default());
    let body = json!({"name": "Other", "account_sid": other, "auth_token": NEW});
    let account = format!("/accounts/{}", api.post("/accounts", &body).id());
    let second = "00000000000000000000000000000002";
    house.twilio.set_second_token(other, Some(second));
    for change in [
        json!({"api_key_sid": key.0, "api_key_secret": key.1}),
        json!({"auth_token_second": second}),
        json!({"promote_auth_token_second": true}),
        json!({"active": false}),
        json!({"active": true}),
    ] {
        assert_eq!(api.patch(&account, &change).status, 200, "{change}");
    }
    house.twilio.promote_token(other);
    assert_eq!(api.post(&format!("{account}/check"), &json!({})).data()["credentials"], true);
    let id = account.trim_start_matches("/accounts/");
    let body = json!({"account_id": id, "name": "Second", "address": "+302810000077"});
    let number = format!("/numbers/{}", api.post("/numbers", &body).id());
    for change in [json!({"name": "Third"}), json!({"active": false}), json!({"active": true})] {
        assert_eq!(api.patch(&number, &change).status, 200, "{change}");
    }
    assert_eq!(api.post(&format!("{number}/webhooks"), &json!({})).status, 200);
    assert_eq!(api.delete(&format!("{number}?clear_webhooks=true")).status, 200);
    assert_eq!(api.delete(&account).status, 200);

    let app = house.appliance().app();
    let rows: Vec<[String; 4]> = app
        .store
        .read(|db| {
            let mut rows = db.prepare("SELECT actor, action, subject, detail FROM audit WHERE at > 0 ORDER BY id")?;
            let read = rows.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?;
            Ok(read.collect::<Result<_, _>>()?)
        })
        .unwrap();
    for (action, times) in [
        ("account.created", 2),
        ("account.changed", 3),
        ("account.deactivated", 1),
        ("account.activated", 1),
        ("account.checked", 1),
        ("account.deleted", 1),
        ("number.created", 3),
        ("number.changed", 1),
        ("number.deactivated", 1),
        ("number.activated", 1),
        ("number.webhooks_written", 1),
        ("number.deleted", 1),
    ] {
        assert_eq!(rows.iter().filter(|row| row[1] == action).count(), times, "{action}: {rows:?}");
    }
    let text = format!("{rows:?}");
    let hook: String = app
        .store
        .read(|db| {
            Ok(db.query_row("SELECT webhook_key FROM account WHERE account_sid = ?1", [other], |row| row.get(0))?)
        })
        .unwrap();
    for secret in [NEW, second, key.1, hook.as_str(), AUTH_TOKEN] {
        assert!(!text.contains(secret), "{text}");
    }
    assert!(
        rows.iter().filter(|row| row[2] == format!("account:{id}")).all(|row| row[0].starts_with("token:")),
        "{text}"
    );
}
