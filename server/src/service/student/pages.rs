//! What a student sees: employment, one employer, its form, the history.

use super::super::error::ServiceError;
use super::super::record::{Record, timeline, views, views_with};
use super::super::visit::{Visit, guards};
use super::employers::{find, newest_open};
use super::validation::open_validation;
use crate::scope::Look;
use crate::secret::id;
use crate::store::convert;
use crate::store::sevis_changes::{self, Stand};
use app::AppError;
use app::wire::{EmployerFormView, EmployerView, EmploymentView, HistoryFilter, HistoryView};
use domain::authorization::Kind;
use domain::employer::EmployerForm;

/// Authorizations, employers, count.
pub async fn employment_of(look: &Look, record: &Record) -> Result<EmploymentView, ServiceError> {
    let stands = sevis_changes::stands(look.db(), &record.student.id).await?;
    employment_with(look, record, &stands).await
}

/// The same where it is known how its changes stand.
pub async fn employment_with(
    look: &Look,
    record: &Record,
    stands: &[Stand],
) -> Result<EmploymentView, ServiceError> {
    let today = look.today(&record.zone());
    Ok(EmploymentView {
        authorizations: views_with(record, stands, today),
        count: record.count(today),
        validation: open_validation(look, record, today).await?,
        access: record.access(today),
    })
}

/// One employer, with what its deletion would do to the count.
pub async fn employer(look: &Look, visit: &Visit, id: &str) -> Result<EmployerView, ServiceError> {
    let record = guards::student(look, visit).await?;
    let today = look.today(&record.zone());
    let views = views(look, &record, today).await?;
    let mut cards = views.into_iter().flat_map(|view| view.employers);
    Ok(EmployerView {
        card: cards.find(|card| card.id == id).ok_or(AppError::NotFound)?,
        count: record.count(today),
        used_otherwise: record.used_otherwise(id, today),
    })
}

/// The form of an employer, or of a new one.
pub async fn employer_form(
    look: &Look,
    visit: &Visit,
    employer: Option<&str>,
) -> Result<EmployerFormView, ServiceError> {
    let record = guards::student(look, visit).await?;
    let today = look.today(&record.zone());
    let (row, form) = match employer {
        Some(employer) => {
            let (row, authorization) = find(&record, employer)?;
            if row.deleted_at.is_some() {
                return Err(AppError::NotFound.into());
            }
            (authorization, convert::employer(row).form(&row.id, row.version))
        }
        None => {
            let form = EmployerForm::begun(id());
            (newest_open(&record, today)?, form)
        }
    };
    let authorization = convert::authorization(row);
    let stem = authorization.kind == Kind::Stem;
    if !record.is_open(row, today) {
        return Err(AppError::NotFound.into());
    }
    if stem && employer.is_none() {
        return Err(AppError::SchoolAdds.into());
    }
    Ok(EmployerFormView { form, authorization, stem })
}

/// Every change and mail.
pub async fn history(
    look: &Look,
    visit: &Visit,
    filter: HistoryFilter,
) -> Result<HistoryView, ServiceError> {
    let record = guards::student(look, visit).await?;
    let all = timeline(look, &record).await?;
    let mut months: Vec<String> = all.iter().map(|dated| dated.month.clone()).collect();
    months.dedup();
    let asked = Some(filter.kind.clone()).filter(|kind| !kind.is_empty());
    let kinds = all.iter().map(|dated| dated.kind.clone()).chain(asked).collect();
    let wanted = all.into_iter().filter(|dated| {
        (filter.month.is_empty() || filter.month == dated.month)
            && (filter.kind.is_empty() || filter.kind == dated.kind)
    });
    let entries = wanted.map(|dated| dated.entry).collect();
    Ok(HistoryView { entries, months, kinds, filter })
}
