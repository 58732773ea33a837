//! One account, its owner, and a thief who has stolen a session of it.

use crate::support::{Browser, PASSWORD, TestPortal, answer_to, answers_on};
use sea_orm::{ActiveModelTrait as _, ColumnTrait, EntityTrait, IntoActiveModel as _, QueryFilter};
use server::secret::{SealedAt, id};
use server::store::code::Code;
use server::store::entity::{
    account, backup_code, case, case_holder, consent, credential_change, factor, reset_answer,
};

/// What an account is opened by, as far as a thief could change it.
#[derive(Debug, PartialEq, Eq)]
pub struct State {
    email: String,
    factors: Vec<(String, String)>,
    codes: Vec<String>,
    answers: Vec<(String, String)>,
    consents: Vec<String>,
}

/// An account as it was opened once; every world has a copy of it.
pub struct Template {
    account: account::Model,
    factor: factor::Model,
    key: String,
    codes: Vec<backup_code::Model>,
    answers: Vec<reset_answer::Model>,
}

impl Template {
    pub async fn make(p: &TestPortal) -> Self {
        let holder = p.holder("template@test.test").await;
        let account = p.account_of("template@test.test").await;
        let own = account.id.as_str();
        let codes = backup_code::Entity::find().filter(backup_code::Column::AccountId.eq(own));
        let answers = reset_answer::Entity::find().filter(reset_answer::Column::AccountId.eq(own));
        let factor = factor::Entity::find().filter(factor::Column::AccountId.eq(own));
        Self {
            factor: factor.one(p.db()).await.expect("query").expect("an app"),
            key: holder.key,
            codes: codes.all(p.db()).await.expect("query"),
            answers: answers.all(p.db()).await.expect("query"),
            account,
        }
    }
}

/// The account, its owner's mailbox and the thief's.
pub struct World<'a> {
    pub p: &'a TestPortal,
    pub account: String,
    pub owner: String,
    pub thief: String,
    /// The key of the owner's app.
    pub key: String,
    /// The consent that a representative of the thief's has asked for.
    pub consent: String,
}

macro_rules! insert {
    ($p:expr, $row:expr) => {
        $row.into_active_model().reset_all().insert($p.db()).await.expect("inserted")
    };
}

impl<'a> World<'a> {
    /// A copy of the template under addresses of its own.
    pub async fn new(p: &'a TestPortal, of: &Template, n: usize) -> Self {
        let (owner, thief) = (format!("owner{n}@test.test"), format!("thief{n}@test.test"));
        let account = id();
        let row = account::Model {
            id: account.clone(),
            email: owner.clone(),
            email_key: owner.clone(),
            ..of.account.clone()
        };
        insert!(p, row);
        let mine = || (id(), account.clone());
        let (id, account_id) = mine();
        let sealed = p.portal.secrets.seal(SealedAt::Factor(&id), &of.key);
        insert!(p, factor::Model { id, account_id, sealed, ..of.factor.clone() });
        for row in &of.codes {
            let (id, account_id) = mine();
            let code_hash = format!("{n} {}", row.code_hash);
            insert!(p, backup_code::Model { id, account_id, code_hash, ..row.clone() });
        }
        for row in &of.answers {
            let (id, account_id) = mine();
            insert!(p, reset_answer::Model { id, account_id, ..row.clone() });
        }
        let consent = Self::case(p, of, &account, n).await;
        let key = of.key.clone();
        Self { p, account, owner, thief, key, consent }
    }

    fn open(&self, row: &factor::Model) -> String {
        let place = SealedAt::Factor(&row.id);
        self.p.portal.secrets.open(place, &row.sealed).expect("opens")
    }

    /// A case of the account's, which a representative of the thief's asks to see.
    async fn case(p: &TestPortal, of: &Template, account: &str, n: usize) -> String {
        let receipt_number = format!("IOE{n:010}");
        let row = case::Model {
            id: id(),
            receipt_number: receipt_number.clone(),
            form_type: "I-765".into(),
            name: "Ada Sample".into(),
            email: String::new(),
            postal_address: String::new(),
            status: Code(domain::case::Status::ALL[0]),
            status_at: 0,
            created_at: 0,
        };
        let held = case_holder::Model {
            id: id(),
            case_id: row.id.clone(),
            account_id: account.to_owned(),
            added_at: 0,
        };
        insert!(p, row);
        insert!(p, held);
        let consent = consent::Model {
            id: id(),
            account_id: of.account.id.clone(),
            receipt_number,
            name: "T".into(),
            firm: "F".into(),
            state: Code(domain::case::Consent::Asked),
            asked_at: 0,
            decided_at: None,
        };
        insert!(p, consent.clone());
        consent.id
    }

    /// What the account is opened by now.
    pub async fn state(&self) -> State {
        let (db, own) = (self.p.db(), self.account.as_str());
        let account = account::Entity::find_by_id(own).one(db).await.expect("query");
        let all = factor::Entity::find().filter(factor::Column::AccountId.eq(own)).all(db).await;
        let codes =
            backup_code::Entity::find().filter(backup_code::Column::AccountId.eq(own)).all(db);
        let answers =
            reset_answer::Entity::find().filter(reset_answer::Column::AccountId.eq(own)).all(db);
        let given = consent::Entity::find()
            .filter(consent::Column::Id.eq(&self.consent))
            .filter(consent::Column::State.eq("given"))
            .all(db);
        let confirmed = |row: &factor::Model| row.confirmed_at.is_some();
        let mut state = State {
            email: account.expect("the account").email_key,
            factors: all
                .expect("query")
                .into_iter()
                .filter(confirmed)
                .map(|row| (row.id.clone(), self.open(&row)))
                .collect(),
            codes: codes
                .await
                .expect("query")
                .into_iter()
                .filter(|row| row.used_at.is_none())
                .map(|row| row.code_hash)
                .collect(),
            answers: answers
                .await
                .expect("query")
                .into_iter()
                .map(|row| (row.question, row.answer_hash))
                .collect(),
            consents: given.await.expect("query").into_iter().map(|row| row.id).collect(),
        };
        state.factors.sort();
        state.codes.sort();
        state.answers.sort();
        state
    }

    /// The owner logs in with password and app.
    pub async fn log_in(&self, password: &str) -> Browser {
        let mut browser = self.p.browser();
        self.p.clock.advance(time::Duration::seconds(30));
        assert_eq!(browser.log_in(&self.owner, password).await.location(), "/verify");
        let code = self.p.app_code(&self.key);
        assert_eq!(browser.post("/api/verify", &[("code", &code)]).await.location(), "/home");
        browser
    }

    /// A session of the owner's that the thief holds as well.
    pub async fn stolen(&self) -> Browser {
        let owner = self.log_in(PASSWORD).await;
        let mut thief = self.p.browser();
        thief.cookie.clone_from(&owner.cookie);
        thief.others.clone_from(&owner.others);
        thief
    }

    /// The tokens mailed to somebody that lead to this page, oldest first.
    pub async fn tokens(&self, to: &str, page: &str) -> Vec<String> {
        let start = format!("{page}?token=");
        let mails = self.p.mails(to).await;
        mails
            .into_iter()
            .filter_map(|mail| mail.link?.strip_prefix(&start).map(str::to_owned))
            .collect()
    }

    /// The identities of the changes that can still be frozen, oldest first.
    pub async fn open_changes(&self) -> Vec<String> {
        use sea_orm::QueryOrder as _;
        credential_change::Entity::find()
            .filter(credential_change::Column::AccountId.eq(&self.account))
            .filter(credential_change::Column::FrozenAt.is_null())
            .order_by_asc(credential_change::Column::Id)
            .all(self.p.db())
            .await
            .expect("query")
            .into_iter()
            .map(|row| row.id)
            .collect()
    }

    /// The owner sets this password by the newest link and the owner's own answers.
    pub async fn set_password(&self, new: &str) {
        let token = self.tokens(&self.owner, "/reset").await.pop().expect("a link");
        let answer = reset(self.p, &token, new, &own_answer).await;
        assert_eq!(answer, "/login", "the owner chooses a new password");
    }
}

/// The owner's answer to a question.
pub fn own_answer(question: &str) -> String {
    answer_to(question).unwrap_or("?").to_owned()
}

/// A new password by a link; gives where that leads.
pub async fn reset(
    p: &TestPortal,
    token: &str,
    new: &str,
    answer_to: &dyn Fn(&str) -> String,
) -> String {
    let mut browser = p.browser();
    let page = browser.get(&format!("/reset?token={token}")).await.body;
    let mut asked = page.split("class=\"question\">").skip(1);
    let mut answer =
        || asked.next().and_then(|part| part.split('<').next()).map(answer_to).unwrap_or_default();
    let (first, second) = (answer(), answer());
    let fields = [
        ("token", token),
        ("answer1", &first),
        ("answer2", &second),
        ("password", new),
        ("confirm", new),
    ];
    browser.post("/api/reset", &fields).await.location().to_owned()
}

/// The owner's answers to the questions that a link asks.
pub async fn own_answers(p: &TestPortal, token: &str) -> (String, String) {
    let page = p.browser().get(&format!("/reset?token={token}")).await.body;
    answers_on(&page)
}
