//! The address of the page that is shown.

use leptos::prelude::*;

/// A request's address, in the parts that pages read.
#[derive(Clone, Debug, Default)]
pub struct Address {
    /// The path, percent-encoded, as it was asked for.
    pub path: String,
    /// The variable parts of the path by their names in [`crate::shell::pages`], decoded.
    pub params: Vec<(String, String)>,
    /// The query's parts by their names, decoded.
    pub query: Vec<(String, String)>,
}

fn of_address<T: Default>(read: impl FnOnce(&Address) -> T) -> T {
    with_context(read).unwrap_or_default()
}

fn named(parts: &[(String, String)], name: &str) -> String {
    parts
        .iter()
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.clone())
        .unwrap_or_default()
}

/// The path of this page.
pub fn here() -> String {
    of_address(|address| address.path.clone())
}

/// A variable part of the path; empty where this page's path has none of that name.
pub fn param(name: &str) -> String {
    of_address(|address| named(&address.params, name))
}

/// A part of the query, the first of that name; empty without one.
pub fn query(name: &str) -> String {
    of_address(|address| named(&address.query, name))
}

/// The page of a long list that is asked for; the first is 1.
pub fn page_number() -> u32 {
    query("page").parse().unwrap_or(1)
}
