//! Answers to password reset questions: kept like passwords, and which of them are asked when.

use super::super::error::ServiceError;
use crate::portal::Portal;
use crate::scope::{Connection, Scope};
use crate::secret::id;
use crate::store::entity::{account, reset_answer};
use crate::store::reset_answers;
use domain::OffsetDateTime;
use domain::questions::{self, QuestionsForm};
use sea_orm::DbErr;

/// The rows of five questions and answers, or every fault.
pub async fn rows(
    portal: &Portal,
    account_id: &str,
    form: &QuestionsForm,
) -> Result<Vec<reset_answer::Model>, ServiceError> {
    let mut rows = Vec::new();
    for (n, (question, answer)) in form.parse()?.into_iter().enumerate() {
        rows.push(reset_answer::Model {
            id: id(),
            account_id: account_id.to_owned(),
            position: i32::try_from(n + 1).unwrap_or(0),
            question: question.to_owned(),
            answer_hash: portal.hasher.hash(answer).await?,
        });
    }
    Ok(rows)
}

/// What the questions are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A new password.
    Forgot,
    /// Lost second steps: two others, so that one proof is not given twice.
    Lost,
}

/// Two of the account's five questions. They stay the same for a week, so that neither another link
/// nor another login offers ones that are known; the modern policy asks none (NIST SP 800-63B-4
/// §3.1.1.2). `at` says which week it is.
pub async fn asked_questions<C: Connection>(
    s: &Scope<C>,
    account: &account::Model,
    asked: Asked,
    at: OffsetDateTime,
) -> Result<Vec<reset_answer::Model>, DbErr> {
    if !s.config.is_seed() {
        return Ok(Vec::new());
    }
    let mut answers = reset_answers::of(s.db(), &account.id).await?;
    let week = at.unix_timestamp().div_euclid(7 * 24 * 3600);
    answers.sort_by_key(|answer| s.secrets.hash("asked", &format!("{week} {}", answer.id)));
    if asked == Asked::Lost {
        answers.reverse();
    }
    answers.truncate(questions::ASKED);
    Ok(answers)
}

/// The questions in words.
pub fn words(asked: &[reset_answer::Model]) -> Vec<String> {
    let known = asked.iter().filter_map(|row| questions::words(&row.question));
    known.map(str::to_owned).collect()
}

/// True if these are the answers; each is compared, however the others turned out.
pub async fn are_right(
    portal: &Portal,
    asked: &[reset_answer::Model],
    answers: &[&str],
) -> Result<bool, ServiceError> {
    let mut right = true;
    for (row, answer) in asked.iter().zip(answers) {
        let (now, before) = (questions::fold(answer), questions::fold_of_before(answer));
        let differs = now != before;
        let hash = || Some(row.answer_hash.clone());
        let mut same = portal.hasher.verify(now, hash()).await?.right;
        if differs {
            same |= portal.hasher.verify(before, hash()).await?.right;
        }
        right &= same;
    }
    Ok(right)
}
