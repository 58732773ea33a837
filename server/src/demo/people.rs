//! The demo's students: one in every state. The people are invented.

/// What becomes of a demo student's account.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Account {
    /// As the import leaves it.
    AsImported,
    /// With an account.
    Registered,
    /// Locked by failed logins.
    LockedByLogins,
    /// Locked by wrong SEVIS IDs.
    RegistrationLocked,
    /// Invited long ago.
    InviteExpired,
}

/// A demo student.
pub struct Person {
    /// SEVIS ID.
    pub sevis_id: &'static str,
    /// Given name.
    pub given: &'static str,
    /// Address; empty for none.
    pub email: &'static str,
    /// Type, status, schedule; first and last day from today.
    pub authorization: (&'static str, &'static str, &'static str, i64, i64),
    /// Name and first day from today.
    pub employer: Option<(&'static str, i64)>,
    /// What becomes of the account.
    pub account: Account,
}

/// Of these.
pub const fn person(
    sevis_id: &'static str,
    given: &'static str,
    email: &'static str,
    authorization: (&'static str, &'static str, &'static str, i64, i64),
    employer: Option<(&'static str, i64)>,
    account: Account,
) -> Person {
    Person { sevis_id, given, email, authorization, employer, account }
}

/// Everybody.
pub const PEOPLE: &[Person] = &[
    person(
        "N0001234567",
        "Avery",
        "invited@demo.test",
        ("post_completion", "approved", "full_time", -20, 345),
        None,
        Account::AsImported,
    ),
    person(
        "N0001234568",
        "Robin",
        "stem@demo.test",
        ("stem", "approved", "full_time", -120, 610),
        Some(("Harbor Robotics", -120)),
        Account::Registered,
    ),
    person(
        "N0001234569",
        "Jordan",
        "future@demo.test",
        ("post_completion", "approved", "full_time", 30, 395),
        None,
        Account::AsImported,
    ),
    person(
        "N0001234570",
        "Casey",
        "requested@demo.test",
        ("post_completion", "requested", "full_time", -5, 360),
        None,
        Account::AsImported,
    ),
    person(
        "N0001234571",
        "Morgan",
        "pending@demo.test",
        ("post_completion", "pending", "full_time", 10, 375),
        None,
        Account::AsImported,
    ),
    person(
        "N0001234572",
        "Riley",
        "parttime@demo.test",
        ("post_completion", "approved", "part_time", -60, 305),
        Some(("Old Mill Bakery", -50)),
        Account::Registered,
    ),
    person(
        "N0001234573",
        "Quinn",
        "locked@demo.test",
        ("post_completion", "approved", "full_time", -40, 325),
        Some(("Prairie Data", -35)),
        Account::LockedByLogins,
    ),
    person(
        "N0001234574",
        "Taylor",
        "wrongid@demo.test",
        ("post_completion", "approved", "full_time", -9, 356),
        None,
        Account::RegistrationLocked,
    ),
    person(
        "N0001234575",
        "Rowan",
        "readonly@demo.test",
        ("post_completion", "approved", "full_time", -420, -55),
        Some(("Lakeside Labs", -410)),
        Account::Registered,
    ),
    person(
        "N0001234576",
        "Sage",
        "closed@demo.test",
        ("post_completion", "approved", "full_time", -640, -275),
        Some(("Summit Works", -630)),
        Account::Registered,
    ),
    person(
        "N0001234577",
        "Emery",
        "unemployed@demo.test",
        ("post_completion", "approved", "full_time", -80, 285),
        None,
        Account::Registered,
    ),
    person(
        "N0001234578",
        "Finley",
        "late@demo.test",
        ("post_completion", "approved", "full_time", -90, 275),
        None,
        Account::Registered,
    ),
    person(
        "N0001234579",
        "Hayden",
        "expired@demo.test",
        ("post_completion", "approved", "full_time", -30, 335),
        None,
        Account::InviteExpired,
    ),
    person(
        "N0001234580",
        "Skyler",
        "precompletion@demo.test",
        ("pre_completion", "approved", "part_time", -30, 150),
        None,
        Account::AsImported,
    ),
    person(
        "N0001234581",
        "Dakota",
        "",
        ("post_completion", "approved", "full_time", -6, 359),
        None,
        Account::AsImported,
    ),
];
