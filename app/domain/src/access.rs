//! Who may do what. Every port method asks here before it reads or writes a student's record.

/// Who is asking. Ids are opaque.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody known.
    Anonymous,
    /// A student, on the own record only.
    Student {
        /// The own record.
        student: String,
    },
    /// An official of one school.
    Official {
        /// The official's school.
        school: String,
    },
}

/// What is asked of a student's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Read record, history and counts.
    Read,
    /// Report address, phone, employer.
    Report,
    /// Approve, reset, change the email, check reports.
    Administer,
}

/// The record that is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The student.
    pub student: &'a str,
    /// The student's school.
    pub school: &'a str,
}

/// True if the actor may do this to the record.
pub fn may(actor: &Actor, action: Action, subject: Subject<'_>) -> bool {
    match (actor, action) {
        (Actor::Anonymous, _) => false,
        (Actor::Student { student }, Action::Read | Action::Report) => student == subject.student,
        (Actor::Student { .. }, Action::Administer) => false,
        (Actor::Official { school }, Action::Read | Action::Administer) => school == subject.school,
        (Actor::Official { .. }, Action::Report) => false,
    }
}
