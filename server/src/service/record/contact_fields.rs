//! Addresses and phones as the fields in which file and record are compared; each field is several columns that belong
//! together.

use super::both_sides::Fields;
use crate::store::entity::student;
use serde_json::{Value, json};

/// The fields: name, columns of the file.
pub const CONTACT: [(&str, &[&str]); 3] = [
    ("physical", &["street", "line2", "city", "state", "zip"]),
    (
        "mailing",
        &[
            "mailing_street",
            "mailing_line2",
            "mailing_city",
            "mailing_state",
            "mailing_zip",
            "mailing_po_box",
        ],
    ),
    ("phones", &["us_phone", "foreign_phone_country", "foreign_phone"]),
];

/// The fields of a row.
pub fn contact_fields(row: &student::Model) -> Fields {
    let po_box = row.mailing_po_box.to_string();
    let physical = json!([row.street, row.line2, row.city, row.state, row.zip]);
    let mailing = json!([
        row.mailing_street,
        row.mailing_line2,
        row.mailing_city,
        row.mailing_state,
        row.mailing_zip,
        po_box,
    ]);
    let phones = json!([row.us_phone, row.foreign_phone_country, row.foreign_phone]);
    let all = [("physical", physical), ("mailing", mailing), ("phones", phones)];
    all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Writes the fields into a row.
pub fn set_contact(row: &mut student::Model, fields: &Fields) {
    let part = |name: &str, at: usize| {
        let part = fields.get(name).and_then(|value| value.get(at)).and_then(Value::as_str);
        part.unwrap_or_default().to_owned()
    };
    row.street = part("physical", 0);
    row.line2 = part("physical", 1);
    row.city = part("physical", 2);
    row.state = part("physical", 3);
    row.zip = part("physical", 4);
    row.mailing_street = part("mailing", 0);
    row.mailing_line2 = part("mailing", 1);
    row.mailing_city = part("mailing", 2);
    row.mailing_state = part("mailing", 3);
    row.mailing_zip = part("mailing", 4);
    row.mailing_po_box = part("mailing", 5) == "true";
    row.us_phone = part("phones", 0);
    row.foreign_phone_country = part("phones", 1);
    row.foreign_phone = part("phones", 2);
    row.no_phone &= row.us_phone.is_empty() && row.foreign_phone.is_empty();
}
