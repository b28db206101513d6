//! Every condition as rows of facts; the JSON shape; what is refused.

use super::*;

fn facts() -> Facts {
    // Wednesday, 25 November 2026, 16:40 in Athens.
    let at = Timestamp::parse("2026-11-25T14:40:00Z").unwrap();
    let mut facts = Facts::new(NumberId(7), Known::New, "Καλημέρα! Πού είναι η ΠΑΡΑΓΓΕΛΊΑ 1234;", at);
    facts.phone = Some("+306900000147".to_owned());
    facts.language = Some("el-GR".to_owned());
    facts.tag("VIP");
    facts.referral = Some(Referral { source: "ad-9".to_owned(), headline: Said::new("−20 % σε όλα") });
    facts.open.insert(HoursId(1), true);
    facts.set("order_id", "A-77");
    facts.profile = Said::new("Γιώργος");
    facts
}

fn read(json: &str) -> Clause {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

#[test]
fn every_condition() {
    let facts = facts();
    for (json, want) in [
        (r#"{"is":{"number":["3","7"]}}"#, true),
        (r#"{"is":{"number":["3"]}}"#, false),
        (r#"{"is":{"number":["3"]},"not":true}"#, true),
        (r#"{"is":{"phone_prefix":["+44","+30"]}}"#, true),
        (r#"{"is":{"phone_prefix":["+3069"]}}"#, true),
        (r#"{"is":{"phone_prefix":["+49"]}}"#, false),
        (r#"{"is":{"language":["el"]}}"#, true),
        (r#"{"is":{"language":["EL_gr"]}}"#, true),
        (r#"{"is":{"language":["el-CY","en"]}}"#, false),
        (r#"{"is":{"tag":["vip"]}}"#, true),
        (r#"{"is":{"tag":["vi"]}}"#, false),
        (r#"{"is":{"contact":"new"}}"#, true),
        (r#"{"is":{"contact":"returning"}}"#, false),
        (r#"{"is":{"first_message":{"contains":["τιμολόγιο","παραγγελια"]}}}"#, true),
        (r#"{"is":{"first_message":{"contains":["τιμολόγιο"]}}}"#, false),
        (r#"{"is":{"first_message":{"equals":["καλημέρα! πού είναι η παραγγελία 1234;"]}}}"#, true),
        (r#"{"is":{"first_message":{"equals":["καλημέρα"]}}}"#, false),
        (r#"{"is":{"first_message":{"matches":"παραγγελ\\w+ \\d{4}"}}}"#, true),
        (r#"{"is":{"first_message":{"matches":"^\\d"}}}"#, false),
        (r#"{"is":{"referral":"any"}}"#, true),
        (r#"{"is":{"referral":{"source":["ad-9"]}}}"#, true),
        (r#"{"is":{"referral":{"source":["ad-1"]}}}"#, false),
        (r#"{"is":{"referral":{"headline":{"contains":["20 %"]}}}}"#, true),
        (r#"{"is":{"time":{"from":"16:00","to":"17:00","zone":"Europe/Athens"}}}"#, true),
        (r#"{"is":{"time":{"from":"16:00","to":"16:40","zone":"Europe/Athens"}}}"#, false),
        (r#"{"is":{"time":{"from":"14:00","to":"15:00","zone":"UTC"}}}"#, true),
        (r#"{"is":{"time":{"days":["wednesday"],"from":"00:00","to":"24:00","zone":"UTC"}}}"#, true),
        (r#"{"is":{"time":{"days":["sunday"],"from":"00:00","to":"24:00","zone":"UTC"}}}"#, false),
        (r#"{"is":{"hours":{"hours":"1","open":true}}}"#, true),
        (r#"{"is":{"hours":{"hours":"1","open":false}}}"#, false),
        (r#"{"is":{"hours":{"hours":"2","open":false}}}"#, false), // not known: neither
        (r#"{"is":{"variable":{"name":"order_id","is":{"matches":"^A-"}}}}"#, true),
        (r#"{"is":{"variable":{"name":"order_id","is":{"equals":["a-77"]}}}}"#, true),
        (r#"{"is":{"variable":{"name":"other","is":{"contains":["a"]}}}}"#, false),
        (r#"{"is":{"profile":{"contains":["γιωργ"]}}}"#, true),
    ] {
        let clause = read(json);
        assert_eq!(clause.holds(&facts), want, "{json}");
        assert_eq!(Clause { not: !clause.not, ..clause.clone() }.holds(&facts), !want, "{json}");
        let again: Clause = serde_json::from_str(&serde_json::to_string(&clause).unwrap()).unwrap();
        assert_eq!(again, clause, "{json}");
    }
}

#[test]
fn what_is_not_known_is_not_so() {
    let bare = Facts::new(NumberId(1), Known::Returning, "", Timestamp(0));
    for json in [
        r#"{"is":{"phone_prefix":["+30"]}}"#,
        r#"{"is":{"language":["el"]}}"#,
        r#"{"is":{"tag":["vip"]}}"#,
        r#"{"is":{"referral":"any"}}"#,
        r#"{"is":{"first_message":{"contains":["a"]}}}"#,
    ] {
        assert!(!read(json).holds(&bare), "{json}");
    }
}

#[test]
fn names_that_we_do_not_know_are_refused() {
    for (json, named) in [
        (r#"{"is":{"numbers":["3"]}}"#, "numbers"),
        (r#"{"is":{"number":["3"]},"nto":true}"#, "nto"),
        (r#"{"is":{"number":["x"]}}"#, "not an id: x"),
        (r#"{"is":{"contact":"old"}}"#, "old"),
        (r#"{"is":{"first_message":{"contain":["x"]}}}"#, "contain"),
        (r#"{"is":{"first_message":{"matches":"("}}}"#, "cannot be read"),
        (r#"{"is":{"first_message":{"matches":"\\w{999}"}}}"#, "too heavy"),
        (r#"{"is":{"time":{"from":"9","to":"10:00","zone":"UTC"}}}"#, "time of the day"),
        (r#"{"is":{"time":{"from":"09:00","to":"10:00","zone":"Europe/Atlantis"}}}"#, "time zone"),
        (r#"{"is":{"time":{"from":"09:00","to":"10:00","zone":"UTC","day":[]}}}"#, "day"),
        (r#"{"is":{"hours":{"hours":"1"}}}"#, "open"),
        (r#"{"is":{"variable":{"name":"x","equals":["y"]}}}"#, "equals"),
    ] {
        let error = serde_json::from_str::<Clause>(json).unwrap_err().to_string();
        assert!(error.contains(named), "{json}: {error}");
    }
}

#[test]
fn what_could_never_be_is_refused_with_its_place() {
    let first = |json: &str| {
        let problem = check::problems(&[read(r#"{"is":{"contact":"new"}}"#), read(json)]).into_iter().next();
        problem.map(|problem| {
            assert_eq!(problem.field, "when");
            assert!(problem.args.contains(&("clause", "2".to_owned())), "{problem:?}");
            problem.problem
        })
    };
    for (json, want) in [
        (r#"{"is":{"number":[]}}"#, Some("missing")),
        (r#"{"is":{"phone_prefix":["30"]}}"#, Some("phone-prefix")),
        (r#"{"is":{"phone_prefix":["+0"]}}"#, Some("phone-prefix")),
        (r#"{"is":{"phone_prefix":["+30"]}}"#, None),
        (r#"{"is":{"language":["Greek"]}}"#, Some("language")),
        (r#"{"is":{"tag":[" "]}}"#, Some("missing")),
        (r#"{"is":{"first_message":{"contains":[]}}}"#, Some("missing")),
        (r#"{"is":{"time":{"from":"17:00","to":"09:00","zone":"UTC"}}}"#, Some("hours-end-before-begin")),
        (r#"{"is":{"variable":{"name":"Order Id","is":{"equals":["x"]}}}}"#, Some("variable-name")),
        (r#"{"is":{"variable":{"name":"order_id","is":{"equals":["x"]}}}}"#, None),
        (r#"{"is":{"referral":"any"}}"#, None),
    ] {
        assert_eq!(first(json), want, "{json}");
    }
    let long = format!(r#"{{"is":{{"tag":["{}"]}}}}"#, "x".repeat(check::VALUE_CHARS_MAX + 1));
    assert_eq!(first(&long), Some("too-long"));
    let many = format!(r#"{{"is":{{"tag":[{}"x"]}}}}"#, "\"x\",".repeat(check::VALUES_MAX));
    assert_eq!(first(&many), Some("too-many"));
    let clauses = vec![read(r#"{"is":{"contact":"new"}}"#); check::CLAUSES_MAX + 1];
    assert_eq!(check::problems(&clauses).first().map(|problem| problem.problem), Some("too-many"));
}

proptest::proptest! {
    /// A denied clause holds exactly where the other does not, whatever was written.
    #[test]
    fn no_is_the_opposite_of_yes(message in "\\PC{0,60}", part in "\\PC{1,6}") {
        let facts = Facts::new(NumberId(1), Known::New, &message, Timestamp(0));
        for test in [TextTest::Contains(vec![part.clone()]), TextTest::Equals(vec![part.clone()])] {
            let clause = Clause { is: Condition::FirstMessage(test), not: false };
            let denied = Clause { not: true, ..clause.clone() };
            proptest::prop_assert!(clause.holds(&facts) != denied.holds(&facts));
        }
    }
}
