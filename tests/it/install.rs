//! Angelia as an app of the device: what it says of itself, and that nothing of anybody is in what is kept.

use angelia::domain::user::Role;
use serde_json::Value;

use crate::inbox::somebody;
use crate::support::{House, Person};

#[test]
fn the_manifest_names_icons_that_are_there() {
    let house = House::new();
    let person = Person::at(house.url());
    let answer = person.get("/app.webmanifest?l=el&t=dark");
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/manifest+json"));
    let manifest: Value = serde_json::from_str(&answer.html).unwrap();
    assert_eq!((manifest["lang"].as_str(), manifest["start_url"].as_str()), (Some("el"), Some("./")));
    assert_eq!(manifest["description"], "Τα εισερχόμενα WhatsApp της ομάδας");
    assert_eq!((manifest["display"].as_str(), manifest["theme_color"].as_str()), (Some("standalone"), Some("#131311")));
    let mut sizes = Vec::new();
    for icon in manifest["icons"].as_array().unwrap() {
        let (status, headers, bytes) =
            house.admin().raw("GET", &format!("{}/{}", house.url(), icon["src"].as_str().unwrap()), &[]);
        assert_eq!(
            (status, &headers["content-type"]),
            (200, &icon["type"].as_str().unwrap().parse().unwrap()),
            "{icon}"
        );
        if icon["type"] == "image/png" {
            let side = |from: usize| u32::from_be_bytes(bytes[from..from + 4].try_into().unwrap());
            assert_eq!(
                format!("{}x{}", side(16), side(20)),
                icon["sizes"].as_str().unwrap(),
                "what a PNG says of itself"
            );
        }
        sizes.push((icon["sizes"].as_str().unwrap().to_owned(), icon["purpose"].as_str().unwrap().to_owned()));
    }
    for wanted in [("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")] {
        assert!(sizes.iter().any(|(size, purpose)| (size.as_str(), purpose.as_str()) == wanted), "{wanted:?}");
    }
    // Only pages of somebody who works here say that there is an app.
    assert!(!person.get("/sign-in").html.contains("rel=\"manifest\""));
    assert!(somebody(&house, "nikos", Role::Agent).get("/inbox").html.contains("/app.webmanifest?l=en&amp;t=system"));
}

#[test]
fn the_worker_keeps_the_shell_and_names_its_version() {
    let house = House::new();
    let person = Person::at(house.url());
    let worker = person.get("/service-worker.js");
    assert_eq!((worker.status, worker.header("content-type")), (200, "text/javascript; charset=utf-8"));
    assert_eq!(worker.header("cache-control"), "no-cache", "a new version is found at once");
    let policy = worker.header("content-security-policy");
    assert!(policy.contains("worker-src 'self'") && policy.contains("manifest-src 'self'"), "{policy}");
    let line = |name: &str| {
        let line = worker.html.lines().find(|line| line.starts_with(&format!("const {name} = "))).unwrap();
        serde_json::from_str::<Value>(line.split_once(" = ").unwrap().1.trim_end_matches(';')).unwrap()
    };
    assert_eq!(line("VERSION").as_str().unwrap().len(), 16);
    for kept in line("KEPT").as_array().unwrap() {
        let path = kept.as_str().unwrap();
        assert!(path.starts_with("static/") && path.contains("?v="), "{path}");
        assert!(person.get(&format!("/{path}")).header("cache-control").contains("immutable"), "{path}");
    }
}

#[test]
fn the_page_without_a_connection_is_nobodys() {
    let house = House::new();
    let nikos = somebody(&house, "nikos", Role::Admin);
    house.anna_writes("The secret recipe");
    for (who, person) in [("nikos", &nikos), ("nobody", &Person::at(house.url()))] {
        let page = person.get("/offline?l=el&t=dark").html;
        assert!(page.contains("Χωρίς σύνδεση") && page.contains("data-theme=\"dark\""), "{who}: {page}");
        for part in ["nikos", "csrf", "secret", "Anna"] {
            assert!(!page.contains(part), "{who}: {part}: {page}");
        }
    }
}

#[test]
fn what_contacts_write_calls_only_whoever_has_the_conversation() {
    let house = House::new();
    let (nikos, eleni) = (somebody(&house, "nikos", Role::Agent), somebody(&house, "eleni", Role::Agent));
    let id = house.anna_writes("Good <b>morning</b>");
    let news = |person: &Person, from: i64| person.get(&format!("/inbox/fragments/news?from={from}")).html;
    assert!(!news(&nikos, 0).contains("data-message"), "nobody has it");
    nikos.fills_in("/inbox", &format!("/inbox/{id}/take"), &[]);
    let told = news(&nikos, 0);
    for part in
        [format!("data-conversation=\"{id}\""), "Good &#60;b&#62;morning".to_owned(), "data-waiting=\"1\"".to_owned()]
    {
        assert!(told.contains(&part), "{part}: {told}");
    }
    assert!(!news(&eleni, 0).contains("data-message"));
    let newest = house.count("SELECT max(id) FROM message");
    assert!(!news(&nikos, newest + 1).contains("data-message"), "it was told before");
    // What is only offered is called for by the offer.
    let app = house.appliance().app();
    let offered = "UPDATE conversation SET phase = 'awaiting_acceptance'";
    app.store.write(move |tx| Ok(tx.execute_batch(offered)?)).unwrap();
    assert!(!news(&nikos, 0).contains("data-message"), "it is offered");
    assert_eq!(Person::at(house.url()).get_with("/inbox/fragments/news", &[("Sec-Fetch-Mode", "cors")]).status, 401);
}

#[test]
fn the_palette_leads_where_one_may_go() {
    let house = House::new();
    let (boss, nikos) = (somebody(&house, "boss", Role::Admin), somebody(&house, "nikos", Role::Agent));
    let id = house.anna_writes("Good morning");
    let places = boss.get("/palette").html;
    for part in ["href=\"/admin/users\"", "href=\"/board\"", "href=\"/admin/audit\"", "href=\"/profile\""] {
        assert!(places.contains(part), "{part}: {places}");
    }
    let own = nikos.get("/palette").html;
    assert!(own.contains("href=\"/profile\"") && !own.contains("/admin") && !own.contains("/board"), "{own}");
    assert!(!own.contains("Anna"), "nothing is theirs yet");
    house.run_jobs(); // the index follows
    assert!(nikos.get("/palette?q=anna").html.contains(&format!("href=\"/inbox/{id}\"")));
    assert!(nikos.get("/palette?q=ANN").html.contains("Anna"));
    assert!(!nikos.get("/palette?q=zzz").html.contains("Anna"));
    assert!(nikos.get(&format!("/palette?recent=999,x,{id},{id}")).html.matches("Anna").count() == 1);
    // What stands in a queue that is none of theirs is not found by its number either.
    house.admin();
    let app = house.appliance().app();
    app.store
        .write(move |tx| {
            tx.execute_batch("INSERT INTO queue (id, name, method, created_at, updated_at) VALUES (7, 'Others', 'round_robin', 0, 0)")?;
            tx.execute("UPDATE conversation SET queue_id = 7 WHERE id = ?1", [id])?;
            Ok(())
        })
        .unwrap();
    assert!(!nikos.get(&format!("/palette?recent={id}")).html.contains("Anna"));
    let found = nikos.get("/palette?q=anna").html;
    assert!(!found.contains("/inbox/"), "{found}");
    assert!(
        found.contains("href=\"/contacts/1\" dir=\"auto\">Anna</a><small"),
        "whom one may look up is found: {found}"
    );
}
