//! Steps are kept as JSON and read again, also by a later program.

use super::*;
use crate::domain::assignment::WhyNot;
use crate::domain::ids::SkillId;
use crate::domain::overflow::Cause;
use crate::domain::rule::Verdict;
use crate::domain::skill::{Lack, Level};
use crate::domain::user::Presence;

const ANA: UserId = UserId(1);
const BEN: UserId = UserId(2);

fn steps() -> Vec<Step> {
    let read = Read { rule: RuleId(4), verdict: Verdict::NotMatched(Some(2)) };
    let lack = Lack { skill: SkillId(2), needed: Level::new(7).unwrap(), has: None };
    let considered = vec![
        Considered { agent: ANA, why_not: None },
        Considered { agent: BEN, why_not: Some(WhyNot::Lacks(vec![lack])) },
        Considered { agent: BEN, why_not: Some(WhyNot::Presence(Presence::Away)) },
        Considered { agent: BEN, why_not: Some(WhyNot::NoRoom { free: Units(0), needed: Units(1) }) },
        Considered { agent: BEN, why_not: Some(WhyNot::Refused(3)) },
        Considered { agent: BEN, why_not: Some(WhyNot::KeptFor(ANA)) },
    ];
    let placing = Placing {
        destination: Destination::End(QueueId(2), Cause::OutOfHours),
        reason: Reason::Overflow,
        rule: Some(RuleId(4)),
        passed: vec![Passed { queue: QueueId(2), cause: Cause::OutOfHours }],
    };
    let classified =
        Classified { read: vec![(RuleSetId(1), read)], tags: vec!["vip".to_owned()], ..Classified::default() };
    vec![
        Step::classified(&classified),
        Step::routed(vec![read], &placing),
        Step::moved(&placing, None),
        Step::chosen(QueueId(2), Some(ANA), Choice { agent: Some(ANA), considered: considered.clone() }),
        Step::chosen(QueueId(2), None, Choice { agent: None, considered: considered[1..].to_vec() }),
        Step::Offered { agent: ANA, until: Timestamp(9) },
        Step::Answered { agent: ANA, answer: Answer::Declined, refused: 1 },
        Step::Kept { agent: ANA, until: Timestamp(9) },
        Step::Released { agent: ANA, by: Some(BEN) },
        Step::Closed { reason: CloseReason::Overflow },
    ]
}

#[test]
fn what_is_kept_is_read_again() {
    let mut keys: Vec<&str> = Vec::new();
    for step in steps() {
        let json = serde_json::to_string(&step).unwrap();
        assert_eq!(serde_json::from_str::<Step>(&json).unwrap(), step, "{json}");
        assert!(json.starts_with(&format!("{{\"{}\"", step.key())), "{json}");
        keys.push(step.key());
    }
    keys.dedup();
    assert_eq!(keys.len(), steps().len(), "one sentence each");
}

#[test]
fn who_got_it_and_why_nobody_did() {
    let steps = steps();
    let [kept, nobody] = &steps[3..5] else { panic!("two") };
    assert!(matches!(kept, Step::Assigned { how: How::Kept, above_by: None, .. }), "{kept:?}");
    assert!(matches!(nobody, Step::Nobody { waits: Waits::Kept, .. }), "{nobody:?}");
    assert!(repeats(Some(nobody), nobody) && !repeats(Some(kept), nobody) && !repeats(None, nobody));
    let many =
        Choice { agent: None, considered: vec![Considered { agent: ANA, why_not: Some(WhyNot::Refused(3)) }; 90] };
    let Step::Nobody { considered, waits, .. } = Step::chosen(QueueId(1), None, many) else { panic!("somebody") };
    assert_eq!((considered.len(), waits), (CONSIDERED_MAX, Waits::Refused));
    let empty = Step::chosen(QueueId(1), None, Choice { agent: None, considered: Vec::new() });
    assert!(matches!(empty, Step::Nobody { waits: Waits::NoMembers, .. }));
    assert!(!repeats(Some(nobody), &empty), "another reason is worth a line");
}
