//! Two contacts that are the same person, and senders of whom nobody knows which of two they are.

use angelia::domain::user::Role;
use serde_json::{Value, json};

use crate::inbox::somebody;
use crate::support::{ANNA, AUTH_TOKEN, Api, BORIS, House, SHOP, inbound_form, post_signed};

fn contact_of(api: &Api, conversation: i64) -> String {
    api.conversation(conversation)["contact"]["id"].as_str().unwrap().to_owned()
}

fn names(api: &Api) -> Vec<Value> {
    api.get("/contacts").data().as_array().unwrap().iter().map(|one| one["name"].clone()).collect()
}

/// Anna and Boris have written, and are the same person.
fn two(house: &House) -> (i64, i64, String, String) {
    let (first, second) = (house.anna_writes("from the old number"), house.writes(BORIS, SHOP, "from the new number"));
    let api = house.admin();
    let (kept, gone) = (contact_of(&api, first), contact_of(&api, second));
    (first, second, kept, gone)
}

#[test]
fn two_become_one_and_two_again() {
    let house = House::new();
    let (first, second, kept, gone) = two(&house);
    let (api, eleni) = (house.admin(), somebody(&house, "eleni", Role::Supervisor));
    let field = api.post("/contact-fields", &json!({ "name": "Size", "kind": "text" })).id();
    let say = |id: &str, name: &str, tags: Value, notes: &str, size: &str| {
        let change = json!({ "name": name, "tags": tags, "notes": notes, "fields": { &field: size } });
        api.patch(&format!("/contacts/{id}"), &change).data();
    };
    say(&kept, "Anna", json!(["vip"]), "pays cash", "12");
    say(&gone, "Άννα Π.", json!(["shop"]), "calls late", "13");
    api.post(&format!("/contacts/{gone}/opt-ins"), &json!({ "how": "phone", "at": house.clock.now().to_string() }));
    house.run_jobs();

    let (page, compare) = (format!("/contacts/{kept}"), format!("/contacts/{kept}/merge/{gone}"));
    let found = eleni.get(&format!("{page}/merge?q=%CE%AC%CE%BD%CE%BD%CE%B1"));
    assert!(found.html.contains(&compare), "{}", found.html);
    assert!(eleni.get(&page).html.contains("Same person as…"));
    let beside = eleni.get(&compare).html;
    for part in ["Anna", "Άννα Π.", "calls late", "vip, shop", "value=\"gone\""] {
        assert!(beside.contains(part), "{part}: {beside}");
    }
    let done = eleni.fills_in(&compare, &compare, &[("name", "gone"), (&format!("field.{field}"), "gone")]);
    assert_eq!((done.status, done.location.as_str()), (303, page.as_str()), "{}", done.html);

    let now = api.get(&page).data().clone();
    assert_eq!((&now["name"], &now["tags"]), (&json!("Άννα Π."), &json!(["shop", "vip"])));
    assert_eq!((&now["notes"], &now["fields"][&field]), (&json!("pays cash\n\ncalls late"), &json!("13")));
    assert_eq!(now["addresses"], json!([ANNA, BORIS]));
    assert_eq!(eleni.get(&format!("/contacts/{gone}")).location, page, "it leads there");
    assert_eq!(api.get(&format!("/contacts/{gone}")).data()["merged_into"], json!(kept));
    assert_eq!(names(&api), [json!("Άννα Π.")]);
    assert_eq!(api.conversation(second)["contact"]["id"], json!(kept));
    house.run_jobs();
    assert_eq!(eleni.get("/inbox?q=%CE%AC%CE%BD%CE%BD%CE%B1&view=all").status, 200);
    // Each writes on in their own thread, and is answered there.
    assert_eq!(house.writes(BORIS, SHOP, "hello again"), second);
    assert_eq!(house.anna_writes("and from the old one"), first);
    let answer = api.said(second, "to the new number");
    house.until_status(answer, "delivered");
    assert_eq!(house.count("SELECT count(*) FROM contact WHERE merged_into_id IS NULL"), 1);

    // What was changed since stays; the rest goes back.
    api.patch(&page, &json!({ "notes": "pays cash, calls late" })).data();
    let merges = api.get(&format!("{page}/merges"));
    assert_eq!((&merges.data()[0]["contact_id"], &merges.data()[0]["stays"]), (&json!(gone), &json!(["notes"])));
    assert!(eleni.get(&page).html.contains("stays as it is: Notes."));
    let undo = format!("{page}/merges/{}/undo", merges.data()[0]["id"].as_str().unwrap());
    let undone = eleni.fills_in(&page, &undo, &[]);
    assert_eq!((undone.status, undone.location.as_str()), (303, page.as_str()), "{}", undone.html);
    let now = api.get(&page).data().clone();
    assert_eq!((&now["name"], &now["tags"], &now["fields"][&field]), (&json!("Anna"), &json!(["vip"]), &json!("12")));
    assert_eq!((&now["notes"], &now["addresses"]), (&json!("pays cash, calls late"), &json!([ANNA])));
    let other = api.get(&format!("/contacts/{gone}")).data().clone();
    assert_eq!((&other["name"], &other["notes"]), (&json!("Άννα Π."), &json!("calls late")));
    assert_eq!((&other["addresses"], &other["merged_into"]), (&json!([BORIS]), &Value::Null));
    assert_eq!(api.conversation(second)["contact"]["id"], json!(gone));
    assert_eq!(eleni.post(&undo, &[("csrf", &eleni.get(&page).csrf())], &[]).status, 404, "once");
    assert_eq!(house.count("SELECT count(*) FROM audit WHERE action IN ('contact.merged', 'contact.unmerged')"), 2);
    assert_eq!(house.count("SELECT count(*) FROM audit WHERE detail LIKE '%Anna%' OR detail LIKE '%Άννα%'"), 0);
}

#[test]
fn what_cannot_be_one_is_refused() {
    let house = House::new();
    let (_, _, kept, gone) = two(&house);
    let api = house.admin();
    let third = api.post("/contacts", &json!({ "address": "+306900000003", "name": "Tom" })).id();
    let merge = |kept: &str, gone: &str| api.post(&format!("/contacts/{kept}/merge"), &json!({ "contact_id": gone }));
    let wrong = |answer: crate::support::Answer| {
        assert_eq!((answer.status, answer.body["error"]["field"].as_str()), (422, Some("contact_id")), "{answer:?}");
    };
    wrong(merge(&kept, &kept));
    wrong(merge(&kept, "999"));
    wrong(merge(&kept, "x"));
    assert_eq!(
        house.program("agent").post(&format!("/contacts/{kept}/merge"), &json!({ "contact_id": gone })).code(),
        "not_allowed"
    );
    assert_eq!(merge(&kept, &gone).status, 200);
    wrong(merge(&third, &gone));
    assert_eq!(merge(&gone, &third).status, 404, "it is not there any more");
    assert_eq!(api.patch(&format!("/contacts/{gone}"), &json!({ "name": "x" })).status, 404);
    // One after the other, and back in the same order.
    assert_eq!(merge(&third, &kept).status, 200);
    assert_eq!(api.get(&format!("/contacts/{third}")).data()["addresses"].as_array().unwrap().len(), 3);
    let undo = |id: &str| {
        let merge = api.get(&format!("/contacts/{id}/merges")).data()[0]["id"].as_str().unwrap().to_owned();
        api.post(&format!("/contacts/{id}/merges/{merge}/undo"), &json!({})).data().clone()
    };
    assert_eq!(undo(&third)["contact_id"], json!(kept));
    assert_eq!(api.get(&format!("/contacts/{kept}")).data()["addresses"], json!([ANNA, BORIS]));
    assert_eq!(undo(&kept)["contact_id"], json!(gone));
    assert_eq!(api.get(&format!("/contacts/{gone}")).data()["addresses"], json!([BORIS]));
    let agent = somebody(&house, "nikos", Role::Agent);
    assert_eq!(agent.get(&format!("/contacts/{kept}/merge")).status, 403);
    let notes = "x".repeat(3_000);
    for id in [&kept, &gone] {
        api.patch(&format!("/contacts/{id}"), &json!({ "notes": format!("{id}{notes}") })).data();
    }
    let long = merge(&kept, &gone);
    assert_eq!((long.status, long.body["error"]["field"].as_str()), (422, Some("notes")));
    assert_eq!(api.get(&format!("/contacts/{gone}")).data()["merged_into"], Value::Null, "nothing was written");
}

#[test]
fn consent_is_not_widened() {
    let house = House::new();
    let (first, second, kept, gone) = two(&house);
    house.writes(BORIS, SHOP, "STOP");
    let api = house.admin();
    api.post(&format!("/contacts/{kept}/opt-ins"), &json!({ "how": "phone", "at": house.clock.now().to_string() }));
    assert_eq!(api.post(&format!("/contacts/{kept}/merge"), &json!({ "contact_id": gone })).status, 200);
    assert_eq!(api.says(second, "hello").code(), "opted_out");
    assert_eq!(api.says(first, "hello").status, 201);
    // A STOP holds, whoever has the thread: Boris writes on, and still nothing may be sent.
    assert_eq!(house.writes(BORIS, SHOP, "one more thing"), second);
    assert_eq!(api.says(second, "hello").code(), "opted_out");
    let on_file = |address: &str| {
        let address = angelia::domain::address::Address::parse(address).unwrap();
        let id = angelia::domain::ids::ContactId(kept.parse().unwrap());
        house.appliance().app().store.read(|db| angelia::store::opt_in::on_file(db, id, &address)).unwrap().is_some()
    };
    assert!(on_file(ANNA) && !on_file(BORIS), "Anna's opt-in is not one for the other number");
    api.post(&format!("/contacts/{kept}/opt-ins"), &json!({ "how": "in_person", "at": house.clock.now().to_string() }));
    assert!(on_file(BORIS), "what is said after it is said for both");
}

#[test]
fn somebody_is_asked_which_of_two_it_is() {
    let house = House::new();
    let (url, id, api) = (house.hook("inbound"), "whatsapp:GR.TWO", house.admin());
    let arrives = |sid: &str, from: &str, external: Option<&str>| {
        let mut form = inbound_form(sid, from, "hello");
        form.extend(external.map(|id| ("ExternalUserId".to_owned(), id.to_owned())));
        assert_eq!(post_signed(&url, &form, AUTH_TOKEN).0, 200);
        house.count("SELECT conversation_id FROM message ORDER BY id DESC LIMIT 1")
    };
    let first = contact_of(&api, arrives("SM8801", ANNA, None));
    let second = contact_of(&api, arrives("SM8802", id, None));
    let asked = arrives("SM8803", ANNA, Some(id));
    let third = contact_of(&api, asked);
    assert!(third != first && third != second, "none is chosen");
    for (sid, from, external) in [("SM8804", ANNA, None), ("SM8805", id, None), ("SM8806", ANNA, Some(id))] {
        assert_eq!(arrives(sid, from, external), asked, "who wrote before is known, whichever way they write");
    }
    assert_eq!(api.get(&format!("/contacts/{third}/candidates")).data().as_array().unwrap().len(), 2);
    assert_eq!(api.said(asked, "welcome"), house.count("SELECT max(id) FROM message WHERE direction = 'out'"));

    let (nikos, eleni) = (somebody(&house, "nikos", Role::Agent), somebody(&house, "eleni", Role::Supervisor));
    let (page, pane) = (format!("/contacts/{third}"), format!("/inbox/{asked}?pane=contact"));
    for html in [nikos.get(&page).html, nikos.get(&pane).html] {
        assert!(html.contains("Is this") && html.contains("Somebody else") && !html.contains("/merge/"), "{html}");
    }
    let same = format!("/contacts/{first}/merge/{third}");
    assert!(eleni.get(&pane).html.contains(&same));
    assert_eq!(eleni.fills_in(&same, &same, &[]).status, 303);
    assert_eq!(contact_of(&api, asked), first);
    // The other question stays, now about the one that it is.
    let page = format!("/contacts/{first}");
    assert!(nikos.get(&page).html.contains(&format!("/contacts/{first}/candidates/{second}")));
    let other = nikos.fills_in(&page, &format!("{page}/candidates/{second}"), &[("back", &pane)]);
    assert_eq!((other.status, other.location.as_str()), (303, pane.as_str()), "{}", other.html);
    assert!(!nikos.get(&page).html.contains("Is this"));
    assert_eq!(api.delete(&format!("{page}/candidates/{second}")).status, 404, "said already");
    assert_eq!(contact_of(&api, arrives("SM8807", ANNA, Some(id))), first);
    assert_eq!(house.count("SELECT count(*) FROM contact"), 3);
}

#[test]
fn both_spellings_of_a_number_may_be_two_contacts() {
    let house = House::new();
    let api = house.admin();
    let (long, short) = ("whatsapp:+5511981234567", "whatsapp:+551181234567");
    let first = api.post("/contacts", &json!({ "address": long, "name": "Long" })).id();
    // Two that were written down before either spelling was known to be the same telephone.
    let write = "INSERT INTO contact (name, created_at, updated_at) VALUES ('Short', 0, 0)";
    house.appliance().app().store.write(move |tx| Ok(tx.execute(write, [])?)).unwrap();
    let second = house.count("SELECT max(id) FROM contact");
    let write =
        format!("INSERT INTO address (contact_id, value, kind, created_at) VALUES ({second}, '{short}', 'phone', 0)");
    house.appliance().app().store.write(move |tx| Ok(tx.execute(&write, [])?)).unwrap();
    let conversation = house.writes(short, SHOP, "olá");
    let third = contact_of(&api, conversation);
    let asked = api.get(&format!("/contacts/{third}/candidates"));
    let ids: Vec<_> = asked.data().as_array().unwrap().iter().map(|one| one["id"].clone()).collect();
    assert_eq!(ids, [json!(first), json!(second.to_string())]);
    for other in ids {
        let told = api.delete(&format!("/contacts/{third}/candidates/{}", other.as_str().unwrap()));
        assert_eq!(told.status, 200);
        assert_eq!(told.data()["addresses"], json!([short]));
    }
    assert_eq!(house.writes(short, SHOP, "olá de novo"), conversation);
}
