//! Addresses that an operator gives: what may be in them, and what is said about the rest.

use url::{Host, Url};

use super::ConfigError;

/// Scheme, host, perhaps a port, perhaps a path: where the proxy has us.
pub(super) fn public_url(text: &str) -> Result<String, ConfigError> {
    let flag = "--public-url";
    let whole = base_url(flag, text)?;
    let path = whole.split_once("://").and_then(|(_, after)| after.split_once('/')).map_or("", |(_, path)| path);
    // Nothing that a browser or a proxy would write in another way: signatures are made over every letter.
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~');
    let fine =
        path.is_empty() || path.split('/').all(|part| !matches!(part, "" | "." | "..") && part.chars().all(plain));
    if fine {
        return Ok(whole);
    }
    let problem = "its path has more than letters, digits, - _ . ~ and single slashes";
    Err(ConfigError::Url { flag, value: text.to_owned(), problem })
}

pub(super) fn twilio_url(text: &str) -> Result<String, ConfigError> {
    let flag = "--twilio-url";
    let whole = base_url(flag, text)?;
    if whole.split_once("://").is_some_and(|(_, after)| after.contains('/')) {
        let problem = "it has more than scheme, host and port";
        return Err(ConfigError::Url { flag, value: text.to_owned(), problem });
    }
    Ok(whole)
}

/// Whether only this machine can reach an address, as far as its text tells.
#[must_use]
pub fn is_local(url: &str) -> bool {
    match Url::parse(url).ok().as_ref().and_then(Url::host) {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.to_canonical().is_loopback(),
        None => false,
    }
}

fn base_url(flag: &'static str, text: &str) -> Result<String, ConfigError> {
    let wrong = |problem| ConfigError::Url { flag, value: without_password(text), problem };
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return Err(wrong("it does not begin with https:// or http://"));
    }
    let url = Url::parse(text).map_err(|_| wrong("it is not an address"))?;
    if url.host_str().is_none_or(str::is_empty) {
        return Err(wrong("it has no host"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong("it has a user name in it"));
    }
    if url.query().is_some() {
        return Err(wrong("it has a query, which begins with a question mark"));
    }
    if url.fragment().is_some() {
        return Err(wrong("it has a fragment, which begins with #"));
    }
    if text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
        return Err(wrong("it has blanks or backslashes in it"));
    }
    // As it was written: the signature is made over what was entered at Twilio, letter by letter.
    Ok(text.trim_end_matches('/').to_owned())
}

/// The text of a refused address for the message: a password in it is nobody's to read.
fn without_password(text: &str) -> String {
    match (text.split_once("://"), text.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, after))) => format!("{scheme}://…@{after}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_may_have_a_path_and_nothing_more() {
        for good in [
            "https://inbox.example.com",
            "http://127.0.0.1:8080/",
            "https://Inbox.Example.com:8443",
            "https://example.com/angelia/",
            "https://example.com/Tools/an-g_e.l~ia",
        ] {
            assert_eq!(public_url(good).as_deref(), Ok(good.trim_end_matches('/')));
        }
        for (bad, why) in [
            ("inbox.example.com", "does not begin with"),
            ("localhost:8080", "does not begin with"),
            ("ftp://a", "does not begin with"),
            ("", "does not begin with"),
            ("https://", "not an address"),
            ("https://a//b", "path"),
            ("https://a/../b", "path"),
            ("https://a/%41", "path"),
            ("https://a/α", "path"),
            ("https://a/b c", "blanks"),
            ("https://u@a", "user name"),
            ("https://u:p@a/b", "user name"),
            ("https://a?b", "query"),
            ("https://a/b?c", "query"),
            ("https://a/b?", "query"),
            ("https://a/b#", "fragment"),
            ("https://a#c", "fragment"),
        ] {
            let said = public_url(bad).unwrap_err().to_string();
            assert!(said.starts_with("--public-url ") && said.contains(why), "{bad}: {said}");
        }
        assert!(!public_url("https://u:secret@a").unwrap_err().to_string().contains("secret"));
    }

    #[test]
    fn the_other_address_has_no_path() {
        assert_eq!(twilio_url("http://127.0.0.1:4010/").as_deref(), Ok("http://127.0.0.1:4010"));
        for bad in ["http://127.0.0.1:4010/x", "127.0.0.1:4010", "http://a?b"] {
            assert!(matches!(twilio_url(bad), Err(ConfigError::Url { flag: "--twilio-url", .. })), "{bad}");
        }
    }

    #[test]
    fn what_only_this_machine_can_reach_is_known() {
        for (url, local) in [
            ("http://127.0.0.1:8080", true),
            ("http://127.9.9.9", true),
            ("http://LocalHost/angelia", true),
            ("http://[::1]:80", true),
            ("http://10.0.0.1", false),
            ("https://localhost.example.com", false),
        ] {
            assert_eq!(is_local(url), local, "{url}");
        }
    }
}
