//! Which column of a school's file is which of ours.

use super::super::input::Input;
use super::super::reader::{self, Columns};
use super::super::{authorizations, employers, sevis_rows, students};
use crate::service::ServiceError;
use crate::service::error::{read_json, write_json};
use crate::store::entity::{import_file, school};
use domain::import::{ImportKind, guess};
use std::collections::BTreeMap;

/// Our columns by a file's own.
pub type Names = BTreeMap<String, String>;

/// The columns of a kind of file.
pub fn ours(kind: ImportKind) -> &'static Columns {
    match kind {
        ImportKind::Students => &students::COLUMNS,
        ImportKind::Authorizations => &authorizations::COLUMNS,
        ImportKind::Employers => &employers::COLUMNS,
        ImportKind::SevisList => &sevis_rows::COLUMNS,
    }
}

/// All of them, the required ones first.
pub fn all(kind: ImportKind) -> Vec<&'static str> {
    let Columns { required, optional } = ours(kind);
    required.iter().chain(*optional).copied().collect()
}

/// What a school has named before, by kind of file.
pub fn remembered(school: &school::Model) -> Result<BTreeMap<String, Names>, ServiceError> {
    match school.import_columns.as_str() {
        "" => Ok(BTreeMap::new()),
        text => read_json("columns", text),
    }
}

/// Names as they are kept for a file.
pub fn of_file(row: &import_file::Model) -> Result<Names, ServiceError> {
    read_json("columns", &row.columns)
}

/// As they are kept.
pub fn write(names: &Names) -> Result<String, ServiceError> {
    write_json("columns", names)
}

/// A stored file to be read.
pub fn input(row: import_file::Model) -> Result<Input, ServiceError> {
    let columns = of_file(&row)?;
    Ok(Input { name: row.name.into(), bytes: Some(row.bytes.into()), columns })
}

/// True for a header of which each required column is named, or is most likely it.
fn has_required(
    kind: ImportKind,
    names: &[String],
    known: &dyn Fn(&str) -> Option<String>,
) -> bool {
    let all = all(kind);
    let name = |own: &String| known(own).or_else(|| guess(own, &all).map(str::to_owned));
    let found: Vec<String> = names.iter().filter_map(name).collect();
    ours(kind).required.iter().all(|column| found.iter().any(|known| known == column))
}

/// The header of the list in a file.
pub fn header(kind: ImportKind, input: &Input) -> Result<Vec<String>, String> {
    let known = |own: &str| input.columns.get(own).cloned();
    reader::header(input, &|names| has_required(kind, names, &known))
}

/// The columns of a file as the school named them before, else as they most likely are.
pub fn proposed(kind: ImportKind, input: &Input, before: &Names) -> Result<Names, String> {
    let ours = all(kind);
    let mut names = Names::new();
    let own = |own: &str| before.get(own).cloned();
    for header in reader::header(input, &|names| has_required(kind, names, &own))? {
        let known = before.get(&header).cloned();
        let guessed = || guess(&header, &ours).map(str::to_owned);
        // Two that seem to be the same are asked.
        let free = |name: &String| name.is_empty() || !names.values().any(|taken| taken == name);
        if let Some(name) = known.or_else(guessed).filter(free) {
            names.insert(header, name);
        }
    }
    Ok(names)
}

/// What is missing before a file can be read: its own columns that nobody has named, and our required
/// ones that it has not.
pub fn missing(kind: ImportKind, input: &Input) -> Result<Vec<String>, String> {
    let header = header(kind, input)?;
    let named = |ours: &&&str| !header.iter().any(|own| input.column(own) == **ours);
    let lacking = ours(kind).required.iter().filter(named).map(|name| (*name).to_owned());
    let unknown = header.iter().filter(|own| !input.columns.contains_key(*own)).cloned();
    Ok(lacking.chain(unknown).collect())
}
