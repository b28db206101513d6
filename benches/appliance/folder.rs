//! A data folder with one account and one number, and what stands in it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use angelia::app::{App, Parts, database_path};
use angelia::clock::Clock;
use angelia::domain::address::Address;
use angelia::domain::language::Language;
use angelia::domain::region::Region;
use angelia::domain::workstream;
use angelia::flows::accounts::credentials::AUTH_TOKEN;
use angelia::proxies::Proxies;
use angelia::store::account::NewAccount;
use angelia::store::number::NewNumber;
use angelia::store::{account, migrate, number};
use angelia::vault::Vault;
use tempfile::TempDir;

use crate::posts;

/// Where the folders are made, if not below the project's own `target`: decides which disk is measured.
pub static PLACE: OnceLock<PathBuf> = OnceLock::new();

/// An empty folder on the disk that is measured, gone afterwards.
pub fn temporary() -> TempDir {
    let place = PLACE.get_or_init(|| PathBuf::from(env!("CARGO_TARGET_TMPDIR")));
    tempfile::tempdir_in(place).expect("a folder")
}

/// A data folder whose account the posts are signed for.
pub fn prepared() -> TempDir {
    let folder = temporary();
    migrate::prepare(&database_path(folder.path()), Clock::default().now()).expect("a database");
    Vault::create(&folder.path().join("angelia.key")).expect("a key");
    let app = open(folder.path());
    let now = app.clock.now();
    let new = NewAccount {
        name: "Measured".to_owned(),
        account_sid: posts::ACCOUNT_SID.to_owned(),
        webhook_key: posts::KEY.to_owned(),
        auth_token: app.vault.seal(AUTH_TOKEN, posts::AUTH_TOKEN).expect("a sealed token"),
        api_key: None,
        region: Region::Us1,
    };
    let made = app.store.write(move |tx| {
        let account_id = account::insert(tx, &new, now)?;
        let number = NewNumber {
            account_id,
            workstream_id: workstream::DEFAULT,
            name: "Shop".to_owned(),
            address: Address::parse(posts::NUMBER).expect("an address"),
            sandbox: false,
            sandbox_code: None,
            language: Language::En,
            colour: 1,
        };
        number::insert(tx, &number, now)
    });
    made.expect("an account with a number");
    folder
}

/// The appliance in a prepared folder, without doors.
pub fn open(folder: &Path) -> App {
    let parts = Parts {
        data_dir: folder.to_owned(),
        clock: Clock::default(),
        vault: Vault::from_file(&folder.join("angelia.key")).expect("the key"),
        twilio_url: Some("http://127.0.0.1:9".to_owned()),
        call_networks: Vec::new(),
        scanner: None,
        disk_limits: angelia::room::Limits::default(),
        public_url: posts::PUBLIC_URL.to_owned(),
        proxies: Proxies::default(),
        demo: None,
        teller: angelia::web::api::outgoing_event::tell,
    };
    App::open(parts, |_| {}).expect("an appliance")
}

/// Messages in the file.
pub fn messages(folder: &Path) -> u64 {
    let db = angelia::store::open::reader(&database_path(folder)).expect("a reader");
    let count: i64 = db.query_row("SELECT count(*) FROM message", [], |row| row.get(0)).expect("a count");
    count.unsigned_abs()
}
