//! What a passkey alone opens.

use domain::account::{Account, Credential, Event, Refusal, Standing, step};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

const NOW: OffsetDateTime = datetime!(2026-06-10 12:00 UTC);

/// One that was used just now.
const PASSKEY: Event = Event::RightPasskey { proven: NOW };

fn open() -> Account {
    Account { standing: Standing::Open, failures: 0, credential: Credential::Chosen(NOW) }
}

#[test]
fn a_passkey_opens_what_has_a_password_of_the_owners_and_nothing_else() {
    assert!(step(open(), PASSKEY, NOW).is_ok());
    let (mailed, _) = step(open(), Event::EmailChanged, NOW).expect("changed");
    assert!(step(mailed, Event::RightPassword, NOW).is_ok(), "the mailed one opens");
    assert_eq!(step(mailed, PASSKEY, NOW), Err(Refusal::NotNow));
    let frozen = Account { credential: Credential::Missing, ..open() };
    assert_eq!(step(frozen, PASSKEY, NOW), Err(Refusal::NotNow));
    let (chosen, _) = step(frozen, Event::PasswordSet, NOW).expect("chosen");
    assert!(step(chosen, PASSKEY, NOW).is_ok());
}

#[test]
fn a_passkey_from_before_the_password_opens_nothing_until_it_comes_with_that_password() {
    let earlier = Event::RightPasskey { proven: NOW - Duration::milliseconds(1) };
    assert_eq!(step(open(), earlier, NOW), Err(Refusal::NotNow));
    let later = NOW + Duration::minutes(5);
    assert!(step(open(), PASSKEY, later).is_ok(), "used since");
    let (anew, _) = step(open(), Event::PasswordSet, later).expect("chosen");
    assert_eq!(step(anew, PASSKEY, later), Err(Refusal::NotNow));
}
