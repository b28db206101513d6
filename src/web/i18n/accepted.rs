//! The language that a browser asks for, until its user chooses one.

use crate::domain::language::Language;
use crate::web::i18n::Locale;

/// The first language of an `Accept-Language` header that we speak.
#[must_use]
pub fn accepted(header: Option<&str>) -> Locale {
    let mut wanted: Vec<(u32, Language)> = header
        .unwrap_or_default()
        .split(',')
        .filter_map(|part| {
            let mut pieces = part.split(';');
            let language = Language::parse(pieces.next()?)?;
            let weight = pieces.find_map(|piece| piece.trim().strip_prefix("q=")).map_or(1_000, thousandths);
            Some((weight, language))
        })
        .collect();
    wanted.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    Locale(wanted.first().map_or_else(Language::default, |(_, language)| *language))
}

/// `0.8` as 800; nonsense as 0.
fn thousandths(text: &str) -> u32 {
    match text.trim().split_once('.') {
        None => text.trim().parse::<u32>().unwrap_or(0).saturating_mul(1_000),
        Some((whole, part)) => {
            let part: String = part.chars().chain("000".chars()).take(3).collect();
            whole.parse::<u32>().unwrap_or(0).saturating_mul(1_000).saturating_add(part.parse().unwrap_or(0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_chooses_until_the_user_does() {
        for (header, want) in [
            (None, Language::En),
            (Some("de"), Language::En),
            (Some("el-GR,el;q=0.9,en;q=0.8"), Language::El),
            (Some("en;q=0.5, el;q=0.7"), Language::El),
            (Some("fr;q=x,,;"), Language::En),
        ] {
            assert_eq!(accepted(header).0, want, "{header:?}");
        }
    }
}
