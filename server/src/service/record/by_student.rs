//! What belongs to students, by their identity.

use std::collections::HashMap;

/// Sorts rows by the student that each is of.
pub fn by_student<T>(rows: Vec<T>, of: impl Fn(&T) -> String) -> HashMap<String, Vec<T>> {
    let mut all: HashMap<String, Vec<T>> = HashMap::new();
    for row in rows {
        all.entry(of(&row)).or_default().push(row);
    }
    all
}

/// What one student has of it.
pub fn own<'m, T>(all: &'m HashMap<String, Vec<T>>, student: &str) -> &'m [T] {
    all.get(student).map_or(&[], Vec::as_slice)
}
