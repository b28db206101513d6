//! What an admin does until a number works: finds out what is wrong, mends it with the button, and sees the first
//! message come.

use angelia::domain::time::Millis;
use angelia::emulator::Webhooks;

use crate::house::{ACCOUNT_SID, ANNA, AUTH_TOKEN, House, SHOP, inbound_form, post_with};
use crate::journeys::{join, sign_in};
use crate::support::{Look, journey};

#[test]
fn an_admin_repairs_a_wrong_webhook_with_the_button() {
    let house = House::new();
    let elsewhere = |path: &str| Some(format!("https://old.example.net/hooks/{path}"));
    let wrong = Webhooks { callback_url: elsewhere("in"), status_callback_url: elsewhere("wa"), ..Webhooks::default() };
    house.twilio.set_webhooks(SHOP, wrong);
    let forged = inbound_form("SM97111111111111111111111111111111", ANNA, "x");
    post_with(&house.hook("inbound"), &forged, angelia::twilio::signature::sign(AUTH_TOKEN, "http://x", &forged));
    house.clock.advance(Millis::days(2));
    let house = &house;
    journey("wrong_webhook", |browsers| async move {
        let admin = sign_in(house, &browsers, "Eleni", "admin", Look::DESKTOP).await;
        admin.goto(&format!("{}/admin/numbers", house.url())).await;
        admin.audit().await;
        // Nobody has asked Twilio yet: the page is there at once, and changes when the answer comes.
        admin.goto(&format!("{}/admin/numbers/1/health", house.url())).await;
        admin.wait_for_text("#v", "Messages go to another address").await;
        admin.wait_for_text(".diff", "https://old.example.net/hooks/in").await;
        admin.audit().await;
        admin.screenshot("number-health-wrong").await;
        admin.theme("dark").await;
        admin.screenshot("number-health-wrong-dark").await;
        admin.theme("light").await;
        admin.resize(390, 844).await;
        admin.audit().await;
        admin.screenshot("number-health-wrong-phone").await;
        admin.resize(1440, 900).await;

        admin.press("Write our addresses to Twilio").await;
        admin.wait_for_text(".flash", "Our addresses stand at Twilio now").await;
        admin.wait_for_text("#v", "Nobody has written to this number yet").await;
        let stands = house.twilio.webhooks(SHOP);
        assert!(stands.callback_url.is_some_and(|url| url.starts_with(house.url())), "they are written");
        admin.press(&admin.text("#before summary").await).await;
        admin.wait_for_text("#before", "https://old.example.net/hooks/wa").await;

        // And the first message changes the page in front of the admin's eyes.
        house.anna_writes("hello");
        admin.goto(&format!("{}/admin/numbers/1/health", house.url())).await;
        admin.wait_for_text("#v", "All is well").await;
        admin.screenshot("number-health-well").await;
        admin.goto(&format!("{}/admin/numbers", house.url())).await;
        admin.wait_for(".dot.is-ok").await;
        admin.audit().await;
        admin.screenshot("numbers").await;
    });
}

#[test]
fn the_wizard_shows_what_stood_there_before_and_after() {
    let house = House::new();
    let old = || Some("https://old.example.net/hooks/in".to_owned());
    house.twilio.set_webhooks(SHOP, Webhooks { callback_url: old(), ..Webhooks::default() });
    let house = &house;
    journey("before_and_after", |browsers| async move {
        let admin = sign_in(house, &browsers, "Eleni", "admin", Look::PHONE).await;
        admin.goto(&format!("{}/admin/accounts/1/callbacks", house.url())).await;
        admin.wait_for_text("#hooks-1 .facts", "https://old.example.net/hooks/in").await;
        admin.audit().await;
        admin.screenshot("wizard-before-phone").await;
        admin.press("Write our addresses to Twilio").await;
        admin.wait_for_text(".flash", "Our addresses stand at Twilio now").await;
        admin.click("#before-1 summary").await;
        admin.wait_for_text("#before-1 .facts", "https://old.example.net/hooks/in").await;
        assert_eq!(admin.count("#hooks-1 form").await, 0, "there is nothing left to write");
        assert_ne!(house.twilio.webhooks(SHOP).callback_url, old());
        // Nothing comes for a minute: each reason that can be mended here has its button.
        house.twilio.set_webhooks(SHOP, Webhooks { callback_url: old(), ..Webhooks::default() });
        house.admin().post("/numbers/1/check", &serde_json::json!({}));
        house.clock.advance(Millis::seconds(61));
        admin.goto(&format!("{}/admin", house.url())).await;
        admin.wait_for("#step-message .likely li form").await;
        admin.audit().await;
        admin.screenshot("first-steps-mend-phone").await;
        admin.click("#step-message .likely li form button").await;
        admin.wait_for_text(".flash", "Our addresses stand at Twilio now").await;
        admin.wait_for("#todo").await;
    });
}

#[test]
fn refused_credentials_are_told_on_every_page_while_it_is_open() {
    let house = House::new();
    let house = &house;
    journey("alarm", |browsers| async move {
        let inbox = sign_in(house, &browsers, "Eleni", "admin", Look::DESKTOP).await;
        let phone = join(house, &browsers, "Takis", "admin", Look::PHONE.greek()).await;
        let agent = join(house, &browsers, "Nikos", "agent", Look::DESKTOP).await;
        phone.goto(&format!("{}/admin/accounts", house.url())).await;
        phone.wait_for("#list .dot.is-soon").await;
        phone.audit().await;
        let check = || house.admin().post("/numbers/1/check", &serde_json::json!({}));
        house.twilio.add_account(ACCOUNT_SID, "fedcba9876543210fedcba9876543210", "Olive oil");
        for _ in 0..3 {
            assert_eq!(inbox.count("#alarm").await, 0);
            check();
        }
        inbox.wait_for_text("#alarm", "Twilio refuses the credentials of Olive oil").await;
        phone.wait_for("#alarm a[href='/admin/accounts/1']").await;
        phone.wait_for("#list .dot.is-bad").await;
        for page in [&inbox, &phone] {
            page.audit().await;
        }
        inbox.screenshot("alarm").await;
        phone.screenshot("alarm-accounts-phone-greek").await;
        agent.goto(&format!("{}/inbox", house.url())).await;
        assert_eq!(agent.count("#alarm").await, 0, "nobody but admins can mend it");
        house.twilio.add_account(ACCOUNT_SID, AUTH_TOKEN, "Olive oil");
        check();
        inbox.wait_gone("#alarm").await;
        phone.wait_gone("#alarm").await;
        phone.wait_gone("#list .dot.is-bad").await;
        inbox.audit().await;
    });
}

#[test]
fn the_first_message_is_waited_for() {
    let house = House::new();
    let house = &house;
    journey("first_message", |browsers| async move {
        let admin = sign_in(house, &browsers, "Eleni", "admin", Look::DESKTOP.greek()).await;
        let address = format!("{}/admin/accounts/1/callbacks", house.url());
        admin.goto(&address).await;
        admin.wait_for("#waiting-1 .listening").await;
        assert_eq!(admin.count("#waiting-1 .likely").await, 0, "it is too early for reasons");
        house.clock.advance(Millis::seconds(61));
        admin.goto(&address).await;
        admin.wait_for("#waiting-1 .likely li").await;
        admin.audit().await;
        admin.screenshot("waiting-greek").await;
        house.anna_writes("hello");
        admin.wait_for("#waiting-1 .verdict.is-ok").await;
        admin.wait_for("#waiting-2 .listening").await;
        admin.audit().await;
        admin.screenshot("waiting-come-greek").await;
        admin.goto(&format!("{}/admin/numbers/2/health", house.url())).await;
        admin.audit().await;
        admin.screenshot("number-health-sandbox-greek").await;
        admin.goto(&format!("{}/admin/numbers/1", house.url())).await;
        admin.audit().await;
    });
}
