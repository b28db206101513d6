//! Templates from the first word to the last tick: read, written, judged, sent, counted, and what becomes of
//! those that WhatsApp or Twilio will not take.

use angelia::domain::time::Millis;
use angelia::emulator::{Approval, ApprovalShape, FailAt, NewTemplate, What};
use serde_json::{Value, json};

use crate::support::{ACCOUNT_SID, ANNA, Answer, House, JOIN_CODE, Page, Person, SANDBOX, eventually};

const OTHER_ACCOUNT: &str = "AC00000000000000000000000000000002";

fn new(name: &str, language: &str, types: Value, approval: Approval) -> NewTemplate {
    NewTemplate {
        name: name.to_owned(),
        language: language.to_owned(),
        variables: if types.to_string().contains("{{1}}") { json!({ "1": "Anna" }) } else { json!({}) },
        types,
        category: "UTILITY".to_owned(),
        sid: String::new(),
        approval,
    }
}

fn text(body: &str) -> Value {
    json!({ "twilio/text": { "body": body } })
}

fn synced(house: &House) -> Vec<Value> {
    let api = house.admin();
    assert_eq!(api.post("/templates/sync", &json!({})).status, 200);
    api.get("/templates?limit=200").data().as_array().unwrap().clone()
}

fn id_of(house: &House, sid: &str) -> String {
    house.count(&format!("SELECT id FROM template WHERE content_sid = '{sid}'")).to_string()
}

fn send(house: &House, conversation: i64, template: &str, values: &Value) -> Answer {
    let wanted = json!({ "template_id": template, "variables": values });
    house.admin().post(&format!("/conversations/{conversation}/messages"), &wanted)
}

/// How often the templates' part of the provider was asked.
fn asked(house: &House) -> usize {
    house.twilio.journal().iter().filter(|entry| entry.what == What::Content).count()
}

fn admin(house: &House) -> Person {
    let (email, password) = house.hire("Dimitra", "admin");
    Person::signed_in(house.url(), &email, &password)
}

fn shows(page: &Page, text: &str) {
    assert!(page.html.contains(text), "{text} is not on the page: {}", page.html);
}

#[test]
fn a_long_list_is_read_whole_in_both_shapes() {
    let house = House::new();
    for n in 0..503 {
        house.twilio.add_template(ACCOUNT_SID, new(&format!("t_{n}"), "en", text("Hello"), Approval::Approved));
    }
    for shape in [ApprovalShape::Flat, ApprovalShape::Nested] {
        house.twilio.set_approval_shape(shape);
        synced(&house);
        assert_eq!(house.count("SELECT count(*) FROM template WHERE status = 'approved' AND name LIKE 't_%'"), 503);
    }
    assert!(asked(&house) >= 4, "two pages each time");
}

#[test]
fn an_admin_writes_is_corrected_submits_and_sees_the_approval() {
    let house = House::new();
    let person = admin(&house);
    let account = house.account.to_string();
    let fields = |body: &'static str, act: &'static str| {
        [
            ("account_id", account.clone()),
            ("name", "order_ready".to_owned()),
            ("language", "en".to_owned()),
            ("category", "utility".to_owned()),
            ("kind", "quick-reply".to_owned()),
            ("body", body.to_owned()),
            ("button-1-title", "Yes".to_owned()),
            ("button-2-title", "No".to_owned()),
            ("sample-1", "Anna".to_owned()),
            ("bind-1", "{{contact.first_name|friend}}".to_owned()),
            ("act", act.to_owned()),
        ]
    };
    let press = |page: &str, action: &str, body, act| {
        let fields = fields(body, act);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        person.fills_in(page, action, &fields)
    };
    let before = asked(&house);
    let wrong = press("/admin/templates/new", "/admin/templates/drafts", "{{1}}, your order is ready.", "submit");
    assert_eq!(wrong.status, 422);
    shows(&wrong, "The text begins with {{1}}. Put a word before it.");
    shows(&wrong, "your order is ready.");
    assert_eq!(asked(&house), before, "nothing was submitted");
    let draft = house.count("SELECT id FROM template_draft");
    let page = format!("/admin/templates/drafts/{draft}");
    let checked = press(&page, &page, "Dear {{1}}, your order is ready.", "check");
    assert_eq!(checked.status, 200);
    shows(&checked, "Nothing that WhatsApp would refuse.");
    shows(&checked, "<mark>Anna</mark>");
    let done = press(&page, &page, "Dear {{1}}, your order is ready.", "submit");
    assert_eq!(done.status, 303, "{}", done.html);
    assert_eq!(house.count("SELECT count(*) FROM template_draft"), 0);
    let template = done.location.trim_end_matches("#chosen").to_owned();
    shows(&person.get(&template), "received");
    house.clock.advance(Millis::minutes(5));
    eventually("WhatsApp approves", || {
        house.run_jobs();
        (house.count("SELECT count(*) FROM template WHERE name = 'order_ready' AND status = 'approved'") > 0)
            .then_some(())
    });
    shows(&person.get(&template), "It can be sent at any time.");
    shows(&person.get("/admin/templates?q=ORDER"), "order_ready");
    // Nothing of it can be edited: what is copied is a new version.
    let id = template.rsplit('/').next().unwrap();
    shows(&person.get(&format!("/admin/templates/new?copy={id}")), "order_ready_v2");

    // The bound variable fills itself in, also for programs; a value that is given empty is refused.
    let conversation = house.anna_writes("hello");
    let sent = send(&house, conversation, id, &json!({}));
    house.until_status(sent.id().parse().unwrap(), "delivered");
    assert_eq!(sent.data()["text"], "Dear Anna, your order is ready.");
    let empty = send(&house, conversation, id, &json!({ "1": " " }));
    assert_eq!((empty.status, empty.code()), (422, "variable_invalid"));
    // What the phone shows is what we keep.
    assert_eq!(house.twilio.messages_to(ANNA).pop().unwrap().shown, "Dear Anna, your order is ready.");
}

#[test]
fn a_refusal_of_whatsapp_is_shown_with_what_helps() {
    let house = House::new();
    let sid = house.twilio.add_template(ACCOUNT_SID, new("harvest", "en", text("Now {{1}}{{2}}"), Approval::Approved));
    house.twilio.set_approval(&sid, Approval::Rejected, "INVALID_FORMAT");
    synced(&house);
    let page = admin(&house).get(&format!("/admin/templates/{}", id_of(&house, &sid)));
    shows(&page, "WhatsApp says: INVALID_FORMAT");
    shows(&page, "{{2}} stands right after another variable. Put a word between them.");
    shows(&page, "Copy and correct");
}

#[test]
fn by_hand_it_must_be_what_twilio_has() {
    let house = House::new();
    house.twilio.add_account(OTHER_ACCOUNT, "another-token-another-token-0001", "Somebody else");
    let ours = house
        .twilio
        .add_template(ACCOUNT_SID, new("welcome", "el", text("Γεια σας {{1}}, καλώς ήρθατε."), Approval::Approved));
    let theirs = house.twilio.add_template(OTHER_ACCOUNT, new("welcome", "el", text("Γεια"), Approval::Approved));
    let person = admin(&house);
    let account = house.account.to_string();
    let add = |sid: &str, body: &str| {
        let fields = [
            ("account_id", account.as_str()),
            ("name", "welcome"),
            ("language", "el"),
            ("body", body),
            ("content_sid", sid),
        ];
        person.fills_in("/admin/templates/by-hand", "/admin/templates/by-hand", &fields)
    };
    for (sid, body, status, says) in [
        ("HX1", "Γεια", 422, "This is no Content SID"),
        (theirs.as_str(), "Γεια", 422, "This account has no template with this SID."),
        (ours.as_str(), "Κάτι άλλο", 422, "Twilio has something else here."),
        (ours.as_str(), "", 422, "Fill this in."),
    ] {
        let answer = add(sid, body);
        assert_eq!(answer.status, status, "{sid}");
        shows(&answer, says);
    }
    assert_eq!(house.count("SELECT count(*) FROM template WHERE name = 'welcome'"), 0);
    let done = add(&ours, "Γεια σας {{1}},  καλώς ήρθατε.");
    assert_eq!(done.status, 303, "{}", done.html);
    assert_eq!(house.count("SELECT count(*) FROM template WHERE name = 'welcome' AND status = 'approved'"), 1);
    let api = house.admin();
    let foreign = api.post("/templates", &json!({ "content_sid": theirs }));
    assert_eq!(
        (foreign.status, foreign.code(), &foreign.body["error"]["field"]),
        (422, "field_invalid", &json!("content_sid"))
    );
}

#[test]
fn what_twilio_and_whatsapp_refuse_is_said_and_counted() {
    let house = House::new();
    let sid = house
        .twilio
        .add_template(ACCOUNT_SID, new("order_ready", "en", text("Dear {{1}}, it is ready."), Approval::Approved));
    synced(&house);
    let id = id_of(&house, &sid);
    let conversation = house.anna_writes("hello");
    for (code, at, status) in [
        (21656, FailAt::Answer, "failed"),
        (63013, FailAt::Report, "undelivered"),
        (63016, FailAt::Report, "undelivered"),
        (63021, FailAt::Report, "undelivered"),
        (63027, FailAt::Report, "undelivered"),
        (63028, FailAt::Report, "undelivered"),
    ] {
        house.twilio.fail_next(code, at);
        let sent = send(&house, conversation, &id, &json!({ "1": "Anna" }));
        let message: i64 = sent.id().parse().unwrap();
        house.until_status(message, status);
        let failed = house.admin().messages(conversation).pop().unwrap();
        assert_eq!(failed["error"]["code"], code.to_string());
        let sentence = failed["error"]["sentence"].as_str().unwrap();
        assert!(sentence.len() > 20 && !failed["error"]["remedy"].as_str().unwrap().is_empty(), "{failed}");
    }
    let fine = send(&house, conversation, &id, &json!({ "1": "Anna" }));
    house.until_status(fine.id().parse().unwrap(), "delivered");
    let counted = house.count(
        "SELECT sent * 10000 + delivered * 1000 + read * 100 + failed FROM template_count WHERE category = 'utility'",
    );
    assert_eq!(counted, 6 * 10_000 + 1_000 + 6, "six were handed over, one arrived, six did not");
    let person = admin(&house);
    shows(&person.get("/admin/templates/costs"), "Shop");
    let page = person.get(&format!("/admin/templates/{id}"));
    shows(&page, "6 Utility");
    shows(&page, "<dt>Sent from</dt><dd><bdi>Shop</bdi> 6</dd>");
    // The test box: what the bindings say, with values and when nothing is known; nothing is kept.
    let (path, action) = (format!("/admin/templates/{id}"), format!("/admin/templates/{id}/bindings"));
    let tried = person.fills_in(&path, &action, &[("bind-1", "{{contact.first_name|friend}}"), ("try", "1")]);
    assert_eq!((tried.status, house.count("SELECT count(*) FROM template WHERE bindings <> '{}'")), (200, 0));
    shows(&tried, "Dear <mark>Maria</mark>, it is ready.");
    shows(&tried, "Dear <mark>friend</mark>, it is ready.");
    // Whoever chooses it in a conversation sees how often it was sent this month.
    house.admin().post(&format!("/conversations/{conversation}/assign"), &json!({ "user_id": "1" }));
    shows(&person.get(&format!("/inbox/{conversation}?compose=template")), "6 this month");
}

#[test]
fn what_is_stopped_or_gone_cannot_be_sent() {
    let house = House::new();
    let api = house.admin();
    let conversation = house.anna_writes("hello");
    house.clock.advance(Millis::days(2));
    let list = json!({ "twilio/list-picker": { "body": "When?", "button": "Choose", "items": [{ "id": "a", "item": "Now" }] } });
    for (name, types, approval, code) in [
        ("paused", text("Hello you"), Approval::Paused, "template_not_approved"),
        ("rejected", text("Hello you"), Approval::Rejected, "template_not_approved"),
        ("disabled", text("Hello you"), Approval::Disabled, "template_not_approved"),
        ("pending", text("Hello you"), Approval::Pending, "template_not_approved"),
        ("list", list, Approval::Approved, "template_not_allowed_now"),
    ] {
        let sid = house.twilio.add_template(ACCOUNT_SID, new(name, "en", types, approval));
        synced(&house);
        let refused = send(&house, conversation, &id_of(&house, &sid), &json!({}));
        assert_eq!((refused.status, refused.code()), (422, code), "{name}");
    }
    let sid = house.twilio.add_template(ACCOUNT_SID, new("soon_gone", "en", text("Hello you"), Approval::Approved));
    synced(&house);
    let id = id_of(&house, &sid);
    house.twilio.remove_template(&sid);
    synced(&house);
    let refused = send(&house, conversation, &id, &json!({}));
    assert_eq!(refused.code(), "template_unknown");
    shows(&admin(&house).get(&format!("/admin/templates/{id}")), "gone from Twilio");
    // Inside the 24 hours the list goes, though nobody approved it.
    house.anna_writes("again");
    let list = house.count("SELECT id FROM template WHERE name = 'list'").to_string();
    house.until_status(send(&house, conversation, &list, &json!({})).id().parse().unwrap(), "delivered");
    assert_eq!(api.conversation(conversation)["window"]["open"], true);
}

#[test]
fn the_sandbox_sends_its_three_and_nobody_else_does() {
    let house = House::new();
    synced(&house);
    let code =
        house.count("SELECT id FROM template WHERE content_sid = 'HX229f5a04fd0510ce1b071852155d3e75'").to_string();
    let shop = house.anna_writes("hello");
    assert_eq!(send(&house, shop, &code, &json!({ "1": "a", "2": "b" })).code(), "template_unknown");
    house.twilio.customer_writes(ANNA, SANDBOX, &format!("join {JOIN_CODE}"));
    let sandbox = house.writes(ANNA, SANDBOX, "hello");
    house.clock.advance(Millis::hours(30));
    let ours = house.twilio.add_template(ACCOUNT_SID, new("ours", "en", text("Hello you"), Approval::Approved));
    synced(&house);
    let refused = send(&house, sandbox, &id_of(&house, &ours), &json!({}));
    assert_eq!((refused.status, refused.code()), (422, "template_not_approved"));
    let sent = send(&house, sandbox, &code, &json!({ "1": "1238432" }));
    house.until_status(sent.id().parse().unwrap(), "delivered");
    assert_eq!(sent.data()["text"], "1238432 is your verification code. For your security, do not share this code.");
}

#[test]
fn media_and_link_variables_are_asked_for_and_filled() {
    let house = House::new();
    let types = json!({ "twilio/card": {
        "title": "Dear {{1}}, here is your receipt.", "media": ["https://shop.example/{{2}}.png"],
        "actions": [{ "type": "URL", "title": "Track", "url": "https://shop.example/o/{{3}}" }],
    } });
    let sid = house.twilio.add_template(ACCOUNT_SID, new("receipt", "en", types, Approval::Approved));
    let all = synced(&house);
    let found = all.iter().find(|one| one["content_sid"] == json!(sid)).unwrap();
    assert_eq!(found["variables"], json!(["1", "2", "3"]));
    let conversation = house.anna_writes("hello");
    let id = id_of(&house, &sid);
    let missing = send(&house, conversation, &id, &json!({ "1": "Anna", "2": "r7" }));
    assert_eq!((missing.code(), &missing.body["error"]["field"]), ("variable_invalid", &json!("variables.3")));
    let sent = send(&house, conversation, &id, &json!({ "1": "Anna", "2": "r7", "3": "2041" }));
    let message: i64 = sent.id().parse().unwrap();
    eventually("it left", || (house.twilio.sent_count() > 0).then_some(()));
    assert_eq!(house.twilio.sent().pop().unwrap().media_urls, ["https://shop.example/r7.png"]);
    assert_eq!(house.admin().messages(conversation).pop().unwrap()["id"], json!(message.to_string()));
}

proptest::proptest! {
    /// What we show and keep is what the phone shows, for whatever our own rules let through.
    #[test]
    fn our_preview_is_what_the_phone_shows(
        body in "([A-Za-zΑ-Ωα-ω .,!{}]{0,8}|\\{\\{[12a]\\}\\}){1,8}",
        one in "[^\\x00-\\x1f]{1,20}",
        two in "[^\\x00-\\x1f]{1,20}",
    ) {
        use angelia::domain::template::{check_values, fill, variables};
        let names = variables([body.as_str()]);
        let given = [("1", one.trim()), ("2", two.trim()), ("a", one.trim())];
        let values: std::collections::BTreeMap<String, String> = given
            .into_iter()
            .filter(|(name, _)| names.iter().any(|known| known == name))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        // Braces that are no variable of ours are refused before a template is submitted.
        let plain = !angelia::domain::template::rules::check_body(&body).iter().any(|one| one.rule == "variable-name");
        if plain && check_values(&body, &names, &values).is_ok() {
            let types = text(&body).as_object().cloned().unwrap();
            let theirs = angelia::emulator::Template { types, ..Default::default() };
            proptest::prop_assert_eq!(fill(&body, &values), theirs.fill(&values).text);
        }
    }
}
