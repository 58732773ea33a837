//! Two suites. What an attacker tried on the running portal, a rule a test, on both databases
//! (`takeover` and what follows it). And OWASP ASVS 5.0, row by row: each applicable row is a test named by its number. A whole run
//! writes the results to `docs/asvs.md` and the bill of materials beside it; rows that are not met are listed there as failing.

#[path = "../portal/support/mod.rs"]
#[allow(dead_code, unused_imports, reason = "shared with the other suite")]
mod support;

mod access;
mod accounts;
mod attacks;
mod audit;
mod authority;
mod components;
mod counting;
mod kept;
mod lockouts;
mod odd;
mod open_doors;
mod operation;
mod races;
mod requests;
mod rotation;
mod takeover;

use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

/// A row's test.
pub type Check = fn() -> Pin<Box<dyn Future<Output = ()>>>;

/// How a row stands.
pub enum Standing {
    /// This test shows it.
    Tested(Check),
    /// It is not met, for this reason.
    Unmet(&'static str),
    /// There is nothing here that it could be asked of.
    Nothing(&'static str),
}

/// A row of the table.
pub struct Row {
    /// Its number there.
    pub number: u8,
    /// ASVS identifiers and level.
    pub ids: &'static str,
    /// The requirement, condensed.
    pub asks: &'static str,
    /// How it stands.
    pub standing: Standing,
}

/// A row with its test, which makes the portal it needs.
#[macro_export]
macro_rules! row {
    ($number:literal, $ids:literal, $asks:literal, $test:expr) => {
        $crate::Row {
            number: $number,
            ids: $ids,
            asks: $asks,
            standing: $crate::Standing::Tested(|| Box::pin($test())),
        }
    };
    ($number:literal, $ids:literal, $asks:literal; unmet $why:literal) => {
        $crate::Row {
            number: $number,
            ids: $ids,
            asks: $asks,
            standing: $crate::Standing::Unmet($why),
        }
    };
    ($number:literal, $ids:literal, $asks:literal; nothing $why:literal) => {
        $crate::Row {
            number: $number,
            ids: $ids,
            asks: $asks,
            standing: $crate::Standing::Nothing($why),
        }
    };
}

/// A rule that is tried on a portal.
pub struct Rule {
    /// Its sentence, as the function is named.
    pub name: &'static str,
    /// Tries it.
    pub check: fn(support::TestPortal) -> Pin<Box<dyn Future<Output = ()>>>,
}

/// These functions as rules.
#[macro_export]
macro_rules! rules {
    ($($name:ident),+ $(,)?) => {
        vec![$($crate::Rule { name: stringify!($name), check: |p| Box::pin($name(p)) }),+]
    };
}

/// Everything logged since the start, by all rows.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

static LOG: std::sync::OnceLock<Log> = std::sync::OnceLock::new();

/// What was logged so far, a JSON object a line.
pub fn log() -> String {
    let log = LOG.get().expect("the log was begun");
    String::from_utf8(log.0.lock().expect("log").clone()).expect("text")
}

fn begin_log() {
    let log = LOG.get_or_init(Log::default);
    tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::DEBUG)
        .with_writer(move || log.clone())
        .init();
}

/// A future on a runtime of its own; what it panics with is the failure.
fn run(test: impl Future<Output = ()>) -> Result<(), Failed> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Failed::from(error.to_string()))?;
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| runtime.block_on(test)))
        .map_err(|_| Failed::from("see the panic above"))
}

/// Each rule on each database; it holds where it held on both.
fn on_both(rules: Vec<Rule>, results: &Results) -> Vec<Trial> {
    let mut trials = Vec::new();
    for Rule { name, check } in rules {
        for database in ["sqlite", "postgres"] {
            let results = results.clone();
            trials.push(Trial::test(format!("{database}::{name}"), move || {
                let held = run(async move {
                    let portal = match database {
                        "sqlite" => support::TestPortal::sqlite().await,
                        _ => support::TestPortal::postgres().await,
                    };
                    check(portal).await;
                });
                let mut results = results.lock().expect("results");
                *results.rules.entry(name).or_insert(true) &= held.is_ok();
                held
            }));
        }
    }
    trials
}

/// How the tests ended.
#[derive(Default)]
struct Outcome {
    rows: BTreeMap<u8, bool>,
    rules: BTreeMap<&'static str, bool>,
}

type Results = Arc<Mutex<Outcome>>;

fn main() {
    let arguments = Arguments::from_args();
    begin_log();
    let results: Results = Arc::default();
    let rows: Vec<Row> = [requests::rows(), accounts::rows(), access::rows(), operation::rows()]
        .into_iter()
        .flatten()
        .collect();
    let mut trials = Vec::new();
    for row in &rows {
        if let Standing::Tested(check) = &row.standing {
            let (check, number, results) = (*check, row.number, results.clone());
            trials.push(Trial::test(format!("row_{number:02} {}", row.asks), move || {
                let passed = run(check());
                results.lock().expect("results").rows.insert(number, passed.is_ok());
                passed
            }));
        }
    }
    let rules = [
        takeover::rules(),
        authority::rules(),
        counting::rules(),
        lockouts::rules(),
        open_doors::rules(),
        odd::rules(),
        races::rules(),
        audit::rules(),
        rotation::rules(),
        kept::rules(),
    ];
    let rules = rules.into_iter().chain([operation::deployment::rules()]);
    trials.extend(on_both(rules.flatten().collect(), &results));
    let conclusion = libtest_mimic::run(&arguments, trials);
    if arguments.filter.is_none() && arguments.skip.is_empty() && !arguments.list {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/asvs.md");
        std::fs::write(path, table(&rows, &results.lock().expect("results"))).expect("written");
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/sbom.cdx.json");
        std::fs::write(path, components::bill()).expect("written");
    }
    conclusion.exit();
}

fn table(rows: &[Row], results: &Outcome) -> String {
    let mut sorted: Vec<&Row> = rows.iter().collect();
    sorted.sort_by_key(|row| row.number);
    let mut text = String::from(
        "# OWASP ASVS 5.0\n\nWritten by `cargo test -p server --test security`, which tests each row. Numbers are those of the project's list of applicable rows; in brackets the level.\n\nA row passes when its test and every attack named beside it pass, on SQLite and on PostgreSQL.\n\n| # | ASVS | Requirement | Result | Attacks |\n|---|---|---|---|---|\n",
    );
    let mut counts = [0; 3];
    for row in &sorted {
        let (at, result) = match &row.standing {
            Standing::Tested(_) => {
                let test = results.rows.get(&row.number) == Some(&true);
                let held = |rule: &&str| results.rules.get(*rule) == Some(&true);
                match (test, attacks::on(row.number).iter().find(|rule| !held(rule))) {
                    (true, None) => (0, "passes".to_owned()),
                    (true, Some(rule)) => (1, format!("**fails**: {}", rule.replace('_', " "))),
                    (false, _) => (1, "**fails**: its test fails".to_owned()),
                }
            }
            Standing::Unmet(why) => (1, format!("**fails**: {why}")),
            Standing::Nothing(why) => (2, format!("not applicable: {why}")),
        };
        counts[at] += 1;
        let attacks: Vec<String> =
            attacks::on(row.number).iter().map(|rule| rule.replace('_', " ")).collect();
        let attacks = attacks.join("; ");
        let _ = writeln!(
            text,
            "| {} | {} | {} | {result} | {attacks} |",
            row.number, row.ids, row.asks
        );
    }
    let _ =
        writeln!(text, "\n{} pass, {} fail, {} not applicable.", counts[0], counts[1], counts[2]);
    text
}
