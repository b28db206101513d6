//! Contacts, conversations and messages.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use serde_json::{Value, json};

use super::{Answer, Bench, CUSTOMER};
use crate::domain::template::Approval;
use crate::domain::time::{Millis, Timestamp};

impl Bench {
    /// A message that carries an idempotency key.
    async fn keyed(&self, key: &str, body: Value) -> Answer {
        let request = TestRequest::post()
            .uri("/api/v1/conversations/1/messages")
            .insert_header(("Authorization", format!("Bearer {}", self.admin)))
            .insert_header(("Idempotency-Key", key))
            .set_json(body);
        self.send(request).await
    }

    async fn say(&self, body: Value) -> Answer {
        self.post("/conversations/1/messages", body).await
    }

    /// An active agent, by id.
    async fn maria(&self) -> String {
        let new = json!({"name": "Maria", "email": "m@example.org", "role": "agent", "password": "correct horse"});
        self.post("/users", new).await.id()
    }
}

#[actix_web::test]
async fn a_conversation_says_who_waits_and_how_long_it_may_be_answered() {
    let bench = Bench::start();
    bench.connected().await;
    bench.arrives(CUSTOMER, "SM1", "Hello");
    bench.pass(Millis::seconds(1));
    bench.arrives(CUSTOMER, "SM2", "");
    let answer = bench.get("/conversations?state=open&number_id=1").await;
    let data = &answer.data(200)[0];
    assert_eq!((&data["id"], &data["thread_id"], &data["number_id"]), (&json!("1"), &json!("1"), &json!("1")));
    assert_eq!(data["contact"], json!({"id": "1", "name": "Nikos", "address": CUSTOMER}));
    assert_eq!((&data["state"], &data["assignee"], &data["unread"]), (&json!("open"), &Value::Null, &json!(2)));
    assert_eq!(data["window"]["open"], true);
    let time = |value: &Value| Timestamp::parse(value.as_str().unwrap()).unwrap();
    let left = time(&data["window"]["until"]) - time(&data["last_message_at"]);
    assert_eq!(left, Millis::hours(24) - Millis::seconds(60));
    assert_eq!(bench.get("/conversations?state=closed").await.data(200), &json!([]));
    assert_eq!(bench.get("/conversations?number_id=2").await.data(200), &json!([]));

    let messages = bench.get("/conversations/1/messages").await;
    let messages = messages.data(200).as_array().unwrap();
    assert_eq!((&messages[0]["text"], &messages[0]["direction"]), (&json!("Hello"), &json!("in")));
    assert_eq!((&messages[0]["status"], &messages[0]["author"]), (&json!("received"), &json!("contact")));
    assert_eq!((&messages[0]["provider_sid"], &messages[0]["error"]), (&json!("SM1"), &Value::Null));
    let media = &messages[1]["media"][0];
    assert_eq!(
        (&media["state"], &media["content_type"], &media["url"]),
        (&json!("loading"), &json!("image/jpeg"), &Value::Null)
    );

    bench.pass(Millis::hours(24));
    let late = bench.get("/conversations/1").await;
    assert_eq!(late.data(200)["window"]["open"], false);
    assert_eq!(bench.say(json!({"text": "Good morning"})).await.error(), (422, "window_closed", None));
}

#[actix_web::test]
async fn lists_are_paged_without_gap_or_double() {
    let bench = Bench::start();
    bench.connected().await;
    for n in 0..5 {
        bench.arrives(&format!("whatsapp:+30690000000{n}"), &format!("SM{n}"), "Hello");
        bench.arrives(CUSTOMER, &format!("SMx{n}"), &format!("{n}"));
    }
    for (list, field, first, count) in
        [("/conversations", "id", "6", 6), ("/contacts", "id", "6", 6), ("/conversations/2/messages", "text", "0", 5)]
    {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let answer = bench.get(&format!("{list}?limit=2&cursor={cursor}")).await;
            seen.extend(answer.data(200).as_array().unwrap().iter().map(|row| row[field].as_str().unwrap().to_owned()));
            let Some(next) = answer.body["next"].as_str() else { break };
            next.clone_into(&mut cursor);
        }
        let mut once = seen.clone();
        once.sort();
        once.dedup();
        assert_eq!((seen.len(), once.len(), seen[0].as_str()), (count, count, first), "{list}: {seen:?}");
    }
}

#[actix_web::test]
async fn an_answer_is_sent_once_per_key() {
    let bench = Bench::start();
    bench.connected().await;
    bench.arrives(CUSTOMER, "SM1", "Hello");
    let first = bench.keyed("k1", json!({"text": "Good day"})).await;
    let data = first.data(201);
    assert_eq!(
        (&data["text"], &data["status"], &data["author"]),
        (&json!("Good day"), &json!("pending"), &json!("token"))
    );
    assert_eq!((&data["author_name"], &data["direction"]), (&json!("a program"), &json!("out")));
    let again = bench.keyed("k1", json!({"text": "Good day"})).await;
    assert_eq!((again.status, &again.body), (201, &first.body));
    assert_eq!(bench.keyed("k1", json!({"text": "Other"})).await.error(), (409, "key_reused", None));
    assert_ne!(bench.keyed("k2", json!({"text": "Good day"})).await.id(), first.id());
    for bad in ["", &"k".repeat(300)] {
        let refused = bench.keyed(bad, json!({"text": "x"})).await;
        assert_eq!(refused.error(), (422, "field_invalid", Some("idempotency_key")), "{bad}");
    }
    assert_eq!(bench.get("/conversations/1/messages").await.data(200).as_array().unwrap().len(), 3);
    let id = first.id();
    assert_eq!(bench.get(&format!("/messages/{id}")).await.data(200)["conversation_id"], "1");
    // A token above agent writes without taking: state and assignee stay.
    assert_eq!(bench.get("/conversations/1").await.data(200)["state"], "open");
}

#[actix_web::test]
async fn refusals_of_a_message_have_the_codes_of_the_contract() {
    let bench = Bench::start();
    bench.connected().await;
    bench.arrives(CUSTOMER, "SM1", "Hello");
    let approved = bench.template("HX1", Approval::Approved, "text");
    let rejected = bench.template("HX2", Approval::Rejected, "text");
    let list = bench.template("HX3", Approval::Approved, "list-picker");
    let from = |id: &str, value: &str| json!({"template_id": id, "variables": {"1": value}});

    assert_eq!(bench.say(json!({})).await.error(), (422, "text_empty", Some("text")));
    assert_eq!(bench.say(json!({"text": " \n"})).await.error(), (422, "text_empty", Some("text")));
    assert_eq!(bench.say(json!({"text": "😀".repeat(800)})).await.status, 201);
    let long = bench.say(json!({"text": format!("{}a", "😀".repeat(800))})).await;
    assert_eq!(long.error(), (422, "text_too_long", Some("text")));
    assert_eq!(bench.say(from("99", "x")).await.error(), (422, "template_unknown", Some("template_id")));
    assert_eq!(bench.say(from(&rejected, "x")).await.error(), (422, "template_not_approved", Some("template_id")));
    assert_eq!(bench.say(from(&approved, "a\nb")).await.error(), (422, "variable_invalid", Some("variables.1")));
    let none = bench.say(json!({"template_id": approved})).await;
    assert_eq!(none.error(), (422, "variable_invalid", Some("variables.1")));
    let sent = bench.say(from(&approved, "Nikos")).await;
    assert_eq!((&sent.data(201)["text"], &sent.data(201)["kind"]), (&json!("Hello Nikos"), &json!("template")));
    let agent = bench.call(&bench.agent, Method::POST, "/conversations/1/messages", Some(json!({"text": "x"}))).await;
    assert_eq!(agent.error(), (422, "not_assigned_to_you", None));

    bench.pass(Millis::hours(25));
    let late = bench.say(from(&list, "x")).await;
    assert_eq!(late.error(), (422, "template_not_allowed_now", Some("template_id")));
    assert_eq!(bench.say(from(&approved, "Nikos")).await.status, 201);
    assert_eq!(bench.call(&bench.admin, Method::POST, "/conversations/1/close", None).await.status, 200);
    assert_eq!(bench.say(from(&approved, "x")).await.error(), (422, "conversation_closed", None));
    assert_eq!(bench.post("/conversations/9/messages", json!({"text": "x"})).await.error(), (404, "not_found", None));
}

#[actix_web::test]
async fn a_conversation_is_given_ended_closed_and_begun_again() {
    let bench = Bench::start();
    bench.connected().await;
    bench.arrives(CUSTOMER, "SM1", "Hello");
    let maria = bench.maria().await;
    let unknown = bench.post("/conversations/1/assign", json!({"user_id": "99"})).await;
    assert_eq!(unknown.error(), (422, "field_invalid", Some("user_id")));
    let assigned = bench.post("/conversations/1/assign", json!({"user_id": maria})).await;
    assert_eq!(assigned.data(200)["assignee"], json!({"id": maria, "name": "Maria"}));
    assert_eq!(assigned.data(200)["state"], "active");
    let act =
        async |what: &str| bench.call(&bench.supervisor, Method::POST, &format!("/conversations/1/{what}"), None).await;
    assert_eq!(act("release").await.data(200)["state"], "open");
    assert_eq!(act("release").await.error(), (409, "not_now", None));
    bench.post("/conversations/1/assign", json!({"user_id": maria})).await;
    assert_eq!(act("end").await.data(200)["state"], "wrap_up");
    let closed = act("close").await;
    assert_eq!((&closed.data(200)["state"], &closed.data(200)["close_reason"]), (&json!("closed"), &json!("person")));
    assert_eq!(act("close").await.error(), (422, "conversation_closed", None));
    let begun = act("begin").await;
    assert_eq!((begun.id().as_str(), &begun.data(201)["thread_id"]), ("2", &json!("1")));
    assert_eq!(act("begin").await.id(), "2");

    let trace = bench.get("/conversations/1/trace").await;
    let lines = trace.data(200).as_array().unwrap();
    let kinds: Vec<&str> = lines.iter().map(|line| line["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["opened", "routed", "given", "released", "given", "ended", "closed"]);
    assert_eq!(lines[2]["sentence"], "Given to Maria by a program.");
    assert!(lines.iter().all(|line| Timestamp::parse(line["at"].as_str().unwrap()).is_some()));
}

#[actix_web::test]
async fn a_contact_is_found_and_renamed() {
    let bench = Bench::start();
    bench.connected().await;
    bench.arrives(CUSTOMER, "SM1", "Hello");
    bench.arrives("whatsapp:GR.1A2B", "SM2", "Hello");
    let found = bench.get("/contacts?address=whatsapp:%2B306900000147").await;
    assert_eq!(found.data(200).as_array().unwrap().len(), 1);
    let data = &found.data(200)[0];
    assert_eq!((&data["id"], &data["name"], &data["addresses"]), (&json!("1"), &json!("Nikos"), &json!([CUSTOMER])));
    assert_eq!(bench.get("/contacts?address=nonsense").await.error(), (422, "field_invalid", Some("address")));
    let change = Some(json!({"name": "Nikos of the bakery", "language": "el"}));
    let changed = bench.call(&bench.agent, Method::PATCH, "/contacts/1", change).await;
    let data = changed.data(200);
    assert_eq!((&data["name"], &data["language"]), (&json!("Nikos of the bakery"), &json!("el")));
    assert_eq!(bench.get("/conversations/1").await.data(200)["contact"]["name"], "Nikos of the bakery");
    assert_eq!(bench.patch("/contacts/1", json!({"name": ""})).await.data(200)["name"], "Nikos");
    assert_eq!(
        bench.patch("/contacts/1", json!({"language": "Greek!"})).await.error(),
        (422, "field_invalid", Some("language"))
    );
    assert_eq!(bench.patch("/contacts/9", json!({"name": "x"})).await.error(), (404, "not_found", None));
}
