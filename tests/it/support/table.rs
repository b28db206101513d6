//! The route table as it is written, row by row.

use std::fmt;
use std::sync::LazyLock;

use regex::Regex;

const PAGES: &str = include_str!("../../../src/web/routes.rs");
const PROGRAMS: &str = include_str!("../../../src/web/routes/programs.rs");
/// The roles, the least first.
pub const ROLES: [&str; 3] = ["agent", "supervisor", "admin"];

static PAGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"route\(\s*"([^"]+)",\s*(get|post|head)\(\)\s*\.to\([^)]*\),?\s*\)[ ;]*(?:// *(.*))?"#).unwrap()
});
static PROGRAM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"at\("([^"]+)"\)((?:\s*\.(?:get|post|put|patch|delete|head)\([^)]*\))+),?\s*\)[ ;]*(?:// *(.*))?"#)
        .unwrap()
});
static VERB: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\.(get|post|put|patch|delete|head)\(").unwrap());

/// One row of the table.
pub struct Route {
    /// In small letters.
    pub verb: String,
    pub path: String,
    /// The words behind it.
    pub words: String,
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({})", self.verb, self.path, self.words)
    }
}

impl Route {
    /// The address with `id` in the place of everything that is named.
    pub fn with(&self, id: &str) -> String {
        static NAMED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{[^}]*\}").unwrap());
        NAMED.replace_all(&self.path, id).into_owned()
    }

    /// The least role, as its place in [`ROLES`]; `None`: not a matter of roles.
    ///
    /// `agent / admin`: to read, to change.
    pub fn least(&self) -> Option<usize> {
        let (read, change) = self.words.split_once(" / ").unwrap_or((&self.words, &self.words));
        let reads = ["get", "head"].contains(&self.verb.as_str());
        let words = if reads { read } else { change };
        let role = words.split([',', ' ', ';']).next().unwrap_or_default();
        let least = ROLES.iter().position(|known| *known == role);
        let others = ["anybody", "signature", "token"];
        assert!(
            least.is_some() || others.contains(&role),
            "{self}: the words behind a route begin with who may use it"
        );
        least
    }
}

/// The routes of the pages; all of them, or the pattern here is to be mended.
pub fn pages() -> Vec<Route> {
    let row = |found: regex::Captures<'_>| Route {
        verb: found[2].to_owned(),
        path: found[1].to_owned(),
        words: found.get(3).map_or_else(String::new, |words| words.as_str().to_owned()),
    };
    let rows: Vec<Route> = PAGE.captures_iter(PAGES).map(row).collect();
    let written = PAGES.matches("().to(").count() - PAGES.matches("default_service(").count();
    assert_eq!(rows.len(), written, "rows of the table that are not read here");
    rows
}

/// The routes of programs, whole addresses.
pub fn programs() -> Vec<Route> {
    let mut rows = Vec::new();
    for found in PROGRAM.captures_iter(PROGRAMS) {
        for verb in VERB.captures_iter(&found[2]) {
            rows.push(Route {
                verb: verb[1].to_owned(),
                path: format!("/api/v1{}", &found[1]),
                words: found.get(3).map_or_else(String::new, |words| words.as_str().to_owned()),
            });
        }
    }
    let written = Regex::new(r"\(api::\w+::\w+\)").unwrap().find_iter(PROGRAMS).count() - 1; // `identify` is none
    assert_eq!(rows.len(), written, "rows of the table that are not read here");
    rows
}
