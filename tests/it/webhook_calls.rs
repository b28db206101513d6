//! How programs are called: signed with one secret or two, not before they want to be, and told of files when they are here.

use std::net::TcpListener;

use angelia::domain::time::Millis;
use serde_json::{Value, json};

use crate::support::{ANNA, SHOP};
use crate::webhooks::Shop;

#[test]
fn a_former_secret_signs_for_a_day_beside_the_new_one() {
    let shop = Shop::new();
    let (id, program) = shop.program(&["message.in"]);
    let path = format!("/outgoing-webhooks/{id}");
    let secret = |body: &Value| shop.api.patch(&path, body).data()["secret"].as_str().unwrap().to_owned();
    let second = secret(&json!({ "new_secret": true }));
    shop.house.anna_writes("while both count");
    program.until(1);
    shop.house.clock.advance(Millis::hours(25));
    shop.house.anna_writes("the day after");
    shop.until_failures(&id, 1);
    assert_eq!(shop.deliveries(&id, "waiting")[0]["status"], 403);
    assert_ne!(secret(&json!({ "new_secret": true, "at_once": true })), second);
    let former = "SELECT count(*) FROM outgoing_webhook WHERE former_secret IS NOT NULL";
    assert_eq!(shop.house.count(former), 0, "one that others know ends at once");
    secret(&json!({ "new_secret": true }));
    assert_eq!(shop.house.count(former), 1);
    assert_eq!(shop.api.delete(&path).status, 204);
    assert_eq!(shop.house.count(former), 0);
}

/// A program that takes nothing, and says when it is to be asked again.
fn busy(retry_after: &'static str) -> TcpListener {
    use std::io::{Read as _, Write as _};
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let listening = listener.try_clone().unwrap();
    std::thread::spawn(move || {
        for mut stream in listening.incoming().flatten() {
            let mut asked = Vec::new();
            let mut buffer = [0_u8; 8_192];
            while !asked.ends_with(b"}") {
                let read = stream.read(&mut buffer).unwrap();
                asked.extend_from_slice(&buffer[..read]);
            }
            let answer = format!("HTTP/1.1 503 -\r\nretry-after: {retry_after}\r\ncontent-length: 0\r\n\r\n");
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    listener
}

#[test]
fn a_program_that_wants_to_be_left_alone_is() {
    for (retry_after, seconds) in
        [("600", 600), ("99999999", 86_400), ("1", 10), ("Wed, 21 Oct 2026 07:28:00 GMT", 10), ("-5", 10)]
    {
        let shop = Shop::new();
        let listener = busy(retry_after);
        let id = shop.webhook(&format!("http://{}/", listener.local_addr().unwrap()), &["message.in"]).id();
        let now = shop.house.clock.now();
        shop.house.anna_writes("hello");
        shop.until_failures(&id, 1);
        let due = shop.house.count("SELECT due_at FROM webhook_delivery");
        let waits = due - now.0;
        assert!((seconds * 1_000..=seconds * 1_000 + 60_000).contains(&waits), "{retry_after}: {waits}");
    }
}

#[test]
fn what_became_of_files_is_told_when_the_last_of_them_is_settled() {
    let shop = Shop::new();
    let (_, program) = shop.program(&["message.in", "message.files"]);
    let pdf = |name: &str| angelia::emulator::File {
        content_type: "application/pdf".to_owned(),
        name: name.to_owned(),
        bytes: b"%PDF-1.4\nhello".to_vec(),
    };
    let files = vec![pdf("a.pdf"), pdf("b.pdf"), pdf("c.pdf")];
    let sent = angelia::emulator::FromCustomer { files, ..angelia::emulator::FromCustomer::default() };
    shop.house.twilio.customer_sends(ANNA, SHOP, sent);
    program.until(2);
    shop.until_none_waits();
    let all = program.all();
    assert_eq!(program.events(), ["message.in", "message.files"], "once for all three");
    let states = |event: &Value| -> Vec<Value> {
        let media = event.pointer("/data/message/media").unwrap().as_array().unwrap().clone();
        media.iter().map(|file| file["state"].clone()).collect()
    };
    assert_eq!(states(&all[1]), ["ready", "ready", "ready"]);
    assert_eq!(all[0].pointer("/data/message/id"), all[1].pointer("/data/message/id"));
    shop.house.anna_writes("no files");
    program.until(3);
    assert_eq!(program.events()[2], "message.in");
}
