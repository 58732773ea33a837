//! The fields of a plan as data.

use serde::{Deserialize, Serialize};

/// A section that is filled in; sections 2, 4 and 6 are signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Section {
    /// Section 1.
    Student,
    /// Section 3, with the name of whoever signs section 4.
    Employer,
    /// Section 5.
    Training,
}

impl Section {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Student, Self::Employer, Self::Training];

    /// Its name in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Student => "student",
            Self::Employer => "employer",
            Self::Training => "training",
        }
    }

    /// Its heading.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Student => "Section 1: Student",
            Self::Employer => "Section 3: Employer",
            Self::Training => "Section 5: Training plan",
        }
    }

    /// The section of this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// Who fills a field in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// It comes from the school's record.
    Record,
    /// The student alone. So it is with the addresses to which links are mailed: nobody who was forwarded a
    /// link names another signer.
    Student,
    /// Student or employer.
    Either,
}

/// Whose signature covers a field. A change of content asks for every signature again (Form I-983,
/// instructions on material changes); a telephone number for none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// All three.
    All,
    /// The student's.
    Student,
    /// None.
    Nobody,
}

/// How a field is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line of at most so many characters.
    Line(u32),
    /// Several lines of at most so many characters.
    Text(u32),
    /// A day.
    Day,
    /// `yes` or `no`.
    YesNo,
    /// An email address.
    Email,
    /// A US phone number.
    Phone,
    /// Nine digits.
    Ein,
    /// Two to six digits (North American Industry Classification System).
    Naics,
    /// A code of `address::STATES`.
    State,
    /// Five digits; four more may follow.
    Zip,
    /// A whole number between these.
    Count(u32, u32),
    /// Hours a week, a half one too, between these.
    Hours(u32, u32),
    /// An amount above 0: unpaid work does not qualify for a STEM extension.
    Pay,
}

/// A field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name where it is stored and posted.
    pub name: &'static str,
    /// Its section.
    pub section: Section,
    /// What people read.
    pub label: &'static str,
    /// Said beside it; empty for nothing.
    pub hint: &'static str,
    /// How it is read.
    pub kind: Kind,
    /// Nobody signs without it.
    pub needed: bool,
    /// Who fills it in.
    pub by: By,
    /// Whose signature covers it.
    pub weight: Weight,
}

/// Longest name; the form's own boxes hold less.
const NAME: Kind = Kind::Line(80);
/// Longest text of section 5.
const TEXT: Kind = Kind::Text(4000);

const fn of(
    section: Section,
    name: &'static str,
    label: &'static str,
    kind: Kind,
    by: By,
    weight: Weight,
) -> Field {
    Field { name, section, label, hint: "", kind, needed: true, by, weight }
}

const fn student(name: &'static str, label: &'static str, kind: Kind) -> Field {
    of(Section::Student, name, label, kind, By::Student, Weight::Student)
}

const fn employer(name: &'static str, label: &'static str, kind: Kind) -> Field {
    of(Section::Employer, name, label, kind, By::Either, Weight::All)
}

const fn training(name: &'static str, label: &'static str, kind: Kind) -> Field {
    of(Section::Training, name, label, kind, By::Either, Weight::All)
}

impl Field {
    const fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    const fn optional(self) -> Self {
        Self { needed: false, ..self }
    }

    const fn by(self, by: By) -> Self {
        Self { by, ..self }
    }

    const fn weight(self, weight: Weight) -> Self {
        Self { weight, ..self }
    }
}

/// All fields in the order of the form.
#[rustfmt::skip]
pub const FIELDS: [Field; 47] = [
    student("surname", "Surname", NAME).by(By::Record).weight(Weight::All),
    student("given_name", "Given name", NAME).by(By::Record).weight(Weight::All).optional(),
    student("student_sevis_id", "SEVIS ID", Kind::Line(11)).by(By::Record).weight(Weight::All),
    student("student_email", "Student email", Kind::Email).weight(Weight::Nobody),
    student("recommending_school", "School that recommends STEM OPT", Kind::Line(120)).by(By::Record),
    student("school_code", "SEVIS school code", Kind::Line(20)).by(By::Record),
    student("degree_school", "School where the STEM degree was earned", Kind::Line(120)),
    student("dso_name", "Name of your DSO", NAME).weight(Weight::Nobody),
    student("dso_contact", "Email or phone of your DSO", Kind::Line(120)).weight(Weight::Nobody),
    student("stem_from", "STEM OPT requested from", Kind::Day).hint("The first day after your OPT ends."),
    student("stem_to", "STEM OPT requested to", Kind::Day).hint("At most 24 months, less a day."),
    student("major", "Qualifying major and CIP code", Kind::Line(160)).hint("As on your Form I-20, such as Computer Science, 11.0701."),
    student("degree_level", "Level or type of degree", Kind::Line(60)),
    student("degree_on", "Date awarded", Kind::Day).hint("Or the day on which it is expected."),
    student("prior_degree", "Based on a prior degree?", Kind::YesNo),
    student("ead_number", "Employment Authorization Number", Kind::Line(20)).hint("On the card of your OPT."),
    employer("employer_name", "Employer name", Kind::Line(121)),
    employer("street", "Street address", Kind::Line(64)),
    employer("suite", "Suite", Kind::Line(64)).optional().weight(Weight::Nobody),
    employer("city", "City", Kind::Line(60)),
    employer("state", "State", Kind::State),
    employer("zip", "ZIP code", Kind::Zip),
    employer("website", "Website", Kind::Line(200)).optional().weight(Weight::Nobody),
    employer("ein", "Employer ID number (EIN)", Kind::Ein),
    employer("naics", "NAICS code", Kind::Naics).hint("Two to six digits that name the industry.").weight(Weight::Nobody),
    employer("employees", "Full-time employees in the US", Kind::Count(1, 9_999_999)).weight(Weight::Nobody),
    employer("hours", "Hours a week", Kind::Hours(20, 168)).hint("At least 20 for each employer."),
    employer("pay", "Yearly salary in US dollars", Kind::Pay),
    employer("pay_1", "Other pay, 1", Kind::Line(120)).hint("Kind and amount, such as housing: $500 a month.").optional(),
    employer("pay_2", "Other pay, 2", Kind::Line(120)).optional(),
    employer("pay_3", "Other pay, 3", Kind::Line(120)).optional(),
    employer("pay_4", "Other pay, 4", Kind::Line(120)).optional(),
    employer("employment_from", "Start date of employment", Kind::Day),
    employer("signatory_name", "Name of the official with signatory authority", NAME).hint("Who may sign for the employer: section 4."),
    employer("signatory_title", "Title of that official", NAME),
    employer("signatory_email", "Email of that official", Kind::Email).hint("A link to sign is mailed here. Only the student can change it.").by(By::Student).weight(Weight::Nobody),
    training("site_name", "Name of the site", Kind::Line(121)),
    training("site_address", "Address of the site", Kind::Line(200)).hint("Where the work is actually done. If you work from home, enter your home address."),
    training("overseer_name", "Name of the official who oversees the training", NAME).hint("May be the same person as in section 4. Signs section 6."),
    training("overseer_title", "Title of the overseeing official", NAME),
    training("overseer_email", "Email of the overseeing official", Kind::Email).hint("A link to sign is mailed here. Only the student can change it.").by(By::Student).weight(Weight::Nobody),
    training("overseer_phone", "Phone of the overseeing official", Kind::Phone).weight(Weight::Nobody),
    training("role", "Role", TEXT).hint("The tasks, and how they are directly related to the degree."),
    training("goals", "Goals and objectives", TEXT).hint("What will be learned, and how that is achieved."),
    training("oversight", "Employer oversight", TEXT).hint("Who supervises, and how. You can describe an existing program."),
    training("measures", "Measures and assessments", TEXT).hint("How the employer checks that the student is gaining knowledge and skills."),
    training("remarks", "Additional remarks", TEXT).optional(),
];

/// The field of this name.
pub fn field(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}
