//! The program itself: exit codes, sentences, and a crash.

mod another_database;
mod copies;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output};
use std::time::Duration;

fn foothold(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_foothold"));
    command
        .env_clear()
        .env("DATABASE_URL", format!("sqlite://{}/data/foothold.db", folder.display()))
        .env("FOOTHOLD_SECRET_FILE", folder.join("secret"))
        .env("FOOTHOLD_LOG", "error")
        .current_dir(folder);
    command
}

fn demo(folder: &Path) -> Command {
    let mut command = foothold(folder);
    command.env("FOOTHOLD_DEMO", "1");
    command
}

fn run(command: &mut Command) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command.output().expect("runs");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn wrong_use_is_2_failure_is_1_and_help_is_0() {
    let folder = tempfile::tempdir().expect("folder");
    for call in [
        "",
        "serve",
        "demo",
        "migrate",
        "school add",
        "official invite",
        "students import",
        "students export",
        "jobs run-due",
        "jobs run",
        "outbox list",
        "outbox retry",
    ] {
        let mut command = foothold(folder.path());
        command.args(call.split_whitespace()).arg("--help");
        assert_eq!(run(&mut command).0, Some(0), "{call}");
    }
    assert_eq!(run(foothold(folder.path()).arg("dance")).0, Some(2));
    assert_eq!(
        run(foothold(folder.path()).args(["students", "export", "--as-of", "06/01/2026"])).0,
        Some(2)
    );
    let (code, _, error) =
        run(foothold(folder.path()).args(["students", "export", "--school", "NOPE"]));
    assert_eq!((code, error.as_str()), (Some(1), "foothold: there is no school NOPE\n"));
}

#[test]
fn an_unknown_or_bad_variable_stops_the_start_with_its_name() {
    let folder = tempfile::tempdir().expect("folder");
    for (name, value) in [
        ("FOOTHOLD_COLOUR", "red"),
        ("FOOTHOLD_ADDR", "nowhere"),
        ("FOOTHOLD_POLICY", "lax"),
        ("FOOTHOLD_DEMO", "yes"),
        ("FOOTHOLD_ARGON2", "1,1,1"),
        ("FOOTHOLD_LIMIT_LOGINS", "-1"),
        ("FOOTHOLD_LIMIT_DREAMS", "5"),
        ("DATABASE_URL", "mysql://x"),
        ("FOOTHOLD_PUBLIC_URL", "ftp://x"),
        ("FOOTHOLD_SMTP_URL", "http://x"),
        ("FOOTHOLD_LOG_FORMAT", "xml"),
        ("FOOTHOLD_MAIL_FROM", "nobody"),
    ] {
        let (code, _, error) = run(foothold(folder.path()).env(name, value).arg("migrate"));
        assert_eq!(code, Some(1), "{name}");
        assert!(error.contains(name) && error.lines().count() == 1, "{name}: {error}");
    }
    let (code, _, error) = run(foothold(folder.path())
        .env("FOOTHOLD_DEMO", "1")
        .env("FOOTHOLD_PUBLIC_URL", "https://x.test")
        .arg("migrate"));
    assert!(code == Some(1) && error.contains("FOOTHOLD_DEMO"), "{error}");
}

#[test]
fn the_demo_fills_an_empty_database_only_and_exports_every_state() {
    let folder = tempfile::tempdir().expect("folder");
    assert_eq!(run(demo(folder.path()).arg("demo")).0, Some(0));
    let (code, _, error) = run(demo(folder.path()).arg("demo"));
    assert!(code == Some(1) && error.contains("not empty"), "{error}");
    let (_, csv, _) = run(foothold(folder.path()).args(["students", "export"]));
    for state in [
        "not_eligible",
        "not_invited",
        "invited",
        "invite_expired",
        "registration_locked",
        "active",
        "locked",
        "read_only",
        "closed",
    ] {
        assert!(csv.contains(&format!(",{state},")), "{state} not in\n{csv}");
    }
    assert_eq!(csv.lines().count(), 21, "a heading, 15 students, and the second school's 5");
}

#[test]
fn the_demo_never_meets_production() {
    let folder = tempfile::tempdir().expect("folder");
    let (code, _, error) = run(foothold(folder.path()).arg("demo"));
    assert!(code == Some(1) && error.contains("FOOTHOLD_DEMO"), "{error}");
    assert_eq!(run(demo(folder.path()).arg("demo")).0, Some(0));
    let (code, _, error) = run(foothold(folder.path()).arg("serve"));
    assert!(code == Some(1) && error.contains("passwords are published"), "{error}");
}

#[test]
fn keys_that_are_missing_beside_a_full_database_or_open_to_others_stop_the_start() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("folder");
    assert_eq!(run(demo(folder.path()).arg("demo")).0, Some(0));
    let secret = folder.path().join("secret");
    for mode in [0o604, 0o640, 0o606] {
        std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(mode)).expect("set");
        let (code, _, error) = run(demo(folder.path()).args(["jobs", "run-due"]));
        assert!(code == Some(1) && error.contains("chmod 600"), "{error}");
    }
    std::fs::remove_file(&secret).expect("removed");
    let (code, _, error) = run(demo(folder.path()).args(["jobs", "run-due"]));
    assert!(code == Some(1) && error.contains("is missing"), "{error}");
    assert!(!secret.exists(), "no new keys were made");
}

#[test]
fn the_secret_file_is_made_for_its_owner_only_and_a_damaged_one_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("folder");
    assert_eq!(run(foothold(folder.path()).arg("migrate")).0, Some(0));
    let secret = folder.path().join("secret");
    assert_eq!(std::fs::metadata(&secret).expect("made").permissions().mode() & 0o777, 0o600);
    std::fs::write(&secret, "x").expect("written");
    let (code, _, error) = run(foothold(folder.path()).arg("migrate"));
    assert!(code == Some(1) && error.contains("damaged"), "{error}");
}

#[test]
fn a_school_and_an_official_are_added_from_the_command_line() {
    let folder = tempfile::tempdir().expect("folder");
    let add = ["school", "add", "--code", "BOS214F12345678", "--name", "Bay University"];
    assert_eq!(run(foothold(folder.path()).args(add)).0, Some(0));
    assert_eq!(run(foothold(folder.path()).args(add)).0, Some(1), "twice");
    assert_eq!(
        run(foothold(folder.path()).args(["school", "add", "--code", "BOS", "--name", "x"])).0,
        Some(1)
    );
    let invite = [
        "official",
        "invite",
        "--email",
        "dso@bay.test",
        "--name",
        "Drew Sample",
        "--school",
        "BOS214F12345678",
    ];
    let (code, link, _) = run(foothold(folder.path()).args(invite));
    assert!(code == Some(0) && link.starts_with("http://127.0.0.1:3000/reset?token="), "{link}");
    let (_, list, _) = run(foothold(folder.path()).args(["outbox", "list"]));
    assert!(list.contains("Your access to Foothold") && !list.contains("dso@bay.test"));
}

#[test]
fn what_root_does_is_left_to_whom_the_database_belongs_to() {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let folder = tempfile::tempdir().expect("folder");
    assert_eq!(run(foothold(folder.path()).arg("migrate")).0, Some(0));
    let (secret, data) = (folder.path().join("secret"), folder.path().join("data"));
    let database = data.join("foothold.db");
    // Only root can give files away.
    if chown(&secret, Some(65534), None).and(chown(&database, Some(65534), None)).is_err() {
        return;
    }
    assert_eq!(run(foothold(folder.path()).args(["secret", "rotate"])).0, Some(0));
    assert_eq!(run(foothold(folder.path()).args(["jobs", "run-due"])).0, Some(0));
    let owner = |path: &Path| std::fs::metadata(path).expect("there").uid();
    assert_eq!(owner(&secret), 65534, "the portal can read its new keys");
    assert_eq!(owner(&data.join("foothold.db.imports")), 65534, "nor does a lock keep it out");
    let copy = folder.path().join("copy.db");
    assert_eq!(run(foothold(folder.path()).arg("backup").arg(&copy)).0, Some(0));
    assert_eq!(run(foothold(folder.path()).arg("restore").arg(&copy)).0, Some(0));
    assert_eq!(owner(&database), 65534, "the portal can open what was restored");
}

/// Ends the portal when the test ends, however it ends.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("port").port()
}

fn serve(folder: &Path, port: u16) -> Serving {
    serve_with(folder, port, &[])
}

fn serve_with(folder: &Path, port: u16, options: &[&str]) -> Serving {
    let mut command = demo(folder);
    command.env("FOOTHOLD_ADDR", format!("127.0.0.1:{port}")).arg("serve").args(options);
    let serving = Serving(command.spawn().expect("serves"));
    for _ in 0..200 {
        if request(port, "GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            .starts_with("HTTP/1.1 200")
        {
            return serving;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("the portal did not start");
}

fn request(port: u16, text: &str) -> String {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else {
        return String::new();
    };
    let _ = stream.set_read_timeout(Some(Duration::from_secs(20)));
    let mut answer = Vec::new();
    let _ = stream.write_all(text.as_bytes());
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn post(port: u16, path: &str, cookie: &str, body: &str) -> String {
    request(
        port,
        &format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ),
    )
}

fn cookie(answer: &str) -> String {
    let line = answer.lines().find_map(|line| line.strip_prefix("set-cookie: "));
    line.and_then(|line| line.split(';').next()).expect("a cookie").to_owned()
}

#[test]
fn a_report_that_was_confirmed_survives_a_killed_process() {
    let folder = tempfile::tempdir().expect("folder");
    assert_eq!(run(demo(folder.path()).arg("demo")).0, Some(0));
    let port = free_port();
    let first = serve(folder.path(), port);
    let login = post(
        port,
        "/api/login",
        "",
        "form[email]=unemployed%40demo.test&form[password]=Harbor-lights-26%21",
    );
    let session = cookie(&login);
    post(port, "/api/attest", &session, "form[next]=");
    let saved = post(
        port,
        "/api/profile/save",
        &session,
        "form[street]=99+Crash+Street&form[zip]=78666&form[us_phone]=5125550123&form[version]=1",
    );
    let receipt = saved
        .lines()
        .find_map(|line| line.strip_prefix("location: "))
        .expect("confirmed")
        .to_owned();
    drop(first); // kill -9, at once after the answer
    let _second = serve(folder.path(), port);
    let page = request(
        port,
        &format!(
            "GET {receipt} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nCookie: {session}\r\nAccept: text/html\r\n\r\n"
        ),
    );
    assert!(page.contains("99 Crash Street") && page.contains("FH-"), "{page}");
}

#[test]
fn connections_that_never_say_what_they_want_are_closed_and_keep_nobody_out() {
    let folder = tempfile::tempdir().expect("folder");
    assert_eq!(run(demo(folder.path()).arg("demo")).0, Some(0));
    let port = free_port();
    let _serving = serve(folder.path(), port);
    let mut held = Vec::new();
    for _ in 0..200 {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("connected");
        stream.write_all(b"GET /login HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ").expect("sent");
        held.push(stream);
    }
    let asked = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    assert!(request(port, asked).starts_with("HTTP/1.1 200"), "others are served");
    for stream in &mut held {
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("set");
        let mut rest = Vec::new();
        // Closed, with or without a word; a time-out of the read would be an error.
        let _ = stream.read_to_end(&mut rest).expect("closed");
        assert!(!rest.starts_with(b"HTTP/1.1 200"));
    }
}

#[test]
fn a_second_server_of_a_sqlite_file_is_refused_with_a_sentence_while_the_first_one_lives() {
    let folder = tempfile::tempdir().expect("folder");
    assert_eq!(run(demo(folder.path()).arg("demo")).0, Some(0));
    let first = serve(folder.path(), free_port());
    let second = || {
        let mut command = demo(folder.path());
        command.env("FOOTHOLD_ADDR", format!("127.0.0.1:{}", free_port())).arg("serve");
        run(&mut command)
    };
    let (code, _, error) = second();
    assert!(code == Some(1) && error.lines().count() == 1, "{error}");
    assert!(error.contains("another foothold serves") && error.contains("PostgreSQL"), "{error}");
    let (code, _, error) = run(demo(folder.path()).args(["jobs", "run"]));
    assert!(code == Some(1) && error.contains("another foothold runs the jobs"), "{error}");
    // What comes and goes is at home beside it.
    assert_eq!(run(demo(folder.path()).args(["outbox", "list"])).0, Some(0));
    drop(first); // kill -9
    let _next = serve(folder.path(), free_port());
}

#[test]
fn jobs_run_apart_from_a_server_that_leaves_them_alone() {
    let folder = tempfile::tempdir().expect("folder");
    assert_eq!(run(demo(folder.path()).arg("demo")).0, Some(0));
    let _pages = serve_with(folder.path(), free_port(), &["--no-jobs"]);
    let mut jobs = Serving(demo(folder.path()).args(["jobs", "run"]).spawn().expect("runs"));
    std::thread::sleep(Duration::from_secs(1));
    assert!(jobs.0.try_wait().expect("asked").is_none(), "it goes on");
    let (code, _, error) = run(demo(folder.path()).args(["jobs", "run"]));
    assert!(code == Some(1) && error.contains("another foothold runs the jobs"), "{error}");
}
