//! Links mailed to employers, who need no account. A link is for one address; before anything is signed, a code
//! goes to that address once more, so that whoever was forwarded the link cannot sign with it.

use super::super::credentials::codes::six_digits;
use super::super::credentials::sends::{self, Sending};
use super::super::error::{ServiceError, fault};
use super::super::record::Record;
use super::super::visit::{Visit, guards};
use super::plan::Plan;
use crate::clock::{instant, millis};
use crate::mail::{letters, queue};
use crate::scope::{Connection, Scope, Work};
use crate::secret::{id, is_token, token};
use crate::store::code::Code;
use crate::store::entity::plan_link;
use crate::store::plans::links;
use app::ports::Done;
use app::wire::{AskSignersForm, Notice, SignCodeForm, with_token};
use app::{AppError, routes};
use domain::plan::{CODE_MINUTES, CODE_TRIES, LinkPurpose, PlanState, SIGN_DAYS, Signer};
use domain::send::Channel;
use domain::{FaultCode, OffsetDateTime};
use std::net::IpAddr;
use subtle::ConstantTimeEq;
use time::Duration;

/// A link that works, with what it leads to.
pub(super) struct Found {
    /// The link.
    pub link: plan_link::Model,
    /// The student's record.
    pub record: Record,
    /// The plan.
    pub plan: Plan,
}

/// The link of a token, whether it works or not.
pub(super) async fn any_by_token<C: Connection>(
    s: &Scope<C>,
    token: &str,
) -> Result<Option<plan_link::Model>, ServiceError> {
    if !is_token(token) {
        return Ok(None);
    }
    Ok(links::find(s.db(), &s.secrets.hash("plan-link", token)).await?)
}

fn works<C: Connection>(s: &Scope<C>, link: &plan_link::Model) -> bool {
    link.ended_at.is_none() && link.lapses_at > s.at()
}

/// What a token opens; the student's record is locked, and with it everything about the plan.
pub(super) async fn by_token(work: &Work, token: &str) -> Result<Option<Found>, ServiceError> {
    let Some(seen) = any_by_token(work, token).await? else { return Ok(None) };
    let Some(record) = Record::lock(work, &seen.student_id).await? else { return Ok(None) };
    // What was read before the lock may be over.
    let Some(link) = any_by_token(work, token).await?.filter(|link| works(work, link)) else {
        return Ok(None);
    };
    let Some(plan) = of_link(work, &link).await? else { return Ok(None) };
    Ok(Some(Found { link, record, plan }))
}

/// The same without locks, to be read.
pub(super) async fn look_by_token<C: Connection>(
    s: &Scope<C>,
    token: &str,
) -> Result<Option<Found>, ServiceError> {
    let Some(link) = any_by_token(s, token).await?.filter(|link| works(s, link)) else {
        return Ok(None);
    };
    let Some(record) = Record::load(s, &link.student_id).await? else { return Ok(None) };
    let Some(plan) = of_link(s, &link).await? else { return Ok(None) };
    Ok(Some(Found { link, record, plan }))
}

/// The version that a link is about: to be signed, the newest; else the accepted one. Whoever the plan does not name
/// any more has nothing to sign.
async fn of_link<C: Connection>(
    s: &Scope<C>,
    link: &plan_link::Model,
) -> Result<Option<Plan>, ServiceError> {
    let plan = match link.purpose.0 {
        LinkPurpose::Sign => Plan::newest(s, &link.root).await?,
        LinkPurpose::Evaluate | LinkPurpose::Depart => accepted(s, &link.root).await?,
    };
    Ok(plan.filter(|plan| match link.purpose.0 {
        LinkPurpose::Sign => !plan.signers_at(&link.email).is_empty(),
        LinkPurpose::Evaluate => plan.signers_at(&link.email).contains(&Signer::Overseer),
        LinkPurpose::Depart => true,
    }))
}

/// The accepted version of a plan.
pub(super) async fn accepted<C: Connection>(
    s: &Scope<C>,
    root: &str,
) -> Result<Option<Plan>, ServiceError> {
    let all = crate::store::plans::versions(s.db(), root).await?;
    match all.into_iter().find(|row| row.state == PlanState::Accepted) {
        Some(row) => Ok(Some(Plan::one(s, row).await?)),
        None => Ok(None),
    }
}

/// Makes a link to this address and returns where it leads.
pub(super) async fn make(
    work: &Work,
    plan: &Plan,
    (purpose, about): (LinkPurpose, &str),
    email: &str,
    lapses: OffsetDateTime,
) -> Result<String, ServiceError> {
    let token = token();
    let row = plan_link::Model {
        id: id(),
        root: plan.row.root.clone(),
        student_id: plan.row.student_id.clone(),
        purpose: Code(purpose),
        about: about.to_owned(),
        email: email.to_owned(),
        token_hash: work.secrets.hash("plan-link", &token),
        created_at: work.at(),
        lapses_at: millis(lapses),
        ended_at: None,
        code_hash: String::new(),
        code_at: 0,
        code_failures: 0,
    };
    links::insert(work.db(), row).await?;
    Ok(format!("{}?token={token}", work.url(routes::EMPLOYER_PLAN)))
}

/// The student has the links mailed to whoever has not signed. Earlier ones stay good: somebody may be writing.
pub async fn ask(work: Work, visit: &Visit, form: &AskSignersForm) -> Result<Done, ServiceError> {
    let (account, record) = guards::answering(&work, visit).await?;
    let plan = Plan::current(&work, &record.student.id, &form.id).await?;
    let next = routes::plan(&plan.row.id);
    let employers = Signer::ALL.iter().filter(|who| plan.signature(**who).is_none());
    let mut to: Vec<(String, String)> = Vec::new();
    for (who, field) in employers.filter_map(|who| Some((who, who.email_field()?))) {
        let email = plan.value(field).to_lowercase();
        if !email.is_empty() && !to.iter().any(|(known, _)| *known == email) {
            to.push((email, who.named(&plan.values).0));
        }
    }
    if !plan.row.state.is_open() || to.is_empty() {
        return Ok(Done::saying(next, Notice::NothingChanged));
    }
    let lapses = work.now() + Duration::days(SIGN_DAYS);
    let mut mailed = false;
    for (email, name) in to {
        let by = Some(account.id.as_str());
        let (to, from) = (&*email, Some(visit.address));
        let sending = Sending { channel: Channel::Signer, to, account: by, from };
        // Enough for one mailbox is no reason to keep the other one's mail.
        if sends::reserve(&work, sending).await?.is_err() {
            continue;
        }
        mailed = true;
        let link = make(&work, &plan, (LinkPurpose::Sign, ""), &email, lapses).await?;
        let until = record.zone().day(lapses);
        queue(&work, letters::plan_to_sign(&record.person(), (email, &name), link, until)).await?;
    }
    if !mailed {
        return Err(AppError::TooMany(3600).into());
    }
    work.wake_mail.notify_one();
    work.commit().await?;
    Ok(Done::saying(next, Notice::SignersAsked))
}

pub(super) async fn reserve(
    work: &Work,
    channel: Channel,
    (to, account): (&str, Option<&str>),
    from: IpAddr,
) -> Result<(), ServiceError> {
    sends::reserve_or_refuse(work, Sending { channel, to, account, from: Some(from) }).await
}

/// Mails a code to the address of a link; the code before it no longer works.
pub async fn code(work: Work, visit: &Visit, form: &SignCodeForm) -> Result<Done, ServiceError> {
    let page = with_token(routes::EMPLOYER_PLAN, &form.token);
    let next = Done::to(page.clone());
    let Some(Found { link, .. }) = by_token(&work, &form.token).await? else { return Ok(next) };
    if link.purpose == LinkPurpose::Depart {
        return Ok(next);
    }
    reserve(&work, Channel::Signer, (&link.email, None), visit.address).await?;
    let digits = six_digits();
    let row = plan_link::Model {
        code_hash: work.secrets.hash("plan-code", &format!("{} {digits}", link.id)),
        code_at: work.at(),
        code_failures: 0,
        ..link
    };
    let to = row.email.clone();
    links::update(work.db(), row).await?;
    queue(&work, letters::plan_code(to, &digits)).await?;
    work.wake_mail.notify_one();
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
    let age = work.now() - instant(link.code_at);
    let spent = link.code_hash.is_empty()
        || age > Duration::minutes(CODE_MINUTES)
        || link.code_failures >= CODE_TRIES;
    if spent {
        return Ok(Err(FaultCode::CodeSpent));
    }
    let hash = work.secrets.hash("plan-code", &format!("{} {bare}", link.id));
    let right = bool::from(hash.as_bytes().ct_eq(link.code_hash.as_bytes()));
    let row = match right {
        true => plan_link::Model { code_hash: String::new(), ..link.clone() },
        false => plan_link::Model { code_failures: link.code_failures + 1, ..link.clone() },
    };
    links::update(work.db(), row).await?;
    Ok(if right { Ok(()) } else { Err(FaultCode::WrongCode) })
}

/// True while a mailed code can be typed.
pub(super) fn code_waits<C: Connection>(s: &Scope<C>, link: &plan_link::Model) -> bool {
    !link.code_hash.is_empty()
        && link.code_failures < CODE_TRIES
        && s.now() - instant(link.code_at) <= Duration::minutes(CODE_MINUTES)
}

/// A fault of the code's field.
pub(super) fn code_fault(code: FaultCode) -> domain::Fault {
    fault("code", code)
}
