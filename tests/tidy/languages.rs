//! Texts for people: the same files, keys and variables in every language, and no key without a text.

use crate::source::{Source, read, refuse, warn};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The language that the others are compared with.
const FIRST: &str = "en";

static MESSAGE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(-?[a-zA-Z][a-zA-Z0-9_-]*)\s*=").expect("a pattern"));
static VARIABLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\{\s*(?:[A-Z]+\(\s*)?\$([a-zA-Z0-9_-]+)").expect("a pattern"));
static REFERENCE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\{\s*(-?[a-z][a-zA-Z0-9_-]*)\s*[}.(]").expect("a pattern"));
static CALLED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"\.t([1-3]?)\(\s*"([a-z0-9-]+)"(?:,\s*"([a-z0-9_-]+)")?"#).expect("a pattern"));
static LITERAL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#""([a-z][a-z0-9]*(?:-[a-z0-9]+)*-?)(?:"|\{)"#).expect("a pattern"));
static ENDING: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"\{[a-z_]*\}(-[a-z0-9-]+)""#).expect("a pattern"));
static KEBAB: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^-?[a-z][a-z0-9]*(-[a-z0-9]+)*$").expect("a pattern"));

/// Keys of one language with the variables in each text.
type Texts = BTreeMap<String, BTreeSet<String>>;

/// File name to keys, per language.
fn languages(files: &[Source]) -> BTreeMap<String, BTreeMap<String, Texts>> {
    let mut all: BTreeMap<String, BTreeMap<String, Texts>> = BTreeMap::new();
    for file in files {
        let mut parts = file.path.trim_start_matches("locales/").splitn(2, '/');
        if let (Some(language), Some(name)) = (parts.next(), parts.next()) {
            all.entry(language.to_owned()).or_default().insert(name.to_owned(), texts(&file.text));
        }
    }
    all
}

fn texts(text: &str) -> Texts {
    let mut texts = Texts::new();
    let mut current: Option<String> = None;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(found) = MESSAGE.captures(line) {
            texts.entry(found[1].to_owned()).or_default();
            current = Some(found[1].to_owned());
        }
        if let Some(variables) = current.as_ref().and_then(|key| texts.get_mut(key)) {
            variables.extend(VARIABLE.captures_iter(line).map(|found| found[1].to_owned()));
        }
    }
    texts
}

/// Keys given twice in one language: the later one silently wins.
fn doubled(files: &[Source]) -> Vec<String> {
    let mut seen: BTreeMap<(String, String), String> = BTreeMap::new();
    let mut complaints = Vec::new();
    for file in files {
        let language = file.path.split('/').nth(1).unwrap_or_default().to_owned();
        for line in file.text.lines() {
            let Some(found) = MESSAGE.captures(line) else { continue };
            if let Some(first) = seen.insert((language.clone(), found[1].to_owned()), file.path.clone()) {
                complaints.push(format!("{}: {} stands in {first} already", file.path, &found[1]));
            }
        }
    }
    complaints
}

/// What one language has and another lacks, and names that are not kebab-case.
fn unequal(files: &[Source]) -> Vec<String> {
    let all = languages(files);
    let Some(first) = all.get(FIRST) else { return Vec::new() };
    let mut complaints: Vec<String> = first
        .values()
        .flat_map(BTreeMap::keys)
        .filter(|key| !KEBAB.is_match(key))
        .map(|key| format!("{FIRST}: {key} is not kebab-case"))
        .collect();
    for (language, other) in all.iter().filter(|(language, _)| *language != FIRST) {
        let names: BTreeSet<&String> = first.keys().chain(other.keys()).collect();
        for name in names {
            let (Some(ours), Some(theirs)) = (first.get(name), other.get(name)) else {
                complaints.push(format!("{name} is not in both {FIRST} and {language}"));
                continue;
            };
            let keys: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
            for key in keys {
                match (ours.get(key), theirs.get(key)) {
                    (Some(one), Some(two)) if one == two => {}
                    (Some(one), Some(two)) => {
                        complaints.push(format!("{name} {key}: {FIRST} takes {one:?}, {language} takes {two:?}"));
                    }
                    (Some(_), None) => complaints.push(format!("{name} {key} is missing in {language}")),
                    _ => complaints.push(format!("{name} {key} is missing in {FIRST}")),
                }
            }
        }
    }
    complaints
}

fn keys(files: &[Source]) -> Texts {
    languages(files).remove(FIRST).unwrap_or_default().into_values().flatten().collect()
}

/// Keys that a page or the program asks for and no language file has, or whose text takes other values than it is given.
fn missing(files: &[Source], users: &[Source]) -> Vec<String> {
    let keys = keys(files);
    let mut complaints = Vec::new();
    for file in users {
        let calls = CALLED.captures_iter(&file.text);
        for found in calls.filter(|found| file.is_live(found.get(0).expect("the whole").start())) {
            let (given, key) = (found[1].parse::<usize>().unwrap_or(0), &found[2]);
            let place = file.place(&file.text, found.get(0).expect("the whole").start());
            match keys.get(key) {
                None => complaints.push(format!("{place} {key}")),
                Some(takes) if takes.len() > given => complaints.push(format!("{place} {key} takes {takes:?}")),
                Some(takes) if given == 1 && found.get(3).is_some_and(|name| !takes.contains(name.as_str())) => {
                    complaints.push(format!("{place} {key} takes {takes:?}, not {}", &found[3]));
                }
                Some(_) => {}
            }
        }
    }
    complaints
}

/// Keys that stand in no quotes anywhere, not even as a beginning (`"refusal-{}"`) or with an ending (`"{key}-remedy"`),
/// and in no other text.
fn unused(files: &[Source], users: &[Source]) -> Vec<String> {
    let mut named: BTreeSet<String> = BTreeSet::new();
    for user in users {
        named.extend(LITERAL.captures_iter(&user.text).map(|found| found[1].to_owned()));
    }
    for file in files {
        named.extend(REFERENCE.captures_iter(&file.text).map(|found| found[1].to_owned()));
    }
    let beginnings: Vec<&String> = named.iter().filter(|name| name.ends_with('-')).collect();
    let endings = users.iter().flat_map(|user| ENDING.captures_iter(&user.text));
    let endings: BTreeSet<String> = endings.map(|found| found[1].to_owned()).collect();
    let all = keys(files);
    let is_named =
        |key: &&String| named.contains(*key) || beginnings.iter().any(|start| key.starts_with(start.as_str()));
    let is_used = |key: &&String| {
        let stems = endings.iter().filter_map(|ending| key.strip_suffix(ending.as_str()));
        is_named(key) || stems.into_iter().any(|stem| is_named(&&stem.to_owned()))
    };
    all.keys().filter(|key| !is_used(key)).cloned().collect()
}

fn users() -> Vec<Source> {
    let mut users = read("src", &[".rs"]);
    users.extend(read("templates", &[".html", ".txt"]));
    users.extend(read("static", &[".js"]));
    users
}

#[test]
fn languages_say_the_same() {
    let files = read("locales", &[".ftl"]);
    refuse(
        "A text that one language lacks is shown as its key, a variable that it lacks is lost. Add it to both:",
        &unequal(&files),
    );
    refuse("Of a key that stands twice only one text is ever shown. Remove one:", &doubled(&files));
}

#[test]
fn every_key_has_a_text() {
    let files = read("locales", &[".ftl"]);
    let users = users();
    refuse(
        "A key without a text, or a text without its values, is shown as it stands. Make both agree:",
        &missing(&files, &users),
    );
    warn("keys that nothing names", &unused(&files, &users));
}

#[test]
fn unequal_languages_are_seen() {
    let english =
        "# a\nrow-name = Name\nrow-count = { $count ->\n  [one] { $count } row\n *[other] { NUMBER($count) } rows\n}\n";
    let pair = |greek: &str| vec![Source::new("locales/en/row.ftl", english), Source::new("locales/el/row.ftl", greek)];
    assert!(unequal(&pair("row-name = Ό\nrow-count = { $count }\n")).is_empty());
    assert_eq!(unequal(&pair("row-name = Ό\nrow-count = x\n")).len(), 1);
    assert_eq!(unequal(&pair("row-name = Ό\nrow-cont = { $count }\n")).len(), 2);
    assert_eq!(
        unequal(&[Source::new("locales/en/row.ftl", english), Source::new("locales/el/raw.ftl", english)]).len(),
        2
    );
    assert_eq!(unequal(&[Source::new("locales/en/row.ftl", "rowName = x\n")]).len(), 1);
}

#[test]
fn a_doubled_key_is_seen() {
    let files = [Source::new("locales/en/a.ftl", "x-y = 1\n"), Source::new("locales/en/b.ftl", "x-y = 2\n")];
    assert_eq!(doubled(&files).len(), 1);
    assert!(
        doubled(&[Source::new("locales/en/a.ftl", "x = 1\n"), Source::new("locales/el/a.ftl", "x = 2\n")]).is_empty()
    );
}

#[test]
fn a_key_without_text_is_seen() {
    let text = "row-name = Name { row-more }\nrow-more = more\nrow-left = { $hours } h\nrefusal-a = A\nrow-old = old\nrow-name-told = x\n";
    let files = [Source::new("locales/en/a.ftl", text)];
    let page = "{{ l.t(\"row-name\") }} {{ l.t1(\"row-gone\", \"a\", a) }} {{ \"refusal-{}\" }} \"{key}-told\"\n{{ l.t(\"row-left\") }}\n\
                {{ l.t1(\"row-left\", \"hour\", 3) }}\n{{ l.t1(\"row-left\", \"hours\", 3) }}";
    let users = [Source::new("templates/x.html", page)];
    let complaints = missing(&files, &users);
    let places: Vec<String> =
        complaints.iter().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(places, ["templates/x.html:1 row-gone", "templates/x.html:2 row-left", "templates/x.html:3 row-left"]);
    assert_eq!(unused(&files, &users), ["row-old"]);
}
