//! Rows 53 to 66: sessions, authorisation, stored secrets.

mod roles;
mod secrets;
mod sessions;

use crate::{Row, row};
use roles::*;
use secrets::*;
use sessions::*;

pub fn rows() -> Vec<Row> {
    vec![
        row!(
            53,
            "7.1.1, 7.3.1, 7.3.2 (2)",
            "Idle and absolute limits enforced by the server",
            sessions_end
        ),
        row!(54, "7.1.2 (2)", "Number of parallel sessions defined", ten_sessions_at_once),
        row!(55, "7.2.3 (1)", "Token of 128 bits or more", tokens_are_long_and_hashed),
        row!(56, "7.2.4 (1)", "New token at each authentication", tokens_rotate),
        row!(57, "7.4.1, 7.4.2 (1)", "Logout and closing end sessions", logout_ends),
        row!(58, "7.4.3, 7.4.5, 7.5.2 (2)", "Other sessions can be ended", others_can_be_ended),
        row!(59, "7.4.4 (2)", "Logout visible on every page", logout_is_visible),
        row!(60, "7.5.1 (2)", "Login again before credentials change", fresh_login_is_asked),
        row!(
            61,
            "8.1.1, 8.2.1, 8.3.1 (1)",
            "Function-level access on the server",
            roles_stay_apart
        ),
        row!(62, "8.2.2 (1)", "Object-level access", objects_stay_apart),
        row!(63, "8.2.3, 15.3.3 (2), 15.3.1 (1)", "No mass assignment", extra_fields_do_nothing),
        row!(
            64,
            "11.3.2 (1), 11.3.3 (2)",
            "Authenticated encryption of stored secrets",
            secrets_are_sealed
        ),
        row!(65, "11.4.2 (2)", "Password hash with current parameters", hashes_are_current),
        row!(66, "11.5.1 (2)", "Unguessable values of 128 bits or more", links_are_long),
    ]
}
