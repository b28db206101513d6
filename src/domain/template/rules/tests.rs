use super::*;
use crate::domain::template::written::{ButtonKind, WrittenButton, WrittenItem};

/// A template that WhatsApp would take.
fn good() -> Written {
    Written {
        name: "order_ready".to_owned(),
        language: "en".to_owned(),
        category: "utility".to_owned(),
        body: "Hello {{1}}, your order {{2}} is ready for you.".to_owned(),
        samples: [("1", "Anna"), ("2", "2041")].map(|(n, v)| (n.to_owned(), v.to_owned())).into(),
        ..Written::default()
    }
}

fn button(kind: ButtonKind, title: &str, value: &str) -> WrittenButton {
    WrittenButton { kind, title: title.to_owned(), value: value.to_owned() }
}

fn found(written: &Written) -> Vec<(String, &'static str, Option<usize>)> {
    check(written, Others::default()).into_iter().map(|v| (v.place.field(), v.rule, v.limit)).collect()
}

#[track_caller]
fn broken(written: &Written, place: &str, rule: &str, limit: Option<usize>) {
    let all = found(written);
    assert!(all.iter().any(|one| one.0 == place && one.1 == rule && one.2 == limit), "{place} {rule}: {all:?}");
}

#[test]
fn a_good_one_breaks_nothing() {
    assert_eq!(found(&good()), []);
    assert_eq!(found(&Written { body: "We are open again.".into(), samples: [].into(), ..good() }), []);
}

#[test]
fn names() {
    let long = "a".repeat(513);
    for (name, rule, limit) in [
        ("", "missing", None),
        ("Order", "name-letters", None),
        ("order ready", "name-letters", None),
        ("order-ready", "name-letters", None),
        ("παραγγελία", "name-letters", None),
        (long.as_str(), "too-long", Some(512)),
    ] {
        broken(&Written { name: name.to_owned(), ..good() }, "name", rule, limit);
    }
    let rule = |others| check(&good(), others).first().map(|v| v.rule);
    assert_eq!(rule(Others { taken: true, blocked: false }), Some("name-taken"));
    assert_eq!(rule(Others { taken: false, blocked: true }), Some("name-blocked"));
}

#[test]
fn languages_and_categories() {
    for (language, rule) in [("", "missing"), ("xx", "language-unknown"), ("el", "language-mismatch")] {
        broken(&Written { language: language.to_owned(), ..good() }, "language", rule, None);
    }
    let greek = Written {
        language: "el".to_owned(),
        body: "Καλησπέρα {{1}}, η παραγγελία {{2}} είναι έτοιμη για το Angelia.".to_owned(),
        ..good()
    };
    assert_eq!(found(&greek), []);
    broken(&Written { language: "en_GB".to_owned(), ..greek }, "language", "language-mismatch", None);
    for (category, rule) in [("", "missing"), ("news", "missing"), ("authentication", "category-authentication")] {
        broken(&Written { category: category.to_owned(), ..good() }, "category", rule, None);
    }
    let offer = |category: &str, body: &str| Written {
        category: category.to_owned(),
        body: body.to_owned(),
        samples: [].into(),
        ..good()
    };
    broken(&offer("utility", "A discount for all of you."), "category", "category-words", None);
    let greek = Written {
        language: "el".to_owned(), ..offer("utility", "Μεγάλες εκπτώσεις για όλους.")
    };
    broken(&greek, "category", "category-words", None);
    assert_eq!(found(&offer("marketing", "A discount for all of you.")), []);
    assert_eq!(found(&offer("utility", "Your wholesale order is here.")), [], "only whole words count");
    let advice = check(&offer("utility", "A discount for you."), Others::default());
    assert!(advice.iter().all(Violation::is_advice));
}

#[test]
fn bodies() {
    let long = format!("{} end", "a ".repeat(600));
    let emoji = "😀 ".repeat(11) + "smile";
    for (body, rule, limit) in [
        ("", "missing", None),
        (long.as_str(), "too-long", Some(1_024)),
        ("Hello\tyou", "tab", None),
        ("Hello     you", "blanks", None),
        ("Hello\n\n\nyou", "breaks", Some(2)),
        (emoji.as_str(), "emoji", Some(10)),
        ("Dear {{first name}} hello", "variable-name", None),
        ("Dear {{}} hello", "variable-name", None),
        ("Dear {{a_name_of_seventeen}} hello", "variable-name", None),
        ("Your order {{1}} of {{3}} is on its way to you", "variables-gap", None),
        ("Your order {{2}} is on its way", "variables-gap", None),
        ("Your order {{1}}{{2}} is on its way", "variables-beside", None),
        ("Your order {{1}} {{2}} is on its way", "variables-beside", None),
        ("{{1}} is on its way", "variable-first", None),
        ("«{{1}}» is on its way", "variable-first", None),
        ("On its way is now {{1}}", "variable-last", None),
        ("On its way is now {{1}}!", "variable-last", None),
        ("Hi {{1}} there", "words-few", Some(3)),
        ("A {{1}} b {{2}} c d", "words-few", Some(5)),
    ] {
        broken(&Written { body: body.to_owned(), ..good() }, "body", rule, limit);
    }
    for body in [
        "Hi dear {{1}} there",
        "Hello\n\nyou",
        "Two {{1}}, {{2}} with a comma are fine",
        "Dear {{name}}, welcome to us",
    ] {
        assert_eq!(check_body(body), [], "{body}");
    }
}

#[test]
fn emoji_are_counted_as_people_see_them() {
    for (body, count) in [("", 0), ("abc €", 0), ("😀", 1), ("👨‍👩‍👧", 1), ("🇬🇷🇩🇪", 2), ("👍🏽", 1), ("✅ ok ❤️", 2)]
    {
        assert_eq!(text::emoji(body), count, "{body}");
    }
}

#[test]
fn samples_and_bindings() {
    let with = |n: &str, value: &str| {
        let mut written = good();
        written.samples.insert(n.to_owned(), value.to_owned());
        written
    };
    broken(&with("1", ""), "sample-1", "sample-missing", None);
    broken(&with("2", "a\nb"), "sample-2", "sample-invalid", None);
    broken(&with("1", &"x".repeat(1_020)), "body", "filled-too-long", Some(1_024));
    let bound = |text: &str| Written { bindings: [("1".to_owned(), text.to_owned())].into(), ..good() };
    assert_eq!(found(&bound("{{contact.first_name|friend}}")), []);
    broken(&bound("{{contact.shoe}}"), "bind-1", "binding-unknown", None);
    broken(&bound("{{contact.name"), "bind-1", "binding-unclosed", None);
}

#[test]
fn files_and_footers() {
    let media = |address: &str| Written { kind: WrittenKind::Media, media: address.to_owned(), ..good() };
    for (address, rule) in [
        ("", "missing"),
        ("shop.example/a.png", "link-invalid"),
        ("https://shop/a.png", "link-invalid"),
        ("https://shop.example/a b.png", "link-invalid"),
        ("https://{{1}}.example/a.png", "link-variable"),
        ("https://shop.example?{{1}}", "link-variable"),
        ("https://shop.example/a.exe", "media-type"),
        ("https://shop.example/{{2}}", "media-type"),
    ] {
        broken(&media(address), "media", rule, None);
    }
    assert_eq!(found(&media("https://shop.example/{{2}}.png?x=1")), []);
    let card = |footer: &str| Written { kind: WrittenKind::Card, footer: footer.to_owned(), ..good() };
    assert_eq!(found(&card("Olive press of Chania")), []);
    broken(&card(""), "footer", "card-bare", None);
    broken(&card(&"x".repeat(61)), "footer", "too-long", Some(60));
    broken(&card("to {{1}}"), "footer", "no-variable", None);
    broken(&card("a\nb"), "footer", "one-line", None);
}

#[test]
fn buttons() {
    use ButtonKind::{Link, Phone, Reply};
    let replies = |buttons: Vec<WrittenButton>| Written { kind: WrittenKind::QuickReply, buttons, ..good() };
    assert_eq!(found(&replies(vec![button(Reply, "Yes", ""), button(Reply, "No", "")])), []);
    broken(&replies(vec![]), "buttons", "buttons-none", None);
    let many = (0..11).map(|n| button(Reply, &format!("No {n}"), "")).collect();
    broken(&replies(many), "buttons", "buttons-many", Some(10));
    for (title, rule, limit) in [
        ("", "missing", None),
        ("a title far too long.", "too-long", Some(20)),
        ("Yes {{1}}", "no-variable", None),
        ("Yes 😀", "no-emoji", None),
        ("Ye\ns", "one-line", None),
    ] {
        broken(&replies(vec![button(Reply, title, "")]), "button-1-title", rule, limit);
    }
    broken(&replies(vec![button(Reply, "Yes", ""), button(Reply, "Yes", "")]), "button-2-title", "title-twice", None);
    broken(&replies(vec![button(Link, "Shop", "https://a.gr/")]), "button-1-title", "button-kind", None);
    let actions = |buttons: Vec<WrittenButton>| Written { kind: WrittenKind::CallToAction, buttons, ..good() };
    assert_eq!(
        found(&actions(vec![button(Link, "Track", "https://a.gr/o/{{2}}"), button(Phone, "Call", "+302810000014")])),
        []
    );
    for (kind, value, rule) in [
        (Link, "", "missing"),
        (Link, "a.gr", "link-invalid"),
        (Link, "https://{{1}}.gr/", "link-variable"),
        (Link, "https://a.gr/{{1}}/{{2}}", "link-variables"),
        (Phone, "", "missing"),
        (Phone, "2810 000 014", "phone-invalid"),
    ] {
        broken(&actions(vec![button(kind, "Go", value)]), "button-1-value", rule, None);
    }
    let links = (0..3).map(|n| button(Link, &format!("Go {n}"), "https://a.gr/")).collect();
    broken(&actions(links), "buttons", "links-many", Some(2));
    let phones = (0..2).map(|n| button(Phone, &format!("Go {n}"), "+302810000014")).collect();
    broken(&actions(phones), "buttons", "phones-many", Some(1));
    broken(&actions(vec![button(Reply, "Yes", "")]), "button-1-title", "button-kind", None);
}

#[test]
fn lists() {
    let item = |title: &str, text: &str| WrittenItem { title: title.to_owned(), text: text.to_owned() };
    let list = |button: &str, items: Vec<WrittenItem>| Written {
        kind: WrittenKind::ListPicker,
        category: String::new(),
        list_button: button.to_owned(),
        items,
        ..good()
    };
    assert_eq!(found(&list("Choose", vec![item("Morning", "9 to 12"), item("Evening", "")])), []);
    broken(&list("", vec![item("a", "")]), "list-button", "missing", None);
    broken(&list("Choose", vec![]), "items", "items-none", None);
    broken(&list("Choose", (0..11).map(|n| item(&n.to_string(), "")).collect()), "items", "items-many", Some(10));
    broken(&list("Choose", vec![item("", "x")]), "item-1-title", "missing", None);
    broken(&list("Choose", vec![item(&"x".repeat(25), "")]), "item-1-title", "too-long", Some(24));
    broken(&list("Choose", vec![item("{{1}}", "")]), "item-1-title", "no-variable", None);
    broken(&list("Choose", vec![item("a", &"x".repeat(73))]), "item-1-text", "too-long", Some(72));
    broken(&list("Choose", vec![item("a", ""), item("a", "")]), "item-2-title", "title-twice", None);
}
