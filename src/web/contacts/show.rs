//! One contact: what the team keeps, where it is reached, what it agreed to, its talks and its files.

use actix_web::web::{Data, Path, Query};
use serde::Deserialize;

use crate::app::App;
use crate::domain::conversation::State;
use crate::domain::ids::{ContactId, ConversationId, UserId};
use crate::domain::merge::Stays;
use crate::domain::opt_in::How;
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::domain::time::Timestamp;
use crate::domain::user::Role;
use crate::flows::contacts::merge;
use crate::store::contact_candidate::{self, Candidate};
use crate::store::contact_field::ContactField;
use crate::store::contact_merge::{self, Merge};
use crate::store::contact_view::{self, ConsentRow, ConversationRow, FileRow, ThreadRow};
use crate::store::opt_in::{self, Recorded};
use crate::store::{Db, Fault, api_view, contact};
use crate::web::agent::attachments::file_size;
use crate::web::contacts::form::{ContactForm, Loaded as FormLoaded};
use crate::web::contacts::{NAV, erase, looks_as};
use crate::web::error::WebError;
use crate::web::form::Problems;
use crate::web::guards::{Agent, Viewer};
use crate::web::i18n::Locale;
use crate::web::page::{self, PageResult};
use crate::web::shell::{self, Shell};
use crate::web::{time, time_field};

/// Conversations of a page.
const CONVERSATIONS: i64 = 20;
/// Files of a page.
const FILES: usize = 24;
/// Lines of the history of consent.
const CONSENTS: i64 = 100;
/// Characters of the first words of a conversation.
const WORDS_CHARS_MAX: usize = 100;

/// What the store says.
struct Loaded {
    form: FormLoaded,
    addresses: Vec<crate::domain::address::Address>,
    created_at: Timestamp,
    threads: Vec<ThreadRow>,
    conversations: Vec<ConversationRow>,
    files: Vec<FileRow>,
    opt_ins: Vec<Recorded>,
    consents: Vec<ConsentRow>,
    candidates: Vec<Candidate>,
    merges: Vec<(Merge, Vec<Stays>)>,
}

/// A thread in words.
struct ThreadView {
    number: i64,
    number_name: String,
    colour: i64,
    opted_out: Option<String>,
    href: Option<String>,
}

/// A conversation in words.
struct Talk {
    href: String,
    words: String,
    state: String,
    live: bool,
    number_name: String,
    colour: i64,
    agent: Option<String>,
    when: String,
    datetime: String,
}

/// A file in words.
struct FileView {
    href: String,
    name: String,
    preview: bool,
    told: String,
    talk: String,
}

/// Somebody whom a contact may be.
pub(in crate::web) struct Ask {
    pub id: i64,
    pub name: String,
    pub address: Option<String>,
}

/// One that became this contact.
struct Merged {
    id: i64,
    name: String,
    said: String,
    stays: Option<String>,
}

/// A line of the history of consent.
struct Consent {
    icon: &'static str,
    text: String,
    when: String,
    datetime: String,
}

#[derive(askama::Template)]
#[template(path = "contacts/show.html")]
pub(super) struct ShowPage {
    shell: Shell,
    id: i64,
    name: String,
    hue: i64,
    initial: String,
    form: ContactForm,
    back: String,
    /// As kept, and as shown.
    addresses: Vec<(String, String)>,
    /// One that was typed and not taken.
    address: String,
    since: (String, String),
    threads: Vec<ThreadView>,
    talks: Vec<Talk>,
    older: Option<i64>,
    files: Vec<FileView>,
    consents: Vec<Consent>,
    ways: Vec<(&'static str, String)>,
    given_on: String,
    /// Whom it may be.
    asks: Vec<Ask>,
    merges: Vec<Merged>,
    may_merge: bool,
    may_erase: bool,
}

/// What was posted and not taken.
#[derive(Default)]
pub(super) struct Again {
    pub typed: Vec<(String, String)>,
    pub problems: Problems,
}

fn read(
    db: &Db,
    id: ContactId,
    viewer: Option<UserId>,
    before: Option<ConversationId>,
) -> Result<Option<Loaded>, Fault> {
    let (Some(kept), Some(shown)) = (contact::by_id(db, id)?, api_view::contact(db, id)?) else { return Ok(None) };
    Ok(Some(Loaded {
        form: FormLoaded::of(db, kept)?,
        addresses: contact::addresses(db, id)?,
        created_at: shown.created_at,
        threads: contact_view::threads(db, id, viewer)?,
        conversations: contact_view::conversations(db, id, viewer, before, CONVERSATIONS + 1)?,
        files: contact_view::files(db, id, viewer, FILES)?,
        opt_ins: opt_in::all(db, id)?,
        consents: contact_view::consents(db, id, CONSENTS)?,
        candidates: contact_candidate::open(db, id)?,
        merges: contact_merge::into(db, id)?
            .into_iter()
            .map(|one| {
                let (_, stays) = merge::outlook(db, &one)?;
                Ok((one, stays))
            })
            .collect::<Result<_, Fault>>()?,
    }))
}

/// The page; `None` for a contact that is not there.
pub(super) async fn build(
    viewer: &Viewer,
    app: &Data<App>,
    id: ContactId,
    before: Option<ConversationId>,
    again: Again,
) -> Result<Option<ShowPage>, WebError> {
    let sees = looks_as(viewer);
    let loaded = page::blocking(app, move |app| app.store.read(|db| read(db, id, sees, before))).await?;
    Ok(loaded.map(|loaded| ShowPage::of(viewer, loaded, again)))
}

impl ShowPage {
    fn of(viewer: &Viewer, loaded: Loaded, again: Again) -> Self {
        let (shell, l) = (viewer.shell(NAV), viewer.locale);
        let id = loaded.form.contact.id;
        let fields = loaded.form.fields.clone();
        let first = loaded.addresses.first().map(crate::domain::address::Address::display).unwrap_or_default();
        let name = loaded.form.contact.shown_name().map_or(first, str::to_owned);
        let mut talks = loaded.conversations;
        let more = i64::try_from(talks.len()).is_ok_and(|found| found > CONVERSATIONS);
        talks.truncate(usize::try_from(CONVERSATIONS).unwrap_or(usize::MAX));
        let typed = again.typed.iter().find(|(name, _)| name == "address").map(|(_, value)| value.clone());
        Self {
            id: id.0,
            hue: shell::hue(id.0),
            initial: text::initial(name.trim_start_matches('+')),
            form: ContactForm::of(&loaded.form, &again.typed, again.problems, l),
            back: format!("/contacts/{id}"),
            addresses: loaded.addresses.iter().map(|one| (one.to_string(), one.display())).collect(),
            address: typed.unwrap_or_default(),
            since: (shell.full_time(&loaded.created_at), loaded.created_at.to_string()),
            threads: loaded.threads.into_iter().map(|row| thread(row, &shell)).collect(),
            older: talks.last().filter(|_| more).map(|last| last.id.0),
            talks: talks.into_iter().map(|row| talk(row, &shell)).collect(),
            files: loaded.files.into_iter().map(|row| file(row, &shell)).collect(),
            consents: consents(&loaded.opt_ins, &loaded.consents, &shell),
            ways: How::ALL.iter().map(|how| (how.word(), way(*how, l))).collect(),
            given_on: time_field::day(viewer.visitor.now, &viewer.tz),
            asks: asks(loaded.candidates),
            merges: loaded.merges.iter().map(|(one, stays)| merged(one, stays, &fields, &shell)).collect(),
            may_merge: viewer.role >= Role::Supervisor,
            may_erase: viewer.role >= Role::Admin,
            name,
            shell,
        }
    }
}

/// Whom a contact may be, in words.
pub(in crate::web) fn asks(candidates: Vec<Candidate>) -> Vec<Ask> {
    let ask = |one: Candidate| {
        let address = one.address.map(|address| address.display());
        let (name, address) =
            if one.name.is_empty() { (address.unwrap_or_default(), None) } else { (one.name, address) };
        Ask { id: one.id.0, name, address }
    };
    candidates.into_iter().map(ask).collect()
}

fn merged(merge: &Merge, stays: &[Stays], fields: &[ContactField], shell: &Shell) -> Merged {
    let l = shell.l;
    let word = |stays: &Stays| match stays {
        Stays::Name => l.t("contact-name"),
        Stays::ProfileName => l.t("merge-profile-name"),
        Stays::Language => l.t("admin-field-language"),
        Stays::Notes => l.t("contact-notes"),
        Stays::Field(id) => {
            fields.iter().find(|field| field.id == *id).map(|field| field.name.clone()).unwrap_or_default()
        }
    };
    let stays: Vec<String> = stays.iter().map(word).filter(|word| !word.is_empty()).collect();
    let name = if merge.gone_name.is_empty() { l.t("merge-nameless") } else { merge.gone_name.clone() };
    Merged {
        id: merge.id.0,
        said: l.t2("merge-said", "name", name.as_str(), "when", shell.moment(&merge.at)),
        stays: (!stays.is_empty()).then(|| l.t1("merge-stays", "what", stays.join(", "))),
        name,
    }
}

fn way(how: How, l: Locale) -> String {
    l.t(format!("opt-in-{}", how.word().replace('_', "-")))
}

fn thread(row: ThreadRow, shell: &Shell) -> ThreadView {
    ThreadView {
        number: row.number.0,
        colour: row.number_colour,
        opted_out: row.opted_out_at.map(|at| shell.moment(&at)),
        href: row.latest.map(|id| format!("/inbox/{id}")),
        number_name: row.number_name,
    }
}

fn talk(row: ConversationRow, shell: &Shell) -> Talk {
    let words = text::one_line(&row.words, WORDS_CHARS_MAX);
    Talk {
        href: format!("/inbox/{}", row.id),
        words: if words.is_empty() { shell.l.t("contact-no-words") } else { words },
        state: shell.l.t(format!("contact-talk-{}", row.state.word().replace('_', "-"))),
        live: row.state != State::Closed,
        number_name: row.number_name,
        colour: row.number_colour,
        agent: row.agent,
        when: shell.moment(&row.opened_at),
        datetime: row.opened_at.to_string(),
    }
}

fn file(row: FileRow, shell: &Shell) -> FileView {
    let size = row.size.map(|size| file_size(size, shell.l));
    let whose = shell.l.t(if row.inbound { "contact-file-in" } else { "contact-file-out" });
    let when = shell.moment(&row.at);
    FileView {
        href: format!("/media/{}", row.id),
        name: row.name.unwrap_or_else(|| row.content_type.clone()),
        preview: row.preview,
        told: [Some(whose), size, Some(when)].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        talk: format!("/inbox/{}", row.conversation),
    }
}

/// Opt-ins, and what was said by STOP and START, in one order of time.
fn consents(opt_ins: &[Recorded], said: &[ConsentRow], shell: &Shell) -> Vec<Consent> {
    let l = shell.l;
    let mut lines: Vec<(Timestamp, &'static str, String)> = Vec::new();
    for kept in opt_ins {
        let how = way(kept.opt_in.how, l);
        let how = if kept.opt_in.words.is_empty() { how } else { format!("{how} ({})", kept.opt_in.words) };
        let when = time::date_only(kept.opt_in.given_at, shell.now, &shell.tz, l);
        let who = kept.by_name.clone().unwrap_or_else(|| l.t("contact-by-program"));
        lines.push((kept.recorded_at, "i-tick", l.t3("contact-opted-in-how", "how", how, "when", when, "who", who)));
    }
    for row in said {
        let key = if row.stops { "contact-said-stop" } else { "contact-said-start" };
        let (icon, number) = (if row.stops { "i-ban" } else { "i-tick" }, row.number_name.as_str());
        let text = match &row.by {
            Some(who) => l.t3(format!("{key}-noted"), "number", number, "who", who, "reason", row.reason.as_str()),
            None => l.t1(key, "number", number),
        };
        lines.push((row.at, icon, text));
    }
    lines.sort_by_key(|(at, _, _)| std::cmp::Reverse(*at));
    let line = |(at, icon, text): (Timestamp, &'static str, String)| Consent {
        icon,
        text,
        when: shell.moment(&at),
        datetime: at.to_string(),
    };
    lines.into_iter().map(line).collect()
}

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    /// Conversations before this one.
    before: Option<ConversationId>,
}

/// GET /contacts/{id}
///
/// # Errors
/// 404 for one that is not there.
pub async fn show(viewer: Agent, app: Data<App>, path: Path<ContactId>, asked: Query<Asked>) -> PageResult {
    let id = path.into_inner();
    if let Some(page) = build(&viewer, &app, id, asked.before, Again::default()).await? {
        return page::page(&page);
    }
    match page::blocking(&app, move |app| app.store.read(|db| contact_view::became(db, id))).await? {
        Some(other) => page::redirect(format!("/contacts/{other}")),
        None => erase::gone(&viewer, &app, id).await?.ok_or_else(|| Refusal::NotFound.into()),
    }
}
