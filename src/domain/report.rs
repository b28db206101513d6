//! What the provider said of an account when it was last asked, one answer to each question. `None` is a question
//! that could not be answered, because one before it was not.

use serde::{Deserialize, Serialize};

use crate::domain::message::words;

words! {
    /// Whether an account may be used at the provider.
    Standing {
        /// In use.
        Active = "active",
        /// Stopped, mostly for want of money.
        Suspended = "suspended",
        /// Gone for good.
        Closed = "closed",
    }
}

/// The answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// Whether the provider answered at all.
    pub reachable: bool,
    /// Whether SID and auth token are right.
    pub credentials: Option<bool>,
    /// Whether the second auth token is right, if there is one.
    pub second_token: Option<bool>,
    /// Whether the API key is right, if there is one.
    pub api_key: Option<bool>,
    /// Whether the account may be used: `active`, `suspended`, `closed`.
    pub standing: Option<String>,
    /// Whether it is a trial.
    pub trial: Option<bool>,
    /// What its owner calls it.
    pub friendly_name: Option<String>,
    /// The account that it is a subaccount of.
    pub parent: Option<String>,
    /// The WhatsApp numbers that it has there; the sandbox is never among them.
    pub numbers: Option<Vec<String>>,
}

impl Report {
    /// Whether the account may be used.
    #[must_use]
    pub fn standing(&self) -> Option<Standing> {
        self.standing.as_deref().and_then(Standing::from_word)
    }

    /// Whether something is wrong with the account itself.
    #[must_use]
    pub fn is_bad(&self) -> bool {
        let wrong = |answer: Option<bool>| answer == Some(false);
        !self.reachable
            || wrong(self.credentials)
            || wrong(self.second_token)
            || wrong(self.api_key)
            || self.standing().is_some_and(|standing| standing != Standing::Active)
    }
}
