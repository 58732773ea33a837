//! The variables that were given; each is taken once, and what is left is unknown.

use super::ConfigError;
use std::collections::BTreeMap;

/// The variables that were given and not taken yet.
pub(super) struct Vars(BTreeMap<String, String>);

impl Vars {
    /// All that were given.
    pub(super) fn new(vars: BTreeMap<String, String>) -> Self {
        Self(vars)
    }

    /// Takes a variable; an empty one counts as none.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        self.0.remove(name).filter(|value| !value.is_empty())
    }

    /// Takes a variable that is `1` or unset.
    pub(super) fn flag(&mut self, name: &str) -> Result<bool, ConfigError> {
        match self.take(name).as_deref() {
            None | Some("0") => Ok(false),
            Some("1") => Ok(true),
            Some(other) => Err(ConfigError(format!("{name} must be 1 or unset, not \"{other}\"."))),
        }
    }

    /// Takes a whole number.
    pub(super) fn limit(&mut self, name: &str, usual: u32) -> Result<u32, ConfigError> {
        let Some(text) = self.take(name) else {
            return Ok(usual);
        };
        let number = text.parse::<u32>().ok().filter(|n| (1..=1_000_000_000).contains(n));
        number.ok_or_else(|| {
            ConfigError(format!(
                "{name} must be a whole number from 1 to 1000000000, not \"{text}\"."
            ))
        })
    }

    /// A sentence about the first variable of ours that nobody took.
    pub(super) fn refuse_unknown(&self) -> Result<(), ConfigError> {
        match self.0.keys().find(|name| name.starts_with("FOOTHOLD_")) {
            Some(unknown) => Err(ConfigError(format!(
                "{unknown} is not a variable of Foothold; see the README for their names."
            ))),
            None => Ok(()),
        }
    }
}
