//! What students report.

mod accepted;
mod checked_by_others;
mod deadlines;
mod ended;
mod home;
mod inbox;
mod inbox_choices;
mod inbox_devices;
mod inbox_push;
mod inbox_push_hours;
mod inbox_push_since;
mod inbox_texts;
mod kept_for_its_writer;
mod lost_answers;
mod refused;
mod same_key;
mod workplace;

use crate::support::{Browser, TestPortal};
use sea_orm::{EntityTrait, PaginatorTrait};
use server::store::entity::{employer, receipt, review, sevis_change};

pub(super) const JOB: &[(&str, &str)] = &[
    ("once", "key-1"),
    ("name", "Harbor <Robotics> & Söhne"),
    ("street", "1 Pier Road"),
    ("zip", "78701"),
    ("schedule", "full_time"),
    ("start_date", "06/05/2026"),
    ("relation", "I write control software."),
];

pub(crate) fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields: Vec<(&str, &str)> = JOB.to_vec();
    for (name, value) in changes {
        match fields.iter_mut().find(|(known, _)| known == name) {
            Some(field) => field.1 = value,
            None => fields.push((name, value)),
        }
    }
    fields
}

pub(super) async fn ready(p: &TestPortal) -> Browser {
    let student = p.registered(1).await;
    p.logged_in(&student).await
}

pub(super) async fn counts(p: &TestPortal) -> [u64; 4] {
    let db = p.db();
    [
        employer::Entity::find().count(db).await.expect("count"),
        receipt::Entity::find().count(db).await.expect("count"),
        review::Entity::find().count(db).await.expect("count"),
        sevis_change::Entity::find().count(db).await.expect("count"),
    ]
}
