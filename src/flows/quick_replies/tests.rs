//! Quick replies against a real file.

use crate::domain::ids::{QuickReplyId, UserId};
use crate::domain::quick_reply::{PERSONAL_MAX, Typed};
use crate::domain::refusal::Refusal;
use crate::domain::user::{Actor, Role};
use crate::flows::quick_replies::create::create;
use crate::flows::quick_replies::export::export;
use crate::flows::quick_replies::import::{Imported, import};
use crate::flows::quick_replies::remove::remove;
use crate::flows::quick_replies::update::{Change, update};
use crate::flows::test_app::TestApp;
use crate::flows::users::add;
use crate::store::quick_reply::{self, Around};

/// An appliance with an agent (1) and a supervisor (2).
fn start() -> (TestApp, Actor, Actor) {
    let app = TestApp::start(None);
    for (name, role) in [("a", Role::Agent), ("b", Role::Supervisor)] {
        let email = format!("{name}@example.org");
        let wanted = add::Wanted { name: name.to_owned(), email, role: Some(role), password: None };
        add::add(&app, "command", &wanted).unwrap();
    }
    let actor = |id, role| Actor::User { id: UserId(id), role };
    (app, actor(1, Role::Agent), actor(2, Role::Supervisor))
}

fn typed(title: &str, text: &str) -> Typed {
    Typed { title: title.to_owned(), text: text.to_owned(), ..Typed::default() }
}

#[test]
fn agents_keep_their_own_and_supervisors_keep_everybodys() {
    let (app, agent, supervisor) = start();
    let refused = |result: Result<QuickReplyId, crate::store::Fault>| result.unwrap_err().refusal().cloned();
    assert_eq!(refused(create(&app, agent, true, &typed("Hours", "9 to 5"))), Some(Refusal::NotAllowed));
    let shared = create(&app, supervisor, true, &typed("Hours", "9 to 5")).unwrap();
    let own = create(&app, agent, false, &typed("Hours", "nine")).unwrap();
    let taken = create(&app, agent, false, &typed("ΗOURS hours", "x")).map(|_| ());
    assert!(taken.is_ok());
    let twice = create(&app, agent, false, &typed(" hóurs", "x")).unwrap_err();
    assert_eq!(twice.refusal().unwrap().problems()[0].problem, "title-taken");
    let change = || Change { text: Some("{{agent.name}}".to_owned()), ..Change::default() };
    let code = |result: Result<(), crate::store::Fault>| result.unwrap_err().refusal().map(Refusal::code);
    assert_eq!(code(update(&app, agent, shared, change())), Some("not_allowed"));
    assert_eq!(code(update(&app, supervisor, own, change())), Some("not_found"));
    update(&app, agent, own, change()).unwrap();
    update(&app, supervisor, shared, change()).unwrap();
    update(&app, supervisor, shared, change()).unwrap();
    assert_eq!(
        code(update(&app, agent, own, Change { title: Some(String::new()), ..change() })),
        Some("field_invalid")
    );
    let seen = |user: i64| app.store.read(|db| quick_reply::visible(db, Some(UserId(user)))).unwrap().len();
    assert_eq!((seen(1), seen(2)), (3, 1));
    assert_eq!(code(remove(&app, agent, shared)), Some("not_allowed"));
    remove(&app, supervisor, shared).unwrap();
    assert_eq!(code(remove(&app, supervisor, shared)), Some("not_found"));
    let acts: String = app.value(
        "SELECT group_concat(action, ' ') FROM (SELECT action FROM audit WHERE action LIKE 'quick%' ORDER BY id)",
    );
    assert_eq!(acts, "quick_reply.created quick_reply.changed quick_reply.removed");
}

#[test]
fn what_goes_out_as_csv_comes_in_again() {
    let (app, agent, supervisor) = start();
    let hours = Typed {
        language: "el".to_owned(),
        tags: vec!["shop".to_owned(), "ώρες".to_owned()],
        ..typed("=Ώρες", "Γεια σας {{contact.first_name|}},\n\"9, 5\"")
    };
    create(&app, supervisor, true, &hours).unwrap();
    create(&app, supervisor, true, &typed("Thanks", "- thank you")).unwrap();
    create(&app, agent, false, &typed("Mine", "x")).unwrap();
    let csv = export(&app, supervisor, true).unwrap();
    let same = import(&app, supervisor, true, &csv).unwrap();
    assert_eq!(same, Imported { same: 2, ..Imported::default() });
    let mine = import(&app, agent, false, &csv).unwrap();
    assert_eq!(mine, Imported { added: 2, ..Imported::default() });
    let edited = String::from_utf8(csv).unwrap().replace("thank you", "many thanks");
    let changed = import(&app, supervisor, true, edited.as_bytes()).unwrap();
    assert_eq!(changed, Imported { changed: 1, same: 1, ..Imported::default() });
    let fault = import(&app, agent, true, edited.as_bytes()).unwrap_err();
    assert_eq!(fault.refusal(), Some(&Refusal::NotAllowed));
}

#[test]
fn a_file_counts_as_a_whole_or_not_at_all() {
    let (app, agent, _) = start();
    let csv = "title,text,language\ngood,fine,\nbad,{{contact.nmae}},\n,no title,Greek\nGOOD,again,\n";
    let fault = import(&app, agent, false, csv.as_bytes()).unwrap_err();
    let Some(Refusal::Rows(rows)) = fault.refusal() else { panic!("{fault}") };
    let told: Vec<_> = rows.iter().map(|row| (row.row, row.problem.field, row.problem.problem)).collect();
    let want = [
        (3, "text", "placeholder-near"),
        (4, "title", "missing"),
        (4, "language", "language"),
        (5, "title", "row-twice"),
    ];
    assert_eq!(told, want);
    assert_eq!(app.value::<i64>("SELECT count(*) FROM quick_reply"), 0);
    let many = |rows: i64| {
        let lines: String = (0..rows).map(|n| format!("t{n},x\n")).collect();
        import(&app, agent, false, format!("title,text\n{lines}").as_bytes())
    };
    let problem = |fault: crate::store::Fault| fault.refusal().unwrap().problems()[0].problem;
    assert_eq!(problem(many(1_001).unwrap_err()), "csv-too-many-rows");
    assert_eq!(problem(many(PERSONAL_MAX + 1).unwrap_err()), "quick-replies-full");
    assert_eq!(app.value::<i64>("SELECT count(*) FROM quick_reply"), 0, "nothing half-written");
    assert_eq!(many(PERSONAL_MAX).unwrap().added, PERSONAL_MAX);
    assert_eq!(problem(create(&app, agent, false, &typed("one more", "x")).unwrap_err()), "quick-replies-full");
}

#[test]
fn the_best_fit_and_the_contacts_language_come_first() {
    let (app, agent, _) = start();
    for (title, text, language) in [
        ("Thanks", "many thanks", "en"),
        ("Ευχαριστώ", "thanks", "el"),
        ("A thanks", "x", "el"),
        ("Thanks any", "x", ""),
        ("Other", "nothing", "el"),
    ] {
        let typed = Typed { language: language.to_owned(), ..typed(title, text) };
        create(&app, agent, false, &typed).unwrap();
    }
    let around = Around { workstream: None, contact: Some("el"), number: "en" };
    let found = |query: &str, limit| {
        let found = app.store.read(|db| quick_reply::found(db, Some(UserId(1)), query, &around, limit)).unwrap();
        (found.0.into_iter().map(|reply| reply.title).collect::<Vec<_>>(), found.1)
    };
    assert_eq!(found("THANKS", 9).0, ["Thanks any", "Thanks", "A thanks", "Ευχαριστώ"]);
    assert_eq!(found("ευχα", 9).0, ["Ευχαριστώ"]);
    assert_eq!(found("", 2), (vec!["A thanks".to_owned(), "Other".to_owned()], 5));
}
