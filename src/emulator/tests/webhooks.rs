use super::{ACCOUNT, EIRINI, SHOP, Stage, TOKEN};
use crate::emulator::{Brought, FromCustomer, Note, What};
use crate::twilio::signature;

const SANDBOX: &str = "whatsapp:+14155238886";

#[test]
fn a_customers_message_is_posted_and_signed_without_the_fragment() {
    let stage = Stage::new();
    stage.twilio.set_webhooks(SHOP, stage.appliance.webhooks("?k=1#rc=2&rp=all"));
    let sid = stage.twilio.customer_writes(EIRINI, SHOP, "Έχετε σαπούνια; 🫒 & <b>");
    stage.idle();
    let post = stage.appliance.posts("/in").remove(0);
    assert_eq!(post.path, "/in?k=1");
    assert_eq!(post.header("user-agent"), "TwilioProxy/1.1");
    assert!(!post.header("i-twilio-idempotency-token").is_empty());
    let url = stage.appliance.url("/in?k=1");
    assert!(signature::check(&[TOKEN], &url, &post.params, post.header("x-twilio-signature")));
    assert_eq!(post.get("MessageSid"), Some(sid.as_str()));
    assert_eq!(post.get("AccountSid"), Some(ACCOUNT));
    assert_eq!((post.get("WaId"), post.get("From")), (Some("306900000147"), Some(EIRINI)));
    assert_eq!(post.get("ExternalUserId"), Some("whatsapp:GR.1A2B3C"));
    assert_eq!(post.get("ProfileName"), Some("Ειρήνη"));
    assert_eq!(stage.twilio.message(&sid).unwrap().brought, Brought::Yes);
}

#[test]
fn somebody_without_a_number_writes_from_the_user_id() {
    let stage = Stage::new();
    stage.twilio.add_customer("lemonia_k", "whatsapp:GR.9Z8Y", None);
    stage.twilio.customer_writes("lemonia_k", SHOP, "hi");
    stage.idle();
    let post = stage.appliance.posts("/in").remove(0);
    assert_eq!(post.get("From"), Some("whatsapp:GR.9Z8Y"));
    assert_eq!(post.get("ExternalUserId"), post.get("From"));
    assert_eq!(post.get("WaId"), None);
}

#[test]
fn a_5xx_is_not_retried_unless_asked_and_the_fallback_follows() {
    let stage = Stage::new();
    stage.appliance.answer(&[(500, "", "")]);
    stage.twilio.customer_writes(EIRINI, SHOP, "ένα");
    stage.idle();
    assert_eq!(stage.appliance.posts("/in").len(), 1);
    let fallback = stage.appliance.posts("/fallback").remove(0);
    assert_eq!(fallback.get("ErrorCode"), Some("11200"));
    assert_eq!(fallback.get("ErrorUrl"), Some(stage.appliance.url("/in").as_str()));
    stage.twilio.set_webhooks(SHOP, stage.appliance.webhooks("#rc=3&rp=5xx"));
    stage.appliance.answer(&[(500, "", ""), (502, "", "")]);
    stage.twilio.customer_writes(EIRINI, SHOP, "δύο");
    stage.idle();
    let posts = stage.appliance.posts("/in");
    assert_eq!(posts.len(), 4);
    assert_eq!(posts[2].header("i-twilio-idempotency-token"), posts[3].header("i-twilio-idempotency-token"));
    let last = stage.twilio.journal().pop().unwrap();
    assert_eq!((last.what, last.status, last.notes), (What::MessageIn, Some(204), vec![Note::Attempts(3)]));
}

#[test]
fn what_could_not_be_brought_is_only_in_the_list() {
    let stage = Stage::new();
    stage.appliance.answer(&[(403, "", ""), (503, "", "")]);
    let sid = stage.twilio.customer_writes(EIRINI, SHOP, "χαμένο");
    stage.idle();
    assert_eq!(stage.twilio.message(&sid).unwrap().brought, Brought::Failed);
    assert_eq!(stage.get(&stage.path("/Messages.json")).1["messages"][0]["sid"], sid.as_str());
}

#[test]
fn nobody_there_is_tried_twice() {
    let stage = Stage::new();
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let nowhere = Some(format!("http://{closed}/in"));
    let webhooks = crate::emulator::Webhooks { callback_url: nowhere, ..Default::default() };
    stage.twilio.set_webhooks(SHOP, webhooks);
    stage.twilio.customer_writes(EIRINI, SHOP, "x");
    stage.idle();
    let entry = stage.twilio.journal().pop().unwrap();
    assert_eq!((entry.status, entry.notes), (None, vec![Note::NoConnection, Note::Attempts(2)]));
}

#[test]
fn plain_text_in_the_answer_goes_to_the_customer() {
    let stage = Stage::new();
    stage.appliance.answer(&[(200, "text/plain", "OK"), (200, "text/xml", "<Response/>")]);
    stage.twilio.customer_writes(EIRINI, SHOP, "ένα");
    stage.twilio.customer_writes(EIRINI, SHOP, "δύο");
    stage.idle();
    let (_, list) = stage.get(&stage.path("/Messages.json"));
    let replies: Vec<_> =
        list["messages"].as_array().unwrap().iter().filter(|m| m["direction"] == "outbound-reply").collect();
    assert_eq!(replies.len(), 1);
    assert_eq!(replies[0]["body"], "OK");
}

#[test]
fn the_sandbox_wants_to_be_joined_and_paced() {
    let stage = Stage::new();
    stage.twilio.add_sender(ACCOUNT, SANDBOX, "Sandbox", Some("olive-tree"), stage.appliance.webhooks(""));
    let last_error = |stage: &Stage| {
        stage.idle();
        stage.twilio.sent().pop().unwrap().error
    };
    stage.send(&[("From", SANDBOX), ("Body", "hi")]);
    assert_eq!(last_error(&stage), Some(63_015));
    stage.pass(3_000);
    stage.twilio.customer_writes(EIRINI, SANDBOX, "join olive-tree");
    stage.send(&[("From", SANDBOX), ("Body", "hi")]);
    assert_eq!(last_error(&stage), None);
    stage.pass(2_000);
    stage.send(&[("From", SANDBOX), ("Body", "hi")]);
    assert_eq!(last_error(&stage), Some(63_018));
    stage.pass(24 * 3_600_000);
    let appointment = "HXb5b62575e6e4ff6129ad7c8efe1f983e";
    let values = r#"{"1":"22 July 2026","2":"3:15pm"}"#;
    stage.send(&[("From", SANDBOX), ("ContentSid", appointment), ("ContentVariables", values)]);
    assert_eq!(last_error(&stage), None);
    assert_eq!(
        stage.twilio.sent().pop().unwrap().shown,
        "Your appointment is coming up on 22 July 2026 at 3:15pm. If you need to change it, please reply back and let us know."
    );
    assert!(stage.appliance.posts("/in").is_empty());
}

#[test]
fn whoever_is_not_in_the_sandbox_is_answered_by_it_and_reaches_nobody() {
    const OTHER: &str = "AC00000000000000000000000000000002";
    let stage = Stage::new();
    stage.twilio.add_account(OTHER, TOKEN, "Other");
    stage.twilio.add_sender(ACCOUNT, SANDBOX, "Sandbox", Some("olive-tree"), stage.appliance.webhooks("?olive"));
    stage.twilio.add_sender(OTHER, SANDBOX, "Sandbox", Some("fig-leaf"), stage.appliance.webhooks("?fig"));
    let posts = |stage: &Stage| {
        stage.idle();
        ["/in?olive", "/in?fig"].map(|path| stage.appliance.posts(path).len())
    };
    let listed = |stage: &Stage| stage.get(&stage.path("/Messages.json")).1["messages"].as_array().unwrap().len();
    stage.twilio.customer_writes(EIRINI, SANDBOX, "hello");
    assert_eq!((posts(&stage), listed(&stage)), ([0, 0], 0));
    stage.twilio.customer_writes(EIRINI, SANDBOX, "join olive-tree");
    stage.twilio.customer_writes(EIRINI, SANDBOX, "hello");
    assert_eq!(posts(&stage), [1, 0]);
    stage.twilio.customer_writes(EIRINI, SANDBOX, "join fig-leaf");
    stage.twilio.customer_writes(EIRINI, SANDBOX, "hello");
    assert_eq!(posts(&stage), [1, 1]);
    stage.pass(3 * 24 * 3_600_000);
    stage.twilio.customer_writes(EIRINI, SANDBOX, "still there?");
    assert_eq!(posts(&stage), [1, 1], "membership has ended");
}

#[test]
fn extra_parameters_go_out_as_they_are() {
    let stage = Stage::new();
    stage.twilio.customer_sends_raw(EIRINI, SHOP, "", &[("MessageType", "reaction"), ("ReferralSourceType", "ad")]);
    let answered = stage.twilio.customer_sends(
        EIRINI,
        SHOP,
        FromCustomer { text: "ναι".into(), reply_to: Some("SM1".into()), ..FromCustomer::default() },
    );
    stage.idle();
    let posts = stage.appliance.posts("/in");
    assert_eq!(posts[0].get("MessageType"), Some("reaction"));
    assert_eq!(posts[0].params.iter().filter(|(name, _)| name == "MessageType").count(), 1);
    assert_eq!(posts[1].get("OriginalRepliedMessageSid"), Some("SM1"));
    assert_eq!(posts[1].get("MessageSid"), Some(answered.as_str()));
}
