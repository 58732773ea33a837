//! Training plans (Form I-983).

use super::answer;
use super::parts::{Parts, read};
use crate::AppError;
use crate::ports::backend;
use crate::wire::*;
use domain::attachment::LARGEST;
use leptos::prelude::*;
use leptos::server_fn::codec::{MultipartData, MultipartFormData};

/// Begins a training plan.
#[server(prefix = "/api", endpoint = "plan/begin")]
pub async fn begin_plan(form: BeginPlanForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.plans.begin_plan(&form).await).await
}

/// Saves a section of a training plan.
#[server(prefix = "/api", endpoint = "plan/save")]
pub async fn save_plan(form: PlanForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.plans.save_plan(&form).await).await
}

/// Mails the links to sign.
#[server(prefix = "/api", endpoint = "plan/ask")]
pub async fn ask_signers(form: AskSignersForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.plans.ask_signers(&form).await).await
}

/// The student signs.
#[server(prefix = "/api", endpoint = "plan/sign")]
pub async fn sign_plan(form: SignPlanForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.plans.sign_plan(&form).await).await
}

/// The student hands in a scan of the plan signed by hand.
#[server(prefix = "/api", endpoint = "plan/paper", input = MultipartFormData)]
pub async fn hand_in_paper(data: MultipartData) -> Result<Outcome, AppError> {
    let backend = backend();
    let takes = backend.messages.takes_files();
    let Parts { texts, files, cut_off } =
        read(data, |there| if takes && there == 0 { LARGEST + 1 } else { 0 }).await;
    let files = files.into_iter().map(|(_, file)| file).collect();
    let (mut form, mut scan) =
        (PaperForm::default(), Enclosed { files, cut_off, ..Enclosed::default() });
    for (name, value) in texts {
        match name.as_str() {
            MADE_FOR => scan.made_for = value,
            "form[id]" => form.id = value,
            "form[version]" => form.version = value,
            "form[signatory]" => form.signatory = value,
            "form[overseer]" => form.overseer = value,
            "form[student]" => form.student = value,
            "form[agree]" => form.agree = value,
            _ => {}
        }
    }
    if !backend.reply.is_made_for(&scan.made_for).await {
        return Err(AppError::ForAnother);
    }
    answer(&backend, &form, backend.plans.hand_in_paper(&form, scan).await).await
}

/// Gives a plan to the school.
#[server(prefix = "/api", endpoint = "plan/send")]
pub async fn send_plan(form: SendPlanForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.plans.send_plan(&form).await).await
}

/// Begins a new version.
#[server(prefix = "/api", endpoint = "plan/change")]
pub async fn change_plan(form: ChangePlanForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.plans.change_plan(&form).await).await
}

/// Gives a version up.
#[server(prefix = "/api", endpoint = "plan/drop")]
pub async fn drop_plan(form: DropPlanForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.plans.drop_plan(&form).await).await
}

/// The student writes and signs an evaluation.
#[server(prefix = "/api", endpoint = "plan/evaluate")]
pub async fn evaluate(form: EvaluationForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.plans.evaluate(&form).await).await
}

/// The employer saves a section.
#[server(prefix = "/api", endpoint = "employer-plan/save")]
pub async fn employer_save(form: EmployerPlanForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.plans.employer_save(&form).await).await
}

/// Mails a code to the employer.
#[server(prefix = "/api", endpoint = "employer-plan/code")]
pub async fn sign_code(form: SignCodeForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.plans.sign_code(&form).await).await
}

/// The employer signs.
#[server(prefix = "/api", endpoint = "employer-plan/sign")]
pub async fn employer_sign(form: EmployerSignForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.plans.employer_sign(&form).await).await
}

/// The employer sends something back.
#[server(prefix = "/api", endpoint = "employer-plan/return")]
pub async fn employer_return(form: EmployerReturnForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.plans.employer_return(&form).await).await
}

/// The employer reports the end of a job.
#[server(prefix = "/api", endpoint = "employer-plan/departure")]
pub async fn report_departure(form: DepartureForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.plans.report_departure(&form).await).await
}

/// The school accepts a plan, or asks for something.
#[server(prefix = "/api", endpoint = "console/plan/decide")]
pub async fn decide_plan(form: DecidePlanForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.plans.decide_plan(&form).await).await
}

/// Notes that a plan was given to SEVIS.
#[server(prefix = "/api", endpoint = "console/plan/hand")]
pub async fn hand_plan(form: HandPlanForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.plans.hand_plan(&form).await).await
}

/// Notes that somebody has seen to an employer's report.
#[server(prefix = "/api", endpoint = "console/plan/departure")]
pub async fn seen_departure(form: SeenDepartureForm) -> Result<Outcome, AppError> {
    let backend = backend();
    answer(&backend, &form, backend.plans.seen_departure(&form).await).await
}
