//! Links mailed to employers, who need no account. A link is for one address.

use super::super::credentials::sends::{self, Sending};
use super::super::error::ServiceError;
use super::super::record::Record;
use super::super::visit::{Visit, guards};
use super::plan::Plan;
use crate::clock::millis;
use crate::mail::{letters, queue};
use crate::scope::{Connection, Scope, Work};
use crate::secret::{id, is_token, token};
use crate::store::code::Code;
use crate::store::entity::plan_link;
use crate::store::plans::links;
use app::ports::Done;
use app::wire::{AskSignersForm, Notice};
use app::{AppError, routes};
use domain::OffsetDateTime;
use domain::plan::{LinkPurpose, SIGN_DAYS, Signer};
use domain::send::Channel;
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
        LinkPurpose::Evaluate | LinkPurpose::Depart => Plan::accepted(s, &link.root).await?,
    };
    Ok(plan.filter(|plan| match link.purpose.0 {
        LinkPurpose::Sign => !plan.signers_at(&link.email).is_empty(),
        LinkPurpose::Evaluate => plan.signers_at(&link.email).contains(&Signer::Overseer),
        LinkPurpose::Depart => true,
    }))
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
    let to = plan.mailboxes(|who| plan.signature(who).is_none());
    if !plan.row.state.is_open() || to.is_empty() {
        return Ok(Done::saying(next, Notice::NothingChanged));
    }
    let lapses = work.now() + Duration::days(SIGN_DAYS);
    let mut mailed = false;
    for (email, name) in to {
        let sending = to_employer(&email, Some(&account.id), visit);
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
    work.commit().await?;
    Ok(Done::saying(next, Notice::SignersAsked))
}

/// A mail to an employer, for the ledger.
pub(super) fn to_employer<'a>(to: &'a str, account: Option<&'a str>, visit: &Visit) -> Sending<'a> {
    Sending { channel: Channel::Signer, to, account, from: Some(visit.address), known: false }
}
