//! Tells the stories: moves the shared clock from line to line and lets everybody act through the same
//! doors as in service.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use super::bot;
use super::cast::{self, PASSWORD, People, To};
use super::routing;
use super::story::{Act, STORIES, Story};
use crate::app::App;
use crate::domain::address::Address;
use crate::domain::automatic::Scope;
use crate::domain::ids::{NumberId, TemplateId, UserId};
use crate::domain::language::Language;
use crate::domain::quick_reply::Typed;
use crate::domain::time::Millis;
use crate::domain::user::Actor;
use crate::emulator::{Control, FailAt, Webhooks};
use crate::flows::accounts::webhooks;
use crate::flows::automated_messages::recommend::recommend;
use crate::flows::messages::send::{self, Wanted};
use crate::flows::{accounts, contacts, conversations, numbers, quick_replies, templates, threads, users};
use crate::random;
use crate::store::conversation::Conversation;
use crate::store::{Fault, account, contact, conversation, outbox, setting, template, thread, workstream};

/// How long one line may take before something is wrong.
const LINE_MAX: Duration = Duration::from_secs(10);
/// Looks for the end of a line so often.
const LOOKS: u32 = 2_000;
const PHOTO: &[u8] = include_bytes!("../emulator/samples/photo.jpg");
const VOICE: &[u8] = include_bytes!("../emulator/samples/voice.ogg");
const INVOICE: &[u8] = include_bytes!("../emulator/samples/invoice.pdf");

/// The shop, once it is open.
struct Shop<'a> {
    app: &'a App,
    phone: &'a Control,
    users: BTreeMap<People, UserId>,
    numbers: HashMap<&'static str, NumberId>,
}

/// Opens the shop and tells all stories; then the clock shows the real time.
///
/// # Errors
/// [`Fault`] of whatever refused its part.
pub(super) fn tell(app: &App, phone: &Control) -> Result<(), Fault> {
    let shop = open(app, phone)?;
    let mut lines: Vec<(&Story, i64, Act)> =
        STORIES.iter().flat_map(|story| story.lines.iter().map(move |(ago, act)| (story, *ago, *act))).collect();
    // Stable: what happens in the same minute keeps its order.
    lines.sort_by_key(|(_, ago, _)| std::cmp::Reverse(*ago));
    for (story, ago, act) in lines {
        stand_at(app, Millis::minutes(-ago));
        threads::expire::expire(app, app.clock.now())?;
        shop.act(story, act)?;
        shop.settle()?;
    }
    shop.note()?;
    bot::set_up(app)?;
    stand_at(app, Millis::ZERO);
    // From here on the desk answers by itself; the stories were told by people.
    for stream in app.store.read(workstream::list)? {
        recommend(app, Actor::Command, Scope::Workstream(stream.id))?;
    }
    phone.set_auto(true, false);
    app.store.write(|tx| setting::set(tx, crate::flows::jump::OFFSET, "0"))
}

/// Moves the clock to `offset` from the real time; it never goes back.
fn stand_at(app: &App, offset: Millis) {
    let by = offset - app.clock.offset();
    if by > Millis::ZERO {
        app.clock.advance(by);
    }
}

/// Users, account, numbers, templates, customers.
fn open<'a>(app: &'a App, phone: &'a Control) -> Result<Shop<'a>, Fault> {
    let mut team = BTreeMap::new();
    for person in People::ALL {
        let wanted = users::add::Wanted {
            name: person.name().to_owned(),
            email: person.email().to_owned(),
            role: Some(person.role()),
            password: Some(PASSWORD.to_owned()),
        };
        team.insert(person, users::add::add(app, &Actor::Command.scope(), &wanted)?.id);
    }
    prepare_replies(app, &team)?;
    let (sid, auth_token) = (format!("AC{}", hex()), hex());
    phone.add_account(&sid, &auth_token, To::Shop.shown());
    let wanted = accounts::create::Wanted {
        name: "Ελαιοπωλείο".to_owned(),
        account_sid: sid.clone(),
        auth_token,
        ..accounts::create::Wanted::default()
    };
    let account_id = accounts::create::create(app, Actor::Command, &wanted)?;
    let urls = webhooks::urls(app, &app.store.read(|db| account::get(db, account_id))?);
    let mut ours = HashMap::new();
    for to in To::ALL {
        let webhooks = Webhooks {
            callback_url: Some(urls.inbound.clone()),
            fallback_url: Some(urls.fallback.clone()),
            status_callback_url: Some(urls.status.clone()),
            ..Webhooks::default()
        };
        phone.add_sender(&sid, to.address(), to.shown(), None, webhooks);
        let wanted = numbers::create::Wanted {
            name: to.name().to_owned(),
            address: to.address().to_owned(),
            language: Some(Language::El),
            ..numbers::create::Wanted::default()
        };
        ours.insert(to.address(), numbers::create::create(app, Actor::Command, account_id, &wanted)?);
    }
    routing::set_up(app, &team, &ours)?;
    for (new, reason) in cast::templates() {
        let approval = new.approval;
        let content_sid = phone.add_template(&sid, new);
        if !reason.is_empty() {
            phone.set_approval(&content_sid, approval, reason);
        }
    }
    for (name, address, user_id) in cast::CUSTOMERS {
        phone.add_customer(name, address, *user_id);
    }
    templates::sync::sync(app, Some(Actor::Command), account_id)?;
    bind(app)?;
    templates::draft::save(app, Actor::Command, None, account_id, cast::draft())?;
    Ok(Shop { app, phone, users: team, numbers: ours })
}

/// Quick replies: everybody's, and those that one person keeps.
fn prepare_replies(app: &App, team: &BTreeMap<People, UserId>) -> Result<(), Fault> {
    let typed = |title: &str, text: &str, language: &str, tags: Vec<String>| Typed {
        title: title.to_owned(),
        text: text.to_owned(),
        language: language.to_owned(),
        tags,
        ..Typed::default()
    };
    for (title, text, language, tag) in cast::QUICK_REPLIES {
        let typed = typed(title, text, language, vec![(*tag).to_owned()]);
        quick_replies::create::create(app, Actor::Command, true, &typed)?;
    }
    for (person, title, text, language) in cast::OWN_QUICK_REPLIES {
        if let Some(id) = team.get(person) {
            let actor = Actor::User { id: *id, role: person.role() };
            quick_replies::create::create(app, actor, false, &typed(title, text, language, Vec::new()))?;
        }
    }
    Ok(())
}

/// What fills the variables of templates in.
fn bind(app: &App) -> Result<(), Fault> {
    for template in app.store.read(template::list)? {
        let mut all = cast::BINDINGS.iter();
        let found = all.find(|(name, language, _)| *name == template.name && *language == template.language);
        if let Some((_, _, texts)) = found {
            let texts = texts.iter().map(|(variable, text)| ((*variable).to_owned(), (*text).to_owned())).collect();
            templates::bind::bind(app, Actor::Command, template.id, texts)?;
        }
    }
    Ok(())
}

fn hex() -> String {
    random::bytes::<16>().iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Shop<'_> {
    /// What the team and the till know of customers and their conversations.
    fn note(&self) -> Result<(), Fault> {
        for story in STORIES {
            let found = self.conversation(story)?;
            if let Some((_, language)) = cast::LANGUAGES.iter().find(|(name, _)| *name == story.who) {
                let change = contacts::update::Change { language: Some((*language).to_owned()), ..Default::default() };
                contacts::update::update(self.app, Actor::Command, found.contact_id, change)?;
            }
            let known = cast::KNOWN.iter().filter(|(name, _, _)| *name == story.who);
            let known = known.map(|(_, name, value)| ((*name).to_owned(), Some((*value).to_owned()))).collect();
            conversations::set_variables::set_variables(self.app, Actor::Command, found.id, known)?;
        }
        Ok(())
    }

    fn act(&self, story: &Story, act: Act) -> Result<(), Fault> {
        let to = story.to.address();
        match act {
            Act::Writes(text) => heard(&self.phone.customer_writes(story.who, to, text)),
            Act::Photo(text) => heard(&self.phone.customer_sends_file(story.who, to, text, "image/jpeg", PHOTO)),
            Act::Voice => heard(&self.phone.customer_sends_file(story.who, to, "", "audio/ogg", VOICE)),
            Act::Document => heard(&self.phone.customer_sends_file(story.who, to, "", "application/pdf", INVOICE)),
            Act::Reads => {
                self.phone.read_all(story.who, to);
                Ok(())
            }
            Act::Takes(person) => {
                let found = self.conversation(story)?;
                conversations::take::take(self.app, self.actor(person)?, found.id, None, "")?;
                self.read(person, &found)
            }
            Act::Says(person, text) => self.send(person, story, Wanted::Text(text.to_owned()), true),
            Act::SaysIntoTheVoid(person, text) => self.send(person, story, Wanted::Text(text.to_owned()), false),
            Act::Template(person, name, language, values) => {
                self.send(person, story, self.template(name, language, values)?, true)
            }
            Act::TemplateFails(person, name, language, values, code) => {
                self.phone.fail_next(code, FailAt::Report);
                self.send(person, story, self.template(name, language, values)?, true)
            }
            Act::Drafts(person, text) => {
                let found = self.conversation(story)?;
                threads::save_draft::save_draft(self.app, self.user(person)?, found.id, text, None)
            }
            Act::Closes(person) => {
                conversations::close::close(self.app, self.actor(person)?, self.conversation(story)?.id, None)
            }
        }
    }

    /// An agent sends, after reading; `on` says whether the customer's phone is.
    fn send(&self, person: People, story: &Story, wanted: Wanted, on: bool) -> Result<(), Fault> {
        self.phone.set_auto(on, false);
        let found = self.conversation(story)?;
        self.read(person, &found)?;
        send::send(self.app, self.actor(person)?, found.id, wanted, None, None).map(drop)
    }

    fn read(&self, person: People, found: &Conversation) -> Result<(), Fault> {
        match self.app.store.read(|db| conversation::last_message(db, found.id))? {
            Some(last) => conversations::mark_read::mark_read(self.app, self.actor(person)?, found.id, last),
            None => Ok(()),
        }
    }

    /// Waits until the outbox is empty and every webhook was posted.
    fn settle(&self) -> Result<(), Fault> {
        for _ in 0..LOOKS {
            let waiting = self.app.store.read(outbox::depth)?.0;
            if waiting == 0 {
                return if self.phone.wait_idle(LINE_MAX) { Ok(()) } else { Err(stuck()) };
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        Err(stuck())
    }

    /// The latest conversation of a story.
    fn conversation(&self, story: &Story) -> Result<Conversation, Fault> {
        let lost = || Fault::Broken(format!("the story of {} has no conversation", story.who));
        let number = self.numbers.get(story.to.address()).copied().ok_or_else(lost)?;
        let (_, address, _) = cast::CUSTOMERS.iter().find(|(name, _, _)| *name == story.who).ok_or_else(lost)?;
        let address = Address::parse(address).map_err(|_| lost())?;
        self.app
            .store
            .read(|db| {
                let Some(contact) = contact::by_address(db, &address)? else { return Ok(None) };
                let Some(thread) = thread::by_pair(db, number, contact.id, Some(&address))? else { return Ok(None) };
                conversation::latest(db, thread.id)
            })?
            .ok_or_else(lost)
    }

    fn template(&self, name: &str, language: &str, values: &[&str]) -> Result<Wanted, Fault> {
        let all = self.app.store.read(template::list)?;
        let found = all.iter().find(|template| template.name == name && template.language == language);
        let id: TemplateId =
            found.map(|template| template.id).ok_or_else(|| Fault::Broken(format!("there is no template {name}")))?;
        let values = (1..).zip(values).map(|(place, value)| (place.to_string(), (*value).to_owned())).collect();
        Ok(Wanted::Template { template: id, values })
    }

    fn user(&self, person: People) -> Result<UserId, Fault> {
        self.users.get(&person).copied().ok_or_else(|| Fault::Broken(format!("{} is not there", person.name())))
    }

    fn actor(&self, person: People) -> Result<Actor, Fault> {
        Ok(Actor::User { id: self.user(person)?, role: person.role() })
    }
}

/// The phone answers with the message's sid, or with nothing if it could not send.
fn heard(sid: &str) -> Result<(), Fault> {
    if sid.is_empty() { Err(Fault::Broken("a customer could not write".to_owned())) } else { Ok(()) }
}

fn stuck() -> Fault {
    Fault::Unavailable("a message of the story did not arrive in time".to_owned())
}
