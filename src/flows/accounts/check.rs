//! Asks the provider about an account, before or after it is kept.

use serde_json::json;

use crate::app::App;
use crate::domain::ids::AccountId;
use crate::domain::permission::may_administer;
use crate::domain::region::Region;
use crate::domain::report::{Report, Standing};
use crate::domain::user::Actor;
use crate::flows::accounts::credentials::{self, API_KEY_SECRET, AUTH_TOKEN, AUTH_TOKEN_SECOND, as_user};
use crate::store::account::Account;
use crate::store::{Fault, account, audit};
use crate::twilio::accounts::{AccountFacts, AccountKind, AccountStatus};
use crate::twilio::client::{CallError, Credentials, Secret};

/// What the provider said to one pair of user and secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The credentials are right.
    Right {
        /// What its owner calls the account at the provider.
        friendly_name: String,
        /// Whether it may be used.
        standing: Standing,
        /// Whether it is a trial: 50 messages a day, known people only.
        trial: bool,
        /// The account that it is a subaccount of.
        parent: Option<String>,
    },
    /// They are wrong.
    Wrong {
        /// The provider's code, such as 20003.
        code: Option<u32>,
    },
    /// No answer, or none that says anything.
    NoAnswer,
}

impl Verdict {
    /// Whether the credentials are right; `None` without an answer.
    #[must_use]
    pub const fn is_right(&self) -> Option<bool> {
        match self {
            Self::Right { .. } => Some(true),
            Self::Wrong { .. } => Some(false),
            Self::NoAnswer => None,
        }
    }
}

/// Asks with credentials that were just typed: `user` is the SID itself with its token, or an API key with its
/// secret. Takes up to fifteen seconds; nothing is written.
#[must_use]
pub fn typed(app: &App, account_sid: &str, region: Region, (user, secret): (&str, &str)) -> Verdict {
    let who =
        Credentials { account_sid: account_sid.to_owned(), user: user.to_owned(), secret: Secret::new(secret), region };
    ask(app, &who)
}

/// Asks everything about an account that is kept, and keeps the answers. If its credentials are right, what was
/// counted against them is forgotten. Up to four calls, one after the other.
///
/// # Errors
/// `NotAllowed`, `NotFound`; [`Fault::KeyMismatch`] if its secrets cannot be opened.
pub fn kept(app: &App, actor: Actor, id: AccountId) -> Result<Report, Fault> {
    may_administer(actor)?;
    let account = app.store.read(|db| account::get(db, id))?;
    let report = questions(app, &account)?;
    let now = app.clock.now();
    let text = serde_json::to_string(&report)?;
    let right =
        (report.credentials == Some(true) || report.second_token == Some(true)) && report.api_key != Some(false);
    let second = report.second_token == Some(true);
    let bad = report.is_bad();
    app.store.write(move |tx| {
        let mut kept = account::get(tx, id)?;
        if kept.auth_token_second == account.auth_token_second && second && kept.second_checked_at.is_none() {
            kept.second_checked_at = Some(now);
            let at = kept.updated_at;
            account::update(tx, &kept, at)?;
        }
        account::set_check(tx, id, &text, now)?;
        if right {
            account::clear_auth_failures(tx, id)?;
        }
        audit::insert(tx, now, &actor.scope(), "account.checked", &format!("account:{id}"), &json!({"bad": bad}))
    })?;
    Ok(report)
}

fn questions(app: &App, account: &Account) -> Result<Report, Fault> {
    let token = app.vault.open(AUTH_TOKEN, &account.auth_token)?;
    let first = ask(app, &as_user(account, &account.account_sid, token));
    let mut report =
        Report { reachable: first != Verdict::NoAnswer, credentials: first.is_right(), ..Report::default() };
    if !report.reachable {
        return Ok(report);
    }
    describe(&mut report, &first);
    if let Some(sealed) = &account.auth_token_second {
        let token = app.vault.open(AUTH_TOKEN_SECOND, sealed)?;
        let verdict = ask(app, &as_user(account, &account.account_sid, token));
        report.second_token = verdict.is_right();
        describe(&mut report, &verdict);
    }
    if let (Some(sid), Some(sealed)) = (&account.api_key_sid, &account.api_key_secret) {
        let secret = app.vault.open(API_KEY_SECRET, sealed)?;
        report.api_key = ask(app, &as_user(account, sid, secret)).is_right();
    }
    if let Ok(senders) = app.twilio.list_senders(&credentials::credentials(app, account)?) {
        report.numbers = Some(senders.into_iter().map(|sender| sender.address).collect());
    }
    Ok(report)
}

fn describe(report: &mut Report, verdict: &Verdict) {
    if let Verdict::Right { friendly_name, standing, trial, parent } = verdict {
        report.friendly_name = Some(friendly_name.clone()).filter(|name| !name.is_empty());
        report.standing = Some(standing.word().to_owned());
        report.trial = Some(*trial);
        report.parent.clone_from(parent);
    }
}

fn ask(app: &App, who: &Credentials) -> Verdict {
    match app.twilio.fetch_account(who) {
        Ok(facts) => right(facts),
        Err(
            CallError::Rejected { http: 401 | 403, code, .. } | CallError::Rejected { code: code @ Some(20003), .. },
        ) => Verdict::Wrong { code },
        // Not found with the right form of SID: there is no such account for these credentials.
        Err(CallError::Rejected { code: code @ Some(20404), .. }) => Verdict::Wrong { code },
        Err(_) => Verdict::NoAnswer,
    }
}

fn right(facts: AccountFacts) -> Verdict {
    Verdict::Right {
        friendly_name: facts.friendly_name,
        standing: match facts.status {
            AccountStatus::Suspended => Standing::Suspended,
            AccountStatus::Closed => Standing::Closed,
            AccountStatus::Active | AccountStatus::Other => Standing::Active,
        },
        trial: facts.kind == AccountKind::Trial,
        parent: facts.parent,
    }
}
