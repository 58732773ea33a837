//! The label of each field, by its posted name.

/// The label as it stands at the field and in the summary of faults.
pub fn label(field: &str) -> &'static str {
    match field {
        "sevis_id" => "SEVIS ID",
        "email" => "Email",
        "current" => "Current password",
        "password" => "Password",
        "confirm" => "Confirm password",
        "street" | "mailing_street" => "Street address",
        "line2" | "mailing_line2" => "Address line 2",
        "city" | "mailing_city" => "City",
        "state" | "mailing_state" => "State",
        "zip" | "mailing_zip" => "ZIP code",
        "mailing_po_box" => "This is a P.O. box",
        "us_phone" => "US phone",
        "foreign_phone_country" => "Country calling code",
        "foreign_phone" => "Phone outside the US",
        "no_phone" => "I have no phone",
        "name" => "Employer name",
        "self_employed" => "I am self-employed",
        "ein" => "EIN",
        "job_title" => "Job title",
        "schedule" => "Schedule",
        "start_date" => "Start date",
        "end_date" => "End date",
        "supervisor_first_name" => "Supervisor first name",
        "supervisor_last_name" => "Supervisor last name",
        "supervisor_phone" => "Supervisor phone",
        "supervisor_phone_ext" => "Extension",
        "supervisor_email" => "Supervisor email",
        "relation" => "How this job relates to your field of study",
        "late_reason" => "Why this report is late",
        "q" => "Name, SEVIS ID or email",
        _ => "This form",
    }
}
