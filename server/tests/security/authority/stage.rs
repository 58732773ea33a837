//! What a line is about: the right caller, and the things that are the caller's.

use super::lines::Who;
use super::people::People;
use crate::support::{Browser, Holder, PARTS, SCHOOL, TestPortal, between, part, request};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use server::cli::officials;
use server::cli::schools::{self, Settings};
use server::secret::SealedAt;
use server::service::batches::export;
use server::store::entity::{
    amendment, attachment, authorization, batch_log, case_code, consent, factor, review, school,
    sevis_change,
};

/// The right caller, and the identities of what the line may be about.
#[derive(Default)]
pub struct Stage {
    pub browser: Option<Browser>,
    /// A holder's, to log in with.
    pub backup: String,
    pub employer: String,
    pub deleted: String,
    pub student: String,
    pub review: String,
    /// What a STEM student, or a principal official, was shown.
    pub seen: String,
    /// An official of the school, and what they have accepted together.
    pub colleague: String,
    pub together: String,
    pub authorization: String,
    /// Whose that is.
    pub asked: String,
    /// A STEM extension of which a validation is open, and whose it is.
    pub extension: String,
    pub extended: String,
    /// A third employer of the student's.
    pub third: String,
    /// What the school has amended of it.
    pub amendment: String,
    /// The student's record, of which the file says otherwise.
    pub version: String,
    /// An answer to the batch, as it came.
    pub answer: String,
    /// A batch of the school, and a change that waits.
    pub batch: String,
    pub change: String,
    /// An upload whose columns nobody has named, and one that was checked.
    pub unnamed: String,
    pub checked: String,
    pub second_app: String,
    pub case: String,
    /// A case without a letter.
    pub bare: String,
    pub number: String,
    pub access_code: String,
    pub letter: String,
    pub consent: String,
    pub thread: String,
    pub file: String,
    /// The case that is in the holder's account.
    pub held: String,
    pub receipt: String,
    /// A browser that shows the student's news.
    pub device: String,
    /// Training plans: to be signed, signed by all, with the school, accepted; and what an employer reported.
    pub plan: String,
    pub covers: String,
    pub whole: String,
    pub at_school: String,
    pub accepted: String,
    pub departure: String,
}

impl Stage {
    /// Sets the stage of a line; `n` makes its people and things its own.
    pub async fn set(p: &TestPortal, people: &mut People, who: Who, n: usize) -> Self {
        people.log_in_again(p).await;
        match who {
            Who::Anyone(_) => Self::default(),
            Who::Ready => Self::ready(p, n).await,
            Who::Stem => Self::stem(p, n).await,
            Who::Half | Who::Account | Who::Owner => Self::holders(p, people, n, false).await,
            Who::Holder => Self::holders(p, people, n, true).await,
            Who::Student | Who::Unattested => Self::students(p, n).await,
            Who::Official => Self::schools(p, people, n).await,
            Who::Principal => Self::principals(p, people, n).await,
            Who::HelpTeam | Who::Representative => {
                let mut stage = Self::default();
                stage.write_case(p, people, n).await;
                stage.bare = Self::bare_case(people, n + 3000).await;
                let team = who == Who::HelpTeam;
                let of = if team { &people.team } else { &people.representative.browser };
                stage.browser = Some(People::copy(p, of));
                stage
            }
        }
    }

    /// The school has amended the third employer, and its file says otherwise than the student.
    async fn amend(&mut self, p: &TestPortal, people: &People, n: usize) {
        let correction = [
            ("id", self.third.as_str()),
            ("student", &self.student),
            ("version", "1"),
            ("name", "Quay Tools"),
            ("job_title", "Clerk"),
            ("street", "1 Pier Road"),
            ("zip", "78701"),
            ("schedule", "full_time"),
            ("start_date", "06/05/2026"),
            ("relation", "I write control software."),
            ("effect", "4.90.never-4.90.never"),
        ];
        let mut official = People::copy(p, &people.official);
        official.post("/api/console/correct-employer", &correction).await;
        let of = amendment::Entity::find();
        let of = of.filter(amendment::Column::StudentId.eq(&self.student)).one(p.db()).await;
        self.amendment = of.expect("query").expect("amended").id;
        let number = 100 + u32::try_from(n).expect("few");
        let file = format!(
            "sevis_id,given_name,surname,birth_date,email,school_code,street,city,state,zip\nN{number:010},Ada,Sample,2001-02-03,s{number}@test.test,{SCHOOL},1 File Street,Austin,TX,78701\n"
        );
        p.import(&file, "", "").await.expect("imported");
        let mut profile = super::acts::profile(&Self::default());
        let now = async || p.find(&format!("N{number:010}")).await.version.to_string();
        profile.retain(|(name, _)| *name != "version");
        profile.push(("version", now().await));
        let profile: Vec<(&str, &str)> = profile.iter().map(|(n, v)| (*n, &**v)).collect();
        let student = self.browser.as_mut().expect("the student's browser");
        student.post("/api/profile/save", &profile).await;
        p.import(&file, "", "").await.expect("imported");
        self.version = now().await;
    }

    /// The school sends batches: one is out, and a change of the student waits.
    async fn send(&mut self, p: &TestPortal) {
        let settings = Settings {
            sevis: Some("batch".into()),
            sevis_user: Some("dsosample1".into()),
            ..Settings::default()
        };
        schools::set(&p.portal, SCHOOL, settings).await.expect("set");
        let school = school::Entity::find().filter(school::Column::Code.eq(SCHOOL));
        let school = school.one(p.db()).await.expect("query").expect("the school").id;
        let work = p.portal.work().await.expect("work");
        let made = export(work, &school, None).await.expect("exported").ok().expect("a batch");
        self.batch = made.batch;
        self.answer = format!("answer-{}", self.batch);
        let answer = batch_log::ActiveModel {
            id: Set(self.answer.clone()),
            batch: Set(self.batch.clone()),
            at: Set(0),
            read_by: Set(String::new()),
            hash: Set(String::new()),
            bytes: Set(b"<TransactionLog/>".to_vec()),
        };
        answer.insert(p.db()).await.expect("an answer");
        let waits = sevis_change::Entity::find()
            .filter(sevis_change::Column::StudentId.eq(&self.student))
            .filter(sevis_change::Column::State.eq("queued"));
        self.change = waits.one(p.db()).await.expect("query").expect("a change").id;
        // So that there is something for another batch.
        let before = batch_log::Entity::find().count(p.db()).await.expect("query");
        let mut rest = Self::students(p, usize::try_from(before).expect("few") + 700).await;
        rest.browser.take();
    }

    /// A log that says that this batch was not taken.
    pub fn log(batch: &str) -> String {
        format!(
            "--edge\r\nContent-Disposition: form-data; name=\"log\"; filename=\"log.xml\"\r\nContent-Type: text/xml\r\n\r\n<TransactionLog><BatchHeader><BatchID>{batch}</BatchID></BatchHeader><BatchDetail><Upload resultCode=\"S0013\"/></BatchDetail></TransactionLog>\r\n--edge--\r\n"
        )
    }

    /// A file of one student, with this name for the school's column.
    pub fn file(school: &str) -> String {
        format!(
            "--edge\r\nContent-Disposition: form-data; name=\"students\"; filename=\"list.csv\"\r\nContent-Type: text/csv\r\n\r\nsevis_id,given_name,surname,birth_date,{school}\nN0000009999,Ada,Sample,2001-02-03,{SCHOOL}\n\r\n--edge--\r\n"
        )
    }

    /// The columns of that file, named.
    pub fn names() -> String {
        let own = ["sevis_id", "given_name", "surname", "birth_date", "Code of the school"];
        let ours = ["sevis_id", "given_name", "surname", "birth_date", "school_code"];
        own.iter().zip(ours).map(|(own, ours)| part(&format!("students:{own}"), ours)).collect()
    }

    async fn schools(p: &TestPortal, people: &People, n: usize) -> Self {
        let number = 100 + u32::try_from(n).expect("few");
        let mut stage = Self::students(p, n).await;
        let asked =
            p.student(500 + number, "post_completion,requested,full_time,2026-06-01,2027-05-31");
        let asked = asked.await.id;
        let of = authorization::Entity::find();
        let of = of.filter(authorization::Column::StudentId.eq(&asked)).one(p.db()).await;
        stage.authorization = of.expect("query").expect("requested").id;
        stage.asked = asked;
        let extended =
            p.student(2000 + number, "stem,approved,full_time,2025-12-20,2027-12-19").await.id;
        let of = authorization::Entity::find();
        let of = of.filter(authorization::Column::StudentId.eq(&extended)).one(p.db()).await;
        stage.extension = of.expect("query").expect("approved").id;
        stage.extended = extended;
        stage.amend(p, people, n).await;
        stage.send(p).await;
        let mut official = People::copy(p, &people.official);
        stage.unnamed = upload(&mut official, "Code of the school").await;
        stage.checked = upload(&mut official, "school_code").await;
        p.settle().await;
        let of = review::Entity::find()
            .filter(review::Column::StudentId.eq(&stage.student))
            .filter(review::Column::State.eq("open"));
        let mut open = of.all(p.db()).await.expect("query");
        stage.review = open.pop().expect("a report").id;
        let pick = format!("pick][r-{}", open.pop().expect("another").id);
        official.post("/api/console/review/accept", &[(&pick, "1")]).await;
        let of = review::Entity::find().filter(review::Column::Together.ne(""));
        let of = of.filter(review::Column::StudentId.eq(&stage.student));
        let row = of.one(p.db()).await.expect("query").expect("accepted");
        (stage.together, stage.colleague) = (row.together, row.done_by.expect("somebody"));
        stage.browser = Some(People::copy(p, &people.official));
        stage
    }

    /// A principal official with a colleague.
    async fn principals(p: &TestPortal, people: &People, n: usize) -> Self {
        let email = format!("colleague{n}@test.test");
        let invited = officials::invite(&p.portal, &email, "Drew Sample", Some(SCHOOL), "dso");
        invited.await.expect("invited");
        let colleague = p.account_of(&email).await.id;
        let mut browser = People::copy(p, &people.principal);
        let page = browser.get("/console/school").await.body;
        let seen = between(&page, "name=\"form[seen]\" value=\"", "\"").to_owned();
        Self { browser: Some(browser), colleague, seen, ..Self::default() }
    }

    async fn holders(p: &TestPortal, people: &mut People, n: usize, cases: bool) -> Self {
        let mut holder = p.holder(&format!("line{n}@test.test")).await;
        let mut stage = Self::default();
        // A representative asks no more than twenty clients a day.
        if cases {
            stage.write_case(p, people, n).await;
            stage.hold_case(p, people, &mut holder).await;
        }
        let form = holder.browser.get("/messages/new").await.body;
        let key = between(&form, "name=\"form[key]\" value=\"", "\"").to_owned();
        let fields = [("thread", ""), ("key", &key), ("subject", "My card"), ("body", "Where?")];
        let pdf: &[u8] = b"%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n";
        let file = [("card.pdf", pdf)];
        let answer = holder.browser.post_files("/api/messages/send", &fields, &file).await;
        stage.thread = answer.location().trim_start_matches("/messages/").to_owned();
        // The help team answers, so that there is something to read.
        p.clock.advance(time::Duration::seconds(1));
        let key = "team-team-team-team-22";
        let fields =
            [("thread", stage.thread.as_str()), ("key", key), ("subject", ""), ("body", "Soon.")];
        people.team.post_files("/api/messages/send", &fields, &[]).await;
        let account = p.account_of(&holder.email).await.id;
        let of = attachment::Entity::find().filter(attachment::Column::AccountId.eq(&account));
        stage.file = of.one(p.db()).await.expect("query").expect("a file").id;
        holder.browser.post("/api/security/add", &[("kind", "app")]).await;
        p.confirm_app(&mut holder.browser, "/second-step/confirm").await;
        let of = factor::Entity::find().filter(factor::Column::AccountId.eq(account));
        let mut apps = of.all(p.db()).await.expect("query");
        apps.sort_by(|a, b| a.id.cmp(&b.id));
        stage.second_app = apps.pop().expect("the second").id;
        // Ten codes that are not put away yet.
        holder.browser.post("/api/security/backup-codes", &[("id", "")]).await;
        stage.backup.clone_from(&holder.backup);
        stage.browser = Some(holder.browser);
        stage
    }

    /// The help team writes a case down; gives its id.
    async fn bare_case(people: &mut People, n: usize) -> String {
        let number = format!("IOE{n:010}");
        let fields = [
            ("id", ""),
            ("receipt_number", number.as_str()),
            ("form_type", "I-765"),
            ("case_name", "Ada Sample"),
            ("email", "case@test.test"),
            ("postal_address", "1 Elm Street"),
        ];
        let answer = people.team.post("/api/console/cases/save", &fields).await;
        answer.location().strip_prefix("/console/cases/").expect("its page").to_owned()
    }

    /// The same with a letter to be posted.
    async fn write_case(&mut self, p: &TestPortal, people: &mut People, n: usize) {
        self.number = format!("IOE{n:010}");
        self.case = Self::bare_case(people, n).await;
        people.team.post("/api/console/cases/letter", &[("id", &self.case)]).await;
        let of = case_code::Entity::find().filter(case_code::Column::CaseId.eq(&self.case));
        let code = of.one(p.db()).await.expect("query").expect("a code");
        self.access_code =
            p.portal.secrets.open(SealedAt::CaseCode(&code.id), &code.sealed).expect("opens");
        self.letter = code.id;
    }

    /// The holder has a case, which a representative asks to see; the next one waits to be added.
    async fn hold_case(&mut self, p: &TestPortal, people: &mut People, holder: &mut Holder) {
        let fields = [("receipt_number", self.number.as_str()), ("access_code", &self.access_code)];
        holder.browser.post("/api/cases/add", &fields).await;
        let ask = [("receipt_number", self.number.as_str()), ("your_name", "R"), ("firm", "Firm")];
        people.representative.browser.post("/api/cases/ask-client", &ask).await;
        let of = consent::Entity::find().filter(consent::Column::ReceiptNumber.eq(&self.number));
        self.consent = of.one(p.db()).await.expect("query").expect("asked").id;
        self.held.clone_from(&self.case);
        let n: usize = self.number.trim_start_matches("IOE").parse().expect("a number");
        self.write_case(p, people, n + 1000).await;
    }
}

/// Uploads a file; gives the upload's id.
async fn upload(official: &mut Browser, school: &str) -> String {
    let to = request("/api/console/import/upload", "text/html", PARTS);
    let answer = official.send(to, Stage::file(school).into_bytes()).await;
    answer.location().strip_prefix("/console/import/").expect("its page").to_owned()
}
