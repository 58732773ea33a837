//! Invitations, accounts and the end of access over time.

use domain::access::{Action, Actor, Subject, may};
use domain::account::{Account, Credential, Effect, Event, Refusal, Standing, must_change, step};
use domain::authorization::{Authorization, Kind, Schedule, Status};
use domain::history::Snapshot;
use domain::invitation::{Link, LinkState, lapses_on};
use domain::window::{Access, access, closes_on, edit_until};
use proptest::prelude::*;
use time::macros::{date, datetime};
use time::{Date, Duration, OffsetDateTime};

const NOW: OffsetDateTime = datetime!(2026-06-10 12:00 UTC);

/// One that was used just now.
const PASSKEY: Event = Event::RightPasskey { proven: NOW };

fn open() -> Account {
    Account { standing: Standing::Open, failures: 0, credential: Credential::Chosen(NOW) }
}

fn after(account: Account, events: &[Event]) -> Account {
    events.iter().fold(account, |account, event| {
        step(account, *event, NOW).map_or(account, |(next, _)| next)
    })
}

#[test]
fn the_day_of_sending_is_day_one_of_fourteen() {
    assert_eq!(lapses_on(date!(2026 - 06 - 01)), date!(2026 - 06 - 15));
}

#[test]
fn the_third_wrong_sevis_id_locks_the_invitation() {
    let mut link =
        Link { lapses_at: NOW + Duration::days(1), failures: 0, used: false, replaced: false };
    for left in [2, 1] {
        link = link.after_wrong_id();
        assert_eq!(link.state(NOW), LinkState::Open { left });
    }
    link = link.after_wrong_id();
    assert_eq!(link.state(NOW), LinkState::Locked);
}

#[test]
fn a_link_lapses_at_the_very_instant() {
    let link = Link { lapses_at: NOW, failures: 0, used: false, replaced: false };
    assert_eq!(link.state(NOW - Duration::SECOND), LinkState::Open { left: 3 });
    assert_eq!(link.state(NOW), LinkState::Lapsed);
}

#[test]
fn the_third_failed_login_locks_and_is_mailed_once() {
    let account = after(open(), &[Event::WrongPassword, Event::WrongPassword]);
    assert_eq!(account.standing, Standing::Open);
    let (locked, effects) = step(account, Event::WrongPassword, NOW).expect("counted");
    assert_eq!(locked.standing, Standing::LockedByLogins);
    assert_eq!(effects, [Effect::MailLocked]);
    assert_eq!(step(locked, Event::WrongPassword, NOW), Err(Refusal::NotNow), "no second mail");
    assert_eq!(step(locked, Event::RightPassword, NOW), Err(Refusal::NotNow), "stays locked");
}

#[test]
fn a_right_password_forgets_the_failures() {
    let account =
        after(open(), &[Event::WrongPassword, Event::WrongPassword, Event::RightPassword]);
    assert_eq!(account.failures, 0);
}

#[test]
fn after_an_email_change_only_the_temporary_password_opens_for_a_day() {
    let (account, effects) = step(open(), Event::EmailChanged, NOW).expect("changed");
    assert_eq!(effects, [Effect::MailEmailChange, Effect::EndSessions]);
    assert!(must_change(account.credential, None, NOW));
    assert!(step(account, Event::RightPassword, NOW + Duration::hours(23)).is_ok());
    assert!(step(account, Event::RightPassword, NOW + Duration::hours(24)).is_err());
}

#[test]
fn a_password_set_unlocks_and_ends_sessions() {
    let locked = after(open(), &[Event::WrongPassword; 3]);
    let (account, effects) = step(locked, Event::PasswordSet, NOW).expect("set");
    assert_eq!(account, open());
    assert!(effects.contains(&Effect::EndSessions));
}

#[test]
fn a_password_expires_after_its_days() {
    let credential = Credential::Chosen(NOW);
    assert!(!must_change(credential, Some(90), NOW + Duration::days(90) - Duration::SECOND));
    assert!(must_change(credential, Some(90), NOW + Duration::days(90)));
    assert!(!must_change(credential, None, NOW + Duration::days(4000)));
}

fn ending(end: Date) -> Vec<Authorization> {
    vec![Authorization {
        kind: Kind::PostCompletion,
        status: Status::Approved,
        schedule: Schedule::FullTime,
        start: date!(2025 - 06 - 01),
        end,
    }]
}

#[test]
fn edits_end_on_the_fifteenth_day_and_access_after_six_months() {
    let end = date!(2026 - 05 - 31);
    let on = |day| access(&ending(end), day);
    assert_eq!(on(date!(2026 - 06 - 15)), Access::Edit { until: date!(2026 - 06 - 15) });
    assert_eq!(on(date!(2026 - 06 - 16)), Access::ReadOnly { closes: date!(2026 - 11 - 30) });
    assert_eq!(on(date!(2026 - 11 - 29)), Access::ReadOnly { closes: date!(2026 - 11 - 30) });
    assert_eq!(on(date!(2026 - 11 - 30)), Access::Closed { since: date!(2026 - 11 - 30) });
    assert_eq!(access(&ending(end), date!(2025 - 05 - 31)), Access::NotYet);
}

#[test]
fn an_actor_reaches_only_the_own_record_or_school() {
    let subject = Subject { student: "s1", school: "a" };
    let own = Actor::Student { student: "s1".into() };
    let other = Actor::Student { student: "s2".into() };
    let dso = Actor::Official { school: "a".into() };
    let foreign = Actor::Official { school: "b".into() };
    let table = [
        (&own, [true, true, false]),
        (&other, [false, false, false]),
        (&dso, [true, false, true]),
        (&foreign, [false, false, false]),
        (&Actor::Anonymous, [false, false, false]),
    ];
    for (actor, expected) in table {
        let asked = [Action::Read, Action::Report, Action::Administer];
        assert_eq!(asked.map(|action| may(actor, action, subject)), expected, "{actor:?}");
    }
}

#[test]
fn a_difference_names_field_old_and_new() {
    let before = Snapshot::new().with("City", "Austin").with("State", "TX").with("Line", "2");
    let after = Snapshot::new().with("City", "Dallas").with("State", "TX");
    let changes = before.changes_to(&after);
    assert_eq!(changes.len(), 2);
    assert_eq!(
        (&*changes[0].field, &*changes[0].old, &*changes[0].new),
        ("City", "Austin", "Dallas")
    );
    assert_eq!((&*changes[1].field, &*changes[1].new), ("Line", ""));
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        Just(Event::WrongPassword),
        Just(Event::RightPassword),
        Just(PASSKEY),
        Just(Event::PasswordSet),
        Just(Event::EmailChanged),
        Just(Event::AccessEnded),
        Just(Event::AccessBegan),
    ]
}

proptest! {
    #[test]
    fn windows_follow_each_other_without_gap(days in 0i64..800) {
        let end = date!(2026 - 01 - 01) + Duration::days(days);
        prop_assert!(edit_until(end) < closes_on(end));
        let next = edit_until(end) + Duration::DAY;
        let follows = matches!(access(&ending(end), next), Access::ReadOnly { .. });
        prop_assert!(follows);
    }

    #[test]
    fn whatever_happens_a_locked_or_closed_account_lets_nobody_in(events in prop::collection::vec(any_event(), 0..12)) {
        let account = after(open(), &events);
        if matches!(account.standing, Standing::LockedByLogins | Standing::Closed) {
            prop_assert!(step(account, Event::RightPassword, NOW).is_err());
        }
        if !matches!(account.credential, Credential::Chosen(_)) || account.standing != Standing::Open {
            prop_assert!(step(account, PASSKEY, NOW).is_err());
        }
        prop_assert!(account.failures <= 3);
    }
}
