//! Signed webhooks persisted a second, against the same server doing nothing, a bare one, and a commit for each.

use std::path::Path;

use crate::load::Outcome;
use crate::posts::Pool;
use crate::process::Server;
use crate::settings::{Kind, Settings};
use crate::{folder, load, report};

/// Connections that are kept alive.
const CONNECTIONS: [usize; 4] = [2, 8, 32, 64];
/// The one whose latency is promised.
const LATENCY_AT: usize = 32;
/// Posts before the clock starts: the caches of both sides are warm, the contacts known.
const WARM_UP_SECONDS: f64 = 0.4;

/// All rounds of one number of connections.
#[derive(Default)]
struct Figures {
    nothing: Vec<f64>,
    appliance: Vec<f64>,
    alone: Vec<f64>,
    of_nothing: Vec<f64>,
    of_bare: Vec<f64>,
    of_alone: Vec<f64>,
    cpu: Vec<f64>,
    latency: [Vec<f64>; 3],
    wal: Vec<f64>,
}

/// Prints the two tables.
pub fn measure(settings: &Settings, pool: &Pool) {
    let mut all: Vec<Figures> = CONNECTIONS.iter().map(|_| Figures::default()).collect();
    for _ in 0..settings.rounds {
        for (connections, figures) in CONNECTIONS.into_iter().zip(&mut all) {
            round(settings, pool, connections, figures);
        }
    }
    println!("\nSigned webhooks, persisted and committed with full fsync (a second, median of the rounds, range)");
    println!(
        "conn.   do nothing             appliance              a commit each        of nothing        of a bare one     times alone       µs of CPU"
    );
    for (connections, figures) in CONNECTIONS.into_iter().zip(&all) {
        println!(
            "{connections:>4}    {:<22} {:<22} {:<20} {:<17} {:<17} {:<17} {:.0}",
            report::rates(&figures.nothing),
            report::rates(&figures.appliance),
            report::rates(&figures.alone),
            report::fine(&figures.of_nothing),
            report::fine(&figures.of_bare),
            report::fine(&figures.of_alone),
            report::median(&figures.cpu),
        );
    }
    println!("goal at 64: at least 0.33 of nothing, at least 10 times alone");
    println!("\nLatency of the appliance in milliseconds (median of the rounds, range), and its largest WAL");
    for (connections, figures) in CONNECTIONS.into_iter().zip(&all) {
        let [p50, p99, max] = &figures.latency;
        let goal = if connections == LATENCY_AT { "   goal: p99 at most 50 ms" } else { "" };
        let wal = report::rates(&figures.wal);
        println!(
            "{connections:>4}    p50 {}   p99 {}   max {}   WAL {wal} MiB{goal}",
            report::fine(p50),
            report::fine(p99),
            report::fine(max)
        );
    }
}

fn round(settings: &Settings, pool: &Pool, connections: usize, figures: &mut Figures) {
    let bare = idle(Kind::Bare, settings, pool, connections);
    let nothing = idle(Kind::Nothing, settings, pool, connections);

    let folder = folder::prepared();
    let server = Server::appliance(folder.path());
    let (rate, outcome, cpu) = persisted(&server, folder.path(), settings, pool, connections);
    figures.cpu.push(cpu * 1e6);
    for (share, times) in [0.5, 0.99, 1.0].into_iter().zip(&mut figures.latency) {
        times.push(outcome.within(share));
    }
    figures.wal.push(wal_mib(folder.path()));
    drop(server);

    let folder = folder::prepared();
    let server = Server::comparison(Kind::EachAlone, folder.path());
    let (alone, ..) = persisted(&server, folder.path(), settings, pool, connections);
    figures.nothing.push(nothing);
    figures.appliance.push(rate);
    figures.alone.push(alone);
    figures.of_nothing.push(rate / nothing);
    figures.of_bare.push(rate / bare);
    figures.of_alone.push(rate / alone);
}

/// Posts a second of a server that does nothing with them.
fn idle(kind: Kind, settings: &Settings, pool: &Pool, connections: usize) -> f64 {
    let folder = folder::prepared();
    let server = Server::comparison(kind, folder.path());
    load::run(server.port, connections, WARM_UP_SECONDS, &pool.turn(true));
    let outcome = load::run(server.port, connections, settings.seconds, &pool.turn(true));
    assert_eq!(outcome.failures, 0, "a server that does nothing answered otherwise");
    outcome.times.len() as f64 / outcome.took.as_secs_f64()
}

/// Rows a second by the file itself, with what the callers saw and the processor seconds for each row.
fn persisted(
    server: &Server,
    folder: &Path,
    settings: &Settings,
    pool: &Pool,
    connections: usize,
) -> (f64, Outcome, f64) {
    let turn = pool.turn(false);
    load::run(server.port, connections, WARM_UP_SECONDS, &turn);
    let (rows_before, cpu_before) = (folder::messages(folder), server.processor_seconds());
    let outcome = load::run(server.port, connections, settings.seconds, &turn);
    let cpu = server.processor_seconds() - cpu_before;
    let rows = (folder::messages(folder) - rows_before) as f64;
    assert_eq!(outcome.failures, 0, "a signed webhook was not taken");
    assert!(rows >= outcome.times.len() as f64, "answered more than what is in the file");
    (rows / outcome.took.as_secs_f64(), outcome, cpu / rows)
}

/// The WAL never shrinks while the file is open, so its size is the largest it had.
fn wal_mib(folder: &Path) -> f64 {
    let path = folder.join("angelia.db-wal");
    path.metadata().map_or(0.0, |file| file.len() as f64 / (1024.0 * 1024.0))
}
