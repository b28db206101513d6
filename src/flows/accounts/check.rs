//! Asks the provider whether credentials are right, before or after they are kept.

use crate::app::App;
use crate::domain::ids::AccountId;
use crate::domain::permission::may_administer;
use crate::domain::user::Actor;
use crate::flows::accounts::credentials;
use crate::store::{Fault, account};
use crate::twilio::accounts::{AccountKind, AccountStatus};
use crate::twilio::client::{CallError, Credentials, Secret};

/// What the provider said.
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
    },
    /// They are wrong.
    Wrong {
        /// The provider's code, such as 20003.
        code: Option<u32>,
    },
    /// No answer, or none that says anything.
    NoAnswer,
}

/// Whether an account may be used at the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In use.
    Active,
    /// Stopped, mostly for want of money.
    Suspended,
    /// Gone for good.
    Closed,
}

/// Asks with credentials that were just typed. Takes up to fifteen seconds; nothing is written.
#[must_use]
pub fn typed(app: &App, account_sid: &str, auth_token: &str, api_key: Option<&(String, String)>) -> Verdict {
    let (user, secret) = api_key.map_or((account_sid, auth_token), |(sid, secret)| (sid.as_str(), secret.as_str()));
    ask(app, &Credentials { account_sid: account_sid.to_owned(), user: user.to_owned(), secret: Secret::new(secret) })
}

/// Asks with the credentials that are kept. If they are right, what was counted against them is forgotten.
///
/// # Errors
/// `NotAllowed`, `NotFound`; [`Fault::KeyMismatch`] if they cannot be opened.
pub fn kept(app: &App, actor: Actor, id: AccountId) -> Result<Verdict, Fault> {
    may_administer(actor)?;
    let account = app.store.read(|db| account::get(db, id))?;
    let verdict = ask(app, &credentials::credentials(app, &account)?);
    if account.auth_failures > 0 && matches!(verdict, Verdict::Right { .. }) {
        app.store.write(move |tx| account::clear_auth_failures(tx, id))?;
    }
    Ok(verdict)
}

fn ask(app: &App, who: &Credentials) -> Verdict {
    match app.twilio.fetch_account(who) {
        Ok(facts) => Verdict::Right {
            friendly_name: facts.friendly_name,
            standing: match facts.status {
                AccountStatus::Suspended => Standing::Suspended,
                AccountStatus::Closed => Standing::Closed,
                AccountStatus::Active | AccountStatus::Other => Standing::Active,
            },
            trial: facts.kind == AccountKind::Trial,
        },
        Err(CallError::Rejected { code, .. }) => Verdict::Wrong { code },
        Err(_) => Verdict::NoAnswer,
    }
}
