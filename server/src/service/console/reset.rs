//! "Reset portal account": resends a link or unlocks, and says which.

use super::super::audit::{self, Entry};
use super::super::credentials::{access_end, clearing, epoch, links, sends};
use super::super::error::ServiceError;
use super::super::record::{Line, note};
use super::super::visit::{Visit, guards};
use crate::scope::Work;
use crate::store::entity::account;
use crate::store::{accounts, credential_changes};
use app::ports::Done;
use app::routes;
use app::wire::{Notice, ResetAccountForm, ResetRefusal};
use domain::audit::{AuditAct, Subject};
use domain::history::Event;
use domain::window::Access;

/// Resends a link or unlocks, and says which.
pub async fn reset(
    work: Work,
    visit: &Visit,
    form: &ResetAccountForm,
) -> Result<Done, ServiceError> {
    let (official, record) = guards::administered_fresh(&work, visit, &form.id).await?;
    let student = &record.student;
    let next = routes::student(&student.id);
    let refuse = |why| Ok(Done::saying(next.clone(), Notice::ResetRefused(why)));
    match record.access(work.today(&record.zone())) {
        Access::NotYet => return refuse(ResetRefusal::NotEligible),
        Access::Closed { .. } => return refuse(ResetRefusal::Closed),
        Access::Edit { .. } | Access::ReadOnly { .. } => {}
    }
    let Some(email) = &student.email else {
        return refuse(ResetRefusal::NoEmail);
    };
    if accounts::lock_joined(work.db(), &student.id).await?.is_some() {
        return refuse(ResetRefusal::Joined);
    }
    // Where the authorization began today, its account may be closed still: the link would be refused until it opens.
    access_end::reopen(&work, &record).await?;
    sends::by_official(&work, visit.address, &official, email).await?;
    let account = accounts::lock_by_student(work.db(), &student.id).await?;
    note(&work, &student.id, Line::by_official(Event::AccountReset, &official.name)).await?;
    let notice = match account {
        None => {
            links::invite(&work, &record).await?;
            Notice::LinkSent
        }
        Some(account) => {
            // Whoever knows the old password must not get in with it any more.
            let account = account::Model { password_hash: None, ..account };
            let account = epoch::raise(&work, account, None).await?;
            // Nor by a passkey, once a password is chosen by whatever way.
            clearing::remove_passkeys(&work, &account.id).await?;
            // Nor does an older email bring any of it back.
            credential_changes::close_all(work.db(), &account.id, work.at()).await?;
            links::account_reset(&work, &record, &account).await?;
            Notice::Unlocked
        }
    };
    let subjects = vec![Subject::Student(student.id.clone())];
    audit::write(&work, Entry::of(&official, AuditAct::AccountReset, subjects)).await?;
    work.commit().await?;
    Ok(Done::saying(next, notice))
}
