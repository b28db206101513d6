//! Contacts as a team keeps them: two become one and are parted again, a list comes in, and somebody is forgotten.

use crate::house::{ANNA, BORIS, House, SHOP};
use crate::journeys::sign_in;
use crate::support::{Look, Page, journey};

#[test]
fn two_contacts_become_one_and_one_is_forgotten() {
    let house = House::new();
    let house = &house;
    let talk = house.writes(ANNA, SHOP, "Good morning, this is the marker");
    house.writes(BORIS, SHOP, "Me again, from my other telephone");
    house.run_jobs();
    let anna = house.count(&format!("SELECT contact_id FROM conversation WHERE id = {talk}"));
    journey("contacts", |browsers| async move {
        let olga = sign_in(house, &browsers, "Olga", "admin", Look::DESKTOP).await;
        let page = format!("{}/contacts/{anna}", house.url());
        merged(house, &olga, &page).await;
        forgotten(house, &olga, &page).await;
    });
}

/// Found by name, looked at beside each other, made one, and parted.
async fn merged(house: &House, olga: &Page, page: &str) {
    olga.goto(page).await;
    olga.press("Same person as…").await;
    olga.fill("#q", "boris").await;
    olga.enter().await;
    olga.wait_for_text("main", "Boris").await;
    olga.pictures("merge-search").await;
    olga.press("Compare").await;
    olga.wait_for_text("h1", "Are these the same person?").await;
    olga.pictures("merge-compare").await;
    olga.press("Make them one contact").await;
    olga.wait_for_text("main", "Boris became part of this contact").await;
    olga.pictures("merged").await;
    let gone = "SELECT count(*) FROM contact WHERE merged_into_id IS NOT NULL";
    assert_eq!(house.count(gone), 1);
    olga.press("Part them again").await;
    olga.press("Part them").await;
    olga.wait_for_text("main", "Two contacts again").await;
    assert_eq!(house.count(gone), 0);
}

/// Not by accident, and then for good.
async fn forgotten(house: &House, olga: &Page, page: &str) {
    olga.press("Erase…").await;
    olga.wait_for_text("h1", "Erase").await;
    olga.pictures("erase").await;
    olga.expect_in_console("422");
    olga.press("Erase for good").await;
    olga.wait_for_text("#sure-e", "by accident").await;
    olga.click("#sure").await;
    // An erased contact is gone, and its page says so.
    olga.expect_in_console("410");
    olga.press("Erase for good").await;
    olga.wait_for_text("h1", "Erased contact").await;
    olga.pictures("erasing").await;
    house.run_jobs();
    olga.goto(page).await;
    olga.wait_for_text("main", "All of it was gone").await;
    assert_eq!(house.count("SELECT count(*) FROM message WHERE body LIKE '%the marker%'"), 0);
}

#[test]
fn a_list_of_contacts_comes_in() {
    let house = House::new();
    let house = &house;
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("πελάτες.csv");
    std::fs::write(&list, "Αριθμός;Όνομα;Ετικέτες\n+306900000041;Άννα;χονδρική\nκανείς;Κανείς;\n").unwrap();
    let list = list.to_str().unwrap();
    journey("contact-lists", |browsers| async move {
        let olga = sign_in(house, &browsers, "Olga", "supervisor", Look::DESKTOP.greek()).await;
        olga.goto(&format!("{}/contacts/import", house.url())).await;
        olga.pictures("import").await;
        olga.type_into("input[type=file]", list).await;
        olga.click("main form button[type=submit]").await;
        olga.wait_for_address("/contacts/imports/").await;
        olga.wait_for_text("main", "κανείς").await;
        olga.pictures("import-checked").await;
        assert_eq!(house.count("SELECT count(*) FROM contact"), 0, "nothing is written before it is begun");
        olga.click("main form[action$='/begin'] button").await;
        olga.wait_for_address("/contacts/imports/").await;
        house.run_jobs();
        olga.reload().await;
        olga.wait_for("main a[href$='/result']").await;
        olga.pictures("import-done").await;
        assert_eq!(house.count("SELECT count(*) FROM contact WHERE name = 'Άννα'"), 1);
    });
}
