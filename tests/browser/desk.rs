//! The palette, and what calls an agent who looks elsewhere.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::house::House;
use crate::journeys::{join, sign_in};
use crate::support::{Look, PATIENCE, Page, journey};

pub fn key(key: Key) -> String {
    char::from(key).to_string()
}

/// Keys held together with Control.
pub fn control(letter: &str) -> String {
    format!("{}{letter}{}", key(Key::Control), key(Key::Null))
}

/// Opens the palette, types, waits for the entry, and takes it.
async fn palette(page: &Page, words: &str, entry: &str) {
    page.keys(&control("k")).await;
    page.wait_for("#palette[open]").await;
    page.keys(words).await;
    page.wait_for_text("#palette [aria-selected=true]", entry).await;
    page.enter().await;
    page.until("the palette closes", PATIENCE, async || page.count("#palette[open]").await == 0).await;
}

#[test]
fn the_palette_finds_everything_and_gives_the_focus_back() {
    let house = House::new();
    let house = &house;
    journey("palette", |browsers| async move {
        let page = sign_in(house, &browsers, "Nikos", "admin", Look::DESKTOP).await;
        let anna = house.anna_writes("Good morning");
        page.goto(&format!("{}/inbox/{anna}", house.url())).await;
        page.click("#hold").await;
        page.wait_for("#composer[data-state=text]").await;
        page.type_into("#text", "Half a sen").await;
        page.keys(&control("k")).await;
        page.wait_for_text("#palette [role=option]", "Accounts").await;
        page.pictures("palette").await;
        for (typed, wanted) in
            [("τραν", ""), ("ανν", ""), ("anna", "Anna"), ("ΑΝΝΑ", ""), ("boar", "Board"), ("ινβοχ", "Inbox")]
        {
            page.fill("#palette-q", typed).await;
            if wanted.is_empty() {
                continue;
            }
            page.wait_for_text("#palette [role=option]", wanted).await;
        }
        page.fill("#palette-q", "zzzz").await;
        page.wait_for("#palette-none:not([hidden])").await;
        page.audit().await;
        page.keys(&key(Key::Escape)).await;
        let here = page.run("return [document.activeElement.id, document.activeElement.value]", Vec::new()).await;
        assert_eq!(here, json!(["text", "Half a sen"]), "back where it was");
        page.keys("tence").await;
        assert_eq!(page.value("#text").await, "Half a sentence");

        // On another page the same, and what is only there.
        palette(&page, "users", "Users").await;
        page.wait_for_address("/admin/users").await;
        page.keys(&control("k")).await;
        page.wait_for("#palette[open]").await;
        page.keys(&key(Key::End)).await;
        let chosen = "return document.getElementById(document.getElementById('palette-q').getAttribute('aria-activedescendant'))?.getAttribute('aria-selected')";
        assert_eq!(page.run(chosen, Vec::new()).await, json!("true"));
        page.keys(&control("k")).await;
        page.until("it closes", PATIENCE, async || page.count("#palette[open]").await == 0).await;
    });
}

/// Puts the page out of sight, or into it.
async fn look_away(page: &Page, away: bool) {
    let script = "Object.defineProperty(document, 'hidden', { value: arguments[0], configurable: true });
        document.dispatchEvent(new Event('visibilitychange'))";
    page.run(script, vec![json!(away)]).await;
}

/// What the browser shows, as titles, texts and tags.
async fn shown(page: &Page) -> Vec<Value> {
    let script = "const done = arguments[arguments.length - 1];
        navigator.serviceWorker.getRegistration().then(async (one) => done(
          ((await one?.getNotifications()) ?? []).map((shown) => [shown.title, shown.body, shown.tag])))";
    page.run_async(script).await.as_array().cloned().unwrap_or_default()
}

#[test]
fn who_looks_elsewhere_is_called_once_and_not_in_quiet_hours() {
    let house = House::new();
    let house = &house;
    journey("notifications", |browsers| async move {
        let page = sign_in(house, &browsers, "Nikos", "agent", Look::DESKTOP).await;
        let anna = house.anna_writes("Good morning");
        page.goto(&format!("{}/inbox/{anna}", house.url())).await;
        page.click("#hold").await;
        page.wait_for("#composer[data-state=text]").await;
        assert_eq!(page.count("#ask-notify").await, 0, "nobody is asked when a page is opened");
        page.permit("notifications", "prompt").await;
        page.type_into("#text", "Good morning Anna").await;
        page.enter().await;
        page.wait_for_text("#ask-notify", "while you look elsewhere").await;
        page.audit().await;
        page.pictures("ask-notify").await;
        page.press("Not now").await;
        page.wait_gone("#ask-notify").await;
        page.permit("notifications", "granted").await;
        let ready = "const done = arguments[arguments.length - 1];
            navigator.serviceWorker.ready.then(() => done(true))";
        page.run_async(ready).await;

        house.anna_writes("Are you there?");
        page.wait_for_text("#log", "Are you there?").await;
        assert!(shown(&page).await.is_empty(), "it is being read");
        look_away(&page, true).await;
        house.anna_writes("Hello?");
        page.until("a notification", PATIENCE, async || !shown(&page).await.is_empty()).await;
        let tag = format!("angelia-{anna}");
        assert_eq!(shown(&page).await, [json!(["Anna", "Hello?", tag])]);
        house.anna_writes("It is about oil");
        page.until("the newer one", PATIENCE, async || shown(&page).await == [json!(["Anna", "It is about oil", tag])])
            .await;
        assert!(page.title().await.starts_with("(1) "), "{}", page.title().await);
        let icon = page.run("return document.querySelector('link[rel=icon]').href.slice(0, 18)", Vec::new()).await;
        assert_eq!(icon, json!("data:image/svg+xml"), "and the tab has the number");
        look_away(&page, false).await;
        page.until("looked at, they go", PATIENCE, async || shown(&page).await.is_empty()).await;

        // Now it is quiet, all day but for the minute before this one.
        page.goto(&format!("{}/profile", house.url())).await;
        let clock = "const at = new Date(Date.now() + arguments[0]);
            return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(at)";
        for (field, from_now) in [("quiet_from", -3_600_000), ("quiet_to", 3_600_000)] {
            let time = page.run(clock, vec![json!(from_now)]).await;
            page.run("document.getElementById(arguments[0]).value = arguments[1]", vec![json!(field), time]).await;
        }
        page.click("#alerts button[type=submit]").await;
        page.wait_for("#quiet-now").await;
        page.audit().await;
        page.pictures("profile-alerts").await;
        look_away(&page, true).await;
        house.anna_writes("Still about oil");
        page.wait_for_text("#rail-unread", "1").await;
        assert!(shown(&page).await.is_empty(), "it is quiet");
    });
}

#[test]
fn a_colleague_in_greek_has_the_same() {
    let house = House::new();
    let house = &house;
    journey("palette-greek", |browsers| async move {
        sign_in(house, &browsers, "Nikos", "agent", Look::DESKTOP).await;
        let page = join(house, &browsers, "Maria", "agent", Look::DESKTOP.greek()).await;
        page.keys(&control("k")).await;
        page.wait_for_text("#palette [role=option]", "Αποσύνδεση").await;
        page.keys("ΠΡΟΦΙΛ").await;
        page.wait_for_text("#palette [aria-selected=true]", "Το προφίλ σας").await;
        page.pictures("palette-greek").await;
        page.enter().await;
        page.wait_for("#signature").await;
        page.pictures("profile-greek").await;
        page.goto(&format!("{}/offline?l=el", house.url())).await;
        page.wait_for_text("h1", "Χωρίς σύνδεση").await;
        page.pictures("offline-greek").await;
    });
}

#[test]
fn without_the_server_there_is_a_page_that_says_so_and_goes_on_by_itself() {
    let mut house = House::new();
    let house = &mut house;
    journey("offline", |browsers| async move {
        let page = sign_in(house, &browsers, "Nikos", "agent", Look::DESKTOP).await;
        let ready = "const done = arguments[arguments.length - 1];
            navigator.serviceWorker.ready.then(() => done(true))";
        page.run_async(ready).await;
        let controlled = "return Boolean(navigator.serviceWorker.controller)";
        page.until("the worker has the page", PATIENCE, async || page.run(controlled, Vec::new()).await == true).await;
        for part in
            ["ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONNECTION_RESET", "ERR_EMPTY_RESPONSE"]
        {
            page.expect_in_console(part);
        }
        let profile = format!("{}/profile", house.url());
        house.stop();
        page.goto(&profile).await;
        page.wait_for_text("h1", "No connection").await;
        page.pictures("offline").await;
        house.start();
        page.wait_for_text("h1", "Your profile").await;
    });
}
