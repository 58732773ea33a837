//! The result codes of SEVIS in plain words, with what to do (`sevis-batch.md` §7).

/// What a code means, and what an official does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advice {
    /// In plain words.
    pub means: &'static str,
    /// What to do.
    pub todo: &'static str,
}

/// What is not in the table: shown as it came.
const UNKNOWN: Advice = Advice {
    means: "SEVIS gives a code that is not known here",
    todo: "Try once more, then enter it in SEVIS by hand.",
};

/// Each code with its meaning and what to do.
const TABLE: &[(&[&str], &str, &str)] = &[
    (&["S0000"], "Taken", "Nothing."),
    (
        &["S0001"],
        "SEVIS could not read or move the file",
        "Ask for the log first; if there is none, upload the same file again.",
    ),
    (
        &["S0002"],
        "The organization is wrong or not enabled for batches",
        "Check the school code and the certificate with your PDSO. Make a new batch; do not upload this file again.",
    ),
    (
        &["S0003"],
        "The user ID is wrong, locked or lacks permission",
        "Log in to SEVIS once (it locks after 45 days) and check the id. Make a new batch; do not upload this file again.",
    ),
    (&["S0010"], "SEVIS has seen this batch before", "Nothing: fetch its log."),
    (
        &["S0011", "S0012", "S0013"],
        "SEVIS cannot read the file",
        "Report it to whoever runs this portal; the changes go with the next batch.",
    ),
    (&["S0020"], "Some records were refused", "See each; the others are in SEVIS."),
    (&["S0030"], "Not processed yet", "Wait for tomorrow."),
    (&["S0031"], "SEVIS never got this batch", "Upload the same file again."),
    (
        &["S1001", "S1002"],
        "This official is unknown to SEVIS or may not do this",
        "Send it as another official, or let the PDSO change the role.",
    ),
    (
        &["S1003"],
        "No such SEVIS ID at this school",
        "Check the SEVIS ID; was the record transferred out?",
    ),
    (&["S1004", "S1071"], "SEVIS has this already", "Look in SEVIS; then mark it as done by hand."),
    (
        &["S1026", "S1048", "S1049", "S1109"],
        "The campus or school code is missing or not allowed",
        "Ask your PDSO.",
    ),
    (
        &["S1054", "S1106"],
        "The record is not in the status that this needs",
        "Open the record in SEVIS and correct its status first.",
    ),
    (
        &["S1056", "S1057", "S1127"],
        "The visa type does not allow this",
        "Correct the profile in SEVIS.",
    ),
    (&["S1082"], "There are two Initial or Active records", "Close one in SEVIS."),
    (
        &["S1069"],
        "No request in SEVIS has these dates and this schedule",
        "Read the dates in SEVIS, correct the authorization here, send again.",
    ),
    (
        &["S1122", "S1123"],
        "This can no longer be changed",
        "Enter it in SEVIS by hand, or ask for a correction.",
    ),
    (
        &["S1036", "S1137", "S1139"],
        "The education level or major does not allow this training",
        "Check program and CIP code.",
    ),
    (&["S1044"], "It overlaps another OPT", "Cancel the other one first."),
    (
        &["S1124", "S1130"],
        "A STEM extension needs an approved post-completion OPT",
        "Wait for USCIS; if USCIS has approved and SEVIS does not know, ask for a correction.",
    ),
    (&["S1126"], "The extension is there already", "Look in SEVIS."),
    (
        &["S1131"],
        "The validation window is not open, or was used",
        "Wait for the date that SEVIS shows.",
    ),
    (
        &["S1133", "S1134", "S1135", "S1140"],
        "Cap-gap or a change of status stands in the way",
        "Enter it in SEVIS by hand.",
    ),
    (
        &["S1168"],
        "The OPT ended more than 60 days ago",
        "Employment can no longer be reported; write a note in the record.",
    ),
    (&["S1169"], "The OPT is in a state that cannot be updated", "Ask for a correction in SEVIS."),
    (
        &["S1142", "S1143", "S1148"],
        "The name has letters or words that SEVIS does not take",
        "Use the form of the passport’s machine-readable lines.",
    ),
    (&["S1063"], "A US address is needed", "Ask the student."),
    (
        &["S1145", "S1154"],
        "The city, state and ZIP code do not match",
        "Correct them; this cannot be overridden.",
    ),
    (
        &["S1146", "S1155"],
        "The street is not in the postal file",
        "Correct it, or override it in SEVIS by hand.",
    ),
    (&["S1147", "S1156"], "The override needs an explanation", "Explain it in SEVIS."),
    (&["S1160"], "The email is not acceptable", "Ask the student."),
    (
        &["S1163", "S1164", "S1165", "S1166", "S1167"],
        "Phone or email is missing, or was given although the student is exempt",
        "Ask the student.",
    ),
    (
        &["S1067", "S1009", "S1010"],
        "The birth date or the program dates are not valid",
        "Correct them.",
    ),
    (
        &["S1149", "S1150", "S1151", "S1152"],
        "The job’s days are outside the authorization",
        "Move them into it; keep the true days in a note.",
    ),
    (
        &["S1153"],
        "The same employer with the same start is there already",
        "Edit the existing one.",
    ),
    (&["S1157"], "“Seeking employment” is not an employer", "Delete it; it is unemployment."),
    (&["S1158"], "A full-time job on a part-time OPT", "Correct one of them."),
    (&["S1039", "S1159"], "The start is not before the end", "Correct the days."),
    (
        &["S1161", "S1162"],
        "No employer in SEVIS has this name and start",
        "Read the exact spelling and start in SEVIS, enter it by hand.",
    ),
];

/// What a code means.
pub fn advice(code: &str) -> Advice {
    let row = TABLE.iter().find(|(codes, ..)| codes.contains(&code));
    row.map_or(UNKNOWN, |(_, means, todo)| Advice { means, todo })
}
