//! `doctor`: looks at everything that goes wrong in practice and says what to do about it, one line each.

mod way;

use std::path::Path;
use std::time::Duration;

use super::Failure;
use super::beside::open_existing;
use super::output::say;
use crate::app::App;
use crate::clock::Clock;
use crate::config::Settings;
use crate::domain::finding::{self as health_found, Level};
use crate::domain::health::{CERTIFICATE_SOON, Outcome};
use crate::domain::text::size;
use crate::domain::time::{Millis, Timestamp};
use crate::flows::accounts::credentials::credentials;
use crate::flows::numbers::{check, health};
use crate::folder;
use crate::reach;
use crate::room::Room;
use crate::scanner::Scanner;
use crate::store::account::{self, Account};
use crate::store::number;
use crate::twilio::accounts::{AccountKind, AccountStatus};
use crate::twilio::client::CallError;
use crate::web::i18n::Locale;

/// How long we wait for anybody.
const PATIENCE: Duration = Duration::from_secs(10);
/// A clock that is further off makes windows end at the wrong time.
const SKEW_MAX: Millis = Millis::seconds(30);
/// Where the time is asked for when nothing else is set.
const TWILIO: &str = "https://api.twilio.com";

/// What was found about one thing.
enum Finding {
    Fine(String),
    Worth(String),
    Bad(String),
}
use Finding::{Bad, Fine, Worth};

/// Looks at everything; fails if something is bad.
pub(super) fn doctor(settings: &Settings) -> Result<(), Failure> {
    let app = open_existing(settings)?;
    let running = folder::is_held(&settings.data_dir);
    let agent = agent();
    let mut findings = vec![
        Fine(format!("the database in {} can be read and written", settings.data_dir.display())),
        disk(&settings.data_dir),
        clock(&agent, settings.twilio_url.as_deref().unwrap_or(TWILIO)),
        public_url(&app.public_url, running),
    ];
    findings.extend(app.scanner.as_ref().map(scanner));
    findings.extend(way::finding(&agent, &app, running)?);
    let accounts = app.store.read(account::list)?;
    if accounts.is_empty() {
        findings.push(Worth("there is no account yet: connect one in the browser, under Settings".to_owned()));
    }
    for account in &accounts {
        findings.push(of_account(&app, account)?);
        findings.extend(of_numbers(&app, account)?);
    }
    let bad = findings.iter().filter(|finding| matches!(finding, Bad(_))).count();
    for finding in &findings {
        match finding {
            Fine(text) => say(&format!("ok    {text}")),
            Worth(text) => say(&format!("warn  {text}")),
            Bad(text) => say(&format!("bad   {text}")),
        }
    }
    match bad {
        0 => Ok(()),
        1 => Err(Failure::Failed("one thing is wrong; the line that begins with bad says what to do".to_owned())),
        _ => Err(Failure::Failed(format!("{bad} things are wrong; the lines that begin with bad say what to do"))),
    }
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE)).build().new_agent()
}

fn disk(folder: &Path) -> Finding {
    match Room::of(folder) {
        Ok(room) => {
            let text = format!("{} of {} are free on the disk", size(room.free), size(room.total));
            if room.is_scarce() {
                Worth(format!("{text}: make room, for without it nothing can be received"))
            } else {
                Fine(text)
            }
        }
        Err(error) => Worth(format!("the room on the disk cannot be asked for: {error}")),
    }
}

/// Whether the virus scanner answers.
fn scanner(scanner: &Scanner) -> Finding {
    let there = scanner.look(Clock::default().now());
    let (address, known) = (scanner.address(), scanner.standing());
    if there {
        return Fine(format!("the virus scanner at {address} answers: {}", known.version.unwrap_or_default()));
    }
    let why = known.why.unwrap_or_default();
    Bad(format!("the virus scanner at {address} is away ({why}): start clamd or put --clamd right; files wait for it"))
}

/// The system's clock against the provider's. A shift that was asked for does not count.
fn clock(agent: &ureq::Agent, base: &str) -> Finding {
    let answer = match agent.get(base).call() {
        Ok(answer) => answer,
        Err(error) => return Bad(format!("{base} cannot be reached ({error}): check network, proxy and firewall")),
    };
    let date = answer.headers().get("date").and_then(|date| date.to_str().ok());
    let theirs = date.and_then(|date| jiff::fmt::rfc2822::parse(date).ok());
    let Some(theirs) = theirs else { return Worth(format!("{base} can be reached, but does not say the time")) };
    let skew = Clock::default().now() - Timestamp(theirs.timestamp().as_millisecond());
    if skew.0.abs() > SKEW_MAX.0 {
        let seconds = skew.whole_seconds();
        return Bad(format!(
            "the clock of this machine is off by {seconds} s: windows would end at the wrong time; set it"
        ));
    }
    Fine(format!("{base} can be reached, and the clock is right"))
}

/// Asks the provider about the account's numbers once, and tells what is found about one: a line each.
fn of_numbers(app: &App, account: &Account) -> Result<Vec<Finding>, Failure> {
    if !account.active {
        return Ok(Vec::new());
    }
    // What went wrong with the account itself has its line already.
    match check::check_account(app, account.id, app.clock.now())? {
        Ok(_) | Err(_) => {}
    }
    let mut findings = Vec::new();
    for number in app.store.read(|db| number::list_of_account(db, account.id))? {
        let known = health::of(app, number.id)?;
        let name = format!("number {} ({})", number.name, number.address.masked());
        let l = Locale::default();
        for found in known.findings.into_iter().filter(|found| !told_elsewhere(*found)) {
            let key = format!("health-{}", found.word().replace('_', "-"));
            let text = format!("{name}: {}. {}", l.t(&key), l.t(format!("{key}-help")));
            findings.push(match found.level() {
                Level::Bad => Bad(text),
                Level::Soon => Worth(text),
                Level::Off | Level::Fine => Fine(text),
            });
        }
    }
    Ok(findings)
}

/// What the lines about the account and the public URL say already.
const fn told_elsewhere(found: health_found::Finding) -> bool {
    use health_found::Finding as Found;
    found.is_about_our_address()
        || matches!(
            found,
            Found::KeyLost
                | Found::CredentialsRefused
                | Found::CredentialsDoubtful
                | Found::AccountSuspended
                | Found::AccountClosed
                | Found::PlainAddress
                | Found::CertificateEnds
        )
}

fn public_url(url: &str, running: bool) -> Finding {
    if !running {
        return Worth(
            "the appliance does not run on this folder, so its public URL was not tried: start it".to_owned(),
        );
    }
    let reach = reach::ask(url, Clock::default().now());
    let why = &reach.detail;
    match Outcome::from_word(&reach.outcome) {
        Some(Outcome::Answers) => {}
        Some(Outcome::Stranger) => {
            return Bad(format!("{url} is answered by something else ({why}): check --public-url and the proxy"));
        }
        Some(Outcome::Certificate) => {
            return Bad(format!("the certificate of {url} is not accepted ({why}): renew it"));
        }
        Some(Outcome::Silent) | None => {
            return Bad(format!("{url} cannot be reached from here ({why}): check --public-url and the proxy"));
        }
    }
    if ["http://127.", "http://localhost", "http://[::1]"].iter().any(|start| url.starts_with(start)) {
        return Worth(format!("{url} answers, but Twilio cannot reach it: give the outside address as --public-url"));
    }
    if url.starts_with("http://") {
        return Worth(format!("{url} answers, but without TLS: put a proxy with https in front"));
    }
    match reach.certificate_until {
        Some(until) if until - reach.at < CERTIFICATE_SOON => {
            Worth(format!("{url} answers, but its certificate ends on {until}: renew it, or Twilio delivers nothing"))
        }
        Some(until) => Fine(format!("{url} answers, with a certificate until {until}")),
        None => Fine(format!("{url} answers")),
    }
}

fn of_account(app: &App, account: &Account) -> Result<Finding, Failure> {
    let name = &account.name;
    if !account.active {
        return Ok(Fine(format!("account {name} is switched off")));
    }
    let Ok(who) = credentials(app, account) else {
        return Ok(Bad(format!(
            "account {name}: its tokens cannot be read with this key: put the right key back, or enter the tokens again"
        )));
    };
    let numbers = app.store.read(number::list)?;
    let has_number = numbers.iter().any(|number| number.account_id == account.id && number.active);
    Ok(match app.twilio.fetch_account(&who) {
        Ok(facts) => match facts.status {
            AccountStatus::Suspended | AccountStatus::Closed => {
                Bad(format!("account {name} is suspended or closed at Twilio: look at its billing there"))
            }
            AccountStatus::Active | AccountStatus::Other if !has_number => {
                Worth(format!("account {name} answers, but has no number here: add one under Settings"))
            }
            _ if facts.kind == AccountKind::Trial => {
                Worth(format!("account {name} answers; it is a trial, which reaches only verified numbers"))
            }
            _ => Fine(format!("account {name} answers")),
        },
        Err(CallError::Rejected { http: 401, .. }) => {
            Bad(format!("account {name}: Twilio refuses its SID and token: enter them again under Settings"))
        }
        Err(error) => Bad(format!("account {name}: {error}")),
    })
}
