//! Texts for people, in their language: Fluent files inside the binary.
//!
//! Here is how a key becomes a text. What the domain answers as a value is made a sentence in [`sentences`]; which
//! language a browser asks for is read in [`accepted()`].
//!
//! A key without a text shows as itself, and a test finds it before anybody sees it. Numbers get the
//! separators of the language; a year or a code is passed as text so that it gets none.

mod accepted;
mod sentences;

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use intl_memoizer::concurrent::IntlLangMemoizer;
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

use crate::domain::language::Language;

pub use accepted::accepted;

#[derive(RustEmbed)]
#[folder = "locales/"]
struct Files;

type Bundle = FluentBundle<FluentResource>;

/// The language that a page is written in; cheap to copy into every page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Locale(pub Language);

/// What may stand for a variable of a text. References too: templates pass their fields so.
pub trait Value<'a> {
    /// As Fluent takes it.
    fn fluent(self) -> FluentValue<'a>;
}

macro_rules! texts {
    ($($kind:ty),+) => {$(impl<'a> Value<'a> for $kind {
        fn fluent(self) -> FluentValue<'a> {
            FluentValue::String(Cow::Borrowed(self))
        }
    })+};
}
texts!(&'a str, &'a &'a str, &'a String, &'a &'a String);

impl<'a> Value<'a> for String {
    fn fluent(self) -> FluentValue<'a> {
        FluentValue::String(Cow::Owned(self))
    }
}

macro_rules! numbers {
    ($($kind:ty),+) => {$(
        impl<'a> Value<'a> for $kind {
            fn fluent(self) -> FluentValue<'a> {
                FluentValue::from(self)
            }
        }
        impl<'a> Value<'a> for &'a $kind {
            fn fluent(self) -> FluentValue<'a> {
                FluentValue::from(*self)
            }
        }
    )+};
}
numbers!(i64, i32, u32, u64, usize, f64);

impl Locale {
    /// For `<html lang>`.
    #[must_use]
    pub const fn lang(self) -> &'static str {
        self.0.code()
    }

    /// The text of a key.
    #[must_use]
    pub fn t(self, key: impl AsRef<str>) -> String {
        self.text(key.as_ref(), None)
    }

    /// The text of a key with one variable.
    #[must_use]
    pub fn t1<'a>(self, key: impl AsRef<str>, name: &str, value: impl Value<'a>) -> String {
        let mut values = FluentArgs::new();
        values.set(name.to_owned(), value.fluent());
        self.text(key.as_ref(), Some(&values))
    }

    /// The text of a key with two variables.
    #[must_use]
    pub fn t2<'a>(self, key: impl AsRef<str>, a: &str, va: impl Value<'a>, b: &str, vb: impl Value<'a>) -> String {
        let mut values = FluentArgs::new();
        values.set(a.to_owned(), va.fluent());
        values.set(b.to_owned(), vb.fluent());
        self.text(key.as_ref(), Some(&values))
    }

    /// The text of a key with three variables.
    #[must_use]
    #[expect(clippy::too_many_arguments, reason = "three pairs, spelled out for the templates")]
    pub fn t3<'a>(
        self,
        key: impl AsRef<str>,
        a: &str,
        va: impl Value<'a>,
        b: &str,
        vb: impl Value<'a>,
        c: &str,
        vc: impl Value<'a>,
    ) -> String {
        let mut values = FluentArgs::new();
        values.set(a.to_owned(), va.fluent());
        values.set(b.to_owned(), vb.fluent());
        values.set(c.to_owned(), vc.fluent());
        self.text(key.as_ref(), Some(&values))
    }

    /// The text of a key with variables by name.
    #[must_use]
    pub fn filled(self, key: &str, values: &std::collections::BTreeMap<String, String>) -> String {
        let mut filled = FluentArgs::new();
        for (name, value) in values {
            filled.set(name.clone(), value.as_str().fluent());
        }
        self.text(key, Some(&filled))
    }

    /// Whether there is a text for the key.
    #[must_use]
    pub fn has(self, key: &str) -> bool {
        bundle(self.0).has_message(key)
    }

    fn text(self, key: &str, values: Option<&FluentArgs<'_>>) -> String {
        let bundle = bundle(self.0);
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::warn!(key, language = self.lang(), "a text is missing");
            return key.to_owned();
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, values, &mut errors).into_owned();
        for error in errors {
            tracing::warn!(key, language = self.lang(), %error, "a text could not be filled in");
        }
        text
    }
}

fn bundle(language: Language) -> &'static Bundle {
    static ENGLISH: OnceLock<Bundle> = OnceLock::new();
    static GREEK: OnceLock<Bundle> = OnceLock::new();
    match language {
        Language::En => ENGLISH.get_or_init(|| load(language, |value, _| grouped(value, ','))),
        Language::El => GREEK.get_or_init(|| load(language, |value, _| grouped(value, '.'))),
    }
}

fn load(language: Language, format: fn(&FluentValue, &IntlLangMemoizer) -> Option<String>) -> Bundle {
    let id: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Pages are left to right and put names into elements of their own.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(format));
    let folder = format!("{}/", language.code());
    for path in Files::iter().filter(|path| path.starts_with(&folder)) {
        let Some(file) = Files::get(&path) else { continue };
        let text = String::from_utf8_lossy(&file.data).into_owned();
        let resource = FluentResource::try_new(text).unwrap_or_else(|(readable, errors)| {
            tracing::error!(%path, ?errors, "a language file has faults");
            readable
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(%path, ?errors, "a language file repeats keys");
        }
    }
    bundle
}

/// Whole numbers from 1000 up with the separator of thousands.
fn grouped(value: &FluentValue, separator: char) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let text = number.as_string();
    let digits = text.strip_prefix('-').unwrap_or(&text);
    if digits.len() < 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return (separator == '.').then(|| text.replace('.', ","));
    }
    let mut grouped = if text.starts_with('-') { "-".to_owned() } else { String::new() };
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    Some(grouped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::refusal::Refusal;

    #[test]
    fn numbers_are_grouped_and_counted() {
        let (english, greek) = (Locale(Language::En), Locale(Language::El));
        let long = Refusal::TextTooLong { over: 1, limit: 1_600 };
        assert!(english.refusal(&long).contains("1,600"), "{}", english.refusal(&long));
        assert!(greek.refusal(&long).contains("1.600"), "{}", greek.refusal(&long));
        assert_eq!(english.t("no-such-key"), "no-such-key");
    }
}
