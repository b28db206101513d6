//! The machine that the figures come from, and what its disk takes for durability.

use std::fs;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::time::{Duration, Instant};

use crate::folder;

/// Cores, memory, kernel, processor, and the rate of fdatasync in the folder where all data is kept.
pub fn describe() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let processor = field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown".to_owned());
    let memory = field("/proc/meminfo", "MemTotal").and_then(|text| text.split(' ').next()?.parse::<u64>().ok());
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!(
        "machine: {cores} cores ({processor}), {} GiB, Linux {}\nload before: {}\ndisk: {}",
        memory.map_or(0, |kib| (kib + 524_288) / 1_048_576),
        kernel.trim(),
        fs::read_to_string("/proc/loadavg").unwrap_or_default().trim(),
        syncs(),
    )
}

/// How often a second 4 KiB and 256 KiB can be written and made durable, one after the other.
fn syncs() -> String {
    let folder = folder::temporary();
    let mut file = fs::File::create(folder.path().join("sync")).expect("a file");
    let mut rate = |bytes: usize| {
        let block = vec![0x5a; bytes];
        file.seek(SeekFrom::Start(0)).expect("a place in the file");
        file.write_all(&vec![0; 8 * 1024 * 1024]).and_then(|()| file.sync_all()).expect("room");
        file.seek(SeekFrom::Start(0)).expect("a place in the file");
        let start = Instant::now();
        let mut times = Vec::new();
        while start.elapsed() < Duration::from_millis(700) {
            let before = Instant::now();
            file.write_all(&block).and_then(|()| file.sync_data()).expect("a durable write");
            times.push(before.elapsed());
            if file.stream_position().expect("a position") > 7 * 1024 * 1024 {
                file.seek(SeekFrom::Start(0)).expect("a place in the file");
            }
        }
        times.sort();
        let p99 = times[times.len() * 99 / 100];
        format!("{:.0}/s, p99 {:.1} ms", times.len() as f64 / start.elapsed().as_secs_f64(), p99.as_secs_f64() * 1e3)
    };
    let small = rate(4 * 1024);
    let large = rate(256 * 1024);
    format!("write and fdatasync of 4 KiB {small}; of 256 KiB {large}")
}

fn field(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
