//! Writing first: an agent to a bare number, at once and later; a supervisor to many.

use angelia::domain::time::Millis;

use crate::house::{BORIS, House, SHOP, eventually};
use crate::journeys::sign_in;
use crate::support::{Look, journey};

#[test]
fn an_agent_writes_to_a_bare_number() {
    let house = House::new();
    house.approve_template("appointment", "Hello {{1}}, your appointment is *{{2}}*.", &["Maria", "tomorrow at 10"]);
    house.approve_template("order_ready", "Hello {{1}}, order {{2}} is ready.", &["Maria", "2041"]);
    let house = &house;
    journey("write_to", |browsers| async move {
        let agent = sign_in(house, &browsers, "Nikos", "agent", Look::DESKTOP).await;
        agent.expect_in_console("422");
        agent.keys("w").await;
        agent.wait_for("#write").await;
        agent.fill("#to", "6900000002").await;
        agent.fill("#name", "Boris").await;
        let order = house.count("SELECT id FROM template WHERE name = 'order_ready'");
        agent.click(&format!("input[name=template][value='{order}']")).await;
        agent.wait_for_text(".phone-peek", "order").await;
        agent.fill("#v-1", "Boris").await;
        agent.fill("#v-2", "77").await;
        agent.wait_for_text(".phone-peek .bubble", "Hello Boris, order 77 is ready.").await;
        agent.click("#send").await;
        agent.wait_for_text(".flash.is-bad", "How").await;
        agent.wait_for_text("#to-e", "Begin with + and the country code").await;
        assert_eq!(agent.value("#v-2").await, "77");
        agent.pictures("write-wrong").await;
        agent.fill("#to", "+30 690 000 0002").await;
        agent.select("[id='opt_in.how']", "in_person").await;
        agent.pictures("write").await;
        agent.double_click("#send").await;
        agent.wait_for_text("#log .msg-out", "order 77 is ready").await;
        house.until_status(1, "delivered");
        assert_eq!(house.twilio.messages_to(BORIS).len(), 1);
        agent.wait_for_text("#side", "recorded by Nikos").await;
        agent.screenshot("write-begun").await;

        // The same contact again: there is a conversation, and the page leads to it.
        agent.click("#side a[href*='/write?contact=']").await;
        agent.wait_for_text("#write-live", "It is with Nikos").await;
        agent.audit().await;
        agent.screenshot("write-live").await;
        agent.click("#to-live").await;
        agent.wait_for_text("#log", "order 77").await;
    });
}

#[test]
fn a_message_is_planned_and_called_off_without_scripts_in_greek() {
    let house = House::new();
    house.approve_template("order_ready", "Hello {{1}}, order {{2}} is ready.", &["Maria", "2041"]);
    let house = &house;
    journey("planned", |browsers| async move {
        let agent = sign_in(house, &browsers, "Nikos", "agent", Look::DESKTOP.greek().without_scripts()).await;
        agent.resize(1440, 1400).await;
        agent.goto(&format!("{}/write", house.url())).await;
        agent.type_into("#to", "+306900000002").await;
        agent.type_into("#v-1", "Boris").await;
        agent.type_into("#v-2", "77").await;
        agent.click("[id='opt_in.how'] option[value=phone]").await;
        agent.click("input[name=leaves][value=later]").await;
        agent.screenshot("write-later-greek").await;
        agent.click("#send").await;
        agent.wait_for_text("tbody", "order 77 is ready").await;
        agent.screenshot("planned-greek").await;
        agent.click("tbody form button").await;
        agent.wait_for_text(".flash", "Ακυρώθηκε").await;
        agent.goto(&format!("{}/write", house.url())).await;
        agent.type_into("#to", "+306900000002").await;
        agent.type_into("#v-1", "Boris").await;
        agent.type_into("#v-2", "78").await;
        agent.click("input[name=leaves][value=later]").await;
        agent.click("#send").await;
        agent.wait_for_text("tbody", "order 78 is ready").await;
        house.writes(BORIS, SHOP, "Γεια σας");
        house.clock.advance(Millis::hours(2));
        eventually("it did not leave", || {
            house.run_jobs();
            (house.count("SELECT count(*) FROM planned_message WHERE state = 'refused'") == 1).then_some(())
        });
        agent.goto(&format!("{}/planned", house.url())).await;
        agent.wait_for_text("#unsent", "δεν έφυγε").await;
        agent.screenshot("planned-refused-greek").await;
    });
}

#[test]
fn a_supervisor_writes_to_many_and_one_of_them_answers() {
    let house = House::new();
    house.approve_template("order_ready", "Hello {{1}}, order *{{2}}* is ready.", &["Maria", "2041"]);
    let house = &house;
    journey("broadcast", |browsers| async move {
        let eleni = sign_in(house, &browsers, "Eleni", "supervisor", Look::DESKTOP).await;
        eleni.expect_in_console("422");
        eleni.goto(&format!("{}/broadcasts", house.url())).await;
        eleni.audit().await;
        eleni.press("Write to many").await;
        eleni.type_into("#name", "Orders of November").await;
        let order = house.count("SELECT id FROM template WHERE name = 'order_ready'");
        eleni.select("#number_id", &format!("1:{order}")).await;
        eleni
            .type_into("#pasted", "phone,name,order\n+306900000001,Anna,7\n6900000009,Zoe,8\n+306900000002,Boris,9")
            .await;
        eleni.pictures("broadcast-new").await;
        eleni.click("#make").await;
        eleni.wait_for("#columns").await;
        eleni.select("#from-1", "name").await;
        eleni.click("#check").await;
        eleni.wait_for_text(".flash.is-bad", "Fields of the template").await;
        eleni.wait_for_text("#variables", "Say what goes into field 2").await;
        eleni.select("#from-2", "order").await;
        eleni.select("[id='opt_in.how']", "web_form").await;
        eleni.pictures("broadcast-columns").await;
        eleni.click("#check").await;
        eleni.wait_for_text("#confirm", "Send to 2 people").await;
        eleni.wait_for_text("#trouble", "This is not a phone number").await;
        eleni.wait_for_text(".phone-peek", "Hello Anna, order 7 is ready.").await;
        eleni.pictures("broadcast-checked").await;
        assert_eq!(house.count("SELECT count(*) FROM message"), 0);
        eleni.double_click("#do-confirm").await;
        eleni
            .until("it is done", std::time::Duration::from_secs(20), async || eleni.text("#state").await == "done")
            .await;
        eleni
            .until("both are delivered", std::time::Duration::from_secs(20), async || {
                eleni.text(".broadcast-figures").await.contains("Delivered\n2")
            })
            .await;
        eleni.pictures("broadcast-done").await;
        assert_eq!(house.twilio.messages_to(BORIS).len(), 1);

        // One of them answers: an ordinary conversation, with what was sent above it.
        let conversation = house.writes(BORIS, SHOP, "I am coming");
        eleni.goto(&format!("{}/inbox/{conversation}?view=open", house.url())).await;
        eleni.wait_for_text("#log", "order 9 is ready").await;
        eleni.wait_for_text("#log", "I am coming").await;
        eleni.click("#hold").await;
        eleni.wait_for("#composer[data-state=text]").await;
        eleni.screenshot("broadcast-answered").await;
        eleni.goto(&format!("{}/broadcasts", house.url())).await;
        eleni.screenshot("broadcasts").await;
    });
}

#[test]
fn the_columns_of_a_list_without_scripts_in_greek() {
    let house = House::new();
    house.approve_template("order_ready", "Hello {{1}}, order {{2}} is ready.", &["Maria", "2041"]);
    let house = &house;
    journey("broadcast_greek", |browsers| async move {
        let eleni = sign_in(house, &browsers, "Eleni", "supervisor", Look::DESKTOP.greek().without_scripts()).await;
        eleni.resize(1440, 1600).await;
        eleni.goto(&format!("{}/broadcasts/new", house.url())).await;
        eleni.type_into("#name", "Νοέμβριος").await;
        let order = house.count("SELECT id FROM template WHERE name = 'order_ready'");
        eleni.click(&format!("#number_id option[value='1:{order}']")).await;
        eleni.type_into("#pasted", "κινητό;όνομα;παραγγελία\n+306900000001;Άννα;7\n6900000009;Ζωή;8").await;
        eleni.click("#make").await;
        eleni.wait_for("#columns").await;
        eleni.click("#from-1 option[value='όνομα']").await;
        eleni.click("#from-2 option[value='παραγγελία']").await;
        eleni.click("[id='opt_in.how'] option[value=paper]").await;
        eleni.screenshot("broadcast-columns-greek").await;
        eleni.click("#check").await;
        eleni.wait_for_text("#confirm", "Αποστολή σε έναν").await;
        eleni.screenshot("broadcast-checked-greek").await;
        eleni.click("#do-confirm").await;
        eleni.wait_for("#progress").await;
        eventually("it is done", || {
            house.run_jobs();
            (house.count("SELECT count(*) FROM broadcast WHERE state = 'done'") == 1).then_some(())
        });
        eleni.reload().await;
        eleni.wait_for_text("#state", "ολοκληρώθηκε").await;
        eleni.screenshot("broadcast-done-greek").await;
    });
}
