//! Which ring may know which: imports of ours, crates of others, `async`.

use crate::source::{Source, read, refuse};
use regex::Regex;
use std::sync::LazyLock;

/// One ring: where it lives, what of ours and what of others it may name.
struct Ring {
    folder: &'static str,
    ours: Ours,
    others: Others,
}

/// Paths below `crate::`, compared by whole segments.
enum Ours {
    Only(&'static [&'static str]),
    Not(&'static [&'static str]),
}

/// Names of crates, or of modules of `std`.
enum Others {
    Only(&'static [&'static str]),
    Not(&'static [&'static str]),
}

const RINGS: &[Ring] = &[
    Ring {
        folder: "src/domain/",
        ours: Ours::Only(&["domain"]),
        others: Others::Only(&[
            "icu_normalizer",
            "jiff",
            "regex",
            "serde",
            "serde_json",
            "thiserror",
            "url",
            "form_urlencoded",
        ]),
    },
    Ring {
        folder: "src/store/",
        // A stopwatch measures a commit; it tells no time.
        ours: Ours::Only(&["domain", "store", "clock::Stopwatch"]),
        others: Others::Not(&[
            "actix_web",
            "askama",
            "tokio",
            "futures_util",
            "ureq",
            "tokio_cron_scheduler",
            "utoipa",
        ]),
    },
    Ring {
        folder: "src/twilio/",
        ours: Ours::Only(&["domain", "twilio"]),
        others: Others::Not(&[
            "actix_web",
            "askama",
            "tokio",
            "futures_util",
            "rusqlite",
            "r2d2",
            "r2d2_sqlite",
            "utoipa",
        ]),
    },
    Ring {
        folder: "src/flows/",
        ours: Ours::Not(&["web", "emulator", "scheduler", "startup", "demo", "cli"]),
        others: Others::Not(&[
            "actix_web",
            "askama",
            "tokio",
            "futures_util",
            "tokio_cron_scheduler",
            "ureq",
            "utoipa",
        ]),
    },
    // Calls programs of others; knows neither whose they are nor why.
    Ring {
        folder: "src/caller",
        ours: Ours::Only(&["domain", "proxies", "caller"]),
        others: Others::Not(&[
            "actix_web",
            "askama",
            "tokio",
            "futures_util",
            "rusqlite",
            "r2d2",
            "r2d2_sqlite",
            "utoipa",
        ]),
    },
    // What every flow has at hand; so it must not know who has it.
    Ring {
        folder: "src/app.rs",
        ours: Ours::Not(&["flows", "web", "emulator", "scheduler", "startup", "demo", "cli"]),
        others: Others::Not(&[
            "actix_web",
            "askama",
            "tokio",
            "futures_util",
            "tokio_cron_scheduler",
            "ureq",
            "rusqlite",
        ]),
    },
    Ring {
        folder: "src/web/",
        ours: Ours::Not(&["emulator", "scheduler", "cli"]),
        others: Others::Not(&["rusqlite", "r2d2", "r2d2_sqlite", "ureq"]),
    },
    Ring {
        folder: "src/emulator/",
        ours: Ours::Only(&["emulator", "twilio::signature"]),
        others: Others::Not(&["rusqlite", "r2d2", "r2d2_sqlite"]),
    },
    Ring {
        folder: "src/scheduler",
        ours: Ours::Not(&["store", "twilio", "web", "emulator"]),
        others: Others::Not(&["rusqlite", "r2d2", "r2d2_sqlite", "ureq", "actix_web", "askama"]),
    },
];

/// What a pure ring must not use of the standard library either.
const IMPURE: &str = r"\bstd::(fs|net|env|process|thread|io)\b|\b(SystemTime|Instant)\b";

/// Where `async` may stand: at the door.
const DOOR: &[&str] = &["src/web/", "src/emulator/", "src/scheduler", "src/startup.rs", "src/demo", "src/main.rs"];

static DEPENDENCY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?m)^([a-z0-9_-]+)\s*=").expect("a pattern"));
static OURS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\bcrate::").expect("a pattern"));
static UPWARDS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b(super::)+").expect("a pattern"));
static ASYNC: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\basync\s+(fn|move)\b|\basync\s*[{|]|\.await\b").expect("a pattern"));

/// Complaints about every file of a ring that names what the ring must not know.
fn imports(files: &[Source], manifest: &str) -> Vec<String> {
    let crates = dependencies(manifest);
    let mut complaints = Vec::new();
    for ring in RINGS {
        for file in files.iter().filter(|file| file.path.starts_with(ring.folder)) {
            of_ours(file, ring, &mut complaints);
            of_others(file, ring, &crates, &mut complaints);
        }
    }
    complaints
}

fn of_ours(file: &Source, ring: &Ring, complaints: &mut Vec<String>) {
    for hit in OURS.find_iter(&file.live) {
        for path in heads(&file.live[hit.end()..]) {
            let inside = |known: &&str| path == **known || path.starts_with(&format!("{known}::"));
            let allowed = match ring.ours {
                Ours::Only(known) => known.iter().any(inside),
                Ours::Not(known) => !known.iter().any(inside),
            };
            if !allowed {
                complaints.push(format!("{} names crate::{path}", file.place(&file.live, hit.start())));
            }
        }
    }
    // src/domain/x.rs is two below the root, so `super::super::` leaves its ring by the back door.
    let depth = file.path.matches('/').count() - usize::from(file.path.ends_with("/mod.rs"));
    for hit in UPWARDS.find_iter(&file.live).filter(|hit| hit.len() / "super::".len() >= depth) {
        complaints.push(format!("{} leaves the ring by super::", file.place(&file.live, hit.start())));
    }
}

fn of_others(file: &Source, ring: &Ring, crates: &[String], complaints: &mut Vec<String>) {
    for name in crates {
        let allowed = match ring.others {
            Others::Only(known) => known.contains(&name.as_str()),
            Others::Not(known) => !known.contains(&name.as_str()),
        };
        if !allowed && let Some(at) = names_crate(&file.live, name) {
            complaints.push(format!("{} uses {name}", file.place(&file.live, at)));
        }
    }
    if ring.folder == "src/domain/" {
        let impure = Regex::new(IMPURE).expect("a pattern");
        for hit in impure.find_iter(&file.live) {
            complaints.push(format!("{} uses {}", file.place(&file.live, hit.start()), hit.as_str()));
        }
    }
}

/// Offset at which a crate is named: `name::…` or `use name;`, not as a segment of another path.
fn names_crate(code: &str, name: &str) -> Option<usize> {
    let named = |at: usize| {
        let before = code[..at].chars().next_back();
        let after = &code[at + name.len()..];
        let whole =
            !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':' || letter == '.');
        whole && (after.starts_with("::") || (after.starts_with(';') && code[..at].trim_end().ends_with("use")))
    };
    code.match_indices(name).map(|(at, _)| at).find(|&at| named(at))
}

/// The first two segments of each path after `crate::`, braces resolved: `{a::b, c}` gives `a::b` and `c`.
fn heads(after: &str) -> Vec<String> {
    let Some(group) = after.strip_prefix('{') else { return vec![head(after)] };
    let (mut depth, mut branch, mut branches) = (1_usize, String::new(), Vec::new());
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (letter == ',' && depth == 1) {
            branches.push(head(branch.trim()));
            branch.clear();
        } else {
            branch.push(letter);
        }
        if depth == 0 {
            break;
        }
    }
    branches.retain(|path| !path.is_empty());
    branches
}

fn head(path: &str) -> String {
    let segments: Vec<&str> = path
        .split("::")
        .map(|segment| {
            let end = segment.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(segment.len());
            &segment[..end]
        })
        .take(2)
        .take_while(|segment| !segment.is_empty())
        .collect();
    segments.join("::")
}

/// Names of the crates in `[dependencies]`, as they stand in code.
fn dependencies(manifest: &str) -> Vec<String> {
    let section = manifest.split("\n[dependencies]").nth(1).unwrap_or_default();
    let section = section.split("\n[").next().unwrap_or_default();
    DEPENDENCY.captures_iter(section).map(|found| found[1].replace('-', "_")).collect()
}

/// Complaints about `async` away from the door.
fn asynchrony(files: &[Source]) -> Vec<String> {
    let inside = files.iter().filter(|file| !DOOR.iter().any(|door| file.path.starts_with(door)));
    inside.flat_map(|file| ASYNC.find_iter(&file.live).map(|hit| file.place(&file.live, hit.start()))).collect()
}

#[test]
fn rings_know_only_what_they_may() {
    let manifest = include_str!("../../Cargo.toml");
    refuse(
        "A ring that knows an outer one cannot be read or tested alone (docs/adr/0001-rings-over-slices.md).\n\
         Move the code to the ring that may know both (mostly src/flows), or hand the fact in as an argument:",
        &imports(&read("src", &[".rs"]), manifest),
    );
}

#[test]
fn async_stops_at_the_door() {
    refuse(
        "SQLite and the HTTP client block, so async inside would only hide that \
         (docs/adr/0002-async-stops-at-the-door.md).\nMake it a plain function; the door calls it on a thread:",
        &asynchrony(&read("src", &[".rs"])),
    );
}

#[test]
fn a_wrong_import_is_seen() {
    let manifest = "[package]\n\n[dependencies]\nserde = \"1\"\nactix-web = \"4\"\nrusqlite = \"0\"\n\n[dev-dependencies]\nregex = \"1\"\n";
    let bad = [
        ("src/domain/window.rs", "use crate::store::Pool;", 1),
        ("src/domain/window.rs", "use crate::{domain::ids, twilio::{client, codes}};", 1),
        ("src/domain/window.rs", "use super::super::store;", 1),
        ("src/domain/window.rs", "use rusqlite::Row; let t = std::time::Instant::now();", 2),
        ("src/domain/window.rs", "use crate::domain::ids; use super::ids; // crate::store", 0),
        ("src/domain/window.rs", "#[cfg(test)]\nmod tests { use crate::store::Pool; }", 0),
        ("src/store/writer.rs", "fn f() -> crate::flows::Answer { actix_web::x() }", 2),
        ("src/store/writer.rs", "use rusqlite::Transaction; use crate::domain::ids;", 0),
        ("src/flows/messages/send.rs", "use crate::web::page; use crate::store::Pool;", 1),
        ("src/web/page.rs", "use rusqlite;", 1),
        ("src/web/page.rs", "let rusqlite_like = other::rusqlite::x();", 0),
        ("src/emulator/server.rs", "use crate::twilio::client; use crate::twilio::signature::sign;", 1),
        ("src/scheduler.rs", "use crate::store::outbox;", 1),
    ];
    for (path, text, count) in bad {
        let complaints = imports(&[Source::new(path, text)], manifest);
        assert_eq!(complaints.len(), count, "{path}: {text}: {complaints:?}");
    }
}

#[test]
fn async_inside_is_seen() {
    let bad = ["async fn f() {}", "let x = async move { 1 };", "f().await;", "spawn(async { 1 })"];
    for text in bad {
        assert_eq!(asynchrony(&[Source::new("src/flows/x.rs", text)]).len(), 1, "{text}");
        assert!(asynchrony(&[Source::new("src/web/x.rs", text)]).is_empty(), "{text}");
    }
    assert!(asynchrony(&[Source::new("src/flows/x.rs", "// async fn\nlet s = \"async move\";")]).is_empty());
}
