//! What users choose for themselves beside the look of the pages: how they sign, which list they begin with, what rings
//! for them, and when nothing does.

use crate::domain::hours::TimeOfDay;
use crate::domain::ids::SavedViewId;
use crate::domain::message::words;
use crate::domain::placeholder::{self, SIGNATURE};
use crate::domain::refusal::FieldProblem;
use crate::domain::text;

/// The longest signature, in characters.
pub const SIGNATURE_CHARS_MAX: usize = 300;
/// The loudest.
pub const VOLUME_MAX: i64 = 100;

words! {
    /// A list that everybody has.
    View {
        /// What one has.
        Mine = "mine",
        /// What nobody has.
        Open = "open",
        /// What waits in one's queues.
        Queues = "queues",
        /// Where colleagues ask one to look.
        Mentions = "mentions",
        /// What was answered.
        Customer = "customer",
        /// Where a window ends soon.
        Closing = "closing",
        /// What is out of sight for a while.
        Snoozed = "snoozed",
        /// Everything that is open.
        All = "all",
        /// What is closed.
        Closed = "closed",
    }
}

/// The list that the inbox begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstView {
    /// One that everybody has.
    Common(View),
    /// A saved one.
    Saved(SavedViewId),
}

impl FirstView {
    /// What it is called in addresses, in forms and in SQL: `open`, `saved-3`.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Common(view) => view.word().to_owned(),
            Self::Saved(id) => format!("saved-{id}"),
        }
    }

    /// The list of a word; whether there is a saved one of that number is not asked.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word.strip_prefix("saved-") {
            Some(id) => id.parse().ok().map(|id| Self::Saved(SavedViewId(id))),
            None => View::from_word(word).map(Self::Common),
        }
    }
}

words! {
    /// What somebody may be called for.
    #[derive(serde::Deserialize)]
    Alert {
        /// A conversation is offered.
        Offer = "offer",
        /// A contact wrote in a conversation of one's own.
        Message = "message",
        /// A colleague asks one to look.
        Mention = "mention",
        /// A colleague gave a conversation to one.
        Given = "given",
        /// A colleague asks about a conversation.
        Consult = "consult",
        /// A snoozed conversation came back.
        Snooze = "snooze",
    }
}

/// A part of the day in which nothing rings; it may go across midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Quiet {
    /// Its first minute.
    pub from: TimeOfDay,
    /// The first minute after it.
    pub to: TimeOfDay,
}

impl Quiet {
    /// As it is typed; `None` if both are empty.
    ///
    /// # Errors
    /// `missing` for the one that is, `time-of-day` for what is none, `quiet-nothing` where both are the same.
    pub fn read(from: &str, to: &str) -> Result<Option<Self>, FieldProblem> {
        let time = |field, text: &str| match text.trim() {
            "" => Err(FieldProblem::new(field, "missing")),
            typed => match TimeOfDay::parse(&typed.replace('.', ":")) {
                Ok(TimeOfDay::END) => Ok(TimeOfDay::MIDNIGHT),
                Ok(time) => Ok(time),
                Err(_) => Err(FieldProblem::new(field, "time-of-day")),
            },
        };
        if from.trim().is_empty() && to.trim().is_empty() {
            return Ok(None);
        }
        let quiet = Self { from: time("quiet_from", from)?, to: time("quiet_to", to)? };
        if quiet.from == quiet.to { Err(FieldProblem::new("quiet_to", "quiet-nothing")) } else { Ok(Some(quiet)) }
    }

    /// Whether it is quiet when the clock on the wall shows `time`.
    #[must_use]
    pub fn holds(self, time: TimeOfDay) -> bool {
        if self.from < self.to { (self.from..self.to).contains(&time) } else { time >= self.from || time < self.to }
    }
}

/// What somebody is called for, and how.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Alerts {
    /// What makes a sound.
    pub sound: Vec<Alert>,
    /// What the browser notifies of while no page is in sight.
    pub notify: Vec<Alert>,
    /// What does both in quiet hours, too.
    pub always: Vec<Alert>,
    /// How loud, 0 to 100.
    pub volume: i64,
    /// Whether notifications keep to themselves who wrote and what.
    pub discreet: bool,
    /// When nothing rings.
    pub quiet: Option<Quiet>,
}

impl Default for Alerts {
    fn default() -> Self {
        let all = Alert::ALL.to_vec();
        Self { sound: all.clone(), notify: all, always: Vec::new(), volume: 60, discreet: false, quiet: None }
    }
}

impl Alerts {
    /// What is wrong with the volume, if anything is.
    #[must_use]
    pub fn problem(&self) -> Option<FieldProblem> {
        let fine = (0..=VOLUME_MAX).contains(&self.volume);
        (!fine).then(|| FieldProblem::with_limit("volume", "volume", VOLUME_MAX))
    }
}

/// What a user chose for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// What stands for `{{agent.signature}}`; may have placeholders of its own.
    pub signature: String,
    /// The list that the inbox begins with.
    pub view: FirstView,
    /// What somebody is called for.
    pub alerts: Alerts,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { signature: String::new(), view: FirstView::Common(View::Mine), alerts: Alerts::default() }
    }
}

impl Preferences {
    /// Where the inbox begins.
    #[must_use]
    pub fn home(&self) -> String {
        match self.view {
            FirstView::Common(View::Mine) => "/inbox".to_owned(),
            other => format!("/inbox?view={}", other.word()),
        }
    }
}

/// A signature as it is kept.
///
/// # Errors
/// `too-long`; what is wrong with a placeholder; `signature-itself`, for it cannot stand in itself.
pub fn checked_signature(typed: &str) -> Result<String, FieldProblem> {
    let signature = text::clean(typed, usize::MAX).trim().to_owned();
    if signature.chars().count() > SIGNATURE_CHARS_MAX {
        let limit = i64::try_from(SIGNATURE_CHARS_MAX).unwrap_or(i64::MAX);
        return Err(FieldProblem::with_limit("signature", "too-long", limit));
    }
    let pieces = placeholder::parse(&signature).map_err(|error| error.problem("signature"))?;
    if placeholder::names(&pieces).contains(SIGNATURE) {
        return Err(FieldProblem::new("signature", "signature-itself"));
    }
    Ok(signature)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_go_across_midnight() {
        let quiet = |from, to| Quiet::read(from, to).unwrap().unwrap();
        let holds = |quiet: Quiet, time| quiet.holds(TimeOfDay::parse(time).unwrap());
        for (from, to, inside, outside) in [
            ("22:00", "7:30", ["22:00", "00:00", "07:29"], ["21:59", "07:30", "12:00"]),
            ("13.00", "15:00", ["13:00", "14:00", "14:59"], ["12:59", "15:00", "00:00"]),
            ("20:00", "24:00", ["20:00", "23:00", "23:59"], ["00:00", "12:00", "19:59"]),
        ] {
            for time in inside {
                assert!(holds(quiet(from, to), time), "{from} to {to}: {time}");
            }
            for time in outside {
                assert!(!holds(quiet(from, to), time), "{from} to {to}: {time}");
            }
        }
        assert_eq!(Quiet::read(" ", "").unwrap(), None);
        for (from, to, field, problem) in [
            ("22:00", "", "quiet_to", "missing"),
            ("", "22:00", "quiet_from", "missing"),
            ("25:00", "7:00", "quiet_from", "time-of-day"),
            ("22:00", "late", "quiet_to", "time-of-day"),
            ("0:00", "24:00", "quiet_to", "quiet-nothing"),
        ] {
            let found = Quiet::read(from, to).unwrap_err();
            assert_eq!((found.field, found.problem), (field, problem), "{from} to {to}");
        }
    }

    #[test]
    fn a_signature_is_checked_when_it_is_kept() {
        assert_eq!(checked_signature(" {{agent.name}}\r\nOil & Co \n").unwrap(), "{{agent.name}}\nOil & Co");
        for (typed, problem) in [
            ("{{agent.nmae}}", "placeholder-near"),
            ("{{agent.name", "placeholder-unclosed"),
            ("Best, {{agent.signature|x}}", "signature-itself"),
            ("x".repeat(301).as_str(), "too-long"),
        ] {
            assert_eq!(checked_signature(typed).unwrap_err().problem, problem, "{typed}");
        }
        assert!(checked_signature(&"ώ".repeat(300)).is_ok());
    }

    #[test]
    fn the_inbox_begins_where_one_likes() {
        for (word, home) in [
            ("mine", "/inbox"),
            ("open", "/inbox?view=open"),
            ("snoozed", "/inbox?view=snoozed"),
            ("saved-7", "/inbox?view=saved-7"),
        ] {
            let view = FirstView::from_word(word).unwrap();
            assert_eq!(
                (view.word().as_str(), Preferences { view, ..Preferences::default() }.home().as_str()),
                (word, home)
            );
        }
        for word in ["", "saved", "saved-", "saved-x", "saved-3 OR 1", "Mine"] {
            assert_eq!(FirstView::from_word(word), None, "{word}");
        }
    }
}
