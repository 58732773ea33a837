//! The report of an import: every fault with file, line, column and reason, and what the import changed.

use domain::employer::Workplace;
use domain::fault::{FaultCode, Faults};
use std::path::Path;

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// New students.
    pub added: u64,
    /// Students whose row differs.
    pub changed: u64,
    /// Students as they were.
    pub unchanged: u64,
    /// Addresses and phones in which a student's own report stays.
    pub kept: u64,
    /// Authorizations added or changed.
    pub authorizations: u64,
    /// Employers added or changed.
    pub employers: u64,
    /// Invitations queued.
    pub invited: u64,
}

/// Where faults go, and how many there were.
pub struct Report<'a> {
    tell: &'a mut (dyn FnMut(String) + Send + Sync),
    /// How many.
    pub faults: u64,
    files_refused: bool,
}

impl<'a> Report<'a> {
    /// Tells each fault as it is found.
    pub fn new(tell: &'a mut (dyn FnMut(String) + Send + Sync)) -> Self {
        Self { tell, faults: 0, files_refused: false }
    }

    /// Tells a fault.
    pub fn fault(&mut self, file: &Path, line: u64, column: &str, reason: &str) {
        self.faults += 1;
        (self.tell)(format!("{}, line {line}, column {column}: {reason}", file.display()));
    }

    /// Tells something that is no fault.
    pub fn note(&mut self, file: &Path, line: u64, column: &str, what: &str) {
        (self.tell)(format!("{}, line {line}, column {column}: {what}", file.display()));
    }

    /// Tells the faults of a row that refers to a student: once an earlier file was refused, that a
    /// student is unknown says nothing.
    pub fn of_row(&mut self, file: &Path, line: u64, faults: Faults) {
        let unsure = self.files_refused;
        let mut kept = Faults::default();
        for fault in faults.into_vec() {
            let refers = ["sevis_id", "authorization_start"].contains(&&*fault.field);
            if !(unsure && refers && fault.code == FaultCode::NotAChoice) {
                kept.add(fault.field, fault.code);
            }
        }
        self.faults(file, line, kept);
    }

    /// A file was read to its end.
    pub fn file_done(&mut self) {
        self.files_refused = self.faults > 0;
    }

    /// Tells every fault of a row.
    pub fn faults(&mut self, file: &Path, line: u64, faults: Faults) {
        for fault in faults.into_vec() {
            self.fault(file, line, &fault.field, &reason(&fault.field, &fault.code));
        }
    }
}

/// A fault in the words of a file.
fn reason(column: &str, code: &FaultCode) -> String {
    match code {
        FaultCode::Required => "is empty".into(),
        FaultCode::NotADate => "must be a day as YYYY-MM-DD; in a spreadsheet give the column the format yyyy-mm-dd and save it again".into(),
        FaultCode::NoSuchDay if column == "birth_date" => "there is no such day in the past".into(),
        FaultCode::NoSuchDay => "there is no such day".into(),
        FaultCode::NotAChoice => known(column),
        FaultCode::Malformed if column.ends_with("state") => {
            "must be a two-letter code such as TX".into()
        }
        FaultCode::Malformed if column.ends_with("zip") => {
            "must have five digits; a spreadsheet may have dropped a zero in front".into()
        }
        FaultCode::NotAnEmployer => "says that there is no employer; leave the row out, since days without one are counted automatically, or if this is the employer's name, write Y in a column name_is_right".into(),
        FaultCode::TwoDigitYear => "has a year of two digits; write the day as YYYY-MM-DD".into(),
        FaultCode::DayOrMonth => "could mean two different days; write it as YYYY-MM-DD".into(),
        FaultCode::OnlyElsewhere => "is only for rows whose workplace is elsewhere".into(),
        FaultCode::NoDigitsHere => "must not contain digits".into(),
        FaultCode::TooLong { max } => format!("must be {max} characters or fewer"),
        FaultCode::UnseenCharacters { code } => {
            format!("contains a character that cannot be stored (U+{code:04X})")
        }
        code => app::words::sentence(&domain::Fault {
            field: column.to_owned().into(),
            code: code.clone(),
        }),
    }
}

/// What a column with few values takes.
fn known(column: &str) -> String {
    use domain::authorization::{Kind, Schedule, Status};
    let codes = |codes: Vec<&str>| format!("must be one of: {}", codes.join(", "));
    match column {
        "sevis_id" => "is neither in the students file nor on record".into(),
        "authorization_start" => "this student has no authorization with this start date".into(),
        "school_code" => "is not a school in this portal".into(),
        "type" => codes(Kind::ALL.iter().map(|kind| kind.code()).collect()),
        "status" => codes(Status::ALL.iter().map(|status| status.code()).collect()),
        "workplace" => codes(Workplace::CHOICES.iter().map(|(code, _)| *code).collect()),
        "schedule" => codes(Schedule::ALL.iter().map(|schedule| schedule.code()).collect()),
        "self_employed" | "mailing_po_box" | "name_is_right" => "must be Y or N".into(),
        _ => "is not one of the known values".into(),
    }
}
