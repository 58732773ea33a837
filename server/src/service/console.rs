//! What an official may do, for the own school only.

use super::record::{Record, folded, person, search_text};
use super::student::history_of;
use super::{Desk, Fail, accounts, fault, links};
use crate::clock::{instant, millis};
use crate::jobs;
use crate::mail::{letters, queue};
use crate::portal::Portal;
use crate::secret::temporary_password;
use crate::store::convert;
use crate::store::entity::{account, authorization, link, receipt, review, sevis_change, student};
use app::ports::{Answer, ConsolePort, Done};
use app::wire::*;
use app::{AppError, routes};
use async_trait::async_trait;
use domain::access::{Action, Actor};
use domain::account::Event;
use domain::authorization::Status;
use domain::email::Email;
use domain::fault::Faults;
use domain::history::{Doer, Event as Happened, Snapshot};
use domain::invitation::LinkState;
use domain::sevis_id::SevisId;
use domain::window::Access;
use domain::{FaultCode, date, phone};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Set,
};
use std::collections::HashMap;

/// Students on a page of the list.
const PAGE: u64 = 25;
/// Reports on a page of the review list.
const REVIEWS: u64 = 25;

impl Desk {
    /// A record of the official's school, locked within the transaction.
    async fn administered(
        &self,
        tx: &impl ConnectionTrait,
        id: &str,
    ) -> Result<(account::Model, Record), Fail> {
        let (official, school) = self.official().await?;
        let record = Record::lock(tx, id).await?.ok_or(AppError::NotFound)?;
        self.check(&Actor::Official { school: school.id }, Action::Administer, &record)?;
        Ok((official, record))
    }

    async fn record_view(&self, id: &str) -> Result<RecordView, Fail> {
        let (_, school) = self.official().await?;
        let db = self.portal.store.db();
        let record = Record::load(db, id).await?.ok_or(AppError::NotFound)?;
        self.check(&Actor::Official { school: school.id }, Action::Read, &record)?;
        let zone = record.zone();
        let today = self.portal.today(&zone);
        let states = states_of(&self.portal, db, std::slice::from_ref(&record.student)).await?;
        let history =
            history_of(db, &record).await?.into_iter().map(|(_, _, entry)| entry).collect();
        let outgoing = sevis_change::Entity::find()
            .filter(sevis_change::Column::StudentId.eq(id))
            .order_by_desc(sevis_change::Column::CreatedAt)
            .limit(200)
            .all(db)
            .await?
            .into_iter()
            .map(|row| OutgoingRow {
                at: zone.words(instant(row.created_at)),
                what: sevis_words(&row.event).to_owned(),
                state: SevisState::from_code(&row.state).unwrap_or(SevisState::Queued),
                answer: row.answer,
            })
            .collect();
        let profile = convert::profile(&record.student);
        let foreign = match profile.phones.foreign.as_str() {
            "" => String::new(),
            number => format!("+{} {number}", profile.phones.foreign_country),
        };
        let contact = vec![
            ("Physical address".to_owned(), profile.physical.one_line()),
            (
                "Mailing address".to_owned(),
                profile.mailing.map(|a| a.one_line()).unwrap_or_default(),
            ),
            ("US phone".to_owned(), phone::spell_us(&profile.phones.us)),
            ("Foreign phone".to_owned(), foreign),
            ("Major".to_owned(), record.student.major.clone()),
        ];
        Ok(RecordView {
            id: id.to_owned(),
            person: record.person(),
            birth_date: record.student.birth_date,
            contact,
            account: states.get(id).copied().unwrap_or(AccountState::NotEligible),
            access: record.access(&self.portal)?,
            count: record.count(today)?,
            authorizations: record.views(db, today).await?,
            history,
            outgoing,
        })
    }

    async fn approve_authorization(&self, id: &str) -> Result<Done, Fail> {
        let portal = &self.portal;
        let tx = portal.store.write().await?;
        let row =
            authorization::Entity::find_by_id(id).one(&tx).await?.ok_or(AppError::NotFound)?;
        let (official, record) = self.administered(&tx, &row.student_id).await?;
        let next = routes::student(&record.student.id);
        let before = Status::from_code(&row.status).ok_or(AppError::NotFound)?;
        if !matches!(before, Status::Requested | Status::Pending) {
            return Ok(Done::saying(next, Notice::NothingChanged));
        }
        let mut active: authorization::ActiveModel = row.into();
        active.status = Set(Status::Approved.code().to_owned());
        active.update(&tx).await?;
        let changes = Snapshot::new()
            .with("Status", before.words())
            .changes_to(&Snapshot::new().with("Status", Status::Approved.words()));
        record
            .note(
                &tx,
                portal,
                Happened::AuthorizationChanged,
                Doer::Official,
                &official.name,
                &changes,
            )
            .await?;
        let record = Record::load(&tx, &record.student.id).await?.ok_or(AppError::NotFound)?;
        jobs::reopen(&tx, portal, &record).await?;
        let invited = links::invite(&tx, portal, &record).await?;
        tx.commit().await?;
        Ok(Done::saying(next, Notice::Approved { invited }))
    }

    async fn reset_portal_account(&self, id: &str) -> Result<Done, Fail> {
        let portal = &self.portal;
        let tx = portal.store.write().await?;
        let (official, record) = self.administered(&tx, id).await?;
        let next = routes::student(id);
        let refuse = |why| Ok(Done::saying(next.clone(), Notice::ResetRefused(why)));
        match record.access(portal)? {
            Access::NotYet => return refuse(ResetRefusal::NotEligible),
            Access::Closed { .. } => return refuse(ResetRefusal::Closed),
            Access::Edit { .. } | Access::ReadOnly { .. } => {}
        }
        if record.student.email.is_none() {
            return refuse(ResetRefusal::NoEmail);
        }
        let account = account::Entity::find()
            .filter(account::Column::StudentId.eq(id))
            .lock_exclusive()
            .one(&tx)
            .await?;
        record
            .note(&tx, portal, Happened::AccountReset, Doer::Official, &official.name, &[])
            .await?;
        let notice = match account {
            None => {
                links::invite(&tx, portal, &record).await?;
                Notice::LinkSent
            }
            Some(account) => {
                links::account_reset(&tx, portal, &record, &account).await?;
                // Whoever knows the old password must not get in with it any more.
                account::Entity::update_many()
                    .col_expr(account::Column::PasswordHash, Expr::value(None::<String>))
                    .filter(account::Column::Id.eq(&account.id))
                    .exec(&tx)
                    .await?;
                crate::store::entity::session::Entity::delete_many()
                    .filter(crate::store::entity::session::Column::AccountId.eq(&account.id))
                    .exec(&tx)
                    .await?;
                Notice::Unlocked
            }
        };
        tx.commit().await?;
        Ok(Done::saying(next, notice))
    }

    async fn new_email(&self, form: &ChangeEmailForm) -> Result<Done, Fail> {
        let portal = &self.portal;
        self.official().await?;
        let mut faults = Faults::default();
        let Some(email) = faults.required("email", Email::parse(&form.email)) else {
            return Err(faults.into_vec().into());
        };
        let password = temporary_password();
        let hash = portal.hasher.hash(password.clone()).await?;
        let tx = portal.store.write().await?;
        let (official, record) = self.administered(&tx, &form.id).await?;
        if record.student.email.as_deref() == Some(email.as_str()) {
            return Err(fault("email", FaultCode::Unchanged).into());
        }
        if email_taken(&tx, &email, &record.student.id).await? {
            return Err(fault("email", FaultCode::EmailTaken).into());
        }
        change_email(&tx, self, &record, &email, (&password, hash), &official.name).await?;
        let registered = account::Entity::find()
            .filter(account::Column::StudentId.eq(&record.student.id))
            .count(&tx)
            .await?;
        tx.commit().await?;
        let notice = if registered > 0 { Notice::EmailChanged } else { Notice::EmailSaved };
        Ok(Done::saying(routes::student(&form.id), notice))
    }

    async fn list(&self, page: u32) -> Result<StudentsView, Fail> {
        let (_, school) = self.official().await?;
        let q = self.session.lock().await.data.search.clone();
        let db = self.portal.store.db();
        let mut found = student::Entity::find().filter(student::Column::SchoolId.eq(&school.id));
        // A whole SEVIS ID or address is looked up, not searched for.
        let whole_id = SevisId::parse(&q).ok().flatten();
        let whole_email = Email::parse(&q).ok().flatten();
        let words = match (&whole_id, &whole_email) {
            (Some(id), _) => {
                found = found.filter(student::Column::SevisId.eq(id.as_str()));
                String::new()
            }
            (None, Some(email)) => {
                found = found.filter(student::Column::EmailKey.eq(email.key()));
                String::new()
            }
            (None, None) => folded(&q),
        };
        for word in words.split_whitespace().take(6) {
            let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            let like = sea_orm::sea_query::LikeExpr::new(format!("%{escaped}%")).escape('\\');
            found = found.filter(student::Column::Search.like(like));
        }
        let ordered = found
            .clone()
            .order_by_asc(student::Column::Surname)
            .order_by_asc(student::Column::GivenName)
            .order_by_asc(student::Column::Id);
        // Few are found by one reading; only more than a page need to be counted.
        let mut rows = ordered.clone().limit(PAGE + 1).all(db).await?;
        let shown = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let total = if shown <= PAGE { shown } else { found.count(db).await? };
        let pages = u32::try_from(total.div_ceil(PAGE)).unwrap_or(u32::MAX).max(1);
        let page = page.clamp(1, pages);
        if page > 1 {
            rows = ordered.offset(u64::from(page - 1) * PAGE).limit(PAGE).all(db).await?;
        }
        rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let states = states_of(&self.portal, db, &rows).await?;
        let rows = rows
            .into_iter()
            .map(|row| StudentRow {
                account: states.get(&row.id).copied().unwrap_or(AccountState::NotEligible),
                person: person(&row, &school.name),
                id: row.id,
            })
            .collect();
        Ok(StudentsView { q, total, page, pages, rows })
    }

    async fn open_reviews(&self, page: u32) -> Result<ReviewView, Fail> {
        let (_, school) = self.official().await?;
        let db = self.portal.store.db();
        let zone = Self::zone(&school);
        let today = self.portal.today(&zone);
        let open = review::Entity::find()
            .filter(review::Column::SchoolId.eq(&school.id))
            .filter(review::Column::DoneAt.is_null());
        let total = open.clone().count(db).await?;
        let pages = u32::try_from(total.div_ceil(REVIEWS)).unwrap_or(u32::MAX).max(1);
        let page = page.clamp(1, pages);
        let rows = open
            .order_by_asc(review::Column::At)
            .order_by_asc(review::Column::Id)
            .offset(u64::from(page - 1) * REVIEWS)
            .limit(REVIEWS)
            .all(db)
            .await?;
        let students: HashMap<String, student::Model> = student::Entity::find()
            .filter(student::Column::Id.is_in(rows.iter().map(|row| row.student_id.clone())))
            .all(db)
            .await?
            .into_iter()
            .map(|row| (row.id.clone(), row))
            .collect();
        let receipt_ids: Vec<String> = rows.iter().map(|row| row.receipt_id.clone()).collect();
        let receipts: HashMap<String, receipt::Model> = receipt::Entity::find()
            .filter(receipt::Column::Id.is_in(receipt_ids.clone()))
            .all(db)
            .await?
            .into_iter()
            .map(|row| (row.id.clone(), row))
            .collect();
        let changes: HashMap<String, String> = sevis_change::Entity::find()
            .filter(sevis_change::Column::ReceiptId.is_in(receipt_ids))
            .all(db)
            .await?
            .into_iter()
            .filter_map(|row| Some((row.receipt_id?, row.state)))
            .collect();
        let rows = rows
            .into_iter()
            .filter_map(|row| {
                let (student, receipt) =
                    (students.get(&row.student_id)?, receipts.get(&row.receipt_id)?);
                let event = Happened::from_code(&receipt.event)?;
                Some(ReviewRow {
                    id: row.id,
                    student_id: row.student_id,
                    name: letters::full_name(student),
                    sevis_id: student.sevis_id.clone(),
                    what: event.words().to_owned(),
                    sent: serde_json::from_str(&receipt.sent).unwrap_or_default(),
                    at: zone.words(instant(row.at)),
                    age_days: date::days_between(zone.day(instant(row.at)), today),
                    days_late: receipt.days_late,
                    sevis: changes
                        .get(&receipt.id)
                        .and_then(|state| SevisState::from_code(state))
                        .unwrap_or(SevisState::Queued),
                })
            })
            .collect();
        Ok(ReviewView { total, page, pages, rows })
    }

    async fn check_off(&self, id: &str) -> Result<Done, Fail> {
        let (official, school) = self.official().await?;
        let tx = self.portal.store.write().await?;
        let row = review::Entity::find_by_id(id)
            .filter(review::Column::SchoolId.eq(&school.id))
            .lock_exclusive()
            .one(&tx)
            .await?
            .ok_or(AppError::NotFound)?;
        if row.done_at.is_none() {
            let (_, record) = self.administered(&tx, &row.student_id).await?;
            let mut active: review::ActiveModel = row.into();
            active.done_at = Set(Some(millis(self.portal.now())));
            active.done_by = Set(Some(official.id));
            active.update(&tx).await?;
            record
                .note(
                    &tx,
                    &self.portal,
                    Happened::ReportReviewed,
                    Doer::Official,
                    &official.name,
                    &[],
                )
                .await?;
            tx.commit().await?;
        }
        Ok(Done::saying(routes::REVIEW, Notice::Reviewed))
    }

    async fn overview(&self) -> Result<ConsoleHomeView, Fail> {
        let (_, school) = self.official().await?;
        let db = self.portal.store.db();
        let open = review::Entity::find()
            .filter(review::Column::SchoolId.eq(&school.id))
            .filter(review::Column::DoneAt.is_null());
        let oldest = open.clone().order_by_asc(review::Column::At).one(db).await?;
        let zone = Self::zone(&school);
        let today = self.portal.today(&zone);
        Ok(ConsoleHomeView {
            students: student::Entity::find()
                .filter(student::Column::SchoolId.eq(&school.id))
                .count(db)
                .await?,
            open_reports: open.count(db).await?,
            oldest_report_days: oldest
                .map_or(0, |row| date::days_between(zone.day(instant(row.at)), today)),
            school: school.name,
        })
    }
}

#[async_trait]
impl ConsolePort for Desk {
    async fn home(&self) -> Result<ConsoleHomeView, AppError> {
        Ok(self.overview().await?)
    }

    async fn search(&self, form: &SearchForm) -> Answer {
        self.official().await?;
        let q = domain::text::line(&form.q, 100).map_err(|code| fault("q", code))?;
        let mut session = self.session.lock().await;
        session.data.search = q.unwrap_or_default();
        self.save_session(&mut session).await?;
        Ok(Done::to(routes::STUDENTS))
    }

    async fn students(&self, page: u32) -> Result<StudentsView, AppError> {
        Ok(self.list(page).await?)
    }

    async fn record(&self, id: &str) -> Result<RecordView, AppError> {
        Ok(self.record_view(id).await?)
    }

    async fn approve(&self, form: &IdForm) -> Answer {
        Ok(self.approve_authorization(&form.id).await?)
    }

    async fn reset_account(&self, form: &IdForm) -> Answer {
        Ok(self.reset_portal_account(&form.id).await?)
    }

    async fn change_email(&self, form: &ChangeEmailForm) -> Answer {
        Ok(self.new_email(form).await?)
    }

    async fn review(&self, page: u32) -> Result<ReviewView, AppError> {
        Ok(self.open_reviews(page).await?)
    }

    async fn mark_reviewed(&self, form: &IdForm) -> Answer {
        Ok(self.check_off(&form.id).await?)
    }
}

/// What SEVIS is told, in words.
fn sevis_words(event: &str) -> &str {
    match event {
        "PersonalInfo" => "Address, phone or email",
        "OPTEmployer/Add" => "Employer added",
        "OPTEmployer/Edit" => "Employer changed",
        "OPTEmployer/Delete" => "Employer deleted",
        other => other,
    }
}

/// True if another student or account has the address.
pub async fn email_taken(
    tx: &impl ConnectionTrait,
    email: &Email,
    student_id: &str,
) -> Result<bool, DbErr> {
    let key = email.key();
    let students = student::Entity::find()
        .filter(student::Column::EmailKey.eq(&key))
        .filter(student::Column::Id.ne(student_id))
        .count(tx)
        .await?;
    let accounts = account::Entity::find()
        .filter(account::Column::EmailKey.eq(&key))
        .filter(
            Condition::any()
                .add(account::Column::StudentId.is_null())
                .add(account::Column::StudentId.ne(student_id)),
        )
        .count(tx)
        .await?;
    Ok(students + accounts > 0)
}

/// Changes a student's e-mail: the account locks, a temporary password goes to the new address and
/// a notice to the old one; without an account the invitation goes to the new address.
async fn change_email(
    tx: &impl ConnectionTrait,
    desk: &Desk,
    record: &Record,
    email: &Email,
    password: (&str, String),
    official: &str,
) -> Result<(), Fail> {
    let portal = &desk.portal;
    let old = record.student.email.clone().unwrap_or_default();
    let mut active: student::ActiveModel = record.student.clone().into();
    active.email = Set(Some(email.as_str().to_owned()));
    active.email_key = Set(Some(email.key()));
    let s = &record.student;
    active.search = Set(search_text(&s.given_name, &s.surname, &s.sevis_id, email.as_str()));
    active.updated_at = Set(millis(portal.now()));
    active.update(tx).await?;
    let record = Record::load(tx, &record.student.id).await?.ok_or(AppError::NotFound)?;
    let changes = Snapshot::new()
        .with("Email", &*old)
        .changes_to(&Snapshot::new().with("Email", email.as_str()));
    record.note(tx, portal, Happened::EmailChanged, Doer::Official, official, &changes).await?;
    let payload = serde_json::json!({ "email": email.as_str() });
    record.tell_sevis(tx, portal, "PersonalInfo", payload, None).await?;
    follow_email_change(tx, portal, Some(old), &record.student.id, password).await
}

/// What follows from an e-mail that was changed on the record, by an official or an import.
pub async fn follow_email_change(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    old: Option<String>,
    student_id: &str,
    password: (&str, String),
) -> Result<(), Fail> {
    let record = Record::load(tx, student_id).await?.ok_or(AppError::NotFound)?;
    let old = old.filter(|old| !old.is_empty());
    let account = account::Entity::find()
        .filter(account::Column::StudentId.eq(&record.student.id))
        .lock_exclusive()
        .one(tx)
        .await?;
    // A link mailed to the old address must not open the account any more.
    links::replace_all(tx, Some(&record.student.id), None).await?;
    let Some(account) = account else {
        links::invite(tx, portal, &record).await?;
        return Ok(());
    };
    let account = accounts::apply(tx, portal, account, Event::EmailChanged).await?;
    let closed = account.standing == "closed";
    let mut active: account::ActiveModel = account.into();
    active.email = Set(record.student.email.clone().unwrap_or_default());
    active.email_key = Set(record.student.email_key.clone().unwrap_or_default());
    active.password_hash = Set(Some(password.1));
    active.update(tx).await?;
    if !closed {
        let login = format!("{}{}", portal.config.public_url, routes::LOGIN);
        queue(tx, portal, letters::temporary_password(&record.student, password.0, login)).await?;
        if let Some(old) = old {
            queue(tx, portal, letters::email_changed(&record.student, old)).await?;
        }
    }
    portal.wake.notify_one();
    Ok(())
}

/// The account state of each of these students, for pages and exports.
pub async fn states_of(
    portal: &Portal,
    db: &impl ConnectionTrait,
    students: &[student::Model],
) -> Result<HashMap<String, AccountState>, Fail> {
    use crate::clock::Zone;
    use crate::store::entity::school;
    let ids: Vec<String> = students.iter().map(|s| s.id.clone()).collect();
    let accounts: HashMap<String, account::Model> = account::Entity::find()
        .filter(account::Column::StudentId.is_in(ids.clone()))
        .all(db)
        .await?
        .into_iter()
        .filter_map(|row| Some((row.student_id.clone()?, row)))
        .collect();
    let links: HashMap<String, link::Model> = link::Entity::find()
        .filter(link::Column::StudentId.is_in(ids.clone()))
        .order_by_asc(link::Column::CreatedAt)
        .order_by_asc(link::Column::Id)
        .all(db)
        .await?
        .into_iter()
        .filter_map(|row| Some((row.student_id.clone()?, row)))
        .collect();
    let mut authorizations: HashMap<String, Vec<_>> = HashMap::new();
    for row in authorization::Entity::find()
        .filter(authorization::Column::StudentId.is_in(ids))
        .all(db)
        .await?
    {
        authorizations
            .entry(row.student_id.clone())
            .or_default()
            .push(convert::authorization(&row)?);
    }
    let zones: HashMap<String, Zone> = school::Entity::find()
        .all(db)
        .await?
        .into_iter()
        .map(|school| (school.id, Zone::of(&school.time_zone)))
        .collect();
    let none = Vec::new();
    students
        .iter()
        .map(|student| {
            let today = zones
                .get(&student.school_id)
                .map_or(portal.now().date(), |zone| portal.today(zone));
            let access =
                domain::window::access(authorizations.get(&student.id).unwrap_or(&none), today);
            let state = match (access, accounts.get(&student.id), links.get(&student.id)) {
                (Access::NotYet, _, _) => AccountState::NotEligible,
                (Access::Closed { .. }, _, _) => AccountState::Closed,
                (_, Some(account), _) if account.standing == "locked_by_logins" => {
                    AccountState::Locked
                }
                (_, Some(account), _) if account.temporary => AccountState::TemporaryPassword,
                (Access::ReadOnly { .. }, Some(_), _) => AccountState::ReadOnly,
                (_, Some(_), _) => AccountState::Active,
                (_, None, None) => AccountState::NotInvited,
                (_, None, Some(link)) => match convert::link(link).state(portal.now()) {
                    LinkState::Open { .. } => AccountState::Invited,
                    LinkState::Locked => AccountState::RegistrationLocked,
                    _ => AccountState::InviteExpired,
                },
            };
            Ok((student.id.clone(), state))
        })
        .collect()
}
