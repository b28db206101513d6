//! The settings over HTTP, as a browser without scripts sees them, with the pocket Twilio behind.

use std::net::TcpListener;
use std::sync::Arc;

use serde_json::json;

use crate::domain::ids::AccountId;
use crate::domain::user::Role;
use crate::emulator::{Approval, Emulator, NewTemplate, Settings, Webhooks};
use crate::flows::sign_ins::{self, Browser};
use crate::flows::test_app::TestApp;
use crate::flows::users::add::{Wanted, add};
use crate::store::post::{self, Hook, RefusedReason};
use crate::store::{account, number};
use crate::web::server::server;

pub(super) const SID: &str = "AC0123456789abcdef0123456789abcdef";
pub(super) const TOKEN: &str = "00112233445566778899aabbccddeeff";

/// An appliance with doors, a pocket Twilio, and a signed-in browser.
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

fn has(answer: &Answer, text: &str) {
    assert!(answer.body.contains(text), "{text:?} is not in\n{}", answer.body);
}

fn lacks(answer: &Answer, text: &str) {
    assert!(!answer.body.contains(text), "{text:?} is in\n{}", answer.body);
}

#[test]
fn the_wizard_leads_from_a_name_to_the_addresses() {
    let site = Site::start(Role::Admin);
    has(&site.get("/admin/accounts"), "/admin/accounts/new");
    assert_eq!(site.get("/admin/accounts/new").status, 200);
    let nameless = site.get("/admin/accounts/new/credentials?name=+");
    assert_eq!(nameless.status, 422);
    has(&nameless, r#"id="name-e""#);
    let second = site.get("/admin/accounts/new/credentials?name=A+%26+B");
    has(&second, r#"name="name" value="A &#38; B""#);
    has(&second, r#"href="/admin/accounts/new?name=A+%26+B""#);

    site.connected();
    let empty = site.post("/admin/accounts/1/numbers", &[("name", "Shop"), ("address", "2810"), ("act", "next")]);
    assert_eq!(empty.status, 422);
    has(&empty, r#"value="2810""#);
    has(&empty, r##"href="#address""##);
    let added = site.post("/admin/accounts/1/numbers", &[("name", "Shop"), ("address", "+302810000014")]);
    assert_eq!(added.location, "/admin/accounts/1/numbers");
    has(&site.get("/admin/accounts/1/numbers"), "+30 281 000 0014");
    let next = site.post(
        "/admin/accounts/1/numbers",
        &[("name", "Try"), ("address", "+14155238886"), ("language", "el"), ("act", "next")],
    );
    assert_eq!(next.location, "/admin/accounts/1/callbacks");
    assert_eq!(site.post("/admin/accounts/1/numbers", &[("act", "next")]).status, 422, "nothing to add is said");
    let empty = site.post("/admin/accounts/1/numbers", &[("act", "go")]);
    assert_eq!(empty.location, "/admin/accounts/1/callbacks");
    let last = site.get("/admin/accounts/1/callbacks");
    let key = site.app.store.read(|db| account::get(db, AccountId(1))).unwrap().webhook_key;
    for hook in ["inbound", "status", "fallback"] {
        let url = format!("https://inbox.example.org/webhooks/twilio/{key}/{hook}#rc=3&#38;rp=5xx,ct,rt");
        has(&last, &format!("<code id=\"{hook}\">{url}</code>"));
    }
    has(&last, "Sandbox settings");
    let list = site.get("/admin/accounts");
    has(&list, SID);
    has(&site.get("/admin/numbers"), "Try");
}

#[test]
fn wrong_fields_keep_what_was_typed_but_no_secret() {
    let site = Site::start(Role::Admin);
    let fields = [
        ("name", "Shop"),
        ("account_sid", "SK0123456789abcdef0123456789abcdef"),
        ("auth_token", "a-secret-token"),
        ("api_key_sid", "SK1"),
    ];
    let again = site.post("/admin/accounts/new/credentials", &fields);
    assert_eq!(again.status, 422);
    has(&again, "This is an API key");
    has(&again, r#"value="SK0123456789abcdef0123456789abcdef""#);
    has(&again, r##"href="#api_key_secret""##);
    lacks(&again, "a-secret-token");
    lacks(&again, ">field-");
    assert_eq!(site.app.value::<i64>("SELECT count(*) FROM account"), 0);
    let supervisor = Site::start(Role::Supervisor);
    assert_eq!(supervisor.get("/admin/accounts").status, 403);
    assert_eq!(supervisor.post("/admin/accounts/new/credentials", &fields).status, 403);
}

#[test]
fn a_refusal_of_twilio_can_be_overruled_without_typing_the_secret_again() {
    let site = Site::start(Role::Admin);
    let fields = [("name", "Shop"), ("account_sid", SID), ("auth_token", "ffffffffffffffffffffffffffffffff")];
    let doubt = site.post("/admin/accounts/new/credentials", &fields);
    assert_eq!(doubt.status, 422);
    has(&doubt, "Twilio refuses this Account SID");
    has(&doubt, r#"value="anyway""#);
    lacks(&doubt, "ffffffffffffffff");
    let (_, rest) = doubt.body.split_once(r#"name="kept_token" value=""#).unwrap();
    let (kept, _) = rest.split_once('"').unwrap();
    let sure = site.post(
        "/admin/accounts/new/credentials",
        &[("name", "Shop"), ("account_sid", SID), ("auth_token", ""), ("kept_token", kept), ("act", "anyway")],
    );
    assert_eq!(sure.location, "/admin/accounts/1/numbers");
    let asked = site.post("/admin/accounts/1/check", &[]);
    assert_eq!(asked.location, "/admin/accounts/1");
    has(&site.get("/admin/accounts/1"), "Twilio refuses the Account SID with this Auth Token.");
    site.post("/admin/accounts/1", &[("name", "Shop"), ("auth_token", TOKEN)]);
    let page = site.get("/admin/accounts/1");
    lacks(&page, TOKEN);
    has(&page, "Set, kept encrypted");
}

#[test]
fn an_account_says_what_was_refused_and_is_switched_off() {
    let site = Site::start(Role::Admin);
    let id = site.connected();
    has(&site.get("/admin/accounts/1"), "None. Whatever Twilio delivered was taken.");
    let now = site.app.clock.now();
    site.app
        .store
        .write(move |tx| post::refuse(tx, id, Hook::Status, RefusedReason::BadSignature, "https://old.example", now))
        .unwrap();
    let page = site.get("/admin/accounts/1");
    has(&page, "The signature is wrong.");
    has(&page, "https://old.example");
    has(&page, "/status");
    site.post("/admin/accounts/1/active", &[("act", "off")]);
    has(&site.get("/admin/accounts"), "switched off");
    let wrong = site.post("/admin/accounts/1", &[("name", ""), ("api_key_sid", "AC1")]);
    assert_eq!(wrong.status, 422);
    assert_eq!(site.get("/admin/accounts/9").status, 404);
    assert_eq!(site.post("/admin/accounts/1/secrets", &[("act", "nonsense")]).status, 400);
}

#[test]
fn a_number_is_changed_and_switched() {
    let site = Site::start(Role::Admin);
    site.connected();
    site.post("/admin/accounts/1/numbers", &[("name", "Shop"), ("address", "+302810000014")]);
    let fields = [("name", "Αγορά"), ("language", "el"), ("colour", "3"), ("attachments_from_agents", "1")];
    assert_eq!(site.post("/admin/numbers/1", &fields).location, "/admin/numbers/1");
    let number = site.app.store.read(number::list).unwrap().remove(0);
    assert_eq!((number.name.as_str(), number.language.code(), number.colour), ("Αγορά", "el", 3));
    assert!(number.attachments_from_agents && !number.attachments_from_customers);
    let wrong = site.post("/admin/numbers/1", &[("name", " "), ("colour", "2")]);
    assert_eq!(wrong.status, 422);
    has(&wrong, r#"value="2" checked"#);
    site.post("/admin/numbers/1/active", &[("act", "off")]);
    has(&site.get("/admin/numbers"), "switched off");
}

#[test]
fn templates_are_read_filtered_and_shown() {
    let site = Site::start(Role::Admin);
    has(&site.get("/admin/templates"), "Connect one first");
    site.connected();
    has(&site.get("/admin/templates"), "No template yet");
    site.template("order_ready", "Γεια {{1}}, έτοιμη η {{2}}.", Approval::Approved);
    site.template("new_harvest", "Νέα σοδειά", Approval::Rejected);
    let read = site.post("/admin/templates/sync", &[]);
    assert_eq!(read.location, "/admin/templates?total=2&added=2&changed=0&gone=0");
    let list = site.get(&read.location);
    has(&list, "2 templates read.");
    let filtered = site.get("/admin/templates?state=rejected");
    has(&filtered, "new_harvest");
    lacks(&filtered, "order_ready");
    lacks(&site.get("/admin/templates?q=%CF%83%CE%BF%CE%B4"), "order_ready");
    has(&site.get("/admin/templates?q=nowhere"), "No template like this");
    let id: i64 = site.app.value("SELECT id FROM template WHERE name = 'order_ready'");
    let shown = site.get(&format!("/admin/templates/{id}"));
    has(&shown, "<mark>Άννα</mark>");
    has(&shown, "<mark>{{2}}</mark>");
    has(&shown, "<span>Ναι</span>");
    assert_eq!(site.get("/admin/templates/99").status, 404);
}

#[test]
fn first_steps_tick_themselves_off() {
    let site = Site::start(Role::Admin);
    has(&site.get("/admin"), "2 of 8");
    let id = site.connected();
    site.post("/admin/accounts/1/numbers", &[("name", "Shop"), ("address", "+302810000014")]);
    let waiting = site.get("/admin");
    has(&waiting, "4 of 8");
    has(&waiting, "Listening.");
    has(&waiting, "https://wa.me/302810000014");
    let now = site.app.clock.now();
    let number = site.app.store.read(number::list).unwrap().remove(0).id;
    site.app.store.write(move |tx| number::touch_inbound(tx, number, now)).unwrap();
    let page = site.get("/admin");
    has(&page, "6 of 8");
    lacks(&page, "Listening.");
    let hidden = site.post("/admin/first-steps", &[("hidden", "yes")]);
    assert_eq!((hidden.status, hidden.location.as_str()), (303, "/admin"));
    site.app
        .store
        .write(move |tx| post::refuse(tx, id, Hook::Inbound, RefusedReason::UnknownNumber, "+30", now))
        .unwrap();
    let overview = site.get("/admin");
    for text in
        ["Overview", "It is for a number we do not have.", "2 of the first steps are left.", "run angelia backup"]
    {
        has(&overview, text);
    }
    site.post("/admin/first-steps", &[("hidden", "no")]);
    has(&site.get("/admin"), "6 of 8");
}

#[test]
fn numbers_are_picked_from_twilios_list_or_overruled_by_hand() {
    let site = Site::start(Role::Admin);
    site.twilio.control().add_sender(SID, "whatsapp:+302810000015", "Χονδρική", None, Webhooks::default());
    site.connected();
    let list = site.get("/admin/accounts/1/numbers?look=1");
    for text in ["+30 281 000 0015", "Χονδρική", "quality HIGH", "limit 1K Customers/24hr", "online"] {
        has(&list, text);
    }
    let both = [
        ("pick", "whatsapp:+302810000014"),
        ("name whatsapp:+302810000014", "Retail"),
        ("pick", "whatsapp:+302810000015"),
        ("name whatsapp:+302810000015", "Χονδρική"),
        ("language", "el"),
        ("act", "pick"),
    ];
    assert_eq!(site.post("/admin/accounts/1/numbers", &both).location, "/admin/accounts/1/numbers");
    assert_eq!(site.app.value::<i64>("SELECT count(*) FROM number WHERE language = 'el' AND workstream_id = 1"), 2);
    has(&site.get("/admin/accounts/1/numbers?look=1"), "in use here");

    let foreign = [("name", "Foreign"), ("address", "+302810000099"), ("act", "add")];
    let doubt = site.post("/admin/accounts/1/numbers", &foreign);
    assert_eq!(doubt.status, 422);
    has(&doubt, "does not have this number");
    has(&doubt, r#"value="+302810000099""#);
    assert_eq!(site.app.value::<i64>("SELECT count(*) FROM number"), 2);
    let sure = site.post("/admin/accounts/1/numbers", &[foreign[0], foreign[1], ("act", "anyway")]);
    assert_eq!(sure.location, "/admin/accounts/1/numbers");
    let twice = site.post("/admin/accounts/1/numbers", &foreign);
    has(&twice, "This account has this number already.");
    let blanks = site.post("/admin/accounts/1/numbers", &[("name", "B"), ("address", "+30 2810 000 016")]);
    has(&blanks, "Write it without blanks, dashes and brackets: +302810000016");
}

#[test]
fn an_account_shows_what_twilio_says_of_it() {
    let site = Site::start(Role::Admin);
    site.connected();
    let page = site.get("/admin/accounts/1");
    for text in [
        "Twilio answers.",
        "The Account SID and the Auth Token are right.",
        "The account is active.",
        "It is a full account.",
        "Twilio calls it Shop Ltd.",
        "One WhatsApp number seen: +30 281 000 0014",
    ] {
        has(&page, text);
    }
    let add = [("name", "Foreign"), ("address", "+302810000099"), ("act", "anyway")];
    site.post("/admin/accounts/1/numbers", &add);
    site.twilio.control().set_suspended(SID, true);
    site.twilio.control().set_trial(SID, true);
    assert_eq!(site.post("/admin/accounts/1/check", &[]).location, "/admin/accounts/1");
    let page = site.get("/admin/accounts/1");
    for text in ["The account is suspended", "It is a trial account", "The list of WhatsApp numbers could not be read"]
    {
        has(&page, text);
    }
    site.twilio.control().set_suspended(SID, false);
    site.post("/admin/accounts/1/check", &[]);
    has(&site.get("/admin/accounts/1"), "Foreign (+30 281 000 0099) is not among them.");
    let saved = site.post("/admin/accounts/1", &[("name", "Shop"), ("region", "ie1")]);
    assert_eq!(saved.location, "/admin/accounts/1");
    assert_eq!(site.app.value::<String>("SELECT region FROM account"), "ie1");
    let wrong = site.post("/admin/accounts/1", &[("name", "Shop"), ("region", "moon")]);
    assert_eq!(wrong.status, 422);
    has(&wrong, "Choose one of the regions");
    let short = site.post("/admin/accounts/1", &[("name", "Shop"), ("auth_token", "0123456789")]);
    has(&short, "It has 10 characters; an Auth Token of Twilio has 32.");
}

#[test]
fn a_token_is_changed_step_by_step() {
    let site = Site::start(Role::Admin);
    site.connected();
    let (here, new) = ("/admin/accounts/1/rotation", "ffeeddccbbaa99887766554433221100");
    has(&site.get(here), r#"aria-current="step"><span>Give the new token"#);
    let act = |act, token| site.post(here, &[("act", act), ("auth_token_second", token)]);
    has(&act("begin", TOKEN), "This is the token that is in use.");
    has(&act("begin", "short"), "It has 5 characters");
    has(&act("begin", new), "Twilio refuses this token for this account.");
    assert_eq!(act("finish", "").status, 409, "nothing has begun");
    site.twilio.control().set_second_token(SID, Some(new));
    assert_eq!(act("begin", new).location, here);
    let page = site.get(here);
    has(&page, r#"aria-current="step"><span>Promote it at Twilio"#);
    has(&page, r##"<li class="is-done"><a href="#one">Give the new token"##);
    has(&page, "Posts signed with either token are taken.");
    has(&page, "Twilio accepted the new token");
    lacks(&page, new);
    has(&act("finish", ""), "Twilio still takes the old token");
    site.twilio.control().promote_token(SID);
    assert_eq!(act("finish", "").location, "/admin/accounts/1");
    assert_eq!(site.app.value::<i64>("SELECT count(*) FROM account WHERE auth_token_second IS NULL"), 1);
    has(&site.get(here), r#"aria-current="step"><span>Give the new token"#);
    site.post("/admin/accounts/1/check", &[]);
    has(&site.get("/admin/accounts/1"), "The Account SID and the Auth Token are right.");
    assert_eq!(act("nonsense", "").status, 400);
}
