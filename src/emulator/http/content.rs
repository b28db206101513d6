//! The Content API, reading.

use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Map, Value, json};

use super::Shared;
use super::answer::{self, Answer};
use super::messages_list::page_size;
use crate::emulator::core::{ApprovalShape, Core, State};
use crate::emulator::form::{Form, Refused};
use crate::emulator::template::{Approval, Template};

/// The template of the path, if the credentials are of its account.
pub fn one<'a>(state: &'a State, request: &HttpRequest) -> Result<&'a Template, Refused> {
    let account_sid = answer::account(state, request, false)?;
    let template = state.world.template(answer::part(request, "content"));
    let template = template.filter(|template| template.account_sid == account_sid);
    template.ok_or_else(|| Refused::missing(request.path()))
}

/// The template as the API tells it.
#[must_use]
pub fn resource(core: &Core, template: &Template) -> Map<String, Value> {
    let url = format!("{}/v1/Content/{}", core.url(), template.sid);
    let value = json!({
        "sid": template.sid,
        "account_sid": template.account_sid,
        "friendly_name": template.friendly_name,
        "language": template.language,
        "variables": template.variables,
        "types": template.types,
        "date_created": answer::iso(template.created_at),
        "date_updated": answer::iso(template.updated_at),
        "url": url,
        "links": {
            "approval_create": format!("{url}/ApprovalRequests/whatsapp"),
            "approval_fetch": format!("{url}/ApprovalRequests"),
        },
    });
    value.as_object().cloned().unwrap_or_default()
}

/// The state of the review as the API tells it.
#[must_use]
pub fn review(template: &Template) -> Value {
    json!({
        "name": template.approval_name,
        "category": template.category,
        "content_type": template.kind(),
        "status": template.approval.as_str(),
        "rejection_reason": template.rejection_reason,
        "allow_category_change": true,
    })
}

/// `GET /v1/Content`
pub async fn list(core: Shared, request: HttpRequest) -> HttpResponse {
    answer::newer(&core, page(&core, &request, false))
}

/// `GET /v1/ContentAndApprovals`
pub async fn list_with_approvals(core: Shared, request: HttpRequest) -> HttpResponse {
    answer::newer(&core, page(&core, &request, true))
}

fn page(core: &Core, request: &HttpRequest, approvals: bool) -> Answer {
    let state = core.lock();
    let account_sid = answer::account(&state, request, false)?;
    let query = Form::parse(request.query_string().as_bytes());
    let size = page_size(&query, 50)?;
    let number: u32 = query.get("Page").and_then(|page| page.parse().ok()).unwrap_or(0);
    let ours = |template: &&Template| template.account_sid == account_sid;
    let found: Vec<&Template> = state.world.templates.iter().filter(ours).collect();
    let token = query.get("PageToken").and_then(|token| token.strip_prefix("DN"));
    if number > 0 && token.is_none() {
        return Err(Refused::new(20_006, "Page numbers are not supported: follow next_page_url"));
    }
    let (shown, more) = answer::page(&found, |template| &template.sid, token, size);
    let item = |template: &&Template| {
        let mut item = resource(core, template);
        if approvals {
            item.remove("url");
            item.remove("links");
            item.insert("approval_requests".to_owned(), approval_requests(&state, template));
        }
        Value::Object(item)
    };
    let contents: Vec<Value> = shown.iter().map(item).collect();
    let base = format!("{}{}?PageSize={size}", core.url(), request.path());
    let last = shown.last().filter(|_| more).map(|template| template.sid.as_str());
    Ok(answer::json(
        200,
        &json!({ "contents": contents, "meta": {
            "page": number,
            "page_size": size,
            "first_page_url": format!("{base}&Page=0"),
            "previous_page_url": null,
            "next_page_url": last.map(|sid| format!("{base}&Page={}&PageToken=DN{sid}", number + 1)),
            "url": format!("{base}&Page={number}"),
            "key": "contents",
        } }),
    ))
}

fn approval_requests(state: &State, template: &Template) -> Value {
    match (template.approval, state.habits.approval_shape) {
        (Approval::Unsubmitted, ApprovalShape::Nested) => json!({}),
        (_, ApprovalShape::Nested) => json!({ "whatsapp": review(template) }),
        (_, ApprovalShape::Flat) => review(template),
    }
}

/// `GET /v1/Content/{HX}`
pub async fn fetch(core: Shared, request: HttpRequest) -> HttpResponse {
    let state = core.lock();
    let fetched = one(&state, &request).map(|it| answer::json(200, &Value::Object(resource(&core, it))));
    drop(state);
    answer::newer(&core, fetched)
}

/// `GET /v1/Content/{HX}/ApprovalRequests`
pub async fn approval(core: Shared, request: HttpRequest) -> HttpResponse {
    let state = core.lock();
    let fetched = one(&state, &request).map(|template| {
        let mut whatsapp = review(template);
        if let Some(members) = whatsapp.as_object_mut() {
            members.insert("type".to_owned(), json!("whatsapp"));
        }
        let url = format!("{}/v1/Content/{}/ApprovalRequests", core.url(), template.sid);
        let value =
            json!({ "sid": template.sid, "account_sid": template.account_sid, "whatsapp": whatsapp, "url": url });
        answer::json(200, &value)
    });
    drop(state);
    answer::newer(&core, fetched)
}
