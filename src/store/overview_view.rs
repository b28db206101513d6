//! How the installation is, beyond its numbers.

use crate::domain::ids::AccountId;
use crate::domain::time::Timestamp;
use crate::store::queue::Queue;
use crate::store::refused_view::{self, Tally};
use crate::store::{Db, Fault, account, content, health_view, queue_view, setting};

/// What the overview says.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Messages that wait to be handed over.
    pub outbox: i64,
    /// Since when the oldest of them.
    pub outbox_since: Option<Timestamp>,
    /// Why posts were refused lately, by account.
    pub refused: Vec<(AccountId, Tally)>,
    /// Queues that conversations are led to although nobody works for them.
    pub nowhere: Vec<Queue>,
    /// When `angelia backup` last made a copy.
    pub backed_up_at: Option<Timestamp>,
    /// How many bytes the files of messages have, and how many there are; the same bytes count once.
    pub files: (i64, i64),
    /// The schema that the file has.
    pub schema: u32,
}

/// Reads it; refused posts since `since`.
///
/// # Errors
/// As every query.
pub fn read(db: &Db, since: Timestamp) -> Result<Overview, Fault> {
    let (outbox, outbox_since) = health_view::waiting(db)?;
    let noted = setting::get(db, setting::BACKED_UP_AT)?;
    let mut refused = Vec::new();
    for account in account::list(db)? {
        let tallies = refused_view::tallies(db, account.id, since)?;
        refused.extend(tallies.into_iter().map(|tally| (account.id, tally)));
    }
    Ok(Overview {
        refused,
        nowhere: queue_view::leading_to_nobody(db)?,
        outbox,
        outbox_since,
        backed_up_at: noted.and_then(|at| at.parse().ok()).map(Timestamp),
        files: content::total(db)?,
        schema: health_view::schema(db)?,
    })
}
