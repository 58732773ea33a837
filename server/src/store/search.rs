//! The folded text in which students are searched.

use sea_orm::sea_query::LikeExpr;

/// What a student can be found by.
pub fn search_text(given: &str, surname: &str, sevis_id: &str, email: &str) -> String {
    folded(&format!("{given} {surname} {given} {sevis_id} {email}"))
}

/// What an employer can be found by; never empty, so that a name that is folded is told from one that is not yet.
pub fn found_by(name: &str) -> String {
    match folded(name) {
        empty if empty.is_empty() => " ".to_owned(),
        folded => folded,
    }
}

/// A pattern for texts that contain a word.
pub fn contains(word: &str) -> LikeExpr {
    let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    LikeExpr::new(format!("%{escaped}%")).escape('\\')
}

/// A text in the form in which it is searched: without accents, case, commas and apostrophes of
/// any shape, because people and phones write them differently.
pub fn folded(text: &str) -> String {
    let plain: String = deunicode::deunicode(text).to_lowercase();
    let kept: String = plain.chars().filter(|c| !"'`\"".contains(*c)).collect();
    kept.replace(',', " ")
}
