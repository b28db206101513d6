//! A QR code as the path of an SVG, drawn here: no picture of others is fetched, and none is kept.

use qrcode::{Color, EcLevel, QrCode};

/// Modules of white that readers need around the code.
const QUIET: usize = 4;

/// What a page draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// The width and height, in modules.
    pub side: usize,
    /// The dark modules, as `d` of a path.
    pub path: String,
}

/// The code of a text; none if the text is too long for one.
#[must_use]
pub fn draw(text: &str) -> Option<Qr> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            path.push_str(&format!("M{} {}h1v1h-1z", place % width + QUIET, place / width + QUIET));
        }
    }
    Some(Qr { side: width + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_becomes_a_code_with_its_three_corners() {
        let qr = draw("https://wa.me/14155238886?text=join%20olive-tree").unwrap();
        assert!(qr.side >= 29, "{}", qr.side);
        let far = qr.side - QUIET - 1;
        for (x, y) in [(QUIET, QUIET), (far, QUIET), (QUIET, far)] {
            assert!(qr.path.contains(&format!("M{x} {y}h1v1h-1z")), "{x} {y}");
        }
        assert!(!qr.path.contains("M3 "), "the edge stays white");
        assert_eq!(draw(&"x".repeat(5_000)), None);
    }
}
