//! Training plans (Form I-983): of the student, of the employer behind a mailed link, of the school.

mod employer;
mod evaluation;
mod paper;
mod parts;
mod school;
mod section;
mod sign;
mod student;
mod words;

pub use employer::{EmployerPlan, EmployerSectionPage};
pub use evaluation::PlanEvaluation;
pub use paper::PlanPaper;
pub use school::SchoolPlans;
pub use section::PlanSection;
pub use student::{Plan, Plans};
