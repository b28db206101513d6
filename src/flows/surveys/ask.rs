//! A conversation is over, and its contact is asked how it was; or it is noted why not.

use std::collections::BTreeMap;

use crate::domain::automatic::Trigger;
use crate::domain::automatic::text::how_to_answer;
use crate::domain::ids::{TemplateId, UserId};
use crate::domain::language::Language;
use crate::domain::refusal::Refusal;
use crate::domain::survey::{After, CHAT_FOR, Facts, LINK_FOR, NotSent, Plan, Settings, Through, plan};
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::domain::window::MARGIN_DEFAULT;
use crate::flows::conversations::quiet;
use crate::flows::messages::automatic::{self, Extra};
use crate::flows::messages::send::Wanted;
use crate::flows::sign_ins::hash;
use crate::random;
use crate::store::conversation::Conversation;
use crate::store::survey::{self, NewSurvey};
use crate::store::thread::{self, Thread};
use crate::store::{Fault, Tx, message, setting, survey_setting};

/// Asks, once for each conversation. Nothing is asked about one in which nobody of us wrote.
///
/// # Errors
/// [`Fault`] of the store.
pub(crate) fn ask(tx: &Tx<'_>, conversation: &Conversation, now: Timestamp) -> Result<(), Fault> {
    let Some(after) = message::answered_by(tx, conversation)? else { return Ok(()) };
    let settings = survey_setting::of(tx, conversation.number_id, after)?;
    if !settings.active || survey::of(tx, conversation.id)?.is_some() {
        return Ok(());
    }
    let Some(thread) = thread::by_id(tx, conversation.thread_id)? else { return Ok(()) };
    let asked_at = survey::latest(tx, thread.id)?.map(|last| last.asked_at);
    let facts = Facts { settings: &settings, sending: thread.facts(MARGIN_DEFAULT), asked_at };
    let asked = Asked { conversation, thread: &thread, after, settings: &settings };
    match plan(&facts, now) {
        Plan::Nothing => Ok(()),
        Plan::NotSent(why) => asked.keep(tx, Err(why), None, now),
        Plan::Ask(Through::Chat) => asked.in_chat(tx, now),
        Plan::Ask(through) => asked.by_link(tx, through, now),
    }
}

struct Asked<'a> {
    conversation: &'a Conversation,
    thread: &'a Thread,
    after: After,
    settings: &'a Settings,
}

impl Asked<'_> {
    fn language(&self, tx: &Tx<'_>) -> Result<Language, Fault> {
        automatic::language_of(tx, self.thread, None)
    }

    fn user(&self) -> Option<UserId> {
        self.conversation.assignee.or(self.conversation.former_assignee).filter(|_| self.after == After::Person)
    }

    fn keep(
        &self,
        tx: &Tx<'_>,
        outcome: Result<Through, NotSent>,
        token: Option<&str>,
        now: Timestamp,
    ) -> Result<(), Fault> {
        let lasts = if outcome == Ok(Through::Chat) { CHAT_FOR } else { LINK_FOR };
        let new = NewSurvey {
            conversation: self.conversation.id,
            thread: self.thread.id,
            number: self.conversation.number_id,
            user: self.user(),
            after: self.after,
            kind: self.settings.kind,
            comment_wanted: self.settings.comment,
            language: self.language(tx)?,
            outcome,
            token_hash: token.map(hash),
            until: now + lasts,
        };
        survey::insert(tx, &new, now)?;
        let waits = (outcome == Ok(Through::Chat)).then_some(new.until);
        survey::wait_in_chat(tx, self.thread.id, waits)?;
        tx.publish(self.conversation.changed(self.conversation.assignee));
        Ok(())
    }

    fn in_chat(&self, tx: &Tx<'_>, now: Timestamp) -> Result<(), Fault> {
        let how = how_to_answer(self.settings.kind, self.language(tx)?);
        let outcome = self.invite(tx, how, Through::Chat, now)?;
        self.keep(tx, outcome, None, now)
    }

    fn by_link(&self, tx: &Tx<'_>, through: Through, now: Timestamp) -> Result<(), Fault> {
        let token = random::token();
        let public_url = setting::get(tx, setting::PUBLIC_URL)?.unwrap_or_default();
        let link = format!("{public_url}/s/{token}");
        let outcome = match (through, &self.settings.template) {
            (Through::Template, Some((template, variable))) => self.template(tx, *template, variable, link, now)?,
            _ => self.invite(tx, &link, through, now)?,
        };
        let token = outcome.is_ok().then_some(token);
        self.keep(tx, outcome, token.as_deref(), now)
    }

    fn invite(
        &self,
        tx: &Tx<'_>,
        link: &str,
        through: Through,
        now: Timestamp,
    ) -> Result<Result<Through, NotSent>, Fault> {
        let extra = Extra { survey_link: Some(link), ..Extra::default() };
        let told = automatic::tell(tx, self.conversation, Trigger::SurveyInvitation, &extra, now)?;
        // The plan has looked at what a text may not do; what is left is a text of the admin's that says nothing.
        Ok(if told.is_sent() { Ok(through) } else { Err(NotSent::Template) })
    }

    fn template(
        &self,
        tx: &Tx<'_>,
        template: TemplateId,
        variable: &str,
        link: String,
        now: Timestamp,
    ) -> Result<Result<Through, NotSent>, Fault> {
        let wanted = Wanted::Template { template, values: BTreeMap::from([(variable.to_owned(), link)]) };
        let sent =
            quiet::send_into(tx, Actor::Command, (self.thread, self.conversation.id), &wanted, MARGIN_DEFAULT, now);
        match sent {
            Ok(_) => Ok(Ok(Through::Template)),
            Err(Fault::Refused(Refusal::OptedOut)) => Ok(Err(NotSent::OptedOut)),
            Err(Fault::Refused(_)) => Ok(Err(NotSent::Template)),
            Err(other) => Err(other),
        }
    }
}
