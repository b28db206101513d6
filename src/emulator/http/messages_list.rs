//! The Messages list, newest first, with Twilio's filters and paging.

use actix_web::{HttpRequest, HttpResponse};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::Shared;
use super::answer::{self, About, Answer};
use super::messages::resource;
use crate::emulator::form::{Form, Refused};
use crate::emulator::journal::Note;
use crate::emulator::message::Message;

const DAY: i64 = 24 * 3_600_000;

/// `GET /2010-04-01/Accounts/{AC}/Messages.json`
pub async fn list(core: Shared, request: HttpRequest) -> HttpResponse {
    answer::classic(page(&core, &request))
}

fn page(core: &Shared, request: &HttpRequest) -> Answer {
    let state = core.lock();
    let account_sid = answer::account_in_path(&state, request)?;
    let query = Form::parse(request.query_string().as_bytes());
    let range = Range::read(&query)?;
    let (to, from) = (query.filled("To"), query.filled("From"));
    let matches = |message: &&Message| {
        message.account_sid == account_sid
            && to.is_none_or(|to| to == message.to)
            && from.is_none_or(|from| from == message.from)
            && range.holds(message.sent_at.unwrap_or(message.created_at))
    };
    let found: Vec<&Message> = state.world.messages.values().rev().filter(matches).collect();
    let size = page_size(&query, 50)?;
    let number: u32 = query.get("Page").and_then(|page| page.parse().ok()).unwrap_or(0);
    let token = query.get("PageToken").and_then(|token| token.strip_prefix("PA"));
    let (shown, more) = answer::page(&found, |message| &message.sid, token, size);
    let uri = |number: u32, after: Option<&str>| {
        let mut next = form_urlencoded::Serializer::new(String::new());
        let paging = ["Page", "PageToken", "PageSize"];
        next.extend_pairs(query.0.iter().filter(|(name, _)| !paging.contains(&name.as_str())));
        next.append_pair("PageSize", &size.to_string()).append_pair("Page", &number.to_string());
        if let Some(after) = after {
            next.append_pair("PageToken", &format!("PA{after}"));
        }
        format!("{}?{}", request.path(), next.finish())
    };
    let last = shown.last().filter(|_| more).map(|message| message.sid.as_str());
    let messages: Vec<Value> = shown.iter().map(|message| resource(message)).collect();
    let mut response = answer::json(
        200,
        &json!({
            "messages": messages,
            "page": number,
            "page_size": size,
            "start": 0,
            "end": shown.len().saturating_sub(1),
            "first_page_uri": uri(0, None),
            "previous_page_uri": null,
            "next_page_uri": last.map(|sid| uri(number + 1, Some(sid))),
            "uri": uri(number, None),
        }),
    );
    let notes = vec![Note::Count(shown.len())];
    response.extensions_mut().insert(About { sid: None, party: to.map(str::to_owned), notes });
    Ok(response)
}

/// `PageSize`, at most 1000.
pub fn page_size(query: &Form, usual: usize) -> Result<usize, Refused> {
    let Some(text) = query.filled("PageSize") else {
        return Ok(usual);
    };
    let size = text.parse::<usize>().ok().filter(|size| *size > 0);
    let size = size.ok_or_else(|| Refused::new(20_007, format!("Page size {text} is invalid")))?;
    Ok(size.min(1000))
}

/// The days that `DateSent`, `DateSent<` and `DateSent>` name: the last two include their day.
#[derive(Debug, PartialEq, Eq)]
struct Range {
    from: i64,
    until: i64,
}

impl Range {
    fn read(query: &Form) -> Result<Self, Refused> {
        let mut range = Self { from: i64::MIN, until: i64::MAX };
        for (name, value) in query.0.iter().filter(|(_, value)| !value.is_empty()) {
            let operator = match name.as_str() {
                "DateSent" => '=',
                "DateSent>" | "DateSentAfter" => '>',
                "DateSent<" | "DateSentBefore" => '<',
                _ => continue,
            };
            let (start, end) = moment(value).ok_or_else(|| Refused::new(20_001, format!("Invalid date {value}")))?;
            if operator != '<' {
                range.from = range.from.max(start);
            }
            if operator != '>' {
                range.until = range.until.min(end);
            }
        }
        Ok(range)
    }

    fn holds(&self, at: i64) -> bool {
        (self.from..self.until).contains(&at)
    }
}

/// A day, or a point in time, as the half-open stretch that it covers.
fn moment(text: &str) -> Option<(i64, i64)> {
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        return Some((at.as_millisecond(), at.as_millisecond() + 1_000));
    }
    let day: jiff::civil::Date = text.parse().ok()?;
    let start = day.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond();
    Some((start, start + DAY))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_with_their_operators() {
        let query = Form::parse(b"DateSent%3E=2026-11-21&DateSent%3C=2026-11-22&DateSent=");
        let range = Range::read(&query).unwrap();
        let (from, _) = moment("2026-11-21").unwrap();
        assert_eq!(range, Range { from, until: from + 2 * DAY });
        assert!(Range::read(&Form::parse(b"DateSent=soon")).is_err());
    }
}
