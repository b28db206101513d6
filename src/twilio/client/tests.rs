//! The client against a real socket: what each answer, and each missing one, is taken for.

use std::io::Write;
use std::net::TcpListener;

use super::super::test_server::{Reply, Server, json, reply};
use super::*;

fn who() -> Credentials {
    Credentials {
        account_sid: "AC1".to_owned(),
        user: "SK1".to_owned(),
        secret: Secret::new("s3cret"),
        region: Region::Us1,
    }
}

/// Long enough for a busy machine; nothing here waits for it to pass.
const PATIENT: Duration = Duration::from_secs(20);

fn client(base: &str, call: Duration) -> Client {
    Client::with_timeouts(Some(base), PATIENT, call)
}

fn post(replies: Vec<Reply>, call: Duration) -> (Result<serde_json::Value, CallError>, Server) {
    let server = Server::start(replies);
    let client = client(&server.base, call);
    let form = [("Body", "γεια & χαρά"), ("To", "whatsapp:+1")];
    let result = client.post_form(&who(), &format!("{}/x", client.api(&who())), &form);
    (result, server)
}

fn error(reply: Reply) -> CallError {
    post(vec![reply], PATIENT).0.unwrap_err()
}

#[test]
fn a_secret_never_prints() {
    assert!(!format!("{:?}", who()).contains("s3cret"));
    assert!(format!("{:?}", who()).contains("***"));
}

#[test]
fn a_form_goes_out_with_length_and_basic_authentication() {
    let (result, server) = post(vec![json(201, r#"{"ok":true}"#)], PATIENT);
    assert_eq!(result.unwrap(), serde_json::json!({"ok": true}));
    let request = server.request().to_lowercase();
    assert!(request.starts_with("post /x http/1.1\r\n"), "{request}");
    assert!(request.contains(&format!("authorization: basic {}", STANDARD.encode("SK1:s3cret").to_lowercase())));
    assert!(request.contains("content-type: application/x-www-form-urlencoded\r\n"));
    assert!(request.contains("content-length: ") && !request.contains("transfer-encoding"), "{request}");
    assert!(request.ends_with("&to=whatsapp%3a%2b1"), "{request}");
}

#[test]
fn a_classic_refusal_is_rejected_with_code_and_masked_words() {
    let body = r#"{"code":21211,"message":"The 'To' number whatsapp:+306912345678 is not valid.","more_info":"…","status":400}"#;
    let CallError::Rejected { http: 400, code: Some(21211), message } = error(json(400, body)) else { panic!() };
    assert!(message.contains("is not valid") && !message.contains("306912345678"), "{message}");
}

#[test]
fn a_problem_json_is_read_too() {
    let body =
        r#"{"type":"t","title":"Bad","status":422,"code":"63007","detail":"no such sender","errors":[{"detail":"x"}]}"#;
    let refused = error(reply(422, "Content-Type: application/problem+json\r\n", body));
    assert_eq!(refused, CallError::Rejected { http: 422, code: Some(63007), message: "no such sender".to_owned() });
}

#[test]
fn html_and_redirects_are_definite_answers() {
    let refused = error(reply(403, "Content-Type: text/html\r\n", "<html>no</html>"));
    assert!(matches!(refused, CallError::Rejected { http: 403, code: None, .. }), "{refused:?}");
    let moved = error(reply(307, "Location: http://127.0.0.1:1/\r\n", ""));
    assert!(matches!(moved, CallError::Rejected { http: 307, .. }), "{moved:?}");
}

#[test]
fn too_much_is_throttled_with_the_wait() {
    let body = r#"{"code":20429,"message":"Too Many Requests"}"#;
    let wait = |reply| match error(reply) {
        CallError::Throttled { code, retry_after, .. } => (code, retry_after),
        other => panic!("{other:?}"),
    };
    assert_eq!(wait(json(429, body)), (Some(20429), None));
    assert_eq!(wait(reply(429, "Retry-After: 7\r\n", body)), (Some(20429), Some(Millis::seconds(7))));
    let dated = "Date: Sun, 22 Nov 2026 12:00:00 GMT\r\nRetry-After: Sun, 22 Nov 2026 12:00:30 GMT\r\n";
    assert_eq!(wait(reply(503, dated, "<html>")), (None, Some(Millis::seconds(30))));
}

#[test]
fn whatever_may_have_been_processed_is_unknown() {
    let unknown = |reply| match error(reply) {
        CallError::Unknown { http, .. } => http,
        other => panic!("{other:?}"),
    };
    assert_eq!(unknown(json(500, r#"{"code":20500}"#)), Some(500));
    assert_eq!(unknown(reply(502, "Content-Type: text/html\r\n", "<html>bad gateway</html>")), Some(502));
    assert_eq!(unknown(reply(201, "", "not json")), Some(201));
    assert_eq!(
        unknown(Reply::Raw("HTTP/1.1 201 Created\r\nContent-Length: 90\r\n\r\n{\"sid\":".to_owned())),
        Some(201)
    );
    assert_eq!(unknown(Reply::Raw("HTTP/1.1 20".to_owned())), None);
    assert_eq!(unknown(Reply::Hang), None);
    let silent = post(vec![Reply::Silence], Duration::from_secs(1)).0.unwrap_err();
    assert!(matches!(silent, CallError::Unknown { http: None, .. }), "{silent:?}");
}

#[test]
fn what_never_left_is_unreachable() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for base in [format!("http://127.0.0.1:{port}"), "http://nobody.invalid".to_owned(), "http://".to_owned()] {
        let client = client(&base, PATIENT);
        let url = format!("{}/x", client.api(&who()));
        let sent = client.post_form::<serde_json::Value>(&who(), &url, &[("Body", "x")]).unwrap_err();
        assert!(matches!(sent, CallError::Unreachable { .. }), "{base}: {sent:?}");
        let read = client.get::<serde_json::Value>(&who(), &url).unwrap_err();
        assert!(matches!(read, CallError::Unreachable { .. }), "{base}: {read:?}");
    }
}

#[test]
fn a_failed_handshake_never_left() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("https://{}", listener.local_addr().unwrap());
    let plain = std::thread::spawn(move || listener.accept().unwrap().0.write_all(b"HTTP/1.1 400 no\r\n\r\n"));
    let client = client(&base, PATIENT);
    let sent = client.post_form::<serde_json::Value>(&who(), &format!("{base}/x"), &[("Body", "x")]).unwrap_err();
    assert!(matches!(sent, CallError::Unreachable { .. }), "{sent:?}");
    plain.join().unwrap().unwrap();
}

#[test]
fn each_region_has_hosts_of_its_own() {
    let client = Client::new(None);
    for (region, want) in [
        (Region::Us1, "https://api.twilio.com"),
        (Region::Ie1, "https://api.dublin.ie1.twilio.com"),
        (Region::Au1, "https://api.sydney.au1.twilio.com"),
        (Region::Jp1, "https://api.tokyo.jp1.twilio.com"),
    ] {
        assert_eq!(client.api(&Credentials { region, ..who() }), want);
    }
    let ireland = Credentials { region: Region::Ie1, ..who() };
    assert_eq!(client.content(&ireland), "https://content.dublin.ie1.twilio.com");
    assert_eq!(client.messaging(&ireland), "https://messaging.dublin.ie1.twilio.com");
    assert_eq!(Client::new(Some("http://127.0.0.1:1/")).api(&ireland), "http://127.0.0.1:1");
}
