//! The rules of WhatsApp that decide what becomes of a message: the 24 hours, the sandbox, templates.
//!
//! Pure functions of facts and `now`, so that they can be read and tested beside the description. Twilio
//! accepts almost everything and tells the outcome later; so does this.

use super::template::Approval;

/// One second in milliseconds.
pub const SECOND: i64 = 1_000;
/// One hour in milliseconds.
pub const HOUR: i64 = 3_600 * SECOND;
/// How long free text is allowed after the customer's last message.
pub const WINDOW: i64 = 24 * HOUR;
/// How long a customer stays in the sandbox.
pub const MEMBERSHIP: i64 = 72 * HOUR;
/// The sandbox sends one message in this time.
pub const SANDBOX_PACE: i64 = 3 * SECOND;
/// Text of a template with its values filled in stays under this.
pub const TEMPLATE_TEXT: usize = 1_024;

/// Whether free text is allowed at `now`: the 24 hours are half-open.
#[must_use]
pub fn window_open(last_in_at: Option<i64>, now: i64) -> bool {
    last_in_at.is_some_and(|at| now < at + WINDOW)
}

/// Whether somebody who joined the sandbox then is still in it at `now`.
#[must_use]
pub fn is_member(joined_at: Option<i64>, now: i64) -> bool {
    joined_at.is_some_and(|at| now < at + MEMBERSHIP)
}

/// What is being sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text or files of the business's own.
    Free,
    /// A template: its approval, and what its type allows.
    Template {
        /// How far WhatsApp's review is.
        approval: Approval,
        /// What the richest of its types allows.
        reach: Reach,
        /// One of the sandbox's three.
        of_sandbox: bool,
    },
}

/// Where content of a type may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Inside the window as it is, outside when approved.
    Anywhere,
    /// Only inside the window (list picker, location).
    InsideOnly,
    /// Only approved, even inside.
    ApprovedOnly,
}

/// Everything that decides.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The time of sending.
    pub now: i64,
    /// Whether the sender is the sandbox.
    pub sandbox: bool,
    /// When the customer joined it.
    pub joined_at: Option<i64>,
    /// When the sandbox last sent.
    pub last_sent_at: Option<i64>,
    /// The customer's last message.
    pub last_in_at: Option<i64>,
    /// The customer blocked the sender.
    pub blocked: bool,
    /// The customer has WhatsApp at all.
    pub has_whatsapp: bool,
    /// What is sent.
    pub content: Content,
}

/// The error that the status report is going to carry; none when the message arrives.
#[must_use]
pub fn verdict(facts: &Facts) -> Option<u32> {
    if facts.sandbox {
        if !is_member(facts.joined_at, facts.now) {
            return Some(63_015);
        }
        if facts.last_sent_at.is_some_and(|at| facts.now - at < SANDBOX_PACE) {
            return Some(63_018);
        }
    }
    if !facts.has_whatsapp {
        return Some(63_003);
    }
    if facts.blocked {
        return Some(63_014);
    }
    let open = window_open(facts.last_in_at, facts.now);
    match facts.content {
        Content::Free => (!open).then_some(63_016),
        Content::Template { approval, reach, of_sandbox } => template_verdict(facts, open, approval, reach, of_sandbox),
    }
}

fn template_verdict(facts: &Facts, open: bool, approval: Approval, reach: Reach, of_sandbox: bool) -> Option<u32> {
    if of_sandbox {
        return (!facts.sandbox && !open).then_some(63_016);
    }
    // The sandbox knows no templates but its own: everything else is content for inside the window.
    let approval = if facts.sandbox { Approval::Unsubmitted } else { approval };
    if open && reach != Reach::ApprovedOnly {
        return None;
    }
    if reach == Reach::InsideOnly {
        return Some(63_016);
    }
    match approval {
        Approval::Approved => None,
        Approval::Rejected => Some(63_040),
        Approval::Paused => Some(63_041),
        Approval::Disabled => Some(63_042),
        Approval::Unsubmitted | Approval::Received | Approval::Pending => Some(63_016),
    }
}

/// Whether a message with this error never left Twilio (`failed`) or was refused later (`undelivered`).
#[must_use]
pub fn never_left(code: u32) -> bool {
    matches!(code, 30_001 | 30_002 | 30_036 | 11_200..=12_300 | 63_001 | 63_006..=63_008 | 63_017..=63_019 | 63_034 | 63_038)
}

/// Twilio's own words for an error.
#[must_use]
pub fn sentence(code: u32) -> &'static str {
    match code {
        11_751 => "Media exceeds the size limit",
        20_003 => "Authentication Error - invalid username",
        20_404 => "The requested resource was not found",
        20_429 => "Too Many Requests",
        20_500 => "Internal server error",
        20_503 => "Service unavailable",
        21_211 => "The 'To' number is not a valid phone number",
        21_610 => "Attempt to send to unsubscribed recipient",
        21_617 => "The concatenated message body exceeds the 1600 character limit",
        30_001 => "Queue overflow",
        30_002 => "Account suspended",
        30_008 => "Unknown error",
        63_003 => "Channel could not find To address",
        63_007 => "Twilio could not find a Channel with the specified From address",
        63_013 => "Channel policy violation",
        63_014 => "Failed to send message because it was blocked by a user action",
        63_015 => "Channel sandbox can only send messages to phone numbers that have joined the sandbox",
        63_016 => "Failed to send freeform message because you are outside the allowed window. Use a Message Template.",
        63_018 => "Rate limit exceeded for Channel",
        63_019 => "Media failed to download",
        63_021 => "Channel invalid content error",
        63_024 => "Invalid message recipient",
        63_028 => "Number of parameters provided does not match the expected number of parameters",
        63_040 => "Template rejected",
        63_041 => "Template paused",
        63_042 => "Template disabled",
        63_049 => "Meta chose not to deliver this message",
        _ => "The message could not be delivered",
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
