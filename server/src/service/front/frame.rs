//! What stands around a page: who is looking, what is said once, the form to show again.

use super::super::visit::session::made_for;
use super::super::visit::{Desk, Session, said};
use crate::mail::letters::full_name;
use app::wire::{Frame, Replay, Viewer};
use domain::role::Role;

/// Who is looking. Before the second step is passed, nobody is.
fn viewer(session: &Session) -> Viewer {
    if session.row.as_ref().is_none_or(|row| row.factor_at.is_none()) {
        return Viewer::Nobody;
    }
    match (&session.account, &session.school, &session.student) {
        (Some(account), _, Some(student)) if account.joined_student_id.is_some() => {
            Viewer::Both { name: full_name(student) }
        }
        (Some(_), _, Some(student)) => Viewer::Student { name: full_name(student) },
        (Some(account), Some(_), None) => Viewer::Official { name: account.name.clone() },
        (Some(account), None, None) => match account.role.0 {
            Role::Helpdesk => Viewer::Helpdesk { name: account.name.clone() },
            Role::SigningUp => Viewer::Nobody,
            _ => Viewer::Holder { email: account.email.clone() },
        },
        _ => Viewer::Nobody,
    }
}

/// True where a kept form is about the same thing: what was typed for one person is not put into
/// the form of another.
fn is_about(replay: &Replay, about: Option<(&str, &str)>) -> bool {
    about.is_none_or(|(field, value)| replay.values.get(field).map_or("", String::as_str) == value)
}

/// The frame of a page; the form of this name is shown again, if it is about the same thing.
pub async fn frame(desk: &Desk, form: &str, about: Option<(&str, &str)>) -> Frame {
    let notice = said::hear(desk).await;
    let mut session = desk.visit.session.lock().await;
    let viewer = viewer(&session);
    let whose = session.account.as_ref().map(|account| account.id.clone());
    // What was kept over a login is its writer's, and nobody else's at this browser.
    let made_for = whose.map(|id| made_for(&desk.portal, &id)).unwrap_or_default();
    let theirs = session.data.kept_for.as_ref().is_none_or(|kept_for| *kept_for == made_for);
    let replays = &mut session.data.replays;
    // One that was refused here since, a login say, is whoever's it was.
    let mine = |replay: &Replay| theirs || !replay.faults.is_empty();
    let same = replays.get(form).is_some_and(|replay| mine(replay) && is_about(replay, about));
    let replay = if same { replays.remove(form) } else { None };
    let waits = matches!(viewer, Viewer::Student { .. } | Viewer::Both { .. });
    let asked = session.asked.clone().filter(|_| waits);
    drop(session);
    if replay.is_some() {
        // Where the writer is busy, the page is shown all the same, and the form once more.
        desk.remember_if_possible().await;
    }
    let config = &desk.portal.config;
    let idle_minutes = config.limits.idle_seconds.div_ceil(60);
    let said = notice.as_ref().map(app::words::said);
    let link = String::new();
    Frame { viewer, made_for, link, said, asked, replay, demo: config.demo, idle_minutes }
}
