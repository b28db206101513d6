//! A morning over the list by keyboard alone: from row to row, some chosen, an act on all of them, its undo, a snooze.

use crate::house::{ANNA, BORIS, House, SHOP};
use crate::journeys::sign_in;
use crate::support::{Look, journey};

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
