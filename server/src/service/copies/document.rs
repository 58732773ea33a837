//! A copy as a PDF.

use super::super::error::ServiceError;
use super::record_copy::{Fact, ReceiptCopy, RecordCopy};
use crate::pdf::{Paper, made};
use app::wire::{HistoryEntry, HistoryKind};

fn facts(paper: &mut Paper, facts: &[Fact]) {
    for Fact { label, value } in facts {
        paper.fact(label, value);
    }
}

fn receipt(paper: &mut Paper, one: &ReceiptCopy) {
    paper.heading(2, &format!("{}: {}", one.event, one.at_words));
    paper.fact("Number", &one.number);
    match one.code.as_str() {
        "" => paper.fact("Code", "None: made before receipts had codes"),
        code => paper.fact("Code", code),
    }
    if one.days_late > 0 {
        paper.fact("Days late", &one.days_late.to_string());
    }
    facts(paper, &one.says);
}

fn entry(paper: &mut Paper, HistoryEntry { at, what }: &HistoryEntry) {
    match what {
        HistoryKind::Change { event, doer, name, changes } => {
            let who = match name.as_str() {
                "" => doer.words().to_owned(),
                name => format!("{} ({name})", doer.words()),
            };
            let none = |value: &str| match value {
                "" => "none".to_owned(),
                value => value.to_owned(),
            };
            let mut lines = vec![format!("{}, {who}", event.words())];
            lines.extend(changes.iter().map(|change| match change.old.as_str() {
                "" => format!("{}: {}", change.field, none(&change.new)),
                old => format!("{}: {old}, then {}", change.field, none(&change.new)),
            }));
            paper.fact(at, &lines.join("\n"));
        }
        HistoryKind::Mail { subject, to, state } => {
            paper.fact(at, &format!("Email: {subject}\n{}", state.line(to)));
        }
    }
}

/// The whole copy on paper.
fn paper(copy: &RecordCopy) -> Paper {
    let mut paper = Paper::new(&format!("Record of {}", copy.person.name()));
    paper.heading(1, "Practical training record");
    paper.text(&format!("A copy of what the portal of {} has on record. It was made by Foothold and is not a government document.", copy.person.school));
    paper.fact("Name", &copy.person.name());
    paper.fact("SEVIS ID", &copy.person.sevis_id);
    paper.fact("School", &copy.person.school);
    paper.fact("Made", &copy.made_at_words);
    paper.heading(1, "Address and phone");
    facts(&mut paper, &copy.profile);
    if let Some(count) = &copy.unemployment {
        paper.heading(1, "Days of unemployment");
        paper.fact(&format!("On {}", count.as_of), &format!("{} of {}", count.used, count.allowed));
    }
    paper.heading(1, "Authorizations and employers");
    for one in &copy.authorizations {
        paper.heading(2, "Authorization");
        facts(&mut paper, &one.facts);
        for employer in &one.employers {
            paper.heading(2, "Employer");
            facts(&mut paper, employer);
        }
    }
    paper.heading(1, "Receipts");
    paper.text(&format!(
        "Anybody can check a receipt by its number and code: {}",
        copy.check_receipts_at
    ));
    copy.receipts.iter().for_each(|one| receipt(&mut paper, one));
    paper.heading(1, "History");
    copy.history.iter().for_each(|one| entry(&mut paper, one));
    paper
}

/// The bytes of the PDF.
pub async fn pdf(copy: &RecordCopy) -> Result<Vec<u8>, ServiceError> {
    made(paper(copy)).await.map_err(ServiceError::Internal)
}
