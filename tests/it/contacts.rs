//! Contacts as a browser without scripts and as a program meet them.

use angelia::domain::user::Role;
use serde_json::json;

use crate::inbox::somebody;
use crate::support::{ANNA, AUTH_TOKEN, House, inbound_form, post_signed};

#[test]
fn a_contact_is_made_found_and_changed_in_place() {
    let house = House::new();
    let (nikos, admin) = (somebody(&house, "nikos", Role::Agent), house.admin());
    assert!(nikos.get("/contacts").html.contains("Nobody here yet"));
    let number = admin.post("/contact-fields", &json!({ "name": "Customer number", "kind": "number" })).id();
    let kind = json!({ "name": "Kind", "kind": "choice", "choices": ["Wholesale", "Retail"] });
    let choice = admin.post("/contact-fields", &kind).id();

    let new = [("address", "+30 690 000-0147"), ("name", "Γιώργος Παππάς"), ("language", "el"), ("tags", "vip, shop")];
    let made = nikos.fills_in("/contacts/new", "/contacts", &new);
    assert_eq!((made.status, made.location.as_str()), (303, "/contacts/1"), "{}", made.html);
    assert_eq!(nikos.fills_in("/contacts/new", "/contacts", &new).location, "/contacts/1", "known already");
    assert_eq!(nikos.fills_in("/contacts/new", "/contacts", &[("address", "call me")]).status, 422);
    let known = admin.post("/contacts", &json!({ "address": "+30 690 000 0147" }));
    assert_eq!((known.status, known.body["error"]["field"].as_str()), (422, Some("address")));

    // In place: what stands in the form, and nothing else.
    let page = "/contacts/1";
    let (n, c) = (format!("field.{number}"), format!("field.{choice}"));
    let form = [("name", "Γιώργος"), ("notes", "Calls\r\nback"), (&*n, "1.200,50"), (&*c, "retail")];
    let saved = nikos.fills_in(page, page, &form);
    assert_eq!((saved.status, saved.location.as_str()), (303, page), "{}", saved.html);
    let told = admin.get("/contacts/1").data().clone();
    assert_eq!(told["name"], json!("Γιώργος"));
    assert_eq!((&told["notes"], &told["language"]), (&json!("Calls\nback"), &json!("el")));
    assert_eq!((&told["fields"][&number], &told["fields"][&choice]), (&json!("1200.5"), &json!("Retail")));
    assert_eq!(told["tags"], json!(["shop", "vip"]));
    let wrong = nikos.fills_in(page, page, &[("name", "Other"), (&*n, "many"), (&*c, "none"), ("tags", "a")]);
    assert_eq!(wrong.status, 422);
    for part in ["“Customer number” takes a number", "“Kind” takes one of these: Wholesale, Retail", "value=\"many\""]
    {
        assert!(wrong.html.contains(part), "{part}: {}", wrong.html);
    }
    assert_eq!(admin.get("/contacts/1").data()["name"], json!("Γιώργος"), "all or nothing");
    let long = "x".repeat(10_000);
    for (field, value) in [("name", &long), ("tags", &long), (&n, &long), ("notes", &long)] {
        assert_eq!(nikos.fills_in(page, page, &[(field, value)]).status, 422, "{field}");
    }
    let live = nikos.post(page, &[("name", "Γιώργος Π."), ("csrf", &nikos.get(page).csrf())], &[("X-Live", "1")]);
    assert_eq!(live.status, 204);
    let elsewhere = [("name", ""), ("back", "https://evil.example/")];
    assert_eq!(nikos.fills_in(page, page, &elsewhere).location, page);

    let found = |query: &str| nikos.get(&format!("/contacts?{query}")).html.contains("href=\"/contacts/1\"");
    for (query, is) in [("", true), ("q=0147", true), ("q=%2B30+690", true), ("q=nobody", false), ("tag=vip", true)] {
        assert_eq!(found(query), is, "{query}");
    }
    assert!(!found("tag=none"));
    nikos.fills_in(page, page, &[("name", "Γιώργος")]);
    assert!(found("q=%CE%B3%CE%B9%CF%89%CF%81%CE%B3%CE%BF%CF%83"), "γιωργοσ");
    let audited = "SELECT count(*) FROM audit WHERE action = 'contact.changed' AND detail LIKE '%name%'";
    assert!(house.count(audited) > 0 && house.count("SELECT count(*) FROM audit WHERE detail LIKE '%Γιώ%'") == 0);
}

#[test]
fn own_fields_are_kept_by_admins() {
    let house = House::new();
    let (admin, eleni) = (somebody(&house, "admin2", Role::Admin), somebody(&house, "eleni", Role::Supervisor));
    assert_eq!(eleni.get("/admin/contact-fields").status, 403);
    assert_eq!(house.program("supervisor").post("/contact-fields", &json!({})).code(), "not_allowed");
    let path = "/admin/contact-fields";
    assert_eq!(admin.fills_in(path, path, &[("name", "Since"), ("kind", "date")]).status, 303);
    assert_eq!(admin.fills_in(path, path, &[("name", "SINCE"), ("kind", "text")]).status, 422, "twice");
    assert_eq!(admin.fills_in(path, path, &[("name", "Size"), ("kind", "choice")]).status, 422, "no choices");
    let form = [("name", "Size"), ("kind", "choice"), ("choices", "small\nlarge")];
    assert_eq!(admin.fills_in(path, path, &form).status, 303);
    let program = house.admin();
    let names = || {
        let all = program.get("/contact-fields");
        all.data().as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(), ["Since", "Size"]);
    let up = [("name", "Size of it"), ("choices", "small\nmedium"), ("position", "1")];
    assert_eq!(admin.fills_in(path, &format!("{path}/2"), &up).status, 303);
    assert_eq!(names(), ["Size of it", "Since"]);
    let contact = json!({ "address": "+306900000001", "fields": { "1": "2026-02-01", "2": "medium" } });
    let made = program.post("/contacts", &contact);
    assert_eq!(made.data()["fields"], json!({ "1": "2026-02-01", "2": "medium" }));
    let unknown = program.patch("/contacts/1", &json!({ "fields": { "9": "x" } }));
    assert_eq!((unknown.status, unknown.body["error"]["field"].as_str()), (422, Some("fields")));
    assert!(admin.get(path).html.contains("for one contact goes with it"));
    assert_eq!(admin.fills_in(path, &format!("{path}/1/remove"), &[]).status, 303);
    assert_eq!(program.get("/contacts/1").data()["fields"], json!({ "2": "medium" }));
    assert_eq!(program.delete("/contact-fields/2").status, 204);
    assert_eq!(house.count("SELECT count(*) FROM contact_value"), 0);
}

#[test]
fn addresses_talks_and_consent_stand_on_the_page() {
    let house = House::new();
    let nikos = somebody(&house, "nikos", Role::Agent);
    let conversation = house.anna_writes("Is the oil in?");
    house.anna_writes("STOP");
    let contact = house.count("SELECT contact_id FROM conversation");
    let page = format!("/contacts/{contact}");
    let html = nikos.get(&page).html;
    for part in ["Is the oil in?", &format!("/inbox/{conversation}"), "Said STOP to Shop", "opted out"] {
        assert!(html.contains(part), "{part}: {html}");
    }
    let opt_in = [("how", "phone"), ("given_on", "2026-01-02"), ("words", "called us")];
    let early = nikos.fills_in(&page, &format!("{page}/opt-ins"), &opt_in);
    assert_eq!(early.status, 303, "{}", early.html);
    assert!(nikos.get(&page).html.contains("Agreed by phone (called us)"));
    assert_eq!(nikos.fills_in(&page, &format!("{page}/opt-ins"), &[("how", "")]).status, 422);

    let (add, remove) = (format!("{page}/addresses"), format!("{page}/addresses/remove"));
    let last = nikos.fills_in(&page, &remove, &[("address", ANNA)]);
    assert!(last.status == 422 && last.html.contains("at least one address"), "{}", last.html);
    assert_eq!(nikos.fills_in(&page, &add, &[("address", "+49 151 2345678")]).status, 303);
    assert_eq!(nikos.fills_in(&page, &add, &[("address", "whatsapp:GR.1A2B")]).status, 303);
    let boris = house.admin().post("/contacts", &json!({ "address": "+306900000002" })).id();
    assert_eq!(nikos.fills_in(&page, &add, &[("address", "+306900000002")]).status, 422);
    let gone = house.admin().delete(&format!("/contacts/{contact}/addresses?address=whatsapp:GR.1A2B"));
    assert_eq!(gone.data()["addresses"], json!([ANNA, "whatsapp:+491512345678"]));
    assert_eq!(nikos.get(&format!("/contacts/{boris}")).status, 200);
    assert_eq!(nikos.get("/contacts/99").status, 404);
    // Beside the thread the same is changed, and one stays there.
    let side = nikos.get(&format!("/inbox/{conversation}?pane=contact"));
    assert!(side.html.contains(&format!("action=\"/contacts/{contact}\"")), "{}", side.html);
    let back = format!("/inbox/{conversation}?pane=contact");
    let saved = nikos.fills_in(&back, &page, &[("notes", "Likes it green"), ("back", &back)]);
    assert_eq!((saved.status, saved.location.as_str()), (303, back.as_str()));
    assert!(nikos.get(&back).html.contains("Likes it green"));
}

#[test]
fn a_number_has_two_spellings_in_three_countries() {
    let house = House::new();
    let program = house.admin();
    let hook = house.hook("inbound");
    let arrives = |sid: &str, from: &str| {
        let form = inbound_form(sid, from, "hello");
        assert_eq!(post_signed(&hook, &form, AUTH_TOKEN).0, 200);
    };
    for (n, (typed, says)) in [
        ("+55 11 98123-4567", "whatsapp:+551181234567"),
        ("+52 55 1234 5678", "whatsapp:+5215512345678"),
        ("+54 11 1234 5678", "whatsapp:+5491112345678"),
    ]
    .into_iter()
    .enumerate()
    {
        let contact = program.post("/contacts", &json!({ "address": typed, "name": "Typed" })).id();
        arrives(&format!("SM{n:032}"), says);
        let told = program.get(&format!("/contacts/{contact}"));
        assert_eq!(told.data()["addresses"].as_array().unwrap().len(), 2, "{typed}");
        assert_eq!(
            program.get(&format!("/contacts?address={}", says.replace('+', "%2B"))).data()[0]["id"],
            json!(contact)
        );
    }
    assert_eq!(house.count("SELECT count(*) FROM contact"), 3);
    // Ten at once make one, whichever spelling they come in.
    std::thread::scope(|scope| {
        for n in 0..10 {
            let from = if n % 2 == 0 { "whatsapp:+5511987654321" } else { "whatsapp:+551187654321" };
            let arrives = &arrives;
            scope.spawn(move || arrives(&format!("SM1{n:031}"), from));
        }
    });
    assert_eq!(house.count("SELECT count(*) FROM contact"), 4);
    assert_eq!(house.count("SELECT count(*) FROM conversation"), 4);
}
