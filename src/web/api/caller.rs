//! Who calls: a program with a bearer token, in the role that the token was made with.
//!
//! The token is looked up once around the whole API, before anything of the call is read; the guards only
//! ask what was found. So a call without a right token is refused as such, whatever else is wrong with it,
//! and a revoked token is refused from its next call on.

use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{AUTHORIZATION, HeaderMap};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, FromRequest, HttpMessage as _, HttpRequest};

use crate::app::App;
use crate::domain::refusal::Refusal;
use crate::domain::user::{Actor, Role};
use crate::flows::tokens::authenticate::authenticate;
use crate::web::api::error::{ApiError, locale};
use crate::web::error::WebError;
use crate::web::i18n::Locale;
use crate::web::page;

/// The longest token that is looked at, in bytes; ours have about fifty.
const TOKEN_BYTES_MAX: usize = 200;

/// The program that calls.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    actor: Actor,
    /// The language of sentences.
    pub l: Locale,
}

impl Caller {
    /// As the flows know it.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        self.actor
    }
}

/// Around every call of the API.
pub(crate) async fn identify(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    match who(&request).await {
        Ok(None) => {}
        Ok(Some(caller)) => drop(request.extensions_mut().insert(caller)),
        Err(error) => return Ok(request.error_response(error).map_into_boxed_body()),
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

async fn who(request: &ServiceRequest) -> Result<Option<Caller>, WebError> {
    let Some(token) = bearer(request.headers()).map(str::to_owned) else { return Ok(None) };
    let app = request.app_data::<Data<App>>().ok_or_else(|| WebError::broken("the server has no appliance"))?;
    let found = page::blocking(app, move |app| authenticate(app, &token)).await?;
    Ok(found.map(|actor| Caller { actor, l: locale(request.request()) }))
}

/// The token that the call brings.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let line = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = line.split_once(' ')?;
    let token = token.trim();
    let right = scheme.eq_ignore_ascii_case("bearer") && !token.is_empty() && token.len() <= TOKEN_BYTES_MAX;
    right.then_some(token)
}

fn caller(request: &HttpRequest, least: Role) -> Result<Caller, ApiError> {
    let caller = request.extensions().get::<Caller>().copied().ok_or(WebError::SignInFirst)?;
    if caller.actor.role() >= least { Ok(caller) } else { Err(Refusal::NotAllowed.into()) }
}

macro_rules! guards {
    ($($(#[$doc:meta])* $name:ident: $role:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name(pub Caller);

        impl Deref for $name {
            type Target = Caller;
            fn deref(&self) -> &Caller {
                &self.0
            }
        }

        impl FromRequest for $name {
            type Error = ApiError;
            type Future = Ready<Result<Self, ApiError>>;

            fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
                ready(caller(request, Role::$role).map(Self))
            }
        }
    )+};
}

guards! {
    /// A token of any role.
    Agent: Agent,
    /// A token of a supervisor or admin.
    Supervisor: Supervisor,
    /// A token of an admin.
    Admin: Admin,
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{AUTHORIZATION, HeaderMap, HeaderValue};

    use super::bearer;

    #[test]
    fn only_a_bearer_token_counts() {
        let token = |line: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(AUTHORIZATION, HeaderValue::from_str(line).unwrap());
            bearer(&headers).map(str::to_owned)
        };
        assert_eq!(token("Bearer abc").as_deref(), Some("abc"));
        assert_eq!(token("bearer  abc ").as_deref(), Some("abc"));
        for wrong in ["", "Bearer", "Bearer ", "abc", "Basic abc", &format!("Bearer {}", "x".repeat(201))] {
            assert_eq!(token(wrong), None, "{wrong}");
        }
        assert_eq!(bearer(&HeaderMap::new()), None);
    }
}
