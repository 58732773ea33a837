//! Links, resets and guesses.

mod links_and_resets;
mod school_lists;

pub(super) const HEAD: &str = "sevis_id,given_name,surname,birth_date,email,school_code";
