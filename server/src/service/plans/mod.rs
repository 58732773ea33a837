//! Training plans of STEM extensions (Form I-983): filled in by student and employer, signed by three, accepted by
//! the school, and followed by evaluations and, one day, the employer's report of the end of the job.

mod begin;
mod codes;
mod departures;
mod document;
mod employer;
mod evaluations;
mod known;
mod links;
mod paper;
mod plan;
mod port;
mod remind;
mod save;
mod school;
mod settle;
mod sign;
mod tell;
mod version;
mod view;

pub use begin::is_key;
pub use departures::{asked, left};
pub use document::{for_school, for_student, reads_paper};
pub use evaluations::{missing_evaluations, open_evaluations};
pub use plan::{Plan, first_version, job_key};
pub use remind::{begin_round, is_due, remind, round_is_due};
pub use school::prefilled;
pub use view::{all_of, rows_of};
