use serde_json::{Value, json};

use super::{ACCOUNT, EIRINI, SHOP, Stage, TOKEN, agent, ask, basic};
use crate::emulator::{Approval, ApprovalShape, NewTemplate};

fn ready() -> NewTemplate {
    NewTemplate {
        name: "order_ready".to_owned(),
        language: "el".to_owned(),
        types: json!({ "twilio/quick-reply": { "body": "Η παραγγελία {{1}} είναι έτοιμη.",
            "actions": [{ "title": "Από το κατάστημα", "id": "shop" }] } }),
        variables: json!({ "1": "2041" }),
        category: "UTILITY".to_owned(),
        approval: Approval::Approved,
        ..NewTemplate::default()
    }
}

#[test]
fn an_approved_template_goes_outside_the_window_and_its_button_comes_back() {
    let stage = Stage::new();
    let sid = stage.twilio.add_template(ACCOUNT, ready());
    let (status, sent) = stage.send(&[("ContentSid", &sid), ("ContentVariables", r#"{"1":"77"}"#)]);
    assert_eq!(status, 201, "{sent}");
    stage.idle();
    assert_eq!(stage.appliance.statuses(), ["sent", "delivered"]);
    let message = stage.twilio.messages_to(EIRINI).remove(0);
    assert_eq!(message.shown, "Η παραγγελία 77 είναι έτοιμη.");
    stage.twilio.customer_presses(&message.sid, 0);
    stage.idle();
    let post = stage.appliance.posts("/in").remove(0);
    assert_eq!((post.get("ButtonText"), post.get("ButtonPayload")), (Some("Από το κατάστημα"), Some("shop")));
    assert_eq!(post.get("OriginalRepliedMessageSid"), Some(message.sid.as_str()));
    stage.twilio.set_approval(&sid, Approval::Paused, "");
    stage.pass(25 * 3_600_000);
    stage.send(&[("ContentSid", &sid)]);
    stage.idle();
    assert_eq!(stage.twilio.sent().pop().unwrap().error, Some(63_041));
}

#[test]
fn values_are_checked() {
    let stage = Stage::new();
    let mut template = ready();
    template.variables = json!({});
    let sid = stage.twilio.add_template(ACCOUNT, template);
    assert_eq!(stage.send(&[("ContentSid", &sid), ("ContentVariables", "1=2")]).1["code"], 21_656);
    assert_eq!(stage.send(&[("ContentSid", &sid), ("ContentVariables", r#"{"1":""}"#)]).1["code"], 21_656);
    let error = |values: &str| {
        stage.send(&[("ContentSid", &sid), ("ContentVariables", values)]);
        stage.idle();
        stage.twilio.sent().pop().unwrap().error
    };
    assert_eq!(error("{}"), Some(63_028));
    assert_eq!(error(r#"{"1":"a\nb"}"#), Some(63_013));
}

#[test]
fn content_is_listed_in_both_shapes_and_paged() {
    let stage = Stage::new();
    for _ in 0..3 {
        stage.twilio.add_template(ACCOUNT, ready());
    }
    let url = format!("{}/v1/ContentAndApprovals?PageSize=2", stage.emulator.url());
    let (_, first) = stage.get(&url);
    assert_eq!(first["contents"].as_array().unwrap().len(), 2);
    assert_eq!(first["contents"][0]["approval_requests"]["status"], "approved");
    stage.twilio.set_approval_shape(ApprovalShape::Nested);
    let (_, second) = stage.get(first["meta"]["next_page_url"].as_str().unwrap());
    assert_eq!(second["contents"][0]["approval_requests"]["whatsapp"]["status"], "approved");
    assert_eq!(second["meta"]["next_page_url"], Value::Null);
}

#[test]
fn a_template_is_made_submitted_and_reviewed() {
    let stage = Stage::new();
    let auth = basic(ACCOUNT, TOKEN);
    let base = format!("{}/v1/Content", stage.emulator.url());
    let post = |url: &str, body: Value| ask(agent().post(url).header("Authorization", &auth).send_json(body));
    assert_eq!(post(&base, json!({ "types": { "twilio/text": { "body": "x" } } })).0, 400);
    assert_eq!(post(&base, json!({ "language": "en", "types": { "twilio/nonsense": {} } })).0, 400);
    let new = json!({ "friendly_name": "a", "language": "en", "types": { "twilio/text": { "body": "Hi {{1}}." } } });
    let (status, made) = post(&base, new);
    assert_eq!(status, 201);
    let url = format!("{base}/{}", made["sid"].as_str().unwrap());
    let submit = format!("{url}/ApprovalRequests/whatsapp");
    assert_eq!(post(&submit, json!({ "name": "Not This", "category": "UTILITY" })).0, 400);
    let (status, review) = post(&submit, json!({ "name": "order_update", "category": "UTILITY" }));
    assert_eq!((status, &review["status"]), (201, &Value::from("received")));
    let sid = made["sid"].as_str().unwrap().to_owned();
    stage.pass(120_000);
    let approved = stage.twilio.core.wait(super::LONG, |state| {
        state.world.template(&sid).is_some_and(|template| template.approval == Approval::Approved)
    });
    assert!(approved);
    let (_, review) = stage.get(&format!("{url}/ApprovalRequests"));
    assert_eq!(review["whatsapp"]["status"], "approved");
    assert_eq!(ask(agent().delete(&url).header("Authorization", &auth).call()).0, 204);
    assert_eq!(stage.get(&url).0, 404);
}

#[test]
fn senders_are_listed_and_set_as_a_whole() {
    let stage = Stage::new();
    let base = format!("{}/v2/Channels/Senders", stage.emulator.url());
    assert_eq!(stage.get(&base).0, 400);
    let (_, list) = stage.get(&format!("{base}?Channel=whatsapp"));
    assert_eq!(list["senders"][0]["sender_id"], SHOP);
    let url = format!("{base}/{}", list["senders"][0]["sid"].as_str().unwrap());
    let auth = basic(ACCOUNT, TOKEN);
    let set = |body: Value| ask(agent().post(&url).header("Authorization", &auth).send_json(body));
    let (status, set_to) = set(json!({ "webhook": { "callback_url": "https://a.example/in#rc=3&rp=all" } }));
    assert_eq!(status, 202);
    assert_eq!(set_to["webhook"]["callback_method"], "POST");
    assert_eq!(stage.twilio.webhooks(SHOP).fallback_url, None);
    assert_eq!(set(json!({ "webhook": { "callback_url": "a.example" } })).0, 400);
}

#[test]
fn typing_shows_that_the_message_was_seen() {
    let stage = Stage::new();
    let sid = stage.twilio.customer_writes(EIRINI, SHOP, "hi");
    let url = format!("{}/v2/Indicators/Typing.json", stage.emulator.url());
    let type_for = |sid: &str| {
        let form = [("channel", "whatsapp"), ("messageId", sid)];
        ask(agent().post(&url).header("Authorization", basic(ACCOUNT, TOKEN)).send_form(form))
    };
    assert_eq!(type_for("SM0").0, 404);
    assert_eq!(type_for(&sid).1["success"], true);
    assert!(stage.twilio.message(&sid).unwrap().seen);
}
