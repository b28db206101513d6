//! Two who work in one inbox: a conversation changes hands under the eyes of both, and a connection comes back.

use crate::house::House;
use crate::journeys::join;
use crate::support::{Browsers, Look, Page, journey};

async fn at_work(house: &House, browsers: &Browsers, name: &str, role: &str) -> Page {
    join(house, browsers, name, role, Look::DESKTOP).await
}

async fn switch(admin: &Page, house: &House, word: &str) {
    admin.goto(&format!("{}/admin/numbers/1", house.url())).await;
    admin.press(word).await;
    admin.wait_for(".flash").await;
}

#[test]
fn a_conversation_changes_hands_and_a_connection_comes_back() {
    let house = House::new();
    let conversation = house.anna_writes("hello");
    let house = &house;
    journey("colleagues", |browsers| async move {
        let eleni = at_work(house, &browsers, "Eleni", "admin").await;
        let nikos = at_work(house, &browsers, "Nikos", "agent").await;
        nikos.expect_in_console("ERR_INTERNET_DISCONNECTED");
        let thread = format!("{}/inbox/{conversation}", house.url());
        nikos.goto(&thread).await;
        nikos.click("#hold").await;
        nikos.wait_for("#composer[data-state=text]").await;
        nikos.type_into("#text", "half a sen").await;

        eleni.goto(&thread).await;
        eleni.click("#hold").await;
        eleni.wait_for("#composer[data-state=text]").await;
        nikos.wait_for("#composer[data-state=not_yours]").await;
        nikos.wait_for_text("#composer", "Your draft is kept.").await;
        nikos.wait_for_text("#log", "Eleni took over from you").await;
        nikos.audit().await;
        nikos.click("#hold").await;
        nikos.wait_for("#composer[data-state=text]").await;
        assert_eq!(nikos.value("#text").await, "half a sen");

        nikos.offline(true).await;
        nikos.wait_for("#offline:not([hidden])").await;
        nikos.screenshot("offline").await;
        house.anna_writes("are you there?");
        nikos.offline(false).await;
        nikos.wait_for_text("#log", "are you there?").await;
        nikos.wait_for("#offline[hidden]").await;
        assert_eq!(nikos.value("#text").await, "half a sen", "nothing typed is lost");

        // An admin switches the number off under the agent's hands, and on again.
        switch(&eleni, house, "Switch off").await;
        nikos.wait_for("#composer[data-state=number_off]").await;
        nikos.wait_for_text("#composer", "Shop is switched off.").await;
        nikos.wait_for_text("#composer", "Your draft is kept.").await;
        nikos.audit().await;
        nikos.screenshot("number-off").await;
        switch(&eleni, house, "Switch on").await;
        nikos.wait_for("#composer[data-state=text]").await;
        assert_eq!(nikos.value("#text").await, "half a sen");
        switch(&eleni, house, "Switch off").await;
        eleni.goto(&thread).await;
        eleni.wait_for("#composer[data-state=number_off] a[href='/admin/numbers/1']").await;
        for theme in ["light", "dark"] {
            eleni.theme(theme).await;
            eleni.resize(360, 780).await;
            eleni.audit().await;
            eleni.screenshot(&format!("number-off-phone-{theme}")).await;
        }
    });
}
