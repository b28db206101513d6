//! The thread that lets programs be told: it claims what is due and gives every call a thread of its own, so that a program
//! that is slow holds up nobody but itself. How many calls of one program are under way is limited where they are claimed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use super::{NAP, SLEEP, StartError, join, thread};
use crate::app::App;
use crate::flows::outgoing_webhooks::call::{self, Claimed};

/// Until it is told to stop; then the calls under way end first.
pub(super) fn work(app: &Arc<App>, halt: &AtomicBool) {
    let mut under_way: Vec<JoinHandle<()>> = Vec::new();
    while !halt.load(Ordering::Acquire) {
        let seen = app.delivery_bell.count();
        let (ended, running) = under_way.into_iter().partition(JoinHandle::is_finished);
        under_way = running;
        Vec::into_iter(ended).for_each(join);
        match call::claim(app) {
            Ok(Some(claimed)) => match begin(app.clone(), claimed) {
                Ok(call) => under_way.push(call),
                // What was claimed is called again after a while.
                Err(error) => tracing::error!(%error, "a program could not be called"),
            },
            // Whatever falls due later is rung for.
            Ok(None) => app.delivery_bell.wait(seen, SLEEP),
            Err(fault) => {
                tracing::error!(%fault, "what programs are to be told could not be read");
                app.delivery_bell.wait(seen, NAP);
            }
        }
    }
    under_way.into_iter().for_each(join);
}

fn begin(app: Arc<App>, claimed: Claimed) -> Result<JoinHandle<()>, StartError> {
    thread("teller".to_owned(), move || {
        if let Err(fault) = call::carry_out(&app, claimed) {
            tracing::error!(%fault, "what came of a call could not be kept; it is made again");
        }
        // There is room for the next one.
        app.delivery_bell.ring();
    })
}
