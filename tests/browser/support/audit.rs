//! What must hold on every page: names for readers, ids, headings, nothing wider than the window.
//!
//! It is no full check of accessibility, only what a machine sees without judgement.

use super::Page;
use serde_json::Value;

impl Page {
    /// What is wrong with the page as it stands, as sentences.
    pub async fn complaints(&self) -> Vec<String> {
        let found = self.run(include_str!("audit.js"), Vec::new()).await;
        let Value::Array(found) = found else { panic!("{}: the audit answered {found}", self.who()) };
        found.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Fails when something is wrong with the page.
    pub async fn audit(&self) {
        let complaints = self.complaints().await;
        assert!(complaints.is_empty(), "{} at {}:\n  {}", self.who(), self.address().await, complaints.join("\n  "));
    }
}
