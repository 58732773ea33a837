//! A subquery of the ids of a school's students, for rows that belong to them.

use super::entity::student::{Column, Entity};
use sea_orm::ColumnTrait as _;
use sea_orm::sea_query::{Query, SelectStatement};

/// The identities of a school's students, for what hangs on them.
pub(super) fn students(school: &str) -> SelectStatement {
    let mut ids = Query::select();
    ids.column(Column::Id).from(Entity).and_where(Column::SchoolId.eq(school));
    ids
}
