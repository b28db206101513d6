//! Accounts, numbers, templates and users.

use actix_web::http::Method;
use serde_json::{Value, json};

use super::{ACCOUNT_SID, AUTH_TOKEN, Bench, NUMBER};
use crate::domain::template::Approval;

#[actix_web::test]
async fn an_account_is_kept_with_its_addresses_and_without_its_secrets() {
    let bench = Bench::start();
    let new = json!({"name": "Bakery", "account_sid": ACCOUNT_SID, "auth_token": AUTH_TOKEN});
    let made = bench.post("/accounts", new.clone()).await;
    let data = made.data(201);
    assert_eq!((data["id"].as_str(), data["name"].as_str()), (Some("1"), Some("Bakery")));
    assert_eq!(data["account_sid"], ACCOUNT_SID);
    for hook in ["inbound", "status", "fallback"] {
        let url = data["webhooks"][hook].as_str().unwrap();
        assert!(url.starts_with("https://inbox.example.org/webhooks/twilio/"), "{url}");
        assert!(url.ends_with(&format!("/{hook}#rc=3&rp=5xx,ct,rt")), "{url}");
    }
    assert!(!made.body.to_string().contains(AUTH_TOKEN));
    assert_eq!(bench.post("/accounts", new).await.error(), (422, "field_invalid", Some("account_sid")));
    for (field, value) in [("name", " "), ("account_sid", "AC1"), ("auth_token", "")] {
        let mut wrong = json!({"name": "B", "account_sid": "AC00000000000000000000000000000000", "auth_token": "t"});
        wrong[field] = value.into();
        assert_eq!(bench.post("/accounts", wrong).await.error(), (422, "field_invalid", Some(field)));
    }

    let changed = bench.patch("/accounts/1", json!({"name": "Baker", "auth_token_second": "b", "active": false})).await;
    let data = changed.data(200);
    assert_eq!(
        (&data["name"], &data["second_auth_token"], &data["active"]),
        (&json!("Baker"), &json!(true), &json!(false))
    );
    let gone = bench.patch("/accounts/1", json!({"auth_token_second": ""})).await;
    assert_eq!(gone.data(200)["second_auth_token"], false);
    assert_eq!(bench.get("/accounts/1").await.data(200)["name"], "Baker");
    assert_eq!(bench.get("/accounts").await.data(200).as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn a_number_belongs_to_an_account() {
    let bench = Bench::start();
    let (account, number) = bench.connected().await;
    let data = bench.get(&format!("/numbers/{number}")).await;
    let data = data.data(200);
    assert_eq!((data["account_id"].as_str(), data["address"].as_str()), (Some(account.as_str()), Some(NUMBER)));
    assert_eq!((&data["sandbox"], &data["attachments_from_customers"]), (&json!(false), &json!(true)));

    let wanted = |field: &str, value: Value| {
        let mut new = json!({"account_id": account, "name": "Shop", "address": "whatsapp:+302100000002"});
        new[field] = value;
        new
    };
    for (field, value) in [
        ("account_id", json!("99")),
        ("account_id", json!("x")),
        ("account_id", json!("")),
        ("name", json!("")),
        ("address", json!("2100000002")),
        ("address", json!(NUMBER)),
        ("language", json!("de")),
    ] {
        let refused = bench.post("/numbers", wanted(field, value)).await;
        assert_eq!(refused.error(), (422, "field_invalid", Some(field)));
    }
    let change = json!({"name": "Front desk", "language": "el", "attachments_from_agents": false, "active": false});
    let changed = bench.patch(&format!("/numbers/{number}"), change).await;
    let data = changed.data(200);
    assert_eq!((&data["name"], &data["language"]), (&json!("Front desk"), &json!("el")));
    assert_eq!((&data["attachments_from_agents"], &data["active"]), (&json!(false), &json!(false)));
    assert_eq!(bench.get("/numbers?account_id=99").await.data(200), &json!([]));

    let health = bench.get(&format!("/numbers/{number}/health")).await;
    let data = health.data(200);
    assert_eq!(
        (&data["active"], &data["last_inbound_at"], &data["refused"]),
        (&json!(false), &Value::Null, &json!([]))
    );
}

#[actix_web::test]
async fn templates_are_listed_and_taken_over() {
    let bench = Bench::start();
    bench.connected().await;
    let approved = bench.template("HX1", Approval::Approved, "text");
    bench.template("HX2", Approval::Pending, "text");
    bench.template("HX3", Approval::Deleted, "text");
    let all = bench.get("/templates").await;
    assert_eq!(all.data(200).as_array().unwrap().len(), 2);
    let one = bench.get("/templates?status=approved&account_id=1").await;
    let first = &one.data(200)[0];
    assert_eq!((first["id"].as_str(), first["content_sid"].as_str()), (Some(approved.as_str()), Some("HX1")));
    assert_eq!((&first["status"], &first["category"]), (&json!("approved"), &json!("utility")));
    assert_eq!((&first["body"], &first["variables"]), (&json!("Hello {{1}}"), &json!(["1"])));
    assert_eq!(bench.get("/templates?status=deleted").await.data(200).as_array().unwrap().len(), 1);
    // Nobody answers at the provider's address.
    let silent = bench.call(&bench.admin, Method::POST, "/templates/sync", None).await;
    assert_eq!(silent.error(), (503, "unavailable", None));
    assert!(silent.headers.contains_key("Retry-After"));
    assert_eq!(bench.post("/templates", json!({})).await.error(), (422, "field_invalid", Some("content_sid")));
    let nowhere = bench.post("/templates/sync", json!({"account_id": "7"})).await;
    assert_eq!(nowhere.error(), (422, "field_invalid", Some("account_id")));
}

#[actix_web::test]
async fn users_are_added_and_changed_as_a_whole() {
    let bench = Bench::start();
    let new = |name: &str, role: &str| {
        let email = format!("{}@example.org", name.to_lowercase());
        json!({"name": name, "email": email, "role": role, "password": "correct horse"})
    };
    let admin = bench.post("/users", new("Iris", "admin")).await.id();
    let added = bench.post("/users", new("Maria", "agent")).await;
    let (agent, data) = (added.id(), added.data(201));
    assert_eq!((&data["role"], &data["active"], &data["link"]), (&json!("agent"), &json!(true), &Value::Null));
    assert!(!added.body.to_string().contains("password"), "{}", added.body);
    let invited = bench.post("/users", json!({"name": "Eleni", "email": "e@example.org", "role": "agent"})).await;
    assert!(invited.data(201)["link"].as_str().unwrap().starts_with("https://inbox.example.org/welcome/"));
    for (field, value) in [("name", ""), ("email", "maria@example.org"), ("role", "boss"), ("password", "short")] {
        let mut wrong = new("Nikos", "agent");
        wrong[field] = value.into();
        assert_eq!(bench.post("/users", wrong).await.error(), (422, "field_invalid", Some(field)));
    }

    let path = format!("/users/{agent}");
    let changed = bench.patch(&path, json!({"name": "Maria P.", "role": "supervisor", "capacity": 3})).await;
    let data = changed.data(200);
    assert_eq!(
        (&data["name"], &data["role"], &data["capacity"]),
        (&json!("Maria P."), &json!("supervisor"), &json!(3))
    );
    assert_eq!(bench.patch(&path, json!({"capacity": 1001})).await.error(), (422, "field_invalid", Some("capacity")));
    assert_eq!(bench.patch(&path, json!({"role": "boss"})).await.error(), (422, "field_invalid", Some("role")));
    let last = bench.patch(&format!("/users/{admin}"), json!({"name": "Nobody", "active": false})).await;
    assert_eq!(last.error(), (422, "last_admin", None));
    assert_eq!(bench.get(&format!("/users/{admin}")).await.data(200)["name"], "Iris", "nothing half written");
    assert_eq!(bench.patch(&path, json!({"active": false})).await.data(200)["active"], false);
    assert_eq!(bench.patch(&path, json!({"active": true})).await.data(200)["active"], true);

    let path = format!("{path}/presence");
    let there = |word: &str| Some(json!({ "presence": word }));
    let set = bench.call(&bench.supervisor, Method::PUT, &path, there("do_not_disturb")).await;
    assert_eq!(set.data(200)["presence"], "do_not_disturb");
    let wrong = bench.call(&bench.admin, Method::PUT, &path, there("here")).await;
    assert_eq!(wrong.error(), (422, "field_invalid", Some("presence")));

    let first = bench.get("/users?limit=2").await;
    let cursor = first.body["next"].as_str().unwrap();
    let second = bench.get(&format!("/users?limit=2&cursor={cursor}")).await;
    assert_eq!((first.data(200).as_array().unwrap().len(), second.data(200).as_array().unwrap().len()), (2, 1));
    assert_eq!(second.body["next"], Value::Null);
}
