use serde_json::Value;

use super::{ACCOUNT, EIRINI, SHOP, START, Stage, TOKEN, agent, ask, basic};
use crate::emulator::rules::HOUR;

#[test]
fn a_message_is_accepted_and_climbs_to_delivered() {
    let stage = Stage::new();
    stage.twilio.customer_writes("Ειρήνη", SHOP, "Καλησπέρα!");
    let (status, sent) = stage.send(&[("Body", "Καλώς ήρθατε!")]);
    assert_eq!(status, 201, "{sent}");
    assert_eq!(sent["status"], "queued");
    assert_eq!(sent["direction"], "outbound-api");
    assert_eq!(sent["date_created"], "Wed, 18 Nov 2026 11:06:40 +0000");
    assert_eq!((&sent["num_media"], &sent["error_code"]), (&Value::from("0"), &Value::Null));
    stage.idle();
    assert_eq!(stage.appliance.statuses(), ["sent", "delivered"]);
    let report = stage.appliance.posts("/status?m=1").remove(0);
    assert_eq!(report.get("MessageSid"), sent["sid"].as_str());
    let uri = sent["uri"].as_str().unwrap();
    let (_, fetched) = stage.get(&format!("{}{uri}", stage.emulator.url()));
    assert_eq!(fetched["status"], "delivered");
    stage.twilio.read_all(EIRINI, SHOP);
    stage.idle();
    assert_eq!(stage.appliance.statuses().last().unwrap(), "read");
    assert_eq!(stage.appliance.posts("/status").last().unwrap().get("EventType"), Some("READ"));
}

#[test]
fn outside_the_window_free_text_comes_back_and_the_list_knows() {
    let stage = Stage::new();
    stage.twilio.customer_writes(EIRINI, SHOP, "Καλησπέρα!");
    stage.pass(24 * HOUR);
    let (status, sent) = stage.send(&[("Body", "Αργά")]);
    assert_eq!(status, 201);
    stage.idle();
    assert_eq!(stage.appliance.statuses(), ["sent", "undelivered"]);
    assert_eq!(stage.appliance.posts("/status").last().unwrap().get("ErrorCode"), Some("63016"));
    let message = stage.twilio.message(sent["sid"].as_str().unwrap()).unwrap();
    assert_eq!((message.error, message.created_at), (Some(63_016), START + 24 * HOUR));
}

#[test]
fn refusals_have_twilios_codes() {
    let stage = Stage::new();
    let long = "α".repeat(1_601);
    type Case<'a> = (&'a [(&'a str, &'a str)], u16, u32);
    let cases: [Case<'_>; 11] = [
        (&[("To", "-"), ("Body", "x")], 400, 21_604),
        (&[("From", "-"), ("Body", "x")], 400, 21_603),
        (&[], 400, 21_602),
        (&[("Body", &long)], 400, 21_617),
        (&[("From", "whatsapp:+302100000009"), ("Body", "x")], 400, 63_007),
        (&[("To", "whatsapp:+30690abc"), ("Body", "x")], 400, 21_211),
        (&[("To", "+306900000147"), ("Body", "x")], 400, 63_008),
        (&[("Body", "x"), ("ContentVariables", "{}")], 400, 21_654),
        (&[("ContentSid", "HX0"), ("ContentVariables", "{}")], 400, 21_655),
        (&[("Body", "x"), ("StatusCallback", "https://a_b.example/")], 400, 21_609),
        (&[("MediaUrl", "ftp://a.example/x")], 400, 21_620),
    ];
    for (form, status, code) in cases {
        let (got, error) = stage.send(form);
        assert_eq!((got, error["code"].as_u64()), (status, Some(u64::from(code))), "{form:?}");
        assert_eq!(error["status"], status);
        assert_eq!(error["more_info"], format!("https://www.twilio.com/docs/errors/{code}"));
    }
    assert_eq!(stage.twilio.sent_count(), 0);
}

#[test]
fn credentials_are_checked() {
    let stage = Stage::new();
    stage.twilio.add_api_key(ACCOUNT, "SK1", "secret");
    let with = |user: &str, password: &str, path: &str| {
        ask(agent().get(stage.path(path)).header("Authorization", &basic(user, password)).call())
    };
    assert_eq!(with(ACCOUNT, "wrong", ".json").1["code"], 20_003);
    assert_eq!(with("AC9", TOKEN, "/Messages.json").0, 401);
    assert_eq!(with("SK1", "secret", "/Messages.json").0, 200);
    assert_eq!(with("SK1", "secret", ".json").1["status"], "active");
    stage.twilio.set_suspended(ACCOUNT, true);
    assert_eq!(with(ACCOUNT, TOKEN, ".json").1["status"], "suspended");
    assert_eq!(with(ACCOUNT, TOKEN, "/Messages.json").0, 401);
}

#[test]
fn the_list_is_filtered_and_paged() {
    let stage = Stage::new();
    for text in ["ένα", "δύο", "τρία"] {
        stage.twilio.customer_writes_while_down(EIRINI, SHOP, text);
    }
    stage.pass(48 * HOUR);
    stage.send(&[("Body", "x")]);
    stage.idle();
    let (_, page) =
        stage.get(&stage.path(
            "/Messages.json?PageSize=2&DateSent%3E=2026-11-18&DateSent%3C=2026-11-19&To=whatsapp%3A%2B302100000001",
        ));
    let bodies = |page: &Value| -> Vec<String> {
        page["messages"].as_array().unwrap().iter().map(|m| m["body"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(bodies(&page), ["τρία", "δύο"]);
    assert_eq!(page["messages"][0]["direction"], "inbound");
    stage.twilio.customer_writes_while_down(EIRINI, SHOP, "τέσσερα");
    let next = page["next_page_uri"].as_str().unwrap();
    let (_, page) = stage.get(&format!("{}{next}", stage.emulator.url()));
    assert_eq!(bodies(&page), ["ένα"]);
    assert_eq!(page["next_page_uri"], Value::Null);
}

#[test]
fn a_message_is_redacted_and_deleted() {
    let stage = Stage::new();
    let sid = stage.twilio.customer_writes_while_down(EIRINI, SHOP, "μυστικό");
    let url = stage.path(&format!("/Messages/{sid}.json"));
    let auth = basic(ACCOUNT, TOKEN);
    let (status, redacted) = ask(agent().post(&url).header("Authorization", &auth).send_form([("Body", "")]));
    assert_eq!((status, &redacted["body"]), (200, &Value::from("")));
    assert_eq!(ask(agent().delete(&url).header("Authorization", &auth).call()).0, 204);
    assert_eq!(stage.get(&url).1["code"], 20_404);
}

#[test]
fn an_address_that_is_not_there_is_told_in_twilios_shape() {
    let stage = Stage::new();
    for path in ["/2010-04-01/Accounts/AC1/Calls.json", "/v1/Flows", "/v2/Channels"] {
        let (status, told) = stage.get(&format!("{}{path}", stage.emulator.url()));
        assert_eq!((status, &told["code"]), (404, &Value::from(20_404)), "{path}: {told}");
    }
    assert_eq!(stage.get(&format!("{}/nothing", stage.emulator.url())), (404, Value::String(String::new())));
}

#[test]
fn files_are_behind_credentials_and_a_redirect() {
    let stage = Stage::new();
    let sid = stage.twilio.customer_sends_file(EIRINI, SHOP, "", "image/png", b"\x89PNG");
    assert!(sid.starts_with("MM"));
    stage.idle();
    let post = stage.appliance.posts("/in").remove(0);
    assert_eq!((post.get("NumMedia"), post.get("MediaContentType0")), (Some("1"), Some("image/png")));
    let url = post.get("MediaUrl0").unwrap();
    assert_eq!(agent().get(url).call().unwrap().status(), 401);
    let redirect = agent().get(url).header("Authorization", basic(ACCOUNT, TOKEN)).call().unwrap();
    assert_eq!(redirect.status(), 307);
    let place = redirect.headers().get("location").unwrap().to_str().unwrap().to_owned();
    let mut file = agent().get(&place).call().unwrap();
    assert_eq!(file.body_mut().read_to_vec().unwrap(), b"\x89PNG");
    stage.pass(5 * HOUR);
    assert_eq!(agent().get(&place).call().unwrap().status(), 403);
    assert_eq!(stage.get(&format!("{url}.json")).1["content_type"], "image/png");
}
