//! What is on record of the students of a chunk. A row of a file is compared with that student's own alone: a chunk has hundreds
//! of students, and each row compared with all of them would take most of an import's time.

use crate::store::entity::{authorization, employer};
use crate::store::imports::Found;
use std::collections::HashMap;
use std::ops::Index;

/// A row of a student's.
pub trait OfStudent {
    /// Whose, by identity.
    fn student_id(&self) -> &str;
}

impl OfStudent for authorization::Model {
    fn student_id(&self) -> &str {
        &self.student_id
    }
}

impl OfStudent for employer::Model {
    fn student_id(&self) -> &str {
        &self.student_id
    }
}

/// Rows in the order in which they came, which finds those of one student at once.
pub struct ByStudent<T> {
    rows: Vec<Found<T>>,
    places: HashMap<String, Vec<usize>>,
}

impl<T: OfStudent> ByStudent<T> {
    /// These rows.
    pub fn new(rows: Vec<Found<T>>) -> Self {
        let mut known = Self { rows: Vec::with_capacity(rows.len()), places: HashMap::new() };
        rows.into_iter().for_each(|found| known.put(None, found));
        known
    }

    /// A student's own, each with its place.
    pub fn of(&self, student: &str) -> impl Iterator<Item = (usize, &Found<T>)> {
        let places = self.places.get(student).into_iter().flatten();
        places.map(|at| (*at, &self.rows[*at]))
    }

    /// Puts one in the place of the same student's at `at`, or behind the others.
    pub fn put(&mut self, at: Option<usize>, found: Found<T>) {
        match at {
            Some(at) => self.rows[at] = found,
            None => {
                let places = self.places.entry(found.row.student_id().to_owned()).or_default();
                places.push(self.rows.len());
                self.rows.push(found);
            }
        }
    }
}

impl<T> Index<usize> for ByStudent<T> {
    type Output = Found<T>;

    fn index(&self, at: usize) -> &Found<T> {
        &self.rows[at]
    }
}
