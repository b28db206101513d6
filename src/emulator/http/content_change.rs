//! The Content API, writing: create, edit before submission, delete, submit to WhatsApp.

use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Map, Value};

use super::Shared;
use super::answer::{self, Answer};
use super::content::{one, resource, review};
use crate::emulator::core::Core;
use crate::emulator::form::Refused;
use crate::emulator::template::{Approval, TYPES, Template};

const CATEGORIES: [&str; 3] = ["UTILITY", "MARKETING", "AUTHENTICATION"];

fn object(body: &[u8]) -> Result<Map<String, Value>, Refused> {
    let value: Value = serde_json::from_slice(body).map_err(|_| Refused::new(20_001, "The body is not valid JSON"))?;
    value.as_object().cloned().ok_or_else(|| Refused::new(20_001, "The body is not a JSON object"))
}

fn text(body: &Map<String, Value>, name: &str) -> String {
    body.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn members(body: &Map<String, Value>, name: &str) -> Map<String, Value> {
    body.get(name).and_then(Value::as_object).cloned().unwrap_or_default()
}

fn check_types(types: &Map<String, Value>) -> Result<(), Refused> {
    if types.is_empty() {
        return Err(Refused::new(20_001, "Content types are required"));
    }
    match types.keys().find(|kind| !TYPES.contains(&kind.as_str())) {
        Some(kind) => Err(Refused::new(20_001, format!("Unknown content type {kind}"))),
        None => types.get("twilio/list-picker").map_or(Ok(()), check_list),
    }
}

/// A list as the description of the API wants it.
fn check_list(list: &Value) -> Result<(), Refused> {
    let refuse = |what: &str| Err(Refused::new(20_001, format!("twilio/list-picker: {what}")));
    let short = |value: Option<&Value>, limit: usize| {
        let text = value.and_then(Value::as_str);
        text.is_some_and(|text| !text.is_empty() && text.encode_utf16().count() <= limit)
    };
    if !short(list.get("body"), 1_024) {
        return refuse("body is required, with at most 1024 characters");
    }
    if !short(list.get("button"), 20) {
        return refuse("button is required, with at most 20 characters");
    }
    let items = list.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if !(1..=10).contains(&items.len()) {
        return refuse("items must be 1 to 10");
    }
    for item in items {
        if !short(item.get("item"), 24) || !short(item.get("id"), 200) {
            return refuse("each item needs an item of at most 24 characters and an id of at most 200");
        }
        if item.get("description").is_some_and(|words| !short(Some(words), 72)) {
            return refuse("a description has at most 72 characters");
        }
    }
    Ok(())
}

/// `POST /v1/Content`
pub async fn create(core: Shared, request: HttpRequest, body: Bytes) -> HttpResponse {
    answer::newer(&core, add(&core, &request, &body))
}

fn add(core: &Core, request: &HttpRequest, body: &[u8]) -> Answer {
    let now = core.now();
    let sid = core.sid("HX");
    core.change(|state| {
        let account_sid = answer::account(state, request, false)?;
        let body = object(body)?;
        let language = text(&body, "language");
        if language.is_empty() {
            return Err(Refused::new(20_001, "Language is required"));
        }
        let types = members(&body, "types");
        check_types(&types)?;
        let template = Template {
            sid,
            account_sid,
            friendly_name: text(&body, "friendly_name"),
            language,
            variables: members(&body, "variables"),
            types,
            created_at: now,
            updated_at: now,
            ..Template::default()
        };
        let answer = answer::json(201, &Value::Object(resource(core, &template)));
        state.world.templates.push(template);
        Ok(answer)
    })
}

/// `PUT /v1/Content/{HX}`
pub async fn update(core: Shared, request: HttpRequest, body: Bytes) -> HttpResponse {
    answer::newer(&core, edit(&core, &request, &body))
}

fn edit(core: &Core, request: &HttpRequest, body: &[u8]) -> Answer {
    let now = core.now();
    core.change(|state| {
        let mut template = one(state, request)?.clone();
        if template.approval != Approval::Unsubmitted {
            return Err(Refused::new(20_001, "Content that was submitted for approval cannot be edited"));
        }
        let body = object(body)?;
        if body.contains_key("types") {
            template.types = members(&body, "types");
            check_types(&template.types)?;
        }
        if body.contains_key("variables") {
            template.variables = members(&body, "variables");
        }
        if body.contains_key("friendly_name") {
            template.friendly_name = text(&body, "friendly_name");
        }
        template.updated_at = now;
        let answer = answer::json(200, &Value::Object(resource(core, &template)));
        if let Some(kept) = state.world.template_mut(&template.sid) {
            *kept = template;
        }
        Ok(answer)
    })
}

/// `DELETE /v1/Content/{HX}`
pub async fn delete(core: Shared, request: HttpRequest) -> HttpResponse {
    let deleted: Answer = core.change(|state| {
        let sid = one(state, &request)?.sid.clone();
        state.world.templates.retain(|template| template.sid != sid);
        Ok(answer::empty(204))
    });
    answer::newer(&core, deleted)
}

/// `POST /v1/Content/{HX}/ApprovalRequests/whatsapp`
pub async fn submit(core: Shared, request: HttpRequest, body: Bytes) -> HttpResponse {
    answer::newer(&core, ask(&core, &request, &body))
}

fn ask(core: &Core, request: &HttpRequest, body: &[u8]) -> Answer {
    let now = core.now();
    core.change(|state| {
        let sid = one(state, request)?.sid.clone();
        let body = object(body)?;
        let (name, category) = (text(&body, "name"), text(&body, "category"));
        let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if name.is_empty() || name.len() > 512 || !name.bytes().all(letters) {
            return Err(Refused::new(20_001, "Name may hold lower-case letters, digits and underscores only"));
        }
        if !CATEGORIES.contains(&category.as_str()) {
            return Err(Refused::new(20_001, "Category must be UTILITY, MARKETING or AUTHENTICATION"));
        }
        let mut others = state.world.templates.iter();
        let missing = || Refused::missing(request.path());
        let language = state.world.template(&sid).map(|it| it.language.clone()).ok_or_else(missing)?;
        if others.any(|other| other.sid != sid && other.approval_name == name && other.language == language) {
            return Err(Refused::new(20_001, "Another template has this name and language"));
        }
        let template = state.world.template_mut(&sid).ok_or_else(missing)?;
        if template.approval != Approval::Unsubmitted {
            return Err(Refused::new(20_001, "Content was submitted for approval already"));
        }
        template.approval_name = name;
        template.category = category;
        template.approval = Approval::Received;
        template.submitted_at = Some(now);
        Ok(answer::json(201, &review(template)))
    })
}
