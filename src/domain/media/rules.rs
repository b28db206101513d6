//! What the installation takes: the largest size, and which kinds never.

use crate::domain::refusal::FieldProblem;

/// The largest size that can be set; what WhatsApp itself carries is less.
pub const SIZE_MAX_BYTES: u64 = 100 * 1024 * 1024;
/// The smallest.
pub const SIZE_MIN_BYTES: u64 = 64 * 1024;
/// What the provider carries.
const SIZE_DEFAULT_BYTES: u64 = 16 * 1024 * 1024;
/// Ends of names in one list.
const ENDS_MAX: usize = 100;
/// Letters of one of them.
const END_CHARS_MAX: usize = 10;

/// What runs when somebody opens it.
const BLOCKED: &[&str] = &[
    "apk", "bat", "cmd", "com", "cpl", "dll", "exe", "hta", "iso", "jar", "js", "jse", "lnk", "msc", "msi", "pif",
    "ps1", "reg", "scr", "sh", "vbe", "vbs", "wsf",
];

/// Kinds that count as blocked when the end of the name that belongs to them is.
const RUNS: &[(&str, &str)] = &[
    ("application/x-msdownload", "exe"),
    ("application/x-elf", "exe"),
    ("application/x-mach-binary", "exe"),
    ("application/java-vm", "jar"),
    ("application/java-archive", "jar"),
    ("application/vnd.android.package-archive", "apk"),
    ("text/x-shellscript", "sh"),
];

/// What is taken.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Rules {
    /// The largest file, in bytes.
    pub size_bytes_max: u64,
    /// Ends of names that are refused, in lower case and without the point.
    pub blocked: Vec<String>,
}

impl Default for Rules {
    fn default() -> Self {
        Self { size_bytes_max: SIZE_DEFAULT_BYTES, blocked: BLOCKED.iter().map(|end| (*end).to_owned()).collect() }
    }
}

/// What to change about it; the default changes nothing.
#[derive(Clone, Debug, Default)]
pub struct RulesChange {
    /// The largest file, in bytes.
    pub size_bytes_max: Option<u64>,
    /// All ends that are refused.
    pub blocked: Option<Vec<String>>,
}

impl Rules {
    /// Whether a file is refused for what it is, or for what it is called.
    #[must_use]
    pub fn blocks(&self, content_type: &str, name: Option<&str>) -> bool {
        let ends = |end: &str| self.blocked.iter().any(|blocked| blocked == end);
        let by_name = name.and_then(|name| name.rsplit_once('.')).is_some_and(|(_, end)| ends(&end.to_lowercase()));
        by_name || RUNS.iter().any(|(kind, end)| *kind == content_type && ends(end))
    }

    /// The rules after a change.
    ///
    /// # Errors
    /// The first problem of a field.
    pub fn changed(mut self, change: RulesChange) -> Result<Self, FieldProblem> {
        if let Some(size) = change.size_bytes_max {
            if !(SIZE_MIN_BYTES..=SIZE_MAX_BYTES).contains(&size) {
                let limit = i64::try_from(SIZE_MAX_BYTES).unwrap_or(i64::MAX);
                return Err(FieldProblem::with_limit("size_bytes_max", "out-of-range", limit));
            }
            self.size_bytes_max = size;
        }
        if let Some(given) = change.blocked {
            let mut ends: Vec<String> = given
                .iter()
                .map(|end| end.trim().trim_start_matches('.').to_lowercase())
                .filter(|end| !end.is_empty())
                .collect();
            ends.sort_unstable();
            ends.dedup();
            let wrong = |end: &String| end.chars().count() > END_CHARS_MAX || !end.chars().all(char::is_alphanumeric);
            if ends.len() > ENDS_MAX || ends.iter().any(wrong) {
                return Err(FieldProblem::new("blocked", "invalid"));
            }
            self.blocked = ends;
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_is_refused_whatever_it_is_called() {
        let rules = Rules::default();
        assert!(rules.blocks("application/x-msdownload", Some("photo.jpg")));
        assert!(rules.blocks("text/plain", Some("invoice.pdf.EXE")));
        assert!(!rules.blocks("application/pdf", Some("invoice.exe.pdf")));
        assert!(!rules.blocks("image/jpeg", None));
        let none = rules.changed(RulesChange { blocked: Some(Vec::new()), ..RulesChange::default() }).unwrap();
        assert!(!none.blocks("application/x-msdownload", Some("a.exe")));
    }

    #[test]
    fn lists_are_tidied_and_checked() {
        let with = |blocked: &[&str]| {
            let blocked = Some(blocked.iter().map(|end| (*end).to_owned()).collect());
            Rules::default().changed(RulesChange { blocked, ..RulesChange::default() })
        };
        assert_eq!(with(&[".EXE", "exe ", "", "bat"]).unwrap().blocked, ["bat", "exe"]);
        assert!(with(&["a b"]).is_err());
        let small = RulesChange { size_bytes_max: Some(1), ..RulesChange::default() };
        assert!(Rules::default().changed(small).is_err());
    }
}
