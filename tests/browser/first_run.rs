//! From nothing to a connected account, and the page that plays the customer, with pictures of each.

use angelia::clock::Clock;
use angelia::config::Settings;
use angelia::domain::time::Millis;
use angelia::emulator::{Control, Webhooks};
use angelia::flows::users::setup_code;
use angelia::startup;

use crate::house::{ACCOUNT_SID, ANNA, AUTH_TOKEN, House, SHOP, pocket_twilio};
use crate::support::{Browsers, Look, Page, journey};

#[test]
fn the_first_admin_comes_from_the_printed_code_to_the_first_message() {
    let clock = Clock::default();
    let hands = clock.clone();
    let twilio = pocket_twilio(&clock);
    let folder = tempfile::tempdir().expect("a folder");
    let mut settings = Settings::new(folder.path());
    settings.timed_jobs = false;
    settings.clock = clock;
    settings.twilio_url = Some(twilio.url());
    settings.listen = "127.0.0.1:0".to_owned();
    let appliance = startup::start(&settings).expect("it starts");
    let code = setup_code::ensure(appliance.app()).expect("the store answers").expect("there is no admin yet");
    let url = appliance.url.clone();
    let (url, code, control, clock) = (url.as_str(), code.as_str(), twilio.control(), &hands);
    journey("first_run", |browsers| async move {
        let admin = browsers.open("admin", Look::DESKTOP).await;
        admin.expect_in_console("422");
        make_admin(&admin, url, code).await;
        connect(&admin).await;
        name_number(&admin).await;
        admin.wait_for_text("#inbound", "/inbound#rc=3&rp=5xx,ct,rt").await;
        admin.wait_for_text("#status", "/status#rc=3&rp=5xx,ct,rt").await;
        admin.wait_for_text("#fallback", "/fallback#rc=3&rp=5xx,ct,rt").await;
        assert_eq!(admin.count(".copy [data-copy]").await, 3, "each address has its button");
        admin.pictures("wizard-addresses").await;
        let hooks = Webhooks {
            callback_url: Some(admin.text("#inbound").await),
            status_callback_url: Some(admin.text("#status").await),
            fallback_url: Some(admin.text("#fallback").await),
            ..Webhooks::default()
        };
        admin.press("Finish").await;
        admin.wait_for_text(".table", "Shop account").await;
        admin.audit().await;
        first_message(&admin, url, &control, clock, hooks).await;
        put_away(&admin).await;
    });
    appliance.stop();
}

/// The list ticks itself while the admin looks on.
async fn first_message(admin: &Page, url: &str, twilio: &Control, clock: &Clock, hooks: Webhooks) {
    admin.goto(&format!("{url}/admin")).await;
    admin.wait_for("#step-number.is-done").await;
    admin.wait_for_text("#rail-steps", "4").await;
    admin.wait_for("#step-message .listening").await;
    assert_eq!(admin.count("#step-webhook.is-now").await, 1);
    assert_eq!(admin.count("#step-message .likely").await, 0, "it is too early for reasons");
    admin.pictures("first-steps-waiting").await;
    clock.advance(Millis::seconds(61));
    admin.wait_for("#step-message .likely li form button").await;
    admin.pictures("first-steps-likely").await;
    // What the admin does in the console.
    twilio.set_webhooks(SHOP, hooks);
    twilio.customer_writes(ANNA, SHOP, "Καλημέρα");
    admin.wait_for("#step-webhook.is-done").await;
    admin.wait_for("#step-message.is-done").await;
    admin.wait_for("#step-agents.is-now").await;
    admin.wait_for_text("#progress", "6 of 8").await;
    admin.wait_for_text("#rail-steps", "2").await;
    assert_eq!(admin.count(".listening").await, 0);
    admin.pictures("first-steps-ticked").await;
    admin.click("#step-message a").await;
    admin.wait_for_text("#list", "Anna").await;
}

/// The list makes room for how the installation is, and comes back.
async fn put_away(admin: &Page) {
    admin.click(".rail a[href='/admin']").await;
    admin.press("Hide it now").await;
    admin.wait_for_text("#numbers", "Shop").await;
    admin.wait_for_text("h1", "Overview").await;
    admin.pictures("overview").await;
    admin.press("Show them").await;
    admin.wait_for("#todo").await;
}

/// `/setup`, once with a wrong code.
async fn make_admin(admin: &Page, url: &str, code: &str) {
    admin.goto(&format!("{url}/inbox")).await;
    admin.wait_for_address("/setup").await;
    admin.fill("#code", "wrong").await;
    admin.fill("#name", "Dimitra").await;
    admin.fill("#email", "dimitra@example.com").await;
    admin.fill("#password", "correct horse").await;
    admin.press("Create admin").await;
    admin.wait_for("#code-e").await;
    assert_eq!(admin.value("#name").await, "Dimitra", "what was typed is kept");
    admin.click(".flash.is-bad a[href='#code']").await;
    assert_eq!(admin.run("return document.activeElement.id", Vec::new()).await, "code");
    admin.audit().await;
    admin.type_into("#code", code).await;
    admin.type_into("#password", "correct horse").await;
    admin.press("Create admin").await;
    admin.wait_for("#todo").await;
    admin.pictures("first-steps").await;
}

/// The first two steps, once with a key in the place of the SID.
async fn connect(admin: &Page) {
    admin.click("#todo .btn-primary").await;
    admin.fill("#name", "Shop account").await;
    admin.pictures("wizard-channel").await;
    admin.press("Continue").await;
    admin.fill("#account_sid", &ACCOUNT_SID.replace("AC", "SK")).await;
    admin.fill("#auth_token", AUTH_TOKEN).await;
    admin.press("Check and continue").await;
    admin.wait_for("#account_sid-e").await;
    admin.pictures("wizard-account").await;
    admin.fill("#account_sid", ACCOUNT_SID).await;
    // The token was right and is kept, sealed: only the wrong field is given again.
    admin.press("Check and continue").await;
    admin.wait_for("#address").await;
}

/// The third step, once without the plus.
async fn name_number(admin: &Page) {
    admin.fill("#name", "Shop").await;
    admin.fill("#address", "2810000014").await;
    admin.press("Add and continue").await;
    admin.wait_for("#address-e").await;
    admin.pictures("wizard-numbers").await;
    admin.fill("#address", "+302810000014").await;
    admin.press("Add and continue").await;
    admin.wait_for("#inbound").await;
}

#[test]
fn the_customers_phone() {
    let house = House::new();
    house.anna_writes("Καλησπέρα, έχετε λάδι;");
    let house = &house;
    journey("phone_page", |browsers: Browsers| async move {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("customer", ANNA)
            .append_pair("number", SHOP)
            .finish();
        let page = browsers.open("anna", Look::DESKTOP).await;
        page.goto(&format!("{}/?{query}", house.twilio.url())).await;
        page.wait_for_text("#log", "έχετε λάδι").await;
        page.pictures("phone-page").await;
    });
}
