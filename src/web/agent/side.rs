//! The pane beside a thread: who this is, what this conversation is about, what was before.

use crate::domain::address::Address;
use crate::domain::conversation::State;
use crate::domain::ids::UserId;
use crate::domain::permission::may_assign;
use crate::domain::text;
use crate::domain::user::{Person, Role};
use crate::domain::window::WindowState;
use crate::store::bot_session::Session;
use crate::store::consult::{Consult, Line};
use crate::store::consult_call::ConsultCall;
use crate::store::contact_candidate::Candidate;
use crate::store::opt_in::Recorded;
use crate::store::survey::Survey;
use crate::store::thread_view::{Earlier, Head};
use crate::web::agent::Reader;
use crate::web::agent::composer::access;
use crate::web::agent::consent;
use crate::web::agent::consults::{CallView, ConsultView};
use crate::web::agent::outcomes::{self, OutcomesView};
use crate::web::agent::tags::{self, TagsView};
use crate::web::agent::variables::{self, VariablesView};
use crate::web::agent::why_here::{self, WhyHere};
use crate::web::agent::write::opt_in_words;
use crate::web::contacts::form::ContactForm;
use crate::web::form::Problems;
use crate::web::{contacts, surveys, time};

/// Characters of the first words of an earlier conversation.
const WORDS_CHARS_MAX: usize = 80;

/// What the store says about the pane.
pub(super) struct Loaded {
    pub addresses: Vec<Address>,
    pub contact: Option<contacts::form::Loaded>,
    pub candidates: Vec<Candidate>,
    pub earlier: Vec<Earlier>,
    pub people: Vec<Person>,
    pub opt_in: Option<Recorded>,
    pub contact_tags: Vec<String>,
    pub tags: Vec<String>,
    pub outcomes: outcomes::Loaded,
    pub why: why_here::Loaded,
    pub bot: Option<Session>,
    pub survey: Option<Survey>,
    pub consults: Vec<(Consult, Vec<Line>)>,
    pub call: Option<(ConsultCall, Vec<String>)>,
}

/// What was typed in a form of the pane and not taken.
#[derive(Default)]
pub(super) struct Typed {
    pub variables: Option<variables::Typed>,
    pub tags: Option<tags::Typed>,
    pub outcomes: Option<outcomes::Typed>,
}

/// An earlier conversation.
pub(super) struct Past {
    pub href: String,
    pub words: String,
    pub when: String,
    pub datetime: String,
}

/// The pane as the template shows it.
pub(super) struct SideView {
    pub language: Option<String>,
    pub profile_name: Option<String>,
    pub addresses: Vec<String>,
    pub reachable: bool,
    /// Who said that nothing may be sent, and when.
    pub opted_out: Option<String>,
    /// That the contact agreed to be written to, in a sentence.
    pub opt_in: Option<String>,
    pub contact: i64,
    /// What the team keeps about the contact, and its form.
    pub form: Option<ContactForm>,
    /// Whom the contact may be, and whether this reader may say that it is.
    pub asks: Vec<contacts::show::Ask>,
    pub may_merge: bool,
    /// Where that form leads back to.
    pub back: String,
    pub number: i64,
    /// Why only a template can be sent now.
    pub why: Option<String>,
    pub number_name: String,
    pub colour: i64,
    pub since: String,
    pub since_datetime: String,
    pub waits: Option<String>,
    /// For the countdown, in milliseconds.
    pub waits_since: i64,
    pub holder: String,
    pub past: Vec<Past>,
    /// To whom a supervisor may give it.
    pub people: Vec<(i64, String, bool)>,
    /// What is known about the conversation, and its form.
    pub variables: VariablesView,
    /// Tags of the contact and of the conversation, and their forms.
    pub tags: TagsView,
    /// What became of the conversation, and its form.
    pub outcomes: OutcomesView,
    /// Where it waits or waited, what it needs, and why it is here.
    pub why_here: WhyHere,
    /// What a bot did with it, and what it says about it.
    pub bot: Option<(String, Option<String>)>,
    /// What the contact was asked and said, and the words beside it.
    pub survey: Option<(String, String)>,
    /// Talks with colleagues about it.
    pub consults: Vec<ConsultView>,
    /// The reader's question to a queue that nobody has joined.
    pub call: Option<CallView>,
}

impl SideView {
    /// The pane in words.
    pub(super) fn of(head: &Head, loaded: Loaded, typed: Typed, query: &str, reader: &Reader) -> Self {
        let l = reader.l;
        let closed = matches!(head.state, State::Closed | State::WrapUp);
        let holder = match &head.assignee {
            Some(person) if person.id == reader.user => l.t("side-holder-you"),
            Some(person) => person.name.clone(),
            None => l.t("side-holder-nobody"),
        };
        let people = if closed || reader.actor.role() < Role::Supervisor { Vec::new() } else { loaded.people };
        let may_get = |id: UserId| may_assign(reader.actor, &access(head), id).is_ok();
        let has_it = |id: UserId| head.assignee.as_ref().is_some_and(|person| person.id == id);
        Self {
            language: head.contact_language.as_deref().map(|code| language(code, reader)),
            profile_name: Some(head.profile_name.clone()).filter(|name| !name.is_empty() && *name != head.name),
            addresses: loaded.addresses.iter().map(Address::display).collect(),
            reachable: head.opted_out_at.is_none(),
            opted_out: consent::opted_out(head, reader),
            opt_in: loaded.opt_in.as_ref().map(|kept| opt_in_words(kept, reader)),
            contact: head.contact.0,
            form: loaded.contact.map(|kept| ContactForm::of(&kept, &[], Problems::default(), l)),
            asks: contacts::show::asks(loaded.candidates),
            may_merge: reader.actor.role() >= Role::Supervisor,
            back: format!(
                "/inbox/{}{query}{}pane=contact",
                head.conversation,
                if query.is_empty() { '?' } else { '&' }
            ),
            number: head.number.0,
            why: why(head, reader),
            number_name: head.number_name.clone(),
            colour: head.number_colour,
            since: time::moment(head.opened_at, reader.now, &reader.tz, l),
            since_datetime: head.opened_at.to_string(),
            waits: head.waiting_since_at.filter(|_| !closed).map(|since| time::waited(reader.now - since, l)),
            waits_since: head.waiting_since_at.map_or(0, |since| since.0),
            holder,
            past: loaded.earlier.into_iter().map(|earlier| past(earlier, query, reader)).collect(),
            people: people
                .into_iter()
                .filter(|person| may_get(person.id))
                .map(|person| (person.id.0, person.name, has_it(person.id)))
                .collect(),
            variables: VariablesView::of(head, typed.variables),
            tags: TagsView::of(loaded.contact_tags, loaded.tags, typed.tags.as_ref()),
            outcomes: OutcomesView::of(loaded.outcomes, typed.outcomes, reader),
            why_here: WhyHere::of(head, &loaded.why, reader),
            bot: loaded.bot.map(|session| bot(session, reader)),
            survey: loaded.survey.map(|survey| surveyed(survey, reader)),
            call: loaded.call.map(|call| CallView::of(call, reader)),
            consults: loaded.consults.into_iter().map(|talk| ConsultView::of(talk, reader)).collect(),
        }
    }
}

fn bot(session: Session, reader: &Reader) -> (String, Option<String>) {
    let l = reader.l;
    let told = match session.over {
        None => l.t("side-bot-now"),
        Some((at, why)) => {
            let when = time::moment(at, reader.now, &reader.tz, l);
            l.t2("side-bot-over", "why", l.t(format!("bot-why-{}", why.word())), "when", when)
        }
    };
    (told, session.summary)
}

/// What became of a survey, in a sentence, and the contact's own words.
fn surveyed(survey: Survey, reader: &Reader) -> (String, String) {
    let l = reader.l;
    let sentence = match (survey.score, survey.not_sent) {
        (Some(score), _) => surveys::score(survey.kind, score, l),
        (None, Some(why)) => l.t(format!("side-survey-not-{}", why.word().replace('_', "-"))),
        (None, None) => l.t("side-survey-waits"),
    };
    (sentence, survey.comment)
}

fn past(earlier: Earlier, query: &str, reader: &Reader) -> Past {
    let words = text::one_line(&earlier.words, WORDS_CHARS_MAX);
    Past {
        href: format!("/inbox/{}{query}", earlier.conversation),
        words: if words.is_empty() { earlier.number_name } else { words },
        when: time::moment_short(earlier.opened_at, reader.now, &reader.tz, reader.l),
        datetime: earlier.opened_at.to_string(),
    }
}

/// `writes in Greek`; a language that we have no word for by its code.
fn language(code: &str, reader: &Reader) -> String {
    let primary = code.split(['-', '_']).next().unwrap_or(code).to_ascii_lowercase();
    let key = format!("language-{primary}");
    let name = if reader.l.has(&key) { reader.l.t(key) } else { code.to_owned() };
    reader.l.t1("side-writes-in", "language", name)
}

/// The explanation that stands beside a picker.
fn why(head: &Head, reader: &Reader) -> Option<String> {
    let l = reader.l;
    if head.opted_out_at.is_some() {
        return None;
    }
    match head.window.at(reader.now) {
        WindowState::Open { .. } => None,
        WindowState::NeverOpened => Some(l.t("side-why-never")),
        WindowState::Closed { .. } if head.window.refused_at.is_some() => Some(l.t("side-why-refused")),
        WindowState::Closed { .. } => Some(l.t("side-why-closed")),
    }
}
