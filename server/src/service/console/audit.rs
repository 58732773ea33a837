//! The audit as the school's PDSO reads it: by person, by official, or all of the school's.

use super::super::audit::detail;
use super::super::error::ServiceError;
use super::super::visit::{Visit, guards};
use crate::clock::{Zone, instant};
use crate::mail::letters::full_name;
use crate::scope::Look;
use crate::store::audits::{self, Wanted};
use crate::store::entity::{account, audit};
use crate::store::{accounts, students};
use app::AppError;
use app::wire::{AuditOf, AuditRow, AuditView};
use domain::audit::Subject;
use domain::role::Role;
use std::collections::HashMap;

/// Acts on a page.
const PAGE: u64 = 50;

/// True for whoever reads the audit.
pub fn may_read(official: &account::Model) -> bool {
    official.role == Role::Pdso
}

/// A page of it, the newest first (the first page is 1).
pub async fn view(look: &Look, visit: &Visit, of: &AuditOf) -> Result<AuditView, ServiceError> {
    let (official, school) = guards::official(look, visit).await?;
    if !may_read(&official) {
        return Err(AppError::NotFound.into());
    }
    if !is_own(look, &school.id, of).await? {
        return Err(AppError::NotFound.into());
    }
    let about = [Subject::Student(of.student.clone()).key()];
    let wanted = Wanted {
        school: Some(&school.id),
        actor: Some(of.official.as_str()).filter(|id| !id.is_empty()),
        subjects: Some(&about[..]).filter(|_| !of.student.is_empty()),
    };
    let total = audits::count(look.db(), wanted).await?;
    let pages = u32::try_from(total.div_ceil(PAGE)).unwrap_or(u32::MAX).max(1);
    let page = of.page.clamp(1, pages);
    let rows = audits::page(look.db(), wanted, u64::from(page - 1), PAGE).await?;
    let names = names(look, &rows, &of.student, &school.id).await?;
    let zone = Zone::of(&school.time_zone);
    let official = match of.official.as_str() {
        "" => None,
        id => accounts::by_id(look.db(), id)
            .await?
            .filter(|row| row.school_id.as_ref() == Some(&school.id)),
    };
    Ok(AuditView {
        student: names.get(&of.student).cloned(),
        official: official.map(|row| row.name),
        of: AuditOf { page, ..of.clone() },
        total,
        pages,
        rows: rows.iter().map(|row| row_view(look, row, &zone, &names)).collect(),
    })
}

/// True where the official and the student who are asked for are of the school.
async fn is_own(look: &Look, school: &str, of: &AuditOf) -> Result<bool, ServiceError> {
    let official = match of.official.as_str() {
        "" => true,
        id => accounts::by_id(look.db(), id)
            .await?
            .is_some_and(|row| row.school_id.as_deref() == Some(school)),
    };
    let student = match of.student.as_str() {
        "" => true,
        id => students::by_id(look.db(), id).await?.is_some_and(|row| row.school_id == school),
    };
    Ok(official && student)
}

/// The names of the students that these acts are about.
async fn names(
    look: &Look,
    rows: &[audit::Model],
    besides: &str,
    school: &str,
) -> Result<HashMap<String, String>, ServiceError> {
    let ids = rows.iter().flat_map(|row| row.subjects.split(','));
    let mut ids: Vec<&str> = ids.filter_map(|key| key.strip_prefix("student:")).collect();
    ids.push(besides);
    ids.sort_unstable();
    ids.dedup();
    let found = students::of(look.db(), &ids).await?;
    // Of another school's student not even the name is told.
    let own = found.into_iter().filter(|(_, row)| row.school_id == school);
    Ok(own.map(|(id, row)| (id, full_name(&row))).collect())
}

fn row_view(
    look: &Look,
    row: &audit::Model,
    zone: &Zone,
    names: &HashMap<String, String>,
) -> AuditRow {
    let students = row.subjects.split(',').filter_map(|key| key.strip_prefix("student:"));
    let (before, after) = detail(look, row).unwrap_or_default();
    AuditRow {
        at: zone.words(instant(row.at)),
        official: row.actor.clone(),
        who: row.actor_name.clone(),
        what: row.act.words().to_owned(),
        whom: students.filter_map(|id| Some((id.to_owned(), names.get(id)?.clone()))).collect(),
        before,
        after,
    }
}
