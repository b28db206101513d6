//! How a number is, and writing our addresses to Twilio.

use actix_web::web::Data;
use serde::Serialize;

use crate::app::App;
use crate::domain::finding::Finding as Found;
use crate::domain::hooks::{Difference, Hook, Target, Targets};
use crate::domain::ids::NumberId;
use crate::flows::numbers::check;
use crate::flows::numbers::health::{self, Health as Known, REFUSED_SINCE};
use crate::flows::numbers::set_webhooks::{self, Outcome};
use crate::store::number_check::Trouble;
use crate::store::{Fault, number, refused_view};
use crate::web::api::caller::Admin;
use crate::web::api::error::ApiError;
use crate::web::api::input::Id;
#[cfg(test)]
use crate::web::api::openapi::{One, Refusals, ToSchema};
use crate::web::api::wire::{Explained, Time, time};
use crate::web::api::{ApiResult, one};
use crate::web::i18n::Locale;
use crate::web::page::blocking;

/// Refused posts told in detail at most.
const REFUSED_SHOWN: u32 = 50;

/// How a number is, as far as we know without asking Twilio.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
#[cfg_attr(test, schema(as = Health))]
pub struct HealthFacts {
    /// The number.
    number_id: String,
    /// Whether it and its account are in use.
    active: bool,
    /// `ok`, `soon` (look at it), `bad`, `off` (switched off, or not known yet).
    #[cfg_attr(test, schema(example = "ok"))]
    level: &'static str,
    /// The one thing to know, and what to do about it.
    verdict: Finding,
    /// Everything that was found, the worst first.
    findings: Vec<Finding>,
    /// How often in a row Twilio refused the account's credentials; from 3 on nothing works.
    auth_failures: i64,
    /// When a contact last wrote to it; null: no message has come yet.
    #[cfg_attr(test, schema(required))]
    last_inbound_at: Option<Time>,
    /// When Twilio last told the status of one of its messages by itself.
    #[cfg_attr(test, schema(required))]
    last_status_at: Option<Time>,
    /// When Twilio last accepted a message of it.
    #[cfg_attr(test, schema(required))]
    last_sent_at: Option<Time>,
    /// When a message of it last failed.
    #[cfg_attr(test, schema(required))]
    last_error_at: Option<Time>,
    /// Why.
    #[cfg_attr(test, schema(required))]
    last_error: Option<Explained>,
    /// What Twilio said when it was last asked; null if it never answered.
    #[cfg_attr(test, schema(required))]
    at_twilio: Option<AtTwilio>,
    /// When Twilio was last asked, whether it answered or not.
    #[cfg_attr(test, schema(required))]
    asked_at: Option<Time>,
    /// Why that brought nothing: `credentials`, `silent`, `key`.
    #[cfg_attr(test, schema(required))]
    trouble: Option<&'static str>,
    /// Our addresses: what stands at Twilio against what should.
    webhooks: Hooks,
    /// Our public address.
    public_url: PublicUrl,
    /// Posts to the account's webhooks that were refused in the last 24 hours.
    refused: Vec<Refused>,
    /// The newest of them.
    refused_posts: Vec<RefusedPost>,
}

/// Something that was found.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Finding {
    /// For programs; it stays as it is.
    #[cfg_attr(test, schema(example = "inbound_elsewhere"))]
    code: &'static str,
    /// `bad`, `soon`, `off`, `ok`.
    level: &'static str,
    /// What is so.
    sentence: String,
    /// What it does, and what to do.
    help: String,
}

impl Finding {
    pub(super) fn of(found: Found, l: Locale) -> Self {
        let key = format!("health-{}", found.word().replace('_', "-"));
        Self { code: found.word(), level: found.level().word(), sentence: l.t(&key), help: l.t(format!("{key}-help")) }
    }
}

/// What Twilio says of a number.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct AtTwilio {
    /// When it said so.
    read_at: Time,
    /// `active`, `suspended`, `closed`: the account there.
    account: String,
    /// Whether the account has this number. The sandbox is nobody's, so false there.
    known: bool,
    /// `XE…`.
    sid: String,
    /// Whether it can send and receive.
    online: bool,
    /// Twilio's own word for its state.
    state: String,
    /// Why it is not online, in Twilio's words.
    offline_reasons: Vec<String>,
    /// The name that contacts see.
    #[cfg_attr(test, schema(required))]
    display_name: Option<String>,
    /// WhatsApp's judgement.
    #[cfg_attr(test, schema(required))]
    quality: Option<String>,
    /// WhatsApp's limit, in its words.
    #[cfg_attr(test, schema(required))]
    messaging_limit: Option<String>,
    /// The Messaging Service that it is in.
    #[cfg_attr(test, schema(required))]
    service: Option<ServiceFacts>,
}

/// A Messaging Service.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ServiceFacts {
    /// `MG…`.
    sid: String,
    /// What its owner calls it.
    name: String,
    /// Whether its addresses count instead of the number's own.
    wins: bool,
}

/// The three addresses compared.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Hooks {
    /// Messages of contacts.
    inbound: HookDifference,
    /// Those when the first address failed.
    fallback: HookDifference,
    /// Delivery reports.
    status: HookDifference,
    /// When we last wrote ours there.
    #[cfg_attr(test, schema(required))]
    written_at: Option<Time>,
}

/// One address at Twilio and here.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct HookDifference {
    /// What stands at Twilio; null: nothing, or not known (then `difference` is null too).
    #[cfg_attr(test, schema(required))]
    stored: Option<HookAddress>,
    /// What should stand there.
    wanted: String,
    /// `right`, `without_retries`, `not_set`, `other_address`, `other_method`; null: not known.
    #[cfg_attr(test, schema(required))]
    difference: Option<&'static str>,
}

/// An address that Twilio calls.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct HookAddress {
    /// The whole of it.
    url: String,
    /// How it is called.
    method: String,
}

impl HookAddress {
    fn of(target: &Target) -> Self {
        Self { url: target.url.clone(), method: target.method.clone() }
    }
}

/// Our public address, asked from here.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct PublicUrl {
    /// It.
    url: String,
    /// `answers`, `silent`, `stranger` (somebody else answers), `certificate`; null: not asked yet.
    #[cfg_attr(test, schema(required))]
    outcome: Option<String>,
    /// What the network said.
    detail: String,
    /// When it was asked.
    #[cfg_attr(test, schema(required))]
    asked_at: Option<Time>,
    /// Until when its certificate is good, when we can tell.
    #[cfg_attr(test, schema(required))]
    certificate_until: Option<Time>,
}

/// Posts that were refused for one reason.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Refused {
    /// Why.
    #[cfg_attr(test, schema(example = "bad_signature"))]
    reason: &'static str,
    /// How many.
    count: i64,
    /// The latest.
    last_at: Time,
}

/// A post that was refused.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct RefusedPost {
    /// When.
    at: Time,
    /// Which address was called: `inbound`, `status`, `fallback`.
    hook: &'static str,
    /// Why.
    reason: &'static str,
    /// What helps to mend it: for a bad signature the address that we checked against, without its secret part.
    detail: String,
    /// The other address that it was rightly signed for.
    #[cfg_attr(test, schema(required))]
    signed_for: Option<String>,
}

fn health_of(app: &App, id: NumberId, l: Locale) -> Result<HealthFacts, Fault> {
    let known = health::of(app, id)?;
    let since = app.clock.now() - REFUSED_SINCE;
    let account = known.account.id;
    let (tallies, posts) = app.store.read(|db| {
        Ok((refused_view::tallies(db, account, since)?, refused_view::newest(db, account, since, REFUSED_SHOWN)?))
    })?;
    let number = &known.number;
    Ok(HealthFacts {
        number_id: id.to_string(),
        active: number.active && known.account.active,
        level: known.level().word(),
        verdict: Finding::of(known.verdict(), l),
        findings: known.findings.iter().map(|found| Finding::of(*found, l)).collect(),
        auth_failures: known.account.auth_failures,
        last_inbound_at: time(number.last_inbound_at),
        last_status_at: time(number.last_status_at),
        last_sent_at: time(number.last_sent_at),
        last_error_at: time(number.last_error_at),
        last_error: number.last_error_code.clone().map(|code| Explained::of(code, l)),
        at_twilio: at_twilio(&known),
        asked_at: time(known.asked.map(|asked| asked.asked_at)),
        trouble: known.asked.and_then(|asked| asked.trouble).map(Trouble::word),
        webhooks: Hooks {
            inbound: compared(&known, Hook::Inbound),
            fallback: compared(&known, Hook::Fallback),
            status: compared(&known, Hook::Status),
            written_at: time(known.check.as_ref().and_then(|check| check.written_at)),
        },
        public_url: public_url(app, &known),
        refused: tallies
            .into_iter()
            .map(|tally| Refused { reason: tally.reason.word(), count: tally.count, last_at: Time(tally.last_at) })
            .collect(),
        refused_posts: posts
            .into_iter()
            .map(|post| RefusedPost {
                at: Time(post.at),
                hook: post.hook.word(),
                reason: post.reason.word(),
                detail: post.detail,
                signed_for: post.signed_for,
            })
            .collect(),
    })
}

fn at_twilio(known: &Known) -> Option<AtTwilio> {
    let check = known.check.as_ref()?;
    let said = check.said.clone();
    Some(AtTwilio {
        read_at: Time(check.read_at),
        account: said.standing,
        known: said.known,
        sid: said.sid,
        online: said.online,
        state: said.state,
        offline_reasons: said.offline_reasons,
        display_name: said.display_name,
        quality: said.quality,
        messaging_limit: said.messaging_limit,
        service: said.service.map(|service| ServiceFacts {
            wins: !service.defers_to_number,
            sid: service.sid,
            name: service.name,
        }),
    })
}

fn compared(known: &Known, hook: Hook) -> HookDifference {
    HookDifference {
        stored: known.stored(hook).flatten().map(HookAddress::of),
        wanted: known.wanted(hook).to_owned(),
        difference: known.difference(hook).map(Difference::word),
    }
}

fn public_url(app: &App, known: &Known) -> PublicUrl {
    let reach = known.reach.as_ref();
    PublicUrl {
        url: app.public_url.clone(),
        outcome: reach.map(|reach| reach.outcome.clone()),
        detail: reach.map(|reach| reach.detail.clone()).unwrap_or_default(),
        asked_at: time(reach.map(|reach| reach.at)),
        certificate_until: time(reach.and_then(|reach| reach.certificate_until)),
    }
}

/// How a number is. Nobody is asked for it: what Twilio said is told with the time when it did.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/numbers/{id}/health", operation_id = "get_number_health", tag = "numbers",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<HealthFacts>), Refusals)))]
pub async fn show(caller: Admin, app: Data<App>, id: Id<NumberId>) -> ApiResult {
    let l = caller.l;
    one(blocking(&app, move |app| health_of(app, id.0, l)).await?)
}

/// Asks Twilio, and ourselves through our public address, and tells how the number is now.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/numbers/{id}/check", operation_id = "check_number", tag = "numbers",
    params(("id" = String, Path)), responses((status = 200, description = "As asked", body = One<HealthFacts>), Refusals)))]
pub async fn check(caller: Admin, app: Data<App>, id: Id<NumberId>) -> ApiResult {
    let l = caller.l;
    let checked = blocking(&app, move |app| {
        let account = app.store.read(|db| number::get(db, id.0))?.account_id;
        let now = app.clock.now();
        check::check_reach(app, now)?;
        // What went wrong is told in the answer.
        match check::check_account(app, account, now)? {
            Ok(_) | Err(_) => health_of(app, id.0, l),
        }
    });
    one(checked.await?)
}

/// What was written where.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct WebhooksWritten {
    /// The Messaging Service that they were written to; null: the number itself.
    #[cfg_attr(test, schema(required))]
    service: Option<ServiceFacts>,
    /// What stood there.
    before: HookAddresses,
    /// What stands there now.
    after: HookAddresses,
}

/// The three addresses at Twilio.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct HookAddresses {
    /// For messages of contacts.
    #[cfg_attr(test, schema(required))]
    inbound: Option<HookAddress>,
    /// For those when the first address failed.
    #[cfg_attr(test, schema(required))]
    fallback: Option<HookAddress>,
    /// For delivery reports.
    #[cfg_attr(test, schema(required))]
    status: Option<HookAddress>,
}

impl HookAddresses {
    fn of(targets: &Targets) -> Self {
        let one = |hook| targets.of(hook).map(HookAddress::of);
        Self { inbound: one(Hook::Inbound), fallback: one(Hook::Fallback), status: one(Hook::Status) }
    }
}

/// Writes our three addresses to Twilio: to the number, or to the Messaging Service whose settings win over it.
///
/// # Errors
/// As documented.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/numbers/{id}/webhooks", operation_id = "write_number_webhooks", tag = "numbers",
    params(("id" = String, Path)), responses((status = 200, description = "Written", body = One<WebhooksWritten>), Refusals)))]
pub async fn write_webhooks(caller: Admin, app: Data<App>, id: Id<NumberId>) -> ApiResult {
    let (actor, id) = (caller.actor(), id.0);
    match blocking(&app, move |app| set_webhooks::set_webhooks(app, actor, id)).await? {
        Outcome::Written(written) => one(WebhooksWritten {
            before: HookAddresses::of(&written.before),
            after: HookAddresses::of(&written.after),
            service: written.service.map(|service| ServiceFacts { wins: true, sid: service.sid, name: service.name }),
        }),
        Outcome::WrongCredentials => Err(ApiError::CredentialsRefused),
        Outcome::Refused(code) => Err(ApiError::ProviderRefused(code)),
        Outcome::Silent => Err(ApiError::ProviderSilent),
    }
}
