//! The command as a person meets it: exit codes, one line on stderr, and nothing changed by a mistake.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

/// The program with these arguments, in a folder of its own and with a clean environment.
fn angelia(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_angelia"));
    command.current_dir(folder).env_clear().args(arguments);
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Everything in a folder with its content.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.insert(path.display().to_string(), Vec::new());
            found.extend(tree(&path));
        } else {
            found.insert(path.display().to_string(), std::fs::read(&path).unwrap());
        }
    }
    found
}

/// Runs what must be refused with this code and one line that has all the words, changing nothing.
#[track_caller]
fn refused(folder: &Path, arguments: &[&str], code: i32, words: &[&str]) {
    let before = tree(folder);
    let output = angelia(folder, arguments);
    let line = text(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {line}");
    assert_eq!(line.lines().count(), 1, "{arguments:?}: {line}");
    assert!(line.starts_with("angelia: "), "{arguments:?}: {line}");
    for word in words {
        assert!(line.contains(word), "{arguments:?}: {word:?} is missing in {line}");
    }
    assert!(output.stdout.is_empty(), "{arguments:?}: {}", text(&output.stdout));
    assert!(tree(folder) == before, "{arguments:?} changed the folder: {:?}", tree(folder).keys());
}

#[track_caller]
fn fine(folder: &Path, arguments: &[&str]) -> String {
    let output = angelia(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "", "{arguments:?}");
    text(&output.stdout)
}

#[test]
fn wrong_usage_is_one_line_and_code_two() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    refused(folder, &[], 2, &["no command", "--help"]);
    refused(folder, &["fly"], 2, &["fly", "--help"]);
    refused(folder, &["verify", "--colour"], 2, &["--colour", "--help"]);
    refused(folder, &["backup"], 2, &["<FILE>", "--help"]);
    refused(folder, &["verify", "--clock-offset", "soon"], 2, &["--clock-offset", "soon"]);
    refused(folder, &["verify", "--public-url", "inbox.example.com"], 2, &["--public-url", "https://"]);
    for (url, why) in [
        ("https://example.com/angelia?x=1", "query"),
        ("https://example.com/angelia#x", "fragment"),
        ("https://user:secret@example.com", "user name"),
        ("https://example.com//angelia", "path"),
        ("https://", "not an address"),
    ] {
        refused(folder, &["serve", "--public-url", url], 2, &["--public-url", why, "https://inbox.example.com"]);
    }
    for proxies in ["proxy.example.com", "10.0.0.0/33", "127.0.0.1,10.0.0"] {
        refused(
            folder,
            &["serve", "--trusted-proxy", proxies],
            2,
            &["--trusted-proxy", "not an address", "10.0.0.0/8"],
        );
    }
    refused(folder, &["verify", "--twilio-url", "ftp://x"], 2, &["--twilio-url"]);
    refused(folder, &["verify", "--listen", "8080"], 2, &["--listen 8080", "127.0.0.1:8080"]);
    assert!(fine(folder, &["--help"]).contains("backup"));
    assert!(fine(folder, &["version"]).starts_with(concat!("angelia ", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn a_missing_foreign_or_damaged_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for command in [["verify", "--new-key"].as_slice(), &["backup", "b.db"]] {
        refused(folder, command, 2, &["no database", "--data-dir"]);
    }
    let data = folder.join("angelia-data");
    std::fs::write(&data, "a file").unwrap();
    refused(folder, &["migrate"], 2, &["not a folder", "--data-dir"]);
    std::fs::remove_file(&data).unwrap();

    std::fs::create_dir(&data).unwrap();
    let database = data.join("angelia.db");
    std::fs::write(&database, vec![7_u8; 8_192]).unwrap();
    for command in [["verify"].as_slice(), &["migrate"], &["backup", "b.db"]] {
        refused(folder, command, 2, &["angelia.db", "not a readable database", "angelia restore"]);
    }
    std::fs::remove_file(&database).unwrap();
    rusqlite::Connection::open(&database).unwrap().execute_batch("CREATE TABLE theirs (a)").unwrap();
    refused(folder, &["migrate"], 2, &["another program", "--data-dir"]);
    std::fs::remove_file(&database).unwrap();
    let foreign = rusqlite::Connection::open(&database).unwrap();
    foreign.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE theirs (a)").unwrap();
    drop(foreign);
    refused(folder, &["migrate"], 2, &["another program", "--data-dir"]);
}

#[test]
fn a_backup_goes_round() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    assert!(fine(folder, &["migrate"]).contains("from 0 to"));
    assert!(fine(folder, &["migrate"]).contains("current"));
    assert!(fine(folder, &["verify"]).contains("sound"));
    let said = fine(folder, &["backup", "b.db"]);
    assert!(said.contains("sound") && said.contains("angelia.key"), "{said}");
    refused(folder, &["backup", "b.db"], 2, &["exists already"]);
    refused(folder, &["backup", "none/b.db"], 2, &["does not exist"]);
    assert!(fine(folder, &["verify", "b.db"]).contains("sound"));

    let said = fine(folder, &["restore", "b.db"]);
    assert!(said.contains("former database") && !said.contains("no key"), "{said}");
    let said = fine(folder, &["restore", "b.db", "--data-dir", "other"]);
    assert!(said.contains("no key") && !said.contains("former database"), "{said}");
    assert!(fine(folder, &["verify", "--data-dir", "other"]).contains("sound"));

    std::fs::write(folder.join("text.db"), "hello").unwrap();
    refused(folder, &["restore", "text.db", "--data-dir", "third"], 2, &["text.db", "not a backup"]);
    refused(folder, &["restore", "gone.db", "--data-dir", "third"], 2, &["gone.db", "not a backup"]);
}

/// A running `serve`, killed when the test ends.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_angelia"));
        command.current_dir(folder).env_clear().arg("serve").args(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next().expect("serve says where it is").unwrap();
        let address = line.rsplit("http://").next().unwrap().to_owned();
        // Whoever prints into a closed pipe may stumble; drain it for as long as it runs.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address }
    }

    fn get(&self, path: &str) -> String {
        self.get_with(path, "")
    }

    /// With more header lines, each with its line break.
    fn get_with(&self, path: &str, more: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{more}Connection: close\r\n\r\n", self.address);
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn serve_refuses_wrong_settings_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    refused(folder, &["serve", "--public-url", "localhost:8080"], 2, &["--public-url", "https://"]);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    refused(folder, &["serve", "--listen", &address], 2, &[&address, "taken", "--listen"]);
    refused(folder, &["serve", "--listen", "192.0.2.1:80"], 2, &["192.0.2.1:80", "--listen"]);
    std::fs::write(folder.join("file"), "x").unwrap();
    refused(folder, &["serve", "--data-dir", "file"], 2, &["file is not a folder", "--data-dir"]);
    refused(folder, &["serve", "--data-dir", "file/below"], 2, &["cannot be written", "--data-dir"]);

    let data = folder.join("angelia-data");
    std::fs::create_dir(&data).unwrap();
    std::fs::write(data.join("angelia.db"), "not a database").unwrap();
    refused(folder, &["serve"], 2, &["not a readable database", "angelia restore"]);
    std::fs::remove_file(data.join("angelia.db")).unwrap();
    std::fs::write(data.join("angelia.key"), "short").unwrap();
    refused(folder, &["serve"], 2, &["angelia.key is not a key", "--new-key"]);
    std::fs::remove_file(data.join("angelia.key")).unwrap();

    fine(folder, &["migrate"]);
    let database = rusqlite::Connection::open(data.join("angelia.db")).unwrap();
    let sql = "INSERT INTO account (name, account_sid, webhook_key, auth_token, created_at, updated_at)
               VALUES ('a', 'AC1', 'k', x'00', 0, 0); PRAGMA wal_checkpoint(TRUNCATE)";
    database.execute_batch(sql).unwrap();
    drop(database);
    std::fs::remove_file(data.join("angelia.key")).unwrap();
    refused(folder, &["serve"], 2, &["angelia.key is missing", "--new-key"]);
    let serving = Serving::start(folder, &["--listen", "127.0.0.1:0", "--new-key"]);
    assert!(serving.get("/healthz").contains(r#""accounts_without_readable_tokens":1"#));
}

#[test]
fn a_served_folder_is_held_until_the_end_and_free_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let mut serving = Serving::start(folder, &["--listen", "127.0.0.1:0"]);
    let health = serving.get("/healthz");
    assert!(health.starts_with("HTTP/1.1 200") && health.contains(r#""status":"ok""#), "{health}");
    let metrics = serving.get("/metrics");
    assert!(metrics.contains("angelia_outbox_messages 0") && metrics.contains("angelia_scheduler_runs"), "{metrics}");

    // Not by `refused`: the running one may write at any moment.
    for (arguments, code) in [
        (["serve", "--listen", "127.0.0.1:0"].as_slice(), 2),
        (&["migrate"], 2),
        (&["restore", "b.db"], 2),
        (&["backup", "b.db"], 0),
        (&["verify"], 0),
        (&["restore", "b.db"], 2),
    ] {
        let output = angelia(folder, arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", text(&output.stderr));
    }
    let second = text(&angelia(folder, &["serve", "--listen", &serving.address]).stderr);
    assert!(second.lines().count() == 1 && second.contains("in use by a running angelia"), "{second}");

    serving.signal("-TERM");
    assert_eq!(serving.child.wait().unwrap().code(), Some(0));
    let wal = folder.join("angelia-data/angelia.db-wal");
    assert!(std::fs::metadata(wal).map_or(true, |wal| wal.len() == 0), "everything is in the file");
    fine(folder, &["restore", "b.db"]);

    let serving = Serving::start(folder, &["--listen", "127.0.0.1:0"]);
    serving.signal("-KILL");
    drop(serving);
    fine(folder, &["migrate"]);
}

#[test]
fn users_and_tokens_are_made_beside_a_running_one() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    refused(folder, &["user", "list"], 2, &["no database", "--data-dir"]);
    refused(folder, &["token", "list"], 2, &["no database"]);
    refused(folder, &["user", "add", "--name", "Maria"], 2, &["--email is missing"]);
    refused(folder, &["user", "add", "--role", "boss"], 2, &["--role", "supervisor"]);
    refused(folder, &["token", "create"], 2, &["<NAME>"]);
    let serving = Serving::start(folder, &["--listen", "127.0.0.1:0", "--public-url", "https://inbox.example.com"]);

    let said = fine(folder, &["user", "add", "--name", "Maria", "--email", "maria@example.com"]);
    assert!(said.contains("as admin") && said.contains("https://inbox.example.com/welcome/"), "{said}");
    let said = fine(folder, &["user", "add", "--name", "Tom", "--email", "tom@example.com"]);
    assert!(said.contains("as agent"), "{said}");
    for (arguments, word) in [
        (["--name", "Tom", "--email", "TOM@example.com"], "email:"),
        (["--name", "", "--email", "x@example.com"], "name:"),
        (["--name", "X", "--email", "nobody"], "email:"),
    ] {
        let output = angelia(folder, &[["user", "add"].as_slice(), &arguments].concat());
        let line = text(&output.stderr);
        assert!(output.status.code() == Some(2) && line.lines().count() == 1 && line.contains(word), "{line}");
    }
    let list = fine(folder, &["user", "list"]);
    assert!(list.lines().count() == 3 && list.contains("maria@example.com") && list.contains("invited"), "{list}");
    assert!(fine(folder, &["user", "reset-password", "tom@example.com"]).contains("/welcome/"));
    assert_eq!(angelia(folder, &["user", "reset-password", "gone@example.com"]).status.code(), Some(2));

    let token = fine(folder, &["token", "create", "scrape", "--role", "agent"]);
    assert_eq!(token.lines().count(), 1);
    assert!(serving.get("/metrics").starts_with("HTTP/1.1 200"));
    let with = |more: &str| serving.get_with("/metrics", more).lines().next().unwrap().to_owned();
    assert!(with("X-Forwarded-For: 10.0.0.1\r\n").contains("401"));
    assert!(with("Authorization: Bearer nonsense\r\n").contains("401"));
    let authorization = format!("Authorization: Bearer {}\r\n", token.trim());
    assert!(with(&format!("X-Forwarded-For: 10.0.0.1\r\n{authorization}")).contains("200"));
    assert!(fine(folder, &["token", "list"]).contains("scrape"));
    fine(folder, &["token", "revoke", "1"]);
    assert_eq!(angelia(folder, &["token", "revoke", "1"]).status.code(), Some(2));
    assert!(with(&authorization).contains("401"), "in force at the next request");
}

#[test]
fn the_first_admin_is_let_in_by_the_code_that_serve_prints() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_angelia"));
    command.current_dir(&folder).env_clear().args(["serve", "--listen", "127.0.0.1:0"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines: Vec<String> =
        BufReader::new(child.stdout.take().unwrap()).lines().take(2).map(|line| line.unwrap()).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(lines[1].contains("/setup") && lines[1].contains("code"), "{lines:?}");
}

#[test]
fn doctor_says_one_line_per_thing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    refused(folder, &["doctor"], 2, &["no database"]);
    fine(folder, &["migrate"]);
    let output = angelia(folder, &["doctor", "--twilio-url", "http://127.0.0.1:9"]);
    let (said, line) = (text(&output.stdout), text(&output.stderr));
    assert_eq!((output.status.code(), line.lines().count()), (Some(1), 1), "{line}");
    assert!(
        said.contains("ok    the database") && said.contains("bad   http://127.0.0.1:9 cannot be reached"),
        "{said}"
    );
    assert!(
        said.lines().all(|line| ["ok    ", "warn  ", "bad   "].iter().any(|word| line.starts_with(word))),
        "{said}"
    );
}

#[test]
fn the_emulator_runs_alone() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    refused(folder, &["emulator", "--listen", &address], 2, &[&address, "taken"]);
    refused(folder, &["emulator", "--listen", "here"], 2, &["--listen"]);
    std::fs::write(folder.join("state.json"), "{").unwrap();
    refused(folder, &["emulator", "--listen", "127.0.0.1:0", "--state", "state.json"], 2, &["state.json"]);
}

#[test]
fn a_demo_touches_nothing_that_is_not_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    refused(folder, &["demo", "--listen", &format!("127.0.0.1:{port}")], 2, &["taken", "--listen"]);
    fine(folder, &["migrate"]);
    refused(folder, &["demo", "--data-dir", "angelia-data", "--fresh"], 2, &["not a demo's folder", "--data-dir"]);
    // The next port is the phone's.
    refused(folder, &["demo", "--listen", &format!("127.0.0.1:{}", port - 1)], 2, &["taken", "--listen"]);
}
