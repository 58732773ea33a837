//! Training plans for the stage: written as they would be, since three people would have to sign each.

use crate::support::TestPortal;
use domain::date::typed;
use domain::plan::{Edition, FIELDS, Kind, PlanState, Signer, Values, certified};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _};
use server::clock::{Clock as _, millis};
use server::secret::{id, sha256_hex};
use server::service::plans::{Plan, first_version};
use server::store::code::Code;
use server::store::entity::{plan, plan_departure, school, student};
use time::macros::date;

use super::acts::Fields;

/// All fields, each with a value of its kind. The first evaluation is open in June 2026.
fn values(of: &student::Model, at: &school::Model) -> Values {
    let value = |kind: Kind| match kind {
        Kind::Day => typed(date!(2025 - 06 - 10)),
        Kind::YesNo => "no".to_owned(),
        Kind::Email => "mentor@plan.test".to_owned(),
        Kind::Count(..) | Kind::Hours(..) => "40".to_owned(),
        Kind::Pay => "85,000".to_owned(),
        Kind::State => "TX".to_owned(),
        Kind::Zip => "78701".to_owned(),
        Kind::Ein => "12-3456789".to_owned(),
        Kind::Phone => "(512) 555-0123".to_owned(),
        Kind::Naics => "541511".to_owned(),
        Kind::Line(_) | Kind::Text(_) => "Harbor Robotics".to_owned(),
    };
    let mut all: Values =
        FIELDS.iter().map(|field| (field.name.to_owned(), value(field.kind))).collect();
    let own = [
        ("surname", of.surname.as_str()),
        ("given_name", &of.given_name),
        ("student_sevis_id", &of.sevis_id),
        ("recommending_school", &at.name),
        ("school_code", &at.code),
        ("student_email", "ada@plan.test"),
        ("stem_to", "06/09/2027"),
    ];
    all.extend(own.map(|(name, value)| (name.to_owned(), value.to_owned())));
    all
}

async fn told(p: &TestPortal, of: &student::Model) -> Values {
    let at = school::Entity::find_by_id(&of.school_id).one(p.db()).await.expect("query");
    values(of, &at.expect("the school"))
}

/// What the student signs of such a plan.
pub async fn covers(p: &TestPortal, of: &student::Model) -> String {
    let text = certified(Edition::on(date!(2026 - 06 - 05)), &told(p, of).await, Signer::Student);
    sha256_hex(text.as_bytes())
}

/// Writes a plan of a student in this state, signed by all three or by nobody; gives its identity.
pub async fn put(p: &TestPortal, of: &student::Model, state: PlanState, signed: bool) -> String {
    let (at, values) = (millis(p.clock.now()), told(p, of).await);
    let edition = Edition::on(date!(2026 - 06 - 05));
    let row = first_version(of, edition, &values, at).expect("a row");
    let row = plan::Model { state: Code(state), ..row };
    row.clone().into_active_model().insert(p.db()).await.expect("a plan");
    let plan = Plan::of(row, Vec::new()).expect("reads");
    for signer in Signer::ALL.iter().filter(|_| signed) {
        let who = ("Somebody".into(), String::new(), "mentor@plan.test".into(), String::new());
        let row = plan.signed_by(*signer, who, at);
        row.into_active_model().insert(p.db()).await.expect("a signature");
    }
    plan.row.id
}

/// Writes an employer's report about a plan; gives its identity.
pub async fn depart(p: &TestPortal, of: &student::Model, root: &str) -> String {
    let row = plan_departure::Model {
        id: id(),
        root: root.to_owned(),
        student_id: of.id.clone(),
        school_id: of.school_id.clone(),
        last_day: date!(2026 - 06 - 03),
        how: Code(domain::plan::Departed::Left),
        note: String::new(),
        name: "Mika Mentor".into(),
        email: "mentor@plan.test".into(),
        at: millis(p.clock.now()),
        seen_at: None,
        seen_by: String::new(),
    };
    let id = row.id.clone();
    row.into_active_model().insert(p.db()).await.expect("a report");
    id
}

/// The fields of a signature by the student.
pub fn signature(plan: &str, covers: &str) -> Fields {
    vec![
        ("id", plan.to_owned()),
        ("version", covers.to_owned()),
        ("signed_name", "Ada Sample".into()),
        ("agree", "on".into()),
        ("drawn", String::new()),
    ]
}

/// Schools take plans on paper.
pub async fn allow_paper(p: &TestPortal) {
    let all = school::Entity::update_many();
    let all = all.col_expr(school::Column::PlansOnPaper, Expr::value(true));
    all.exec(p.db()).await.expect("plans on paper");
}

/// The fields of a scan that shows the student's signature.
pub fn paper(plan: &str, covers: &str) -> Fields {
    let fields = [("id", plan), ("version", covers), ("student", "on"), ("agree", "on")];
    fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

/// The fields of an evaluation by the student.
pub fn evaluation(plan: &str) -> Fields {
    vec![
        ("id", plan.to_owned()),
        ("kind", "progress".into()),
        ("period_from", "06/10/2025".into()),
        ("period_to", "06/01/2026".into()),
        ("evaluation", "Learned a lot.".into()),
        ("signed_name", "Ada Sample".into()),
        ("agree", "on".into()),
    ]
}
