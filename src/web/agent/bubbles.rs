//! Messages as bubbles: words, attachments, ticks, and what to do when one failed.

use serde_json::Value;

use crate::domain::automatic::Trigger;
use crate::domain::ids::{ConversationId, MessageId};
use crate::domain::list::List;
use crate::domain::message::{Author, Kind, Status};
use crate::random;
use crate::store::link_check::FINE;
use crate::store::thread_view::{Message, Place, Quote};
use crate::web::agent::attachments::{self, Attachment};
use crate::web::agent::carried::{self, Advert};
use crate::web::agent::words::{self, Tick};
use crate::web::agent::{Reader, log};
use crate::web::formatted::{self, Piece};
use crate::web::i18n::Locale;
use crate::web::time;

/// Characters of a quoted message.
const QUOTE_CHARS_MAX: usize = 200;

/// A place, the answers of a form: what stands for it in the bubble.
pub(super) struct Card {
    pub icon: &'static str,
    pub title: String,
    pub text: String,
    pub href: Option<String>,
}

/// What a message answers.
pub(super) struct Quoted {
    pub name: String,
    pub words: String,
    /// The page of the log where it is the last.
    pub href: Option<String>,
}

/// What to do about a message that did not arrive.
pub(super) struct Remedy {
    pub sentence: String,
    pub advice: String,
    pub code: Option<String>,
    /// May be sent again from here.
    pub again: bool,
    /// Its text may become the draft.
    pub as_draft: bool,
    /// A template is the way out.
    pub template: bool,
    /// Its text as it was written, for using it again.
    pub raw: String,
    /// Makes "send again" happen once.
    pub key: String,
}

/// A bubble.
pub(super) struct Bubble {
    pub id: i64,
    /// For the order in the browser.
    pub at: i64,
    pub clock: String,
    pub datetime: String,
    pub inbound: bool,
    pub first: bool,
    pub automatic: bool,
    /// A bot wrote it.
    pub bot: bool,
    pub failed: bool,
    pub who: Option<String>,
    pub quote: Option<Quoted>,
    pub files: Vec<Attachment>,
    /// Several pictures: they stand together.
    pub album: bool,
    pub cards: Vec<Card>,
    /// The advertisement that it came from.
    pub advert: Option<Advert>,
    /// The answers of a form.
    pub answers: Vec<(String, String)>,
    pub words: Vec<Piece>,
    pub buttons: Vec<String>,
    /// The list that it offers: what opens it, and its lines.
    pub list: Option<List>,
    /// It may be quoted in the answer.
    pub quotable: bool,
    pub tick: Option<Tick>,
    pub failed_label: String,
    pub remedy: Option<Remedy>,
    /// Shown beside the words: forwarded, recovered.
    pub note: Option<String>,
}

/// What decides which ways out a failed message offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ways {
    /// Free text may be sent here now by this reader.
    pub text: bool,
    /// Templates may.
    pub template: bool,
}

/// Whether a message can only be named, not shown: then it is a quiet line.
pub(super) fn is_grey(message: &Message) -> bool {
    matches!(message.kind, Kind::Unknown | Kind::Flow) && message.body.trim().is_empty() && message.media.is_empty()
}

/// The quiet line of such a message.
pub(super) fn grey(message: &Message, contact: &str, reader: &Reader) -> String {
    let raw = message.extra.get("raw_kind").and_then(Value::as_str).unwrap_or(message.kind.word());
    reader.l.t2("message-not-shown", "name", contact, "kind", raw)
}

/// A message in words.
pub(super) fn bubble(message: &Message, first: bool, ways: Ways, reader: &Reader) -> Bubble {
    let l = reader.l;
    let unknown = message.status == Status::Unknown;
    let files = attachments::of(message, reader);
    let failed = !message.inbound && (message.status.is_failure() || unknown);
    let mut tick = if message.inbound { None } else { Tick::of(message.status, l) };
    if let (Some(tick), Some(read_at)) = (tick.as_mut().filter(|tick| tick.read), message.read_at) {
        tick.label = l.t1("message-read-at", "when", time::moment(read_at, reader.now, &reader.tz, l));
    }
    Bubble {
        id: message.id.0,
        at: message.created_at.0,
        clock: time::clock_time(message.created_at, &reader.tz, l),
        datetime: message.created_at.to_string(),
        inbound: message.inbound,
        first,
        automatic: message.author == Author::Automatic,
        bot: is_bot(message),
        failed,
        who: who(message, reader)
            .filter(|_| first || message.kind == Kind::Template || message.author == Author::Automatic),
        quote: quote(message, reader),
        album: is_album(&files),
        files,
        cards: cards(message, reader),
        advert: carried::advert(&message.extra, l),
        answers: carried::answers(&message.extra),
        words: said(message, l),
        buttons: if message.erased_at.is_some() {
            Vec::new()
        } else {
            buttons(&message.template_buttons, &message.extra)
        },
        list: message.extra.get("list").and_then(|list| serde_json::from_value(list.clone()).ok()),
        quotable: ways.text && message.erased_at.is_none(),
        tick,
        failed_label: l.t(if unknown { "message-unknown" } else { "message-failed" }),
        // What is not here any more cannot be sent again.
        remedy: (failed && message.erased_at.is_none()).then(|| remedy(message, ways, reader)),
        note: note(message, reader),
    }
}

fn is_album(files: &[Attachment]) -> bool {
    files.len() > 1 && files.iter().all(|file| file.look == "picture")
}

/// Its text; or that it had its time.
fn said(message: &Message, l: Locale) -> Vec<Piece> {
    match message.erased_at {
        Some(at) => {
            let days = (at - message.created_at).whole_days();
            // On the day it was said nothing had its time: its contact was erased.
            let words = if days > 0 { l.t1("message-erased", "n", days) } else { l.t("message-erased-short") };
            formatted::pieces(&format!("_{words}_"))
        }
        None if shows_body(message) => formatted::pieces(&message.body),
        None => Vec::new(),
    }
}

/// A place says its words on its card.
fn shows_body(message: &Message) -> bool {
    message.kind != Kind::Location && !message.body.is_empty()
}

fn who(message: &Message, reader: &Reader) -> Option<String> {
    let l = reader.l;
    if message.inbound {
        return None;
    }
    let you = message.author == Author::User && message.author_id == Some(reader.user.0);
    let name = match (message.author, &message.author_name) {
        (Author::Automatic, _) if is_bot(message) => l.t("message-bot"),
        (Author::Automatic, _) => automatic(message, l),
        (Author::Outside, _) => l.t("message-outside"),
        (_, Some(_)) if you => l.t("message-you"),
        (_, Some(name)) => name.clone(),
        (_, None) => l.t("event-somebody"),
    };
    Some(match &message.template_name {
        Some(template) if you => l.t1("message-template-you", "template", template),
        Some(template) => l.t2("message-template-by", "template", template, "name", name),
        None => name,
    })
}

/// What made it go, if that is known.
fn automatic(message: &Message, l: Locale) -> String {
    let trigger = message.extra.get("trigger").and_then(Value::as_str).and_then(Trigger::from_word);
    match trigger {
        Some(trigger) => {
            let name = l.t(format!("trigger-{}", trigger.word().replace('_', "-")));
            l.t1("message-automatic-because", "trigger", name)
        }
        None => l.t("message-automatic"),
    }
}

fn quote(message: &Message, reader: &Reader) -> Option<Quoted> {
    let l = reader.l;
    if let Some(quote) = &message.quote {
        return Some(quoted(quote, message.conversation, l));
    }
    matches!(message.kind, Kind::Button | Kind::List).then(|| Quoted {
        name: l.t("message-answer"),
        words: l.t(format!("message-answer-{}", message.kind.word())),
        href: None,
    })
}

/// A quoted message in words, with the page of the log where it is.
pub(super) fn quoted(quote: &Quote, conversation: ConversationId, l: Locale) -> Quoted {
    let name = if quote.inbound {
        l.t("message-quote-contact")
    } else {
        quote.author_name.clone().unwrap_or_else(|| l.t("message-quote-us"))
    };
    let shown = crate::domain::text::one_line(&quote.body, QUOTE_CHARS_MAX);
    let words = if shown.is_empty() { words::instead_of_words(quote.kind, l) } else { shown };
    let page = log::place_text(Place { at: quote.created_at, id: MessageId(quote.id.0.saturating_add(1)) });
    Quoted { name, words, href: Some(format!("/inbox/{conversation}?before={page}#m-{}", quote.id)) }
}

fn cards(message: &Message, reader: &Reader) -> Vec<Card> {
    let l = reader.l;
    let mut cards: Vec<Card> = carried::place(message, l).into_iter().collect();
    if message.kind == Kind::Flow && message.body.is_empty() {
        cards.push(Card {
            icon: words::kind_icon(message.kind),
            title: words::kind_name(message.kind, l),
            text: String::new(),
            href: None,
        });
    }
    cards
}

/// Whether a bot wrote it.
fn is_bot(message: &Message) -> bool {
    message.extra.get("bot") == Some(&Value::Bool(true))
}

/// The buttons of its template, or its own.
fn buttons(buttons: &Value, extra: &Value) -> Vec<String> {
    let all = buttons.as_array().map(Vec::as_slice).unwrap_or_default();
    let own = extra.get("buttons").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let titles = all.iter().filter_map(|button| button.get("title")?.as_str());
    titles.chain(own.iter().filter_map(Value::as_str)).map(str::to_owned).collect()
}

fn note(message: &Message, reader: &Reader) -> Option<String> {
    let is = |name: &str| message.extra.get(name) == Some(&Value::Bool(true));
    let key = if message.recovered && message.inbound {
        "message-recovered"
    } else if is("frequently_forwarded") {
        "message-forwarded-often"
    } else if is("forwarded") {
        "message-forwarded"
    } else {
        return None;
    };
    Some(reader.l.t(key))
}

fn remedy(message: &Message, ways: Ways, reader: &Reader) -> Remedy {
    let l = reader.l;
    if message.status == Status::Unknown {
        return Remedy {
            sentence: l.t("message-unknown-sentence"),
            advice: l.t("message-unknown-advice"),
            code: None,
            again: false,
            as_draft: false,
            template: false,
            raw: String::new(),
            key: String::new(),
        };
    }
    let code = message.error_code.as_deref().unwrap_or("unknown");
    let window = matches!(code, "63016" | "window_closed");
    let text = message.kind == Kind::Text;
    Remedy {
        sentence: l.code_sentence(code),
        advice: match message.link_check.as_deref() {
            None => l.code_remedy_with(code, message.join.as_ref()),
            Some(FINE) => l.t("media-link-fine"),
            Some(why) => l.t1("media-link-wrong", "why", why),
        },
        code: message.error_code.clone(),
        again: if text || message.kind.is_file() || message.kind == Kind::Location {
            ways.text
        } else {
            ways.template && message.kind == Kind::Template
        },
        as_draft: text && (ways.text || ways.template),
        template: ways.template && !ways.text && (window || text),
        raw: message.body.clone(),
        key: random::token(),
    }
}
