//! Begins a conversation or goes on with one.

use super::super::audit::{self, Entry};
use super::super::error::{ServiceError, write_json};
use super::super::files::{Judged, judge};
use super::super::visit::{Desk, Visit, guards};
use super::attachments;
use super::news::tell_news;
use super::reach::reach;
use crate::kit::Kit;
use crate::limits::Limit;
use crate::mail::letters;
use crate::nfc::nfc;
use crate::scope::Work;
use crate::secret::id;
use crate::store::code::Code;
use crate::store::entity::{account, message, thread};
use crate::store::{messages, threads};
use app::ports::Done;
use app::wire::{Enclosed, MessageForm, Notice};
use app::{AppError, routes};
use domain::audit::{AuditAct, Subject};
use domain::conversation::{ThreadState, parse_message};
use domain::fault::Faults;
use time::Duration;

/// Messages of one account in a day: more than anybody writes, and less than fills a disk.
const A_DAY: u64 = 100;

/// Begins a conversation or goes on with one.
pub async fn send(
    desk: &Desk,
    form: &MessageForm,
    enclosed: Enclosed,
) -> Result<Done, ServiceError> {
    desk.limit(Limit::Messages).await?;
    let (account, help) = guards::writer(&desk.look(), &desk.visit).await?;
    if form.thread.is_empty() && help {
        return Err(AppError::NotFound.into());
    }
    // A form with files does not pass the door at which all others get one spelling.
    let form = &MessageForm {
        subject: nfc(&form.subject).into_owned(),
        body: nfc(&form.body).into_owned(),
        ..form.clone()
    };
    let once = fingerprint(&desk.portal, &account, form, &enclosed)?;
    // Looked at before the database waits for this.
    let judged = judge(enclosed);
    accept(desk.work().await?, &desk.visit, form, judged, once).await
}

/// The same form, sent twice, has the same fingerprint.
fn fingerprint(
    kit: &Kit,
    account: &account::Model,
    form: &MessageForm,
    enclosed: &Enclosed,
) -> Result<String, ServiceError> {
    let chosen: Vec<_> = enclosed.files.iter().map(|f| (&f.name, f.bytes.len())).collect();
    let what = (&account.id, &form.thread, &form.key, &form.subject, &form.body, chosen);
    Ok(kit.secrets.hash("message", &write_json("message", &what)?))
}

async fn accept(
    work: Work,
    visit: &Visit,
    form: &MessageForm,
    judged: Judged,
    once: String,
) -> Result<Done, ServiceError> {
    let (account, help) = guards::writer(&work, visit).await?;
    let begins = form.thread.is_empty();
    let known = match begins {
        true => None,
        false => Some(reach(&work, &form.thread, &account, help).await?),
    };
    if let Some(sent) = messages::sent_before(work.db(), &once).await? {
        return Ok(Done::saying(routes::message(&sent.thread_id), Notice::MessageSent));
    }
    within_the_day(&work, &account, help).await?;
    let mut faults = Faults::default();
    let subject = begins.then_some(&*form.subject);
    let (subject, body) = parse_message(subject, &form.body, &mut faults);
    let files = attachments::keep(&work, &account, &form.thread, judged, &mut faults).await?;
    let Some(body) = body.filter(|_| faults.is_empty()) else {
        // What arrived is kept: nobody sends a file over a bad line twice.
        work.commit().await?;
        return Err(faults.into_vec().into());
    };
    // Two clocks need not agree, but within a conversation time goes forward.
    let now = work.at().max(known.as_ref().map_or(0, |row| row.last_at + 1));
    let row = match known {
        Some(row) => row,
        None => begin(&work, &account, subject.unwrap_or_default(), now).await?,
    };
    let message = message::Model {
        id: id(),
        thread_id: row.id.clone(),
        account_id: account.id.clone(),
        from_help: help,
        body,
        at: now,
        once,
    };
    let message_id = message.id.clone();
    if !messages::insert_once(work.db(), message).await? {
        // Its twin was faster: nothing of this one stays.
        return Ok(Done::saying(routes::MESSAGES, Notice::MessageSent));
    }
    attachments::send(&work, &files, &row.id, &message_id).await?;
    let (next, holder) = (routes::message(&row.id), row.account_id.clone());
    threads::update(work.db(), turned(row, help, now)).await?;
    if help {
        tell_news(&work, &holder, letters::answered, &next).await?;
        let subjects = vec![Subject::Account(holder)];
        audit::write(&work, Entry::of(&account, AuditAct::MessageSent, subjects)).await?;
    }
    work.ring(|bells| &bells.scans);
    work.commit().await?;
    Ok(Done::saying(next, Notice::MessageSent))
}

/// Refuses a holder who has written more than anybody does.
async fn within_the_day(
    work: &Work,
    account: &account::Model,
    help: bool,
) -> Result<(), ServiceError> {
    let since = work.ago(Duration::days(1));
    if !help && messages::count_since(work.db(), &account.id, since).await? >= A_DAY {
        return Err(AppError::TooMany(3600).into());
    }
    Ok(())
}

async fn begin(
    work: &Work,
    account: &account::Model,
    subject: String,
    now: i64,
) -> Result<thread::Model, ServiceError> {
    let row = thread::Model {
        id: id(),
        account_id: account.id.clone(),
        subject,
        state: Code(ThreadState::Waiting),
        created_at: now,
        last_at: now,
        waits_since: now,
        holder_read_at: None,
        help_read_at: None,
    };
    threads::insert(work.db(), row.clone()).await?;
    Ok(row)
}

/// Whose turn it is after a message: who answers has read, and who adds a line while waiting keeps
/// the place in the queue.
fn turned(mut row: thread::Model, help: bool, now: i64) -> thread::Model {
    row.last_at = now;
    if help {
        row.help_read_at = Some(now);
        row.state = Code(ThreadState::Answered);
    } else {
        row.holder_read_at = Some(now);
        if row.state != ThreadState::Waiting {
            row.waits_since = now;
        }
        row.state = Code(ThreadState::Waiting);
    }
    row
}
