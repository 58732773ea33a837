//! Sessions of the own account, and its notices.

use super::super::credentials::{epoch, sends};
use super::super::error::ServiceError;
use super::super::visit::{Visit, device, guards};
use crate::kit::Kit;
use crate::mail::letters;
use crate::scope::Work;
use crate::store::entity::{account, session};
use crate::store::{accounts, push_devices, sessions};
use app::ports::Done;
use app::wire::{EndSessionForm, NewsForm, Notice};
use app::{AppError, routes};

/// Names a session to its owner without being its key, by its login: a step that is passed gives it another key.
pub(super) fn session_name(kit: &Kit, row: &session::Model) -> String {
    kit.secrets.hash("session name", &row.login)
}

/// Ends one session, or all others.
pub async fn end(work: Work, visit: &Visit, form: &EndSessionForm) -> Result<Done, ServiceError> {
    // A stolen session alone must not turn the owner out, neither at once nor one by one.
    let known = guards::fresh(&work, visit).await?;
    if form.id.is_empty() {
        // All others: with them goes whatever else was given out, and this browser goes on.
        let known_here = device::known(&work, visit, &known.account.id).await?.is_some();
        let account = epoch::raise(&work, known.account, Some(&known.row.id)).await?;
        if known_here {
            device::remember(&work, visit, &account.id).await?;
        }
    } else {
        let all = sessions::of(work.db(), &known.account.id, 0).await?;
        let wanted = |row: &session::Model| {
            row.login != known.row.login && session_name(&work, row) == form.id
        };
        let ended = all.into_iter().filter(wanted);
        let (ended, logins) = ended.map(|row| (row.id, row.login)).unzip();
        sessions::end(work.db(), ended).await?;
        // What shows news there shows none any more.
        push_devices::forget_logins(work.db(), logins).await?;
    }
    work.commit().await?;
    Ok(Done::saying(routes::SECURITY, Notice::SessionsEnded))
}

/// Mails news of messages and cases, or does not. An email says what was chosen: nobody else turns them off unnoticed.
pub async fn set_news(work: Work, visit: &Visit, form: &NewsForm) -> Result<Done, ServiceError> {
    let account = guards::account(&work, visit).await?.account;
    let news = form.id == "on";
    if news != account.news {
        let account = account::Model { news, ..account };
        accounts::update(work.db(), account.clone()).await?;
        let to = account.email.clone();
        let letter = letters::news_chosen(to, &account.id, news, work.url(routes::SECURITY));
        let told = sends::tell_choice(&work, visit.address, &account, letter).await?;
        if !told && !news {
            return Err(AppError::TooMany(3600).into());
        }
    }
    work.commit().await?;
    Ok(Done::to(routes::SECURITY))
}
