//! `serve`: the appliance until it is told to stop.

use super::Failure;
use super::output::say;
use crate::config::Settings;
use crate::startup;

/// Runs the appliance.
pub(super) fn serve(settings: &Settings) -> Result<(), Failure> {
    let appliance = startup::start(settings)?;
    let offset = settings.clock.offset();
    if offset.0 != 0 {
        tracing::warn!(seconds = offset.whole_seconds(), "the clock is shifted on purpose");
    }
    say(&format!("Angelia is at {}", appliance.url));
    appliance.wait()?;
    tracing::info!("stopping");
    appliance.stop();
    Ok(())
}
