//! What the browser is told of a form, by the rules of the server.

use app::AppError;
use app::told::{Asked, Judged, Told};
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
    let changed = Told::answered(true, &refused(fault(FaultCode::ChangedMeanwhile { version: 7 })));
    assert_eq!((changed.version.as_deref(), changed.faults.len()), (Some("7"), 1));
    let named = Fault { field: "name".into(), code: FaultCode::NotAnEmployer };
    assert!(Told::answered(true, &refused(named)).doubted);
    let busy = serde_json::to_string(&AppError::Busy(3)).expect("JSON");
    let told = Told::answered(false, &busy);
    assert_eq!(told.whole, Some(AppError::Busy(3).to_string()));
    // A proxy's page, or half an answer.
    for (ok, body) in [(true, "<html>"), (false, ""), (true, "")] {
        assert_eq!(Told::answered(ok, body).whole, Some(AppError::Offline.to_string()), "{body}");
    }
}

#[test]
fn an_empty_password_keeps_no_rule_and_a_good_one_keeps_all() {
    let asked = Asked { policy: SEED, context: Context::default() };
    assert!(asked.rules("").iter().all(|(_, kept)| !kept));
    assert!(asked.rules("Harbor-lights-26!").iter().all(|(_, kept)| *kept));
}
