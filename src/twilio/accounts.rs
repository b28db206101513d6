//! The account itself: is it real, is it alive, is it a trial.

use serde::Deserialize;

use super::client::{CallError, Client, Credentials};

/// What Twilio says of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountFacts {
    /// The name its owner gave it.
    pub friendly_name: String,
    /// Whether it may be used.
    pub status: AccountStatus,
    /// Trial or paid.
    pub kind: AccountKind,
    /// The account that this one is a subaccount of.
    pub parent: Option<String>,
}

/// Whether an account may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountStatus {
    /// In use.
    Active,
    /// Stopped, mostly for want of money.
    Suspended,
    /// Gone for good.
    Closed,
    /// A word we do not know.
    Other,
}

/// Trial or paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountKind {
    /// A trial: 50 messages a day, and only to known people.
    Trial,
    /// A paid account.
    Full,
}

impl Client {
    /// Asks for the account of the credentials; the simplest proof that they are right.
    ///
    /// # Errors
    /// See [`CallError`]; wrong credentials are `Rejected` with 401 and 20003.
    pub fn fetch_account(&self, who: &Credentials) -> Result<AccountFacts, CallError> {
        let account: RawAccount = self.get(who, &format!("{}.json", self.account_url(who)))?;
        let status = match account.status.as_deref() {
            Some("active") => AccountStatus::Active,
            Some("suspended") => AccountStatus::Suspended,
            Some("closed") => AccountStatus::Closed,
            _ => AccountStatus::Other,
        };
        let trial = account.kind.is_some_and(|kind| kind.eq_ignore_ascii_case("trial"));
        Ok(AccountFacts {
            friendly_name: account.friendly_name.unwrap_or_default(),
            status,
            kind: if trial { AccountKind::Trial } else { AccountKind::Full },
            parent: account.owner_account_sid.filter(|owner| !owner.is_empty() && *owner != who.account_sid),
        })
    }
}

#[derive(Deserialize)]
struct RawAccount {
    friendly_name: Option<String>,
    status: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    owner_account_sid: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::super::client::Secret;
    use super::super::test_server::{Server, json};
    use super::*;
    use crate::domain::region::Region;

    #[test]
    fn an_account_is_read_and_wrong_credentials_are_a_no() {
        let refused = r#"{"code":20003,"message":"Authenticate","status":401}"#;
        let server = Server::start(vec![
            json(200, r#"{"friendly_name":"Shop","status":"active","type":"Trial","owner_account_sid":"AC0"}"#),
            json(401, refused),
        ]);
        let client = Client::new(Some(&server.base));
        let who = Credentials {
            account_sid: "AC1".to_owned(),
            user: "AC1".to_owned(),
            secret: Secret::new("t"),
            region: Region::Us1,
        };
        let facts = client.fetch_account(&who).unwrap();
        assert!(server.request().starts_with("GET /2010-04-01/Accounts/AC1.json "));
        assert_eq!(
            facts,
            AccountFacts {
                friendly_name: "Shop".to_owned(),
                status: AccountStatus::Active,
                kind: AccountKind::Trial,
                parent: Some("AC0".to_owned()),
            }
        );
        assert!(matches!(client.fetch_account(&who), Err(CallError::Rejected { http: 401, code: Some(20003), .. })));
    }
}
