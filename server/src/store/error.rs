//! What a failed query may say: enough to find its cause, and nothing that a person typed.

use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr, SqlErr, SqlxError};

/// SQLSTATE of PostgreSQL for a lock that was not had in time, and for a deadlock.
const LOCK_CODES: [&str; 2] = ["55P03", "40P01"];
/// SQLite's primary result codes for a busy and a locked database.
const SQLITE_BUSY: [i32; 2] = [5, 6];

/// True where the database was not to be had in time; nothing was written, and trying again helps.
pub fn is_busy(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) => true,
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => match error.as_ref() {
            SqlxError::PoolTimedOut => true,
            SqlxError::Database(error) => error.code().is_some_and(|code| {
                // SQLite puts the primary code into the lowest byte of the extended one.
                let sqlite = code.parse::<i32>().ok().filter(|_| code.len() < 5);
                LOCK_CODES.contains(&code.as_ref())
                    || sqlite.is_some_and(|code| SQLITE_BUSY.contains(&(code & 0xff)))
            }),
            _ => false,
        },
        _ => false,
    }
}

/// SQLSTATE of PostgreSQL for text that it cannot hold, such as one with a NUL in it.
const NOT_A_TEXT: &str = "22021";

/// True where something was looked up by a text that no row can have.
pub fn is_no_text(error: &DbErr) -> bool {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => {
            matches!(error.as_ref(), SqlxError::Database(error) if error.code().is_some_and(|code| code == NOT_A_TEXT))
        }
        _ => false,
    }
}

/// True where two wrote the same at once, and this one came second: nothing of it was written.
pub fn is_conflict(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

/// The cause for the log. A database's own sentence can quote a value, so only its code and the
/// constraint's name are taken from it.
pub fn reason(error: &DbErr) -> String {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause)) => match cause.as_ref() {
            SqlxError::Database(cause) => format!(
                "database error {} {}",
                cause.code().unwrap_or_default(),
                cause.constraint().unwrap_or_default()
            ),
            SqlxError::Io(cause) => format!("database connection: {}", cause.kind()),
            _ => "database driver".to_owned(),
        },
        // Our own words, which name rows by their identity.
        DbErr::Custom(words) => words.clone(),
        DbErr::RecordNotFound(what) => format!("not found: {what}"),
        DbErr::ConnectionAcquire(cause) => format!("no connection: {cause}"),
        _ => "database".to_owned(),
    }
}
