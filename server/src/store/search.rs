//! The folded text in which students are searched.

/// What a student can be found by.
pub fn search_text(given: &str, surname: &str, sevis_id: &str, email: &str) -> String {
    folded(&format!("{given} {surname} {given} {sevis_id} {email}"))
}

/// A text in the form in which it is searched: without accents, case, commas and apostrophes of
/// any shape, because people and phones write them differently.
pub fn folded(text: &str) -> String {
    let plain: String = deunicode::deunicode(text).to_lowercase();
    let kept: String = plain.chars().filter(|c| !"'`\"".contains(*c)).collect();
    kept.replace(',', " ")
}
