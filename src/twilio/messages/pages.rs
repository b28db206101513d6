//! The list of messages, page by page: it may be longer than what anybody wants in memory.

use super::{ListFilter, Listed, MessagePage, RawMessage};
use crate::twilio::client::{CallError, Client, Credentials, PAGES_MAX, unreadable};
use crate::twilio::wire;

/// Pages of the list, newest messages first. After an error there is nothing more.
pub struct Pages<'a> {
    client: &'a Client,
    who: &'a Credentials,
    next: Option<String>,
    left: usize,
}

impl Client {
    /// The list of messages that fit, page by page.
    #[must_use]
    pub fn message_pages<'a>(&'a self, who: &'a Credentials, filter: &ListFilter<'_>) -> Pages<'a> {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let day = filter.sent_after.map(wire::day);
        let page_size = (filter.page_size > 0).then(|| filter.page_size.min(1000).to_string());
        let pairs = [
            ("To", filter.to),
            ("From", filter.from),
            ("DateSent>", day.as_deref()),
            ("PageSize", page_size.as_deref()),
        ];
        for (name, value) in pairs {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        let first = format!("{}/Messages.json?{}", self.account_url(who), query.finish());
        Pages { client: self, who, next: Some(first), left: PAGES_MAX }
    }
}

impl Pages<'_> {
    fn read(&mut self, url: &str) -> Result<Vec<Listed>, CallError> {
        self.left = self.left.checked_sub(1).ok_or_else(|| unreadable(200, "a list without end"))?;
        let page: MessagePage = self.client.get(self.who, url)?;
        self.next = wire::next_page(&self.client.api(self.who), url, page.next_page_uri.as_deref())?;
        Ok(page.messages.into_iter().filter_map(RawMessage::listed).collect())
    }
}

impl Iterator for Pages<'_> {
    type Item = Result<Vec<Listed>, CallError>;

    fn next(&mut self) -> Option<Self::Item> {
        let url = self.next.take()?;
        Some(self.read(&url))
    }
}
