//! The port that leads here.

use super::super::files::judge;
use super::super::visit::{Desk, note_seen};
use super::{
    begin, codes, departures, document, employer, evaluations, links, paper, save, school, sign,
    view,
};
use crate::limits::Limit;
use crate::secret::sha256_hex;
use app::AppError;
use app::ports::{Answer, PlansPort};
use app::wire::{
    AskSignersForm, BeginPlanForm, ChangePlanForm, DecidePlanForm, DepartureForm, DropPlanForm,
    EmployerPlanForm, EmployerPlanView, EmployerReturnForm, EmployerSignForm, Enclosed,
    EvaluationForm, EvaluationView, HandPlanForm, PaperForm, PlanForm, PlanSectionView, PlanView,
    PlansView, SchoolPlanView, SchoolPlansView, SeenDepartureForm, SendPlanForm, SignCodeForm,
    SignPlanForm,
};
use async_trait::async_trait;
use domain::audit::{AuditAct, Subject};
use domain::plan::PlanFilter;

#[async_trait]
impl PlansPort for Desk {
    async fn plans(&self) -> Result<PlansView, AppError> {
        Ok(view::list(&self.look(), &self.visit).await?)
    }

    async fn plan(&self, id: &str) -> Result<PlanView, AppError> {
        Ok(view::one(&self.look(), &self.visit, id).await?)
    }

    async fn plan_section(&self, id: &str, section: &str) -> Result<PlanSectionView, AppError> {
        Ok(view::section(&self.look(), &self.visit, id, section).await?)
    }

    async fn plan_evaluation(&self, id: &str, kind: &str) -> Result<EvaluationView, AppError> {
        Ok(evaluations::view(&self.look(), &self.visit, id, kind).await?)
    }

    async fn begin_plan(&self, form: &BeginPlanForm) -> Answer {
        Ok(begin::begin(self.work().await?, &self.visit, form).await?)
    }

    async fn save_plan(&self, form: &PlanForm) -> Answer {
        Ok(save::by_student(self.work().await?, &self.visit, form).await?)
    }

    async fn ask_signers(&self, form: &AskSignersForm) -> Answer {
        Ok(links::ask(self.work().await?, &self.visit, form).await?)
    }

    async fn sign_plan(&self, form: &SignPlanForm) -> Answer {
        Ok(sign::by_student(self.work().await?, &self.visit, form).await?)
    }

    async fn hand_in_paper(&self, form: &PaperForm, scan: Enclosed) -> Answer {
        // A look at the bytes takes its time, so it is done before anything is locked.
        let scan = judge(scan);
        Ok(paper::by_student(self.work().await?, &self.visit, form, scan).await?)
    }

    async fn send_plan(&self, form: &SendPlanForm) -> Answer {
        Ok(sign::send(self.work().await?, &self.visit, form).await?)
    }

    async fn change_plan(&self, form: &ChangePlanForm) -> Answer {
        Ok(begin::change(self.work().await?, &self.visit, form).await?)
    }

    async fn drop_plan(&self, form: &DropPlanForm) -> Answer {
        Ok(begin::drop_one(self.work().await?, &self.visit, form).await?)
    }

    async fn evaluate(&self, form: &EvaluationForm) -> Answer {
        Ok(evaluations::write(self.work().await?, &self.visit, form).await?)
    }

    async fn employer_plan(&self, token: &str) -> Result<EmployerPlanView, AppError> {
        Ok(employer::page(&self.look(), token).await?)
    }

    async fn employer_section(
        &self,
        token: &str,
        section: &str,
    ) -> Result<PlanSectionView, AppError> {
        Ok(employer::section(&self.look(), token, section).await?)
    }

    async fn employer_save(&self, form: &EmployerPlanForm) -> Answer {
        Ok(save::by_employer(self.work().await?, form).await?)
    }

    async fn sign_code(&self, form: &SignCodeForm) -> Answer {
        self.limit(Limit::Codes).await?;
        Ok(codes::code(self.work().await?, &self.visit, form).await?)
    }

    async fn employer_sign(&self, form: &EmployerSignForm) -> Answer {
        self.limit(Limit::Codes).await?;
        Ok(sign::by_employer(self.work().await?, form).await?)
    }

    async fn employer_return(&self, form: &EmployerReturnForm) -> Answer {
        self.limit(Limit::Codes).await?;
        Ok(sign::send_back(self.work().await?, form).await?)
    }

    async fn report_departure(&self, form: &DepartureForm) -> Answer {
        self.limit(Limit::Codes).await?;
        Ok(departures::report(self.work().await?, form).await?)
    }

    async fn school_plans(&self, show: PlanFilter, page: u32) -> Result<SchoolPlansView, AppError> {
        let (view, subjects) = school::list(&self.look(), &self.visit, show, page).await?;
        note_seen(self.work().await?, &self.visit, AuditAct::PlansListed, subjects).await?;
        Ok(view)
    }

    async fn school_plan(&self, id: &str) -> Result<SchoolPlanView, AppError> {
        let view = school::view(&self.look(), &self.visit, id).await?;
        let subjects = vec![Subject::Student(view.student.clone())];
        note_seen(self.work().await?, &self.visit, AuditAct::PlanSeen, subjects).await?;
        Ok(view)
    }

    async fn decide_plan(&self, form: &DecidePlanForm) -> Answer {
        Ok(school::decide(self.work().await?, &self.visit, form).await?)
    }

    async fn hand_plan(&self, form: &HandPlanForm) -> Answer {
        // The file takes its time, so it is made before anything is locked.
        let (_, bytes) = document::for_school(self, &form.id).await?;
        let hash = sha256_hex(&bytes);
        Ok(school::hand(self.work().await?, &self.visit, form, &hash).await?)
    }

    async fn seen_departure(&self, form: &SeenDepartureForm) -> Answer {
        Ok(departures::seen(self.work().await?, &self.visit, form).await?)
    }
}
