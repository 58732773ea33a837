//! Helpers for online accounts.

use super::{Browser, PASSWORD, TestPortal, between};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use server::mail::stored;
use server::store::entity::{account, mail};

/// Questions and answers of step 8.
pub const ANSWERS: [(&str, &str); 5] = [
    ("street", "Elm  Street"),
    ("teacher", "Ms. Müller"),
    ("pet", "Rex"),
    ("friend", "Kim"),
    ("job", "Austin"),
];

/// The holder's answer to a question, if it is one of the holder's.
pub fn answer_to(question: &str) -> Option<&'static str> {
    let known = ANSWERS.iter().find(|(code, _)| domain::questions::words(code) == Some(question));
    known.map(|(_, answer)| *answer)
}

/// The answers to the two questions on this page.
pub fn answers_on(page: &str) -> (String, String) {
    let mut answers = page.split("class=\"question\">").skip(1).map(|part| {
        let words = part.split('<').next().expect("words");
        answer_to(words).expect("a question of ours").to_owned()
    });
    (answers.next().expect("the first"), answers.next().expect("the second"))
}

/// Five questions that the sign-up did not choose, with this answer to each.
pub fn other_questions(answer: &'static str) -> Vec<(String, &'static str)> {
    let codes = ["meet", "book", "food", "concert", "trip"].iter().enumerate();
    codes
        .flat_map(|(n, code)| {
            [(format!("question{}", n + 1), *code), (format!("answer{}", n + 1), answer)]
        })
        .collect()
}

/// An online account that was just opened, in the browser that opened it.
pub struct Holder {
    pub browser: Browser,
    pub email: String,
    pub key: String,
    pub backup: String,
}

impl TestPortal {
    /// A browser in which this address was confirmed by its link.
    pub async fn confirmed(&self, email: &str) -> Browser {
        let mut browser = self.browser();
        let answer = browser.post("/api/sign-up", &[("email", email)]).await;
        assert_eq!(answer.location(), "/sign-up/confirm", "{}", answer.body);
        self.settle().await;
        let token = self.token(email).await;
        let fields = [("token", token.as_str()), ("confirmation_code", "")];
        let answer = browser.post("/api/confirm", &fields).await;
        assert_eq!(answer.location(), "/sign-up/password", "{}", answer.body);
        browser
    }

    /// The same, with a password.
    pub async fn with_password(&self, email: &str) -> Browser {
        let mut browser = self.confirmed(email).await;
        let fields = [("password", PASSWORD), ("confirm", PASSWORD)];
        let answer = browser.post("/api/sign-up/password", &fields).await;
        assert_eq!(answer.location(), "/sign-up/second-step", "{}", answer.body);
        browser
    }

    /// A complete account with an authenticator app.
    pub async fn holder(&self, email: &str) -> Holder {
        self.holder_as(email, "applicant").await
    }

    /// The same of this account type.
    pub async fn holder_as(&self, email: &str, account_type: &str) -> Holder {
        let mut browser = self.with_password(email).await;
        browser.post("/api/sign-up/second-step", &[("app", "on")]).await;
        let key = self.confirm_app(&mut browser, "/sign-up/verify").await;
        let page = browser.get("/sign-up/backup-code").await.body;
        let backup = between(&page, "<code>", "</code>").to_owned();
        browser.post("/api/sign-up/backup-code", &[("id", "")]).await;
        self.answer_questions(&mut browser).await;
        let answer =
            browser.post("/api/sign-up/account-type", &[("account_type", account_type)]).await;
        assert_eq!(answer.location(), "/home", "{}", answer.body);
        // The app's code of this half minute is used up.
        self.clock.advance(time::Duration::seconds(30));
        Holder { browser, email: email.to_owned(), key, backup }
    }

    /// What the form of a mailed link holds with the right answers to the questions that it asks, and a new password.
    pub async fn reset_fields(&self, token: &str, new: &str) -> [(&'static str, String); 5] {
        let page = self.browser().get(&format!("/reset?token={token}")).await.body;
        let (first, second) = answers_on(&page);
        let values = [token, &first, &second, new, new].map(str::to_owned);
        let mut values = values.into_iter();
        ["token", "answer1", "answer2", "password", "confirm"]
            .map(|name| (name, values.next().expect("five")))
    }

    /// Answers the questions of the sign-up, whose last step is next.
    pub async fn answer_questions(&self, browser: &mut Browser) {
        let mut fields = Vec::new();
        for (n, (question, answer)) in ANSWERS.iter().enumerate() {
            fields.push((format!("question{}", n + 1), *question));
            fields.push((format!("answer{}", n + 1), *answer));
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), *v)).collect();
        let answer = browser.post("/api/sign-up/questions", &fields).await;
        assert_eq!(answer.location(), "/sign-up/account-type", "{}", answer.body);
    }

    /// Logs a holder in with both steps.
    pub async fn log_in_holder(&self, holder: &Holder) -> Browser {
        let mut browser = self.browser();
        assert_eq!(browser.log_in(&holder.email, PASSWORD).await.location(), "/verify");
        let code = self.app_code(&holder.key);
        assert_eq!(browser.post("/api/verify", &[("code", &code)]).await.location(), "/home");
        self.clock.advance(time::Duration::seconds(30));
        browser
    }

    /// The account of an address.
    pub async fn account_of(&self, email: &str) -> account::Model {
        account::Entity::find()
            .filter(account::Column::EmailKey.eq(email))
            .one(self.db())
            .await
            .expect("query")
            .expect("account")
    }

    /// Six digits in the newest mail or text to somebody.
    pub async fn sent_code(&self, to: &str) -> String {
        let row = mail::Entity::find()
            .filter(mail::Column::Recipient.eq(to))
            .order_by_desc(mail::Column::CreatedAt)
            .order_by_desc(mail::Column::Id)
            .one(self.db())
            .await
            .expect("query")
            .expect("a message");
        let text = stored::parts(&self.portal, &row).expect("opens").text;
        let digits = text.split(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 6);
        digits.unwrap_or_else(|| panic!("no code in {text}")).to_owned()
    }
}
