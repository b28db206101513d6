//! What may happen, so that a text is sent.

use crate::domain::inbound::OptOut;
use crate::domain::message::words;
use crate::domain::overflow::Cause;
use crate::domain::time::Millis;

words! {
    /// What happened. The order is that of a conversation, and of the page that shows them.
    #[derive(PartialOrd, Ord, serde::Deserialize)]
    Trigger {
        /// Somebody wrote who never had a conversation with us.
        FirstContact = "first_contact",
        /// Somebody began a conversation who had one before.
        ReturningContact = "returning_contact",
        /// Nobody of the queue is there.
        NoAgent = "no_agent",
        /// The queue is closed, and the conversation waits or ends.
        OutOfHours = "out_of_hours",
        /// The queue is closed since it is a holiday.
        Holiday = "holiday",
        /// Others are before it, or fewer than when it was last told.
        Queued = "queued",
        /// Nobody is before it any more.
        NextInLine = "next_in_line",
        /// It waits for long.
        WaitingLong = "waiting_long",
        /// It ends: too many wait in its queue.
        TooMany = "too_many",
        /// It ends: it waited for too long.
        TooLong = "too_long",
        /// It was given to an agent.
        Assigned = "assigned",
        /// An agent took it.
        AgentJoined = "agent_joined",
        /// Another agent has it now.
        TransferredToAgent = "transferred_to_agent",
        /// It went to another queue.
        TransferredToQueue = "transferred_to_queue",
        /// A second agent helps.
        ConsultJoined = "consult_joined",
        /// The second agent left.
        ConsultLeft = "consult_left",
        /// The 24 hours are nearly over.
        WindowEnding = "window_ending",
        /// Its agent ended it.
        Ended = "ended",
        /// It is about to be closed, since the contact is silent.
        ClosingSoon = "closing_soon",
        /// It was closed, since the contact was silent.
        ClosedInactive = "closed_inactive",
        /// Somebody closed it who did not have it.
        ForceClosed = "force_closed",
        /// What came cannot be shown.
        Unsupported = "unsupported",
        /// A file was not taken.
        FileRefused = "file_refused",
        /// A file was larger than what is taken.
        FileTooLarge = "file_too_large",
        /// Asks how it was.
        SurveyInvitation = "survey_invitation",
        /// Thanks for saying how it was.
        SurveyThanks = "survey_thanks",
        /// The contact opted out.
        OptedOut = "opted_out",
        /// The contact opted in again.
        OptedIn = "opted_in",
    }
}

words! {
    /// Where in a conversation it happens.
    Group {
        /// When it begins.
        Beginning = "beginning",
        /// While it waits.
        Waiting = "waiting",
        /// With an agent.
        Agent = "agent",
        /// When it ends.
        End = "end",
        /// What came cannot be taken.
        Received = "received",
        /// Afterwards.
        Survey = "survey",
        /// STOP and START.
        Consent = "consent",
    }
}

/// A time that may be set, and between what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Unless set otherwise.
    pub default: Millis,
    /// The shortest.
    pub min: Millis,
    /// The longest.
    pub max: Millis,
}

impl Trigger {
    /// What is confirmed when a contact says this; HELP is no matter of consent.
    #[must_use]
    pub const fn of(said: OptOut) -> Option<Self> {
        match said {
            OptOut::Stop => Some(Self::OptedOut),
            OptOut::Start => Some(Self::OptedIn),
            OptOut::Help => None,
        }
    }

    /// Why a queue ends a conversation; the other causes end none.
    #[must_use]
    pub const fn of_overflow(cause: Cause) -> Option<Self> {
        match cause {
            Cause::OutOfHours => Some(Self::OutOfHours),
            Cause::TooMany => Some(Self::TooMany),
            Cause::TooLong => Some(Self::TooLong),
            Cause::NoMembers | Cause::Gone => None,
        }
    }

    /// Where in a conversation it happens.
    #[must_use]
    pub const fn group(self) -> Group {
        match self {
            Self::FirstContact | Self::ReturningContact | Self::NoAgent | Self::OutOfHours | Self::Holiday => {
                Group::Beginning
            }
            Self::Queued | Self::NextInLine | Self::WaitingLong | Self::TooMany | Self::TooLong => Group::Waiting,
            Self::Assigned
            | Self::AgentJoined
            | Self::TransferredToAgent
            | Self::TransferredToQueue
            | Self::ConsultJoined
            | Self::ConsultLeft
            | Self::WindowEnding => Group::Agent,
            Self::Ended | Self::ClosingSoon | Self::ClosedInactive | Self::ForceClosed => Group::End,
            Self::Unsupported | Self::FileRefused | Self::FileTooLarge => Group::Received,
            Self::SurveyInvitation | Self::SurveyThanks => Group::Survey,
            Self::OptedOut | Self::OptedIn => Group::Consent,
        }
    }

    /// Whether it is switched elsewhere, and so never here: an end that a queue chooses always says why, and a survey that
    /// is asked is asked.
    #[must_use]
    pub const fn is_switched_elsewhere(self) -> bool {
        matches!(self, Self::TooMany | Self::TooLong | Self::SurveyInvitation | Self::SurveyThanks)
    }

    /// Whether it goes where nobody has set anything: a STOP is always confirmed, unless somebody switches that off.
    #[must_use]
    pub const fn goes_unasked(self) -> bool {
        self.is_switched_elsewhere() || matches!(self, Self::OptedOut | Self::OptedIn)
    }

    /// Whether it is one of those that are offered together.
    #[must_use]
    pub const fn is_recommended(self) -> bool {
        matches!(
            self,
            Self::FirstContact
                | Self::OutOfHours
                | Self::Holiday
                | Self::WaitingLong
                | Self::TransferredToAgent
                | Self::ClosedInactive
                | Self::Unsupported
        )
    }

    /// Whether it says that nobody is there now, or greets: what nobody wants to read in the middle of a talk.
    #[must_use]
    pub const fn speaks_for_nobody(self) -> bool {
        matches!(
            self,
            Self::FirstContact
                | Self::ReturningContact
                | Self::NoAgent
                | Self::OutOfHours
                | Self::Holiday
                | Self::WaitingLong
        )
    }

    /// What only its own text may name, beside what every text may.
    #[must_use]
    pub const fn placeholders(self) -> &'static [&'static str] {
        match self {
            Self::OutOfHours | Self::Holiday => &["opens_at"],
            Self::Queued => &["position"],
            Self::WaitingLong | Self::WindowEnding | Self::ClosingSoon => &["minutes"],
            Self::SurveyInvitation => &["survey.link"],
            _ => &[],
        }
    }

    /// The time that belongs to it: after so long, or so long before the end.
    #[must_use]
    pub const fn after(self) -> Option<Span> {
        let (default, min) = match self {
            Self::WaitingLong => (Millis::minutes(10), Millis::minutes(1)),
            Self::WindowEnding | Self::ClosingSoon => (Millis::hours(1), Millis::minutes(5)),
            _ => return None,
        };
        Some(Span { default, min, max: Millis::hours(12) })
    }

    /// Whether time makes it be said, so that what is under way is to be looked at when it is set.
    #[must_use]
    pub const fn waits_for_time(self) -> bool {
        matches!(self, Self::Queued | Self::NextInLine) || self.after().is_some()
    }

    /// How long the same contact is not told again, unless set otherwise; `None`: each time that it happens.
    #[must_use]
    pub const fn once_per(self) -> Option<Millis> {
        match self {
            Self::ReturningContact => Some(Millis::hours(24)),
            Self::OutOfHours | Self::Holiday | Self::NoAgent => Some(Millis::hours(8)),
            Self::Queued => Some(Millis::minutes(5)),
            Self::WaitingLong | Self::Unsupported | Self::FileRefused | Self::FileTooLarge => Some(Millis::hours(1)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_stand_in_the_order_of_a_conversation() {
        let groups: Vec<usize> = Trigger::ALL
            .iter()
            .filter_map(|trigger| Group::ALL.iter().position(|group| *group == trigger.group()))
            .collect();
        assert!(groups.is_sorted(), "{groups:?}");
        assert_eq!(groups.len(), Trigger::ALL.len());
    }

    #[test]
    fn a_fresh_installation_sends_nothing_but_what_must_be_said() {
        let unasked: Vec<_> =
            Trigger::ALL.iter().filter(|one| one.goes_unasked() && !one.is_switched_elsewhere()).collect();
        assert_eq!(unasked, [&Trigger::OptedOut, &Trigger::OptedIn]);
        for trigger in Trigger::ALL.iter().filter(|one| one.is_recommended()) {
            assert!(!trigger.goes_unasked(), "{trigger:?}");
        }
    }
}
