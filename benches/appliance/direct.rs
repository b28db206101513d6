//! The flow without HTTP: what the writer, the SQL and the disk give by themselves.

use angelia::domain::ids::AccountId;
use angelia::flows::messages::receive::{Source, receive};
use angelia::store::post::Hook;
use angelia::twilio::webhook::parse_inbound;

use crate::posts::Pool;
use crate::settings::Settings;
use crate::{folder, load, report};

/// Callers who wait at the same time.
const CALLERS: [usize; 4] = [2, 8, 32, 64];

/// Rows a second from 2 to 64 threads, and how many jobs a commit took.
pub fn measure(settings: &Settings, pool: &Pool) {
    println!("\nThe flow alone, without HTTP and signatures (messages a second, median of the rounds, range)");
    for callers in CALLERS {
        let mut rates = Vec::new();
        let mut batch = 0.0;
        for _ in 0..settings.rounds {
            let (rate, jobs) = one(settings, pool, callers);
            rates.push(rate);
            batch = jobs;
        }
        println!("{callers:>4} callers {:>22}   {batch:.1} jobs a commit", report::rates(&rates));
    }
}

fn one(settings: &Settings, pool: &Pool, callers: usize) -> (f64, f64) {
    let folder = folder::prepared();
    let app = folder::open(folder.path());
    let forms = pool.forms();
    let text = "x".repeat(700);
    let before = folder::messages(folder.path());
    let outcome = load::call(callers, settings.seconds, forms.len(), &|index| {
        let inbound = parse_inbound(&forms[index]).expect("a readable form");
        let source = Source::Webhook { hook: Hook::Inbound, form: text.clone() };
        let now = app.clock.now();
        app.store.write(move |tx| receive(tx, AccountId(1), &inbound, &source, now)).expect("a stored message");
    });
    let rows = folder::messages(folder.path()) - before;
    let stats = app.store.writer_stats();
    let count = |figure: &std::sync::atomic::AtomicU64| figure.load(std::sync::atomic::Ordering::Relaxed) as f64;
    (rows as f64 / outcome.took.as_secs_f64(), count(&stats.jobs) / count(&stats.commits))
}
