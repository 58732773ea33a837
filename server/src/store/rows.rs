//! Macros for the queries that most aggregates have. The caller changes fields of a whole row that it has
//! locked, so that no column can be forgotten.

/// A row by its identity.
macro_rules! by_id {
    ($entity:ident) => {
        /// A row by its identity.
        pub async fn by_id(
            db: &impl sea_orm::ConnectionTrait,
            id: &str,
        ) -> Result<Option<crate::store::entity::$entity::Model>, sea_orm::DbErr> {
            use sea_orm::EntityTrait as _;
            crate::store::entity::$entity::Entity::find_by_id(id).one(db).await
        }
    };
}

/// A row by its identity, kept from others until the transaction ends.
macro_rules! lock {
    ($entity:ident) => {
        /// A row by its identity, kept from others until the transaction ends.
        pub async fn lock(
            tx: &impl sea_orm::ConnectionTrait,
            id: &str,
        ) -> Result<Option<crate::store::entity::$entity::Model>, sea_orm::DbErr> {
            use sea_orm::{EntityTrait as _, QuerySelect as _};
            crate::store::entity::$entity::Entity::find_by_id(id).lock_exclusive().one(tx).await
        }
    };
}

/// Adds a row.
macro_rules! insert {
    ($entity:ident) => {
        /// Adds a row.
        pub async fn insert(
            tx: &impl sea_orm::ConnectionTrait,
            row: crate::store::entity::$entity::Model,
        ) -> Result<(), sea_orm::DbErr> {
            use sea_orm::EntityTrait as _;
            let row = crate::store::entity::$entity::ActiveModel::from(row);
            crate::store::entity::$entity::Entity::insert(row)
                .exec_without_returning(tx)
                .await
                .map(drop)
        }
    };
}

/// Adds many rows.
macro_rules! insert_all {
    ($entity:ident) => {
        /// Adds rows, however many.
        pub async fn insert_all(
            tx: &impl sea_orm::ConnectionTrait,
            rows: Vec<crate::store::entity::$entity::Model>,
        ) -> Result<(), sea_orm::DbErr> {
            use crate::store::entity::$entity::{ActiveModel, Entity};
            use sea_orm::EntityTrait as _;
            let mut rows = rows.into_iter().map(ActiveModel::from).peekable();
            while rows.peek().is_some() {
                let some: Vec<_> = rows.by_ref().take(200).collect();
                Entity::insert_many(some).exec_without_returning(tx).await?;
            }
            Ok(())
        }
    };
}

/// Writes a whole row, which the caller has locked.
macro_rules! update {
    ($entity:ident) => {
        /// Writes a whole row, which the caller has locked.
        pub async fn update(
            tx: &impl sea_orm::ConnectionTrait,
            row: crate::store::entity::$entity::Model,
        ) -> Result<(), sea_orm::DbErr> {
            use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _};
            let row = row.into_active_model().reset_all();
            crate::store::entity::$entity::Entity::update(row)
                .exec_without_returning(tx)
                .await
                .map(drop)
        }
    };
}

/// Writes what differs of a row.
macro_rules! change {
    ($entity:ident) => {
        /// Writes what differs of a row from how the caller has locked it: an index is written only where one of its columns
        /// changes. Nothing where nothing does.
        pub async fn change(
            tx: &impl sea_orm::ConnectionTrait,
            was: &crate::store::entity::$entity::Model,
            is: crate::store::entity::$entity::Model,
        ) -> Result<(), sea_orm::DbErr> {
            use crate::store::entity::$entity::{Column, Entity};
            use sea_orm::{
                ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _,
                Iterable as _, QueryFilter as _,
            };
            let id = was.id.as_str();
            let (was, mut is) =
                (was.clone().into_active_model(), is.into_active_model().reset_all());
            for column in Column::iter() {
                if was.get(column).into_value() == is.get(column).into_value() {
                    is.not_set(column);
                }
            }
            Entity::update_many().set(is).filter(Column::Id.eq(id)).exec(tx).await.map(drop)
        }
    };
}

/// Removes a row.
macro_rules! delete {
    ($entity:ident) => {
        /// Removes a row.
        pub async fn delete(
            tx: &impl sea_orm::ConnectionTrait,
            id: &str,
        ) -> Result<(), sea_orm::DbErr> {
            use sea_orm::EntityTrait as _;
            crate::store::entity::$entity::Entity::delete_by_id(id).exec(tx).await.map(drop)
        }
    };
}

/// How many rows an owner has since an instant.
macro_rules! count_since {
    ($(#[$what:meta])* $entity:ident, $owner:ident, $at:ident) => {
        $(#[$what])*
        pub async fn count_since(
            db: &impl sea_orm::ConnectionTrait,
            owner: &str,
            since: i64,
        ) -> Result<u64, sea_orm::DbErr> {
            use crate::store::entity::$entity::{Column, Entity};
            use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};
            Entity::find()
                .filter(Column::$owner.eq(owner))
                .filter(Column::$at.gt(since))
                .count(db)
                .await
        }
    };
}
