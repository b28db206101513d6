//! Words that more than one part of the inbox says: what a message was, what became of it, and the texts
//! that the browser counts down with.

use serde_json::{Value, json};

use crate::domain::message::{Kind, Status};
use crate::web::i18n::Locale;

/// The sign of how far a message has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tick {
    /// `t-1`, `t-2`, or the clock.
    pub icon: &'static str,
    pub read: bool,
    pub label: String,
}

impl Tick {
    /// The tick of a message of ours; `None` for what failed or is being looked up.
    pub(super) fn of(status: Status, l: Locale) -> Option<Self> {
        let (icon, key) = match status {
            Status::Pending => ("i-clock", "message-pending"),
            Status::Accepted | Status::Queued | Status::Sending => ("i-clock", "message-on-its-way"),
            Status::Sent => ("t-1", "message-sent"),
            Status::Delivered => ("t-2", "message-delivered"),
            Status::Read => ("t-2", "message-read"),
            Status::Received | Status::Unknown | Status::Failed | Status::Undelivered | Status::Canceled => {
                return None;
            }
        };
        Some(Self { icon, read: status == Status::Read, label: l.t(key) })
    }

    /// Whether it is a tick and not the clock.
    pub(super) fn is_tick(&self) -> bool {
        self.icon.starts_with("t-")
    }
}

/// The icon of an attachment.
pub(super) const fn kind_icon(kind: Kind) -> &'static str {
    match kind {
        Kind::Image | Kind::Sticker => "i-image",
        Kind::Audio => "i-mic",
        Kind::Video => "i-play",
        Kind::Location => "i-globe",
        Kind::Contacts => "i-user",
        Kind::Button | Kind::List => "i-reply",
        Kind::Template => "i-template",
        Kind::Text | Kind::Document | Kind::Flow | Kind::Unknown => "i-file",
    }
}

/// What a message is called that has no words of its own.
pub(in crate::web) fn kind_name(kind: Kind, l: Locale) -> String {
    l.t(format!("kind-{}", kind.word()))
}

/// What stands for a message that has no words: its kind, or that they were erased.
pub(in crate::web) fn instead_of_words(kind: Kind, l: Locale) -> String {
    if kind == Kind::Text { l.t("message-erased-short") } else { kind_name(kind, l) }
}

/// Every text that the browser counts with, `#` where a number goes: singular and plural apart, since it
/// has no Fluent.
pub(super) fn countdown(l: Locale) -> String {
    let pair = |key: &str| json!([l.t1(key, "n", 1), l.t1(key, "n", "#")]);
    let hours_minutes = |hours: Option<i64>, minutes: Option<i64>| match (hours, minutes) {
        (Some(h), Some(m)) => l.t2("time-left-hours-minutes", "hours", h, "minutes", m),
        (Some(h), None) => l.t2("time-left-hours-minutes", "hours", h, "minutes", "##"),
        (None, Some(m)) => l.t2("time-left-hours-minutes", "hours", "#", "minutes", m),
        (None, None) => l.t2("time-left-hours-minutes", "hours", "#", "minutes", "##"),
    };
    let mut all = json!({
            "lang": l.lang(),
            "clock": l.t1("time-left-clock", "clock", "#"),
            "minutes": pair("time-left-minutes"),
            "hours": pair("time-left-hours"),
            "hoursMinutes": [
                hours_minutes(Some(1), Some(1)), hours_minutes(Some(1), None),
                hours_minutes(None, Some(1)), hours_minutes(None, None),
            ],
            "shortMinutes": pair("time-left-short-minutes"),
            "shortHours": pair("time-left-short-hours"),
            "templateOnly": l.t("inbox-template-only"),
            "now": l.t("time-now"),
            "waitMinutes": pair("time-minutes"),
            "waitHours": pair("time-hours"),
            "waitDays": pair("time-days"),
            "count": l.t2("composer-count", "n", "#", "limit", "##"),
            "over": [l.t1("composer-over", "n", 1), l.t1("composer-over", "n", "#")],
            "newRows": [l.t1("inbox-new-rows", "n", 1), l.t1("inbox-new-rows", "n", "#")],
            "listChanged": l.t("inbox-list-changed"),
            "newBelow": [l.t1("thread-new-below", "n", 1), l.t1("thread-new-below", "n", "#")],
            "sayNew": [l.t1("say-new", "n", 1), l.t1("say-new", "n", "#")],
            "saySent": l.t("say-sent"),
            "sayQuoting": l.t("say-quoting"),
            "sayPlaceHere": l.t("say-place-here"),
            "sayPlaceDenied": l.t("say-place-denied"),
            "sayFailed": l.t("say-failed"),
            "sayCopied": l.t("message-link-copied"),
            "signedOut": l.t("say-signed-out"),
            "sayEnded": l.t("say-window-ended"),
            "sayBack": l.t("say-window-back"),
            "sayNumberOff": l.t("say-number-off"),
            "sayLeft": pair("say-left"),
            "sayOffline": l.t("say-offline"),
            "sayOnline": l.t("say-online"),
            "pending": l.t("message-pending"),
            "waiting": l.t("composer-waiting-to-send"),
            "looked": l.t("looking-row"),
    });
    if let (Some(all), Value::Object(of_files)) = (all.as_object_mut(), of_files(l)) {
        all.extend(of_files);
    }
    all.to_string()
}

/// Those for choosing and recording files.
fn of_files(l: Locale) -> Value {
    json!({
        "filesUploading": l.t("files-say-uploading"),
        "filesTooLarge": l.t("files-say-too-large"),
        "filesEmpty": l.t1("files-say-empty", "name", "#"),
        "filesMost": l.t2("files-say-most", "name", "##", "size", "#"),
        "filesTooMany": [l.t1("files-say-too-many", "n", 1), l.t1("files-say-too-many", "n", "#")],
        "filesReady": l.t1("files-say-ready", "name", "#"),
        "filesFailed": l.t1("files-say-failed", "name", "#"),
        "filesCancel": l.t1("files-say-cancel", "name", "#"),
        "filesSending": [l.t1("files-say-sending", "n", 1), l.t1("files-say-sending", "n", "#")],
        "voiceRecord": l.t("voice-record"),
        "voiceStop": l.t("voice-stop"),
        "voiceNot": l.t("voice-not"),
        "voiceInsecure": l.t("voice-insecure"),
        "voiceDenied": l.t("voice-denied"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    #[test]
    fn every_text_has_a_place_for_its_number() {
        for language in Language::ALL {
            let words: serde_json::Value = serde_json::from_str(&countdown(Locale(language))).unwrap();
            for key in ["minutes", "hours", "shortMinutes", "waitHours", "newRows", "over", "sayNew"] {
                assert!(words[key][1].as_str().unwrap().contains('#'), "{language:?} {key}: {}", words[key]);
            }
            let both = words["hoursMinutes"][3].as_str().unwrap();
            assert!(both.contains("##") && both.replace("##", "").contains('#'), "{language:?} {both}");
        }
    }

    #[test]
    fn kinds_and_statuses_have_words() {
        for language in Language::ALL {
            for kind in Kind::ALL {
                assert!(!kind_name(*kind, Locale(language)).starts_with("kind-"), "{kind:?}");
            }
            for status in Status::ALL {
                assert!(Tick::of(*status, Locale(language)).is_none_or(|tick| !tick.label.contains("message-")));
            }
        }
    }
}
