//! `foothold students import`: up to three files, all or nothing.
//!
//! The files are read and judged in chunks, and what they change is staged beside the real tables, a
//! short transaction for each chunk, so that students go on saving meanwhile. Nobody sees any of it
//! until one short transaction switches all of it into place. If something it rests on was changed
//! meanwhile, the import begins anew.

use super::input::Input;
use super::names::names;
use super::parted::Moved;
use super::plan::Plan;
use super::reader::{File, Row};
use super::report::{Report, Summary};
use super::{authorizations, claims, employers, known_employers, parted, students as people};
use crate::Failure;
use crate::portal::Portal;
use crate::scope::{Connection, Scope, Work};
use crate::secret::{id, random, temporary_password};
use crate::service::ServiceError;
use crate::service::audit::{self, Entry};
use crate::service::console::{Temporary, follow_email_change};
use crate::service::credentials::{access_end, invitations};
use crate::service::record::Record;
use crate::store::entity::account;
use crate::store::imports::{self, Chunk};
use crate::store::{accounts, import_drafts, is_busy};
use app::AppError;
use domain::audit::AuditAct;
use sea_orm::DbErr;
use std::collections::HashSet;
use std::path::Path;
use std::time::Duration;

/// How often an import begins anew because something was changed meanwhile.
const ATTEMPTS: u32 = 12;

/// How often an import waits for the writer in vain, each time as long as a save would.
const TURNS: u32 = 60;

/// The files.
pub struct Files {
    /// The upload that they are of, which is done with the switch; none on the command line.
    pub draft: Option<String>,
    /// Students.
    pub students: Input,
    /// Authorizations.
    pub authorizations: Option<Input>,
    /// Employers.
    pub employers: Option<Input>,
    /// Where students have reported otherwise since, the file's word counts all the same.
    pub file_decides: bool,
    /// The one school that the rows may be of; none for whoever runs the portal.
    pub school: Option<String>,
    /// The official who imports; none for whoever runs the portal.
    pub by: Option<account::Model>,
}

/// Where an import runs.
#[derive(Clone, Copy)]
enum Ground<'a> {
    /// In transactions of its own.
    Apart(&'a Portal),
    /// Within one that is the caller's.
    Within(&'a Work),
}

/// A file's kind.
#[derive(Clone, Copy)]
enum Kind {
    Students,
    Authorizations,
    Employers,
}

fn told(error: impl Into<ServiceError>) -> Failure {
    AppError::from(error.into()).to_string().into()
}

/// Imports; each fault is told, and then nothing is written.
///
/// The files are read in chunks. Only the SEVIS IDs and addresses of the students file are kept, to find one
/// that stands there twice, and what is to be told, until it is certain.
pub async fn run(
    portal: &Portal,
    files: &Files,
    dry_run: bool,
    tell: &mut (dyn FnMut(String) + Send + Sync),
) -> Result<Summary, Failure> {
    for attempt in 0..ATTEMPTS {
        let run = id();
        begin(turn(portal).await?, &run).await?;
        let mut lines = Vec::new();
        let mut keep = |line| lines.push(line);
        let report = Report::new(&mut keep);
        let mut plan = Plan::new(portal.now(), report, files.file_decides, files.school.clone());
        let planned = read(Ground::Apart(portal), &run, files, &mut plan).await;
        // Another import has taken this one's rows away: what it found without them says nothing.
        if !is_current(portal, &run).await? {
            give_way(attempt).await;
            continue;
        }
        if dry_run || planned.is_err() {
            let summary = plan.summary;
            end(turn(portal).await?, &run).await?;
            lines.into_iter().for_each(tell);
            return planned.map(|()| summary);
        }
        let passwords = hash_all(portal, &plan).await?;
        let Plan { email_changes, reopened, moved, readdressed, rewritten, mut summary, .. } = plan;
        let moved = Moved { contacts: moved, emails: readdressed, employers: rewritten };
        let by = files.by.clone();
        let draft = files.draft.clone();
        let followed = Followed { email_changes, passwords, reopened, moved, by, draft };
        match switch_apart(turn(portal).await?, &run, followed).await {
            Ok(true) => {
                lines.into_iter().for_each(tell);
                // It is done, whatever becomes of these: the jobs invite who is left.
                summary.invited = invitations::invite_all(portal).await.map_err(told).unwrap_or(0);
                return Ok(summary);
            }
            Ok(false) => tracing::info!("records were changed during the import; it begins anew"),
            Err(error) if is_current(portal, &run).await? => return Err(told(error)),
            Err(_) => give_way(attempt).await,
        }
    }
    Err("nothing was imported: records kept changing during the import; please try again".into())
}

/// False once another import has begun.
async fn is_current(portal: &Portal, run: &str) -> Result<bool, Failure> {
    imports::is_current(portal.look().db(), run).await.map_err(told)
}

/// Of two imports at once the one that began later goes on; the other begins anew after a while.
async fn give_way(attempt: u32) {
    tracing::info!("another import has begun meanwhile; this one begins anew");
    let [jitter] = random::<1>();
    let pause = (100 + u64::from(jitter) * 2) * u64::from(attempt + 1);
    tokio::time::sleep(Duration::from_millis(pause)).await;
}

/// Imports within the caller's transaction, which must be rolled back on an error. Nobody has an account yet.
pub async fn run_in(
    work: &Work,
    files: &Files,
    tell: &mut (dyn FnMut(String) + Send + Sync),
) -> Result<Summary, Failure> {
    let run = id();
    imports::begin(work.db(), &run).await?;
    let mut plan =
        Plan::new(work.now(), Report::new(tell), files.file_decides, files.school.clone());
    read(Ground::Within(work), &run, files, &mut plan).await?;
    let Plan { email_changes, reopened, moved, readdressed, rewritten, summary, .. } = plan;
    let moved = Moved { contacts: moved, emails: readdressed, employers: rewritten };
    let (passwords, by, draft) = (Vec::new(), None, None);
    let followed = Followed { email_changes, passwords, reopened, moved, by, draft };
    match switch(work, &run, followed).await {
        Ok(true) => Ok(summary),
        Ok(false) => Err("nothing was imported: the records do not fit".into()),
        Err(error) => Err(told(error)),
    }
}

async fn begin(work: Work, run: &str) -> Result<(), Failure> {
    imports::begin(work.db(), run).await?;
    Ok(work.commit().await?)
}

async fn end(work: Work, run: &str) -> Result<(), Failure> {
    imports::end(work.db(), run).await?;
    Ok(work.commit().await?)
}

/// Reads the files and stages what they change.
async fn read(
    ground: Ground<'_>,
    run: &str,
    files: &Files,
    plan: &mut Plan<'_>,
) -> Result<(), Failure> {
    // All headers are judged before the first row.
    let mut opened = vec![(Kind::Students, File::open(&files.students, &people::COLUMNS)?)];
    if let Some(path) = &files.authorizations {
        opened.push((Kind::Authorizations, File::open(path, &authorizations::COLUMNS)?));
    }
    if let Some(path) = &files.employers {
        opened.push((Kind::Employers, File::open(path, &employers::COLUMNS)?));
    }
    plan.jobs_follow = files.employers.is_some();
    for (kind, file) in &mut opened {
        if let Some(told) = &file.told {
            plan.report.note(&file.path, 1, "(file)", told);
        }
        plan.named = match kind {
            Kind::Students => HashSet::new(),
            Kind::Authorizations => names(
                files.authorizations.as_ref(),
                &authorizations::COLUMNS,
                authorizations::names,
            )?,
            Kind::Employers => {
                names(files.employers.as_ref(), &employers::COLUMNS, known_employers::names)?
            }
        };
        read_file(ground, run, *kind, file, plan).await?;
        plan.report.file_done();
    }
    match plan.report.faults {
        0 => Ok(()),
        1 => Err("nothing was imported: 1 fault found".into()),
        n => Err(format!("nothing was imported: {n} faults found").into()),
    }
}

async fn read_file(
    ground: Ground<'_>,
    run: &str,
    kind: Kind,
    file: &mut File,
    plan: &mut Plan<'_>,
) -> Result<(), Failure> {
    loop {
        let rows = file.chunk(&mut plan.report);
        let last = rows.is_empty();
        match ground {
            _ if last => check_file(ground, kind, &file.path, plan).await?,
            Ground::Apart(portal) => {
                plan_rows(&portal.look(), kind, &file.path, &rows, plan).await?
            }
            Ground::Within(work) => plan_rows(work, kind, &file.path, &rows, plan).await?,
        }
        let chunk = std::mem::take(&mut plan.chunk);
        // After the first fault nothing will be kept, so nothing more is written.
        let nothing = plan.report.faults > 0 || chunk.is_empty();
        match ground {
            _ if nothing => {}
            Ground::Within(work) => imports::put(work.db(), run, chunk).await?,
            Ground::Apart(portal) => {
                put(turn(portal).await?, run, chunk).await?;
                // Another process cannot queue for the writer; this leaves it an opening.
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        }
        if last {
            return Ok(());
        }
    }
}

/// What can be judged only after all rows of a file.
async fn check_file(
    ground: Ground<'_>,
    kind: Kind,
    path: &Path,
    plan: &mut Plan<'_>,
) -> Result<(), Failure> {
    if plan.report.faults > 0 {
        return Ok(());
    }
    match ground {
        Ground::Apart(portal) => check_rows(&portal.look(), kind, path, plan).await,
        Ground::Within(work) => check_rows(work, kind, path, plan).await,
    }
}

async fn check_rows<C: Connection>(
    s: &Scope<C>,
    kind: Kind,
    path: &Path,
    plan: &mut Plan<'_>,
) -> Result<(), Failure> {
    match kind {
        Kind::Students => claims::check(s, path, plan).await.map_err(told),
        Kind::Authorizations => authorizations::check(s, path, plan).await.map_err(told),
        Kind::Employers => authorizations::outside(s, plan).await.map_err(told),
    }
}

async fn plan_rows<C: Connection>(
    s: &Scope<C>,
    kind: Kind,
    path: &Path,
    rows: &[Row],
    plan: &mut Plan<'_>,
) -> Result<(), Failure> {
    match kind {
        Kind::Students => people::plan(s, path, rows, plan).await.map_err(told),
        Kind::Authorizations => authorizations::plan(s, path, rows, plan).await.map_err(told),
        Kind::Employers => employers::plan(s, path, rows, plan).await.map_err(told),
    }
}

/// A transaction that holds the staged rows, waited for while others write: an import is in no
/// hurry, but it does not wait for ever either.
async fn turn(portal: &Portal) -> Result<Work, Failure> {
    for _ in 0..TURNS {
        let held = match portal.work().await {
            Ok(work) => hold(work).await,
            Err(error) => Err(error),
        };
        match held {
            Err(error) if is_busy(&error) => {}
            held => return held.map_err(told),
        }
    }
    Err("nothing was imported: the database was busy; please try again".into())
}

async fn hold(work: Work) -> Result<Work, DbErr> {
    imports::hold(work.db()).await.map(|()| work)
}

async fn put(work: Work, run: &str, chunk: Chunk) -> Result<(), Failure> {
    imports::put(work.db(), run, chunk).await?;
    Ok(work.commit().await?)
}

/// A temporary password for each account whose email changes; no transaction is open meanwhile.
async fn hash_all(portal: &Portal, plan: &Plan<'_>) -> Result<Vec<Temporary>, Failure> {
    let mut passwords = Vec::new();
    for _ in plan.email_changes.iter().filter(|change| change.has_account) {
        let password = temporary_password();
        let hash = portal.hasher.hash(password.clone()).await.map_err(|e| e.to_string())?;
        passwords.push(Temporary { password, hash });
    }
    Ok(passwords)
}

/// What follows from the switch, account by account.
struct Followed {
    email_changes: Vec<super::plan::EmailChange>,
    passwords: Vec<Temporary>,
    reopened: HashSet<String>,
    moved: Moved,
    by: Option<account::Model>,
    draft: Option<String>,
}

async fn switch_apart(work: Work, run: &str, followed: Followed) -> Result<bool, ServiceError> {
    let switched = switch(&work, run, followed).await?;
    if switched {
        work.commit().await?;
    }
    Ok(switched)
}

/// Puts what is staged into place; false if something it rests on was changed meanwhile.
async fn switch(work: &Work, run: &str, followed: Followed) -> Result<bool, ServiceError> {
    let Followed { email_changes, mut passwords, reopened, moved, by, draft } = followed;
    let reopened = accounts::ending_among(work.db(), &reopened).await?;
    // Accounts before records, as everywhere.
    let mut first: Vec<&str> = email_changes.iter().map(|c| c.student_id.as_str()).collect();
    first.extend(reopened.iter().map(String::as_str));
    first.sort_unstable();
    for student in first {
        accounts::lock_by_student(work.db(), student).await?;
        accounts::lock_joined(work.db(), student).await?;
    }
    if !imports::switch(work.db(), run).await? {
        return Ok(false);
    }
    // An upload is done with what it does: it never runs once more over what was reported since.
    if let Some(draft) = &draft
        && !import_drafts::finish(work.db(), draft).await?
    {
        return Ok(false);
    }
    // Addresses that move from one to another are let go first.
    let freed = email_changes.iter().filter(|change| change.has_account);
    let freed: Vec<&str> = freed.map(|change| change.student_id.as_str()).collect();
    accounts::let_addresses_go(work.db(), &freed).await?;
    for change in email_changes {
        let temporary = match change.has_account {
            true => passwords.pop(),
            false => Some(Temporary { password: String::new(), hash: String::new() }),
        };
        let has_account = accounts::by_student(work.db(), &change.student_id).await?.is_some();
        let Some(temporary) = temporary.filter(|_| has_account == change.has_account) else {
            // Registered meanwhile: planned anew, with a password.
            return Ok(false);
        };
        if has_account && parted::is_anothers(work, &change.student_id).await? {
            // Opened meanwhile: planned anew, and the login stays.
            return Ok(false);
        }
        follow_email_change(work, change.old, &change.student_id, temporary).await?;
    }
    for student in reopened {
        if let Some(record) = Record::load(work, &student).await? {
            access_end::reopen(work, &record).await?;
        }
    }
    parted::follow(work, moved).await?;
    let act = AuditAct::StudentsImported;
    match &by {
        Some(official) => audit::write(work, Entry::of(official, act, Vec::new())).await?,
        None => audit::by_command(work, act, None, Vec::new(), String::new()).await?,
    }
    Ok(true)
}
