//! `foothold students`.

use crate::Failure;
use crate::exchange::input::Input;
use crate::exchange::{export, import};
use crate::portal::Portal;
use crate::service::audit;
use app::AppError;
use app::words::number_of;
use domain::audit::AuditAct;
use std::path::PathBuf;

/// Imports the files, or prints every fault.
pub async fn import(
    portal: &Portal,
    students: PathBuf,
    authorizations: Option<PathBuf>,
    employers: Option<PathBuf>,
    dry_run: bool,
    file_decides: bool,
) -> Result<(), Failure> {
    let files = import::Files {
        students: Input::at(students),
        authorizations: authorizations.map(Input::at),
        employers: employers.map(Input::at),
        file_decides,
        school: None,
        by: None,
        draft: None,
    };
    let summary = import::run(portal, &files, dry_run, &mut |fault| eprintln!("{fault}")).await?;
    let done = if dry_run { "Checked" } else { "Imported" };
    println!(
        "{done}: {}, {} changed, {} unchanged; {} and {} written; {} queued.",
        number_of(summary.added, "student added", "students added"),
        summary.changed,
        summary.unchanged,
        number_of(summary.authorizations, "authorization", "authorizations"),
        number_of(summary.employers, "employer", "employers"),
        number_of(summary.invited, "invitation", "invitations"),
    );
    if summary.kept > 0 {
        println!(
            "{} as the student reported it; the lines above say where.",
            number_of(summary.kept, "address or phone stays", "addresses or phones stay")
        );
    }
    Ok(())
}

/// Prints the counts.
pub async fn export(
    portal: &Portal,
    as_of: Option<domain::Date>,
    school: Option<String>,
    excel: bool,
) -> Result<(), Failure> {
    let about = school.clone().unwrap_or_default();
    audit::note_command(portal.work().await?, AuditAct::StudentsExported, about)
        .await
        .map_err(|error| AppError::from(error).to_string())?;
    export::run(portal, as_of, school.as_deref(), excel, std::io::stdout().lock()).await
}
