//! Error codes: what each means for what we do next. What it means for a person stands in `codes.ftl`.
//!
//! The same codes arrive in two ways: as the answer to a request and, more often, later as part of a
//! status. Twilio documents several hundred; here are those that a WhatsApp number can meet. Whether a
//! code may be repeated is our judgement, except where Twilio says it.

/// WhatsApp could not fetch the file of a message.
pub const FILE_NOT_FETCHED: u32 = 63_019;

/// What follows from an error code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// The same message may work in a while.
    Retry,
    /// One more attempt is worth it, a second is not.
    RetryOnce,
    /// A daily limit: not before tomorrow.
    RetryAfterDay,
    /// The same message will fail again.
    Permanent,
    /// It will work after an admin changed something at Twilio or Meta.
    NeedsAdmin,
    /// The window is closed at WhatsApp, whatever we computed: only templates.
    WindowClosed,
    /// The contact wants nothing from us: the thread is opted out.
    OptedOut,
    /// The contact's phone is not in the sandbox.
    Sandbox,
    /// Sent faster than allowed: the same message may work, all of them slower.
    TooFast,
}

/// Every code that we know, in order.
const TABLE: &[(u32, Class)] = &[
    (11200, Class::NeedsAdmin),
    (11205, Class::NeedsAdmin),
    (11751, Class::Permanent),
    (12100, Class::NeedsAdmin),
    (12300, Class::NeedsAdmin),
    (20003, Class::NeedsAdmin),
    (20404, Class::Permanent),
    (20429, Class::TooFast),
    (20500, Class::Retry),
    (20503, Class::Retry),
    (21211, Class::Permanent),
    (21212, Class::NeedsAdmin),
    (21408, Class::NeedsAdmin),
    (21602, Class::Permanent),
    (21603, Class::Permanent),
    (21604, Class::Permanent),
    (21606, Class::NeedsAdmin),
    (21609, Class::NeedsAdmin),
    (21610, Class::OptedOut),
    (21611, Class::Retry),
    (21614, Class::Permanent),
    (21617, Class::Permanent),
    (21620, Class::Permanent),
    (21623, Class::Permanent),
    (21654, Class::Permanent),
    (21655, Class::Permanent),
    (21656, Class::Permanent),
    (21658, Class::Permanent),
    (21703, Class::NeedsAdmin),
    (21705, Class::NeedsAdmin),
    (30001, Class::Retry),
    (30002, Class::NeedsAdmin),
    (30003, Class::Retry),
    (30005, Class::Permanent),
    (30006, Class::Permanent),
    (30007, Class::Permanent),
    (30008, Class::RetryOnce),
    (30036, Class::Retry),
    (63001, Class::NeedsAdmin),
    (63003, Class::Permanent),
    (63005, Class::Permanent),
    (63006, Class::Permanent),
    (63007, Class::NeedsAdmin),
    (63008, Class::NeedsAdmin),
    (63009, Class::Retry),
    (63010, Class::Retry),
    (63011, Class::Permanent),
    (63012, Class::Retry),
    (63013, Class::Permanent),
    (63014, Class::OptedOut),
    (63015, Class::Sandbox),
    (63016, Class::WindowClosed),
    (63017, Class::TooFast),
    (63018, Class::TooFast),
    (63019, Class::RetryOnce),
    (63020, Class::NeedsAdmin),
    (63021, Class::Permanent),
    (63022, Class::NeedsAdmin),
    (63023, Class::RetryOnce),
    (63024, Class::Permanent),
    (63025, Class::Permanent),
    (63026, Class::Permanent),
    (63027, Class::NeedsAdmin),
    (63028, Class::Permanent),
    (63029, Class::Retry),
    (63030, Class::Permanent),
    (63031, Class::Permanent),
    (63032, Class::Permanent),
    (63033, Class::OptedOut),
    (63034, Class::Permanent),
    (63037, Class::Permanent),
    (63038, Class::RetryAfterDay),
    (63040, Class::NeedsAdmin),
    (63041, Class::NeedsAdmin),
    (63042, Class::NeedsAdmin),
    (63049, Class::RetryAfterDay),
    (63051, Class::NeedsAdmin),
    (63062, Class::NeedsAdmin),
    (63112, Class::NeedsAdmin),
];

/// What follows from `code`. An unknown one is `Permanent`: a person may send again, a program does not.
#[must_use]
pub fn class(code: u32) -> Class {
    find(code).unwrap_or(Class::Permanent)
}

/// Whether there are texts for `code`.
#[must_use]
pub fn known(code: u32) -> bool {
    find(code).is_some()
}

/// Every code that we know, ascending.
pub fn all() -> impl Iterator<Item = u32> {
    TABLE.iter().map(|(code, _)| *code)
}

/// Keys of the sentence and of the remedy for `code` in `codes.ftl`.
#[must_use]
pub fn text_keys(code: Option<u32>) -> (String, String) {
    let key = match code {
        Some(code) if known(code) => format!("code-{code}"),
        _ => "code-unknown".to_owned(),
    };
    let remedy = format!("{key}-remedy");
    (key, remedy)
}

fn find(code: u32) -> Option<Class> {
    let at = TABLE.binary_search_by_key(&code, |(code, _)| *code).ok()?;
    TABLE.get(at).map(|(_, class)| *class)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const TEXTS: [(&str, &str); 2] =
        [("en", include_str!("../../locales/en/codes.ftl")), ("el", include_str!("../../locales/el/codes.ftl"))];

    fn texts(file: &str) -> BTreeMap<&str, &str> {
        file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = ")).collect()
    }

    #[test]
    fn the_table_is_ascending() {
        assert!(TABLE.is_sorted_by(|(a, _), (b, _)| a < b));
        assert_eq!(TABLE.len(), all().filter(|code| known(*code)).count());
    }

    #[test]
    fn every_code_has_a_sentence_and_a_remedy_in_both_languages() {
        for (language, file) in TEXTS {
            let texts = texts(file);
            let wanted = all().map(Some).chain([None]).map(text_keys);
            for key in wanted.flat_map(|(sentence, remedy)| [sentence, remedy]) {
                let text = texts.get(key.as_str()).copied().unwrap_or_default();
                assert!(text.ends_with('.') && !text.contains(['!', '{']), "{language} {key}: {text:?}");
            }
            assert_eq!(texts.len(), 2 * (TABLE.len() + 1), "{language} has texts for codes that are not in the table");
        }
    }

    #[test]
    fn the_languages_differ_and_greek_is_greek() {
        let (english, greek) = (texts(TEXTS[0].1), texts(TEXTS[1].1));
        for (key, text) in &greek {
            assert_ne!(english.get(key), Some(text), "{key}");
            let (latin, greek): (Vec<char>, Vec<char>) =
                text.chars().filter(|c| c.is_alphabetic()).partition(char::is_ascii);
            assert!(greek.len() > latin.len(), "{key} is not Greek: {text}");
        }
    }

    #[test]
    fn the_classes_that_flows_hang_on() {
        for (code, expected) in [
            (63016, Class::WindowClosed),
            (21610, Class::OptedOut),
            (63014, Class::OptedOut),
            (63033, Class::OptedOut),
            (63015, Class::Sandbox),
            (63018, Class::TooFast),
            (20429, Class::TooFast),
            (63038, Class::RetryAfterDay),
            (63049, Class::RetryAfterDay),
            (20003, Class::NeedsAdmin),
            (30008, Class::RetryOnce),
            (21211, Class::Permanent),
            (99999, Class::Permanent),
        ] {
            assert_eq!(class(code), expected, "{code}");
        }
        assert_eq!(text_keys(Some(99_999)).0, "code-unknown");
        assert_eq!(text_keys(Some(63_016)).1, "code-63016-remedy");
    }
}
