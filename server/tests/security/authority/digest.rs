//! What is on record, as one number: nothing of it may change where nobody may change anything.

use crate::support::TestPortal;
use sea_orm::EntityTrait;
use server::store::entity as e;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};

/// Tables that say who came, how often and when, or that follow from others: they may change.
const OTHERS: &[&str] = &[
    "alert",
    "alert_change",
    "alert_state",
    "audit_head",
    "audit_subject",
    "content",
    "device",
    "mark",
    "rate",
    "send",
    "session",
    "throttle",
];

macro_rules! looked_at {
    ($($table:ident),+ $(,)?) => {
        const LOOKED_AT: &[&str] = &[$(stringify!($table)),+];

        /// Every table but those.
        pub async fn digest(p: &TestPortal) -> u64 {
            let mut digest = DefaultHasher::new();
            $(let rows = e::$table::Entity::find().all(p.db()).await.expect("rows");
            let mut rows: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
            rows.sort();
            rows.hash(&mut digest);)+
            digest.finish()
        }
    };
}

looked_at! {
    account,
    amendment,
    attachment,
    audit,
    authorization,
    backup_code,
    batch,
    batch_log,
    batch_record,
    case,
    case_code,
    case_event,
    case_holder,
    code,
    confirmation,
    consent,
    credential_change,
    email_change,
    employer,
    factor,
    history,
    import_draft,
    import_file,
    link,
    mail,
    message,
    news_choice,
    password_history,
    plan,
    plan_departure,
    plan_evaluation,
    plan_link,
    plan_signature,
    push_device,
    receipt,
    recovery,
    registry_record,
    reset_answer,
    review,
    review_note,
    school,
    security_event,
    sevis_change,
    sevis_listed,
    sign_up,
    student,
    thread,
}

pub(super) async fn every_table_is_looked_at_or_named_as_one_that_may_change(_: TestPortal) {
    let all = include_str!("../../../src/store/entity/mod.rs");
    let names = all.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    for name in names {
        let known = [LOOKED_AT, OTHERS].map(|list| list.contains(&name));
        assert_eq!(known.iter().filter(|known| **known).count(), 1, "{name}");
    }
}
