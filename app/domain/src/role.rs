//! What kind of account a person has.

crate::named_codes! {
    /// What kind of account a person has.
    Role {
        /// A student invited by the school.
        Student = "", "Student";
        /// Designated school official (8 CFR 214.3(l)).
        Dso = "dso", "Designated school official";
        /// Principal designated school official.
        Pdso = "pdso", "Principal designated school official";
        /// Answers secure messages.
        Helpdesk = "helpdesk", "Help team";
        /// Online account that has not chosen its type yet (seed 002, before step 9).
        SigningUp = "signing_up", "Signing up";
        /// Applicant, petitioner or requestor (seed 002, step 9).
        Applicant = "applicant", "Applicant, petitioner or requestor";
        /// Legal representative (seed 002, step 9).
        Representative = "representative", "Legal representative";
    }
}

impl Role {
    /// Works in the console, for one school.
    pub fn is_official(self) -> bool {
        matches!(self, Self::Dso | Self::Pdso)
    }

    /// Opened by the person's own email (seed 002).
    pub fn is_online(self) -> bool {
        matches!(self, Self::SigningUp | Self::Applicant | Self::Representative)
    }

    /// Writes secure messages: holders of online accounts, and the help team that answers.
    pub fn writes_messages(self) -> bool {
        matches!(self, Self::Helpdesk | Self::Applicant | Self::Representative)
    }

    /// Must have a second step before anything else opens.
    pub fn needs_factor(self) -> bool {
        self != Self::Student
    }
}
