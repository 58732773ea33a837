//! The words of the user interface for the codes of `domain`.

mod duty;
mod fault;
mod labels;
mod notice;
mod number;
mod plan_notice;
mod rule;
mod school_notice;
mod sevis_list;

pub use duty::duty_words;
pub use fault::{effect_words, sentence, wait};
pub use labels::label;
pub use notice::said;
pub use number::{counted, number_of, so_many};
pub use rule::rule;
pub use sevis_list::list_difference;
