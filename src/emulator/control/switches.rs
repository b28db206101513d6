//! The switches of [`Control`]: how it behaves, and what goes wrong on purpose.

use std::time::Duration;

use super::super::mischief::{FailAt, Failure, Outage, Swallow};
use super::super::reports;
use super::Control;

/// Habits.
impl Control {
    /// Whether messages arrive by themselves, and whether customers read them at once.
    pub fn set_auto(&self, delivered: bool, read: bool) {
        self.core.change(|state| (state.habits.deliver, state.habits.read) = (delivered, read));
    }

    /// The pause before each report; none at the start.
    pub fn set_pace(&self, pace: Duration) {
        self.core.change(|state| state.habits.pace = pace);
    }

    /// After which time of the shared clock submitted templates are approved; none: only by hand.
    pub fn set_approve_after(&self, after: Option<Duration>) {
        let after = after.map(|after| i64::try_from(after.as_millis()).unwrap_or(i64::MAX));
        self.core.change(|state| state.habits.approve_after = after);
    }

    /// How many sends may be under way at once before 429 is answered.
    pub fn set_concurrency(&self, limit: u32) {
        self.core.change(|state| state.habits.concurrency = limit);
    }

    /// Whether the newer services answer errors as `application/problem+json`.
    pub fn set_problem_json(&self, on: bool) {
        self.core.change(|state| state.habits.problem_json = on);
    }

    /// Whether the words `join …` are posted to the webhook like any message.
    pub fn set_join_is_posted(&self, on: bool) {
        self.core.change(|state| state.habits.join_is_posted = on);
    }
}

/// Mischief.
impl Control {
    /// The next send fails with this code; several calls queue up.
    pub fn fail_next(&self, code: u32, at: FailAt) {
        self.core.change(|state| state.mischief.failures.push_back(Failure { code, at }));
    }

    /// The next so many sends are accepted (and delivered), and answered in this way.
    pub fn swallow_next(&self, how: Swallow, count: u32) {
        self.core.change(|state| state.mischief.swallow = (count > 0).then_some((how, Some(count))));
    }

    /// Every report is posted twice.
    pub fn set_reports_twice(&self, on: bool) {
        self.core.change(|state| state.mischief.reports_twice = on);
    }

    /// Reports of a message are posted in the wrong order.
    pub fn set_reports_reversed(&self, on: bool) {
        self.core.change(|state| state.mischief.reports_reversed = on);
    }

    /// Reports wait until [`Control::release_reports`].
    pub fn hold_reports(&self) {
        self.core.change(|state| state.mischief.reports_held = true);
    }

    /// Posts what was held and holds nothing any more.
    pub fn release_reports(&self) {
        self.core.change(|state| state.mischief.reports_held = false);
        reports::release(&self.core);
    }

    /// Forgets what was held, as if Twilio had lost it, and holds nothing any more.
    pub fn drop_reports(&self) {
        self.core.change(|state| {
            state.mischief.reports_held = false;
            state.held.clear();
        });
    }

    /// Reports come before the answer to the creation.
    pub fn set_report_first(&self, on: bool) {
        self.core.change(|state| state.mischief.report_first = on);
    }

    /// Every message of a customer is posted twice.
    pub fn set_inbound_twice(&self, on: bool) {
        self.core.change(|state| state.mischief.inbound_twice = on);
    }

    /// Posts are signed with a wrong key.
    pub fn set_wrong_key(&self, on: bool) {
        self.core.change(|state| state.mischief.wrong_key = on);
    }

    /// The API is unreachable for this time of the shared clock.
    pub fn be_unreachable(&self, how: Outage, time: Duration) {
        let until = self.core.now() + i64::try_from(time.as_millis()).unwrap_or(i64::MAX / 2);
        self.core.change(|state| state.mischief.outage = Some((how, until)));
    }

    /// The API is reachable again.
    pub fn be_reachable(&self) {
        self.core.change(|state| state.mischief.outage = None);
    }

    /// The next so many requests are answered 429, with `Retry-After` if given.
    pub fn be_busy(&self, requests: u32, retry_after: Option<u32>) {
        self.core.change(|state| (state.mischief.busy, state.mischief.retry_after) = (requests, retry_after));
    }

    /// The next so many fetches of files are answered 404, as it happens right after a webhook.
    pub fn set_media_late(&self, fetches: u32) {
        self.core.change(|state| state.mischief.media_late = fetches);
    }

    /// Whether files are not there, however often somebody asks.
    pub fn set_media_gone(&self, on: bool) {
        self.core.change(|state| state.mischief.media_gone = on);
    }

    /// Where fetches of files are sent instead of to the bytes.
    pub fn set_media_elsewhere(&self, url: Option<&str>) {
        self.core.change(|state| state.mischief.media_elsewhere = url.map(str::to_owned));
    }

    /// The next so many requests are answered 502 with the HTML of a gateway.
    pub fn answer_gateway_pages(&self, requests: u32) {
        self.core.change(|state| state.mischief.gateway_pages = requests);
    }

    /// Nothing goes wrong any more. Held reports are posted.
    pub fn behave(&self) {
        self.core.change(|state| state.mischief = Default::default());
        reports::release(&self.core);
    }
}
