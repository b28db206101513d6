//! From the first message to the right agent: rules, queues, capacity, presence, offers, overflow, and what time does.

use angelia::app::App;
use angelia::domain::ids::UserId;
use angelia::domain::presence::GRACE;
use angelia::domain::time::Millis;
use angelia::flows::users::pages;
use serde_json::{Value, json};

use crate::support::{ANNA, Api, BORIS, House, SHOP, eventually};

/// A house in which work is pushed, and a program that may do everything.
pub struct Desk {
    pub house: House,
    pub api: Api,
}

impl Desk {
    /// With one workstream that has these settings, and the queue of everybody.
    pub fn new(settings: &Value) -> Self {
        let house = House::new();
        // Before there is an admin every page leads to the setup. This one takes no work.
        house.hire("Dimitra", "admin");
        let api = house.admin();
        let changed = api.patch("/workstreams/1", settings);
        assert_eq!(changed.status, 200, "{changed:?}");
        Self { house, api }
    }

    pub fn pushing(offer: &str) -> Self {
        Self::new(&json!({ "mode": "push", "offer": offer }))
    }

    /// An agent who is there.
    pub fn agent(&self, name: &str, capacity: i64) -> String {
        let email = format!("{name}@example.com");
        let new = json!({ "name": name, "email": email, "role": "agent", "password": "correct horse" });
        let id = self.api.post("/users", &new).id();
        assert_eq!(self.api.patch(&format!("/users/{id}"), &json!({ "capacity": capacity })).status, 200);
        self.presence(&id, "available");
        id
    }

    pub fn presence(&self, user: &str, presence: &str) {
        let set = self.api.put(&format!("/users/{user}/presence"), &json!({ "presence": presence }));
        assert_eq!(set.status, 200, "{set:?}");
    }

    fn user(&self, user: &str) -> Value {
        self.api.get(&format!("/users/{user}")).data().clone()
    }

    pub fn queue(&self, name: &str, members: &[&str], more: &Value) -> String {
        let mut new = json!({ "name": name, "members": members, "method": "round_robin", "priority": 10 });
        new.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.api.post("/queues", &new).id()
    }

    /// A rule that sends what holds these words to a queue.
    pub fn route(&self, words: &str, queue: &str) {
        let rule = json!({
            "name": words, "join": "all", "when": [{ "is": { "first_message": { "contains": [words] } } }],
            "then": { "queue": queue },
        });
        let made = self.api.post("/workstreams/1/routes", &rule);
        assert_eq!(made.status, 201, "{made:?}");
    }

    pub fn assignee(&self, conversation: i64) -> Option<String> {
        self.api.conversation(conversation)["assignee"]["id"].as_str().map(str::to_owned)
    }

    pub fn act(&self, conversation: i64, act: &str) -> Value {
        self.api.post(&format!("/conversations/{conversation}/{act}"), &json!({})).data().clone()
    }

    pub fn trace(&self, conversation: i64) -> Vec<(String, String)> {
        let lines = self.api.get(&format!("/conversations/{conversation}/trace"));
        let text = |line: &Value, field: &str| line[field].as_str().unwrap().to_owned();
        lines.data().as_array().unwrap().iter().map(|line| (text(line, "kind"), text(line, "sentence"))).collect()
    }

    fn kinds(&self, conversation: i64) -> Vec<String> {
        self.trace(conversation).into_iter().map(|(kind, _)| kind).collect()
    }

    pub fn passes(&self, time: Millis) {
        self.house.clock.advance(time);
        self.house.run_jobs();
    }

    fn app(&self) -> &App {
        self.house.appliance().app()
    }

    /// What the contact was sent by itself.
    pub fn told(&self, conversation: i64) -> Vec<String> {
        let messages = self.api.messages(conversation);
        let out = messages.iter().filter(|message| message["direction"] == "out");
        out.map(|message| message["text"].as_str().unwrap().to_owned()).collect()
    }
}

#[test]
fn an_arrival_goes_to_who_is_there_and_the_trace_says_why() {
    let desk = Desk::pushing("auto");
    let maria = desk.agent("Maria", 1);
    let away = desk.agent("Petros", 5);
    desk.presence(&away, "away");
    let first = desk.house.writes(ANNA, SHOP, "hello");
    let shown = desk.api.conversation(first);
    assert_eq!(
        (&shown["state"], &shown["phase"], &shown["queue"]["name"]),
        (&json!("active"), &json!("in_conversation"), &json!("Everyone"))
    );
    assert_eq!(desk.assignee(first), Some(maria.clone()));
    assert_eq!(desk.user(&maria)["presence"], "do_not_disturb", "all places are taken");
    assert_eq!(desk.kinds(first), ["opened", "routed", "assigned"]);

    // Nobody has room any more: it waits, and says why; what is freed is given at once.
    let second = desk.house.writes(BORIS, SHOP, "me too");
    assert_eq!((desk.assignee(second), &desk.api.conversation(second)["state"]), (None, &json!("open")));
    let (kind, why) = desk.trace(second).pop().unwrap();
    assert_eq!((kind.as_str(), why.as_str()), ("nobody", "It waits in Everyone: nobody who is there has room."));
    desk.act(first, "end");
    assert_eq!(desk.assignee(second), None, "wrap-up takes its place too");
    desk.act(first, "close");
    assert_eq!(desk.assignee(second), Some(maria.clone()));
    desk.presence(&away, "available");
    desk.act(second, "release");
    assert_eq!(desk.assignee(second), Some(away), "whoever had one longest ago comes first");
}

#[test]
fn a_persons_choice_may_go_above_the_capacity_and_is_shown() {
    let desk = Desk::pushing("auto");
    let maria = desk.agent("Maria", 1);
    let first = desk.house.writes(ANNA, SHOP, "hello");
    assert_eq!(desk.assignee(first), Some(maria.clone()));
    let second = desk.house.writes(BORIS, SHOP, "me too");
    let given = desk.api.post(&format!("/conversations/{second}/assign"), &json!({ "user_id": maria }));
    assert_eq!(given.data()["state"], "active");
    let sentences: Vec<String> = desk.trace(second).into_iter().map(|(_, sentence)| sentence).collect();
    assert!(sentences.iter().any(|one| one.contains("one unit above the capacity of Maria")), "{sentences:?}");
}

#[test]
fn an_offer_that_is_not_answered_goes_to_somebody_else() {
    let desk = Desk::pushing("accept");
    let maria = desk.agent("Maria", 5);
    let conversation = desk.house.writes(ANNA, SHOP, "hello");
    let shown = desk.api.conversation(conversation);
    assert_eq!((&shown["state"], &shown["phase"]), (&json!("active"), &json!("awaiting_acceptance")));
    assert!(shown["offered_until"].is_string());
    let petros = desk.agent("Petros", 5);
    desk.passes(Millis::seconds(119));
    assert_eq!(desk.assignee(conversation), Some(maria.clone()));
    desk.passes(Millis::seconds(2));
    assert_eq!(desk.assignee(conversation), Some(petros.clone()));
    assert_eq!(desk.user(&maria)["presence"], "away", "whoever misses one is not there");
    // Nobody is left: it stays in its queue and says why.
    desk.passes(Millis::seconds(121));
    assert_eq!(desk.assignee(conversation), None);
    assert_eq!(desk.trace(conversation).pop().unwrap().1, "It waits in Everyone: nobody who could take it is there.");
    // Three times, and it is not offered to the same agent again.
    for _ in 0..2 {
        desk.presence(&maria, "available");
        assert_eq!(desk.assignee(conversation), Some(maria.clone()));
        desk.passes(Millis::seconds(121));
    }
    desk.presence(&maria, "available");
    assert_eq!(desk.assignee(conversation), None);
    let given = desk.api.post(&format!("/conversations/{conversation}/assign"), &json!({ "user_id": maria }));
    assert_eq!(given.data()["phase"], "in_conversation", "by hand it always can be");
}

#[test]
fn who_had_it_is_asked_first_and_nobody_waits_for_who_went_home() {
    let desk = Desk::pushing("auto");
    let maria = desk.agent("Maria", 5);
    let conversation = desk.house.writes(ANNA, SHOP, "hello");
    assert_eq!(desk.assignee(conversation), Some(maria.clone()));
    let petros = desk.agent("Petros", 5);
    assert_eq!(desk.act(conversation, "wait")["state"], "waiting");
    assert_eq!(desk.user(&maria)["presence"], "available", "what waits takes no capacity");
    assert_eq!(desk.house.writes(ANNA, SHOP, "I am back"), conversation);
    assert_eq!(desk.assignee(conversation), Some(maria.clone()), "kept for who had it");

    desk.act(conversation, "wait");
    desk.presence(&maria, "offline");
    desk.house.writes(ANNA, SHOP, "once more");
    assert_eq!(desk.assignee(conversation), None, "kept for a while");
    assert_eq!(desk.trace(conversation).pop().unwrap().1, "It waits in Everyone: it is kept for who had it.");
    desk.passes(Millis::minutes(5));
    assert_eq!(desk.assignee(conversation), Some(petros.clone()));

    // A new conversation in the same thread goes to who had the last one, if they fit.
    desk.act(conversation, "close");
    desk.presence(&maria, "available");
    let next = desk.house.writes(ANNA, SHOP, "and another thing");
    assert_ne!(next, conversation);
    assert_eq!(desk.assignee(next), Some(petros));
}

#[test]
fn rules_choose_the_queue_and_agents_see_only_their_own() {
    let desk = Desk::pushing("auto");
    let (maria, petros) = (desk.agent("Maria", 5), desk.agent("Petros", 5));
    let orders = desk.queue("Orders", &[&maria], &json!({}));
    let repairs = desk.queue("Repairs", &[&petros], &json!({}));
    desk.route("order", &orders);
    desk.route("broken", &repairs);
    let broken = desk.house.writes(ANNA, SHOP, "My bottle is BROKEN");
    assert_eq!((desk.assignee(broken), &desk.api.conversation(broken)["queue"]["id"]), (Some(petros), &json!(repairs)));
    let (_, why) = desk.trace(broken).into_iter().find(|(kind, _)| kind == "routed").unwrap();
    assert_eq!(why, "The rule “broken” put it into the queue Repairs.");
    let (email, password) = ("Maria@example.com", "correct horse");
    let mine = crate::support::Person::signed_in(desk.house.url(), email, password);
    assert_eq!(mine.get(&format!("/inbox/{broken}")).status, 404);
    assert!(!mine.get("/inbox?tab=all").html.contains("BROKEN"));
    let order = desk.house.writes(BORIS, SHOP, "I have an order");
    assert_eq!(mine.get(&format!("/inbox/{order}")).status, 200);
}

#[test]
fn what_a_queue_cannot_take_goes_on_or_ends_and_the_contact_is_told() {
    let desk = Desk::pushing("auto");
    let maria = desk.agent("Maria", 5);
    desk.presence(&maria, "away");
    let never = desk.api.post("/hours", &json!({ "name": "Never", "time_zone": "Europe/Athens", "spans": [] })).id();
    let closed = json!({ "hours_id": never, "overflow": { "out_of_hours": "end" } });
    let closed = desk.queue("Closed", &[&maria], &closed);
    let one = json!({ "too_many": { "waiting_max": 1, "then": { "other": "1" } } });
    let full = desk.queue("Small", &[&maria], &json!({ "overflow": one }));
    let patient = json!({ "too_long": { "after_seconds": 60, "then": "end" } });
    let patient = desk.queue("Patient", &[&maria], &json!({ "overflow": patient }));
    for (words, queue) in [("night", &closed), ("small", &full), ("patient", &patient)] {
        desk.route(words, queue);
    }
    let night = desk.house.writes(ANNA, SHOP, "good night");
    let ended = desk.api.conversation(night);
    assert_eq!((&ended["state"], &ended["close_reason"]), (&json!("closed"), &json!("overflow")));
    assert_eq!(desk.told(night), ["Thank you for your message. We are closed now. We open again on another day."]);

    let small = desk.house.writes(ANNA, SHOP, "a small one");
    assert_eq!(desk.api.conversation(small)["queue"]["id"], json!(full));
    let second = desk.house.writes(BORIS, SHOP, "small too");
    assert_eq!(desk.api.conversation(second)["queue"]["name"], "Everyone");

    desk.act(second, "close");
    let patient = desk.house.writes(BORIS, SHOP, "I am patient");
    desk.passes(Millis::seconds(59));
    assert_eq!(desk.api.conversation(patient)["state"], "open");
    desk.passes(Millis::seconds(1));
    assert_eq!(desk.api.conversation(patient)["close_reason"], "overflow");
    assert!(desk.told(patient)[0].starts_with("Thank you for waiting."));
}

#[test]
fn a_text_names_the_queue_but_never_that_of_everybody() {
    let desk = Desk::pushing("auto");
    let maria = desk.agent("Maria", 5);
    let orders = desk.queue("Orders", &[&maria], &json!({}));
    desk.route("order", &orders);
    let reply = json!({ "title": "Hello", "text": "This is {{queue.name|the shop}}.", "language": "en" });
    assert_eq!(desk.api.post("/quick-replies", &reply).status, 201);
    for (who, words, said) in [(ANNA, "an order", "This is Orders."), (BORIS, "hello", "This is the shop.")] {
        let conversation = desk.house.writes(who, SHOP, words);
        let found = desk.api.get(&format!("/conversations/{conversation}/quick-replies"));
        assert_eq!(found.data()[0]["text"], said);
    }
}

#[test]
fn skills_that_are_needed_are_waited_for() {
    let desk = Desk::new(&json!({ "mode": "push", "offer": "auto", "matching": "exact" }));
    let maria = desk.agent("Maria", 5);
    let german = desk.api.post("/skills", &json!({ "name": "German" })).id();
    let set = desk.api.post("/workstreams/1/rule-sets", &json!({ "name": "Language" })).id();
    let rule = json!({
        "name": "German", "join": "all", "when": [{ "is": { "first_message": { "contains": ["guten"] } } }],
        "then": { "skills": [{ "skill": german, "level": 4 }], "priority": 5, "tags": ["german"] },
    });
    let made = desk.api.post(&format!("/rule-sets/{set}/rules"), &rule);
    assert_eq!(made.status, 201, "{made:?}");
    let conversation = desk.house.writes(ANNA, SHOP, "Guten Tag");
    assert_eq!((desk.assignee(conversation), &desk.api.conversation(conversation)["priority"]), (None, &json!(5)));
    assert_eq!(desk.trace(conversation).pop().unwrap().1, "It waits in Everyone: nobody has the skills that it needs.");
    let skilled = |level: i64| json!({ "skills": [{ "skill": german, "level": level }] });
    assert_eq!(desk.api.patch(&format!("/users/{maria}"), &skilled(3)).status, 200);
    assert_eq!(desk.assignee(conversation), None);
    assert_eq!(desk.api.patch(&format!("/users/{maria}"), &skilled(4)).status, 200);
    assert_eq!(desk.assignee(conversation), Some(maria), "in the same call");
}

#[test]
fn what_is_forgotten_is_closed_and_what_was_written_meanwhile_is_not() {
    let desk =
        Desk::new(&json!({ "mode": "push", "offer": "auto", "auto_close_seconds": 7_200, "keep_agent_seconds": null }));
    let maria = desk.agent("Maria", 5);
    let waiting = desk.house.writes(ANNA, SHOP, "hello");
    desk.act(waiting, "wait");
    desk.passes(Millis::minutes(119));
    assert_eq!(desk.api.conversation(waiting)["state"], "waiting");
    desk.passes(Millis::minutes(1));
    assert_eq!(desk.api.conversation(waiting)["close_reason"], "inactivity");

    let ended = desk.house.writes(BORIS, SHOP, "hello");
    desk.api.said(ended, "good day");
    desk.act(ended, "end");
    desk.house.writes(BORIS, SHOP, "one thing more");
    assert_eq!(desk.api.conversation(ended)["state"], "wrap_up");
    desk.passes(Millis::days(1));
    assert_eq!(desk.api.conversation(ended)["close_reason"], "wrap_up");
    let next = desk.house.count("SELECT max(id) FROM conversation");
    let begun = desk.api.conversation(next);
    assert_eq!((&begun["unread"], desk.assignee(next)), (&json!(1), Some(maria)));
    assert_eq!(desk.api.messages(next)[0]["text"], "one thing more");
    assert_eq!(desk.api.messages(ended).len(), 2);
}

#[test]
fn a_page_that_is_lost_counts_after_a_while_and_takes_its_offers_along() {
    let desk = Desk::pushing("accept");
    let maria = desk.agent("Maria", 5);
    let id: UserId = maria.parse().unwrap();
    pages::opened(desk.app(), id).unwrap();
    let conversation = desk.house.writes(ANNA, SHOP, "hello");
    let petros = desk.agent("Petros", 5);
    desk.app().pages.closed(id, desk.app().clock.now());
    pages::opened(desk.app(), id).unwrap();
    desk.app().pages.closed(id, desk.app().clock.now());
    desk.passes(GRACE - Millis::minutes(1));
    assert_eq!(desk.user(&maria)["presence"], "busy");
    // Its time is not over when the page is.
    let sql = "UPDATE offer SET until_at = until_at + 600000 WHERE answer IS NULL";
    desk.app().store.write(move |tx| Ok(tx.execute_batch(sql)?)).unwrap();
    desk.passes(Millis::minutes(1));
    assert_eq!(desk.user(&maria)["presence"], "offline");
    assert_eq!(desk.assignee(conversation), Some(petros));
    assert!(desk.kinds(conversation).contains(&"answered".to_owned()));
    pages::opened(desk.app(), id).unwrap();
    assert_eq!(desk.user(&maria)["presence"], "available", "back as the capacity says");
    eventually("it is noted that a page was seen", || {
        (desk.house.count("SELECT sum(page_seen) FROM user") == 1).then_some(())
    });
}

#[test]
fn the_board_shows_why_and_gives_work_away() {
    let desk = Desk::pushing("auto");
    let maria = desk.agent("Maria", 1);
    let orders = desk.queue("Orders", &[&maria], &json!({}));
    desk.route("order", &orders);
    desk.house.writes(ANNA, SHOP, "an order");
    let second = desk.house.writes(BORIS, SHOP, "another order");
    let (email, password) = desk.house.hire("Sofia", "supervisor");
    let sofia = crate::support::Person::signed_in(desk.house.url(), &email, &password);
    let board = sofia.get("/board");
    for text in ["One conversation waits", "Orders", "Nobody who is here has room", "no place free: will have 2 of 1"] {
        assert!(board.html.contains(text), "{text}: {}", board.html);
    }
    let given = sofia.fills_in("/board", &format!("/board/{second}/assign"), &[("user_id", &maria)]);
    assert_eq!((given.status, desk.assignee(second)), (303, Some(maria)));
    assert_eq!(sofia.fills_in("/board", &format!("/board/{second}/close"), &[]).status, 303);
    assert_eq!(desk.api.conversation(second)["close_reason"], "forced");
    let (email, password) = desk.house.hire("Nikos", "agent");
    assert_eq!(crate::support::Person::signed_in(desk.house.url(), &email, &password).get("/board").status, 403);
}
