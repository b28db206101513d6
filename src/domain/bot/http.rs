//! What an HTTP bot answers: JSON of a program of the admin's, which may be nonsense.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::bot::check::MESSAGES_MAX;
use crate::domain::bot::parse::{CHOICES_MAX, LABEL_UNITS_MAX, TEXT_UNITS_MAX};
use crate::domain::compose::TEXT_UNITS_MAX as PLAIN_UNITS_MAX;
use crate::domain::language;
use crate::domain::placeholder::is_variable_name;
use crate::domain::text::{clean, one_line, utf16_units};
use crate::domain::variable::VALUE_CHARS_MAX;

/// The largest answer, in bytes.
pub const ANSWER_BYTES_MAX: usize = 64 * 1024;
/// The longest summary, in characters.
pub const SUMMARY_CHARS_MAX: usize = 2_000;

/// What a bot answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Answer {
    /// What is said, in order.
    pub reply: Vec<Reply>,
    /// Variables of the conversation; null takes one away.
    pub set_variables: BTreeMap<String, Option<Value>>,
    /// The language of the contact, BCP 47.
    pub set_language: Option<String>,
    /// Hands over to people.
    pub hand_over: Option<HandOver>,
    /// Ends the conversation.
    pub end: bool,
}

/// One message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reply {
    /// Its words.
    pub text: Option<String>,
    /// What can be chosen.
    pub buttons: Vec<String>,
    /// Instead of words, a template.
    pub template_id: Option<String>,
    /// Its values.
    pub variables: BTreeMap<String, String>,
    /// A file that was brought before; its words may stay away.
    pub file_id: Option<String>,
}

/// Where it goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HandOver {
    /// The queue; rules say it otherwise.
    pub queue_id: Option<String>,
    /// What only agents see.
    pub summary: Option<String>,
}

/// A value: text, or a number.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Text.
    Text(String),
    /// A number.
    Number(serde_json::Number),
}

impl Value {
    /// As it is kept.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// Reads an answer.
///
/// # Errors
/// What is wrong with it, for the admin who wrote the program.
pub fn read(body: &[u8]) -> Result<Answer, String> {
    if body.len() > ANSWER_BYTES_MAX {
        return Err(format!("the answer has more than {ANSWER_BYTES_MAX} bytes"));
    }
    // The derived reader would take a list for an object.
    if !body.trim_ascii_start().starts_with(b"{") {
        let shown = one_line(&String::from_utf8_lossy(body), 60);
        return Err(format!("the answer is no JSON object: {shown}"));
    }
    let mut answer: Answer = serde_json::from_slice(body).map_err(|error| one_line(&error.to_string(), 200))?;
    if let Some(wrong) = wrong(&answer) {
        return Err(wrong);
    }
    if let Some(summary) = answer.hand_over.as_mut().and_then(|hand_over| hand_over.summary.as_mut()) {
        *summary = clean(summary.trim(), SUMMARY_CHARS_MAX);
    }
    Ok(answer)
}

fn wrong(answer: &Answer) -> Option<String> {
    if answer.reply.len() > MESSAGES_MAX {
        return Some(format!("reply has more than {MESSAGES_MAX} messages"));
    }
    if answer.end && answer.hand_over.is_some() {
        return Some("end and hand_over exclude each other".to_owned());
    }
    for (name, value) in &answer.set_variables {
        if !is_variable_name(name) {
            return Some(format!("set_variables: {} is no name: letters, digits and _ only", one_line(name, 40)));
        }
        if value.as_ref().is_some_and(|value| value.text().chars().count() > VALUE_CHARS_MAX) {
            return Some(format!("set_variables: {name} has more than {VALUE_CHARS_MAX} characters"));
        }
    }
    if answer.set_language.as_deref().is_some_and(|tag| !matches!(language::tag(tag), Ok(Some(_)))) {
        return Some("set_language is no language, such as el or en-GB".to_owned());
    }
    (1..).zip(&answer.reply).find_map(|(number, reply)| Some(format!("reply {number}: {}", wrong_reply(reply)?)))
}

fn wrong_reply(reply: &Reply) -> Option<String> {
    if reply.file_id.is_some() {
        return wrong_file(reply);
    }
    match (&reply.text, &reply.template_id) {
        (Some(_), Some(_)) => return Some("text and template_id exclude each other".to_owned()),
        (None, None) => return Some("text, template_id or file_id is missing".to_owned()),
        (None, Some(_)) if !reply.buttons.is_empty() => return Some("a template has its own buttons".to_owned()),
        (Some(_), None) if !reply.variables.is_empty() => return Some("variables are for a template".to_owned()),
        (Some(text), None) if text.trim().is_empty() => return Some("text is empty".to_owned()),
        (Some(text), None) => {
            let limit = if reply.buttons.is_empty() { PLAIN_UNITS_MAX } else { TEXT_UNITS_MAX };
            if utf16_units(text) > limit {
                return Some(format!("text has more than {limit} characters"));
            }
        }
        (None, Some(_)) => {}
    }
    if reply.buttons.len() > CHOICES_MAX {
        return Some(format!("more than {CHOICES_MAX} buttons"));
    }
    let bad = |button: &&String| button.trim().is_empty() || utf16_units(button) > LABEL_UNITS_MAX;
    reply.buttons.iter().find(bad).map(|_| format!("a button is empty or has more than {LABEL_UNITS_MAX} characters"))
}

fn wrong_file(reply: &Reply) -> Option<String> {
    if reply.template_id.is_some() || !reply.variables.is_empty() {
        return Some("file_id and template_id exclude each other".to_owned());
    }
    if !reply.buttons.is_empty() {
        return Some("a file carries no buttons".to_owned());
    }
    let long = reply.text.as_deref().is_some_and(|text| utf16_units(text) > PLAIN_UNITS_MAX);
    long.then(|| format!("text has more than {PLAIN_UNITS_MAX} characters"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_may_answer() {
        for fine in [
            "{}",
            r#"{"reply":[{"text":"Hello","buttons":["Yes","No"]},{"template_id":"3","variables":{"1":"x"}}]}"#,
            r#"{"set_variables":{"order_id":"GR-1","total":12.5,"old":null},"set_language":"el"}"#,
            r#"{"hand_over":{"queue_id":"2","summary":"Wants a refund"}}"#,
            r#"{"hand_over":{}}"#,
            r#"{"reply":[{"file_id":"7"},{"file_id":"8","text":"the price list"}]}"#,
            r#"{"end":true}"#,
        ] {
            assert!(read(fine.as_bytes()).is_ok(), "{fine}: {:?}", read(fine.as_bytes()));
        }
        let answer = read(br#"{"set_variables":{"total":12.5}}"#).unwrap();
        assert_eq!(answer.set_variables["total"].as_ref().map(Value::text).as_deref(), Some("12.5"));
    }

    #[test]
    fn nonsense_is_told_in_words() {
        for (body, part) in [
            ("", "no JSON object"),
            ("<html>", "<html>"),
            ("[]", "no JSON object"),
            (r#"{"replies":[]}"#, "unknown field"),
            (r#"{"reply":[{"text":"a","media":["https://a.gr/1.png"]}]}"#, "media"),
            (r#"{"reply":[{"file_id":"1","template_id":"2"}]}"#, "exclude"),
            (r#"{"reply":[{"file_id":"1","buttons":["Yes"]}]}"#, "no buttons"),
            (r#"{"reply":[{}]}"#, "reply 1: text, template_id or file_id"),
            (r#"{"reply":[{"text":" "}]}"#, "empty"),
            (r#"{"set_variables":{"order id":"1"}}"#, "order id is no name"),
            (r#"{"set_language":"Greek!"}"#, "set_language"),
            (r#"{"end":true,"hand_over":{}}"#, "exclude"),
            (
                r#"{"reply":[{"text":"a"},{"text":"a"},{"text":"a"},{"text":"a"},{"text":"a"},{"text":"a"},{"text":"a"}]}"#,
                "more than 6",
            ),
        ] {
            let told = read(body.as_bytes()).unwrap_err();
            assert!(told.contains(part), "{body}: {told}");
        }
    }
}
