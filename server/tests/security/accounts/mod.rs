//! Rows 26 to 52: passwords, second steps, recovery.

mod codes;
mod guessing;
mod passwords;
mod recovery;

use crate::{Row, row};
use codes::*;
use guessing::*;
use passwords::*;
use recovery::*;

pub fn rows() -> Vec<Row> {
    vec![
        row!(26, "6.1.1 (1)", "Limits documented, no malicious lockout", limits_are_documented),
        row!(27, "6.2.1 (1)", "Passwords of 8 or more, 15 recommended", lengths_are_exact),
        row!(
            28,
            "6.2.2, 6.2.3 (1)",
            "Change exists and needs the current password",
            change_needs_the_current
        ),
        row!(
            29,
            "6.2.4 (1), 6.2.12 (2)",
            "Common and breached passwords refused",
            breached_are_refused
        ),
        row!(30, "6.2.11 (2)", "Context words refused", context_words_are_refused),
        row!(31, "6.2.5 (1), 6.2.10 (2)", "No composition rules, no rotation"; unmet "under policy `seed` both are kept as the official pages state them; policy `modern` has neither"),
        row!(32, "6.2.6, 6.2.7 (1)", "Masked, paste and managers work", managers_work),
        row!(33, "6.2.8 (1), 6.2.9 (2)", "Verified exactly, 64 and more allowed", verified_exactly),
        row!(34, "6.3.1 (1)", "Stuffing and brute-force controls work", guesses_wait),
        row!(35, "6.3.2 (1)", "No default accounts", nobody_is_there),
        row!(36, "6.3.3 (2)", "Multi-factor required"; unmet "of officials and online accounts it is; students of the portal may add a second step, and need not, as in the seeds"),
        row!(37, "6.3.4 (2)", "All paths equally strong", no_path_skips_the_factor),
        row!(38, "6.3.5 (3)", "Suspicious logins notified", new_devices_are_told),
        row!(39, "6.3.7 (3)", "Credential changes notified", changes_are_told),
        row!(
            40,
            "6.3.8 (3)",
            "No enumeration by text or code (time: suite `portal`, `timing`)",
            same_words
        ),
        row!(41, "6.4.1 (1)", "Activation codes random, short-lived", activation_is_short),
        row!(42, "6.4.2 (1)", "No secret questions"; unmet "policy `seed` keeps the seed's questions as one proof besides the mailed link; alone they open nothing. Policy `modern` has none"),
        row!(43, "6.4.3 (2)", "Reset does not skip the second step", reset_keeps_the_factor),
        row!(
            44,
            "6.4.4 (2)",
            "Lost factor needs the same proof as enrolment",
            lost_factor_needs_proof
        ),
        row!(
            45,
            "6.4.6 (3)",
            "Administrators start a reset, never set it",
            officials_set_no_password
        ),
        row!(46, "6.5.1 (2)", "Codes once only", codes_once),
        row!(47, "6.5.2 (2)", "Lookup codes of 112 bits, or slow hashes", backup_codes_are_long),
        row!(48, "6.5.3, 6.5.4 (2)", "Random codes of 20 bits or more", codes_are_even),
        row!(49, "6.5.5 (2)", "Codes ten minutes at most, TOTP 30 seconds", codes_lapse),
        row!(50, "6.6.1 (2)", "Phone codes: stronger choice shown, risk told", text_risk_is_told),
        row!(51, "6.6.2 (2)", "Code bound to its request", codes_are_bound),
        row!(52, "6.6.3 (2)", "Code guessing limited", code_guesses_wait),
    ]
}
