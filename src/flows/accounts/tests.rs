//! Accounts: what is refused, what is sealed, what a rotation does.

use super::check::Verdict;
use super::create::Wanted;
use super::update::{ApiKey, Change, Second};
use super::{check, create, credentials, set_active, update, validate, webhooks};
use crate::domain::ids::AccountId;
use crate::domain::refusal::Refusal;
use crate::domain::region::Region;
use crate::domain::report::Standing;
use crate::domain::user::Role;
use crate::flows::test_app::{TestApp, user};
use crate::store::{Fault, account};
use crate::twilio::test_server::{Server, json};

const SID: &str = "AC0123456789abcdef0123456789abcdef";
const KEY: &str = "SK0123456789abcdef0123456789abcdef";

fn wanted() -> Wanted {
    Wanted {
        name: " Shop ".to_owned(),
        account_sid: SID.to_owned(),
        auth_token: "first-token".to_owned(),
        ..Wanted::default()
    }
}

fn created(app: &TestApp) -> AccountId {
    create::create(app, user(Role::Admin), &wanted()).unwrap()
}

fn load(app: &TestApp, id: AccountId) -> account::Account {
    app.store.read(|db| account::get(db, id)).unwrap()
}

#[test]
fn fields_are_refused_with_their_reason() {
    for (text, want) in [
        (SID, None),
        (" AC0123456789abcdef0123456789abcdef ", None),
        ("", Some("missing")),
        (KEY, Some("sid-is-api-key")),
        ("AC0123", Some("sid-length")),
        ("AC0123456789ABCDEF0123456789abcdef", Some("sid-pattern")),
        ("0123456789abcdef0123456789abcdef", Some("sid-pattern")),
        ("MG0123456789abcdef0123456789abcdef", Some("sid-pattern")),
    ] {
        assert_eq!(validate::account_sid(text).err().map(|p| p.problem), want, "{text}");
    }
    assert_eq!(validate::api_key_sid(SID).unwrap_err().problem, "key-is-account-sid");
    assert_eq!(validate::api_key_sid("SK1").unwrap_err().problem, "key-length");
    assert_eq!(validate::name("name", &"ά".repeat(100)).unwrap().chars().count(), 100);
    assert_eq!(validate::name("name", &"ά".repeat(101)).unwrap_err().limit, Some(100));
    assert_eq!(validate::secret("auth_token", "a b").unwrap_err().problem, "secret-blanks");
    assert_eq!(validate::api_key("", " ").unwrap(), None);
    assert_eq!(validate::api_key(KEY, "").unwrap_err()[0].field, "api_key_secret");
}

#[test]
fn an_account_is_kept_sealed_and_only_once() {
    let app = TestApp::start(None);
    let id = created(&app);
    let account = load(&app, id);
    assert_eq!((account.name.as_str(), account.active), ("Shop", true));
    assert_eq!(account.webhook_key.len(), 43);
    assert!(!account.auth_token.windows(5).any(|part| part == b"first"));
    assert_eq!(credentials::signing_tokens(&app, &account).unwrap(), ["first-token"]);
    let who = credentials::credentials(&app, &account).unwrap();
    assert_eq!((who.user.as_str(), who.secret.expose()), (SID, "first-token"));

    let again = create::check(&app, &Wanted { name: String::new(), ..wanted() }).unwrap().err().unwrap();
    assert_eq!(
        again.iter().map(|p| (p.field, p.problem)).collect::<Vec<_>>(),
        [("name", "missing"), ("account_sid", "account-taken")]
    );
    let refused = create::create(&app, user(Role::Admin), &wanted()).unwrap_err();
    assert!(refused.refusal().is_some_and(|refusal| refusal.problems()[0].problem == "account-taken"));
    let refused = create::create(&app, user(Role::Supervisor), &wanted()).unwrap_err();
    assert_eq!(refused.refusal(), Some(&Refusal::NotAllowed));
    assert_eq!(app.value::<i64>("SELECT count(*) FROM account"), 1);
    let detail: String = app.value("SELECT detail FROM audit WHERE action = 'account.created'");
    assert!(detail.contains(SID) && !detail.contains("first-token"), "{detail}");
}

#[test]
fn the_addresses_carry_the_wish_for_retries_outside_the_signature() {
    let app = TestApp::start(None);
    let account = load(&app, created(&app));
    let base = format!("https://inbox.example.org/webhooks/twilio/{}", account.webhook_key);
    let urls = webhooks::urls(&app, &account);
    assert_eq!(urls.inbound, format!("{base}/inbound#rc=3&rp=5xx,ct,rt"));
    assert_eq!(urls.status, format!("{base}/status#rc=3&rp=5xx,ct,rt"));
    assert_eq!(urls.fallback, format!("{base}/fallback#rc=3&rp=5xx,ct,rt"));
    assert_eq!(webhooks::signed_urls(&app, &account).inbound, format!("{base}/inbound"));
}

#[test]
fn a_token_is_rotated_in_two_steps() {
    let app = TestApp::start(None);
    let id = created(&app);
    app.store.write(move |tx| account::count_auth_failure(tx, id)).unwrap();
    let change = |change: Change| update::update(&app, user(Role::Admin), id, &change);
    change(Change { second: Second::Set("second-token".to_owned()), ..Change::default() }).unwrap();
    let account = load(&app, id);
    assert_eq!(account.auth_failures, 0);
    assert_eq!(credentials::signing_tokens(&app, &account).unwrap(), ["first-token", "second-token"]);
    change(Change { second: Second::Promote, ..Change::default() }).unwrap();
    let account = load(&app, id);
    assert_eq!(credentials::signing_tokens(&app, &account).unwrap(), ["second-token"]);
    assert!(change(Change { second: Second::Promote, ..Change::default() }).is_err());

    let key = ApiKey::Set { sid: KEY.to_owned(), secret: "key-secret".to_owned() };
    change(Change { api_key: key, name: Some("Αγορά".to_owned()), ..Change::default() }).unwrap();
    let account = load(&app, id);
    let who = credentials::credentials(&app, &account).unwrap();
    assert_eq!((who.user.as_str(), who.secret.expose(), account.name.as_str()), (KEY, "key-secret", "Αγορά"));
    change(Change { api_key: ApiKey::Remove, ..Change::default() }).unwrap();
    assert_eq!(credentials::credentials(&app, &load(&app, id)).unwrap().user, SID);
    change(Change::default()).unwrap();
    assert_eq!(app.value::<i64>("SELECT count(*) FROM audit WHERE action = 'account.changed'"), 4);
}

#[test]
fn switching_is_noted_once() {
    let app = TestApp::start(None);
    let id = created(&app);
    for _ in 0..2 {
        set_active::set_active(&app, user(Role::Admin), id, false).unwrap();
    }
    assert!(!load(&app, id).active);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM audit WHERE action = 'account.deactivated'"), 1);
    let missing = set_active::set_active(&app, user(Role::Admin), AccountId(99), false).unwrap_err();
    assert!(matches!(missing, Fault::Refused(Refusal::NotFound)));
}

#[test]
fn the_provider_is_asked_for_its_verdict() {
    let server = Server::start(vec![
        json(200, r#"{"friendly_name":"Shop Ltd","status":"suspended","type":"Trial"}"#),
        json(401, r#"{"code":20003,"message":"Authenticate","status":401}"#),
        json(500, "{}"),
    ]);
    let app = TestApp::start(Some(&server.base));
    let ask = || check::typed(&app, SID, Region::Us1, (SID, "token"));
    let right = Verdict::Right {
        friendly_name: "Shop Ltd".to_owned(),
        standing: Standing::Suspended,
        trial: true,
        parent: None,
    };
    assert_eq!(ask(), right);
    assert_eq!(ask(), Verdict::Wrong { code: Some(20003) });
    assert_eq!(ask(), Verdict::NoAnswer);
}
