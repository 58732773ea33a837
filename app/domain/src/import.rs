//! Files that a school uploads to be imported: their kinds, their columns, and how far they are.

crate::named_codes! {
    /// A kind of file.
    ImportKind {
        /// Students.
        Students = "students", "Students";
        /// Authorizations.
        Authorizations = "authorizations", "Authorizations";
        /// Employers.
        Employers = "employers", "Employers";
        /// A list from SEVIS RTI: compared with the records, which stay unchanged.
        SevisList = "sevis_list", "List from SEVIS RTI";
    }
}

crate::named_codes! {
    /// How far an upload is.
    ImportState {
        /// The file has columns that nobody has matched to ours, or lacks required ones.
        Columns = "columns", "Waiting for its columns";
        /// It is to be checked.
        Checking = "checking", "Being checked";
        /// It was checked, and can be imported.
        Checked = "checked", "Checked";
        /// It has faults.
        Refused = "refused", "Refused";
        /// It is to be imported.
        Wanted = "wanted", "Being imported";
        /// It is imported.
        Done = "done", "Imported";
        /// It was discarded.
        Discarded = "discarded", "Discarded";
    }
}

/// Largest file that is taken in the console, in bytes; the program takes larger ones.
pub const LARGEST: usize = 15 * 1024 * 1024;

/// What a header of a spreadsheet most likely means: "SEVIS ID" is `sevis_id`.
pub fn guess(header: &str, ours: &[&'static str]) -> Option<&'static str> {
    let plain = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let header = plain(header);
    let same = |name: &&&'static str| {
        plain(name) == header || ALIASES.contains(&(header.as_str(), **name))
    };
    ours.iter().find(same).copied()
}

/// Other names that lists of student systems have for a column.
const ALIASES: [(&str, &str); 34] = [
    ("sevisnumber", "sevis_id"),
    ("firstname", "given_name"),
    ("lastname", "surname"),
    ("familyname", "surname"),
    ("dateofbirth", "birth_date"),
    ("dob", "birth_date"),
    ("emailaddress", "email"),
    ("schoolcode", "school_code"),
    ("address1", "street"),
    ("streetaddress", "street"),
    ("address2", "line2"),
    ("zipcode", "zip"),
    ("postalcode", "zip"),
    ("phone", "us_phone"),
    ("employername", "name"),
    ("opttype", "type"),
    ("surnameprimaryname", "surname"),
    ("primaryname", "surname"),
    ("givenname", "given_name"),
    ("sevisstatus", "status"),
    ("recordstatus", "status"),
    ("studentstatus", "status"),
    ("employmenttype", "type"),
    ("authorizationtype", "type"),
    ("authorizationstartdate", "start_date"),
    ("authorizationenddate", "end_date"),
    ("optstartdate", "start_date"),
    ("optenddate", "end_date"),
    ("startdate", "start_date"),
    ("enddate", "end_date"),
    ("employername", "employer"),
    ("employerstartdate", "employer_start"),
    ("employerenddate", "employer_end"),
    ("employmentstartdate", "employer_start"),
];
