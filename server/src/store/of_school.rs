//! Rows of a school's students.

use super::entity::student::{Column, Entity};
use sea_orm::ColumnTrait as _;
use sea_orm::sea_query::{Expr, ExprTrait, Query};

/// The student, an expression of the query around it, is of this school. Asked of each row, so that the identities of all of a
/// school's students are never listed.
pub(super) fn is_of(student: Expr, school: &str) -> Expr {
    let mut one = Query::select();
    one.expr(Expr::val(1))
        .from(Entity)
        .and_where(ExprTrait::eq(Expr::col((Entity, Column::Id)), student))
        .and_where(Column::SchoolId.eq(school));
    Expr::exists(one)
}
