//! The API through the real route table: what it answers, what it refuses, and with which code.

use std::sync::Arc;

use actix_web::http::Method;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use serde_json::{Value, json};

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::inbound::{Inbound, MediaRef};
use crate::domain::message::Kind;
use crate::domain::template::Approval;
use crate::domain::time::Millis;
use crate::domain::user::Role;
use crate::flows::messages::receive::{Source, receive};
use crate::flows::test_app::TestApp;
use crate::flows::tokens;
use crate::store::template::{self, Read};
use crate::web::{configure, context};

mod conversing;
mod settings;

/// An appliance with a token of each role.
struct Bench {
    app: Arc<App>,
    _folder: TestApp,
    admin: String,
    supervisor: String,
    agent: String,
}

/// What came back.
struct Answer {
    status: u16,
    body: Value,
    headers: actix_web::http::header::HeaderMap,
}

impl Answer {
    fn data(&self, status: u16) -> &Value {
        assert_eq!(self.status, status, "{}", self.body);
        &self.body["data"]
    }

    fn id(&self) -> String {
        self.data(201)["id"].as_str().unwrap().to_owned()
    }

    /// Status, code and field of an error.
    fn error(&self) -> (u16, &str, Option<&str>) {
        let error = &self.body["error"];
        assert!(error["message"].as_str().is_some_and(|text| text.contains(' ')), "{}", self.body);
        (self.status, error["code"].as_str().unwrap(), error["field"].as_str())
    }
}

impl Bench {
    fn start() -> Self {
        Self::at(None)
    }

    fn at(twilio_url: Option<&str>) -> Self {
        let folder = TestApp::start(twilio_url);
        let app = folder.shared();
        let token = |role| tokens::create::create(&app, "command", "a program", Some(role)).unwrap().token;
        let (admin, supervisor, agent) = (token(Role::Admin), token(Role::Supervisor), token(Role::Agent));
        Self { app, _folder: folder, admin, supervisor, agent }
    }

    async fn send(&self, request: TestRequest) -> Answer {
        let service = init_service(
            actix_web::App::new().wrap(from_fn(context::identify)).configure(|cfg| configure(cfg, &self.app)),
        )
        .await;
        let answer = call_service(&service, request.to_request()).await;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let body = read_body(answer).await;
        Answer { status, body: serde_json::from_slice(&body).unwrap_or(Value::Null), headers }
    }

    async fn call(&self, token: &str, method: Method, path: &str, body: Option<Value>) -> Answer {
        let request = TestRequest::default()
            .method(method)
            .uri(&format!("/api/v1{path}"))
            .insert_header(("Authorization", format!("Bearer {token}")));
        self.send(match body {
            Some(body) => request.set_json(body),
            None => request,
        })
        .await
    }

    async fn get(&self, path: &str) -> Answer {
        self.call(&self.admin, Method::GET, path, None).await
    }

    async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(&self.admin, Method::POST, path, Some(body)).await
    }

    async fn patch(&self, path: &str, body: Value) -> Answer {
        self.call(&self.admin, Method::PATCH, path, Some(body)).await
    }

    /// An account with one number, both by id.
    async fn connected(&self) -> (String, String) {
        let account = json!({"name": "Bakery", "account_sid": ACCOUNT_SID, "auth_token": AUTH_TOKEN});
        let account = self.post("/accounts", account).await.id();
        let number = json!({"account_id": account, "name": "Shop", "address": NUMBER});
        let number = self.post("/numbers", number).await.id();
        (account, number)
    }

    /// A contact writes.
    fn arrives(&self, from: &str, sid: &str, text: &str) {
        let inbound = Inbound {
            account_sid: ACCOUNT_SID.to_owned(),
            provider_sid: sid.to_owned(),
            from: Address::parse(from).unwrap(),
            external: None,
            to: Address::parse(NUMBER).unwrap(),
            profile_name: "Nikos".to_owned(),
            body: text.to_owned(),
            kind: if text.is_empty() { Kind::Image } else { Kind::Text },
            raw_kind: String::new(),
            media: if text.is_empty() { vec![picture()] } else { Vec::new() },
            quoted_sid: None,
            opt_out: None,
            extra: serde_json::Map::new(),
            sent_at: None,
        };
        let now = self.app.clock.now();
        let account = crate::domain::ids::AccountId(1);
        self.app.store.write(move |tx| receive(tx, account, &inbound, &Source::Recovered, now)).unwrap();
    }

    /// A template of account 1.
    fn template(&self, sid: &str, status: Approval, kind: &str) -> String {
        let read = Read {
            content_sid: sid.to_owned(),
            name: sid.to_lowercase(),
            language: "el".to_owned(),
            kind: kind.to_owned(),
            category: Some("utility".to_owned()),
            status,
            rejection_reason: None,
            body: "Hello {{1}}".to_owned(),
            buttons: Vec::new(),
            variables: vec!["1".to_owned()],
            samples: [("1".to_owned(), "Nikos".to_owned())].into(),
            media: Vec::new(),
            content: "{}".to_owned(),
        };
        let (account, now) = (crate::domain::ids::AccountId(1), self.app.clock.now());
        self.app.store.write(move |tx| template::upsert(tx, account, &read, now)).unwrap().id().to_string()
    }

    fn pass(&self, span: Millis) {
        self.app.clock.advance(span);
    }
}

fn picture() -> MediaRef {
    let url = "https://api.twilio.com/2010-04-01/Accounts/AC/Messages/MM/Media/ME".to_owned();
    MediaRef { url, content_type: "image/jpeg".to_owned() }
}

const ACCOUNT_SID: &str = "AC0123456789abcdef0123456789abcdef";
const AUTH_TOKEN: &str = "fedcba9876543210fedcba9876543210";
const NUMBER: &str = "whatsapp:+302100000001";
const CUSTOMER: &str = "whatsapp:+306900000147";

#[actix_web::test]
async fn nothing_is_told_without_a_token() {
    let bench = Bench::start();
    for path in ["/accounts", "/numbers", "/contacts", "/conversations", "/conversations/1", "/templates", "/users"] {
        let bare = bench.send(TestRequest::get().uri(&format!("/api/v1{path}"))).await;
        assert_eq!(bare.error(), (401, "unauthorized", None), "{path}");
        assert_eq!(bare.headers.get("WWW-Authenticate").unwrap(), "Bearer");
        let wrong = bench.call("nonsense", Method::GET, path, None).await;
        assert_eq!(wrong.error(), (401, "unauthorized", None), "{path}");
    }
    // Whatever else is wrong with the call is not told to a stranger.
    let unread = TestRequest::post().uri("/api/v1/users").set_payload("{");
    assert_eq!(bench.send(unread).await.error(), (401, "unauthorized", None));
    let document = bench.send(TestRequest::get().uri("/api/v1/openapi.json")).await;
    assert_eq!((document.status, document.body["info"]["title"].as_str()), (200, Some("Angelia")));
}

#[actix_web::test]
async fn a_revoked_token_ends_at_once_and_a_used_one_says_when() {
    let bench = Bench::start();
    assert_eq!(bench.call(&bench.agent, Method::GET, "/numbers", None).await.status, 200);
    // The use is kept without the call waiting for it; the next write comes after it.
    let used = |id: i64| {
        let all = bench.app.store.write(|tx| crate::store::token::all(tx)).unwrap();
        all.into_iter().find(|token| token.id.0 == id).unwrap().last_used_at
    };
    assert_eq!((used(3).is_some(), used(2).is_some()), (true, false));
    let id = crate::domain::ids::TokenId(3);
    tokens::revoke::revoke(&bench.app, "command", id).unwrap();
    let ended = bench.call(&bench.agent, Method::GET, "/numbers", None).await;
    assert_eq!(ended.error(), (401, "unauthorized", None));
}

#[actix_web::test]
async fn a_token_does_what_its_role_may() {
    let bench = Bench::start();
    let (agent, supervisor) = (bench.agent.as_str(), bench.supervisor.as_str());
    let denied = [
        (agent, Method::GET, "/accounts", None),
        (supervisor, Method::GET, "/accounts", None),
        (supervisor, Method::POST, "/numbers", Some(json!({}))),
        (supervisor, Method::POST, "/templates/sync", None),
        (agent, Method::GET, "/users", None),
        (supervisor, Method::POST, "/users", Some(json!({}))),
        (agent, Method::PUT, "/users/1/presence", Some(json!({"presence": "busy"}))),
        (agent, Method::POST, "/conversations/1/assign", Some(json!({"user_id": "1"}))),
    ];
    for (token, method, path, body) in denied {
        let answer = bench.call(token, method, path, body).await;
        assert_eq!(answer.error(), (403, "not_allowed", None), "{path}");
    }
    for (token, path) in [(agent, "/numbers"), (agent, "/templates"), (agent, "/contacts"), (supervisor, "/users")] {
        assert_eq!(bench.call(token, Method::GET, path, None).await.data(200), &json!([]), "{path}");
    }
}

#[actix_web::test]
async fn what_cannot_be_read_is_refused_with_its_reason() {
    let bench = Bench::start();
    let post = |body: &'static str, kind: &'static str| {
        TestRequest::post()
            .uri("/api/v1/users")
            .insert_header(("Authorization", format!("Bearer {}", bench.admin)))
            .insert_header(("Content-Type", kind))
            .set_payload(body)
    };
    let json = "application/json";
    assert_eq!(bench.send(post("{}", "text/plain")).await.error(), (415, "unsupported_media_type", None));
    assert_eq!(bench.send(post("{", json)).await.error(), (400, "bad_request", None));
    let typed = bench.send(post(r#"{"name":7}"#, json)).await;
    assert_eq!(typed.error(), (400, "bad_request", Some("name")));
    let unknown = bench.send(post(r#"{"nmae":"x"}"#, json)).await;
    assert_eq!(unknown.error(), (400, "bad_request", Some("nmae")));
    assert_eq!(bench.send(post(r#"{"name":"x"}"#, "application/json; charset=utf-8")).await.status, 422);
    let large = post("", json).set_payload(format!(r#"{{"name":"{}"}}"#, "x".repeat(70_000)));
    assert_eq!(bench.send(large).await.error(), (413, "too_large", None));

    let wrong = bench.call(&bench.admin, Method::DELETE, "/users", None).await;
    assert_eq!(wrong.error(), (405, "method_not_allowed", None));
    assert!(wrong.headers.contains_key("Allow"));
    for path in ["/nothing", "/accounts/99", "/accounts/x", "/conversations/-1/messages", "/messages/9e9"] {
        assert_eq!(bench.get(path).await.error(), (404, "not_found", None), "{path}");
    }
    assert_eq!(bench.get("/users?limit=0").await.error(), (422, "field_invalid", Some("limit")));
    assert_eq!(bench.get("/users?cursor=x").await.error(), (422, "field_invalid", Some("cursor")));
    assert_eq!(bench.get("/users?colour=x").await.error(), (400, "bad_request", Some("colour")));
    assert_eq!(bench.get("/conversations?state=ajar").await.error(), (422, "field_invalid", Some("state")));
}

#[actix_web::test]
async fn sentences_are_in_the_language_of_the_call() {
    let bench = Bench::start();
    let greek = TestRequest::get().uri("/api/v1/users").insert_header(("Accept-Language", "el-GR,en;q=0.5"));
    let answer = bench.send(greek).await;
    assert!(answer.body["error"]["message"].as_str().unwrap().contains('α'), "{}", answer.body);
}
