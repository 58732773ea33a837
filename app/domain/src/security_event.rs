//! What happens to an account's credentials and consents, as its holder reads it.

crate::named_codes! {
    /// What happened to an account.
    SecurityEvent {
        /// The account came into being.
        Opened = "opened", "Account created";
        /// A student's record joined the account.
        RecordJoined = "record_joined", "Student record joined";
        /// A student's record left the account.
        RecordParted = "record_parted", "Student record separated";
        /// A second step was added.
        FactorAdded = "factor_added", "Second step added";
        /// A second step was removed.
        FactorRemoved = "factor_removed", "Second step removed";
        /// Backup codes were made.
        CodesMade = "codes_made", "Backup codes made";
        /// A backup code was used.
        CodeUsed = "code_used", "Backup code used";
        /// A login without the second steps, by two other proofs.
        StepsLost = "steps_lost", "Login without a second step, using an emailed code and questions";
        /// New password reset questions.
        QuestionsChanged = "questions_changed", "Password reset questions changed";
        /// A new password.
        PasswordChanged = "password_changed", "Password changed";
        /// A new email was asked for.
        EmailAsked = "email_asked", "New email requested";
        /// A new email.
        EmailChanged = "email_changed", "Email changed";
        /// A login from a browser that was not known.
        NewDevice = "new_device", "Login from a new browser";
        /// The owner froze a change.
        Frozen = "frozen", "Change frozen by “This was not me”";
        /// A new access code was asked for.
        CodeAsked = "code_asked", "Access code requested";
        /// A case came into the account.
        CaseAdded = "case_added", "Case added";
        /// A representative may see a case.
        ConsentGiven = "consent_given", "Representative may see a case";
        /// A representative may not see it any more, or was refused.
        ConsentEnded = "consent_ended", "Representative may not see a case";
        /// Closing was asked for.
        Closing = "closing", "Account closing requested";
        /// Closing was called off.
        NotClosing = "not_closing", "Account closing canceled";
    }
}
