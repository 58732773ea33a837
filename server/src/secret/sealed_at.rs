//! Where a sealed value lives.

/// Where a sealed value lives: the row it is in, by its identity. It is sealed along, so that a value
/// that was moved to another row or another table cannot be opened there.
#[derive(Clone, Copy, Debug)]
pub enum SealedAt<'a> {
    /// What was before and after an act of the staff.
    Audit(&'a str),
    /// A backup code that may be read again.
    BackupCode(&'a str),
    /// An access code that is printed for a letter.
    CaseCode(&'a str),
    /// How an account was opened before a change.
    CredentialChange(&'a str),
    /// The address that an account is to get.
    EmailChange(&'a str),
    /// Key, number or credential of a second step.
    Factor(&'a str),
    /// The token of a link that may be mailed once more.
    Link(&'a str),
    /// The parts of a mail.
    Mail(&'a str),
    /// What a passkey was asked, in the session of this name.
    PasskeyAsked(&'a str),
    /// Address and keys of a browser that is sent notifications.
    PushDevice(&'a str),
    /// Who forgot a password.
    Recovery(&'a str),
    /// What is said on the next page, in a browser's cookie.
    Said,
}

impl SealedAt<'_> {
    /// What is sealed along.
    pub fn bound(self) -> Vec<u8> {
        let (kind, id) = match self {
            Self::Audit(id) => ("audits", id),
            Self::BackupCode(id) => ("backup_codes", id),
            Self::CaseCode(id) => ("case_codes", id),
            Self::CredentialChange(id) => ("credential_changes", id),
            Self::EmailChange(id) => ("email_changes", id),
            Self::Factor(id) => ("factors", id),
            Self::Link(id) => ("links", id),
            Self::Mail(id) => ("mails", id),
            Self::PasskeyAsked(id) => ("passkey asked", id),
            Self::PushDevice(id) => ("push_devices", id),
            Self::Recovery(id) => ("recoveries", id),
            Self::Said => ("said", ""),
        };
        [kind.as_bytes(), &[0], id.as_bytes()].concat()
    }
}
