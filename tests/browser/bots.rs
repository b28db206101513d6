//! An admin writes a menu, tries it, publishes it; a customer walks through it to an agent.

use crate::house::{ANNA, House};
use crate::journeys::{join, phone, says};
use crate::support::{Look, Page, journey};

const WRONG: &str =
    "say: Hello there\nchoose main: What would you like?\n  - Oil\n    go to: nowhere\n  - Oil\n    end\n";
const RIGHT: &str = "say: Hello there\nchoose main: What would you like?\n  - Olive oil\n    ask litres (number): How many litres?\n    \
    say: {{var.litres}} litres, a moment please.\n    hand over\n  - Our hours\n    say: Nine to nine.\n    go to: main\n  - A person\n    hand over\n";

async fn outline(page: &Page, text: &str) {
    let script = "document.querySelector('#outline').value = arguments[0]";
    page.run(script, vec![text.into()]).await;
}

#[test]
fn a_menu_is_built_tried_published_and_walked_through() {
    let house = House::new();
    let house = &house;
    journey("bots", |browsers| async move {
        let admin = join(house, &browsers, "Dimitra", "admin", Look::DESKTOP).await;
        let agent = join(house, &browsers, "Nikos", "agent", Look::DESKTOP).await;
        built(house, &admin).await;
        walked_through(house, &agent, &phone(house, &browsers, "Anna", ANNA).await).await;
    });
}

async fn built(house: &House, admin: &Page) {
    admin.goto(&format!("{}/admin/workstreams/1", house.url())).await;
    admin.click(".tabs a[href$='/bot']").await;
    admin.wait_for("#outline").await;
    admin.audit().await;
    admin.pictures("bot-new").await;
    outline(admin, WRONG).await;
    admin.expect_in_console("422");
    admin.click("button[value=publish]").await;
    admin.wait_for_text("#outline-e", "Line 4: There is no menu called “nowhere”.").await;
    admin.wait_for_text("#outline-e", "Line 5: “oil” is another choice of this menu already.").await;
    admin.audit().await;
    admin.pictures("bot-wrong").await;

    outline(admin, RIGHT).await;
    admin.type_into("#try-say", "hi").await;
    admin.enter().await;
    admin.wait_for_text(".bot-talk", "What would you like?").await;
    admin.click("button[name=press][value='Olive oil']").await;
    admin.wait_for_text(".bot-talk", "How many litres?").await;
    admin.type_into("#try-say", "5,5").await;
    admin.enter().await;
    admin.wait_for_text(".bot-talk", "5.5 litres, a moment please.").await;
    admin.wait_for_text(".bot-talk", "Goes to people, where the rules say").await;
    admin.audit().await;
    admin.pictures("bot-tried").await;
    assert_eq!(house.count("SELECT count(*) FROM message"), 0, "nothing is kept");

    admin.click("button[value=publish]").await;
    admin.wait_for_text(".flash", "Published.").await;
    admin.click("input[name=kind][value=menu]").await;
    admin.click("form[action$='/bot/settings'] .btn-primary").await;
    admin.wait_for(".flash").await;
    assert_eq!(house.count("SELECT count(*) FROM bot WHERE kind = 'menu'"), 1);
    admin.audit().await;
    admin.pictures("bot-on").await;
}

async fn walked_through(house: &House, agent: &Page, anna: &Page) {
    agent.goto(&format!("{}/inbox?view=open", house.url())).await;
    says(anna, "Hello").await;
    anna.wait_for_text("#log", "What would you like?").await;
    agent.wait_for_text(".row", "With the bot").await;
    agent.click(".row").await;
    agent.wait_for_text(".thread-head", "With the bot").await;
    agent.wait_for_text("#log .msg-bot", "What would you like?").await;
    agent.audit().await;
    agent.pictures("bot-thread").await;
    says(anna, "olive oil please").await;
    anna.wait_for_text("#log", "How many litres?").await;
    says(anna, "12").await;
    anna.wait_for_text("#log", "12 litres, a moment please.").await;
    agent.wait_for_text("#log", "The bot hands over").await;
    agent.reload().await;
    agent.wait_for_text("#side", "litres").await;
    agent.audit().await;
    agent.click("#hold").await;
    agent.wait_for("#composer[data-state=text]").await;
    agent.fill("#text", "Twelve litres it is!").await;
    agent.enter().await;
    anna.wait_for_text("#log", "Twelve litres it is!").await;
    agent.screenshot("bot-handed-over").await;
}
