//! What Twilio reads after the `#` of a webhook's address: how long to wait, how often to try again.
//!
//! The fragment is never sent and never signed. Keys are Twilio's: `ct`, `rt`, `tt` in milliseconds, `rc`
//! how many retries, `rp` what is retried. Values outside the documented ranges are drawn to the nearest end.

use std::time::Duration;

/// How an attempt went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The answer was 4xx.
    Refused,
    /// The answer was 5xx.
    Broken,
    /// There was no connection.
    Connect,
    /// There was a connection, and no answer in time.
    Read,
}

/// How a webhook is posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overrides {
    /// How long to wait for a connection.
    pub connect: Duration,
    /// How long to wait for an answer.
    pub read: Duration,
    /// How long all attempts may take together.
    pub total: Duration,
    /// How many attempts follow the first.
    pub retries: u32,
    retry_on: Vec<Trouble>,
}

impl Default for Overrides {
    fn default() -> Self {
        Self {
            connect: Duration::from_millis(5_000),
            read: Duration::from_millis(15_000),
            total: Duration::from_millis(15_000),
            retries: 1,
            retry_on: vec![Trouble::Connect],
        }
    }
}

impl Overrides {
    /// Splits an address into what is called and how.
    #[must_use]
    pub fn split(address: &str) -> (String, Self) {
        let mut overrides = Self::default();
        let Some((url, fragment)) = address.split_once('#') else {
            return (address.to_owned(), overrides);
        };
        for pair in fragment.split('&') {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            overrides.set(key, value);
        }
        (url.to_owned(), overrides)
    }

    fn set(&mut self, key: &str, value: &str) {
        let within = |low: u64, high: u64| value.parse::<u64>().ok().map(|number| number.clamp(low, high));
        let time = |high| within(100, high).map(Duration::from_millis);
        match key {
            "ct" => self.connect = time(10_000).unwrap_or(self.connect),
            "rt" => self.read = time(15_000).unwrap_or(self.read),
            "tt" => self.total = time(15_000).unwrap_or(self.total),
            "rc" => {
                let count = within(0, 5).and_then(|count| u32::try_from(count).ok());
                self.retries = count.unwrap_or(self.retries);
            }
            "rp" => self.retry_on = value.split(',').flat_map(troubles).copied().collect(),
            _ => {}
        }
    }

    /// Whether another attempt follows this trouble.
    #[must_use]
    pub fn retries_after(&self, trouble: Trouble) -> bool {
        self.retry_on.contains(&trouble)
    }
}

fn troubles(word: &str) -> &'static [Trouble] {
    match word {
        "4xx" => &[Trouble::Refused],
        "5xx" => &[Trouble::Broken],
        "ct" => &[Trouble::Connect],
        "rt" => &[Trouble::Read],
        "all" => &[Trouble::Refused, Trouble::Broken, Trouble::Connect, Trouble::Read],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_fragment_only_connecting_is_tried_once_more() {
        let (url, overrides) = Overrides::split("https://a.example/in?x=1");
        assert_eq!(url, "https://a.example/in?x=1");
        assert_eq!(overrides.retries, 1);
        assert!(overrides.retries_after(Trouble::Connect));
        assert!(!overrides.retries_after(Trouble::Broken));
        assert!(!overrides.retries_after(Trouble::Read));
    }

    #[test]
    fn the_fragment_is_read_and_cut_off() {
        let (url, overrides) = Overrides::split("https://a.example/in#rc=3&rp=5xx,ct,rt&ct=700&rt=99999&tt=1");
        assert_eq!(url, "https://a.example/in");
        assert_eq!(overrides.retries, 3);
        assert_eq!(overrides.connect, Duration::from_millis(700));
        assert_eq!(overrides.read, Duration::from_millis(15_000));
        assert_eq!(overrides.total, Duration::from_millis(100));
        assert!(overrides.retries_after(Trouble::Broken) && overrides.retries_after(Trouble::Read));
        assert!(!overrides.retries_after(Trouble::Refused));
    }

    #[test]
    fn all_means_all_and_nonsense_changes_nothing() {
        let (_, overrides) = Overrides::split("http://a#rp=all&rc=many&sni=n&e=dublin&&");
        assert!(overrides.retries_after(Trouble::Refused));
        assert_eq!(overrides.retries, 1);
    }
}
