//! What goes beside words, agent and customer side by side: a place, a contact, a list and its answer, a quote, and a card
//! that is kept.

use crate::house::{ANNA, BORIS, House, SHOP};
use crate::journeys::{phone, sign_in};
use crate::support::{Look, Page, journey};

/// Opens a part of the menu beside the text.
async fn opens(page: &Page, part: &str) {
    page.click("#more > summary").await;
    page.click(&format!("#beside-{part} > summary")).await;
}

async fn sends_a_place(nikos: &Page, anna: &Page) {
    nikos.type_into("#text", "a draft that stays").await;
    opens(nikos, "place").await;
    nikos.type_into("#place", "somewhere").await;
    nikos.press("Send place").await;
    nikos.wait_for_text("#composer-error", "No place can be read there").await;
    nikos.fill("#place", "https://www.openstreetmap.org/?mlat=37.9715&mlon=23.7257").await;
    nikos.type_into("#place-label", "Acropolis").await;
    nikos.audit().await;
    nikos.pictures("beside-place").await;
    nikos.press("Send place").await;
    nikos.wait_for_text("#log .msg-out .filecard", "Acropolis").await;
    nikos.wait_for("#more:not([open])").await;
    assert_eq!(nikos.value("#text").await, "a draft that stays");
    assert_eq!(nikos.value("#place").await, "");
    anna.wait_for_text("#log .filecard", "Acropolis").await;
    nikos.fill("#text", "").await;
}

async fn sends_a_contact(nikos: &Page) {
    opens(nikos, "card").await;
    nikos.type_into("#card-q", "bor").await;
    nikos.wait_for_text("#cards-found", "Boris").await;
    nikos.pictures("beside-contact").await;
    nikos.click("#cards-found button").await;
    assert_eq!(nikos.value("#card-name").await, "Boris");
    nikos.press("Send contact").await;
    nikos.wait_for_text("#log .msg-out .vcard", "Boris").await;
    nikos.wait_for_text("#log .msg-out .vcard", "In the contacts: Boris").await;
}

async fn offers_a_list(nikos: &Page, anna: &Page) {
    opens(nikos, "list").await;
    nikos.type_into("#beside-list [name=list_button]", "Choose").await;
    nikos.type_into("#beside-list .list-line:nth-of-type(1) [name=item]", "Pickup").await;
    nikos.type_into("#beside-list .list-line:nth-of-type(1) [name=item_text]", "Today until 18:00").await;
    nikos.type_into("#beside-list .list-line:nth-of-type(2) [name=item]", "Delivery").await;
    nikos.audit().await;
    nikos.pictures("beside-list").await;
    nikos.type_into("#text", "How do you want it?").await;
    nikos.enter().await;
    nikos.wait_for_text("#log .msg-out:last-of-type .list-in", "Choose").await;
    assert_eq!(nikos.value("#beside-list [name=item]").await, "");
    anna.wait_for_text("#log .list-in", "Choose").await;
    anna.click("#log .list-in > summary").await;
    anna.screenshot("beside-list-phone").await;
    anna.press("Delivery").await;
    nikos.wait_for_text("#log .msg-in:last-of-type", "Delivery").await;
    nikos.wait_for_text("#log .msg-in:last-of-type .quote", "How do you want it?").await;
}

async fn quotes(house: &House, nikos: &Page, anna: &Page) {
    nikos.click("#thread-title").await;
    nikos.run("document.activeElement.blur()", vec![]).await;
    nikos.keys("q").await;
    nikos.wait_for_text("#quoting", "Delivery").await;
    nikos.wait_for_text("#quoting", "Only we see the quote").await;
    nikos.pictures("beside-quote").await;
    nikos.click("#quote-drop").await;
    nikos.wait_for("#quoting[hidden]").await;
    nikos.run("document.querySelector('#log .msg-in .quote-it').click()", vec![]).await;
    nikos.wait_for_text("#quoting", "where are you?").await;
    nikos.type_into("#text", "Right beside the Acropolis").await;
    // What is quoted is kept with the draft.
    nikos
        .until("the draft is kept", std::time::Duration::from_secs(10), async || {
            house.count("SELECT count(*) FROM draft WHERE beside LIKE '%\"quote\":2%' AND body LIKE '%Acropolis'") == 1
        })
        .await;
    nikos.reload().await;
    nikos.wait_for_text("#quoting", "where are you?").await;
    nikos.click("#text").await;
    nikos.enter().await;
    nikos.wait_for_text("#log .msg-out:last-of-type .quote", "where are you?").await;
    nikos.wait_for("#quoting[hidden]").await;
    anna.wait_for_text("#log", "Right beside the Acropolis").await;
    nikos.click("#log .msg-out:last-of-type a.quote").await;
    nikos.wait_for("#m-2.is-found").await;
    nikos.audit().await;
    nikos.pictures("beside-sent").await;
}

async fn keeps_a_card(nikos: &Page, anna: &Page) {
    anna.click("details.menu > summary").await;
    anna.click("#attach [value=card]").await;
    nikos.wait_for_text("#log .msg-in .vcard", "Δήμητρα Παπαδάκη").await;
    nikos.press("Save as contact").await;
    nikos.wait_for_text(".flash", "The contact was saved").await;
    nikos.wait_for_text("#log .msg-in .vcard", "In the contacts: Δήμητρα Παπαδάκη").await;
    nikos.audit().await;
    nikos.pictures("beside-card-kept").await;
    nikos.click("#log .msg-in .vcard .is-known a").await;
    nikos.wait_for_address("/write?contact=").await;
}

#[test]
fn an_agent_sends_more_than_words() {
    let house = House::new();
    house.writes(BORIS, SHOP, "hello");
    let conversation = house.anna_writes("where are you?");
    let house = &house;
    journey("beside", |browsers| async move {
        let nikos = sign_in(house, &browsers, "Nikos", "agent", Look::DESKTOP).await;
        let anna = phone(house, &browsers, "Anna", ANNA).await;
        nikos.expect_in_console("422");
        nikos.goto(&format!("{}/inbox/{conversation}", house.url())).await;
        nikos.click("#hold").await;
        nikos.wait_for("#composer[data-state=text]").await;
        sends_a_place(&nikos, &anna).await;
        sends_a_contact(&nikos).await;
        offers_a_list(&nikos, &anna).await;
        quotes(house, &nikos, &anna).await;
        keeps_a_card(&nikos, &anna).await;
    });
}

#[test]
fn without_scripts_it_is_all_the_same() {
    let house = House::new();
    house.writes(BORIS, SHOP, "hello");
    let conversation = house.anna_writes("where are you?");
    let house = &house;
    journey("beside-plain", |browsers| async move {
        let nikos = sign_in(house, &browsers, "Nikos", "agent", Look::DESKTOP.without_scripts()).await;
        nikos.goto(&format!("{}/inbox/{conversation}", house.url())).await;
        nikos.click("#hold").await;
        nikos.click("#log .msg-in .quote-it").await;
        nikos.wait_for_text("#quoting", "where are you?").await;
        nikos.type_into("#text", "In Athens").await;
        opens(&nikos, "card").await;
        nikos.type_into("#card-q", "Boris").await;
        nikos.press("Search").await;
        nikos.wait_for_text("#cards-found", "Boris").await;
        nikos.wait_for_text("#quoting", "where are you?").await;
        assert_eq!(nikos.value("#text").await, "In Athens");
        nikos.click("#cards-found button").await;
        assert_eq!(nikos.value("#card-name").await, "Boris");
        nikos.screenshot("beside-plain").await;
        nikos.press("Send contact").await;
        nikos.wait_for_text("#log .msg-out .vcard", "Boris").await;
        assert_eq!(nikos.value("#text").await, "In Athens");
        nikos.click("#send").await;
        nikos.wait_for_text("#log", "In Athens").await;
    });
}
