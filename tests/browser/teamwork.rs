//! Two agents meet in one thread: a note that asks one to look, a question beside the conversation, and a transfer with a
//! word.

use crate::house::{ANNA, House};
use crate::journeys::{join, phone, says, sign_in};
use crate::support::{Look, PATIENCE, Page, journey};

#[test]
fn two_agents_meet_in_one_thread() {
    let house = House::new();
    let house = &house;
    journey("teamwork", |browsers| async move {
        let nikos = sign_in(house, &browsers, "Nikos", "agent", Look::DESKTOP).await;
        let maria = join(house, &browsers, "Maria", "agent", Look::DESKTOP).await;
        let anna = phone(house, &browsers, "Anna", ANNA).await;
        nikos.goto(&format!("{}/inbox?view=open", house.url())).await;
        says(&anna, "Have you got the 5-litre tins?").await;
        nikos.wait_for(".row").await;
        nikos.click(".row").await;
        nikos.wait_for("#hold").await;
        nikos.click("#hold").await;
        nikos.wait_for("#composer[data-state=text]").await;
        noted(house, &nikos, &maria).await;
        asked(&nikos, &maria, &anna).await;
        given(house, &nikos, &maria, &anna).await;
    });
}

/// A note by keyboard, with a mention; what reads like an answer is asked about.
async fn noted(house: &House, nikos: &Page, maria: &Page) {
    nikos.run("document.activeElement.blur()", Vec::new()).await;
    nikos.keys("n").await;
    nikos.wait_for("#note-form:not([hidden])").await;
    nikos.audit().await;
    nikos.expect_in_console("422");
    nikos.type_into("#note-text", "Good morning Anna, I look").await;
    nikos.click("#note-save").await;
    nikos.wait_for_text("#note-error", "reads like an answer").await;
    assert_eq!(house.count("SELECT count(*) FROM note"), 0);
    nikos.pictures("note-unsure").await;
    nikos.fill("#note-text", "").await;
    nikos.type_into("#note-text", "Is there a tin left, @Mar").await;
    nikos.wait_for_text("#note-people", "@Maria").await;
    nikos.pictures("note-people").await;
    nikos.click("#note-people button").await;
    assert_eq!(nikos.value("#note-text").await, "Is there a tin left, @Maria ");
    nikos.click("#note-save").await;
    nikos.wait_for_text("#log .msg-note", "Is there a tin left").await;
    nikos.audit().await;
    maria.wait_for_text("#offers", "A note mentions you").await;
    maria.audit().await;
    maria.click("#offers a").await;
    maria.wait_for_text("#log .msg-note .mention.is-you", "@Maria").await;
    maria.audit().await;
    maria.pictures("note").await;
    // What one changes is seen by the other at once.
    nikos.click("#log .note-edit summary").await;
    nikos.fill("#log .note-edit textarea", "Is there a big tin left, @Maria?").await;
    nikos.click("#log .note-edit button").await;
    maria.wait_for_text("#log .msg-note", "big tin").await;
    nikos.click("#note-form [data-note=off]").await;
    nikos.wait_for("#note-form[hidden]").await;
}

/// A talk that the contact does not see, and an answer by both.
async fn asked(nikos: &Page, maria: &Page, anna: &Page) {
    nikos.run("document.activeElement.blur()", Vec::new()).await;
    nikos.keys("a").await;
    nikos.wait_for("#over-thread[open] #transfer-form").await;
    nikos.audit().await;
    nikos.pictures("transfer").await;
    nikos.click("#over-thread input[value^='user:']:not([value='user:1'])").await;
    nikos.type_into("#transfer-text", "What do they cost?").await;
    nikos.click("#over-thread [data-verb=ask]").await;
    nikos.wait_for_text("#side .consult", "What do they cost?").await;
    maria.wait_for_text("#side .consult", "What do they cost?").await;
    maria.type_into("#side .consult-say input[name=text]", "Thirty-two").await;
    maria.enter().await;
    nikos.wait_for_text("#side .consult-lines", "Thirty-two").await;
    nikos.audit().await;
    nikos.pictures("consult").await;
    nikos.click("#side form[action*='/bring-in'] button").await;
    maria.wait_for("#composer[data-state=text]").await;
    maria.fill("#text", "They cost 32 euros").await;
    maria.enter().await;
    anna.wait_for_text("#log", "They cost 32 euros").await;
    assert!(!anna.text("#log").await.contains("Thirty-two"), "the talk stays between the two");
    maria.click("#side form[action*='/end'] button").await;
    maria.until("she answers no more", PATIENCE, async || maria.count("#composer[data-state=text]").await == 0).await;
    nikos.wait_for_text("#log", "no longer answers here").await;
}

/// Given away with a word; who gets it is told wherever they are.
async fn given(house: &House, nikos: &Page, maria: &Page, anna: &Page) {
    maria.goto(&format!("{}/profile", house.url())).await;
    nikos.click("#transfer").await;
    nikos.wait_for("#over-thread[open] #transfer-form").await;
    nikos.click("#over-thread input[value^='user:']:not([value='user:1'])").await;
    nikos.type_into("#transfer-text", "She wants two").await;
    nikos.click("#over-thread .btn-primary").await;
    nikos.wait_gone("#over-thread").await;
    maria.wait_for_text("#offers", "A conversation was given to you").await;
    maria.click("#offers .given-flash a").await;
    maria.wait_for("#composer[data-state=text]").await;
    maria.wait_for_text("#log .msg-note", "She wants two").await;
    maria.audit().await;
    says(anna, "Two, please").await;
    maria.wait_for_text("#log", "Two, please").await;
    maria.screenshot("transferred").await;
}
