//! `angelia emulator` alone: what a fresh one begins with, and running until it is told to stop.

use std::io;

use serde_json::json;

use super::template::Approval;
use super::{Control, Emulator, NewTemplate, Settings, Webhooks};

/// Starts, fills an empty world with something to play with, tells its address, and serves until Ctrl-C or
/// a polite kill.
///
/// # Errors
/// The address cannot be bound, the state file cannot be read, or signals cannot be watched.
pub fn run_blocking(settings: Settings, started: impl FnOnce(&str)) -> io::Result<()> {
    let emulator = Emulator::start(settings)?;
    let control = emulator.control();
    if control.is_fresh() {
        fill(&control);
    }
    started(&emulator.url());
    wait_for_end()?;
    tracing::info!("the pocket Twilio stops");
    emulator.stop();
    Ok(())
}

fn wait_for_end() -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            pressed = tokio::signal::ctrl_c() => pressed,
            _ = terminate.recv() => Ok(()),
        }
    })
}

fn fill(control: &Control) {
    let account = control.core.sid("AC");
    control.add_account(&account, &control.core.sid(""), "Ελαιοπωλείο");
    control.add_sender(&account, "whatsapp:+302100000001", "Ελαιοπωλείο", None, Webhooks::default());
    control.add_sender(&account, "whatsapp:+14155238886", "Sandbox", Some("olive-tree"), Webhooks::default());
    control.add_customer("Ειρήνη", "whatsapp:+306900000147", Some("whatsapp:GR.1A2B3C4D5E6F"));
    control.add_customer("Tom", "whatsapp:+447700900123", None);
    control.add_customer("lemonia_k", "whatsapp:GR.9Z8Y7X6W5V4U", None);
    control.add_template(
        &account,
        NewTemplate {
            name: "order_ready".to_owned(),
            language: "el".to_owned(),
            types: json!({ "twilio/quick-reply": {
                "body": "Η παραγγελία {{1}} είναι έτοιμη. Πώς θέλετε να την πάρετε;",
                "actions": [
                    { "type": "QUICK_REPLY", "title": "Με μεταφορική", "id": "courier" },
                    { "type": "QUICK_REPLY", "title": "Από το κατάστημα", "id": "shop" },
                ],
            } }),
            variables: json!({ "1": "2041" }),
            category: "UTILITY".to_owned(),
            approval: Approval::Approved,
            ..NewTemplate::default()
        },
    );
}
