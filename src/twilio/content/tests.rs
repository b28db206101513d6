//! Templates as Twilio writes them, in every shape met so far.

use super::super::client::Secret;
use super::super::test_server::{Server, json as answer};
use super::*;
use crate::domain::region::Region;

fn who() -> Credentials {
    Credentials { account_sid: "AC1".to_owned(), user: "AC1".to_owned(), secret: Secret::new("t"), region: Region::Us1 }
}

#[test]
fn every_shape_of_approval_is_read() {
    for (shape, approval) in [
        (json!({"status": "APPROVED", "category": "UTILITY", "rejection_reason": ""}), Approval::Approved),
        (json!({"whatsapp": {"status": "rejected", "category": "UTILITY"}}), Approval::Rejected),
        (json!([{"type": "whatsapp", "status": "Paused", "category": "UTILITY"}]), Approval::Paused),
        (
            json!([{"type": "rcs", "status": "approved"}, {"type": "whatsapp", "status": "received", "category": "UTILITY"}]),
            Approval::Received,
        ),
        (json!([{"whatsapp": {"status": "disabled", "category": "UTILITY"}}]), Approval::Disabled),
        (json!({"status": "in_appeal", "category": "UTILITY"}), Approval::Pending),
    ] {
        let facts = approval_facts(&shape);
        assert_eq!((facts.approval, facts.category.as_deref()), (approval, Some("UTILITY")), "{shape}");
        assert_eq!(facts.rejection_reason, None);
    }
    for missing in [json!(null), json!({}), json!([]), json!({"status": ""}), json!({"whatsapp": null})] {
        assert_eq!(approval_facts(&missing).approval, Approval::Unsubmitted, "{missing}");
    }
}

#[test]
fn the_richest_type_names_the_kind_and_gives_text_and_buttons() {
    let content = |types: Value| {
        let raw = json!({"sid": "HX1", "friendly_name": "n", "language": "el", "variables": {"1": "Άννα", "2": 7}, "types": types});
        serde_json::from_value::<RawContent>(raw).unwrap().content().unwrap()
    };
    let quick = content(json!({
        "twilio/text": {"body": "plain {{1}}"},
        "twilio/quick-reply": {"body": "rich {{1}}", "actions": [{"title": "Ναι", "id": "yes"}, {"title": "Όχι", "id": "no"}]}
    }));
    assert_eq!((quick.kind.as_str(), quick.body.as_str()), ("quick-reply", "rich {{1}}"));
    assert_eq!(quick.buttons[0], Button { title: "Ναι".to_owned(), id: Some("yes".to_owned()), ..Button::default() });
    assert_eq!(
        quick.variables,
        BTreeMap::from([("1".to_owned(), "Άννα".to_owned()), ("2".to_owned(), "7".to_owned())])
    );
    assert_eq!(quick.approval, Approval::Unsubmitted);

    let card = content(json!({"twilio/card": {"title": "T", "subtitle": "s", "media": ["https://x/{{1}}"],
        "actions": [{"type": "URL", "title": "See", "url": "https://x"}, {"title": "Call", "phone": "+30210"}]}}));
    assert_eq!((card.kind.as_str(), card.body.as_str()), ("card", "T\ns"));
    assert_eq!(card.media_urls, ["https://x/{{1}}"]);
    assert_eq!((card.buttons[0].url.as_deref(), card.buttons[1].phone.as_deref()), (Some("https://x"), Some("+30210")));

    let list = content(
        json!({"twilio/list-picker": {"body": "b", "button": "o", "items": [{"id": "1", "item": "One", "description": "d"}]}}),
    );
    assert_eq!(list.buttons[0].title, "One");
    let carousel = content(
        json!({"twilio/carousel": {"body": "b", "cards": [{"title": "c", "media": "https://x/1", "actions": [{"title": "Buy"}]}]}}),
    );
    assert_eq!((carousel.buttons[0].title.as_str(), carousel.media_urls.len()), ("Buy", 1));
    let strange = content(json!({"twilio/hologram": {"size": 3}, "twilio/text": {"body": "fallback"}}));
    assert_eq!((strange.kind.as_str(), strange.body.as_str()), ("hologram", "fallback"));
    assert_eq!(content(json!(null)).kind, "text");
}

#[test]
fn templates_are_listed_over_pages_on_our_base_only() {
    let first = r#"{"contents":[{"sid":"HX1","friendly_name":"a","language":"en","variables":null,"types":{"twilio/text":{"body":"x"}},
        "approval_requests":{"status":"approved","category":"UTILITY"}},{"friendly_name":"no sid"}],
        "meta":{"next_page_url":"https://content.twilio.com/v1/ContentAndApprovals?PageSize=500&PageToken=DN%2Bx"}}"#;
    let second = r#"{"contents":[{"sid":"HX2"}],"meta":{"next_page_url":null}}"#;
    let server = Server::start(vec![answer(200, first), answer(200, second)]);
    let found = Client::new(Some(&server.base)).list_contents(&who()).unwrap();
    assert_eq!(
        found.iter().map(|c| (c.content_sid.as_str(), c.approval)).collect::<Vec<_>>(),
        [("HX1", Approval::Approved), ("HX2", Approval::Unsubmitted)]
    );
    assert!(server.request().starts_with("GET /v1/ContentAndApprovals?PageSize=500 "));
    assert!(server.request().starts_with("GET /v1/ContentAndApprovals?PageSize=500&PageToken=DN%2Bx "));
}

#[test]
fn a_template_is_made_submitted_and_asked_for() {
    let server = Server::start(vec![
        answer(201, r#"{"sid":"HX9"}"#),
        answer(201, r#"{"name":"a","category":"UTILITY","status":"received","rejection_reason":""}"#),
        answer(
            200,
            r#"{"sid":"HX9","whatsapp":{"status":"rejected","category":"MARKETING","rejection_reason":"TAG_CONTENT_MISMATCH"}}"#,
        ),
    ]);
    let client = Client::new(Some(&server.base));
    let types = json!({"twilio/text": {"body": "γεια {{1}}"}});
    let variables = BTreeMap::from([("1".to_owned(), "Άννα".to_owned())]);
    assert_eq!(client.create_content(&who(), "a", "el", &variables, &types).unwrap(), "HX9");
    let (_, sent) = server.request().split_once("\r\n\r\n").map(|(h, b)| (h.to_owned(), b.to_owned())).unwrap();
    let sent: Value = serde_json::from_str(&sent).unwrap();
    assert_eq!(sent, json!({"friendly_name": "a", "language": "el", "variables": {"1": "Άννα"}, "types": types}));
    assert_eq!(client.submit_approval(&who(), "HX9", "a", "UTILITY").unwrap().approval, Approval::Received);
    assert!(server.request().starts_with("POST /v1/Content/HX9/ApprovalRequests/whatsapp "));
    let facts = client.fetch_approval(&who(), "HX9").unwrap();
    assert_eq!((facts.approval, facts.rejection_reason.as_deref()), (Approval::Rejected, Some("TAG_CONTENT_MISMATCH")));
}
