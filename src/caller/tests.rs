use std::io::{Read as _, Write as _};
use std::net::TcpListener;

use super::*;

fn networks(texts: &[&str]) -> Vec<Network> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

#[test]
fn only_public_addresses_are_called() {
    for (ip, public) in [
        ("93.184.216.34", true),
        ("2606:4700::1111", true),
        ("10.0.0.1", false),
        ("172.16.0.1", false),
        ("192.168.1.1", false),
        ("127.0.0.1", false),
        ("169.254.169.254", false),
        ("100.64.0.1", false),
        ("0.0.0.0", false),
        ("255.255.255.255", false),
        ("224.0.0.1", false),
        ("::1", false),
        ("::", false),
        ("fe80::1", false),
        ("fd00::1", false),
        ("::ffff:10.0.0.1", false),
        ("64:ff9b::a00:1", false),
        ("2002:a00:1::", false),
    ] {
        assert_eq!(may_reach(&[], ip.parse().unwrap(), true), public, "{ip}");
        assert!(!may_reach(&[], ip.parse().unwrap(), false), "{ip} without TLS");
    }
    assert!(may_reach(&networks(&["10.0.0.0/8"]), "10.1.2.3".parse().unwrap(), false));
}

#[test]
fn an_address_is_looked_at_before_it_is_kept() {
    let caller = Caller::new(Vec::new());
    for (url, want) in [
        ("bot.example.com", Err(CallFailed::NotAnAddress)),
        ("ftp://bot.example.com/", Err(CallFailed::NotAnAddress)),
        ("https://user:word@93.184.216.34/", Err(CallFailed::NotAnAddress)),
        ("https:///x", Err(CallFailed::NotAnAddress)),
        ("https://93.184.216.34/bot", Ok(())),
        ("http://93.184.216.34/bot", Err(CallFailed::NotAllowed)),
        ("https://127.0.0.1/bot", Err(CallFailed::NotAllowed)),
        ("https://[::1]:8443/bot", Err(CallFailed::NotAllowed)),
        ("https://localhost/bot", Err(CallFailed::NotAllowed)),
    ] {
        assert_eq!(caller.check(url), want, "{url}");
    }
    assert_eq!(Caller::new(networks(&["127.0.0.0/8"])).check("http://127.0.0.1:9/bot"), Ok(()));
}

#[test]
fn what_is_posted_is_signed_and_the_network_is_asked_again() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/bot", listener.local_addr().unwrap());
    let post = Post { url: &url, secrets: &["secret".to_owned(), "former".to_owned()], event_id: "e1", body: "{}" };
    assert_eq!(Caller::new(Vec::new()).post(&post, 100, Timestamp(0)), Err(CallFailed::NotAllowed));
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = Vec::new();
        let mut buffer = [0_u8; 4_096];
        while !asked.windows(6).any(|window| window == b"\r\n\r\n{}") {
            let read = stream.read(&mut buffer).unwrap();
            asked.extend_from_slice(&buffer[..read]);
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").unwrap();
        String::from_utf8(asked).unwrap()
    });
    let caller = Caller::new(networks(&["127.0.0.1"]));
    assert_eq!(caller.post(&post, 100, Timestamp(5_999)), Ok(b"{}".to_vec()));
    let asked = server.join().unwrap().to_lowercase();
    assert!(asked.contains("angelia-timestamp: 5\r\n") && asked.contains("angelia-event: e1\r\n"), "{asked}");
    let both = format!("v1={},v1={}", sign("secret", 5, "{}"), sign("former", 5, "{}"));
    assert!(asked.contains(&format!("angelia-signature: {both}\r\n")), "{asked}");
    // As any library says it.
    assert_eq!(sign("key", 1, "x").len(), 64);
}
