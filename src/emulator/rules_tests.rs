use super::{Content, Facts, HOUR, Reach, verdict, window_open};
use crate::emulator::template::Approval;

const NOW: i64 = 1_800_000_000_000;

fn facts() -> Facts {
    Facts {
        now: NOW,
        sandbox: false,
        joined_at: None,
        last_sent_at: None,
        last_in_at: Some(NOW - HOUR),
        blocked: false,
        has_whatsapp: true,
        content: Content::Free,
    }
}

fn template(approval: Approval) -> Content {
    Content::Template { approval, reach: Reach::Anywhere, of_sandbox: false }
}

#[test]
fn the_window_is_half_open() {
    let opened = NOW - 24 * HOUR;
    assert!(window_open(Some(opened), NOW - 1));
    assert!(!window_open(Some(opened), NOW));
    assert!(!window_open(None, NOW));
}

#[test]
fn free_text_needs_the_window_and_an_approved_template_does_not() {
    assert_eq!(verdict(&facts()), None);
    let late = Facts { last_in_at: Some(NOW - 25 * HOUR), ..facts() };
    assert_eq!(verdict(&late), Some(63_016));
    assert_eq!(verdict(&Facts { content: template(Approval::Approved), ..late }), None);
    assert_eq!(verdict(&Facts { content: template(Approval::Pending), ..late }), Some(63_016));
    assert_eq!(verdict(&Facts { content: template(Approval::Paused), ..late }), Some(63_041));
    assert_eq!(verdict(&Facts { content: template(Approval::Unsubmitted), ..facts() }), None);
}

#[test]
fn a_list_never_goes_outside_the_window() {
    let list = Content::Template { approval: Approval::Approved, reach: Reach::InsideOnly, of_sandbox: false };
    assert_eq!(verdict(&Facts { content: list, ..facts() }), None);
    assert_eq!(verdict(&Facts { content: list, last_in_at: None, ..facts() }), Some(63_016));
}

#[test]
fn the_sandbox_wants_members_and_has_a_pace() {
    let stranger = Facts { sandbox: true, ..facts() };
    assert_eq!(verdict(&stranger), Some(63_015));
    let member = Facts { joined_at: Some(NOW - 71 * HOUR), ..stranger };
    assert_eq!(verdict(&member), None);
    assert_eq!(verdict(&Facts { joined_at: Some(NOW - 72 * HOUR), ..stranger }), Some(63_015));
    assert_eq!(verdict(&Facts { last_sent_at: Some(NOW - 2_999), ..member }), Some(63_018));
    assert_eq!(verdict(&Facts { last_sent_at: Some(NOW - 3_000), ..member }), None);
}

#[test]
fn the_sandbox_knows_only_its_own_templates() {
    let outside = Facts { sandbox: true, joined_at: Some(NOW - HOUR), last_in_at: None, ..facts() };
    assert_eq!(verdict(&Facts { content: template(Approval::Approved), ..outside }), Some(63_016));
    let built_in = Content::Template { approval: Approval::Approved, reach: Reach::Anywhere, of_sandbox: true };
    assert_eq!(verdict(&Facts { content: built_in, ..outside }), None);
}

#[test]
fn a_customer_who_blocked_us_gets_nothing() {
    assert_eq!(verdict(&Facts { blocked: true, ..facts() }), Some(63_014));
}
