//! Somebody is forgotten: not one byte of the file, nor of the log of changes beside it, says who it was or what was said.

use angelia::domain::user::Role;
use serde_json::{Value, json};

use crate::broadcasts::{COLUMNS, brings as brings_list, checks, presses, until_done, with_template};
use crate::inbox::somebody;
use crate::support::{ANNA, BORIS, House, Person, SHOP, eventually};
use crate::webhooks::Shop;

/// Begins everything that is said, sent, noted and named here; what is written about Boris has another beginning.
const MARK: &str = "zqx";
/// Her number, as it stands in an address.
const NUMBER: &str = "306900000001";

/// Of the bytes on the disk, the places in which one of these stands: with what is around it.
fn stands(house: &House, wanted: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for name in ["angelia.db", "angelia.db-wal"] {
        let Ok(bytes) = std::fs::read(house.folder.path().join(name)) else { continue };
        for mark in wanted {
            let mark = mark.as_bytes();
            for (at, _) in bytes.windows(mark.len()).enumerate().filter(|(_, window)| *window == mark) {
                let around = &bytes[at.saturating_sub(24)..(at + 40).min(bytes.len())];
                found.push(format!("{name} {}+{}: {}", at / 4096, at % 4096, String::from_utf8_lossy(around)));
            }
        }
    }
    found
}

/// A file of hers that has come.
fn sends_file(house: &House, kind: &str, name: &str, bytes: &[u8]) -> i64 {
    let ready = || house.count("SELECT count(*) FROM media WHERE state = 'ready'");
    let before = ready();
    let file = angelia::emulator::File { content_type: kind.to_owned(), name: name.to_owned(), bytes: bytes.to_vec() };
    let sent = angelia::emulator::FromCustomer { files: vec![file], ..angelia::emulator::FromCustomer::default() };
    house.twilio.customer_sends(ANNA, SHOP, sent);
    eventually("the file is here", || (ready() > before).then_some(()));
    house.count("SELECT max(id) FROM media")
}

/// Everything by which somebody can leave something behind.
struct Left {
    shop: Shop,
    eleni: Person,
    talk: i64,
    contact: String,
}

fn left() -> Left {
    let shop = Shop::new();
    let (house, api) = (&shop.house, &shop.api);
    let template = with_template(house);
    let eleni = somebody(house, "eleni", Role::Supervisor);
    let (_, program) = shop.program(&["message.in", "message.out", "message.files"]);

    // Before she writes she stands on a list, beside somebody else.
    let list = format!("phone,name,order\n{ANNA_BARE},zqxlisted,zqxorder\n+306900000002,Boris,keeporder\n");
    assert_eq!(brings_list(&eleni, template, list.as_bytes()).status, 303);
    assert_eq!(checks(&eleni, &COLUMNS).status, 303);
    assert_eq!(presses(&eleni, "confirm").status, 303);
    until_done(house);

    let talk = house.anna_writes("zqxhello, where is my parcel?");
    house.writes(BORIS, SHOP, "keephello, and mine?");
    let contact = api.conversation(talk)["contact"]["id"].as_str().unwrap().to_owned();
    let page = format!("/contacts/{contact}");
    api.patch(&page, &json!({ "name": "Zqxanna", "notes": "zqxknown", "tags": ["keeptag"] })).data();
    sends_file(house, "application/pdf", "zqxreceived.pdf", &padded("%PDF-1.4\nzqxbytes"));
    let card = sends_file(
        house,
        "text/vcard",
        "zqxcard.vcf",
        b"BEGIN:VCARD\nVERSION:3.0\nFN:Keepfriend\nTEL:+306900000199\nEND:VCARD\n",
    );
    assert_eq!(api.post(&format!("/media/{card}/contacts"), &json!({})).status, 201);
    let file = api.post_text("/files?name=zqxsent.pdf", "application/pdf", &padded("%PDF-1.4\nzqxours"));
    let path = format!("/conversations/{talk}/messages");
    let sent = api.post(&path, &json!({ "file_id": file.id(), "text": "zqxattached" }));
    house.until_status(sent.id().parse().unwrap(), "delivered");
    let keyed = api.post_with(&path, &json!({ "text": "zqxkeyed" }), &[("Idempotency-Key", "once")]);
    house.until_status(keyed.id().parse().unwrap(), "delivered");

    // Colleagues about her.
    let note = api.post(&format!("/conversations/{talk}/notes"), &json!({ "text": "zqxnoted" }));
    assert_eq!(note.status, 201);
    let eleni_id = house.count("SELECT id FROM user WHERE name = 'eleni'").to_string();
    let nikos = somebody(house, "nikos", Role::Agent);
    let nikos_id = house.count("SELECT id FROM user WHERE name = 'nikos'").to_string();
    assert_eq!(api.post(&format!("/conversations/{talk}/assign"), &json!({ "user_id": eleni_id })).status, 200);
    let consults = format!("/conversations/{talk}/consults");
    assert_eq!(api.post(&consults, &json!({ "user_id": nikos_id, "text": "zqxasked" })).status, 201);
    assert_eq!(api.post("/consults/1/lines", &json!({ "user_id": nikos_id, "text": "zqxtold" })).status, 201);
    let queue = api.post("/queues", &json!({ "name": "Stock", "members": [nikos_id] })).id();
    assert_eq!(api.post(&consults, &json!({ "queue_id": queue, "text": "zqxcalled" })).status, 201);
    let drafted = [("act", "text"), ("text", "zqxdrafted")];
    eleni.fills_in(&format!("/inbox/{talk}"), &format!("/inbox/{talk}/draft"), &drafted);
    drop(nikos);

    program.until(6);
    shop.until_none_waits();
    house.run_jobs();
    for q in ["zqxhello", "zqxnoted", "zqxanna"] {
        assert_eq!(eleni.get(&format!("/inbox?q={q}")).status, 200);
    }
    Left { shop, eleni, talk, contact }
}

const ANNA_BARE: &str = "+306900000001";

/// Long enough to fill pages of its own.
fn padded(start: &str) -> Vec<u8> {
    let line = format!("{start} and on it goes\n");
    line.repeat(400).into_bytes()
}

fn erased(left: &Left) -> Value {
    let api = &left.shop.api;
    let path = format!("/contacts/{}/erase", left.contact);
    api.post(&path, &json!({ "at_provider": true })).data();
    eventually("it is through", || {
        left.shop.house.run_jobs();
        let told = api.get(&path).data().clone();
        told["done_at"].is_string().then_some(told)
    })
}

#[test]
fn not_one_byte_of_the_file_says_it() {
    let left = left();
    let house = &left.shop.house;
    let upper = MARK.replace('z', "Z");
    let marks = [MARK, upper.as_str(), NUMBER];
    assert!(stands(house, &marks).len() > 40, "{:?}", stands(house, &marks));
    let told = erased(&left);
    assert_eq!(told["kept_there"], 0);
    assert_eq!(stands(house, &marks), Vec::<String>::new());
    // What is somebody else's is there still.
    for kept in ["keephello", "keeporder", "Keepfriend"] {
        assert!(!stands(house, &[kept]).is_empty(), "{kept}");
    }
    assert_eq!(house.count("SELECT count(*) FROM blank"), 0);
    // By a connection of its own: one that searched before checks what the index was then.
    let db = angelia::store::open::reader(&house.folder.path().join("angelia.db")).unwrap();
    let whole: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(whole, "ok");
}

#[test]
fn what_is_forgotten_stands_in_no_list() {
    let left = left();
    let (house, api) = (&left.shop.house, &left.shop.api);
    let link = format!("/inbox/{}", left.talk);
    let lists = [
        "/inbox?view=all",
        "/inbox?view=closed",
        "/inbox?view=open",
        "/inbox?view=mentioned",
        "/board",
        "/planned",
        "/surveys",
    ];
    assert!(left.eleni.get("/inbox?view=all").html.contains(&link));
    erased(&left);
    for list in lists {
        let shown = left.eleni.get(list);
        assert!(shown.status == 200 && !shown.html.contains(&link), "{list}: {}", shown.html);
    }
    for q in ["zqxhello", "tag:keeptag", "from:contact", "has:file", "306900000001"] {
        let q: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
        assert!(!left.eleni.get(&format!("/inbox?q={q}")).html.contains(&link), "{q}");
        let found = api.get(&format!("/search?q={q}")).data().to_string();
        assert!(!found.contains(&format!("\"conversation_id\":\"{}\"", left.talk)), "{q}: {found}");
    }
    for state in ["", "?state=closed"] {
        let all = api.get(&format!("/conversations{state}")).data().clone();
        let ids: Vec<&str> = all.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
        assert!(!ids.contains(&left.talk.to_string().as_str()), "{state}: {ids:?}");
    }
    // Whoever has its address reads that there was something, and it is counted.
    assert!(left.eleni.get(&link).html.contains("Text erased"));
    assert_eq!(api.conversation(left.talk)["state"], "closed");
    assert!(house.count("SELECT count(*) FROM message WHERE erased_at IS NOT NULL") >= 6);
}
