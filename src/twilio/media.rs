//! The bytes of a file that came with a message: asked for with credentials at the one place where they may be, and
//! nowhere else.

use std::io::Read;
use std::time::Duration;

use super::client::{CallError, Client, Credentials};

/// How long the answer may take to begin.
const BEGIN_TIMEOUT: Duration = Duration::from_secs(15);
/// How long all of it may take.
const WHOLE_TIMEOUT: Duration = Duration::from_secs(180);

/// What came back.
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Where the bytes are instead.
    pub location: Option<String>,
    /// What they are called there.
    pub disposition: Option<String>,
    /// The bytes.
    pub body: Box<dyn Read>,
}

impl Client {
    /// Whether `url` is the place of a file of this very message of this very account. Credentials go nowhere else.
    #[must_use]
    pub fn is_media_of(&self, who: &Credentials, message_sid: &str, url: &str) -> bool {
        let own = self.api(who);
        let bases = [Some(own.as_str()), self.is_twilio_itself().then_some("https://api.twilio.com")];
        let path = format!("/2010-04-01/Accounts/{}/Messages/{message_sid}/Media/", who.account_sid);
        bases.into_iter().flatten().any(|base| {
            let sid = url.strip_prefix(base).and_then(|rest| rest.strip_prefix(&path));
            sid.and_then(|sid| sid.strip_prefix("ME"))
                .is_some_and(|hex| hex.len() == 32 && hex.bytes().all(|digit| digit.is_ascii_hexdigit()))
        })
    }

    /// Asks for a file, see [`Client::is_media_of`]. A redirect is answered, not followed.
    ///
    /// # Errors
    /// See [`CallError`]; an answer of any status is none.
    pub fn fetch_media(&self, who: &Credentials, url: &str) -> Result<Answer, CallError> {
        let response = self.open(who, url, BEGIN_TIMEOUT, WHOLE_TIMEOUT)?;
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Ok(Answer {
            status: response.status().as_u16(),
            location: header("location"),
            disposition: header("content-disposition"),
            body: Box::new(response.into_body().into_reader()),
        })
    }

    /// The provider forgets a file. One that is gone already counts as gone now.
    ///
    /// # Errors
    /// See [`CallError`].
    pub fn delete_media(&self, who: &Credentials, url: &str) -> Result<(), CallError> {
        self.delete(who, &format!("{url}.json"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::client::Secret;
    use super::*;
    use crate::domain::region::Region;

    #[test]
    fn credentials_go_to_one_place_only() {
        let who = Credentials {
            account_sid: "AC1".to_owned(),
            user: "AC1".to_owned(),
            secret: Secret::new("x"),
            region: Region::Us1,
        };
        let me = "ME0123456789abcdef0123456789ABCDEF";
        let good = format!("https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/{me}");
        let client = Client::new(None);
        assert!(client.is_media_of(&who, "MM1", &good));
        for bad in [
            good.replace("https", "http"),
            good.replace("api.twilio.com", "api.twilio.com.example.org"),
            good.replace("api.twilio.com", "api.twilio.com@example.org"),
            good.replace("AC1", "AC2"),
            good.replace("MM1", "MM2"),
            good.replace("ME0", "ME/"),
            format!("{good}.json"),
            format!("{good}/../x"),
            format!("{good}?x"),
            String::new(),
        ] {
            assert!(!client.is_media_of(&who, "MM1", &bad), "{bad}");
        }
        let pocket = Client::new(Some("http://127.0.0.1:9/"));
        assert!(!pocket.is_media_of(&who, "MM1", &good));
        assert!(pocket.is_media_of(&who, "MM1", &good.replace("https://api.twilio.com", "http://127.0.0.1:9")));
    }
}
