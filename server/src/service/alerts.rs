//! What happens to an account's credentials: noted, mailed, and open to "this was not me".

use super::Fail;
use crate::clock::millis;
use crate::mail::{letters, queue};
use crate::portal::Portal;
use crate::secret::{id, token};
use crate::store::entity::{account, credential_change, security_event};
use app::routes;
use sea_orm::{ActiveModelTrait, ConnectionTrait, DbErr, Set};
use serde::{Deserialize, Serialize};
use time::Duration;

/// How long a change can be frozen.
pub const FREEZABLE: Duration = Duration::days(10);

domain::named_codes! {
    /// What happened.
    Happened {
        /// The account came into being.
        Opened = "opened", "Account created";
        /// A second step was added.
        FactorAdded = "factor_added", "Second step added";
        /// A second step was removed.
        FactorRemoved = "factor_removed", "Second step removed";
        /// Backup codes were made.
        CodesMade = "codes_made", "Backup codes made";
        /// A backup code was used.
        CodeUsed = "code_used", "Backup code used";
        /// A login without the second steps, by two other proofs.
        StepsLost = "steps_lost", "Login without the second step, by mail and questions";
        /// New password reset questions.
        QuestionsChanged = "questions_changed", "Password reset questions changed";
        /// A new password.
        PasswordChanged = "password_changed", "Password changed";
        /// A new e-mail.
        EmailChanged = "email_changed", "Email changed";
        /// A login from a browser that was not known.
        NewDevice = "new_device", "Login from a new browser";
        /// The owner froze a change.
        Frozen = "frozen", "Change frozen by “This was not me”";
        /// A new access code was asked for.
        CodeAsked = "code_asked", "Access code asked for";
        /// A case came into the account.
        CaseAdded = "case_added", "Case added";
        /// A representative may see a case.
        ConsentGiven = "consent_given", "Representative may see a case";
        /// A representative may not see it any more, or was refused.
        ConsentEnded = "consent_ended", "Representative may not see a case";
        /// Closing was asked for.
        Closing = "closing", "Closing asked for";
        /// Closing was called off.
        NotClosing = "not_closing", "Closing called off";
    }
}

/// What is needed to undo a change.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Undo {
    /// Remove this second step.
    Factor(String),
    /// Put this e-mail back.
    Email(String),
    /// Put these password reset questions back: position, question, hash of the answer.
    Questions(Vec<(i32, String, String)>),
    /// Nothing to put back; sessions end and the password must be set anew.
    Sessions,
}

/// Notes something that needs no mail.
pub async fn note(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    account_id: &str,
    what: Happened,
    detail: &str,
) -> Result<(), DbErr> {
    security_event::ActiveModel {
        id: Set(id()),
        account_id: Set(account_id.to_owned()),
        at: Set(millis(portal.now())),
        event: Set(what.code().to_owned()),
        detail: Set(detail.to_owned()),
    }
    .insert(tx)
    .await
    .map(drop)
}

/// Notes a change and mails it to the account's address with a link that freezes it.
pub async fn tell(
    tx: &impl ConnectionTrait,
    portal: &Portal,
    account: &account::Model,
    what: Happened,
    detail: &str,
    undo: &Undo,
) -> Result<(), Fail> {
    note(tx, portal, &account.id, what, detail).await?;
    let token = token();
    credential_change::ActiveModel {
        id: Set(id()),
        account_id: Set(account.id.clone()),
        at: Set(millis(portal.now())),
        kind: Set(what.code().to_owned()),
        sealed: Set(portal.secrets.seal(&serde_json::to_string(undo).unwrap_or_default())),
        token_hash: Set(portal.secrets.hash("not me", &token)),
        frozen_at: Set(None),
    }
    .insert(tx)
    .await?;
    let link = format!("{}{}?token={token}", portal.config.public_url, routes::NOT_ME);
    let mut letter =
        letters::credential_changed(account.email.clone(), &account.id, what.words(), detail, link);
    letter.student_id.clone_from(&account.student_id);
    queue(tx, portal, letter).await?;
    Ok(())
}
