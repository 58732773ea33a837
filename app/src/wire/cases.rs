//! Cases on paper: the holder's, the representative's and the help team's pages.

use super::form::{Form, act, form, page_or};
use crate::routes;
use domain::case::{Consent, Status};
use serde::{Deserialize, Serialize};

form! {
    /// A case for the own account.
    AddCaseForm("add_case") hides ["access_code"] on |_| routes::ADD_CASE.to_owned(); {
        /// Receipt number.
        receipt_number,
        /// Online access code.
        access_code,
    }
}

form! {
    /// A new access code.
    AskCodeForm("ask_code") hides [] on |_| routes::ACCESS_CODE.to_owned(); {
        /// Receipt number.
        receipt_number,
    }
}

form! {
    /// A representative asks to see a client's case.
    AskClientForm("ask_client") hides [] on |_| routes::ASK_CLIENT.to_owned(); {
        /// Receipt number.
        receipt_number,
        /// The representative's name.
        your_name,
        /// The firm or organization.
        firm,
    }
}

form! {
    /// What becomes of a consent.
    ConsentForm("consent") hides [] on |_| routes::CASES.to_owned(); {
        /// The consent.
        id,
        /// A `domain::case::Decision`.
        decision,
    }
}

form! {
    /// A case as the help team writes it down.
    CaseForm("case") hides [] on |f| if f.id.is_empty() {
        routes::NEW_CASE.to_owned()
    } else {
        page_or(&routes::help_case(&f.id), routes::HELP_CASES)
    }; {
        /// Empty for a new one.
        id,
        /// Receipt number.
        receipt_number,
        /// The form that was filed, such as I-765.
        form_type,
        /// Whose case it is.
        case_name,
        /// Email on the form, to which access codes go.
        email,
        /// Postal address, for everybody else.
        postal_address,
    }
}

form! {
    /// News of a case. It stands on the page of the case's own form and is shown again with it.
    StatusForm("case") hides []
    on |f| page_or(&routes::help_case(&f.id), routes::HELP_CASES); {
        /// The case.
        id,
        /// A `domain::case::Status`; empty leaves it as it is.
        status,
        /// Said beside it.
        note,
    }
}

form! {
    /// Finds a case by its number.
    FindCaseForm("find_case") hides [] on |_| routes::HELP_CASES.to_owned(); {
        /// Receipt number.
        receipt_number,
    }
}

act! {
    /// Makes an access code to be posted on paper.
    MakeLetterForm("make_letter")
    on |f| page_or(&routes::help_case(&f.id), routes::HELP_CASES)
}

act! {
    /// A letter is posted.
    LetterPostedForm("letter_posted") on |_| routes::HELP_CASES.to_owned()
}

/// A case in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRow {
    /// Its id.
    pub id: String,
    /// Receipt number.
    pub receipt_number: String,
    /// The form that was filed.
    pub form_type: String,
    /// Whose it is.
    pub name: String,
    /// Where it stands.
    pub status: Status,
    /// Since when.
    pub at: String,
}

/// The cases of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasesView {
    /// Own cases.
    pub own: Vec<CaseRow>,
    /// Representatives who asked to see them, or may.
    pub asked: Vec<AskedView>,
    /// The account is a representative's.
    pub representative: bool,
    /// Clients' cases asked for.
    pub clients: Vec<ClientRow>,
}

/// A representative's question, as the client sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedView {
    /// The consent.
    pub id: String,
    /// Of which case.
    pub receipt_number: String,
    /// Name given.
    pub name: String,
    /// Firm given.
    pub firm: String,
    /// Email of the representative's account, which was confirmed.
    pub email: String,
    /// When.
    pub at: String,
    /// Where it stands.
    pub consent: Consent,
}

/// A client's case, as the representative sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientRow {
    /// The consent.
    pub id: String,
    /// As typed: it tells nothing about whether there is such a case.
    pub receipt_number: String,
    /// When it was asked for.
    pub at: String,
    /// Where it stands.
    pub consent: Consent,
    /// The case, once the client has agreed.
    pub case: Option<CaseRow>,
}

/// One case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseView {
    /// The list's row.
    pub row: CaseRow,
    /// Newest first.
    pub events: Vec<CaseEvent>,
    /// It is seen with the client's consent.
    pub client: bool,
}

/// Something that happened in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseEvent {
    /// When.
    pub at: String,
    /// What.
    pub status: Status,
    /// Said beside it.
    pub note: String,
    /// Who wrote it down; for the help team only.
    pub by: String,
}

/// The help team's page of cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpCasesView {
    /// Cases on record.
    pub total: u64,
    /// Changed last.
    pub latest: Vec<CaseRow>,
    /// Access codes to be posted on paper, oldest first.
    pub letters: Vec<CaseRow>,
}

/// A case as the help team sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpCaseView {
    /// The list's row.
    pub row: CaseRow,
    /// Whose it is, and where to reach them; as the form takes it.
    pub form: CaseForm,
    /// Newest first.
    pub events: Vec<CaseEvent>,
    /// Online accounts that hold it.
    pub holders: u64,
    /// A letter to print, until it was posted.
    pub letter: Option<LetterView>,
}

/// An access code on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterView {
    /// Its id.
    pub id: String,
    /// The code; none for whoever has not given the password within the last quarter of an hour.
    pub code: Option<String>,
    /// The last day it works.
    pub until: String,
}
