//! The help team's cases.

use super::Answer;
use crate::AppError;
use crate::wire::{
    CaseForm, FindCaseForm, HelpCaseView, HelpCasesView, LetterPostedForm, MakeLetterForm,
    StatusForm,
};
use async_trait::async_trait;

/// Cases on paper, as the help team keeps them.
#[async_trait]
pub trait HelpCasesPort: Send + Sync {
    /// The help team's page.
    async fn help_cases(&self) -> Result<HelpCasesView, AppError>;
    /// Nothing but whether a case may be written down.
    async fn new_case(&self) -> Result<(), AppError>;
    /// A case as the help team sees it.
    async fn help_case(&self, id: &str) -> Result<HelpCaseView, AppError>;
    /// Finds one by its number.
    async fn find_case(&self, form: &FindCaseForm) -> Answer;
    /// Writes one down, or corrects it.
    async fn save_case(&self, form: &CaseForm) -> Answer;
    /// News of a case.
    async fn set_case_status(&self, form: &StatusForm) -> Answer;
    /// Makes an access code to be posted on paper.
    async fn make_letter(&self, form: &MakeLetterForm) -> Answer;
    /// The letter is posted: nobody can read its code any more.
    async fn letter_posted(&self, form: &LetterPostedForm) -> Answer;
}
