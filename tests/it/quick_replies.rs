//! Quick replies as a browser without scripts and as a program meet them.

use angelia::domain::user::Role;
use serde_json::json;

use crate::inbox::{press, somebody, thread};
use crate::support::{House, Person};

#[test]
fn everybody_keeps_their_own_and_supervisors_keep_everybodys() {
    let house = House::new();
    let (nikos, eleni) = (somebody(&house, "nikos", Role::Agent), somebody(&house, "eleni", Role::Supervisor));
    let form = [
        ("title", "Opening hours"),
        ("text", "Hello {{contact.frist_name|there}}, *9 to 5*."),
        ("language", "en"),
        ("tags", "hours, shop"),
        ("whose", "shared"),
    ];
    assert!(nikos.get("/quick-replies").html.contains("No quick reply yet"));
    let refused = eleni.fills_in("/quick-replies/new", "/quick-replies", &form);
    assert_eq!(refused.status, 422);
    assert!(refused.html.contains("Did you mean “contact.first_name”?"), "{}", refused.html);
    assert!(refused.html.contains("value=\"Opening hours\"") && refused.html.contains("contact.frist_name|there"));

    let mut form = form;
    form[1].1 = "Hello {{contact.first_name|there}}, *9 to 5*.";
    assert_eq!(nikos.fills_in("/quick-replies/new", "/quick-replies", &form).status, 403, "an agent shares nothing");
    let tried = eleni.fills_in("/quick-replies/new", "/quick-replies", &[&form[..], &[("try", "1")]].concat());
    assert_eq!((tried.status, house.count("SELECT count(*) FROM quick_reply")), (200, 0), "only tried");
    assert!(tried.html.contains("<mark>Maria</mark>, <strong>9 to 5</strong>."), "{}", tried.html);
    assert!(tried.html.contains("<mark>there</mark>"), "and when nothing is known");
    assert_eq!(eleni.fills_in("/quick-replies/new", "/quick-replies", &form).location, "/quick-replies");
    let id = house.count("SELECT id FROM quick_reply");
    let path = format!("/quick-replies/{id}");
    let seen = nikos.get(&path);
    assert!(seen.status == 200 && seen.html.contains("readonly") && !seen.html.contains("/remove"), "{}", seen.html);
    let posts =
        |person: &Person, action: &str, form: &[(&str, &str)]| person.fills_in("/quick-replies/new", action, form);
    assert_eq!(posts(&nikos, &path, &form).status, 403);
    assert_eq!(posts(&nikos, &format!("{path}/remove"), &[]).status, 403);

    form[4].1 = "own";
    assert_eq!(posts(&nikos, "/quick-replies", &form).status, 303, "the same title, for oneself");
    let own = format!("/quick-replies/{}", id + 1);
    assert_eq!(eleni.get(&own).status, 404);
    assert_eq!(posts(&nikos, "/quick-replies", &form).status, 422, "twice");
    assert_eq!(posts(&nikos, &format!("{own}/remove"), &[]).status, 303);
    assert!(nikos.get("/quick-replies?q=SHOP").html.contains("Opening hours"));
    assert!(nikos.get("/quick-replies?q=nothing").html.contains("No quick reply like this"));
}

#[test]
fn a_file_comes_in_whole_and_its_faults_are_named() {
    let house = House::new();
    let eleni = somebody(&house, "eleni", Role::Supervisor);
    let import = "/quick-replies/import";
    let shared = [("whose", "shared")];
    let broken = eleni.brings(import, &shared, "title;text\nΩράριο;9 με 5\nΚάτι;{{contact.nmae}}\n;x\n".as_bytes());
    assert_eq!(broken.status, 422);
    for part in
        ["Entries that are wrong: 2", "<th scope=\"row\" class=\"num\">3</th>", "contact.name", "<code>title</code>"]
    {
        assert!(broken.html.contains(part), "{part}: {}", broken.html);
    }
    let latin = eleni.brings(import, &shared, b"title,text\nCaf\xe9,open\n");
    assert!(latin.status == 422 && latin.html.contains("Row 2, column “title”"), "{}", latin.html);
    let rows: String = (0..1_001).map(|n| format!("t{n},x\n")).collect();
    let many = eleni.brings(import, &shared, format!("title,text\n{rows}").as_bytes());
    assert!(many.status == 422 && many.html.contains("more than 1,000 rows"), "{}", many.html);
    assert!(eleni.brings(import, &shared, b"").html.contains("There is nothing in this file"));
    assert_eq!(house.count("SELECT count(*) FROM quick_reply"), 0);

    let fine = eleni.brings(import, &shared, "title;text;language\nΩράριο;\"9, με 5\";el\n".as_bytes());
    assert_eq!(fine.location, "/quick-replies?added=1&changed=0&same=0");
    assert!(eleni.get(&fine.location).html.contains("New: 1."));
    let csv = eleni.get("/quick-replies/export?whose=shared");
    assert!(csv.header("content-type").starts_with("text/csv") && csv.header("content-disposition").contains(".csv"));
    assert_eq!(csv.html, "\u{feff}title,text,language,tags,workstreams\nΩράριο,\"9, με 5\",el,,\n");
    let nikos = somebody(&house, "nikos", Role::Agent);
    assert_eq!(nikos.brings(import, &shared, b"title,text\na,b\n").status, 403);
    let stale = nikos.post(import, &[("whose", "own")], &[]);
    assert_eq!(stale.status, 400, "not a form with a file");
}

#[test]
fn one_is_chosen_without_scripts_and_found_by_the_script() {
    let house = House::new();
    let admin = house.admin();
    for (title, text, language) in [
        ("Hours", "Hello {{contact.first_name|there}}, <b>9 to 5</b>. {{agent.name}}", "en"),
        ("Ωράριο", "Γεια σας {{queue.name}}, 9 με 5.", "el"),
    ] {
        let body = json!({ "title": title, "text": text, "language": language, "tags": ["shop"] });
        assert_eq!(admin.post("/quick-replies", &body).status, 201);
    }
    let nikos = somebody(&house, "nikos", Role::Agent);
    let conversation = house.anna_writes("When are you open?");
    press(&nikos, conversation, "take", &[]);
    let wanted = press(&nikos, conversation, "messages", &[("act", "text"), ("text", "Dear Anna"), ("quick", "1")]);
    assert_eq!(wanted.location, format!("/inbox/{conversation}/quick-replies"));
    let page = nikos.get(&format!("{}?q=shop", wanted.location)).html;
    assert!(page.contains("Hello Anna, &#60;b&#62;9 to 5&#60;/b&#62;. nikos") && page.contains("Dear Anna"), "{page}");
    assert!(page.find("Hours").unwrap() < page.find("Ωράριο").unwrap(), "the number's language first");
    let id = house.count("SELECT id FROM quick_reply WHERE title = 'Hours'");
    let put = nikos.fills_in(&wanted.location, &format!("{}/{id}", wanted.location), &[]);
    assert_eq!(put.location, format!("/inbox/{conversation}#text"));
    assert!(thread(&nikos, conversation).contains("Dear Anna\nHello Anna, &#60;b&#62;9 to 5"));
    assert_eq!(house.count("SELECT count(*) FROM message WHERE direction = 'out'"), 0, "nothing was sent");

    let part = format!("/inbox/{conversation}/fragments/quick-replies?q=");
    let found = nikos.get(&format!("{part}%CF%89%CF%81%CE%B1%CF%81"));
    assert!(
        found.html.contains("data-count=\"1\"") && found.html.contains("data-text=\"Γεια σας, 9 με 5.\""),
        "{found:?}"
    );
    assert!(nikos.get(&format!("{part}zzz")).html.contains("data-count=\"0\""));
    assert_eq!(nikos.get("/inbox/99/fragments/quick-replies").status, 404);
    let csrf = nikos.get("/quick-replies/new").csrf();
    let trial = nikos.post("/placeholders/try", &[("csrf", &csrf), ("text", "{{agent.name}}")], &[]);
    assert!(trial.status == 200 && trial.html.contains("<mark>Nikos</mark>"), "{}", trial.html);
}

#[test]
fn a_program_can_do_what_the_pages_can() {
    let house = House::new();
    let (admin, supervisor, agent) = (house.admin(), house.program("supervisor"), house.program("agent"));
    let body = json!({ "title": "Hours", "text": "9 to 5, {{contact.first_name|you}}" });
    assert_eq!(agent.post("/quick-replies", &body).code(), "not_allowed");
    let id = supervisor.post("/quick-replies", &body).id();
    let path = format!("/quick-replies/{id}");
    let wrong = supervisor.post("/quick-replies", &json!({ "title": "x", "text": "{{contct.name}}" }));
    assert_eq!((wrong.status, wrong.body["error"]["field"].as_str()), (422, Some("text")));
    assert!(wrong.body["error"]["message"].as_str().unwrap().contains("contact.name"), "{wrong:?}");
    assert_eq!(supervisor.patch(&path, &json!({ "tags": ["shop"] })).data()["tags"], json!(["shop"]));
    assert_eq!(agent.patch(&path, &json!({})).code(), "not_allowed");
    let list = |q: &str| agent.get(&format!("/quick-replies?q={q}")).data().as_array().unwrap().len();
    assert_eq!((list(""), list("shop"), list("zzz")), (1, 1, 0));
    let conversation = house.anna_writes("hello");
    let filled = agent.get(&format!("/conversations/{conversation}/quick-replies?q=hours"));
    assert_eq!(filled.data()[0]["text"], "9 to 5, Anna");
    let bad = admin.post("/quick-replies/import", &json!({}));
    assert_eq!((bad.status, bad.body["error"]["field"].as_str()), (422, Some("file")));
    // Personal ones belong to their owners alone.
    let nikos = somebody(&house, "nikos", Role::Agent);
    nikos.fills_in("/quick-replies/new", "/quick-replies", &[("title", "Mine"), ("text", "x"), ("whose", "own")]);
    let own = house.count("SELECT id FROM quick_reply WHERE owner_id IS NOT NULL");
    assert_eq!(admin.get(&format!("/quick-replies/{own}")).code(), "not_found");
}

#[test]
fn each_is_offered_where_it_is_meant_to_be() {
    let house = House::new();
    let (admin, eleni) = (house.admin(), somebody(&house, "eleni", Role::Supervisor));
    assert!(!eleni.get("/quick-replies/new").html.contains("name=\"workstreams\""), "nothing to choose with one");
    let second =
        "INSERT INTO workstream (id, name, mode, created_at, updated_at) VALUES (2, 'Orders, Crete', 'pick', 0, 0)";
    house.appliance().app().store.write(move |tx| Ok(tx.execute_batch(second)?)).unwrap();
    let form = [("title", "Here"), ("text", "here"), ("whose", "shared"), ("workstreams", "1")];
    assert_eq!(eleni.fills_in("/quick-replies/new", "/quick-replies", &form).status, 303);
    let there = admin.post("/quick-replies", &json!({ "title": "There", "text": "there", "workstreams": ["2"] }));
    assert_eq!(there.data()["workstreams"], json!(["2"]));
    admin.post("/quick-replies", &json!({ "title": "Everywhere", "text": "everywhere" })).id();
    for wrong in ["7", "x"] {
        let refused = admin.post("/quick-replies", &json!({ "title": "x", "text": "x", "workstreams": [wrong] }));
        assert_eq!((refused.status, refused.body["error"]["field"].as_str()), (422, Some("workstreams")));
    }

    // In the conversation: the page, the picker of the script, and a program.
    let nikos = somebody(&house, "nikos", Role::Agent);
    let conversation = house.anna_writes("hello");
    let offered = |workstream: i64| {
        let moved = format!("UPDATE number SET workstream_id = {workstream}");
        house.appliance().app().store.write(move |tx| Ok(tx.execute_batch(&moved)?)).unwrap();
        let path = format!("/inbox/{conversation}");
        let pages = [format!("{path}/quick-replies"), format!("{path}/fragments/quick-replies?q=")];
        let pages = pages.map(|page| nikos.get(&page).html);
        let told = admin.get(&format!("/conversations/{conversation}/quick-replies"));
        ["Here", "There", "Everywhere"].map(|title| {
            let said = told.data().to_string().contains(&format!("\"{title}\""));
            let shown = format!(">{title}<");
            assert!(pages.iter().all(|page| page.contains(&shown) == said), "{title} {workstream}");
            said
        })
    };
    assert_eq!(offered(1), [true, false, true]);
    assert_eq!(offered(2), [false, true, true]);
    assert_eq!(admin.get("/quick-replies?workstream_id=2").data().as_array().unwrap().len(), 2);

    // In the list, in the editor, and out and in again as CSV.
    let list = eleni.get("/quick-replies").html;
    assert!(list.contains("<bdi>Orders, Crete</bdi>") && list.contains("<bdi>WhatsApp</bdi>"), "{list}");
    let edit = eleni.get(&format!("/quick-replies/{}", there.id())).html;
    assert!(edit.contains("value=\"2\" checked") && edit.contains("value=\"1\"><span"), "{edit}");
    let csv = eleni.get("/quick-replies/export?whose=shared").html;
    assert!(csv.contains("There,there,,,\"Orders, Crete\"\n"), "{csv}");
    let import = |file: &str| eleni.brings("/quick-replies/import", &[("whose", "shared")], file.as_bytes());
    assert_eq!(import(&csv).location, "/quick-replies?added=0&changed=0&same=3");
    let wrong = import("title,text,workstreams\nThere,there,WhatsApp\nHere,x,Ordres\n");
    assert!(wrong.status == 422 && wrong.html.contains("<code>workstreams</code>"), "{}", wrong.html);
    assert!(wrong.html.contains("There is no workstream “Ordres”") && wrong.html.contains(">3</th>"), "{}", wrong.html);
    // A column that is not there changes nothing.
    assert_eq!(import("title,text\nThere,over there\n").location, "/quick-replies?added=0&changed=1&same=0");
    assert_eq!(house.count("SELECT workstream_id FROM quick_reply_workstream WHERE quick_reply_id = 2"), 2);
    let moved = import("title,text,workstreams\nThere,over there,\"orders, crete, whatsapp\"\n");
    assert_eq!(moved.location, "/quick-replies?added=0&changed=1&same=0");
    assert_eq!(house.count("SELECT count(*) FROM quick_reply_workstream"), 3);
    assert_eq!(admin.patch("/quick-replies/2", &json!({ "workstreams": [] })).data()["workstreams"], json!([]));
    let removed = eleni.fills_in("/quick-replies/1", "/quick-replies/1/remove", &[]);
    assert_eq!((removed.status, house.count("SELECT count(*) FROM quick_reply_workstream")), (303, 0));
}
