//! A PostgreSQL server of the test run's own, from Debian's package, with a database for each test.

use sea_orm::{ConnectionTrait, Database};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// The URL of a new, empty database.
pub async fn database() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let server = tokio::task::spawn_blocking(server).await.expect("server");
    let name = format!("t{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let admin = format!("{server}/postgres");
    let mut tries = 0;
    let db = loop {
        match Database::connect(&admin).await {
            Ok(db) => break db,
            Err(error) if tries > 100 => panic!("PostgreSQL does not answer: {error}"),
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
        tries += 1;
    };
    db.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("database");
    db.close().await.expect("closed");
    format!("{server}/{name}")
}

/// Starts the server once; it ends with the test process.
fn server() -> &'static str {
    static SERVER: OnceLock<String> = OnceLock::new();
    SERVER.get_or_init(|| {
        let folder =
            tempfile::Builder::new().prefix("foothold-pg-").tempdir().expect("folder").keep();
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("port").port();
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
            .stdout(Stdio::null())
            .status()
            .expect("initdb");
        assert!(initdb.success(), "initdb");
        let mut postgres = run(root, "postgres");
        postgres
            .arg("-D")
            .arg(&data)
            .args([
                "-c",
                "fsync=off",
                "-c",
                "max_connections=400",
                "-c",
                "listen_addresses=127.0.0.1",
            ])
            .args(["-p", &port.to_string(), "-k"])
            .arg(&folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        // setpriv ends it when the thread that started it ends, so that thread waits for good.
        std::thread::spawn(move || {
            let child = postgres.spawn();
            let _ = child.and_then(|mut child| child.wait());
        });
        format!("postgres://postgres@127.0.0.1:{port}")
    })
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
