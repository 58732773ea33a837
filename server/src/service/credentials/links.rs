//! Mailed links: made, found, replaced.

use super::super::error::ServiceError;
use super::super::record::{Line, Record, note};
use crate::mail::{letters, queue};
use crate::scope::{Connection, Scope, Work};
use crate::secret::{id, is_token, token};
use crate::store::entity::{account, link};
use crate::store::links::{self, Whose};
use crate::store::{accounts, code::Code, convert};
use app::routes;
use domain::OffsetDateTime;
use domain::account::TEMPORARY_HOURS;
use domain::date::plus_days;
use domain::history::Event;
use domain::invitation::{CHANCES, LIFE_DAYS, LinkKind, LinkState, lapses_on};
use domain::window::Access;
use sea_orm::DbErr;
use time::Duration;

/// Whose a new link is.
struct For {
    student: Option<String>,
    account: Option<String>,
}

/// Makes a link and returns its address. Earlier links of the same person no longer work.
async fn make(
    work: &Work,
    kind: LinkKind,
    whose: For,
    page: &str,
    lapses_at: OffsetDateTime,
) -> Result<String, DbErr> {
    match (&whose.student, &whose.account) {
        (Some(id), _) => links::replace_all(work.db(), Whose::Student(id)).await?,
        (None, Some(id)) => links::replace_all(work.db(), Whose::Account(id)).await?,
        (None, None) => {}
    }
    let token = token();
    let row = link::Model {
        id: id(),
        kind: Code(kind),
        student_id: whose.student,
        account_id: whose.account,
        token_hash: work.secrets.hash("link", &token),
        created_at: work.at(),
        lapses_at: crate::clock::millis(lapses_at),
        failures: 0,
        used_at: None,
        replaced: false,
        sealed: String::new(),
    };
    links::insert(work.db(), row).await?;
    Ok(format!("{}?token={token}", work.url(page)))
}

/// Invites a student who is eligible and has no account; tells whether it did.
pub async fn invite(work: &Work, record: &Record) -> Result<bool, ServiceError> {
    let (zone, student) = (record.zone(), &record.student);
    let today = work.today(&zone);
    let authorizations = record.authorizations();
    let newest = authorizations.iter().filter(|a| a.opens_portal(today)).max_by_key(|a| a.start);
    let (Some(newest), Some(_)) = (newest, &student.email) else {
        return Ok(false);
    };
    let registered = accounts::by_student(work.db(), &student.id).await?.is_some();
    let access = record.access(today);
    if registered || matches!(access, Access::Closed { .. } | Access::NotYet) {
        return Ok(false);
    }
    let over = lapses_on(today);
    let whose = For { student: Some(student.id.clone()), account: None };
    let link =
        make(work, LinkKind::Registration, whose, routes::REGISTER, zone.begins(over)).await?;
    queue(work, letters::invitation(student, newest.kind, link, plus_days(over, -1))).await?;
    note(work, &student.id, Line::by_system(Event::InvitationSent)).await?;
    Ok(true)
}

/// Mails the link of an official's reset.
pub async fn account_reset(
    work: &Work,
    record: &Record,
    account: &account::Model,
) -> Result<(), ServiceError> {
    let zone = record.zone();
    let over = lapses_on(work.today(&zone));
    let whose = For { student: Some(record.student.id.clone()), account: Some(account.id.clone()) };
    let link = make(work, LinkKind::AccountReset, whose, routes::RESET, zone.begins(over)).await?;
    queue(work, letters::account_reset(&record.student, link, plus_days(over, -1))).await?;
    Ok(())
}

/// Mails the link of "Forgot password".
pub async fn password_reset(
    work: &Work,
    account: &account::Model,
    name: &str,
) -> Result<(), ServiceError> {
    let over = work.now() + Duration::hours(TEMPORARY_HOURS);
    let whose = For { student: account.student_id.clone(), account: Some(account.id.clone()) };
    let link = make(work, LinkKind::PasswordReset, whose, routes::RESET, over).await?;
    let (to, student) = (account.email.clone(), account.student_id.clone());
    queue(work, letters::password_link(to, student, name, link)).await?;
    Ok(())
}

/// Mails an official's first link, and returns it to be printed.
pub async fn enrol(
    work: &Work,
    account: &account::Model,
    duty: &str,
) -> Result<String, ServiceError> {
    let over = work.now() + Duration::days(LIFE_DAYS);
    let whose = For { student: None, account: Some(account.id.clone()) };
    let link = make(work, LinkKind::Enrolment, whose, routes::RESET, over).await?;
    let letter = letters::enrolment(account.email.clone(), &account.name, duty, link.clone());
    queue(work, letter).await?;
    Ok(link)
}

/// Finds a link by its token, among these kinds. In a writing transaction it is locked.
pub async fn find<C: Connection>(
    s: &Scope<C>,
    token: &str,
    kinds: &[LinkKind],
) -> Result<Option<link::Model>, DbErr> {
    if !is_token(token) {
        return Ok(None);
    }
    let hash = s.secrets.hash("link", token);
    if C::WRITES {
        links::lock(s.db(), &hash, kinds).await
    } else {
        links::find(s.db(), &hash, kinds).await
    }
}

/// The same, if it can still be used.
pub async fn find_open<C: Connection>(
    s: &Scope<C>,
    token: &str,
    kinds: &[LinkKind],
) -> Result<Option<link::Model>, DbErr> {
    let row = find(s, token, kinds).await?;
    let is_open =
        |row: &link::Model| matches!(convert::link(row).state(s.now()), LinkState::Open { .. });
    Ok(row.filter(is_open))
}

/// Counts a wrong SEVIS ID against a locked link; returns the chances left.
pub async fn count_wrong_id(work: &Work, row: link::Model) -> Result<u8, DbErr> {
    let after = convert::link(&row).after_wrong_id();
    let row = link::Model { failures: i32::from(after.failures), ..row };
    links::update(work.db(), row).await?;
    Ok(CHANCES.saturating_sub(after.failures))
}

/// Marks a locked link as used.
pub async fn use_up(work: &Work, row: link::Model) -> Result<(), DbErr> {
    links::update(work.db(), link::Model { used_at: Some(work.at()), ..row }).await
}
