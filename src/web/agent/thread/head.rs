//! The line above the log: who it is, whose it is, and what may be done with it.

use crate::domain::conversation::{Phase, State};
use crate::domain::permission::may_finish;
use crate::store::inbox_view::Aside;
use crate::store::thread_view::Head;
use crate::web::agent::face::Face;
use crate::web::agent::looking::LookingView;
use crate::web::agent::{Reader, composer};
use crate::web::standing::StandingView;
use crate::web::time;

/// The line above the log.
pub(in crate::web::agent) struct HeadView {
    pub face: Face,
    pub name: String,
    pub address: String,
    pub number_name: String,
    pub colour: i64,
    pub pill: String,
    pub pill_class: &'static str,
    /// Until when its queue is closed, if it is.
    pub closed: Option<String>,
    pub may_finish: bool,
    /// Whether its paperwork can begin, which is so for what somebody has.
    pub may_end: bool,
    /// Whether whoever ends it is asked what became of it.
    pub asks_outcome: bool,
    /// Whether it may be left until the contact writes.
    pub may_wait: bool,
    pub may_release: bool,
    /// Whether it may be given to a colleague or a queue.
    pub may_transfer: bool,
    /// To whom it can be given back: who had it before the reader.
    pub give_back: Option<(i64, String)>,
    /// That it is set aside, in words.
    pub aside: Option<String>,
    /// Whether that is an end which is near.
    pub closes: bool,
    /// Whether it may be set aside.
    pub may_snooze: bool,
    pub unread: i64,
    /// Who else has it open.
    pub looking: LookingView,
}

/// Whether its queue is open, if that has hours.
pub(in crate::web::agent) fn standing(head: &Head, reader: &Reader) -> Option<StandingView> {
    let hours = head.hours.as_ref()?;
    Some(StandingView::at(&hours.standing(reader.now), reader.l, &reader.tz, reader.now))
}

/// The line above the log in words.
pub(in crate::web::agent) fn head_view(head: &Head, reader: &Reader) -> HeadView {
    let l = reader.l;
    let live = !matches!(head.state, State::Closed | State::WrapUp);
    let offered = head.phase == Some(Phase::AwaitingAcceptance);
    // What is offered is accepted first.
    let finish = live && !offered && may_finish(reader.actor, &composer::access(head)).is_ok();
    let (pill, pill_class) = match &head.assignee {
        _ if !live => (l.t("thread-ended"), ""),
        Some(person) if offered && person.id == reader.user => (l.t("thread-offered-you"), "is-soon"),
        Some(person) if offered => (l.t1("thread-offered", "name", &person.name), ""),
        Some(person) if head.state == State::Waiting && person.id == reader.user => (l.t("thread-waits"), "is-info"),
        Some(person) if person.id == reader.user => (l.t("thread-yours"), "is-info"),
        Some(person) => (person.name.clone(), ""),
        None if head.with_bot => (l.t("thread-with-bot"), "is-info"),
        None => (l.t("thread-nobodys"), ""),
    };
    let moment = |at| time::moment(at, reader.now, &reader.tz, l);
    let aside = match head.aside {
        Some(Aside::Until(Some(until))) => Some(l.t1("thread-snoozed-until", "when", moment(until))),
        Some(Aside::Until(None)) => Some(l.t("thread-snoozed-answer")),
        Some(Aside::Closes(until)) => Some(l.t1("thread-closes", "when", moment(until))),
        Some(Aside::Back) | None => None,
    };
    let own = head.assignee.as_ref().is_some_and(|person| person.id == reader.user);
    let former = head.former.as_ref().filter(|person| finish && own && head.former_works && person.id != reader.user);
    HeadView {
        looking: LookingView::default(),
        give_back: former.map(|person| (person.id.0, person.name.clone())),
        may_snooze: live && !offered,
        closes: matches!(head.aside, Some(Aside::Closes(_))),
        aside,
        face: Face::of(head.contact, &head.name, &head.window, head.opted_out_at.is_some(), reader.now),
        name: head.name.clone(),
        address: head.address.display(),
        number_name: head.number_name.clone(),
        colour: head.number_colour,
        pill,
        pill_class,
        closed: standing(head, reader).filter(|standing| live && !standing.open).map(|standing| standing.text),
        may_finish: finish,
        may_end: finish && head.state != State::Open,
        asks_outcome: head.has_outcomes,
        may_wait: finish && head.state == State::Active,
        may_release: finish && head.assignee.is_some(),
        may_transfer: finish,
        unread: head.unread,
    }
}
