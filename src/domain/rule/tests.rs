//! Sets one after another, the first match of each; collected queues; sentences; limits.

use super::*;
use crate::domain::condition::{Condition, Known, TextTest};
use crate::domain::ids::NumberId;
use crate::domain::rule::sentence::Value;
use crate::domain::time::Timestamp;

fn facts(message: &str) -> Facts {
    Facts::new(NumberId(7), Known::New, message, Timestamp(0))
}

fn says(word: &str) -> Clause {
    Clause { is: Condition::FirstMessage(TextTest::Contains(vec![word.to_owned()])), not: false }
}

fn rule<T>(id: i64, join: Join, when: Vec<Clause>, then: T) -> Rule<T> {
    Rule { id: RuleId(id), on: true, body: Body { join, when, then } }
}

fn sets(json: &str) -> Sets {
    serde_json::from_str(json).unwrap()
}

fn tagged(tag: &str) -> Clause {
    Clause { is: Condition::Tag(vec![tag.to_owned()]), not: false }
}

#[test]
fn the_first_of_each_set_counts_and_later_sets_see_it() {
    let urgent = rule(
        1,
        Join::All,
        vec![says("urgent")],
        sets(r#"{"priority":10,"tags":["urgent"],"skills":[{"skill":"1","level":3}]}"#),
    );
    let order = rule(2, Join::All, vec![says("order")], sets(r#"{"tags":["order"]}"#));
    let off = Rule { on: false, ..rule(3, Join::All, Vec::new(), sets(r#"{"tags":["never"]}"#)) };
    let second = rule(
        4,
        Join::All,
        vec![tagged("URGENT")],
        sets(r#"{"skills":[{"skill":"1","level":2},{"skill":"2","level":5}],"variables":{"level":"high"}}"#),
    );
    let else_ = rule(5, Join::All, Vec::new(), sets(r#"{"priority":500}"#));
    let sets = [
        RuleSet { id: RuleSetId(1), rules: vec![urgent, order, off] },
        RuleSet { id: RuleSetId(2), rules: vec![second, else_] },
    ];
    let mut known = facts("Urgent: my order!");
    let classified = classify(&sets, &mut known, Skills::default());
    let verdicts: Vec<(i64, Verdict)> = classified.read.iter().map(|(_, read)| (read.rule.0, read.verdict)).collect();
    use Verdict::{Matched, NotMatched, NotRead, Off};
    assert_eq!(verdicts, [(1, Matched), (2, NotRead), (3, Off), (4, Matched), (5, NotRead)]);
    assert_eq!(classified.tags, ["urgent"]);
    assert_eq!(classified.priority, Priority::new(10).ok());
    assert_eq!(classified.variables["level"], "high");
    let levels: Vec<(i64, i64)> =
        classified.skills.iter().map(|needed| (needed.skill.0, needed.level.number())).collect();
    assert_eq!(levels, [(1, 3), (2, 5)], "added, and none lowered");
    assert!(known.variables.contains_key("level") && known.tags.contains("urgent"), "for the rules behind");

    let calm = classify(&sets, &mut facts("my order"), classified.skills.clone());
    let verdicts: Vec<Verdict> = calm.read.iter().map(|(_, read)| read.verdict).collect();
    assert_eq!(verdicts, [NotMatched(Some(1)), Matched, Off, NotMatched(Some(1)), Matched]);
    assert_eq!(calm.skills, classified.skills, "routed again, it keeps the skills that it needs");
    assert_eq!(calm.priority, Priority::new(500).ok());
}

#[test]
fn all_and_any() {
    let (a, b) = (says("a"), says("b"));
    let to = To { queue: QueueId(1) };
    for (join, when, message, want) in [
        (Join::All, vec![a.clone(), b.clone()], "a b", Verdict::Matched),
        (Join::All, vec![a.clone(), b.clone()], "a", Verdict::NotMatched(Some(2))),
        (Join::All, vec![a.clone(), b.clone()], "b", Verdict::NotMatched(Some(1))),
        (Join::Any, vec![a.clone(), b.clone()], "b", Verdict::Matched),
        (Join::Any, vec![a, b], "c", Verdict::NotMatched(None)),
        (Join::All, vec![], "", Verdict::Matched),
        (Join::Any, vec![], "", Verdict::Matched),
    ] {
        assert_eq!(rule(1, join, when, to).verdict(&facts(message)), want, "{join:?} {message}");
    }
}

#[test]
fn every_route_that_matches_is_collected_once() {
    let to = |id, word: &str, queue| rule(id, Join::All, vec![says(word)], To { queue: QueueId(queue) });
    let rules = [to(1, "a", 3), to(2, "b", 4), to(3, "a", 3), to(4, "c", 5)];
    let (collected, read) = route(&rules, &facts("c b a"));
    let collected: Vec<(i64, i64)> = collected.iter().map(|(rule, queue)| (rule.0, queue.0)).collect();
    assert_eq!(collected, [(1, 3), (2, 4), (4, 5)]);
    assert!(read.iter().all(|read| read.verdict == Verdict::Matched));
    assert_eq!(route(&rules, &facts("x")).0, []);
}

#[test]
fn the_hours_that_are_asked_for() {
    let open = |id| Clause { is: Condition::Hours { hours: HoursId(id), open: true }, not: false };
    let routes = [rule(1, Join::All, vec![says("a"), open(2)], To { queue: QueueId(1) })];
    let sets = [RuleSet { id: RuleSetId(1), rules: vec![rule(2, Join::Any, vec![open(1), open(2)], Sets::default())] }];
    assert_eq!(hours_asked(&sets, &routes), [HoursId(1), HoursId(2)].into());
}

#[test]
fn a_rule_is_a_sentence() {
    let json = r#"{"join":"any","when":[
        {"is":{"phone_prefix":["+30","+357"]}},
        {"is":{"contact":"returning"},"not":true},
        {"is":{"time":{"days":["saturday"],"from":"09:00","to":"14:00","zone":"Europe/Athens"}}},
        {"is":{"variable":{"name":"shop","is":{"matches":"^a"}}}}
    ],"then":{"skills":[{"skill":"4","level":7}],"priority":5,"variables":{"lane":"fast"},"tags":["vip"]}}"#;
    let body: Body<Sets> = serde_json::from_str(json).unwrap();
    let sentence = sentence::classification(&body);
    assert_eq!(sentence.join, Join::Any);
    let when: Vec<(&str, bool)> = sentence.when.iter().map(|part| (part.key, part.not)).collect();
    assert_eq!(
        when,
        [("phone-prefix", false), ("contact-returning", true), ("time-on-days", false), ("variable-matches", false)]
    );
    assert_eq!(sentence.when[3].values, [("pattern", Value::Text("^a")), ("name", Value::Text("shop"))]);
    let then: Vec<&str> = sentence.then.iter().map(|part| part.key).collect();
    assert_eq!(then, ["skill", "priority", "set-variable", "set-tags"]);
    let body: Body<To> = serde_json::from_str(r#"{"then":{"queue":"3"}}"#).unwrap();
    assert!(sentence::route(&body).when.is_empty());
    assert_eq!(sentence::route(&body).then[0].values, [("queue", Value::Queue(QueueId(3)))]);
}

#[test]
fn the_shape_in_json() {
    let json = r#"{"join":"all","when":[{"is":{"tag":["vip"]},"not":true}],"then":{"queue":"3"}}"#;
    let body: Body<To> = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&body).unwrap(), json);
    for wrong in [
        r#"{"then":{"queue":"3"},"wehn":[]}"#,
        r#"{"then":{"queue":"3","ques":1}}"#,
        r#"{"when":[]}"#,
        r#"{"join":"none","then":{"queue":"3"}}"#,
    ] {
        assert!(serde_json::from_str::<Body<To>>(wrong).is_err(), "{wrong}");
    }
    assert!(serde_json::from_str::<Body<Sets>>(r#"{"then":{"priority":1001}}"#).is_err());
    assert!(serde_json::from_str::<Body<Sets>>(r#"{"then":{"prioriti":1}}"#).is_err());
}

#[test]
fn wrong_rules_say_everything() {
    let body = |json: &str| serde_json::from_str::<Body<Sets>>(json).unwrap();
    let problems = |name: &str, json: &str| -> Vec<(&str, &str)> {
        let refused = check::classification(name, &body(json)).err();
        refused.iter().flat_map(Refusal::problems).map(|problem| (problem.field, problem.problem)).collect()
    };
    use crate::domain::refusal::Refusal;
    assert_eq!(problems("VIP", r#"{"then":{"priority":1}}"#), []);
    assert_eq!(problems("", r#"{"then":{}}"#), [("name", "missing"), ("then", "rule-sets-nothing")]);
    assert_eq!(
        problems("x", r#"{"when":[{"is":{"tag":[]}}],"then":{"tags":["a,b"," "],"variables":{"b d":"x"}}}"#),
        [("when", "missing"), ("then", "variable-name"), ("then", "tag-comma"), ("then", "missing")]
    );
    let to = Body { join: Join::All, when: Vec::new(), then: To { queue: QueueId(1) } };
    let problem = |members| check::route("x", &to, members).err().map(|refusal| refusal.problems()[0].problem);
    assert_eq!((problem(Some(1)), problem(Some(0)), problem(None)), (None, Some("queue-empty"), Some("unknown")));
    assert!(check::one_more("rules", check::RULES_MAX - 1, check::RULES_MAX).is_ok());
    assert!(check::one_more("rules", check::RULES_MAX, check::RULES_MAX).is_err());
}

proptest::proptest! {
    /// The same facts give the same decision, and in each set at most one rule matches.
    #[test]
    fn at_most_one_of_a_set(words in proptest::collection::vec("[abc]", 1..12), message in "[abc ]{0,6}") {
        let rules = |from: usize| -> Vec<Rule<Sets>> {
            let rules = words.iter().skip(from).zip(1_i64..);
            rules.map(|(word, id)| rule(id, Join::All, vec![says(word)], sets(r#"{"tags":["t"]}"#))).collect()
        };
        let sets = [RuleSet { id: RuleSetId(1), rules: rules(0) }, RuleSet { id: RuleSetId(2), rules: rules(1) }];
        let classified = classify(&sets, &mut facts(&message), Skills::default());
        for set in &sets {
            let matched = classified.read.iter().filter(|(id, read)| *id == set.id && read.verdict == Verdict::Matched);
            proptest::prop_assert!(matched.count() <= 1);
        }
        proptest::prop_assert_eq!(classify(&sets, &mut facts(&message), Skills::default()), classified);
    }
}
