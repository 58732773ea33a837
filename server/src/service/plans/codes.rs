//! The six-digit codes an employer needs to sign: each is mailed to the address the link was mailed to, so that whoever
//! was forwarded the link cannot sign with it.

use super::super::credentials::codes::six_digits;
use super::super::credentials::{sends, throttles};
use super::super::error::ServiceError;
use super::super::visit::Visit;
use super::links::{Found, by_token, to_employer};
use crate::clock::instant;
use crate::mail::{letters, queue};
use crate::scope::{Connection, Scope, Work};
use crate::store::entity::plan_link;
use crate::store::plans::links;
use app::ports::Done;
use app::routes;
use app::wire::{Notice, SignCodeForm, with_token};
use domain::FaultCode;
use domain::plan::{CODE_MINUTES, CODE_TRIES, LinkPurpose};
use subtle::ConstantTimeEq;
use time::Duration;

/// Mails a code to the address of a link; the code before it no longer works.
pub async fn code(work: Work, visit: &Visit, form: &SignCodeForm) -> Result<Done, ServiceError> {
    let page = with_token(routes::EMPLOYER_PLAN, &form.token);
    let next = Done::to(page.clone());
    let Some(Found { link, .. }) = by_token(&work, &form.token).await? else { return Ok(next) };
    if link.purpose == LinkPurpose::Depart {
        return Ok(next);
    }
    sends::reserve_or_refuse(&work, to_employer(&link.email, None, visit)).await?;
    let digits = six_digits();
    let row = plan_link::Model {
        code_hash: work.secrets.hash("plan-code", &format!("{} {digits}", link.id)),
        code_at: work.at(),
        code_failures: 0,
        ..link
    };
    let to = row.email.clone();
    links::update(work.db(), row).await?;
    let lapses = work.now() + Duration::minutes(CODE_MINUTES);
    queue(&work, letters::plan_code(to, &digits).awaited(lapses)).await?;
    work.commit().await?;
    Ok(Done::saying(page, Notice::CodeSent))
}

/// Tries a code. The caller commits also where it is wrong: that is counted.
pub(super) async fn check_code(
    work: &Work,
    link: &plan_link::Model,
    typed: &str,
) -> Result<Result<(), FaultCode>, ServiceError> {
    let bare = domain::factor::bare_code(typed);
    if bare.is_empty() {
        return Ok(Err(FaultCode::Required));
    }
    if !code_waits(work, link) {
        return Ok(Err(FaultCode::CodeSpent));
    }
    // Counted for the plan and the mailbox: neither a new code nor a new link renews the chances.
    let key = format!("plan code {} {}", link.root, link.email.to_lowercase());
    let counted = throttles::lock(work, &key).await?;
    if let Some(seconds) = counted.wait(work.now()) {
        return Ok(Err(FaultCode::WaitFor { seconds }));
    }
    let hash = work.secrets.hash("plan-code", &format!("{} {bare}", link.id));
    let right = bool::from(hash.as_bytes().ct_eq(link.code_hash.as_bytes()));
    let row = match right {
        true => plan_link::Model { code_hash: String::new(), ..link.clone() },
        false => plan_link::Model { code_failures: link.code_failures + 1, ..link.clone() },
    };
    links::update(work.db(), row).await?;
    if right {
        counted.passed(work).await?;
        return Ok(Ok(()));
    }
    Ok(Err(counted.failed(work, FaultCode::WrongCode).await?))
}

/// True while a mailed code can be typed.
pub(super) fn code_waits<C: Connection>(s: &Scope<C>, link: &plan_link::Model) -> bool {
    !link.code_hash.is_empty()
        && link.code_failures < CODE_TRIES
        && s.now() - instant(link.code_at) <= Duration::minutes(CODE_MINUTES)
}
