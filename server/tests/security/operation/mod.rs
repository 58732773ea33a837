//! Rows 67 to 78: transport, configuration, logs, failing safely.

pub mod deployment;
mod failing;
mod quiet;

use crate::{Row, row};
use failing::*;
use quiet::*;

pub fn rows() -> Vec<Row> {
    vec![
        row!(67, "12.2.1 (1), 12.3.1 (2)", "TLS outside, no fallback", mail_is_encrypted),
        row!(
            68,
            "13.3.1, 15.1.2 (2)",
            "No secrets in code, bill of materials",
            crate::components::no_secret_and_all_components_listed
        ),
        row!(
            69,
            "13.4.1 (1), 13.4.2-5, 15.2.3 (2)",
            "No .git, debug, listings, open metrics",
            nothing_else_is_served
        ),
        row!(70, "14.2.1 (1)", "No secrets in URLs", mailed_tokens_leave_the_address),
        row!(71, "14.2.3 (2)", "No trackers", nobody_else_is_asked),
        row!(
            72,
            "14.3.1 (1), 14.3.2, 14.3.3 (2)",
            "Clear-Site-Data at logout, no-store",
            nothing_stays_in_the_browser
        ),
        row!(73, "15.2.2 (2)", "Costly work bounded", long_passwords_are_not_hashed),
        row!(
            74,
            "16.2.1, 16.2.2, 16.3.1-3 (2)",
            "Authentication and refusals logged",
            what_happens_is_logged
        ),
        row!(75, "16.2.5 (2)", "No credentials in logs", no_secret_is_logged),
        row!(
            76,
            "16.4.1, 16.4.2 (2)",
            "No log injection; logs protected",
            what_is_typed_makes_no_line_of_a_log
        ),
        row!(77, "16.5.1 (2)", "Generic errors", errors_tell_nothing),
        row!(78, "16.5.2, 16.5.3 (2)", "Fail closed, degrade safely", damage_denies),
    ]
}
