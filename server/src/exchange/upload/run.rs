//! Checks and imports what officials have uploaded.

use super::super::import::{self, Files};
use super::super::report::Summary;
use super::columns;
use super::listed;
use super::told::Told;
use crate::portal::Portal;
use crate::scope::Work;
use crate::service::ServiceError;
use crate::service::error::write_json;
use crate::store::code::Code;
use crate::store::entity::import_draft;
use crate::store::import_drafts::{self, files};
use crate::store::{accounts, schools};
use app::words::number_of;
use domain::import::{ImportKind, ImportState};
use time::Duration;

/// How long an upload waits for a decision.
const WAITS: Duration = Duration::days(7);

/// Does what is due, one after the other; an upload that fails is tried again with the next run.
pub async fn run(portal: &Portal) -> Result<(), ServiceError> {
    let look = portal.look();
    for draft in import_drafts::left_since(look.db(), look.ago(WAITS)).await? {
        settle(portal.work().await?, &draft, ImportState::Discarded, &Told::default()).await?;
    }
    for draft in import_drafts::due(look.db()).await? {
        let (state, told) = one(portal, &draft).await?;
        settle(portal.work().await?, &draft, state, &told).await?;
    }
    Ok(())
}

/// Checks or imports one; what came of it.
async fn one(
    portal: &Portal,
    draft: &import_draft::Model,
) -> Result<(ImportState, Told), ServiceError> {
    let look = portal.look();
    let dry_run = draft.state == ImportState::Checking;
    let mut inputs = (None, None, None);
    let mut list = None;
    for row in files::of(look.db(), &draft.id).await? {
        let place = match row.kind.0 {
            ImportKind::Students => &mut inputs.0,
            ImportKind::Authorizations => &mut inputs.1,
            ImportKind::Employers => &mut inputs.2,
            ImportKind::SevisList => &mut list,
        };
        *place = Some(columns::input(row)?);
    }
    let mut told = Told::default();
    let school = schools::by_id(look.db(), &draft.school_id).await?;
    if let Some((list, school)) = list.zip(school.as_ref()) {
        return listed::one(portal, (school, &draft.id), &list, dry_run, told).await;
    }
    let (Some(students), authorizations, employers) = inputs else {
        told.refusal = "The students file is no longer stored. Upload it again.".into();
        return Ok((ImportState::Refused, told));
    };
    let files = Files {
        students,
        authorizations,
        employers,
        file_decides: draft.file_decides,
        school: school.map(|school| school.id),
        by: accounts::by_id(look.db(), &draft.account_id).await?,
        draft: (!dry_run).then(|| draft.id.clone()),
    };
    let mut lines = Vec::new();
    let done = import::run(portal, &files, dry_run, &mut |line| lines.push(line)).await;
    told.take(lines);
    Ok(match done {
        Ok(summary) => {
            told.summary = summary_words(summary, dry_run);
            (if dry_run { ImportState::Checked } else { ImportState::Done }, told)
        }
        Err(error) => {
            told.refusal = error.to_string();
            (ImportState::Refused, told)
        }
    })
}

/// What was done, or would be, line by line.
fn summary_words(summary: Summary, dry_run: bool) -> Vec<String> {
    let Summary { added, changed, unchanged, kept, authorizations, employers, invited } = summary;
    let counted = |n: u64, one: &str, many: &str| (n > 0).then(|| number_of(n, one, many));
    let lines = [
        counted(added, "student is new", "students are new"),
        counted(changed, "student changes", "students change"),
        counted(unchanged, "student stays the same", "students stay the same"),
        counted(authorizations, "authorization is written", "authorizations are written"),
        counted(employers, "employer is written", "employers are written"),
        counted(kept, "report of a student stays", "reports of students stay"),
        counted(invited, "invitation is mailed", "invitations are mailed").filter(|_| !dry_run),
    ];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    if lines.is_empty() { vec!["The files have no rows.".into()] } else { lines }
}

/// Notes what came of an upload, unless it was decided otherwise meanwhile. Files are kept only as long
/// as they are needed.
async fn settle(
    work: Work,
    before: &import_draft::Model,
    state: ImportState,
    told: &Told,
) -> Result<(), ServiceError> {
    let draft = import_drafts::lock(work.db(), &before.id).await?;
    // One that was imported is done since the import itself.
    let imported = (before.state.0, state) == (ImportState::Wanted, ImportState::Done);
    let own = |draft: &import_draft::Model| {
        draft.state == before.state || (imported && draft.state == ImportState::Done)
    };
    let Some(draft) = draft.filter(own) else {
        return Ok(());
    };
    if state != ImportState::Checked {
        files::forget(work.db(), &draft.id).await?;
    }
    let draft =
        import_draft::Model { state: Code(state), told: write_json("told", told)?, ..draft };
    import_drafts::update(work.db(), draft).await?;
    Ok(work.commit().await?)
}
