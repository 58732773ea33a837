//! How students learn of what is new on their record. Mails about access and security, and the invitation, are not asked about:
//! they always go at once.

use crate::fault::{Fault, FaultCode, Faults};
use crate::profile::ticked;
use serde::{Deserialize, Serialize};

crate::named_codes! {
    /// A kind of news.
    News {
        /// The school asks about a report or a training plan.
        Question = "question", "Questions from your school";
        /// A confirmation or an evaluation is due.
        Reminder = "reminder", "Reminders of what is due";
        /// The school has changed the record.
        Change = "change", "Changes your school makes to your record";
        /// A training plan or an evaluation has got further.
        Plan = "plan", "Steps of your training plan";
    }
}

crate::named_codes! {
    /// How news of a kind comes.
    Way {
        /// Each by itself.
        AtOnce = "at_once", "By email, at once";
        /// All of a day together, in the morning.
        Daily = "daily", "By email, once a day";
        /// Nothing is sent.
        Here = "here", "Only in the portal’s inbox";
    }
}

/// How a student is told of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// By email, or not.
    pub way: Way,
    /// By a text message too.
    pub text: bool,
    /// By a notification on the student's devices too.
    pub push: bool,
}

impl Default for Reach {
    fn default() -> Self {
        Self { way: Way::AtOnce, text: false, push: false }
    }
}

/// The form, as it is posted: a way for each kind, and a tick for a text and for a notification.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReachForm {
    /// `on` where the page had ticks for texts: without, what was chosen of them stays.
    pub asked_text: String,
    /// The same for notifications.
    pub asked_push: String,
    /// Code of a [`Way`].
    pub news_question: String,
    /// Ticked for a text.
    pub news_question_text: String,
    /// Ticked for a notification.
    pub news_question_push: String,
    /// Code of a [`Way`].
    pub news_reminder: String,
    /// Ticked for a text.
    pub news_reminder_text: String,
    /// Ticked for a notification.
    pub news_reminder_push: String,
    /// Code of a [`Way`].
    pub news_change: String,
    /// Ticked for a text.
    pub news_change_text: String,
    /// Ticked for a notification.
    pub news_change_push: String,
    /// Code of a [`Way`].
    pub news_plan: String,
    /// Ticked for a text.
    pub news_plan_text: String,
    /// Ticked for a notification.
    pub news_plan_push: String,
}

impl ReachForm {
    /// The form that shows these choices.
    pub fn of(reach: impl Fn(News) -> Reach) -> Self {
        let way = |news| reach(news).way.code().to_owned();
        let ticked = |on: bool| if on { "on".to_owned() } else { String::new() };
        Self {
            asked_text: String::new(),
            asked_push: String::new(),
            news_question: way(News::Question),
            news_question_text: ticked(reach(News::Question).text),
            news_question_push: ticked(reach(News::Question).push),
            news_reminder: way(News::Reminder),
            news_reminder_text: ticked(reach(News::Reminder).text),
            news_reminder_push: ticked(reach(News::Reminder).push),
            news_change: way(News::Change),
            news_change_text: ticked(reach(News::Change).text),
            news_change_push: ticked(reach(News::Change).push),
            news_plan: way(News::Plan),
            news_plan_text: ticked(reach(News::Plan).text),
            news_plan_push: ticked(reach(News::Plan).push),
        }
    }

    /// True if any kind is ticked for a text, or for a notification.
    pub fn any(&self) -> (bool, bool) {
        let all = News::ALL.iter().map(|news| self.fields(*news).1);
        all.fold((false, false), |(text, push), [_, by_text, by_push]| {
            (text || ticked(by_text), push || ticked(by_push))
        })
    }

    /// Name of the field of a kind, and what is posted of it: way, text, notification.
    fn fields(&self, news: News) -> (&'static str, [&str; 3]) {
        match news {
            News::Question => (
                "news_question",
                [&self.news_question, &self.news_question_text, &self.news_question_push],
            ),
            News::Reminder => (
                "news_reminder",
                [&self.news_reminder, &self.news_reminder_text, &self.news_reminder_push],
            ),
            News::Change => {
                ("news_change", [&self.news_change, &self.news_change_text, &self.news_change_push])
            }
            News::Plan => {
                ("news_plan", [&self.news_plan, &self.news_plan_text, &self.news_plan_push])
            }
        }
    }

    /// Reads the whole form, telling all faults at once; `before` is what was chosen.
    ///
    /// # Errors
    /// Each kind for which no way, or none that there is, was chosen.
    pub fn parse(&self, before: impl Fn(News) -> Reach) -> Result<Vec<(News, Reach)>, Vec<Fault>> {
        let mut faults = Faults::default();
        let mut all = Vec::with_capacity(News::ALL.len());
        // A tick says that there were ticks, too: a page of an earlier release does not say it otherwise.
        let any = self.any();
        let (text_asked, push_asked) =
            (any.0 || ticked(&self.asked_text), any.1 || ticked(&self.asked_push));
        for news in News::ALL.iter().copied() {
            let (field, [way, text, push]) = self.fields(news);
            let way = Way::from_code(way).ok_or(FaultCode::NotAChoice);
            if let Some(way) = faults.keep(field, way) {
                let kept = before(news);
                let text = if text_asked { ticked(text) } else { kept.text };
                let push = if push_asked { ticked(push) } else { kept.push };
                all.push((news, Reach { way, text, push }));
            }
        }
        if faults.is_empty() { Ok(all) } else { Err(faults.into_vec()) }
    }
}

#[cfg(test)]
mod tests {
    use super::{News, Reach, ReachForm, Way};
    use proptest::prelude::*;

    #[test]
    fn whoever_chose_nothing_is_told_by_email_at_once() {
        let form = ReachForm::of(|_| Reach::default());
        let read = form.parse(|_| Reach::default()).expect("a form");
        assert!(read.iter().all(|(_, reach)| *reach == Reach::default()));
        assert_eq!(read.len(), News::ALL.len());
    }

    #[test]
    fn each_kind_without_a_way_is_a_fault_of_its_own() {
        let form = ReachForm {
            news_plan: "daily".into(),
            news_change: "pigeon".into(),
            ..Default::default()
        };
        let faults = form.parse(|_| Reach::default()).expect_err("faults");
        for (field, refused) in [
            ("news_question", true),
            ("news_reminder", true),
            ("news_change", true),
            ("news_plan", false),
        ] {
            assert_eq!(faults.iter().any(|fault| fault.field == field), refused, "{field}");
        }
    }

    proptest! {
        #[test]
        fn what_the_form_shows_is_what_it_reads(
            chosen in proptest::array::uniform4((0..3usize, any::<bool>(), any::<bool>())),
        ) {
            let reach = |news: News| {
                let (way, text, push) = chosen[News::ALL.iter().position(|one| *one == news).unwrap_or(0)];
                Reach { way: Way::ALL[way], text, push }
            };
            let asked = ReachForm { asked_text: "on".into(), asked_push: "on".into(), ..ReachForm::of(reach) };
            for (news, read) in asked.parse(|_| Reach::default()).expect("a form") {
                prop_assert_eq!(read, reach(news));
            }
            // A page without the ticks says nothing of them.
            for (news, read) in ReachForm::of(|_| Reach::default()).parse(reach).expect("a form") {
                prop_assert_eq!(read, Reach { way: Way::AtOnce, ..reach(news) });
            }
        }
    }
}
