//! What answers before people do: a menu from its outline to an agent, a program that is asked, and everything that leads
//! out of both to a person.

#[path = "../../examples/http_bot.rs"]
mod http_bot;

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use angelia::domain::time::Millis;
use serde_json::{Value, json};

use crate::support::{ANNA, Api, BORIS, House, SHOP, eventually};

const MENU: &str = "
say: Welcome, {{contact.first_name|friend}}.
  el: Καλώς ήρθατε.
choose main: How can we help?
  el: Πώς μπορούμε να βοηθήσουμε;
  - My order
      el: Η παραγγελία μου
      words: parcel, δέμα
      ask order_id (code GR-####): What is your order number?
        el: Ποιος είναι ο αριθμός;
      say: Thank you, {{var.order_id}} it is.
        el: Ευχαριστούμε, {{var.order_id}}.
      hand over: Orders
  - Opening hours
      say: Nine to five.
      go to: main
  - Goodbye
      end: See you soon.
";

struct Shop {
    house: House,
    api: Api,
}

impl Shop {
    fn new() -> Self {
        let mut house = House::new();
        house.call_networks = vec!["127.0.0.1".parse().unwrap()];
        house.stop();
        house.start();
        house.hire("Dimitra", "admin");
        let api = house.admin();
        Self { house, api }
    }

    fn queue(&self, name: &str) -> String {
        let email = format!("{name}@example.com");
        let new = json!({ "name": "Maria", "email": email, "role": "agent", "password": "correct horse" });
        let agent = self.api.post("/users", &new).id();
        self.api.post("/queues", &json!({ "name": name, "members": [agent], "method": "round_robin" })).id()
    }

    fn bot(&self, change: &Value) -> Value {
        let changed = self.api.patch("/workstreams/1/bot", change);
        assert_eq!(changed.status, 200, "{changed:?}");
        changed.data().clone()
    }

    /// With the menu published and on.
    fn with_menu() -> Self {
        let shop = Self::new();
        shop.queue("Orders");
        let published = shop.api.post("/workstreams/1/bot/versions", &json!({ "outline": MENU }));
        assert_eq!((published.status, &published.body["data"]["number"]), (201, &json!(1)), "{published:?}");
        shop.bot(&json!({ "kind": "menu" }));
        shop
    }

    fn said(&self, conversation: i64) -> Vec<String> {
        let messages = self.api.messages(conversation);
        let out = messages.iter().filter(|message| message["direction"] == "out");
        out.map(|message| message["text"].as_str().unwrap().to_owned()).collect()
    }

    fn last(&self, conversation: i64) -> String {
        self.said(conversation).pop().unwrap_or_default()
    }

    fn session(&self, conversation: i64) -> Value {
        let sessions = self.api.get(&format!("/conversations/{conversation}/bot-sessions"));
        sessions.data()[0].clone()
    }

    fn why(&self, conversation: i64) -> Value {
        self.session(conversation)["why"].clone()
    }

    fn until_why(&self, conversation: i64, why: &str) {
        eventually(why, || (self.why(conversation) == why).then_some(()));
    }

    fn queue_of(&self, conversation: i64) -> Value {
        self.api.conversation(conversation)["queue"]["name"].clone()
    }

    fn passes(&self, time: Millis) {
        self.house.clock.advance(time);
        self.house.run_jobs();
    }
}

#[test]
fn a_customer_walks_through_a_menu_to_an_agent() {
    let shop = Shop::with_menu();
    let talk = shop.house.writes(ANNA, SHOP, "hello");
    assert_eq!(shop.said(talk), ["Welcome, Anna.", "How can we help?"]);
    let shown = shop.api.conversation(talk);
    assert_eq!((&shown["state"], &shown["queue"]), (&json!("open"), &Value::Null), "it is nobody's work");
    assert_eq!(shown["unread"], 0);
    assert_eq!(shop.house.count("SELECT count(*) FROM conversation WHERE waiting_since_at IS NOT NULL"), 0);
    assert_eq!(shop.house.count("SELECT count(*) FROM conversation WHERE lane IS NOT NULL"), 0);

    assert_eq!(shop.house.writes(ANNA, SHOP, "where is my parcel"), talk);
    assert_eq!(shop.last(talk), "What is your order number?");
    shop.house.writes(ANNA, SHOP, "no idea");
    assert!(shop.last(talk).ends_with("What is your order number?"), "{}", shop.last(talk));
    shop.house.writes(ANNA, SHOP, "gr 1042");
    assert_eq!(shop.last(talk), "Thank you, GR-1042 it is.");
    let shown = shop.api.conversation(talk);
    assert_eq!((&shown["queue"]["name"], &shown["variables"]["order_id"]), (&json!("Orders"), &json!("GR-1042")));
    assert_eq!(shown["unread"], 4);
    assert_eq!(shop.why(talk), "planned");
    // It has done its part: what comes now is for people.
    shop.house.writes(ANNA, SHOP, "thanks");
    assert_eq!(shop.last(talk), "Thank you, GR-1042 it is.");
    assert_eq!(shop.api.conversation(talk)["unread"], 5);
}

#[test]
fn choices_are_buttons_and_greek_is_answered_in_greek() {
    let shop = Shop::with_menu();
    let talk = shop.house.writes(BORIS, SHOP, "γεια σας");
    assert_eq!(shop.said(talk)[0], "Καλώς ήρθατε.");
    let sent = |contents: i64| {
        eventually("everything leaves", || {
            (shop
                .house
                .count("SELECT count(*) FROM message WHERE direction = 'out' AND status IN ('pending', 'unknown')")
                == 0)
                .then_some(())
        });
        assert_eq!(shop.house.count("SELECT count(*) FROM button_content"), contents);
    };
    sent(1);
    shop.house.writes(BORIS, SHOP, "2");
    sent(1);
    let choices = shop.house.count("SELECT count(*) FROM message WHERE extra ->> '$.buttons[0]' = 'Η παραγγελία μου'");
    assert_eq!(choices, 2, "the same text with buttons is made once");
    shop.house.writes(BORIS, SHOP, "3");
    let shown = shop.api.conversation(talk);
    assert_eq!((&shown["state"], shop.why(talk)), (&json!("closed"), json!("ended")));
    assert_eq!(shop.house.count("SELECT count(*) FROM conversation WHERE close_reason = 'bot'"), 1);
    let next = shop.house.writes(BORIS, SHOP, "γεια");
    assert_ne!(next, talk, "the next message is a new talk");
    assert_eq!(shop.why(next), Value::Null);
}

#[test]
fn nobody_is_trapped() {
    let shop = Shop::with_menu();
    let talk = shop.house.writes(ANNA, SHOP, "hello");
    for nonsense in ["blah", "blah", "blah"] {
        assert_eq!(shop.why(talk), Value::Null);
        shop.house.writes(ANNA, SHOP, nonsense);
    }
    assert_eq!(shop.why(talk), "misunderstood");
    assert!(shop.last(talk).starts_with("I pass you on"), "{}", shop.last(talk));
    assert_eq!(shop.queue_of(talk), "Everyone");
    assert_eq!(shop.house.count("SELECT count(*) FROM conversation WHERE waiting_since_at IS NOT NULL"), 1);

    let asks = shop.house.writes(BORIS, SHOP, "Άνθρωπος");
    assert_eq!(shop.why(asks), "person");
    shop.api.post(&format!("/conversations/{asks}/close"), &json!({}));
    let silent = shop.house.writes(BORIS, SHOP, "hello");
    shop.passes(Millis::minutes(29));
    assert_eq!(shop.why(silent), Value::Null);
    shop.passes(Millis::minutes(1));
    assert_eq!(shop.why(silent), "silence");
    assert_eq!(shop.queue_of(silent), "Everyone");
}

#[test]
fn people_take_it_stop_it_and_switch_it_off() {
    let shop = Shop::with_menu();
    let taken = shop.house.writes(ANNA, SHOP, "hello");
    let user = shop.api.get("/users").data()[0]["id"].clone();
    let given = shop.api.post(&format!("/conversations/{taken}/assign"), &json!({ "user_id": user }));
    assert_eq!(given.status, 200, "{given:?}");
    assert_eq!(shop.why(taken), "taken");
    shop.house.writes(ANNA, SHOP, "2");
    assert_eq!(shop.said(taken).len(), 2, "the bot is quiet");

    let written = shop.house.writes(BORIS, SHOP, "hello");
    shop.api.said(written, "Let me help you.");
    assert_eq!((shop.why(written), shop.queue_of(written)), (json!("taken"), json!("Everyone")));
    shop.api.post(&format!("/conversations/{written}/close"), &json!({}));

    let stopped = shop.house.writes(BORIS, SHOP, "hello");
    shop.house.writes(BORIS, SHOP, "STOP");
    assert_eq!(shop.why(stopped), "stopped");
    assert_eq!(
        shop.house.count("SELECT count(*) FROM conversation WHERE waiting_since_at IS NOT NULL"),
        1,
        "Anna alone"
    );
    shop.house.writes(BORIS, SHOP, "START");
    shop.api.post(&format!("/conversations/{stopped}/close"), &json!({}));

    let running = shop.house.writes(BORIS, SHOP, "hello");
    assert_eq!(shop.why(running), Value::Null);
    shop.bot(&json!({ "kind": "off" }));
    assert_eq!((shop.why(running), shop.queue_of(running)), (json!("stopped"), json!("Everyone")));
    shop.api.post(&format!("/conversations/{running}/close"), &json!({}));
    let plain = shop.house.writes(BORIS, SHOP, "hello");
    assert_eq!((shop.said(plain).len(), shop.queue_of(plain)), (0, json!("Everyone")));
}

#[test]
fn versions_are_published_and_brought_back() {
    let shop = Shop::with_menu();
    let refused =
        shop.api.post("/workstreams/1/bot/versions", &json!({ "outline": "say: Hello\nask order id: Which?" }));
    assert_eq!((refused.status, refused.code()), (422, "field_invalid"), "{refused:?}");
    assert_eq!(refused.body["error"]["field"], "outline");
    assert!(refused.body["error"]["message"].as_str().unwrap().contains("order id"), "{refused:?}");
    let twice = shop
        .api
        .post("/workstreams/1/bot/versions", &json!({ "outline": "choose: A?\n  - B\n    end\n  - b\n    end" }));
    assert_eq!(twice.status, 422);
    let second = shop.api.post("/workstreams/1/bot/versions", &json!({ "outline": "say: Second.\nhand over" }));
    assert_eq!(second.data()["number"], 2);
    let talk = shop.house.writes(ANNA, SHOP, "hello");
    assert_eq!((shop.said(talk), shop.why(talk)), (vec!["Second.".to_owned()], json!("planned")));
    let back = shop.api.post("/workstreams/1/bot/versions/1/publish", &json!({}));
    assert_eq!((back.data()["number"].clone(), back.data()["outline"].clone()), (json!(3), json!(MENU)));
    let page = shop.api.get("/workstreams/1/bot/versions?limit=2");
    let numbers: Vec<_> = page.body["data"].as_array().unwrap().iter().map(|one| one["number"].clone()).collect();
    assert_eq!(numbers, [json!(3), json!(2)]);
    assert!(page.body["next"].is_string());
    // What a menu in force names stays.
    let queue = shop.api.get("/queues");
    let orders =
        queue.body["data"].as_array().unwrap().iter().find(|one| one["name"] == "Orders").unwrap()["id"].clone();
    let deleted = shop.api.delete(&format!("/queues/{}", orders.as_str().unwrap()));
    assert_eq!((deleted.status, deleted.code()), (409, "in_use"), "{deleted:?}");
    assert_eq!(shop.house.count("SELECT count(*) FROM audit WHERE action = 'bot.published'"), 3);
}

#[test]
fn variables_of_a_workstream_hold_what_it_says() {
    let shop = Shop::with_menu();
    shop.bot(&json!({ "variables": { "weight": "number" } }));
    let talk = shop.house.writes(ANNA, SHOP, "hello");
    let path = format!("/conversations/{talk}");
    let wrong = shop.api.patch(&path, &json!({ "variables": { "weight": "heavy" } }));
    assert_eq!((wrong.status, wrong.code()), (422, "field_invalid"), "{wrong:?}");
    let long = "x".repeat(4_000);
    let fine = shop.api.patch(&path, &json!({ "variables": { "weight": "2.5", "note": long } }));
    assert_eq!(fine.data()["variables"]["note"].as_str().map(str::len), Some(4_000));
}

/// The example, as a program of its own that can be killed.
struct Program {
    child: Child,
    url: String,
}

impl Program {
    /// This very test binary, told to play the example.
    fn start(secret: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "bots::plays_the_example", "--nocapture"])
            .env("ANGELIA_TEST_BOT", format!("{address} {secret}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        eventually("the bot listens", || std::net::TcpStream::connect(address).ok().map(drop));
        Self { child, url: format!("http://{address}/") }
    }

    fn signal(&self, signal: &str) {
        let done = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(done.success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Does nothing unless [`Program`] starts it.
#[test]
fn plays_the_example() {
    let Ok(told) = std::env::var("ANGELIA_TEST_BOT") else { return };
    let (address, secret) = told.split_once(' ').unwrap();
    http_bot::serve(&TcpListener::bind(address).unwrap(), secret);
}

/// A shop whose bot is the example, running.
fn with_program() -> (Shop, Program) {
    let shop = Shop::new();
    // The secret is made with the first address; where the program is comes then.
    let secret = shop.bot(&json!({ "url": "http://127.0.0.1:9/" }))["secret"].as_str().unwrap().to_owned();
    let program = Program::start(&secret);
    let set = shop.bot(&json!({ "url": program.url, "kind": "http" }));
    assert_eq!((&set["kind"], &set["secret"]), (&json!("http"), &Value::Null), "a secret is shown once");
    (shop, program)
}

#[test]
fn a_program_answers_and_hands_over_with_a_summary() {
    let (shop, _program) = with_program();
    let talk = shop.house.writes(ANNA, SHOP, "hello");
    eventually("it greets", || shop.last(talk).starts_with("Hello!").then_some(()));
    shop.house.writes(ANNA, SHOP, "My order");
    eventually("it asks", || shop.last(talk).starts_with("What is the number").then_some(()));
    shop.house.writes(ANNA, SHOP, "1042");
    shop.until_why(talk, "planned");
    assert_eq!(shop.session(talk)["summary"], "Asks about order 1042.");
    let shown = shop.api.conversation(talk);
    assert_eq!((&shown["variables"], &shown["queue"]["name"]), (&json!({ "order_id": "1042" }), &json!("Everyone")));
    assert_eq!(shop.last(talk), "Thank you. A colleague looks at it now.", "the customer sees no summary");
    assert_eq!(shop.house.count("SELECT count(*) FROM bot_call"), 0);
    let bye = shop.house.writes(BORIS, SHOP, "hello");
    eventually("it greets", || shop.last(bye).starts_with("Hello!").then_some(()));
    shop.house.writes(BORIS, SHOP, "bye");
    shop.until_why(bye, "ended");
}

#[test]
fn a_program_that_is_killed_leaves_its_customers_to_people() {
    let (shop, program) = with_program();
    let talk = shop.house.writes(ANNA, SHOP, "hello");
    eventually("it greets", || shop.last(talk).starts_with("Hello!").then_some(()));
    program.signal("-STOP");
    shop.house.writes(ANNA, SHOP, "My order");
    eventually("it is being asked", || {
        (shop.house.count("SELECT count(*) FROM bot_call WHERE claimed_at IS NOT NULL") == 1).then_some(())
    });
    // In the middle of its answer.
    program.signal("-KILL");
    eventually("people have it", || {
        shop.passes(Millis::seconds(6));
        (shop.why(talk) == "down").then_some(())
    });
    assert_eq!((shop.queue_of(talk), shop.said(talk).len()), (json!("Everyone"), 2));
    assert!(shop.last(talk).starts_with("I pass you on"), "{}", shop.last(talk));
    let told = shop.api.get("/workstreams/1/bot");
    assert!(told.data()["failed_with"].as_str().unwrap().contains("no answer"), "{told:?}");
}

/// Answers every question with the same.
fn parrot(body: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        use std::io::{Read as _, Write as _};
        for mut stream in listener.incoming().flatten() {
            let mut asked = Vec::new();
            let mut buffer = [0_u8; 8_192];
            while !asked.ends_with(b"}") {
                match stream.read(&mut buffer) {
                    Ok(read) if read > 0 => asked.extend_from_slice(&buffer[..read]),
                    _ => break,
                }
            }
            let head = format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
            drop(stream.write_all(format!("{head}{body}").as_bytes()));
        }
    });
    url
}

#[test]
fn nonsense_is_a_failure_and_is_told() {
    let shop = Shop::new();
    shop.bot(&json!({ "kind": "http", "url": parrot("<h1>It works!</h1>") }));
    for (who, n) in [(ANNA, 1), (BORIS, 2)] {
        let talk = shop.house.writes(who, SHOP, "hello");
        shop.until_why(talk, "down");
        assert_eq!(shop.queue_of(talk), "Everyone");
        assert_eq!(shop.house.count("SELECT failures FROM bot"), n);
        shop.api.post(&format!("/conversations/{talk}/close"), &json!({}));
    }
    let told = shop.api.get("/workstreams/1/bot").data()["failed_with"].clone();
    assert_eq!(told, "the answer is no JSON object: <h1>It works!</h1>");
    shop.until_why(shop.house.writes(ANNA, SHOP, "hello"), "down");
    // After three it is left alone, and nobody waits for it.
    let at_once = shop.house.writes(BORIS, SHOP, "hello");
    assert_eq!((shop.session(at_once), shop.queue_of(at_once)), (Value::Null, json!("Everyone")));
    shop.api.post(&format!("/conversations/{at_once}/close"), &json!({}));
    shop.house.clock.advance(Millis::minutes(1));
    shop.until_why(shop.house.writes(BORIS, SHOP, "hello"), "down");
    let media = parrot(r#"{"reply":[{"media":["https://a.gr/1.png"]}]}"#);
    shop.bot(&json!({ "url": media }));
    let talk = shop.house.writes("whatsapp:+306900000003", SHOP, "hello");
    shop.until_why(talk, "down");
    let told = shop.api.get("/workstreams/1/bot").data()["failed_with"].clone();
    assert!(told.as_str().unwrap().contains("unknown field `media`"), "{told}");
}

#[test]
fn a_program_sends_a_file_that_it_brought() {
    let shop = Shop::new();
    let bring =
        |name: &str, bytes: &[u8]| shop.api.post_text(&format!("/files?name={name}"), "application/pdf", bytes).id();
    let prices = bring("prices.pdf", b"%PDF-1.4\nprices");
    let answer = format!(r#"{{"reply":[{{"text":"Our prices","file_id":"{prices}"}}],"hand_over":{{}}}}"#);
    shop.bot(&json!({ "kind": "http", "url": parrot(String::leak(answer)) }));
    let talk = shop.house.writes(ANNA, SHOP, "what does it cost?");
    shop.until_why(talk, "planned");
    assert_eq!(shop.said(talk), ["Our prices", ""]);
    let file = shop.api.messages(talk).pop().unwrap();
    assert_eq!((&file["kind"], &file["media"][0]["name"]), (&json!("document"), &json!("prices.pdf")));
    assert_eq!(file["extra"]["bot"], true);
    shop.house.until_status(file["id"].as_str().unwrap().parse().unwrap(), "delivered");
    assert_eq!(shop.house.twilio.messages_to(ANNA)[1].media_urls.len(), 1);
    // It is gone now: people answer, and the bot's page says why.
    let talk = shop.house.writes(BORIS, SHOP, "and for me?");
    shop.until_why(talk, "stopped");
    let told = shop.api.get("/workstreams/1/bot").data()["failed_with"].clone();
    assert!(told.as_str().unwrap().contains("the file"), "{told}");
}

#[test]
fn a_program_in_a_network_of_ours_is_refused_unless_allowed() {
    let shop = Shop::new();
    for url in ["http://10.0.0.1/", "https://192.168.1.1/bot", "https://[::1]/", "http://93.184.216.34/"] {
        let refused = shop.api.patch("/workstreams/1/bot", &json!({ "url": url }));
        assert_eq!((refused.status, &refused.body["error"]["field"]), (422, &json!("url")), "{url}: {refused:?}");
    }
    for (body, field) in [
        (json!({ "kind": "menu" }), "kind"),
        (json!({ "kind": "http" }), "url"),
        (json!({ "kind": "nobody" }), "kind"),
        (json!({ "url": "ftp://example.com" }), "url"),
        (json!({ "words": [] }), "words"),
        (json!({ "variables": { "order id": "text" } }), "variables"),
        (json!({ "variables": { "order_id": "date" } }), "variables"),
    ] {
        let refused = shop.api.patch("/workstreams/1/bot", &body);
        assert_eq!((refused.status, &refused.body["error"]["field"]), (422, &json!(field)), "{body}: {refused:?}");
    }
    assert_eq!(shop.house.program("supervisor").get("/workstreams/1/bot").status, 403);
}
