//! Addresses of ours in pages and scripts: written so that a path in the public URL can be put before them.

use crate::source::{Source, read, refuse};
use regex::Regex;
use std::sync::LazyLock;

/// Known to `src/web/mount.rs`.
const KNOWN: [&str; 5] = ["href", "src", "action", "formaction", "data-draft"];

static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"([a-zA-Z-]+)=("/|'/|/[a-z])"#).expect("a pattern"));
static IN_SCRIPT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(.{0,3})["'`](/[a-z][^"'`]*)["'`$]"#).expect("a pattern"));

/// Attributes with an address that nothing would be put before.
fn unreached(templates: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in templates.iter().filter(|file| !file.path.starts_with("templates/emulator/")) {
        for found in ATTRIBUTE.captures_iter(&file.text) {
            if !KNOWN.contains(&&found[1]) || !found[2].starts_with('"') {
                complaints.push(format!("{} {}", file.place(&file.text, found.get(0).expect("it").start()), &found[0]));
            }
        }
    }
    complaints
}

/// Addresses in scripts that are not given to `at()`. Pages of the phone stand at the root of a port of their own.
fn unplaced(scripts: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in scripts.iter().filter(|file| file.path != "static/phone.js") {
        for found in IN_SCRIPT.captures_iter(&file.text).filter(|found| !found[1].ends_with("at(")) {
            complaints.push(format!("{} {}", file.place(&file.text, found.get(0).expect("it").start()), &found[2]));
        }
    }
    complaints
}

#[test]
fn pages_write_addresses_where_the_path_is_put_before_them() {
    refuse(
        "Behind a proxy we may stand under a path (docs/adr/0009-one-place-for-the-path.md).\n\
         Write attribute=\"/…\" in double quotes, with an attribute that src/web/mount.rs knows:",
        &unreached(&read("templates", &[".html"])),
    );
    let mount = include_str!("../../src/web/mount.rs");
    assert!(KNOWN.iter().all(|name| mount.contains(&format!("\"{name}\""))), "src/web/mount.rs knows other attributes");
}

#[test]
fn scripts_ask_where_we_stand() {
    refuse(
        "Behind a proxy we may stand under a path (docs/adr/0009-one-place-for-the-path.md).\n\
         Write at(\"/…\"), from static/hand.js:",
        &unplaced(&read("static", &[".js"])),
    );
}

#[test]
fn an_address_out_of_reach_is_seen() {
    let page = Source::new(
        "templates/x.html",
        "<a href=\"/x\"><a data-to=\"/x\"><a href='/x'><a href=/x><a href=\"#x\"><a href=\"https://a/b\">",
    );
    assert_eq!(unreached(&[page]).len(), 3);
    let script = Source::new(
        "static/x.js",
        "fetch(\"/x\"); fetch(at(\"/x\")); fetch(at(`/x/${y}`)); fetch(`/x/${y}`); a.split(\"/\")",
    );
    assert_eq!(unplaced(&[script]).len(), 2);
}
