//! Makes an account after asking the provider whether its credentials work: what the wizard does.

use crate::app::App;
use crate::domain::ids::AccountId;
use crate::domain::permission::may_administer;
use crate::domain::refusal::FieldProblem;
use crate::domain::user::Actor;
use crate::flows::accounts::check::{self, Verdict};
use crate::flows::accounts::create::{self, Wanted};
use crate::store::Fault;

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Connected {
    /// The account is kept; the verdict is missing if the provider was not to be asked.
    Made(AccountId, Option<Verdict>),
    /// Fields are wrong; nothing was kept and nobody was asked.
    Problems(Vec<FieldProblem>),
    /// The provider refuses the credentials, or did not answer; nothing was kept.
    Doubt {
        /// What it said.
        verdict: Verdict,
        /// Whether it was the API key that it refused.
        api_key: bool,
    },
}

/// Checks the fields, asks the provider unless the admin is `sure`, and keeps the account. The auth token
/// is tried even where an API key makes the calls: webhooks are signed with it.
///
/// # Errors
/// `NotAllowed`, and those of the store.
pub fn connect(app: &App, actor: Actor, wanted: &Wanted, sure: bool) -> Result<Connected, Fault> {
    may_administer(actor)?;
    let checked = match create::check(app, wanted)? {
        Ok(checked) => checked,
        Err(problems) => return Ok(Connected::Problems(problems)),
    };
    if sure {
        return create::create(app, actor, wanted).map(|id| Connected::Made(id, None));
    }
    let ask = |user, secret| check::typed(app, &checked.account_sid, checked.region, (user, secret));
    let mut verdict = ask(checked.account_sid.as_str(), checked.auth_token.as_str());
    let mut api_key = false;
    if let Some((sid, secret)) = checked.api_key.as_ref().filter(|_| verdict.is_right() == Some(true)) {
        verdict = ask(sid.as_str(), secret.as_str());
        api_key = true;
    }
    match verdict {
        Verdict::Right { .. } => {
            let id = create::create(app, actor, wanted)?;
            // The page of the account begins with what the provider says.
            let _report = check::kept(app, actor, id)?;
            Ok(Connected::Made(id, Some(verdict)))
        }
        Verdict::Wrong { .. } | Verdict::NoAnswer => Ok(Connected::Doubt { verdict, api_key }),
    }
}
