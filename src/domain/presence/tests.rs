//! Every change of presence as a row, and what holds for all of them.

use super::*;

const FREE: Load = Load { total: Units(2), used: Units(0) };
const SOME: Load = Load { total: Units(2), used: Units(1) };
const FULL: Load = Load { total: Units(2), used: Units(2) };
const OVER: Load = Load { total: Units(2), used: Units(3) };
const NONE: Load = Load { total: Units(0), used: Units(0) };
const ALL_ON: Automatic = Automatic { capacity: true, missed: true, declined: true };
const ALL_OFF: Automatic = Automatic { capacity: false, missed: false, declined: false };

fn person(base: Presence) -> Standing {
    Standing::chosen(Shown::plain(base))
}

fn made(base: Presence, by: By) -> Standing {
    Standing { shown: Shown::plain(base), by, before: None }
}

#[test]
fn every_change() {
    use Happening::{Back, Chosen, Declined, Load, Lost, Missed, Reset, SignedIn, SignedOut};
    use Presence::{Available, Away, Busy, DoNotDisturb, Offline};
    let lunch = Shown { base: Away, named: Some(PresenceId(7)) };
    let office = Shown { base: Busy, named: Some(PresenceId(8)) };
    let gone = |shown, by| Standing { before: Some((shown, by)), ..made(Offline, By::Connection) };
    for (name, before, happening, after) in [
        ("a choice counts", made(Busy, By::Capacity), Chosen(lunch), Standing::chosen(lunch)),
        ("the first conversation", person(Available), Load(SOME), made(Busy, By::Capacity)),
        ("the last place", made(Busy, By::Capacity), Load(FULL), made(DoNotDisturb, By::Capacity)),
        ("more than there is", made(Busy, By::Capacity), Load(OVER), made(DoNotDisturb, By::Capacity)),
        ("all gone", made(DoNotDisturb, By::Capacity), Load(FREE), made(Available, By::Capacity)),
        ("busy by choice until the next", person(Busy), Load(FREE), made(Available, By::Capacity)),
        ("a name that fits stays", Standing::chosen(office), Load(SOME), Standing::chosen(office)),
        ("not to be disturbed lasts", person(DoNotDisturb), Load(FREE), person(DoNotDisturb)),
        ("away lasts", Standing::chosen(lunch), Load(FREE), Standing::chosen(lunch)),
        ("offline lasts", person(Offline), Load(FREE), person(Offline)),
        ("no capacity, no change", person(Available), Load(NONE), person(Available)),
        ("missed", made(Busy, By::Capacity), Missed, made(Away, By::Missed)),
        ("missed lasts", made(Away, By::Missed), Load(FREE), made(Away, By::Missed)),
        ("missed while away by choice", Standing::chosen(lunch), Missed, Standing::chosen(lunch)),
        ("declined", made(Available, By::Capacity), Declined, made(DoNotDisturb, By::Declined)),
        ("declined lasts", made(DoNotDisturb, By::Declined), Load(FREE), made(DoNotDisturb, By::Declined)),
        ("reset after missed", made(Away, By::Missed), Reset(SOME), made(Busy, By::Capacity)),
        ("lost", person(Available), Lost, gone(Shown::plain(Available), By::Person)),
        ("lost while offline", person(Offline), Lost, person(Offline)),
        ("back, recalculated", gone(Shown::plain(Available), By::Person), Back(SOME), made(Busy, By::Capacity)),
        ("back to lunch", gone(lunch, By::Person), Back(FREE), Standing::chosen(lunch)),
        ("back to missed", gone(Shown::plain(Away), By::Missed), Back(FREE), made(Away, By::Missed)),
        ("back without having gone", person(Busy), Back(FREE), person(Busy)),
        ("load while gone", gone(lunch, By::Person), Load(FREE), gone(lunch, By::Person)),
        ("signed in", person(Offline), SignedIn { begins: Available, load: SOME }, made(Busy, By::Capacity)),
        ("signed in, begins away", person(Offline), SignedIn { begins: Away, load: FREE }, person(Away)),
        ("a second sign-in", person(DoNotDisturb), SignedIn { begins: Available, load: FREE }, person(DoNotDisturb)),
        ("signed out", person(DoNotDisturb), SignedOut, made(Offline, By::Connection)),
    ] {
        assert_eq!(before.after(happening, ALL_ON), after, "{name}");
    }
}

#[test]
fn what_is_switched_off_changes_nothing() {
    for happening in [Happening::Load(FULL), Happening::Missed, Happening::Declined] {
        for base in Presence::ALL {
            assert_eq!(person(*base).after(happening, ALL_OFF), person(*base));
        }
    }
    assert_eq!(
        person(Presence::Available).after(Happening::Declined, Automatic::default()),
        person(Presence::Available)
    );
}

#[test]
fn a_lost_page_counts_after_the_grace() {
    let gone = Timestamp(1_000);
    let pages = Pages { open: 0, gone_at: Some(gone) };
    assert!(!pages.lost(gone + GRACE - Millis(1)));
    assert!(pages.lost(gone + GRACE));
    assert!(!Pages { open: 1, ..pages }.lost(gone + Millis::days(1)), "a second tab is open");
    assert!(!Pages::default().lost(gone + Millis::days(1)), "there never was a page to lose");
}

#[test]
fn allowed_presences_are_a_list_of_words() {
    let json = serde_json::to_string(&Allowed::default()).unwrap();
    assert_eq!(json, r#"["available","busy"]"#);
    assert_eq!(serde_json::from_str::<Allowed>(&json).unwrap(), Allowed::default());
    assert!(serde_json::from_str::<Allowed>("[]").is_err());
    assert!(serde_json::from_str::<Allowed>(r#"["here"]"#).is_err());
    assert!(Allowed::new(&[]).is_err());
    assert!(!Allowed::default().allows(Presence::Away));
}

#[test]
fn names_have_a_length() {
    assert!(check_name("Lunch").is_ok());
    assert!(check_name(" ").is_err());
    assert!(check_name(&"x".repeat(NAME_CHARS_MAX + 1)).is_err());
}

proptest::proptest! {
    /// Nobody who chose to be gone is ever brought back by work.
    #[test]
    fn work_brings_nobody_back(base in 2_usize..5, happenings in proptest::collection::vec(0_usize..6, 0..12)) {
        let mut standing = person(Presence::ALL[base]);
        for which in happenings {
            let happening = match which {
                0 => Happening::Load(FREE),
                1 => Happening::Load(SOME),
                2 => Happening::Load(FULL),
                3 => Happening::Declined,
                4 => Happening::Lost,
                _ => Happening::Back(FREE),
            };
            standing = standing.after(happening, ALL_ON);
            proptest::prop_assert!(!Allowed::default().allows(standing.shown.base));
        }
    }
}
