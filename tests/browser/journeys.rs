//! What people do with it, two at a time: the customer at the phone, the agent at the inbox.

use angelia::domain::time::Millis;

use crate::house::{ANNA, House, SHOP};
use crate::support::{Browsers, Look, PATIENCE, Page, journey};

/// Signs somebody in and waits for the inbox.
pub(crate) async fn sign_in(house: &House, browsers: &Browsers, name: &str, role: &str, look: Look) -> Page {
    // Without an admin every page is the one that makes the first.
    house.hire("Ada", "admin");
    join(house, browsers, name, role, look).await
}

/// Somebody comes to work and signs in.
pub(crate) async fn join(house: &House, browsers: &Browsers, name: &str, role: &str, look: Look) -> Page {
    let (email, password) = house.hire(name, role);
    let page = browsers.open(name, look).await;
    page.goto(&format!("{}/sign-in", house.url())).await;
    page.type_into("#email", &email).await;
    page.type_into("#password", &password).await;
    page.click("form .btn-primary").await;
    page.wait_for("#inbox, #todo").await;
    page
}

/// The customer's phone, showing the thread with the shop.
pub(crate) async fn phone(house: &House, browsers: &Browsers, who: &str, address: &str) -> Page {
    let page = browsers.open(who, Look::DESKTOP).await;
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("customer", address)
        .append_pair("number", SHOP)
        .finish();
    page.goto(&format!("{}/?{query}", house.twilio.url())).await;
    page.wait_for("#say").await;
    page
}

pub(crate) async fn says(phone: &Page, text: &str) {
    phone.fill("#say", text).await;
    phone.enter().await;
    phone.wait_for_text("#log", text).await;
}

#[test]
fn customer_and_agent_side_by_side() {
    let house = House::new();
    let house = &house;
    journey("side_by_side", |browsers| async move {
        let agent = sign_in(house, &browsers, "Nikos", "agent", Look::DESKTOP).await;
        let anna = phone(house, &browsers, "Anna", ANNA).await;
        agent.goto(&format!("{}/inbox?view=open", house.url())).await;

        says(&anna, "Καλησπέρα, έχετε λάδι;").await;
        agent.wait_for_text(".row", "Καλησπέρα, έχετε λάδι;").await;
        agent.audit().await;
        agent.click(".row").await;
        agent.wait_for_text("#log", "Καλησπέρα, έχετε λάδι;").await;
        agent.click("#hold").await;
        agent.wait_for("#composer[data-state=text]").await;
        agent.audit().await;

        agent.fill("#text", "Καλησπέρα! Βεβαίως, της φετινής σοδειάς.").await;
        agent.enter().await;
        agent.wait_for_text("#log .msg-out", "της φετινής σοδειάς").await;
        anna.wait_for_text("#log", "της φετινής σοδειάς").await;
        house.twilio.read_all(ANNA, SHOP);
        agent.wait_for("#log .msg-out .ticks.is-read").await;
        agent.screenshot("thread-light").await;

        // What is being typed stays while the contact writes.
        agent.type_into("#text", "Πόσα να σας ").await;
        says(&anna, "Δύο τενεκέδες, παρακαλώ").await;
        agent.wait_for_text("#log", "Δύο τενεκέδες").await;
        assert_eq!(agent.value("#text").await, "Πόσα να σας ");
        // The row has left this list (it is not open any more), stays where it is, and says what is so: the
        // new message, or the draft as soon as that is kept.
        agent
            .until("the open row says what is so", PATIENCE, async || {
                let says = agent.text(".row").await;
                says.contains("Δύο τενεκέδες") || says.contains("Πόσα να σας")
            })
            .await;
        agent.theme("dark").await;
        agent.screenshot("thread-dark").await;
    });
}

#[test]
fn the_window_ends_under_the_agents_hands() {
    let house = House::new();
    house.approve_template("closed_days", "Hello {{1}}, our shop is closed on {{2}}.", &["Anna", "Monday"]);
    house.approve_template("order_ready", "Hello {{1}}, your order *{{2}}* is ready.", &["Anna", "2041"]);
    let house = &house;
    journey("window_ends", |browsers| async move {
        house.anna_writes("Is my order ready?");
        let agent = sign_in(house, &browsers, "Nikos", "agent", Look::DESKTOP).await;
        let anna = phone(house, &browsers, "Anna", ANNA).await;
        agent.goto(&format!("{}/inbox?view=open", house.url())).await;
        agent.click(".row").await;
        agent.click("#hold").await;
        agent.wait_for("#composer[data-state=text]").await;
        agent.type_into("#text", "Your order leaves tomor").await;

        house.clock.advance(Millis::hours(24));
        agent.wait_for("#composer[data-state=template_only]").await;
        agent.wait_for("#picker").await;
        assert_eq!(agent.value("#text").await, "Your order leaves tomor", "the draft is kept");
        agent.wait_for_text(".option:first-of-type", "order_ready").await;
        agent.wait_for_text(".option:first-of-type .near", "nearest to your text").await;
        // The text is not sent from here, whatever is pressed.
        agent.enter().await;
        agent.audit().await;
        agent.screenshot("template-only-light").await;
        agent.theme("dark").await;
        agent.screenshot("template-only-dark").await;
        agent.resize(390, 844).await;
        agent.screenshot("template-only-phone-dark").await;
        agent.theme("light").await;
        agent.screenshot("template-only-phone").await;
        agent.resize(1440, 900).await;

        agent.fill("#v-1", "Anna").await;
        agent.fill("#v-2", "77").await;
        agent.wait_for_text("#picker .bubble", "Hello Anna, your order 77 is ready.").await;
        agent.wait_for_text("#picker .bubble strong", "77").await;
        agent.double_click("#send").await;
        anna.wait_for_text("#log", "your order *77* is ready.").await;
        agent.wait_for_text("#log .msg-out strong", "77").await;
        house.twilio.read_all(ANNA, SHOP);
        agent.wait_for("#log .msg-out .ticks.is-read").await;
        assert_eq!(house.twilio.messages_to(ANNA).len(), 1, "pressed twice, sent once");

        says(&anna, "Great, thanks").await;
        agent.wait_for("#composer[data-state=text]").await;
        assert_eq!(agent.value("#text").await, "Your order leaves tomor", "and it is there again");

        // Free text again, pressed twice, and over a connection that breaks.
        agent.fill("#text", "It has left.").await;
        agent.double_click("#send").await;
        anna.wait_for_text("#log", "It has left.").await;
        agent.offline(true).await;
        agent.wait_for("#offline:not([hidden])").await;
        agent.fill("#text", "You will like it.").await;
        agent.enter().await;
        agent.wait_for_text("#log .is-waiting", "You will like it.").await;
        agent.expect_in_console("ERR_INTERNET_DISCONNECTED");
        agent.offline(false).await;
        anna.wait_for_text("#log", "You will like it.").await;
        agent.wait_gone("#log .is-waiting").await;
        assert_eq!(house.twilio.messages_to(ANNA).len(), 3, "one template and two texts, each once");
    });
}

#[test]
fn the_inbox_works_without_scripts() {
    let house = House::new();
    house.anna_writes("hello");
    let house = &house;
    journey("scriptless", |browsers| async move {
        let agent = sign_in(house, &browsers, "Nikos", "agent", Look::DESKTOP.without_scripts().greek()).await;
        agent.goto(&format!("{}/inbox?view=open", house.url())).await;
        agent.screenshot("list-greek").await;
        agent.click(".row").await;
        agent.click("#hold").await;
        agent.wait_for("#text").await;
        agent.screenshot("thread-greek").await;
        agent.type_into("#text", "by reload").await;
        agent.click("#send").await;
        agent.wait_for_text("#log .msg-out", "by reload").await;
    });
}
