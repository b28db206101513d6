//! A demo as a visitor finds it.

use super::*;
use std::collections::BTreeSet;

fn wanted(folder: &Path) -> DemoSettings {
    DemoSettings { data_dir: folder.join("demo"), listen: "127.0.0.1:0".to_owned(), fresh: false }
}

fn words(app: &App, sql: &str) -> BTreeSet<String> {
    let read = |db: &crate::store::Db| {
        let mut query = db.prepare(sql)?;
        let rows = query.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    app.store.read(read).unwrap()
}

fn set(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn everything_is_there_to_look_at_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let demo = start(&wanted(folder.path())).unwrap();
    let app = demo.appliance().app();
    assert_eq!(app.clock.offset(), Millis::ZERO, "the demo begins in the present");
    assert_eq!(words(app, "SELECT DISTINCT state FROM conversation"), set(&["open", "active", "closed"]));
    let statuses = words(app, "SELECT DISTINCT status FROM message WHERE direction = 'out'");
    assert!(statuses.is_superset(&set(&["sent", "delivered", "read", "undelivered"])), "{statuses:?}");
    let approvals = set(&["unsubmitted", "received", "pending", "approved", "rejected", "paused", "disabled"]);
    assert_eq!(words(app, "SELECT DISTINCT status FROM template"), approvals);
    assert_eq!(words(app, "SELECT count(*) || '' FROM user"), set(&["4"]));
    assert_eq!(words(app, "SELECT count(*) || '' FROM refused_post"), set(&["0"]));
    assert_eq!(words(app, "SELECT name FROM number"), set(&["Shop", "Wholesale"]));
    let conversations = words(app, "SELECT count(*) || '' FROM conversation");

    (app.demo.as_ref().unwrap().jump)(app, Millis::days(1)).unwrap();
    let late = words(app, "SELECT count(*) || '' FROM thread WHERE expiry_from_at IS NOT NULL");
    assert_eq!(late, set(&["0"]), "due work was done");
    drop(demo);

    let again = start(&wanted(folder.path())).unwrap();
    let app = again.appliance().app();
    assert_eq!(app.clock.offset(), Millis::days(1), "the shift is kept");
    assert_eq!(words(app, "SELECT count(*) || '' FROM conversation"), conversations);
    assert!(!again.emulator().control().is_fresh());
    assert!(matches!(start(&wanted(folder.path())), Err(StartError::Folder(FolderError::Held(_)))));
    drop(again);

    let fresh = start(&DemoSettings { fresh: true, ..wanted(folder.path()) }).unwrap();
    assert_eq!(fresh.appliance().app().clock.offset(), Millis::ZERO);
}

#[test]
fn a_folder_that_is_no_demo_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let wanted = DemoSettings { fresh: true, ..wanted(folder.path()) };
    fs::create_dir(&wanted.data_dir).unwrap();
    let precious = wanted.data_dir.join("angelia.db");
    fs::write(&precious, "precious").unwrap();
    assert!(matches!(start(&wanted), Err(StartError::Folder(FolderError::NotADemo(_)))));
    assert_eq!(fs::read(&precious).unwrap(), b"precious");
}
