//! Making a one-time link inside a write. Older ones of the same user stop working.

use crate::domain::ids::UserId;
use crate::domain::time::{Millis, Timestamp};
use crate::flows::sign_ins::hash;
use crate::random;
use crate::store::one_time_link::{self, Purpose};
use crate::store::{Fault, Tx};

/// How long an invitation can be used.
pub const INVITE_LASTS: Millis = Millis::days(7);
/// How long the link for a new password can be used.
pub const RESET_LASTS: Millis = Millis::hours(24);

/// A link that was just made; it is shown once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The whole address.
    pub url: String,
    /// Until when it can be used.
    pub until: Timestamp,
}

pub(super) fn make(
    tx: &Tx<'_>,
    now: Timestamp,
    user: UserId,
    purpose: Purpose,
    public_url: &str,
) -> Result<Link, Fault> {
    let token = random::token();
    let until = now + if purpose == Purpose::Invite { INVITE_LASTS } else { RESET_LASTS };
    one_time_link::use_up(tx, user, now)?;
    one_time_link::insert(tx, now, user, &hash(&token), purpose, until)?;
    Ok(Link { url: format!("{public_url}/welcome/{token}"), until })
}
