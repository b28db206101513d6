//! What the store is asked for: a conversation that its reader may see, and everything that its page shows.

use crate::app::App;
use crate::domain::ids::ConversationId;
use crate::domain::permission::may_read;
use crate::domain::refusal::Refusal;
use crate::domain::template::counting::month;
use crate::store::composer_view::{self, Choice};
use crate::store::conversation::routing;
use crate::store::thread_view::{self, Head, Page, Quote};
use crate::store::{Db, Fault};
use crate::store::{bot_session, contact, contact_candidate, contact_tag, opt_in, survey, user};
use crate::web::agent::beside::load_quote;
use crate::web::agent::composer::{self, Again};
use crate::web::agent::events::Names;
use crate::web::agent::looking::LookingView;
use crate::web::agent::spot::{self, Spot};
use crate::web::agent::{Reader, consults, notes, outcomes, side, why_here};
use crate::web::contacts::form::Loaded as ContactForm;

/// Earlier conversations in the pane.
const EARLIER_MAX: i64 = 6;

/// What the store says about a thread.
pub(in crate::web::agent) struct Loaded {
    pub head: Head,
    pub page: Page,
    pub names: Names,
    pub choices: Option<(Vec<Choice>, i64)>,
    pub quoted: Option<Quote>,
    pub side: side::Loaded,
    pub note: notes::Loaded,
    pub looking: LookingView,
}

/// The head of a conversation that this reader may see.
///
/// # Errors
/// [`Refusal::NotFound`] if there is none, or none for this reader.
pub(in crate::web::agent) fn load_head(app: &App, db: &Db, id: ConversationId, reader: &Reader) -> Result<Head, Fault> {
    let head = thread_view::head(db, reader.user, id, app.window_margin)?.ok_or(Refusal::NotFound)?;
    if may_read(reader.actor, &composer::access(&head)) { Ok(head) } else { Err(Refusal::NotFound.into()) }
}

/// The templates, if the composer shows them.
pub(in crate::web::agent) fn load_choices(
    db: &Db,
    head: &Head,
    again: &Again,
    reader: &Reader,
) -> Result<Option<(Vec<Choice>, i64)>, Fault> {
    if !composer::needs_choices(head, again, reader) {
        return Ok(None);
    }
    let at = composer_view::At {
        account: head.account,
        number: head.number,
        sandbox: head.sandbox,
        window_open: head.window.is_open(reader.now),
        month: &month(reader.now),
    };
    composer_view::choices(db, &at).map(Some)
}

/// What the pane needs.
pub(in crate::web::agent) fn load_side(db: &Db, head: &Head, reader: &Reader) -> Result<side::Loaded, Fault> {
    Ok(side::Loaded {
        addresses: contact::addresses(db, head.contact)?,
        contact: contact::by_id(db, head.contact)?.map(|kept| ContactForm::of(db, kept)).transpose()?,
        candidates: contact_candidate::open(db, head.contact)?,
        earlier: thread_view::earlier(db, head.contact, head.conversation, EARLIER_MAX)?,
        people: user::people(db)?,
        opt_in: opt_in::on_file(db, head.contact, &head.address)?,
        contact_tags: contact_tag::of(db, head.contact)?,
        tags: routing::given_tags(db, head.conversation)?,
        outcomes: outcomes::load(db, head)?,
        why: why_here::load(db, head.conversation)?,
        bot: bot_session::of(db, head.conversation)?,
        survey: survey::of(db, head.conversation)?,
        consults: consults::load(db, head, reader)?,
        call: consults::load_call(db, head, reader)?,
    })
}

/// A thread as a whole page needs it, around a place of its log if one is asked for.
pub(super) fn load(
    app: &App,
    id: ConversationId,
    spot: Option<Spot>,
    again: &Again,
    reader: &Reader,
) -> Result<Loaded, Fault> {
    app.store.read(|db| {
        let head = load_head(app, db, id, reader)?;
        Ok(Loaded {
            page: spot::page(db, head.thread, spot)?,
            names: thread_view::names(db)?,
            choices: load_choices(db, &head, again, reader)?,
            quoted: load_quote(db, &head, again)?,
            side: load_side(db, &head, reader)?,
            note: notes::load(db, &head, reader)?,
            looking: LookingView::load(app, db, head.thread, reader)?,
            head,
        })
    })
}
