//! Tables as lists of columns, so that a migration reads like the schema it makes.

use self::{Kind::*, Need::*};
use sea_orm_migration::prelude::*;

/// The kind of a column.
#[derive(Clone, Copy)]
pub enum Kind {
    /// Text.
    Text,
    /// Whole number.
    Int,
    /// Whole number of 64 bits; instants are milliseconds since 1970.
    Big,
    /// Yes or no.
    Bool,
    /// A day.
    Day,
    /// Bytes of a file.
    Bytes,
}

/// Whether a column may be empty.
#[derive(Clone, Copy)]
pub enum Need {
    /// Primary key.
    Key,
    /// Never null.
    Must,
    /// May be null.
    Maybe,
}

/// A table with these columns; a column `…_id` refers to its table.
pub fn table(name: &'static str, columns: &[(&'static str, Kind, Need)]) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(Alias::new(name));
    for (column, kind, need) in columns {
        let mut def = ColumnDef::new(Alias::new(*column));
        match kind {
            Text => def.text(),
            Int => def.integer(),
            Big => def.big_integer(),
            Bool => def.boolean(),
            Day => def.date(),
            Bytes => def.blob(),
        };
        match need {
            Key => def.not_null().primary_key(),
            Must => def.not_null(),
            Maybe => def.null(),
        };
        table.col(&mut def);
        if let Some(target) = target(column) {
            let mut key = ForeignKey::create();
            key.from(Alias::new(name), Alias::new(*column))
                .to(Alias::new(target), Alias::new("id"));
            table.foreign_key(&mut key);
        }
    }
    table.to_owned()
}

/// Tables, column, and its type with what stands in rows of before.
pub type Added = (&'static [&'static str], &'static str, &'static str);

/// Adds columns where they are not there yet.
pub async fn add_columns(manager: &SchemaManager<'_>, columns: &[Added]) -> Result<(), DbErr> {
    for (tables, column, kind) in columns {
        for table in *tables {
            if !manager.has_column(table, column).await? {
                let add = format!("ALTER TABLE {table} ADD COLUMN {column} {kind}");
                manager.get_connection().execute_unprepared(&add).await?;
            }
        }
    }
    Ok(())
}

/// The table a reference points to.
fn target(column: &str) -> Option<&'static str> {
    Some(match column {
        "school_id" => "schools",
        "student_id" => "students",
        "authorization_id" => "authorizations",
        "employer_id" => "employers",
        "account_id" => "accounts",
        "receipt_id" => "receipts",
        "sign_up_id" => "sign_ups",
        "factor_id" => "factors",
        "thread_id" => "threads",
        "message_id" => "messages",
        "case_id" => "cases",
        _ => return None,
    })
}

/// An index.
pub fn index(
    name: &'static str,
    table: &'static str,
    columns: &[&'static str],
    unique: bool,
) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(Alias::new(table));
    for column in columns {
        index.col(Alias::new(*column));
    }
    if unique {
        index.unique();
    }
    index.to_owned()
}
