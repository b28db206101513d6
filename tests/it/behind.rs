//! Behind nginx, over TLS, under a path: webhooks, pages, scripts, the stream, the API, and whose word counts.

use angelia::clock::Clock;
use angelia::domain::user::Role;
use angelia::flows;
use angelia::proxies::Proxies;
use angelia::twilio::signature;
use regex::Regex;

use crate::support::{ANNA, AUTH_TOKEN, Api, House, Nginx, PATIENCE, Page, Person, free_port, inbound_form};

const PASSWORD: &str = "correct horse";

/// nginx as `docs/OPERATING.md` has it, with the path left as it is.
const PASSED_ON: &str = "location /angelia/ { proxy_pass http://127.0.0.1:APPLIANCE; HEADERS }
    location = /angelia { proxy_pass http://127.0.0.1:APPLIANCE; HEADERS }";
/// The slash at the end makes nginx take the path off.
const TAKEN_OFF: &str = "location /angelia/ { proxy_pass http://127.0.0.1:APPLIANCE/; HEADERS }";
const HEADERS: &str = "proxy_http_version 1.1;
    proxy_set_header Connection \"\";
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_read_timeout 1h;
    proxy_bind 127.0.0.2;";

/// An installation whose public URL is nginx and a path, and the client that trusts it.
struct Behind {
    house: House,
    nginx: Nginx,
    url: String,
}

impl Behind {
    /// `None` where there is no nginx; then it was said.
    fn start(locations: &str, trusted: &str) -> Option<Self> {
        let program = Nginx::program()?;
        let mut house = House::new();
        let appliance = house.url().rsplit(':').next().unwrap().to_owned();
        let port = free_port();
        let url = format!("https://127.0.0.1:{port}/angelia");
        house.public_url = Some(url.clone());
        house.proxies = Proxies::parse(&[trusted.to_owned()]).unwrap();
        house.stop();
        house.start();
        let locations = locations.replace("HEADERS", HEADERS).replace("APPLIANCE", &appliance);
        let nginx = Nginx::start(&program, port, &locations);
        let boss = flows::users::add::Wanted {
            name: "Δήμητρα".to_owned(),
            email: "boss@example.org".to_owned(),
            role: Some(Role::Admin),
            password: Some(PASSWORD.to_owned()),
        };
        flows::users::add::add(house.appliance().app(), "command", &boss).unwrap();
        Some(Self { house, nginx, url })
    }

    fn person(&self) -> Person {
        Person::with(&self.url, self.nginx.client())
    }

    fn boss(&self) -> Person {
        let boss = self.person();
        let page = boss.signs_in("boss@example.org", PASSWORD);
        assert_eq!((page.status, page.location.as_str()), (303, "/angelia/inbox"), "{}", page.html);
        boss
    }

    /// Posts a message of Anna's to `url`, signed over `signed`.
    fn posts(&self, url: &str, signed: &str, sid: &str) -> u16 {
        let form = inbound_form(sid, ANNA, "γεια");
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(&form);
        let call =
            self.nginx.client().post(url).header("X-Twilio-Signature", signature::sign(AUTH_TOKEN, signed, &form));
        let call = call.content_type("application/x-www-form-urlencoded; charset=UTF-8");
        call.send(body.finish()).unwrap().status().as_u16()
    }

    /// From where the sign-in that is the newest came, as the user sees it in the list.
    fn newest_peer(&self) -> String {
        let sql = "SELECT peer FROM sign_in ORDER BY id DESC LIMIT 1";
        self.house.appliance().app().store.read(|db| Ok(db.query_row(sql, [], |row| row.get(0))?)).unwrap()
    }
}

#[test]
fn everything_works_under_a_path_whether_the_proxy_takes_it_off_or_not() {
    for locations in [PASSED_ON, TAKEN_OFF] {
        let Some(behind) = Behind::start(locations, "127.0.0.2") else { return };
        webhooks(&behind);
        let boss = behind.boss();
        pages(&behind, &boss);
        stream(&behind, &boss);
        programs(&behind);
    }
}

fn webhooks(behind: &Behind) {
    let hook = format!("{}/webhooks/twilio/{}/inbound", behind.url, behind.house.key);
    assert_eq!(behind.posts(&hook, &hook, "SM1"), 200);
    assert_eq!(behind.house.count("SELECT count(*) FROM message WHERE provider_sid = 'SM1'"), 1);
    let without = hook.replace("/angelia", "");
    assert_eq!(behind.posts(&hook, &without, "SM2"), 403, "signed over an address that is not ours");
    let inside = format!("{}/webhooks/twilio/{}/inbound", behind.house.url(), behind.house.key);
    assert_eq!(behind.posts(&hook, &inside, "SM3"), 403, "signed over the address behind the proxy");
    assert_eq!(behind.house.count("SELECT count(*) FROM message WHERE provider_sid IN ('SM2', 'SM3')"), 0);
}

/// Every address on the pages leads somewhere under the path.
fn pages(behind: &Behind, boss: &Person) {
    let attribute = Regex::new(r##"(?:href|src|action|formaction|data-draft)="(/[^"#]*)"##).unwrap();
    let stranger = behind.person().get("/admin/users?x=1");
    assert_eq!(stranger.location, "/angelia/sign-in?next=%2Fadmin%2Fusers%3Fx%3D1", "to sign in and back");
    let signing_in = behind.person().fills_in(
        "/sign-in",
        "/sign-in",
        &[("email", "boss@example.org"), ("password", PASSWORD), ("next", "/admin/users?x=1")],
    );
    assert_eq!(signing_in.location, "/angelia/admin/users?x=1");
    let cookies: Vec<_> = signing_in.headers.iter().filter(|(name, _)| name == "set-cookie").collect();
    assert!(cookies.len() >= 2);
    for (_, line) in cookies {
        assert!(line.contains("; Path=/angelia; HttpOnly") && line.contains("; Secure"), "{line}");
    }
    let mut seen = std::collections::BTreeSet::new();
    let mut left = vec!["/angelia/inbox".to_owned(), "/angelia/admin".to_owned(), "/angelia/inbox/1".to_owned()];
    while let Some(address) = left.pop() {
        let path = address.strip_prefix("/angelia").unwrap_or_else(|| panic!("{address} leaves the path"));
        let page = boss.get(path);
        if page.status == 303 {
            left.push(page.location);
            continue;
        }
        // Some addresses are only posted to.
        assert!(matches!(page.status, 200 | 404 | 405 | 422), "{address}: {}", page.status);
        assert!(page.status == 200 || !path.starts_with("/static/"), "{address}");
        headers(&page);
        for found in attribute.captures_iter(&page.html) {
            if seen.insert(found[1].to_owned()) {
                left.push(found[1].replace("&amp;", "&").replace("&#38;", "&"));
            }
        }
    }
    assert!(seen.len() > 20, "{seen:?}");
    let admin = boss.get("/admin").html;
    assert!(!admin.contains("id=\"origin-"), "the address is the public one, and the proxy is trusted");
}

fn headers(page: &Page) {
    let policy = page.header("content-security-policy");
    assert!(policy.contains("script-src 'self';") && policy.contains("base-uri 'none'"), "{policy}");
    assert_eq!(page.header("strict-transport-security"), "max-age=31536000");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
}

/// Events come while they happen: nothing keeps them back.
fn stream(behind: &Behind, boss: &Person) {
    use std::io::Read as _;
    let mut stream = boss.stream("/live", &[]);
    let hook = format!("{}/webhooks/twilio/{}/inbound", behind.url, behind.house.key);
    assert_eq!(behind.posts(&hook, &hook, "SM9"), 200);
    let (mut heard, mut piece, started) = (String::new(), [0_u8; 512], std::time::Instant::now());
    while !heard.contains("message_added") && started.elapsed() < PATIENCE {
        let n = stream.read(&mut piece).unwrap();
        assert!(n > 0, "the stream ended: {heard}");
        heard.push_str(&String::from_utf8_lossy(&piece[..n]));
    }
    assert!(heard.contains("message_added"), "{heard}");
}

fn programs(behind: &Behind) {
    let admin = Api::with_role(behind.house.url(), behind.house.appliance().app(), "admin");
    let account = admin.get(&format!("/accounts/{}", behind.house.account)).data().clone();
    for hook in ["inbound", "status", "fallback"] {
        let start = format!("{}/webhooks/twilio/{}/{hook}", behind.url, behind.house.key);
        assert!(account["webhooks"][hook].as_str().unwrap().starts_with(&start), "{account}");
    }
    let mut document = behind.nginx.client().get(format!("{}/api/v1/openapi.json", behind.url)).call().unwrap();
    let document: serde_json::Value = document.body_mut().read_json().unwrap();
    assert_eq!(document["servers"][0]["url"], behind.url);
}

#[test]
fn a_forwarded_header_counts_only_from_a_trusted_proxy() {
    // nginx comes from 127.0.0.2, which is trusted; everybody else here comes from 127.0.0.1.
    let Some(behind) = Behind::start(PASSED_ON, "127.0.0.2") else { return };
    let forged = [("X-Forwarded-For", "6.6.6.6"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "http")];
    let enter = |person: &Person, headers: &[(&str, &str)]| {
        let csrf = person.get("/sign-in").csrf();
        let fields = [("csrf", csrf.as_str()), ("email", "boss@example.org"), ("password", PASSWORD)];
        assert_eq!(person.post("/sign-in", &fields, headers).status, 303);
    };
    let direct = Person::at(behind.house.url());
    enter(&direct, &forged);
    assert_eq!(behind.newest_peer(), "127.0.0.1", "whoever comes without the proxy is who he is");
    let through = behind.person();
    enter(&through, &forged);
    assert_eq!(behind.newest_peer(), "127.0.0.1", "only the hop that nginx wrote counts");

    let page = direct.get_with("/admin", &forged).html;
    assert!(page.contains("id=\"origin-untrusted\"") && page.contains("--trusted-proxy 127.0.0.1"), "{page}");
    assert!(page.contains("id=\"origin-differs\"") && !page.contains("evil.example"), "{page}");
    assert!(!through.get("/admin").html.contains("id=\"origin-"));
}

#[test]
fn how_a_request_came_is_told_to_whoever_has_the_secret() {
    let Some(behind) = Behind::start(PASSED_ON, "127.0.0.2") else { return };
    let app = behind.house.appliance().app();
    let secret = flows::probe::begin(app, Clock::default().now()).unwrap();
    let ask = |url: &str, secret: &str| -> serde_json::Value {
        let call = behind.nginx.client().get(format!("{url}/healthz")).header("x-angelia-probe", secret);
        call.call().unwrap().body_mut().read_json().unwrap()
    };
    let way = ask(&behind.url, &secret)["way"].clone();
    assert_eq!((&way["connected"], &way["trusted"]), (&"127.0.0.2".into(), &true.into()), "{way}");
    assert_eq!((&way["scheme"], &way["differs"]), (&"https".into(), &serde_json::Value::Null), "{way}");
    let way = ask(behind.house.url(), &secret)["way"].clone();
    assert_eq!((&way["forwarded"], &way["scheme"]), (&false.into(), &"http".into()), "{way}");
    assert!(ask(&behind.url, "guessed").get("way").is_none());
}

#[test]
fn a_proxy_that_nobody_trusts_speaks_for_nobody() {
    let Some(behind) = Behind::start(PASSED_ON, "10.0.0.0/8") else { return };
    let boss = behind.boss();
    assert_eq!(behind.newest_peer(), "127.0.0.2", "the proxy itself");
    let page = boss.get("/admin").html;
    assert!(page.contains("--trusted-proxy 127.0.0.2"), "{page}");
    assert!(!page.contains("id=\"origin-differs\""), "the host is right, and of the scheme nothing is known");
}
