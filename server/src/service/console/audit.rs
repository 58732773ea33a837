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
use domain::paging::pages;
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
    let (official, student) = asked_for(look, &school.id, of).await?;
    let about = [Subject::Student(of.student.clone()).key()];
    let wanted = Wanted {
        school: Some(&school.id),
        actor: Some(of.official.as_str()).filter(|id| !id.is_empty()),
        subjects: Some(&about[..]).filter(|_| !of.student.is_empty()),
    };
    let total = audits::count(look.db(), wanted).await?;
    let (page, pages) = pages(total, PAGE, of.page);
    let rows = audits::page(look.db(), wanted, u64::from(page - 1), PAGE).await?;
    let names = names(look, &rows, &school.id).await?;
    let zone = Zone::of(&school.time_zone);
    Ok(AuditView {
        official,
        student,
        of: AuditOf { page, ..of.clone() },
        total,
        pages,
        rows: rows.iter().map(|row| row_view(look, row, &zone, &names)).collect(),
    })
}

/// The names of the official and the student who are asked for; not found, unless of the school.
async fn asked_for(
    look: &Look,
    school: &str,
    of: &AuditOf,
) -> Result<(Option<String>, Option<String>), ServiceError> {
    let (mut official, mut student) = (None, None);
    if !of.official.is_empty() {
        let row = accounts::by_id(look.db(), &of.official).await?;
        let row = row.filter(|row| row.school_id.as_deref() == Some(school));
        official = Some(row.ok_or(AppError::NotFound)?.name);
    }
    if !of.student.is_empty() {
        let row = students::by_id(look.db(), &of.student).await?;
        let row = row.filter(|row| row.school_id == school);
        student = Some(full_name(&row.ok_or(AppError::NotFound)?));
    }
    Ok((official, student))
}

/// The names of the students that these acts are about.
async fn names(
    look: &Look,
    rows: &[audit::Model],
    school: &str,
) -> Result<HashMap<String, String>, ServiceError> {
    let mut ids: Vec<&str> = rows.iter().flat_map(|row| Subject::students(&row.subjects)).collect();
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
    let students = Subject::students(&row.subjects);
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
