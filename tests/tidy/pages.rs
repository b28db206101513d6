//! Templates, stylesheets and icons: used, free of inline code, and made of the parts that exist.

use crate::source::{Source, read, refuse};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static TEMPLATE_NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?:path\s*=\s*|\{%-?\s*(?:include|extends|import)\s+)"([^"]+)""#).expect("a pattern")
});
static EXPRESSION: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?s)\{\{.*?\}\}").expect("a pattern"));
static STATEMENT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?s)\{%.*?%\}|\{#.*?#\}").expect("a pattern"));
static SCRIPT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?s)<script\b[^>]*>(.*?)</script>").expect("a pattern"));
static INLINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"<[a-zA-Z][^<>]*?\s(style|on[a-z]+)\s*=|["'\s=]javascript:|<style\b"#).expect("a pattern")
});
static CLASSES: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"\bclass="([^"]*)""#).expect("a pattern"));
static SELECTOR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\.([a-zA-Z][a-zA-Z0-9_-]*)").expect("a pattern"));
static ICON: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"icons\.svg#([a-z0-9-]+)").expect("a pattern"));
static CSS_COMMENT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?s)/\*.*?\*/").expect("a pattern"));
static COLOUR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r":[^;{}]*?(#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb)\([^;}]*)").expect("a pattern")
});

/// Templates that neither a page struct nor another template names.
fn unused(templates: &[Source], rust: &[Source]) -> Vec<String> {
    let named: BTreeSet<&str> = templates
        .iter()
        .chain(rust)
        .flat_map(|file| TEMPLATE_NAMED.captures_iter(&file.text))
        .filter_map(|found| found.get(1).map(|path| path.as_str()))
        .collect();
    let bare = |file: &&Source| !named.contains(file.path.trim_start_matches("templates/"));
    templates.iter().filter(bare).map(|file| file.path.clone()).collect()
}

/// Script bodies, style and event attributes: the content security policy refuses them.
fn inline(templates: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in templates {
        let plain = plain(&file.text);
        for found in SCRIPT.captures_iter(&plain).filter(|found| !found[1].trim().is_empty()) {
            complaints.push(format!("{} script body", file.place(&plain, found.get(0).expect("the whole").start())));
        }
        for found in INLINE.captures_iter(&plain) {
            let what = found.get(1).map_or("style or javascript:", |name| name.as_str());
            complaints.push(format!("{} {what}", file.place(&plain, found.get(0).expect("the whole").end())));
        }
    }
    complaints
}

/// Classes that no stylesheet and no script knows. States (`is-…`) may be for one part only.
fn unknown_classes(templates: &[Source], styles: &[Source], scripts: &[Source]) -> Vec<String> {
    let known: BTreeSet<String> = styles
        .iter()
        .flat_map(|file| {
            let rules = CSS_COMMENT.replace_all(&file.text, "").into_owned();
            SELECTOR.captures_iter(&rules).map(|found| found[1].to_owned()).collect::<Vec<_>>()
        })
        .collect();
    let mut complaints = Vec::new();
    for file in templates {
        let plain = plain(&file.text);
        for found in CLASSES.captures_iter(&plain) {
            for class in
                found[1].split_whitespace().filter(|class| !class.contains('\u{1}') && !class.starts_with("is-"))
            {
                if !known.contains(class) && !scripts.iter().any(|script| script.text.contains(class)) {
                    let place = file.place(&plain, found.get(0).expect("the whole").start());
                    complaints.push(format!("{place} {class}"));
                }
            }
        }
    }
    complaints
}

/// Icons that the sprite file does not have.
fn unknown_icons(pages: &[Source], sprite: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in pages {
        for found in ICON.captures_iter(&file.text).filter(|found| !sprite.contains(&format!("id=\"{}\"", &found[1]))) {
            // An icon whose name is put together ends in a dash here: which one it is shows only in the page.
            if !found[1].ends_with('-') {
                let place = file.place(&file.text, found.get(0).expect("the whole").start());
                complaints.push(format!("{place} {}", &found[1]));
            }
        }
    }
    complaints
}

/// Colours written anywhere but among the tokens. The formula of the faces takes a hue.
fn stray_colours(styles: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in styles.iter().filter(|file| file.path != "static/styles/tokens.css") {
        let rules = CSS_COMMENT
            .replace_all(&file.text, |found: &regex::Captures<'_>| "\n".repeat(found[0].matches('\n').count()));
        for found in COLOUR.captures_iter(&rules) {
            let hit = found.get(1).expect("the colour");
            if !hit.as_str().contains("var(--hue") {
                complaints.push(format!("{} {}", file.place(&rules, hit.start()), hit.as_str()));
            }
        }
    }
    complaints
}

/// A template without the template language: values become a mark, statements a blank; lines stay.
fn plain(text: &str) -> String {
    let lines = |found: &regex::Captures<'_>| "\n".repeat(found[0].matches('\n').count());
    let text = STATEMENT.replace_all(text, |found: &regex::Captures<'_>| format!(" {}", lines(found)));
    EXPRESSION.replace_all(&text, |found: &regex::Captures<'_>| format!("\u{1}{}", lines(found))).into_owned()
}

fn templates() -> Vec<Source> {
    read("templates", &[".html", ".txt", ".svg", ".xml"])
}

#[test]
fn every_template_is_used() {
    refuse(
        "A page that nothing shows is never looked at again. Name it in a page struct or another template, or remove it:",
        &unused(&templates(), &read("src", &[".rs"])),
    );
}

#[test]
fn nothing_is_inline() {
    refuse(
        "The content security policy refuses inline code, so this would silently do nothing.\n\
         Use a class, an attribute that a module in static/ looks for, or a file:",
        &inline(&templates()),
    );
}

#[test]
fn every_class_has_a_rule() {
    refuse(
        "A class without a rule or a script is a typing error or left over. Correct it, add the rule, or remove it:",
        &unknown_classes(&templates(), &read("static", &[".css"]), &read("static", &[".js"])),
    );
}

#[test]
fn every_icon_is_in_the_sprite() {
    let mut pages = templates();
    pages.extend(read("src", &[".rs"]));
    pages.extend(read("static", &[".js"]));
    refuse(
        "An icon that static/icons.svg does not have is an empty square. Add its symbol, or name another:",
        &unknown_icons(&pages, include_str!("../../static/icons.svg")),
    );
}

#[test]
fn colours_are_tokens() {
    refuse(
        "A colour outside static/styles/tokens.css has one theme and an unknown contrast. Use or add a token there:",
        &stray_colours(&read("static", &[".css"])),
    );
}

#[test]
fn an_unused_template_is_seen() {
    let templates = [
        Source::new("templates/page.html", "{% extends \"base.html\" %}{% include \"_part.html\" %}"),
        Source::new("templates/base.html", ""),
        Source::new("templates/_part.html", ""),
        Source::new("templates/old.html", ""),
    ];
    let rust = [Source::new("src/web/page.rs", "#[template(path = \"page.html\")]")];
    assert_eq!(unused(&templates, &rust), ["templates/old.html"]);
}

#[test]
fn inline_code_is_seen() {
    for text in [
        "<script>go()</script>",
        "<p style=\"x\">",
        "<a\n onclick=\"x\">",
        "<a href=\"javascript:x\">",
        "<style>p{}</style>",
    ] {
        assert_eq!(inline(&[Source::new("templates/x.html", text)]).len(), 1, "{text}");
    }
    let good =
        "<script type=\"module\" src=\"/static/live.js\"></script><a class=\"on\" data-on=\"x\">{{ style }} on = x</a>";
    assert!(inline(&[Source::new("templates/x.html", good)]).is_empty());
}

#[test]
fn an_unknown_class_is_seen() {
    let page = Source::new(
        "templates/x.html",
        "<p class=\"btn {{ kind(\"a\") }} row-{{ x }} {% if a %}is-new{% endif %} wrong js\">",
    );
    let styles = [Source::new("static/app.css", ".btn { } /* .wrong */")];
    let scripts = [Source::new("static/x.js", "find('.js')")];
    assert_eq!(unknown_classes(&[page], &styles, &scripts), ["templates/x.html:1 wrong"]);
}

#[test]
fn an_unknown_icon_is_seen() {
    let page =
        Source::new("templates/x.html", "<use href=\"/static/icons.svg#i-a\"/><use href=\"/static/icons.svg#i-b\"/>");
    assert_eq!(unknown_icons(&[page], "<symbol id=\"i-a\">"), ["templates/x.html:1 i-b"]);
}

#[test]
fn a_stray_colour_is_seen() {
    let sheet = "/* #fff stands\n for white */\n#add { color: var(--a) }\np { color: #123 }\nq { color: rgb(1 2 3) }\n\
                 b { color: oklch(.4 .1 var(--hue, 80)) }\n";
    let complaints = stray_colours(&[Source::new("static/styles/log.css", sheet)]);
    assert_eq!(complaints, ["static/styles/log.css:4 #123", "static/styles/log.css:5 rgb(1 2 3) "]);
    assert!(stray_colours(&[Source::new("static/styles/tokens.css", ":root { --a: #fff; }")]).is_empty());
    assert_eq!(stray_colours(&[Source::new("static/x.css", "p { color: #123 }")]).len(), 1);
}
