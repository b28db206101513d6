//! How the shop gives its work out: two workstreams, three queues, skills, hours and rules. The shop's own is pushed, so
//! that whoever signs in is offered something; wholesale is picked. The shop asks how it was.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use super::cast::{People, To};
use crate::app::App;
use crate::domain::hours::{Day, Span, TimeOfDay};
use crate::domain::ids::{NumberId, QueueId, UserId, WorkstreamId};
use crate::domain::offer::Way;
use crate::domain::outcome::{Entry, Wanted};
use crate::domain::queue::Method;
use crate::domain::skill::Matching;
use crate::domain::survey::{After, Settings};
use crate::domain::time::Millis;
use crate::domain::user::Actor;
use crate::domain::workstream::{Change, DEFAULT, Mode};
use crate::flows::rules::Place;
use crate::flows::{hours, numbers, queues, rules, skills, surveys, users, workstreams};
use crate::store::Fault;
use crate::store::rule::Says;

const BOSS: Actor = Actor::Command;
/// What each of the team can have at hand at once.
const CAPACITY: i64 = 4;

/// Sets all of it up.
///
/// # Errors
/// [`Fault`] of whatever refused its part.
pub(super) fn set_up(
    app: &App,
    team: &BTreeMap<People, UserId>,
    ours: &HashMap<&'static str, NumberId>,
) -> Result<(), Fault> {
    let english = skills::create::create(app, BOSS, "Αγγλικά")?;
    let level = |person: People| match person {
        People::Sofia => 9,
        People::Nikos | People::Dimitra => 5,
        People::Alkistis => 2,
    };
    for (person, id) in team {
        let at_work = users::at_work::Change {
            skills: Some(read(json!([{ "skill": english.to_string(), "level": level(*person) }]))?),
            ..users::at_work::Change::default()
        };
        let change = users::update::Change { capacity: Some(CAPACITY), at_work, ..users::update::Change::default() };
        users::update::update(app, BOSS, *id, &change)?;
    }
    let people = |all: &[People]| all.iter().filter_map(|person| team.get(person).copied()).collect::<Vec<UserId>>();
    let week = hours::create::create(app, BOSS, opening_hours())?;
    let queue = |name: &str, members: &[People], goal: i64| -> Result<QueueId, Fault> {
        let wanted = queues::Change {
            name: Some(name.to_owned()),
            members: Some(people(members)),
            method: Some(Method::HighestCapacity),
            goal: Some(Some(Millis::minutes(goal))),
            ..queues::Change::default()
        };
        queues::create::create(app, BOSS, wanted)
    };
    let orders = queue("Παραγγελίες", &[People::Nikos, People::Alkistis, People::Sofia], 15)?;
    let wholesale = queue("Χονδρική", &[People::Alkistis, People::Dimitra], 60)?;
    let open = queues::Change { hours: Some(Some(week)), ..queues::Change::default() };
    queues::update::update(app, BOSS, wholesale, open)?;

    shop(app, &english.to_string(), orders)?;
    if let Some(number) = ours.get(To::Shop.address()) {
        let asks = Settings { active: true, ..Settings::default() };
        surveys::configure::configure(app, BOSS, *number, After::Person, Some(asks))?;
    }
    let picked = Change {
        name: Some(To::Wholesale.name().to_owned()),
        mode: Some(Mode::Pick),
        fallback_queue: Some(wholesale),
        ..Change::default()
    };
    let second = workstreams::create::create(app, BOSS, picked)?;
    if let Some(number) = ours.get(To::Wholesale.address()) {
        let change = numbers::update::Change { workstream: Some(second), ..numbers::update::Change::default() };
        numbers::update::update(app, BOSS, *number, &change)?;
    }
    Ok(())
}

/// The workstream of the shop: who writes in Latin letters needs English, who asks for an order goes to Orders.
fn shop(app: &App, english: &str, orders: QueueId) -> Result<(), Fault> {
    let pushed = Change {
        name: Some(To::Shop.name().to_owned()),
        mode: Some(Mode::Push),
        matching: Some(Matching::Exact),
        offer: Some(Way::AcceptOrDecline),
        offer_seconds: Some(300),
        ..Change::default()
    };
    workstreams::update::update(app, BOSS, DEFAULT, pushed)?;
    let outcome =
        |(name, category): (&str, &str)| Entry { id: None, name: name.to_owned(), category: category.to_owned() };
    let entries = [
        ("Πώληση", "Παραγγελίες"),
        ("Αλλαγή παραγγελίας", "Παραγγελίες"),
        ("Απαντήθηκε", "Ερωτήσεις"),
        ("Παράπονο", "Ερωτήσεις"),
    ];
    let outcomes = Wanted { entries: entries.map(outcome).to_vec(), required: false, most: 2 };
    workstreams::set_outcomes::set_outcomes(app, BOSS, DEFAULT, outcomes)?;
    let language = rules::sets::create(app, BOSS, DEFAULT, "Γλώσσα")?;
    let latin = json!({
        "when": [{ "is": { "first_message": { "matches": "[A-Za-z]{3}" } } }],
        "then": { "skills": [{ "skill": english, "level": 4 }], "tags": ["english"] },
    });
    rules::create::create(app, BOSS, Place::Set(language), "Γράφει αγγλικά", true, Says::Sets(read(latin)?))?;
    let asks = json!({
        "join": "any",
        "when": [{ "is": { "first_message": { "contains": ["παραγγελία", "order", "τενεκέ", "tin"] } } }],
        "then": { "queue": orders.to_string() },
    });
    rule(app, DEFAULT, "Ρωτά για παραγγελία", asks)
}

fn rule(app: &App, workstream: WorkstreamId, name: &str, body: Value) -> Result<(), Fault> {
    rules::create::create(app, BOSS, Place::Routes(workstream), name, true, Says::To(read(body)?)).map(drop)
}

/// Nine to nine on six days.
fn opening_hours() -> hours::Change {
    let time = |text: &str| TimeOfDay::parse(text).unwrap_or(TimeOfDay::MIDNIGHT);
    let day = |day: &Day| Span { day: *day, from: time("09:00"), to: time("21:00") };
    hours::Change {
        name: Some("Ωράριο καταστήματος".to_owned()),
        time_zone: Some("Europe/Athens".to_owned()),
        spans: Some(Day::ALL.iter().filter(|day| **day != Day::Sunday).map(day).collect()),
        ..hours::Change::default()
    }
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, Fault> {
    Ok(serde_json::from_value(value)?)
}
