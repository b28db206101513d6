//! An appliance with doors, the pocket Twilio behind it, and a browser without scripts that an admin signed in with.

use std::net::TcpListener;
use std::sync::Arc;

use serde_json::json;

use crate::domain::ids::AccountId;
use crate::domain::user::Role;
use crate::emulator::{Approval, Emulator, NewTemplate, Settings, Webhooks};
use crate::flows::sign_ins::{self, Browser};
use crate::flows::test_app::TestApp;
use crate::flows::users::add::{Wanted, add};
use crate::web::server::server;

pub(super) const SID: &str = "AC0123456789abcdef0123456789abcdef";
pub(super) const TOKEN: &str = "00112233445566778899aabbccddeeff";

/// All three.
pub(super) struct Site {
    pub app: TestApp,
    pub twilio: Emulator,
    pub base: String,
    pub cookie: String,
    browser: ureq::Agent,
}

pub(super) struct Answer {
    pub status: u16,
    pub location: String,
    pub body: String,
}

impl Site {
    pub fn start(role: Role) -> Self {
        let clock = crate::clock::Clock::default();
        let twilio = Emulator::start(Settings {
            listen: "127.0.0.1:0".parse().unwrap(),
            now: Arc::new(move || clock.now().0),
            advance: None,
            random: Arc::new(crate::random::fill),
            state_file: None,
            inbox_url: None,
            heard: None,
            language: "en",
        })
        .unwrap();
        twilio.control().add_account(SID, TOKEN, "Shop Ltd");
        twilio.control().add_sender(SID, "whatsapp:+302810000014", "Shop", None, Webhooks::default());
        let app = TestApp::start(Some(&twilio.url()));
        let wanted = Wanted {
            name: "Δήμητρα".to_owned(),
            email: "dimitra@example.org".to_owned(),
            role: Some(role),
            password: Some("olives and thyme".to_owned()),
        };
        let user = add(&app, "command", &wanted).unwrap().id;
        let now = app.clock.now();
        let begun = app.store.write(move |tx| sign_ins::begin(tx, now, user, &Browser::default())).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let shared = app.shared();
        std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(server(listener, shared, |_| {}).unwrap()).unwrap();
        });
        let config = ureq::Agent::config_builder().max_redirects(0).max_redirects_will_error(false);
        let browser = config.http_status_as_error(false).proxy(None).build().new_agent();
        Self { app, twilio, base, cookie: format!("angelia_sign_in={}", begun.cookie), browser }
    }

    fn read(response: ureq::http::Response<ureq::Body>) -> Answer {
        let location = response.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
        let status = response.status().as_u16();
        let body = response.into_body().read_to_string().unwrap();
        Answer { status, location: location.unwrap_or_default(), body }
    }

    pub fn get(&self, path: &str) -> Answer {
        let url = format!("{}{path}", self.base);
        Self::read(self.browser.get(&url).header("cookie", &self.cookie).call().unwrap())
    }

    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf: String = self.app.value("SELECT csrf FROM sign_in");
        let fields = fields.iter().copied().chain([("csrf", csrf.as_str())]);
        let url = format!("{}{path}", self.base);
        Self::read(self.browser.post(&url).header("cookie", &self.cookie).send_form(fields).unwrap())
    }

    /// Connects the account that the pocket Twilio has.
    pub fn connected(&self) -> AccountId {
        let answer = self
            .post("/admin/accounts/new/credentials", &[("name", "Shop"), ("account_sid", SID), ("auth_token", TOKEN)]);
        assert_eq!((answer.status, answer.location.as_str()), (303, "/admin/accounts/1/numbers?look=1"));
        AccountId(1)
    }

    pub fn template(&self, name: &str, body: &str, approval: Approval) {
        let types = json!({"twilio/quick-reply": {"body": body, "actions": [{"title": "Ναι", "id": "yes"}]}});
        let variables = json!({"1": "Άννα"});
        let new = NewTemplate {
            name: name.to_owned(),
            language: "el".to_owned(),
            types,
            variables,
            approval,
            category: "UTILITY".to_owned(),
            sid: String::new(),
        };
        self.twilio.control().add_template(SID, new);
    }
}

/// That a page says something.
pub(super) fn has(answer: &Answer, text: &str) {
    assert!(answer.body.contains(text), "{text:?} is not in\n{}", answer.body);
}

/// That it does not.
pub(super) fn lacks(answer: &Answer, text: &str) {
    assert!(!answer.body.contains(text), "{text:?} is in\n{}", answer.body);
}
