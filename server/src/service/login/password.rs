//! Login: the same words, status and work for known and unknown addresses.

use super::super::credentials::{standing, throttles};
use super::super::error::{ServiceError, fault};
use super::super::record::{Line, Record, note};
use super::super::visit::{Desk, Visit, device};
use super::passed;
use crate::limits::{Limit, network};
use crate::scope::Work;
use crate::store::{accounts, convert, entity::account, push_devices, sessions};
use app::ports::Done;
use app::wire::{LoginForm, Notice};
use app::{AppError, routes};
use domain::FaultCode;
use domain::account::{Event, Standing, step};
use domain::email::Email;
use domain::history::Event as Happened;
use domain::window::Access;
use domain::{login, text};
use std::net::IpAddr;

/// Longest password that is hashed.
const MAX_PASSWORD_BYTES: usize = 1024;

/// A try whose password has been compared.
struct Attempt {
    email: Email,
    counted: Counted,
    /// The hash that it was compared with.
    hash: Option<String>,
    right: bool,
    /// The password under the cost of today, where its hash is weaker.
    rehashed: Option<String>,
    next: String,
}

/// Under what failures are counted. A known browser is counted by itself: no stranger keeps it out.
/// Any other is counted by its network, and with all others of the account, of whom only every tenth
/// failure weighs: strangers slow themselves. A new password begins anew (`epoch`).
struct Counted {
    near: String,
    all: Option<String>,
}

/// So many failures from anywhere weigh as one.
const FROM_ANYWHERE: u32 = 10;

impl Counted {
    fn of(key: &str, epoch: i64, device: Option<&str>, address: IpAddr) -> Self {
        match device {
            Some(device) => Self { near: format!("login {key} {epoch} {device}"), all: None },
            None => Self {
                near: format!("login {key} {epoch} {}", network(address)),
                all: Some(format!("login {key} {epoch}")),
            },
        }
    }

    /// Holds both until the transaction ends, or refuses while a wait is running.
    async fn guard(&self, work: &Work) -> Result<Vec<throttles::Locked>, ServiceError> {
        let mut locked = Vec::new();
        if let Some(all) = &self.all {
            locked.push(throttles::lock_every(work, all, FROM_ANYWHERE).await?);
        }
        locked.push(throttles::lock(work, &self.near).await?);
        match locked.iter().filter_map(|one| one.wait(work.now())).max() {
            Some(seconds) => Err(fault("email", FaultCode::WaitFor { seconds }).into()),
            None => Ok(locked),
        }
    }
}

/// Email and password.
pub async fn log_in(desk: &Desk, form: &LoginForm) -> Result<Done, ServiceError> {
    desk.limit(Limit::Logins).await?;
    let email = login::parse(&form.email, &form.password)?;
    let attempt = compare(desk, email, form).await?;
    settle(desk.work().await?, &desk.visit, attempt).await
}

/// Compares the password; no transaction is open while it takes its time.
async fn compare(desk: &Desk, email: Email, form: &LoginForm) -> Result<Attempt, ServiceError> {
    let (look, key) = (desk.look(), email.key());
    let found = accounts::by_email(look.db(), &key).await?;
    let account_id = found.as_ref().map(|row| row.id.as_str()).unwrap_or_default();
    let device = device::known(&look, &desk.visit, account_id).await?.map(|row| row.id);
    let epoch = found.as_ref().map_or(0, |row| row.epoch);
    let counted = Counted::of(&key, epoch, device.as_deref(), desk.visit.address);
    throttles::look(&look, &counted.near, "email").await?;
    // One that we made has no blanks: those came along when it was copied.
    let typed = match &found {
        Some(row) if row.temporary => text::ascii(&form.password),
        _ => form.password.clone(),
    };
    let hash = found.and_then(|row| row.password_hash);
    let hasher = &desk.portal.hasher;
    let verified = if form.password.len() > MAX_PASSWORD_BYTES {
        hasher.verify(String::new(), None).await?
    } else {
        hasher.verify(typed.clone(), hash.clone()).await?
    };
    let rehashed = match (verified.outdated, verified.right) {
        (true, true) => Some(hasher.hash(typed).await?),
        _ => None,
    };
    let next = form.next.clone();
    Ok(Attempt { email, counted, hash, right: verified.right, rehashed, next })
}

async fn settle(work: Work, visit: &Visit, attempt: Attempt) -> Result<Done, ServiceError> {
    // Of many tries at once, those after the one that began the wait count for nothing.
    let counted = attempt.counted.guard(&work).await?;
    let row = accounts::lock_by_email(work.db(), &attempt.email.key()).await?;
    // A password changed while this one was verified counts as wrong.
    let right = attempt.right && row.as_ref().is_some_and(|row| row.password_hash == attempt.hash);
    if right
        && let Some(row) = &row
        && step(convert::account(row), Event::RightPassword, work.now()).is_ok()
        && !is_over(&work, row).await?
    {
        for one in counted {
            one.passed(&work).await?;
        }
        return accept(work, visit, row.clone(), attempt).await;
    }
    let known = row.as_ref().map(|row| row.id.as_str()).unwrap_or_default();
    tracing::info!(account = known, "password refused");
    let mut code = FaultCode::LoginFailed;
    for one in counted {
        code = one.failed(&work, code).await?;
    }
    // The seed's three strikes; online accounts only wait.
    match row.filter(|row| !right && work.config.is_seed() && !row.role.is_online()) {
        Some(row) => strike(&work, row).await?,
        // As much work as a strike, so that time tells nothing.
        None => accounts::touch_nobody(work.db()).await?,
    }
    work.commit().await?;
    Err(fault("email", code).into())
}

async fn accept(
    work: Work,
    visit: &Visit,
    row: account::Model,
    attempt: Attempt,
) -> Result<Done, ServiceError> {
    let row = standing::apply(&work, row, Event::RightPassword).await?;
    let password_hash = attempt.rehashed.or_else(|| row.password_hash.clone());
    let was = row.clone();
    let row = account::Model { last_login_at: Some(work.at()), password_hash, ..row };
    accounts::change(&work.later(), &was, row.clone()).await?;
    let done = passed::password(&work, visit, &row, &attempt.next).await?;
    work.commit().await?;
    tracing::info!(account = %row.id, "password passed");
    Ok(done)
}

/// Counts a wrong password, and says so in the record if it locks the account.
async fn strike(work: &Work, row: account::Model) -> Result<(), ServiceError> {
    let (account_id, student) = (row.id.clone(), row.student_id.clone());
    let after = match standing::apply(work, row, Event::WrongPassword).await {
        // Locked already: nothing more to count.
        Err(ServiceError::App(AppError::LoginRequired)) => return Ok(()),
        other => other?,
    };
    if after.standing == Standing::LockedByLogins {
        tracing::info!(account = %account_id, "locked by failed logins");
        if let Some(student) = student {
            note(work, &student, Line::by_system(Happened::AccountLocked)).await?;
        }
    }
    Ok(())
}

/// True for a student whose access has ended.
pub(super) async fn is_over(work: &Work, row: &account::Model) -> Result<bool, ServiceError> {
    let Some(student) = &row.student_id else {
        return Ok(false);
    };
    let record = Record::load(work, student).await?.ok_or(AppError::NotFound)?;
    let today = work.today(&record.zone());
    Ok(matches!(record.access(today), Access::Closed { .. }))
}

/// Ends the session at once.
pub async fn log_out(work: Work, visit: &Visit) -> Result<Done, ServiceError> {
    let mut session = visit.session.lock().await;
    if let Some(row) = session.row.take() {
        sessions::end_one(work.db(), &row.id).await?;
        // A key that this very login was given meanwhile.
        if !row.login.is_empty() {
            sessions::end_login(work.db(), &row.login).await?;
            push_devices::forget_logins(work.db(), vec![row.login]).await?;
        }
    }
    *session = super::super::visit::Session::default();
    drop(session);
    work.commit().await?;
    visit.head.clear_site_data();
    Ok(Done::saying(routes::LOGIN, Notice::LoggedOut))
}
