//! A model of two who say what a record is: files, reports and decisions at random, against a reference
//! that remembers words and not differences.

use proptest::prelude::*;
use server::service::record::both_sides::{Fields, Said};

/// What happens, field by field.
#[derive(Clone, Debug)]
enum Act {
    /// A file says this of each field; none where it has no such column.
    File([Option<u8>; 2], bool),
    /// The student reports a field.
    Report(usize, u8),
    /// An official decides a field: for the file, or not.
    Decide(usize, bool),
}

const NAMES: [&str; 2] = ["address", "phone"];

/// What was said of a field.
#[derive(Clone, Debug, Default)]
struct Words {
    /// The file's last word.
    school: Option<u8>,
    /// The student's word, as long as it stands against the file's.
    own: Option<u8>,
    /// A file came after it, and nobody has decided.
    open: bool,
    /// The file's word that was decided against.
    declined: Option<u8>,
    /// When the file said its last word first.
    since: i64,
}

impl Words {
    fn stands(&self) -> Option<u8> {
        self.own.or(self.school)
    }

    fn file(&mut self, word: u8, decides: bool, now: i64) {
        if self.school != Some(word) {
            self.since = now;
        }
        if decides || self.own.is_none() || self.own == Some(word) {
            (self.own, self.open, self.declined) = (None, false, None);
        } else {
            if self.declined != Some(word) {
                (self.declined, self.open) = (None, true);
            }
        }
        self.school = Some(word);
    }

    fn report(&mut self, word: u8) {
        self.own = (self.school != Some(word)).then_some(word);
    }

    fn decide(&mut self, for_file: bool) {
        if !self.differs() {
            return;
        }
        self.open = false;
        if for_file {
            (self.own, self.declined) = (None, None);
        } else {
            self.declined = self.school;
        }
    }

    fn differs(&self) -> bool {
        self.open && self.own.is_some()
    }
}

fn act() -> impl Strategy<Value = Act> {
    let word = 1_u8..5;
    prop_oneof![
        4 => ([prop::option::of(word.clone()), prop::option::of(word.clone())], prop::bool::weighted(0.1))
            .prop_map(|(words, decides)| Act::File(words, decides)),
        4 => (0_usize..2, word).prop_map(|(field, word)| Act::Report(field, word)),
        2 => (0_usize..2, any::<bool>()).prop_map(|(field, file)| Act::Decide(field, file)),
    ]
}

proptest! {
    #[test]
    fn any_order_of_files_reports_and_decisions_ends_in_the_newest_of_each_field(
        acts in prop::collection::vec(act(), 1..40)
    ) {
        let (mut said, mut record) = (Said::default(), Fields::new());
        for name in NAMES {
            record.insert(name.to_owned(), "".into());
        }
        let mut words: [Words; 2] = Default::default();
        for (now, act) in (1_i64..).zip(acts) {
            match act {
                Act::File(heard, decides) => {
                    let mut file = Fields::new();
                    for (at, word) in heard.into_iter().enumerate() {
                        if let Some(word) = word {
                            file.insert(NAMES[at].to_owned(), word.to_string().into());
                            words[at].file(word, decides, now);
                        }
                    }
                    let (merged, stays) = said.hear(&file, &record, (decides, now));
                    record = merged;
                    prop_assert!(stays.iter().all(|name| file.contains_key(name)));
                }
                Act::Report(at, word) => {
                    record.insert(NAMES[at].to_owned(), word.to_string().into());
                    words[at].report(word);
                }
                Act::Decide(at, for_file) => {
                    let open = said.differences(&record).iter().any(|(name, ..)| *name == NAMES[at]);
                    prop_assert_eq!(open, words[at].differs());
                    if open && for_file {
                        let word = said.take(NAMES[at]);
                        record.insert(NAMES[at].to_owned(), word.expect("a word"));
                    } else if open {
                        said.decline(NAMES[at]);
                    }
                    words[at].decide(for_file);
                }
            }
            // What is kept is what is read again.
            said = Said::read(&said.write()).expect("as written");
            for (at, name) in NAMES.iter().enumerate() {
                let stands = words[at].stands().map(|word| word.to_string()).unwrap_or_default();
                prop_assert_eq!(&record[*name], &serde_json::Value::from(stands), "{}", name);
                let since = said.at.get(*name).copied().unwrap_or_default();
                prop_assert_eq!(since, words[at].since, "{}", name);
            }
        }
    }
}

#[test]
fn what_was_kept_before_is_read_as_it_was_meant_and_one_instant_is_kept_once() {
    let before = r#"{"last":{"name":"Works","zip":"78701"},"at":{"name":5,"zip":5},"open":["zip"],"declined":[]}"#;
    let said = Said::read(before).expect("read");
    let now = said.write();
    assert_eq!(now, r#"{"last":{"name":"Works","zip":"78701"},"since":5,"open":["zip"]}"#);
    assert_eq!(Said::read(&now).expect("read"), said);
    // Of one field the instant is not known, and of another it is a later one.
    for kept in [
        r#"{"last":{"name":"Works","zip":"78701"},"at":{"zip":5},"open":[],"declined":["zip"]}"#,
        r#"{"last":{"name":"Works","zip":"78701"},"at":{"name":5,"zip":7}}"#,
        r#"{"last":{"name":"Works","zip":"78701"}}"#,
    ] {
        let said = Said::read(kept).expect("read");
        assert_eq!(Said::read(&said.write()).expect("read"), said);
    }
    let one = Said::read(r#"{"last":{"name":"Works","zip":"78701"},"at":{"zip":5}}"#);
    assert_eq!(one.expect("read").at.get("name"), None);
}
