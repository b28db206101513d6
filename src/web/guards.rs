//! Rights as types: a handler that takes [`Admin`] cannot be reached by anybody less.

use std::future::{Ready, ready};
use std::ops::Deref;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};

use crate::domain::ids::{AccountId, OutgoingWebhookId, SignInId, UserId};
use crate::domain::preferences::Preferences;
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::domain::user::{Actor, Density, Role, SendKey, Theme};
use crate::store::desk_view::Desk;
use crate::web::demo::DemoBar;
use crate::web::error::WebError;
use crate::web::i18n::Locale;
use crate::web::origin::Origin;
use crate::web::shell::{Flash, Nav, Shell};

/// What a page needs whoever asks for it.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The language.
    pub locale: Locale,
    /// The time zone of the times on the page.
    pub tz: jiff::tz::TimeZone,
    /// What every form carries.
    pub csrf: String,
    /// What the page shows once.
    pub flash: Option<Flash>,
    /// The bar of a demo.
    pub demo: Option<DemoBar>,
    /// Whether the clock is shifted.
    pub shifted: bool,
    /// What an admin should know about the way here.
    pub origin: Option<Origin>,
    /// When the request came.
    pub now: Timestamp,
}

/// A signed-in user, as the pages see it.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// What a page needs whoever asks for it.
    pub visitor: Visitor,
    /// The user.
    pub user: UserId,
    /// The user's name.
    pub name: String,
    /// The name that is typed to sign in.
    pub email: String,
    /// The role as it is now.
    pub role: Role,
    /// This sign-in.
    pub sign_in: SignInId,
    /// What every form carries.
    pub csrf: String,
    /// The language.
    pub locale: Locale,
    /// The time zone.
    pub tz: jiff::tz::TimeZone,
    /// The look.
    pub theme: Theme,
    /// The height of rows.
    pub density: Density,
    /// The key that sends.
    pub send_key: SendKey,
    /// Whether single keys work.
    pub single_keys: bool,
    /// What else the user chose.
    pub preferences: Preferences,
    /// How many conversations wait for this user's answer.
    pub waiting: i64,
    /// How many planned messages of this user did not leave, and nobody has seen it.
    pub unsent: i64,
    /// For admins: an account whose credentials the provider refuses.
    pub alarm: Option<(AccountId, String)>,
    /// For admins: a webhook that we switched off.
    pub paused_webhook: Option<(OutgoingWebhookId, String)>,
    /// For admins: the disk is nearly full; whether so much that no files are fetched.
    pub disk: Option<bool>,
    /// For admins: how many first steps are left.
    pub steps_left: usize,
    /// What is offered and where the user stands, on whole pages.
    pub desk: Option<Desk>,
}

impl Viewer {
    /// Who acts.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        Actor::User { id: self.user, role: self.role }
    }

    /// The shell of a page for this user.
    #[must_use]
    pub fn shell(&self, nav: Nav) -> Shell {
        Shell::of(&self.visitor, Some(self), nav)
    }
}

/// Who asks: always a visitor, perhaps a signed-in user. Put into the request by
/// [`crate::web::context`], once.
#[derive(Clone, Debug)]
pub struct MaybeViewer {
    /// What a page needs whoever asks for it.
    pub visitor: Visitor,
    /// The user, if signed in.
    pub viewer: Option<Arc<Viewer>>,
}

impl MaybeViewer {
    /// The shell of a page for anybody.
    #[must_use]
    pub fn shell(&self) -> Shell {
        Shell::of(&self.visitor, self.viewer.as_deref(), Nav::None)
    }
}

impl FromRequest for MaybeViewer {
    type Error = WebError;
    type Future = Ready<Result<Self, WebError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let known = request.extensions().get::<Self>().cloned();
        ready(known.ok_or_else(|| WebError::broken("a request without its context")))
    }
}

/// Defines a guard: signed in, with at least this role.
macro_rules! guards {
    ($($(#[$doc:meta])* $name:ident = $role:expr),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name(pub Arc<Viewer>);

        impl Deref for $name {
            type Target = Viewer;
            fn deref(&self) -> &Viewer {
                &self.0
            }
        }

        impl FromRequest for $name {
            type Error = WebError;
            type Future = Ready<Result<Self, WebError>>;

            fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
                ready(at_least(request, $role).map(Self))
            }
        }
    )+};
}

guards! {
    /// Any signed-in user.
    Agent = Role::Agent,
    /// A supervisor or an admin.
    Supervisor = Role::Supervisor,
    /// An admin.
    Admin = Role::Admin,
}

fn at_least(request: &HttpRequest, role: Role) -> Result<Arc<Viewer>, WebError> {
    let viewer = request.extensions().get::<MaybeViewer>().and_then(|known| known.viewer.clone());
    match viewer {
        Some(viewer) if viewer.role >= role => Ok(viewer),
        Some(_) => Err(Refusal::NotAllowed.into()),
        None => Err(WebError::SignInFirst),
    }
}
