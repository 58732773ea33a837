//! A query that every page asks with another key. To build one of a hundred columns takes as long as to answer it, so it is
//! built once for each kind of database.

use sea_orm::sea_query::Value;
use sea_orm::{DbBackend, Statement};
use std::sync::OnceLock;

/// What stands for the key while the query is built; no identity looks like it.
const KEY: &str = "\u{0}key";

/// A query with one key.
pub struct Fixed {
    sqlite: OnceLock<Statement>,
    postgres: OnceLock<Statement>,
}

impl Fixed {
    /// Not built yet.
    pub const fn new() -> Self {
        Self { sqlite: OnceLock::new(), postgres: OnceLock::new() }
    }

    /// The query for this key; `build` makes it of whatever key it is given.
    pub fn of(
        &self,
        backend: DbBackend,
        key: &str,
        build: impl FnOnce(&str) -> Statement,
    ) -> Statement {
        let built = if backend == DbBackend::Postgres { &self.postgres } else { &self.sqlite };
        let mut statement = built.get_or_init(|| build(KEY)).clone();
        let values = statement.values.iter_mut().flat_map(|values| &mut values.0);
        for value in values.filter(|value| **value == Value::from(KEY)) {
            *value = key.into();
        }
        statement
    }
}
