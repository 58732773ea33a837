//! The account's security page.

use super::WayView;
use super::form::{Form, act, form, with_token};
use crate::routes;
use domain::questions::QuestionsForm;
use serde::{Deserialize, Serialize};

form! {
    /// A new email for an online account.
    NewEmailForm("new_email") hides [] on |_| routes::NEW_EMAIL.to_owned(); {
        /// The new address.
        email,
    }
}

/// New password reset questions, with the fields of the sign-up's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChangeQuestionsForm(pub QuestionsForm);

impl Form for ChangeQuestionsForm {
    const NAME: &'static str = "change_questions";
    const SECRETS: &'static [&'static str] = &domain::questions::ANSWER_FIELDS;
    fn page(&self) -> String {
        routes::QUESTIONS.to_owned()
    }
}

act! {
    /// Removes a second step.
    RemoveFactorForm("remove_factor") on |_| routes::SECURITY.to_owned()
}

act! {
    /// Makes ten backup codes.
    MakeBackupCodesForm("make_backup_codes") on |_| routes::SECURITY.to_owned()
}

act! {
    /// The backup codes are put away.
    KeepBackupCodesForm("keep_backup_codes") on |_| routes::SECURITY.to_owned()
}

act! {
    /// Ends one session by its name, or all others without one.
    EndSessionForm("end_session") on |_| routes::SECURITY.to_owned()
}

act! {
    /// Closes the account (`close`), or keeps it open (`keep`).
    CloseAccountForm("close_account") on |_| routes::SECURITY.to_owned()
}

act! {
    /// Mails news of messages and cases (`on`), or does not.
    NewsForm("news") on |_| routes::SECURITY.to_owned()
}

act! {
    /// Changes the email by a mailed token.
    ConfirmNewEmailForm("confirm_new_email") on |f| with_token(routes::CONFIRM_EMAIL, &f.id)
}

form! {
    /// Freezes a change by a mailed token.
    FreezeForm("freeze") hides ["id"] on |f| with_token(routes::NOT_ME, &f.id); {
        /// The token.
        id,
        /// The earliest change that is not the owner's, where it is an earlier one.
        from,
    }
}

/// A change that can be frozen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreezeView {
    /// Identity.
    pub id: String,
    /// What and when.
    pub what: String,
    /// Changes before it that can be frozen with it, oldest first.
    pub earlier: Vec<EarlierChange>,
}

/// A change before another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierChange {
    /// Identity.
    pub id: String,
    /// What and when.
    pub what: String,
}

/// The security page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecurityView {
    /// Account email.
    pub email: String,
    /// Kinds that may be added, by code.
    pub addable: Vec<domain::factor::FactorKind>,
    /// Second steps in use.
    pub factors: Vec<FactorView>,
    /// Backup codes left; of those, how many of the set.
    pub backup_left: usize,
    /// Codes just made, to put away; shown after a login of the last quarter of an hour.
    pub fresh_codes: Vec<String>,
    /// There are such codes, and the login is older.
    pub codes_wait: bool,
    /// Sessions, the present one first.
    pub sessions: Vec<SessionView>,
    /// What happened, newest first.
    pub events: Vec<EventView>,
    /// The account belongs to its holder, who may change the email and close it.
    pub own: bool,
    /// When it closes, if that was asked for.
    pub closes: Option<String>,
    /// News of messages and cases are mailed.
    pub news: bool,
    /// Whoever looks works for a school.
    pub official: bool,
}

/// A second step in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorView {
    /// Its name and kind.
    pub way: WayView,
    /// Since when.
    pub since: String,
    /// When last used.
    pub used: Option<String>,
    /// It may be removed: another one is enough.
    pub removable: bool,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// Names it without being its key.
    pub id: String,
    /// Browser and system.
    pub device: String,
    /// When it began.
    pub began: String,
    /// When it was last used.
    pub seen: String,
    /// This one.
    pub here: bool,
}

/// Something that happened to the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventView {
    /// When.
    pub at: String,
    /// What.
    pub what: String,
}

/// The page of an online account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolderView {
    /// The student who the holder is as well: name and school.
    pub student: Option<(String, String)>,
    /// Email.
    pub email: String,
    /// Account type.
    pub role: domain::role::Role,
    /// Backup codes left.
    pub backup_left: usize,
    /// Conversations with something not marked as read.
    pub unread: usize,
    /// Representatives who wait for an answer.
    pub asked: usize,
}

form! {
    /// Opens an online account with a student's login.
    OpenOnlineForm("open_online") hides [] on |_| routes::OPEN_ONLINE.to_owned(); {
        /// Code of the role.
        account_type,
    }
}

/// What it takes to open an online account with a student's login.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenOnlineView {
    /// The login.
    pub email: String,
    /// A second step that is enough.
    pub second_step: bool,
    /// Backup codes that can be used.
    pub backup_codes: bool,
    /// Password reset questions, where the policy has them.
    pub questions: Option<bool>,
}

impl OpenOnlineView {
    /// True once nothing is missing.
    pub fn is_ready(&self) -> bool {
        self.second_step && self.backup_codes && self.questions != Some(false)
    }
}
