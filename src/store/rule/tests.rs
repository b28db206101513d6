use super::*;
use crate::domain::workstream::DEFAULT;
use crate::store::Store;
use crate::store::inbox_view::tests::{NOW, house};

fn classifies(json: &str) -> Says {
    Says::Sets(serde_json::from_str(json).unwrap())
}

fn leads(json: &str) -> Says {
    Says::To(serde_json::from_str(json).unwrap())
}

fn new(set: Option<RuleSetId>, name: &str, says: Says) -> NewRule {
    NewRule { workstream: DEFAULT, set, name: name.to_owned(), on: true, says }
}

fn open(folder: &std::path::Path) -> Store {
    drop(house(folder));
    Store::open(&folder.join("a.db"), 1, Box::new(|_| {})).unwrap()
}

#[test]
fn hits_are_counted_by_day_for_a_week() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let day = crate::domain::time::Millis::days(1);
    let counted = store
        .write(move |tx| {
            let set = rule_set::insert(tx, DEFAULT, "Subject", NOW)?;
            let often = insert(tx, &new(Some(set), "a", classifies(r#"{"then":{"priority":5}}"#)), NOW)?;
            let never = insert(tx, &new(Some(set), "b", classifies(r#"{"then":{"priority":5}}"#)), NOW)?;
            for at in [NOW, NOW + day, NOW + day, NOW + day + day] {
                hits::note(tx, [often], at)?;
            }
            let of = |at| hits::of(tx, DEFAULT, at).map(|hits| (hits.get(&often).copied(), hits.contains_key(&never)));
            Ok([
                of(NOW + day + day)?,
                of(NOW + crate::domain::time::Millis::days(7))?,
                of(NOW + crate::domain::time::Millis::days(9))?,
            ])
        })
        .unwrap();
    assert_eq!(counted, [(Some(4), false), (Some(3), false), (None, false)]);
}

#[test]
fn rules_come_back_in_order_without_deleted_ones() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let tags = r#"{"when":[{"is":{"number":["1"]},"not":true}],"then":{"tags":["vip"]}}"#;
    let (first, second) = store
        .write(move |tx| {
            let first = rule_set::insert(tx, DEFAULT, "Subject", NOW)?;
            let second = rule_set::insert(tx, DEFAULT, "Urgency", NOW)?;
            insert(tx, &new(Some(second), "a", classifies(tags)), NOW)?;
            insert(tx, &new(Some(second), "b", classifies(r#"{"then":{"priority":5}}"#)), NOW)?;
            rule_set::reorder(tx, &[second, first], NOW)?;
            Ok((first, second))
        })
        .unwrap();
    let read = store.read(|db| sets(db, DEFAULT)).unwrap();
    assert_eq!(read.iter().map(|set| (set.id, set.rules.len())).collect::<Vec<_>>(), [(second, 2), (first, 0)]);
    let [a, b] = read[0].rules.iter().map(|rule| rule.id).collect::<Vec<_>>()[..] else { panic!("{read:?}") };
    let kept = store
        .write(move |tx| {
            reorder(tx, &[b, a])?;
            let mut rule = get(tx, b)?;
            rule.on = false;
            rule.name = "B".to_owned();
            update(tx, &rule, NOW)?;
            delete(tx, a, NOW)?;
            list(tx, DEFAULT, Some(second))
        })
        .unwrap();
    assert_eq!(kept.iter().map(|rule| (rule.name.as_str(), rule.on)).collect::<Vec<_>>(), [("B", false)]);
    assert_eq!(kept[0].says, classifies(r#"{"then":{"priority":5}}"#));
    store.write(move |tx| rule_set::delete(tx, second, NOW)).unwrap();
    assert_eq!(store.read(|db| rule_set::list(db, DEFAULT)).unwrap().len(), 1);
    let named = |id| store.read(move |db| name_of(db, id)).unwrap();
    assert_eq!((named(a), named(b), named(RuleId(99))), (Some("a".to_owned()), Some("B".to_owned()), None));
    assert!(store.read(|db| get(db, b)).is_err());
}

#[test]
fn what_rules_name_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store
        .write(|tx| {
            let set = Some(rule_set::insert(tx, DEFAULT, "Subject", NOW)?);
            let when = r#""when":[{"is":{"number":["1","12"]}},{"is":{"hours":{"hours":"3","open":false}}}]"#;
            insert(tx, &new(None, "a", leads(&format!(r#"{{{when},"then":{{"queue":"1"}}}}"#))), NOW)?;
            let skills = r#"{"then":{"skills":[{"skill":"4","level":2}]}}"#;
            insert(tx, &new(set, "b", classifies(skills)), NOW)?;
            let gone = insert(tx, &new(None, "c", leads(r#"{"then":{"queue":"1"}}"#)), NOW)?;
            delete(tx, gone, NOW)
        })
        .unwrap();
    store
        .read(|db| {
            assert_eq!((leading_to(db, QueueId(1))?, leading_to(db, QueueId(2))?), (1, 0));
            assert_eq!((asking_hours(db, HoursId(3))?, asking_hours(db, HoursId(1))?), (1, 0));
            assert_eq!((asking_number(db, NumberId(12))?, asking_number(db, NumberId(2))?), (1, 0));
            assert_eq!((needing_skill(db, SkillId(4))?, needing_skill(db, SkillId(2))?), (1, 0));
            assert_eq!((routes(db, DEFAULT)?.len(), sets(db, DEFAULT)?.len()), (1, 1));
            Ok(())
        })
        .unwrap();
}
