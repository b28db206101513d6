//! Proof that the tools of the journeys see what they must see, against pages that a few lines of `std` serve.

use crate::support::{Look, journey};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

const GOOD: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Proof</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<script type="module" src="/static/proof.js"></script></head><body><main><h1>Proof</h1>
<form action="/sent" method="get"><label for="name">Name</label> <input id="name" name="name">
<button type="submit">Send</button></form><p class="live">waiting</p></main></body></html>"#;

const BAD: &str = r#"<!doctype html><html><head><meta charset="utf-8"><title>Bad</title><link rel="icon" href="data:,"></head>
<body><main><h1 id="a">One</h1><h1 id="a">Two</h1><input placeholder="Name"><button></button><svg></svg>
<label for="gone">x</label></main><script>document.title = "inline"</script></body></html>"#;

const SCRIPT: &str = "setTimeout(() => { document.querySelector('.live').textContent = 'alive ' + innerWidth }, 150);";

/// Serves the pages on a free port until the process ends.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        // A thread each: a browser opens connections ahead and leaves them idle.
        for stream in listener.incoming() {
            let stream = stream.expect("a connection");
            thread::spawn(move || answer(stream));
        }
    });
    address
}

fn answer(mut stream: TcpStream) {
    let lines = BufReader::new(&stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty());
    let request = lines.collect::<Vec<_>>();
    let path = request.first().and_then(|line| line.split(' ').nth(1)).unwrap_or("/").to_owned();
    let (kind, body) = match path.split('?').next() {
        Some("/static/proof.js") => ("text/javascript", SCRIPT.to_owned()),
        Some("/bad") => ("text/html", BAD.to_owned()),
        Some("/sent") => ("text/html", GOOD.replace("waiting", &format!("got {path}"))),
        _ => ("text/html", GOOD.to_owned()),
    };
    let head =
        "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-security-policy: default-src 'self'; img-src 'self' data:";
    // A browser that closes early is no fault of the page.
    write!(stream, "{head}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).ok();
}

#[test]
fn a_good_page_passes_and_can_be_used() {
    let site = serve();
    journey("proof_good", |browsers| async move {
        let (one, phone) =
            (browsers.open("one", Look::DESKTOP).await, browsers.open("phone", Look::PHONE.greek()).await);
        one.goto(&site).await;
        phone.goto(&site).await;
        one.wait_for_text(".live", "alive 1440").await;
        phone.wait_for_text(".live", "alive 390").await;
        assert_eq!(phone.run("return navigator.language", Vec::new()).await, "el");
        one.audit().await;
        one.theme("dark").await;
        let picture = one.screenshot("proof").await;
        assert!(picture.exists());
        one.fill("#name", "Eirini").await;
        assert_eq!(one.value("#name").await, "Eirini");
        one.press("Send").await;
        one.wait_for_address("name=Eirini").await;
        phone.fill("#name", "x").await;
        phone.enter().await;
        phone.wait_for_address("name=x").await;
        phone.offline(true).await;
        assert_eq!(phone.run("return navigator.onLine", Vec::new()).await, false);
    });
}

#[test]
fn a_page_works_with_scripts_off() {
    let site = serve();
    journey("proof_scriptless", |browsers| async move {
        let page = browsers.open("one", Look::DESKTOP.without_scripts()).await;
        page.goto(&site).await;
        page.type_into("#name", "x").await;
        page.click("button").await;
        page.wait_for_text("p.live", "got /sent").await;
    });
}

#[test]
fn a_bad_page_is_seen() {
    let site = serve();
    journey("proof_bad", |browsers| async move {
        let page = browsers.open("one", Look::DESKTOP).await;
        page.goto(&format!("{site}/bad")).await;
        let complaints = page.complaints().await.join("\n");
        for part in
            ["language", "2 h1", "id a is there twice", "for names gone", "<input placeholder", "<button>", "<svg>"]
        {
            assert!(complaints.contains(part), "{part} is not in\n{complaints}");
        }
        let console = page.console().await.join("\n");
        assert!(console.contains("Content Security Policy"), "{console}");
    });
}
