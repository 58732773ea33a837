//! The demo's cases and messages: one case in an account, one to be added, a conversation.

use crate::cli::Failure;
use crate::clock::millis;
use crate::portal::Portal;
use crate::secret::id;
use crate::store::entity::{account, case, case_event, case_holder, message, thread};
use app::wire::ThreadState;
use domain::case::Status;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

async fn account_id(tx: &impl ConnectionTrait, email: &str) -> Result<String, Failure> {
    let row = account::Entity::find().filter(account::Column::EmailKey.eq(email)).one(tx).await?;
    Ok(row.ok_or("demo account")?.id)
}

/// Writes them.
pub async fn fill(tx: &impl ConnectionTrait, portal: &Portal) -> Result<(), Failure> {
    let now = millis(portal.now());
    let applicant = account_id(tx, "applicant@demo.test").await?;
    let team = account_id(tx, "helpdesk@demo.test").await?;
    for (number, form, email, held) in [
        ("IOE0000000001", "I-765", "applicant@demo.test", true),
        ("IOE0000000002", "I-539", "applicant@demo.test", false),
        ("EAC0000000003", "I-130", "", false),
    ] {
        let steps: &[(Status, i64, &str)] = if held {
            &[
                (Status::Received, 40, ""),
                (Status::Biometrics, 21, "Bring your passport."),
                (Status::Review, 5, ""),
            ]
        } else {
            &[(Status::Received, 12, "")]
        };
        let (last, days, _) = *steps.last().ok_or("demo case")?;
        let row = case::ActiveModel {
            id: Set(id()),
            receipt_number: Set(number.to_owned()),
            form_type: Set(form.to_owned()),
            name: Set("Avery Demo".to_owned()),
            email: Set(email.to_owned()),
            postal_address: Set("1 Demo Street\nAustin, TX 78701".to_owned()),
            status: Set(last.code().to_owned()),
            status_at: Set(now - days * DAY),
            created_at: Set(now - 40 * DAY),
        }
        .insert(tx)
        .await?;
        for (status, days, note) in steps {
            case_event::ActiveModel {
                id: Set(id()),
                case_id: Set(row.id.clone()),
                at: Set(now - days * DAY),
                status: Set(status.code().to_owned()),
                note: Set((*note).to_owned()),
                by: Set("Harper Demo".to_owned()),
            }
            .insert(tx)
            .await?;
        }
        if held {
            case_holder::ActiveModel {
                id: Set(id()),
                case_id: Set(row.id),
                account_id: Set(applicant.clone()),
                added_at: Set(now - 30 * DAY),
            }
            .insert(tx)
            .await?;
        }
    }
    let (asked, answered) = (now - 4 * DAY, now - 3 * DAY);
    let row = thread::ActiveModel {
        id: Set(id()),
        account_id: Set(applicant.clone()),
        subject: Set("When is my fingerprint appointment?".to_owned()),
        state: Set(ThreadState::Answered.code().to_owned()),
        created_at: Set(asked),
        last_at: Set(answered),
        waits_since: Set(asked),
        holder_read_at: Set(Some(asked)),
        help_read_at: Set(Some(answered)),
    }
    .insert(tx)
    .await?;
    for (who, from_help, at, body) in [
        (
            &applicant,
            false,
            asked,
            "My letter names a day, but the hour is smudged. Can you tell me?",
        ),
        (
            &team,
            true,
            answered,
            "It is at 9:20 in the morning. Come ten minutes early and bring your passport.",
        ),
    ] {
        let message_id = id();
        message::ActiveModel {
            id: Set(message_id.clone()),
            thread_id: Set(row.id.clone()),
            account_id: Set(who.clone()),
            from_help: Set(from_help),
            body: Set(body.to_owned()),
            at: Set(at),
            once: Set(message_id),
        }
        .insert(tx)
        .await?;
    }
    Ok(())
}
