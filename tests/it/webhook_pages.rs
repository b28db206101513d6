//! Outgoing webhooks as an admin meets them: the pages, what is refused, and who may.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use serde_json::{Value, json};

use crate::support::{Person, eventually};
use crate::webhooks::{Shop, webhook_receiver};

#[test]
fn what_cannot_be_a_webhook_is_refused_with_its_field() {
    let shop = Shop::new();
    let long = "x".repeat(10_000);
    let fine = json!({ "name": "CRM", "url": "https://93.184.216.34/hook", "events": ["message.in"] });
    let with = |field: &str, value: Value| {
        let mut body = fine.clone();
        body[field] = value;
        body
    };
    for (body, status, field) in [
        (with("url", json!("example.com/hook")), 422, "url"),
        (with("url", json!("ftp://example.com")), 422, "url"),
        (with("url", json!("nonsense")), 422, "url"),
        (with("url", json!("")), 422, "url"),
        (with("url", json!(format!("https://93.184.216.34/{long}"))), 422, "url"),
        (with("url", json!("https://user:word@93.184.216.34/")), 422, "url"),
        (with("url", json!("http://10.0.0.1/")), 422, "url"),
        (with("url", json!("https://192.168.1.1/hook")), 422, "url"),
        (with("url", json!("https://[::1]/")), 422, "url"),
        (with("url", json!("http://93.184.216.34/")), 422, "url"),
        (with("name", json!("")), 422, "name"),
        (with("name", json!("  ")), 422, "name"),
        (with("name", json!(long)), 422, "name"),
        (with("events", json!([])), 422, "events"),
        (with("events", json!(["message.in", "message.read"])), 422, "events"),
        (with("events", json!(["test"])), 422, "events"),
        (with("events", json!([long])), 422, "events"),
        (with("events", json!("message.in")), 400, "events"),
        (with("secret", json!("mine")), 400, "secret"),
    ] {
        let refused = shop.api.post("/outgoing-webhooks", &body);
        assert_eq!((refused.status, &refused.body["error"]["field"]), (status, &json!(field)), "{body}: {refused:?}");
        assert!(refused.body["error"]["message"].as_str().unwrap().len() < 400, "{refused:?}");
    }
    let id = shop.api.post("/outgoing-webhooks", &fine).id();
    let taken = shop.api.post("/outgoing-webhooks", &fine);
    assert_eq!((taken.status, &taken.body["error"]["field"]), (422, &json!("name")));
    let path = format!("/outgoing-webhooks/{id}");
    for (change, field) in [
        (json!({ "url": "http://10.0.0.1/" }), "url"),
        (json!({ "name": " " }), "name"),
        (json!({ "events": [] }), "events"),
    ] {
        let refused = shop.api.patch(&path, &change);
        assert_eq!((refused.status, &refused.body["error"]["field"]), (422, &json!(field)), "{change}: {refused:?}");
    }
    assert_eq!(shop.show(&id)["url"], "https://93.184.216.34/hook");
    for since in ["", "yesterday", "2026-13-01T00:00:00Z"] {
        let refused = shop.api.post(&format!("{path}/deliveries/send-again"), &json!({ "since": since }));
        assert_eq!((refused.status, &refused.body["error"]["field"]), (422, &json!("since")), "{since}");
    }
    for n in 1..10 {
        assert_eq!(shop.webhook(&format!("https://93.184.216.34/{n}"), &["message.in"]).status, 201);
    }
    let full = shop.webhook("https://93.184.216.34/11", &["message.in"]);
    assert_eq!((full.status, full.code()), (422, "field_invalid"), "{full:?}");
    assert_eq!(shop.api.delete(&path).status, 204);
    assert_eq!(shop.webhook("https://93.184.216.34/11", &["message.in"]).status, 201);
    assert_eq!((shop.api.get(&path).status, shop.api.delete(&path).status), (404, 404));
    assert_eq!(shop.api.get("/outgoing-webhooks/1/deliveries/none").status, 404);
}

#[test]
fn only_admins_have_to_do_with_it() {
    let shop = Shop::new();
    let (id, _program) = shop.program(&["message.in"]);
    shop.house.hire("Sofia", "supervisor");
    let supervisor = shop.house.program("supervisor");
    let path = format!("/outgoing-webhooks/{id}");
    for (status, what) in [
        (supervisor.get("/outgoing-webhooks").status, "list"),
        (supervisor.get(&path).status, "show"),
        (supervisor.post("/outgoing-webhooks", &json!({})).status, "create"),
        (supervisor.patch(&path, &json!({ "active": false })).status, "change"),
        (supervisor.delete(&path).status, "delete"),
        (supervisor.post(&format!("{path}/test"), &json!({})).status, "test"),
        (supervisor.get(&format!("{path}/deliveries")).status, "deliveries"),
        (supervisor.post(&format!("{path}/deliveries/send-again"), &json!({})).status, "send again"),
        (supervisor.post(&format!("{path}/deliveries/1/send-again"), &json!({})).status, "send one again"),
    ] {
        assert_eq!(status, 403, "{what}");
    }
    let person = Person::signed_in(shop.house.url(), "sofia@example.com", "correct horse");
    for page in ["", "/new", "/1", "/1/deliveries", "/1/deliveries/1"] {
        assert_eq!(person.get(&format!("/admin/webhooks{page}")).status, 403, "{page}");
    }
    let refused = person.post("/admin/webhooks/1/delete", &[("csrf", &person.get("/inbox").csrf())], &[]);
    assert_eq!(refused.status, 403);
    assert_eq!(shop.show(&id)["active"], true);
}

#[test]
fn an_admin_adds_one_tries_it_and_looks_what_came_of_it() {
    let shop = Shop::new();
    let admin = Person::signed_in(shop.house.url(), "dimitra@example.com", "correct horse");
    assert!(admin.get("/admin/webhooks").html.contains("No webhook yet"));
    let wrong =
        admin.fills_in("/admin/webhooks/new", "/admin/webhooks", &[("name", "CRM"), ("url", "crm.example.com")]);
    assert_eq!(wrong.status, 422);
    assert!(wrong.html.contains("It begins with https://") && wrong.html.contains("at least one event"));
    assert!(wrong.html.contains("value=\"crm.example.com\""), "what was typed stays");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let fields = [("name", "CRM"), ("url", url.as_str()), ("events", "message.in"), ("events", "message.out")];
    let made = admin.fills_in("/admin/webhooks/new", "/admin/webhooks", &fields);
    assert_eq!(made.status, 200, "{}", made.html);
    let secret = made.html.split("<code id=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(!admin.get("/admin/webhooks/1").html.contains(&secret), "it is shown once");
    let clock = shop.house.clock.clone();
    let status = Arc::new(AtomicU16::new(200));
    let answers = status.clone();
    std::thread::spawn(move || {
        let now = move || clock.now().0 / 1_000;
        webhook_receiver::serve(&listener, &secret, &now, &mut |_| answers.load(Ordering::SeqCst));
    });
    let tried = admin.fills_in("/admin/webhooks/1", "/admin/webhooks/1/test", &[]);
    assert_eq!((tried.status, tried.header("location")), (303, "/admin/webhooks/1/deliveries/1"));
    let shown = admin.get("/admin/webhooks/1/deliveries/1");
    assert!(shown.html.contains("It works.") && shown.html.contains("angelia-signature: v1="), "{}", shown.html);
    let talk = shop.house.anna_writes("<b>hello</b>");
    shop.until_none_waits();
    let list = admin.get("/admin/webhooks/1/deliveries");
    assert!(list.html.contains(&format!("/inbox/{talk}")) && list.html.contains("A contact writes"));
    let body = admin.get("/admin/webhooks/1/deliveries/2");
    assert!(body.html.contains("&#60;b&#62;hello") && !body.html.contains("<b>hello"), "{}", body.html);
    status.store(400, Ordering::SeqCst);
    let failed = admin.fills_in("/admin/webhooks/1", "/admin/webhooks/1/test", &[]);
    let shown = admin.get(failed.header("location"));
    assert!(shown.html.contains("did not take it") && shown.html.contains("400"), "{}", shown.html);
    let only = admin.get("/admin/webhooks/1/deliveries?outcome=failed");
    assert!(only.html.contains("deliveries/3") && !only.html.contains("deliveries/2\""));
    status.store(200, Ordering::SeqCst);
    let again = admin.fills_in("/admin/webhooks/1/deliveries/3", "/admin/webhooks/1/deliveries/3/send-again", &[]);
    assert_eq!(again.status, 303);
    shop.until_none_waits();
    assert_eq!(shop.deliveries("1", "delivered").len(), 3);
    let none = admin.fills_in(
        "/admin/webhooks/1/deliveries",
        "/admin/webhooks/1/deliveries/send-again",
        &[("since", "2026-01-01T00:00")],
    );
    assert_eq!(none.header("location"), "/admin/webhooks/1/deliveries?again=0");
    let wrong = admin.fills_in(
        "/admin/webhooks/1/deliveries",
        "/admin/webhooks/1/deliveries/send-again",
        &[("since", "yesterday")],
    );
    assert_eq!(wrong.status, 422);
    gets_new_secrets(&shop, &admin);
    let audit = admin.get("/admin/audit");
    for act in ["Webhook added", "New secret of a webhook", "Webhook tried out", "Events sent to a webhook again"] {
        assert!(audit.html.contains(act), "{act}");
    }
    assert_eq!(admin.fills_in("/admin/webhooks/1", "/admin/webhooks/1/delete", &[]).status, 303);
    assert_eq!(admin.get("/admin/webhooks/1").status, 404);
    shop.house.run_jobs();
    assert_eq!(shop.house.count("SELECT count(*) FROM webhook_delivery"), 0, "the texts go with it");
}

/// The former secret counts beside the new one, until it is ended at once.
fn gets_new_secrets(shop: &Shop, admin: &Person) {
    let fresh = admin.fills_in("/admin/webhooks/1", "/admin/webhooks/1/secret", &[]);
    assert!(fresh.html.contains("<code id=\"secret\">"));
    assert!(admin.get("/admin/webhooks/1").html.contains("The former secret signs as well until"));
    let told = shop.deliveries("1", "delivered").len();
    shop.house.anna_writes("under both secrets");
    eventually("the former secret still counts", || (shop.deliveries("1", "delivered").len() > told).then_some(()));
    admin.fills_in("/admin/webhooks/1", "/admin/webhooks/1/secret", &[("at_once", "1")]);
    assert!(!admin.get("/admin/webhooks/1").html.contains("The former secret signs as well until"));
    shop.house.anna_writes("under the new secret");
    shop.until_failures("1", 1);
    assert_eq!(shop.deliveries("1", "waiting")[0]["status"], 403, "the former secret no longer counts");
}
