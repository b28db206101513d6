//! Who else has a thread open, and whether they write. Pages in sight say what they do, and are told who else is there in
//! the same answer; a change is told to all over the live stream. Nothing of it is kept.

use actix_web::web::{Data, Path};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::event::Event;
use crate::domain::ids::{ConversationId, ThreadId};
pub(super) use crate::domain::looking::{BEAT, WRITES_FOR};
use crate::domain::looking::{Doing, PAGE_BYTES_MAX};
use crate::domain::permission::may_read;
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::domain::user::Role;
use crate::store::{Db, Fault, conversation, user};
use crate::web::agent::Reader;
use crate::web::form::PostedForm;
use crate::web::guards::Agent;
use crate::web::live::Hub;
use crate::web::page::{self, PageResult};
use crate::web::shell::{Nav, Shell, hue};

/// Faces that are shown; the rest is a number.
const FACES_MAX: usize = 3;

/// A colleague who is there.
pub(super) struct Onlooker {
    pub id: i64,
    pub initial: String,
    pub hue: i64,
    /// Whether there is room for the face.
    pub shown: bool,
    /// Whether it is somebody who watches: a supervisor or an admin.
    pub watches: bool,
    pub doing: &'static str,
    /// What each of the three is in words.
    pub looks: String,
    pub notes: String,
    pub writes: String,
    /// Asked before something is sent over them.
    pub ask: String,
}

/// All of them.
#[derive(Default)]
pub(super) struct LookingView {
    pub people: Vec<Onlooker>,
    /// For how many there is no room.
    pub more: usize,
    /// What was told up to here.
    pub told: i64,
}

impl LookingView {
    /// Who is at a thread beside the reader.
    ///
    /// # Errors
    /// The store's.
    pub(super) fn load(app: &App, db: &Db, thread: ThreadId, reader: &Reader) -> Result<Self, Fault> {
        let mut people = Vec::new();
        let there = app.looking.at(thread, app.clock.now());
        for (id, doing) in there.people {
            if id == reader.user {
                continue;
            }
            let Some(known) = user::find(db, id)?.filter(|known| known.active) else { continue };
            let (l, name) = (reader.l, &known.name);
            let watches = known.role >= Role::Supervisor;
            people.push(Onlooker {
                id: id.0,
                initial: text::initial(name),
                hue: hue(id.0),
                shown: people.len() < FACES_MAX,
                watches,
                doing: doing.word(),
                looks: l.t1(if watches { "looking-watches" } else { "looking-looks" }, "name", name),
                notes: l.t1("looking-notes", "name", name),
                writes: l.t1("looking-writes", "name", name),
                ask: l.t1("looking-ask", "name", name),
            });
        }
        let more = people.len().saturating_sub(FACES_MAX);
        Ok(Self { people, more, told: there.told })
    }
}

#[derive(Template)]
#[template(path = "agent/_looking.html")]
struct LookingPart {
    shell: Shell,
    looking: LookingView,
}

/// What a page says.
#[derive(Deserialize)]
pub struct Said {
    /// A name that it gave itself.
    page: String,
    /// `looks`, `notes`, `writes`, or `left`.
    doing: String,
    /// Counts what it says: two requests may arrive in another order.
    #[serde(default)]
    turn: i64,
}

/// POST /inbox/{id}/looking
///
/// # Errors
/// 404 for a conversation that is not this user's to see.
pub async fn tell(
    viewer: Agent,
    app: Data<App>,
    hub: Option<Data<Hub>>,
    path: Path<ConversationId>,
    form: PostedForm<Said>,
) -> PageResult {
    let (id, said, reader) = (path.into_inner(), form.value, Reader::of(&viewer));
    let doing = match said.doing.as_str() {
        "left" => None,
        word => Some(Doing::from_word(word).ok_or(Refusal::NotNow)?),
    };
    if said.page.is_empty() || said.page.len() > PAGE_BYTES_MAX {
        return Err(Refusal::NotNow.into());
    }
    let (event, looking) = page::blocking(&app, move |app| {
        app.store.read(|db| {
            let conversation = conversation::by_id(db, id)?.ok_or(Refusal::NotFound)?;
            if !may_read(reader.actor, &conversation.access(db, reader.actor)?) {
                return Err(Refusal::NotFound.into());
            }
            let thread = conversation.thread_id;
            let (doing, told) = app.looking.tell(thread, reader.user, (&said.page, said.turn, doing), app.clock.now());
            let event = Event::Looking { user: reader.user, thread, conversation: id, doing, told };
            Ok((event, LookingView::load(app, db, thread, &reader)?))
        })
    })
    .await?;
    if let Some(hub) = hub {
        hub.publish(&[event]);
    }
    page::page(&LookingPart { shell: viewer.shell(Nav::Inbox), looking })
}
