//! Password reset questions (seed 002, step 8).

use crate::fault::{FaultCode, Faults};
use crate::text;
use serde::{Deserialize, Serialize};

/// How many are answered.
pub const COUNT: usize = 5;
/// How many are asked, chosen at random.
pub const ASKED: usize = 2;
/// Longest answer in characters.
pub const LONGEST: u32 = 100;

/// The questions one can choose from, by code.
pub const QUESTIONS: [(&str, &str); 12] = [
    ("street", "What was the name of the street you grew up on?"),
    ("teacher", "What was the last name of your favorite teacher?"),
    ("pet", "What was the name of your first pet?"),
    ("friend", "What was the first name of your childhood best friend?"),
    ("job", "In what city or town was your first job?"),
    ("meet", "In what city or town did your parents meet?"),
    ("book", "What was your favorite book as a child?"),
    ("food", "What food did you refuse to eat as a child?"),
    ("concert", "What was the first concert you went to?"),
    ("trip", "Where did you go on your first trip by plane?"),
    ("cousin", "What is the first name of your oldest cousin?"),
    ("toy", "What was your favorite toy as a child?"),
];

/// The words of a question.
pub fn words(code: &str) -> Option<&'static str> {
    QUESTIONS.iter().find(|(known, _)| *known == code).map(|(_, words)| *words)
}

/// An answer in the form in which it is compared: without what nobody sees, quotes, dashes and digits of
/// all keyboards alike, inner blanks as one, case folded.
pub fn fold(answer: &str) -> String {
    crate::text::ascii(answer).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The earlier folding, with which older answers are stored.
pub fn fold_of_before(answer: &str) -> String {
    answer.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Five questions and answers, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "five of each, numbered")]
pub struct QuestionsForm {
    pub question1: String,
    pub answer1: String,
    pub question2: String,
    pub answer2: String,
    pub question3: String,
    pub answer3: String,
    pub question4: String,
    pub answer4: String,
    pub question5: String,
    pub answer5: String,
}

/// Names of the question fields, in order.
pub const QUESTION_FIELDS: [&str; COUNT] =
    ["question1", "question2", "question3", "question4", "question5"];
/// Names of the answer fields, in order.
pub const ANSWER_FIELDS: [&str; COUNT] = ["answer1", "answer2", "answer3", "answer4", "answer5"];

impl QuestionsForm {
    fn pairs(&self) -> [(&str, &str); COUNT] {
        [
            (&self.question1, &self.answer1),
            (&self.question2, &self.answer2),
            (&self.question3, &self.answer3),
            (&self.question4, &self.answer4),
            (&self.question5, &self.answer5),
        ]
        .map(|(question, answer)| (question.as_str(), answer.as_str()))
    }

    /// The codes and folded answers, or every fault.
    pub fn parse(&self) -> Result<[(&'static str, String); COUNT], Vec<crate::Fault>> {
        let mut faults = Faults::default();
        let mut read: [(&'static str, String); COUNT] = Default::default();
        let pairs = self.pairs();
        for (n, (question, answer)) in pairs.iter().enumerate() {
            match QUESTIONS.iter().find(|(code, _)| code == question) {
                None => faults.add(QUESTION_FIELDS[n], FaultCode::Required),
                Some(_) if pairs[..n].iter().any(|(earlier, _)| earlier == question) => {
                    faults.add(QUESTION_FIELDS[n], FaultCode::ChosenTwice);
                }
                Some((code, _)) => read[n].0 = code,
            }
            if let Some(answer) = faults.required(ANSWER_FIELDS[n], text::line(answer, LONGEST)) {
                read[n].1 = fold(&answer);
            }
        }
        if faults.is_empty() { Ok(read) } else { Err(faults.into_vec()) }
    }
}
