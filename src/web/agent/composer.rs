//! Where one writes: at any moment exactly one of nine.

use crate::domain::beside::Beside;
use crate::domain::compose::{self, Composer, Facts, Held, TEXT_UNITS_MAX};
use crate::domain::conversation::State;
use crate::domain::ids::{MessageId, TemplateId};
use crate::domain::permission::{Access, may_administer, may_finish};
use crate::domain::text;
use crate::domain::time::Millis;
use crate::domain::window::WindowState;
use crate::random;
use crate::store::composer_view::Choice;
use crate::store::thread_view::{Head, Quote};
use crate::web::agent::Reader;
use crate::web::agent::beside::{BesideView, Search};
use crate::web::agent::bubbles::Ways;
use crate::web::agent::consent;
use crate::web::agent::face::{Ring, Stage};
use crate::web::agent::files::Tray;
use crate::web::agent::notes;
use crate::web::agent::picker::{Given, PickerView, Whom};
use crate::web::agent::variables;
use crate::web::agent::{outcomes, tags};
use crate::web::time;

/// In the last hour the bar says what comes after instead of what is allowed now.
const SOON: Millis = Millis::hours(1);

/// What decides rights in a conversation.
pub(super) fn access(head: &Head) -> Access {
    Access {
        state: head.state,
        assignee: head.assignee.as_ref().map(|person| person.id),
        in_own_queues: head.in_own_queues,
        helps: head.helps,
    }
}

/// What decides what may be sent.
pub(super) const fn facts(head: &Head) -> Facts {
    Facts {
        window: head.window,
        opted_out: head.opted_out_at.is_some(),
        number_active: head.number_active,
        sandbox: head.sandbox,
    }
}

/// The composer that this reader has now.
pub(super) fn state(head: &Head, reader: &Reader) -> Composer {
    let assignee = head.assignee.as_ref().map(|person| person.id);
    let held = Held { state: head.state, phase: head.phase, assignee, helps: head.helps };
    compose::composer(reader.user, held, &facts(head), reader.now)
}

/// What a failed message may offer here.
pub(super) fn ways(head: &Head, reader: &Reader) -> Ways {
    let state = state(head, reader);
    Ways { text: state == Composer::Text, template: matches!(state, Composer::Text | Composer::TemplateOnly) }
}

/// What was posted and not taken, and why; or which template is to be filled in.
#[derive(Clone, Debug, Default)]
pub(super) struct Again {
    /// The text, instead of the draft.
    pub text: Option<String>,
    /// What stands beside it, instead of what was kept.
    pub beside: Option<Beside>,
    /// The message that is to be quoted.
    pub quote: Option<MessageId>,
    /// The one that is quoted, as it was found.
    pub quoted: Option<Quote>,
    /// Which of the things beside the text is open.
    pub open: &'static str,
    /// Contacts that were looked for.
    pub search: Search,
    /// What is wrong with it.
    pub error: Option<String>,
    /// The picker is wanted although free text is allowed.
    pub picker: bool,
    /// The chosen template and the values.
    pub given: Given,
    /// The variables of the pane beside it.
    pub variables: Option<variables::Typed>,
    /// The tags of the pane beside it.
    pub tags: Option<tags::Typed>,
    /// The outcomes of the pane beside it.
    pub outcomes: Option<outcomes::Typed>,
    /// The text that was asked about, since it reads like a note.
    pub sure: String,
    /// The note that is written instead.
    pub note: Option<notes::Typed>,
}

/// A composer in which nothing can be typed.
pub(super) struct Still {
    pub icon: &'static str,
    pub title: String,
    pub text: String,
    /// Address, label, and whether it is the one thing to do.
    pub button: Option<(String, String, bool)>,
    /// Where it is put right, for those who may.
    pub link: Option<(String, String)>,
    /// What a note for whoever has it is called, where it can be taken over.
    pub word: Option<String>,
}

/// The composer as the template shows it.
pub(super) struct ComposerView {
    /// One of the nine words, and `template` for the picker while free text is allowed.
    pub state: &'static str,
    pub action: String,
    pub draft_action: String,
    pub files_action: String,
    pub name: String,
    pub key: String,
    pub ring: Ring,
    pub bar_class: &'static str,
    /// `Free text until tomorrow 14:27`, or since when it is over.
    pub until: String,
    pub until_soon: String,
    pub until_datetime: String,
    pub left: String,
    pub text: String,
    pub language: String,
    pub count: String,
    pub limit: usize,
    pub error: Option<String>,
    pub text_href: String,
    pub template_href: String,
    pub note_href: String,
    pub sure: String,
    /// The last message that was on the page when it was shown.
    pub seen: i64,
    pub picker: Option<PickerView>,
    pub still: Option<Still>,
    /// What stands beside the text, where free text may be written.
    pub beside: Option<BesideView>,
    /// The files beside the words, where files may go.
    pub tray: Option<Tray>,
}

impl ComposerView {
    /// The composer in words. `choices` are the templates, if a picker is shown.
    pub(super) fn of(
        head: &Head,
        choices: Option<(Vec<Choice>, i64)>,
        again: Again,
        query: &str,
        reader: &Reader,
    ) -> Self {
        let l = reader.l;
        let state = state(head, reader);
        let window = head.window.at(reader.now);
        let stage = Stage::of(&head.window, reader.now);
        let at = match window {
            WindowState::Open { until } => Some(until),
            WindowState::Closed { since } => Some(since),
            WindowState::NeverOpened => None,
        };
        let when = at.map_or_else(String::new, |at| time::moment(at, reader.now, &reader.tz, l));
        let (until, until_soon) = match window {
            WindowState::Open { .. } => (l.t1("composer-until", "when", &when), l.t1("composer-after", "when", &when)),
            WindowState::Closed { .. } => (l.t1("composer-since", "when", &when), String::new()),
            WindowState::NeverOpened => (l.t("composer-never"), String::new()),
        };
        let left = window.left(reader.now);
        let beside = (state == Composer::Text && !again.picker).then(|| BesideView::of(head, &again, l));
        let text = again.text.unwrap_or_else(|| head.draft.clone());
        let units = text::utf16_units(&text);
        let picks = match state {
            Composer::TemplateOnly => Some("template_only"),
            Composer::Text if again.picker => Some("template"),
            _ => None,
        };
        let writes = state == Composer::Text && picks.is_none();
        let base = format!("/inbox/{}", head.conversation);
        let joint = if query.is_empty() { '?' } else { '&' };
        Self {
            state: picks.unwrap_or(state.word()),
            action: format!("{base}/messages{query}"),
            draft_action: format!("{base}/draft"),
            files_action: format!("{base}/files{query}"),
            name: head.name.clone(),
            key: random::token(),
            ring: Ring::of(&head.window, reader.now),
            bar_class: stage.bar_class(),
            until: if left.is_some_and(|left| left <= SOON) { until_soon.clone() } else { until },
            until_soon,
            until_datetime: at.map_or_else(String::new, |at| at.to_string()),
            left: left.map_or_else(String::new, |left| time::left(left, l)),
            language: head.contact_language.clone().unwrap_or_else(|| head.number_language.code().to_owned()),
            count: l.t2("composer-count", "n", units, "limit", TEXT_UNITS_MAX),
            limit: TEXT_UNITS_MAX,
            error: again.error,
            text_href: format!("{base}{query}"),
            template_href: format!("{base}{query}{joint}compose=template"),
            note_href: format!("{base}{query}{joint}compose=note"),
            sure: again.sure,
            seen: head.last_message.map_or(0, |id| id.0),
            picker: choices
                .filter(|_| picks.is_some())
                .map(|(choices, others)| PickerView::of(choices, others, &again.given, &text, Whom::of(head), reader)),
            still: still(state, head, reader),
            beside,
            tray: (writes && head.files_allowed).then(|| Tray::of(head.conversation, &head.uploads, l)),
            text,
        }
    }
}

/// Which templates the picker needs: those that may be chosen at all.
pub(super) fn needs_choices(head: &Head, again: &Again, reader: &Reader) -> bool {
    match state(head, reader) {
        Composer::TemplateOnly => true,
        Composer::Text => again.picker,
        Composer::OptedOut
        | Composer::NotYours
        | Composer::OfferedToYou
        | Composer::OfferedToOther
        | Composer::Nobodys
        | Composer::Ended
        | Composer::NumberOff => false,
    }
}

/// It is taken from whom the page names, and from nobody else.
fn take_from(head: &Head) -> String {
    let from = head.assignee.as_ref().map_or_else(String::new, |person| format!("?from={}", person.id));
    format!("/inbox/{}/take{from}", head.conversation)
}

fn still(state: Composer, head: &Head, reader: &Reader) -> Option<Still> {
    let l = reader.l;
    let action = |verb: &str| format!("/inbox/{}/{verb}", head.conversation);
    let moment = |at| time::moment(at, reader.now, &reader.tz, l);
    let name = &head.name;
    Some(match state {
        Composer::Text | Composer::TemplateOnly => return None,
        Composer::OptedOut => Still {
            icon: "i-ban",
            title: consent::opted_out(head, reader).unwrap_or_default(),
            text: l.t1("composer-opted-out-text", "name", name),
            button: None,
            link: None,
            word: None,
        },
        Composer::NumberOff => number_off(head, reader),
        Composer::NotYours => {
            let holder = head.assignee.as_ref().map_or_else(String::new, |person| person.name.clone());
            Still {
                icon: "i-user",
                title: l.t2("composer-not-yours", "holder", &holder, "name", name),
                text: l.t1("composer-not-yours-text", "holder", &holder),
                button: Some((take_from(head), l.t("composer-take-over"), false)),
                link: None,
                word: Some(l.t1("composer-take-word", "name", &holder)),
            }
        }
        Composer::OfferedToYou | Composer::OfferedToOther => offered(state, head, reader),
        Composer::Nobodys => Still {
            icon: "i-hand",
            title: l.t("composer-nobodys"),
            text: match head.waiting_since_at {
                Some(since) => l.t1("composer-nobodys-waits", "span", time::waited(reader.now - since, l)),
                None => l.t("composer-nobodys-text"),
            },
            button: Some((action("take"), l.t("composer-take"), true)),
            link: None,
            word: None,
        },
        Composer::Ended => {
            let by_you = head.assignee.as_ref().or(head.former.as_ref()).filter(|person| person.id == reader.user);
            let when = head.closed_at.map(moment);
            let title = match (when, by_you) {
                (Some(when), Some(_)) => l.t1("composer-ended-you", "when", when),
                (Some(when), None) => l.t1("composer-ended", "when", when),
                (None, _) => l.t("composer-wrap-up"),
            };
            let text = match head.window.at(reader.now) {
                WindowState::Open { until } => l.t1("composer-ended-open", "when", moment(until)),
                WindowState::Closed { .. } | WindowState::NeverOpened => l.t("composer-ended-shut"),
            };
            let button = match head.closed_at {
                Some(_) => (action("begin"), l.t("composer-write-again"), false),
                None => (action("close"), l.t("composer-close"), false),
            };
            Still { icon: "i-tick", title, text, button: Some(button), link: None, word: None }
        }
    })
}

/// It is offered: to the reader, who may accept it here too, or to somebody whose answer is awaited.
fn offered(state: Composer, head: &Head, reader: &Reader) -> Still {
    let (l, name) = (reader.l, &head.name);
    let holder = head.assignee.as_ref().map_or_else(String::new, |person| person.name.clone());
    let until = head.offered_until.map_or_else(String::new, |until| time::clock_time(until, &reader.tz, l));
    if state == Composer::OfferedToYou {
        let accept = format!("/inbox/{}/accept", head.conversation);
        return Still {
            icon: "i-hand",
            title: l.t1("composer-offered", "name", name),
            text: l.t1("composer-offered-text", "until", until),
            button: Some((accept, l.t("offer-accept"), true)),
            link: None,
            word: None,
        };
    }
    Still {
        icon: "i-user",
        title: l.t2("composer-offered-other", "holder", &holder, "name", name),
        text: l.t2("composer-offered-other-text", "holder", &holder, "until", until),
        button: Some((take_from(head), l.t("composer-take-over"), false)),
        link: None,
        word: None,
    }
}

/// What is so, what is kept, and who can do what. Its agents may still put the conversation away.
fn number_off(head: &Head, reader: &Reader) -> Still {
    let l = reader.l;
    let action = |verb: &str| format!("/inbox/{}/{verb}", head.conversation);
    let (word, place) = if head.number_deleted {
        ("deleted", "/admin/numbers".to_owned())
    } else if head.account_active {
        ("number", format!("/admin/numbers/{}", head.number))
    } else {
        ("account", format!("/admin/accounts/{}", head.account))
    };
    let admin = may_administer(reader.actor).is_ok();
    let who = if admin { "you" } else { "admin" };
    let now = l.t(format!("composer-off-{word}-text"));
    let button = match (head.state, &head.assignee) {
        (State::WrapUp, _) if may_finish(reader.actor, &access(head)).is_ok() => {
            Some((action("close"), l.t("composer-close"), false))
        }
        (State::Closed | State::WrapUp, _) | (_, Some(_)) => None,
        // Whoever wants to close it must have it.
        (_, None) => {
            may_finish(reader.actor, &access(head)).is_err().then(|| (action("take"), l.t("composer-take"), false))
        }
    };
    Still {
        icon: "i-ban",
        title: l.t1(format!("composer-off-{word}"), "number", &head.number_name),
        text: format!("{now} {}", l.t(format!("composer-off-{word}-{who}"))),
        button,
        link: admin.then(|| (place, l.t(format!("composer-off-{word}-link")))),
        word: None,
    }
}

/// A template's id as a form gives it.
pub(super) fn template_id(text: &str) -> Option<TemplateId> {
    text.parse().ok()
}
