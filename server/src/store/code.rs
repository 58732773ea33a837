//! Codes in the database as the values they stand for. One that is not ours is an error of the
//! query that read it, never a guess.

use domain::codes::Coded;
use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, Value, ValueType, ValueTypeErr};
use sea_orm::{ColIdx, DbErr, QueryResult, TryGetError, TryGetable};
use std::ops::Deref;

/// A coded value in a text column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code<T>(pub T);

impl<T> Deref for Code<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: PartialEq> PartialEq<T> for Code<T> {
    fn eq(&self, other: &T) -> bool {
        self.0 == *other
    }
}

impl<T: Coded> From<T> for Code<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: Coded> From<Code<T>> for Value {
    fn from(code: Code<T>) -> Self {
        code.0.code().into()
    }
}

impl<T: Coded> serde::Serialize for Code<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.code())
    }
}

impl<'de, T: Coded> serde::Deserialize<'de> for Code<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        let known = T::from_code(&text).map(Self);
        known.ok_or_else(|| serde::de::Error::custom("a stored code is not one of ours"))
    }
}

impl<T: Coded> TryGetable for Code<T> {
    fn try_get_by<I: ColIdx>(res: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let text = String::try_get_by(res, index)?;
        T::from_code(&text).map(Self).ok_or_else(|| {
            let what = std::any::type_name::<T>();
            TryGetError::DbErr(DbErr::Custom(format!("a stored code is not one of {what}")))
        })
    }
}

impl<T: Coded> ValueType for Code<T> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let text = <String as ValueType>::try_from(value)?;
        T::from_code(&text).map(Self).ok_or(ValueTypeErr)
    }

    fn type_name() -> String {
        "Code".into()
    }

    fn array_type() -> ArrayType {
        ArrayType::String
    }

    fn column_type() -> ColumnType {
        ColumnType::Text
    }
}

impl<T: Coded> Nullable for Code<T> {
    fn null() -> Value {
        Value::String(None)
    }
}
