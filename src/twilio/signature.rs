//! `X-Twilio-Signature`: computing and checking.
//!
//! Twilio signs with HMAC-SHA1 under the account's auth token over the URL it called, followed by every
//! form parameter (name then value, sorted by name). The URL that it called is the one the operator
//! configured, not the one a proxy shows us, and whether it contains the port is not consistent at
//! Twilio's side; so a check takes the configured URL and tries its spellings.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Decoded form parameters in the order they came.
pub type Params = [(String, String)];

/// The signature of a form post (or, without parameters, of a GET or JSON post) to `url`.
#[must_use]
pub fn sign(auth_token: &str, url: &str, params: &Params) -> String {
    sign_joined(auth_token, url, &joined(params))
}

/// What is signed after the URL: names and values, sorted, each pair once.
fn joined(params: &Params) -> String {
    let mut sorted: Vec<&(String, String)> = params.iter().collect();
    sorted.sort();
    sorted.dedup();
    let length = sorted.iter().map(|(name, value)| name.len() + value.len()).sum();
    sorted.into_iter().fold(String::with_capacity(length), |joined, (name, value)| joined + name + value)
}

fn sign_joined(auth_token: &str, url: &str, joined: &str) -> String {
    // HMAC takes a key of any length, so this cannot fail; `check` takes no empty signature.
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(auth_token.as_bytes()) else {
        return String::new();
    };
    mac.update(url.as_bytes());
    mac.update(joined.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// Lower-case hex SHA-256 of a raw body, as Twilio puts it into `bodySHA256` for JSON posts.
#[must_use]
pub fn body_sha256(body: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(body).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        if write!(hex, "{byte:02x}").is_err() {
            hex.clear();
        }
        hex
    })
}

/// Whether `signature` is right for any spelling of `url` under any of `auth_tokens`.
///
/// Every combination is computed and compared in constant time, so the answer's timing tells nothing.
#[must_use]
pub fn check(auth_tokens: &[&str], url: &str, params: &Params, signature: &str) -> bool {
    let mut right = subtle::Choice::from(0);
    if signature.is_empty() {
        return false;
    }
    let joined = joined(params);
    for candidate in candidates(url) {
        for token in auth_tokens.iter().filter(|token| !token.is_empty()) {
            right |= sign_joined(token, &candidate, &joined).as_bytes().ct_eq(signature.as_bytes());
        }
    }
    right.into()
}

/// As [`check`] for a JSON post: the URL alone is signed, and its `bodySHA256` must be that of the body.
#[must_use]
pub fn check_json(auth_tokens: &[&str], url: &str, body: &[u8], signature: &str) -> bool {
    let Some(stated) = query_value(url, "bodySHA256") else {
        return false;
    };
    let same_body: bool = body_sha256(body).as_bytes().ct_eq(stated.as_bytes()).into();
    check(auth_tokens, url, &[], signature) && same_body
}

fn query_value<'a>(url: &'a str, name: &str) -> Option<&'a str> {
    let (_, query) = without_fragment(url).split_once('?')?;
    query.split('&').find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name).map(|(_, value)| value))
}

fn without_fragment(url: &str) -> &str {
    url.split_once('#').map_or(url, |(before, _)| before)
}

/// The URLs that Twilio may have signed for a configured one: as it is, without its port, with the
/// scheme's default port. User, password and fragment are never signed.
#[must_use]
pub fn candidates(url: &str) -> Vec<String> {
    let url = without_fragment(url);
    let Some((scheme, rest)) = url.split_once("://") else {
        return vec![url.to_owned()];
    };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => (host, Some(port)),
        _ => (authority, None),
    };
    let default_port = if scheme == "http" { "80" } else { "443" };
    let with_port = port.unwrap_or(default_port);
    vec![format!("{scheme}://{host}{tail}"), format!("{scheme}://{host}:{with_port}{tail}")]
}

#[cfg(test)]
mod tests;
