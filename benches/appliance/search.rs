//! Searching among many messages: how long a first page takes, how fast the index follows, how large it is.

use std::time::{Duration, Instant};

use angelia::app::{App, database_path};
use angelia::domain::ids::UserId;
use angelia::domain::search::parse;
use angelia::flows::search::follow::follow;
use angelia::store::inbox_view::Viewer;
use angelia::store::search::index::{Kind, behind};
use angelia::store::search::{Place, Wanted, find};

use crate::settings::Settings;
use crate::{folder, report};

/// Threads that the messages stand in.
const THREADS: usize = 100_000;
/// Different words.
const WORDS: usize = 400_000;
/// How often each question is asked.
const ASKED: usize = 40;
/// Rows of one transaction.
const ROWS: usize = 50_000;

/// Prints the table.
pub fn measure(settings: &Settings) {
    let folder = folder::prepared();
    let app = folder::open(folder.path());
    let words = words();
    println!("\nSearch among {} messages", settings.messages);
    fill(&app, settings.messages, &words);
    let size = || std::fs::metadata(database_path(folder.path())).expect("the file").len() as f64 / (1024.0 * 1024.0);
    let (before, start) = (size(), Instant::now());
    while app.store.read(behind).expect("a state").newer > 0 {
        follow(&app, app.clock.now()).expect("a run");
    }
    let took = start.elapsed().as_secs_f64();
    println!(
        "indexed: {:.0} messages a second; the index takes {:.0} MiB",
        settings.messages as f64 / took,
        size() - before
    );
    let (common, middle, rare) = (&words[0], &words[500], &words[60_000]);
    let long = words.iter().take(2_000).find(|word| word.chars().count() > 8).expect("a long word");
    let begin = |word: &str, count: usize| word.chars().take(count).collect::<String>();
    let questions = [
        ("a common word", format!("{common} ")),
        ("a rare word", format!("{rare} ")),
        ("two common words", format!("{common} {} ", words[1])),
        ("common and rare", format!("{common} {rare} ")),
        ("a phrase of common words", format!("\"{common} {}\"", words[1])),
        ("a phrase that is rare", format!("\"{middle} {}\"", words[700])),
        ("two letters", begin(common, 2)),
        ("three letters", begin(common, 3)),
        ("four letters", begin(long, 4)),
        ("six letters", begin(long, 6)),
        ("from: and a word", format!("from:\"Contact 77\" {common} ")),
        ("a telephone number", "+30 690 0000077".to_owned()),
        ("nothing", "qqqqqqqqqq".to_owned()),
    ];
    let all = Viewer { user: UserId(1), own_only: false };
    let few = Viewer { own_only: true, ..all };
    for (name, q) in &questions {
        println!("{name:<28}{}", figures(&app, q, all));
    }
    println!("{:<28}{}", "common, one queue of fifty", figures(&app, &questions[0].1, few));
}

/// Milliseconds of the median, of 95 and 99 in a hundred.
fn figures(app: &App, q: &str, viewer: Viewer) -> String {
    let query = parse(q, "2026-11-26".parse().expect("a day"));
    let mut times: Vec<f64> = (0..ASKED)
        .map(|_| {
            let start = Instant::now();
            let wanted = Wanted {
                viewer: Some(viewer),
                query: &query,
                since: None,
                until: None,
                before: Place::NEWEST,
                limit: 25,
                patience: Duration::from_millis(40),
            };
            let found = app.store.read(|db| find(db, &wanted)).expect("an answer");
            std::hint::black_box(found);
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
    format!(
        "p50 {:>7.2} ms   p95 {:>7.2} ms   p99 {:>7.2} ms   (median {})",
        at(0.5),
        at(0.95),
        at(0.99),
        report::fine(&times)
    )
}

/// A small generator: the same words and messages in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    /// A word's place as language has it: the first is twice as common as the second.
    fn zipf(&mut self, among: usize) -> usize {
        let part = self.roll(1 << 30) as f64 / f64::from(1 << 30);
        ((among as f64).powf(part) - 1.0) as usize
    }
}

fn words() -> Vec<String> {
    let parts = [
        "κα", "πα", "ρα", "λω", "με", "τα", "στο", "νε", "σι", "μου", "θα", "ει", "ναι", "χι", "γι", "ορ", "δι", "ερ",
        "αν", "τρ", "ευχ", "ημ", "βλ", "φι", "ξε", "ψω", "ζη", "αλ", "ολ", "υπ",
    ];
    let mut dice = Dice(1);
    let mut all = std::collections::BTreeSet::new();
    let mut words = Vec::with_capacity(WORDS);
    while words.len() < WORDS {
        let length = [1, 2, 2, 3, 3, 3, 4, 4, 5][dice.roll(9)];
        let mut word: String = (0..length).map(|_| parts[dice.roll(parts.len())]).collect();
        if length >= 4 && dice.roll(10) < 3 {
            word.push_str(&dice.roll(10_000).to_string());
        }
        if all.insert(word.clone()) {
            words.push(word);
        }
    }
    words
}

/// Contacts, threads and conversations in fifty queues, and messages of three to nineteen words in them, straight into the file.
fn fill(app: &App, messages: usize, words: &[String]) {
    let people = app.store.write(move |tx| {
        tx.execute_batch(&format!(
            "INSERT INTO user (name, email, role, created_at, updated_at) VALUES ('A', 'a@example.org', 'agent', 0, 0);
             WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 51)
               INSERT INTO queue (id, name, method, created_at, updated_at) SELECT i, 'Queue ' || i, 'round_robin', 0, 0 FROM n;
             INSERT INTO queue_member (queue_id, user_id) VALUES (2, 1);
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {THREADS})
               INSERT INTO contact (id, name, created_at, updated_at) SELECT i, 'Contact ' || i, 0, 0 FROM n;
             INSERT INTO address (contact_id, value, kind, created_at)
               SELECT id, printf('whatsapp:+30690%07d', id), 'phone', 0 FROM contact;
             INSERT INTO thread (number_id, origin_id, contact_id, address, created_at)
               SELECT 1, contact_id, contact_id, value, 0 FROM address;
             INSERT INTO conversation (thread_id, number_id, contact_id, state, last_message_at, opened_at, closed_at, queue_id)
               SELECT id, 1, contact_id, 'closed', 0, 0, 0, 2 + id % 50 FROM thread;"
        ))?;
        Ok(())
    });
    people.expect("people");
    let mut dice = Dice(7);
    let mut done = 0;
    while done < messages {
        let rows: Vec<(usize, String)> = (0..ROWS.min(messages - done))
            .map(|_| {
                let said: Vec<&str> = (0..3 + dice.roll(17)).map(|_| words[dice.zipf(words.len())].as_str()).collect();
                (1 + dice.roll(THREADS), said.join(" "))
            })
            .collect();
        let at = done;
        done += rows.len();
        let stored = app.store.write(move |tx| {
            let mut insert = tx.prepare_cached(
                "INSERT INTO message (account_id, thread_id, conversation_id, direction, kind, body, status, author,
                   created_at, status_at) VALUES (1, ?1, ?1, 'in', 'text', ?2, 'received', 'contact', ?3, ?3)",
            )?;
            for (place, (thread, body)) in rows.iter().enumerate() {
                insert.execute((*thread as i64, body, (at + place) as i64))?;
            }
            Ok(())
        });
        stored.expect("messages");
    }
    assert_eq!(
        app.store.read(|db| angelia::store::search::index::last(db, Kind::Message)).expect("a row"),
        messages as i64
    );
}
