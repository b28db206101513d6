//! Lets time pass in a demo. Whoever is signed in stays so: the sign-ins move along with the clock.

use std::sync::{Mutex, PoisonError};

use crate::app::App;
use crate::domain::time::Millis;
use crate::store::{Fault, setting, sign_in};

/// Where a demo remembers how far its clock is from the real one, in milliseconds.
pub const OFFSET: &str = "demo_clock_offset";

/// Two who press at once: each jump must be remembered, or the next start would be in the past.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Moves the clock forward by `by`, and remembers it for the next start.
///
/// # Errors
/// [`Fault`] of the store; then the clock stays where it is.
pub fn jump(app: &App, by: Millis) -> Result<(), Fault> {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let offset = app.clock.offset() + by;
    app.store.write(move |tx| {
        sign_in::postpone(tx, by)?;
        setting::set(tx, OFFSET, &offset.0.to_string())
    })?;
    app.clock.advance(by);
    Ok(())
}
