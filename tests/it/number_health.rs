//! How a number is: each thing that can be wrong at Twilio, on the way or here, by its name; and the repair.

use std::process::{Command, Output};
use std::time::Duration;

use angelia::domain::time::Millis;
use angelia::emulator::{Methods, Outage, Standing, Webhooks};
use serde_json::{Value, json};

use crate::support::{
    ACCOUNT_SID, ANNA, AUTH_TOKEN, House, PATIENCE, Person, SHOP, eventually, inbound_form, post_signed, post_with,
};

const SERVICE: &str = "MG00000000000000000000000000000001";

/// The health of the shop's number after asking Twilio.
fn checked(house: &House) -> Value {
    house.admin().post("/numbers/1/check", &json!({})).data().clone()
}

/// What is found, the worst first; that nobody has written yet is left out.
fn found(house: &House) -> Vec<String> {
    let health = checked(house);
    let codes = health["findings"].as_array().unwrap().iter().map(|found| found["code"].as_str().unwrap().to_owned());
    codes.filter(|code| code != "nothing_yet" && code != "well").collect()
}

fn elsewhere(path: &str) -> Option<String> {
    Some(format!("https://old.example.net/{path}"))
}

#[test]
fn each_difference_at_twilio_has_its_name() {
    let house = House::new();
    let ours = house.twilio.webhooks(SHOP);
    assert_eq!(found(&house), [""; 0]);
    let with = |change: &dyn Fn(&mut Webhooks)| {
        let mut webhooks = ours.clone();
        change(&mut webhooks);
        house.twilio.set_webhooks(SHOP, webhooks);
        found(&house)
    };
    let put = || Some("PUT".to_owned());
    assert_eq!(with(&|it| it.callback_url = None), ["inbound_not_set"]);
    assert_eq!(with(&|it| it.callback_url = elsewhere("in")), ["inbound_elsewhere"]);
    assert_eq!(with(&|it| it.methods = Methods { callback: put(), ..Methods::default() }), ["inbound_method"]);
    assert_eq!(with(&|it| it.status_callback_url = None), ["status_not_set"]);
    assert_eq!(with(&|it| it.status_callback_url = elsewhere("st")), ["status_elsewhere"]);
    assert_eq!(with(&|it| it.methods.status_callback = put()), ["status_method"]);
    assert_eq!(with(&|it| it.fallback_url = None), ["fallback_not_set"]);
    assert_eq!(with(&|it| it.fallback_url = elsewhere("fb")), ["fallback_elsewhere"]);
    assert_eq!(with(&|it| it.methods.fallback = put()), ["fallback_method"]);
    let bare = ours.callback_url.as_deref().and_then(|url| url.split('#').next()).map(str::to_owned);
    assert_eq!(with(&|it| it.callback_url = bare.clone()), [""; 0]);
    assert_eq!(checked(&house)["webhooks"]["inbound"]["difference"], "without_retries");
    // All at once: the worst first.
    let all = with(&|it| *it = Webhooks::default());
    assert_eq!(all, ["inbound_not_set", "status_not_set", "fallback_not_set"]);
    let health = checked(&house);
    assert_eq!((&health["level"], &health["verdict"]["code"]), (&json!("bad"), &json!("inbound_not_set")));
    assert_eq!(health["webhooks"]["inbound"]["stored"], Value::Null);
    assert!(health["webhooks"]["inbound"]["wanted"].as_str().unwrap().starts_with(house.url()));
}

#[test]
fn the_settings_of_a_messaging_service_are_what_counts() {
    let house = House::new();
    let ours = house.twilio.webhooks(SHOP);
    house.twilio.add_service(ACCOUNT_SID, SERVICE, &[SHOP], None);
    assert_eq!(found(&house), [""; 0], "the service leaves the number its own");
    assert_eq!(
        checked(&house)["at_twilio"]["service"],
        json!({"sid": SERVICE, "name": "Messaging Service", "wins": false})
    );
    let with = |webhooks: Webhooks| {
        house.twilio.set_service_webhooks(SERVICE, webhooks, false);
        found(&house).remove(0)
    };
    assert_eq!(with(Webhooks::default()), "service_receives_nothing");
    assert_eq!(with(Webhooks { callback_url: elsewhere("in"), ..ours.clone() }), "service_elsewhere");
    let methods = Methods { callback: Some("GET".to_owned()), ..Methods::default() };
    assert_eq!(with(Webhooks { methods, ..ours.clone() }), "service_method");

    let written = house.admin().post("/numbers/1/webhooks", &json!({})).data().clone();
    assert_eq!(written["service"]["sid"], SERVICE);
    assert_eq!(written["before"]["inbound"]["method"], "GET");
    assert_eq!(house.twilio.service_webhooks(SERVICE).callback_url, ours.callback_url);
    assert_eq!(house.twilio.service_webhooks(SERVICE).fallback_url, ours.fallback_url);
    assert_eq!(found(&house), [""; 0]);
    house.anna_writes("through the service");
}

#[test]
fn our_addresses_are_written_with_what_stood_there_before() {
    let house = House::new();
    let ours = house.twilio.webhooks(SHOP);
    let secret = Some("https://user:word@old.example.net/hook?token=secret".to_owned());
    house.twilio.set_webhooks(SHOP, Webhooks { callback_url: secret, ..Webhooks::default() });
    let written = house.admin().post("/numbers/1/webhooks", &json!({})).data().clone();
    assert_eq!(written["before"]["inbound"]["url"], "https://user:word@old.example.net/hook?token=secret");
    assert_eq!(written["after"]["inbound"]["url"].as_str(), ours.callback_url.as_deref());
    let stands = house.twilio.webhooks(SHOP);
    assert_eq!((&stands.callback_url, &stands.fallback_url), (&ours.callback_url, &ours.fallback_url));
    assert_eq!(stands.status_callback_url, ours.status_callback_url);
    // Known at once, without asking again.
    let health = house.admin().get("/numbers/1/health").data().clone();
    assert_eq!(health["webhooks"]["inbound"]["difference"], "right");
    assert!(health["webhooks"]["written_at"].is_string());
    house.anna_writes("it arrives");

    let noted = "SELECT count(*) FROM audit WHERE action = 'number.webhooks_written' AND subject = 'number:1'";
    assert_eq!(house.count(noted), 1);
    let secrets = format!("SELECT count(*) FROM audit WHERE detail LIKE '%{}%' OR detail LIKE '%secret%'", house.key);
    assert_eq!(house.count(&secrets), 0);
}

#[test]
fn what_cannot_be_written_is_refused_with_its_reason() {
    let house = House::new();
    let api = house.admin();
    let write = |id: u32| api.post(&format!("/numbers/{id}/webhooks"), &json!({}));
    assert_eq!((write(2).status, write(2).code()), (422, "sandbox_by_hand"));
    assert_eq!(write(99).status, 404);
    assert_eq!(house.program("agent").post("/numbers/1/webhooks", &json!({})).status, 403);
    house.twilio.be_unreachable(Outage::Answers503, Duration::from_secs(60));
    assert_eq!((write(1).status, write(1).code()), (503, "unavailable"));
    house.twilio.be_reachable();
    house.twilio.add_account(ACCOUNT_SID, "fedcba9876543210fedcba9876543210", "Olive oil");
    assert_eq!((write(1).status, write(1).code()), (422, "credentials_refused"));
    house.twilio.add_account(ACCOUNT_SID, AUTH_TOKEN, "Olive oil");
    house.twilio.remove_sender(SHOP);
    assert_eq!((write(1).status, write(1).code()), (422, "number_not_at_twilio"));
    assert_eq!(found(&house), ["not_at_provider"]);
    assert_eq!(house.count("SELECT count(*) FROM audit WHERE action = 'number.webhooks_written'"), 0);
}

#[test]
fn what_twilio_says_of_account_and_sender_is_told_and_kept() {
    let house = House::new();
    let reason = ("63020".to_owned(), "The business account is restricted".to_owned());
    let offline = Standing {
        status: "OFFLINE".to_owned(),
        offline_reasons: vec![reason],
        quality: "LOW".to_owned(),
        limit: "250 Customers/24hr".to_owned(),
    };
    house.twilio.set_standing(SHOP, offline);
    assert_eq!(found(&house), ["offline", "quality_low"]);
    let said = checked(&house)["at_twilio"].clone();
    assert_eq!(said["offline_reasons"], json!(["The business account is restricted"]));
    assert_eq!(said["messaging_limit"], "250 Customers/24hr");
    house.twilio.set_suspended(ACCOUNT_SID, true);
    assert_eq!(found(&house).first().map(String::as_str), Some("account_suspended"));
    house.twilio.set_suspended(ACCOUNT_SID, false);
    house.twilio.set_standing(SHOP, Standing::default());
    assert_eq!(found(&house), [""; 0]);

    // Twilio away: what it said stays, with when; nobody is asked for reading it.
    let before = checked(&house)["at_twilio"]["read_at"].clone();
    house.twilio.be_unreachable(Outage::Answers503, Duration::from_secs(3_600));
    house.clock.advance(Millis::minutes(5));
    let health = checked(&house);
    assert_eq!((&health["trouble"], &health["at_twilio"]["read_at"]), (&json!("silent"), &before));
    assert_ne!(health["asked_at"], before);
}

#[test]
fn three_refusals_of_our_credentials_turn_it_red_with_a_banner_for_admins() {
    let house = House::new();
    house.twilio.add_account(ACCOUNT_SID, "fedcba9876543210fedcba9876543210", "Olive oil");
    let (email, password) = house.hire("Ada", "admin");
    let admin = Person::signed_in(house.url(), &email, &password);
    let (email, password) = house.hire("Nikos", "agent");
    let agent = Person::signed_in(house.url(), &email, &password);
    for expected in ["credentials_doubtful", "credentials_doubtful", "credentials_refused"] {
        assert!(!admin.get("/inbox").html.contains("id=\"alarm\""));
        assert_eq!(checked(&house)["verdict"]["code"], expected);
    }
    for page in ["/inbox", "/admin", "/profile", "/admin/numbers"] {
        assert!(admin.get(page).html.contains("id=\"alarm\""), "{page}");
    }
    assert!(!agent.get("/inbox").html.contains("id=\"alarm\""));
    house.twilio.add_account(ACCOUNT_SID, AUTH_TOKEN, "Olive oil");
    assert_eq!(found(&house), [""; 0]);
    assert!(!admin.get("/inbox").html.contains("id=\"alarm\""));
}

#[test]
fn a_refused_post_tells_the_address_it_was_signed_for() {
    let mut house = House::new();
    house.stop();
    house.public_url = Some("https://inbox.example.com".to_owned());
    house.start();
    let path = format!("/webhooks/twilio/{}/inbound", house.key);
    let post = |sid: &str, base: &str, token: &str| {
        let form = inbound_form(sid, ANNA, "x");
        let signature = angelia::twilio::signature::sign(token, &format!("{base}{path}"), &form);
        post_with(&house.hook("inbound"), &form, signature).status().as_u16()
    };
    let worst = || house.admin().get("/numbers/1/health").data().clone();
    assert_eq!(post("SM9401", "https://inbox.example.com", "another token"), 403);
    assert_eq!(worst()["verdict"]["code"], "bad_signature");
    house.clock.advance(Millis::seconds(1));
    assert_eq!(post("SM9402", "http://inbox.example.com", AUTH_TOKEN), 403);
    let health = worst();
    assert_eq!(health["verdict"]["code"], "signed_elsewhere");
    let newest = &health["refused_posts"][0];
    assert_eq!(newest["detail"], "https://inbox.example.com/webhooks/twilio/…/inbound");
    assert_eq!(newest["signed_for"], "http://inbox.example.com/webhooks/twilio/…/inbound");
    assert_eq!(health["refused"][0]["count"], 2);
    // Once a good one has come, it is over.
    house.clock.advance(Millis::seconds(1));
    assert_eq!(post("SM9403", "https://inbox.example.com", AUTH_TOKEN), 200);
    assert!(!worst()["findings"].to_string().contains("signed_elsewhere"));
}

#[test]
fn every_other_refusal_has_its_finding() {
    let house = House::new();
    let worst = || house.admin().get("/numbers/1/health").data()["findings"].to_string();
    let mut form = inbound_form("SM9501", ANNA, "x");
    form.retain(|(name, _)| name != "From");
    assert_eq!(post_signed(&house.hook("inbound"), &form, AUTH_TOKEN).0, 400);
    assert!(worst().contains("unreadable"));
    let large = inbound_form("SM9502", ANNA, &"x".repeat(70_000));
    assert_eq!(post_signed(&house.hook("inbound"), &large, AUTH_TOKEN).0, 413);
    assert!(worst().contains("too_large"));
    let with = |name: &str, value: &str| {
        let mut form = inbound_form("SM9503", ANNA, "x");
        form.iter_mut().filter(|(known, _)| known == name).for_each(|(_, kept)| value.clone_into(kept));
        form
    };
    let other = ACCOUNT_SID.replace('1', "2");
    assert_eq!(post_signed(&house.hook("inbound"), &with("AccountSid", &other), AUTH_TOKEN).0, 403);
    assert!(worst().contains("wrong_account"));
    assert_eq!(post_signed(&house.hook("inbound"), &with("To", "whatsapp:+302810000099"), AUTH_TOKEN).0, 200);
    assert!(worst().contains("unknown_number"));
}

#[test]
fn only_a_report_itself_says_that_reports_arrive() {
    let house = House::new();
    let conversation = house.anna_writes("hello");
    house.twilio.hold_reports();
    let message = house.admin().said(conversation, "on its way");
    house.until_status(message, "queued");
    let told = || house.count("SELECT count(*) FROM number WHERE last_status_at IS NOT NULL");
    assert!(house.twilio.wait_idle(PATIENCE), "the reports are held");
    house.twilio.drop_reports();
    house.clock.advance(Millis::hours(2));
    house.run_jobs();
    house.until_status(message, "delivered");
    assert_eq!(told(), 0, "the list settles the message and proves nothing about reports");
    assert_eq!(found(&house), ["reports_missing"]);
    let again = house.admin().said(conversation, "and another");
    house.until_status(again, "delivered");
    assert_eq!(told(), 1);
    assert_eq!(found(&house), [""; 0]);
}

#[test]
fn our_public_address_is_asked_from_here() {
    let mut house = House::new();
    let health = checked(&house);
    assert_eq!(health["public_url"]["outcome"], "answers");
    house.stop();
    house.public_url = Some("http://127.0.0.1:9".to_owned());
    house.start();
    assert_eq!(house.admin().get("/numbers/1/health").data()["public_url"]["outcome"], Value::Null);
    assert!(found(&house).contains(&"not_reached".to_owned()));
    house.stop();
    house.public_url = Some(house.emulator.url());
    house.start();
    assert!(found(&house).contains(&"stranger_answers".to_owned()));
}

#[test]
fn the_schedule_asks_too_and_a_number_is_asked_about_once_a_minute() {
    let house = House::new();
    assert_eq!(house.count("SELECT count(*) FROM number_check"), 0);
    house.run_jobs();
    assert_eq!(house.count("SELECT count(*) FROM number_check"), 2);
    let (email, password) = house.hire("Ada", "admin");
    let admin = Person::signed_in(house.url(), &email, &password);
    house.clock.advance(Millis::minutes(2));
    let asked = || house.count("SELECT asked_at FROM account_check");
    let before = asked();
    for _ in 0..3 {
        assert_eq!(admin.get("/admin/numbers/1/health").status, 200);
    }
    let then = eventually("it is asked", || Some(asked()).filter(|at| *at > before));
    assert_eq!(admin.get("/admin/numbers/1/health").status, 200);
    assert_eq!(asked(), then);
}

/// `angelia doctor` beside the running house.
fn doctor(house: &House) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_angelia"));
    command.env_clear().arg("doctor").arg("--data-dir").arg(house.folder.path());
    command.args(["--twilio-url", &house.emulator.url()]).output().unwrap()
}

#[test]
fn the_doctor_says_it_in_one_line_and_with_its_exit_code() {
    let house = House::new();
    house.anna_writes("hello");
    let fine = doctor(&house);
    let said = String::from_utf8(fine.stdout).unwrap();
    assert!(said.contains("ok    number Shop"), "{said}");
    assert!(said.contains("ok    no proxy is in front"), "{said}");
    house.twilio.set_webhooks(SHOP, Webhooks::default());
    let bad = doctor(&house);
    let said = String::from_utf8(bad.stdout).unwrap();
    assert_eq!(bad.status.code(), Some(1), "{said}");
    assert!(said.contains("bad   number Shop (…0014): Twilio has no address for messages"), "{said}");
    assert!(said.contains("warn  number Shop (…0014): A second address is not set"), "{said}");
}
