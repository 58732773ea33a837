//! Uploads of files to be imported.

use super::entity::import_draft::{Column, Entity, Model};
use domain::import::ImportState;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

by_id!(import_draft);
lock!(import_draft);
insert!(import_draft);
update!(import_draft);

/// The newest uploads of a school.
pub async fn of_school(
    db: &impl ConnectionTrait,
    school: &str,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let own = Entity::find().filter(Column::SchoolId.eq(school));
    own.order_by_desc(Column::CreatedAt).limit(limit).all(db).await
}

/// Uploads of a school that are neither imported nor discarded, the newest first.
pub async fn undecided(db: &impl ConnectionTrait, school: &str) -> Result<Vec<Model>, DbErr> {
    let decided = [ImportState::Done.code(), ImportState::Discarded.code()];
    let own = Entity::find().filter(Column::SchoolId.eq(school));
    let open = own.filter(Column::State.is_not_in(decided));
    open.order_by_desc(Column::CreatedAt).all(db).await
}

/// What is to be checked or imported, oldest first.
pub async fn due(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    let states = [ImportState::Checking.code(), ImportState::Wanted.code()];
    let due = Entity::find().filter(Column::State.is_in(states));
    due.order_by_asc(Column::CreatedAt).all(db).await
}

/// An upload that was to be imported is done, and its files are forgotten; false where it was not to be imported any more.
pub async fn finish(tx: &impl ConnectionTrait, id: &str) -> Result<bool, DbErr> {
    let done = Entity::update_many()
        .col_expr(Column::State, Expr::value(ImportState::Done.code()))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(ImportState::Wanted.code()))
        .exec(tx)
        .await?;
    files::forget(tx, id).await?;
    Ok(done.rows_affected == 1)
}

/// Uploads that nobody has decided since.
pub async fn left_since(db: &impl ConnectionTrait, before: i64) -> Result<Vec<Model>, DbErr> {
    let states =
        [ImportState::Columns.code(), ImportState::Checked.code(), ImportState::Refused.code()];
    let left = Entity::find().filter(Column::State.is_in(states));
    left.filter(Column::CreatedAt.lt(before)).all(db).await
}

/// The files of uploads.
pub mod files {
    use crate::store::code::Code;
    use crate::store::entity::import_file::{Column, Entity, Model};
    use domain::import::ImportKind;
    use sea_orm::sea_query::Expr;
    use sea_orm::{
        ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    };

    insert!(import_file);

    /// The files of an upload.
    pub async fn of(db: &impl ConnectionTrait, draft: &str) -> Result<Vec<Model>, DbErr> {
        Entity::find().filter(Column::Draft.eq(draft)).all(db).await
    }

    /// Which files an upload has: their identities, and of what they are.
    pub async fn kinds(
        db: &impl ConnectionTrait,
        draft: &str,
    ) -> Result<Vec<(String, ImportKind)>, DbErr> {
        let own = Entity::find().select_only().column(Column::Id).column(Column::Kind);
        let rows: Vec<(String, Code<ImportKind>)> =
            own.filter(Column::Draft.eq(draft)).into_tuple().all(db).await?;
        Ok(rows.into_iter().map(|(id, kind)| (id, kind.0)).collect())
    }

    /// Names a file's columns.
    pub async fn name(tx: &impl ConnectionTrait, id: &str, columns: String) -> Result<(), DbErr> {
        let named = Entity::update_many().filter(Column::Id.eq(id));
        named.col_expr(Column::Columns, Expr::value(columns)).exec(tx).await.map(drop)
    }

    /// True for an upload with a file of this kind that is not forgotten yet.
    pub async fn has(
        db: &impl ConnectionTrait,
        draft: &str,
        kind: ImportKind,
    ) -> Result<bool, DbErr> {
        let of = Entity::find().filter(Column::Draft.eq(draft));
        Ok(of.filter(Column::Kind.eq(kind.code())).count(db).await? > 0)
    }

    /// Forgets the files of an upload: what it says of students is not kept twice.
    pub async fn forget(tx: &impl ConnectionTrait, draft: &str) -> Result<(), DbErr> {
        Entity::delete_many().filter(Column::Draft.eq(draft)).exec(tx).await.map(drop)
    }
}
