//! What a call brings: ids in the address, parameters after it, JSON in the body. Whatever does not fit is
//! refused with the name of the field, unknown fields too: a misspelt one would otherwise be lost silently.

use std::future::{Future, Ready, ready};
use std::pin::Pin;
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::web::{self, Bytes};
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use serde::de::DeserializeOwned;

use crate::domain::refusal::{FieldProblem, Refusal};
use crate::web::api::cursor::{self, Wanted};
use crate::web::api::error::ApiError;
use crate::web::error::WebError;
use crate::web::upload;

/// The largest body, in bytes.
pub const BYTES_MAX: usize = 64 * 1024;
/// Rows of a page if the call says nothing.
const LIMIT_DEFAULT: i64 = 50;
/// Rows of a page at most.
const LIMIT_MAX: i64 = 200;

/// The `{id}` of the address. One that is no id of ours is simply not found.
pub struct Id<T>(pub T);

impl<T: FromStr> FromRequest for Id<T> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let found = request.match_info().get("id").and_then(|text| text.parse().ok());
        ready(found.map(Self).ok_or_else(|| Refusal::NotFound.into()))
    }
}

/// An id that stands in a body or a parameter.
///
/// # Errors
/// `unknown` for the field: a text that is no id of ours belongs to nothing.
pub fn id<T: FromStr>(field: &'static str, text: &str) -> Result<T, FieldProblem> {
    text.parse().map_err(|_| FieldProblem::new(field, "unknown"))
}

/// The parameters after the address.
#[derive(Clone, Debug, Default)]
pub struct Params(Vec<(String, String)>);

impl FromRequest for Params {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::parse(request.query_string())))
    }
}

impl Params {
    fn parse(query: &str) -> Self {
        Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// The value of a parameter; an empty one counts as none.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// Fine if nothing else was asked for than `names`, and nothing twice.
    ///
    /// # Errors
    /// `bad_request` with the parameter.
    pub fn only(&self, names: &[&str]) -> Result<(), ApiError> {
        for (place, (name, _)) in self.0.iter().enumerate() {
            let known = names.contains(&name.as_str());
            let twice = self.0.iter().take(place).any(|(other, _)| other == name);
            if !known || twice {
                let what = if known { "parameter given twice" } else { "unknown parameter" };
                return Err(ApiError::BadRequest { field: Some(name.clone()), what: format!("{what} `{name}`") });
            }
        }
        Ok(())
    }

    /// The page of a list, after making sure that nothing else was asked for than `names`.
    ///
    /// # Errors
    /// `bad_request` for a parameter that this list does not know or that stands there twice;
    /// `field_invalid` for `limit` and `cursor`.
    pub fn page<const N: usize>(&self, names: &[&str]) -> Result<Wanted<N>, ApiError> {
        self.only(&[names, &["limit", "cursor"]].concat())?;
        let limit = match self.get("limit") {
            None => LIMIT_DEFAULT,
            Some(text) => text
                .parse()
                .ok()
                .filter(|limit| (1..=LIMIT_MAX).contains(limit))
                .ok_or(FieldProblem::with_limit("limit", "limit-range", LIMIT_MAX))?,
        };
        let after = match self.get("cursor") {
            None => None,
            Some(text) => Some(cursor::decode(text).ok_or(FieldProblem::new("cursor", "cursor"))?),
        };
        Ok(Wanted { limit, after })
    }

    /// The value of a parameter that is one of some words.
    ///
    /// # Errors
    /// `unknown` for the parameter.
    pub fn word<T>(&self, name: &'static str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, FieldProblem> {
        self.get(name).map(|text| read(text).ok_or(FieldProblem::new(name, "unknown"))).transpose()
    }

    /// The value of a parameter that is an id.
    ///
    /// # Errors
    /// `unknown` for the parameter.
    pub fn id<T: FromStr>(&self, name: &'static str) -> Result<Option<T>, FieldProblem> {
        self.get(name).map(|text| id(name, text)).transpose()
    }
}

/// A JSON body.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            if request.content_type() != "application/json" {
                return Err(ApiError::NotJson);
            }
            parse(&read(&request, &mut payload).await?).map(Self)
        })
    }
}

/// A body as it came, such as a table, as large as a page takes one.
pub struct Whole(pub Bytes);

impl FromRequest for Whole {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move { read_up_to(&request, &mut payload, upload::BYTES_MAX).await.map(Self) })
    }
}

/// A JSON body that may be left out.
pub struct MaybeBody<T>(pub T);

impl<T: DeserializeOwned + Default + 'static> FromRequest for MaybeBody<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            let bytes = read(&request, &mut payload).await?;
            if bytes.is_empty() {
                return Ok(Self(T::default()));
            }
            if request.content_type() != "application/json" {
                return Err(ApiError::NotJson);
            }
            Ok(Self(parse::<Option<T>>(&bytes)?.unwrap_or_default()))
        })
    }
}

async fn read(request: &HttpRequest, payload: &mut Payload) -> Result<Bytes, ApiError> {
    read_up_to(request, payload, BYTES_MAX).await
}

async fn read_up_to(request: &HttpRequest, payload: &mut Payload, limit: usize) -> Result<Bytes, ApiError> {
    let body = web::Payload::from_request(request, payload).await.map_err(|_| WebError::Unreadable)?;
    match body.to_bytes_limited(limit).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(WebError::Unreadable.into()),
        Err(_) => Err(WebError::TooLarge.into()),
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    // The derived readers would take a list for an object, its values in the order of our source.
    if bytes.trim_ascii_start().starts_with(b"[") {
        let what = "invalid type: sequence, expected an object".to_owned();
        return Err(ApiError::BadRequest { field: None, what });
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let what = error.into_inner().to_string();
        ApiError::BadRequest { field: field_of(&path, &what), what }
    })?;
    reader.end().map_err(|error| ApiError::BadRequest { field: None, what: error.to_string() })?;
    Ok(value)
}

/// The path to what does not fit. Of an unknown or doubled field the parser's path names only what holds it.
fn field_of(path: &str, what: &str) -> Option<String> {
    let named = ["unknown field `", "missing field `", "duplicate field `"]
        .iter()
        .find_map(|start| what.strip_prefix(start))
        .and_then(|rest| rest.split('`').next());
    // "." is the body itself, "?" a place that has no name yet, as in a syntax error.
    let holder = path.trim_end_matches(['?', '.']);
    match (holder, named) {
        ("", None) => None,
        ("", Some(name)) => Some(name.to_owned()),
        (holder, Some(name)) if holder != name && !holder.ends_with(&format!(".{name}")) => {
            Some(format!("{holder}.{name}"))
        }
        (holder, _) => Some(holder.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{ApiError, Params, parse};
    use crate::domain::language::Language;
    use crate::web::api::cursor::{Wanted, encode};
    use crate::web::i18n::Locale;

    #[derive(Debug, PartialEq, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        name: String,
        #[serde(default)]
        variables: BTreeMap<String, String>,
    }

    fn fault(error: &ApiError) -> (String, Option<String>) {
        let facts = error.facts(Locale(Language::En));
        (facts.code, facts.field)
    }

    #[test]
    fn a_body_that_does_not_fit_names_the_field() {
        let bad: [(&str, Option<&str>); 11] = [
            ("", None),
            ("{", None),
            ("[]", None),
            (r#" ["a",{}]"#, None),
            ("{} {}", Some("name")),
            ("{}", Some("name")),
            (r#"{"name":1}"#, Some("name")),
            (r#"{"name":"a","nmae":"b"}"#, Some("nmae")),
            (r#"{"name":"a","name":"b"}"#, Some("name")),
            (r#"{"name":"a","variables":{"1":2}}"#, Some("variables.1")),
            (r#"{"name":"a"} x"#, None),
        ];
        for (body, field) in bad {
            let error = parse::<Sample>(body.as_bytes()).unwrap_err();
            assert_eq!(fault(&error), ("bad_request".to_owned(), field.map(str::to_owned)), "{body}");
        }
        let fine = parse::<Sample>(br#" {"name":"a"} "#).unwrap();
        assert_eq!(fine, Sample { name: "a".to_owned(), variables: BTreeMap::new() });
    }

    #[test]
    fn a_syntax_error_names_its_position() {
        let error = parse::<Sample>(b"{\n  name: 1}").unwrap_err();
        let message = error.facts(Locale(Language::En)).message;
        assert!(message.contains("line 2"), "{message}");
    }

    #[test]
    fn a_page_has_its_limits() {
        let page = |query: &str| Params::parse(query).page::<1>(&["state"]).map_err(|error| fault(&error));
        assert_eq!(page(""), Ok(Wanted { limit: 50, after: None }));
        assert_eq!(page("state=&cursor=&limit="), Ok(Wanted { limit: 50, after: None }));
        let cursor = encode(&[9]);
        assert_eq!(page(&format!("limit=200&cursor={cursor}")), Ok(Wanted { limit: 200, after: Some([9]) }));
        let wrong = |field: &str| Err(("field_invalid".to_owned(), Some(field.to_owned())));
        for limit in ["0", "201", "-1", "x", "1e2"] {
            assert_eq!(page(&format!("limit={limit}")), wrong("limit"), "{limit}");
        }
        assert_eq!(page("cursor=nonsense"), wrong("cursor"));
        let bad = |field: &str| Err(("bad_request".to_owned(), Some(field.to_owned())));
        assert_eq!(page("stat=open"), bad("stat"));
        assert_eq!(page("state=open&state=closed"), bad("state"));
    }
}
