//! A portal of its own for each test, and a browser to drive it.

mod alarm;
mod browser;
mod mailbox;
mod online;
mod passkey;
mod postgres;
mod sqlite;

pub use browser::{Answer, Browser, FORM, PARTS, escape, form, part, parts, request};
pub use mailbox::Mail;
pub use online::{ANSWERS, Holder, answer_to, answers_on, other_questions};
pub use passkey::Passkey;

use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};
use server::cli::{officials, schools};
use server::clock::ManualClock;
use server::config::{Argon2Cost, Config};
use server::exchange::Summary;
use server::exchange::import::{self, Files};
use server::portal::Portal;
use server::secret::Secrets;
use server::store::entity::{account, student};
use std::collections::BTreeMap;
use std::sync::Arc;
use time::macros::datetime;

pub const PASSWORD: &str = "Harbor-lights-26!";
pub const SCHOOL: &str = "TST214F00000001";
pub const OTHER_SCHOOL: &str = "OTH214F00000002";

/// An employer as a student reports it.
pub const EMPLOYER: [(&str, &str); 6] = [
    ("name", "Gulf Coast Robotics"),
    ("street", "1 Pier Road"),
    ("zip", "78701"),
    ("schedule", "full_time"),
    ("start_date", "06/01/2026"),
    ("relation", "I write control software."),
];

pub struct TestPortal {
    pub portal: Arc<Portal>,
    pub clock: Arc<ManualClock>,
    folder: tempfile::TempDir,
    db: DatabaseConnection,
    /// Made once: most of what a small request would cost otherwise.
    router: std::sync::OnceLock<axum::Router>,
    _alarm: alarm::Alarm,
}

/// The text between two marks.
pub fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.split_once(after).expect("its end").0
}

impl TestPortal {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("folder");
        let url = format!("sqlite://{}/test.db", folder.path().display());
        Self::on(url, folder).await
    }

    pub async fn postgres() -> Self {
        let url = postgres::database().await;
        Self::on(url, tempfile::tempdir().expect("folder")).await
    }

    async fn on(url: String, folder: tempfile::TempDir) -> Self {
        Self::with(url, folder, |_| {}).await
    }

    /// A portal on SQLite with other settings.
    pub async fn set_up(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().expect("folder");
        let url = format!("sqlite://{}/test.db", folder.path().display());
        Self::with(url, folder, change).await
    }

    async fn with(
        url: String,
        folder: tempfile::TempDir,
        change: impl FnOnce(&mut Config),
    ) -> Self {
        let limits = ["PAGES", "FORMS", "LOGINS", "RECOVERIES", "SIGN_UPS", "CODES", "MESSAGES"];
        let mut vars: BTreeMap<String, String> = limits
            .iter()
            .map(|name| (format!("FOOTHOLD_LIMIT_{name}"), "1000000".into()))
            .collect();
        vars.insert("DATABASE_URL".into(), url);
        vars.insert("FOOTHOLD_DEMO".into(), "1".into());
        // Nothing that a test sends leaves this machine.
        vars.insert("FOOTHOLD_PUSH_SERVICES".into(), "http://127.0.0.1:9".into());
        let mut config = Config::read(vars).expect("configuration");
        // Weaker than the configuration would take: the tests are about rules, not about cost.
        config.argon2 = Argon2Cost { m: 64, t: 1, p: 1 };
        config.secret_file = folder.path().join("secret");
        // As if there were a bundle: pages name its files.
        config.site = folder.path().join("site");
        std::fs::create_dir_all(config.site.join("pkg")).expect("a folder");
        std::fs::write(config.site.join("pkg/hash.txt"), "").expect("a bundle");
        change(&mut config);
        let clock = Arc::new(ManualClock::new(datetime!(2026-06-10 15:00 UTC)));
        let secrets = Secrets::load(&config.secret_file).expect("keys");
        sqlite::copy_migrated(&config.database_url).await;
        let portal = Portal::with(config, secrets, clock.clone()).await.expect("portal");
        portal.store.migrate().await.expect("migrated");
        let mut options = sea_orm::ConnectOptions::new(&portal.config.database_url);
        options.sqlx_logging(false);
        let db = sea_orm::Database::connect(options).await.expect("database");
        let router = std::sync::OnceLock::new();
        let this = Self { portal, clock, folder, db, router, _alarm: alarm::Alarm::set() };
        for code in [SCHOOL, OTHER_SCHOOL] {
            schools::add(&this.portal, code, "Test University", "America/Chicago")
                .await
                .expect("school");
        }
        this
    }

    /// The database, to be looked into and changed behind the portal's back.
    pub fn db(&self) -> &DatabaseConnection {
        &self.db
    }

    /// Another process of the same portal, such as a command beside one that serves.
    pub async fn beside(&self) -> Arc<Portal> {
        let config = self.portal.config.clone();
        let secrets = Secrets::load(&config.secret_file).expect("keys");
        Portal::with(config, secrets, self.clock.clone()).await.expect("portal")
    }

    /// The same portal with another bound on the wait for the writer.
    pub async fn waiting_for_the_writer(self, seconds: u32) -> Self {
        self.again(|config| config.limits.write_wait_seconds = seconds).await
    }

    /// The same portal, started once more with other settings.
    pub async fn again(self, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = self.portal.config.clone();
        change(&mut config);
        let secrets = self.portal.secrets.clone();
        let portal = Portal::with(config, secrets, self.clock.clone()).await.expect("portal");
        Self { portal, router: std::sync::OnceLock::new(), ..self }
    }

    pub fn browser(&self) -> Browser {
        Browser::at(self.router.get_or_init(|| server::site::app(self.portal.clone())).clone())
    }

    /// Writes a file and gives its path.
    pub fn file(&self, name: &str, text: &str) -> std::path::PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    }

    /// Imports, or gives every fault that was told.
    pub async fn import(
        &self,
        students: &str,
        authorizations: &str,
        employers: &str,
    ) -> Result<Summary, Vec<String>> {
        let files = Files {
            students: self.file("students.csv", students).into(),
            authorizations: (!authorizations.is_empty())
                .then(|| self.file("authorizations.csv", authorizations).into()),
            employers: (!employers.is_empty())
                .then(|| self.file("employers.csv", employers).into()),
            file_decides: false,
            school: None,
            by: None,
            draft: None,
        };
        let mut told = Vec::new();
        import::run(&self.portal, &files, false, &mut |fault| told.push(fault)).await.map_err(
            |error| {
                told.push(error.to_string());
                told.clone()
            },
        )
    }

    /// One student on OPT since 1 June 2026 (or with this authorization), invited.
    pub async fn student(&self, number: u32, authorization: &str) -> student::Model {
        let id = format!("N{number:010}");
        let authorization = if authorization.is_empty() {
            "post_completion,approved,full_time,2026-06-01,2027-05-31"
        } else {
            authorization
        };
        self.import(
            &format!("sevis_id,given_name,surname,birth_date,email,school_code\n{id},Ada,Sample,2001-02-03,s{number}@test.test,{SCHOOL}\n"),
            &format!("sevis_id,type,status,schedule,start_date,end_date\n{id},{authorization}\n"),
            "",
        )
        .await
        .expect("imported");
        self.find(&id).await
    }

    pub async fn find(&self, sevis_id: &str) -> student::Model {
        student::Entity::find()
            .filter(student::Column::SevisId.eq(sevis_id))
            .one(self.db())
            .await
            .expect("query")
            .expect("student")
    }

    pub async fn account(&self, student: &student::Model) -> Option<account::Model> {
        account::Entity::find()
            .filter(account::Column::StudentId.eq(&student.id))
            .one(self.db())
            .await
            .expect("query")
    }

    /// A student with an account.
    pub async fn registered(&self, number: u32) -> student::Model {
        let student = self.student(number, "").await;
        self.register(&student).await;
        student
    }

    pub async fn register(&self, student: &student::Model) {
        let mut browser = self.browser();
        let token = self.token(student.email.as_deref().expect("an email")).await;
        browser
            .post("/api/register/identify", &[("token", &token), ("sevis_id", &student.sevis_id)])
            .await;
        let fields = [("token", token.as_str()), ("password", PASSWORD), ("confirm", PASSWORD)];
        let answer = browser.post("/api/register/create", &fields).await;
        assert_eq!(answer.location(), "/login", "{}", answer.body);
    }

    /// A browser in which this student is logged in and has attested.
    pub async fn logged_in(&self, student: &student::Model) -> Browser {
        let mut browser = self.browser();
        let answer = browser.log_in(student.email.as_deref().expect("an email"), PASSWORD).await;
        assert_eq!(answer.location(), "/attest");
        browser.post("/api/attest", &[("next", "")]).await;
        browser
    }

    /// A browser in which an official of this school is logged in.
    pub async fn official(&self, email: &str, school: &str) -> Browser {
        self.worker(email, Some(school), "dso").await
    }

    /// A browser in which somebody of the help team is logged in.
    pub async fn help_team(&self, email: &str) -> Browser {
        self.worker(email, None, "dso").await
    }

    /// A browser in which the principal official of this school is logged in.
    pub async fn principal(&self, email: &str, school: &str) -> Browser {
        self.worker(email, Some(school), "pdso").await
    }

    async fn worker(&self, email: &str, school: Option<&str>, role: &str) -> Browser {
        officials::invite(&self.portal, email, "Drew Sample", school, role).await.expect("invited");
        let token = self.token(email).await;
        let mut browser = self.browser();
        let fields = [("token", token.as_str()), ("password", PASSWORD), ("confirm", PASSWORD)];
        assert_eq!(browser.post("/api/reset", &fields).await.location(), "/login");
        assert_eq!(browser.log_in(email, PASSWORD).await.location(), "/second-step");
        browser.post("/api/security/add", &[("kind", "app")]).await;
        browser.app_key = self.confirm_app(&mut browser, "/second-step/confirm").await;
        browser
    }

    /// Confirms an authenticator app on this page; gives its key.
    pub async fn confirm_app(&self, browser: &mut Browser, page: &str) -> String {
        let shown = browser.get(page).await.body;
        let key = between(&shown, "<code class=\"key\">", "</code>").replace(' ', "");
        let code = self.app_code(&key);
        let answer = browser.post("/api/enrol/confirm", &[("code", &code), ("page", page)]).await;
        assert_ne!(answer.location(), page, "the code was taken");
        key
    }

    /// What an authenticator app with this key shows now.
    pub fn app_code(&self, key: &str) -> String {
        let secret = totp_rs::Secret::try_from_base32(key).expect("key");
        let totp = totp_rs::Builder::new()
            .with_secret(secret)
            .with_account_name("test")
            .build()
            .expect("app");
        totp.generate(server::service::credentials::totp::seconds(self.portal.now())).to_string()
    }
}
