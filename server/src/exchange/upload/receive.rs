//! What an official does with an upload.

use super::columns::{self, Names};
use super::look::{self, Taken, shown};
use super::told::Told;
use crate::scope::{Connection, Scope, Work};
use crate::secret::id;
use crate::service::ServiceError;
use crate::service::error::{fault, write_json};
use crate::service::visit::{Desk, Visit, guards};
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
async fn official<C: Connection>(
    s: &Scope<C>,
    visit: &Visit,
) -> Result<(account::Model, school::Model), ServiceError> {
    guards::fresh(s, visit).await?;
    guards::official(s, visit).await
}

/// What is told of a list from SEVIS among other files.
const ALONE: &str = "is compared by itself; upload it without other files";

/// What is wrong with the files themselves.
fn judge(upload: &ImportUpload, compares: bool) -> Faults {
    let mut faults = Faults::default();
    // What its form cannot do without.
    let needed = if compares { ImportKind::SevisList } else { ImportKind::Students };
    let has = |wanted: ImportKind| upload.files.iter().find(|(kind, _)| *kind == wanted);
    match has(ImportKind::SevisList) {
        Some((kind, list)) if upload.files.len() > 1 => {
            let (name, why) = (shown(&list.name), ALONE.to_owned());
            faults.add(kind.code(), FaultCode::Unreadable { name, why });
        }
        None if has(ImportKind::Students).is_none() && !upload.cut_off => {
            faults.add(needed.code(), FaultCode::Required);
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
        faults.add(needed.code(), FaultCode::File { name, why: FileFault::CutOff });
    }
    faults
}

/// Takes the files in. They are looked at before the database waits for this.
pub async fn upload(
    desk: &Desk,
    form: &ImportForm,
    upload: ImportUpload,
) -> Result<Done, ServiceError> {
    let (_, school) = official(&desk.look(), &desk.visit).await?;
    let known = columns::remembered(&school)?;
    let mut faults = judge(&upload, form.compares == "on");
    let mut taken = Vec::new();
    for read in look::into(upload.files, known).await? {
        match read {
            Ok(one) => taken.push(one),
            Err((kind, name, why)) => faults.add(kind.code(), FaultCode::Unreadable { name, why }),
        }
    }
    if !faults.is_empty() {
        return Err(faults.into_vec().into());
    }
    keep(desk.work().await?, &desk.visit, form.file_decides == "on", taken).await
}

/// Most uploads of a school that wait for somebody: their files lie in the database.
const UNDECIDED: usize = 100;

/// Keeps what was read, to be checked.
async fn keep(
    work: Work,
    visit: &Visit,
    file_decides: bool,
    taken: Vec<Taken>,
) -> Result<Done, ServiceError> {
    let (official, school) = official(&work, visit).await?;
    if import_drafts::undecided(work.db(), &school.id).await?.len() >= UNDECIDED {
        let why =
            "cannot be taken: too many uploads wait to be decided. Import or discard some".into();
        let (kind, name) = taken.first().map(|one| (one.kind, one.name.clone())).unzip();
        let name = shown(&name.unwrap_or_default());
        let field = kind.unwrap_or(ImportKind::Students).code();
        return Err(fault(field, FaultCode::Unreadable { name, why }).into());
    }
    let state = match taken.iter().all(|one| one.whole) {
        true => ImportState::Checking,
        false => ImportState::Columns,
    };
    let draft = import_draft::Model {
        id: id(),
        school_id: school.id,
        account_id: official.id,
        created_at: work.at(),
        state: Code(state),
        file_decides,
        told: String::new(),
    };
    let draft_id = draft.id.clone();
    import_drafts::insert(work.db(), draft).await?;
    for Taken { kind, name, columns, bytes, .. } in taken {
        let (draft, columns) = (draft_id.clone(), columns::write(&columns)?);
        let row = import_file::Model { id: id(), draft, kind: Code(kind), name, columns, bytes };
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

/// Names of a file's columns as they were chosen.
fn chosen(form: &ImportColumnsForm, kind: ImportKind) -> Names {
    let given = form.names.iter().filter(|(of, ..)| of == kind.code());
    given.map(|(_, own, ours)| (own.clone(), ours.clone())).collect()
}

/// Names the columns, for this upload and those to come. What they leave out is looked for before the database waits for
/// this: the files of an upload never change.
pub async fn name_columns(desk: &Desk, form: &ImportColumnsForm) -> Result<Done, ServiceError> {
    let look = desk.look();
    let (_, school) = official(&look, &desk.visit).await?;
    let draft = import_drafts::by_id(look.db(), &form.id).await?;
    let draft = draft.filter(|draft| draft.school_id == school.id).ok_or(AppError::NotFound)?;
    let mut faults = Faults::default();
    if draft.state == ImportState::Columns {
        let rows = files::of(look.db(), &draft.id).await?;
        let named = rows.into_iter().map(|row| (chosen(form, row.kind.0), row)).collect();
        for (kind, column) in look::lacking(named).await? {
            faults.add(kind.code(), FaultCode::ColumnMissing { column });
        }
    }
    if !faults.is_empty() {
        return Err(faults.into_vec().into());
    }
    keep_names(desk.work().await?, &desk.visit, form).await
}

async fn keep_names(
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
    for (id, kind) in files::kinds(work.db(), &draft.id).await? {
        let names = chosen(form, kind);
        files::name(work.db(), &id, columns::write(&names)?).await?;
        known.entry(kind.code().to_owned()).or_default().extend(names);
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
