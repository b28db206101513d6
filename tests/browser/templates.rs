//! An admin gets a template approved: written, corrected by what the page says, submitted, approved.

use angelia::domain::time::Millis;
use angelia::emulator::{Approval, NewTemplate};
use serde_json::json;

use crate::house::{ACCOUNT_SID, House, eventually};
use crate::journeys::join;
use crate::support::{Look, PATIENCE, journey};

/// A library as a shop has it.
fn library(house: &House) {
    for (name, language, body, approval) in [
        ("apostoli_paraggelias", "el", "Καλησπέρα {{1}}, η παραγγελία σας φεύγει αύριο.", Approval::Approved),
        ("apostoli_paraggelias", "en", "Hello {{1}}, your order leaves tomorrow.", Approval::Pending),
        ("new_harvest_2026", "en", "The new harvest is here, {{1}}. Reply YES at {{2}}{{3}}", Approval::Approved),
        (
            "prosfora_sapouniou",
            "el",
            "Σαπούνι φασκόμηλο, τρία στην τιμή των δύο, {{1}}, όλη την εβδομάδα.",
            Approval::Paused,
        ),
    ] {
        let sid = house.twilio.add_template(
            ACCOUNT_SID,
            NewTemplate {
                sid: String::new(),
                name: name.to_owned(),
                language: language.to_owned(),
                types: json!({ "twilio/quick-reply": { "body": body, "actions": [{ "title": "YES", "id": "yes" }] } }),
                variables: json!({ "1": "Anna" }),
                category: "UTILITY".to_owned(),
                approval,
            },
        );
        if name.starts_with("new_harvest") {
            house.twilio.set_approval(&sid, Approval::Rejected, "INVALID_FORMAT");
        }
    }
}

#[test]
fn an_admin_writes_is_corrected_submits_and_sees_the_approval() {
    let house = House::new();
    library(&house);
    let house = &house;
    journey("template_written", |browsers| async move {
        let admin = join(house, &browsers, "Dimitra", "admin", Look::DESKTOP).await;
        admin.expect_in_console("422");
        admin.goto(&format!("{}/admin/templates", house.url())).await;
        admin.press("Read from Twilio").await;
        admin.wait_for_text(".flash", "4 templates read").await;
        assert_eq!(admin.count("tbody tr").await, 3, "one row for both languages");
        admin.click("a[href*='/admin/templates/new']").await;

        // What is wrong is said while it is typed, beside the field.
        admin.fill("#name", "Order ready").await;
        admin.wait_for_text("#name-e", "Only small Latin letters").await;
        admin.fill("#name", "order_ready").await;
        admin.select("#category", "utility").await;
        admin.click("input[name=kind][value='quick-reply']").await;
        admin.fill("#body", "{{1}}, your order {{2}} is ready").await;
        admin.wait_for_text("#body-e", "The text begins with {{1}}").await;
        admin.wait_for("#sample-2").await;
        admin.fill("#sample-1", "Anna").await;
        admin.fill("#sample-2", "2041").await;
        admin.fill("#bind-1", "{{contact.first_name|friend}}").await;
        admin.fill("#button-1-title", "I am coming").await;
        admin.wait_for_text("#template-check .bubble", "Anna, your order 2041 is ready").await;
        admin.pictures("template-editor-wrong").await;

        // Pressed all the same, nothing is submitted and nothing is lost.
        admin.click("#submit").await;
        admin.wait_for_text(".flash.is-bad", "WhatsApp would refuse this template").await;
        assert_eq!(admin.value("#sample-2").await, "2041");
        admin.fill("#body", "Dear {{1}}, your order {{2}} is ready for you.").await;
        admin.wait_for_text("#rules", "Nothing that WhatsApp would refuse").await;
        assert_eq!(admin.text("#body-e").await, "");
        admin.pictures("template-editor").await;
        admin.click("#submit").await;
        admin.wait_for_text(".flash", "Submitted").await;
        admin.wait_for_text("#chosen", "order_ready").await;

        house.clock.advance(Millis::minutes(5));
        eventually("WhatsApp approves", || {
            house.run_jobs();
            let sql = "SELECT count(*) FROM template WHERE name = 'order_ready' AND status = 'approved'";
            (house.count(sql) > 0).then_some(())
        });
        admin.reload().await;
        admin.wait_for_text("aside", "It can be sent at any time").await;
        admin.pictures("templates").await;
        admin.click("tbody tr:has(.is-bad) a").await;
        admin.wait_for_text(".remedy", "stands right after another variable").await;
        admin.screenshot("template-rejected").await;
        admin.press("Copy and correct").await;
        admin
            .until("the copy has a name of its own", PATIENCE, async || {
                admin.value("#name").await == "new_harvest_2026_v2"
            })
            .await;
    });
}

#[test]
fn the_same_without_scripts_and_in_greek() {
    let house = House::new();
    library(&house);
    let house = &house;
    journey("template_scriptless", |browsers| async move {
        let admin = join(house, &browsers, "Dimitra", "admin", Look::DESKTOP.greek().without_scripts()).await;
        admin.expect_in_console("422");
        admin.goto(&format!("{}/admin/templates/new", house.url())).await;
        admin.type_into("#name", "etoimi").await;
        admin.type_into("#body", "Καλησπέρα {{1}}, η παραγγελία σας είναι έτοιμη.").await;
        admin.click("#check").await;
        admin.wait_for("#sample-1").await;
        admin.type_into("#sample-1", "Άννα").await;
        admin.click("#submit").await;
        admin.wait_for_text("#category-e", "Συμπληρώστε το.").await;
        admin.screenshot("template-editor-greek").await;
        admin.click("#category option[value=utility]").await;
        admin.click("#submit").await;
        admin.wait_for_text("#chosen", "etoimi").await;
        admin.screenshot("templates-greek").await;
        admin.goto(&format!("{}/admin/templates/by-hand", house.url())).await;
        admin.screenshot("template-by-hand-greek").await;
        admin.goto(&format!("{}/admin/templates/costs", house.url())).await;
        admin.screenshot("template-costs-greek").await;
    });
}
