//! What an official does with an upload.

use super::super::input::Input;
use super::columns::{self, Names};
use super::told::Told;
use crate::scope::Work;
use crate::secret::id;
use crate::service::ServiceError;
use crate::service::error::write_json;
use crate::service::visit::{Visit, guards};
use crate::store::code::Code;
use crate::store::entity::{account, import_draft, import_file, school};
use crate::store::import_drafts::{self, files};
use crate::store::schools;
use app::ports::Done;
use app::wire::{ImportColumnsForm, ImportForm, ImportUpload, Notice};
use app::{AppError, routes};
use domain::attachment::FileFault;
use domain::fault::{FaultCode, Faults};
use domain::import::{ImportKind, ImportState, LARGEST};

/// The official who is logged in, with a fresh login, and the school.
async fn official(
    work: &Work,
    visit: &Visit,
) -> Result<(account::Model, school::Model), ServiceError> {
    guards::fresh(work, visit).await?;
    guards::official(work, visit).await
}

/// The file's name as it can be shown.
fn shown(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|c| !c.is_control()).take(80).collect()
}

/// What is told of a list from SEVIS among other files.
const ALONE: &str = "is compared by itself; upload it without other files";

/// What is wrong with the files themselves.
fn judge(upload: &ImportUpload) -> Faults {
    let mut faults = Faults::default();
    let has = |wanted: ImportKind| upload.files.iter().find(|(kind, _)| *kind == wanted);
    match has(ImportKind::SevisList) {
        Some((kind, list)) if upload.files.len() > 1 => {
            let (name, why) = (shown(&list.name), ALONE.to_owned());
            faults.add(kind.code(), FaultCode::Unreadable { name, why });
        }
        None if has(ImportKind::Students).is_none() && !upload.cut_off => {
            faults.add("students", FaultCode::Required);
        }
        _ => {}
    }
    for (kind, file) in &upload.files {
        if file.bytes.len() > LARGEST {
            let (name, why) = (shown(&file.name), FileFault::TooLarge);
            faults.add(kind.code(), FaultCode::File { name, why });
        }
    }
    if upload.cut_off {
        let name = "What you sent".to_owned();
        faults.add("students", FaultCode::File { name, why: FileFault::CutOff });
    }
    faults
}

/// Takes the files in.
pub async fn upload(
    work: Work,
    visit: &Visit,
    form: &ImportForm,
    upload: ImportUpload,
) -> Result<Done, ServiceError> {
    let (official, school) = official(&work, visit).await?;
    let mut faults = judge(&upload);
    let before = columns::remembered(&school)?;
    let draft_id = id();
    let mut rows = Vec::new();
    let mut state = ImportState::Checking;
    for (kind, file) in upload.files {
        let input = Input {
            name: shown(&file.name).into(),
            bytes: Some(file.bytes.clone().into()),
            columns: Names::new(),
        };
        let none = Names::new();
        let known = before.get(kind.code()).unwrap_or(&none);
        match columns::proposed(kind, &input, known) {
            Ok(names) => {
                let input = Input { columns: names, ..input };
                if !columns::missing(kind, &input).is_ok_and(|missing| missing.is_empty()) {
                    state = ImportState::Columns;
                }
                rows.push(import_file::Model {
                    id: id(),
                    draft: draft_id.clone(),
                    kind: Code(kind),
                    name: shown(&file.name),
                    columns: columns::write(&input.columns)?,
                    bytes: file.bytes,
                });
            }
            Err(why) => {
                faults.add(kind.code(), FaultCode::Unreadable { name: shown(&file.name), why });
            }
        }
    }
    if !faults.is_empty() {
        return Err(faults.into_vec().into());
    }
    let draft = import_draft::Model {
        id: draft_id.clone(),
        school_id: school.id,
        account_id: official.id,
        created_at: work.at(),
        state: Code(state),
        file_decides: form.file_decides == "on",
        told: String::new(),
    };
    import_drafts::insert(work.db(), draft).await?;
    for row in rows {
        files::insert(work.db(), row).await?;
    }
    work.ring(|bells| &bells.imports);
    work.commit().await?;
    Ok(Done::to(routes::import(&draft_id)))
}

/// An upload of the official's school, locked.
async fn own(work: &Work, visit: &Visit, id: &str) -> Result<import_draft::Model, ServiceError> {
    let (_, school) = official(work, visit).await?;
    let draft = import_drafts::lock(work.db(), id).await?;
    Ok(draft.filter(|draft| draft.school_id == school.id).ok_or(AppError::NotFound)?)
}

/// Names the columns, for this upload and those to come.
pub async fn name_columns(
    work: Work,
    visit: &Visit,
    form: &ImportColumnsForm,
) -> Result<Done, ServiceError> {
    let draft = own(&work, visit, &form.id).await?;
    let next = Done::to(routes::import(&draft.id));
    if draft.state != ImportState::Columns {
        return Ok(next);
    }
    let school = schools::lock(work.db(), &draft.school_id).await?.ok_or(AppError::NotFound)?;
    let mut known = columns::remembered(&school)?;
    let mut faults = Faults::default();
    for row in files::of(work.db(), &draft.id).await? {
        let kind = row.kind.0;
        let given = form.names.iter().filter(|(of, ..)| of == kind.code());
        let names: Names = given.map(|(_, own, ours)| (own.clone(), ours.clone())).collect();
        let row = import_file::Model { columns: columns::write(&names)?, ..row };
        let missing = columns::missing(kind, &columns::input(row.clone())?).unwrap_or_default();
        if let Some(first) = missing.first() {
            faults.add(kind.code(), FaultCode::ColumnMissing { column: first.clone() });
        }
        known.entry(kind.code().to_owned()).or_default().extend(names);
        files::update(work.db(), row).await?;
    }
    if !faults.is_empty() {
        return Err(faults.into_vec().into());
    }
    let school = school::Model { import_columns: write_json("columns", &known)?, ..school };
    schools::update(work.db(), school).await?;
    let draft = import_draft::Model { state: Code(ImportState::Checking), ..draft };
    import_drafts::update(work.db(), draft).await?;
    work.ring(|bells| &bells.imports);
    work.commit().await?;
    Ok(next)
}

/// Imports what was checked, or discards it.
pub async fn decide(
    work: Work,
    visit: &Visit,
    id: &str,
    imports: bool,
) -> Result<Done, ServiceError> {
    let draft = own(&work, visit, id).await?;
    let next = routes::import(&draft.id);
    let state = match (imports, draft.state.0) {
        (true, ImportState::Checked) => ImportState::Wanted,
        (true, _) => return Ok(Done::to(next)),
        (false, ImportState::Wanted | ImportState::Done) => return Ok(Done::to(next)),
        (false, _) => ImportState::Discarded,
    };
    if state == ImportState::Discarded {
        files::forget(work.db(), &draft.id).await?;
    }
    let told = if imports { draft.told.clone() } else { write_json("told", &Told::default())? };
    let draft = import_draft::Model { state: Code(state), told, ..draft };
    import_drafts::update(work.db(), draft).await?;
    work.ring(|bells| &bells.imports);
    work.commit().await?;
    Ok(match imports {
        true => Done::to(next),
        false => Done::saying(routes::IMPORT, Notice::ImportDiscarded),
    })
}
