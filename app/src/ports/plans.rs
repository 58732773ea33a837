//! Training plans (Form I-983).

use super::Answer;
use crate::AppError;
use crate::wire::{
    AskSignersForm, BeginPlanForm, ChangePlanForm, DecidePlanForm, DepartureForm, DropPlanForm,
    EmployerPlanForm, EmployerPlanView, EmployerReturnForm, EmployerSignForm, Enclosed,
    EvaluationForm, EvaluationView, HandPlanForm, PaperForm, PlanForm, PlanSectionView, PlanView,
    PlansView, SchoolPlanView, SchoolPlansView, SeenDepartureForm, SendPlanForm, SignCodeForm,
    SignPlanForm,
};
use async_trait::async_trait;
use domain::plan::PlanFilter;

/// Training plans as the student, the employer and the school work on them.
#[async_trait]
pub trait PlansPort: Send + Sync {
    /// The student's plans.
    async fn plans(&self) -> Result<PlansView, AppError>;
    /// One of them.
    async fn plan(&self, id: &str) -> Result<PlanView, AppError>;
    /// A section of it.
    async fn plan_section(&self, id: &str, section: &str) -> Result<PlanSectionView, AppError>;
    /// An evaluation of it.
    async fn plan_evaluation(&self, id: &str, kind: &str) -> Result<EvaluationView, AppError>;
    /// Begins one.
    async fn begin_plan(&self, form: &BeginPlanForm) -> Answer;
    /// Saves a section.
    async fn save_plan(&self, form: &PlanForm) -> Answer;
    /// Mails the links to sign.
    async fn ask_signers(&self, form: &AskSignersForm) -> Answer;
    /// The student signs.
    async fn sign_plan(&self, form: &SignPlanForm) -> Answer;
    /// The student hands in a scan of it, signed by hand.
    async fn hand_in_paper(&self, form: &PaperForm, scan: Enclosed) -> Answer;
    /// Gives it to the school.
    async fn send_plan(&self, form: &SendPlanForm) -> Answer;
    /// Begins a new version.
    async fn change_plan(&self, form: &ChangePlanForm) -> Answer;
    /// Gives a version up.
    async fn drop_plan(&self, form: &DropPlanForm) -> Answer;
    /// The student writes and signs an evaluation.
    async fn evaluate(&self, form: &EvaluationForm) -> Answer;
    /// What an employer's link leads to.
    async fn employer_plan(&self, token: &str) -> Result<EmployerPlanView, AppError>;
    /// A section as the employer fills it in.
    async fn employer_section(
        &self,
        token: &str,
        section: &str,
    ) -> Result<PlanSectionView, AppError>;
    /// The employer saves a section.
    async fn employer_save(&self, form: &EmployerPlanForm) -> Answer;
    /// Mails a code to the employer.
    async fn sign_code(&self, form: &SignCodeForm) -> Answer;
    /// The employer signs.
    async fn employer_sign(&self, form: &EmployerSignForm) -> Answer;
    /// The employer sends something back.
    async fn employer_return(&self, form: &EmployerReturnForm) -> Answer;
    /// The employer reports the end of a job.
    async fn report_departure(&self, form: &DepartureForm) -> Answer;
    /// The school's plans of a kind.
    async fn school_plans(&self, show: PlanFilter, page: u32) -> Result<SchoolPlansView, AppError>;
    /// One of them.
    async fn school_plan(&self, id: &str) -> Result<SchoolPlanView, AppError>;
    /// Accepts one, or asks for something.
    async fn decide_plan(&self, form: &DecidePlanForm) -> Answer;
    /// Notes that one was given to SEVIS.
    async fn hand_plan(&self, form: &HandPlanForm) -> Answer;
    /// Notes that somebody has seen to an employer's report.
    async fn seen_departure(&self, form: &SeenDepartureForm) -> Answer;
}
