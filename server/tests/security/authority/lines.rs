//! Who may call what. A new server function is not complete without its line.

use super::acts::{self, Fields};
use super::stage::Stage;

/// Who may call a server function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody, for this reason.
    Anyone(&'static str),
    /// A session in which a password was given or an address confirmed.
    Half,
    /// A student who has attested.
    Student,
    /// The same on STEM OPT, whose validation is open.
    Stem,
    /// A student who is logged in.
    Unattested,
    /// Whoever has an account; tried as the holder of an online account.
    Account,
    /// A student, or the holder of an online account; tried as the latter.
    Owner,
    /// A student who has all that an online account takes.
    Ready,
    /// The holder of an online account.
    Holder,
    /// A representative.
    Representative,
    /// An official of the school.
    Official,
    /// The principal official of the school.
    Principal,
    /// The help team.
    HelpTeam,
}

/// One server function.
pub struct Line {
    pub path: &'static str,
    pub who: Who,
    /// Only after a login of the last quarter of an hour.
    pub fresh: bool,
    /// It is about something of the caller's, which others of the same role may not touch.
    pub own: bool,
    /// The fields with which the right caller is served.
    pub fields: fn(&Stage) -> Fields,
}

const fn line(path: &'static str, who: Who, fields: fn(&Stage) -> Fields) -> Line {
    Line { path, who, fresh: false, own: false, fields }
}

const fn fresh(path: &'static str, who: Who, fields: fn(&Stage) -> Fields) -> Line {
    Line { path, who, fresh: true, own: false, fields }
}

impl Line {
    const fn own(self) -> Self {
        Self { own: true, ..self }
    }
}

const TOKEN: Who = Who::Anyone("a mailed token is the authority");
const NONE: Who = Who::Anyone("there is none to have yet");

pub const LINES: &[Line] = &[
    line("/api/register/identify", TOKEN, acts::none),
    line("/api/register/create", TOKEN, acts::none),
    line("/api/register/join", TOKEN, acts::none),
    line("/api/reset", TOKEN, acts::none),
    line("/api/confirm", TOKEN, acts::none),
    line("/api/security/confirm-email", TOKEN, acts::none),
    line("/api/security/not-me", TOKEN, acts::none),
    line("/api/login", NONE, acts::none),
    line("/api/passkey/ask-login", NONE, acts::none),
    line("/api/passkey/login", NONE, acts::none),
    line("/api/check-receipt", Who::Anyone("number and code are the authority"), acts::none),
    line("/api/forgot", NONE, acts::none),
    line("/api/record-copy/ask", NONE, acts::none),
    line("/api/record-copy/open", TOKEN, acts::none),
    line("/api/record-copy/close", TOKEN, acts::none),
    line("/api/sign-up", NONE, acts::none),
    line("/api/sign-up/resend", NONE, acts::none),
    line("/api/logout", Who::Anyone("ends what there is"), acts::none),
    line("/api/fresh-login", Who::Half, acts::password),
    line("/api/verify", Who::Half, acts::press),
    line("/api/verify/backup-code", Who::Half, acts::backup_code),
    line("/api/verify/way", Who::Half, acts::press),
    line("/api/verify/lost/send", Who::Half, acts::press),
    line("/api/verify/lost", Who::Half, acts::press),
    line("/api/passkey/ask", Who::Half, acts::press),
    line("/api/passkey/answer", Who::Half, acts::press),
    line("/api/enrol/begin", Who::Half, acts::press),
    line("/api/enrol/confirm", Who::Half, acts::press),
    line("/api/enrol/drop", Who::Half, acts::press),
    line("/api/sign-up/password", Who::Half, acts::press),
    line("/api/sign-up/second-step", Who::Half, acts::press),
    line("/api/sign-up/backup-code", Who::Half, acts::press),
    line("/api/sign-up/questions", Who::Half, acts::press),
    line("/api/sign-up/account-type", Who::Half, acts::press),
    line("/api/attest", Who::Unattested, acts::press),
    line("/api/profile/save", Who::Student, acts::profile),
    line("/api/place", Who::Account, acts::place),
    line("/api/employer/save", Who::Student, acts::employer).own(),
    line("/api/employer/delete", Who::Student, acts::delete_employer).own(),
    line("/api/employer/restore", Who::Student, acts::restore_employer).own(),
    line("/api/account/password", Who::Account, acts::new_password),
    fresh("/api/account/open-online", Who::Ready, acts::account_type),
    line("/api/security/codes-kept", Who::Account, acts::press),
    line("/api/security/news", Who::Account, acts::news),
    fresh("/api/security/add", Who::Account, acts::email_step),
    fresh("/api/security/end-session", Who::Account, acts::press),
    fresh("/api/security/remove", Who::Account, acts::remove_step).own(),
    fresh("/api/security/backup-codes", Who::Account, acts::press),
    fresh("/api/security/close", Who::Holder, acts::close),
    fresh("/api/security/email", Who::Holder, acts::new_email),
    fresh("/api/security/questions", Who::Owner, acts::questions),
    line("/api/cases/access-code", Who::Holder, acts::number),
    line("/api/cases/add", Who::Holder, acts::add_case),
    line("/api/cases/ask-client", Who::Representative, acts::ask_client),
    fresh("/api/cases/consent", Who::Holder, acts::consent).own(),
    line("/api/messages/send", Who::Holder, acts::message).own(),
    line("/api/messages/read", Who::Holder, acts::read_message).own(),
    line("/api/messages/close", Who::Holder, acts::thread).own(),
    line("/api/console/search", Who::Official, acts::search),
    line("/api/employer/end", Who::Student, acts::end_job).own(),
    line("/api/validate", Who::Stem, acts::validate),
    line("/api/inbox/reach", Who::Student, acts::reach),
    line("/api/inbox/push", Who::Student, acts::push),
    line(
        "/api/inbox/shown",
        Who::Anyone("tells nothing, and takes the proof of a device alone"),
        acts::none,
    ),
    line("/api/inbox/push-off", Who::Student, acts::push_off).own(),
    line("/api/report/answer", Who::Student, acts::answer_report).own(),
    line("/api/employer-plan/save", TOKEN, acts::none),
    line("/api/employer-plan/code", TOKEN, acts::none),
    line("/api/employer-plan/sign", TOKEN, acts::none),
    line("/api/employer-plan/return", TOKEN, acts::none),
    line("/api/employer-plan/departure", TOKEN, acts::none),
    line("/api/plan/begin", Who::Student, acts::begin_plan),
    line("/api/plan/save", Who::Student, acts::save_plan).own(),
    line("/api/plan/ask", Who::Student, acts::plan).own(),
    fresh("/api/plan/sign", Who::Student, acts::sign_plan).own(),
    fresh("/api/plan/paper", Who::Student, acts::paper).own(),
    line("/api/plan/send", Who::Student, acts::whole_plan).own(),
    line("/api/plan/change", Who::Student, acts::accepted_plan).own(),
    line("/api/plan/drop", Who::Student, acts::plan).own(),
    fresh("/api/plan/evaluate", Who::Student, acts::evaluate).own(),
    line("/api/console/plan/decide", Who::Official, acts::decide_plan).own(),
    line("/api/console/plan/hand", Who::Official, acts::hand_plan).own(),
    line("/api/console/plan/departure", Who::Official, acts::departure).own(),
    line("/api/console/review", Who::Official, acts::review).own(),
    line("/api/console/review/assign", Who::Official, acts::assign).own(),
    line("/api/console/review/accept", Who::Official, acts::accept).own(),
    line("/api/console/review/undo", Who::Official, acts::undo_accept),
    line("/api/console/note-validation", Who::Official, acts::note_validation).own(),
    fresh("/api/console/approve", Who::Official, acts::approve).own(),
    fresh("/api/console/reset-account", Who::Official, acts::student).own(),
    fresh("/api/console/change-email", Who::Official, acts::change_email).own(),
    fresh("/api/console/correct-authorization", Who::Official, acts::correct_authorization).own(),
    fresh("/api/console/correct-employer", Who::Official, acts::correct_employer).own(),
    fresh("/api/console/withdraw-employer", Who::Official, acts::withdraw_employer).own(),
    fresh("/api/console/merge", Who::Official, acts::merge).own(),
    fresh("/api/console/undo", Who::Official, acts::undo).own(),
    fresh("/api/console/decide", Who::Official, acts::decide).own(),
    fresh("/api/console/officials/invite", Who::Principal, acts::invite_official),
    fresh("/api/console/officials/role", Who::Principal, acts::official_role).own(),
    fresh("/api/console/officials/end", Who::Principal, acts::colleague).own(),
    fresh("/api/console/officials/reset", Who::Principal, acts::colleague).own(),
    fresh("/api/console/school", Who::Principal, acts::school),
    fresh("/api/console/import/upload", Who::Official, acts::none),
    fresh("/api/console/import/columns", Who::Official, acts::columns).own(),
    fresh("/api/console/import/run", Who::Official, acts::checked).own(),
    fresh("/api/console/import/discard", Who::Official, acts::checked).own(),
    fresh("/api/console/batch/make", Who::Official, acts::press),
    fresh("/api/console/batch/discard", Who::Official, acts::discard_batch).own(),
    fresh("/api/console/batch/answer", Who::Official, acts::batch).own(),
    line("/api/console/by-hand", Who::Official, acts::by_hand).own(),
    line("/api/console/cases/find", Who::HelpTeam, acts::number),
    fresh("/api/console/cases/status", Who::HelpTeam, acts::status),
    fresh("/api/console/cases/letter-posted", Who::HelpTeam, acts::letter),
    fresh("/api/console/cases/save", Who::HelpTeam, acts::case),
    fresh("/api/console/cases/letter", Who::HelpTeam, acts::case_id),
];
