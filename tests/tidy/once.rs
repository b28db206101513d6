//! What may be reached from one file only: the clock, randomness, the environment, opening of the database.

use crate::source::{Source, read, refuse};
use regex::Regex;

/// One way into the world, and the files that may take it.
struct Door {
    what: &'static str,
    pattern: &'static str,
    files: &'static [&'static str],
    instead: &'static str,
}

const DOORS: &[Door] = &[
    Door {
        what: "the clock",
        pattern: r"\b(SystemTime|Instant|Timestamp|Zoned|Utc|Local)::now\b",
        files: &["src/clock.rs"],
        instead: "take the time as an argument, or ask the Clock that was handed in",
    },
    Door {
        what: "randomness",
        pattern: r"\bgetrandom\b|\brand::|\bOsRng\b|\bthread_rng\b",
        files: &["src/random.rs"],
        instead: "take random bytes as an argument, or call crate::random",
    },
    Door {
        what: "the environment",
        pattern: r"\benv::(var|vars|var_os|args|args_os|temp_dir|current_dir|current_exe|home_dir|set_var|remove_var)\b",
        files: &["src/config.rs", "src/cli.rs"],
        instead: "add a field to the configuration",
    },
    Door {
        what: "opening the database",
        pattern: r"\bConnection::open",
        files: &["src/store/open.rs"],
        instead: "call crate::store::open, which sets the pragmas",
    },
    Door {
        what: "the pool of readers",
        pattern: r"\bSqliteConnectionManager::(file|memory)\b",
        files: &["src/store/readers.rs"],
        instead: "ask the readers of crate::store",
    },
];

fn elsewhere(files: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for door in DOORS {
        let pattern = Regex::new(door.pattern).expect("a pattern");
        for file in files.iter().filter(|file| !door.files.contains(&file.path.as_str())) {
            for hit in pattern.find_iter(&file.live) {
                let place = file.place(&file.live, hit.start());
                complaints.push(format!("{place} reaches {} ({}): {}", door.what, hit.as_str(), door.instead));
            }
        }
    }
    complaints
}

#[test]
fn each_way_into_the_world_has_one_file() {
    refuse(
        "What is reached from one file only can be fixed in a test, shifted in the demo and audited by reading one file:",
        &elsewhere(&read("src", &[".rs"])),
    );
}

#[test]
fn another_way_into_the_world_is_seen() {
    let bad = [
        "SystemTime::now()",
        "Instant::now()",
        "getrandom::fill(&mut b)",
        "env::var(\"X\")",
        "Connection::open_in_memory()",
    ];
    for text in bad {
        let text = format!("fn f() {{ {text}; }}");
        assert_eq!(elsewhere(&[Source::new("src/flows/x.rs", &text)]).len(), 1, "{text}");
        assert!(elsewhere(&[Source::new("src/flows/x/tests.rs", &text)]).is_empty(), "{text}");
    }
    assert!(elsewhere(&[Source::new("src/clock.rs", "SystemTime::now()")]).is_empty());
    assert_eq!(elsewhere(&[Source::new("src/clock.rs", "getrandom::fill(b)")]).len(), 1);
}
