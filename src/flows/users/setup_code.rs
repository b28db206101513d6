//! The code that lets the first admin in. Printed by the program at its start, made anew each time,
//! gone with the first admin.

use subtle::ConstantTimeEq as _;

use crate::app::App;
use crate::flows::sign_ins::hash;
use crate::random;
use crate::store::{Db, Fault, setting, user};

/// The setting with the hash of the code.
pub(super) const SETUP_CODE: &str = "setup_code";

/// A new code to print if there is no admin yet; `None` once there is one.
///
/// # Errors
/// The store's.
pub fn ensure(app: &App) -> Result<Option<String>, Fault> {
    let code = random::typed_code();
    let stored = stored_form(&code);
    let needed = app.store.write(move |tx| {
        let needed = is_open(tx)?;
        if needed {
            setting::set(tx, SETUP_CODE, &stored)?;
        } else {
            setting::remove(tx, SETUP_CODE)?;
        }
        Ok(needed)
    })?;
    Ok(needed.then_some(code))
}

/// Whether the first admin is still to be made.
///
/// # Errors
/// The store's.
pub fn is_open(db: &Db) -> Result<bool, Fault> {
    Ok(user::active_admins(db, None)? == 0)
}

/// Whether this is the code, however it was typed.
pub(super) fn is_right(db: &Db, typed: &str) -> Result<bool, Fault> {
    let Some(stored) = setting::get(db, SETUP_CODE)? else { return Ok(false) };
    Ok(stored.as_bytes().ct_eq(stored_form(typed).as_bytes()).into())
}

fn stored_form(code: &str) -> String {
    let plain: String = code.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    hash(&plain).iter().map(|byte| format!("{byte:02x}")).collect()
}
