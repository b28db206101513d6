//! The languages that Angelia itself speaks.

/// A language of pages, errors and our own texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Greek.
    El,
}

impl Language {
    /// All of them, in the order menus show them.
    pub const ALL: [Self; 2] = [Self::En, Self::El];

    /// The BCP 47 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::El => "el",
        }
    }

    /// Reads a code, with or without a region: `el`, `el-GR`, `EN_us`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let primary = text.trim().split(['-', '_']).next()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|language| language.code() == primary)
    }
}
