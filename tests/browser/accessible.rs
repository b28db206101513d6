//! Every page is looked at by axe-core, which knows the rules of accessibility: light and dark, in both languages; and
//! whatever is reached by the tabulator has to show it. The
//! pages are those of the route table, reached by the links that people follow, in a demo with something on every page.
//! `./tests/run` brings axe-core; a run of this test alone finds it where that put it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;

use angelia::demo::{self, DemoSettings, PASSWORD};
use serde_json::{Value, json};

use crate::house::{Api, Route, SANDBOX, pages};
use crate::support::{Browsers, Look, Page, journey};

/// Addresses that answer with no page of their own: parts that scripts ask for, files, streams, and what leads on.
const NO_PAGES: [&str; 23] = [
    "/",
    "/static/{file:.*}",
    "/live",
    "/app.webmanifest",
    "/service-worker.js",
    "/palette",         // a dialog: `palette`
    "/setup",           // only while there is no admin: `first_run`
    "/welcome/{token}", // `colleagues`
    "/f/{token}/{name:[^/]+}",
    "/s/{token}", // `bots`
    "/media/{id}",
    "/media/{id}/preview",
    "/inbox/{id}/files",
    "/inbox/{id}/files/{upload}/preview",
    "/broadcasts/{id}/result",
    "/surveys/csv",
    "/quick-replies/export",
    "/contacts.csv",
    "/contacts/imports/{id}/result",
    "/sign-in",
    "/metrics",
    "/healthz",
    "/admin/accounts/new/credentials", // the second step, after the first: `setting_up`
];

/// What axe-core finds, a line each.
const LOOK: &str = "return axe.run(document, { resultTypes: ['violations'] }).then((found) =>
    found.violations.map((rule) => `${rule.id}: ${rule.help}: ` + rule.nodes.slice(0, 3).map((node) =>
        `${node.target.join(' ')} ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ''}`).join(' | ')));";
/// Controls on which nothing shows that they have the focus: neither they, nor what stands around or beside them, change.
const FOCUS: &str = "const looks = (element) => [element, element.parentElement, element.closest('label'),
      element.closest('.entry'), element.nextElementSibling].filter(Boolean).flatMap((one) => [null, '::after'].map((part) => {
        const style = getComputedStyle(one, part);
        const { outlineStyle, outline, boxShadow, borderColor, backgroundColor, opacity } = style;
        return [outlineStyle === 'none' || outline, boxShadow, borderColor, backgroundColor, opacity].join();
      })).join('|');
    const controls = document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]');
    return [...controls].filter((one) => {
      if (one.tabIndex < 0 || one.disabled || !one.checkVisibility({ visibilityProperty: true })) return false;
      document.activeElement?.blur();
      const before = looks(one);
      one.focus({ preventScroll: true });
      return document.activeElement === one && looks(one) === before;
    }).map((one) => `nothing shows that it has the focus: ${one.outerHTML.replace(/\\s+/g, ' ').slice(0, 120)}`);";
const LINKS: &str = "return [...document.links].filter((link) => link.origin === location.origin)
    .map((link) => link.pathname + link.search);";

fn axe() -> Option<String> {
    if std::env::var_os("ANGELIA_WITHOUT_AXE").is_some() {
        return None;
    }
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/axe/node_modules/axe-core/axe.min.js");
    let read = std::fs::read_to_string(&path);
    Some(read.unwrap_or_else(|_| panic!("{} is missing: ./tests/run brings it", path.display())))
}

/// The row that an address belongs to.
fn row_of<'a>(rows: &'a [Route], address: &str) -> Option<&'a Route> {
    let path = address.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    rows.iter().find(|row| {
        let wanted: Vec<&str> = row.path.split('/').collect();
        let fits = |(want, have): (&&str, &&str)| (want.starts_with('{') && !have.is_empty()) || want == have;
        wanted.len() == parts.len() && wanted.iter().zip(&parts).all(fits)
    })
}

/// Follows links until every page of the table was looked at once; what is wrong with them, by address.
async fn looked_at(url: &str, own: &Own, person: &Page, axe: &str, theme: &str) -> BTreeMap<String, Vec<String>> {
    let rows: Vec<Route> = pages().into_iter().filter(|row| row.verb == "get").collect();
    let paths = rows.iter().map(|row| row.path.as_str());
    let mut missing: BTreeSet<&str> =
        paths.filter(|path| !path.contains("/fragments/") && !NO_PAGES.contains(path)).collect();
    let mut next: VecDeque<String> = ["/inbox", "/board", "/admin", "/profile"].map(str::to_owned).into();
    // What is a button or a dialog over the thread where scripts run.
    next.push_back(format!("/inbox/{}/messages/{}", own.conversation, own.message));
    next.extend(["/inbox/views", "/offline"].map(str::to_owned));
    next.push_back(format!("/contacts/{}/merge/{}", own.contacts[0], own.contacts[1]));
    next.push_back(format!("/admin/numbers/{}/sandbox", own.sandbox));
    next.extend(
        ["end", "quick-replies", "transfer", "snooze"].map(|part| format!("/inbox/{}/{part}", own.conversation)),
    );
    let mut known: BTreeSet<String> = next.iter().cloned().collect();
    let mut wrong = BTreeMap::new();
    while let Some(address) = next.pop_front() {
        let Some(row) = row_of(&rows, &address) else { continue };
        if !missing.remove(row.path.as_str()) {
            continue;
        }
        person.goto(&format!("{url}{address}")).await;
        let found = complaints(person, axe, theme).await;
        if !found.is_empty() {
            wrong.insert(address, found);
        }
        let links = person.run(LINKS, Vec::new()).await;
        for link in links.as_array().unwrap().iter().filter_map(Value::as_str) {
            if known.insert(link.to_owned()) {
                next.push_back(link.to_owned());
            }
        }
    }
    for path in missing {
        wrong.insert(path.to_owned(), vec!["no link leads there".to_owned()]);
    }
    wrong
}

/// What is wrong with the page as it stands, in a theme.
async fn complaints(person: &Page, axe: &str, theme: &str) -> Vec<String> {
    person.theme(theme).await;
    person.run(axe, Vec::new()).await;
    let mut all = Vec::new();
    for script in [LOOK, FOCUS] {
        let found = person.run(script, Vec::new()).await;
        let found = found.as_array().unwrap_or_else(|| panic!("the page answered {found}"));
        all.extend(found.iter().map(Value::to_string));
    }
    all
}

/// What some pages are about, by id.
struct Own {
    /// A conversation that somebody has.
    conversation: String,
    /// A message in it.
    message: String,
    sandbox: String,
    /// Two contacts who may be one.
    contacts: [String; 2],
}

/// Adds what the demo has none of, so that every page has something to show.
fn furnish(api: &Api) -> Own {
    let template = api.get("/templates").data()[0]["id"].clone();
    let number = api.get("/numbers").data()[0]["id"].clone();
    api.post("/broadcasts", &json!({ "name": "Harvest", "template_id": template, "number_id": number })).data();
    let program = json!({ "name": "Shop", "url": "https://shop.example/hook", "events": ["conversation.closed"] });
    let webhook = api.post("/outgoing-webhooks", &program).id();
    api.post(&format!("/outgoing-webhooks/{webhook}/test"), &json!({})).data();
    let draft = json!({ "text": { "name": "new_oil", "language": "el", "category": "utility", "body": "Ήρθε." } });
    api.post("/templates/drafts", &draft).data();
    let account = api.get("/accounts").data()[0]["id"].clone();
    let sandbox = json!({ "account_id": account, "name": "Sandbox", "address": SANDBOX, "sandbox": true });
    let sandbox = api.post("/numbers", &sandbox).id();
    let live = api.get("/conversations?state=active");
    let conversation = live.data()[0]["id"].as_str().expect("one that somebody has").to_owned();
    let messages = api.get(&format!("/conversations/{conversation}/messages"));
    let message = messages.data()[0]["id"].as_str().expect("one").to_owned();
    api.post("/views", &json!({ "name": "Late", "filter": {} })).data();
    let list = "phone,name\n+306900000099,Thodoris\nnobody,Nobody\n";
    api.post_text("/contact-imports", "text/csv", list.as_bytes()).data();
    let all = api.get("/contacts");
    let contacts = [0, 1].map(|place| all.data()[place]["id"].as_str().expect("a contact").to_owned());
    Own { conversation, message, sandbox, contacts }
}

async fn sign_in(url: &str, browsers: &Browsers, who: &str, look: Look) -> Page {
    let person = browsers.open(who, look).await;
    person.goto(&format!("{url}/sign-in")).await;
    person.fill("[name=email]", "dimitra@demo.example").await;
    person.fill("[name=password]", PASSWORD).await;
    person.enter().await;
    person.wait_for("#inbox").await;
    person
}

#[test]
fn no_page_shuts_anybody_out() {
    let Some(axe) = axe() else { return };
    let folder = tempfile::tempdir().unwrap();
    let wanted = DemoSettings { data_dir: folder.path().join("demo"), listen: "127.0.0.1:0".to_owned(), fresh: false };
    let demo = demo::start(&wanted).unwrap();
    let url = demo.appliance().local_url.clone();
    let own = furnish(&Api::with_role(&url, demo.appliance().app(), "admin"));
    let (url, own, axe) = (url.as_str(), &own, axe.as_str());
    journey("accessible", |browsers| async move {
        let mut wrong = BTreeMap::new();
        for (who, look, theme) in [("English", Look::DESKTOP, "light"), ("Greek", Look::PHONE.greek(), "dark")] {
            let stranger = browsers.open(&format!("stranger-{who}"), look).await;
            for address in ["/sign-in", "/not-there"] {
                stranger.goto(&format!("{url}{address}")).await;
                wrong.insert(format!("{theme} {address}"), complaints(&stranger, axe, theme).await);
            }
            stranger.expect_in_console("404");
            let person = sign_in(url, &browsers, who, look).await;
            for (address, found) in looked_at(url, own, &person, axe, theme).await {
                wrong.insert(format!("{theme} {address}"), found);
            }
        }
        wrong.retain(|_, found| !found.is_empty());
        assert!(wrong.is_empty(), "{wrong:#?}");
    });
}
