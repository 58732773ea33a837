//! What runs by itself. Each job is idempotent: it looks for what is due and does it, so that a
//! crash at any instant is repaired by the next run.

mod access;
mod cleanup;
mod closing;
mod invitations;
mod recovery;
mod scans;
mod sevis;
mod sign_ups;

pub use access::reopen;
pub use invitations::all as invite_all;

use crate::mail::delivery;
use crate::portal::Portal;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

/// Runs everything that is due once. A job that fails does not keep the others from running.
pub async fn run_due(portal: &Portal) -> Result<(), String> {
    let jobs = run_all_but_mail(portal).await;
    let scans = scans::run(portal).await.map_err(|error| format!("scans: {error}"));
    let mail = delivery::run(portal).await.map_err(|error| format!("mail: {error}"));
    jobs.and(scans).and(mail)
}

async fn run_all_but_mail(portal: &Portal) -> Result<(), String> {
    let mut failed = Vec::new();
    let mut note = |name: &str, result: Result<(), String>| {
        if let Err(error) = result {
            tracing::error!(job = name, error, "job failed");
            failed.push(format!("{name}: {error}"));
        }
    };
    note("recovery", recovery::run(portal).await.map_err(|e| format!("{e:?}")));
    note("sign-ups", sign_ups::run(portal).await.map_err(|e| format!("{e:?}")));
    note("closing", closing::run(portal).await.map_err(|e| format!("{e:?}")));
    note("invitations", invitations::run(portal).await.map_err(|e| format!("{e:?}")));
    note("access", access::run(portal).await.map_err(|e| format!("{e:?}")));
    note("sevis", sevis::run(portal).await);
    note("cleanup", cleanup::run(portal).await.map_err(|e| e.to_string()));
    if failed.is_empty() { Ok(()) } else { Err(failed.join("; ")) }
}

/// Runs the jobs while the portal serves: when something happened, and every half minute. Mail has
/// a loop of its own, and so has the virus scan, so that a slow server holds up nothing else.
pub async fn keep_running(portal: Arc<Portal>) {
    let jobs = async {
        loop {
            // Errors are logged where they happen; the next round tries again.
            let _ = run_all_but_mail(&portal).await;
            pause(&portal.wake).await;
        }
    };
    let mail = async {
        loop {
            if let Err(error) = delivery::run(&portal).await {
                tracing::error!(job = "mail", %error, "job failed");
            }
            pause(&portal.wake_mail).await;
        }
    };
    let scans = async {
        loop {
            if let Err(error) = scans::run(&portal).await {
                tracing::error!(job = "scans", %error, "job failed");
            }
            pause(&portal.wake_scan).await;
        }
    };
    tokio::join!(jobs, scans, mail);
}

async fn pause(wake: &Notify) {
    let _ = tokio::time::timeout(Duration::from_secs(30), wake.notified()).await;
    // The waking transaction may still be on its way to the disk.
    tokio::time::sleep(Duration::from_millis(200)).await;
}
