//! A place on the map that somebody of ours sends: what is typed or pasted for it, and what may be sent.
//!
//! Links are read, never followed: a short one does not say where it leads, and is refused with that reason.

use serde::{Deserialize, Serialize};

use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::text;

/// The longest name of a place, in UTF-16 units.
pub const LABEL_UNITS_MAX: usize = 100;
/// The longest address of a place, in UTF-16 units.
pub const ADDRESS_UNITS_MAX: usize = 200;
/// How much of what was typed is looked at.
const TYPED_CHARS_MAX: usize = 2_000;

/// A place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// What it is called.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Street and town.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
}

impl Place {
    /// A place from what somebody typed: coordinates or the link of a map, a name, an address.
    ///
    /// # Errors
    /// All problems of `location`, `location.label` and `location.address`.
    pub fn typed(at: &str, label: &str, address: &str) -> Result<Self, Refusal> {
        let (latitude, longitude) = match read(at) {
            Some(found) => found,
            None if at.trim().is_empty() => return Err(FieldProblem::new("location", "place-missing").into()),
            None if is_short_link(at) => return Err(FieldProblem::new("location", "place-short").into()),
            None => return Err(FieldProblem::new("location", "place-unread").into()),
        };
        Self { latitude, longitude, label: label.to_owned(), address: address.to_owned() }.checked()
    }

    /// The same made harmless, if it is on the globe and not too long.
    ///
    /// # Errors
    /// All problems of `location.latitude`, `.longitude`, `.label` and `.address`.
    pub fn checked(&self) -> Result<Self, Refusal> {
        let mut problems = Vec::new();
        for (degrees, field, limit) in
            [(self.latitude, "location.latitude", 90), (self.longitude, "location.longitude", 180)]
        {
            if !degrees.is_finite() || degrees.abs() > f64::from(limit) {
                problems.push(FieldProblem::with_limit(field, "place-degrees", i64::from(limit)));
            }
        }
        let words = |text: &str| text::one_line(text, usize::MAX);
        let (label, address) = (words(&self.label), words(&self.address));
        for (text, field, limit) in
            [(&label, "location.label", LABEL_UNITS_MAX), (&address, "location.address", ADDRESS_UNITS_MAX)]
        {
            if text::utf16_units(text) > limit {
                problems.push(FieldProblem::with_limit(field, "too-long", i64::try_from(limit).unwrap_or(i64::MAX)));
            }
        }
        Refusal::unless_empty(problems)?;
        Ok(Self { latitude: self.latitude, longitude: self.longitude, label, address })
    }

    /// Name and address in one line; empty if it has neither.
    #[must_use]
    pub fn named(&self) -> String {
        let parts = [self.label.as_str(), self.address.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// What stands for it where there are only words.
    #[must_use]
    pub fn words(&self) -> String {
        let named = self.named();
        if named.is_empty() { format!("{:.5}, {:.5}", self.latitude, self.longitude) } else { named }
    }

    /// `37.9715,23.7257`, to about ten centimetres.
    #[must_use]
    pub fn coordinates(&self) -> String {
        let short = |degrees: f64| {
            let whole = format!("{degrees:.6}");
            let short = whole.trim_end_matches('0').trim_end_matches('.');
            if short == "-0" { "0".to_owned() } else { short.to_owned() }
        };
        format!("{},{}", short(self.latitude), short(self.longitude))
    }
}

/// The coordinates in what was typed or pasted: two numbers, `geo:…`, or the link of one of the well-known maps.
#[must_use]
pub fn read(typed: &str) -> Option<(f64, f64)> {
    let typed: String = typed.trim().chars().take(TYPED_CHARS_MAX).collect();
    let found = if let Some(geo) = typed.strip_prefix("geo:") {
        let named = geo.split_once("q=").and_then(|(_, named)| pair(&named.replace("%2C", ",").replace("%2c", ",")));
        named.or_else(|| pair(geo))
    } else if typed.contains("://") {
        // A link may stand between words.
        typed.split_whitespace().filter(|word| word.contains("://")).find_map(of_link)
    } else {
        two_numbers(&typed)
    };
    found.filter(|(latitude, longitude)| latitude.abs() <= 90.0 && longitude.abs() <= 180.0)
}

/// Whether it is a link that says nothing before it is followed.
#[must_use]
pub fn is_short_link(typed: &str) -> bool {
    ["maps.app.goo.gl/", "goo.gl/maps", "g.co/", "bit.ly/", "osm.org/go/", "maps.apple/", "binged.it/"]
        .iter()
        .any(|short| typed.contains(short))
}

/// `37.9715,23.7257` at the beginning, whatever follows.
fn pair(text: &str) -> Option<(f64, f64)> {
    let (latitude, rest) = text.split_once([',', '~'])?;
    let end = rest.trim_start().find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+')));
    let rest = rest.trim_start();
    let longitude = end.and_then(|end| rest.get(..end)).unwrap_or(rest);
    Some((number(latitude)?, number(longitude)?))
}

fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
    text.parse::<f64>().ok().filter(|number| plain && number.is_finite())
}

/// Two numbers and nothing else; with decimal commas, as Greeks write them, the numbers stand apart by a blank or `;`.
fn two_numbers(text: &str) -> Option<(f64, f64)> {
    let text = text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']')).replace(['°', '\u{a0}'], " ");
    let parts: Vec<&str> = text.split([';', ' ', '\t', '\n']).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [one] => pair_alone(one),
        [first, second] => {
            let first = first.strip_suffix(',').unwrap_or(first);
            let comma = |text: &str| number(&text.replace(',', "."));
            Some((comma(first)?, comma(second)?))
        }
        [first, ",", second] => Some((number(first)?, number(second)?)),
        _ => None,
    }
}

fn pair_alone(text: &str) -> Option<(f64, f64)> {
    let (latitude, longitude) = text.split_once(',')?;
    Some((number(latitude)?, number(longitude)?))
}

/// The place that a link names; where it names several, the one that was marked, not the middle of the picture.
fn of_link(link: &str) -> Option<(f64, f64)> {
    let url = url::Url::parse(link.trim_matches(|c: char| matches!(c, '<' | '>' | '"'))).ok()?;
    let of = |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    if let (Some(latitude), Some(longitude)) = (of("mlat"), of("mlon")) {
        return Some((number(&latitude)?, number(&longitude)?));
    }
    let path = url.path();
    if let Some((_, marked)) = path.rsplit_once("!3d")
        && let Some((latitude, rest)) = marked.split_once("!4d")
    {
        let longitude = rest.split(['!', '/']).next().unwrap_or_default();
        return Some((number(latitude)?, number(longitude)?));
    }
    let names = ["query", "q", "ll", "daddr", "destination", "sll", "center", "cp", "pt"];
    let asked = names.iter().find_map(|name| pair(of(name)?.trim_start_matches("loc:")));
    let seen = || path.split('/').find_map(|part| pair(part.strip_prefix('@')?));
    let searched = || path.split('/').find_map(|part| pair_alone(&part.replace("+", "").replace("%2C", ",")));
    let osm = || {
        let (_, after) = url.fragment()?.split_once("map=")?;
        let mut parts = after.split('/').skip(1);
        Some((number(parts.next()?)?, number(parts.next()?.split('&').next()?)?))
    };
    asked.or_else(seen).or_else(searched).or_else(osm)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_and_paste() {
        let athens = Some((37.9715, 23.7257));
        for (typed, want) in [
            ("37.9715, 23.7257", athens),
            (" 37.9715,23.7257 ", athens),
            ("(37.9715 23.7257)", athens),
            ("37,9715 23,7257", athens),
            ("37,9715; 23,7257", athens),
            ("37.9715° 23.7257°", athens),
            ("-33.5, -70.25", Some((-33.5, -70.25))),
            ("geo:37.9715,23.7257?z=16", athens),
            ("geo:0,0?q=37.9715,23.7257(Ακρόπολη)", athens),
            ("https://www.google.com/maps/place/Acropolis/@37.98,23.72,17z/data=!3m1!3d37.9715!4d23.7257", athens),
            ("https://www.google.com/maps/@37.9715,23.7257,15z", athens),
            ("https://www.google.com/maps/search/37.9715,+23.7257", athens),
            ("https://maps.google.com/?q=37.9715,23.7257", athens),
            ("https://www.google.com/maps/search/?api=1&query=37.9715%2C23.7257", athens),
            ("https://www.openstreetmap.org/?mlat=37.9715&mlon=23.7257#map=16/37.98/23.72", athens),
            ("https://www.openstreetmap.org/#map=16/37.9715/23.7257", athens),
            ("https://maps.apple.com/?ll=37.9715,23.7257&q=Acropolis", athens),
            ("https://www.bing.com/maps?cp=37.9715~23.7257&lvl=15", athens),
            ("Here it is: https://maps.google.com/?q=37.9715,23.7257", athens),
            ("", None),
            ("Acropolis", None),
            ("91, 0", None),
            ("0, 181", None),
            ("37.97", None),
            ("1, 2, 3", None),
            ("NaN, inf", None),
            ("1e1, 2e1", None),
            ("https://maps.app.goo.gl/abc", None),
            ("javascript://37.9,23.7", None),
        ] {
            assert_eq!(read(typed), want, "{typed}");
        }
        assert!(is_short_link("https://maps.app.goo.gl/abc"));
    }

    #[test]
    fn a_place_is_on_the_globe_and_short() {
        let fields = |refused: Result<Place, Refusal>| -> Vec<(&str, &str)> {
            refused.map_err(|refusal| refusal.problems()).unwrap_err().iter().map(|p| (p.field, p.problem)).collect()
        };
        let place = Place::typed("37.9715, 23.7257", " Acropolis\n|x ", "").unwrap();
        assert_eq!((place.words().as_str(), place.coordinates().as_str()), ("Acropolis |x", "37.9715,23.7257"));
        assert_eq!(Place::typed("1,-0", "", "").unwrap().words(), "1.00000, -0.00000");
        assert_eq!(Place::typed("1,-0", "", "").unwrap().coordinates(), "1,0");
        assert_eq!(fields(Place::typed("", "", "")), [("location", "place-missing")]);
        assert_eq!(fields(Place::typed("there", "", "")), [("location", "place-unread")]);
        assert_eq!(fields(Place::typed("https://goo.gl/maps/x", "", "")), [("location", "place-short")]);
        let wrong = Place { latitude: f64::NAN, longitude: -180.1, label: "x".repeat(101), address: "y".repeat(201) };
        let want = ["location.latitude", "location.longitude", "location.label", "location.address"];
        assert_eq!(fields(wrong.checked()).iter().map(|(field, _)| *field).collect::<Vec<_>>(), want);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(typed: String) {
            if let Some((latitude, longitude)) = read(&typed) {
                proptest::prop_assert!(latitude.abs() <= 90.0 && longitude.abs() <= 180.0);
            }
        }

        #[test]
        fn what_is_sent_is_read_again(latitude in -90.0_f64..=90.0, longitude in -180.0_f64..=180.0) {
            let place = Place { latitude, longitude, ..Place::default() };
            let (north, east) = read(&place.coordinates()).unwrap();
            proptest::prop_assert!((north - latitude).abs() < 0.000_001 && (east - longitude).abs() < 0.000_001);
        }
    }
}
