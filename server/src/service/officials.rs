//! Schools and those who work for them, as whoever runs the portal sets them up.

use super::audit;
use super::credentials::{clearing, epoch, links as mailed_links, standing};
use super::error::ServiceError;
use crate::scope::Work;
use crate::secret::id;
use crate::store::code::Code;
use crate::store::entity::{account, school};
use crate::store::{
    accounts, batches, credential_changes, rehearsal, reset_answers, reviews, schools,
    sevis_changes, students,
};
use domain::account::Standing;
use domain::audit::{AuditAct, Subject};
use domain::email::Email;
use domain::role::Role;
use domain::sevis_state::SevisWay;

/// Why a school or an official was not set up.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    /// Its code is in use.
    #[error("school {0} already exists")]
    SchoolExists(String),
    /// No school has the code.
    #[error("there is no school {0}; add it first")]
    NoSchool(String),
    /// Nobody who works in the console has the address.
    #[error("there is no official with this email")]
    NoOfficial,
    /// The access was ended.
    #[error("this official's access has ended")]
    Ended,
    /// No online account has the address: a student is let in anew by the school, an official by `official reset`, and an unfinished
    /// sign-up begins anew by itself.
    #[error("there is no open online account with this email")]
    NoOnline,
    /// Somebody else has the address.
    #[error("this email already has an account")]
    HasAccount,
    /// A student has the address.
    #[error("this email is a student's")]
    IsStudents,
    /// Anything else.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<sea_orm::DbErr> for SetUpError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Service(error.into())
    }
}

/// Writes a school.
pub async fn create_school(
    work: &Work,
    code: &str,
    name: &str,
    zone: &str,
) -> Result<school::Model, SetUpError> {
    if schools::by_code(work.db(), code).await?.is_some() {
        return Err(SetUpError::SchoolExists(code.to_owned()));
    }
    let row = school::Model {
        id: id(),
        code: code.to_owned(),
        name: name.to_owned(),
        import_columns: String::new(),
        sevis_way: Code(SevisWay::ByHand),
        sevis_org: String::new(),
        sevis_user: String::new(),
        review_first: false,
        plans_on_paper: false,
        time_zone: zone.to_owned(),
    };
    schools::insert(work.db(), row.clone()).await?;
    Ok(row)
}

/// Writes a school, and confirms it.
pub async fn add_school(work: Work, code: &str, name: &str, zone: &str) -> Result<(), SetUpError> {
    let school = create_school(&work, code, name, zone).await?;
    note(&work, AuditAct::SchoolAdded, Some(&school.id), None).await?;
    Ok(work.commit().await?)
}

/// Writes a locked school as it is now. What waited for the check goes on where that does not come first any
/// more.
pub async fn put_school(
    work: &Work,
    before: &school::Model,
    now: school::Model,
) -> Result<(), ServiceError> {
    if before.review_first && !now.review_first {
        sevis_changes::let_all_go(work.db(), &now.id).await?;
    }
    let rehearses = |row: &school::Model| row.sevis_way == SevisWay::Rehearsal;
    if rehearses(before) && !rehearses(&now) {
        rehearsal::leave(work.db(), &now.id).await?;
    }
    let begins = |row: &school::Model| row.sevis_way == SevisWay::Transport;
    if begins(&now) && !begins(before) {
        // What was made before may have been uploaded by hand: SEVIS is asked first.
        batches::ask_first(work.db(), &now.id).await?;
    }
    Ok(schools::update(work.db(), now).await?)
}

/// Changes settings of a school, and confirms it.
pub async fn set_school(
    work: Work,
    code: &str,
    change: impl FnOnce(school::Model) -> school::Model,
) -> Result<(), SetUpError> {
    let found = schools::by_code(work.db(), code).await?;
    let found = found.ok_or_else(|| SetUpError::NoSchool(code.to_owned()))?;
    let school = schools::lock(work.db(), &found.id).await?;
    let school = school.ok_or_else(|| SetUpError::NoSchool(code.to_owned()))?;
    let id = school.id.clone();
    put_school(&work, &school, change(school.clone())).await?;
    note(&work, AuditAct::SchoolSet, Some(&id), None).await?;
    Ok(work.commit().await?)
}

/// Somebody who works in the console.
#[derive(Clone, Copy)]
pub struct Person<'a> {
    /// Email.
    pub email: &'a Email,
    /// Full name.
    pub name: &'a str,
    /// What they do.
    pub role: Role,
}

/// Writes an official's account, or finds the invited one that has no password yet.
pub async fn create_official(
    work: &Work,
    school: Option<&str>,
    person: Person<'_>,
    password_hash: Option<String>,
) -> Result<account::Model, SetUpError> {
    let key = person.email.key();
    if let Some(row) = accounts::lock_by_email(work.db(), &key).await? {
        return invited_before(work, school, person, row).await;
    }
    if students::by_email(work.db(), &key).await?.is_some() {
        return Err(SetUpError::IsStudents);
    }
    let row = account::Model {
        school_id: school.map(str::to_owned),
        name: person.name.to_owned(),
        password_hash,
        ..standing::new(person.role, person.email, work.at())
    };
    accounts::insert(work.db(), row.clone()).await?;
    Ok(row)
}

/// The account of somebody who was invited before and has not come, or worked here once and comes back.
async fn invited_before(
    work: &Work,
    school: Option<&str>,
    person: Person<'_>,
    row: account::Model,
) -> Result<account::Model, SetUpError> {
    let of_console = |role: Role| role.is_official() || role == Role::Helpdesk;
    let here = of_console(row.role.0) && row.school_id.as_deref() == school;
    let same = row.role == person.role && row.standing != Standing::Closed;
    if here && same && row.password_hash.is_none() {
        return Ok(row);
    }
    if !here || row.standing != Standing::Closed {
        return Err(SetUpError::HasAccount);
    }
    let row = account::Model {
        role: Code(person.role),
        name: person.name.to_owned(),
        standing: Code(Standing::Open),
        password_hash: None,
        ..row
    };
    accounts::update(work.db(), row.clone()).await?;
    // Nothing of before opens it: neither a second step nor a code.
    clearing::remove_all(work, &row).await?;
    Ok(row)
}

/// Invites an official of the school with this code, or without one somebody of the help team;
/// returns the link, which is mailed as well.
pub async fn invite(
    work: Work,
    code: Option<&str>,
    person: Person<'_>,
) -> Result<String, SetUpError> {
    let (school, duty) = match code {
        Some(code) => {
            let school = schools::by_code(work.db(), code).await?;
            let school = school.ok_or_else(|| SetUpError::NoSchool(code.to_owned()))?;
            (Some(school.id), format!("an official of {}", school.name))
        }
        None => (None, "on the help team".to_owned()),
    };
    let (account, link) = invited(&work, school.as_deref(), person, &duty).await?;
    note(&work, AuditAct::OfficialInvited, school.as_deref(), Some(&account)).await?;
    work.commit().await?;
    Ok(link)
}

/// Writes an invitation, which is mailed; returns the account and the link.
pub async fn invited(
    work: &Work,
    school: Option<&str>,
    person: Person<'_>,
    duty: &str,
) -> Result<(account::Model, String), SetUpError> {
    let account = create_official(work, school, person, None).await?;
    let said = format!("You are {duty} in Foothold.");
    let link = mailed_links::enrol(work, &account, &said).await?;
    Ok((account, link))
}

async fn note(
    work: &Work,
    act: AuditAct,
    school: Option<&str>,
    about: Option<&account::Model>,
) -> Result<(), SetUpError> {
    let subjects = about.map(|account| Subject::Account(account.id.clone())).into_iter().collect();
    let email = about.map(|account| account.email.clone()).unwrap_or_default();
    Ok(audit::by_command(work, act, school, subjects, email).await?)
}

/// Somebody who works in the console, by email.
async fn console_account(work: &Work, email: &Email) -> Result<account::Model, SetUpError> {
    let row = accounts::lock_by_email(work.db(), &email.key()).await?;
    let works = |row: &account::Model| row.role.is_official() || row.role == Role::Helpdesk;
    row.filter(works).ok_or(SetUpError::NoOfficial)
}

/// Ends sessions, password and links.
pub async fn revoke_access(
    work: &Work,
    row: account::Model,
    standing: Standing,
) -> Result<account::Model, ServiceError> {
    let row = epoch::raise(work, row, None).await?;
    // Whoever had the mailbox has no say in what comes after.
    credential_changes::close_all(work.db(), &row.id, work.at()).await?;
    let row = account::Model { standing: Code(standing), password_hash: None, ..row };
    accounts::update(work.db(), row.clone()).await?;
    if let Some(school) = row.school_id.as_deref().filter(|_| standing == Standing::Closed) {
        // What they were to check is anybody's again.
        reviews::unassign(work.db(), school, &row.id).await?;
    }
    Ok(row)
}

/// Ends an official's access: sessions, password, links. What they did stays in the history.
pub async fn remove(work: Work, email: &Email) -> Result<(), SetUpError> {
    let row = console_account(&work, email).await?;
    let row = revoke_access(&work, row, Standing::Closed).await?;
    note(&work, AuditAct::OfficialRemoved, row.school_id.as_deref(), Some(&row)).await?;
    Ok(work.commit().await?)
}

/// A new way in for somebody who has lost every second step: whoever runs the portal has looked who
/// asks. Returns the link, which is mailed as well.
pub async fn reset(work: Work, email: &Email) -> Result<String, SetUpError> {
    let row = console_account(&work, email).await?;
    if row.standing == Standing::Closed {
        return Err(SetUpError::Ended);
    }
    let (row, link) = let_in_anew(&work, row).await?;
    note(&work, AuditAct::OfficialReset, row.school_id.as_deref(), Some(&row)).await?;
    work.commit().await?;
    Ok(link)
}

/// The same for the holder of an online account: for a representative no email is ever enough, and nobody else can open theirs. The
/// secret answers go as well, since whoever was in may have chosen them.
pub async fn reset_online(work: Work, email: &Email) -> Result<String, SetUpError> {
    let row = accounts::lock_by_email(work.db(), &email.key()).await?;
    let online = |role: Role| role.is_online() && role != Role::SigningUp;
    let open = |row: &account::Model| online(row.role.0) && row.standing != Standing::Closed;
    let row = row.filter(open).ok_or(SetUpError::NoOnline)?;
    let (row, link) = let_in_anew(&work, row).await?;
    reset_answers::replace(work.db(), &row.id, Vec::new()).await?;
    note(&work, AuditAct::AccountReset, None, Some(&row)).await?;
    work.commit().await?;
    Ok(link)
}

/// Ends all that opens this account, and mails a new way in; returns the account and the link.
pub async fn let_in_anew(
    work: &Work,
    row: account::Model,
) -> Result<(account::Model, String), ServiceError> {
    // An invitation that was never opened is sent once more.
    let opened = row.password_hash.is_some();
    let row = revoke_access(work, row, Standing::Open).await?;
    clearing::remove_all(work, &row).await?;
    let link = match opened {
        true => mailed_links::enrol_anew(work, &row).await?,
        false => mailed_links::enrol(work, &row, "Your access to Foothold was renewed.").await?,
    };
    Ok((row, link))
}
