//! What happens to students of the alerts' model, as some writer or other would write it.

use super::alerts_again::sql;
use crate::support::{OTHER_SCHOOL, SCHOOL, TestPortal};
use rand::RngExt as _;
use rand::rngs::StdRng;
use time::Duration;

pub struct World<'a> {
    pub p: &'a TestPortal,
    pub ids: Vec<String>,
    pub rng: StdRng,
}

impl World<'_> {
    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.rng.random_range(0..of.len())]
    }

    fn day(&mut self) -> String {
        let today = self.p.portal.look().now().date();
        (today + Duration::days(self.rng.random_range(-200..200))).to_string()
    }

    /// One of many things happens to one of them.
    pub async fn act(&mut self) -> String {
        let id = self.ids[self.rng.random_range(0..self.ids.len())].clone();
        let text = match self.rng.random_range(0..16) {
            what @ 0..8 => self.on_record(what, &id),
            what => self.around(what, &id),
        };
        sql(self.p, &text).await;
        text
    }

    /// To jobs, authorizations and the account.
    fn on_record(&mut self, what: u32, id: &str) -> String {
        let own = format!("student_id = '{id}'");
        let day = self.day();
        match what {
            0 => format!("UPDATE employers SET start_date = '{day}' WHERE {own}"),
            1 => format!("UPDATE employers SET end_date = '{day}' WHERE {own}"),
            2 => {
                let at = self.one(&["NULL", "1"]);
                format!("UPDATE employers SET deleted_at = {at} WHERE {own}")
            }
            3 => {
                let status = self.one(&["approved", "requested", "approved"]);
                format!("UPDATE authorizations SET status = '{status}' WHERE {own}")
            }
            4 => format!("UPDATE authorizations SET start_date = '{day}' WHERE {own}"),
            5 => format!("UPDATE authorizations SET end_date = '{day}' WHERE {own}"),
            6 => {
                let kind = self.one(&["stem", "post_completion"]);
                format!("UPDATE authorizations SET kind = '{kind}' WHERE {own}")
            }
            _ => {
                let standing = self.one(&["open", "locked_by_logins"]);
                format!("UPDATE accounts SET standing = '{standing}' WHERE {own}")
            }
        }
    }

    /// To links, emails, the person, the school and the last list from SEVIS.
    fn around(&mut self, what: u32, id: &str) -> String {
        let own = format!("student_id = '{id}'");
        match what {
            8 => {
                let (failures, gone) = (self.one(&["0", "3"]), self.one(&["TRUE", "FALSE"]));
                format!("UPDATE links SET failures = {failures}, replaced = {gone} WHERE {own}")
            }
            9 => {
                let failed = self.one(&["TRUE", "FALSE"]);
                format!("UPDATE mails SET failed = {failed} WHERE {own}")
            }
            10 => {
                let (given, surname) = (self.one(&["Ada", "Sample"]), self.one(&["Ada", "Sample"]));
                let born = self.one(&["2001-02-03", "2001-02-04"]);
                format!(
                    "UPDATE students SET given_name = '{given}', surname = '{surname}', birth_date = '{born}' WHERE id = '{id}'"
                )
            }
            11 => {
                let other = &self.ids[self.rng.random_range(0..self.ids.len())];
                let to =
                    if self.rng.random_bool(0.6) { format!("'{other}'") } else { "NULL".into() };
                format!(
                    "UPDATE students SET previous_id = {to} WHERE id = '{id}' AND id <> '{other}' AND NOT EXISTS (SELECT 1 FROM students taken WHERE taken.previous_id = '{other}')"
                )
            }
            12 => {
                let code = self.one(&[SCHOOL, SCHOOL, OTHER_SCHOOL]);
                format!(
                    "UPDATE students SET school_id = (SELECT id FROM schools WHERE code = '{code}') WHERE id = '{id}'"
                )
            }
            13 => {
                let zone =
                    self.one(&["Pacific/Kiritimati", "America/New_York", "Pacific/Pago_Pago"]);
                format!("UPDATE schools SET time_zone = '{zone}' WHERE code = '{SCHOOL}'")
            }
            14 => {
                format!(
                    "INSERT INTO sevis_listed (id, school_id, student_id, at, listed, was, differs, draft) SELECT id, school_id, id, 0, '', '', TRUE, '' FROM students WHERE id = '{id}' ON CONFLICT DO NOTHING"
                )
            }
            _ => format!("DELETE FROM sevis_listed WHERE {own}"),
        }
    }
}
