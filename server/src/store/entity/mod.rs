//! Rows of the database. They never leave `store` and `service`.
//!
//! Instants are milliseconds since 1970 (UTC) in `bigint` columns, so that both databases compare
//! them alike; calendar days are `date` columns.

pub mod account;
pub mod amendment;
pub mod attachment;
pub mod audit;
pub mod audit_head;
pub mod audit_subject;
pub mod authorization;
pub mod backup_code;
pub mod batch;
pub mod batch_log;
pub mod batch_number;
pub mod batch_record;
pub mod case;
pub mod case_code;
pub mod case_event;
pub mod case_holder;
pub mod code;
pub mod confirmation;
pub mod consent;
pub mod content;
pub mod credential_change;
pub mod device;
pub mod email_change;
pub mod employer;
pub mod factor;
pub mod history;
pub mod import_draft;
pub mod import_file;
pub mod link;
pub mod mail;
pub mod mark;
pub mod message;
pub mod password_history;
pub mod plan;
pub mod plan_departure;
pub mod plan_evaluation;
pub mod plan_link;
pub mod plan_signature;
pub mod receipt;
pub mod recovery;
pub mod registry_record;
pub mod reset_answer;
pub mod review;
pub mod review_note;
pub mod school;
pub mod security_event;
pub mod send;
pub mod session;
pub mod sevis_change;
pub mod sign_up;
pub mod student;
pub mod thread;
pub mod throttle;
