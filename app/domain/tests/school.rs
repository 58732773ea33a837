//! The settings of a school.

use domain::fault::FaultCode;
use domain::school::{Settings, Typed, parse};
use domain::sevis_state::SevisWay;
use proptest::prelude::*;

const CODE: &str = "TST214F00000001";

fn typed() -> Typed<'static> {
    Typed {
        name: "Test University",
        time_zone: "America/Chicago",
        way: "batch",
        org: "",
        user: "dsosample1",
        review: "after",
        paper: "",
    }
}

fn faults(code: &str, typed: Typed<'_>) -> Vec<(String, FaultCode)> {
    let faults = parse(code, typed).expect_err("refused");
    faults.into_iter().map(|fault| (fault.field.into_owned(), fault.code)).collect()
}

#[test]
fn a_school_code_that_is_an_organization_stands_for_it() {
    let read = parse(CODE, typed()).expect("read");
    assert_eq!((read.way, read.org.as_str(), read.review_first), (SevisWay::Batch, "", false));
    assert_eq!(faults("COLLEGE", typed()), [("sevis_org".into(), FaultCode::Required)]);
    let by_hand = Typed { way: "by_hand", user: "", ..typed() };
    assert!(parse("COLLEGE", by_hand).is_ok(), "by hand nobody is named");
}

#[test]
fn all_faults_are_told_at_once() {
    let none = Typed {
        name: " ",
        time_zone: "",
        way: "x",
        org: "B",
        user: "short",
        review: "",
        paper: "",
    };
    let fields: Vec<String> = faults(CODE, none).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["name", "time_zone", "sevis", "sevis_org", "sevis_user", "review"]);
}

#[test]
fn an_organization_is_read_in_capitals() {
    let read = parse(CODE, Typed { org: " bos214f12345678 ", ..typed() }).expect("read");
    assert_eq!(read.org, "BOS214F12345678");
}

proptest! {
    /// What is read is read again as the same.
    #[test]
    fn what_was_saved_can_be_saved_again(org in "[A-Z]{3}214F[0-9]{8}|", user in "[A-Za-z0-9]{10}", on_paper in any::<bool>(), name in "\\PC{0,130}") {
        let paper = if on_paper { "on" } else { "" };
        if let Ok(read) = parse(CODE, Typed { org: &org, user: &user, name: &name, paper, ..typed() }) {
            let Settings { name, time_zone, way, org, user, review_first, plans_on_paper } = &read;
            prop_assert_eq!(*plans_on_paper, on_paper);
            let review = if *review_first { "first" } else { "after" };
            let again = Typed { name, time_zone, way: way.code(), org, user, review, paper };
            prop_assert_eq!(parse(CODE, again), Ok(read.clone()));
        }
    }
}
