//! An admin connects a program, sees that it works, that it failed, and sends again what it missed.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use crate::house::House;
use crate::journeys::sign_in;
use crate::support::{Look, Page, journey};

/// A program that answers as it is told to; its address.
fn program(status: Arc<AtomicU16>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/angelia", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let (mut asked, mut buffer) = (Vec::new(), [0_u8; 8_192]);
            while !asked.ends_with(b"}") {
                let read = stream.read(&mut buffer).unwrap();
                asked.extend_from_slice(&buffer[..read]);
            }
            let status = status.load(Ordering::SeqCst);
            let answer = format!("HTTP/1.1 {status} -\r\ncontent-length: 0\r\n\r\n");
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    url
}

#[test]
fn a_program_is_connected_fails_and_is_told_what_it_missed() {
    let mut house = House::new();
    house.call_networks = vec!["127.0.0.1".parse().unwrap()];
    house.stop();
    house.start();
    let house = &house;
    journey("webhooks", |browsers| async move {
        let admin = sign_in(house, &browsers, "Dimitra", "admin", Look::DESKTOP).await;
        let status = Arc::new(AtomicU16::new(200));
        connected(house, &admin, &program(status.clone())).await;
        status.store(500, Ordering::SeqCst);
        house.anna_writes("Is anybody there?");
        failed(house, &admin).await;
        status.store(200, Ordering::SeqCst);
        told(&admin).await;
    });
}

async fn connected(house: &House, admin: &Page, url: &str) {
    admin.goto(&format!("{}/admin/webhooks", house.url())).await;
    admin.audit().await;
    admin.click("a[href$='/admin/webhooks/new']").await;
    admin.type_into("#name", "CRM").await;
    admin.type_into("#url", "example.com").await;
    admin.click("input[value='message.in']").await;
    admin.expect_in_console("422");
    admin.click("form.form .btn-primary").await;
    admin.wait_for("#url-e").await;
    admin.audit().await;
    admin.fill("#url", url).await;
    admin.click("form.form .btn-primary").await;
    admin.wait_for("#secret").await;
    admin.audit().await;
    admin.pictures("webhook-made").await;
    admin.click("#test").await;
    admin.wait_for_text("main", "The other program took it").await;
    admin.audit().await;
    admin.pictures("webhook-test").await;
}

async fn failed(house: &House, admin: &Page) {
    admin
        .until("the call failed", crate::support::PATIENCE, async || {
            house.count("SELECT count(*) FROM webhook_delivery WHERE status = 500 AND claimed_at IS NULL") == 1
        })
        .await;
    admin.goto(&format!("{}/admin/webhooks/1/deliveries?outcome=waiting", house.url())).await;
    admin.audit().await;
    admin.pictures("webhook-deliveries").await;
    admin.click("main table a").await;
    admin.wait_for_text("main", "Is anybody there?").await;
    admin.audit().await;
}

async fn told(admin: &Page) {
    admin.click("form[action$='/send-again'] button").await;
    admin.wait_for(".flash").await;
    admin
        .until("it is told now", crate::support::PATIENCE, async || {
            admin.reload().await;
            admin.text("main").await.contains("delivered")
        })
        .await;
    admin.goto(&admin.address().await.replace("/deliveries/2", "")).await;
    admin.click("details:has(form[action$='/secret']) summary").await;
    admin.audit().await;
    admin.click("form[action$='/secret'] button").await;
    admin.wait_for("#secret").await;
    admin.wait_for_text("main", "The former secret signs as well until").await;
    admin.audit().await;
    admin.pictures("webhook-secrets").await;
}
