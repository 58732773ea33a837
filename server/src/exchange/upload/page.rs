//! The pages of an upload.

use super::columns::{self, all};
use super::told::Told;
use crate::clock::{Zone, instant};
use crate::scope::Look;
use crate::service::ServiceError;
use crate::service::error::read_json;
use crate::service::visit::{Visit, guards};
use crate::store::entity::import_draft;
use crate::store::import_drafts::{self, files};
use app::AppError;
use app::wire::{ImportFileView, ImportRow, ImportView, ImportsView};
use domain::import::{ImportKind, ImportState};

/// Uploads shown.
const SHOWN: u64 = 12;

/// The uploads of the school.
pub async fn list(look: &Look, visit: &Visit) -> Result<ImportsView, ServiceError> {
    let (_, school) = guards::official(look, visit).await?;
    let zone = Zone::of(&school.time_zone);
    let mut rows = import_drafts::of_school(look.db(), &school.id, SHOWN).await?;
    // What waits for somebody stays in sight.
    let open = import_drafts::undecided(look.db(), &school.id).await?;
    let further: Vec<_> =
        open.into_iter().filter(|open| rows.iter().all(|row| row.id != open.id)).collect();
    rows.extend(further);
    let row = |row: import_draft::Model| ImportRow {
        id: row.id,
        at: zone.words(instant(row.created_at)),
        state: row.state.0,
    };
    Ok(ImportsView { rows: rows.into_iter().map(row).collect() })
}

/// True while a job has to do with it.
pub fn is_under_way(state: ImportState) -> bool {
    matches!(state, ImportState::Checking | ImportState::Wanted)
}

/// One upload.
pub async fn view(look: &Look, visit: &Visit, id: &str) -> Result<ImportView, ServiceError> {
    let (_, school) = guards::official(look, visit).await?;
    let draft = import_drafts::by_id(look.db(), id).await?;
    let draft = draft.filter(|draft| draft.school_id == school.id).ok_or(AppError::NotFound)?;
    let told: Told = match draft.told.as_str() {
        "" => Told::default(),
        text => read_json("told", text)?,
    };
    let mut rows = Vec::new();
    let compares = import_drafts::files::has(look.db(), id, ImportKind::SevisList).await?;
    if draft.state == ImportState::Columns {
        for row in files::of(look.db(), id).await? {
            let (kind, name, names) = (row.kind.0, row.name.clone(), columns::of_file(&row)?);
            let header = columns::header(kind, &columns::input(row)?).unwrap_or_default();
            let columns = header.into_iter().map(|own| {
                let ours = names.get(&own).cloned();
                (own, ours)
            });
            let columns = columns.collect();
            let required = columns::ours(kind).required.iter().map(|name| (*name).into()).collect();
            let ours = all(kind).into_iter().map(str::to_owned).collect();
            rows.push(ImportFileView { kind, name, columns, ours, required });
        }
        rows.sort_by_key(|row| row.kind.code());
        rows.reverse();
    }
    let Told { lines, more, summary, refusal } = told;
    let (id, state, file_decides) = (draft.id, draft.state.0, draft.file_decides);
    Ok(ImportView { id, state, file_decides, compares, files: rows, lines, more, summary, refusal })
}
