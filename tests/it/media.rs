//! Files that customers send: fetched from the provider with everything that can be wrong about them, kept once, and given to
//! those who may have them.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;

use angelia::domain::time::Millis;
use angelia::emulator::{File, FromCustomer, What};
use serde_json::{Value, json};

use crate::support::{ACCOUNT_SID, ANNA, AUTH_TOKEN, Api, House, SHOP, eventually, inbound_form, post_signed};

pub const PDF: &[u8] = b"%PDF-1.4\nhello";

pub struct Shop {
    pub house: House,
    pub api: Api,
}

pub fn file(content_type: &str, name: &str, bytes: &[u8]) -> File {
    File { content_type: content_type.to_owned(), name: name.to_owned(), bytes: bytes.to_vec() }
}

impl Shop {
    pub fn new() -> Self {
        let house = House::new();
        let api = house.admin();
        Self { house, api }
    }

    /// Anna sends files in one message; its conversation.
    pub fn sends(&self, files: Vec<File>) -> i64 {
        let before = self.house.count("SELECT count(*) FROM message WHERE direction = 'in'");
        self.house.twilio.customer_sends(ANNA, SHOP, FromCustomer { files, ..FromCustomer::default() });
        eventually("the message arrives", || {
            (self.house.count("SELECT count(*) FROM message WHERE direction = 'in'") > before).then_some(())
        });
        self.house.count("SELECT conversation_id FROM message WHERE direction = 'in' ORDER BY id DESC LIMIT 1")
    }

    pub fn send(&self, content_type: &str, name: &str, bytes: &[u8]) -> i64 {
        self.sends(vec![file(content_type, name, bytes)])
    }

    /// The files of the newest message.
    pub fn files(&self, conversation: i64) -> Vec<Value> {
        let messages = self.api.messages(conversation);
        let newest = messages.iter().rev().find(|message| message["direction"] == "in").unwrap();
        newest["media"].as_array().unwrap().clone()
    }

    /// The first file of the newest message when it stands so.
    pub fn until(&self, conversation: i64, state: &str) -> Value {
        eventually(state, || self.files(conversation).into_iter().next().filter(|file| file["state"] == state))
    }

    pub fn ready(&self, content_type: &str, name: &str, bytes: &[u8]) -> Value {
        let conversation = self.send(content_type, name, bytes);
        self.until(conversation, "ready")
    }

    /// Waits until nothing is being fetched now.
    pub fn rest(&self) {
        let sql = "SELECT count(*) FROM media WHERE claimed_at IS NOT NULL OR due_at <= ";
        eventually("fetching rests", || {
            (self.house.count(&format!("{sql}{}", self.house.clock.now().0)) == 0).then_some(())
        });
    }

    pub fn passes(&self, time: Millis) {
        self.house.clock.advance(time);
        self.house.run_jobs();
        self.rest();
    }

    pub fn bytes(&self, file: &Value) -> Vec<u8> {
        let answer = self.api.raw("GET", file["url"].as_str().unwrap(), &[]);
        assert_eq!(answer.0, 200);
        answer.2
    }
}

#[test]
fn a_file_comes_whole_and_is_given_as_it_came() {
    let shop = Shop::new();
    let bytes: Vec<u8> =
        b"%PDF-1.4\n".iter().copied().chain((0..700_000_u32).map(|n| u8::try_from(n % 253).unwrap())).collect();
    let found = shop.ready("application/pdf", "τιμολόγιο.pdf", &bytes);
    assert_eq!((&found["content_type"], &found["name"]), (&json!("application/pdf"), &json!("τιμολόγιο.pdf")));
    assert_eq!(found["size"], bytes.len());
    assert_eq!(found["reason"], Value::Null);
    assert_eq!(shop.bytes(&found), bytes);

    let url = found["url"].as_str().unwrap();
    let (status, headers, _) = shop.api.raw("GET", url, &[]);
    let header = |name: &str| headers.get(name).unwrap().to_str().unwrap().to_owned();
    assert_eq!(status, 200);
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-disposition").starts_with("inline; filename=\"_________.pdf\"; filename*=UTF-8''%CF%84"));
    assert_eq!(header("cache-control"), "private, no-cache");
    let tag = header("etag");
    let (status, headers, body) = shop.api.raw("HEAD", url, &[]);
    assert_eq!((status, body.len()), (200, 0));
    assert_eq!(headers.get("content-length").unwrap().to_str().unwrap(), bytes.len().to_string());
    assert_eq!(shop.api.raw("GET", url, &[("If-None-Match", &tag)]).0, 304);

    let part = |range: &str, more: &[(&str, &str)]| {
        let mut headers = vec![("Range", range)];
        headers.extend(more);
        let (status, headers, body) = shop.api.raw("GET", url, &headers);
        let range = headers.get("content-range").map(|value| value.to_str().unwrap().to_owned());
        (status, range.unwrap_or_default(), body)
    };
    assert_eq!(part("bytes=0-4", &[]), (206, format!("bytes 0-4/{}", bytes.len()), b"%PDF-".to_vec()));
    let (status, range, body) = part("bytes=262140-262150", &[("If-Range", &tag)]);
    assert_eq!((status, range.as_str()), (206, "bytes 262140-262150/700009"));
    assert_eq!(body, bytes[262_140..=262_150]);
    assert_eq!(part("bytes=-3", &[]).2, bytes[bytes.len() - 3..]);
    assert_eq!(part("bytes=900000-", &[]).0, 416);
    assert_eq!(part("bytes=0-4", &[("If-Range", "\"other\"")]).0, 200);
    assert_eq!(part("bytes=0-1,3-4", &[]).0, 200);
}

#[test]
fn a_file_that_is_late_is_asked_for_again() {
    let shop = Shop::new();
    shop.house.twilio.set_media_late(2);
    let conversation = shop.send("application/pdf", "", PDF);
    eventually("it is put off", || (shop.files(conversation)[0]["reason"] == "not_there").then_some(()));
    shop.passes(Millis::seconds(2));
    shop.passes(Millis::seconds(4));
    let found = shop.until(conversation, "ready");
    assert_eq!((shop.bytes(&found).as_slice(), &found["reason"]), (PDF, &Value::Null));
}

#[test]
fn a_dead_link_ends_after_a_day_and_is_asked_for_again_by_hand() {
    let shop = Shop::new();
    shop.house.twilio.set_media_gone(true);
    let conversation = shop.send("image/jpeg", "", b"\xFF\xD8\xFF");
    shop.rest();
    for _ in 0..40 {
        shop.passes(Millis::hours(1));
        if shop.files(conversation)[0]["state"] == "failed" {
            break;
        }
    }
    let lost = shop.until(conversation, "failed");
    assert_eq!((&lost["reason"], &lost["url"]), (&json!("not_there"), &Value::Null));
    assert_eq!(shop.house.count("SELECT attempts FROM media"), 30);
    let id = lost["id"].as_str().unwrap();
    assert_eq!(shop.api.raw("GET", &format!("{}/api/v1/media/{id}/content", shop.house.url()), &[]).0, 404);

    shop.house.twilio.set_media_gone(false);
    let again = shop.api.post(&format!("/media/{id}/fetch"), &json!({}));
    assert_eq!(again.data()["state"], "loading");
    shop.until(conversation, "ready");
    let again = shop.api.post(&format!("/media/{id}/fetch"), &json!({}));
    assert_eq!((again.status, again.code()), (409, "not_now"));
}

#[test]
fn another_host_gets_no_credentials_and_one_redirect_is_followed() {
    let shop = Shop::new();
    let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/bytes", elsewhere.local_addr().unwrap());
    shop.house.twilio.set_media_elsewhere(Some(&url));
    let serving = std::thread::spawn(move || {
        let mut heads = Vec::new();
        for answer in [
            "HTTP/1.1 200 OK\r\nContent-Length: 14\r\nContent-Disposition: attachment; filename=\"../../a\\b.pdf\"\r\nConnection: close\r\n\r\n%PDF-1.4\nhello",
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        ] {
            let (mut stream, _) = elsewhere.accept().unwrap();
            let mut head = [0; 4_096];
            let count = stream.read(&mut head).unwrap();
            heads.push(String::from_utf8_lossy(&head[..count]).to_lowercase());
            stream.write_all(answer.as_bytes()).unwrap();
        }
        heads
    });
    let found = shop.ready("application/pdf", "", PDF);
    assert_eq!((found["name"].as_str(), shop.bytes(&found).as_slice()), (Some("b.pdf"), PDF));
    let conversation = shop.send("application/pdf", "", PDF);
    assert_eq!(shop.until(conversation, "failed")["reason"], "astray");
    for head in serving.join().unwrap() {
        assert!(head.starts_with("get /bytes") && !head.contains("authorization"), "{head}");
    }
}

#[test]
fn nothing_is_fetched_from_a_foreign_place() {
    let shop = Shop::new();
    let base = shop.house.emulator.url();
    let hook = shop.house.hook("inbound");
    let me = "ME00000000000000000000000000000001";
    for (place, url) in [
        format!("{base}/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/MM00000000000000000000000000000009/Media/{me}"),
        format!("{base}/2010-04-01/Accounts/AC00000000000000000000000000000009/Messages/MM1/Media/{me}"),
        "http://127.0.0.1:9/secret".to_owned(),
        // What is no web address is not even recorded.
        "file:///etc/passwd".to_owned(),
        String::new(),
    ]
    .into_iter()
    .enumerate()
    {
        let sid = format!("MM{place:032}");
        let mut form = inbound_form(&sid, ANNA, "");
        form.retain(|(name, _)| name != "NumMedia");
        for (name, value) in [("NumMedia", "1"), ("MediaUrl0", &url), ("MediaContentType0", "image/jpeg")] {
            form.push((name.to_owned(), value.to_owned()));
        }
        assert_eq!(post_signed(&hook, &form, AUTH_TOKEN).0, 200);
    }
    eventually("all are given up", || {
        let foreign = shop.house.count("SELECT count(*) FROM media WHERE state = 'failed' AND reason = 'foreign'");
        (foreign == 3 && foreign == shop.house.count("SELECT count(*) FROM media")).then_some(())
    });
    let id = shop.house.count("SELECT min(id) FROM media");
    assert_eq!(shop.api.post(&format!("/media/{id}/fetch"), &json!({})).status, 409);
}

#[test]
fn what_is_too_large_or_dangerous_is_refused_and_the_customer_is_told() {
    let shop = Shop::new();
    let set = shop.api.post("/workstreams/1/automated-messages/recommended", &json!({}));
    assert_eq!(set.status, 200, "{set:?}");
    for trigger in ["file_too_large", "file_refused"] {
        let on = shop.api.patch(&format!("/workstreams/1/automated-messages/{trigger}"), &json!({ "active": true }));
        assert_eq!(on.status, 200, "{on:?}");
    }
    let told = |trigger: &str| {
        let sql = format!("SELECT count(*) FROM message WHERE extra ->> '$.trigger' = '{trigger}'");
        eventually(trigger, || (shop.house.count(&sql) == 1).then_some(()));
    };
    let mut film = b"\0\0\0\x18ftypmp42".to_vec();
    film.resize(17 * 1024 * 1024, 0);
    let conversation = shop.send("video/mp4", "", &film);
    assert_eq!(shop.until(conversation, "refused")["reason"], "too_large");
    told("file_too_large");
    assert_eq!(shop.house.count("SELECT count(*) FROM content_part"), 0);

    shop.send("image/jpeg", "photo.jpg", b"MZ\x90\0");
    assert_eq!(shop.until(conversation, "refused")["reason"], "blocked");
    told("file_refused");
    for name in ["invoice.pdf.exe", "\u{202e}fdp.scr"] {
        shop.send("application/pdf", name, PDF);
        assert_eq!(shop.until(conversation, "refused")["reason"], "blocked", "{name}");
    }
    assert_eq!(shop.house.count("SELECT count(*) FROM content"), 0);
}

#[test]
fn a_number_that_takes_no_files_fetches_none() {
    let shop = Shop::new();
    let number = shop.house.count("SELECT id FROM number WHERE sandbox = 0");
    shop.api.patch(&format!("/numbers/{number}"), &json!({ "attachments_from_customers": false })).data();
    let conversation = shop.send("application/pdf", "", PDF);
    let refused = shop.until(conversation, "refused");
    assert_eq!(refused["reason"], "switched_off");
    let fetched = shop.house.twilio.journal().iter().any(|entry| entry.what == What::Media);
    assert!(!fetched, "it was not even asked for");
    shop.api.patch(&format!("/numbers/{number}"), &json!({ "attachments_from_customers": true })).data();
    shop.api.post(&format!("/media/{}/fetch", refused["id"].as_str().unwrap()), &json!({})).data();
    shop.until(conversation, "ready");
}

#[test]
fn what_a_file_is_is_read_from_its_bytes() {
    let shop = Shop::new();
    for (announced, name, bytes, want, inline) in [
        ("image/png", "", b"<html><script>alert(1)</script>".as_slice(), "text/html", false),
        ("image/jpeg", "", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "image/svg+xml", false),
        ("text/html", "x.html", b"GIF89a/*<script>alert(1)</script>*/", "image/gif", true),
        ("application/octet-stream", "", PDF, "application/pdf", true),
        ("audio/ogg", "", b"OggS\0\x02 OpusHead", "audio/ogg", true),
        ("image/jpeg", "a.jpg", b"\0\x01\x02\x03", "application/octet-stream", false),
    ] {
        let found = shop.ready(announced, name, bytes);
        assert_eq!(found["content_type"], want);
        let (status, headers, body) = shop.api.raw("GET", found["url"].as_str().unwrap(), &[]);
        assert_eq!((status, body.as_slice()), (200, bytes));
        let header = |name: &str| headers.get(name).unwrap().to_str().unwrap().to_owned();
        assert_eq!(header("content-disposition").starts_with("inline"), inline, "{want}");
        let policy = header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && (policy.ends_with("; sandbox") || want == "application/pdf")
        );
        if !inline {
            assert_eq!(header("content-type"), "application/octet-stream", "{want}");
        }
    }
}

#[test]
fn names_are_harmless_and_an_empty_file_is_none() {
    let shop = Shop::new();
    let found = shop.ready("application/pdf", "..\\..\\a\r\nSet-Cookie: x\0\u{202e}.pdf", PDF);
    assert_eq!(found["name"], "a Set-Cookie_ x.pdf");
    let (_, headers, _) = shop.api.raw("GET", found["url"].as_str().unwrap(), &[]);
    assert!(headers.get("set-cookie").is_none());
    let conversation = shop.send("image/jpeg", "", b"");
    eventually("it is empty", || (shop.files(conversation)[0]["reason"] == "empty").then_some(()));
}

#[test]
fn ten_files_of_one_message_come_and_the_same_bytes_are_kept_once() {
    let shop = Shop::new();
    let files = (0..10).map(|n| file("application/pdf", &format!("{n}.pdf"), if n < 8 { PDF } else { b"%PDF-1.5" }));
    let conversation = shop.sends(files.collect());
    let all = eventually("all are there", || {
        let files = shop.files(conversation);
        (files.len() == 10 && files.iter().all(|file| file["state"] == "ready")).then_some(files)
    });
    assert_eq!(all[7]["name"], "7.pdf");
    assert_eq!(shop.bytes(&all[7]), PDF);
    // Two may have been written at once; one of them counts.
    assert_eq!(shop.house.count("SELECT count(DISTINCT content_id) FROM media"), 2);
    assert_eq!(shop.house.count("SELECT count(*) FROM content WHERE complete = 1"), 2);
}
