//! What SEVIS is told, spelled out: dates as `YYYY-MM-DD`, schedules by their code. A new field of a
//! profile or an employer does not compile until it is told here, or left out by name.

use domain::authorization::Authorization;
use domain::contact::Phones;
use domain::date::iso;
use domain::employer::Employer;
use domain::profile::Profile;
use serde::Serialize;

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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
}

/// An address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AddressPayload {
    street: String,
    line2: String,
    city: String,
    state: String,
    zip: String,
}

/// Addresses and phones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProfilePayload {
    physical: AddressPayload,
    mailing: Option<AddressPayload>,
    mailing_po_box: bool,
    us_phone: String,
    foreign_phone_country: String,
    foreign_phone: String,
    no_phone: bool,
}

/// First and last day of an authorization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DaysPayload {
    start: String,
    end: String,
}

/// What SEVIS knows an employer by: the name and start date it was told last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IdentifierPayload {
    name: String,
    start: String,
}

/// An employer and its authorization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EmployerPayload {
    authorization: DaysPayload,
    identifier: Option<IdentifierPayload>,
    employer: EmployerFields,
}

/// The fields of an employer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EmployerFields {
    name: String,
    self_employed: bool,
    ein: String,
    address: AddressPayload,
    job_title: String,
    schedule: &'static str,
    start: String,
    end: Option<String>,
    supervisor_first_name: String,
    supervisor_last_name: String,
    supervisor_phone: String,
    supervisor_phone_ext: String,
    supervisor_email: String,
    relation: String,
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
            // Kept for the school; the batch schema has no field for it.
            late_reason: _,
        } = employer;
        Self {
            name,
            self_employed,
            ein,
            address: address.into(),
            job_title,
            schedule: schedule.code(),
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

/// A student's addresses and phones.
pub fn profile(profile: Profile) -> Outgoing {
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
    }));
    Outgoing { event: SevisEvent::PersonalInfo, payload }
}

/// A student's email.
pub fn email(address: &str) -> Outgoing {
    let payload = Payload::Email { email: address.to_owned() };
    Outgoing { event: SevisEvent::PersonalInfo, payload }
}

/// An employer: `known_as` is what SEVIS has it under, if it has it.
pub fn employer(
    event: SevisEvent,
    authorization: &Authorization,
    known_as: Option<&Employer>,
    employer: Employer,
) -> Outgoing {
    let payload = Payload::Employer(Box::new(EmployerPayload {
        authorization: DaysPayload { start: iso(authorization.start), end: iso(authorization.end) },
        identifier: known_as
            .map(|known| IdentifierPayload { name: known.name.clone(), start: iso(known.start) }),
        employer: employer.into(),
    }));
    Outgoing { event, payload }
}
