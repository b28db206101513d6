//! Mornings by keyboard alone: over the list, from row to row, some chosen, an act on all of them, its undo, a snooze;
//! and conversations from the offer to the end, without a press of the mouse.

use fantoccini::key::Key;

use crate::desk::{control, key};
use crate::house::{ANNA, BORIS, House, SHOP};
use crate::journeys::sign_in;
use crate::quick_replies::keep;
use crate::routing::pushing;
use crate::support::{Look, PATIENCE, Page, journey};

#[test]
fn a_morning_over_the_list_by_keyboard() {
    let house = House::new();
    let house = &house;
    journey("morning", |browsers| async move {
        let maria = sign_in(house, &browsers, "Maria", "supervisor", Look::DESKTOP).await;
        for who in [ANNA, BORIS] {
            house.writes(who, SHOP, "Have you got the 5-litre tins?");
        }
        maria.goto(&format!("{}/inbox?view=open", house.url())).await;
        maria.wait_for(".rows li:nth-child(2)").await;
        // Both are chosen and given to oneself.
        maria.keys("j").await;
        maria.keys("v").await;
        maria.wait_for(".is-choosing .choose input:checked").await;
        maria.keys("j").await;
        maria.keys("v").await;
        maria.wait_for_text("#bulk-count", "2 chosen").await;
        maria.audit().await;
        maria.pictures("bulk").await;
        maria.keys("a").await;
        maria.wait_for("#bulk-user:focus").await;
        maria.click("#bulk [value=assign]").await;
        maria.wait_for_text("#bulk-done", "2 conversations assigned").await;
        maria.audit().await;
        assert_eq!(house.count("SELECT count(*) FROM conversation WHERE assignee_id IS NOT NULL"), 2);
        maria.keys("z").await;
        maria.wait_for_text("#bulk-done", "2 conversations are as they were").await;
        assert_eq!(house.count("SELECT count(*) FROM conversation WHERE assignee_id IS NOT NULL"), 0);
        maria.wait_for(".rows li:nth-child(2)").await;
        // One is opened and set aside; it leaves the list and stands among the snoozed.
        maria.keys("j").await;
        maria.enter().await;
        maria.wait_for("#thread[data-conversation]").await;
        maria.run("document.activeElement.blur()", Vec::new()).await;
        maria.keys("s").await;
        maria.wait_for("#over-thread #snooze-form").await;
        maria.audit().await;
        maria.pictures("snooze").await;
        maria.click("#over-thread [value=answer]").await;
        maria.click("#over-thread .btn-primary").await;
        maria.wait_gone("#over-thread").await;
        maria.goto(&format!("{}/inbox?view=snoozed", house.url())).await;
        maria.wait_for_text(".rows", "Until an answer").await;
        maria.audit().await;
        maria.pictures("snoozed").await;
        // The contact answers: it is back, and she is told.
        let who = house.count("SELECT contact_id FROM conversation WHERE snoozed = 1");
        house.writes(if who == 1 { ANNA } else { BORIS }, SHOP, "Hello?");
        maria.wait_for_text("#offers", "is back").await;
        maria.wait_for_text("#nothing", "Nothing is snoozed").await;
        maria.click("#views > summary").await;
        maria.wait_for("#views .num").await;
        maria.audit().await;
        maria.pictures("views").await;
    });
}

/// Presses what is reached by the tabulator: until `css` has the focus.
async fn tab_to(page: &Page, css: &str) {
    for _ in 0..40 {
        if page.count(&format!("{css}:focus")).await == 1 {
            return;
        }
        page.keys(&key(Key::Tab)).await;
    }
    panic!("{css} is not reached by the keyboard");
}

#[test]
fn a_whole_morning_by_keyboard_alone() {
    let house = House::new();
    keep(&house, "Prices", "A tin of five litres is 38 euros.", "shop");
    let house = &house;
    journey("keyboard", |browsers| async move {
        let nikos = sign_in(house, &browsers, "Nikos", "agent", Look::DESKTOP).await;
        pushing(house);
        nikos.goto(&format!("{}/profile", house.url())).await;
        nikos.keys("gi").await;
        nikos.wait_for("#list").await;
        let anna = house.anna_writes("Have you got oil?");
        answered(&nikos, anna).await;
        noted_and_tagged(house, &nikos).await;
        let boris = house.writes(BORIS, SHOP, "And soap?");
        searched(house, &nikos, anna).await;
        ended(house, &nikos, boris).await;
    });
}

/// From the offer to the answer, with a quick reply.
async fn answered(nikos: &Page, anna: i64) {
    nikos.wait_for_text(".offer", "Have you got oil?").await;
    nikos.keys("y").await;
    nikos.wait_for_address(&format!("/inbox/{anna}")).await;
    nikos.wait_for("#composer[data-state=text]").await;
    nikos.wait_for("#text:focus").await;
    nikos.keys("Yes. /pri").await;
    nikos.wait_for_text("#replies [aria-selected=true]", "Prices").await;
    nikos.enter().await;
    let whole = "Yes. A tin of five litres is 38 euros.";
    nikos.until("the reply is put in", PATIENCE, async || nikos.value("#text").await == whole).await;
    nikos.enter().await;
    nikos.wait_for_text("#log .msg-out", "38 euros").await;
    assert_eq!(nikos.value("#text").await, "");
    nikos.keys(&key(Key::Escape)).await;
}

/// A note for the team, and a tag.
async fn noted_and_tagged(house: &House, nikos: &Page) {
    nikos.keys("n").await;
    nikos.wait_for("#note-text:focus").await;
    nikos.keys("wholesale price?").await;
    nikos.keys(&control(&key(Key::Enter))).await;
    nikos.wait_for_text("#log .msg-note", "wholesale").await;
    nikos.keys(&key(Key::Escape)).await;
    nikos.wait_gone("#side [data-since]").await; // nobody waits for an answer any more
    nikos.keys("l").await;
    nikos.wait_for("#tags-conversation:focus").await;
    nikos.keys("oil").await;
    nikos.enter().await;
    nikos.wait_for_text("#side .pill", "oil").await;
    assert_eq!(house.count("SELECT count(*) FROM conversation_tag WHERE tag = 'oil'"), 1);
    nikos.keys(&key(Key::Escape)).await;
}

/// Another one is taken, and what was said before is found.
async fn searched(house: &House, nikos: &Page, anna: i64) {
    nikos.wait_for_text(".offer", "And soap?").await;
    nikos.keys("y").await;
    nikos.wait_for("#text:focus").await;
    nikos.keys(&key(Key::Escape)).await;
    house.run_jobs();
    nikos.keys("/").await;
    nikos.wait_for("#q:focus").await;
    nikos.keys("litres").await;
    nikos.wait_for_text("#rows mark", "litres").await;
    nikos.keys(&key(Key::Down)).await;
    nikos.enter().await;
    nikos.wait_for_address(&format!("/inbox/{anna}")).await;
    nikos.wait_for("#log .is-found").await;
    nikos.keys(&key(Key::Escape)).await;
}

/// Back by the palette to the other one, which is over.
async fn ended(house: &House, nikos: &Page, boris: i64) {
    nikos.keys(&control("k")).await;
    nikos.wait_for("#palette[open]").await;
    nikos.keys("boris").await;
    nikos.wait_for_text("#palette [aria-selected=true]", "Boris").await;
    nikos.enter().await;
    nikos.wait_for_address(&format!("/inbox/{boris}")).await;
    nikos.wait_for("#composer[data-state=text]").await;
    nikos.keys(&key(Key::Escape)).await;
    nikos.keys("e").await;
    nikos.wait_for("#composer[data-state=ended]").await;
    tab_to(nikos, "#composer form[action$='/close'] button").await;
    nikos.enter().await;
    nikos.wait_for_text("#log", "closed").await;
    assert_eq!(house.count("SELECT count(*) FROM conversation WHERE state = 'closed'"), 1);
    nikos.keys("?").await;
    nikos.wait_for("#keys:popover-open").await;
    nikos.audit().await;
    nikos.keys(&key(Key::Escape)).await;
    nikos.keys("gp").await;
    nikos.wait_for_address("/profile").await;
}
