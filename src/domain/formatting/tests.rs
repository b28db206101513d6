//! One table for this and for the script, and what must hold for any text.

use proptest::prelude::*;

use super::*;

const TABLE: &str = include_str!("../../../tests/fixtures/whatsapp-formatting.json");

fn letters(look: Look) -> String {
    let marks = [(look.bold, 'b'), (look.italic, 'i'), (look.strike, 's'), (look.mono, 'm')];
    marks.into_iter().filter(|(has, _)| *has).map(|(_, letter)| letter).collect()
}

#[test]
fn looks_as_on_the_phone() {
    let table: Vec<(String, Vec<(String, String)>)> = serde_json::from_str(TABLE).unwrap();
    for (text, want) in table {
        let got: Vec<_> = spans(&text, &[], &[]).into_iter().map(|span| (span.text, letters(span.look))).collect();
        assert_eq!(got, want, "{text}");
        assert_eq!(is_formatted(&text), want.iter().any(|(_, look)| !look.is_empty()), "{text}");
    }
}

#[test]
fn a_link_is_no_place_for_marks() {
    let text = "*see https://x.gr/_a_/*b* now*";
    let link = text.find("https").unwrap()..text.find(" now").unwrap();
    let got = spans(text, std::slice::from_ref(&link), &[]);
    let texts: Vec<_> = got.iter().map(|span| (span.text.as_str(), letters(span.look), span.link)).collect();
    let b = || "b".to_owned();
    assert_eq!(texts, [("see ", b(), None), ("https://x.gr/_a_/*b*", b(), Some(0)), (" now", b(), None)]);
}

/// Texts full of marks, and of what only looks like HTML.
fn marked() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("*".to_owned()),
        Just("_".to_owned()),
        Just("~".to_owned()),
        Just("`".to_owned()),
        Just("```".to_owned()),
        Just("\n".to_owned()),
        Just(" ".to_owned()),
        Just("<b>".to_owned()),
        Just("&amp;".to_owned()),
        "[a-zά-ώ0-9.]{1,4}",
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Whether `part` is `whole` with only marks taken away.
fn is_without_marks(part: &str, whole: &str) -> bool {
    let mut rest = part.chars().peekable();
    for c in whole.chars() {
        if rest.peek() == Some(&c) {
            rest.next();
        } else if !matches!(c, '*' | '_' | '~' | '`') {
            return false;
        }
    }
    rest.next().is_none()
}

proptest! {
    #[test]
    fn only_marks_are_ever_taken_away(text in marked()) {
        let spans = spans(&text, &[], &[]);
        let read: String = spans.iter().map(|span| span.text.as_str()).collect();
        prop_assert!(is_without_marks(&read, &text), "{read:?} of {text:?}");
        prop_assert!(spans.iter().all(|span| !span.text.is_empty()));
        // Neighbours differ, else they would be one.
        prop_assert!(spans.windows(2).all(|pair| pair[0].look != pair[1].look));
    }

    #[test]
    fn a_text_without_marks_stays(text in "[^*_~`]*") {
        let spans = spans(&text, &[], &[]);
        prop_assert!(spans.len() <= 1);
        prop_assert_eq!(spans.into_iter().map(|span| span.text).collect::<String>(), text);
    }

    #[test]
    fn marks_in_a_place_stay(before in "[a-z ]{0,8}", inside in "[*_~`a-z]{1,12}", after in "[a-z ]{0,8}") {
        let text = format!("{before}{inside}{after}");
        let place = before.len()..before.len() + inside.len();
        let got = spans(&text, std::slice::from_ref(&place), &[]);
        let shown: String = got.iter().filter(|span| span.link == Some(0)).map(|span| span.text.as_str()).collect();
        prop_assert_eq!(shown, inside);
    }

    #[test]
    fn what_is_marked_changes_no_look(text in marked(), from in 0_usize..20, length in 1_usize..20) {
        let plain: String = spans(&text, &[], &[]).into_iter().map(|span| span.text).collect();
        let got = spans(&text, &[], std::slice::from_ref(&(from..from + length)));
        prop_assert_eq!(got.into_iter().map(|span| span.text).collect::<String>(), plain);
    }

    #[test]
    fn any_text_is_bold_between_stars(word in "[a-zα-ω0-9]{1,8}( [a-zα-ω0-9]{1,8}){0,3}") {
        let got = spans(&format!("*{word}*"), &[], &[]);
        prop_assert_eq!(got.len(), 1);
        prop_assert!(got[0].look.bold && got[0].text == word);
    }
}
