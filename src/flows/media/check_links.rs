//! The provider could not fetch a file that we sent: we ask ourselves for it, under an address of the same kind, so that
//! whoever reads the failure knows whether it was us.

use crate::app::App;
use crate::domain::time::Timestamp;
use crate::flows::Counts;
use crate::flows::media::public_link;
use crate::reach;
use crate::store::{Fault, link_check, media, message};

/// Asked for in one run.
const AT_ONCE: u32 = 10;

/// Asks for what is due.
///
/// # Errors
/// [`Fault`] of the store.
pub fn check_links(app: &App, now: Timestamp) -> Result<Counts, Fault> {
    let due = app.store.read(|db| link_check::due(db, AT_ONCE))?;
    let mut asked = 0;
    for id in due {
        let file = app.store.read(|db| media::own(db, id))?;
        let answer = match file {
            Some(file) => reach::file(&public_link::make_for_check(app, &file, now)?, &file.content_type),
            None => Err("the file is gone".to_owned()),
        };
        let answer = answer.map_or_else(|why| why, |()| link_check::FINE.to_owned());
        app.store.write(move |tx| {
            link_check::answer(tx, id, &answer, now)?;
            if let Some(message) = message::by_id(tx, id)? {
                tx.publish(message.changed());
            }
            Ok(())
        })?;
        asked += 1;
    }
    Ok(vec![("asked", asked)])
}
