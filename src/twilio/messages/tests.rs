//! Messages out, messages listed: the requests as documented, the answers as lenient as Twilio is.

use super::super::client::Secret;
use super::super::test_server::{Server, json};
use super::*;
use crate::domain::message::Kind;
use crate::domain::region::Region;

const SID: &str = "SM00000000000000000000000000000001";

fn who() -> Credentials {
    Credentials { account_sid: "AC1".to_owned(), user: "AC1".to_owned(), secret: Secret::new("t"), region: Region::Us1 }
}

fn client(server: &Server) -> Client {
    Client::new(Some(&server.base))
}

fn form(request: &str) -> BTreeMap<String, String> {
    let (_, body) = request.split_once("\r\n\r\n").unwrap();
    form_urlencoded::parse(body.as_bytes()).into_owned().collect()
}

#[test]
fn text_and_template_go_out_as_documented() {
    let answer = format!(r#"{{"sid":"{SID}","status":"accepted","num_media":"0","error_code":null}}"#);
    let server = Server::start(vec![json(201, &answer), json(201, &answer)]);
    let client = client(&server);
    let callback = "https://x.example/webhooks/twilio/k/status?m=7";
    let text = Outgoing::Text("Γεια & χαρά 👋");
    let created = client.create_message(&who(), "whatsapp:+14155238886", "whatsapp:GR.1A", &text, callback).unwrap();
    assert_eq!(created, Created { sid: SID.to_owned(), status: Status::Accepted });
    let request = server.request();
    assert!(request.starts_with("POST /2010-04-01/Accounts/AC1/Messages.json HTTP/1.1\r\n"), "{request}");
    let sent = form(&request);
    assert_eq!(sent.get("Body").unwrap(), "Γεια & χαρά 👋");
    assert_eq!((sent["To"].as_str(), sent["From"].as_str()), ("whatsapp:GR.1A", "whatsapp:+14155238886"));
    assert_eq!(sent["StatusCallback"], callback);

    let variables = BTreeMap::from([("1".to_owned(), "a \"b\"".to_owned())]);
    let template = Outgoing::Template { content_sid: "HX1", variables: &variables };
    client.create_message(&who(), "whatsapp:+1", "whatsapp:+2", &template, callback).unwrap();
    let sent = form(&server.request());
    assert_eq!(sent["ContentSid"], "HX1");
    assert_eq!(sent["ContentVariables"], r#"{"1":"a \"b\""}"#);
    assert!(!sent.contains_key("Body"));
}

#[test]
fn a_message_without_a_sid_may_have_been_sent() {
    let server = Server::start(vec![json(201, r#"{"status":"queued"}"#)]);
    let result = client(&server).create_message(&who(), "a", "b", &Outgoing::Text("x"), "");
    assert!(matches!(result, Err(CallError::Unknown { http: Some(201), .. })), "{result:?}");
}

#[test]
fn the_list_is_followed_to_its_end_or_the_limit() {
    let first = r#"{"messages":[{"sid":"SM1","direction":"inbound","from":"whatsapp:+3069","to":"whatsapp:+1","body":"a",
        "status":"received","error_code":null,"date_created":"Sun, 22 Nov 2026 10:00:00 +0000","date_sent":"Sun, 22 Nov 2026 10:00:01 +0000","num_media":"2"}],
        "next_page_uri":"/2010-04-01/Accounts/AC1/Messages.json?PageToken=x%2B"}"#;
    let second = r#"{"messages":[{"direction":"outbound-api"},{"sid":"SM2","direction":"outbound-api","body":null,"status":"undelivered",
        "error_code":63016,"date_created":"odd","date_sent":null,"num_media":0},{"sid":"SM3"}],"next_page_uri":null}"#;
    let server = Server::start(vec![json(200, first), json(200, second), json(200, first), json(200, second)]);
    let client = client(&server);
    let day = wire::timestamp("2026-11-21T23:59:59Z");
    let filter = ListFilter { to: Some("whatsapp:+1"), from: None, sent_after: day, page_size: 2000 };
    let all = client.list_messages(&who(), &filter, 100).unwrap();
    assert_eq!(all.iter().map(|m| m.sid.as_str()).collect::<Vec<_>>(), ["SM1", "SM2", "SM3"]);
    let request = server.request();
    assert!(request.contains("Messages.json?To=whatsapp%3A%2B1&DateSent%3E=2026-11-21&PageSize=1000 "), "{request}");
    assert!(server.request().starts_with("GET /2010-04-01/Accounts/AC1/Messages.json?PageToken=x%2B "));
    assert!(all[0].direction_in && all[0].status == Some(Status::Received) && all[0].num_media == 2);
    assert_eq!(all[0].sent_at, wire::timestamp("2026-11-22T10:00:01Z"));
    assert_eq!((all[1].status, all[1].error_code, all[1].created_at), (Some(Status::Undelivered), Some(63016), None));
    assert_eq!(client.list_messages(&who(), &filter, 2).unwrap().len(), 2);
}

#[test]
fn one_message_and_its_files_are_fetched() {
    let media = r#"{"media_list":[{"uri":"/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1.json","content_type":"image/jpeg"},{}]}"#;
    let gone = r#"{"code":20404,"message":"The requested resource was not found","status":404}"#;
    let server = Server::start(vec![json(200, r#"{"sid":"MM1","status":"read"}"#), json(200, media), json(404, gone)]);
    let client = client(&server);
    assert_eq!(client.fetch_message(&who(), "MM1").unwrap().status, Some(Status::Read));
    let file = MediaRef {
        url: format!("{}/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1", server.base),
        content_type: "image/jpeg".to_owned(),
    };
    assert_eq!(client.list_media(&who(), "MM1").unwrap(), [file]);
    let missing = client.fetch_message(&who(), "MM2");
    assert!(matches!(missing, Err(CallError::Rejected { http: 404, code: Some(20404), .. })), "{missing:?}");
}

#[test]
fn a_listed_message_of_a_contact_becomes_what_a_webhook_would_have_brought() {
    let listed = |json: &str| serde_json::from_str::<RawMessage>(json).unwrap().listed().unwrap();
    let message = listed(
        r#"{"sid":"SM1","direction":"inbound","from":"whatsapp:+306900000147","to":"whatsapp:+14155238886",
            "body":"Γεια","date_created":"Sun, 22 Nov 2026 10:00:00 +0000","num_media":"0"}"#,
    );
    let inbound = message.clone().into_inbound("AC1", Vec::new()).unwrap();
    assert_eq!((inbound.kind, inbound.body.as_str(), inbound.raw_kind.as_str()), (Kind::Text, "Γεια", "text"));
    assert_eq!(inbound.sent_at, wire::timestamp("2026-11-22T10:00:00Z"));
    let voice = MediaRef { url: "https://x/1".to_owned(), content_type: "audio/ogg".to_owned() };
    assert_eq!(message.clone().into_inbound("AC1", vec![voice]).unwrap().kind, Kind::Audio);
    assert_eq!(Listed { direction_in: false, ..message.clone() }.into_inbound("AC1", Vec::new()), None);
    assert_eq!(Listed { from: "whatsapp:x".to_owned(), ..message }.into_inbound("AC1", Vec::new()), None);
}
