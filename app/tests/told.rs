//! What the browser is told of a form, by the rules of the server.

use app::AppError;
use app::told::{self, Asked, Judged, Told};
use app::wire::Outcome;
use domain::password::{Context, SEED};
use domain::{Fault, FaultCode};

fn judged(form: Judged, fields: &str, about: &str) -> Vec<String> {
    Told::judging(form.code(), fields, about).faults.into_iter().map(|(field, _)| field).collect()
}

#[test]
fn a_form_is_judged_in_the_browser_by_the_rules_of_the_server() {
    let faults = judged(Judged::Profile, r#"{"street":"","zip":"1","us_phone":"x"}"#, "null");
    for field in ["street", "zip", "us_phone"] {
        assert!(faults.iter().any(|told| told == field), "{field} in {faults:?}");
    }
}

#[test]
fn an_employer_is_judged_for_the_authorization_it_belongs_to() {
    let about = |start: &str, end: &str| {
        let authorization = domain::authorization::Authorization {
            kind: domain::authorization::Kind::PostCompletion,
            status: domain::authorization::Status::Approved,
            schedule: domain::authorization::Schedule::FullTime,
            start: domain::date::parse_iso(start).expect("a day").expect("a day"),
            end: domain::date::parse_iso(end).expect("a day").expect("a day"),
        };
        serde_json::to_string(&authorization).expect("JSON")
    };
    let fields = r#"{"name":"Gulf Coast Robotics","street":"1 Pier Road","zip":"78701","schedule":"full_time","start_date":"03/02/2026","relation":"I write software for robots."}"#;
    let (within, before) = (about("2026-02-01", "2027-01-31"), about("2026-04-01", "2027-03-31"));
    assert_eq!(judged(Judged::Employer, fields, &within), Vec::<String>::new());
    assert_eq!(judged(Judged::Employer, fields, &before), ["start_date"]);
}

#[test]
fn what_the_browser_cannot_read_is_left_to_the_server() {
    for (form, fields, about) in
        [("profile", "", ""), ("employer", "{}", "null"), ("employer", "[]", "{}"), ("?", "{}", "")]
    {
        assert_eq!(Told::judging(form, fields, about), Told::default(), "{form} {fields}");
    }
}

#[test]
fn an_answer_of_the_server_is_told_with_what_the_form_is_to_send_next() {
    let fault = |code| Fault { field: "version".into(), code };
    let refused = |fault| serde_json::to_string(&Outcome::Refused(vec![fault])).expect("JSON");
    let changed = refused(fault(FaultCode::ChangedMeanwhile { version: 7 }));
    let changed = Told::answered(200, 0, &changed);
    assert_eq!((changed.version.as_deref(), changed.faults.len()), (Some("7"), 1));
    let named = Fault { field: "name".into(), code: FaultCode::NotAnEmployer };
    assert!(Told::answered(200, 0, &refused(named)).doubted);
    let busy = serde_json::to_string(&AppError::Busy(3)).expect("JSON");
    // What our own layers, a proxy, or a line that broke half-way answers.
    for (status, wait, body, error) in [
        (503, 9, busy.as_str(), AppError::Busy(3)),
        (503, 9, "<html>", AppError::Busy(9)),
        (429, 0, "Too many", AppError::TooMany(1)),
        (403, 0, "", AppError::BadRequest),
        (413, 0, "", AppError::BadRequest),
        (200, 0, "<html>", AppError::Offline),
        (200, 0, "", AppError::Offline),
        (502, 0, "Bad gateway", AppError::Offline),
    ] {
        let told = Told::answered(status, wait, body).whole;
        assert_eq!(told, Some(error.to_string()), "{status} {body}");
    }
}

#[test]
fn an_empty_password_keeps_no_rule_and_a_good_one_keeps_all() {
    let asked = Asked { policy: SEED, context: Context::default() };
    assert!(asked.rules("").iter().all(|(_, kept)| !kept));
    assert!(asked.rules("Harbor-lights-26!").iter().all(|(_, kept)| *kept));
    // Too long: told beside the usual ones, which stay where they are.
    let (usual, long) = (asked.rules(""), asked.rules(&"Harbor-lights-26!".repeat(40)));
    assert_eq!(long.len(), usual.len() + 1);
    assert!(usual.iter().zip(&long).all(|(one, other)| one.0 == other.0));
    assert!(!long.last().expect("a rule").1);
}

#[test]
fn the_reason_is_asked_for_from_the_eleventh_day_on_whatever_is_typed() {
    let on = (2026, 11, 29);
    for (start, asked) in [
        ("11/18/2026", true),
        ("11182026", true),
        ("11/19/2026", false),
        ("12/01/2026", false),
        ("", false),
        ("11/31/2026", false),
        ("soon", false),
    ] {
        assert_eq!(told::late(start, on), asked, "{start}");
    }
    assert!(!told::late("11/18/2026", (2026, 13, 1)), "a day that is none");
}
