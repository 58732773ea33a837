//! `foothold students import`: three files, one transaction, all or nothing.

use super::rows::{File, Report};
use super::{authorizations, employers, students};
use crate::cli::Failure;
use crate::jobs;
use crate::portal::Portal;
use app::AppError;
use sea_orm::DatabaseTransaction;
use std::path::PathBuf;

/// The files.
pub struct Files {
    /// Students.
    pub students: PathBuf,
    /// Authorizations.
    pub authorizations: Option<PathBuf>,
    /// Employers.
    pub employers: Option<PathBuf>,
}

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// New students.
    pub added: u64,
    /// Students whose row differs.
    pub changed: u64,
    /// Students as they were.
    pub unchanged: u64,
    /// Authorizations added or changed.
    pub authorizations: u64,
    /// Employers added or changed.
    pub employers: u64,
    /// Invitations queued.
    pub invited: u64,
}

/// Imports; each fault is told, and then nothing is written.
///
/// Memory stays bounded: the files are read in chunks, and only the SEVIS IDs of the students file
/// are kept, to find one that stands twice.
pub async fn run(
    portal: &Portal,
    files: &Files,
    dry_run: bool,
    tell: &mut (dyn FnMut(String) + Send),
) -> Result<Summary, Failure> {
    let tx = portal.store.write().await?;
    let summary = run_in(&tx, portal, files, tell).await?;
    if dry_run {
        tx.rollback().await?;
    } else {
        tx.commit().await?;
    }
    Ok(summary)
}

/// Imports within the caller's transaction, which must be rolled back on an error.
pub async fn run_in(
    tx: &DatabaseTransaction,
    portal: &Portal,
    files: &Files,
    tell: &mut (dyn FnMut(String) + Send),
) -> Result<Summary, Failure> {
    let mut students_file = File::open(&files.students, &students::COLUMNS)?;
    let mut authorizations_file = files
        .authorizations
        .as_deref()
        .map(|p| File::open(p, &authorizations::COLUMNS))
        .transpose()?;
    let mut employers_file =
        files.employers.as_deref().map(|p| File::open(p, &employers::COLUMNS)).transpose()?;
    let mut told = |fault: String| tell(fault);
    let mut report = Report::new(&mut told);
    let mut summary = Summary::default();
    students::import(tx, portal, &mut students_file, &mut report, &mut summary).await?;
    report.file_done();
    if let Some(file) = &mut authorizations_file {
        authorizations::import(tx, portal, file, &mut report, &mut summary).await?;
    }
    report.file_done();
    if let Some(file) = &mut employers_file {
        employers::import(tx, portal, file, &mut report, &mut summary).await?;
    }
    if report.faults > 0 {
        let n = report.faults;
        return Err(format!(
            "nothing was imported: {n} fault{} found",
            if n == 1 { "" } else { "s" }
        )
        .into());
    }
    summary.invited =
        jobs::invite_all(tx, portal).await.map_err(|fail| AppError::from(fail).to_string())?;
    Ok(summary)
}
