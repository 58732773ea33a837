//! A student's own record.

use super::Answer;
use crate::AppError;
use crate::wire::{
    AttestForm, AttestView, DeleteEmployerForm, EmployerFormView, EmployerView, HistoryFilter,
    HistoryView, HomeView, InboxView, JobEndedForm, JobEndedView, Place, PlaceForm, ProfileView,
    PushOffForm, ReachView, ReceiptView, RestoreEmployerForm, ValidateForm, ValidationView,
};
use async_trait::async_trait;
use domain::deadlines::Deadline;
use domain::employer::EmployerForm;
use domain::profile::ProfileForm;
use domain::push::{PushForm, ShownForm};
use domain::reach::ReachForm;

/// What a student may do, on their own record.
#[async_trait]
pub trait StudentPort: Send + Sync {
    /// What is attested.
    async fn attestation(&self) -> Result<AttestView, AppError>;
    /// Agrees to the attestation.
    async fn attest(&self, form: &AttestForm) -> Answer;
    /// The profile.
    async fn profile(&self) -> Result<ProfileView, AppError>;
    /// Reports addresses and phones.
    async fn save_profile(&self, form: &ProfileForm) -> Answer;
    /// Authorizations, employers, count.
    async fn employment(&self) -> Result<HomeView, AppError>;
    /// One employer, with what its deletion would do to the count.
    async fn employer(&self, id: &str) -> Result<EmployerView, AppError>;
    /// The form of an employer, or of a new one.
    async fn employer_form(&self, id: Option<String>) -> Result<EmployerFormView, AppError>;
    /// City and state of a ZIP code, if it is listed.
    async fn place(&self, form: &PlaceForm) -> Result<Option<Place>, AppError>;
    /// Reports a new or changed employer.
    async fn save_employer(&self, form: &EmployerForm) -> Answer;
    /// Deletes an employer; it can be brought back.
    async fn delete_employer(&self, form: &DeleteEmployerForm) -> Answer;
    /// Brings a deleted employer back.
    async fn restore_employer(&self, form: &RestoreEmployerForm) -> Answer;
    /// A job that can be ended.
    async fn job(&self, id: &str) -> Result<JobEndedView, AppError>;
    /// Ends it.
    async fn end_job(&self, form: &JobEndedForm) -> Answer;
    /// What a STEM student confirms.
    async fn validation(&self) -> Result<ValidationView, AppError>;
    /// Confirms it.
    async fn validate(&self, form: &ValidateForm) -> Answer;
    /// The days that must not be missed.
    async fn deadlines(&self) -> Result<Vec<Deadline>, AppError>;
    /// Every email about the record, newest first, a page of them (the first is 1).
    async fn inbox(&self, page: u32) -> Result<InboxView, AppError>;
    /// How news reach the student.
    async fn reach(&self) -> Result<ReachView, AppError>;
    /// Chooses that.
    async fn save_reach(&self, form: &ReachForm) -> Answer;
    /// Shows news on this browser.
    async fn push_on(&self, form: &PushForm) -> Answer;
    /// Shows nothing on a browser any more.
    async fn push_off(&self, form: &PushOffForm) -> Answer;
    /// Notes that a device has shown a notification.
    async fn push_shown(&self, form: &ShownForm) -> Result<(), AppError>;
    /// Every change and mail.
    async fn history(&self, filter: HistoryFilter) -> Result<HistoryView, AppError>;
    /// One receipt.
    async fn receipt(&self, id: &str) -> Result<ReceiptView, AppError>;
}
