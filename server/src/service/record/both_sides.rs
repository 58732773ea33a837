//! Both the student's reports and the school's imported file set a record. An import compares three values of each
//! field: the record's, the file's, and the one in the previous file. A value that was
//! reported since the previous file stays, and the difference is listed until an official decides.

use super::super::error::{ServiceError, read_json};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Fields by name; a field may be several values that belong together.
pub type Fields = Map<String, Value>;

/// A value field by field.
pub fn fields_of(value: &impl Serialize) -> Fields {
    match serde_json::to_value(value) {
        Ok(Value::Object(fields)) => fields,
        _ => Fields::new(),
    }
}

/// What the school's file has said of one record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Kept", into = "Kept")]
pub struct Said {
    /// Its last word on each field.
    pub last: Fields,
    /// When the file first had each value (milliseconds since 1970); none where that was not kept yet.
    pub at: BTreeMap<String, i64>,
    /// Fields in which student and file differ, and nobody has decided.
    pub open: BTreeSet<String>,
    /// Fields in which the student's word was chosen over the file's last one.
    pub declined: BTreeSet<String>,
}

/// As it is kept: most records have one instant for all fields, and nothing to decide.
#[derive(Serialize, Deserialize)]
struct Kept {
    last: Fields,
    /// The instant of the fields that `at` does not name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<i64>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    at: BTreeMap<String, i64>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    open: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    declined: BTreeSet<String>,
}

impl From<Said> for Kept {
    fn from(said: Said) -> Self {
        let Said { last, mut at, open, declined } = said;
        // Only where each field has one: of the others none is known.
        let each = last.keys().all(|name| at.contains_key(name));
        let since = at.values().min().copied().filter(|_| each);
        at.retain(|name, instant| Some(*instant) != since || !last.contains_key(name));
        Self { last, since, at, open, declined }
    }
}

impl From<Kept> for Said {
    fn from(kept: Kept) -> Self {
        let Kept { last, since, mut at, open, declined } = kept;
        if let Some(since) = since {
            for name in last.keys() {
                at.entry(name.clone()).or_insert(since);
            }
        }
        Self { last, at, open, declined }
    }
}

/// True for a field in which nobody has said anything.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty() || text == "false",
        Value::Array(parts) => parts.iter().all(is_blank),
        _ => false,
    }
}

impl Said {
    /// As it is kept; empty where no file has said anything yet. What cannot be read is an error: taken for
    /// nothing, the next file would overwrite what a student has reported.
    pub fn read(kept: &str) -> Result<Self, ServiceError> {
        if kept.is_empty() {
            return Ok(Self::default());
        }
        if let Ok(said) = serde_json::from_str(kept) {
            return Ok(said);
        }
        // Kept before there was anything to decide: the last word alone.
        let mut last: Fields = read_json("the file's last word", kept)?;
        last.retain(|_, value| !value.as_array().is_some_and(Vec::is_empty));
        Ok(Self { last, ..Self::default() })
    }

    /// To be kept in place of this: as it stands where it means the same, however it is written. Who compares rows sees no change then.
    pub fn write_over(&self, kept: &str) -> String {
        match Self::read(kept) {
            Ok(same) if same == *self => kept.to_owned(),
            _ => self.write(),
        }
    }

    /// To be kept.
    pub fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What a file says first of a record, at an instant.
    pub fn first(last: Fields, at: i64) -> Self {
        let at = last.keys().map(|name| (name.clone(), at)).collect();
        Self { last, at, ..Self::default() }
    }

    /// Hears the file, which speaks of the fields of `file` at the instant `at`. Gives the record's fields as they are to
    /// be, and those in which the student's newer word stays.
    pub fn hear(
        &mut self,
        file: &Fields,
        record: &Fields,
        (file_decides, at): (bool, i64),
    ) -> (Fields, Vec<String>) {
        let (mut merged, mut stays) = (record.clone(), Vec::new());
        for (name, word) in file {
            let stored = record.get(name).unwrap_or(&Value::Null);
            let last = self.last.get(name);
            // Of what the file never said, nothing on record is the student's word either.
            let untouched = last.map_or_else(|| is_blank(stored), |last| last == stored);
            if word == stored || untouched || file_decides {
                merged.insert(name.clone(), word.clone());
                self.open.remove(name);
                self.declined.remove(name);
            } else {
                if last != Some(word) {
                    self.declined.remove(name);
                }
                if !self.declined.contains(name) {
                    self.open.insert(name.clone());
                    stays.push(name.clone());
                }
            }
            if self.last.insert(name.clone(), word.clone()).as_ref() != Some(word) {
                self.at.insert(name.clone(), at);
            }
        }
        (merged, stays)
    }

    /// The fields that are open and still differ, with the file's word.
    pub fn differences<'a>(&'a self, record: &'a Fields) -> Vec<(&'a str, &'a Value, &'a Value)> {
        let open = self.open.iter().filter_map(|name| {
            let (file, stored) = (self.last.get(name)?, record.get(name)?);
            (file != stored).then_some((name.as_str(), file, stored))
        });
        open.collect()
    }

    /// Decides an open field: the record's word stays.
    pub fn decline(&mut self, name: &str) {
        if self.open.remove(name) {
            self.declined.insert(name.to_owned());
        }
    }

    /// Decides an open field: the file's word is taken, which is given.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        self.open.remove(name).then(|| self.last.get(name).cloned()).flatten()
    }
}
