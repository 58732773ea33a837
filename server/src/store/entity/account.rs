//! An account of a student, an official or anyone else.

use crate::store::code::Code;
use domain::account::Standing;
use domain::role::Role;
use sea_orm::entity::prelude::*;

/// An account of a student, an official or anyone else.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Student, for portal accounts.
    pub student_id: Option<String>,
    /// The student of a school that the holder of an online account is as well; proved by a mailed
    /// invitation and the SEVIS ID. What a school does to portal accounts does not reach it.
    pub joined_student_id: Option<String>,
    /// School; online accounts have none.
    pub school_id: Option<String>,
    /// Code of the role (`domain::role`), empty for students.
    pub role: Code<Role>,
    /// Full name of an official; empty for students, whose record has it.
    pub name: String,
    /// Email as typed.
    pub email: String,
    /// Email for comparison, unique.
    pub email_key: String,
    /// argon2id hash; none until an invited official enrols.
    pub password_hash: Option<String>,
    /// Code of the standing.
    pub standing: Code<Standing>,
    /// Failed logins in a row.
    pub failures: i32,
    /// The password is temporary.
    pub temporary: bool,
    /// When the password was set, or until when a temporary one works.
    pub credential_at: i64,
    /// Last login.
    pub last_login_at: Option<i64>,
    /// Which of the mails about the end of access were sent: 0 none to 3 closed.
    pub access_stage: i32,
    /// When created.
    pub created_at: i64,
    /// When the backup code of the sign-up was put away.
    pub backup_kept_at: Option<i64>,
    /// When the account closes, after its holder asked for it.
    pub closes_at: Option<i64>,
    /// Wants a mail when there is a message or news of a case.
    pub news: bool,
    /// Goes up whenever all that was given out before is void (`service::credentials::epoch`).
    pub epoch: i64,
}

impl Model {
    /// The student's record that this login opens: a portal account's own, or the one that an online
    /// account has joined.
    pub fn record(&self) -> Option<&String> {
        self.student_id.as_ref().or(self.joined_student_id.as_ref())
    }
}

/// No relations: `store` joins by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
