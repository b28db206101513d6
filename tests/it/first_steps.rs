//! How far the installation has come and how it is: the API says what the page of an admin shows.

use angelia::domain::time::Millis;
use angelia::emulator::{Outage, Webhooks};
use serde_json::{Value, json};

use crate::support::{ANNA, AUTH_TOKEN, House, PATIENCE, Person, SANDBOX, SHOP, inbound_form, post_signed};

fn steps(house: &House) -> Value {
    house.admin().get("/first-steps").data().clone()
}

/// Each step with its state.
fn states(house: &House) -> Vec<(String, String)> {
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let of = |step: &Value| (word(&step["step"]), word(&step["state"]));
    steps(house)["steps"].as_array().unwrap().iter().map(of).collect()
}

fn state(house: &House, step: &str) -> String {
    states(house).into_iter().find(|(word, _)| word == step).unwrap().1
}

fn boss(house: &House) -> Person {
    let (email, password) = house.hire("Ada", "admin");
    Person::signed_in(house.url(), &email, &password)
}

#[test]
fn the_steps_are_told_as_the_page_has_them() {
    let house = House::new();
    let api = house.admin();
    let told = steps(&house);
    let order: Vec<String> = states(&house).into_iter().map(|(step, _)| step).collect();
    assert_eq!(order, ["account", "number", "webhook", "message", "workstream", "agents", "hours", "templates"]);
    assert_eq!((state(&house, "number"), state(&house, "hours")), ("done".to_owned(), "by_default".to_owned()));
    assert_eq!(state(&house, "webhook"), "now");
    assert_eq!(told["done"].as_u64().unwrap() + told["left"].as_u64().unwrap(), 8);
    assert_eq!(told["steps"][2]["title"], "Tell Twilio where to deliver");
    let admin = boss(&house);
    let page = admin.get("/admin").html;
    assert!(page.contains("Tell Twilio where to deliver") && page.contains("id=\"step-webhook\" class=\"is-now\""));
    // The same reasons, a minute after.
    assert_eq!((&told["waiting"]["address"], &told["waiting"]["likely"]), (&json!(SHOP), &json!([])));
    assert!(told["waiting"]["reasons_at"].is_string());
    house.twilio.set_webhooks(SHOP, Webhooks::default());
    assert_eq!(api.post("/numbers/1/check", &json!({})).status, 200);
    house.clock.advance(Millis::seconds(61));
    let waiting = steps(&house)["waiting"].clone();
    assert_eq!((&waiting["reasons_at"], &waiting["likely"][0]["code"]), (&Value::Null, &json!("inbound_not_set")));
    let sentence = waiting["likely"][0]["sentence"].as_str().unwrap();
    assert!(admin.get("/admin").html.contains(sentence), "{sentence}");

    assert_eq!(api.post("/numbers/1/webhooks", &json!({})).status, 200);
    assert_eq!((state(&house, "webhook"), state(&house, "message")), ("done".to_owned(), "now".to_owned()));
    house.anna_writes("hello");
    let told = steps(&house);
    assert_eq!((state(&house, "message"), &told["waiting"]), ("done".to_owned(), &Value::Null));
    assert!(told["last_inbound_at"].is_string() && told["last_post_at"].is_string());
    house.approve_template("own", "Hello {{1}}, all is well.", &["Anna"]);
    house.hire("Nikos", "agent");
    let told = steps(&house);
    assert_eq!((&told["left"], &told["templates_approved"]), (&json!(0), &json!(1)));
}

#[test]
fn what_was_deleted_is_to_be_done_again() {
    let house = House::new();
    let api = house.admin();
    house.approve_template("own", "Hello {{1}}, all is well.", &["Anna"]);
    house.anna_writes("hello");
    for step in ["account", "number", "webhook", "message", "templates"] {
        assert_eq!(state(&house, step), "done", "{step}");
    }
    for number in api.get("/numbers").data().as_array().unwrap() {
        let id = number["id"].as_str().unwrap();
        assert_eq!(api.delete(&format!("/numbers/{id}?open=close")).status, 200);
    }
    assert_eq!((state(&house, "account"), state(&house, "number")), ("done".to_owned(), "now".to_owned()));
    assert_eq!(api.delete(&format!("/accounts/{}", house.account)).status, 200);
    assert_eq!(state(&house, "account"), "now");
    for step in ["number", "webhook", "message", "templates"] {
        assert_eq!(state(&house, step), "later", "{step}");
    }
}

#[test]
fn the_list_is_put_away_and_brought_back() {
    let house = House::new();
    let api = house.admin();
    assert_eq!(steps(&house)["hidden"], false);
    assert_eq!(api.patch("/first-steps", &json!({"hidden": true})).data()["hidden"], true);
    let admin = boss(&house);
    assert!(!admin.get("/admin").html.contains("id=\"todo\""));
    assert_eq!(api.patch("/first-steps", &json!({"hidden": false})).data()["hidden"], false);
    assert!(admin.get("/admin").html.contains("id=\"todo\""));
    let refused = api.patch("/first-steps", &json!({}));
    assert_eq!((refused.status, &refused.body["error"]["field"]), (422, &json!("hidden")));
    assert_eq!(api.patch("/first-steps", &json!({"hidden": "yes"})).status, 400);
    assert_eq!(house.count("SELECT count(*) FROM audit WHERE action LIKE 'first_steps.%'"), 2);
    for role in ["supervisor", "agent"] {
        let program = house.program(role);
        assert_eq!(program.get("/first-steps").status, 403);
        assert_eq!(program.patch("/first-steps", &json!({"hidden": true})).status, 403);
        assert_eq!(program.get("/overview").status, 403);
    }
}

#[test]
fn how_the_installation_is_in_one_answer() {
    let house = House::new();
    let api = house.admin();
    let overview = || api.get("/overview").data().clone();
    let told = overview();
    assert_eq!((&told["public_url"], &told["version"]), (&json!(house.url()), &json!(env!("CARGO_PKG_VERSION"))));
    assert_eq!(told["outbox"], json!({"waiting": 0, "since": null, "late": false}));
    assert_eq!(
        (&told["refused"], &told["backed_up_at"], &told["backup_due"]),
        (&json!([]), &Value::Null, &json!(true))
    );
    assert!(told["database_bytes"].as_u64().unwrap() > 0 && told["schema"].as_u64().unwrap() > 0);
    let disk = &told["disk"];
    assert!(disk["free"].as_u64().unwrap() <= disk["total"].as_u64().unwrap() && disk["scarce"].is_boolean());
    let addresses: Vec<&str> =
        told["numbers"].as_array().unwrap().iter().map(|number| number["address"].as_str().unwrap()).collect();
    assert_eq!(addresses, [SHOP, SANDBOX]);

    house.twilio.set_webhooks(SHOP, Webhooks::default());
    assert_eq!(api.post("/numbers/1/check", &json!({})).status, 200);
    let form = inbound_form("SM99111111111111111111111111111111", ANNA, "forged");
    assert_eq!(post_signed(&house.hook("inbound"), &form, "another token").0, 403);
    assert_eq!(post_signed(&house.hook("inbound"), &form, AUTH_TOKEN).0, 200);
    // Longer than the clock is about to jump.
    house.twilio.be_unreachable(Outage::Answers503, PATIENCE * 10);
    api.said(1, "it waits");
    house.clock.advance(Millis::minutes(2));
    let told = overview();
    let shop = &told["numbers"][0];
    assert_eq!((&shop["level"], &shop["verdict"]["code"]), (&json!("bad"), &json!("inbound_not_set")));
    assert!(shop["last_inbound_at"].is_string());
    let refused = &told["refused"][0];
    assert_eq!((&refused["reason"], &refused["count"]), (&json!("bad_signature"), &json!(1)));
    assert_eq!((&told["outbox"]["waiting"], &told["outbox"]["late"]), (&json!(1), &json!(true)));
    house.twilio.be_reachable();

    // The page says the same.
    assert_eq!(api.patch("/first-steps", &json!({"hidden": true})).status, 200);
    let page = boss(&house).get("/admin").html;
    assert!(page.contains("dot is-bad") && page.contains("Twilio has no address for messages"), "{page}");
}

#[test]
fn lists_have_a_dot_and_its_word() {
    let house = House::new();
    let admin = boss(&house);
    house.twilio.set_webhooks(SHOP, Webhooks::default());
    house.admin().post("/numbers/1/check", &json!({}));
    for list in ["/admin/accounts", "/admin/accounts/1", "/admin/numbers"] {
        let page = admin.get(list).html;
        let (_, rest) = page.split_once("class=\"dot is-bad\"").unwrap_or_else(|| panic!("{list}: {page}"));
        assert!(rest.contains("<span class=\"vh\">Shop: </span>does not work</a>"), "{list}");
        assert!(rest.contains("href=\"/admin/numbers/1/health\""), "{list}");
    }
    house.admin().patch("/numbers/1", &json!({"active": false}));
    assert!(!admin.get("/admin/accounts").html.contains("dot is-bad"));
}
