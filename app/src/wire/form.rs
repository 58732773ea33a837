//! Forms: what every one has, and the macro that declares one.

use serde::Serialize;
use std::collections::BTreeMap;

/// A form that can be shown again after a refusal.
pub trait Form: Serialize {
    /// Its name among the forms.
    const NAME: &'static str;
    /// It is kept over a login; the press of a button is not, and is asked for once more.
    const KEPT: bool = true;
    /// Fields that are never kept.
    const SECRETS: &'static [&'static str] = &[];
    /// The page it stands on.
    fn page(&self) -> String;
    /// Its values by field name, secrets left out.
    fn values(&self) -> BTreeMap<String, String> {
        let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(self) else {
            return BTreeMap::new();
        };
        fields
            .into_iter()
            .filter(|(name, _)| !Self::SECRETS.contains(&name.as_str()))
            .filter_map(|(name, value)| value.as_str().map(|text| (name.clone(), text.to_owned())))
            .collect()
    }
}

/// Declares a form: its name, its secrets, the page it stands on, its fields.
macro_rules! form {
    ($(#[$meta:meta])* $name:ident ($key:literal) $(kept $kept:literal)? hides [$($secret:literal),*] on $page:expr; { $($(#[$fmeta:meta])* $field:ident,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct $name { $($(#[$fmeta])* pub $field: String,)* }
        impl Form for $name {
            $(const KEPT: bool = $kept;)?
            const NAME: &'static str = $key;
            const SECRETS: &'static [&'static str] = &[$($secret),*];
            fn page(&self) -> String { let page: fn(&Self) -> String = $page; page(self) }
        }
    };
}
pub(crate) use form;

/// A form whose fields are one identity: an act on one thing.
macro_rules! act {
    ($(#[$meta:meta])* $name:ident ($key:literal) on $page:expr) => {
        crate::wire::form::form! {
            $(#[$meta])*
            $name($key) kept false hides [] on $page; {
                /// What it is about.
                id,
            }
        }
    };
}
pub(crate) use act;

/// The page of one thing, or where its text is no identity, another one.
pub(super) fn page_or(path: &str, other: &str) -> String {
    crate::routes::own_path(path).unwrap_or(other).to_owned()
}

/// A token is the mailed link's own text; anything else is not put into a URL.
pub fn with_token(page: &str, token: &str) -> String {
    let safe = token.len() <= 400
        && token.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    format!("{page}?token={}", if safe { token } else { "" })
}
