//! Who may do what. Each guard works on a `Look` and on a `Work`: reading, it judges the session as
//! it was loaded with the request; writing, it locks the account's row first and reads session and
//! account anew, so that what was ended or changed meanwhile brings nothing about.

use super::super::error::ServiceError;
use super::super::record::Record;
use super::Visit;
use super::session::{self, Session};
use crate::clock::Zone;
use crate::scope::{Connection, Look, Scope, Work};
use crate::store::entity::{account, school, session as session_row, student};
use crate::store::{accounts, convert, sessions};
use app::wire::ForcedChange;
use app::{AppError, Place};
use domain::access::{Action, Actor, Subject, may};
use domain::account::{Credential, must_change};
use domain::factor::FRESH;
use domain::role::Role;
use domain::sign_up::Step;
use domain::window::Access;

/// Whoever has given a password, or confirmed an address.
#[derive(Clone, Debug)]
pub struct Known {
    /// The account.
    pub account: account::Model,
    /// The session's row.
    pub row: session_row::Model,
    /// The school, for students and officials.
    pub school: Option<school::Model>,
    /// The record's student, where this transaction has read it and nobody else can write it.
    pub student: Option<student::Model>,
    /// What the session remembers.
    pub data: session::Data,
}

impl Known {
    /// The role.
    pub fn role(&self) -> Role {
        self.account.role.0
    }

    /// The zone in which times are told to this account.
    pub fn zone(&self) -> Zone {
        Zone::of(self.school.as_ref().map_or("UTC", |school| &school.time_zone))
    }
}

/// Whoever has given a password, or confirmed an address, in this session; the second step may
/// still be missing.
pub async fn half_known<C: Connection>(s: &Scope<C>, visit: &Visit) -> Result<Known, ServiceError> {
    let session = visit.session.lock().await.clone();
    let Session { account: Some(account), row: Some(row), school, data, .. } = session else {
        return Err(AppError::LoginRequired.into());
    };
    if !C::WRITES {
        return Ok(Known { account, row, school, student: None, data });
    }
    let found = sessions::lock_with_account(s.db(), &account.id, &row.id).await?;
    let found = found.ok_or(AppError::LoginRequired)?;
    let (row, school, student) = (found.session, found.school, found.student);
    let account = found.account.ok_or(AppError::LoginRequired)?;
    if row.epoch != account.epoch || session::is_over(s, &row, s.at()) {
        return Err(AppError::LoginRequired.into());
    }
    Ok(Known { account, row, school, student, data })
}

/// The account of the session, as it was loaded with the request: to lock it in order with others. It says
/// nothing about what may be done.
pub async fn own_id(visit: &Visit) -> Result<String, AppError> {
    let session = visit.session.lock().await;
    let id = session.account.as_ref().map(|account| account.id.clone());
    id.ok_or(AppError::LoginRequired)
}

/// The login of the session, as it was loaded with the request; empty for one of before there were any.
pub async fn login(visit: &Visit) -> String {
    let session = visit.session.lock().await;
    session.row.as_ref().map(|row| row.login.clone()).unwrap_or_default()
}

/// Whoever is logged in, with every step.
pub async fn account<C: Connection>(s: &Scope<C>, visit: &Visit) -> Result<Known, ServiceError> {
    let known = half_known(s, visit).await?;
    if known.row.factor_at.is_none() {
        return Err(AppError::Elsewhere(Place::Verify).into());
    }
    if known.role() == Role::SigningUp {
        return Err(AppError::Elsewhere(Place::SignUp(Step::AccountType)).into());
    }
    Ok(known)
}

/// The same, if password and second step were given within the last quarter of an hour.
pub async fn fresh<C: Connection>(s: &Scope<C>, visit: &Visit) -> Result<Known, ServiceError> {
    let known = account(s, visit).await?;
    require_fresh(s, &known)?;
    Ok(known)
}

/// Refuses whoever is known, and gave password and second step longer ago.
pub fn require_fresh<C: Connection>(s: &Scope<C>, known: &Known) -> Result<(), AppError> {
    if is_fresh(s, known) { Ok(()) } else { Err(AppError::Elsewhere(Place::FreshLogin)) }
}

/// True where password and second step were given within the last quarter of an hour.
pub fn is_fresh<C: Connection>(s: &Scope<C>, known: &Known) -> bool {
    known.row.password_at.min(known.row.factor_at).is_some_and(|at| at >= s.ago(FRESH))
}

/// Why the password must be changed first, if it must.
pub fn forced<C: Connection>(s: &Scope<C>, account: &account::Model) -> Option<ForcedChange> {
    let credential = convert::account(account).credential;
    let policy = s.config.policy_of(account.role.0);
    must_change(credential, policy.max_age_days, s.now()).then_some(match credential {
        Credential::Temporary(_) => ForcedChange::Temporary,
        Credential::Chosen(_) | Credential::Missing => ForcedChange::Expired,
    })
}

fn not_forced<C: Connection>(s: &Scope<C>, known: Known) -> Result<Known, ServiceError> {
    match forced(s, &known.account) {
        Some(_) => Err(AppError::PasswordChangeRequired.into()),
        None => Ok(known),
    }
}

/// Not found, unless the actor may do this to the record.
fn check(actor: &Actor, action: Action, record: &Record) -> Result<(), AppError> {
    let subject = Subject { student: &record.student.id, school: &record.student.school_id };
    if may(actor, action, subject) { Ok(()) } else { Err(AppError::NotFound) }
}

/// The student who is logged in, attested and with a lasting password, and the record's identity.
async fn known_student<C: Connection>(
    s: &Scope<C>,
    visit: &Visit,
) -> Result<(Known, String), ServiceError> {
    let known = account(s, visit).await?;
    let id = known.account.record().cloned().ok_or(AppError::NotFound)?;
    if !known.row.attested {
        return Err(AppError::AttestationRequired.into());
    }
    Ok((not_forced(s, known)?, id))
}

/// The record of the student who is logged in, to be read.
pub async fn student<C: Connection>(s: &Scope<C>, visit: &Visit) -> Result<Record, ServiceError> {
    let (known, id) = known_student(s, visit).await?;
    // As it was read with the session.
    let seen = visit.session.lock().await.student.clone();
    let record = match seen.filter(|student| !C::WRITES && student.id == id) {
        Some(student) => Record::around(s, Some(student), known.school).await?,
        None => Record::load(s, &id).await?,
    };
    let record = record.ok_or(AppError::NotFound)?;
    check(&Actor::Student { student: id }, Action::Read, &record)?;
    match record.access(s.today(&record.zone())) {
        Access::Closed { .. } => Err(AppError::LoginRequired.into()),
        _ => Ok(record),
    }
}

/// The same within a transaction, locked, if reports are taken.
pub async fn editing(work: &Work, visit: &Visit) -> Result<Record, ServiceError> {
    let (known, id) = known_student(work, visit).await?;
    let at_hand = (known.student, known.school);
    let record = Record::lock_within(work, &id, at_hand).await?.ok_or(AppError::NotFound)?;
    check(&Actor::Student { student: id }, Action::Report, &record)?;
    match record.access(work.today(&record.zone())) {
        Access::Edit { .. } => Ok(record),
        Access::Closed { .. } => Err(AppError::LoginRequired.into()),
        _ => Err(AppError::NotFound.into()),
    }
}

/// A student's own record, locked, as long as it can be read: what is written is no report.
pub async fn answering(
    work: &Work,
    visit: &Visit,
) -> Result<(account::Model, Record), ServiceError> {
    let (known, id) = known_student(work, visit).await?;
    let record = Record::lock(work, &id).await?.ok_or(AppError::NotFound)?;
    check(&Actor::Student { student: id }, Action::Read, &record)?;
    match record.access(work.today(&record.zone())) {
        Access::Closed { .. } => Err(AppError::LoginRequired.into()),
        _ => Ok((known.account, record)),
    }
}

async fn known_official<C: Connection>(s: &Scope<C>, visit: &Visit) -> Result<Known, ServiceError> {
    let known = account(s, visit).await?;
    if !known.role().is_official() {
        return Err(AppError::NotFound.into());
    }
    not_forced(s, known)
}

/// The official who is logged in, with the school.
pub async fn official<C: Connection>(
    s: &Scope<C>,
    visit: &Visit,
) -> Result<(account::Model, school::Model), ServiceError> {
    let known = known_official(s, visit).await?;
    let school = known.school.ok_or(AppError::NotFound)?;
    Ok((known.account, school))
}

/// The principal official who is logged in, with the school.
pub async fn principal<C: Connection>(
    s: &Scope<C>,
    visit: &Visit,
) -> Result<(account::Model, school::Model), ServiceError> {
    let (account, school) = official(s, visit).await?;
    if account.role == Role::Pdso { Ok((account, school)) } else { Err(AppError::NotFound.into()) }
}

/// A record of the official's school, to be read.
pub async fn school_record<C: Connection>(
    s: &Scope<C>,
    visit: &Visit,
    id: &str,
) -> Result<Record, ServiceError> {
    let (_, school) = official(s, visit).await?;
    let record = Record::load(s, id).await?.ok_or(AppError::NotFound)?;
    check(&Actor::Official { school: school.id }, Action::Read, &record)?;
    Ok(record)
}

/// A record of the official's school, locked; the student's account is locked before it, as
/// everywhere, so that student and school cannot wait for each other.
pub async fn administered(
    work: &Work,
    visit: &Visit,
    id: &str,
) -> Result<(account::Model, Record), ServiceError> {
    administered_by(work, known_official(work, visit).await?, id).await
}

/// The same with a fresh login: for acts that let people in or keep them out.
pub async fn administered_fresh(
    work: &Work,
    visit: &Visit,
    id: &str,
) -> Result<(account::Model, Record), ServiceError> {
    let official = known_official(work, visit).await?;
    require_fresh(work, &official)?;
    administered_by(work, official, id).await
}

async fn administered_by(
    work: &Work,
    official: Known,
    id: &str,
) -> Result<(account::Model, Record), ServiceError> {
    let school = official.school.ok_or(AppError::NotFound)?.id;
    accounts::lock_by_student(work.db(), id).await?;
    accounts::lock_joined(work.db(), id).await?;
    let record = Record::lock(work, id).await?.ok_or(AppError::NotFound)?;
    check(&Actor::Official { school }, Action::Administer, &record)?;
    Ok((official.account, record))
}

async fn known_writer<C: Connection>(s: &Scope<C>, visit: &Visit) -> Result<Known, ServiceError> {
    let known = account(s, visit).await?;
    if !known.role().writes_messages() {
        return Err(AppError::NotFound.into());
    }
    not_forced(s, known)
}

/// Whoever writes messages, and whether as the help team.
pub async fn writer<C: Connection>(
    s: &Scope<C>,
    visit: &Visit,
) -> Result<(account::Model, bool), ServiceError> {
    let known = known_writer(s, visit).await?;
    let help = known.role() == Role::Helpdesk;
    Ok((known.account, help))
}

async fn known_helper<C: Connection>(s: &Scope<C>, visit: &Visit) -> Result<Known, ServiceError> {
    let known = known_writer(s, visit).await?;
    if known.role() == Role::Helpdesk { Ok(known) } else { Err(AppError::NotFound.into()) }
}

/// Somebody of the help team.
pub async fn help_team<C: Connection>(
    s: &Scope<C>,
    visit: &Visit,
) -> Result<account::Model, ServiceError> {
    Ok(known_helper(s, visit).await?.account)
}

/// True for somebody of the help team with a fresh login, false for one whose login is older.
pub async fn help_team_is_fresh(look: &Look, visit: &Visit) -> Result<bool, ServiceError> {
    let known = known_helper(look, visit).await?;
    Ok(is_fresh(look, &known))
}

/// Somebody of the help team with a fresh login: for what lets people at a case.
pub async fn help_team_fresh(work: &Work, visit: &Visit) -> Result<account::Model, ServiceError> {
    let known = known_helper(work, visit).await?;
    require_fresh(work, &known)?;
    Ok(known.account)
}

/// The holder of an online account.
pub async fn holder<C: Connection>(
    s: &Scope<C>,
    visit: &Visit,
) -> Result<account::Model, ServiceError> {
    match writer(s, visit).await? {
        (account, false) => Ok(account),
        _ => Err(AppError::NotFound.into()),
    }
}
