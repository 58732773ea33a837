//! The page to which a person is redirected after each step.

use crate::store::entity::account;
use app::{Place, routes};
use domain::role::Role;
use domain::sign_up::Step;

/// Where an account of this role begins.
pub fn begin_page(role: Role) -> Place {
    match role {
        Role::Student => Place::Student,
        Role::Dso | Role::Pdso => Place::Console,
        Role::Helpdesk => Place::Queue,
        Role::Applicant | Role::Representative => Place::Holder,
        Role::SigningUp => Place::SignUp(Step::AccountType),
    }
}

/// What the holder of an online account comes back to.
const HOLDERS: [&str; 5] =
    [routes::HOLDER, routes::MESSAGES, routes::FILES, routes::CASES, routes::SIGN_UP];

/// Where a login leads once every step is passed. A page of the other side would only be "not
/// found".
pub fn after_login(account: &account::Model, next: &str) -> String {
    let role = account.role.0;
    let joined = account.joined_student_id.is_some();
    let next = routes::own_path(next).filter(|next| {
        let shared = next.starts_with(routes::ACCOUNT) || *next == routes::ENROL;
        shared
            || match role {
                Role::Student => !next.starts_with(routes::CONSOLE) && *next != routes::HOLDER,
                Role::Dso | Role::Pdso => next.starts_with(routes::CONSOLE),
                Role::Helpdesk => {
                    next.starts_with(routes::MESSAGES)
                        || next.starts_with(routes::QUEUE)
                        || next.starts_with(routes::HELP_CASES)
                }
                _ if joined => !next.starts_with(routes::CONSOLE),
                _ => HOLDERS.iter().any(|page| next.starts_with(page)),
            }
    });
    match (role, next) {
        (Role::Student, Some(next)) => routes::attest_then(next),
        (Role::Student, None) => routes::ATTEST.to_owned(),
        (_, Some(next)) => next.to_owned(),
        (role, None) => begin_page(role).path(routes::HOME),
    }
}
