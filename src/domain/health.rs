//! How a number is: facts in, what is wrong out, the likeliest first, each with the one thing to do.
//!
//! What was seen beats what is inferred: a post that was refused proves that the provider reaches us, so it
//! comes before anything that the provider's settings let us guess.

use serde::{Deserialize, Serialize};
use url::Url;

use crate::domain::finding::{Finding, Level};
use crate::domain::hooks::{Difference, RefusedReason, Targets};
use crate::domain::message::words;
use crate::domain::time::{Millis, Timestamp};

/// Refusals of our credentials in a row from which on nothing works any more.
pub const AUTH_FAILURES_BAD: i64 = 3;
/// A report comes within seconds; none for this long after a message went out is worth a word.
const REPORT_LATE: Millis = Millis::minutes(15);
/// A certificate that ends sooner is worth a word.
pub const CERTIFICATE_SOON: Millis = Millis::days(14);

words! {
    /// What the provider says of the account.
    Standing {
        /// In use.
        Active = "active",
        /// Stopped, mostly for want of money.
        Suspended = "suspended",
        /// Gone for good.
        Closed = "closed",
    }
}

words! {
    /// What became of asking ourselves through our public address.
    Outcome {
        /// We answered.
        Answers = "answers",
        /// Nobody answered.
        Silent = "silent",
        /// Somebody else answered.
        Stranger = "stranger",
        /// The certificate is not one that the provider takes.
        Certificate = "certificate",
    }
}

words! {
    /// What kind of address our public one is.
    Place {
        /// The world can call it, over TLS.
        World = "world",
        /// The world can call it, without TLS.
        Plain = "plain",
        /// It means this machine or a network of our own.
        Private = "private",
    }
}

/// What the provider says of a number, as it was last read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Provider {
    /// What it says of the account: a word of [`Standing`].
    pub standing: String,
    /// Whether the account has this number at all.
    pub known: bool,
    /// The provider's handle for changing it.
    pub sid: String,
    /// Whether it can send and receive.
    pub online: bool,
    /// The provider's own word for its state.
    pub state: String,
    /// Why it is not online.
    pub offline_reasons: Vec<String>,
    /// The name that contacts see.
    pub display_name: Option<String>,
    /// WhatsApp's judgement.
    pub quality: Option<String>,
    /// WhatsApp's limit, in its words.
    pub messaging_limit: Option<String>,
    /// Where the number itself points.
    pub own: Targets,
    /// The service that it is in.
    pub service: Option<Service>,
    /// Whether services could be read.
    pub services_read: bool,
}

/// A pool of numbers at the provider, with settings of its own: a service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Service {
    /// The provider's handle.
    pub sid: String,
    /// What its owner calls it.
    pub name: String,
    /// Where it points.
    pub targets: Targets,
    /// The number's own settings count all the same.
    pub defers_to_number: bool,
}

impl Provider {
    /// The service whose settings count instead of the number's own.
    #[must_use]
    pub fn ruling_service(&self) -> Option<&Service> {
        self.service.as_ref().filter(|service| !service.defers_to_number)
    }

    /// The settings that count.
    #[must_use]
    pub fn targets(&self) -> &Targets {
        self.ruling_service().map_or(&self.own, |service| &service.targets)
    }
}

/// What became of asking ourselves through our public address, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// When.
    pub at: Timestamp,
    /// The address that was asked.
    pub url: String,
    /// A word of [`Outcome`].
    pub outcome: String,
    /// What the network said, where it went wrong.
    #[serde(default)]
    pub detail: String,
    /// Until when the certificate is good, when we can tell.
    #[serde(default)]
    pub certificate_until: Option<Timestamp>,
}

/// How what is stored differs from what it should be, for each of the three addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Differences {
    /// Messages of contacts.
    pub inbound: Difference,
    /// Those when the first address failed.
    pub fallback: Difference,
    /// Delivery reports.
    pub status: Difference,
}

/// Posts refused for one reason within the last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Why.
    pub reason: RefusedReason,
    /// The latest.
    pub last_at: Timestamp,
    /// It was signed with a token of ours, but for another address than ours.
    pub signed_elsewhere: bool,
}

/// What kind of address this is.
#[must_use]
pub fn place(address: &str) -> Place {
    if is_private(address) {
        Place::Private
    } else if address.starts_with("https://") {
        Place::World
    } else {
        Place::Plain
    }
}

/// Whether an address means this machine or a network of our own.
#[must_use]
pub fn is_private(address: &str) -> bool {
    let Ok(url) = Url::parse(address) else { return true };
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || !name.contains('.') || name.ends_with(".local"),
        Some(url::Host::Ipv4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback() || ip.is_unique_local() || ip.is_unspecified(),
        None => true,
    }
}

/// Everything that decides.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// The time.
    pub now: Timestamp,
    /// Whether the number and its account are in use.
    pub active: bool,
    /// Whether it is the provider's shared sandbox number, whose settings cannot be read.
    pub sandbox: bool,
    /// Whether the account's secrets can be opened.
    pub key_fits: bool,
    /// Refusals of our credentials in a row.
    pub auth_failures: i64,
    /// What the provider said, if it was ever asked.
    pub provider: Option<&'a Provider>,
    /// What stands there against what should.
    pub differences: Option<Differences>,
    /// What was refused within the last day.
    pub refused: &'a [Refused],
    /// When a contact last wrote.
    pub last_inbound_at: Option<Timestamp>,
    /// When a report last came.
    pub last_status_at: Option<Timestamp>,
    /// When a message last went out.
    pub last_sent_at: Option<Timestamp>,
    /// What kind of address we have.
    pub place: Place,
    /// What became of asking ourselves, if we ever did.
    pub reach: Option<&'a Reach>,
}

/// Everything that is found, the worst first and among those the likeliest; never empty.
#[must_use]
pub fn findings(facts: &Facts<'_>) -> Vec<Finding> {
    if !facts.active {
        return vec![Finding::SwitchedOff];
    }
    let mut found = Vec::new();
    of_account(facts, &mut found);
    of_refusals(facts, &mut found);
    of_provider(facts, &mut found);
    of_address(facts, &mut found);
    of_second_rank(facts, &mut found);
    if found.is_empty() {
        found.push(if facts.provider.is_some() || facts.sandbox { Finding::Well } else { Finding::NotChecked });
    }
    // Stable: among equals the order above stays.
    found.sort_by_key(|finding| match finding.level() {
        Level::Bad => 0,
        Level::Soon => 1,
        Level::Off | Level::Fine => 2,
    });
    found
}

/// The first finding: the one sentence of the page.
#[must_use]
pub fn verdict(findings: &[Finding]) -> Finding {
    findings.first().copied().unwrap_or(Finding::NotChecked)
}

/// Why no message came, while one is waited for: what was found first, then what cannot be seen from here.
#[must_use]
pub fn likely_reasons(facts: &Facts<'_>) -> Vec<Finding> {
    let mut reasons: Vec<Finding> = findings(facts).into_iter().filter(|finding| finding.stops_messages()).collect();
    if !facts.sandbox && facts.provider.is_none_or(|provider| !provider.services_read) {
        reasons.push(Finding::MaybeService);
    }
    if facts.sandbox {
        reasons.push(Finding::MaybeNotJoined);
    }
    let reached = facts.reach.is_some_and(|reach| reach.outcome == Outcome::Answers.word());
    if !reached && !reasons.iter().any(|reason| reason.is_about_our_address()) {
        reasons.push(Finding::MaybeReach);
    }
    if !facts.sandbox {
        reasons.push(Finding::MaybeOtherNumber);
    }
    reasons
}

fn of_account(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    if !facts.key_fits {
        found.push(Finding::KeyLost);
    } else if facts.auth_failures >= AUTH_FAILURES_BAD {
        found.push(Finding::CredentialsRefused);
    } else if facts.auth_failures > 0 {
        found.push(Finding::CredentialsDoubtful);
    }
    match facts.provider.and_then(|provider| Standing::from_word(&provider.standing)) {
        Some(Standing::Suspended) => found.push(Finding::AccountSuspended),
        Some(Standing::Closed) => found.push(Finding::AccountClosed),
        Some(Standing::Active) | None => {}
    }
}

/// A refusal counts as long as nothing good has come after it.
fn of_refusals(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let good = facts.last_inbound_at.max(facts.last_status_at);
    let lasts = |refused: &&Refused| good.is_none_or(|good| refused.last_at > good);
    let mut lasting: Vec<&Refused> = facts.refused.iter().filter(lasts).collect();
    lasting.sort_by_key(|refused| !refused.signed_elsewhere);
    for refused in lasting {
        let finding = match refused.reason {
            RefusedReason::BadSignature if refused.signed_elsewhere => Finding::SignedElsewhere,
            RefusedReason::BadSignature => Finding::BadSignature,
            RefusedReason::WrongAccount => Finding::WrongAccount,
            RefusedReason::UnknownNumber => Finding::UnknownNumber,
            RefusedReason::TooLarge => Finding::TooLarge,
            RefusedReason::Unreadable => Finding::Unreadable,
        };
        if !found.contains(&finding) {
            found.push(finding);
        }
    }
}

fn of_provider(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let Some(provider) = facts.provider.filter(|provider| provider.standing == Standing::Active.word()) else { return };
    if facts.sandbox {
        return;
    }
    if !provider.known {
        found.push(Finding::NotAtProvider);
        return;
    }
    if !provider.online {
        found.push(Finding::Offline);
    }
    let Some(differences) = facts.differences else { return };
    let by_service = provider.ruling_service().is_some();
    let inbound = match (differences.inbound, by_service) {
        (Difference::NotSet, true) => Some(Finding::ServiceReceivesNothing),
        (Difference::OtherAddress, true) => Some(Finding::ServiceElsewhere),
        (Difference::OtherMethod, true) => Some(Finding::ServiceMethod),
        (Difference::NotSet, false) => Some(Finding::InboundNotSet),
        (Difference::OtherAddress, false) => Some(Finding::InboundElsewhere),
        (Difference::OtherMethod, false) => Some(Finding::InboundMethod),
        (Difference::Right | Difference::WithoutRetries, _) => None,
    };
    found.extend(inbound);
    found.extend(match differences.status {
        Difference::NotSet => Some(Finding::StatusNotSet),
        Difference::OtherAddress => Some(Finding::StatusElsewhere),
        Difference::OtherMethod => Some(Finding::StatusMethod),
        Difference::Right | Difference::WithoutRetries => None,
    });
    found.extend(match differences.fallback {
        Difference::NotSet => Some(Finding::FallbackNotSet),
        Difference::OtherAddress => Some(Finding::FallbackElsewhere),
        Difference::OtherMethod => Some(Finding::FallbackMethod),
        Difference::Right | Difference::WithoutRetries => None,
    });
}

fn of_address(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    if facts.place == Place::Private {
        found.push(Finding::PrivateAddress);
        return;
    }
    let Some(reach) = facts.reach else { return };
    match Outcome::from_word(&reach.outcome) {
        Some(Outcome::Silent) => found.push(Finding::NotReached),
        Some(Outcome::Stranger) => found.push(Finding::StrangerAnswers),
        Some(Outcome::Certificate) => found.push(Finding::CertificateRefused),
        Some(Outcome::Answers) | None => {}
    }
    if reach.certificate_until.is_some_and(|until| until - facts.now < CERTIFICATE_SOON) {
        found.push(Finding::CertificateEnds);
    }
    if facts.place == Place::Plain {
        found.push(Finding::PlainAddress);
    }
}

fn of_second_rank(facts: &Facts<'_>, found: &mut Vec<Finding>) {
    let unreported = |sent: &Timestamp| facts.last_status_at.is_none_or(|told| told < *sent);
    if facts.last_sent_at.filter(unreported).is_some_and(|sent| facts.now - sent > REPORT_LATE) {
        found.push(Finding::ReportsMissing);
    }
    let low = |quality: &str| ["LOW", "RED"].contains(&quality.to_ascii_uppercase().as_str());
    if facts.provider.and_then(|provider| provider.quality.as_deref()).is_some_and(low) {
        found.push(Finding::QualityLow);
    }
    if facts.last_inbound_at.is_none() {
        found.push(Finding::NothingYet);
    }
}

#[cfg(test)]
#[path = "health_tests.rs"]
mod tests;
