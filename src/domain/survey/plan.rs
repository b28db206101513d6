//! Whether somebody is asked now, and how: in the chat or by a link while the window is open, by a template when it is
//! not; else it is noted why not, for an unsent survey that nobody sees is a result that is wrong.

use crate::domain::compose;
use crate::domain::message::words;
use crate::domain::survey::{ASKED_AGAIN_AFTER, Settings, Through, Way};
use crate::domain::time::Timestamp;

words! {
    /// Why nobody was asked.
    NotSent {
        /// The contact opted out.
        OptedOut = "opted_out",
        /// Our number is off.
        NumberOff = "number_off",
        /// They were asked in this thread a short while ago.
        AskedLately = "asked_lately",
        /// The window is closed, and no template is set for that.
        WindowClosed = "window_closed",
        /// The window is closed, and the template may not be sent now.
        Template = "template",
    }
}

/// What decides.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// What the number asks.
    pub settings: &'a Settings,
    /// What decides about sending.
    pub sending: compose::Facts,
    /// When they were last asked in this thread.
    pub asked_at: Option<Timestamp>,
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// Nothing, and nothing is noted: no survey is switched on.
    Nothing,
    /// They are asked.
    Ask(Through),
    /// They are not, which is noted.
    NotSent(NotSent),
}

/// What is done at `now`.
#[must_use]
pub fn plan(facts: &Facts<'_>, now: Timestamp) -> Plan {
    let (settings, sending) = (facts.settings, &facts.sending);
    if !settings.active {
        return Plan::Nothing;
    }
    if !sending.number_active {
        return Plan::NotSent(NotSent::NumberOff);
    }
    if sending.opted_out {
        return Plan::NotSent(NotSent::OptedOut);
    }
    if facts.asked_at.is_some_and(|at| now - at < ASKED_AGAIN_AFTER) {
        return Plan::NotSent(NotSent::AskedLately);
    }
    match (sending.window.is_open(now), settings.way, &settings.template) {
        (true, Way::Chat, _) => Plan::Ask(Through::Chat),
        (true, Way::Link, _) => Plan::Ask(Through::Link),
        (false, _, Some(_)) => Plan::Ask(Through::Template),
        (false, _, None) => Plan::NotSent(NotSent::WindowClosed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::TemplateId;
    use crate::domain::time::Millis;
    use crate::domain::window::Window;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    #[test]
    fn the_ladder_goes_from_the_chat_to_a_note_why_not() {
        let on = Settings { active: true, ..Settings::default() };
        let link = Settings { way: Way::Link, ..on.clone() };
        let with = Settings { template: Some((TemplateId(1), "1".to_owned())), ..on.clone() };
        let hour = Millis::hours(1);
        for (settings, wrote, asked, opted_out, number, want) in [
            (&Settings::default(), hour, None, true, false, Plan::Nothing),
            (&on, hour, None, false, true, Plan::Ask(Through::Chat)),
            (&link, hour, None, false, true, Plan::Ask(Through::Link)),
            (&with, hour, None, false, true, Plan::Ask(Through::Chat)),
            (&with, Millis::hours(25), None, false, true, Plan::Ask(Through::Template)),
            (&on, Millis::hours(25), None, false, true, Plan::NotSent(NotSent::WindowClosed)),
            (&on, hour, Some(Millis::hours(23)), false, true, Plan::NotSent(NotSent::AskedLately)),
            (&on, hour, Some(Millis::hours(24)), false, true, Plan::Ask(Through::Chat)),
            (&with, hour, None, true, true, Plan::NotSent(NotSent::OptedOut)),
            (&with, hour, None, true, false, Plan::NotSent(NotSent::NumberOff)),
        ] {
            let window = Window { last_inbound_at: Some(NOW - wrote), refused_at: None, margin: Millis::ZERO };
            let sending = compose::Facts { window, opted_out, number_active: number, sandbox: false };
            let facts = Facts { settings, sending, asked_at: asked.map(|ago: Millis| NOW - ago) };
            assert_eq!(plan(&facts, NOW), want, "{settings:?} {wrote:?} {asked:?} {opted_out} {number}");
        }
    }
}
