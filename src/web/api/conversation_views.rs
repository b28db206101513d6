//! The views of the list for programs: in the list's own order, page by page.

use actix_web::web::Data;

use crate::app::App;
use crate::domain::ids::{ConversationId, NumberId, QueueId, SavedViewId, UserId};
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::saved_view::{Agent, Filter, Sort};
use crate::store::inbox_view::{self, Cursor, Query, Section, Tab, Viewer};
use crate::store::{Fault, api_view, saved_view};
use crate::web::api::conversations::Conversation;
use crate::web::api::error::ApiError;
use crate::web::api::input::Params;
use crate::web::api::{ApiResult, cursor, page};
use crate::web::page::blocking;

/// What asks for a view.
pub(super) const NAMES: [&str; 7] = ["view", "sort", "number_id", "queue_id", "assignee_id", "tag", "unread"];

/// A view and its parts, as a program asks for them.
struct Wanted {
    tab: Tab,
    saved: Option<SavedViewId>,
    filter: Filter,
    sort: Option<Sort>,
}

/// Whether a view is asked for, and not simply the newest conversations.
pub(super) fn is_asked(params: &Params) -> bool {
    NAMES.iter().any(|name| *name != "number_id" && params.get(name).is_some())
}

fn read(params: &Params) -> Result<Wanted, FieldProblem> {
    let view = params.get("view").unwrap_or_default();
    let saved = view.strip_prefix("saved-").and_then(|id| id.parse().ok()).map(SavedViewId);
    let agent = params.get("assignee_id").map(|text| match Agent::try_from(text.to_owned()) {
        Ok(Agent::Me) | Err(_) => Err(FieldProblem::new("assignee_id", "unknown")),
        Ok(agent) => Ok(agent),
    });
    let filter = Filter {
        number: params.id::<NumberId>("number_id")?,
        queue: params.id::<QueueId>("queue_id")?,
        agent: agent.transpose()?,
        tag: params.get("tag").map(str::to_owned),
        unread: params.word("unread", |word| (word == "true").then_some(true))?.unwrap_or_default(),
        ..Filter::default()
    };
    let plain = filter == Filter::default();
    let tab = match view {
        "" => Tab::Saved,
        "open" => Tab::Open,
        "customer" => Tab::Customer,
        "closing" => Tab::Closing,
        "snoozed" => Tab::Snoozed,
        "all" => Tab::All,
        "closed" => Tab::Closed,
        _ if saved.is_some() => Tab::Saved,
        _ => return Err(FieldProblem::new("view", "unknown")),
    };
    // A view is whole; what goes on is chosen from by the others.
    if !view.is_empty() && !plain {
        return Err(FieldProblem::new("view", "view-or-filter"));
    }
    Ok(Wanted { tab, saved, filter, sort: params.word("sort", Sort::from_word)? })
}

const fn sections(tab: Tab) -> &'static [Section] {
    match tab {
        Tab::Closed => &[Section::Closed],
        Tab::Closing => &[Section::Closing],
        Tab::Snoozed => &[Section::Snoozed],
        Tab::Customer => &[Section::Answered],
        _ => &[Section::Waiting, Section::Answered],
    }
}

/// A page of a view; its cursor is the part, and the place in that.
pub(super) async fn list(app: &Data<App>, params: &Params) -> ApiResult {
    let asked = params.page::<3>(&NAMES)?;
    let wanted = read(params)?;
    let now = app.clock.now();
    let found = blocking(app, move |app| {
        app.store.read(|db| {
            let mut filter = wanted.filter;
            if let Some(id) = wanted.saved {
                let view = saved_view::by_id(db, id)?.filter(|view| view.owner.is_none());
                filter = view.ok_or(Refusal::NotFound)?.filter;
            }
            let [part, key, id] = asked.after.unwrap_or([0, 0, 0]);
            let mut rows = Vec::new();
            for (place, section) in (0_i64..).zip(sections(wanted.tab)).filter(|(place, _)| part <= *place) {
                let left = asked.limit + 1 - i64::try_from(rows.len()).unwrap_or(i64::MAX);
                if left <= 0 {
                    break;
                }
                let query = Query {
                    // Programs see everything.
                    viewer: Viewer { user: UserId(0), own_only: false },
                    tab: wanted.tab,
                    section: *section,
                    unread: false,
                    sort: wanted.sort.or(filter.sort).unwrap_or(Sort::Waiting),
                    filter: filter.clone(),
                    after: asked.after.filter(|_| place == part).map(|_| Cursor { key, id }),
                    limit: left,
                    now,
                    margin: app.window_margin,
                };
                for row in inbox_view::rows(db, &query)? {
                    let id: ConversationId = row.conversation;
                    if let Some(found) = api_view::conversation(db, id, app.window_margin)? {
                        rows.push((place, row.cursor, found));
                    }
                }
            }
            Ok::<_, Fault>(rows)
        })
    });
    let rows = found.await.map_err(ApiError::from)?;
    let key = |(place, at, _): &(i64, Cursor, api_view::Conversation)| vec![*place, at.key, at.id];
    page(&cursor::paged(rows, asked.limit, key, |(_, _, found)| Conversation::of(found, now)))
}
