//! Forms of training plans (Form I-983).

use super::form::{Form, act, form, page_or, with_token};
use crate::routes;
use domain::plan::{Section, Values};
use serde::{Deserialize, Serialize};

/// Begins a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BeginPlanForm {
    /// A key made when the page was shown: the same key never begins two plans.
    pub once: String,
}

impl Form for BeginPlanForm {
    const NAME: &'static str = "begin_plan";
    const KEPT: bool = false;
    fn page(&self) -> String {
        routes::PLANS.to_owned()
    }
}

/// A section of a plan, as the student saves it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanForm {
    /// The plan.
    pub id: String,
    /// Code of the section.
    pub section: String,
    /// The version the form was filled from.
    pub version: String,
    /// Its fields (`domain::plan::FIELDS`).
    #[serde(flatten)]
    pub fields: Values,
}

impl Form for PlanForm {
    const NAME: &'static str = "plan";
    fn page(&self) -> String {
        page_or(&routes::plan_section(&self.id, &self.section), routes::PLANS)
    }
}

/// A section of a plan, as the employer saves it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmployerPlanForm {
    /// The token of the mailed link.
    pub token: String,
    /// The plan that the page showed.
    pub plan: String,
    /// Code of the section.
    pub section: String,
    /// The version the form was filled from.
    pub version: String,
    /// Its fields (`domain::plan::FIELDS`).
    #[serde(flatten)]
    pub fields: Values,
}

impl Form for EmployerPlanForm {
    const NAME: &'static str = "employer_plan";
    const SECRETS: &'static [&'static str] = &["token"];
    fn page(&self) -> String {
        let section = Section::from_code(&self.section).unwrap_or(Section::Employer);
        with_token(routes::employer_section(section), &self.token)
    }
}

act! {
    /// Mails the links to sign.
    AskSignersForm("ask_signers") on |f| page_or(&routes::plan(&f.id), routes::PLANS)
}

act! {
    /// Gives a plan to the school that all have signed already.
    SendPlanForm("send_plan") on |f| page_or(&routes::plan(&f.id), routes::PLANS)
}

act! {
    /// Begins a new version of an accepted plan.
    ChangePlanForm("change_plan") on |f| page_or(&routes::plan(&f.id), routes::PLANS)
}

act! {
    /// Gives up a version that is not accepted.
    DropPlanForm("drop_plan") on |f| page_or(&routes::plan(&f.id), routes::PLANS)
}

form! {
    /// The student signs.
    SignPlanForm("sign_plan") hides [] on |f| page_or(&routes::plan(&f.id), routes::PLANS); {
        /// The plan.
        id,
        /// The hash of what was read.
        version,
        /// Full name.
        signed_name,
        /// `on` for the declaration.
        agree,
        /// Drawn by hand; empty for none.
        drawn,
    }
}

form! {
    /// The student hands in a scan of the plan signed by hand.
    PaperForm("plan_paper") hides [] on |f| page_or(&routes::plan_paper(&f.id), routes::PLANS); {
        /// The plan.
        id,
        /// The hash of what was read.
        version,
        /// `on` where the scan shows section 4 signed.
        signatory,
        /// `on` where it shows section 6 signed.
        overseer,
        /// `on` where it shows section 2 signed.
        student,
        /// `on` for the declaration.
        agree,
    }
}

form! {
    /// Mails a code to the employer who is about to sign.
    SignCodeForm("sign_code") kept false hides ["token"] on |f| with_token(routes::EMPLOYER_PLAN, &f.token); {
        /// The token of the mailed link.
        token,
    }
}

form! {
    /// The employer signs a plan or an evaluation.
    EmployerSignForm("employer_sign") hides ["token", "code"] on |f| with_token(routes::EMPLOYER_PLAN, &f.token); {
        /// The token of the mailed link.
        token,
        /// Code of the signer.
        signer,
        /// The hash of what was read.
        version,
        /// Full name.
        signed_name,
        /// Title.
        signed_title,
        /// `on` for the declaration.
        agree,
        /// The mailed code.
        code,
        /// Drawn by hand; empty for none.
        drawn,
    }
}

form! {
    /// The employer sends something back: the wrong person, or an evaluation they do not agree with.
    EmployerReturnForm("employer_return") hides ["token"] on |f| with_token(routes::EMPLOYER_PLAN, &f.token); {
        /// The token of the mailed link.
        token,
        /// Why.
        words,
    }
}

form! {
    /// The employer reports the end of a job.
    DepartureForm("departure") hides ["token"] on |f| with_token(routes::EMPLOYER_PLAN, &f.token); {
        /// The token of the mailed link.
        token,
        /// The last day of work.
        last_day,
        /// Code of how it ended.
        how,
        /// Anything else.
        remark,
        /// Who reports.
        signed_name,
    }
}

form! {
    /// The student writes and signs an evaluation.
    EvaluationForm("evaluation") hides [] on |f| page_or(&routes::plan_evaluation(&f.id, &f.kind), routes::PLANS); {
        /// The plan.
        id,
        /// Code of the evaluation.
        kind,
        /// First day of the time that is evaluated.
        period_from,
        /// Last day of it.
        period_to,
        /// The self-evaluation.
        evaluation,
        /// Full name.
        signed_name,
        /// `on` for what is signed.
        agree,
    }
}

form! {
    /// The school accepts a plan, or asks for something.
    DecidePlanForm("decide_plan") hides [] on |f| page_or(&routes::school_plan(&f.id), routes::SCHOOL_PLANS); {
        /// The plan.
        id,
        /// The version that was read.
        version,
        /// `accept` or `ask`.
        act,
        /// What is asked.
        question,
    }
}

form! {
    /// A plan was given to SEVIS.
    HandPlanForm("hand_plan") hides [] on |f| page_or(&routes::school_plan(&f.id), routes::SCHOOL_PLANS); {
        /// The plan.
        id,
        /// What SEVIS said; empty for nothing.
        proof,
    }
}

act! {
    /// An official has seen to an employer's report.
    SeenDepartureForm("seen_departure") on |_| routes::SCHOOL_PLANS.to_owned()
}
