//! A posted form as ordered pairs, and the errors that Twilio answers.

use super::rules;

/// The pairs of a form, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Form(pub Vec<(String, String)>);

impl Form {
    /// Reads a form or a query.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Self {
        Self(form_urlencoded::parse(bytes).into_owned().collect())
    }

    /// The first value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The first value of a name, if it is not empty.
    #[must_use]
    pub fn filled(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// All values of a name.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.clone()).collect()
    }
}

/// A refusal in Twilio's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// HTTP status.
    pub status: u16,
    /// Twilio's code.
    pub code: u32,
    /// Twilio's sentence.
    pub message: String,
}

impl Refused {
    /// A bad request (or the status that belongs to the code) with a sentence.
    #[must_use]
    pub fn new(code: u32, message: impl Into<String>) -> Self {
        let status = match code {
            20_003 => 401,
            20_404 => 404,
            20_429 => 429,
            20_500 => 500,
            20_503 => 503,
            _ => 400,
        };
        Self { status, code, message: message.into() }
    }

    /// The same with Twilio's usual sentence for the code.
    #[must_use]
    pub fn usual(code: u32) -> Self {
        Self::new(code, rules::sentence(code))
    }

    /// There is no such thing.
    #[must_use]
    pub fn missing(path: &str) -> Self {
        Self::new(20_404, format!("The requested resource {path} was not found"))
    }
}
