//! A house to test in: the appliance, the pocket Twilio, one shared clock, and people who speak.

mod api;
mod clamd;
mod nginx;
mod person;
mod recorder;
mod spawned;
mod table;
mod twilio;

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use angelia::app::database_path;
use angelia::clock::Clock;
use angelia::config::Settings;
use angelia::domain::ids::AccountId;
use angelia::domain::time::Millis;
use angelia::domain::user::{Actor, Role};
use angelia::emulator::{self, Approval, Control, Emulator, NewTemplate, Webhooks};
use angelia::flows;
use angelia::proxies::{Network, Proxies};
use angelia::room::Limits;
use angelia::scanner::Address;
use angelia::startup::{self, Appliance};
use angelia::store::migrate;

pub use api::{Answer, Api, client};
#[allow(unused_imports, reason = "the browser journeys go without")]
pub use clamd::{Clamd, Mood, RealClamd, eicar};
#[allow(unused_imports, reason = "the browser journeys go without")]
pub use nginx::{Nginx, free_port};
pub use person::{Page, Person};
use recorder::recorder;
pub use spawned::Spawned;
#[allow(unused_imports, reason = "the browser journeys go without some of it")]
pub use table::{ROLES, Route, pages, programs};
pub use twilio::{inbound_form, post_signed, post_signed_for, post_with, status_form};

pub const ACCOUNT_SID: &str = "AC00000000000000000000000000000001";
pub const AUTH_TOKEN: &str = "0123456789abcdef0123456789abcdef";
pub const SHOP: &str = "whatsapp:+302810000014";
pub const SANDBOX: &str = "whatsapp:+14155238886";
pub const JOIN_CODE: &str = "olive-branch";
pub const ANNA: &str = "whatsapp:+306900000001";
pub const BORIS: &str = "whatsapp:+306900000002";
/// How long anything may take on a busy machine before a test calls it lost.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// One installation with one account, a number "Shop" and the sandbox.
pub struct House {
    pub clock: Clock,
    pub twilio: Control,
    pub emulator: Emulator,
    appliance: Option<Appliance>,
    pub folder: tempfile::TempDir,
    pub account: i64,
    pub key: String,
    /// Our address as the world calls it, from the next start on.
    pub public_url: Option<String>,
    /// The proxies whose headers count, from the next start on.
    pub proxies: Proxies,
    /// Networks of ours in which programs may be called, from the next start on.
    pub call_networks: Vec<Network>,
    /// Where a virus scanner listens, and how long it may take for a file, from the next start on.
    pub clamd: Option<Address>,
    pub clamd_patience: Option<Duration>,
    /// How much room on the disk is little, from the next start on.
    pub disk_limits: Limits,
    port: u16,
}

/// A file as a first start leaves it. Made once: the migrations, which have tests of their own, took a third of what
/// the others did.
static FRESH: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path = database_path(folder.path());
    migrate::prepare(&path, Clock::default().now()).unwrap();
    std::fs::read(path).unwrap()
});

/// A pocket Twilio on this clock, with an account, a number and the sandbox.
pub fn pocket_twilio(clock: &Clock) -> Emulator {
    let told = clock.clone();
    let moved = clock.clone();
    let emulator = Emulator::start(emulator::Settings {
        listen: "127.0.0.1:0".parse().unwrap(),
        now: std::sync::Arc::new(move || told.now().0),
        advance: Some(std::sync::Arc::new(move |by| moved.advance(Millis(by)))),
        random: std::sync::Arc::new(angelia::random::fill),
        state_file: None,
        inbox_url: None,
        heard: recorder(),
        language: "en",
    })
    .unwrap();
    let twilio = emulator.control();
    twilio.add_account(ACCOUNT_SID, AUTH_TOKEN, "Olive oil");
    twilio.add_sender(ACCOUNT_SID, SHOP, "Shop", None, Webhooks::default());
    twilio.add_sender(ACCOUNT_SID, SANDBOX, "Sandbox", Some(JOIN_CODE), Webhooks::default());
    twilio.add_customer("Anna", ANNA, None);
    twilio.add_customer("Boris", BORIS, None);
    twilio.set_auto(true, false);
    emulator
}

impl House {
    /// Everything started, the webhooks set at the pocket Twilio.
    pub fn new() -> Self {
        let clock = Clock::default();
        let emulator = pocket_twilio(&clock);
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(database_path(folder.path()), &*FRESH).unwrap();
        let mut house = Self {
            clock,
            twilio: emulator.control(),
            emulator,
            appliance: None,
            folder,
            account: 0,
            key: String::new(),
            public_url: None,
            proxies: Proxies::default(),
            call_networks: Vec::new(),
            clamd: None,
            clamd_patience: None,
            disk_limits: Limits::default(),
            port: 0,
        };
        house.start();
        // The work of a start asks the provider too; what a test prepares there is for the test.
        house.run_jobs();
        house.set_up();
        house
    }

    /// Starts (again) on the same folder and port.
    pub fn start(&mut self) {
        let mut settings = Settings::new(self.folder.path());
        settings.clock = self.clock.clone();
        settings.timed_jobs = false;
        settings.twilio_url = Some(self.emulator.url());
        settings.listen = format!("127.0.0.1:{}", self.port);
        settings.public_url = self.public_url.clone();
        settings.proxies = self.proxies.clone();
        settings.call_networks = self.call_networks.clone();
        settings.clamd = self.clamd.clone();
        settings.clamd_patience = self.clamd_patience;
        settings.disk_limits = self.disk_limits;
        let appliance = startup::start(&settings).unwrap();
        self.port = appliance.local_url.rsplit(':').next().unwrap().parse().unwrap();
        self.appliance = Some(appliance);
    }

    /// Stops it in good order.
    pub fn stop(&mut self) {
        self.appliance.take().unwrap().stop();
    }

    fn set_up(&mut self) {
        let app = self.appliance().app();
        let account = flows::accounts::create::Wanted {
            name: "Olive oil".to_owned(),
            account_sid: ACCOUNT_SID.to_owned(),
            auth_token: AUTH_TOKEN.to_owned(),
            ..Default::default()
        };
        let id = flows::accounts::create::create(app, Actor::Command, &account).unwrap();
        for (name, address, sandbox) in [("Shop", SHOP, false), ("Sandbox", SANDBOX, true)] {
            let number = flows::numbers::create::Wanted {
                name: name.to_owned(),
                address: address.to_owned(),
                sandbox,
                sandbox_code: if sandbox { JOIN_CODE.to_owned() } else { String::new() },
                ..Default::default()
            };
            flows::numbers::create::create(app, Actor::Command, id, &number).unwrap();
        }
        let account = app.store.read(|db| angelia::store::account::get(db, id)).unwrap();
        let urls = flows::accounts::webhooks::urls(app, &account);
        for number in [SHOP, SANDBOX] {
            let webhooks = Webhooks {
                callback_url: Some(urls.inbound.clone()),
                fallback_url: Some(urls.fallback.clone()),
                status_callback_url: Some(urls.status.clone()),
                ..Webhooks::default()
            };
            self.twilio.set_webhooks(number, webhooks);
        }
        self.account = id.0;
        self.key = account.webhook_key;
    }

    pub fn appliance(&self) -> &Appliance {
        self.appliance.as_ref().unwrap()
    }

    pub fn url(&self) -> &str {
        self.appliance().local_url.as_str()
    }

    /// The address of one of the three webhooks.
    pub fn hook(&self, hook: &str) -> String {
        format!("{}/webhooks/twilio/{}/{hook}", self.url(), self.key)
    }

    #[allow(dead_code, reason = "the browser journeys need it")]
    /// Somebody who works here: what to type to sign in.
    pub fn hire(&self, name: &str, role: &str) -> (String, String) {
        let (email, password) = (format!("{}@example.com", name.to_lowercase()), "correct horse".to_owned());
        let wanted = flows::users::add::Wanted {
            name: name.to_owned(),
            email: email.clone(),
            role: Role::from_word(role),
            password: Some(password.clone()),
        };
        flows::users::add::add(self.appliance().app(), "command", &wanted).unwrap();
        (email, password)
    }

    #[allow(dead_code, reason = "the browser journeys need it")]
    /// An approved template, read from the provider.
    pub fn approve_template(&self, name: &str, body: &str, samples: &[&str]) {
        let variables: serde_json::Map<String, serde_json::Value> =
            samples.iter().zip(1..).map(|(sample, n)| (i32::to_string(&n), (*sample).into())).collect();
        self.twilio.add_template(
            ACCOUNT_SID,
            NewTemplate {
                sid: String::new(),
                name: name.to_owned(),
                language: "en".to_owned(),
                types: serde_json::json!({ "twilio/text": { "body": body } }),
                variables: variables.into(),
                category: "UTILITY".to_owned(),
                approval: Approval::Approved,
            },
        );
        let app = self.appliance().app();
        flows::templates::sync::sync(app, None, AccountId(self.account)).unwrap();
    }

    /// A program with an admin's token.
    pub fn admin(&self) -> Api {
        self.program("admin")
    }

    /// A program with a token of `role`.
    pub fn program(&self, role: &str) -> Api {
        Api::with_role(self.url(), self.appliance().app(), role)
    }

    #[allow(dead_code, reason = "the browser journeys go without")]
    /// A fresh token of `role`, as it stands in a header.
    pub fn token(&self, role: &str) -> String {
        Api::token(self.appliance().app(), role)
    }

    /// One number out of the file.
    pub fn count(&self, sql: &str) -> i64 {
        let app = self.appliance().app();
        app.store.read(|db| Ok(db.query_row(sql, [], |row| row.get(0))?)).unwrap()
    }

    /// Anna writes to the shop, and it has arrived.
    pub fn anna_writes(&self, text: &str) -> i64 {
        self.writes(ANNA, SHOP, text)
    }

    /// Somebody writes to a number, and it has arrived; the conversation.
    pub fn writes(&self, who: &str, to: &str, text: &str) -> i64 {
        let before = self.count("SELECT count(*) FROM message WHERE direction = 'in'");
        self.twilio.customer_writes(who, to, text);
        eventually("the message arrives", || {
            (self.count("SELECT count(*) FROM message WHERE direction = 'in'") > before).then_some(())
        });
        self.count("SELECT conversation_id FROM message WHERE direction = 'in' ORDER BY id DESC LIMIT 1")
    }

    /// Waits until the message has this status.
    pub fn until_status(&self, message: i64, status: &str) {
        let sql = format!("SELECT status FROM message WHERE id = {message}");
        let read = || {
            let app = self.appliance().app();
            app.store.read(|db| Ok(db.query_row(&sql, [], |row| row.get::<_, String>(0))?)).unwrap()
        };
        let mut last = String::new();
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            last = read();
            if last == status {
                return;
            }
            std::thread::yield_now();
            std::thread::park_timeout(Duration::from_millis(5));
        }
        panic!("message {message} is {last}, not {status}");
    }

    /// Runs every scheduled job once, as a jump of the clock does.
    pub fn run_jobs(&self) {
        self.appliance().run_jobs_once();
    }
}

/// Nothing may be left over: a silent leftover is how messages get lost.
impl Drop for House {
    fn drop(&mut self) {
        if let Some(appliance) = self.appliance.take() {
            appliance.stop();
        }
    }
}

/// Asks again and again until there is an answer; panics with `what` when patience ends.
pub fn eventually<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(started.elapsed() < PATIENCE, "waited in vain: {what}");
        std::thread::park_timeout(Duration::from_millis(5));
    }
}
