//! Training plans for the demo school: one that waits for the school, and one that was accepted, whose employer has
//! reported the end of the job. The people are invented.

use super::{Failure, told};
use crate::scope::Work;
use crate::secret::id;
use crate::service::plans::{Plan, first_version};
use crate::service::record::{Line, note};
use crate::store::code::Code;
use crate::store::entity::{plan, plan_departure, student};
use crate::store::plans::{self, departures, signatures};
use crate::store::students;
use domain::Date;
use domain::date::{plus_days, typed};
use domain::history::Event;
use domain::plan::{Departed, Edition, PlanState, Signer, Values};

/// What a plan of the demo says, but for who and where.
const TOLD: [(&str, &str); 22] = [
    ("degree_school", "Demo State University"),
    ("dso_name", "Drew Demo"),
    ("dso_contact", "dso@demo.test"),
    ("major", "Computer Engineering, 14.0901"),
    ("degree_level", "Master of Science"),
    ("prior_degree", "no"),
    ("ead_number", "123456789"),
    ("city", "Austin"),
    ("state", "TX"),
    ("zip", "78701"),
    ("ein", "12-3456789"),
    ("naics", "541715"),
    ("employees", "240"),
    ("hours", "40"),
    ("pay", "92,000"),
    ("signatory_title", "Head of People"),
    ("overseer_title", "Engineering Lead"),
    ("overseer_phone", "(512) 555-0123"),
    (
        "role",
        "Designs and tests the motion control of sorting arms: state estimation, trajectory planning and the safety stops. The work applies the control theory and embedded systems of the master's degree each day.",
    ),
    (
        "goals",
        "To plan trajectories for redundant arms, and to bring a controller from a simulation to certified hardware. The lead assigns one module each quarter, from reading to release.",
    ),
    (
        "oversight",
        "The engineering lead works in the same room, reviews each change before it is merged, and meets the student for an hour a week. New engineers follow the company's written programme.",
    ),
    (
        "measures",
        "At the end of each quarter the module is shown to the team and measured against its written goals; the lead writes down what was learned and what comes next.",
    ),
];

/// A stroke that looks like a hand's.
const DRAWN: &str = "M60 620L120 300L170 640L230 320L300 650M360 480L420 380L470 500L520 400L570 520L640 380L700 470L930 440";

/// A plan, and the mailbox and name of each who signs for the employer.
struct Sample {
    email: &'static str,
    employer: &'static str,
    street: &'static str,
    mailboxes: [(&'static str, &'static str); 2],
    state: PlanState,
}

const SAMPLES: [Sample; 2] = [
    Sample {
        email: "stem@demo.test",
        employer: "Harbor Robotics",
        street: "1 Pier Road",
        mailboxes: [("people@harbor.test", "Robin Chief"), ("lead@harbor.test", "Mika Mentor")],
        state: PlanState::Accepted,
    },
    Sample {
        email: "stem@demo.test",
        employer: "Quay Vision",
        street: "40 Quay Street",
        mailboxes: [("office@quay.test", "Sasha Lane"), ("vision@quay.test", "Noor Field")],
        state: PlanState::AtSchool,
    },
];

fn values(sample: &Sample, of: &student::Model, school: (&str, &str), today: Date) -> Values {
    let [(signatory, chief), (overseer, mentor)] = sample.mailboxes;
    let site = format!("{}, Austin, TX 78701", sample.street);
    let day = |days: i64| typed(plus_days(today, days));
    let own = [
        ("surname", of.surname.clone()),
        ("given_name", of.given_name.clone()),
        ("student_sevis_id", of.sevis_id.clone()),
        ("student_email", sample.email.into()),
        ("recommending_school", school.0.into()),
        ("school_code", school.1.into()),
        ("stem_from", day(-120)),
        ("stem_to", day(610)),
        ("degree_on", day(-500)),
        ("employment_from", day(-120)),
        ("employer_name", sample.employer.into()),
        ("street", sample.street.into()),
        ("site_name", format!("{} Lab", sample.employer)),
        ("site_address", site),
        ("signatory_name", chief.into()),
        ("signatory_email", signatory.into()),
        ("overseer_name", mentor.into()),
        ("overseer_email", overseer.into()),
    ];
    let told = TOLD.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    told.chain(own.map(|(name, value)| (name.to_owned(), value))).collect()
}

/// Writes the plans.
pub async fn fill(work: &Work, school: (&str, &str), today: Date) -> Result<(), Failure> {
    for sample in &SAMPLES {
        let of = students::by_email(work.db(), sample.email).await?.ok_or("demo student")?;
        let root = write(work, sample, &of, school, today).await?;
        if sample.state == PlanState::Accepted {
            depart(work, &of, &root, today).await?;
        }
    }
    Ok(())
}

async fn write(
    work: &Work,
    sample: &Sample,
    of: &student::Model,
    school: (&str, &str),
    today: Date,
) -> Result<String, Failure> {
    let (values, edition) = (values(sample, of, school, today), Edition::on(today));
    let accepted = sample.state == PlanState::Accepted;
    let row = first_version(of, edition, &values, work.at()).map_err(told)?;
    let row = plan::Model {
        state: Code(sample.state),
        decided_by: if accepted { "Drew Demo".into() } else { String::new() },
        decided_at: accepted.then_some(work.at()),
        ..row
    };
    plans::insert(work.db(), row.clone()).await?;
    let plan = Plan::of(row, Vec::new()).map_err(told)?;
    for signer in Signer::ALL {
        let (name, title) = signer.named(&values);
        let mailbox = signer.email_field().and_then(|field| values.get(field));
        let email = mailbox.cloned().unwrap_or_else(|| sample.email.to_owned());
        let who = (name, title, email, DRAWN.to_owned());
        signatures::insert(work.db(), plan.signed_by(*signer, who, work.at())).await?;
    }
    note(work, &of.id, Line::by_system(Event::PlanSent)).await.map_err(told)?;
    Ok(plan.row.root)
}

async fn depart(work: &Work, of: &student::Model, root: &str, today: Date) -> Result<(), Failure> {
    let row = plan_departure::Model {
        id: id(),
        root: root.to_owned(),
        student_id: of.id.clone(),
        school_id: of.school_id.clone(),
        last_day: plus_days(today, -2),
        how: Code(Departed::Left),
        note: "Moves to another employer.".into(),
        name: "Mika Mentor".into(),
        email: "lead@harbor.test".into(),
        at: work.at(),
        seen_at: None,
        seen_by: String::new(),
    };
    Ok(departures::insert(work.db(), row).await?)
}
