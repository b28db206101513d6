//! What the store is asked for: one reading of the list with everything that stands around it.

use crate::app::App;
use crate::domain::ids::ConversationId;
use crate::domain::saved_view::{Filter, Sort};
use crate::domain::user::Person;
use crate::store::Fault;
use crate::store::inbox_view::{self, Counts, Query, Row, Section};
use crate::store::saved_view::{self, SavedView};
use crate::store::user;
use crate::web::agent::Reader;
use crate::web::agent::listing::Listing;
use crate::web::agent::search;

/// Rows of one part of a page.
const ROWS_MAX: i64 = 50;
/// Rows that are added at once below those.
const MORE_MAX: i64 = 200;

/// What the store says about a list.
pub(in crate::web::agent) struct Loaded {
    pub(super) counts: Counts,
    pub(super) saved: Vec<SavedView>,
    /// What the chosen one holds; `None` if it is no more.
    pub(super) filter: Option<Filter>,
    pub(super) people: Vec<Person>,
    pub(super) parts: Vec<(Option<Section>, Vec<Row>, bool)>,
    pub(super) search: Option<search::Loaded>,
}

/// Reads a list.
pub(in crate::web::agent) fn load(app: &App, reader: &Reader, listing: &Listing) -> Result<Loaded, Fault> {
    load_some(app, reader, listing, if listing.more.is_some() { MORE_MAX } else { ROWS_MAX })
}

fn load_some(app: &App, reader: &Reader, listing: &Listing, limit: i64) -> Result<Loaded, Fault> {
    let (now, user) = (app.clock.now(), reader.user);
    app.store.read(|db| {
        let viewer = inbox_view::viewer(db, user)?;
        let saved = saved_view::visible(db, Some(user))?;
        let filter = match listing.saved {
            Some(id) => saved.iter().find(|view| view.id == id).map(|view| view.filter.clone()),
            None => Some(Filter::default()),
        };
        let chosen = filter.clone().unwrap_or_default();
        let counts = inbox_view::counts(db, viewer, (listing.tab, &chosen), (now, app.window_margin))?;
        let people = user::people(db)?;
        let mut loaded = Loaded { counts, saved, filter, people, parts: Vec::new(), search: None };
        if !listing.q.is_empty() {
            let mut found = search::load(app, db, viewer, listing, reader)?;
            let people = std::mem::take(&mut found.people);
            loaded.parts.push((None, people, found.more_people));
            loaded.search = Some(found);
            return Ok(loaded);
        }
        let sections = if loaded.filter.is_some() { listing.sections() } else { Vec::new() };
        for section in sections {
            let query = Query {
                viewer,
                tab: listing.tab,
                section,
                unread: listing.unread,
                sort: listing.sort.or(chosen.sort).unwrap_or(Sort::Waiting),
                filter: chosen.clone(),
                after: listing.more.map(|(_, cursor)| cursor),
                limit: limit + 1,
                now,
                margin: app.window_margin,
            };
            let mut rows = inbox_view::rows(db, &query)?;
            let more = i64::try_from(rows.len()).unwrap_or(i64::MAX) > limit;
            if more {
                rows.pop();
            }
            loaded.parts.push((Some(section), rows, more));
        }
        Ok(loaded)
    })
}

/// The conversations of a whole list, at most so many, in its order.
pub(in crate::web::agent) fn ids_of(
    app: &App,
    reader: &Reader,
    listing: &Listing,
    at_most: usize,
) -> Result<Vec<ConversationId>, Fault> {
    let whole = Listing { more: None, ..listing.clone() };
    let loaded = load_some(app, reader, &whole, i64::try_from(at_most).unwrap_or(i64::MAX))?;
    let rows = loaded.parts.into_iter().flat_map(|(_, rows, _)| rows);
    Ok(rows.take(at_most).map(|row| row.conversation).collect())
}
