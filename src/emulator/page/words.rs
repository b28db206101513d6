//! The phone page's text, in English and Greek. A small loader of its own: the emulator knows nothing of the
//! appliance's pages.

use std::sync::LazyLock;

use actix_web::HttpRequest;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle("en", include_str!("../../../locales/en/phone.ftl")));
static GREEK: LazyLock<Bundle> = LazyLock::new(|| bundle("el", include_str!("../../../locales/el/phone.ftl")));

fn bundle(language: &str, text: &str) -> Bundle {
    let id: LanguageIdentifier = language.parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, errors)| {
        tracing::error!(language, ?errors, "the phone page's text has mistakes");
        resource
    });
    if let Err(errors) = bundle.add_resource(resource) {
        tracing::error!(language, ?errors, "the phone page's text has doubles");
    }
    bundle
}

/// The reader's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// English.
    English,
    /// Greek.
    Greek,
}

impl Words {
    /// What the address asks for, else what was chosen before, else what the browser prefers, else `usual`.
    #[must_use]
    pub fn of(request: &HttpRequest, usual: &str) -> Self {
        let query = super::super::form::Form::parse(request.query_string().as_bytes());
        let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let cookies = header("cookie").split(';').filter_map(|pair| pair.trim().strip_prefix("phone_lang="));
        let accepted = header("accept-language").split(',').map(|tag| tag.split(';').next().unwrap_or_default());
        let wishes = query.get("lang").into_iter().chain(cookies).chain(accepted).chain([usual]);
        wishes.filter_map(Self::named).next().unwrap_or(Self::English)
    }

    fn named(tag: &str) -> Option<Self> {
        match tag.trim().split('-').next()? {
            "en" => Some(Self::English),
            "el" => Some(Self::Greek),
            _ => None,
        }
    }

    /// The code of the language.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Greek => "el",
        }
    }

    /// The other language: its code and its own name.
    #[must_use]
    pub fn other(self) -> (&'static str, &'static str) {
        match self {
            Self::English => ("el", "Ελληνικά"),
            Self::Greek => ("en", "English"),
        }
    }

    /// A sentence without holes.
    #[must_use]
    pub fn t(self, key: &str) -> String {
        self.say(key, None)
    }

    /// A sentence with `{ $name }`.
    #[must_use]
    pub fn a(self, key: &str, name: &str) -> String {
        let mut args = FluentArgs::new();
        args.set("name", FluentValue::from(name));
        self.say(key, Some(&args))
    }

    /// A sentence with `{ $count }`.
    #[must_use]
    pub fn n(self, key: &str, count: u64) -> String {
        let mut args = FluentArgs::new();
        args.set("count", FluentValue::from(count));
        self.say(key, Some(&args))
    }

    fn say(self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle: &Bundle = match self {
            Self::English => &ENGLISH,
            Self::Greek => &GREEK,
        };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned()
    }

    /// `Thu 26 Nov`.
    #[must_use]
    pub fn day(self, at: &Zoned) -> String {
        let pick = |key: &str, number: i8| {
            let names = self.t(key);
            let number = usize::try_from(number).unwrap_or(0);
            names.split_whitespace().nth(number).unwrap_or_default().to_owned()
        };
        let weekday = pick("phone-weekdays", at.weekday().to_monday_zero_offset());
        format!("{weekday} {} {}", at.day(), pick("phone-months", at.month() - 1))
    }

    /// How long a time is, in words: `3 h 24 min`, `48 min`.
    #[must_use]
    pub fn span(self, ms: i64) -> String {
        let minutes = u64::try_from(ms / 60_000).unwrap_or(0);
        let (hours, rest) = (minutes / 60, minutes % 60);
        match (hours, rest) {
            (0, _) => self.n("phone-minutes", rest),
            (_, 0) => self.n("phone-hours", hours),
            _ => format!("{} {}", self.n("phone-hours", hours), self.n("phone-minutes", rest)),
        }
    }
}

/// A time where the reader sits.
#[must_use]
pub fn local(at: i64) -> Zoned {
    Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(TimeZone::system())
}

/// `14:32`.
#[must_use]
pub fn clock(at: &Zoned) -> String {
    at.strftime("%H:%M").to_string()
}
