//! The languages of templates: which WhatsApp knows, and which is offered first.

/// WhatsApp's codes.
pub const CODES: [&str; 71] = [
    "af", "sq", "ar", "az", "bn", "bg", "ca", "zh_CN", "zh_HK", "zh_TW", "hr", "cs", "da", "nl", "en", "en_GB",
    "en_US", "et", "fil", "fi", "fr", "ka", "de", "el", "gu", "ha", "he", "hi", "hu", "id", "ga", "it", "ja", "kn",
    "kk", "rw_RW", "ko", "ky_KG", "lo", "lv", "lt", "mk", "ms", "ml", "mr", "nb", "fa", "pl", "pt_BR", "pt_PT", "pa",
    "ro", "ru", "sr", "sk", "sl", "es", "es_AR", "es_ES", "es_MX", "sw", "sv", "ta", "te", "th", "tr", "uk", "ur",
    "uz", "vi", "zu",
];

/// Whether WhatsApp knows the language.
#[must_use]
pub fn is_language(code: &str) -> bool {
    CODES.contains(&code)
}

/// How well a template's language suits: the contact's, then the number's, then the template's own default,
/// then the rest. The exact tag goes before one of the same language.
#[must_use]
pub fn rank(language: &str, contact: Option<&str>, number: &str, is_default: bool) -> u8 {
    let language = normal(language);
    let same = |other: &str| primary(&language) == primary(&normal(other));
    match contact {
        Some(contact) if normal(contact) == language => 0,
        Some(contact) if same(contact) => 1,
        _ if normal(number) == language => 2,
        _ if same(number) => 3,
        _ if is_default => 4,
        _ => 5,
    }
}

fn normal(tag: &str) -> String {
    tag.trim().replace('-', "_").to_ascii_lowercase()
}

fn primary(tag: &str) -> &str {
    tag.split('_').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contact_then_number_then_default() {
        for (language, contact, number, is_default, want) in [
            ("pt_BR", Some("pt-BR"), "en", false, 0),
            ("pt_PT", Some("pt-BR"), "en", false, 1),
            ("el", Some("EL"), "el", false, 0),
            ("el", Some("de"), "el", true, 2),
            ("en_GB", None, "en", false, 3),
            ("fr", Some("de"), "el", true, 4),
            ("fr", None, "el", false, 5),
        ] {
            assert_eq!(rank(language, contact, number, is_default), want, "{language} {contact:?}");
        }
        assert!(is_language("el") && is_language("en_US") && !is_language("EL") && !is_language("gr"));
    }
}
