//! What runs by itself. Each job is idempotent: it looks for what is due and calls a service, so
//! that a crash at any instant is repaired by the next run.

mod access;
mod cleanup;
mod closing;
mod digests;
mod elsewhere;
mod failed;
mod plans;
mod recovery;
mod retention;
mod scans;
mod seals;
mod sevis;
mod sign_ups;
mod stem;
mod transport;

pub use elsewhere::tell;

use crate::bells::Bell;
use crate::exchange::upload;
use crate::mail::delivery;
use crate::portal::Portal;
use crate::service::ServiceError;
use crate::service::credentials::invitations;
use crate::store::alone;
use app::AppError;
use std::sync::Arc;
use std::time::Duration;

/// Seals anew what older keys have sealed; returns how many values were.
pub async fn renew_seals(portal: &Portal) -> Result<u64, AppError> {
    Ok(seals::renew_all(portal).await?)
}

/// Runs everything that is due once. A job that fails does not keep the others from running.
pub async fn run_due(portal: &Portal) -> Result<(), String> {
    let mut failed = run_all_but_mail(portal).await;
    note(&mut failed, "imports", imports(portal).await);
    note(&mut failed, "scans", scans(portal).await);
    note(&mut failed, "transport", transport(portal).await);
    note(&mut failed, "mail", delivery::run(portal).await.map_err(ServiceError::from));
    if failed.is_empty() { Ok(()) } else { Err(failed.join("; ")) }
}

/// Notes a job that failed. The log has its cause under the reference that is told here.
fn note(failed: &mut Vec<String>, name: &str, result: Result<(), ServiceError>) {
    if let Err(error) = result {
        let error = AppError::from(error);
        tracing::error!(job = name, %error, "job failed");
        failed.push(format!("{name}: {error}"));
    }
}

// These take long over one thing, so that one server alone does them at a time.

async fn imports(portal: &Portal) -> Result<(), ServiceError> {
    match alone::turn(&portal.config, "imports").await? {
        Some(_turn) => upload::run(portal).await,
        None => Ok(()),
    }
}

async fn scans(portal: &Portal) -> Result<(), ServiceError> {
    match alone::turn(&portal.config, "scans").await? {
        Some(_turn) => scans::run(portal).await,
        None => Ok(()),
    }
}

async fn transport(portal: &Portal) -> Result<(), ServiceError> {
    match alone::turn(&portal.config, "transport").await? {
        Some(_turn) => transport::run(portal).await,
        None => Ok(()),
    }
}

async fn run_all_but_mail(portal: &Portal) -> Vec<String> {
    let mut failed = Vec::new();
    note(&mut failed, "seals", seals::run(portal).await);
    note(&mut failed, "recovery", recovery::run(portal).await);
    note(&mut failed, "sign-ups", sign_ups::run(portal).await);
    note(&mut failed, "closing", closing::run(portal).await);
    note(&mut failed, "invitations", invitations::invite_all(portal).await.map(drop));
    note(&mut failed, "access", access::run(portal).await);
    note(&mut failed, "stem", stem::run(portal).await);
    note(&mut failed, "plans", plans::run(portal).await);
    note(&mut failed, "digests", digests::run(portal).await);
    note(&mut failed, "sevis", sevis::run(portal).await);
    note(&mut failed, "retention", retention::run(portal).await);
    note(&mut failed, "cleanup", cleanup::run(portal).await);
    failed
}

/// Runs the jobs while the portal serves: when something happened, and every half minute. Mail has
/// a loop of its own, and so has the virus scan, so that a slow server holds up nothing else.
pub async fn keep_running(portal: Arc<Portal>) {
    let jobs = async {
        loop {
            // Errors are logged where they happen; the next round tries again.
            run_all_but_mail(&portal).await;
            pause(&portal.bells.jobs).await;
        }
    };
    let mail = async {
        loop {
            note(&mut Vec::new(), "mail", delivery::run(&portal).await.map_err(Into::into));
            pause(&portal.bells.mail).await;
        }
    };
    let scans = async {
        loop {
            note(&mut Vec::new(), "scans", scans(&portal).await);
            pause(&portal.bells.scans).await;
        }
    };
    // An import takes its time.
    let imports = async {
        loop {
            note(&mut Vec::new(), "imports", imports(&portal).await);
            pause(&portal.bells.imports).await;
        }
    };
    // So does another's line.
    let transport = async {
        loop {
            note(&mut Vec::new(), "transport", transport(&portal).await);
            pause(&portal.bells.transport).await;
        }
    };
    tokio::join!(jobs, scans, mail, imports, transport, elsewhere::listen(&portal));
}

async fn pause(bell: &Bell) {
    let _ = tokio::time::timeout(Duration::from_secs(30), bell.rung()).await;
    // The waking transaction may still be on its way to the disk.
    tokio::time::sleep(Duration::from_millis(200)).await;
}
