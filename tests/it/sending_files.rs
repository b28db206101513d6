//! Files that go out: looked at, stored, fetched by the provider from a link that nobody can guess, and refused with the
//! reason where WhatsApp would not take them.

use angelia::domain::time::Millis;
use angelia::domain::user::Role;
use angelia::emulator::FailAt;
use image::{DynamicImage, ImageFormat, RgbImage};
use serde_json::{Value, json};

use crate::inbox::{press, somebody, thread};
use crate::support::{ANNA, Api, House, client, eventually};

const PDF: &[u8] = b"%PDF-1.4\nan invoice";

/// Anna wrote, and a program of ours answers.
fn house() -> (House, Api, i64) {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("do you have a picture?");
    (house, api, conversation)
}

fn bring(api: &Api, name: &str, kind: &str, bytes: &[u8]) -> crate::support::Answer {
    api.post_text(&format!("/files?name={name}"), kind, bytes)
}

fn send(api: &Api, conversation: i64, file: &str, text: Option<&str>) -> crate::support::Answer {
    api.post(&format!("/conversations/{conversation}/messages"), &json!({ "file_id": file, "text": text }))
}

/// A picture as telephones make them: with the place where it was taken, and to be turned.
fn photo() -> Vec<u8> {
    let mut bytes = Vec::new();
    DynamicImage::ImageRgb8(RgbImage::from_pixel(64, 48, image::Rgb([200, 180, 40])))
        .write_to(&mut std::io::Cursor::new(&mut bytes), ImageFormat::Jpeg)
        .unwrap();
    // Orientation 6, and a place under GPS.
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    exif.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0");
    exif.extend(b"GPS 37.9838N 23.7275E");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let mut whole = bytes[..2].to_vec();
    whole.extend([0xFF, 0xE1]);
    whole.extend(length);
    whole.extend(&exif);
    whole.extend(&bytes[2..]);
    whole
}

/// A picture of noise, which no compression makes small.
fn noise(width: u32, height: u32) -> Vec<u8> {
    let mut seed = 7_u32;
    let picture = RgbImage::from_fn(width, height, |_, _| {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        let [red, green, blue, _] = seed.to_le_bytes();
        image::Rgb([red, green, blue])
    });
    let mut bytes = Vec::new();
    picture.write_to(&mut std::io::Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
    bytes
}

/// The bytes that Anna's phone shows, by message.
fn arrived(house: &House) -> Vec<(String, Vec<String>)> {
    let messages = house.twilio.messages_to(ANNA);
    messages.iter().map(|message| (message.body.clone(), message.media_urls.clone())).collect()
}

#[test]
fn a_document_goes_out_after_its_text() {
    let (house, api, conversation) = house();
    let file = bring(&api, "invoice.pdf", "application/pdf", PDF);
    assert_eq!((file.status, &file.data()["content_type"]), (201, &json!("application/pdf")));
    let sent = send(&api, conversation, &file.id(), Some("your invoice"));
    assert_eq!((sent.status, &sent.data()["kind"], &sent.data()["text"]), (201, &json!("document"), &json!("")));
    house.until_status(sent.id().parse().unwrap(), "delivered");
    let arrived = arrived(&house);
    assert_eq!(arrived[0], ("your invoice".to_owned(), Vec::new()));
    let url = &arrived[1].1[0];
    assert!(url.starts_with(&format!("{}/f/", house.url())) && url.ends_with("/file.pdf"), "{url}");
    let messages = api.messages(conversation);
    let media = &messages.last().unwrap()["media"][0];
    assert_eq!(
        (&media["state"], &media["name"], &media["size"]),
        (&json!("ready"), &json!("invoice.pdf"), &json!(PDF.len()))
    );
    assert_eq!(api.raw("GET", media["url"].as_str().unwrap(), &[]).2, PDF);
    // It has arrived: the link leads nowhere any more.
    assert_eq!(client().get(url).call().unwrap().status(), 404);
}

#[test]
fn the_link_gives_the_file_to_whoever_has_it_and_only_for_a_while() {
    let (house, api, conversation) = house();
    house.twilio.hold_reports();
    let file = bring(&api, "%CF%84%CE%B9%CE%BC%CE%AE.pdf", "application/pdf", PDF).id();
    let message: i64 = send(&api, conversation, &file, None).id().parse().unwrap();
    eventually("it was handed over", || (!arrived(&house).is_empty()).then_some(()));
    let url = arrived(&house)[0].1[0].clone();
    let get = |url: &str, range: Option<&str>| {
        let call = client().get(url);
        let call = if let Some(range) = range { call.header("Range", range) } else { call };
        let mut answer = call.call().unwrap();
        let header = |name: &str| answer.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        let headers = (header("content-type"), header("content-disposition"), header("etag"), header("cache-control"));
        (answer.status().as_u16(), headers, answer.body_mut().read_to_vec().unwrap())
    };
    let (status, (kind, disposition, tag, cache), bytes) = get(&url, None);
    assert_eq!((status, kind.as_str(), bytes.as_slice()), (200, "application/pdf", PDF));
    assert!(disposition.starts_with("inline; filename=") && disposition.contains("%CF%84"), "{disposition}");
    assert_eq!((tag.is_empty(), cache.as_str()), (false, "private, max-age=0"));
    assert_eq!(get(&url, Some("bytes=0-3")).2, b"%PDF");
    let head = client().head(&url).call().unwrap();
    assert_eq!((head.status().as_u16(), head.headers()["content-length"].to_str().unwrap()), (200, "19"));
    // One letter another way, another file's number, nothing at all.
    let (front, _) = url.rsplit_once('/').unwrap();
    let (base, token) = front.rsplit_once('/').unwrap();
    let first = if token.starts_with('A') { 'B' } else { 'A' };
    for token in [format!("{first}{}", &token[1..]), token[..20].to_owned(), "x".to_owned(), "%00".to_owned()] {
        assert_eq!(get(&format!("{base}/{token}/file.pdf"), None).0, 404, "{token}");
    }
    house.clock.advance(Millis::hours(13));
    assert_eq!(get(&url, None).0, 404, "too old");
    house.twilio.release_reports();
    house.until_status(message, "delivered");
}

#[test]
fn a_picture_takes_its_text_along_and_leaves_its_place_behind() {
    let (house, api, conversation) = house();
    let taken = photo();
    assert!(taken.windows(4).any(|window| window == b"GPS "));
    let file = bring(&api, "IMG_7.jpg", "image/jpeg", &taken);
    let sent = send(&api, conversation, &file.id(), Some("here it is"));
    assert_eq!((&sent.data()["kind"], &sent.data()["text"]), (&json!("image"), &json!("here it is")));
    house.until_status(sent.id().parse().unwrap(), "delivered");
    assert_eq!(arrived(&house).len(), 1);
    let media = sent.data()["media"][0].clone();
    let bytes = api.raw("GET", media["url"].as_str().unwrap(), &[]).2;
    assert!(!bytes.windows(4).any(|window| window == b"GPS "));
    assert!(bytes.windows(12).any(|window| window == b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"), "how it is turned stays");
    assert!(image::load_from_memory(&bytes).is_ok());
}

#[test]
fn a_picture_that_is_too_large_is_made_smaller_first() {
    let (house, api, conversation) = house();
    let nikos = somebody(&house, "nikos", Role::Agent);
    press(&nikos, conversation, "take", &[]);
    let large = noise(1_500, 1_400);
    assert!(large.len() > 5 * 1024 * 1024, "{}", large.len());
    let (page, action) = (format!("/inbox/{conversation}"), format!("/inbox/{conversation}/files"));
    let answer = nikos.attaches(&page, &action, "look", &[("noise.png", "image/png", &large)]);
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (303, format!("{page}#composer").as_str()),
        "{}",
        answer.html
    );
    let shown = thread(&nikos, conversation);
    assert!(shown.contains("Larger than WhatsApp takes pictures") && shown.contains(">look</textarea>"), "{shown}");
    let upload: i64 = house.count("SELECT id FROM upload");
    let id = upload.to_string();
    let fields = [("act", "text"), ("key", "a"), ("text", "look"), ("file", id.as_str())];
    let refused = press(&nikos, conversation, "messages", &fields);
    assert!(refused.status == 422 && refused.html.contains("The file is too large"), "{}", refused.html);
    assert_eq!(press(&nikos, conversation, &format!("files/{upload}/shrink"), &[]).status, 303);
    let shown = thread(&nikos, conversation);
    assert!(!shown.contains("Larger than WhatsApp") && shown.contains("noise.jpg"), "{shown}");
    assert_eq!(
        press(&nikos, conversation, "messages", &[("act", "text"), ("key", "b"), ("text", "look"), ("file", &id)])
            .status,
        303
    );
    let message = house.count("SELECT max(id) FROM message");
    house.until_status(message, "delivered");
    assert!(house.count("SELECT size FROM media ORDER BY id DESC LIMIT 1") <= 5 * 1024 * 1024);
    assert_eq!(house.count("SELECT count(*) FROM upload"), 0);
    drop(api);
}

#[test]
fn what_whatsapp_does_not_take_is_refused_with_the_reason() {
    let (house, api, conversation) = house();
    let mut film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec();
    film.resize(18 * 1024 * 1024, 0);
    for (name, kind, bytes, code) in [
        ("film.mp4", "video/mp4", film.as_slice(), "file_too_large"),
        ("page.html", "text/html", b"<!doctype html><script>1</script>".as_slice(), "file_type"),
        ("photo.jpg", "image/jpeg", b"<svg xmlns='x'/>".as_slice(), "file_type"),
        ("photo.jpg", "image/jpeg", b"MZ\x90\0 this runs".as_slice(), "file_type"),
        ("bundle.zip", "application/zip", b"PK\x03\x04rest".as_slice(), "file_type"),
        ("sound.ogg", "audio/ogg", b"OggS\0 but no Opus".as_slice(), "file_type"),
        ("empty.pdf", "application/pdf", b"".as_slice(), "file_empty"),
    ] {
        let answer = bring(&api, name, kind, bytes);
        assert_eq!((answer.status, answer.code()), (422, code), "{name}");
    }
    assert_eq!(house.count("SELECT count(*) FROM upload"), 0);
    assert_eq!(api.post_text("/files?nam=x", "application/pdf", PDF).status, 400);
    let nikos = somebody(&house, "nikos", Role::Agent);
    press(&nikos, conversation, "take", &[]);
    let (page, action) = (format!("/inbox/{conversation}"), format!("/inbox/{conversation}/files"));
    let files: [(&str, &str, &[u8]); 2] = [("film.mp4", "video/mp4", &film), ("a.pdf", "application/pdf", PDF)];
    let answer = nikos.attaches(&page, &action, "both", &files);
    assert!(
        answer.status == 422 && answer.html.contains("at most \u{2068}16 MB") || answer.html.contains("at most 16 MB"),
        "{}",
        answer.html
    );
    // The other one came, and so did the text.
    let shown = thread(&nikos, conversation);
    assert!(shown.contains("a.pdf") && shown.contains(">both</textarea>"), "{shown}");
    let nothing = nikos.attaches(&page, &action, "both", &[("", "application/octet-stream", b"")]);
    assert_eq!(nothing.status, 303, "nothing was chosen");
}

#[test]
fn files_are_their_owners_and_go_once() {
    let (house, api, conversation) = house();
    let file = bring(&api, "a.pdf", "application/pdf", PDF).id();
    let other = house.admin();
    assert_eq!(send(&other, conversation, &file, None).code(), "file_unknown", "somebody else's");
    let path = format!("/conversations/{conversation}/messages");
    let body = json!({ "file_id": file });
    let first = api.post_with(&path, &body, &[("Idempotency-Key", "one")]);
    let again = api.post_with(&path, &body, &[("Idempotency-Key", "one")]);
    assert_eq!((first.status, first.id()), (201, again.id()));
    assert_eq!(send(&api, conversation, &file, None).code(), "file_unknown", "it was sent");
    assert_eq!(send(&api, conversation, "seven", None).code(), "file_unknown");
    house.until_status(first.id().parse().unwrap(), "delivered");
    assert_eq!(arrived(&house).len(), 1);
    // What nobody sends goes, and its bytes a day later.
    bring(&api, "b.pdf", "application/pdf", b"%PDF-1.4\nanother");
    house.clock.advance(Millis::hours(25));
    house.run_jobs();
    house.clock.advance(Millis::hours(25));
    house.run_jobs();
    assert_eq!(house.count("SELECT count(*) FROM upload"), 0);
    assert_eq!(house.count("SELECT count(*) FROM content"), 1, "what was sent stays");
}

#[test]
fn the_number_the_window_and_the_agent_decide() {
    let (house, api, conversation) = house();
    let file = bring(&api, "a.pdf", "application/pdf", PDF).id();
    assert_eq!(api.patch("/numbers/1", &json!({ "attachments_from_agents": false })).status, 200);
    assert_eq!(send(&api, conversation, &file, None).code(), "files_off");
    let nikos = somebody(&house, "nikos", Role::Agent);
    press(&nikos, conversation, "take", &[]);
    assert!(!thread(&nikos, conversation).contains("id=\"attach\""));
    assert_eq!(api.patch("/numbers/1", &json!({ "attachments_from_agents": true })).status, 200);
    assert!(thread(&nikos, conversation).contains("id=\"attach\""));
    let eleni = somebody(&house, "eleni", Role::Agent);
    let (page, action) = ("/profile", format!("/inbox/{conversation}/files"));
    let refused = eleni.attaches(page, &action, "", &[("a.pdf", "application/pdf", PDF)]);
    assert_eq!(refused.status, 422, "not hers");
    house.clock.advance(Millis::hours(25));
    assert_eq!(send(&api, conversation, &file, None).code(), "window_closed");
    assert_eq!(house.count("SELECT count(*) FROM upload"), 1, "it is kept");
}

#[test]
fn what_failed_is_sent_again_with_its_file() {
    let (house, api, conversation) = house();
    let nikos = somebody(&house, "nikos", Role::Agent);
    press(&nikos, conversation, "take", &[]);
    house.twilio.fail_next(63_019, FailAt::Report);
    let (page, action) = (format!("/inbox/{conversation}"), format!("/inbox/{conversation}/files"));
    nikos.attaches(&page, &action, "", &[("a.pdf", "application/pdf", PDF)]);
    let id = house.count("SELECT id FROM upload").to_string();
    press(&nikos, conversation, "messages", &[("act", "text"), ("key", "a"), ("text", ""), ("file", &id)]);
    let failed = house.count("SELECT max(id) FROM message");
    house.until_status(failed, "failed");
    house.run_jobs();
    let page = thread(&nikos, conversation);
    assert!(page.contains("We asked our own address for the file, and it was there."), "{page}");
    let failed = failed.to_string();
    for key in ["b", "c"] {
        assert_eq!(press(&nikos, conversation, "messages", &[("again", &failed), ("key", key)]).status, 303);
    }
    let message = house.count("SELECT max(id) FROM message");
    house.until_status(message, "delivered");
    let media: Vec<Value> =
        api.messages(conversation).iter().map(|message| message["media"][0]["name"].clone()).collect();
    assert_eq!(media.iter().filter(|name| **name == "a.pdf").count(), 2, "once failed, once arrived: {media:?}");
}
