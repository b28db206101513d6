//! The account's own resource.

use actix_web::{HttpRequest, HttpResponse};
use serde_json::json;

use super::Shared;
use super::answer::{self, Answer};
use crate::emulator::form::Refused;

/// `GET /2010-04-01/Accounts/{AC}.json`
pub async fn fetch(core: Shared, request: HttpRequest) -> HttpResponse {
    answer::classic(account(&core, &request))
}

fn account(core: &Shared, request: &HttpRequest) -> Answer {
    let state = core.lock();
    let sid = answer::account(&state, request, true)?;
    let account = state.world.account(answer::part(request, "account")).filter(|account| account.sid == sid);
    let account = account.ok_or_else(|| Refused::usual(20_003))?;
    let base = format!("/2010-04-01/Accounts/{sid}");
    Ok(answer::json(
        200,
        &json!({
            "sid": sid,
            "friendly_name": account.friendly_name,
            "owner_account_sid": sid,
            "status": if account.suspended { "suspended" } else { "active" },
            "type": if account.trial { "Trial" } else { "Full" },
            "auth_token": account.auth_token,
            "date_created": answer::rfc2822(0),
            "date_updated": answer::rfc2822(0),
            "subresource_uris": { "messages": format!("{base}/Messages.json") },
            "uri": format!("{base}.json"),
        }),
    ))
}
