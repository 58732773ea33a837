//! A plan as it is read, and the student's pages.

use super::super::error::ServiceError;
use super::super::files;
use super::super::record::Record;
use super::super::visit::{Visit, guards};
use super::plan::Plan;
use super::{departures, evaluations};
use crate::clock::instant;
use crate::scope::{Connection, Look, Scope};
use crate::store::attachments;
use crate::store::plans::{self, evaluations as written, links};
use app::AppError;
use app::wire::{
    PlanRow, PlanSectionView, PlanVersion, PlanView, PlansView, SectionView, SignatureView, Signed,
};
use domain::Date;
use domain::authorization::Kind;
use domain::plan::{
    EvaluationKind, EvaluationStage, FIELDS, LinkPurpose, PlanState, Section, Signer, differences,
    missing,
};

/// The sections with what is filled in.
fn sections(plan: &Plan) -> Vec<SectionView> {
    let facts = |section: Section| {
        let own = FIELDS.iter().filter(|field| field.section == section);
        let fact = |name: &str| {
            let value = match plan.value(name) {
                "yes" => "Yes",
                "no" => "No",
                other => other,
            };
            let value = value.to_owned();
            (name.to_owned(), plan.edition.label(name).to_owned(), value)
        };
        own.map(|field| fact(field.name)).collect()
    };
    Section::ALL.into_iter().map(|section| SectionView { section, facts: facts(section) }).collect()
}

async fn signatures<C: Connection>(
    s: &Scope<C>,
    record: &Record,
    plan: &Plan,
) -> Result<Vec<SignatureView>, ServiceError> {
    let zone = record.zone();
    let open = links::open_of(s.db(), &plan.row.root).await?;
    let until = |email: &str| {
        let own = open.iter().find(|link| {
            link.purpose == LinkPurpose::Sign
                && link.email.eq_ignore_ascii_case(email)
                && link.lapses_at > s.at()
        });
        own.map(|link| domain::date::long(zone.day(instant(link.lapses_at)))).unwrap_or_default()
    };
    let papers: Vec<&str> = plan.signatures.iter().filter_map(|one| one.paper.as_deref()).collect();
    let papers = attachments::of(s.db(), &papers).await?;
    let scan = |id: &String| papers.iter().find(|row| row.id == *id);
    let one = |signer: &Signer| {
        let email = signer.email_field().map_or("", |field| plan.value(field));
        let signed = plan.signature(*signer).map(|row| Signed {
            name: row.name.clone(),
            title: row.title.clone(),
            email: row.email.clone(),
            at: zone.words(instant(row.at)),
            drawn: row.drawn.clone(),
            covers: row.covers.clone(),
            paper: row.paper.as_ref().and_then(scan).map(|row| files::view(row, false)),
        });
        SignatureView {
            signer: *signer,
            name: signer.named(&plan.values).0,
            link_until: if signed.is_some() { String::new() } else { until(email) },
            email: email.to_owned(),
            signed,
            covers: plan.covers(*signer),
        }
    };
    Ok(Signer::ALL.iter().map(one).collect())
}

/// All versions, each with what it changed of the one before.
async fn versions<C: Connection>(
    s: &Scope<C>,
    record: &Record,
    root: &str,
) -> Result<Vec<PlanVersion>, ServiceError> {
    let zone = record.zone();
    let all = Plan::all(s, plans::versions(s.db(), root).await?).await?;
    let one = |place: usize, plan: &Plan| {
        let changes = all.get(place + 1).map(|before| {
            let all = differences(plan.edition, &before.values, &plan.values).into_iter();
            all.map(|one| (one.label.to_owned(), one.old, one.new, one.signs)).collect()
        });
        PlanVersion {
            id: plan.row.id.clone(),
            number: plan.row.number,
            state: plan.row.state.0,
            at: zone.words(instant(plan.row.created_at)),
            changes: changes.unwrap_or_default(),
        }
    };
    Ok(all.iter().enumerate().map(|(place, plan)| one(place, plan)).collect())
}

/// A plan with all that belongs to it.
pub(super) async fn whole<C: Connection>(
    s: &Scope<C>,
    record: &Record,
    plan: &Plan,
) -> Result<PlanView, ServiceError> {
    let today = s.today(&record.zone());
    let holds = plan.row.state == PlanState::Accepted;
    let evaluations = match holds {
        true => evaluations::of(s, record, plan, today).await?,
        false => Vec::new(),
    };
    let open = plan.row.state.is_open();
    Ok(PlanView {
        id: plan.row.id.clone(),
        number: plan.row.number,
        version: plan.row.version,
        person: record.person(),
        employer: plan.value("employer_name").to_owned(),
        edition: plan.edition.words.to_owned(),
        state: plan.row.state.0,
        asked: match plan.row.words.as_str() {
            "" => Default::default(),
            words => (plan.row.decided_by.clone(), words.to_owned()),
        },
        sections: sections(plan),
        on_paper: record.school.plans_on_paper,
        missing: if open { missing(&plan.values) } else { Vec::new() },
        signatures: signatures(s, record, plan).await?,
        versions: versions(s, record, &plan.row.root).await?,
        evaluations,
        departures: departures::of(s, record, plan).await?,
        today,
    })
}

/// One of the student's plans.
pub async fn one(look: &Look, visit: &Visit, id: &str) -> Result<PlanView, ServiceError> {
    let record = guards::student(look, visit).await?;
    let plan = Plan::current(look, &record.student.id, id).await?;
    whole(look, &record, &plan).await
}

/// A section of one.
pub async fn section(
    look: &Look,
    visit: &Visit,
    id: &str,
    section: &str,
) -> Result<PlanSectionView, ServiceError> {
    let record = guards::student(look, visit).await?;
    let plan = Plan::worked_on(look, &record.student.id, id).await?;
    let section = Section::from_code(section).ok_or(AppError::NotFound)?;
    Ok(of_section(&plan, section, false))
}

/// A section to be filled in.
pub(super) fn of_section(plan: &Plan, section: Section, by_employer: bool) -> PlanSectionView {
    PlanSectionView {
        id: plan.row.id.clone(),
        version: plan.row.version,
        section,
        edition: plan.edition.code.to_owned(),
        values: plan.values.clone(),
        signed: !plan.signatures.is_empty(),
        by_employer,
        whose: String::new(),
        gone: false,
    }
}

/// A section whose link is over: only what was typed can be shown.
pub(super) fn of_nothing(section: Section) -> PlanSectionView {
    PlanSectionView {
        id: String::new(),
        version: 0,
        section,
        edition: String::new(),
        values: Default::default(),
        signed: false,
        by_employer: true,
        whose: String::new(),
        gone: true,
    }
}

/// A plan in a list; with what is due of its evaluations.
pub(super) fn row(
    record: (&crate::clock::Zone, String, String),
    plan: &Plan,
    due: Option<(EvaluationKind, Date)>,
) -> PlanRow {
    let (zone, student, sevis_id) = record;
    PlanRow {
        id: plan.row.id.clone(),
        student,
        sevis_id,
        employer: plan.value("employer_name").to_owned(),
        number: plan.row.number,
        state: plan.row.state.0,
        signed: plan.signed(),
        at: zone.words(instant(plan.row.changed_at)),
        due,
    }
}

/// All of a student's plans, whole.
pub async fn all_of(look: &Look, record: &Record) -> Result<Vec<PlanView>, ServiceError> {
    let mut whole_ones = Vec::new();
    for plan in Plan::all(look, plans::ever_of(look.db(), &record.student.id).await?).await? {
        whole_ones.push(whole(look, record, &plan).await?);
    }
    Ok(whole_ones)
}

/// The plans of a record, for its page in the console.
pub async fn rows_of(look: &Look, record: &Record) -> Result<Vec<PlanRow>, ServiceError> {
    let (zone, person) = (record.zone(), record.person());
    let all = Plan::all(look, plans::of_student(look.db(), &record.student.id).await?).await?;
    let shown = |plan: &Plan| row((&zone, person.name(), person.sevis_id.clone()), plan, None);
    Ok(all.iter().map(shown).collect())
}

/// The student's plans.
pub async fn list(look: &Look, visit: &Visit) -> Result<PlansView, ServiceError> {
    let record = guards::student(look, visit).await?;
    let today = look.today(&record.zone());
    let all = plans::of_student(look.db(), &record.student.id).await?;
    let written = written::of_students(look.db(), std::slice::from_ref(&record.student.id)).await?;
    let mut rows = Vec::new();
    for plan in Plan::all(look, all).await? {
        let done = |kind: EvaluationKind| {
            written.iter().any(|row| {
                row.root == plan.row.root
                    && row.kind == kind
                    && row.stage != EvaluationStage::Returned
            })
        };
        let holds = plan.row.state == PlanState::Accepted;
        let open = evaluations::due_of(&record, &plan).into_iter();
        let due = open.filter(|one| holds && one.opens() <= today && !done(one.kind));
        let due = due.map(|one| (one.kind, one.until())).next();
        let (zone, person) = (record.zone(), record.person());
        rows.push(row((&zone, person.name(), person.sevis_id), &plan, due));
    }
    let stem = record.authorization_rows.iter().any(|row| row.kind == Kind::Stem);
    Ok(PlansView { rows, once: crate::secret::id(), stem })
}
