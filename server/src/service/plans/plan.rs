//! A version of a plan with its signatures.

use super::super::error::{ServiceError, read_json, write_json};
use super::super::record::Record;
use super::known::{extensions, put_known};
use crate::scope::{Connection, Scope};
use crate::secret::{id, sha256_hex};
use crate::store::code::Code;
use crate::store::entity::{authorization, employer, plan, plan_signature, student};
use crate::store::plans::{self, signatures};
use app::AppError;
use domain::Date;
use domain::authorization::Kind;
use domain::plan::{Edition, PlanState, Signer, Values, certified, missing};

/// A version of a plan.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its row.
    pub row: plan::Model,
    /// Its values.
    pub values: Values,
    /// The edition of the form.
    pub edition: Edition,
    /// Its signatures.
    pub signatures: Vec<plan_signature::Model>,
}

impl Plan {
    /// Reads a row.
    pub fn of(
        row: plan::Model,
        signatures: Vec<plan_signature::Model>,
    ) -> Result<Self, ServiceError> {
        let values = read_json("plan", &row.fields)?;
        let edition = Edition::from_code(&row.edition);
        let edition = edition.ok_or_else(|| ServiceError::Internal("plan: edition".into()))?;
        Ok(Self { row, values, edition, signatures })
    }

    /// Reads several.
    pub async fn all<C: Connection>(
        s: &Scope<C>,
        rows: Vec<plan::Model>,
    ) -> Result<Vec<Self>, ServiceError> {
        let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        let mut all = signatures::of(s.db(), &ids).await?;
        let own = |all: &mut Vec<plan_signature::Model>, id: &str| {
            let (own, rest) = std::mem::take(all).into_iter().partition(|one| one.plan == id);
            *all = rest;
            own
        };
        rows.into_iter()
            .map(|row| {
                let own = own(&mut all, &row.id);
                Self::of(row, own)
            })
            .collect()
    }

    /// A version of a student's plan: this one, or where a newer one stands in its place, that one.
    pub async fn current<C: Connection>(
        s: &Scope<C>,
        student: &str,
        id: &str,
    ) -> Result<Self, ServiceError> {
        let row = named(s, student, id).await?;
        if row.state.is_current() {
            return Self::one(s, row).await;
        }
        Self::newest(s, &row.root).await?.ok_or_else(|| AppError::NotFound.into())
    }

    /// The version that is worked on of a student's plan, else the accepted one.
    pub async fn worked_on<C: Connection>(
        s: &Scope<C>,
        student: &str,
        id: &str,
    ) -> Result<Self, ServiceError> {
        let row = named(s, student, id).await?;
        Self::newest(s, &row.root).await?.ok_or_else(|| AppError::NotFound.into())
    }

    /// The accepted version of a student's plan.
    pub async fn accepted_of<C: Connection>(
        s: &Scope<C>,
        student: &str,
        id: &str,
    ) -> Result<Self, ServiceError> {
        let row = named(s, student, id).await?;
        Self::accepted(s, &row.root).await?.ok_or_else(|| AppError::NotFound.into())
    }

    /// The version of a plan that is worked on, else the accepted one.
    pub async fn newest<C: Connection>(
        s: &Scope<C>,
        root: &str,
    ) -> Result<Option<Self>, ServiceError> {
        Self::last(s, root, PlanState::is_current).await
    }

    /// The accepted version of a plan.
    pub async fn accepted<C: Connection>(
        s: &Scope<C>,
        root: &str,
    ) -> Result<Option<Self>, ServiceError> {
        Self::last(s, root, |state| state == PlanState::Accepted).await
    }

    /// The newest version in such a state.
    async fn last<C: Connection>(
        s: &Scope<C>,
        root: &str,
        is: fn(PlanState) -> bool,
    ) -> Result<Option<Self>, ServiceError> {
        let all = plans::versions(s.db(), root).await?;
        match all.into_iter().find(|row| is(row.state.0)) {
            Some(row) => Ok(Some(Self::one(s, row).await?)),
            None => Ok(None),
        }
    }

    /// A version with its signatures.
    pub async fn one<C: Connection>(s: &Scope<C>, row: plan::Model) -> Result<Self, ServiceError> {
        let own = signatures::of(s.db(), &[&row.id]).await?;
        Self::of(row, own)
    }

    /// A value; empty for none.
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// A day among the values.
    pub fn day(&self, name: &str) -> Option<Date> {
        domain::date::parse(self.value(name)).ok().flatten()
    }

    /// The hash of what somebody signs.
    pub fn covers(&self, signer: Signer) -> String {
        sha256_hex(certified(self.edition, &self.values, signer).as_bytes())
    }

    /// A signature that covers what stands there now. What is with the school, or was, was whole when it came there.
    pub fn signature(&self, signer: Signer) -> Option<&plan_signature::Model> {
        let covers = self.covers(signer);
        let open = self.row.state.is_open();
        let holds = |one: &&plan_signature::Model| !open || one.covers == covers;
        self.signatures.iter().filter(holds).find(|one| one.signer == signer)
    }

    /// Who has signed what stands there now.
    pub fn signed(&self) -> Vec<Signer> {
        Signer::ALL.iter().copied().filter(|who| self.signature(*who).is_some()).collect()
    }

    /// Complete and signed by all three.
    pub fn is_whole(&self) -> bool {
        missing(&self.values).is_empty() && self.signed().len() == Signer::ALL.len()
    }

    /// Who signs by this address.
    pub fn signers_at(&self, email: &str) -> Vec<Signer> {
        let at = |who: &Signer| {
            who.email_field().is_some_and(|field| self.value(field).eq_ignore_ascii_case(email))
        };
        Signer::ALL.iter().copied().filter(at).collect()
    }

    /// Address and name of each mailbox of those who sign for the employer and of whom this is wanted, once each.
    pub fn mailboxes(&self, wanted: impl Fn(Signer) -> bool) -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> = Vec::new();
        for who in Signer::ALL.iter().filter(|who| wanted(**who)) {
            let email = who.email_field().map_or("", |field| self.value(field)).to_lowercase();
            if !email.is_empty() && !all.iter().any(|(known, _)| *known == email) {
                all.push((email, who.named(&self.values).0));
            }
        }
        all
    }

    /// A signature of what stands there now: name, title, mailbox and drawing.
    pub fn signed_by(
        &self,
        signer: Signer,
        (name, title, email, drawn): (String, String, String, String),
        at: i64,
    ) -> plan_signature::Model {
        plan_signature::Model {
            id: id(),
            plan: self.row.id.clone(),
            signer: Code(signer),
            covers: self.covers(signer),
            name,
            title,
            email,
            drawn,
            paper: None,
            at,
        }
    }

    /// The row in another state.
    pub fn moved(&self, state: PlanState, at: i64) -> plan::Model {
        let version = self.row.version + 1;
        plan::Model { state: Code(state), version, changed_at: at, ..self.row.clone() }
    }

    /// The employer of this plan on record: the one that was recorded from it, else the only one of its EIN under a
    /// STEM extension.
    pub fn recorded<'a>(&self, record: &'a Record) -> Option<&'a employer::Model> {
        self.recorded_among(&record.authorization_rows, &record.employer_rows)
    }

    /// The same among these rows of its student.
    pub fn recorded_among<'a>(
        &self,
        authorizations: &[authorization::Model],
        employers: &'a [employer::Model],
    ) -> Option<&'a employer::Model> {
        let once = job_key(&self.row.root);
        let live = || employers.iter().filter(|row| row.deleted_at.is_none());
        if let Some(own) = live().find(|row| row.once.starts_with(&once)) {
            return Some(own);
        }
        let ein = domain::ein::parse(self.value("ein")).ok().flatten()?;
        let is_stem =
            |id: &str| authorizations.iter().any(|row| row.id == id && row.kind == Kind::Stem);
        let mut same = live().filter(|row| row.ein == ein && is_stem(&row.authorization_id));
        let found = same.next();
        found.filter(|_| same.next().is_none())
    }

    /// Name or SEVIS ID on record are others by now.
    pub fn is_stale(&self, record: &Record) -> bool {
        let mut now = self.values.clone();
        put_known(&mut now, record);
        now != self.values
    }

    /// The authorization under which its employer is recorded: the STEM extension that it is about.
    pub fn authorization(&self, record: &Record) -> Option<String> {
        let began = self.day("employment_from").or_else(|| self.day("stem_from"));
        let holds = |row: &&authorization::Model| {
            began.is_some_and(|day| row.start_date <= day && day <= row.end_date)
        };
        let fits = extensions(record).find(holds).or_else(|| extensions(record).next());
        fits.map(|row| row.id.clone())
    }

    /// `N0012345678_Harbor-Robotics_2.pdf`: SEVIS ID, employer, version.
    pub fn file_name(&self, sevis_id: &str) -> String {
        let plain = deunicode::deunicode(self.value("employer_name"));
        let words = plain.split(|c: char| !c.is_ascii_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let employer: String = words.join("-").chars().take(60).collect();
        format!("{sevis_id}_{employer}_{}.pdf", self.row.number)
    }

    /// The same with other values.
    pub fn with(&self, values: Values) -> Result<Self, ServiceError> {
        let row = plan::Model { fields: write_json("plan", &values)?, ..self.row.clone() };
        Ok(Self { row, values, edition: self.edition, signatures: self.signatures.clone() })
    }
}

/// A version of a student's plan.
async fn named<C: Connection>(
    s: &Scope<C>,
    student: &str,
    id: &str,
) -> Result<plan::Model, ServiceError> {
    let row = plans::by_id(s.db(), id).await?.filter(|row| row.student_id == student);
    row.ok_or_else(|| AppError::NotFound.into())
}

/// The row of a first version.
pub fn first_version(
    of: &student::Model,
    edition: Edition,
    values: &Values,
    at: i64,
) -> Result<plan::Model, ServiceError> {
    let id = id();
    Ok(plan::Model {
        root: id.clone(),
        id,
        number: 1,
        student_id: of.id.clone(),
        school_id: of.school_id.clone(),
        edition: edition.code.to_owned(),
        state: Code(PlanState::Open),
        version: 1,
        fields: write_json("plan", values)?,
        created_at: at,
        changed_at: at,
        words: String::new(),
        decided_by: String::new(),
        decided_at: None,
        handed_by: String::new(),
        handed_at: None,
        handed_note: String::new(),
        handed_hash: String::new(),
    })
}

/// The key under which the employer of a plan is recorded.
pub fn job_key(root: &str) -> String {
    format!("plan-{root}")
}
