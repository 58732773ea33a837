//! Sessions: rows in the database, found by the keyed hash of a random cookie.

use crate::kit::Kit;
use crate::portal::Portal;
use crate::scope::Work;
use crate::secret::{id, is_token};
use crate::store::entity::{account, school, session, student};
use crate::store::sessions;
use app::wire::Replay;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use time::Duration;

/// A session that is over is remembered for so long, for forms that come too late.
pub const REMEMBERED: Duration = Duration::hours(24);
/// Without a request for so long, a session that nobody has logged in to is over.
pub const ANONYMOUS_IDLE: Duration = Duration::minutes(30);
/// No session is longer.
pub const MAX_SESSION: Duration = Duration::hours(12);

/// What a session remembers between two requests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Data {
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
    /// Whose forms are kept here until they log in again, by the name that forms made for them have.
    pub kept_for: Option<String>,
}

/// What a session begins with.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entry {
    /// The student has attested.
    pub attested: bool,
    /// When the second step was passed, or was found not to be needed.
    pub factor_at: Option<i64>,
    /// When the password was given.
    pub password_at: Option<i64>,
}

/// Whose a new session is.
#[derive(Clone, Debug, Default)]
pub struct Owner {
    /// The account; nobody's without one.
    pub account_id: Option<String>,
    /// The account's epoch.
    pub epoch: i64,
    /// Names the login, which a session under a new key goes on with.
    pub login: String,
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
    /// The receipt about which the school waits for the student's answer.
    pub asked: Option<String>,
    /// Whose session it was that this cookie belonged to, if it is over.
    pub ended_of: Option<String>,
    /// Whom the form of this request was made for.
    pub form_of: Option<String>,
}

impl Session {
    /// Names the session in requests bound to it, without being its key.
    pub fn name(&self) -> &str {
        self.row.as_ref().map_or("", |row| row.id.as_str())
    }

    /// True if a form that was made for this account may be taken here: it is the one that is logged
    /// in, or was until now. A form for nobody is for anyone, and where nobody was, the form's own
    /// rules decide.
    pub fn is_made_for(&self, kit: &Kit, name: &str) -> bool {
        let account = self.account.as_ref().map(|account| &account.id);
        let whose = account.or(self.ended_of.as_ref());
        name.is_empty() || whose.is_none_or(|id| made_for(kit, id) == name)
    }

    /// For whom something that was typed can be kept: who is logged in, or was until now, or for whom the form itself was made,
    /// where nothing is left of the session. Nobody, where nobody was ever here.
    pub fn writer(&self, kit: &Kit) -> Option<String> {
        let known = self.account.as_ref().map(|account| &account.id).or(self.ended_of.as_ref());
        let form = || self.form_of.clone().filter(|name| is_ours(kit, name));
        known.map(|id| made_for(kit, id)).or_else(form)
    }
}

/// Length of the name of an account in forms, and of the mark that we made it.
const NAME: (usize, usize) = (22, 10);

fn mark(kit: &Kit, name: &str) -> String {
    let mut mark = kit.secrets.hash("name of a form", name);
    mark.truncate(NAME.1);
    mark
}

/// True for a name that was made here: a stranger's is kept nothing for.
fn is_ours(kit: &Kit, made_for: &str) -> bool {
    made_for.split_at_checked(NAME.0).is_some_and(|(name, own)| mark(kit, name) == own)
}

/// Names an account in the forms that are made for it, without being its id.
pub fn made_for(kit: &Kit, account_id: &str) -> String {
    let mut name = kit.secrets.hash("made for", account_id);
    name.truncate(NAME.0);
    let mark = mark(kit, &name);
    name + &mark
}

fn millis_of(duration: Duration) -> i64 {
    i64::try_from(duration.whole_milliseconds()).unwrap_or(i64::MAX)
}

/// A session without requests for so long is over.
pub fn idle(kit: &Kit) -> Duration {
    Duration::seconds(i64::from(kit.config.limits.idle_seconds))
}

/// How long this session may be without a request.
fn patience(kit: &Kit, row: &session::Model) -> i64 {
    millis_of(if row.account_id.is_some() { idle(kit) } else { ANONYMOUS_IDLE })
}

/// True for a session that is over at `now`.
pub fn is_over(kit: &Kit, row: &session::Model, now: i64) -> bool {
    now >= row.seen_at + patience(kit, row) || now >= row.created_at + millis_of(MAX_SESSION)
}

/// Finds the session of a cookie, unless it is over, and notes the request if it `touches` it.
pub async fn load(portal: &Portal, cookie: Option<&str>, touches: bool) -> Result<Session, DbErr> {
    let look = portal.look();
    let Some(cookie) = cookie.filter(|cookie| is_token(cookie)) else {
        return Ok(Session::default());
    };
    let id = portal.secrets.hash("session", cookie);
    let Some(mut around) = sessions::around(look.db(), &id).await? else {
        return Ok(Session::default());
    };
    let row = &mut around.session;
    let now = look.at();
    if is_over(portal, row, now) {
        // The row stays for a while (`jobs::cleanup`), so that a form sent too late is kept for
        // whoever wrote it.
        return Ok(Session { ended_of: around.session.account_id, ..Session::default() });
    }
    // To the minute: a page view need not write, and never waits for a busy writer.
    let due = now - row.seen_at > 60_000.min(patience(portal, row) / 10);
    if touches && due && touch(portal, &row.id).await {
        row.seen_at = now;
    }
    Ok(of(around))
}

/// Notes the request; the next one tries again where the writer is busy.
async fn touch(portal: &Portal, id: &str) -> bool {
    let noting = async { note_request(portal.work().await?, id).await };
    matches!(tokio::time::timeout(TOUCH_PATIENCE, noting).await, Ok(Ok(())))
}

/// How long a page waits to note that it was asked for.
const TOUCH_PATIENCE: std::time::Duration = std::time::Duration::from_millis(250);

async fn note_request(work: Work, id: &str) -> Result<(), DbErr> {
    sessions::touch(work.db(), id, work.at()).await?;
    work.commit().await
}

/// The session with whom it belongs to.
fn of(around: sessions::Around) -> Session {
    let sessions::Around { session: row, account, school, student, asked } = around;
    let Ok(data) = serde_json::from_str(&row.data) else {
        tracing::error!(reference = %id(), "a session's data cannot be read; it is ended");
        return Session::default();
    };
    if account.as_ref().is_some_and(|account| account.epoch != row.epoch) {
        // Of an earlier epoch: over, like any that was ended.
        return Session { ended_of: row.account_id, ..Session::default() };
    }
    let (ended_of, form_of) = (None, None);
    Session { row: Some(row), data, account, school, student, asked, ended_of, form_of }
}
