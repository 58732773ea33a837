//! Amending a record in the console: correcting, withdrawing, merging, undoing.

use super::Person;
use super::form::{Form, form, page_or};
use crate::routes;
use domain::authorization::Authorization;
use domain::authorization_form::AuthorizationForm;
use domain::effect::Effect;
use domain::employer::EmployerForm;
use serde::{Deserialize, Serialize};

/// Corrects an authorization, or adds one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CorrectAuthorizationForm {
    /// The authorization; empty for a new one.
    pub id: String,
    /// Of a new one: the identity it gets, so that it is added once.
    pub once: String,
    /// The training plan that a new one was filled from; empty for none.
    pub plan: String,
    /// Whose it is.
    pub student: String,
    /// The version the form was filled from.
    pub version: String,
    /// The effect on the count that was shown.
    pub effect: String,
    /// Why it is changed, at most 300; the student reads it too.
    pub reason: String,
    /// Its fields.
    #[serde(flatten)]
    pub fields: AuthorizationForm,
}

impl Form for CorrectAuthorizationForm {
    const NAME: &'static str = "correct_authorization";

    fn page(&self) -> String {
        let page = match self.id.as_str() {
            "" => routes::student_authorization_new(&self.student, &self.plan),
            id => routes::student_authorization(&self.student, id),
        };
        page_or(&page, routes::STUDENTS)
    }
}

/// Corrects an employer, or adds one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CorrectEmployerForm {
    /// Whose it is.
    pub student: String,
    /// The authorization of a new one.
    pub authorization: String,
    /// The training plan that the form was filled from; empty for none.
    pub plan: String,
    /// `on` to recommend the extension to SEVIS with it.
    pub recommend: String,
    /// The effect on the count that was shown.
    pub effect: String,
    /// Why it is changed, at most 300; the student reads it too.
    pub reason: String,
    /// Its fields; the identity is empty for a new one.
    #[serde(flatten)]
    pub fields: EmployerForm,
}

impl Form for CorrectEmployerForm {
    const NAME: &'static str = "correct_employer";

    fn page(&self) -> String {
        let page = match self.fields.id.as_str() {
            _ if !self.plan.is_empty() => routes::student_plan_employer(&self.student, &self.plan),
            "" => routes::student_employer_new(&self.student, &self.authorization),
            id => routes::student_employer(&self.student, id),
        };
        page_or(&page, routes::STUDENTS)
    }
}

form! {
    /// Deletes an employer, or brings it back.
    WithdrawEmployerForm("withdraw_employer") kept false hides []
    on |f| page_or(&routes::student_employer_withdraw(&f.student, &f.id), routes::STUDENTS); {
        /// The employer.
        id,
        /// Whose it is.
        student,
        /// The version shown.
        version,
        /// The effect on the count that was shown.
        effect,
    }
}

form! {
    /// Makes one of two authorizations or employers that are the same.
    MergeForm("merge") hides []
    on |f| page_or(&routes::student_merge(&f.student), routes::STUDENTS); {
        /// Whose they are.
        student,
        /// The one that goes.
        goes,
        /// The one that stays.
        stays,
        /// The effect on the count that was shown.
        effect,
    }
}

form! {
    /// Undoes an amendment.
    UndoForm("undo") kept false hides []
    on |f| page_or(&routes::student(&f.student), routes::STUDENTS); {
        /// The amendment.
        id,
        /// Whose record it is in.
        student,
        /// The effect on the count that was shown.
        effect,
    }
}

/// An authorization to be corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectAuthorizationView {
    /// Whose it is.
    pub person: Person,
    /// As it is on record.
    pub form: CorrectAuthorizationForm,
}

/// An employer to be corrected or added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectEmployerView {
    /// Whose it is.
    pub person: Person,
    /// What it is for.
    pub authorization: Authorization,
    /// The authorization can be recommended to SEVIS with it.
    pub recommendable: bool,
    /// As it is on record.
    pub form: CorrectEmployerForm,
}

/// An employer to be deleted or brought back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawEmployerView {
    /// Whose it is.
    pub person: Person,
    /// Its name.
    pub name: String,
    /// Its days, in words.
    pub days: String,
    /// It is deleted, and would be brought back.
    pub deleted: bool,
    /// What that does to the count.
    pub effect: Effect,
    /// The form.
    pub form: WithdrawEmployerForm,
}

/// What can be merged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeView {
    /// Whose record it is.
    pub person: Person,
    /// The record.
    pub student: String,
    /// Authorizations and employers: identity and words.
    pub choices: Vec<(String, String)>,
}

/// What an official has amended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendmentRow {
    /// Identity.
    pub id: String,
    /// When.
    pub at: String,
    /// Who.
    pub by: String,
    /// What.
    pub what: String,
    /// It was undone.
    pub undone: bool,
    /// What undoing does to the count; none where the record was changed since.
    pub undo: Option<Effect>,
}

form! {
    /// Decides where the school's file and a student differ.
    DecideForm("decide") kept false hides [] on |_| routes::BOTH_SIDES.to_owned(); {
        /// Whose record.
        student,
        /// The authorization, where it is about one.
        authorization,
        /// The employer, where it is about one.
        employer,
        /// The field.
        field,
        /// The version shown.
        version,
        /// The effect on the count that was shown.
        effect,
        /// `file` or `record`.
        choice,
    }
}

/// Where the school's file and the records differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BothSidesView {
    /// By student.
    pub rows: Vec<DifferenceRow>,
    /// There are more than are shown.
    pub more: bool,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DifferenceRow {
    /// Full name.
    pub name: String,
    /// SEVIS ID.
    pub sevis_id: String,
    /// What differs.
    pub what: String,
    /// What the file says.
    pub file: String,
    /// When the file said so first; empty where that was not kept.
    pub file_at: String,
    /// What is on record.
    pub own: String,
    /// Who said so, and when; empty where it is not known.
    pub own_by: String,
    /// What the file's word does to the count, where it can.
    pub effect: Option<Effect>,
    /// The form that decides it.
    pub form: DecideForm,
}
