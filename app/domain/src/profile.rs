//! The part of the profile that a student may change: addresses and phones (`sevp-portal` §2.1).

use crate::address::{self, Address, AddressForm};
use crate::contact::{self, Phones};
use crate::fault::{Fault, FaultCode, Faults};
use crate::history::Snapshot;
use crate::phone;
use serde::{Deserialize, Serialize};

/// The fields in the order of the page.
const PAGE: [&str; 15] = [
    "street",
    "line2",
    "zip",
    "city",
    "state",
    "us_phone",
    "foreign_phone_country",
    "foreign_phone",
    "no_phone",
    "mailing_street",
    "mailing_line2",
    "mailing_zip",
    "mailing_city",
    "mailing_state",
    "mailing_po_box",
];

/// The profile as the page posts it; a missing field is an empty one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileForm {
    /// Physical address: street.
    pub street: String,
    /// Physical address: second line.
    pub line2: String,
    /// Physical address: city.
    pub city: String,
    /// Physical address: state code.
    pub state: String,
    /// Physical address: ZIP.
    pub zip: String,
    /// Mailing address: street. All blank means "the same as the physical one".
    pub mailing_street: String,
    /// Mailing address: second line.
    pub mailing_line2: String,
    /// Mailing address: city.
    pub mailing_city: String,
    /// Mailing address: state code.
    pub mailing_state: String,
    /// Mailing address: ZIP.
    pub mailing_zip: String,
    /// `on` when the mailing address is a post-office box.
    pub mailing_po_box: String,
    /// US number.
    pub us_phone: String,
    /// Country calling code of the foreign number.
    pub foreign_phone_country: String,
    /// Foreign number.
    pub foreign_phone: String,
    /// `on` when the student has no phone.
    pub no_phone: String,
    /// When the device first tried to send it, where the line dropped that (`first_try`).
    pub tried_at: String,
    /// The version of the record the form was filled from.
    pub version: String,
}

/// An accepted profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Where the student lives; never a post-office box.
    pub physical: Address,
    /// Where mail goes, if elsewhere.
    pub mailing: Option<Address>,
    /// The mailing address is a post-office box.
    pub mailing_po_box: bool,
    /// Phone numbers.
    pub phones: Phones,
}

/// A posted check box: present and not empty.
pub fn ticked(raw: &str) -> bool {
    matches!(raw, "on" | "true" | "Y" | "1")
}

impl ProfileForm {
    /// Reads the whole form, telling all faults at once.
    pub fn parse(&self) -> Result<Profile, Vec<Fault>> {
        let mut faults = Faults::default();
        let physical = AddressForm {
            street: &self.street,
            line2: &self.line2,
            city: &self.city,
            state: &self.state,
            zip: &self.zip,
        }
        .parse(address::PLAIN, &mut faults);
        for (field, line) in [("street", &self.street), ("line2", &self.line2)] {
            if address::is_post_office_box(line) {
                faults.add(field, FaultCode::PostOfficeBox);
            }
        }
        let mailing_form = AddressForm {
            street: &self.mailing_street,
            line2: &self.mailing_line2,
            city: &self.mailing_city,
            state: &self.mailing_state,
            zip: &self.mailing_zip,
        };
        let mailing = if mailing_form.is_blank() {
            None
        } else {
            mailing_form.parse(address::MAILING, &mut faults)
        };
        let phones = contact::parse(
            &self.us_phone,
            &self.foreign_phone_country,
            &self.foreign_phone,
            ticked(&self.no_phone),
            &mut faults,
        );
        match (physical, phones) {
            (Some(physical), Some(phones)) if faults.is_empty() => Ok(Profile {
                physical,
                mailing_po_box: mailing.is_some() && ticked(&self.mailing_po_box),
                mailing,
                phones,
            }),
            _ => Err(faults.into_vec_like(&PAGE)),
        }
    }
}

impl Profile {
    /// The form that would post this profile.
    pub fn form(&self, version: i32) -> ProfileForm {
        let mailing = self.mailing.clone().unwrap_or_default();
        let on = |yes: bool| if yes { "on".to_owned() } else { String::new() };
        ProfileForm {
            tried_at: String::new(),
            street: self.physical.street.clone(),
            line2: self.physical.line2.clone(),
            city: self.physical.city.clone(),
            state: self.physical.state.clone(),
            zip: self.physical.zip.clone(),
            mailing_street: mailing.street,
            mailing_line2: mailing.line2,
            mailing_city: mailing.city,
            mailing_state: mailing.state,
            mailing_zip: mailing.zip,
            mailing_po_box: on(self.mailing_po_box),
            us_phone: phone::spell_us(&self.phones.us),
            foreign_phone_country: self.phones.foreign_country.clone(),
            foreign_phone: self.phones.foreign.clone(),
            no_phone: on(self.phones.none),
            version: version.to_string(),
        }
    }

    /// The fields a history compares.
    pub fn snapshot(&self) -> Snapshot {
        // Taken apart, so that a new field cannot be left out of the history without a word.
        let Self { physical, mailing, mailing_po_box, phones } = self;
        let Phones { us, foreign_country, foreign, none } = phones;
        let foreign = match foreign.as_str() {
            "" => String::new(),
            number => format!("+{foreign_country} {number}"),
        };
        Snapshot::new()
            .with("Physical address", physical.one_line())
            .with("Mailing address", mailing.as_ref().map(Address::one_line).unwrap_or_default())
            .with("Mailing address is a P.O. box", if *mailing_po_box { "Yes" } else { "" })
            .with("US phone", phone::spell_us(us))
            .with("Foreign phone", foreign)
            .with("No phone", if *none { "Yes" } else { "" })
    }
}
