//! Adds a number to an account. One that was deleted comes back, with its threads, under whichever account it has now.

use serde_json::json;

use crate::app::App;
use crate::domain::address::Address;
use crate::domain::ids::{AccountId, NumberId, WorkstreamId};
use crate::domain::language::Language;
use crate::domain::permission::may_administer;
use crate::domain::refusal::{FieldProblem, Refusal};
use crate::domain::time::Timestamp;
use crate::domain::user::Actor;
use crate::domain::{sandbox, workstream as workstreams};
use crate::flows::accounts::validate;
use crate::store::number::{NewNumber, Number};
use crate::store::{Db, Fault, Tx, account, audit, number, template, workstream};

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
    /// The words after `join`, or nothing.
    pub sandbox_code: String,
    /// The language of our own texts; English if not given.
    pub language: Option<Language>,
    /// The workstream; the default one if not given.
    pub workstream: Option<WorkstreamId>,
}

/// What was typed, after every check.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What we call it.
    pub name: String,
    /// `whatsapp:+…`.
    pub address: Address,
    /// Whether it is the provider's shared sandbox number.
    pub sandbox: bool,
    /// The words after `join`.
    pub sandbox_code: Option<String>,
    /// The workstream.
    pub workstream: WorkstreamId,
}

/// Checks all fields, and that nobody has the number.
///
/// # Errors
/// The outer one is the store's; the inner ones are all problems, in the order of the form.
pub fn check(app: &App, account: AccountId, wanted: &Wanted) -> Result<Result<Checked, Vec<FieldProblem>>, Fault> {
    let name = validate::name("name", &wanted.name);
    let mut address = parse_address(&wanted.address);
    if let Ok(known) = &address
        && let Some(problem) = app.store.read(|db| taken(db, account, known))?
    {
        address = Err(problem);
    }
    let code = sandbox::code(&wanted.sandbox_code);
    let mut stream = Ok(wanted.workstream.unwrap_or(workstreams::DEFAULT));
    if let Ok(id) = stream
        && !app.store.read(|db| workstream::exists(db, id))?
    {
        stream = Err(FieldProblem::new("workstream_id", "unknown"));
    }
    Ok(match (name, address, code, stream) {
        (Ok(name), Ok(address), Ok(sandbox_code), Ok(workstream)) => {
            let sandbox = wanted.sandbox || address.as_str() == sandbox::ADDRESS;
            Ok(Checked { name, address, sandbox, sandbox_code: sandbox_code.filter(|_| sandbox), workstream })
        }
        (name, address, code, stream) => {
            Err(name.err().into_iter().chain(address.err()).chain(code.err()).chain(stream.err()).collect())
        }
    })
}

/// Whether the number is there already. The sandbox is the one that several accounts may have.
fn taken(db: &Db, account: AccountId, address: &Address) -> Result<Option<FieldProblem>, Fault> {
    let living = number::by_address(db, address)?.into_iter().filter(|number| number.deleted_at.is_none());
    let holders: Vec<AccountId> = living.map(|number| number.account_id).collect();
    Ok(if holders.contains(&account) {
        Some(FieldProblem::new("address", "number-taken"))
    } else if !holders.is_empty() && address.as_str() != sandbox::ADDRESS {
        Some(FieldProblem::new("address", "number-elsewhere"))
    } else {
        None
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
    let checked = match check(app, account_id, wanted)? {
        Ok(checked) => checked,
        Err(problems) => return Err(Refusal::Fields(problems).into()),
    };
    let language = wanted.language.unwrap_or_default();
    app.store.write(move |tx| {
        if let Some(problem) = taken(tx, account_id, &checked.address)? {
            return Err(problem.into());
        }
        let sandbox = checked.sandbox;
        let detail = json!({"name": checked.name, "address": checked.address, "sandbox": sandbox});
        let (id, action) = match deleted(tx, account_id, &checked.address)? {
            Some(number) => (bring_back(tx, number, account_id, checked, language, now)?, "number.restored"),
            None => (insert(tx, account_id, checked, language, now)?, "number.created"),
        };
        if sandbox {
            template::keep_sandbox(tx, account_id, now)?;
        }
        // What was written to it before it was ours stands in the provider's list.
        account::forget_reconciled(tx, account_id)?;
        audit::insert(tx, now, &actor.scope(), action, &format!("number:{id}"), &detail)?;
        Ok(id)
    })
}

/// The deleted number that comes back: this account's own, or the last that had the address, wherever. The
/// sandbox is shared, so that of another account is not the same number.
fn deleted(tx: &Tx<'_>, account: AccountId, address: &Address) -> Result<Option<Number>, Fault> {
    let all = number::by_address(tx, address)?;
    let own = all.iter().find(|number| number.account_id == account).cloned();
    let shared = address.as_str() == sandbox::ADDRESS;
    Ok(own.or_else(|| all.into_iter().next().filter(|_| !shared)))
}

fn bring_back(
    tx: &Tx<'_>,
    deleted: Number,
    account_id: AccountId,
    checked: Checked,
    language: Language,
    now: Timestamp,
) -> Result<NumberId, Fault> {
    let number = Number {
        account_id,
        workstream_id: checked.workstream,
        name: checked.name,
        sandbox: checked.sandbox,
        sandbox_code: checked.sandbox_code,
        language,
        active: true,
        deleted_at: None,
        ..deleted
    };
    number::update(tx, &number, now)?;
    Ok(number.id)
}

fn insert(
    tx: &Tx<'_>,
    account_id: AccountId,
    checked: Checked,
    language: Language,
    now: Timestamp,
) -> Result<NumberId, Fault> {
    let count = i64::try_from(number::list(tx)?.len()).unwrap_or(0);
    let new = NewNumber {
        account_id,
        workstream_id: checked.workstream,
        name: checked.name,
        address: checked.address,
        sandbox: checked.sandbox,
        sandbox_code: checked.sandbox_code,
        language,
        colour: count % COLOURS + 1,
    };
    number::insert(tx, &new, now)
}

/// A number exactly as the provider writes it. What people paste with blanks and signs in it is told, with the form
/// that is meant: a changed number that somebody did not see is a wrong one.
fn parse_address(text: &str) -> Result<Address, FieldProblem> {
    let text = text.trim();
    let bare = text.strip_prefix("whatsapp:").unwrap_or(text);
    if bare.is_empty() {
        return Err(FieldProblem::new("address", "missing"));
    }
    if !bare.starts_with('+') {
        return Err(FieldProblem::new("address", "number-plus"));
    }
    if let Ok(address) = Address::parse(&format!("whatsapp:{bare}")) {
        return Ok(address);
    }
    let meant = Address::parse_typed(bare).ok().and_then(|address| address.bare().trim_start_matches('+').parse().ok());
    Err(match meant {
        Some(digits) => FieldProblem::with_limit("address", "number-blanks", digits),
        None => FieldProblem::new("address", "number-pattern"),
    })
}
