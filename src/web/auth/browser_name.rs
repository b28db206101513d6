//! What a browser is called, out of what it calls itself: enough to tell one's own apart.

use crate::domain::text;

/// Marks of browsers, the more special ones first: most claim to be several.
const BROWSERS: [(&str, &str); 10] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// Marks of systems, in the same order.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// `Firefox, Windows`; what it calls itself, cut, if it is none that we know; empty for nothing.
#[must_use]
pub(super) fn name(user_agent: &str) -> String {
    let find = |marks: &[(&str, &'static str)]| {
        marks.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, _) => text::one_line(user_agent, 60),
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn browsers_are_told_apart() {
        let chrome =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
        let edge = format!("{} Edg/156.0", chrome.replace("X11; Linux x86_64", "Windows NT 10.0; Win64; x64"));
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
            Version/19.0 Mobile/15E148 Safari/604.1";
        for (user_agent, want) in [
            (chrome, "Chrome, Linux"),
            (&edge, "Edge, Windows"),
            (iphone, "Safari, iPhone"),
            ("curl/8.0", "curl/8.0"),
            ("", ""),
        ] {
            assert_eq!(name(user_agent), want, "{user_agent}");
        }
    }
}
