//! Programs that are told what happens: every event once, in order, signed; what fails comes again, and what was rolled
//! back is told to nobody.

#[path = "../../examples/webhook_receiver.rs"]
pub mod webhook_receiver;

use std::net::TcpListener;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};

use angelia::domain::time::Millis;
use serde_json::{Value, json};

use crate::support::{
    ANNA, AUTH_TOKEN, Answer, Api, BORIS, House, Person, SHOP, eventually, inbound_form, post_signed, status_form,
};

const ALL: [&str; 8] = [
    "conversation.created",
    "conversation.assigned",
    "conversation.closed",
    "message.in",
    "message.files",
    "message.out",
    "message.status",
    "survey.answered",
];

/// The example, told what to answer, with what it heard.
pub struct Receiver {
    heard: Arc<Mutex<Vec<Value>>>,
    status: Arc<AtomicU16>,
}

impl Receiver {
    pub fn all(&self) -> Vec<Value> {
        self.heard.lock().unwrap().clone()
    }

    pub fn events(&self) -> Vec<String> {
        self.all().iter().map(|event| event["event"].as_str().unwrap().to_owned()).collect()
    }

    fn texts(&self) -> Vec<String> {
        let all = self.all();
        all.iter().map(|event| event.pointer("/data/message/text").unwrap().as_str().unwrap().to_owned()).collect()
    }

    fn answers(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    pub fn until(&self, count: usize) {
        eventually("the program is told", || (self.heard.lock().unwrap().len() >= count).then_some(()));
    }
}

pub struct Shop {
    pub house: House,
    pub api: Api,
}

impl Shop {
    pub fn new() -> Self {
        let mut house = House::new();
        house.call_networks = vec!["127.0.0.1".parse().unwrap()];
        house.stop();
        house.start();
        house.hire("Dimitra", "admin");
        let api = house.admin();
        Self { house, api }
    }

    pub fn webhook(&self, url: &str, events: &[&str]) -> Answer {
        let name = format!("Program {}", self.house.count("SELECT count(*) FROM outgoing_webhook"));
        self.api.post("/outgoing-webhooks", &json!({ "name": name, "url": url, "events": events }))
    }

    /// A program that is told these events; it begins to listen once there is a secret.
    pub fn program(&self, events: &[&str]) -> (String, Receiver) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let made = self.webhook(&format!("http://{}/", listener.local_addr().unwrap()), events);
        let secret = made.data()["secret"].as_str().unwrap().to_owned();
        let receiver = Receiver { heard: Arc::default(), status: Arc::new(AtomicU16::new(200)) };
        let (heard, status, clock) = (receiver.heard.clone(), receiver.status.clone(), self.house.clock.clone());
        std::thread::spawn(move || {
            let now = move || clock.now().0 / 1_000;
            webhook_receiver::serve(&listener, &secret, &now, &mut |event| {
                let status = status.load(Ordering::SeqCst);
                if status == 200 {
                    heard.lock().unwrap().push(event.clone());
                }
                status
            });
        });
        (made.id(), receiver)
    }

    pub fn show(&self, id: &str) -> Value {
        self.api.get(&format!("/outgoing-webhooks/{id}")).data().clone()
    }

    pub fn deliveries(&self, id: &str, outcome: &str) -> Vec<Value> {
        let found = self.api.get(&format!("/outgoing-webhooks/{id}/deliveries?limit=200&outcome={outcome}"));
        found.data().as_array().unwrap().clone()
    }

    pub fn until_none_waits(&self) {
        eventually("everything is told", || {
            (self.house.count("SELECT count(*) FROM webhook_delivery WHERE outcome = 'waiting'") == 0).then_some(())
        });
    }

    /// Waits until a webhook was called so often in vain.
    pub fn until_failures(&self, id: &str, count: u64) {
        eventually("the calls fail", || (self.show(id)["failures"].as_u64().unwrap() >= count).then_some(()));
        eventually("nobody calls", || {
            (self.house.count("SELECT count(*) FROM webhook_delivery WHERE claimed_at IS NOT NULL") == 0).then_some(())
        });
    }

    fn passes(&self, time: Millis) {
        self.house.clock.advance(time);
        self.house.run_jobs();
    }
}

fn of<'a>(all: &'a [Value], event: &str) -> Vec<&'a Value> {
    all.iter().filter(|one| one["event"] == event).collect()
}

#[test]
fn every_event_is_told_once_as_the_api_says_it() {
    let shop = Shop::new();
    let survey =
        shop.api.patch("/numbers/1/surveys/person", &json!({ "active": true, "kind": "stars", "way": "chat" }));
    assert_eq!(survey.status, 200, "{survey:?}");
    let (id, program) = shop.program(&ALL);
    let talk = shop.house.anna_writes("Are the tins there?");
    program.until(2);
    let first = program.all();
    assert_eq!(program.events(), ["conversation.created", "message.in"]);
    let (conversation, message) = (shop.api.conversation(talk), shop.api.messages(talk)[0].clone());
    assert_eq!(first[0]["data"], json!({ "conversation": conversation }), "told as it stands when all is done");
    assert_eq!(first[1]["data"], json!({ "conversation": conversation, "message": message }));
    for event in &first {
        assert_eq!((&event["version"], event["occurred_at"].is_string()), (&json!(1), true), "{event}");
    }

    let sent = shop.api.said(talk, "They leave tomorrow.");
    shop.house.until_status(sent, "delivered");
    let given = shop.api.post(&format!("/conversations/{talk}/assign"), &json!({ "user_id": "1" }));
    assert_eq!(given.status, 200, "{given:?}");
    let again = shop.api.post(&format!("/conversations/{talk}/assign"), &json!({ "user_id": "1" }));
    assert!(again.status < 500, "{again:?}");
    assert_eq!(shop.api.post(&format!("/conversations/{talk}/end"), &json!({})).status, 200);
    assert_eq!(shop.house.anna_writes("4"), talk);
    assert_eq!(shop.house.anna_writes("Quick and kind"), talk);
    assert_eq!(shop.api.post(&format!("/conversations/{talk}/close"), &json!({})).status, 200);
    eventually("the outbox is empty", || (shop.house.count("SELECT count(*) FROM outbox") == 0).then_some(()));
    shop.until_none_waits();

    let all = program.all();
    let out = of(&all, "message.out");
    let ours = shop.house.count("SELECT count(*) FROM message WHERE direction = 'out'");
    assert_eq!(i64::try_from(out.len()).unwrap(), ours);
    assert_eq!(out[0].pointer("/data/message/status").unwrap(), "pending");
    assert_eq!(of(&all, "message.in").len(), 3);
    assert_eq!(of(&all, "conversation.created").len(), 1);
    let assigned = of(&all, "conversation.assigned");
    assert_eq!(assigned.len(), 1, "{assigned:?}");
    assert_eq!(assigned[0].pointer("/data/conversation/assignee/name").unwrap(), "Dimitra");
    let closed = of(&all, "conversation.closed");
    assert_eq!(closed.len(), 1);
    assert_eq!(closed[0].pointer("/data/conversation/state").unwrap(), "closed");
    let answered = of(&all, "survey.answered");
    assert_eq!(answered.len(), 2, "a score, then a comment");
    let kept = shop.api.get(&format!("/conversations/{talk}/survey"));
    assert_eq!(answered[1].pointer("/data/survey").unwrap(), kept.data());
    let mut statuses: Vec<&Value> = of(&all, "message.status").into_iter().collect();
    statuses.retain(|event| event.pointer("/data/message/id").unwrap() == &json!(sent.to_string()));
    let words: Vec<_> = statuses.iter().map(|event| event.pointer("/data/message/status").unwrap().clone()).collect();
    assert_eq!(words.last(), Some(&json!("delivered")), "{words:?}");
    let mut once = words.clone();
    once.dedup();
    assert_eq!(words, once, "the same status is told once");
    // As it happened, within the conversation.
    let told: Vec<i64> = shop.deliveries(&id, "delivered").iter().rev().map(|one| number(&one["id"])).collect();
    assert!(told.is_sorted() && told.len() == all.len(), "{told:?}");
    let places: Vec<usize> = shop
        .deliveries(&id, "delivered")
        .iter()
        .rev()
        .map(|one| all.iter().position(|event| event["id"] == one["event_id"]).unwrap())
        .collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(shop.deliveries(&id, "").iter().all(|one| one["attempts"] == 1 && one["status"] == 200));
}

fn number(id: &Value) -> i64 {
    id.as_str().unwrap().parse().unwrap()
}

#[test]
fn a_report_that_says_nothing_new_and_a_refusal_tell_nothing() {
    let shop = Shop::new();
    let (_, program) = shop.program(&["message.in", "message.out", "message.status"]);
    let talk = shop.house.anna_writes("hello");
    let sent = shop.api.said(talk, "Good morning");
    shop.house.until_status(sent, "delivered");
    shop.until_none_waits();
    let told = program.all().len();
    let sid = shop.api.messages(talk)[1]["provider_sid"].as_str().unwrap().to_owned();
    for status in ["delivered", "sent", "delivered"] {
        let hook = shop.house.hook("status");
        assert_eq!(post_signed(&hook, &status_form(&sid, status, None), AUTH_TOKEN).0, 204, "{status}");
    }
    let seen = shop.api.messages(talk)[0]["provider_sid"].as_str().unwrap().to_owned();
    let twice = post_signed(&shop.house.hook("inbound"), &inbound_form(&seen, ANNA, "hello"), AUTH_TOKEN);
    assert_eq!(twice.0, 200);
    shop.house.clock.advance(Millis::hours(25));
    let late = shop.api.says(talk, "Too late");
    assert_eq!((late.status, late.code()), (422, "window_closed"), "{late:?}");
    // What comes after all of them proves that none is under way.
    shop.house.anna_writes("still there?");
    program.until(told + 1);
    shop.until_none_waits();
    assert_eq!(program.all().len(), told + 1, "{:?}", program.events());
    assert_eq!(program.events().last().unwrap(), "message.in");
}

#[test]
fn what_was_told_in_vain_comes_again_in_order() {
    let shop = Shop::new();
    let (id, program) = shop.program(&["message.in"]);
    let (other, fine) = shop.program(&["message.in"]);
    program.answers(503);
    for text in ["one", "two", "three"] {
        shop.house.anna_writes(text);
    }
    shop.until_failures(&id, 1);
    let waiting = shop.deliveries(&id, "waiting");
    assert_eq!(waiting.len(), 3);
    assert_eq!(waiting[2]["status"], 503);
    assert_eq!(waiting[0]["attempts"], 0, "what came later in the conversation waits for it");
    fine.until(3);
    assert_eq!(fine.texts(), ["one", "two", "three"], "others are not held up");
    eventually("all of it is settled", || (shop.deliveries(&other, "delivered").len() == 3).then_some(()));
    // Boris has a conversation of his own.
    shop.house.writes(BORIS, SHOP, "from Boris");
    shop.until_failures(&id, 2);
    shop.passes(Millis::seconds(10));
    shop.until_failures(&id, 4);
    assert!(shop.show(&id)["failing_since"].is_string());
    program.answers(200);
    shop.passes(Millis::hours(1));
    program.until(4);
    shop.until_none_waits();
    let mut annas = program.texts();
    annas.retain(|text| text != "from Boris");
    assert_eq!(annas, ["one", "two", "three"]);
    let ids: Vec<Value> = program.all().iter().map(|event| event["id"].clone()).collect();
    let of_other: Vec<Value> = fine.all().iter().map(|event| event["id"].clone()).collect();
    assert!(ids.iter().all(|id| of_other.contains(id)), "an event has one id, whoever is told and however often");
    assert_eq!(shop.show(&id)["failures"], 0);
    let counted = "angelia_outgoing_webhook_calls_total{outcome=\"delivered\"} 8";
    eventually("the calls are counted", || metrics(&shop).contains(counted).then_some(()));
    assert!(metrics(&shop).contains("angelia_outgoing_webhook_deliveries 0"));
}

fn metrics(shop: &Shop) -> String {
    let mut answer = ureq::get(format!("{}/metrics", shop.house.url())).call().unwrap();
    answer.body_mut().read_to_string().unwrap()
}

#[test]
fn a_program_that_never_answers_holds_up_nobody_but_itself() {
    let shop = Shop::new();
    // Its system takes calls; nobody reads them.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let slow = shop.webhook(&format!("http://{}/", silent.local_addr().unwrap()), &["message.in"]).id();
    let (_, fine) = shop.program(&["message.in"]);
    for n in 1..=7 {
        shop.house.writes(&format!("whatsapp:+30690000000{n}"), SHOP, "hello");
    }
    fine.until(7);
    assert_eq!(shop.deliveries(&slow, "waiting").len(), 7);
    let sql = format!("SELECT count(*) FROM webhook_delivery WHERE webhook_id = {slow} AND claimed_at IS NOT NULL");
    assert!(shop.house.count(&sql) <= 4, "so many calls of one webhook are under way at most");
}

#[test]
fn after_three_days_it_is_given_up_and_switched_off_until_an_admin_says_otherwise() {
    let shop = Shop::new();
    let (id, program) = shop.program(&["message.in"]);
    program.answers(500);
    shop.house.anna_writes("one");
    let mut calls = 1;
    shop.until_failures(&id, calls);
    while shop.show(&id)["paused_at"].is_null() {
        shop.passes(Millis::hours(20));
        calls += 1;
        assert!(calls < 15, "it never ends");
        eventually("it is called again, or given up", || {
            let shown = shop.show(&id);
            (shown["failures"].as_u64().unwrap() >= calls || shown["paused_at"].is_string()).then_some(())
        });
    }
    let shown = shop.show(&id);
    assert_eq!((&shown["active"], &shown["pause_reason"]), (&json!(true), &json!("failing")), "{shown}");
    let failed = shop.deliveries(&id, "failed");
    assert_eq!((failed.len(), &failed[0]["status"]), (1, &json!(500)));
    assert_eq!(shop.house.count("SELECT count(*) FROM audit WHERE action = 'outgoing_webhook.paused'"), 1);
    // It is told nothing meanwhile, and every page of an admin says so.
    shop.house.anna_writes("two");
    assert_eq!(shop.deliveries(&id, "").len(), 1);
    let admin = Person::signed_in(shop.house.url(), "dimitra@example.com", "correct horse");
    let page = admin.get("/inbox");
    assert!(page.html.contains("switched itself off") && page.html.contains(&format!("/admin/webhooks/{id}")));
    program.answers(200);
    let on =
        admin.fills_in(&format!("/admin/webhooks/{id}"), &format!("/admin/webhooks/{id}/active"), &[("active", "1")]);
    assert_eq!(on.status, 303, "{}", on.html);
    assert!(!admin.get("/inbox").html.contains("switched itself off"));
    let shown = shop.show(&id);
    assert_eq!((&shown["paused_at"], &shown["failures"]), (&Value::Null, &json!(0)));
    let since = json!({ "since": failed[0]["created_at"] });
    let again = shop.api.post(&format!("/outgoing-webhooks/{id}/deliveries/send-again"), &since);
    assert_eq!(again.data()["count"], 1);
    program.until(1);
    assert_eq!(program.texts(), ["one"]);
    shop.house.anna_writes("three");
    program.until(2);
    assert_eq!(program.texts(), ["one", "three"]);
}

#[test]
fn a_program_that_is_gone_is_switched_off_at_once() {
    let shop = Shop::new();
    let (id, program) = shop.program(&["message.in"]);
    program.answers(410);
    shop.house.anna_writes("one");
    eventually("it is switched off", || shop.show(&id)["paused_at"].is_string().then_some(()));
    assert_eq!(shop.show(&id)["pause_reason"], "gone");
    let failed = shop.deliveries(&id, "failed");
    assert_eq!((&failed[0]["attempts"], &failed[0]["status"]), (&json!(1), &json!(410)));
    program.answers(200);
    let on = shop.api.patch(&format!("/outgoing-webhooks/{id}"), &json!({ "active": true }));
    assert_eq!(on.data()["pause_reason"], Value::Null);
    let path = format!("/outgoing-webhooks/{id}/deliveries/{}/send-again", failed[0]["id"].as_str().unwrap());
    let again = shop.api.post(&path, &json!({}));
    assert_eq!(again.data()["event_id"], failed[0]["event_id"]);
    program.until(1);
    shop.until_none_waits();
    assert_eq!(program.all()[0]["id"], failed[0]["event_id"]);
    // Once more, as somebody may wish who lost it.
    assert_eq!(shop.api.post(&path, &json!({})).status, 200);
    shop.until_none_waits();
    assert_eq!(program.all().len(), 1, "the program knows the id");
    shop.api.patch(&format!("/outgoing-webhooks/{id}"), &json!({ "active": false }));
    assert_eq!(shop.api.post(&path, &json!({})).status, 200);
    let twice = shop.api.post(&path, &json!({}));
    assert_eq!((twice.status, twice.code()), (409, "not_now"), "it waits already: {twice:?}");
    shop.house.anna_writes("while it is off");
    assert_eq!(shop.deliveries(&id, "").len(), 1);
}

#[test]
fn a_call_that_was_under_way_at_the_end_is_made_again_and_so_is_what_a_backup_still_had() {
    let mut shop = Shop::new();
    let (id, program) = shop.program(&["message.in"]);
    let (_, other) = shop.program(&["message.out"]);
    program.answers(503);
    shop.house.anna_writes("one");
    shop.until_failures(&id, 1);
    let event = shop.deliveries(&id, "waiting")[0]["event_id"].clone();
    // As it stands in the middle of a call.
    let app = shop.house.appliance().app();
    let now = app.clock.now().0;
    app.store
        .write(move |tx| {
            tx.execute("UPDATE webhook_delivery SET claimed_at = ?1", [now])?;
            Ok(())
        })
        .unwrap();
    let database = shop.house.folder.path().join("angelia.db");
    let backup = shop.house.folder.path().join("backup.db");
    angelia::store::backup::copy(&database, &backup).unwrap();
    program.answers(200);
    shop.house.stop();
    shop.house.start();
    program.until(1);
    assert_eq!((program.all()[0]["id"].clone(), program.all().len()), (event.clone(), 1));
    shop.until_none_waits();

    shop.house.stop();
    let aside = shop.house.folder.path().join("aside.db");
    angelia::store::backup::restore(&backup, &database, &aside, shop.house.clock.now()).unwrap();
    shop.house.start();
    shop.until_none_waits();
    assert_eq!(program.all().len(), 1, "it comes again with its id, and the program knows that");
    assert_eq!(shop.deliveries(&id, "delivered")[0]["event_id"], event);
    let talk = shop.house.anna_writes("two");
    program.until(2);
    shop.api.said(talk, "And an answer");
    other.until(1);
}

#[test]
fn a_name_that_turns_to_a_network_of_ours_is_not_called() {
    let mut shop = Shop::new();
    let (id, program) = shop.program(&["message.in"]);
    // What was allowed when it was saved no longer is.
    shop.house.call_networks = Vec::new();
    shop.house.stop();
    shop.house.start();
    shop.house.anna_writes("one");
    shop.until_failures(&id, 1);
    let waiting = shop.deliveries(&id, "waiting");
    assert!(waiting[0]["answer"].as_str().unwrap().contains("may not be called"), "{waiting:?}");
    assert_eq!((&waiting[0]["status"], program.all().len()), (&Value::Null, 0));
}

#[test]
fn deliveries_are_kept_for_14_days_and_paged() {
    let shop = Shop::new();
    let (id, program) = shop.program(&["message.in"]);
    for n in 0..5 {
        shop.house.anna_writes(&format!("message {n}"));
    }
    program.until(5);
    shop.until_none_waits();
    let path = format!("/outgoing-webhooks/{id}/deliveries");
    let page = shop.api.get(&format!("{path}?limit=2"));
    let next = page.body["next"].as_str().unwrap();
    let second = shop.api.get(&format!("{path}?limit=2&cursor={next}"));
    let ids: Vec<Value> = [&page, &second].iter().flat_map(|page| page.data().as_array().unwrap().clone()).collect();
    let ids: Vec<i64> = ids.iter().map(|one| number(&one["id"])).collect();
    assert_eq!(ids, [5, 4, 3, 2]);
    let wrong = shop.api.get(&format!("{path}?outcome=lost"));
    assert_eq!((wrong.status, &wrong.body["error"]["field"]), (422, &json!("outcome")));
    shop.passes(Millis::days(13));
    assert_eq!(shop.deliveries(&id, "").len(), 5);
    shop.passes(Millis::hours(25));
    assert_eq!(shop.deliveries(&id, "").len(), 0);
}
