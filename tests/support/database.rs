//! A migrated database for each test, copied from a template that is made once per build.

use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};
use std::ops::Deref;
use std::path::{Path, PathBuf};

use crm_core::db::Engine;
use crm_core::documents::Place as DocumentPlace;
use crm_core::{Db, Keys, Options};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr};
use tempfile::TempDir;

/// A test's own database. Removed when dropped.
pub struct TestDb {
    // Dropped before the place: its pools let go of the file.
    db: Db,
    place: Place,
}

enum Place {
    File(TempDir),
    Server { url: String, name: String, folder: TempDir },
}

/// The engine under test.
pub fn engine() -> Engine {
    if server().is_some() { Engine::Postgres } else { Engine::Sqlite }
}

fn server() -> Option<String> {
    std::env::var("CRM_TEST_DATABASE_URL").ok().filter(|url| !url.is_empty())
}

impl TestDb {
    /// A fresh database at the newest schema, with fixed keys.
    pub async fn open() -> Self {
        Self::open_with(|_| {}).await
    }

    /// A fresh database at the newest schema, opened with changed options.
    pub async fn open_with(change: impl FnOnce(&mut Options)) -> Self {
        let place = match server() {
            None => Place::copy_of_template_file().await,
            Some(server) => Place::copy_of_template_database(&server).await,
        };
        let mut options = place.options();
        change(&mut options);
        let db = Db::open(options).await.expect("the test database opens");
        Self { db, place }
    }

    /// A database as an earlier release left it, from its dump, opened as this release does: migrated.
    pub async fn of_dump(dump: &str, keys: Keys) -> Self {
        let place = match server() {
            None => Place::File(TempDir::new().unwrap()),
            Some(server) => Place::new_database(&server, "template0").await,
        };
        execute(&place.url(), &[dump]).await.unwrap();
        let db = Db::open(Options::new(place.url(), keys)).await.expect("the earlier database opens");
        Self { db, place }
    }

    /// A database without any table, as a bare connection. Kept while the returned guard lives.
    pub async fn empty() -> (DatabaseConnection, impl Drop) {
        let place = match server() {
            None => Place::File(TempDir::new().unwrap()),
            Some(server) => Place::new_database(&server, "template0").await,
        };
        let connection = connect(&place.url()).await.unwrap();
        (connection, place)
    }

    /// How this database is opened; open it again to play a second process.
    pub fn options(&self) -> Options {
        self.place.options()
    }

    /// Its address, for a process of its own: see [`open`].
    pub fn url(&self) -> String {
        self.place.url()
    }

    /// Closes the handle and opens the same database again, as after a restart.
    pub async fn reopen(&mut self) {
        self.db.clone().close().await.unwrap();
        self.db = Db::open(self.options()).await.unwrap();
    }

    /// A connection beside the handle's own, past its rules: to look at rows and to prepare them. Keep the
    /// `TestDb` as long: the database goes with it.
    pub async fn raw(&self) -> DatabaseConnection {
        connect(&self.place.url()).await.unwrap()
    }
}

/// Opens the database of another process's [`TestDb`].
pub async fn open(url: &str) -> Db {
    Db::open(options(url.to_owned())).await.expect("the database of the test opens")
}

impl Deref for TestDb {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

impl Place {
    fn url(&self) -> String {
        match self {
            Self::File(folder) => format!("sqlite://{}?mode=rwc", file(folder.path()).display()),
            Self::Server { url, .. } => url.clone(),
        }
    }

    fn options(&self) -> Options {
        let folder = match self {
            Self::File(folder) | Self::Server { folder, .. } => folder.path().join("documents"),
        };
        let mut options = options(self.url());
        options.settings.documents.place = Some(DocumentPlace::Folder(folder));
        options
    }

    async fn copy_of_template_file() -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::copy(template_file().await, file(folder.path())).unwrap();
        Self::File(folder)
    }

    async fn copy_of_template_database(server: &str) -> Self {
        let template = template_database(server).await;
        Self::new_database(server, &template).await
    }

    async fn new_database(server: &str, template: &str) -> Self {
        let name = format!("t_{:016x}", RandomState::new().hash_one(std::process::id()));
        execute(server, &[&format!("CREATE DATABASE {name} TEMPLATE {template}")]).await.unwrap();
        Self::Server { url: of(server, &name), name, folder: TempDir::new().unwrap() }
    }
}

impl Drop for Place {
    /// The test's own runtime may be gone or blocked, so the database is dropped from a thread with its own.
    fn drop(&mut self) {
        let (Self::Server { name, .. }, Some(server)) = (self, server()) else { return };
        let drop = format!("DROP DATABASE {name} WITH (FORCE)");
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(execute(&server, &[&drop]))
        });
        if !matches!(thread.join(), Ok(Ok(()))) {
            eprintln!("a test database was left behind");
        }
    }
}

fn options(url: String) -> Options {
    Options::new(url, Keys::Given(vec![(1, [7; 32].into())]))
}

fn file(folder: &Path) -> PathBuf {
    folder.join("crm.db")
}

/// The template of this build: made beside it and moved into place, so that no half-made one is ever seen.
async fn template_file() -> PathBuf {
    let folder = std::env::current_exe().unwrap().ancestors().nth(3).unwrap().join("tmp");
    let template = folder.join(format!("template-{:016x}.db", build()));
    if !template.exists() {
        std::fs::create_dir_all(&folder).unwrap();
        let making = TempDir::new_in(&folder).unwrap();
        migrate(format!("sqlite://{}", file(making.path()).display())).await;
        std::fs::rename(file(making.path()), &template).unwrap();
    }
    template
}

/// The template of this build on the server: made under another name and renamed, by one process at a time.
async fn template_database(server: &str) -> String {
    let template = format!("crm_template_{:016x}", build());
    let admin = connect(server).await.unwrap();
    admin.execute_unprepared("SELECT pg_advisory_lock(7307002)").await.unwrap();
    let exists = format!("SELECT 1 AS found FROM pg_database WHERE datname = '{template}'");
    let exists = sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, exists);
    if admin.query_one_raw(exists).await.unwrap().is_none() {
        let making = format!("{template}_new");
        admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {making} WITH (FORCE)")).await.unwrap();
        admin.execute_unprepared(&format!("CREATE DATABASE {making} TEMPLATE template0")).await.unwrap();
        migrate(of(server, &making)).await;
        admin.execute_unprepared(&format!("ALTER DATABASE {making} RENAME TO {template}")).await.unwrap();
    }
    // Closing the session gives the lock back.
    admin.close().await.unwrap();
    template
}

async fn migrate(url: String) {
    Db::open(options(url)).await.unwrap().close().await.unwrap();
}

/// Names this build of the tests. Migrations change while they are being written, and every change makes a new
/// build.
fn build() -> u64 {
    let exe = std::env::current_exe().unwrap();
    let mut hasher = DefaultHasher::new();
    (&exe, std::fs::metadata(&exe).unwrap().modified().unwrap()).hash(&mut hasher);
    hasher.finish()
}

/// The server's address with another database in it.
fn of(server: &str, name: &str) -> String {
    let (address, parameters) = server.split_once('?').map_or((server, String::new()), |(a, p)| (a, format!("?{p}")));
    let (host, _) = address.rsplit_once('/').expect("an address with a database");
    format!("{host}/{name}{parameters}")
}

async fn connect(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1);
    Database::connect(options).await
}

async fn execute(url: &str, statements: &[&str]) -> Result<(), DbErr> {
    let connection = connect(url).await?;
    for statement in statements {
        connection.execute_unprepared(statement).await?;
    }
    connection.close().await
}
