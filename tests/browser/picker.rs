//! The template picker with one template in two languages, filled in by what is known about the conversation.

use angelia::domain::time::Millis;
use angelia::emulator::{Approval, NewTemplate};
use serde_json::json;

use crate::house::{ACCOUNT_SID, ANNA, House};
use crate::journeys::sign_in;
use crate::support::{Look, journey};

fn two_languages(house: &House) {
    for (language, body) in [
        ("en", "Hello {{1}}, your order {{2}} left today and comes on {{3}}."),
        ("el", "Καλησπέρα {{1}}, η παραγγελία {{2}} έφυγε σήμερα και έρχεται {{3}}."),
    ] {
        let new = NewTemplate {
            sid: String::new(),
            name: "order_left".to_owned(),
            language: language.to_owned(),
            types: json!({ "twilio/text": { "body": body } }),
            variables: json!({ "1": "Anna", "2": "2041", "3": "Friday" }),
            category: "UTILITY".to_owned(),
            approval: Approval::Approved,
        };
        house.twilio.add_template(ACCOUNT_SID, new);
    }
    let api = house.admin();
    assert_eq!(api.post("/templates/sync", &json!({})).status, 200);
    for id in [1, 2] {
        let id = house.count(&format!("SELECT id FROM template WHERE sandbox = 0 LIMIT 1 OFFSET {}", id - 1));
        let bound = json!({ "bindings": { "1": "{{contact.first_name|there}}", "2": "{{var.order_id}}" } });
        assert_eq!(api.put(&format!("/templates/{id}/bindings"), &bound).status, 200);
    }
}

#[test]
fn the_language_is_changed_and_what_was_typed_stays() {
    let house = House::new();
    two_languages(&house);
    let conversation = house.anna_writes("Where is my order?");
    let house = &house;
    journey("picker_languages", |browsers| async move {
        let agent = sign_in(house, &browsers, "Nikos", "agent", Look::DESKTOP).await;
        agent.goto(&format!("{}/inbox/{conversation}?view=open", house.url())).await;
        agent.click("#hold").await;
        agent.wait_for("#composer[data-state=text]").await;

        // Beside the thread stands what is known; a wrong name is said, and what was typed stays.
        agent.click("#side details:has(#var-new-name) > summary").await;
        agent.type_into("#var-new-name", "order_id").await;
        agent.type_into("#var-new-value", "2041").await;
        agent.screenshot("variables-form").await;
        agent.click("#side form[data-verb=variables] .btn").await;
        agent.wait_for_text("#side .facts", "order_id").await;
        agent.audit().await;
        agent.click("#side details:has(#var-new-name) > summary").await;
        agent.run("document.getElementById('var-new-name').removeAttribute('pattern')", vec![]).await;
        agent.type_into("#var-new-name", "order id").await;
        agent.type_into("#var-new-value", "7").await;
        agent.expect_in_console("422");
        agent.click("#side form[data-verb=variables] .btn").await;
        agent.wait_for_text("#refused", "cannot be the name of a variable").await;
        assert_eq!(agent.value("#var-new-name").await, "order id");
        agent.click("#side details:has(#var-new-name) > summary").await;

        house.clock.advance(Millis::hours(24));
        agent.wait_for("#composer[data-state=template_only]").await;
        agent.wait_for("#picker").await;
        assert_eq!(agent.count(".option").await, 1, "one entry for both languages");
        agent.wait_for_text("#picker .bubble", "Hello Anna, your order 2041 left today").await;
        agent.fill("#v-3", "Monday").await;
        agent.wait_for_text("#picker .bubble", "comes on Monday.").await;
        agent.click(".picker-languages label:nth-of-type(2)").await;
        agent.wait_for_text("#picker .bubble", "Καλησπέρα Anna, η παραγγελία 2041 έφυγε").await;
        agent.wait_for_text("#picker .bubble", "έρχεται Monday.").await;
        agent.wait_for_text(".option small", "Καλησπέρα").await;
        agent.fill("#v-3", "τη Δευτέρα").await;
        agent.pictures("picker-languages").await;
        agent.click("#send").await;
        agent.wait_for_text("#log .msg-out", "έρχεται τη Δευτέρα.").await;
        let patience = std::time::Duration::from_secs(30);
        agent.until("it arrives", patience, async || house.twilio.messages_to(ANNA).len() == 1).await;
        assert!(house.twilio.messages_to(ANNA)[0].shown.starts_with("Καλησπέρα Anna, η παραγγελία 2041"));
    });
}
