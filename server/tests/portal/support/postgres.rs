//! A PostgreSQL server of the test run's own, from Debian's package, with a database for each test.

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use std::cell::RefCell;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

/// How long the server may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

/// Databases whose tests have ended. They go when the next one is made: hundreds at once fill a disk.
static ENDED: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The databases of one test, which has a thread of its own: they have ended when it has.
struct OfThisTest(Vec<String>);

impl Drop for OfThisTest {
    fn drop(&mut self) {
        ENDED.lock().expect("no test panics here").append(&mut self.0);
    }
}

thread_local! {
    static NAMES: RefCell<OfThisTest> = const { RefCell::new(OfThisTest(Vec::new())) };
}

/// The URL of a new, empty database.
pub async fn database() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let server = tokio::task::spawn_blocking(server).await.expect("server");
    let name = format!("t{}", NEXT.fetch_add(1, Ordering::Relaxed));
    NAMES.with_borrow_mut(|names| names.0.push(name.clone()));
    let ended = std::mem::take(&mut *ENDED.lock().expect("no test panics here"));
    let made = async {
        let db = Database::connect(format!("{server}/postgres")).await.expect("connected");
        for old in ended {
            let gone = format!("DROP DATABASE {old} WITH (FORCE)");
            db.execute_unprepared(&gone).await.expect("database of an ended test");
        }
        MIGRATED.get_or_init(|| migrated(&db, server)).await;
        let copy = format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE}");
        db.execute_unprepared(&copy).await.expect("database");
        db.close().await.expect("closed");
    };
    tokio::time::timeout(PATIENCE, made).await.expect("PostgreSQL answers");
    format!("{server}/{name}")
}

/// The database that those of the tests are copies of: the migrations take longer than most tests.
const TEMPLATE: &str = "migrated";
static MIGRATED: tokio::sync::OnceCell<()> = tokio::sync::OnceCell::const_new();

async fn migrated(db: &DatabaseConnection, server: &str) {
    use sea_orm_migration::MigratorTrait as _;
    db.execute_unprepared(&format!("CREATE DATABASE {TEMPLATE}")).await.expect("template");
    let mut options = ConnectOptions::new(format!("{server}/{TEMPLATE}"));
    // Some tests read the log.
    options.sqlx_logging(false);
    let template = Database::connect(options).await.expect("connected");
    server::store::migration::Migrator::up(&template, None).await.expect("migrated");
    // Nobody may be connected to what is copied.
    template.close().await.expect("closed");
}

/// Starts the server once; it ends with the test process.
fn server() -> &'static str {
    static SERVER: OnceLock<String> = OnceLock::new();
    SERVER.get_or_init(|| {
        let folder =
            tempfile::Builder::new().prefix("foothold-pg-").tempdir().expect("folder").keep();
        let root = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout == b"0\n");
        if root {
            let owned =
                Command::new("chown").args(["postgres"]).arg(&folder).status().expect("chown");
            assert!(owned.success());
        }
        let data = folder.join("data");
        let initdb = run(root, "initdb")
            .args(["-U", "postgres", "-A", "trust", "--no-sync", "-D"])
            .arg(&data)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .status()
            .expect("initdb");
        assert!(initdb.success(), "initdb");
        // Somebody else may take the port before it does.
        let port = (0..5).find_map(|_| start(root, &folder)).expect("PostgreSQL starts");
        format!("postgres://postgres@127.0.0.1:{port}")
    })
}

/// Starts it on a free port; none if it ends at once.
fn start(root: bool, folder: &Path) -> Option<u16> {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("port").port();
    let data = folder.join("data");
    let mut postgres = run(root, "postgres");
    postgres
        .arg("-D")
        .arg(&data)
        .args(["-c", "fsync=off", "-c", "max_connections=400"])
        .args(["-c", "wal_level=minimal", "-c", "max_wal_senders=0", "-c", "max_wal_size=128MB"])
        .args(["-c", "listen_addresses=127.0.0.1", "-p", &port.to_string(), "-k"])
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let (ended, end) = channel();
    // setpriv ends it when the thread that started it ends, so that thread waits for good.
    std::thread::spawn(move || {
        let _ = postgres.spawn().and_then(|mut child| child.wait());
        let _ = ended.send(());
    });
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        // The last line of this file says how far it is.
        let ready = std::fs::read_to_string(data.join("postmaster.pid"))
            .is_ok_and(|text| text.lines().nth(7).is_some_and(|state| state.trim() == "ready"));
        if ready {
            return Some(port);
        }
        if end.recv_timeout(Duration::from_millis(50)) != Err(RecvTimeoutError::Timeout) {
            return None;
        }
    }
    None
}

/// A program of the newest installed PostgreSQL, as user postgres when the tests run as root.
fn run(root: bool, program: &str) -> Command {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .expect("PostgreSQL is installed")
        .filter_map(|entry| Some(entry.ok()?.path().join("bin").join(program)))
        .filter(|path| path.exists())
        .collect();
    versions.sort();
    let path = versions.pop().expect("PostgreSQL is installed");
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "TERM"]);
    if root {
        command.args(["--reuid", "postgres", "--regid", "postgres", "--init-groups"]);
    }
    command.arg(path).current_dir("/");
    command
}
