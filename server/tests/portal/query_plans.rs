//! No page and no job reads a whole table that grows with the students: each statement that a walk through the portal asks is
//! explained by the database itself.

use crate::support::{Browser, EMPLOYER, SCHOOL, TestPortal};
use axum::http::StatusCode;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement, TransactionTrait};
use server::cli::schools::{self, Settings};
use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

/// Tables that stay small however many students there are, and why.
const SMALL: &[(&str, &str)] = &[
    ("schools", "those that one installation serves"),
    ("seaql_migrations", "one row a migration"),
    ("import_drafts", "files that an official looks at; the day's"),
    ("imports", "one row a file"),
    ("cases", "entered by hand"),
    (
        "alert_changes",
        "what changed since the job looked, half a minute ago at most; read in rounds",
    ),
    ("rates", "networks that sent a form in the last minutes"),
    ("found", "what was found so far, for a count that ends (`store/counted.rs`)"),
    ("s", "staged rows of an import that runs"),
    ("staged_students", "the same"),
    ("staged_employers", "the same"),
];

/// What was asked, in the order of the alphabet.
#[derive(Clone, Default)]
struct Asked(Arc<Mutex<BTreeSet<String>>>);

impl<S: tracing::Subscriber> Layer<S> for Asked {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        struct Sql<'a>(&'a Asked);
        impl tracing::field::Visit for Sql<'_> {
            fn record_str(&mut self, field: &tracing::field::Field, value: &str) {
                if field.name() == "sql" {
                    // Several may go as one.
                    let each = value.split("; ").map(str::to_owned);
                    self.0.0.lock().expect("asked").extend(each);
                }
            }
            fn record_debug(&mut self, _: &tracing::field::Field, _: &dyn std::fmt::Debug) {}
        }
        if event.metadata().target() == "foothold::statement" {
            event.record(&mut Sql(self));
        }
    }
}

/// A path without what names one thing, so that each kind of page is looked at once.
fn kind_of(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let part = |part: &str| if part.len() > 15 { "*".to_owned() } else { part.to_owned() };
    let parts: Vec<String> = path.split('/').map(part).collect();
    let keys: Vec<&str> = query.split(['&', '=']).step_by(2).collect();
    format!("{}?{}", parts.join("/"), keys.join("&"))
}

/// Follows every link from these pages, one of each kind.
async fn walk(browser: &mut Browser, from: &[&str]) -> usize {
    let mut next: VecDeque<String> = from.iter().map(|path| (*path).to_owned()).collect();
    let mut seen = BTreeSet::new();
    while let Some(path) = next.pop_front() {
        if !seen.insert(kind_of(&path)) {
            continue;
        }
        let answer = browser.get(&path).await;
        assert!(!answer.status.is_server_error(), "{path}: {}", answer.body);
        let titled =
            answer.body.split("<title>").nth(1).is_some_and(|rest| !rest.starts_with("Foothold<"));
        let page = answer.status == StatusCode::OK && answer.body.contains("<body>");
        assert!(titled || !page, "{path} has no title: {}", answer.body);
        let links = answer.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        next.extend(links.filter(|to| to.starts_with('/')).map(|to| to.replace("&amp;", "&")));
    }
    seen.len()
}

/// Everybody who uses the portal looks at all that is there, and the jobs run.
async fn tour(p: &TestPortal) -> usize {
    let ada = p.registered(1).await;
    let mut student = p.logged_in(&ada).await;
    let rehearses = Settings { sevis: Some("rehearsal".into()), ..Settings::default() };
    schools::set(&p.portal, SCHOOL, rehearses).await.expect("set");
    let saved = student.post("/api/employer/save", &EMPLOYER).await;
    assert!(saved.location().starts_with("/receipts/"), "{}", saved.body);
    let receipt = saved.location().to_owned();
    let holder = p.holder("holder@test.test").await;
    let mut holder = p.log_in_holder(&holder).await;
    let sent = [("subject", "A question"), ("text", "When does it end?"), ("thread", "")];
    holder.post("/api/messages/send", &sent).await;
    p.settle().await;
    let mut official = p.principal("pdso@test.test", SCHOOL).await;
    official.post("/api/console/search", &[("q", "ada")]).await;
    let mut help = p.help_team("help@test.test").await;
    let mut pages = walk(&mut p.browser(), &["/", "/mailbox"]).await;
    pages +=
        walk(&mut student, &["/employment", "/profile", "/history", "/account", &receipt]).await;
    pages += walk(&mut holder, &["/home", "/cases", "/messages", "/account/security"]).await;
    let record = format!("/console/students/{}", ada.id);
    pages += walk(&mut official, &["/console", "/console/students", &record]).await;
    pages += walk(&mut help, &["/console/messages", "/console/cases"]).await;
    p.settle().await;
    pages
}

/// How the database goes about a statement, line by line.
async fn plan(p: &TestPortal, sql: &str) -> Vec<String> {
    let db = p.db();
    if db.get_database_backend() == DatabaseBackend::Sqlite {
        let explain =
            Statement::from_string(DatabaseBackend::Sqlite, format!("EXPLAIN QUERY PLAN {sql}"));
        let rows = db.query_all_raw(explain).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
        return rows.iter().map(|row| row.try_get("", "detail").expect("a detail")).collect();
    }
    // Without values, and without the sizes of tables that are empty here.
    let tx = db.begin().await.expect("a transaction");
    let parameters = (1..).take_while(|n| sql.contains(&format!("${n}"))).count();
    let nulls = vec!["NULL"; parameters].join(", ");
    let call = if parameters == 0 { "p".to_owned() } else { format!("p({nulls})") };
    tx.execute_unprepared("SET LOCAL plan_cache_mode = force_generic_plan").await.expect("set");
    tx.execute_unprepared("SET LOCAL enable_seqscan = off").await.expect("set");
    tx.execute_unprepared(&format!("PREPARE p AS {sql}"))
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
    let explain =
        Statement::from_string(DatabaseBackend::Postgres, format!("EXPLAIN EXECUTE {call}"));
    let rows = tx.query_all_raw(explain).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    tx.execute_unprepared("DEALLOCATE p").await.expect("deallocate");
    rows.iter().map(|row| row.try_get("", "QUERY PLAN").expect("a line")).collect()
}

/// False for what reads nothing however it is explained, or is known to read all.
fn may_be_slow(sql: &str) -> bool {
    // A condition that is never true, of a list that is empty: the table is not read.
    let never = ["WHERE ? = ?", "WHERE $1 = $2"].iter().any(|never| sql.contains(never));
    let nothing = never || sql == "SELECT 1";
    // The first of all, in the order of an index.
    let first = !sql.contains("WHERE") && sql.contains("ORDER BY") && sql.contains("LIMIT");
    // How many there are: conversations of the help team, and mails of the demo's mailbox.
    let all =
        ["threads", "mails"].iter().any(|table| sql.contains(&format!("FROM \"{table}\") AS")));
    !(sql.starts_with("INSERT") || sql.contains("CREATE") || nothing || first || all)
}

/// The growing table of which a plan lists what it finds, for a condition elsewhere: with each statement anew, however much that is.
fn listed(lines: &[String]) -> Option<&str> {
    let lists = |at: &usize| lines[*at].trim().starts_with("LIST SUBQUERY");
    let what = (0..lines.len()).filter(lists).filter_map(|at| lines.get(at + 1));
    let table = |line: &'_ String| line.trim().split(' ').nth(1).map(str::to_owned);
    let grows =
        ["students", "authorizations", "employers", "history", "mails", "accounts", "links"];
    let found = what.filter_map(table).find(|table| grows.contains(&table.as_str()))?;
    grows.into_iter().find(|table| *table == found)
}

/// The table that a line of a plan reads from one end to the other, if it does.
fn scanned(line: &str) -> Option<&str> {
    let line = line.trim();
    let rest = line.strip_prefix("SCAN ").or_else(|| Some(line.split_once("Seq Scan on ")?.1))?;
    let table = rest.split(' ').next().unwrap_or_default().trim_matches('"');
    // An index of those alone whose name a job has yet to fold, or of which file and record differ.
    let of_few = ["employers_unfolded", "authorizations_differing", "employers_differing"];
    let few = of_few.iter().any(|index| line.ends_with(index));
    let small = few || SMALL.iter().any(|(name, _)| *name == table);
    (!small && !table.starts_with('(')).then_some(table)
}

async fn no_page_and_no_job_reads_a_whole_table(p: TestPortal, asked: Asked) {
    let pages = tour(&p).await;
    assert!(pages > 80, "only {pages} kinds of pages");
    let statements = asked.0.lock().expect("asked").clone();
    let (mut found, mut differing) = (Vec::new(), 0);
    if p.db().get_database_backend() == DatabaseBackend::Sqlite {
        // Statements that go as one share their parameters: a number would count from the first one's.
        let numbered = |sql: &&String| {
            (0..10).any(|n| ["?", "$"].iter().any(|sign| sql.contains(&format!("{sign}{n}"))))
        };
        assert_eq!(statements.iter().find(numbered), None);
    }
    for sql in statements.iter().filter(|sql| may_be_slow(sql)) {
        let lines = plan(&p, sql).await;
        // What differs is found by an index of that alone.
        if sql.contains(".differs)") && p.db().get_database_backend() == DatabaseBackend::Sqlite {
            assert!(lines.iter().any(|line| line.contains("_differing")), "{sql}: {lines:?}");
            differing += 1;
        }
        let scans = lines.iter().filter_map(|line| scanned(line));
        let tables: Vec<&str> = scans.chain(listed(&lines)).collect();
        if !tables.is_empty() {
            found.push(format!("{}: {sql}\n    {}", tables.join(", "), lines.join("\n    ")));
        }
    }
    if p.db().get_database_backend() == DatabaseBackend::Sqlite {
        assert_eq!(differing, 3, "students, authorizations, employers");
    }
    assert!(statements.len() > 150, "only {} statements", statements.len());
    assert!(found.is_empty(), "{} statements scan:\n{}", found.len(), found.join("\n"));
}

/// What a statement takes in at most, whatever it is asked of: chunks of an import have 400 rows, which are looked for by two columns.
const VALUES: usize = 1000;

async fn no_statement_of_an_import_grows_with_its_file(p: TestPortal, asked: Asked) {
    let rows = |row: fn(usize) -> String| (0..1100).map(row).collect::<String>();
    let students =
        rows(|n| format!("N{:010},Ada,Sample,2001-02-03,a{n}@test.test,{SCHOOL}\n", 7000 + n));
    let approved = rows(|n| {
        format!("N{:010},post_completion,approved,full_time,2026-05-01,2027-04-30\n", 7000 + n)
    });
    let students = format!("sevis_id,given_name,surname,birth_date,email,school_code\n{students}");
    let approved = format!("sevis_id,type,status,schedule,start_date,end_date\n{approved}");
    asked.0.lock().expect("asked").clear();
    p.import(&students, &approved, "").await.expect("imported");
    let statements = asked.0.lock().expect("asked").clone();
    let values = |sql: &str| {
        sql.matches('?').count().max((1..).take_while(|n| sql.contains(&format!("${n}"))).count())
    };
    let written = |sql: &&String| !sql.starts_with("INSERT");
    let large: Vec<_> =
        statements.iter().filter(written).filter(|sql| values(sql) > VALUES).collect();
    assert!(large.is_empty(), "{} values: {:.300}", values(large[0]), large[0]);
    assert!(statements.len() > 10, "only {} statements", statements.len());
}

/// On one thread, so that what others ask meanwhile is not heard.
macro_rules! watched {
    ($name:ident, $of:ident, $make:ident) => {
        #[tokio::test]
        async fn $name() {
            let asked = Asked::default();
            let watch = tracing_subscriber::registry().with(asked.clone());
            let _guard = tracing::subscriber::set_default(watch);
            $of(TestPortal::$make().await, asked).await;
        }
    };
}

watched!(
    no_page_and_no_job_reads_a_whole_table_of_sqlite,
    no_page_and_no_job_reads_a_whole_table,
    sqlite
);
watched!(
    no_page_and_no_job_reads_a_whole_table_of_postgres,
    no_page_and_no_job_reads_a_whole_table,
    postgres
);
watched!(
    no_statement_of_an_import_grows_with_its_file_on_sqlite,
    no_statement_of_an_import_grows_with_its_file,
    sqlite
);
watched!(
    no_statement_of_an_import_grows_with_its_file_on_postgres,
    no_statement_of_an_import_grows_with_its_file,
    postgres
);
