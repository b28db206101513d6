//! An appliance without doors in a folder of its own, for the tests of the flows.

use std::sync::{Arc, LazyLock};

use crate::app::{App, Parts, database_path};
use crate::clock::Clock;
use crate::domain::ids::UserId;
use crate::domain::user::{Actor, Role};
use crate::store::migrate;
use crate::vault::Vault;

/// A file as a first start leaves it. Made once: the migrations took a third of what a test did.
static FRESH: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let path = database_path(folder.path());
    migrate::prepare(&path, Clock::default().now()).unwrap();
    std::fs::read(path).unwrap()
});

/// The appliance and its folder, which goes with it.
pub struct TestApp {
    app: Arc<App>,
    folder: tempfile::TempDir,
}

impl TestApp {
    /// One that finds its provider at `twilio_url`.
    pub fn start(twilio_url: Option<&str>) -> Self {
        Self::at("https://inbox.example.org", Some(twilio_url.unwrap_or("http://127.0.0.1:9")))
    }

    /// One that the world would call at `public_url`, and that would call the real provider: for what is refused
    /// before anybody is called.
    pub fn before_twilio(public_url: &str) -> Self {
        Self::at(public_url, None)
    }

    fn at(public_url: &str, twilio_url: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::default();
        std::fs::write(database_path(folder.path()), &*FRESH).unwrap();
        let parts = Parts {
            data_dir: folder.path().to_owned(),
            clock,
            vault: Vault::create(&folder.path().join("angelia.key")).unwrap(),
            twilio_url: twilio_url.map(str::to_owned),
            call_networks: Vec::new(),
            scanner: None,
            disk_limits: crate::room::Limits::default(),
            public_url: public_url.to_owned(),
            proxies: crate::proxies::Proxies::default(),
            demo: None,
            teller: |_, _| Ok(()),
        };
        Self { app: Arc::new(App::open(parts, |_| {}).unwrap()), folder }
    }

    /// The appliance, to be shared with a server.
    pub fn shared(&self) -> Arc<App> {
        self.app.clone()
    }

    /// Where its files are.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The one row and column that a query gives.
    pub fn value<T: rusqlite::types::FromSql>(&self, sql: &str) -> T {
        self.app.store.read(|db| Ok(db.query_row(sql, [], |row| row.get(0))?)).unwrap()
    }
}

impl std::ops::Deref for TestApp {
    type Target = App;
    fn deref(&self) -> &App {
        &self.app
    }
}

/// A user of this role.
pub fn user(role: Role) -> Actor {
    Actor::User { id: UserId(1), role }
}
