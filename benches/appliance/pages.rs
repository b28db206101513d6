//! What the inbox costs with a past: its list, its views and a thread, at a thousand conversations and at a million.
//!
//! Both files have the same work at hand (six hundred conversations that go on); what differs is what is over. All of it counts
//! as indexed: after an upgrade the index takes a core for some minutes, which is not what a page costs.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use angelia::app::database_path;
use angelia::domain::user::Role;
use angelia::flows::users::add::{Wanted, add};
use rusqlite::Connection;

use crate::folder;
use crate::process::Server;
use crate::report;
use crate::settings::Settings;

const EMAIL: &str = "dimitra@example.org";
const PASSWORD: &str = "olives, olives, olives";
/// Conversations that go on.
const LIVE: u32 = 600;
/// What is measured.
const SIZES: [u32; 2] = [1_000, 1_000_000];
/// Each page is asked for so often before it counts, and then in each round.
const WARM: usize = 20;
const CALLS: usize = 100;

/// Measures and prints the ratios.
pub fn measure(settings: &Settings) {
    println!(
        "inbox pages: median milliseconds at {} and {} conversations, {LIVE} of them going on",
        SIZES[0], SIZES[1]
    );
    let folders = SIZES.map(|size| {
        let folder = folder::prepared();
        fill(folder.path(), size);
        (size, folder)
    });
    let mut times: BTreeMap<(&str, u32), Vec<f64>> = BTreeMap::new();
    for _ in 0..settings.rounds {
        for (size, folder) in &folders {
            let server = Server::appliance(folder.path());
            let person = Person::signed_in(server.port);
            for (name, path) in pages(*size) {
                times.entry((name, *size)).or_default().push(person.median(&path));
            }
        }
    }
    for (name, _) in pages(1) {
        let (small, large) = (&times[&(name, SIZES[0])], &times[&(name, SIZES[1])]);
        let ratio = report::median(large) / report::median(small);
        println!("  {name:<16} {:>8} {:>8}   x {ratio:.2} (goal: at most 1.3)", ms(small), ms(large));
    }
    println!();
}

fn ms(values: &[f64]) -> String {
    format!("{:.2}", report::median(values))
}

/// Every list, and a thread whose conversation goes on.
fn pages(size: u32) -> Vec<(&'static str, String)> {
    let view = |word: &str| format!("/inbox?view={word}");
    let mut pages: Vec<(&'static str, String)> =
        ["mine", "open", "queues", "customer", "closing", "snoozed", "all", "closed"]
            .into_iter()
            .map(|word| (word, view(word)))
            .collect();
    pages.push(("by window", "/inbox?view=all&sort=window".to_owned()));
    pages.push(("thread", format!("/inbox/{}", size.max(LIVE) - 1)));
    pages
}

/// Conversations with a contact each and four messages, the last `LIVE` of which go on.
fn fill(folder: &Path, size: u32) {
    let app = folder::open(folder);
    let wanted = Wanted {
        name: "Dimitra".to_owned(),
        email: EMAIL.to_owned(),
        role: Some(Role::Admin),
        password: Some(PASSWORD.to_owned()),
    };
    add(&app, "command", &wanted).expect("a user");
    let now = app.clock.now().0;
    drop(app);
    let db = Connection::open(database_path(folder)).expect("the file");
    let past = size - LIVE;
    db.execute_batch(&format!(
        "PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA foreign_keys = OFF; BEGIN;
         CREATE TEMP TABLE n AS WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < {size})
           SELECT i, {now} - ({size} - i) * 60000 AS at, i > {past} AS live FROM c;
         INSERT INTO contact (id, profile_name, created_at, updated_at) SELECT i, 'Contact ' || i, at, at FROM n;
         INSERT INTO address (contact_id, value, kind, created_at) SELECT i, 'whatsapp:+30691' || printf('%07d', i), 'phone', at FROM n;
         INSERT INTO thread (id, number_id, origin_id, contact_id, address, last_inbound_at,
             expiry_from_at, created_at)
           SELECT i, 1, i, i, 'whatsapp:+30691' || printf('%07d', i), at, iif({now} - at < 86400000, at, NULL), at FROM n;
         INSERT INTO conversation (id, thread_id, number_id, contact_id, state, assignee_id, waiting_since_at, last_message_at,
             last_message_id, opened_at, closed_at, state_at, phase, queue_id, queued_at, unread, has_unread)
           SELECT i, i, 1, i, iif(live, iif(i % 2, 'active', 'open'), 'closed'), iif(live, iif(i % 2, 1, NULL), 1),
             iif(live AND i % 3, at, NULL), at, i * 4, at, iif(live, NULL, at), at,
             iif(live AND i % 2, 'in_conversation', NULL), 1, at, iif(live AND i % 3, 1, 0), iif(live AND i % 3, 1, 0) FROM n;
         INSERT INTO message (id, account_id, thread_id, conversation_id, direction, kind, body, status, author, author_id, created_at, status_at)
           SELECT (i - 1) * 4 + k, 1, i, i, iif(k % 2, 'in', 'out'), 'text', 'Καλημέρα, τι έγινε η παραγγελία ' || i || ';',
             iif(k % 2, 'received', 'delivered'), iif(k % 2, 'contact', 'user'), iif(k % 2, NULL, 1), at - (4 - k) * 1000, at
           FROM n, (SELECT 1 AS k UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4);
         DELETE FROM search_stale;
         UPDATE search_reach SET low = 0, high = {size} * 4;
         COMMIT;"
    ))
    .expect("rows");
}

/// Somebody with a browser.
struct Person {
    agent: ureq::Agent,
    url: String,
    cookies: String,
}

impl Person {
    fn signed_in(port: u16) -> Self {
        let agent: ureq::Agent =
            ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
        let mut person = Self { agent, url: format!("http://127.0.0.1:{port}"), cookies: String::new() };
        let (page, first) = person.get("/sign-in");
        let csrf =
            page.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a token");
        let body: String = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("csrf", csrf), ("email", EMAIL), ("password", PASSWORD)])
            .finish();
        let call = person.agent.post(format!("{}/sign-in", person.url)).header("Cookie", &first);
        let answer = call.content_type("application/x-www-form-urlencoded").send(body).expect("an answer");
        assert_eq!(answer.status(), 303, "signed in");
        person.cookies = format!("{first}; {}; angelia_tz=UTC", cookies(&answer));
        person
    }

    fn get(&self, path: &str) -> (String, String) {
        let call = self.agent.get(format!("{}{path}", self.url)).header("Cookie", &self.cookies);
        let mut answer = call.call().expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
        let set = cookies(&answer);
        (answer.body_mut().read_to_string().expect("a page"), set)
    }

    fn median(&self, path: &str) -> f64 {
        for _ in 0..WARM {
            self.get(path);
        }
        let times: Vec<f64> = (0..CALLS)
            .map(|_| {
                let start = Instant::now();
                self.get(path);
                start.elapsed().as_secs_f64() * 1_000.0
            })
            .collect();
        report::median(&times)
    }
}

fn cookies(answer: &ureq::http::Response<ureq::Body>) -> String {
    let set = answer.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    set.filter_map(|value| value.split(';').next()).collect::<Vec<_>>().join("; ")
}
