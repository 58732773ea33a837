//! Saving a section. Once somebody has signed, what changes is a new version, and a signature goes along as far as
//! what it covers has stayed the same.

use super::super::error::{ServiceError, fault};
use super::super::visit::{Visit, guards};
use super::known::put_known;
use super::links::by_token;
use super::plan::Plan;
use super::version::next_version;
use crate::scope::Work;
use crate::store::plans::{self};
use app::ports::Done;
use app::wire::{EmployerPlanForm, Notice, PlanForm, with_token};
use app::{AppError, routes};
use domain::FaultCode;
use domain::fault::Fault;
use domain::plan::{By, FIELDS, Field, LinkPurpose, Section, Values, field, own_address, read};

/// The values with those of a section that these people fill in.
fn merged(
    plan: &Plan,
    section: Section,
    typed: &Values,
    fills: impl Fn(&Field) -> bool,
) -> Result<Values, Vec<Fault>> {
    let read = read(section, typed, &fills)?;
    let own = |field: &&Field| field.section == section && fills(field);
    let mut values = plan.values.clone();
    for field in FIELDS.iter().filter(own) {
        values.remove(field.name);
    }
    values.extend(read);
    Ok(values)
}

/// Why it is not taken: decided or changed meanwhile.
fn meanwhile(plan: &Plan, section: Section, version: &str) -> Result<(), Fault> {
    let first = FIELDS.iter().find(|field| field.section == section && field.by != By::Record);
    let name = first.map_or("version", |field| field.name);
    let now = plan.row.version;
    if !plan.row.state.is_open() {
        return Err(fault(name, FaultCode::CheckedMeanwhile { version: now }));
    }
    if version != now.to_string() {
        return Err(fault(name, FaultCode::ChangedMeanwhile { version: now }));
    }
    Ok(())
}

/// The values with what was typed. What came between is told together with what is wrong; a form that changes
/// nothing is no fault, whenever it comes.
fn judged(
    plan: &Plan,
    section: Section,
    (version, typed): (&str, &Values),
    fills: impl Fn(&Field) -> bool,
) -> Result<Values, Vec<Fault>> {
    let stale = meanwhile(plan, section, version).err();
    match (merged(plan, section, typed, fills), stale) {
        (Ok(values), None) => Ok(values),
        (Ok(values), Some(_)) if values == plan.values => Ok(values),
        (Ok(_), Some(stale)) => Err(vec![stale]),
        (Err(mut faults), stale) => {
            faults.extend(stale);
            Err(faults)
        }
    }
}

/// Writes other values: into the same version, or once somebody has signed, as a new one.
async fn write(work: &Work, plan: &Plan, values: Values) -> Result<Plan, ServiceError> {
    if !plan.signatures.is_empty() {
        return next_version(work, plan, values).await;
    }
    let mut after = plan.with(values)?;
    after.row.version += 1;
    after.row.changed_at = work.at();
    plans::update(work.db(), after.row.clone()).await?;
    Ok(after)
}

/// The section after this one.
fn after(section: Section) -> Option<Section> {
    let place = Section::ALL.iter().position(|one| *one == section)?;
    Section::ALL.get(place + 1).copied()
}

/// The student saves a section.
pub async fn by_student(work: Work, visit: &Visit, form: &PlanForm) -> Result<Done, ServiceError> {
    let (account, record) = guards::answering(&work, visit).await?;
    let section = Section::from_code(&form.section).ok_or(AppError::NotFound)?;
    let plan = Plan::worked_on(&work, &record.student.id, &form.id).await?;
    let mut values =
        judged(&plan, section, (&form.version, &form.fields), |field| field.by != By::Record)?;
    put_known(&mut values, &record);
    if values == plan.values {
        return Ok(Done::saying(routes::plan(&plan.row.id), Notice::NothingChanged));
    }
    let email = record.student.email.as_deref().unwrap_or_default();
    let told = values.get("student_email").map_or("", String::as_str);
    let own = own_address(&values, &[email, &account.email, told]).into_iter();
    let own = own.filter(|name| field(name).is_some_and(|field| field.section == section));
    let own: Vec<Fault> = own.map(|name| fault(name, FaultCode::OwnAddress)).collect();
    if !own.is_empty() {
        return Err(own.into());
    }
    // What the record says anew is a change as well.
    meanwhile(&plan, section, &form.version)?;
    let saved = write(&work, &plan, values).await?;
    work.commit().await?;
    // Whoever fills in the plan for the first time is led through it.
    let untouched = |section: &Section| {
        let own = |field: &&Field| field.section == *section && field.by != By::Record;
        !FIELDS.iter().filter(own).any(|field| saved.values.contains_key(field.name))
    };
    let next = match after(section).filter(untouched) {
        Some(next) => routes::plan_section(&saved.row.id, next.code()),
        None => routes::plan(&saved.row.id),
    };
    Ok(Done::saying(next, Notice::PlanSaved))
}

/// The employer saves a section.
pub async fn by_employer(work: Work, form: &EmployerPlanForm) -> Result<Done, ServiceError> {
    let section = Section::from_code(&form.section).filter(|one| *one != Section::Student);
    let section = section.ok_or(AppError::NotFound)?;
    let found = by_token(&work, &form.token).await?;
    let Some(found) = found.filter(|found| found.link.purpose == LinkPurpose::Sign) else {
        return Err(fault("token", FaultCode::NotOnRecord).into());
    };
    let plan = found.plan;
    let values =
        judged(&plan, section, (&form.version, &form.fields), |field| field.by == By::Either)?;
    let next = match after(section) {
        Some(_) if !plan.values.contains_key("role") => routes::EMPLOYER_PLAN_TRAINING,
        _ => routes::EMPLOYER_PLAN,
    };
    let next = with_token(next, &form.token);
    if values == plan.values {
        return Ok(Done::saying(next, Notice::NothingChanged));
    }
    write(&work, &plan, values).await?;
    work.commit().await?;
    Ok(Done::saying(next, Notice::PlanSaved))
}
