//! An authorization or employer whose values in the school's file and in the record may differ.

use super::super::super::error::ServiceError;
use super::super::super::record::both_sides::{Fields, Said, fields_of};
use super::super::super::record::{Record, authorization_fields, with_said};
use super::draft::Draft;
use super::rows::{of_authorization, of_employer, with_values};
use crate::scope::Work;
use crate::store::entity::{authorization, employer};
use crate::store::{authorizations, convert, employers};
use app::AppError;
use app::wire::DecideForm;
use domain::authorization_form::AuthorizationForm;
use domain::employer::Employer;
use domain::history::Snapshot;

/// A row of both sides.
pub enum Row {
    /// An authorization.
    Authorization(authorization::Model),
    /// An employer.
    Employer(Box<employer::Model>),
}

fn employer_fields(row: &employer::Model) -> Fields {
    fields_of(&convert::employer(row))
}

impl Row {
    /// The row that a form is about.
    pub(super) fn find(record: &Record, form: &DecideForm) -> Result<Self, AppError> {
        if form.employer.is_empty() {
            let rows = &record.authorization_rows;
            let row = rows.iter().find(|row| row.id == form.authorization);
            return row.cloned().map(Self::Authorization).ok_or(AppError::NotFound);
        }
        let row = super::employer::find(record, &form.employer)?;
        Ok(Self::Employer(Box::new(row.clone())))
    }

    /// Whose it is.
    pub fn student(&self) -> &str {
        match self {
            Self::Authorization(row) => &row.student_id,
            Self::Employer(row) => &row.student_id,
        }
    }

    pub(super) fn said(&self) -> Result<Said, ServiceError> {
        match self {
            Self::Authorization(row) => Said::read(&row.imported),
            Self::Employer(row) => Said::read(&row.imported),
        }
    }

    pub(super) fn version(&self) -> i32 {
        match self {
            Self::Authorization(row) => row.version,
            Self::Employer(row) => row.version,
        }
    }

    pub(super) fn fields(&self) -> Fields {
        match self {
            Self::Authorization(row) => authorization_fields(row),
            Self::Employer(row) => employer_fields(row),
        }
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        match self {
            Self::Authorization(row) => of_authorization(row),
            Self::Employer(row) => of_employer(row),
        }
    }

    /// True where another one of the record has what this one has in what differs.
    pub(super) fn is_unclear(&self, record: &Record, pair: (&Snapshot, &Snapshot)) -> bool {
        let others: Vec<Snapshot> = match self {
            Self::Authorization(row) => {
                let all = record.authorization_rows.iter().filter(|other| other.id != row.id);
                all.map(of_authorization).collect()
            }
            Self::Employer(row) => {
                let all = record.employer_rows.iter().filter(|other| other.id != row.id);
                all.map(of_employer).collect()
            }
        };
        let differ = pair.0.changes_to(pair.1);
        others
            .into_iter()
            .flat_map(Snapshot::into_fields)
            .any(|(label, value)| differ.iter().any(|one| one.field == label && one.old == value))
    }

    /// What it is called.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Authorization(row) => convert::authorization(row).words(),
            Self::Employer(row) => row.name.clone(),
        }
    }

    /// The next version, with what is open yet.
    pub(super) fn next(self, said: &Said) -> Self {
        match self {
            Self::Authorization(row) => {
                let version = row.version + 1;
                Self::Authorization(with_said(authorization::Model { version, ..row }, said))
            }
            Self::Employer(mut row) => {
                row.differs = !said.differences(&employer_fields(&row)).is_empty();
                row.imported = said.write();
                row.version += 1;
                Self::Employer(row)
            }
        }
    }

    /// With the file's word in a field; none where there is nothing to take. Refused where what comes of
    /// it is none.
    pub(super) fn taken(&self, field: &str) -> Result<Option<Self>, ServiceError> {
        let (mut said, mut all) = (self.said()?, self.fields());
        let Some(word) = said.take(field) else { return Ok(None) };
        all.insert(field.to_owned(), word);
        let unreadable = |error| ServiceError::Internal(format!("both sides: {error}"));
        Ok(Some(match self {
            Self::Authorization(row) => {
                let form: AuthorizationForm =
                    serde_json::from_value(all.into()).map_err(unreadable)?;
                let (value, remarks) = form.parse()?;
                Self::Authorization(with_said(with_values(row, &value, remarks)?, &said))
            }
            Self::Employer(row) => {
                let value: Employer = serde_json::from_value(all.into()).map_err(unreadable)?;
                let mut after = row.clone();
                convert::set_employer(&mut after, value);
                Self::Employer(after).next(&said)
            }
        }))
    }

    /// What becomes of the record.
    pub(super) fn draft(self, what: String) -> Draft {
        match self {
            Self::Authorization(row) => {
                Draft { what, authorizations: vec![row], ..Draft::default() }
            }
            Self::Employer(row) => Draft { what, employers: vec![*row], ..Draft::default() },
        }
    }

    pub(super) async fn update(self, work: &Work) -> Result<(), ServiceError> {
        match self {
            Self::Authorization(row) => authorizations::update(work.db(), row).await?,
            Self::Employer(row) => employers::update(work.db(), *row).await?,
        }
        Ok(())
    }

    pub(super) fn form(&self, field: &str) -> DecideForm {
        let (mut authorization, mut employer) = (String::new(), String::new());
        match self {
            Self::Authorization(row) => authorization.clone_from(&row.id),
            Self::Employer(row) => employer.clone_from(&row.id),
        }
        DecideForm {
            student: self.student().to_owned(),
            authorization,
            employer,
            field: field.to_owned(),
            version: self.version().to_string(),
            ..DecideForm::default()
        }
    }
}
