//! The first step: an address that wants an account, and the mail that confirms it.

use super::super::credentials::sends::{self, Full, Sending};
use super::super::error::ServiceError;
use super::super::visit::{self, Desk, Visit};
use super::confirm::code_hash;
use crate::clock::instant;
use crate::limits::Limit;
use crate::mail::{letters, queue};
use crate::scope::{Look, Work};
use crate::secret::{drawn, id, token};
use crate::store::accounts;
use crate::store::entity::{confirmation, sign_up};
use crate::store::sign_ups::{self, confirmations};
use app::ports::Done;
use app::wire::{ConfirmView, Notice, SignUpForm};
use app::{AppError, routes};
use domain::email::Email;
use domain::fault::Faults;
use domain::role::Role;
use domain::send::Channel;
use domain::sign_up::{CONFIRM_CODE, CONFIRM_LIFE, RESEND_AFTER};

/// Letters and digits that cannot be taken for one another.
const CODE_ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Step 2; the answer is the same for any address.
pub async fn sign_up(desk: &Desk, form: &SignUpForm) -> Result<Done, ServiceError> {
    desk.limit(Limit::SignUps).await?;
    let mut faults = Faults::default();
    let Some(email) = faults.required("email", Email::parse(&form.email)) else {
        return Err(faults.into_vec().into());
    };
    ask(desk.work().await?, &desk.visit, &email).await
}

async fn ask(work: Work, visit: &Visit, email: &Email) -> Result<Done, ServiceError> {
    let (at, key) = (work.at(), email.key());
    let row = sign_up::Model {
        id: id(),
        email: email.as_str().to_owned(),
        email_key: key.clone(),
        asked_at: at,
        // Nothing is due until there is room for it.
        mailed_at: Some(at),
        account_id: None,
    };
    let first = sign_ups::ensure(work.db(), row).await?;
    let row = sign_ups::lock_by_email(work.db(), &key).await?.ok_or(AppError::Busy(1))?;
    let id = row.id.clone();
    want_mail(&work, visit, row, first).await?;
    visit.session.lock().await.data.sign_up = Some((id, email.as_str().to_owned()));
    visit::store(&work, visit).await?;
    work.ring(|bells| &bells.asked);
    work.commit().await?;
    Ok(Done::to(routes::SIGN_UP_CONFIRM))
}

/// Notes that a mail is wanted, unless the last request was within the minute, or enough was mailed
/// to the address: the answer is the same.
async fn want_mail(
    work: &Work,
    visit: &Visit,
    row: sign_up::Model,
    first: bool,
) -> Result<bool, ServiceError> {
    if !first && work.now() - instant(row.asked_at) < RESEND_AFTER {
        return Ok(false);
    }
    let (channel, from) = (Channel::Stranger, Some(visit.address));
    let sending = Sending { channel, to: &row.email_key, account: None, from, known: false };
    let mailed_at = match sends::reserve(work, sending).await? {
        Ok(()) => None,
        Err(Full::Recipient(_)) => row.mailed_at,
        Err(Full::Asker) => return Err(AppError::TooMany(3600).into()),
    };
    let row = sign_up::Model { asked_at: work.at(), mailed_at, ..row };
    sign_ups::update(work.db(), row).await?;
    Ok(true)
}

/// Another confirmation mail.
pub async fn resend(work: Work, visit: &Visit) -> Result<Done, ServiceError> {
    let waiting = visit.session.lock().await.data.sign_up.clone();
    let row = match &waiting {
        Some((id, _)) => sign_ups::lock(work.db(), id).await?,
        None => None,
    };
    let Some(row) = row else {
        return Ok(Done::to(routes::SIGN_UP));
    };
    let asked = want_mail(&work, visit, row, false).await?;
    work.ring(|bells| &bells.asked);
    work.commit().await?;
    let notice = asked.then_some(Notice::ConfirmationSent);
    Ok(Done { next: routes::SIGN_UP_CONFIRM.into(), notice })
}

/// The page that waits for the confirmation.
pub async fn waiting(look: &Look, visit: &Visit) -> Result<ConfirmView, ServiceError> {
    let Some((id, email)) = visit.session.lock().await.data.sign_up.clone() else {
        return Ok(ConfirmView { email: None, resend_in: 0 });
    };
    let row = sign_ups::by_id(look.db(), &id).await?;
    let left = row.map_or(time::Duration::ZERO, |row| {
        (instant(row.asked_at) + RESEND_AFTER - look.now()).min(RESEND_AFTER)
    });
    let resend_in = u32::try_from(left.whole_seconds().max(0)).unwrap_or(0);
    Ok(ConfirmView { email: Some(email), resend_in })
}

/// Answers one request for a confirmation mail; a job does it, so that the page cannot tell who is
/// known.
pub async fn answer(work: Work, sign_up_id: &str) -> Result<(), ServiceError> {
    // Another process may have answered it meanwhile.
    let row = sign_ups::lock(work.db(), sign_up_id).await?;
    let Some(row) = row.filter(|row| row.mailed_at.is_none()) else {
        return Ok(());
    };
    let account = accounts::by_email(work.db(), &row.email_key).await?;
    let student = account.as_ref().is_some_and(|account| account.student_id.is_some());
    let taken = account.as_ref().is_some_and(|account| account.role != Role::SigningUp);
    // A student on record may have an online account first: the school's invitation joins it then.
    if taken {
        let login = work.url(routes::LOGIN);
        let letter = match student {
            true => letters::open_with_this_login(row.email.clone(), work.url(routes::OPEN_ONLINE)),
            false => letters::already_there(row.email.clone(), login),
        };
        queue(&work, letter.awaited(work.now() + CONFIRM_LIFE)).await?;
    } else {
        let begun = account.is_some_and(|account| account.password_hash.is_some());
        mail_confirmation(&work, &row, begun).await?;
    }
    let row = sign_up::Model { mailed_at: Some(work.at()), ..row };
    sign_ups::update(work.db(), row).await?;
    Ok(work.commit().await?)
}

async fn mail_confirmation(
    work: &Work,
    row: &sign_up::Model,
    begun: bool,
) -> Result<(), ServiceError> {
    let token = token();
    let code = drawn::<CONFIRM_CODE>(CODE_ALPHABET);
    let confirmation = confirmation::Model {
        id: id(),
        sign_up_id: row.id.clone(),
        token_hash: work.secrets.hash("confirm", &token),
        code_hash: code_hash(work, &row.id, &code),
        created_at: work.at(),
        failures: 0,
        used_at: None,
    };
    confirmations::insert(work.db(), confirmation).await?;
    let link = work.url(&routes::confirm(&token));
    let shown = format!("{}-{}", &code[..4], &code[4..]);
    let letter = match begun {
        true => letters::begun(row.email.clone(), link, &shown),
        false => letters::confirmation(row.email.clone(), link, &shown),
    };
    queue(work, letter.awaited(work.now() + CONFIRM_LIFE)).await?;
    Ok(())
}
