//! Answers to password reset questions: kept like passwords, and which of them are asked when.

use super::Fail;
use crate::portal::Portal;
use crate::secret::id;
use crate::store::entity::{account, reset_answer};
use domain::questions::{self, QuestionsForm};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

/// The rows of five questions and answers, or every fault.
pub(super) async fn answer_rows(
    portal: &Portal,
    account_id: &str,
    form: &QuestionsForm,
) -> Result<Vec<reset_answer::ActiveModel>, Fail> {
    let mut rows = Vec::new();
    for (n, (question, answer)) in form.parse()?.into_iter().enumerate() {
        rows.push(reset_answer::ActiveModel {
            id: Set(id()),
            account_id: Set(account_id.to_owned()),
            position: Set(i32::try_from(n + 1).unwrap_or(0)),
            question: Set(question.to_owned()),
            answer_hash: Set(portal.hasher.hash(answer).await?),
        });
    }
    Ok(rows)
}

/// Puts them in place of the account's earlier ones.
pub(super) async fn replace_answers(
    tx: &impl ConnectionTrait,
    account_id: &str,
    rows: Vec<reset_answer::ActiveModel>,
) -> Result<(), Fail> {
    reset_answer::Entity::delete_many()
        .filter(reset_answer::Column::AccountId.eq(account_id))
        .exec(tx)
        .await?;
    if !rows.is_empty() {
        reset_answer::Entity::insert_many(rows).exec(tx).await?;
    }
    Ok(())
}

/// What the questions are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// A new password.
    Forgot,
    /// Lost second steps: two others, so that one proof is not given twice.
    Lost,
}

/// Two of the account's five questions. They stay the same for a week, so that neither another link
/// nor another login offers ones that are known; the modern policy asks none (NIST SP 800-63B-4
/// §3.1.1.2).
pub(super) async fn asked_questions(
    db: &impl ConnectionTrait,
    portal: &Portal,
    account: &account::Model,
    asked: Asked,
) -> Result<Vec<reset_answer::Model>, Fail> {
    if !portal.config.is_seed() {
        return Ok(Vec::new());
    }
    let mut answers = reset_answer::Entity::find()
        .filter(reset_answer::Column::AccountId.eq(&account.id))
        .all(db)
        .await?;
    let week = portal.now().unix_timestamp().div_euclid(7 * 24 * 3600);
    answers.sort_by_key(|answer| portal.secrets.hash("asked", &format!("{week} {}", answer.id)));
    if asked == Asked::Lost {
        answers.reverse();
    }
    answers.truncate(questions::ASKED);
    Ok(answers)
}
