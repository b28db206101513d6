use serde_json::json;

use super::{ACCOUNT, EIRINI, SHOP, Stage};
use crate::emulator::{Methods, Standing, Webhooks};

#[test]
fn the_settings_of_a_service_win_over_those_of_its_numbers() {
    let stage = Stage::new();
    let service = stage.twilio.put_into_service(SHOP).unwrap();
    assert_eq!(stage.twilio.put_into_service(SHOP), None, "a number is in one service");
    // Without an address of its own, a service receives nothing.
    stage.twilio.customer_writes(EIRINI, SHOP, "one");
    stage.idle();
    assert!(stage.appliance.posts("/in").is_empty());

    let listed = stage.get(&stage.at("/v1/Services")).1;
    assert_eq!(listed["services"][0]["sid"], service.as_str());
    assert_eq!(listed["services"][0]["inbound_request_url"], json!(null));
    let members = stage.get(&stage.at(&format!("/v1/Services/{service}/ChannelSenders"))).1;
    assert_eq!(members["senders"][0]["sender"], SHOP);
    assert_eq!(members["meta"]["key"], "senders");
    assert_eq!(stage.get(&stage.at("/v1/Services/MGnone")).0, 404);

    let url = stage.appliance.url("/pool");
    let (status, changed) =
        stage.post(&format!("/v1/Services/{service}"), &[("InboundRequestUrl", &url), ("FallbackUrl", "")]);
    assert_eq!((status, changed["inbound_request_url"].as_str()), (200, Some(url.as_str())));
    assert_eq!(stage.post(&format!("/v1/Services/{service}"), &[("InboundMethod", "PATCH")]).0, 400);
    stage.twilio.customer_writes(EIRINI, SHOP, "two");
    stage.idle();
    let post = stage.appliance.posts("/pool").remove(0);
    assert_eq!(post.get("MessagingServiceSid"), Some(service.as_str()));

    stage.twilio.set_service_webhooks(&service, stage.twilio.service_webhooks(&service), true);
    stage.twilio.customer_writes(EIRINI, SHOP, "three");
    stage.idle();
    assert_eq!(stage.appliance.posts("/in").len(), 1);
    stage.twilio.take_out_of_service(SHOP);
    assert_eq!(stage.get(&stage.at("/v1/Services")).1["services"], json!([]));
}

#[test]
fn a_sender_is_offline_and_called_by_another_method() {
    let stage = Stage::new();
    let reason = ("63020".to_owned(), "The business account is restricted".to_owned());
    let standing = Standing { status: "OFFLINE".to_owned(), offline_reasons: vec![reason], ..Standing::default() };
    stage.twilio.set_standing(SHOP, standing);
    let methods = Methods { callback: Some("PUT".to_owned()), ..Methods::default() };
    stage.twilio.set_webhooks(SHOP, Webhooks { methods, ..stage.appliance.webhooks("") });
    let listed = stage.get(&stage.at("/v2/Channels/Senders?Channel=whatsapp")).1;
    let sender = listed["senders"].as_array().unwrap().iter().find(|sender| sender["sender_id"] == SHOP).unwrap();
    assert_eq!((&sender["status"], &sender["webhook"]["callback_method"]), (&json!("OFFLINE"), &json!("PUT")));
    assert_eq!(sender["offline_reasons"][0]["code"], "63020");
    stage.twilio.remove_sender(SHOP);
    assert_eq!(stage.get(&stage.at(&format!("/v1/Services?PageSize=1&who={ACCOUNT}"))).0, 200);
    assert_eq!(stage.twilio.customer_writes(EIRINI, SHOP, "x"), "");
}
