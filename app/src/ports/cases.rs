//! Paper cases as holders of online accounts and their representatives see them.

use super::Answer;
use crate::AppError;
use crate::wire::{AddCaseForm, AskClientForm, AskCodeForm, CaseView, CasesView, ConsentForm};
use async_trait::async_trait;

/// Cases on paper, for holders and representatives.
#[async_trait]
pub trait CasesPort: Send + Sync {
    /// Own and clients' cases.
    async fn cases(&self) -> Result<CasesView, AppError>;
    /// One of them.
    async fn case(&self, id: &str) -> Result<CaseView, AppError>;
    /// Adds one by receipt number and access code.
    async fn add_case(&self, form: &AddCaseForm) -> Answer;
    /// Asks for a new access code; the answer is the same for any number.
    async fn ask_access_code(&self, form: &AskCodeForm) -> Answer;
    /// A representative asks a client; the answer is the same for any number.
    async fn ask_client(&self, form: &AskClientForm) -> Answer;
    /// Gives, refuses or ends a consent.
    async fn decide_consent(&self, form: &ConsentForm) -> Answer;
}
