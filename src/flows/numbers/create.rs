//! Adds a number to an account.

use serde_json::json;

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::event::Event;
use crate::domain::ids::{AccountId, NumberId};
use crate::domain::language::Language;
use crate::domain::permission::may_administer;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::user::Actor;
use crate::flows::accounts::validate;
use crate::store::number::NewNumber;
use crate::store::{Fault, account, audit, number};

/// The number that all of Twilio's sandboxes share; whoever enters it means the sandbox.
pub const SANDBOX: &str = "whatsapp:+14155238886";
/// How many colours mark numbers in lists.
pub const COLOURS: i64 = 4;

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// What we call it.
    pub name: String,
    /// With `+`, with or without `whatsapp:`.
    pub address: String,
    /// Whether it is the provider's shared sandbox number.
    pub sandbox: bool,
    /// The language of our own texts; English if not given.
    pub language: Option<Language>,
}

/// Checks all fields, and that the account has no such number.
///
/// # Errors
/// The outer one is the store's; the inner ones are all problems, in the order of the form.
pub fn check(
    app: &App,
    account: AccountId,
    wanted: &Wanted,
) -> Result<Result<(String, Address), Vec<FieldProblem>>, Fault> {
    let name = validate::name("name", &wanted.name);
    let mut address = parse_address(&wanted.address);
    if let Ok(known) = &address
        && app.store.read(|db| number::by_account_and_address(db, account, known))?.is_some()
    {
        address = Err(FieldProblem::new("address", "number-taken"));
    }
    Ok(match (name, address) {
        (Ok(name), Ok(address)) => Ok((name, address)),
        (name, address) => Err(name.err().into_iter().chain(address.err()).collect()),
    })
}

/// The next colour is given out in turn, so that the first four numbers can be told apart.
///
/// # Errors
/// `NotAllowed`, `NotFound` for the account, or the problems of all fields.
pub fn create(app: &App, actor: Actor, account_id: AccountId, wanted: &Wanted) -> Result<NumberId, Fault> {
    may_administer(actor)?;
    let now = app.clock.now();
    app.store.read(|db| account::get(db, account_id))?;
    let (name, address) = match check(app, account_id, wanted)? {
        Ok(checked) => checked,
        Err(problems) => return Err(Refusal::Fields(problems).into()),
    };
    let sandbox = wanted.sandbox || address.as_str() == SANDBOX;
    let language = wanted.language.unwrap_or_default();
    app.store.write(move |tx| {
        let count = i64::try_from(number::list(tx)?.len()).unwrap_or(0);
        let new = NewNumber { account_id, name, address, sandbox, language, colour: count % COLOURS + 1 };
        let id = number::insert(tx, &new, now)?;
        // What was written to it before it was ours stands in the provider's list.
        account::forget_reconciled(tx, account_id)?;
        let detail = json!({"name": new.name, "address": new.address, "sandbox": sandbox});
        audit::insert(tx, now, &actor.scope(), "number.created", &format!("number:{id}"), &detail)?;
        tx.publish(Event::AccountTouched { account: account_id });
        Ok(id)
    })
}

fn parse_address(text: &str) -> Result<Address, FieldProblem> {
    let text = text.trim();
    let bare = text.strip_prefix("whatsapp:").unwrap_or(text);
    if bare.is_empty() {
        Err(FieldProblem::new("address", "missing"))
    } else if !bare.starts_with('+') {
        Err(FieldProblem::new("address", "number-plus"))
    } else {
        Address::parse_typed(text).map_err(|_| FieldProblem::new("address", "number-pattern"))
    }
}
