//! The document against the route table, and against itself.

use std::collections::BTreeSet;

use regex::Regex;
use serde_json::Value;

fn document() -> Value {
    serde_json::from_str(&super::document("https://example.com/angelia")).unwrap()
}

#[test]
fn the_document_says_what_the_handlers_say() {
    expect_test::expect_file!["../../../../docs/openapi.json"].assert_eq(&super::described::description());
}

/// Method and address of every line of the route table's part for the API.
fn routes() -> BTreeSet<String> {
    let table = include_str!("../../routes/programs.rs");
    let line = Regex::new(r#"at\("(/[^"]*)"\)((?:\s*\.(?:get|post|put|patch|delete)\([a-z:_]+\))+)"#).unwrap();
    let method = Regex::new(r"\.(get|post|put|patch|delete)\(").unwrap();
    let mut found = BTreeSet::new();
    for line in line.captures_iter(table) {
        for method in method.captures_iter(&line[2]) {
            found.insert(format!("{} /api/v1{}", &method[1], &line[1]));
        }
    }
    found
}

#[test]
fn the_document_has_every_route_and_no_other() {
    let document = document();
    let mut described = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        described.extend(item.as_object().unwrap().keys().map(|method| format!("{method} {path}")));
    }
    assert!(described.len() > 30, "{described:?}");
    assert_eq!(routes(), described);
}

#[test]
fn the_document_is_openapi_3_1_and_whole() {
    let document = document();
    assert_eq!(document["servers"], serde_json::json!([{ "url": "https://example.com/angelia" }]));
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1."), "{}", document["openapi"]);
    assert_eq!(document["info"]["version"], env!("CARGO_PKG_VERSION"));
    let mut references = BTreeSet::new();
    collect(&document, &mut references);
    assert!(references.contains("#/components/schemas/Error"));
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap_or_else(|| panic!("{reference} leads outside"));
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
}

fn collect(value: &Value, references: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            references.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| collect(field, references));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, references)),
        _ => {}
    }
}

#[test]
fn every_operation_is_named_and_guarded() {
    let document = document();
    assert!(document.pointer("/components/securitySchemes/token").is_some());
    assert_eq!(document["security"], serde_json::json!([{"token": []}]));
    let mut names = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for operation in item.as_object().unwrap().values() {
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name.to_owned()), "{name} stands there twice");
            let summary = operation["summary"].as_str().unwrap();
            assert!(!summary.is_empty() && !summary.contains(". "), "{name}: {summary}");
            assert!(!operation["description"].to_string().contains("# Errors"), "{name}");
            let open = operation.get("security").is_some();
            assert_eq!(open, path.ends_with("/openapi.json"), "{name}");
            assert_eq!(operation["responses"].get("401").is_some(), !open, "{name}");
            for (status, response) in operation["responses"].as_object().unwrap() {
                let shared =
                    response["$ref"].as_str().and_then(|reference| document.pointer(reference.strip_prefix('#')?));
                let response = shared.unwrap_or(response);
                assert!(response["description"].is_string(), "{name} {status}: a description is required");
            }
            let wanted: BTreeSet<&str> =
                path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
            let none = Vec::new();
            let described: BTreeSet<&str> = operation["parameters"]
                .as_array()
                .unwrap_or(&none)
                .iter()
                .filter(|parameter| parameter["in"] == "path")
                .filter_map(|parameter| parameter["name"].as_str())
                .collect();
            assert_eq!(wanted, described, "{name}");
        }
    }
}

#[test]
fn the_words_of_the_contract_are_described() {
    let document = document();
    let state = document.pointer("/components/schemas/ConversationState/enum").unwrap();
    assert_eq!(*state, serde_json::json!(["open", "active", "waiting", "wrap_up", "closed"]));
    let fields = |schema: &str| -> BTreeSet<String> {
        let pointer = format!("/components/schemas/{schema}/properties");
        document.pointer(&pointer).unwrap().as_object().unwrap().keys().cloned().collect()
    };
    let message = fields("Message");
    for field in ["id", "direction", "kind", "text", "status", "error", "provider_sid", "author", "created_at", "media"]
    {
        assert!(message.contains(field), "{field}");
    }
    let conversation = fields("Conversation");
    for field in ["id", "thread_id", "state", "number_id", "contact", "assignee", "window", "unread", "last_message_at"]
    {
        assert!(conversation.contains(field), "{field}");
    }
}
