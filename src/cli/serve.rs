//! What stays: `serve`, the appliance until it is told to stop; `demo`; `emulator`, the pocket Twilio.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use super::Failure;
use super::output::say;
use crate::clock::Clock;
use crate::config::{self, ConfigError, Settings};
use crate::demo::{self, DemoSettings, PASSWORD, People};
use crate::flows::users::setup_code;
use crate::{emulator, random, startup};

/// Runs the appliance.
pub(super) fn serve(settings: &Settings) -> Result<(), Failure> {
    let appliance = startup::start(settings)?;
    let offset = settings.clock.offset();
    if offset.0 != 0 {
        tracing::warn!(seconds = offset.whole_seconds(), "the clock is shifted on purpose");
    }
    if appliance.url.starts_with("http://") && !config::is_local(&appliance.url) {
        tracing::warn!("the public URL is without TLS: everybody on the way can read along; put a proxy in front");
    }
    if appliance.url == appliance.local_url {
        say(&format!("Angelia is at {}", appliance.url));
    } else {
        say(&format!("Angelia is at {}, listening on {}", appliance.url, appliance.local_url));
    }
    if let Some(code) = setup_code::ensure(appliance.app())? {
        say(&format!("There is no admin yet. Open {}/setup and enter the setup code {code}", appliance.url));
    }
    appliance.wait()?;
    tracing::info!("stopping");
    appliance.stop();
    Ok(())
}

/// Runs the demo.
pub(super) fn demo(settings: &DemoSettings) -> Result<(), Failure> {
    let demo = demo::start(settings)?;
    say("An olive-oil shop, its customers, and a pocket Twilio. Nothing leaves this machine.");
    say("");
    say(&format!("  the team's inbox      {}", demo.appliance().url));
    say(&format!("  a customer's phone    {}", demo.emulator().url()));
    say("");
    let sign_ins: Vec<String> =
        People::ALL.iter().map(|person| format!("{} ({})", person.email(), person.role().word())).collect();
    say(&format!("  sign in as            {}", sign_ins.join(", ")));
    say(&format!("  password              {PASSWORD}"));
    say("");
    say("Write as Ειρήνη on the phone, answer as Νίκος in the inbox, watch the ticks turn blue. Then let a day");
    say("pass with the bar on top, and see that only a template can be sent. Everything is kept in");
    say(&format!("{}; --fresh begins anew. Ctrl-C stops it.", settings.data_dir.display()));
    demo.appliance().wait()?;
    drop(demo);
    Ok(())
}

/// Runs the pocket Twilio alone.
pub(super) fn emulator(listen: SocketAddr, state: Option<PathBuf>) -> Result<(), Failure> {
    let clock = Clock::default();
    let settings = emulator::Settings {
        listen,
        now: Arc::new(move || clock.now().0),
        advance: None,
        random: Arc::new(random::fill),
        state_file: state.clone(),
        inbox_url: None,
        heard: None,
        language: "en",
    };
    emulator::run_blocking(settings, |url| {
        say(&format!("The pocket Twilio is at {url} (give it to serve as --twilio-url)"));
        say(&format!("Its account, token and numbers are at {url}/setup"));
    })
    .map_err(|error| match (error.kind(), state) {
        (io::ErrorKind::AddrInUse, _) => ConfigError::Taken(listen.to_string()).into(),
        (io::ErrorKind::AddrNotAvailable | io::ErrorKind::PermissionDenied, _) => {
            ConfigError::NotListening { address: listen.to_string(), error: error.to_string() }.into()
        }
        (io::ErrorKind::Other, Some(state)) => {
            Failure::Usage(format!("{} is no state file ({error}). Remove it, or choose another", state.display()))
        }
        _ => Failure::Failed(format!("the pocket Twilio cannot run: {error}")),
    })
}
