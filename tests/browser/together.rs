//! Several in one thread: they see each other, are asked before one answers over the other, a supervisor watches and takes
//! over, and all of somebody's work is given away and taken back.

use std::time::Duration;

use serde_json::json;

use crate::house::House;
use crate::journeys::{join, sign_in};
use crate::support::{Look, Page, journey};

#[test]
fn several_meet_in_one_thread() {
    let house = House::new();
    let house = &house;
    let id = house.anna_writes("Have you got the 5-litre tins?");
    journey("together", |browsers| async move {
        let nikos = sign_in(house, &browsers, "Nikos", "agent", Look::DESKTOP).await;
        let petros = join(house, &browsers, "Petros", "agent", Look::DESKTOP).await;
        let thread = format!("{}/inbox/{id}", house.url());
        nikos.goto(&thread).await;
        nikos.click("#hold").await;
        nikos.wait_for("#composer[data-state=text]").await;
        both_answer(house, id, &nikos, &petros, &thread).await;
        queue_asked(house, id, &nikos, &petros).await;
        let olga = join(house, &browsers, "Olga", "supervisor", Look::DESKTOP.greek()).await;
        watched(&nikos, &olga, &thread).await;
        given_away(house, &nikos, &olga).await;
    });
}

fn user(house: &House, name: &str) -> i64 {
    house.count(&format!("SELECT id FROM user WHERE name = '{name}'"))
}

/// Petros was brought in, so both may answer: each is asked once before it happens unknowingly.
async fn both_answer(house: &House, id: i64, nikos: &Page, petros: &Page, thread: &str) {
    let api = house.admin();
    let ask = json!({ "user_id": user(house, "Petros").to_string(), "text": "Can you answer with me?" });
    assert_eq!(api.post(&format!("/conversations/{id}/consults"), &ask).status, 201);
    assert_eq!(api.post("/consults/1/bring-in", &json!({})).status, 200);
    petros.goto(thread).await;
    nikos.wait_for_text("#looking", "Petros is looking").await;
    nikos.wait_for(".row-looked").await;
    petros.wait_for_text("#looking", "Nikos is looking").await;
    nikos.pictures("together-looking").await;

    nikos.type_into("#text", "Twelve tins").await;
    petros.type_into("#text", "We have").await;
    nikos.wait_for_text("#looking-says", "Petros is writing").await;
    nikos.screenshot("together-writing").await;
    nikos.enter().await;
    nikos.wait_for_text("#composer-error", "Petros is writing here right now").await;
    assert_eq!(house.count("SELECT count(*) FROM message WHERE direction = 'out'"), 0, "asked first");
    nikos.screenshot("together-asked").await;
    nikos.enter().await;
    nikos.wait_for_text("#log .msg-out", "Twelve tins").await;

    // Petros began before that answer came.
    petros.expect_in_console("422");
    petros.wait_for_text("#log .msg-out", "Twelve tins").await;
    petros.wait_for("#looking [data-doing=looks]").await;
    petros.enter().await;
    petros.wait_for_text("#composer-error", "A colleague has answered meanwhile").await;
    assert_eq!(petros.value("#text").await, "We have", "nothing typed is lost");
    petros.pictures("together-answered").await;
    petros.click("#send").await;
    petros.wait_for_text("#log", "We have").await;
    petros.wait_gone("#log .is-waiting").await;
    assert_eq!(house.count("SELECT count(*) FROM message WHERE direction = 'out'"), 2);
    petros.goto(&format!("{}/profile", house.url())).await;
    gone(nikos).await;
}

/// Nobody else is there any more. A browser under load may go without a word: then it is forgotten within a minute or so.
async fn gone(nikos: &Page) {
    let patience = Duration::from_secs(90);
    nikos.until("the others are gone", patience, async || nikos.count("#looking [data-user]").await == 0).await;
}

/// A queue is asked; Petros, who works for it, sees that wherever he is, and joins.
async fn queue_asked(house: &House, id: i64, nikos: &Page, petros: &Page) {
    let api = house.admin();
    assert_eq!(api.post("/consults/1/end", &json!({})).status, 200);
    let members = [user(house, "Petros").to_string()];
    let queue = api.post("/queues", &json!({ "name": "Stock", "members": members, "method": "round_robin" })).id();
    let ask = json!({ "queue_id": queue, "text": "How many are in the back?" });
    assert_eq!(api.post(&format!("/conversations/{id}/consults"), &ask).status, 201);
    nikos.wait_for_text("#consults", "You ask Stock").await;
    nikos.audit().await;
    nikos.screenshot("together-call-asked").await;
    petros.wait_for_text("#offers [data-call]", "How many are in the back?").await;
    petros.pictures("together-call").await;
    petros.click("#offers [data-call] button").await;
    petros.wait_for_text("#consults", "Nikos asks you").await;
    nikos.wait_for_text("#consults", "Talk with Petros").await;
    petros.goto(&format!("{}/profile", house.url())).await;
    gone(nikos).await;
}

/// Olga looks on, takes over with a word, and gives it back.
async fn watched(nikos: &Page, olga: &Page, thread: &str) {
    olga.goto(thread).await;
    nikos.wait_for_text("#looking", "Olga is watching, as a supervisor").await;
    nikos.wait_for("#looking .avatar-sign").await;
    nikos.audit().await;
    nikos.screenshot("together-watched").await;
    olga.wait_for("#take-word").await;
    olga.pictures("together-watching-greek").await;
    olga.type_into("#take-word", "Τη γνωρίζω, συνεχίζω εγώ").await;
    olga.click("#hold").await;
    olga.wait_for("#composer[data-state=text]").await;
    nikos.wait_for("#composer[data-state=not_yours]").await;
    nikos.wait_for_text("#log .msg-note", "συνεχίζω εγώ").await;
    olga.click("#thread-menu summary").await;
    olga.wait_for("#give-back").await;
    olga.screenshot("together-give-back-greek").await;
    olga.click("#give-back").await;
    nikos.wait_for("#composer[data-state=text]").await;
}

/// Nikos goes home.
async fn given_away(house: &House, nikos: &Page, olga: &Page) {
    let his = user(house, "Nikos");
    olga.goto(&format!("{}/board", house.url())).await;
    olga.click(&format!("#a-{his} > summary")).await;
    olga.click(&format!("a[href='/board/agents/{his}/reassign']")).await;
    olga.wait_for("#reassign-form #work").await;
    olga.pictures("together-reassign-greek").await;
    olga.click(&format!("input[value='user:{}']", user(house, "Petros"))).await;
    olga.type_into("#text", "Nikos went home").await;
    olga.click("#reassign-form .btn-primary").await;
    olga.wait_for("#bulk-done #undo").await;
    olga.pictures("together-reassigned-greek").await;
    nikos.wait_for("#composer[data-state=not_yours]").await;
    assert_eq!(house.count("SELECT assignee_id FROM conversation"), user(house, "Petros"));
    olga.click("#undo").await;
    olga.wait_gone("#undo").await;
    nikos.wait_for("#composer[data-state=text]").await;
    assert_eq!(house.count("SELECT assignee_id FROM conversation"), his);
}
