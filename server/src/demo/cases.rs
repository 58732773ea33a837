//! The demo's cases and messages: one case in an account, one to be added, a conversation.

use crate::Failure;
use crate::scope::Work;
use crate::secret::id;
use crate::store::cases::{self, events, holders};
use crate::store::code::Code;
use crate::store::entity::{case, case_event, case_holder, message, thread};
use crate::store::{accounts, messages, threads};
use domain::case::Status;
use domain::conversation::ThreadState;

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

async fn account_id(work: &Work, email: &str) -> Result<String, Failure> {
    let row = accounts::by_email(work.db(), email).await?;
    Ok(row.ok_or("demo account")?.id)
}

/// Writes them.
pub async fn fill(work: &Work) -> Result<(), Failure> {
    let applicant = account_id(work, "applicant@demo.test").await?;
    let team = account_id(work, "helpdesk@demo.test").await?;
    write_case(work, ("IOE0000000001", "I-765", "applicant@demo.test"), Some(&applicant)).await?;
    write_case(work, ("IOE0000000002", "I-539", "applicant@demo.test"), None).await?;
    write_case(work, ("EAC0000000003", "I-130", ""), None).await?;
    write_conversation(work, &applicant, &team).await
}

/// A case of this number, form and email, in an account or in nobody's yet.
async fn write_case(
    work: &Work,
    (number, form, email): (&str, &str, &str),
    holder: Option<&str>,
) -> Result<(), Failure> {
    let now = work.at();
    let steps: &[(Status, i64, &str)] = if holder.is_some() {
        &[
            (Status::Received, 40, ""),
            (Status::Biometrics, 21, "Bring your passport."),
            (Status::Review, 5, ""),
        ]
    } else {
        &[(Status::Received, 12, "")]
    };
    let (last, days, _) = *steps.last().ok_or("demo case")?;
    let row = case::Model {
        id: id(),
        receipt_number: number.to_owned(),
        form_type: form.to_owned(),
        name: "Avery Demo".to_owned(),
        email: email.to_owned(),
        postal_address: "1 Demo Street\nAustin, TX 78701".to_owned(),
        status: Code(last),
        status_at: now - days * DAY,
        created_at: now - 40 * DAY,
    };
    cases::insert(work.db(), row.clone()).await?;
    for (status, days, note) in steps {
        let event = case_event::Model {
            id: id(),
            case_id: row.id.clone(),
            at: now - days * DAY,
            status: Code(*status),
            note: (*note).to_owned(),
            by: "Harper Demo".to_owned(),
        };
        events::insert(work.db(), event).await?;
    }
    if let Some(account) = holder {
        let holder = case_holder::Model {
            id: id(),
            case_id: row.id,
            account_id: account.to_owned(),
            added_at: now - 30 * DAY,
        };
        holders::insert(work.db(), holder).await?;
    }
    Ok(())
}

async fn write_conversation(work: &Work, applicant: &str, team: &str) -> Result<(), Failure> {
    let now = work.at();
    let (asked, answered) = (now - 4 * DAY, now - 3 * DAY);
    let row = thread::Model {
        id: id(),
        account_id: applicant.to_owned(),
        subject: "When is my fingerprint appointment?".to_owned(),
        state: Code(ThreadState::Answered),
        created_at: asked,
        last_at: answered,
        waits_since: asked,
        holder_read_at: Some(asked),
        help_read_at: Some(answered),
    };
    threads::insert(work.db(), row.clone()).await?;
    for (who, from_help, at, body) in [
        (
            applicant,
            false,
            asked,
            "My letter names a day, but the hour is smudged. Can you tell me?",
        ),
        (
            team,
            true,
            answered,
            "It is at 9:20 in the morning. Come ten minutes early and bring your passport.",
        ),
    ] {
        let message_id = id();
        let message = message::Model {
            id: message_id.clone(),
            thread_id: row.id.clone(),
            account_id: who.to_owned(),
            from_help,
            body: body.to_owned(),
            at,
            once: message_id,
        };
        messages::insert_once(work.db(), message).await?;
    }
    Ok(())
}
