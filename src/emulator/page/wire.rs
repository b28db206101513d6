//! What went over the wire, as lines to read.

use super::super::core::State;
use super::super::journal::{Entry, Note, What};
use super::words::{Words, local};

const SHOWN: usize = 40;

/// One line.
pub struct Wire {
    /// `14:31:04`.
    pub time: String,
    /// What it was and what was answered.
    pub what: String,
    /// How long it took.
    pub took: String,
    /// Which message, and what is special.
    pub small: String,
}

/// The newest lines, newest first.
#[must_use]
pub fn lines(state: &State, words: Words) -> Vec<Wire> {
    state.journal.newest(SHOWN).iter().map(|entry| line(entry, words)).collect()
}

fn line(entry: &Entry, words: Words) -> Wire {
    let what = match &entry.what {
        What::Report(status) => words.a(entry.what.key(), status.as_str()),
        other => words.t(other.key()),
    };
    let status = entry.status.map_or_else(|| words.t("phone-wire-no-answer"), |status| status.to_string());
    let mut small: Vec<String> = Vec::new();
    let tail = |text: &str, count: usize| {
        let skipped = text.chars().count().saturating_sub(count);
        text.chars().skip(skipped).collect::<String>()
    };
    if let Some(sid) = &entry.sid {
        let letters: String = sid.chars().take(2).collect();
        let party = entry.party.as_ref().map(|party| format!(", …{}", tail(party, 4))).unwrap_or_default();
        small.push(format!("{letters}…{}{party}", tail(sid, 4)));
    }
    small.extend(entry.notes.iter().map(|note| self::note(note, words)));
    Wire {
        time: local(entry.at).strftime("%H:%M:%S").to_string(),
        what: format!("{what} → {status}"),
        took: words.n("phone-ms", entry.ms),
        small: small.join(" · "),
    }
}

fn note(note: &Note, words: Words) -> String {
    let (key, number) = note.key();
    match note {
        // A code is a name, not a quantity: no separators in it.
        Note::Code(code) => words.a(key, &code.to_string()),
        Note::Attempts(_) | Note::Count(_) => words.n(key, number),
        _ => words.t(key),
    }
}
