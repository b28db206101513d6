//! What it weighs while files come: none is ever whole in memory.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;

use angelia::emulator::{FromCustomer, Webhooks};

use crate::media::{PDF, file};
use crate::support::{ANNA, House, SHOP, Spawned, eventually};

const FILES: u64 = 50;
const FILE_BYTES: usize = 16 * 1024 * 1024;
const MORE_KIB_MAX: u64 = 60 * 1024;

/// Gives everybody who asks a file of the largest size, each another one.
fn giver() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/bytes", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let mut stream = stream.unwrap();
            std::thread::spawn(move || {
                let mut head = [0; 4_096];
                let asked = stream.read(&mut head).unwrap();
                assert!(asked > 0);
                let begin = format!("HTTP/1.1 200 OK\r\nContent-Length: {FILE_BYTES}\r\nConnection: close\r\n\r\n");
                stream.write_all(begin.as_bytes()).unwrap();
                let mut piece = vec![u8::try_from(number % 251).unwrap(); 64 * 1024];
                piece[..PDF.len()].copy_from_slice(PDF);
                for _ in 0..FILE_BYTES / piece.len() {
                    stream.write_all(&piece).unwrap();
                }
            });
        }
    });
    url
}

/// A figure of the system about a process, in KiB.
fn kib(process: u32, field: &str) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix(field)).unwrap();
    line.trim_matches([':', ' ', '\t']).trim_end_matches(" kB").parse().unwrap()
}

#[test]
fn fifty_files_of_sixteen_megabytes_take_no_sixty() {
    let mut house = House::new();
    house.twilio.set_media_elsewhere(Some(&giver()));
    house.stop();
    let spawned = Spawned::serve(house.folder.path(), &house.emulator.url(), None);
    let webhooks = Webhooks {
        callback_url: Some(format!("{}/webhooks/twilio/{}/inbound", spawned.url, house.key)),
        ..Webhooks::default()
    };
    house.twilio.set_webhooks(SHOP, webhooks);
    let process = spawned.id();
    let idle = kib(process, "VmRSS");
    // The highest figure counts from here on.
    std::fs::write(format!("/proc/{process}/clear_refs"), "5").unwrap();
    for _ in 0..FILES / 10 {
        let files = (0..10).map(|_| file("application/pdf", "", PDF)).collect();
        house.twilio.customer_sends(ANNA, SHOP, FromCustomer { files, ..FromCustomer::default() });
    }
    let database = house.folder.path().join("angelia.db");
    let count = |sql: &str| -> u64 {
        let db = rusqlite::Connection::open(&database).unwrap();
        db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap().unsigned_abs()
    };
    for already in 1..=FILES {
        let ready = || count("SELECT count(*) FROM media WHERE state = 'ready'") >= already;
        eventually("one more is here", || ready().then_some(()));
    }
    assert_eq!(count("SELECT size FROM content_total"), FILES * u64::try_from(FILE_BYTES).unwrap());
    let most = kib(process, "VmHWM");
    assert!(most < idle + MORE_KIB_MAX, "idle {idle} KiB, at most {most} KiB");
}
