//! What the buttons of the phone page do. Every form answers with a redirect back to the phone, so that the
//! page works without a script.

use std::time::Duration;

use actix_multipart::Multipart;
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};

use super::super::Control;
use super::super::assets;
use super::super::core::Core;
use super::super::form::Form;
use super::super::http::Shared;
use super::super::inbound::{File, FromCustomer};
use super::super::message::Place;
use super::super::mischief::{Failure, Outage, Swallow};
use super::super::reports;
use super::super::server::LARGEST_BODY;
use super::super::template::Approval;
use super::multipart;
use super::people::href;
use super::phone::parse_failure;
use super::{is_ours, refused};

/// `POST /phone/bring`: any file of whoever plays the customer.
pub async fn bring(core: Shared, request: HttpRequest, parts: Multipart) -> HttpResponse {
    if !is_ours(&request) {
        return refused();
    }
    let Some(brought) = multipart::read(parts, LARGEST_BODY).await else {
        return HttpResponse::BadRequest().finish();
    };
    let control = Control { core: std::sync::Arc::clone(&core) };
    let (who, to) = (brought.field("customer"), brought.field("number"));
    if let Some(file) = brought.file.as_ref().filter(|_| !who.is_empty()) {
        control.customer_sends(who, to, FromCustomer { files: vec![file.clone()], ..FromCustomer::default() });
    }
    HttpResponse::SeeOther().insert_header(("Location", href(who, to))).finish()
}

/// `POST /phone/{what}`
pub async fn post(core: Shared, request: HttpRequest, body: Bytes) -> HttpResponse {
    if !is_ours(&request) {
        return refused();
    }
    let form = Form::parse(&body);
    let control = Control { core: std::sync::Arc::clone(&core) };
    let (who, to) = (form.get("customer").unwrap_or_default(), form.get("number").unwrap_or_default());
    let mut back = href(who, to);
    match request.match_info().get("what").unwrap_or_default() {
        "say" => say(&control, who, to, &form),
        "send" => send(&control, who, to, form.get("kind").unwrap_or_default()),
        "press" => {
            let button = form.get("button").and_then(|number| number.parse().ok()).unwrap_or(0);
            control.customer_presses(form.get("message").unwrap_or_default(), button);
        }
        "customer" => {
            if let Some(id) = customer(&control, &form) {
                back = href(&id, to);
            }
        }
        "mischief" => mischief(&control, &form),
        "review" => {
            let approval =
                if form.get("decision") == Some("approve") { Approval::Approved } else { Approval::Rejected };
            let reason = if approval == Approval::Approved { "" } else { "TAG_CONTENT_MISMATCH" };
            control.set_approval(form.get("template").unwrap_or_default(), approval, reason);
        }
        "advance" => advance(&core, &form),
        _ => return HttpResponse::NotFound().finish(),
    }
    HttpResponse::SeeOther().insert_header(("Location", back)).finish()
}

fn say(control: &Control, who: &str, to: &str, form: &Form) {
    let text = form.get("text").unwrap_or_default().trim();
    if text.is_empty() || who.is_empty() {
        return;
    }
    let reply_to = form.filled("reply").map(str::to_owned);
    control.customer_sends(who, to, FromCustomer { text: text.to_owned(), reply_to, ..FromCustomer::default() });
}

fn file(content_type: &str, name: &str, bytes: &[u8]) -> FromCustomer {
    let file = File { content_type: content_type.to_owned(), name: name.to_owned(), bytes: bytes.to_vec() };
    FromCustomer { files: vec![file], ..FromCustomer::default() }
}

/// A film of more than anybody takes.
fn huge() -> Vec<u8> {
    let mut bytes = b"\0\0\0\x18ftypmp42".to_vec();
    bytes.resize(18 * 1024 * 1024, 0);
    bytes
}

fn raw(text: &str, extra: &[(&str, &str)]) -> FromCustomer {
    let extra = extra.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    FromCustomer { text: text.to_owned(), extra, ..FromCustomer::default() }
}

/// What the menu beside the message field sends.
fn send(control: &Control, who: &str, to: &str, kind: &str) {
    if who.is_empty() {
        return;
    }
    let sent = match kind {
        "photo" => file("image/jpeg", "", assets::PHOTO),
        "voice" => file("audio/ogg", "", assets::VOICE),
        "document" => file("application/pdf", "invoice.pdf", assets::DOCUMENT),
        "sticker" => file("image/webp", "", assets::STICKER),
        "card" => file("text/vcard", "", assets::CARD),
        "album" => {
            let photo =
                || File { content_type: "image/jpeg".to_owned(), name: String::new(), bytes: assets::PHOTO.to_vec() };
            FromCustomer { files: vec![photo(), photo()], ..FromCustomer::default() }
        }
        "disguised" => file("image/jpeg", "photo.jpg", b"MZ\x90\0This program cannot be run in DOS mode."),
        "huge" => file("video/mp4", "film.mp4", &huge()),
        "place" => FromCustomer {
            place: Some(Place {
                latitude: "37.9715".to_owned(),
                longitude: "23.7257".to_owned(),
                address: Some("Αθήνα 105 58".to_owned()),
                label: Some("Ακρόπολη".to_owned()),
            }),
            ..FromCustomer::default()
        },
        "advert" => raw(
            "Είδα τη διαφήμισή σας. / I saw your advert.",
            &[
                ("ReferralSourceType", "ad"),
                ("ReferralSourceId", "120210000000000001"),
                ("ReferralSourceUrl", "https://fb.me/example"),
                ("ReferralHeadline", "Φρέσκο ελαιόλαδο"),
                ("ReferralBody", "Κατευθείαν από το πιεστήριο"),
                ("ReferralCtwaClid", "example-click"),
            ],
        ),
        "strange" => raw("", &[("MessageType", "hologram"), ("HologramUrl", "https://example.org/h")]),
        "stop" => raw("STOP", &[]),
        "join" => {
            let code = control.core.lock().world.sender(to).and_then(|sender| sender.join_code.clone());
            raw(&format!("join {}", code.unwrap_or_default()), &[])
        }
        "block" => return control.block(who, to, true),
        "unblock" => return control.block(who, to, false),
        _ => return,
    };
    control.customer_sends(who, to, sent);
}

fn customer(control: &Control, form: &Form) -> Option<String> {
    let name = form.get("name").unwrap_or_default().trim();
    let typed: String = form.get("address").unwrap_or_default().chars().filter(|it| !it.is_whitespace()).collect();
    let typed = typed.trim_start_matches("whatsapp:");
    if name.is_empty() {
        return None;
    }
    let address = if typed.is_empty() {
        // Somebody who hides the number: only a user id.
        let id: String = control.core.sid("").to_uppercase().chars().take(16).collect();
        format!("whatsapp:GR.{id}")
    } else {
        let digits = typed.trim_start_matches('+').trim_start_matches("00");
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { format!("whatsapp:+{digits}") } else { format!("whatsapp:{typed}") }
    };
    Some(control.add_customer(name, &address, None))
}

fn mischief(control: &Control, form: &Form) {
    let core = &control.core;
    if let Some(flip) = form.get("flip") {
        core.change(|state| {
            let mischief = &mut state.mischief;
            let swallow =
                |how| if matches!(mischief.swallow, Some((is, _)) if is == how) { None } else { Some((how, None)) };
            match flip {
                "swallow" => mischief.swallow = swallow(Swallow::Hold),
                "answer_500" => mischief.swallow = swallow(Swallow::Answer500),
                "inbound_twice" => mischief.inbound_twice = !mischief.inbound_twice,
                "reports_mixed" => {
                    let on = !(mischief.reports_twice && mischief.reports_reversed);
                    (mischief.reports_twice, mischief.reports_reversed) = (on, on);
                }
                "report_first" => mischief.report_first = !mischief.report_first,
                "reports_held" => mischief.reports_held = !mischief.reports_held,
                "media_late" => mischief.media_late = if mischief.media_late > 0 { 0 } else { 2 },
                "media_gone" => mischief.media_gone = !mischief.media_gone,
                "media_elsewhere" => {
                    let nowhere = || "http://127.0.0.1:9/elsewhere".to_owned();
                    mischief.media_elsewhere = if mischief.media_elsewhere.is_some() { None } else { Some(nowhere()) };
                }
                "wrong_key" => mischief.wrong_key = !mischief.wrong_key,
                _ => {}
            }
        });
        if flip == "reports_held" && !core.lock().mischief.reports_held {
            reports::release(core);
        }
        return;
    }
    match form.get("do") {
        Some("unreachable") => control.be_unreachable(Outage::Answers503, Duration::from_secs(60)),
        Some("reachable") => control.be_reachable(),
        Some("busy") => control.be_busy(5, Some(2)),
        _ => core.change(|state| {
            let failure = form.get("fail").and_then(parse_failure);
            state.mischief.failures = failure.map(|(at, code)| Failure { code, at }).into_iter().collect();
        }),
    }
}

fn advance(core: &Core, form: &Form) {
    let minutes: i64 = form.get("minutes").and_then(|minutes| minutes.parse().ok()).unwrap_or(0);
    if let Some(advance) = core.settings.advance.as_ref().filter(|_| (1..=10_080).contains(&minutes)) {
        advance(minutes * 60_000);
        core.touch();
    }
}
