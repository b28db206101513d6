//! The tools of a journey: a driver, browsers, pages, and what must hold on each page.
//!
//! ```ignore
//! #[test]
//! fn an_agent_answers() {
//!     journey("an_agent_answers", |browsers| async move {
//!         let agent = browsers.open("agent", Look::DESKTOP).await;
//!         agent.goto("http://127.0.0.1:8080/").await;
//!         agent.type_into("#composer", "Good morning").await;
//!         agent.click("button[type=submit]").await;
//!         agent.wait_for_text(".thread", "Good morning").await;
//!         agent.audit().await;
//!         agent.screenshot("inbox-desktop-light").await;
//!     });
//! }
//! ```
#![allow(dead_code, reason = "each journey uses some of the tools")]

mod audit;
mod driver;
mod page;

pub use page::Page;

use driver::Driver;
use fantoccini::ClientBuilder;
use futures_util::FutureExt as _;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;

/// How long anything that a person would wait for may take before the journey fails; on a busy machine, for beside it
/// others are under way, and one that looks at every page.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How a browser looks at the pages.
#[derive(Clone, Copy)]
pub struct Look {
    /// Size of the page itself, in CSS pixels.
    pub width: u32,
    /// Size of the page itself, in CSS pixels.
    pub height: u32,
    /// Whether it says that it is a phone: touch, and a viewport as narrow as it is.
    pub phone: bool,
    /// The language that it asks for.
    pub language: &'static str,
    /// Whether scripts run.
    pub scripts: bool,
}

impl Look {
    /// The width from which all columns show.
    pub const DESKTOP: Self = Self { width: 1440, height: 900, phone: false, language: "en", scripts: true };
    /// A common phone.
    pub const PHONE: Self = Self { width: 390, height: 844, phone: true, language: "en", scripts: true };

    /// The same, asking for Greek.
    pub const fn greek(self) -> Self {
        Self { language: "el", ..self }
    }

    /// The same with scripts switched off.
    pub const fn without_scripts(self) -> Self {
        Self { scripts: false, ..self }
    }

    fn capabilities(self, profile: &TempDir) -> Map<String, Value> {
        let mut arguments: Vec<String> = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--no-default-browser-check",
            "--force-color-profile=srgb",
            "--hide-scrollbars",
            // A microphone that always gives the same tone, and may be used.
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
        ]
        .map(str::to_owned)
        .to_vec();
        arguments.push(format!("--window-size={},{}", self.width, self.height));
        arguments.push(format!("--user-data-dir={}", profile.path().display()));
        arguments.push(format!("--lang={}", self.language));
        let mut preferences = json!({
            "intl.accept_languages": self.language,
            // Nobody is asked whether they want to be called; a journey about that says otherwise.
            "profile.default_content_setting_values.notifications": 2,
        });
        if !self.scripts {
            preferences["profile.managed_default_content_settings.javascript"] = json!(2);
        }
        let mut options = json!({ "args": arguments, "prefs": preferences });
        if self.phone {
            let metrics =
                json!({ "width": self.width, "height": self.height, "pixelRatio": 2.0, "touch": true, "mobile": true });
            options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
        }
        let mut capabilities = Map::new();
        capabilities.insert("browserName".to_owned(), json!("chrome"));
        capabilities.insert("goog:chromeOptions".to_owned(), options);
        capabilities.insert("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" }));
        capabilities
    }
}

/// The browsers of one journey; each is somebody else, with cookies of their own.
#[derive(Clone)]
pub struct Browsers {
    driver: Arc<Driver>,
    open: Arc<Mutex<Vec<(Page, TempDir)>>>,
}

impl Browsers {
    /// Opens a browser for `who`; the name stands in failures and on pictures of them.
    pub async fn open(&self, who: &str, look: Look) -> Page {
        let profile = tempfile::tempdir().expect("a folder for the profile");
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(look.capabilities(&profile))
            .connect(&self.driver.url())
            .await
            .unwrap_or_else(|error| panic!("{who}: no browser: {error}"));
        let page = Page::new(client, who);
        self.open.lock().expect("no panic while held").push((page.clone(), profile));
        page
    }
}

/// Runs a journey. However it ends, the browsers are closed; when it fails there is a picture of each, and when it does
/// not, nothing may stand in their consoles (a refusal of the content security policy does).
pub fn journey<Steps, Running>(name: &str, steps: Steps)
where
    Steps: FnOnce(Browsers) -> Running,
    Running: Future<Output = ()>,
{
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let browsers = Browsers { driver: Arc::new(Driver::start()), open: Arc::default() };
        let outcome = AssertUnwindSafe(steps(browsers.clone())).catch_unwind().await;
        let open = std::mem::take(&mut *browsers.open.lock().expect("no panic while held"));
        let mut noise = Vec::new();
        for (page, profile) in open {
            let console = page.console().await;
            if outcome.is_err() {
                let picture = page.try_screenshot(&format!("failed-{name}-{}", page.who())).await;
                eprintln!(
                    "{name}: {} at {}: picture {picture:?}, console {console:?}",
                    page.who(),
                    page.address().await
                );
            }
            noise.extend(console.into_iter().map(|line| format!("{}: {line}", page.who())));
            page.close().await;
            drop(profile);
        }
        if let Err(panic) = outcome {
            resume_unwind(panic);
        }
        assert!(noise.is_empty(), "{name}: the consoles are not empty:\n  {}", noise.join("\n  "));
    });
}

/// Where pictures go.
pub fn screenshots() -> PathBuf {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let folder = target.parent().map_or_else(|| target.clone(), |parent| parent.join("screenshots"));
    std::fs::create_dir_all(&folder).expect("a folder for pictures");
    folder
}
