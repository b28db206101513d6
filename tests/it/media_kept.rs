//! Files that came: small pictures, who may have them, how long they are kept, and what is accepted at all.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;

use angelia::domain::time::Millis;
use angelia::emulator::What;
use angelia::room::Limits;
use serde_json::{Value, json};

use crate::media::{PDF, Shop};
use crate::support::{Api, Person, eventually};

/// A PNG of this size without its pixels.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    let crc = crc(&head[12..]);
    head.extend(crc.to_be_bytes());
    head.extend(b"\0\0\0\0IEND\xaeB`\x82");
    head
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

#[test]
fn a_picture_gets_a_small_one_and_a_monstrous_one_does_not() {
    let shop = Shop::new();
    let conversation = shop.send("image/jpeg", "", include_bytes!("../../src/emulator/samples/photo.jpg"));
    let found = shop.until(conversation, "ready");
    assert_eq!(shop.house.count("SELECT count(*) FROM content_preview"), 1);
    let (email, password) = shop.house.hire("Dimitra", "admin");
    let dimitra = Person::signed_in(shop.house.url(), &email, &password);
    let id = found["id"].as_str().unwrap();
    let page = dimitra.get(&format!("/inbox/{conversation}"));
    assert!(page.html.contains(&format!("src=\"/media/{id}/preview\"")), "{}", page.html);
    assert!(dimitra.get(&format!("/media/{id}/preview")).status == 200);

    let monster = shop.ready("image/png", "", &png(40_000, 40_000));
    assert_eq!(monster["content_type"], "image/png");
    shop.ready("image/png", "", b"\x89PNG\r\n\x1a\nnonsense");
    assert_eq!(shop.house.count("SELECT count(*) FROM content_preview"), 1);
    let page = dimitra.get(&format!("/inbox/{conversation}"));
    assert!(!page.html.contains(&format!("/media/{}/preview", monster["id"].as_str().unwrap())));
}

#[test]
fn only_who_may_read_the_conversation_may_have_its_files() {
    let shop = Shop::new();
    let found = shop.ready("application/pdf", "", PDF);
    let (id, url) = (found["id"].as_str().unwrap(), found["url"].as_str().unwrap());
    let path = format!("/media/{id}");
    let (email, password) = shop.house.hire("Dimitra", "admin");
    let dimitra = Person::signed_in(shop.house.url(), &email, &password);
    assert_eq!(dimitra.get(&path).status, 200);
    assert_eq!(dimitra.get("/media/999").status, 404);

    let stranger = Person::at(shop.house.url());
    assert_eq!(stranger.get(&path).status, 303, "to the page that signs in");
    let nobody = Api::with_token(shop.house.url(), "wrong");
    assert_eq!(nobody.raw("GET", url, &[]).0, 401);

    // In a queue of others nobody else sees it.
    let agent = shop
        .api
        .post(
            "/users",
            &json!({ "name": "Eleni", "email": "eleni@example.com", "role": "agent", "password": "correct horse" }),
        )
        .id();
    let queue =
        shop.api.post("/queues", &json!({ "name": "Orders", "members": [agent], "method": "round_robin" })).id();
    let (email, password) = shop.house.hire("Petros", "agent");
    let petros = Person::signed_in(shop.house.url(), &email, &password);
    let eleni = Person::signed_in(shop.house.url(), "eleni@example.com", "correct horse");
    let sql = format!("UPDATE conversation SET queue_id = {queue}");
    shop.house.appliance().app().store.write(move |tx| Ok(tx.execute(&sql, [])?)).unwrap();
    assert_eq!((petros.get(&path).status, eleni.get(&path).status), (404, 200));
    assert_eq!(petros.get(&format!("{path}/preview")).status, 404);
}

#[test]
fn a_restart_in_the_middle_loses_nothing_and_leaves_nothing() {
    let mut shop = Shop::new();
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/bytes", silent.local_addr().unwrap());
    shop.house.twilio.set_media_elsewhere(Some(&url));
    let conversation = shop.send("application/pdf", "", PDF);
    let (mut stream, _) = silent.accept().unwrap();
    let mut head = [0; 4_096];
    assert!(stream.read(&mut head).unwrap() > 0);
    stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n%PDF-1.4").unwrap();
    let staging = shop.house.folder.path().join("staging");
    eventually("it is being staged", || {
        std::fs::read_dir(&staging).is_ok_and(|mut files| files.next().is_some()).then_some(())
    });
    shop.house.twilio.set_media_elsewhere(None);
    drop(stream);
    shop.house.stop();
    // As a power cut leaves it: claimed, and half a file.
    std::fs::create_dir_all(&staging).unwrap();
    std::fs::write(staging.join("left-behind"), b"half").unwrap();
    shop.house.start();
    shop.api = shop.house.admin();
    shop.house.run_jobs();
    shop.passes(Millis::seconds(5));
    let found = shop.until(conversation, "ready");
    assert_eq!(shop.bytes(&found), PDF);
    assert!(!staging.join("left-behind").exists());
}

#[test]
fn files_are_kept_as_long_as_their_number_keeps_them() {
    let shop = Shop::new();
    let number = shop.house.count("SELECT id FROM number WHERE sandbox = 0");
    let path = format!("/numbers/{number}");
    for wrong in [-1, 4_000] {
        let refused = shop.api.patch(&path, &json!({ "media_days": wrong }));
        assert_eq!((refused.status, &refused.body["error"]["field"]), (422, &json!("media_days")), "{refused:?}");
    }
    let set = shop.api.patch(&path, &json!({ "media_days": 30, "media_erase_at_provider": true }));
    assert_eq!((&set.data()["media_days"], &set.data()["media_erase_at_provider"]), (&json!(30), &json!(true)));
    let conversation = shop.send("application/pdf", "a.pdf", PDF);
    let found = shop.until(conversation, "ready");
    shop.passes(Millis::days(29));
    assert_eq!(shop.files(conversation)[0]["state"], "ready");

    // While the provider cannot be asked to forget it, ours stays too.
    shop.house.twilio.be_busy(1_000, None);
    shop.passes(Millis::days(2));
    assert_eq!(shop.files(conversation)[0]["state"], "ready");
    shop.house.twilio.behave();
    shop.passes(Millis::hours(1));
    let gone = shop.until(conversation, "failed");
    assert_eq!((&gone["reason"], &gone["name"], &gone["url"]), (&json!("expired"), &json!("a.pdf"), &Value::Null));
    assert_eq!(shop.api.raw("GET", found["url"].as_str().unwrap(), &[]).0, 404);
    let journal = shop.house.twilio.journal();
    let erased = journal.iter().any(|entry| entry.what == What::Media && entry.status == Some(204));
    assert!(erased, "the provider forgot it too");
    shop.passes(Millis::days(2));
    assert_eq!(shop.house.count("SELECT (SELECT count(*) FROM content) + (SELECT count(*) FROM content_part)"), 0);
    assert_eq!(shop.house.count("SELECT contents + size FROM content_total"), 0);
}

#[test]
fn what_is_accepted_is_a_setting() {
    let shop = Shop::new();
    assert_eq!(shop.api.get("/media-rules").data()["size_bytes_max"], 16 * 1_048_576);
    let refused = shop.api.patch("/media-rules", &json!({ "size_bytes_max": 1 }));
    assert_eq!((refused.status, &refused.body["error"]["field"]), (422, &json!("size_bytes_max")));
    assert_eq!(shop.api.patch("/media-rules", &json!({ "size": 1 })).status, 400);
    let set = shop.api.patch("/media-rules", &json!({ "size_bytes_max": 65_536, "blocked": [".PDF", "exe"] }));
    assert_eq!(set.data()["blocked"], json!(["exe", "pdf"]));
    let conversation = shop.send("application/pdf", "a.pdf", PDF);
    assert_eq!(shop.until(conversation, "refused")["reason"], "blocked");
    shop.send("application/pdf", "a", &[PDF, &[0; 70_000]].concat());
    assert_eq!(shop.until(conversation, "refused")["reason"], "too_large");

    let (email, password) = shop.house.hire("Dimitra", "admin");
    let dimitra = Person::signed_in(shop.house.url(), &email, &password);
    let wrong = dimitra.fills_in("/admin/files", "/admin/files", &[("size", "many"), ("blocked", "exe")]);
    assert_eq!(wrong.status, 422);
    assert!(wrong.html.contains("id=\"size_bytes_max-e\"") && wrong.html.contains("value=\"many\""), "{}", wrong.html);
    let saved = dimitra.fills_in("/admin/files", "/admin/files", &[("size", "20"), ("blocked", "exe, bat")]);
    assert_eq!(saved.status, 303);
    assert_eq!(shop.api.get("/media-rules").data()["size_bytes_max"], 20 * 1_048_576);
    let agent = shop.house.program("agent");
    assert_eq!(agent.get("/media-rules").status, 403);
}

#[test]
fn contacts_on_a_card_can_be_written_to_and_what_failed_can_be_asked_for_again() {
    let shop = Shop::new();
    let (email, password) = shop.house.hire("Dimitra", "admin");
    let dimitra = Person::signed_in(shop.house.url(), &email, &password);
    let card = "BEGIN:VCARD\nFN:Μαρία <b>\nTEL;waid=306900000077:690 000 0077\nEND:VCARD\n";
    let conversation = shop.send("text/vcard", "", card.as_bytes());
    shop.until(conversation, "ready");
    let page = dimitra.get(&format!("/inbox/{conversation}"));
    let link = "/write?to=%2B306900000077&#38;name=%CE%9C";
    assert!(page.html.contains("690 000 0077") && page.html.contains(link), "{}", page.html);
    assert!(!page.html.contains("Μαρία <b>"));
    let write = dimitra.get("/write?to=%2B306900000077&name=Maria");
    assert!(write.html.contains("value=\"+306900000077\"") && write.html.contains("value=\"Maria\""));

    shop.house.twilio.set_media_elsewhere(Some("http://127.0.0.1:9/"));
    shop.send("application/pdf", "", PDF);
    eventually("it is put off", || (shop.files(conversation)[0]["reason"] == "silent").then_some(()));
    let page = dimitra.get(&format!("/inbox/{conversation}"));
    let id = shop.files(conversation)[0]["id"].as_str().unwrap().to_owned();
    assert!(page.html.contains(&format!("action=\"/media/{id}/again\"")), "{}", page.html);
    shop.house.twilio.set_media_elsewhere(None);
    let asked = dimitra.fills_in(&format!("/inbox/{conversation}"), &format!("/media/{id}/again"), &[]);
    assert_eq!(asked.status, 303);
    shop.until(conversation, "ready");
}

/// Starts the shop again on a disk of which so many percent count as little, and so many as nothing. No disk is fuller than
/// that: of all there is always less than everything free.
fn with_disk(shop: &mut Shop, low: u64, full: u64) -> Person {
    shop.house.disk_limits = Limits { low, full };
    shop.house.stop();
    shop.house.start();
    shop.api = shop.house.admin();
    Person::signed_in(shop.house.url(), "dimitra@example.com", "correct horse")
}

#[test]
fn on_a_full_disk_files_wait_and_texts_do_not() {
    let mut shop = Shop::new();
    shop.house.hire("Dimitra", "admin");
    shop.house.hire("Eleni", "agent");
    let dimitra = with_disk(&mut shop, 0, 0);
    assert!(!dimitra.get("/inbox").html.contains("alarm-disk"));

    // Little: that is said to admins, and everything goes on.
    let dimitra = with_disk(&mut shop, 100, 0);
    let page = dimitra.get("/inbox").html;
    assert!(page.contains("The disk is nearly full.") && !page.contains("The disk is full."), "{page}");
    let eleni = Person::signed_in(shop.house.url(), "eleni@example.com", "correct horse");
    assert!(!eleni.get("/inbox").html.contains("alarm-disk"), "agents cannot mend it");
    let conversation = shop.send("application/pdf", "a.pdf", PDF);
    shop.until(conversation, "ready");

    // So little that files wait, however long.
    let dimitra = with_disk(&mut shop, 100, 100);
    assert!(dimitra.get("/inbox").html.contains("The disk is full."));
    shop.send("application/pdf", "b.pdf", b"%PDF-1.4\nanother");
    for _ in 0..5 {
        shop.house.clock.advance(Millis::hours(1));
        shop.house.run_jobs();
    }
    let waits = shop.until(conversation, "loading");
    assert_eq!(
        (&waits["reason"], shop.house.count("SELECT max(attempts) FROM media WHERE state = 'loading'")),
        (&Value::Null, 0)
    );
    shop.house.anna_writes("Did you get it?");
    let sent = shop.api.said(conversation, "Not yet.");
    shop.house.until_status(sent, "delivered");

    with_disk(&mut shop, 100, 0);
    shop.house.run_jobs();
    eventually("it came", || (shop.house.count("SELECT count(*) FROM media WHERE state = 'ready'") == 2).then_some(()));
}

#[test]
fn files_of_a_deleted_number_go_as_it_said() {
    let shop = Shop::new();
    let path = format!("/numbers/{}", shop.house.count("SELECT id FROM number WHERE sandbox = 0"));
    shop.api.patch(&path, &json!({ "media_days": 30 })).data();
    let conversation = shop.send("application/pdf", "a.pdf", PDF);
    shop.until(conversation, "ready");
    assert_eq!(shop.api.delete(&format!("{path}?open=keep")).status, 200);
    shop.passes(Millis::days(29));
    assert_eq!(shop.house.count("SELECT count(*) FROM media WHERE state = 'ready'"), 1);
    shop.passes(Millis::days(2));
    assert_eq!(shop.house.count("SELECT count(*) FROM media WHERE state = 'removed'"), 1);
}
