//! What the appliance asks of Twilio in the tests, written down for `tests/conformance`: one request a line, as JSON.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write as _;
use std::sync::{Arc, Mutex, OnceLock};

use angelia::emulator::{Heard, Listener};

/// The file, and what is in it already.
type Record = Mutex<(File, BTreeSet<String>)>;

/// Writes to the file that `ANGELIA_RECORD` names; nothing where it names none.
pub fn recorder() -> Option<Listener> {
    static RECORD: OnceLock<Option<Arc<Record>>> = OnceLock::new();
    let record = RECORD.get_or_init(|| {
        let path = std::env::var_os("ANGELIA_RECORD")?;
        let file = File::options().create(true).append(true).open(path).unwrap();
        Some(Arc::new(Mutex::new((file, BTreeSet::new()))))
    });
    let record = Arc::clone(record.as_ref()?);
    Some(Arc::new(move |heard| note(&record, heard)))
}

fn note(record: &Record, heard: &Heard) {
    let line = serde_json::json!({
        "method": heard.method, "target": heard.target, "content_type": heard.content_type,
        "authorized": heard.authorized, "body": heard.body,
    });
    let mut record = record.lock().unwrap();
    let (file, known) = &mut *record;
    if known.insert(line.to_string()) {
        writeln!(file, "{line}").unwrap();
    }
}
