//! Sessions: rows in the database, found by the keyed hash of a random cookie.

use crate::clock::millis;
use crate::portal::Portal;
use crate::secret::token;
use crate::store::entity::{account, school, session, student};
use app::wire::{Notice, Replay};
use sea_orm::{ActiveModelTrait, DbErr, EntityTrait, Set};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use time::Duration;

/// A session without requests for so long is over.
pub const IDLE: Duration = Duration::minutes(30);
/// The same before logging in.
pub const ANONYMOUS_IDLE: Duration = Duration::minutes(30);
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
pub async fn load(portal: &Portal, cookie: Option<&str>) -> Result<Session, DbErr> {
    let Some(cookie) = cookie.filter(|c| c.len() == 43) else {
        return Ok(Session::default());
    };
    let db = portal.store.db();
    let id = portal.secrets.hash("session", cookie);
    let Some(row) = session::Entity::find_by_id(id).one(db).await? else {
        return Ok(Session::default());
    };
    let now = millis(portal.now());
    let idle = if row.account_id.is_some() { IDLE } else { ANONYMOUS_IDLE };
    let over = now >= row.seen_at + millis_of(idle) || now >= row.created_at + millis_of(LONGEST);
    if over {
        session::Entity::delete_by_id(row.id).exec(db).await?;
        return Ok(Session::default());
    }
    // To the minute: a page view need not write.
    if now - row.seen_at > 60_000 {
        let mut seen: session::ActiveModel = row.clone().into();
        seen.seen_at = Set(now);
        match seen.update(db).await {
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
            school::Entity::find_by_id(&account.school_id).one(db).await?,
            match &account.student_id {
                Some(id) => student::Entity::find_by_id(id).one(db).await?,
                None => None,
            },
        ),
        None => (None, None),
    };
    let data = serde_json::from_str(&row.data).unwrap_or_default();
    Ok(Session { row: Some(row), data, account, school, student })
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
        self.row = Some(insert(portal, portal.store.db(), &token, None, data).await?);
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
) -> Result<session::Model, DbErr> {
    let now = millis(portal.now());
    session::ActiveModel {
        id: Set(portal.secrets.hash("session", token)),
        account_id: Set(account_id),
        created_at: Set(now),
        seen_at: Set(now),
        attested: Set(false),
        data: Set(data),
    }
    .insert(db)
    .await
}
