//! Correcting an employer, and adding one: on STEM OPT new employers come from the school, after the
//! Form I-983 (8 CFR 214.2(f)(10)(ii)(C)(7)).

use super::super::super::error::{ServiceError, fault};
use super::super::super::plans::{Plan, job_key, prefilled};
use super::super::super::record::Record;
use super::super::super::visit::{Visit, guards};
use super::authorization;
use super::draft::{Draft, reason, settle};
use crate::scope::{Connection, Look, Scope, Work};
use crate::secret::id;
use crate::sevis::payload::SevisEvent;
use crate::store::entity::{self, employer};
use crate::store::{convert, sevis_changes};
use app::AppError;
use app::ports::Done;
use app::routes;
use app::wire::{CorrectEmployerForm, CorrectEmployerView, Notice};
use domain::FaultCode;
use domain::authorization::{Kind, Status};
use domain::employer::{Circumstances, Employer, EmployerForm};
use domain::sevis_state::SevisState;

/// An employer of the record, deleted ones too.
pub(super) fn find<'a>(record: &'a Record, id: &str) -> Result<&'a employer::Model, AppError> {
    record.employer_rows.iter().find(|row| row.id == id).ok_or(AppError::NotFound)
}

/// The form of one on record.
pub async fn view(
    look: &Look,
    visit: &Visit,
    student: &str,
    employer: &str,
) -> Result<CorrectEmployerView, ServiceError> {
    let record = guards::school_record(look, visit, student).await?;
    let row = find(&record, employer)?;
    let about = authorization::find(&record, &row.authorization_id)?;
    let form = CorrectEmployerForm {
        student: student.to_owned(),
        authorization: about.id.clone(),
        fields: convert::employer(row).form(&row.id, row.version),
        ..CorrectEmployerForm::default()
    };
    Ok(CorrectEmployerView {
        person: record.person(),
        authorization: convert::authorization(about),
        recommendable: false,
        form,
    })
}

/// The form of a new one.
pub async fn add_view(
    look: &Look,
    visit: &Visit,
    student: &str,
    authorization: &str,
) -> Result<CorrectEmployerView, ServiceError> {
    let record = guards::school_record(look, visit, student).await?;
    let fields = EmployerForm::begun(id());
    let form = CorrectEmployerForm {
        student: student.to_owned(),
        authorization: authorization.to_owned(),
        fields,
        ..CorrectEmployerForm::default()
    };
    new_view(look, &record, form).await
}

/// A new one of an authorization. A STEM extension that the school recommends is recommended with it.
async fn new_view(
    look: &Look,
    record: &Record,
    mut form: CorrectEmployerForm,
) -> Result<CorrectEmployerView, ServiceError> {
    let about = authorization::find(record, &form.authorization)?;
    let requested = about.kind == Kind::Stem && about.status == Status::Requested;
    let recommendable = requested && !recommended(look, record, about).await?;
    if recommendable && !form.plan.is_empty() {
        "on".clone_into(&mut form.recommend);
    }
    let authorization = convert::authorization(about);
    Ok(CorrectEmployerView { person: record.person(), authorization, recommendable, form })
}

/// True for an extension that was recommended to SEVIS, or is about to be.
async fn recommended<C: Connection>(
    s: &Scope<C>,
    record: &Record,
    about: &entity::authorization::Model,
) -> Result<bool, ServiceError> {
    let student = [record.student.id.clone()];
    let told = sevis_changes::of_event(s.db(), &student, SevisEvent::Extend.code()).await?;
    let with = |id: &Option<String>| {
        let mut rows = record.employer_rows.iter();
        rows.any(|row| Some(&row.id) == id.as_ref() && row.authorization_id == about.id)
    };
    Ok(told
        .iter()
        .any(|change| change.state != SevisState::Superseded && with(&change.employer_id)))
}

/// The form of the employer of a training plan: as it is on record, else as the plan has it.
pub async fn plan_view(
    look: &Look,
    visit: &Visit,
    student: &str,
    plan: &str,
) -> Result<CorrectEmployerView, ServiceError> {
    let record = guards::school_record(look, visit, student).await?;
    let plan = Plan::accepted_of(look, student, plan).await?;
    if let Some(row) = plan.recorded(&record) {
        return view(look, visit, student, &row.id).await;
    }
    let about = plan.authorization(&record).ok_or(AppError::NotFound)?;
    let form = CorrectEmployerForm {
        student: student.to_owned(),
        authorization: about,
        plan: plan.row.id.clone(),
        fields: prefilled(&plan),
        ..CorrectEmployerForm::default()
    };
    new_view(look, &record, form).await
}

/// The fields; the employer of a plan has a key of its own, so that it is recorded once.
async fn keyed(
    work: &Work,
    record: &Record,
    form: &CorrectEmployerForm,
) -> Result<EmployerForm, ServiceError> {
    let mut fields = form.fields.clone();
    if fields.id.is_empty() && !form.plan.is_empty() {
        let key = job_key(&Plan::accepted_of(work, &form.student, &form.plan).await?.row.root);
        // One that was deleted keeps its key.
        let gone = |row: &&employer::Model| row.deleted_at.is_some() && row.once.starts_with(&key);
        fields.once = match record.employer_rows.iter().filter(gone).count() {
            0 => key,
            n => format!("{key}-{n}"),
        };
    }
    Ok(fields)
}

/// Corrects or adds it.
pub async fn correct(
    work: Work,
    visit: &Visit,
    form: &CorrectEmployerForm,
) -> Result<Done, ServiceError> {
    let (official, record) = guards::administered_fresh(&work, visit, &form.student).await?;
    let fields = &keyed(&work, &record, form).await?;
    let next = routes::student(&form.student);
    let stored = match fields.id.as_str() {
        "" => None,
        id => Some(find(&record, id)?),
    };
    let about = stored.map_or(&form.authorization, |row| &row.authorization_id);
    let about = authorization::find(&record, about)?;
    let sent = |row: &&employer::Model| {
        !fields.once.is_empty() && row.once == fields.once && row.deleted_at.is_none()
    };
    let twin = record.employer_rows.iter().find(|row| stored.is_none() && sent(row));
    let own = stored.or(twin).map(|row| row.id.clone());
    let others = record.employer_rows.iter().filter(|row| {
        row.authorization_id == about.id
            && row.deleted_at.is_none()
            && Some(&row.id) != own.as_ref()
    });
    let others: Vec<_> = others.map(|row| (row.name.clone(), row.start_date)).collect();
    let before = stored.map(convert::employer);
    let value = fields.parse(&Circumstances {
        authorization: &convert::authorization(about),
        student_name: &record.person().name(),
        others: &others,
        stored: before.as_ref(),
        by_student: false,
    })?;
    let reason = reason(&form.reason)?;
    if let Some(twin) = twin {
        return match convert::employer(twin) == value {
            true => Ok(Done::saying(next, Notice::Amended)),
            false => Err(fault("name", FaultCode::SentBefore).into()),
        };
    }
    let (what, after) = match stored {
        None => (format!("Added employer {}", value.name), new(about, fields, &value, work.at())),
        Some(row) if fields.version != row.version.to_string() => {
            let version = row.version;
            return Err(fault("name", FaultCode::ChangedMeanwhile { version }).into());
        }
        Some(_) if before.as_ref() == Some(&value) => {
            return Ok(Done::saying(next, Notice::NothingChanged));
        }
        Some(row) => {
            let mut after = employer::Model { version: row.version + 1, ..row.clone() };
            convert::set_employer(&mut after, value.clone());
            (format!("Corrected employer {}", value.name), after)
        }
    };
    let recommends = stored.is_none() && recommends(&work, &record, about, form).await?;
    let draft = Draft { what, reason, recommends, employers: vec![after], ..Draft::default() };
    settle(work, (&official, &record), draft, &form.effect).await
}

/// True where the extension goes to SEVIS with it, which it does once.
async fn recommends(
    work: &Work,
    record: &Record,
    about: &entity::authorization::Model,
    form: &CorrectEmployerForm,
) -> Result<bool, ServiceError> {
    let wanted = form.recommend == "on" && about.kind == Kind::Stem;
    if wanted && recommended(work, record, about).await? {
        return Err(fault("recommend", FaultCode::RecommendedBefore).into());
    }
    Ok(wanted)
}

/// A new one under the key of its form.
fn new(
    about: &entity::authorization::Model,
    fields: &EmployerForm,
    value: &Employer,
    at: i64,
) -> employer::Model {
    let mut row = convert::new_employer(id(), about, value, at);
    if !fields.once.is_empty() {
        row.once.clone_from(&fields.once);
    }
    row
}
