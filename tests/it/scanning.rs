//! Files are looked through for viruses: by a scanner that is there, away, hanging, somebody else, or fails at files, and by
//! the real one.

use std::time::Duration;

use angelia::domain::time::Millis;
use angelia::emulator::What;
use angelia::scanner::Address;
use serde_json::{Value, json};

use crate::media::{PDF, Shop};
use crate::support::{Answer, Clamd, Mood, Person, RealClamd, eicar, eventually};

/// A shop whose files this scanner looks through.
fn shop(address: Address) -> Shop {
    let mut shop = Shop::new();
    shop.house.clamd = Some(address);
    shop.house.stop();
    shop.house.start();
    shop.api = shop.house.admin();
    shop
}

/// A shop with a scanner of our own, which is there.
fn shop_with_clamd(folder: &tempfile::TempDir) -> (Shop, Clamd) {
    let mut clamd = Clamd::away(folder.path());
    clamd.begin();
    (shop(clamd.address()), clamd)
}

/// A PDF with the test virus in it.
fn infected() -> Vec<u8> {
    [PDF, &eicar()].concat()
}

fn fetched(shop: &Shop) -> usize {
    // The list of a message's files is asked for by whoever looks for lost messages; a file itself is somewhere else.
    let journal = shop.house.twilio.journal();
    journal.iter().filter(|entry| entry.what == What::Media && entry.status == Some(307)).count()
}

/// The newest file when it is so.
fn until(shop: &Shop, conversation: i64, field: &str, word: &str) -> Value {
    eventually(word, || {
        let messages = shop.api.messages(conversation);
        let file = messages.iter().rev().find_map(|message| message["media"].as_array()?.first().cloned())?;
        (file[field] == word).then_some(file)
    })
}

/// The newest file when it waits for the scanner.
fn until_held(shop: &Shop, conversation: i64) -> Value {
    until(shop, conversation, "reason", "unscanned")
}

fn overview(shop: &Shop) -> Value {
    shop.api.get("/overview").data()["scanner"].clone()
}

fn upload(shop: &Shop, bytes: &[u8]) -> Answer {
    shop.api.post_text("/files?name=a.pdf", "application/pdf", bytes)
}

#[test]
fn what_is_clean_comes_and_what_is_infected_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let (shop, clamd) = shop_with_clamd(&folder);
    let conversation = shop.send("application/pdf", "a.pdf", PDF);
    let found = shop.until(conversation, "ready");
    assert_eq!(shop.bytes(&found), PDF);
    assert_eq!(clamd.files(), [PDF.len()]);

    shop.send("application/pdf", "b.pdf", &infected());
    let refused = shop.until(conversation, "refused");
    assert_eq!(
        (&refused["reason"], &refused["url"], &refused["name"]),
        (&json!("infected"), &Value::Null, &json!("b.pdf"))
    );
    assert_eq!(shop.house.count("SELECT count(*) FROM content"), 1, "nothing of it is kept");

    // Its name is for admins.
    let page = |name: &str, role: &str| {
        let (email, password) = shop.house.hire(name, role);
        Person::signed_in(shop.house.url(), &email, &password).get(&format!("/inbox/{conversation}")).html
    };
    let (admin, agent) = (page("Dimitra", "admin"), page("Eleni", "agent"));
    assert!(agent.contains("A virus was found in it.") && !agent.contains("Eicar-Test-Signature"), "{agent}");
    assert!(admin.contains("A virus was found in it.") && admin.contains("Eicar-Test-Signature"), "{admin}");
    let noted = shop.house.count(
        "SELECT count(*) FROM audit WHERE actor = 'scanner' AND action = 'media.infected'
           AND detail ->> '$.signature' = 'Eicar-Test-Signature'",
    );
    assert_eq!(noted, 1);
    let metrics = shop.api.raw("GET", &format!("{}/metrics", shop.house.url()), &[]).2;
    let metrics = String::from_utf8(metrics).unwrap();
    for line in ["angelia_file_scans_total{outcome=\"clean\"} 1", "angelia_file_scans_total{outcome=\"infected\"} 1"] {
        assert!(metrics.contains(line), "{metrics}");
    }
}

#[test]
fn while_it_is_away_files_wait_and_messages_do_not() {
    let folder = tempfile::tempdir().unwrap();
    let mut clamd = Clamd::away(folder.path());
    let shop = shop(clamd.address());
    let conversation = shop.send("application/pdf", "a.pdf", PDF);
    let waits = until_held(&shop, conversation);
    assert_eq!((&waits["state"], &waits["url"]), (&json!("loading"), &Value::Null));
    assert_eq!(fetched(&shop), 0, "it is not asked for before it can be looked through");
    shop.house.anna_writes("Did you get it?");

    // However long that takes, it is no attempt.
    for _ in 0..40 {
        shop.passes(Millis::seconds(31));
    }
    assert_eq!(shop.house.count("SELECT attempts FROM media WHERE state = 'held'"), 0);
    let known = overview(&shop);
    assert_eq!(known["waiting"], 1);
    assert!(known["away_since"].is_string() && known["why"].as_str().unwrap().starts_with("it cannot be reached"));
    let health: Value =
        serde_json::from_slice(&shop.api.raw("GET", &format!("{}/healthz", shop.house.url()), &[]).2).unwrap();
    assert_eq!((&health["status"], health["scanner_away_since"].is_string()), (&json!("ok"), true));
    let (email, password) = shop.house.hire("Dimitra", "admin");
    let dimitra = Person::signed_in(shop.house.url(), &email, &password);
    assert!(dimitra.get(&format!("/inbox/{conversation}")).html.contains("Waiting for the virus scanner"));
    shop.api.patch("/first-steps", &json!({ "hidden": true })).data();
    for page in ["/admin/files", "/admin"] {
        let html = dimitra.get(page).html;
        assert!(html.contains("One file waits for it."), "{html}");
    }

    clamd.begin();
    shop.passes(Millis::seconds(31));
    let found = until(&shop, conversation, "state", "ready");
    assert_eq!(shop.bytes(&found), PDF);
    assert_eq!(fetched(&shop), 1);
    let known = overview(&shop);
    assert_eq!((&known["away_since"], &known["waiting"], &known["why"]), (&Value::Null, &json!(0), &Value::Null));
    assert_eq!(known["version"], "ClamAV 1.4.6/27500/<b>[2JThu");
    assert!(dimitra.get("/admin/files").html.contains("27500/&#60;b&#62;"));
}

#[test]
fn a_file_that_is_here_already_is_not_fetched_again() {
    let folder = tempfile::tempdir().unwrap();
    let (shop, clamd) = shop_with_clamd(&folder);
    clamd.set_mood(Mood::FailingAtFiles);
    let conversation = shop.send("application/pdf", "a.pdf", PDF);
    until_held(&shop, conversation);
    shop.rest();
    assert_eq!(shop.house.count("SELECT count(*) FROM media WHERE state = 'held' AND content_id IS NOT NULL"), 1);
    let id = shop.files(conversation)[0]["id"].as_str().unwrap().to_owned();
    let content = format!("{}/api/v1/media/{id}/content", shop.house.url());
    assert_eq!(shop.api.raw("GET", &content, &[]).0, 404, "nobody has it before it was looked through");
    clamd.set_mood(Mood::HangingUp);
    shop.passes(Millis::seconds(31));
    clamd.set_mood(Mood::Well);
    shop.passes(Millis::seconds(31));
    let found = shop.until(conversation, "ready");
    assert_eq!((shop.bytes(&found).as_slice(), fetched(&shop)), (PDF, 1));

    // The same, and it is infected: nothing of it stays.
    clamd.set_mood(Mood::FailingAtFiles);
    shop.send("application/pdf", "b.pdf", &infected());
    until_held(&shop, conversation);
    clamd.set_mood(Mood::Well);
    shop.passes(Millis::seconds(31));
    assert_eq!(shop.until(conversation, "refused")["reason"], "infected");
    shop.house.run_jobs();
    assert_eq!(shop.house.count("SELECT count(*) FROM content"), 1);
}

#[test]
fn a_file_at_which_it_always_fails_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let (shop, clamd) = shop_with_clamd(&folder);
    clamd.set_mood(Mood::FailingAtFiles);
    let conversation = shop.send("application/pdf", "a.pdf", PDF);
    until_held(&shop, conversation);
    shop.rest();
    // Being away in between does not count.
    clamd.set_mood(Mood::HangingUp);
    for _ in 0..5 {
        shop.passes(Millis::seconds(31));
    }
    clamd.set_mood(Mood::FailingAtFiles);
    for _ in 0..8 {
        shop.passes(Millis::seconds(31));
    }
    assert_eq!(shop.house.count("SELECT attempts FROM media WHERE state = 'held'"), 9);
    shop.passes(Millis::seconds(31));
    let refused = shop.until(conversation, "refused");
    assert_eq!(refused["reason"], "unscannable");
    assert_eq!(fetched(&shop), 1);
    // Somebody has mended the scanner.
    clamd.set_mood(Mood::Well);
    shop.api.post(&format!("/media/{}/fetch", refused["id"].as_str().unwrap()), &json!({})).data();
    shop.until(conversation, "ready");
}

#[test]
fn what_is_larger_than_it_takes_is_refused_and_an_admin_sees_why() {
    let folder = tempfile::tempdir().unwrap();
    let (shop, clamd) = shop_with_clamd(&folder);
    clamd.set_limit(100_000);
    let large = [PDF, &vec![7; 2_000_000]].concat();
    let conversation = shop.send("application/pdf", "a.pdf", &large);
    assert_eq!(shop.until(conversation, "refused")["reason"], "unscannable");
    let (email, password) = shop.house.hire("Dimitra", "admin");
    let dimitra = Person::signed_in(shop.house.url(), &email, &password);
    let page = dimitra.get("/admin/files").html;
    assert!(page.contains("StreamMaxLength") && page.contains("Its limit is too low"), "{page}");
    assert_eq!(upload(&shop, &large).code(), "file_unscannable");
    assert_eq!(shop.house.count("SELECT count(*) FROM content"), 0);
}

#[test]
fn one_that_hangs_or_talks_nonsense_is_away() {
    let folder = tempfile::tempdir().unwrap();
    let mut clamd = Clamd::away(folder.path());
    clamd.begin();
    let mut shop = Shop::new();
    shop.house.clamd = Some(clamd.address());
    shop.house.clamd_patience = Some(Duration::from_millis(300));
    shop.house.stop();
    shop.house.start();
    shop.api = shop.house.admin();

    clamd.set_mood(Mood::Stranger);
    let conversation = shop.send("application/pdf", "a.pdf", PDF);
    until_held(&shop, conversation);
    eventually("it is seen", || overview(&shop)["why"].as_str().filter(|why| why.contains("HTTP/1.1 400")).map(drop));
    assert_eq!(fetched(&shop), 0);

    // It answers, but says nothing of files, or nothing that anybody understands.
    for mood in [Mood::SlowWithFiles, Mood::Saying(vec![b'x'; 5_000]), Mood::Saying(b"stream: who knows\0".to_vec())] {
        clamd.set_mood(mood);
        shop.passes(Millis::seconds(31));
        assert_eq!(shop.house.count("SELECT count(*) FROM media WHERE state = 'held'"), 1);
    }
    clamd.set_mood(Mood::Well);
    shop.passes(Millis::seconds(31));
    shop.until(conversation, "ready");
    assert_eq!(fetched(&shop), 1);
}

#[test]
fn what_agents_and_programs_bring_is_looked_through_before_it_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (shop, mut clamd) = shop_with_clamd(&folder);
    assert_eq!(upload(&shop, PDF).status, 201);
    let refused = upload(&shop, &infected());
    assert_eq!(
        (refused.status, refused.code(), &refused.body["error"]["field"]),
        (422, "file_infected", &json!("file"))
    );
    let noted = shop.house.count(
        "SELECT count(*) FROM audit WHERE action = 'media.infected' AND subject = 'upload' AND actor LIKE 'token:%'",
    );
    assert_eq!(noted, 1);
    clamd.end();
    let refused = upload(&shop, PDF);
    assert_eq!((refused.status, refused.code()), (503, "scanner_away"));
    assert!(refused.body["error"]["message"].as_str().unwrap().contains("Try again"));
    assert_eq!(shop.house.count("SELECT count(*) FROM upload"), 1);
    assert_eq!(shop.house.count("SELECT count(*) FROM content"), 1);
    clamd.begin();
    shop.house.clock.advance(Millis::seconds(6));
    assert_eq!(upload(&shop, PDF).status, 201);
}

#[test]
fn a_scanner_that_is_taken_away_lets_what_waits_go() {
    let folder = tempfile::tempdir().unwrap();
    let clamd = Clamd::away(folder.path());
    let mut shop = shop(clamd.address());
    let conversation = shop.send("application/pdf", "a.pdf", PDF);
    until_held(&shop, conversation);
    shop.house.clamd = None;
    shop.house.stop();
    shop.house.start();
    shop.api = shop.house.admin();
    shop.passes(Millis::seconds(31));
    shop.until(conversation, "ready");
    assert_eq!(overview(&shop), Value::Null);
}

#[test]
fn the_real_one_finds_what_it_knows() {
    let Some(program) = RealClamd::program() else { return };
    let clamd = RealClamd::start(&program);
    let shop = shop(clamd.address());
    let conversation = shop.send("application/pdf", "a.pdf", PDF);
    shop.until(conversation, "ready");
    shop.send("application/pdf", "b.pdf", &infected());
    assert_eq!(shop.until(conversation, "refused")["reason"], "infected");
    let signature =
        shop.house.count("SELECT signature = 'Angelia.Test.Eicar.UNOFFICIAL' FROM media WHERE name = 'b.pdf'");
    assert_eq!(signature, 1);
    // More than it looks through, and more than it takes at all.
    for size in [700_000, 3_000_000] {
        shop.send("application/pdf", "c.pdf", &[PDF, &vec![7; size]].concat());
        assert_eq!(shop.until(conversation, "refused")["reason"], "unscannable", "{size}");
        shop.send("application/pdf", "d.pdf", PDF);
        shop.until(conversation, "ready");
    }
    assert_eq!(upload(&shop, &infected()).code(), "file_infected");
    assert_eq!(upload(&shop, PDF).status, 201);
    shop.house.run_jobs();
    assert!(overview(&shop)["version"].as_str().unwrap().starts_with("ClamAV "));
    drop(clamd);
    shop.house.clock.advance(Millis::seconds(6));
    shop.send("application/pdf", "e.pdf", b"%PDF-1.4\nother");
    until_held(&shop, conversation);
    assert_eq!(upload(&shop, PDF).code(), "scanner_away");
}
