//! Locks for work that only one program may do at a time. A lock ends with its process, even after a crash: on SQLite it
//! is a file beside the database, on PostgreSQL an advisory lock of one connection.
//!
//! A SQLite database is served by one program: a second one would have limits, bells and a writer of its own.

use crate::config::Config;
use crate::owner;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::{self, Connection as _, PgConnection};
use sea_orm::{DbErr, RuntimeErr};
use std::fs::{File, TryLockError};
use std::time::Duration;

/// Attempts to take the lock, and the pause between two: 3 seconds in all, in case the previous program is just ending.
const TRIES: u32 = 30;
const PAUSE: Duration = Duration::from_millis(100);

/// What can be done by one program at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// Pages.
    Serves,
    /// Jobs.
    RunsJobs,
}

/// Kept as long as it is done.
#[derive(Debug)]
pub struct Held(#[expect(dead_code, reason = "the lock is in it")] Option<File>);

/// The file of a lock beside a database. One that is made here belongs to whom the database, or its folder, belongs to: whoever
/// serves must be able to open it after root has run a job.
fn lock_file(database: &str, name: &str) -> std::io::Result<File> {
    match File::options().append(true).create_new(true).open(name) {
        Ok(made) => {
            give(&made, database)?;
            Ok(made)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            File::options().append(true).open(name)
        }
        Err(error) => Err(error),
    }
}

/// Gives a file that was made just now to whom a database, or its folder, belongs to.
pub fn give(made: &File, database: &str) -> std::io::Result<()> {
    let folder = std::path::Path::new(database).parent();
    let owner = std::fs::metadata(database).or_else(|error| match folder {
        Some(folder) if !folder.as_os_str().is_empty() => std::fs::metadata(folder),
        _ => Err(error),
    });
    owner.map_or(Ok(()), |owner| owner::give(made, &owner))
}

/// Takes the lock; on PostgreSQL there is none. Refused with a sentence.
pub async fn hold(config: &Config, what: Alone) -> Result<Held, String> {
    let Some(database) = config.sqlite_file() else { return Ok(Held(None)) };
    let (ending, words) = match what {
        Alone::Serves => ("serving", "serves"),
        Alone::RunsJobs => ("jobs", "runs the jobs of"),
    };
    let name = format!("{database}.{ending}");
    let file = lock_file(database, &name).map_err(|error| format!("{name}: {error}"))?;
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(Held(Some(file))),
            Err(TryLockError::Error(error)) => return Err(format!("{name}: {error}")),
            Err(TryLockError::WouldBlock) => tokio::time::sleep(PAUSE).await,
        }
    }
    Err(format!(
        "another foothold {words} {database} already: SQLite is for one at a time, on PostgreSQL there may be any number"
    ))
}

/// The turn of a job of which only one runs, whichever server has it. [`Turn::end`] gives it back; where it is dropped
/// instead, PostgreSQL notices a moment later.
#[derive(Debug)]
pub struct Turn(Lock);

#[derive(Debug)]
enum Lock {
    File(File),
    Line(Box<PgConnection>),
}

impl Turn {
    /// Gives it back: whoever asks next has it.
    pub async fn end(self) -> Result<(), DbErr> {
        match self.0 {
            Lock::File(file) => drop(file),
            Lock::Line(mut line) => {
                let unlock = sqlx::query("SELECT pg_advisory_unlock_all()");
                unlock.execute(line.as_mut()).await.map_err(broken)?;
                line.close().await.map_err(broken)?;
            }
        }
        Ok(())
    }
}

fn broken(error: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(std::sync::Arc::new(error)))
}

/// Takes the turn of the job with this name; nothing where another program has it.
pub async fn turn(config: &Config, name: &str) -> Result<Option<Turn>, DbErr> {
    let Some(database) = config.sqlite_file() else {
        return shared_turn(&config.database_url, name).await;
    };
    let broken = |error: std::io::Error| DbErr::Custom(format!("{database}.{name}: {error}"));
    let file = lock_file(database, &format!("{database}.{name}")).map_err(broken)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Turn(Lock::File(file)))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(broken(error)),
    }
}

async fn shared_turn(url: &str, name: &str) -> Result<Option<Turn>, DbErr> {
    // A server that is gone without a word keeps its turn for a minute, not for the two hours of the system.
    let alive = [
        ("tcp_keepalives_idle", "30"),
        ("tcp_keepalives_interval", "10"),
        ("tcp_keepalives_count", "3"),
    ];
    let line = url.parse::<PgConnectOptions>().map_err(broken)?.options(alive);
    let mut line = PgConnection::connect_with(&line).await.map_err(broken)?;
    let taken = sqlx::query_scalar::<_, bool>("SELECT pg_try_advisory_lock(hashtext($1))")
        .bind(format!("foothold {name}"))
        .fetch_one(&mut line)
        .await
        .map_err(broken)?;
    Ok(taken.then(|| Turn(Lock::Line(Box::new(line)))))
}
