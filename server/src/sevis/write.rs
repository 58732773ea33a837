//! A batch as the file that SEVIS takes (`Create-UpdateStudent.xsd`): no namespace, elements in the
//! schema's order, what is empty left out. That it is valid holds by construction, and tests validate it.

use super::payload::SevisEvent;
use super::payload::{AddressPayload, EmployerFields, EmployerPayload, Payload, ProfilePayload};
use domain::sevis_id::SevisId;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io::{self, Write as _};

/// Who sends a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// `BatchID`, fourteen characters.
    pub batch: String,
    /// `OrgID`.
    pub org: String,
    /// `userID`, ten characters.
    pub user: String,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// `requestID`, at most twenty characters.
    pub request: String,
    /// `UserDefinedA`, at most ten: the change once more.
    pub witness: String,
    /// Whose record.
    pub sevis_id: SevisId,
    /// What happens.
    pub event: SevisEvent,
    /// What to say.
    pub payload: Payload,
    /// Name and start under which SEVIS has the employer, for an edit.
    pub key: Option<(String, String)>,
}

/// The file.
pub fn file(header: &Header, entries: &[Entry]) -> io::Result<Vec<u8>> {
    let mut xml = Xml(Writer::new_with_indent(Vec::new(), b' ', 2));
    xml.0.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let user = ("userID", header.user.as_str());
    xml.within("SEVISBatchCreateUpdateStudent", &[user], |xml| {
        xml.within("BatchHeader", &[], |xml| {
            xml.text("BatchID", &header.batch)?;
            xml.text("OrgID", &header.org)
        })?;
        xml.within("UpdateStudent", &[], |xml| {
            entries.iter().try_for_each(|entry| student(xml, header, entry))
        })
    })?;
    let mut bytes = xml.0.into_inner();
    bytes.write_all(b"\n")?;
    Ok(bytes)
}

/// A writer that closes what it opens.
struct Xml(Writer<Vec<u8>>);

impl Xml {
    fn within(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        content: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.0.write_event(Event::Start(start))?;
        content(self)?;
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.0.write_event(Event::Start(BytesStart::new(name)))?;
        self.0.write_event(Event::Text(BytesText::new(text)))?;
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element that is left out where there is nothing to say.
    fn some(&mut self, name: &str, text: &str) -> io::Result<()> {
        if text.is_empty() { Ok(()) } else { self.text(name, text) }
    }
}

fn student(xml: &mut Xml, header: &Header, entry: &Entry) -> io::Result<()> {
    let attributes = [
        ("sevisID", entry.sevis_id.as_str()),
        ("requestID", entry.request.as_str()),
        ("userID", header.user.as_str()),
        ("statusCode", "ACTIVE"),
    ];
    xml.within("Student", &attributes, |xml| {
        xml.text("UserDefinedA", &entry.witness)?;
        xml.text("UserDefinedB", "FOOTHOLD")?;
        match &entry.payload {
            Payload::Profile(profile) => personal(xml, |xml| contact(xml, profile)),
            Payload::Email { email } => personal(xml, |xml| xml.text("Email", email)),
            Payload::Employer(employer) => job(xml, entry, employer),
            Payload::Participation { participation: of } => {
                xml.within("OPTEmployment", &[], |xml| {
                    xml.within("ReportParticipation", &[("printForm", "false")], |xml| {
                        xml.text("StartDate", &of.authorization.start)?;
                        xml.text("EndDate", &of.authorization.end)?;
                        xml.text("FullPartTimeIndicator", indicator(&of.schedule))
                    })
                })
            }
            Payload::Old(_) => Err(io::Error::other("a change of an older version")),
        }
    })
}

fn personal(xml: &mut Xml, content: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
    xml.within("PersonalInfo", &[("printForm", "false")], content)
}

fn contact(xml: &mut Xml, profile: &ProfilePayload) -> io::Result<()> {
    let ProfilePayload {
        physical,
        mailing,
        // The request has no place for it (`sevis-batch.md` §2.2).
        mailing_po_box: _,
        us_phone,
        foreign_phone_country,
        foreign_phone,
        // Only children are exempt from a phone; the dry run asks for one.
        no_phone: _,
        // Held back by the dry run.
        emptied: _,
    } = profile;
    if !us_phone.is_empty() || !foreign_phone.is_empty() {
        xml.within("Telephone", &[], |xml| {
            xml.text("TelephoneExemptInd", "N")?;
            xml.within("Phone", &[], |xml| {
                xml.some("USNumber", us_phone)?;
                if foreign_phone.is_empty() {
                    return Ok(());
                }
                xml.within("Foreign", &[], |xml| {
                    xml.some("CountryNumber", foreign_phone_country)?;
                    xml.text("PhoneNumber", foreign_phone)
                })
            })
        })?;
    }
    address(xml, "USAddress", physical)?;
    mailing.as_ref().map_or(Ok(()), |mailing| address(xml, "MailingAddress", mailing))
}

fn address(xml: &mut Xml, name: &str, address: &AddressPayload) -> io::Result<()> {
    let AddressPayload { street, line2, city, state, zip } = address;
    xml.within(name, &[], |xml| {
        xml.text("Address1", street)?;
        xml.some("Address2", line2)?;
        xml.some("City", city)?;
        xml.some("State", state)?;
        // Five digits in a request, though nine come back in answers.
        xml.text("PostalCode", zip.get(..5).unwrap_or(zip))
    })
}

fn job(xml: &mut Xml, entry: &Entry, payload: &EmployerPayload) -> io::Result<()> {
    let EmployerPayload { authorization, recommended, identifier: _, employer: fields, before: _ } =
        payload;
    // A new Form I-20 comes of an extension alone; one for each employer would make replies too large to be read.
    let form = |wanted: &'static str| [("printForm", wanted)];
    if !recommended.is_empty() {
        return xml.within("OPTEmployment", &[], |xml| {
            xml.within("Extend", &form("true"), |xml| {
                xml.text("StartDate", &authorization.start)?;
                xml.text("EndDate", &authorization.end)?;
                xml.text("FullPartTimeIndicator", indicator(recommended))?;
                xml.within("Employer", &[], |xml| employer(xml, fields))
            })
        });
    }
    xml.within("OPTEmployer", &[], |xml| {
        let name = if entry.key.is_some() { "Edit" } else { "Add" };
        xml.within(name, &form("false"), |xml| {
            xml.within("EmploymentIdentifier", &[], |xml| {
                xml.text("StartDate", &authorization.start)?;
                xml.text("EndDate", &authorization.end)
            })?;
            if let Some((name, start)) = &entry.key {
                xml.within("EmployerIdentifier", &[], |xml| {
                    xml.text("EmployerName", name)?;
                    xml.text("StartDate", start)
                })?;
            }
            xml.within("Employer", &[], |xml| employer(xml, fields))
        })
    })
}

fn employer(xml: &mut Xml, fields: &EmployerFields) -> io::Result<()> {
    let EmployerFields {
        name,
        self_employed,
        ein,
        address: place,
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
    } = fields;
    // Of one's own business SEVIS uses the student's name.
    xml.some("EmployerName", if *self_employed { "" } else { name })?;
    address(xml, "EmployerAddress", place)?;
    xml.some("EmployerEIN", ein)?;
    xml.some("SelfEmployed", if *self_employed { "Y" } else { "" })?;
    xml.text("CourseRelevance", relation)?;
    xml.text("FullPartTimeIndicator", indicator(schedule))?;
    xml.text("StartDate", start)?;
    xml.some("EndDate", end.as_deref().unwrap_or_default())?;
    xml.some("SupervisorFirstName", supervisor_first_name)?;
    xml.some("SupervisorLastName", supervisor_last_name)?;
    xml.some("SupervisorPhone", supervisor_phone)?;
    xml.some("SupervisorPhoneExt", supervisor_phone_ext)?;
    xml.some("SupervisorEmail", supervisor_email)?;
    xml.some("StudentsJobTitle", job_title)
}

/// Full or part time as the schema has it (`EmploymentTimeType`).
fn indicator(schedule: &str) -> &'static str {
    if schedule == "part_time" { "02" } else { "01" }
}
