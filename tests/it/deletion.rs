//! Deleting a number, then its account: what is refused, what goes, what stays, and what comes back.

use angelia::emulator::{Outage, Webhooks};
use serde_json::json;

use crate::support::{
    ACCOUNT_SID, ANNA, AUTH_TOKEN, House, PATIENCE, Person, SANDBOX, SHOP, eventually, inbound_form, post_signed,
};

/// The ids of the shop's number and the sandbox's.
fn numbers(house: &House) -> (i64, i64) {
    let id = |sandbox: i64| house.count(&format!("SELECT id FROM number WHERE sandbox = {sandbox}"));
    (id(0), id(1))
}

/// What the pocket Twilio posts to for the shop.
fn stored(house: &House) -> Webhooks {
    house.twilio.webhooks(SHOP)
}

#[test]
fn the_facts_are_shown_and_a_choice_is_needed() {
    let house = House::new();
    let api = house.admin();
    let (shop, _) = numbers(&house);
    let conversation = house.anna_writes("hello");
    house.until_status(api.said(conversation, "hi"), "delivered");
    let facts = api.get(&format!("/numbers/{shop}/deletion"));
    let want = json!({"open": 1, "waiting": 0, "contacts": 1, "messages": 2, "more_messages": false, "rules": 0});
    assert_eq!(facts.data(), &want);
    let refused = api.delete(&format!("/numbers/{shop}"));
    assert_eq!((refused.status, refused.code()), (422, "field_invalid"));
    assert_eq!(refused.body["error"]["field"], "open");
    assert_eq!(api.delete(&format!("/numbers/{shop}?open=burn")).code(), "field_invalid");
    assert_eq!(house.program("supervisor").delete(&format!("/numbers/{shop}?open=keep")).status, 403);
    assert_eq!(house.count("SELECT count(*) FROM number WHERE deleted_at IS NOT NULL"), 0);
}

#[test]
fn messages_that_wait_hold_it() {
    let house = House::new();
    let api = house.admin();
    let (shop, _) = numbers(&house);
    let conversation = house.anna_writes("hello");
    house.twilio.be_unreachable(Outage::Answers503, PATIENCE);
    api.said(conversation, "on its way");
    let refused = api.delete(&format!("/numbers/{shop}?open=close"));
    assert_eq!((refused.status, refused.code()), (409, "number_busy"));
    house.twilio.be_reachable();
}

#[test]
fn a_deleted_number_is_quiet_readable_and_finds_its_threads_again() {
    let house = House::new();
    let api = house.admin();
    let (shop, _) = numbers(&house);
    let conversation = house.anna_writes("the first time");
    let deleted = api.delete(&format!("/numbers/{shop}?open=close&clear_webhooks=true"));
    assert_eq!(deleted.data(), &json!({"id": shop.to_string(), "closed": 1, "kept": 0, "webhooks": "cleared"}));
    assert_eq!(stored(&house), Webhooks::default(), "Twilio posts to nobody for it");
    assert_eq!(api.conversation(conversation)["state"], "closed");
    assert_eq!(api.messages(conversation)[0]["text"], "the first time");
    assert_eq!(api.get(&format!("/numbers/{shop}")).status, 404);
    assert_eq!(api.post(&format!("/conversations/{conversation}/begin"), &json!({})).status, 201, "to be read");
    assert_eq!(api.says(conversation + 1, "anybody?").code(), "number_inactive");
    // What is posted all the same is counted, as for any number that we do not have.
    let form = inbound_form("SM99111111111111111111111111111111", ANNA, "still there?");
    assert_eq!(post_signed(&house.hook("inbound"), &form, AUTH_TOKEN).0, 200);
    assert_eq!(house.count("SELECT count(*) FROM message WHERE direction = 'in'"), 1);
    assert_eq!(house.count("SELECT count FROM refused_count WHERE reason = 'unknown_number'"), 1);

    let again = json!({"account_id": house.account.to_string(), "name": "Shop again", "address": SHOP});
    let made = api.post("/numbers", &again);
    assert_eq!((made.status, made.id()), (201, shop.to_string()));
    let form = inbound_form("SM99222222222222222222222222222222", ANNA, "back again");
    assert_eq!(post_signed(&house.hook("inbound"), &form, AUTH_TOKEN).0, 200);
    assert_eq!(house.count("SELECT count(*) FROM thread"), 1);
    let second = house.count("SELECT conversation_id FROM message WHERE body = 'back again'");
    assert_eq!(api.conversation(second)["thread_id"], api.conversation(conversation)["thread_id"]);
    for action in ["number.deleted", "number.restored"] {
        assert_eq!(house.count(&format!("SELECT count(*) FROM audit WHERE action = '{action}'")), 1, "{action}");
    }
}

#[test]
fn conversations_may_be_left_to_be_read() {
    let house = House::new();
    let api = house.admin();
    let (shop, _) = numbers(&house);
    let conversation = house.anna_writes("hello");
    let deleted = api.delete(&format!("/numbers/{shop}?open=keep"));
    assert_eq!((&deleted.data()["kept"], &deleted.data()["webhooks"]), (&json!(1), &json!("left")));
    assert_eq!(api.conversation(conversation)["state"], "open");
    assert_eq!(api.says(conversation, "hello").code(), "number_inactive");
    assert_eq!(api.post(&format!("/conversations/{conversation}/close"), &json!({})).status, 200);
    assert_eq!(house.count("SELECT count(*) FROM thread_event WHERE kind = 'number_deleted'"), 1);
}

#[test]
fn nothing_is_deleted_when_twilio_does_not_clear_and_others_addresses_stay() {
    let house = House::new();
    let api = house.admin();
    let (shop, sandbox) = numbers(&house);
    house.twilio.be_unreachable(Outage::Answers503, PATIENCE);
    let refused = api.delete(&format!("/numbers/{shop}?clear_webhooks=true"));
    assert_eq!((refused.status, refused.code()), (503, "unavailable"));
    house.twilio.be_reachable();
    assert_eq!(api.get(&format!("/numbers/{shop}")).status, 200);
    let elsewhere = Webhooks { callback_url: Some("https://elsewhere.example/in".to_owned()), ..stored(&house) };
    house.twilio.set_webhooks(SHOP, elsewhere);
    let deleted = api.delete(&format!("/numbers/{shop}?clear_webhooks=true"));
    assert_eq!(deleted.data()["webhooks"], "cleared");
    let after = stored(&house);
    assert_eq!(after.callback_url.as_deref(), Some("https://elsewhere.example/in"));
    assert_eq!((after.fallback_url, after.status_callback_url), (None, None));
    assert_eq!(api.delete(&format!("/numbers/{sandbox}?clear_webhooks=true")).data()["webhooks"], "not_ours");
}

const SERVICE: &str = "MG00000000000000000000000000000001";
const BRANCH: &str = "whatsapp:+302810000022";

/// The shop and a branch in one service that posts to us, and a third number there that we do not have.
fn in_a_service(house: &House) -> (i64, i64) {
    for (address, name) in [(BRANCH, "Branch"), ("whatsapp:+302810000099", "Not here")] {
        house.twilio.add_sender(ACCOUNT_SID, address, name, None, Webhooks::default());
    }
    let members = [SHOP, BRANCH, "whatsapp:+302810000099"];
    house.twilio.add_service(ACCOUNT_SID, SERVICE, &members, None);
    house.twilio.set_service_webhooks(SERVICE, stored(house), false);
    let branch = json!({"account_id": house.account.to_string(), "name": "Branch", "address": BRANCH});
    (numbers(house).0, house.admin().post("/numbers", &branch).id().parse().unwrap())
}

#[test]
fn the_addresses_of_a_service_go_with_the_last_number_that_needs_them() {
    let house = House::new();
    let api = house.admin();
    let ours = stored(&house);
    let (shop, branch) = in_a_service(&house);
    let deleted = api.delete(&format!("/numbers/{shop}?clear_webhooks=true"));
    assert_eq!(deleted.data()["webhooks"], "shared");
    assert_eq!(stored(&house), Webhooks::default(), "its own are gone");
    assert_eq!(house.twilio.service_webhooks(SERVICE), ours, "the branch still receives by them");
    house.writes(ANNA, BRANCH, "to the branch");

    // What is not ours stays, with its method.
    let elsewhere = || Some("https://elsewhere.example/in".to_owned());
    let mut mixed = Webhooks { fallback_url: elsewhere(), ..ours };
    mixed.methods.fallback = Some("GET".to_owned());
    house.twilio.set_service_webhooks(SERVICE, mixed, false);
    let deleted = api.delete(&format!("/numbers/{branch}?open=close&clear_webhooks=true"));
    assert_eq!(deleted.data()["webhooks"], "cleared");
    let left = house.twilio.service_webhooks(SERVICE);
    assert_eq!((left.callback_url, left.status_callback_url), (None, None));
    assert_eq!((left.fallback_url, left.methods.fallback.as_deref()), (elsewhere(), Some("GET")));
    let cleared =
        "SELECT count(*) FROM audit WHERE action = 'number.deleted' AND detail LIKE '%\"webhooks_cleared\":true%'";
    assert_eq!(house.count(cleared), 1);
}

#[test]
fn a_service_that_leaves_its_numbers_their_own_is_nobodys_hindrance() {
    let house = House::new();
    let (shop, _) = in_a_service(&house);
    house.twilio.set_service_webhooks(SERVICE, stored(&house), true);
    let deleted = house.admin().delete(&format!("/numbers/{shop}?clear_webhooks=true"));
    assert_eq!((&deleted.data()["webhooks"], stored(&house)), (&json!("cleared"), Webhooks::default()));
    assert!(house.twilio.service_webhooks(SERVICE).callback_url.is_some(), "the branch is in it, too");
}

#[test]
fn the_page_says_what_became_of_the_addresses() {
    let house = House::new();
    let (shop, branch) = in_a_service(&house);
    let (email, password) = house.hire("Ada", "admin");
    let admin = Person::signed_in(house.url(), &email, &password);
    for (number, sentence) in [(shop, "Our addresses stay at its Messaging Service"), (branch, "posts to nobody here")]
    {
        let page = format!("/admin/numbers/{number}/delete");
        assert!(admin.get(&page).html.contains("Messaging Service"));
        assert_eq!(admin.fills_in(&page, &page, &[("clear", "1")]).status, 303);
        let list = admin.get("/admin/numbers").html;
        assert!(list.contains(sentence), "{list}");
    }
    assert_eq!(house.twilio.service_webhooks(SERVICE).callback_url, None);
}

#[test]
fn an_account_goes_after_its_numbers_and_comes_back_with_its_threads() {
    let house = House::new();
    let api = house.admin();
    let account = house.account;
    let (shop, sandbox) = numbers(&house);
    house.anna_writes("hello");
    let refused = api.delete(&format!("/accounts/{account}"));
    assert_eq!((refused.status, refused.code()), (409, "account_has_numbers"));
    assert_eq!(api.get(&format!("/accounts/{account}/deletion")).data()["numbers"], 2);
    for number in [shop, sandbox] {
        assert_eq!(api.delete(&format!("/numbers/{number}?open=close")).status, 200);
    }
    assert_eq!(api.delete(&format!("/accounts/{account}")).status, 200);
    assert_eq!(api.get(&format!("/accounts/{account}")).status, 404);
    assert_eq!(api.get("/accounts").data(), &json!([]));
    assert_eq!(house.count("SELECT length(auth_token) FROM account"), 0, "its secrets are gone");
    let form = inbound_form("SM99333333333333333333333333333333", ANNA, "nobody home");
    assert_eq!(post_signed(&house.hook("inbound"), &form, AUTH_TOKEN).0, 404);
    assert_eq!(api.messages(1)[0]["text"], "hello");
    house.run_jobs();

    let again = json!({"name": "Olive oil", "account_sid": ACCOUNT_SID, "auth_token": AUTH_TOKEN});
    assert_eq!(api.post("/accounts", &again).id(), account.to_string());
    let number = json!({"account_id": account.to_string(), "name": "Shop", "address": SHOP});
    assert_eq!(api.post("/numbers", &number).id(), shop.to_string());
    let sandbox = json!({"account_id": account.to_string(), "name": "Sandbox", "address": SANDBOX});
    assert_eq!(api.post("/numbers", &sandbox).data()["sandbox"], true);
    house.anna_writes("found you");
    assert_eq!(house.count("SELECT count(*) FROM thread"), 1);
}

#[test]
fn a_number_that_moved_to_another_account_brings_its_threads() {
    let house = House::new();
    let api = house.admin();
    let (shop, _) = numbers(&house);
    house.anna_writes("hello");
    let other = "AC99999999999999999999999999999999";
    let token = "99999999999999999999999999999999";
    house.twilio.add_account(other, token, "Other");
    let made = api.post("/accounts", &json!({"name": "Other", "account_sid": other, "auth_token": token})).id();
    let number = json!({"account_id": made, "name": "Shop", "address": SHOP});
    let refused = api.post("/numbers", &number);
    assert_eq!((refused.status, &refused.body["error"]["field"]), (422, &json!("address")));
    assert_eq!(api.delete(&format!("/numbers/{shop}?open=close")).status, 200);
    let moved = api.post("/numbers", &number);
    assert_eq!((moved.id(), &moved.data()["account_id"]), (shop.to_string(), &json!(made)));
    eventually("the thread is there", || (house.count("SELECT count(*) FROM thread") == 1).then_some(()));
}
