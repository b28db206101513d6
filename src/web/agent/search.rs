//! The list, when something is searched for: people first, then what was said, the newest first.

use std::time::Duration;

use actix_web::web::{Data, Query as Params};
use askama::Template;
use jiff::civil::Date;
use serde::Deserialize;

use crate::app::App;
use crate::domain::search::{CHARS_MAX, OPERATORS, Operator, Query, Said, folded, parse, passage, typed};
use crate::domain::time::Timestamp;
use crate::store::inbox_view::{Row, Viewer};
use crate::store::search::index::{self, Behind};
use crate::store::search::names::{self, Begun};
use crate::store::search::{self, Hit, Place, Results, Wanted};
use crate::store::{Db, Fault};
use crate::web::agent::list::{Listing, Nothing};
use crate::web::agent::{Reader, words};
use crate::web::guards::Agent;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell};
use crate::web::{time, time_field};

/// Passages of one page.
const HITS_MAX: usize = 25;
/// People that stand above them, and when all are asked for.
const PEOPLE_MAX: usize = 4;
const ALL_PEOPLE_MAX: usize = 50;
/// After so long a search says how far it came.
const PATIENCE: Duration = Duration::from_millis(40);
/// Characters of a passage.
const PASSAGE_CHARS_MAX: usize = 140;
/// Values that are offered behind an operator.
const OFFERED_MAX: usize = 8;
/// So many newer messages that are not in the index yet are worth a word: fewer are in it within a second.
const BEHIND_MIN: i64 = 2_000;

/// What the store says.
pub(super) struct Loaded {
    pub people: Vec<Row>,
    pub more_people: bool,
    query: Query,
    results: Results,
    behind: Behind,
    too_long: bool,
}

/// A question's days as instants.
pub(in crate::web) fn day(date: Option<Date>, tz: &jiff::tz::TimeZone) -> Option<Timestamp> {
    time_field::read_day(&date?.to_string(), tz)
}

/// Today where the reader is.
fn today(reader: &Reader) -> Date {
    time_field::day(reader.now, &reader.tz).parse().unwrap_or_default()
}

/// Finds people and passages.
pub(super) fn load(app: &App, db: &Db, viewer: Viewer, listing: &Listing, reader: &Reader) -> Result<Loaded, Fault> {
    let query = parse(&listing.q, today(reader));
    let too_long = listing.q.chars().count() > CHARS_MAX;
    let mut loaded = Loaded {
        people: Vec::new(),
        more_people: false,
        results: Results::default(),
        behind: index::behind(db)?,
        too_long,
        query,
    };
    if too_long {
        return Ok(loaded);
    }
    let further = listing.further.as_deref().and_then(read_place);
    if further.is_none() && !loaded.query.filters() {
        let most = if listing.people { ALL_PEOPLE_MAX } else { PEOPLE_MAX };
        loaded.people = search::found(db, viewer, &loaded.query.plain, app.window_margin, most.saturating_add(1))?;
        loaded.more_people = !listing.people && loaded.people.len() > most;
        loaded.people.truncate(most);
    }
    if listing.people {
        return Ok(loaded);
    }
    let wanted = Wanted {
        viewer: Some(viewer),
        query: &loaded.query,
        since: day(loaded.query.after, &reader.tz),
        until: day(loaded.query.before, &reader.tz),
        before: further.unwrap_or(Place::NEWEST),
        limit: HITS_MAX,
        patience: PATIENCE,
    };
    loaded.results = search::find(db, &wanted)?;
    Ok(loaded)
}

/// `120.7`: the message and the note before which a page begins.
fn read_place(text: &str) -> Option<Place> {
    let (message, note) = text.split_once('.')?;
    Some(Place { message: message.parse().ok()?, note: note.parse().ok()? })
}

/// Something that was said, as the list shows it.
pub(super) struct HitView {
    /// Of the line in the log.
    pub id: String,
    pub href: String,
    pub icon: &'static str,
    pub note: bool,
    pub name: String,
    pub number_name: String,
    pub colour: i64,
    pub when: String,
    pub datetime: String,
    pub who: String,
    pub pieces: Vec<(String, bool)>,
}

/// What was found, beside people.
pub(super) struct SearchView {
    pub title: String,
    pub hits: Vec<HitView>,
    /// Where the next page is, and what leads there.
    pub more: Option<(String, String)>,
    /// How far it was looked back, if not to the beginning.
    pub looked: Option<String>,
    /// What is to be said about the question.
    pub said: Vec<String>,
    /// For who does not see the list.
    pub count: String,
}

impl SearchView {
    pub(super) fn of(loaded: &Loaded, listing: &Listing, reader: &Reader) -> Self {
        let l = reader.l;
        let results = &loaded.results;
        let query = listing.query();
        let next = results.next.map(|next| listing.with("/inbox", &format!("further={}.{}", next.message, next.note)));
        let key = if results.looked_to.is_some() { "search-further" } else { "inbox-more" };
        let total = results.hits.len();
        Self {
            title: l.t("search-said"),
            hits: results.hits.iter().map(|hit| view(hit, &loaded.query, &query, reader)).collect(),
            more: next.map(|href| (href, l.t(key))),
            looked: results
                .looked_to
                .map(|at| l.t1("search-looked", "day", time::date_only(at, reader.now, &reader.tz, l))),
            said: said(loaded, reader),
            count: l.t1("search-count", "n", i64::try_from(total).unwrap_or(i64::MAX)),
        }
    }
}

fn view(hit: &Hit, query: &Query, listing: &str, reader: &Reader) -> HitView {
    let l = reader.l;
    let passage = passage(&hit.said, query, PASSAGE_CHARS_MAX);
    let pieces =
        if passage.text.is_empty() { vec![(words::instead_of_words(hit.kind, l), false)] } else { passage.pieces() };
    let line = hit.message.map_or_else(|| format!("n{}", hit.note.map_or(0, |id| id.0)), |id| format!("m{id}"));
    let dashed = line.replacen(['m', 'n'], if hit.note.is_some() { "n-" } else { "m-" }, 1);
    let who = match &hit.author {
        _ if hit.inbound => String::new(),
        _ if hit.user == Some(reader.user) => l.t("message-you"),
        Some(name) => name.clone(),
        None => l.t("search-us"),
    };
    let joint = if listing.is_empty() { '?' } else { '&' };
    HitView {
        href: format!("/inbox/{}{listing}{joint}at={line}#{dashed}", hit.open),
        id: dashed,
        icon: if hit.note.is_some() {
            "i-note"
        } else if hit.kind.is_file() {
            words::kind_icon(hit.kind)
        } else if hit.inbound {
            "i-chat"
        } else {
            "i-reply"
        },
        note: hit.note.is_some(),
        name: if hit.name.trim().is_empty() { hit.address.display() } else { hit.name.clone() },
        number_name: hit.number_name.clone(),
        colour: hit.number_colour,
        when: time::moment_short(hit.at, reader.now, &reader.tz, l),
        datetime: hit.at.to_string(),
        who,
        pieces,
    }
}

/// What was not understood, and what cannot be found yet.
fn said(loaded: &Loaded, reader: &Reader) -> Vec<String> {
    let l = reader.l;
    let mut all: Vec<String> = loaded
        .query
        .said
        .iter()
        .map(|said| match said {
            Said::UnknownOperator(name) => l.t1("search-unknown-operator", "name", name),
            Said::NoDay(value) => l.t1("search-no-day", "value", value),
            Said::OnlyFiles(value) => l.t1("search-only-files", "value", value),
            Said::TooManyWords => l.t("search-too-many-words"),
        })
        .collect();
    if let Some(percent) = loaded.behind.percent {
        all.push(l.t1("search-behind-older", "percent", percent));
    }
    if loaded.behind.newer >= BEHIND_MIN {
        all.push(l.t1("search-behind-newer", "n", loaded.behind.newer));
    }
    all
}

/// Where nothing was found.
pub(super) fn nothing(loaded: &Loaded, nobody: bool, q: &str, reader: &Reader) -> Option<Nothing> {
    let l = reader.l;
    if loaded.too_long {
        let limit = i64::try_from(CHARS_MAX).unwrap_or(i64::MAX);
        return Some(Nothing {
            title: l.t1("search-too-long", "limit", limit),
            text: l.t("search-too-long-text"),
            link: None,
        });
    }
    let empty = nobody && loaded.results.hits.is_empty() && loaded.results.looked_to.is_none();
    empty.then(|| Nothing { title: l.t1("inbox-none-found", "q", q), text: l.t("inbox-none-found-text"), link: None })
}

/// Something that may be put in place of what is being typed.
struct Offer {
    /// The whole question afterwards.
    value: String,
    label: String,
    hint: String,
}

/// What may come next.
#[derive(Template)]
#[template(path = "agent/_search_offers.html")]
struct Offers {
    shell: Shell,
    offers: Vec<Offer>,
}

/// What is being typed.
#[derive(Deserialize)]
pub struct Begins {
    q: Option<String>,
}

/// GET /inbox/fragments/search-offers
///
/// # Errors
/// [`crate::web::error::WebError`] if the file cannot be read.
pub async fn offers(viewer: Agent, app: Data<App>, asked: Params<Begins>) -> PageResult {
    let text: String = asked.into_inner().q.unwrap_or_default().chars().take(CHARS_MAX).collect();
    let reader = Reader::of(&viewer);
    let l = reader.l;
    let greek = l.lang() == "el";
    let begun = typed(&text);
    let mut all = Vec::new();
    match begun.operator {
        None => {
            for (_, name, in_greek) in OPERATORS {
                let word = if greek { in_greek } else { name };
                if folded(word).starts_with(&folded(begun.begun)) {
                    let value = format!("{}{word}:", begun.before);
                    let hint = l.t(format!("search-operator-{name}"));
                    all.push(Offer { value, label: format!("{word}:"), hint });
                }
            }
        }
        Some(operator) => {
            let prefix = text.strip_suffix(begun.begun).unwrap_or(&text).trim_end_matches('"').to_owned();
            let begun = begun.begun.to_owned();
            let values = page::blocking(&app, move |app| app.store.read(|db| values(db, operator, &begun, &reader)));
            for value in values.await? {
                let written = if value.contains(char::is_whitespace) { format!("\"{value}\"") } else { value.clone() };
                all.push(Offer { value: format!("{prefix}{written} "), label: value, hint: String::new() });
            }
        }
    }
    page::page(&Offers { shell: viewer.shell(Nav::Inbox), offers: all })
}

fn values(db: &Db, operator: Operator, begun: &str, reader: &Reader) -> Result<Vec<String>, Fault> {
    let fixed = |all: Vec<String>| {
        let fits = |value: &String| folded(value).starts_with(&folded(begun));
        Ok(all.into_iter().filter(fits).collect())
    };
    match operator {
        Operator::From => names::begun(db, Begun::Contact, begun, OFFERED_MAX),
        Operator::Number => names::begun(db, Begun::Number, begun, OFFERED_MAX),
        Operator::Agent => names::begun(db, Begun::Agent, begun, OFFERED_MAX),
        Operator::Tag => names::begun(db, Begun::Tag, begun, OFFERED_MAX),
        Operator::Has => fixed(vec![reader.l.t("search-file")]),
        Operator::Before | Operator::After => {
            let today = today(reader);
            let back = |days: i64| today.checked_sub(jiff::Span::new().days(days)).ok().map(|day| day.to_string());
            fixed([0, 1, 7, 30, 365].into_iter().filter_map(back).collect())
        }
    }
}
