//! A browser with one page, and what a person does there.

use super::{PATIENCE, screenshots};
use fantoccini::actions::{InputSource as _, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::{Instant, sleep};
use ureq::http::Method;

const POLL: Duration = Duration::from_millis(40);

/// One browser. Copies are the same browser.
#[derive(Clone)]
pub struct Page {
    client: Client,
    who: Arc<str>,
    expected: Arc<Mutex<Vec<String>>>,
}

impl Page {
    pub(super) fn new(client: Client, who: &str) -> Self {
        Self { client, who: who.into(), expected: Arc::default() }
    }

    /// Whose browser it is.
    pub fn who(&self) -> &str {
        &self.who
    }

    /// The WebDriver client, for what has no helper.
    pub const fn client(&self) -> &Client {
        &self.client
    }

    fn done<T>(&self, what: &str, result: Result<T, CmdError>) -> T {
        result.unwrap_or_else(|error| panic!("{}: {what}: {error}", self.who))
    }

    /// Opens an address and waits until it is loaded.
    pub async fn goto(&self, url: &str) {
        self.done(url, self.client.goto(url).await);
    }

    /// Loads the page again.
    pub async fn reload(&self) {
        self.done("reload", self.client.refresh().await);
    }

    /// The address shown, or nothing when the browser is gone.
    pub async fn address(&self) -> String {
        self.client.current_url().await.map(String::from).unwrap_or_default()
    }

    /// The title shown.
    pub async fn title(&self) -> String {
        self.done("title", self.client.title().await)
    }

    /// The first element that fits, waited for.
    pub async fn find(&self, css: &str) -> Element {
        let found = self.client.wait().at_most(PATIENCE).every(POLL).for_element(Locator::Css(css)).await;
        self.done(&format!("{css} does not appear"), found)
    }

    /// All that fit now.
    pub async fn find_all(&self, css: &str) -> Vec<Element> {
        self.done(css, self.client.find_all(Locator::Css(css)).await)
    }

    /// How many fit now.
    pub async fn count(&self, css: &str) -> usize {
        self.find_all(css).await.len()
    }

    /// Finds what `locator` names and does something with it, until that works: an element may be replaced, or
    /// its page left, between being found and being used, and a button may be covered for a moment.
    async fn with<T>(&self, locator: Locator<'_>, act: impl AsyncFn(Element) -> Result<T, CmdError>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let done = match self.client.find(locator).await {
                Ok(element) => act(element).await,
                Err(error) => Err(error),
            };
            match done {
                Ok(value) => return value,
                Err(error) if Instant::now() > deadline => {
                    panic!("{}: {locator:?}: {error}; at {}", self.who, self.address().await)
                }
                Err(_) => sleep(POLL).await,
            }
        }
    }

    /// The visible text of the first that fits.
    pub async fn text(&self, css: &str) -> String {
        self.with(Locator::Css(css), async |element| element.text().await).await
    }

    /// What stands in a field.
    pub async fn value(&self, css: &str) -> String {
        self.with(Locator::Css(css), async |element| element.prop("value").await).await.unwrap_or_default()
    }

    /// Presses what is there, as soon as it can be pressed.
    pub async fn click(&self, css: &str) {
        self.with(Locator::Css(css), async |element| element.click().await).await;
    }

    /// Presses twice, as impatient people do.
    pub async fn double_click(&self, css: &str) {
        self.find(css).await;
        let script = "const e = document.querySelector(arguments[0]); e.click(); e.click()";
        self.run(script, vec![json!(css)]).await;
    }

    /// Drags the middle of one element to the upper edge of another.
    pub async fn drag(&self, from: &str, to: &str) {
        let from = self.find(from).await;
        let to = self.find(to).await.rectangle().await;
        let (x, y, ..) = self.done("drag", to);
        let spot = |x: f64, y: f64| PointerAction::MoveTo { duration: Some(POLL), x: x + 8.0, y: y + 2.0 };
        let actions = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveToElement { element: from, duration: None, x: 0.0, y: 0.0 })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(spot(x, y + 24.0))
            .then(spot(x, y))
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        let dragged = self.client.perform_actions(actions).await;
        self.done("drag", dragged);
    }

    /// Presses the button or link with exactly this text.
    pub async fn press(&self, text: &str) {
        let path = format!("//*[self::button or self::a or self::summary][normalize-space(.)=\"{text}\"]");
        self.with(Locator::XPath(&path), async |element| element.click().await).await;
    }

    /// Empties a field and types into it.
    pub async fn fill(&self, css: &str, text: &str) {
        self.with(Locator::Css(css), async |element| element.clear().await).await;
        self.type_into(css, text).await;
    }

    /// Types into a field behind what is there.
    pub async fn type_into(&self, css: &str, text: &str) {
        self.with(Locator::Css(css), async |element| element.send_keys(text).await).await;
    }

    /// Chooses the option with this value.
    pub async fn select(&self, css: &str, value: &str) {
        self.with(Locator::Css(css), async |element| element.select_by_value(value).await).await;
    }

    /// Types where the focus is: a shortcut, or a key of [`Key`].
    pub async fn keys(&self, keys: &str) {
        let focused = self.done("focus", self.client.active_element().await);
        self.done(keys, focused.send_keys(keys).await);
    }

    /// Presses Enter where the focus is.
    pub async fn enter(&self) {
        self.keys(&String::from(char::from(Key::Enter))).await;
    }

    /// Waits until something fits.
    pub async fn wait_for(&self, css: &str) {
        self.find(css).await;
    }

    /// Waits until nothing fits any more.
    pub async fn wait_gone(&self, css: &str) {
        self.until(&format!("{css} does not go"), PATIENCE, async || self.count(css).await == 0).await;
    }

    /// Waits until the visible text of anything that fits contains `text`.
    pub async fn wait_for_text(&self, css: &str, text: &str) {
        let script =
            "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText ?? e.textContent).join('\\n')";
        let deadline = Instant::now() + PATIENCE;
        loop {
            // A page that is just being replaced answers with an error: look again.
            let shown = self.client.execute(script, vec![json!(css)]).await.unwrap_or_default();
            let shown = shown.as_str().unwrap_or_default();
            if shown.contains(text) {
                return;
            }
            assert!(Instant::now() < deadline, "{}: {css} does not say {text:?} but {shown:?}", self.who);
            sleep(POLL).await;
        }
    }

    /// Waits until the address contains `part`.
    pub async fn wait_for_address(&self, part: &str) {
        self.until(&format!("the address does not become {part}"), PATIENCE, async || {
            self.address().await.contains(part)
        })
        .await;
    }

    /// Asks until the answer is yes, or fails after `patience` with `what`.
    pub async fn until(&self, what: &str, patience: Duration, mut asks: impl AsyncFnMut() -> bool) {
        let deadline = Instant::now() + patience;
        while !asks().await {
            assert!(Instant::now() < deadline, "{}: {what}; at {}", self.who, self.address().await);
            sleep(POLL).await;
        }
    }

    /// Asks until the answer is `wanted`, or fails with `what` and what was answered last.
    pub async fn until_equal(&self, what: &str, mut asks: impl AsyncFnMut() -> Value, wanted: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let answer = asks().await;
            if answer == wanted {
                return;
            }
            assert!(Instant::now() < deadline, "{}: {what}: not {wanted} but {answer}", self.who);
            sleep(POLL).await;
        }
    }

    /// Runs a script in the page and gives what it returns.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.done("script", self.client.execute(script, arguments).await)
    }

    /// Runs a script that says when it is done, by calling its last argument with what it found.
    pub async fn run_async(&self, script: &str) -> Value {
        self.done("script", self.client.execute_async(script, Vec::new()).await)
    }

    /// Lets the page do something, or has it ask: `granted`, `denied`, `prompt`.
    pub async fn permit(&self, what: &str, state: &str) {
        let body = json!({ "descriptor": { "name": what }, "state": state });
        self.done("permission", self.client.issue_cmd(Vendor { path: "permissions", body }).await);
    }

    /// Shows the page in a theme, `light` or `dark`.
    pub async fn theme(&self, theme: &str) {
        self.run("document.documentElement.dataset.theme = arguments[0]", vec![json!(theme)]).await;
    }

    /// Makes the page this large.
    pub async fn resize(&self, width: u32, height: u32) {
        self.done("resize", self.client.set_window_size(width, height).await);
    }

    /// Pictures of the page, at a desk, on a tablet and on a phone, light and dark; in no width anything may be wrong
    /// with it.
    pub async fn pictures(&self, name: &str) {
        for (width, height, place) in [(1440, 900, ""), (768, 1024, "-tablet"), (360, 800, "-phone")] {
            self.resize(width, height).await;
            for theme in ["light", "dark"] {
                self.theme(theme).await;
                self.screenshot(&format!("{name}{place}-{theme}")).await;
            }
            self.audit().await;
        }
        self.resize(1440, 900).await;
        self.theme("light").await;
    }

    /// Cuts or restores the connection of this browser.
    pub async fn offline(&self, offline: bool) {
        let body = json!({ "network_conditions": { "offline": offline, "latency": 0, "throughput": 10_000_000 } });
        self.done("offline", self.client.issue_cmd(Vendor { path: "chromium/network_conditions", body }).await);
    }

    /// Takes a picture into `target/screenshots/NAME.png`.
    pub async fn screenshot(&self, name: &str) -> PathBuf {
        self.try_screenshot(name).await.unwrap_or_else(|| panic!("{}: no picture {name}", self.who))
    }

    pub(super) async fn try_screenshot(&self, name: &str) -> Option<PathBuf> {
        let picture = self.client.screenshot().await.ok()?;
        let path = screenshots().join(format!("{name}.png"));
        std::fs::write(&path, picture).ok()?;
        Some(path)
    }

    /// From now on lines of the console with `part` are no fault: a form answered 422 on purpose is an error there.
    pub fn expect_in_console(&self, part: &str) {
        self.expected.lock().expect("no panic while held").push(part.to_owned());
    }

    /// Errors in the console since the last call, refusals of the content security policy among them.
    pub async fn console(&self) -> Vec<String> {
        let answer = self.client.issue_cmd(Vendor { path: "se/log", body: json!({ "type": "browser" }) }).await;
        let Ok(Value::Array(entries)) = answer else { return Vec::new() };
        let expected = self.expected.lock().expect("no panic while held");
        let errors = entries.iter().filter(|entry| entry["level"] == "SEVERE");
        let messages = errors.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned());
        messages.filter(|message| !expected.iter().any(|part| message.contains(part))).collect()
    }

    pub(super) async fn close(self) {
        // It may be gone already; the driver's end would close it as well.
        self.client.close().await.ok();
    }
}

/// A command that Chromium's driver knows beyond the standard.
#[derive(Debug)]
struct Vendor {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Vendor {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _url: &url::Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
