//! The data sent to SEVIS, spelled out: dates as `YYYY-MM-DD`, schedules by their code. A new field of a profile or an
//! employer does not compile until it is sent here or left out by name.

use domain::authorization::Authorization;
use domain::contact::Phones;
use domain::date::iso;
use domain::employer::Employer;
use domain::profile::Profile;
use serde::{Deserialize, Serialize};

domain::named_codes! {
    /// An event of the batch schema (`Create-UpdateStudent.xsd`).
    SevisEvent {
        /// Addresses, phones, email.
        PersonalInfo = "PersonalInfo", "Address, phone or email";
        /// A new employer.
        EmployerAdd = "OPTEmployer/Add", "Employer added";
        /// A changed employer.
        EmployerEdit = "OPTEmployer/Edit", "Employer changed";
        /// A deleted employer.
        EmployerDelete = "OPTEmployer/Delete", "Employer deleted";
        /// A STEM extension that the school recommends, with its employer.
        Extend = "OPTEmployment/Extend", "STEM extension recommended";
        /// All is as recorded: the confirmation of a STEM student.
        Participation = "OPTEmployment/ReportParticipation", "STEM validation";
    }
}

impl SevisEvent {
    /// True for the code of an event by which SEVIS is told of a job that it does not have.
    pub fn begins(code: &str) -> bool {
        [Self::EmployerAdd, Self::Extend].iter().any(|event| event.code() == code)
    }
}

/// A change on its way out.
pub struct Outgoing {
    /// The event.
    pub event: SevisEvent,
    /// What it says.
    pub payload: Payload,
}

/// What an event says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Payload {
    /// Addresses and phones.
    Profile(Box<ProfilePayload>),
    /// A new email.
    Email {
        /// The address.
        email: String,
    },
    /// An employer.
    Employer(Box<EmployerPayload>),
    /// A confirmation that all is as recorded.
    Participation {
        /// Of what.
        participation: ParticipationPayload,
    },
    /// What an older Foothold wrote down: shown as it is, entered by hand.
    Old(serde_json::Value),
}

/// An address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressPayload {
    /// Street, as stored.
    pub street: String,
    /// Line2, as stored.
    pub line2: String,
    /// City, as stored.
    pub city: String,
    /// State, as stored.
    pub state: String,
    /// Zip, as stored.
    pub zip: String,
}

/// Addresses and phones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfilePayload {
    /// Physical, as stored.
    pub physical: AddressPayload,
    /// Mailing, as stored.
    pub mailing: Option<AddressPayload>,
    /// Mailing po box, as stored.
    pub mailing_po_box: bool,
    /// Us phone, as stored.
    pub us_phone: String,
    /// Foreign phone country, as stored.
    pub foreign_phone_country: String,
    /// Foreign phone, as stored.
    pub foreign_phone: String,
    /// No phone, as stored.
    pub no_phone: bool,
    /// What was there before and is empty now, in plain words: no file can say it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emptied: Vec<String>,
}

/// First and last day of an authorization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DaysPayload {
    /// Start, as stored.
    pub start: String,
    /// End, as stored.
    pub end: String,
}

/// What a student confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParticipationPayload {
    /// The extension, by its id; empty where an older Foothold did not note it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub of: String,
    /// Authorization, as stored.
    pub authorization: DaysPayload,
    /// Schedule, as stored.
    pub schedule: String,
    /// Months after the start: 6, 12, 18 or 24.
    pub months: u32,
}

/// What SEVIS knows an employer by: the name and start date it was told last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentifierPayload {
    /// Name, as stored.
    pub name: String,
    /// Start, as stored.
    pub start: String,
}

/// An employer and its authorization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerPayload {
    /// Authorization, as stored.
    pub authorization: DaysPayload,
    /// Schedule of the authorization, where it is recommended with this employer; empty elsewhere.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub recommended: String,
    /// Identifier, as stored.
    pub identifier: Option<IdentifierPayload>,
    /// Employer, as stored.
    pub employer: EmployerFields,
    /// The employer as it was before this change, where it was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<EmployerFields>,
}

/// The fields of an employer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmployerFields {
    /// Name, as stored.
    pub name: String,
    /// Self employed, as stored.
    pub self_employed: bool,
    /// Ein, as stored.
    pub ein: String,
    /// Address, as stored.
    pub address: AddressPayload,
    /// Job title, as stored.
    pub job_title: String,
    /// Schedule, as stored.
    pub schedule: String,
    /// Start, as stored.
    pub start: String,
    /// End, as stored.
    pub end: Option<String>,
    /// Supervisor first name, as stored.
    pub supervisor_first_name: String,
    /// Supervisor last name, as stored.
    pub supervisor_last_name: String,
    /// Supervisor phone, as stored.
    pub supervisor_phone: String,
    /// Supervisor phone ext, as stored.
    pub supervisor_phone_ext: String,
    /// Supervisor email, as stored.
    pub supervisor_email: String,
    /// Relation, as stored.
    pub relation: String,
}

impl From<domain::address::Address> for AddressPayload {
    fn from(address: domain::address::Address) -> Self {
        let domain::address::Address { street, line2, city, state, zip } = address;
        Self { street, line2, city, state, zip }
    }
}

impl From<Employer> for EmployerFields {
    fn from(employer: Employer) -> Self {
        let Employer {
            name,
            self_employed,
            ein,
            address,
            job_title,
            schedule,
            start,
            end,
            supervisor_first_name,
            supervisor_last_name,
            supervisor_phone,
            supervisor_phone_ext,
            supervisor_email,
            relation,
            // Kept for the school; the batch schema has no fields for them.
            workplace: _,
            late_reason: _,
        } = employer;
        Self {
            name,
            self_employed,
            ein,
            address: address.into(),
            job_title,
            schedule: schedule.code().to_owned(),
            start: iso(start),
            end: end.map(iso),
            supervisor_first_name,
            supervisor_last_name,
            supervisor_phone,
            supervisor_phone_ext,
            supervisor_email,
            relation,
        }
    }
}

/// What of a profile was there and is empty now.
fn emptied(before: &Profile, now: &Profile) -> Vec<String> {
    let line2 = |place: &domain::address::Address| !place.line2.is_empty();
    let had_line2 = |profile: &Profile| profile.mailing.as_ref().is_some_and(line2);
    let gone = [
        ("Mailing address", before.mailing.is_some() && now.mailing.is_none()),
        ("Address line 2", line2(&before.physical) && !line2(&now.physical)),
        ("Mailing address line 2", now.mailing.is_some() && had_line2(before) && !had_line2(now)),
        ("US phone", !before.phones.us.is_empty() && now.phones.us.is_empty()),
        ("Foreign phone", !before.phones.foreign.is_empty() && now.phones.foreign.is_empty()),
    ];
    gone.into_iter().filter(|(_, gone)| *gone).map(|(what, _)| what.to_owned()).collect()
}

/// A student's addresses and phones, and what they were before.
pub fn profile(profile: Profile, before: &Profile) -> Outgoing {
    let emptied = emptied(before, &profile);
    let Profile { physical, mailing, mailing_po_box, phones } = profile;
    let Phones { us, foreign_country, foreign, none } = phones;
    let payload = Payload::Profile(Box::new(ProfilePayload {
        physical: physical.into(),
        mailing: mailing.map(AddressPayload::from),
        mailing_po_box,
        us_phone: us,
        foreign_phone_country: foreign_country,
        foreign_phone: foreign,
        no_phone: none,
        emptied,
    }));
    Outgoing { event: SevisEvent::PersonalInfo, payload }
}

/// A student's email.
pub fn email(address: &str) -> Outgoing {
    let payload = Payload::Email { email: address.to_owned() };
    Outgoing { event: SevisEvent::PersonalInfo, payload }
}

/// True if an edit of an employer changes something that SEVIS has a field for; where the work is done is none.
pub fn says_something(before: &Employer, after: &Employer) -> bool {
    EmployerFields::from(before.clone()) != EmployerFields::from(after.clone())
}

/// An employer: `known_as` is what SEVIS has it under, if it has it.
pub fn employer(
    event: SevisEvent,
    authorization: &Authorization,
    known_as: Option<&Employer>,
    employer: Employer,
) -> Outgoing {
    let recommended = match event {
        SevisEvent::Extend => authorization.schedule.code().to_owned(),
        _ => String::new(),
    };
    let payload = Payload::Employer(Box::new(EmployerPayload {
        authorization: DaysPayload { start: iso(authorization.start), end: iso(authorization.end) },
        recommended,
        identifier: known_as
            .map(|known| IdentifierPayload { name: known.name.clone(), start: iso(known.start) }),
        employer: employer.into(),
        before: known_as.cloned().map(EmployerFields::from),
    }));
    Outgoing { event, payload }
}

/// A STEM student's confirmation of an extension, which goes by its id.
pub fn participation(of: &str, authorization: &Authorization, months: u32) -> Outgoing {
    let participation = ParticipationPayload {
        of: of.to_owned(),
        authorization: DaysPayload { start: iso(authorization.start), end: iso(authorization.end) },
        schedule: authorization.schedule.code().to_owned(),
        months,
    };
    Outgoing { event: SevisEvent::Participation, payload: Payload::Participation { participation } }
}
