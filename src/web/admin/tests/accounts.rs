//! Accounts: connected by the wizard, checked, switched off, and their tokens changed.

use crate::domain::ids::AccountId;
use crate::domain::user::Role;
use crate::store::account;
use crate::store::post::{self, Hook, RefusedReason};
use crate::web::admin::tests::site::{SID, Site, TOKEN, has, lacks};

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
