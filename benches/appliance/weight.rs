//! Memory, start and size of the shipped command.

use std::time::Duration;

use crate::posts::Pool;
use crate::process::{ANGELIA, Server};
use crate::{folder, load, report};

/// Messages for the figures of a file that is in use.
pub const MESSAGES: usize = 100_000;
const STARTS: usize = 5;

/// Prints the table.
pub fn measure(pool: &Pool) {
    let folder = folder::prepared();
    println!("\nWeight");
    let size = std::fs::metadata(ANGELIA).expect("the command").len() as f64 / (1024.0 * 1024.0);
    println!("binary, stripped: {size:.1} MiB   goal: at most 25 MiB");
    let server = Server::appliance(folder.path());
    std::thread::sleep(Duration::from_secs(3));
    let (resident, proportional) = server.memory();
    println!("memory idle: {resident:.1} MiB resident, {proportional:.1} MiB proportional   goal: at most 40 MiB");
    let turn = pool.turn(false);
    let start = std::time::Instant::now();
    while folder::messages(folder.path()) < MESSAGES as u64 && start.elapsed() < Duration::from_secs(90) {
        load::run(server.port, 64, 1.0, &turn);
    }
    let (resident, proportional) = server.memory();
    let stored = folder::messages(folder.path());
    println!("memory after {stored} messages: {resident:.1} MiB resident, {proportional:.1} MiB proportional");
    drop(server);
    let starts: Vec<f64> =
        (0..STARTS).map(|_| Server::appliance(folder.path()).started_in.as_secs_f64() * 1e3).collect();
    println!("start to first answer with {stored} messages: {} ms   goal: at most 200 ms", report::rates(&starts));
}
