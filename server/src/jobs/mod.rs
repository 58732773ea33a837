//! The background jobs. Each job is idempotent: it looks for what is due and calls a service, so
//! that a crash at any instant is repaired by the next run.

mod access;
mod alerts;
mod cleanup;
mod closing;
mod daily;
mod digests;
mod elsewhere;
mod failed;
pub mod fitness;
mod found;
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
use crate::mail::delivery::{self, Lane};
use crate::mail::notify;
use crate::portal::Portal;
use crate::service::ServiceError;
use crate::service::credentials::invitations;
use crate::store::alone;
use app::AppError;
use futures_util::FutureExt as _;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

/// Encrypts again, with the newest key, every value that an older key has sealed; returns how many there were.
pub async fn renew_seals(portal: &Portal) -> Result<u64, AppError> {
    Ok(seals::renew_all(portal).await?)
}

/// Runs everything that is due once. A job that fails does not keep the others from running.
pub async fn run_due(portal: &Portal) -> Result<(), String> {
    let mut failed = run_all_but_mail(portal).await;
    let failing = &mut failed;
    attempt(failing, "asked", || asked(portal)).await;
    attempt(failing, "alerts", || alerts::run(portal)).await;
    attempt(failing, "sevis", || sevis::run(portal)).await;
    attempt(failing, "imports", || in_turn(portal, "imports", || upload::run(portal))).await;
    attempt(failing, "scans", || in_turn(portal, "scans", || scans::run(portal))).await;
    attempt(failing, "transport", || in_turn(portal, "transport", || transport::run(portal))).await;
    attempt(failing, "codes", || mail(portal, Lane::Awaited)).await;
    attempt(failing, "mail", || mail(portal, Lane::Letters)).await;
    attempt(failing, "texts", || mail(portal, Lane::Texts)).await;
    attempt(failing, "push", || push(portal)).await;
    if failed.is_empty() { Ok(()) } else { Err(failed.join("; ")) }
}

/// Runs a job, and notes one that failed or panicked. The log has its cause under the reference that is told here.
async fn attempt<F: Future<Output = Result<(), ServiceError>>>(
    failed: &mut Vec<String>,
    name: &str,
    job: impl Fn() -> F,
) {
    let panicked = |_| Err(ServiceError::Internal(format!("{name} panicked")));
    // On the heap: what all jobs need at once would not fit onto a small stack.
    let job = AssertUnwindSafe(Box::pin(job()));
    if let Err(error) = job.catch_unwind().await.unwrap_or_else(panicked) {
        let error = AppError::from(error);
        tracing::error!(job = name, %error, "job failed");
        failed.push(format!("{name}: {error}"));
    }
}

/// Runs a job that takes long, unless another server is running it.
async fn in_turn<F: Future<Output = Result<(), ServiceError>>>(
    portal: &Portal,
    name: &str,
    job: impl Fn() -> F,
) -> Result<(), ServiceError> {
    match alone::turn(&portal.config, name).await? {
        Some(turn) => {
            let done = job().await;
            turn.end().await?;
            done
        }
        None => Ok(()),
    }
}

async fn mail(portal: &Portal, lane: Lane) -> Result<(), ServiceError> {
    Ok(delivery::run(portal, lane).await?)
}

/// Answers what is asked for without a login.
async fn asked(portal: &Portal) -> Result<(), ServiceError> {
    let recoveries = recovery::run(portal).await;
    sign_ups::run(portal).await.and(recoveries)
}

async fn push(portal: &Portal) -> Result<(), ServiceError> {
    Ok(notify::run(portal).await?)
}

async fn invitations(portal: &Portal) -> Result<(), ServiceError> {
    invitations::invite_all(portal).await.map(drop)
}

async fn run_all_but_mail(portal: &Portal) -> Vec<String> {
    let mut all = Vec::new();
    let failed = &mut all;
    attempt(failed, "seals", || seals::run(portal)).await;
    attempt(failed, "closing", || closing::run(portal)).await;
    attempt(failed, "invitations", || invitations(portal)).await;
    attempt(failed, "access", || access::run(portal)).await;
    attempt(failed, "stem", || stem::run(portal)).await;
    attempt(failed, "plans", || plans::run(portal)).await;
    attempt(failed, "digests", || digests::run(portal)).await;
    attempt(failed, "daily", || daily::run(portal)).await;
    attempt(failed, "found", || found::run(portal)).await;
    attempt(failed, "retention", || retention::run(portal)).await;
    attempt(failed, "cleanup", || cleanup::run(portal)).await;
    all
}

/// Runs the jobs while the portal serves: when something happened, and every half minute. What waits for others (mail, notifications, the virus
/// scan, another's line) or takes its time (an import) has a loop of its own, so that it holds up nothing else; and so has what
/// somebody is waiting for (a new password, a code, what becomes of a report), since the other jobs look at every student.
pub async fn keep_running(portal: Arc<Portal>) {
    let (p, bells, unrung) = (&*portal, &portal.bells, Bell::default());
    let jobs = async {
        loop {
            // Errors are logged where they happen; the next round tries again.
            if p.is_fit() {
                run_all_but_mail(p).await;
            }
            pause(&bells.jobs).await;
        }
    };
    // Reading a workbook keeps the thread that does it: nothing else waits for that one.
    let mut apart = JoinSet::new();
    let own = Arc::clone(&portal);
    apart.spawn(async move {
        let import = || in_turn(&own, "imports", || upload::run(&own));
        repeat(&own, "imports", &own.bells.imports, import).await;
    });
    tokio::join!(
        jobs,
        repeat(p, "asked", &bells.asked, || asked(p)),
        repeat(p, "codes", &bells.awaited, || mail(p, Lane::Awaited)),
        repeat(p, "mail", &bells.mail, || mail(p, Lane::Letters)),
        repeat(p, "texts", &bells.texts, || mail(p, Lane::Texts)),
        repeat(p, "push", &bells.push, || push(p)),
        repeat(p, "scans", &bells.scans, || in_turn(p, "scans", || scans::run(p))),
        repeat(p, "sevis", &bells.sevis, || sevis::run(p)),
        // Pages work out for themselves what they need at once: nobody rings.
        repeat(p, "alerts", &unrung, || alerts::run(p)),
        repeat(p, "transport", &bells.transport, || in_turn(p, "transport", || transport::run(p))),
        elsewhere::listen(p),
    );
}

/// Runs a job whenever its bell is rung, while this server may act.
async fn repeat<F: Future<Output = Result<(), ServiceError>>>(
    portal: &Portal,
    name: &str,
    bell: &Bell,
    job: impl Fn() -> F,
) {
    loop {
        if portal.is_fit() {
            attempt(&mut Vec::new(), name, &job).await;
        }
        pause(bell).await;
    }
}

async fn pause(bell: &Bell) {
    let _ = tokio::time::timeout(Duration::from_secs(30), bell.rung()).await;
    // Much comes at once: it is looked for once.
    tokio::time::sleep(Duration::from_millis(200)).await;
}
