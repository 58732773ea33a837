//! The security page, and the first page of an online account.

use super::super::credentials::{backup_codes, factors};
use super::super::error::ServiceError;
use super::super::record::Record;
use super::super::visit::{Visit, guards, session};
use super::super::{cases, messages};
use super::sessions::session_name;
use crate::clock::instant;
use crate::scope::Look;
use crate::store::entity::security_event;
use crate::store::{security_events, sessions};
use app::AppError;
use app::wire::{EventView, FactorView, HolderView, SecurityView, SessionView};
use domain::case::Consent;
use domain::factor::FactorKind;

/// Events shown.
const EVENTS: u64 = 30;

fn event_words(row: &security_event::Model) -> String {
    match row.detail.as_str() {
        "" => row.event.words().to_owned(),
        detail => format!("{} ({detail})", row.event.words()),
    }
}

/// The security page.
pub async fn view(look: &Look, visit: &Visit) -> Result<SecurityView, ServiceError> {
    let known = guards::account(look, visit).await?;
    let (account, role, zone) = (&known.account, known.role(), known.zone());
    let words = |at: i64| zone.words(instant(at));
    let confirmed = factors::confirmed(look, &account.id).await?;
    let removable = |without: &str| {
        let rest = confirmed.iter().filter(|row| row.id != without);
        !role.needs_factor() || factors::enough(role, rest)
    };
    let factor = |row: &crate::store::entity::factor::Model| FactorView {
        way: factors::way(look, row),
        since: words(row.confirmed_at.unwrap_or(row.created_at)),
        used: row.last_used_at.map(words),
        removable: removable(&row.id),
    };
    let codes = backup_codes::readable(look, &account.id).await?;
    let fresh = guards::is_fresh(look, &known);
    let here = &known.row.id;
    let since = look.ago(session::idle(look));
    let mut open = sessions::of(look.db(), &account.id, since).await?;
    open.sort_by_key(|row| row.id != *here);
    let session = |row: &crate::store::entity::session::Model| SessionView {
        id: session_name(look, row),
        device: row.device.clone(),
        began: words(row.created_at),
        seen: words(row.seen_at),
        here: row.id == *here,
    };
    let events = security_events::newest(look.db(), &account.id, EVENTS).await?;
    let event =
        |row: &security_event::Model| EventView { at: words(row.at), what: event_words(row) };
    let kinds = FactorKind::ALL.iter().copied();
    let left = crate::store::backup_codes::count_left(look.db(), &account.id).await?;
    Ok(SecurityView {
        addable: kinds.filter(|kind| !role.is_official() || kind.is_enough_for(role)).collect(),
        factors: confirmed.iter().map(factor).collect(),
        backup_left: usize::try_from(left).unwrap_or(0),
        codes_wait: !fresh && !codes.is_empty(),
        fresh_codes: if fresh { codes } else { Vec::new() },
        sessions: open.iter().map(session).collect(),
        events: events.iter().map(event).collect(),
        own: role.is_online(),
        closes: account.closes_at.map(words),
        news: account.news,
        official: role.is_official(),
        email: account.email.clone(),
    })
}

/// The page of an online account.
pub async fn home(look: &Look, visit: &Visit) -> Result<HolderView, ServiceError> {
    let known = guards::account(look, visit).await?;
    if !known.role().is_online() {
        return Err(AppError::NotFound.into());
    }
    let left = crate::store::backup_codes::count_left(look.db(), &known.account.id).await?;
    let messages = messages::own_threads(look, &known.account).await?;
    let cases = cases::list(look, &known.account).await?;
    let student = match &known.account.joined_student_id {
        Some(id) => Record::load(look, id).await?,
        None => None,
    };
    Ok(HolderView {
        student: student.map(|record| (record.person().name(), record.school.name)),
        role: known.role(),
        email: known.account.email,
        backup_left: usize::try_from(left).unwrap_or(0),
        unread: messages.threads.iter().filter(|row| row.unread).count(),
        asked: cases.asked.iter().filter(|row| row.consent == Consent::Asked).count(),
    })
}
