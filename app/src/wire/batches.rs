//! The way to SEVIS in the console.

use super::SevisState;
use super::form::{Form, form, page_or};
use crate::routes;
use domain::sevis_state::{BatchState, SevisWay};
use serde::{Deserialize, Serialize};

form! {
    /// Notes that a change was entered in SEVIS by hand (`done`), or sends a refused one again (`again`).
    ByHandForm("by_hand") kept false hides [] on |_| routes::BATCHES.to_owned(); {
        /// The change.
        id,
        /// `done`, `again`, or `undo`.
        act,
        /// What is noted as proof, such as the day or a ticket; at most 200.
        proof,
    }
}

form! {
    /// Makes the next batch.
    MakeBatchForm("make_batch") kept false hides [] on |_| routes::BATCHES.to_owned(); {
        /// Nothing to say.
        id,
    }
}

form! {
    /// Discards a batch whose file never left.
    DiscardBatchForm("discard_batch") kept false hides []
    on |f| page_or(&routes::batch(&f.id), routes::BATCHES); {
        /// The batch.
        id,
        /// `on` where the official says that the file was uploaded nowhere.
        never_left,
    }
}

form! {
    /// Brings an answer of SEVIS.
    AnswerForm("batch_answer") kept false hides [] on |_| routes::BATCHES.to_owned(); {
        /// Nothing to say.
        id,
    }
}

/// What waits for SEVIS, and what left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchesView {
    /// How the school passes changes on.
    pub way: SevisWay,
    /// What it lacks for batches; empty for nothing.
    pub lacks: String,
    /// Until when everything rests, since SEVIS is out; empty for not.
    pub rests: String,
    /// Changes that the next batch takes.
    pub clean: usize,
    /// What an official has to do.
    pub tasks: Vec<TaskRow>,
    /// More than are shown.
    pub more: bool,
    /// Batches, newest first.
    pub batches: Vec<BatchRow>,
}

/// Something that an official has to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskRow {
    /// The change.
    pub id: String,
    /// The record.
    pub student: String,
    /// Full name.
    pub name: String,
    /// SEVIS ID.
    pub sevis_id: String,
    /// What changes.
    pub what: String,
    /// Since when it waits.
    pub at: String,
    /// Where it stands.
    pub state: SevisState,
    /// Where it is entered in SEVIS.
    pub path: String,
    /// What is entered.
    pub fields: Vec<TaskField>,
    /// What keeps it from a batch, and what SEVIS answered: what is wrong, and what to do.
    pub reasons: Vec<(String, String)>,
}

/// A field that an official enters in SEVIS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskField {
    /// What it is called.
    pub label: String,
    /// What is entered; empty where it is emptied.
    pub value: String,
    /// What stood there before; empty for the same, or where that is not known.
    pub was: String,
}

/// A batch in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchRow {
    /// `BatchID`.
    pub id: String,
    /// When it was made.
    pub at: String,
    /// Where it stands.
    pub state: BatchState,
    /// What SEVIS said of the whole, in words; empty for nothing.
    pub answer: String,
    /// What kept the portal from sending it or asking for it, as told; empty for nothing.
    pub trouble: String,
}

/// One batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchView {
    /// As in the list.
    pub row: BatchRow,
    /// `OrgID` and `userID`.
    pub sender: (String, String),
    /// By whom it was made; empty for the command line.
    pub by: String,
    /// SHA-256 of its file.
    pub hash: String,
    /// It can be discarded: nobody has heard of its file.
    pub discards: bool,
    /// What SEVIS answered, oldest first.
    pub answers: Vec<BatchAnswerRow>,
    /// Its records.
    pub records: Vec<BatchRecordRow>,
}

/// An answer to a batch, as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchAnswerRow {
    /// Identity.
    pub id: String,
    /// When it was read.
    pub at: String,
    /// By whom; empty where the portal asked, or for the command line.
    pub by: String,
    /// SHA-256.
    pub hash: String,
    /// How long it is.
    pub bytes: usize,
}

/// A record of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchRecordRow {
    /// `requestID`.
    pub id: String,
    /// The student's record and name, while there is one.
    pub student: Option<(String, String)>,
    /// SEVIS ID.
    pub sevis_id: String,
    /// What it changes.
    pub what: String,
    /// `confirmed`, `refused`, or empty for no answer yet; in words.
    pub status: String,
    /// The answer as it came, with what it means.
    pub answer: String,
}
