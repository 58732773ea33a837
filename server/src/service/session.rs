//! Sessions: rows in the database, found by the keyed hash of a random cookie.

use crate::clock::millis;
use crate::portal::Portal;
use crate::secret::token;
use crate::store::entity::{account, school, session, student};
use app::wire::{Notice, Replay};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use time::Duration;

/// A session that is over is remembered for so long, for forms that come too late.
pub const REMEMBERED: Duration = Duration::hours(24);
/// The same before logging in.
pub const ANONYMOUS_IDLE: Duration = Duration::minutes(30);
/// Sessions of one account at once; a further login ends the one that was used longest ago.
pub const AT_ONCE: u64 = 10;
/// No session is longer.
pub const LONGEST: Duration = Duration::hours(12);

/// What a session remembers between two requests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Data {
    /// Said on the next page.
    pub notice: Option<Notice>,
    /// Refused forms by name.
    pub replays: BTreeMap<String, Replay>,
    /// What an official looked for last.
    pub search: String,
    /// The link whose SEVIS ID was given in this browser.
    pub identified: Option<String>,
    /// The sign-up that waits for its confirmation here: its id, and the address as typed.
    pub sign_up: Option<(String, String)>,
    /// The second step in use for this login.
    pub way: Option<String>,
    /// A code was sent for it.
    pub way_sent: bool,
    /// A code for whoever has lost every second step was mailed.
    pub lost_sent: bool,
    /// The second step that is being added in this browser.
    pub enrolling: Option<String>,
    /// What the passkey was asked, sealed.
    pub passkey: Option<String>,
    /// Where to go after the second step.
    pub next: String,
    /// Whose forms are kept here until they log in again.
    pub kept_for: Option<String>,
}

/// What a session begins with.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// The student has attested.
    pub attested: bool,
    /// When the second step was passed, or was found not to be needed.
    pub factor_at: Option<i64>,
    /// When the password was given.
    pub password_at: Option<i64>,
    /// Browser and system.
    pub device: String,
}

/// The session of a request; without a row until something must be remembered.
#[derive(Clone, Debug, Default)]
pub struct Session {
    /// The row, if there is one.
    pub row: Option<session::Model>,
    /// What it remembers.
    pub data: Data,
    /// Who is logged in.
    pub account: Option<account::Model>,
    /// Their school.
    pub school: Option<school::Model>,
    /// The student, when the account is a student's.
    pub student: Option<student::Model>,
    /// Whose session it was that this cookie belonged to, if it is over.
    pub ended_of: Option<String>,
}

impl Session {
    /// Names the session in requests bound to it, without being its key.
    pub fn name(&self) -> &str {
        self.row.as_ref().map_or("", |row| row.id.as_str())
    }
}

/// A session without requests for so long is over.
pub fn idle(portal: &Portal) -> Duration {
    Duration::seconds(i64::from(portal.config.limits.idle_seconds))
}

/// The cookie's name; the prefix makes browsers insist on https, path and host.
pub fn cookie_name(portal: &Portal) -> &'static str {
    if portal.config.secure() { "__Host-foothold" } else { "foothold" }
}

/// The cookie for a token; an empty one removes it.
pub fn cookie(portal: &Portal, token: &str) -> String {
    let secure = if portal.config.secure() { "; Secure" } else { "" };
    let age = if token.is_empty() { "; Max-Age=0" } else { "" };
    format!("{}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{age}", cookie_name(portal))
}

/// Finds the session of a cookie, unless it is over.
pub async fn load(portal: &Portal, cookie: Option<&str>, touches: bool) -> Result<Session, DbErr> {
    let Some(cookie) = cookie.filter(|c| c.len() == 43) else {
        return Ok(Session::default());
    };
    let db = portal.store.db();
    let id = portal.secrets.hash("session", cookie);
    let Some(row) = session::Entity::find_by_id(id).one(db).await? else {
        return Ok(Session::default());
    };
    let now = millis(portal.now());
    let limit = if row.account_id.is_some() { idle(portal) } else { ANONYMOUS_IDLE };
    let over = now >= row.seen_at + millis_of(limit) || now >= row.created_at + millis_of(LONGEST);
    if over {
        // The row stays for a while (`jobs::cleanup`), so that a form sent too late is kept for
        // whoever wrote it.
        return Ok(Session { ended_of: row.account_id, ..Session::default() });
    }
    // To the minute: a page view need not write.
    let mut row = row;
    if touches && now - row.seen_at > 60_000.min(millis_of(limit) / 10) {
        let mut seen: session::ActiveModel = row.clone().into();
        seen.seen_at = Set(now);
        row = match seen.update(db).await {
            // Ended by another request meanwhile.
            Err(DbErr::RecordNotUpdated) => return Ok(Session::default()),
            other => other?,
        };
    }
    let account = match &row.account_id {
        Some(id) => account::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    let (school, student) = match &account {
        Some(account) => (
            match &account.school_id {
                Some(id) => school::Entity::find_by_id(id).one(db).await?,
                None => None,
            },
            match &account.student_id {
                Some(id) => student::Entity::find_by_id(id).one(db).await?,
                None => None,
            },
        ),
        None => (None, None),
    };
    let data = serde_json::from_str(&row.data).unwrap_or_default();
    Ok(Session { row: Some(row), data, account, school, student, ended_of: None })
}

fn millis_of(duration: Duration) -> i64 {
    i64::try_from(duration.whole_milliseconds()).unwrap_or(i64::MAX)
}

impl Session {
    /// Stores what the session remembers, making a row if there is none; gives the cookie to set
    /// when there is a new one.
    pub async fn save(&mut self, portal: &Portal) -> Result<Option<String>, DbErr> {
        let data = serde_json::to_string(&self.data).unwrap_or_default();
        if let Some(row) = &self.row {
            let mut row: session::ActiveModel = row.clone().into();
            row.data = Set(data.clone());
            match row.update(portal.store.db()).await {
                Ok(row) => {
                    self.row = Some(row);
                    return Ok(None);
                }
                // Ended meanwhile: what is to be said still is, in a new anonymous one.
                Err(DbErr::RecordNotUpdated) => {}
                Err(error) => return Err(error),
            }
        }
        let token = token();
        self.row =
            Some(insert(portal, portal.store.db(), &token, None, data, Entry::default()).await?);
        Ok(Some(cookie(portal, &token)))
    }
}

/// Makes a session row.
pub async fn insert(
    portal: &Portal,
    db: &impl sea_orm::ConnectionTrait,
    token: &str,
    account_id: Option<String>,
    data: String,
    entry: Entry,
) -> Result<session::Model, DbErr> {
    let now = millis(portal.now());
    session::ActiveModel {
        id: Set(portal.secrets.hash("session", token)),
        account_id: Set(account_id),
        created_at: Set(now),
        seen_at: Set(now),
        attested: Set(entry.attested),
        data: Set(data),
        factor_at: Set(entry.factor_at),
        password_at: Set(entry.password_at),
        device: Set(entry.device),
    }
    .insert(db)
    .await
}

/// Ends the sessions of an account beyond [`AT_ONCE`], those used longest ago first and never the
/// new one. Logins that have not passed their second step push nobody out.
pub async fn end_surplus(
    tx: &impl ConnectionTrait,
    account_id: &str,
    new: &session::Model,
) -> Result<(), DbErr> {
    if new.factor_at.is_none() {
        return Ok(());
    }
    let surplus: Vec<String> = session::Entity::find()
        .select_only()
        .column(session::Column::Id)
        .filter(session::Column::AccountId.eq(account_id))
        .filter(session::Column::FactorAt.is_not_null())
        .filter(session::Column::Id.ne(&new.id))
        .order_by_desc(session::Column::SeenAt)
        .order_by_desc(session::Column::CreatedAt)
        .offset(AT_ONCE - 1)
        .limit(1000)
        .into_tuple()
        .all(tx)
        .await?;
    if !surplus.is_empty() {
        session::Entity::delete_many().filter(session::Column::Id.is_in(surplus)).exec(tx).await?;
    }
    Ok(())
}
