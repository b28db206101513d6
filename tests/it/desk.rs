//! The agent's desk as a browser without scripts meets it: offers, presence, leaving as waiting, and why.

use angelia::domain::time::Millis;
use angelia::domain::user::Role;

use crate::inbox::{composer, press, somebody, thread};
use crate::support::{House, Person};

/// Work is pushed, offered, and may be declined; everybody hired so far, but admins, works for one queue in this order.
fn pushing(house: &House, way: &'static str) {
    let app = house.appliance().app();
    app.store
        .write(move |tx| {
            tx.execute_batch(
                "INSERT INTO queue (id, name, method, created_at, updated_at) VALUES (7, 'Orders', 'round_robin', 0, 0);
                 INSERT INTO queue_member (queue_id, user_id) SELECT 7, id FROM user WHERE role = 'agent' ORDER BY id;",
            )?;
            tx.execute("UPDATE workstream SET mode = 'push', fallback_queue_id = 7, offer_way = ?1", [way])?;
            Ok(())
        })
        .unwrap();
}

fn presence(person: &Person, value: &str) -> String {
    let answer = person.fills_in("/profile", "/presence", &[("presence", value)]);
    assert_eq!(answer.status, 303, "{}", answer.html);
    person.get("/profile").html
}

#[test]
fn an_offer_is_declined_by_one_and_accepted_by_another() {
    let house = House::new();
    let (nikos, eleni) = (somebody(&house, "nikos", Role::Agent), somebody(&house, "eleni", Role::Agent));
    pushing(&house, "accept_or_decline");
    let id = house.anna_writes("Two tins of oil, <b>please</b>");
    for path in ["/inbox", "/profile"] {
        let html = nikos.get(path).html;
        for part in ["Anna, for you", "Two tins of oil, &#60;b&#62;please", "It is your turn in Orders."] {
            assert!(html.contains(part), "{path}: {part}: {html}");
        }
        assert!(html.contains(&format!("/inbox/{id}/accept")) && html.contains(&format!("/inbox/{id}/decline")));
    }
    assert!(nikos.get("/inbox").html.contains("Offered to you:"), "the row says it too");
    assert!(!eleni.get("/inbox").html.contains("offer-accept"));
    assert_eq!(composer(&thread(&nikos, id)), "offered_to_you");
    assert_eq!(house.count("SELECT unread FROM conversation"), 1, "looked at, and not theirs yet");
    let others = thread(&eleni, id);
    assert_eq!(composer(&others), "offered_to_other");
    assert!(others.contains("Anna is offered to nikos."), "{others}");
    assert!(!others.contains("/end") && !others.contains("/wait"), "what is offered is accepted first");

    let late = eleni.fills_in("/inbox", &format!("/inbox/{id}/accept"), &[]);
    assert_eq!(late.location, "/inbox", "it is offered to somebody else");
    assert!(eleni.get("/inbox").html.contains("That offer is over."));
    assert_eq!(nikos.fills_in("/inbox", &format!("/inbox/{id}/decline"), &[]).status, 303);
    assert!(!nikos.get("/inbox").html.contains("offer-accept"));
    assert!(eleni.get("/inbox").html.contains("Anna, for you"));
    let taken = eleni.fills_in("/inbox", &format!("/inbox/{id}/accept"), &[]);
    assert_eq!(taken.location, format!("/inbox/{id}"));
    let page = thread(&eleni, id);
    assert_eq!(composer(&page), "text");
    for part in ["Why here?", "eleni accepted it.", "nikos declined it", "Busy, 1 of", "places taken"] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn left_as_waiting_it_comes_back_to_its_agent_and_a_missed_offer_says_where_it_went() {
    let house = House::new();
    let (nikos, eleni) = (somebody(&house, "nikos", Role::Agent), somebody(&house, "eleni", Role::Agent));
    pushing(&house, "accept");
    let id = house.anna_writes("hello");
    assert!(!nikos.get("/inbox").html.contains(&format!("/inbox/{id}/decline")), "the workstream lets nobody decline");
    press(&nikos, id, "accept", &[]);
    assert!(thread(&nikos, id).contains(&format!("/inbox/{id}/wait")));
    assert_eq!(press(&nikos, id, "wait", &[]).location, "/inbox");
    let page = thread(&nikos, id);
    assert!(page.contains("You wait for the contact") && page.contains("Available, none of"), "{page}");
    assert!(!page.contains(&format!("/inbox/{id}/wait")), "it waits already");

    house.anna_writes("Here I am again");
    assert!(nikos.get("/inbox").html.contains("You had Anna last time."), "kept for who had it");
    house.clock.advance(Millis::seconds(121));
    house.run_jobs();
    let missed = nikos.get("/inbox").html;
    for part in
        ["Offer missed. Anna is offered to eleni now.", "You are set to Away", "Away, since an offer was missed"]
    {
        assert!(missed.contains(part), "{part}: {missed}");
    }
    press(&eleni, id, "accept", &[]);
    assert!(nikos.get("/inbox").html.contains("Offer missed. Anna went to eleni."));
    let back = presence(&nikos, "automatic");
    assert!(back.contains("Available, none of") && !back.contains("Away, since"), "{back}");
}

#[test]
fn a_presence_is_chosen_and_says_what_it_means() {
    let house = House::new();
    let nikos = somebody(&house, "nikos", Role::Agent);
    assert!(nikos.get("/profile").html.contains("Colleagues see it; you take conversations yourself"));
    pushing(&house, "accept");
    let app = house.appliance().app();
    app.store
        .write(|tx| {
            tx.execute(
                "INSERT INTO presence (id, name, base, created_at, updated_at) VALUES (5, 'Lunch', 'away', 0, 0)",
                [],
            )?;
            Ok(())
        })
        .unwrap();
    let page = nikos.get("/profile").html;
    assert!(page.contains("New conversations come to you") && page.contains("As Away: Nothing new comes to you"));
    let pressed = |value: &str| format!("value=\"{value}\" aria-pressed=\"true\"");
    for value in ["busy", "do_not_disturb", "away", "offline", "available", "5", "automatic"] {
        let page = presence(&nikos, value);
        assert!(page.contains(&pressed(value)), "{value}: {page}");
        assert_eq!(page.matches("aria-pressed=\"true\"").count(), 1, "{value}");
    }
    presence(&nikos, "5");
    house.anna_writes("hello");
    assert!(!nikos.get("/inbox").html.contains("offer-accept"), "at lunch");
    assert!(presence(&nikos, "available").contains("Anna, for you"), "and back");
    assert_eq!(nikos.fills_in("/profile", "/presence", &[("presence", "6")]).status, 422);
    assert_eq!(nikos.fills_in("/profile", "/presence", &[("presence", "gone")]).status, 422);
}
