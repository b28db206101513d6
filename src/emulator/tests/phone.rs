use super::{ACCOUNT, EIRINI, SHOP, Stage, agent};
use crate::emulator::{Approval, NewTemplate, Status};

fn get(stage: &Stage, path: &str) -> (u16, String) {
    let mut answer = agent().get(format!("{}{path}", stage.emulator.url())).call().unwrap();
    (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
}

fn post(stage: &Stage, path: &str, form: &[(&str, &str)]) -> (u16, String) {
    let answer = agent().post(format!("{}{path}", stage.emulator.url())).send_form(form.iter().copied()).unwrap();
    let location = answer.headers().get("location").map(|value| value.to_str().unwrap().to_owned());
    (answer.status().as_u16(), location.unwrap_or_default())
}

fn ids(stage: &Stage) -> (String, String) {
    let state = stage.twilio.core.lock();
    (state.world.customer(EIRINI).unwrap().id.clone(), state.world.sender(SHOP).unwrap().sid.clone())
}

#[test]
fn the_page_escapes_what_strangers_wrote() {
    let stage = Stage::new();
    stage.twilio.add_customer("<script>alert(1)</script>", "whatsapp:+306900000666", None);
    stage.twilio.customer_writes(EIRINI, SHOP, "<img src=x onerror=alert(1)> \u{202e}");
    let (status, html) = get(&stage, "/");
    assert_eq!(status, 200);
    assert!(!html.contains("<script>alert") && !html.contains("<img src=x"));
    assert!(html.contains("&#60;img src=x") || html.contains("&lt;img src=x"), "{html}");
    assert!(!html.contains("style=\"") && !html.contains("<style"));
}

#[test]
fn every_word_of_the_page_exists_in_both_languages() {
    let stage = Stage::new();
    stage.twilio.customer_writes(EIRINI, SHOP, "hi");
    stage.send(&[("Body", "x")]);
    stage.idle();
    for language in ["en", "el"] {
        for page in ["/", "/setup"] {
            let (_, html) = get(&stage, &format!("{page}?lang={language}"));
            let text: Vec<&str> = html.split(['>', '"']).filter(|part| part.starts_with("phone-")).collect();
            let ids = ["phone-log", "phone.js"];
            assert!(text.iter().all(|part| ids.contains(part)), "{language} {page}: {text:?}");
        }
    }
    assert!(get(&stage, "/?lang=el").1.contains("Ποιανού κινητό είναι;"));
}

#[test]
fn looking_at_the_phone_reads_what_arrived() {
    let stage = Stage::new();
    stage.twilio.customer_writes(EIRINI, SHOP, "hi");
    stage.send(&[("Body", "Καλώς ήρθατε!")]);
    stage.idle();
    let (customer, number) = ids(&stage);
    stage.twilio.add_customer("Tom", "whatsapp:+447700900123", None);
    assert!(!get(&stage, "/?customer=c9999").1.is_empty());
    let (_, html) = get(&stage, &format!("/?customer={customer}&number={number}"));
    assert!(html.contains("Καλώς ήρθατε!"));
    stage.idle();
    assert_eq!(stage.twilio.sent()[0].status, Status::Read);
    assert_eq!(stage.appliance.statuses().iter().filter(|status| *status == "read").count(), 1);
}

#[test]
fn the_forms_write_press_break_and_pass_the_time() {
    let stage = Stage::new();
    let (customer, number) = ids(&stage);
    let here = [("customer", customer.as_str()), ("number", number.as_str())];
    let with = |more: &[(&'static str, &str)]| -> Vec<(String, String)> {
        here.iter().chain(more).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let send = |path: &str, more: &[(&'static str, &str)]| {
        let form = with(more);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        post(&stage, path, &form)
    };
    let (status, back) = send("/phone/say", &[("text", "Έχετε σαπούνια;")]);
    assert_eq!((status, back), (303, format!("/?customer={customer}&number={number}")));
    for kind in ["photo", "voice", "document", "sticker", "card", "place", "advert", "strange", "stop"] {
        assert_eq!(send("/phone/send", &[("kind", kind)]).0, 303);
    }
    stage.idle();
    assert_eq!(stage.appliance.posts("/in").len(), 10);
    send("/phone/advance", &[("minutes", "60")]);
    assert_eq!(stage.twilio.core.now(), super::START + 3_600_000);
    send("/phone/mischief", &[("fail", "report:63016")]);
    send("/phone/mischief", &[("flip", "wrong_key")]);
    let html = get(&stage, "/").1;
    assert!(html.contains("value=\"report:63016\" selected") && html.contains("aria-checked=\"true\""));
    let (_, back) = send("/phone/customer", &[("name", "Μαρία"), ("address", "+30 690 000 0155")]);
    assert!(!back.contains(&format!("customer={customer}&")));
    assert_eq!(stage.twilio.core.lock().world.customer("Μαρία").unwrap().address, "whatsapp:+306900000155");
    assert_eq!(send("/phone/nonsense", &[]).0, 404);
}

#[test]
fn another_site_cannot_press_the_buttons() {
    let stage = Stage::new();
    let url = format!("{}/phone/advance", stage.emulator.url());
    let answer = agent().post(&url).header("Origin", "https://evil.example").send_form([("minutes", "60")]).unwrap();
    assert_eq!(answer.status(), 403);
    let answer = agent().post(&url).header("Sec-Fetch-Site", "cross-site").send_form([("minutes", "60")]).unwrap();
    assert_eq!(answer.status(), 403);
    assert_eq!(stage.twilio.core.now(), super::START);
}

#[test]
fn a_template_shows_its_buttons_once() {
    let stage = Stage::new();
    let sid = stage.twilio.add_template(
        ACCOUNT,
        NewTemplate {
            types: serde_json::json!({ "twilio/quick-reply": { "body": "Ready.",
                "actions": [{ "title": "Shop", "id": "shop" }] } }),
            language: "en".into(),
            approval: Approval::Approved,
            ..NewTemplate::default()
        },
    );
    stage.send(&[("ContentSid", &sid)]);
    stage.idle();
    assert!(get(&stage, "/").1.contains("<button type=\"submit\" name=\"button\" value=\"0\">Shop</button>"));
    let message = stage.twilio.sent().remove(0).sid;
    post(&stage, "/phone/press", &[("message", &message), ("button", "0")]);
    assert!(!get(&stage, "/").1.contains("name=\"button\""));
}

#[test]
fn static_files_are_only_ours() {
    let stage = Stage::new();
    assert_eq!(get(&stage, "/static/app.css").0, 200);
    assert_eq!(get(&stage, "/static/phone.js").0, 200);
    assert_eq!(get(&stage, "/static/..%2fCargo.toml").0, 404);
    assert_eq!(get(&stage, "/static/inbox.js").0, 404);
}

#[test]
fn numbers_get_their_addresses_on_the_page_of_accounts() {
    let stage = Stage::new();
    let (_, number) = ids(&stage);
    let bad = post(&stage, "/setup/webhooks", &[("number", &number), ("callback_url", "nonsense")]);
    assert_eq!(bad.0, 422);
    let good = post(&stage, "/setup/webhooks", &[("number", &number), ("callback_url", "http://127.0.0.1:1/in#rc=2")]);
    assert_eq!(good.0, 303);
    assert_eq!(stage.twilio.webhooks(SHOP).callback_url.as_deref(), Some("http://127.0.0.1:1/in#rc=2"));
    post(&stage, "/setup/number", &[("account", ACCOUNT), ("name", "Shop 2"), ("address", "+30 210 000 0009")]);
    assert!(get(&stage, "/setup").1.contains("+30 210 000 0009"));
}

#[test]
fn an_open_page_is_told_of_changes() {
    use std::io::Read as _;
    let stage = Stage::new();
    let mut answer = agent().get(format!("{}/phone/live", stage.emulator.url())).call().unwrap();
    assert_eq!(answer.headers().get("content-type").unwrap(), "text/event-stream");
    let mut reader = answer.body_mut().as_reader();
    let mut bytes = [0; 64];
    let count = reader.read(&mut bytes).unwrap();
    assert!(bytes[..count].starts_with(b"retry"));
    stage.twilio.customer_writes_while_down(EIRINI, SHOP, "hi");
    let count = reader.read(&mut bytes).unwrap();
    assert!(bytes[..count].starts_with(b"data: "));
}
