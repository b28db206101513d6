//! Work that is pushed: offered to one, declined, taken by another, wrapped up, and back at the same agent.

use angelia::domain::time::Millis;
use fantoccini::key::Key;

use crate::house::{BORIS, House, SHOP};
use crate::journeys::{join, sign_in};
use crate::support::{Look, Page, journey};

/// A third customer.
const DORA: &str = "whatsapp:+306900000004";

/// Everything is pushed to a queue of both agents, who may decline.
pub fn pushing(house: &House) {
    let app = house.appliance().app();
    app.store
        .write(|tx| {
            tx.execute_batch(
                "INSERT INTO skill (id, name, created_at, updated_at) VALUES (3, 'Ελληνικά', 0, 0);
                 INSERT INTO queue (id, name, method, created_at, updated_at)
                   VALUES (7, 'Παραγγελίες', 'round_robin', 0, 0);
                 INSERT INTO queue_member (queue_id, user_id) SELECT 7, id FROM user WHERE role = 'agent' ORDER BY id;
                 UPDATE workstream SET mode = 'push', fallback_queue_id = 7, offer_way = 'accept_or_decline';",
            )?;
            Ok(())
        })
        .unwrap();
}

async fn focused(page: &Page) -> String {
    page.run("return document.activeElement.tagName", vec![]).await.as_str().unwrap_or_default().to_owned()
}

fn with_alt(key: &str) -> String {
    format!("{}{key}", char::from(Key::Alt))
}

fn escape() -> String {
    String::from(char::from(Key::Escape))
}

/// The offer as it looks, wide and on a phone, light and dark.
async fn pictures(page: &Page, name: &str) {
    for theme in ["light", "dark"] {
        page.theme(theme).await;
        page.screenshot(&format!("{name}-{theme}")).await;
    }
    page.resize(360, 780).await;
    page.audit().await;
    page.screenshot(&format!("{name}-phone-dark")).await;
    page.theme("light").await;
    page.screenshot(&format!("{name}-phone-light")).await;
    page.resize(1440, 900).await;
}

#[test]
fn an_offer_goes_round_and_its_customer_comes_back() {
    let house = House::new();
    let house = &house;
    journey("routing", |browsers| async move {
        let nikos = sign_in(house, &browsers, "Nikos", "agent", Look::DESKTOP).await;
        let eleni = join(house, &browsers, "Eleni", "agent", Look::DESKTOP.greek()).await;
        pushing(house);
        let first = declined(house, &nikos, &eleni).await;
        taken(&nikos, &eleni).await;
        wrapped_up(house, &eleni).await;
        let second = back_at_the_same_agent(house, &nikos, &eleni).await;
        assert_ne!(first, second);
        missed(house, &nikos, &eleni).await;
        presences(house, &nikos, &eleni).await;
        rings(house, &nikos, &eleni).await;
    });
}

/// One is asked, nothing takes the focus, and the other one is asked.
async fn declined(house: &House, nikos: &Page, eleni: &Page) -> i64 {
    let conversation = house.anna_writes("Καλησπέρα, δύο τενεκέδες λάδι παρακαλώ");
    nikos.wait_for_text(".offer", "δύο τενεκέδες").await;
    nikos.wait_for_text(".offer", "It is your turn in Παραγγελίες.").await;
    nikos.wait_for_text(".row", "Offered to you:").await;
    assert_eq!(focused(nikos).await, "BODY");
    nikos.wait_for_text("#say-now", "Offered to you: Anna, Παραγγελίες. The key y accepts.").await;
    assert_eq!(eleni.count(".offer").await, 0);
    nikos.audit().await;
    pictures(nikos, "offer").await;
    nikos.goto(&format!("{}/inbox/{conversation}", house.url())).await;
    nikos.wait_for("#composer[data-state=offered_to_you]").await;
    pictures(nikos, "offer-thread").await;
    nikos.keys("x").await;
    nikos.wait_gone(".offer").await;
    nikos.wait_for("#composer[data-state=offered_to_other]").await;
    eleni.wait_for_text(".offer", "δύο τενεκέδες").await;
    pictures(eleni, "offer-greek").await;
    conversation
}

/// Accepted while something else is typed, which stays; and the pane says why it came.
async fn taken(nikos: &Page, eleni: &Page) {
    eleni.type_into("#q", "λάδι").await;
    eleni.keys(&with_alt("y")).await;
    eleni.wait_for("#composer[data-state=text]").await;
    eleni.wait_gone(".offer").await;
    assert_eq!(eleni.value("#q").await, "λάδι");
    eleni.wait_for_text("#presence > summary", "Με δουλειά").await;
    nikos.wait_for("#composer[data-state=not_yours]").await;
    eleni.click("#why-here > summary").await;
    eleni.wait_for_text("#why-here", "Nikos: άρνηση").await;
    eleni.audit().await;
    eleni.screenshot("why-greek").await;
    eleni.theme("dark").await;
    eleni.screenshot("why-greek-dark").await;
    eleni.theme("light").await;
    eleni.click("#presence > summary").await;
    eleni.wait_for_text("#presence-note", "πιασμένες").await;
    eleni.screenshot("presence-greek").await;
    eleni.keys(&escape()).await;
}

async fn wrapped_up(house: &House, eleni: &Page) {
    // Its workstream has words for what became of it, and requires one.
    let outcomes = serde_json::json!({ "outcomes": [{ "name": "Πώληση" }, { "name": "Παράπονο" }], "required": true });
    house.admin().put("/workstreams/1/outcomes", &outcomes).data();
    eleni.reload().await;
    eleni.click("#end").await;
    eleni.wait_for("#over-thread #end-form input[name=outcomes]").await;
    eleni.audit().await;
    eleni.screenshot("outcomes-greek").await;
    eleni.click("#end-form button.btn-primary").await;
    eleni.wait_for_text("#end-error", "τι έγινε").await;
    assert_eq!(eleni.console().await.len(), 1, "the browser says that it was refused");
    eleni.click("#end-form input[name=outcomes]").await;
    eleni.click("#end-form button.btn-primary").await;
    eleni.wait_for("#composer[data-state=ended] form[action$='/close']").await;
    eleni.wait_for_text("#side", "Πώληση").await;
    assert_eq!(house.count("SELECT count(*) FROM conversation WHERE state = 'wrap_up'"), 1);
    eleni.click("#hold").await;
    eleni.wait_for("#composer[data-state=ended] form[action$='/begin']").await;
}

/// Although it would be the turn of the other one.
async fn back_at_the_same_agent(house: &House, nikos: &Page, eleni: &Page) -> i64 {
    let conversation = house.anna_writes("Και σαπούνια, έχετε;");
    eleni.wait_for_text(".offer", "μιλήσατε και την προηγούμενη φορά").await;
    assert_eq!(nikos.count(".offer").await, 0);
    eleni.click("#offer-accept").await;
    eleni.wait_for_address(&format!("/inbox/{conversation}")).await;
    eleni.wait_for("#composer[data-state=text]").await;
    conversation
}

/// Left as waiting by a key, it comes back as an offer with the first words that nobody answered, which is missed this time.
async fn missed(house: &House, nikos: &Page, eleni: &Page) {
    eleni.keys(&escape()).await;
    eleni.keys("h").await;
    eleni.wait_for_text("#presence > summary", "Εδώ").await;
    assert_eq!(house.count("SELECT count(*) FROM conversation WHERE state = 'waiting'"), 1);
    house.anna_writes("Λοιπόν;");
    eleni.wait_for_text(".offer", "Και σαπούνια, έχετε;").await;
    house.clock.advance(Millis::seconds(121));
    house.run_jobs();
    nikos.wait_for_text(".offer", "Και σαπούνια, έχετε;").await;
    eleni.wait_for_text("#offers [data-missed]", "Η πρόταση χάθηκε").await;
    eleni.wait_for_text("#presence > summary", "Λείπω").await;
    eleni.screenshot("offer-missed-greek").await;
}

/// Back by a press, without leaving the page.
async fn presences(house: &House, nikos: &Page, eleni: &Page) {
    eleni.click("#presence > summary").await;
    eleni.click("#presence button[value=automatic]").await;
    eleni.wait_for_text("#presence > summary", "Εδώ").await;
    // On a phone the rail is at the foot of the list.
    nikos.goto(&format!("{}/inbox", house.url())).await;
    nikos.click("#presence > summary").await;
    nikos.audit().await;
    for (width, height, place) in [(1440, 900, ""), (360, 780, "-phone")] {
        nikos.resize(width, height).await;
        nikos.screenshot(&format!("presence{place}")).await;
        nikos.theme("dark").await;
        nikos.screenshot(&format!("presence{place}-dark")).await;
        nikos.theme("light").await;
    }
}

/// A page that is looked at rings, one in the background shows a notification as well, and each offer does so once. What
/// the browser would sound and show is written down instead.
async fn rings(house: &House, nikos: &Page, eleni: &Page) {
    let listen = "window.rung = { notes: 0, shown: [] };
        const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (...at) { window.rung.notes += 1; return start.apply(this, at); };
        window.Notification = class extends EventTarget {
          static permission = 'granted';
          constructor(title, { body }) { super(); window.rung.shown.push([title, body]); }
        };
        ServiceWorkerRegistration.prototype.showNotification = async (title, { body }) =>
          window.rung.shown.push([title, body]);";
    eleni.click("#presence > summary").await;
    eleni.click("#presence button[value=offline]").await;
    nikos.resize(1440, 900).await;
    nikos.goto(&format!("{}/inbox", house.url())).await;
    nikos.run(listen, vec![]).await;
    nikos.click("#rows").await;
    nikos.click("#offer-accept").await;
    nikos.wait_gone(".offer").await;
    house.writes(BORIS, SHOP, "Is the new oil here?");
    nikos.wait_for_text(".offer", "Is the new oil here?").await;
    let rung = async || nikos.run("return JSON.stringify(window.rung)", vec![]).await;
    nikos.until_equal("a sound", rung, r#"{"notes":2,"shown":[]}"#).await;
    nikos.click("#offer-accept").await;
    nikos.wait_gone(".offer").await;
    let hide = "Object.defineProperty(document, 'hidden', { get: () => true });
        document.dispatchEvent(new Event('visibilitychange'));";
    nikos.run(hide, vec![]).await;
    house.twilio.add_customer("Dora", DORA, None);
    house.writes(DORA, SHOP, "Do you ship to Corfu?");
    nikos.wait_for_text(".offer", "Do you ship to Corfu?").await;
    let shown = r#"{"notes":4,"shown":[["Dora, for you","Do you ship to Corfu?"]]}"#;
    nikos.until_equal("a notification", rung, shown).await;
}

/// A rule is dragged by its number to the place of another, and stays there.
#[test]
fn a_rule_is_dragged_to_its_place() {
    let house = House::new();
    let house = &house;
    journey("rules", |browsers| async move {
        let olga = sign_in(house, &browsers, "Olga", "admin", Look::DESKTOP).await;
        let rule = |id: i64, word: &str| {
            format!(
                r#"INSERT INTO rule (id, workstream_id, name, position, body, created_at, updated_at) VALUES ({id}, 1,
                  'Rule {id}', {id}, '{{"when":[{{"is":{{"first_message":{{"contains":["{word}"]}}}}}}],
                  "then":{{"queue":"1"}}}}', 0, 0);"#
            )
        };
        let all = [rule(1, "oil"), rule(2, "soap"), rule(3, "olives")].concat();
        house.appliance().app().store.write(move |tx| Ok(tx.execute_batch(&all)?)).unwrap();
        olga.goto(&format!("{}/admin/workstreams/1/rules", house.url())).await;
        olga.pictures("rules").await;
        olga.drag("#rule-3 .rule-move > span", "#rule-1 .sentence").await;
        olga.wait_for_address("#rule-3").await;
        let order = "SELECT group_concat(id, '') FROM (SELECT id FROM rule ORDER BY position)";
        assert_eq!(house.count(&format!("SELECT CAST(({order}) AS INTEGER)")), 312);
        olga.audit().await;
    });
}
