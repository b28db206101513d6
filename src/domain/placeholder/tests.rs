//! Tables of what is read and what comes out, and what must hold for any text at all.

use proptest::prelude::*;

use super::*;

fn values(pairs: &[(&str, &str)]) -> Values {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn renders_values_defaults_and_gaps() {
    let values = values(&[("contact.first_name", "Άννα"), ("var.order_id", "{{agent.name}}"), ("agent.name", "  ")]);
    for (text, want) in [
        ("Καλησπέρα {{contact.first_name}}!", "Καλησπέρα Άννα!"),
        ("Hello {{queue.name|there}}!", "Hello there!"),
        ("Hello {{queue.name}}!", "Hello!"),
        ("Hello {{queue.name|}}!", "Hello !"),
        ("{{queue.name}}Hello", "Hello"),
        ("Hello {{contact.first_name}} {{queue.name}} {{queue.name}}!", "Hello Άννα!"),
        ("{{agent.name|we}} write about {{ var.order_id }}", "we write about {{agent.name}}"),
        ("a { b } {c} }} d", "a { b } {c} }} d"),
        ("nothing", "nothing"),
        ("", ""),
    ] {
        assert_eq!(render(&parse(text).unwrap(), &values), want, "{text}");
    }
}

#[test]
fn refuses_what_it_does_not_know() {
    for (text, want) in [
        ("{{contact.birthday}}", PlaceholderError::Unknown("contact.birthday".to_owned())),
        ("{{var.}}", PlaceholderError::Unknown("var.".to_owned())),
        ("{{1}}", PlaceholderError::Unknown("1".to_owned())),
        ("{{}}", PlaceholderError::Unknown(String::new())),
        ("Hello {{contact.name", PlaceholderError::Unclosed),
        ("Hello {{contact.name {{agent.name}}", PlaceholderError::Unclosed),
    ] {
        assert_eq!(parse(text), Err(want), "{text}");
    }
}

#[test]
fn a_problem_names_the_placeholder_and_the_nearest_one() {
    let problem = |text: &str| parse(text).unwrap_err().problem("text");
    let near = problem("Hello {{contact.nmae}}");
    assert_eq!((near.field, near.problem), ("text", "placeholder-near"));
    assert_eq!(near.args, [("name", "contact.nmae".to_owned()), ("near", "contact.name".to_owned())]);
    assert_eq!(problem("{{weather}}").problem, "placeholder-unknown");
    assert_eq!(problem("{{").problem, "placeholder-unclosed");
}

#[test]
fn facts_become_values() {
    let facts = Facts {
        contact: Some(" Άννα Παππά "),
        agent: "Νίκος",
        signature: "{{agent.name}}\n{{queue.name|Oil}} {{agent.signature}} ",
        number: "Shop",
        variables: BTreeMap::from([("order_id".to_owned(), "2041".to_owned())]),
        ..Facts::default()
    };
    let want = [
        ("agent.name", "Νίκος"),
        ("agent.signature", "Νίκος\nOil"),
        ("contact.first_name", "Άννα"),
        ("contact.name", "Άννα Παππά"),
        ("number.name", "Shop"),
        ("var.order_id", "2041"),
    ];
    assert_eq!(facts.values(), values(&want));
    assert_eq!(names(&parse("{{agent.name}} {{agent.name|x}} {{var.a}}").unwrap()).len(), 2);
}

/// A default as it can be written: without the marks of the syntax, without blanks at its ends.
fn default() -> impl Strategy<Value = Option<String>> {
    proptest::option::of("[^{}|]{0,12}".prop_map(|text| text.trim().to_owned()))
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        (0..KNOWN.len()).prop_map(|place| KNOWN[place].to_owned()),
        "[a-zA-Z0-9_]{1,32}".prop_map(|tail| format!("{VARIABLE}{tail}")),
    ]
}

/// Pieces as reading gives them: no two texts beside each other.
fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let piece = (name(), default()).prop_map(|(name, default)| Piece::Placeholder { name, default });
    proptest::collection::vec(("[^{}]{0,12}", piece), 0..6).prop_map(|pairs| {
        let all = pairs.into_iter().flat_map(|(text, piece)| [Piece::Text(text), piece]);
        all.filter(|piece| *piece != Piece::Text(String::new())).collect()
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(pieces in pieces()) {
        prop_assert_eq!(parse(&write(&pieces)), Ok(pieces));
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        if let Ok(pieces) = parse(&text) {
            prop_assert!(names(&pieces).iter().all(|name| is_known(name)));
            // What was taken once is taken again, and says the same.
            prop_assert_eq!(parse(&write(&pieces)), Ok(pieces));
        }
    }

    #[test]
    fn a_text_without_placeholders_is_sent_as_it_stands(text in "[^{]*") {
        let pieces = parse(&text).unwrap();
        prop_assert_eq!(render(&pieces, &Values::new()), text);
    }

    #[test]
    fn the_preview_is_what_is_sent(pieces in pieces(), value in any::<String>()) {
        let values: Values = names(&pieces).iter().map(|name| ((*name).to_owned(), value.clone())).collect();
        let preview: String = shown(&pieces, &values).into_iter().map(|piece| piece.text).collect();
        prop_assert_eq!(&preview, &render(&pieces, &values));
        // A value is never read for placeholders, whatever it says.
        if !value.trim().is_empty() {
            let marked = shown(&pieces, &values).iter().filter(|piece| piece.placeholder.is_some()).count();
            prop_assert_eq!(marked, pieces.iter().filter(|piece| matches!(piece, Piece::Placeholder { .. })).count());
            for piece in shown(&pieces, &values).iter().filter(|piece| piece.placeholder.is_some()) {
                prop_assert!(piece.text.starts_with(value.trim().trim_end_matches(' ')));
            }
        }
    }

    #[test]
    fn nothing_is_suggested_that_we_do_not_know(text in any::<String>()) {
        if let Some(near) = nearest(&text) {
            prop_assert!(is_known(&near));
        }
    }
}
