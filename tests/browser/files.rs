//! Files in both directions: what a customer sends is seen and heard, and an agent chooses, drops, pastes, records and
//! sends.

use serde_json::json;

use crate::house::{ANNA, House};
use crate::journeys::sign_in;
use crate::support::{Look, Page, journey};

/// Drops a file of `size` bytes on the thread, as a hand would.
async fn drops(page: &Page, name: &str, kind: &str, size: usize) {
    let script = "const [name, type, size] = arguments;
        const carried = new DataTransfer();
        carried.items.add(new File([new Uint8Array(size).fill(32)], name, { type }));
        const there = document.getElementById('log');
        for (const what of ['dragover', 'drop'])
          there.dispatchEvent(new DragEvent(what, { bubbles: true, cancelable: true, dataTransfer: carried }));";
    page.run(script, vec![json!(name), json!(kind), json!(size)]).await;
}

/// Pastes a picture that the browser draws into the field.
async fn pastes_a_picture(page: &Page) {
    let script = "const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 200 });
        const pen = canvas.getContext('2d');
        pen.fillStyle = '#7a8b2f';
        pen.fillRect(0, 0, 320, 200);
        pen.fillStyle = '#fff';
        pen.fillRect(40, 40, 90, 60);
        canvas.toBlob((blob) => {
          const carried = new DataTransfer();
          carried.items.add(new File([blob], 'tin.png', { type: 'image/png' }));
          document.getElementById('text').dispatchEvent(
            new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: carried }));
        });";
    page.run(script, vec![]).await;
}

/// How many messages with a file Anna has.
fn arrived(house: &House) -> usize {
    house.twilio.messages_to(ANNA).iter().filter(|message| !message.media_urls.is_empty()).count()
}

async fn until_arrived(house: &House, page: &Page, count: usize) {
    page.until("the files arrive", std::time::Duration::from_secs(30), async || arrived(house) == count).await;
}

/// A voice note, out of the browser's own test tone.
async fn records(house: &House, nikos: &Page) {
    nikos.click("#record").await;
    nikos.wait_for("#record[aria-pressed=true]").await;
    nikos.wait_for_text("#record-time", "0:02").await;
    nikos.screenshot("files-recording").await;
    nikos.click("#record").await;
    nikos.wait_for_text("#tray", "voice.ogg").await;
    nikos.click("#send").await;
    until_arrived(house, nikos, 3).await;
    nikos.wait_for("#log .msg-out audio").await;
    assert_eq!(
        house.count("SELECT count(*) FROM media WHERE content_type = 'audio/ogg' AND url IS NULL"),
        1,
        "wrapped as WhatsApp plays it"
    );
    // The wave is drawn anew in the colours of another theme.
    let wave = async || nikos.run("return document.querySelector('.player canvas').toDataURL()", vec![]).await;
    let light = wave().await;
    nikos.theme("dark").await;
    nikos.until("the wave is drawn anew", std::time::Duration::from_secs(10), async || wave().await != light).await;
    nikos.theme("light").await;
    nikos.audit().await;
    nikos.pictures("files-sent").await;
}

/// Answers that Anna can press.
async fn offers_answers(nikos: &Page) {
    nikos.click("#more > summary").await;
    nikos.click("#beside-buttons > summary").await;
    nikos.type_into("#beside-buttons input", "Pickup").await;
    nikos.type_into("#beside-buttons input:last-of-type", "Delivery").await;
    nikos.audit().await;
    nikos.pictures("buttons-typed").await;
    nikos.type_into("#text", "How do you want it?").await;
    nikos.enter().await;
    nikos.wait_for_text("#log .msg-out:last-of-type .buttons-in", "Pickup").await;
    nikos.wait_for("#more:not([open])").await;
    assert_eq!(nikos.value("#beside-buttons input").await, "");
}

#[test]
fn an_agent_sends_what_a_hand_can_bring() {
    let house = House::new();
    let conversation = house.anna_writes("can you show me the tin?");
    let house = &house;
    journey("files", |browsers| async move {
        let nikos = sign_in(house, &browsers, "Nikos", "agent", Look::DESKTOP).await;
        nikos.expect_in_console("422");
        nikos.goto(&format!("{}/inbox/{conversation}", house.url())).await;
        nikos.click("#hold").await;
        nikos.wait_for("#composer[data-state=text]").await;

        // A film of 18 MB is refused before anything is sent, with the reason.
        drops(&nikos, "film.mp4", "video/mp4", 18 * 1024 * 1024).await;
        nikos.wait_for_text("#composer-error", "18 MB: more than the 16 MB").await;
        assert_eq!(house.count("SELECT count(*) FROM upload"), 0);
        nikos.screenshot("files-refused").await;
        // What is called a picture and is none is refused by the server.
        drops(&nikos, "photo.jpg", "image/jpeg", 1_000).await;
        nikos.wait_for_text("#composer-error", "WhatsApp does not take files of this kind.").await;

        pastes_a_picture(&nikos).await;
        nikos.wait_for(".tray-file img").await;
        nikos.type_into("#text", "This one, five litres").await;
        nikos.audit().await;
        nikos.pictures("files-tray").await;
        nikos.enter().await;
        nikos.wait_gone(".tray-file").await;
        nikos.wait_for_text("#log .msg-out:last-of-type", "five litres").await;
        nikos.wait_for("#log .msg-out img").await;
        until_arrived(house, &nikos, 1).await;

        // Two at once, one of them not wanted after all.
        drops(&nikos, "contact.vcf", "text/vcard", 0).await;
        nikos.wait_for_text("#composer-error", "is empty").await;
        let card = "BEGIN:VCARD\nVERSION:3.0\nFN:Eleni\nTEL:+306900000009\nEND:VCARD\n";
        for name in ["one.vcf", "two.vcf"] {
            let script = "const carried = new DataTransfer();
                carried.items.add(new File([arguments[1]], arguments[0], { type: 'text/vcard' }));
                document.getElementById('log').dispatchEvent(
                  new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: carried }));";
            nikos.run(script, vec![json!(name), json!(card)]).await;
            nikos.wait_for_text("#tray", name).await;
        }
        nikos.wait_for_text(".tray-note", "a message of its own").await;
        nikos.click("#tray [data-upload]:first-child [data-tray]").await;
        nikos
            .until("one is left", std::time::Duration::from_secs(10), async || nikos.count(".tray-file").await == 1)
            .await;
        nikos.reload().await;
        nikos.wait_for_text("#tray", "two.vcf").await;
        nikos.click("#send").await;
        until_arrived(house, &nikos, 2).await;
        nikos.wait_for_text("#log .msg-out:last-of-type", "Eleni").await;

        records(house, &nikos).await;
        offers_answers(&nikos).await;
    });
}

#[test]
fn without_scripts_a_file_is_chosen_and_sent_all_the_same() {
    let house = House::new();
    let conversation = house.anna_writes("send me the list");
    let house = &house;
    journey("files-plain", |browsers| async move {
        let nikos = sign_in(house, &browsers, "Nikos", "agent", Look::DESKTOP.without_scripts()).await;
        nikos.goto(&format!("{}/inbox/{conversation}", house.url())).await;
        nikos.click("#hold").await;
        let folder = tempfile::tempdir().expect("a folder");
        let list = folder.path().join("list.pdf");
        std::fs::write(&list, b"%PDF-1.4\nthe list").expect("a file");
        nikos.type_into("#text", "Here it is").await;
        nikos.type_into("#attach", &list.display().to_string()).await;
        nikos.press("Attach").await;
        nikos.wait_for_text("#tray", "list.pdf").await;
        assert_eq!(nikos.value("#text").await, "Here it is");
        nikos.screenshot("files-plain").await;
        nikos.click("#send").await;
        until_arrived(house, &nikos, 1).await;
    });
}
