//! Quick replies by keyboard alone, formatting as it is typed, and the test box.

use angelia::domain::quick_reply::Typed;
use angelia::domain::user::Actor;
use angelia::flows::quick_replies::create::create;
use fantoccini::key::Key;

use crate::house::House;
use crate::journeys::sign_in;
use crate::support::{Look, PATIENCE, journey};

const FORMATS: &str = include_str!("../fixtures/whatsapp-formatting.json");

fn key(key: Key) -> String {
    String::from(char::from(key))
}

pub fn keep(house: &House, title: &str, text: &str, tag: &str) {
    let typed =
        Typed { title: title.to_owned(), text: text.to_owned(), tags: vec![tag.to_owned()], ..Typed::default() };
    create(house.appliance().app(), Actor::Command, true, &typed).unwrap();
}

#[test]
fn a_quick_reply_by_keyboard() {
    let house = House::new();
    keep(&house, "Opening hours", "Hello {{contact.first_name|there}}, we are open *9 to 5*. {{agent.name}}", "shop");
    keep(&house, "Opening of the new shop", "On Friday.", "news");
    keep(&house, "Thanks", "Thank you.", "end");
    let conversation = house.anna_writes("When are you open?");
    let house = &house;
    journey("quick_replies", |browsers| async move {
        let agent = sign_in(house, &browsers, "Nikos", "agent", Look::DESKTOP).await;
        agent.goto(&format!("{}/inbox/{conversation}?view=open", house.url())).await;
        agent.click("#hold").await;
        agent.wait_for("#composer[data-state=text]").await;

        // Words, a slash inside them, then a search: by tag, by text, by title.
        agent.type_into("#text", "and/or ").await;
        assert_eq!(agent.count("#replies:not([hidden])").await, 0, "a slash in a word is no search");
        agent.type_into("#text", "/sho").await;
        agent.wait_for_text("#replies", "Opening hours").await;
        agent.audit().await;
        agent.type_into("#text", &key(Key::Backspace).repeat(3)).await;
        agent.wait_for_text("#replies", "Thanks").await;
        agent.screenshot("quick-replies-light").await;
        agent.theme("dark").await;
        agent.screenshot("quick-replies-dark").await;
        agent.theme("light").await;

        // Down and up go round, Escape leaves the list and not the field.
        agent.keys(&key(Key::Down)).await;
        agent.wait_for_text("#replies [aria-selected=true]", "Opening of the new shop").await;
        agent.keys(&key(Key::Up)).await;
        agent.keys(&key(Key::Escape)).await;
        agent.wait_gone("#replies:not([hidden])").await;
        assert_eq!(agent.value("#text").await, "and/or /");

        // The same again, chosen with Enter: nothing is sent, the words stand where the slash stood.
        agent.keys(&format!("{}/opening h", key(Key::Backspace))).await;
        agent.wait_for_text("#replies [aria-selected=true]", "Opening hours").await;
        agent.enter().await;
        agent.wait_gone("#replies:not([hidden])").await;
        assert_eq!(agent.value("#text").await, "and/or Hello Anna, we are open *9 to 5*. Nikos");
        agent.wait_for_text("#looks strong", "9 to 5").await;
        agent.audit().await;
        agent.screenshot("formatting-light").await;
        agent.enter().await;
        agent.wait_for_text("#log .msg-out strong", "9 to 5").await;
        // The line stands there before the server has it.
        let kept = async || house.count("SELECT count(*) FROM message WHERE direction = 'out'") == 1;
        agent.until("it is sent", PATIENCE, kept).await;

        // Enter before the answer came waits for it; what nothing fits is not sent by the same key.
        agent.keys("/thanks").await;
        agent.enter().await;
        agent
            .until("the text stands there", crate::support::PATIENCE, async || {
                agent.value("#text").await == "Thank you."
            })
            .await;
        agent.fill("#text", "").await;
        agent.keys("/zzz").await;
        agent.wait_for_text("#replies", "None found").await;
        agent.enter().await;
        agent.wait_gone("#replies:not([hidden])").await;
        assert_eq!(agent.value("#text").await, "/zzz");
        assert_eq!(house.count("SELECT count(*) FROM message WHERE direction = 'out'"), 1);

        agent.resize(390, 844).await;
        agent.fill("#text", "").await;
        agent.click("#to-replies").await;
        agent.wait_for_text("#replies", "Thanks").await;
        agent.audit().await;
        agent.screenshot("quick-replies-phone").await;
    });
}

#[test]
fn formatting_by_keys_and_as_the_phone_shows_it() {
    let house = House::new();
    let conversation = house.anna_writes("*really*?");
    let house = &house;
    journey("formatting", |browsers| async move {
        let agent = sign_in(house, &browsers, "Nikos", "agent", Look::DESKTOP).await;
        agent.goto(&format!("{}/inbox/{conversation}", house.url())).await;
        agent.wait_for_text("#log .msg-in strong", "really").await;
        agent.click("#hold").await;
        agent.wait_for("#composer[data-state=text]").await;
        agent.click("#text").await;
        let control = |letter: char| format!("{}{letter}{}", key(Key::Control), key(Key::Null));
        agent.keys(&format!("{}bold{}", control('b'), key(Key::End))).await;
        agent.keys(" ").await;
        agent.keys(&format!("{}slanted", control('i'))).await;
        assert_eq!(agent.value("#text").await, "*bold* _slanted_");
        agent.run("const f = document.getElementById('text'); f.setSelectionRange(1, 5)", vec![]).await;
        agent.keys(&control('b')).await;
        assert_eq!(agent.value("#text").await, "bold _slanted_", "and away again");
        agent.wait_for_text("#looks em", "slanted").await;

        // The script and the server look at the same table.
        let script = "const [table, done] = arguments; const root = document.querySelector('script[src*=inbox]').src;
            import(new URL('formatting.js', root)).then(({ spans }) => done(table.filter(([text, want]) =>
              JSON.stringify(spans(text).map(({ text, look }) => [text, ['bold', 'italic', 'strike', 'mono']
                .filter((name) => look[name]).map((name) => name[0]).join('')])) !== JSON.stringify(want))
              .map(([text]) => text)))";
        let table: serde_json::Value = serde_json::from_str(FORMATS).unwrap();
        let unlike = agent.client().execute_async(script, vec![table]).await.unwrap();
        assert_eq!(unlike, serde_json::json!([]));
    });
}

#[test]
fn the_editor_shows_what_a_text_will_say() {
    let house = House::new();
    let house = &house;
    journey("quick_reply_editor", |browsers| async move {
        let agent = sign_in(house, &browsers, "Eleni", "supervisor", Look::DESKTOP).await;
        agent.goto(&format!("{}/quick-replies", house.url())).await;
        agent.audit().await;
        agent.press("Add a quick reply").await;
        agent.type_into("#title", "Opening hours").await;
        agent.type_into("#text", "Hello {{contact.nmae|there}}, *9 to 5*.").await;
        agent.wait_for_text("#try", "Did you mean “contact.name”?").await;
        agent.fill("#text", "Hello {{contact.first_name|there}}, *9 to 5*.").await;
        agent.wait_for_text("#try .bubble", "Hello Maria, 9 to 5.").await;
        agent.fill("[id='try-contact.first_name']", "Zoe").await;
        agent.wait_for_text("#try .bubble", "Hello Zoe, 9 to 5.").await;
        agent.wait_for_text("#try", "Hello there, 9 to 5.").await;
        agent.audit().await;
        agent.screenshot("quick-reply-editor-light").await;
        agent.theme("dark").await;
        agent.screenshot("quick-reply-editor-dark").await;
        agent.resize(390, 844).await;
        agent.audit().await;
        agent.screenshot("quick-reply-editor-phone").await;
        agent.resize(1440, 900).await;
        agent.click(".form-acts .btn-primary").await;
        agent.wait_for_text("table", "Opening hours").await;
        agent.audit().await;
        agent.screenshot("quick-replies-list").await;
        agent.goto(&format!("{}/quick-replies/import", house.url())).await;
        agent.audit().await;
        agent.screenshot("quick-replies-import").await;
    });
}
