//! The check of reports: the school's list and pages, and what the student reads of it.

use super::SevisState;
use super::form::{Form, act, form, page_or};
use crate::routes;
use domain::Date;
use domain::history::Change;
use domain::review::{Point, ReviewAct, ReviewFilter, ReviewState};
use domain::sevis_state::SevisWay;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

form! {
    /// Accepts a report, or asks the student about it.
    CheckForm("check_report") hides ["version"] on |f| page_or(&routes::report(&f.id), routes::REVIEW); {
        /// The report.
        id,
        /// As it was looked at.
        version,
        /// `accept` or `ask`.
        act,
        /// What is asked.
        question,
        /// `on` where the explanation says it.
        title,
        /// The same.
        employer,
        /// The same.
        major,
        /// The same.
        hours,
        /// The same.
        duties,
        /// The same.
        relation,
    }
}

impl CheckForm {
    /// The points that are ticked.
    pub fn points(&self) -> Vec<Point> {
        let ticked = |point: &Point| {
            domain::profile::ticked(match point {
                Point::Title => &self.title,
                Point::Employer => &self.employer,
                Point::Major => &self.major,
                Point::Hours => &self.hours,
                Point::Duties => &self.duties,
                Point::Relation => &self.relation,
            })
        };
        Point::ALL.iter().copied().filter(ticked).collect()
    }
}

form! {
    /// Gives a report to an official, or to nobody.
    AssignForm("assign_report") kept false hides [] on |f| page_or(&routes::report(&f.id), routes::REVIEW); {
        /// The report.
        id,
        /// The official's account; empty for nobody.
        to,
    }
}

/// What stands before a report's identity in the name of its field: a name that begins with a digit is
/// read as a place in a list.
pub const PICK: &str = "r-";

/// Accepts several reports: each with the version it was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AcceptManyForm {
    /// Version by report, whose identity stands behind [`PICK`].
    pub pick: BTreeMap<String, String>,
}

impl Form for AcceptManyForm {
    const NAME: &'static str = "accept_reports";
    const KEPT: bool = false;
    fn page(&self) -> String {
        routes::REVIEW.to_owned()
    }
}

act! {
    /// Takes back what was accepted together.
    UndoAcceptForm("undo_accept") on |_| routes::REVIEW.to_owned()
}

form! {
    /// The student answers the school's question about a report.
    AnswerReportForm("answer_report") hides [] on |f| page_or(&routes::receipt(&f.id), routes::HISTORY); {
        /// The receipt.
        id,
        /// The answer.
        answer,
    }
}

/// Reports of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewView {
    /// Which.
    pub show: ReviewFilter,
    /// How many there are of each kind.
    pub counts: Vec<(ReviewFilter, u64)>,
    /// Nothing goes to SEVIS before it is accepted.
    pub first: bool,
    /// How the school passes changes on.
    pub way: SevisWay,
    /// The page shown, from 1.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
    /// Oldest first; accepted ones newest first.
    pub rows: Vec<ReviewRow>,
    /// What whoever looks has accepted together last, if it can be taken back.
    pub undo: Option<AcceptedTogether>,
}

/// Reports that were accepted together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedTogether {
    /// Its name.
    pub id: String,
    /// How many reports.
    pub count: u64,
    /// When.
    pub at: String,
}

/// A report in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRow {
    /// Identity.
    pub id: String,
    /// As it is now.
    pub version: i32,
    /// The student.
    pub student_id: String,
    /// Full name.
    pub name: String,
    /// SEVIS ID.
    pub sevis_id: String,
    /// What was reported.
    pub what: String,
    /// Of which employer; empty for none.
    pub employer: String,
    /// When.
    pub at: String,
    /// Age in days.
    pub age_days: i64,
    /// The last day on which it reaches SEVIS in time.
    pub due: Date,
    /// Days until then, negative once it is past; none where it is there.
    pub days_left: Option<i64>,
    /// Days by which the student's report came late; 0 for in time.
    pub days_late: i64,
    /// Where it stands on its way to SEVIS; none where SEVIS has no field for it.
    pub sevis: Option<SevisState>,
    /// Where the check stands.
    pub state: ReviewState,
    /// Who has it; empty for nobody.
    pub assigned: String,
}

/// One report, to be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportView {
    /// What the list says of it.
    pub row: ReviewRow,
    /// Old and new, field by field.
    pub changes: Vec<Change>,
    /// How the job relates to the degree, in the student's words; empty where the report has none.
    pub explanation: String,
    /// The student's field of study; empty where it is not on record.
    pub major: String,
    /// Points that were ticked before.
    pub points: Vec<Point>,
    /// Question, answer, decision: oldest first.
    pub notes: Vec<NoteRow>,
    /// Officials of the school: account and name.
    pub officials: Vec<(String, String)>,
    /// The account that has it; empty for nobody.
    pub assigned_to: String,
    /// Where it is corrected; empty where that is not by an employer.
    pub correct: String,
    /// The next report to check.
    pub next: Option<String>,
    /// Reports to check after this one.
    pub left: u64,
    /// Nothing goes to SEVIS before it is accepted.
    pub first: bool,
    /// How the school passes changes on.
    pub way: SevisWay,
}

/// A step of a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteRow {
    /// What.
    pub act: ReviewAct,
    /// When.
    pub at: String,
    /// By whom.
    pub by: String,
    /// In their words; empty for none.
    pub words: String,
}

/// What a student reads of the check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckView {
    /// Where it stands.
    pub state: ReviewState,
    /// Oldest first.
    pub notes: Vec<NoteRow>,
}
