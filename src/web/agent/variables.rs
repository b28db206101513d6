//! The variables of a conversation: what is known about it, shown beside its thread and changed there.

use std::ops::ControlFlow;

use actix_web::HttpRequest;
use actix_web::web::{Data, Path, Query};

use crate::app::App;
use crate::domain::ids::ConversationId;
use crate::domain::variable::Change;
use crate::flows::conversations::set_variables::set_variables;
use crate::store::thread_view::Head;
use crate::web::agent::composer::Again;
use crate::web::agent::list::{Listing, Wanted};
use crate::web::agent::pane_form;
use crate::web::agent::thread::whole;
use crate::web::form::{Nothing, PostedForm};
use crate::web::guards::Agent;
use crate::web::live::Hub;
use crate::web::page::{self, PageResult};

/// Before the name of a variable in the form.
const PREFIX: &str = "var.";

/// What was typed and not taken, and why.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    values: Vec<(String, String)>,
    new: (String, String),
    problem: String,
}

/// Variables as the pane shows them.
pub(super) struct VariablesView {
    /// As they are kept.
    pub kept: Vec<(String, String)>,
    /// As they stand in the form.
    pub values: Vec<(String, String)>,
    /// One that is being added.
    pub new: (String, String),
    pub problem: Option<String>,
}

impl VariablesView {
    pub(super) fn of(head: &Head, typed: Option<Typed>) -> Self {
        let kept: Vec<(String, String)> =
            head.variables.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        match typed {
            Some(Typed { values, new, problem }) => Self { kept, values, new, problem: Some(problem) },
            None => Self { values: kept.clone(), kept, new: Default::default(), problem: None },
        }
    }
}

fn typed(pairs: &[(String, String)]) -> Typed {
    let field = |wanted: &str| {
        pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let values = pairs.iter().filter_map(|(name, value)| Some((name.strip_prefix(PREFIX)?.to_owned(), value.clone())));
    Typed { values: values.collect(), new: (field("new_name"), field("new_value")), problem: String::new() }
}

/// What the form says. A new one without a name and a value is none.
fn change(typed: &Typed) -> Change {
    let new = Some(&typed.new).filter(|(name, value)| !name.is_empty() || !value.is_empty());
    typed.values.iter().chain(new).map(|(name, value)| (name.clone(), Some(value.clone()))).collect()
}

/// POST /inbox/{id}/variables
///
/// # Errors
/// 404 for a conversation that is not this user's to see; what is wrong is the page again, with 422.
pub async fn save(
    viewer: Agent,
    app: Data<App>,
    hub: Option<Data<Hub>>,
    request: HttpRequest,
    path: Path<ConversationId>,
    wanted: Query<Wanted>,
    form: PostedForm<Nothing>,
) -> PageResult {
    let (id, actor, listing) = (path.into_inner(), viewer.actor(), Listing::from(&*wanted));
    let mut typed = typed(&form.pairs);
    let change = change(&typed);
    let saved = page::blocking(&app, move |app| set_variables(app, actor, id, change)).await;
    let status = match pane_form::answered(&viewer, &request, id, &listing, saved)? {
        ControlFlow::Break(answer) => return Ok(answer),
        ControlFlow::Continue((status, problem)) => {
            typed.problem = problem;
            status
        }
    };
    let again = Again { variables: Some(typed), ..Again::default() };
    whole(&viewer, &app, hub.as_ref(), id, &listing, &pane_form::asked(), again, status).await
}
