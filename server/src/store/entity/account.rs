//! An account of a student or official.

use sea_orm::entity::prelude::*;

/// An account of a student or official.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    /// Identity (UUID version 7).
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Student, for portal accounts.
    pub student_id: Option<String>,
    /// School.
    pub school_id: String,
    /// Role code of an official (dso, pdso), empty for students.
    pub role: String,
    /// Full name of an official, empty for students.
    pub name: String,
    /// E-mail as typed.
    pub email: String,
    /// E-mail for comparison, unique.
    pub email_key: String,
    /// argon2id hash; none until an invited official enrols.
    pub password_hash: Option<String>,
    /// Code of the standing.
    pub standing: String,
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
}

/// No relations: the repositories join by hand.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
