//! Searching by keyboard: type, let an operator be completed, open the thread at what was found, read on in both
//! directions, and come back to the present.

use std::time::Duration;

use crate::house::House;
use crate::journeys::sign_in;
use crate::support::{Look, PATIENCE, Page, journey};

/// Anna has written three hundred lines, one of them about a needle.
fn much(house: &House) -> i64 {
    let talk = house.anna_writes("number 0");
    let app = house.appliance().app().clone();
    app.store
        .write(move |tx| {
            for n in 1..300_i64 {
                let body =
                    if n == 100 { "Πού είναι η βελόνα;".to_owned() } else { format!("number {n}") };
                tx.execute(
                    "INSERT INTO message (account_id, thread_id, conversation_id, direction, kind, body, status, author,
                       created_at, status_at)
                     SELECT account_id, thread_id, conversation_id, 'in', 'text', ?1, 'received', 'contact',
                       created_at - (300 - ?2) * 3600000, created_at FROM message WHERE id = 1",
                    (body, n),
                )?;
            }
            Ok(())
        })
        .unwrap();
    house.run_jobs();
    talk
}

#[test]
fn what_was_said_is_found_and_read_where_it_stands() {
    let house = House::new();
    let house = &house;
    let talk = much(house);
    journey("search", |browsers| async move {
        let nikos = sign_in(house, &browsers, "Nikos", "agent", Look::DESKTOP).await;
        nikos.goto(&format!("{}/inbox?view=open", house.url())).await;
        nikos.wait_for(".row").await;
        nikos.keys("/").await;
        nikos.type_into("#q", "βελον").await;
        nikos.wait_for_text("#rows-hits mark", "βελόνα").await;
        nikos.audit().await;
        nikos.pictures("search").await;
        narrowed(&nikos).await;
        read(&nikos, talk).await;
        // A day, out of the thread's menu.
        nikos.click("#thread-menu summary").await;
        nikos.audit().await;
        nikos.pictures("search-jump").await;
        nikos
            .run("const d = document.getElementById('jump-to'); d.value = new Date(Date.now() - 8 * 864e5).toISOString().slice(0, 10); d.form.requestSubmit()", Vec::new())
            .await;
        nikos.wait_for("#log[data-found^=since]").await;
    });
}

/// An operator and its value are completed by keys.
async fn narrowed(nikos: &Page) {
    nikos.fill("#q", "").await;
    nikos.type_into("#q", "βελονα fro").await;
    nikos.wait_for_text("#offers-list [role=option]", "from:").await;
    nikos.audit().await;
    nikos.pictures("search-operators").await;
    nikos.keys("\u{e015}").await;
    nikos.keys("\u{e007}").await;
    nikos.until("the operator stands there", PATIENCE, async || nikos.value("#q").await == "βελονα from:").await;
    nikos.type_into("#q", "ann").await;
    nikos.wait_for_text("#offers-list [role=option]", "Anna").await;
    nikos.keys("\u{e015}").await;
    nikos.keys("\u{e007}").await;
    nikos.until("the name stands there", PATIENCE, async || nikos.value("#q").await == "βελονα from:Anna ").await;
    nikos.wait_for_text("#rows-hits mark", "βελόνα").await;
}

/// The result opens the thread at its message; more comes above and below, and nothing jumps.
async fn read(nikos: &Page, talk: i64) {
    nikos.click("#rows-hits .row").await;
    nikos.wait_for(".msg.is-found").await;
    let in_view = "const r = document.querySelector('.is-found').getBoundingClientRect();
        const s = document.getElementById('log-scroll').getBoundingClientRect(); return r.top >= s.top && r.bottom <= s.bottom";
    nikos.until("it is in view", PATIENCE, async || nikos.run(in_view, Vec::new()).await == true).await;
    nikos.wait_for_address(&format!("/inbox/{talk}?")).await;
    nikos.audit().await;
    nikos.pictures("search-opened").await;
    assert_eq!(nikos.count("#m-300").await, 0, "its end is far away");
    // More comes above and below, and nothing jumps.
    let top = "document.querySelector('.is-found').scrollIntoView({ block: 'center' });
        return Math.round(document.querySelector('.is-found').getBoundingClientRect().top)";
    let before = nikos.run(top, Vec::new()).await;
    nikos.run("document.getElementById('log-scroll').dispatchEvent(new Event('scroll'))", Vec::new()).await;
    nikos.until("more is there", Duration::from_secs(20), async || nikos.count("#log .msg").await > 60).await;
    let now = "return Math.round(document.querySelector('.is-found').getBoundingClientRect().top)";
    let after = nikos.run(now, Vec::new()).await;
    assert!((before.as_i64().unwrap() - after.as_i64().unwrap()).abs() < 12, "{before} {after}");
    nikos.click("#newest a").await;
    nikos.wait_for("#m-300").await;
    assert_eq!(nikos.count("#thread[data-history]").await, 0);
}
