//! Who may read what. A new page is not complete without its line.

use super::lines::Who;
use super::people::People;
use super::stage::Stage;
use crate::support::{Browser, TestPortal};

/// Who may read a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// Anybody: it holds nothing of anybody's, or only what the token in its address opens.
    Anyone,
    /// Its own words for every state of a login: nothing of anybody's before a password is given.
    Steps,
    /// The student it is about.
    Student,
    /// Whoever has an account, about the own one.
    Account,
    /// The holder of an online account, about what is the holder's.
    Holder,
    /// The holder it is about, and the help team.
    Writer,
    /// An official of the school.
    Official,
    /// The principal official of the school.
    Principal,
    /// The help team.
    HelpTeam,
    /// The demo alone, on this machine.
    Demo,
}

pub const PATHS: &[(&str, Read)] = &[
    ("/", Read::Anyone),
    ("/register", Read::Anyone),
    ("/login", Read::Anyone),
    ("/forgot", Read::Anyone),
    ("/reset", Read::Anyone),
    ("/confirm", Read::Anyone),
    ("/confirm-email", Read::Anyone),
    ("/not-me", Read::Anyone),
    ("/check-receipt", Read::Anyone),
    ("/record-copy", Read::Anyone),
    ("/record-copy/record.pdf", Read::Steps),
    ("/record-copy/record.json", Read::Steps),
    ("/record.pdf", Read::Student),
    ("/record.json", Read::Student),
    ("/employer-plan", Read::Anyone),
    ("/help", Read::Anyone),
    ("/accessibility", Read::Anyone),
    ("/help/faq", Read::Anyone),
    ("/help/tools", Read::Anyone),
    ("/help/tools/{at}", Read::Anyone),
    ("/sign-up", Read::Anyone),
    ("/log-in-again", Read::Anyone),
    ("/account/email", Read::Anyone),
    ("/account/questions", Read::Anyone),
    ("/cases/add", Read::Anyone),
    ("/cases/access-code", Read::Anyone),
    ("/cases/ask-client", Read::Anyone),
    ("/session", Read::Anyone),
    ("/employer-plan/{section}", Read::Steps),
    ("/sign-up/confirm", Read::Steps),
    ("/sign-up/{step}", Read::Steps),
    ("/sign-up/backup-code.txt", Read::Steps),
    ("/verify", Read::Steps),
    ("/verify/backup-code", Read::Steps),
    ("/verify/lost", Read::Steps),
    ("/second-step", Read::Steps),
    ("/second-step/confirm", Read::Steps),
    ("/attest", Read::Student),
    ("/profile", Read::Student),
    ("/history", Read::Student),
    ("/validation", Read::Student),
    ("/deadlines", Read::Student),
    ("/deadlines.ics", Read::Student),
    ("/job-ended/{id}", Read::Student),
    ("/training-plan", Read::Student),
    ("/training-plan/{id}", Read::Student),
    ("/training-plan/{id}/edit/{section}", Read::Student),
    ("/training-plan/{id}/evaluation/{kind}", Read::Student),
    ("/training-plan/{id}/paper", Read::Student),
    ("/training-plan/{id}/plan.pdf", Read::Student),
    ("/inbox", Read::Student),
    ("/inbox/choices", Read::Student),
    ("/employment", Read::Student),
    ("/employment/new", Read::Student),
    ("/employment/{id}", Read::Student),
    ("/employment/{id}/edit", Read::Student),
    ("/receipts/{id}", Read::Student),
    ("/account/online", Read::Student),
    ("/account", Read::Account),
    ("/account/security", Read::Account),
    ("/account/backup-codes.txt", Read::Account),
    ("/account/my-data.json", Read::Account),
    ("/account/seen", Read::Account),
    ("/home", Read::Holder),
    ("/messages", Read::Holder),
    ("/messages/new", Read::Holder),
    ("/cases", Read::Holder),
    ("/cases/{id}", Read::Holder),
    ("/messages/{id}", Read::Writer),
    ("/files/{id}", Read::Writer),
    ("/console", Read::Official),
    ("/console/students", Read::Official),
    ("/console/students/{id}", Read::Official),
    ("/console/students/{id}/merge", Read::Official),
    ("/console/students/{id}/{what}/{of}", Read::Official),
    ("/console/both-sides", Read::Official),
    ("/console/alerts", Read::Official),
    ("/console/alerts.csv", Read::Official),
    ("/console/alerts.xlsx", Read::Official),
    ("/console/numbers", Read::Official),
    ("/console/batches", Read::Official),
    ("/console/batches/{id}", Read::Official),
    ("/console/batches/{id}/batch.xml", Read::Official),
    ("/console/batches/{id}/answers/{answer}", Read::Official),
    ("/console/import", Read::Official),
    ("/console/import/{id}", Read::Official),
    ("/console/review", Read::Official),
    ("/console/review/{id}", Read::Official),
    ("/console/review.csv", Read::Official),
    ("/console/review.xlsx", Read::Official),
    ("/console/plans", Read::Official),
    ("/console/plans/{id}", Read::Official),
    ("/console/plans/{id}/plan.pdf", Read::Official),
    ("/console/audit", Read::Principal),
    ("/console/officials", Read::Principal),
    ("/console/school", Read::Principal),
    ("/console/messages", Read::HelpTeam),
    ("/console/cases", Read::HelpTeam),
    ("/console/cases/new", Read::HelpTeam),
    ("/console/cases/{id}", Read::HelpTeam),
    ("/mailbox", Read::Demo),
    ("/gallery", Read::Demo),
];

/// The path about this very thing.
fn about(path: &str, (student, holder, school): (&Stage, &Stage, &Stage)) -> String {
    let id = match path {
        "/employment/{id}" | "/employment/{id}/edit" | "/job-ended/{id}" => &student.employer,
        "/console/students/{id}"
        | "/console/students/{id}/merge"
        | "/console/students/{id}/{what}/{of}" => &student.student,
        "/console/import/{id}" => &school.checked,
        batch if batch.starts_with("/console/batches/") => &school.batch,
        "/console/review/{id}" => &school.review,
        "/receipts/{id}" => &student.receipt,
        plan if plan.starts_with("/training-plan/") => &student.accepted,
        plan if plan.starts_with("/console/plans/") => &student.accepted,
        "/messages/{id}" => &holder.thread,
        "/files/{id}" => &holder.file,
        "/cases/{id}" | "/console/cases/{id}" => &holder.held,
        _ => "",
    };
    let path = path.replace("{what}", "employers").replace("{of}", &student.employer);
    let path = path.replace("{answer}", &school.answer);
    let path = path.replace("{section}", "student").replace("{kind}", "progress");
    path.replace("{id}", id).replace("{at}", "start").replace("{step}", "password")
}

/// Only the right readers see a page; each of them does.
pub async fn everybody(p: &TestPortal, people: &mut People) {
    let mut student = Stage::set(p, people, Who::Student, 1).await;
    let mut holder = Stage::set(p, people, Who::Holder, 1).await;
    let school = Stage::set(p, people, Who::Official, 3).await;
    for (path, read) in PATHS {
        let address = about(path, (&student, &holder, &school));
        let (may, may_not) = readers(p, people, *read, &mut student, &mut holder);
        for (who, mut browser) in may_not {
            let answer = browser.get(&address).await;
            assert_ne!(answer.status.as_u16(), 200, "{path}: {who}: {}", answer.body);
            for theirs in ["Harbor Robotics", "My card", "s101@test.test", "line1@test.test"] {
                assert!(!answer.body.contains(theirs), "{path}: {who} reads {theirs}");
            }
        }
        for mut browser in may {
            let answer = browser.get(&address).await;
            assert_eq!(answer.status.as_u16(), 200, "{path}: {}", answer.location());
        }
    }
}

type Readers = (Vec<Browser>, Vec<(&'static str, Browser)>);

fn readers(
    p: &TestPortal,
    people: &People,
    read: Read,
    student: &mut Stage,
    holder: &mut Stage,
) -> Readers {
    let copy = |browser: &Browser| People::copy(p, browser);
    let own = |stage: &mut Stage| People::copy(p, stage.browser.as_ref().expect("its browser"));
    let (owner, client) = (own(student), own(holder));
    let all = || {
        vec![
            ("nobody", p.browser()),
            ("another student", copy(&people.student)),
            ("another holder", copy(&people.holder.browser)),
            ("an official", copy(&people.official)),
            ("another school", copy(&people.stranger)),
            ("the help team", copy(&people.team)),
        ]
    };
    let but = |who: &[&str]| -> Vec<_> {
        all().into_iter().filter(|(name, _)| !who.contains(name)).collect()
    };
    match read {
        Read::Anyone => (all().into_iter().map(|(_, browser)| browser).collect(), Vec::new()),
        Read::Steps | Read::Demo => (Vec::new(), Vec::new()),
        // Pages without an id show whoever asks what is theirs.
        Read::Student => (vec![owner], but(&["another student"])),
        Read::Account => (vec![owner, client], vec![("nobody", p.browser())]),
        Read::Holder => (vec![client], but(&["another holder"])),
        Read::Writer => (vec![client, copy(&people.team)], but(&["the help team"])),
        Read::Official => (vec![copy(&people.official)], but(&["an official", "another school"])),
        Read::Principal => (vec![copy(&people.principal)], but(&[])),
        Read::HelpTeam => (vec![copy(&people.team)], but(&["the help team"])),
    }
}

/// What is about one thing, another of the same role may not read either.
pub async fn others_things(p: &TestPortal, people: &mut People) {
    let mut student = Stage::set(p, people, Who::Student, 2).await;
    let mut holder = Stage::set(p, people, Who::Holder, 2).await;
    let school = Stage::set(p, people, Who::Official, 4).await;
    for (path, read) in PATHS.iter().filter(|(path, _)| path.contains("{id}")) {
        let address = about(path, (&student, &holder, &school));
        let mut other = match read {
            Read::Student => People::copy(p, &people.student),
            Read::Holder | Read::Writer => People::copy(p, &people.holder.browser),
            Read::Official => People::copy(p, &people.stranger),
            _ => continue,
        };
        let answer = other.get(&address).await;
        assert_eq!(answer.status.as_u16(), 404, "{path}: {}", answer.body);
        let missing = other.get(&address.replace(|c: char| c.is_ascii_digit(), "0")).await;
        assert_eq!(missing.status.as_u16(), 404, "{path}: as if it were not there");
    }
    let _ = (student.browser.take(), holder.browser.take());
}
