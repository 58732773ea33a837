//! What a thief holds, and what can be done with it.

use super::world::{World, reset};
use crate::support::{Browser, PASSWORD, other_questions};
use time::Duration;

/// The password a thief sets.
const THIEFS: &str = "Stolen-lantern-27!";

/// Everything a thief has come by.
#[derive(Default)]
pub struct Held {
    pub sessions: Vec<Browser>,
    /// Keys of apps the thief has added.
    pub keys: Vec<String>,
    /// Backup codes the thief has read.
    pub codes: Vec<String>,
    /// The thief knows the answers to the questions.
    pub answers: bool,
    /// A second step that was begun and not confirmed, by its key.
    pub begun: Option<String>,
}

impl Held {
    fn session(&mut self, n: usize) -> &mut Browser {
        let n = n % self.sessions.len();
        &mut self.sessions[n]
    }

    /// One of the things a thief can do.
    pub async fn act(&mut self, w: &World<'_>, what: u8, n: usize) {
        match what % 14 {
            0 => {
                let to = w.thief.clone();
                self.session(n).post("/api/security/email", &[("email", &to)]).await;
            }
            1 => self.confirm_email(w).await,
            2 => self.add_app(w, n).await,
            3 => self.remove_factor(w, n).await,
            4 => self.make_codes(n).await,
            5 => self.change_questions(n).await,
            6 => {
                let back = w.owner.clone();
                self.session(n).post("/api/security/email", &[("email", &back)]).await;
            }
            7 => self.report(w).await,
            8 => self.forgot(w).await,
            9 => self.log_in(w).await,
            10 => {
                self.session(n).post("/api/security/end-session", &[("id", "")]).await;
            }
            11 => {
                let fields = [("id", w.consent.as_str()), ("decision", "agree")];
                self.session(n).post("/api/cases/consent", &fields).await;
            }
            12 => self.begin_app(n).await,
            _ => self.use_code(w).await,
        }
    }

    /// Every link to a new address that was mailed to the thief, used or not.
    async fn confirm_email(&mut self, w: &World<'_>) {
        for token in w.tokens(&w.thief, "/confirm-email").await {
            w.p.browser().post("/api/security/confirm-email", &[("id", &token)]).await;
        }
    }

    async fn add_app(&mut self, w: &World<'_>, n: usize) {
        self.begin_app(n).await;
        let Some(key) = self.begun.clone() else { return };
        let code = w.p.app_code(&key);
        let fields = [("code", code.as_str()), ("page", "/second-step/confirm")];
        self.session(n).post("/api/enrol/confirm", &fields).await;
        self.keys.push(key);
    }

    async fn begin_app(&mut self, n: usize) {
        let browser = self.session(n);
        browser.post("/api/security/add", &[("kind", "app")]).await;
        let page = browser.get("/second-step/confirm").await.body;
        let key = page.split("<code class=\"key\">").nth(1).and_then(|rest| rest.split('<').next());
        self.begun = key.map(|key| key.replace(' ', ""));
    }

    async fn remove_factor(&mut self, w: &World<'_>, n: usize) {
        let browser = self.session(n);
        let page = browser.get("/account/security").await.body;
        let forms = page.split("/api/security/remove").skip(1);
        let ids = forms.filter_map(|part| part.split("value=\"").nth(1)?.split('"').next());
        let ids: Vec<String> = ids.map(str::to_owned).collect();
        if let Some(id) = ids.get(n % ids.len().max(1)) {
            browser.post("/api/security/remove", &[("id", id)]).await;
        }
        w.p.clock.advance(Duration::seconds(1));
    }

    async fn make_codes(&mut self, n: usize) {
        let browser = self.session(n);
        browser.post("/api/security/backup-codes", &[("id", "")]).await;
        let page = browser.get("/account/security").await.body;
        let codes = page.split("<code>").skip(1).filter_map(|part| part.split('<').next());
        self.codes.extend(codes.map(str::to_owned));
    }

    async fn change_questions(&mut self, n: usize) {
        let fields = other_questions("Thief");
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), *v)).collect();
        let answer = self.session(n).post("/api/security/questions", &fields).await;
        self.answers |= answer.location() == "/account/security";
    }

    /// "This was not me", pressed by the thief.
    async fn report(&mut self, w: &World<'_>) {
        for token in w.tokens(&w.thief, "/not-me").await {
            w.p.browser().post("/api/security/not-me", &[("id", &token)]).await;
        }
    }

    async fn forgot(&mut self, w: &World<'_>) {
        let fields = [("email", w.thief.as_str()), ("sevis_id", "")];
        w.p.browser().post("/api/forgot", &fields).await;
        w.p.settle().await;
        self.reset(w).await;
    }

    /// A new password by every link that was mailed to the thief.
    async fn reset(&mut self, w: &World<'_>) {
        for token in w.tokens(&w.thief, "/reset").await {
            let answer = if self.answers { "Thief" } else { "?" };
            reset(w.p, &token, THIEFS, &|_| answer.to_owned()).await;
        }
    }

    /// Logs in with every password and app the thief knows.
    async fn log_in(&mut self, w: &World<'_>) {
        for email in [&w.owner, &w.thief] {
            let mut browser = w.p.browser();
            if browser.log_in(email, THIEFS).await.location() != "/verify" {
                continue;
            }
            for key in &self.keys {
                w.p.clock.advance(Duration::seconds(30));
                let code = w.p.app_code(key);
                browser.post("/api/verify", &[("code", &code)]).await;
            }
            self.sessions.push(browser);
        }
    }

    async fn use_code(&mut self, w: &World<'_>) {
        let Some(code) = self.codes.pop() else { return };
        for email in [&w.owner, &w.thief] {
            let mut browser = w.p.browser();
            browser.log_in(email, THIEFS).await;
            browser.post("/api/verify/backup-code", &[("backup_code", &code)]).await;
            self.sessions.push(browser);
        }
    }

    /// After the owner has come back: everything once more, and none of it opens or changes
    /// anything, nor is the thief told anything.
    pub async fn holds_nothing(&mut self, w: &World<'_>, new: &str) {
        let before = w.state().await;
        let told = w.p.mails(&w.thief).await.len();
        for n in 0..self.sessions.len() {
            let browser = &mut self.sessions[n];
            assert_ne!(browser.get("/home").await.status.as_u16(), 200, "a session opens");
            for what in [0, 3, 4, 5, 10, 11] {
                self.act(w, what, n).await;
            }
            if let Some(key) = self.begun.clone() {
                let code = w.p.app_code(&key);
                let fields = [("code", code.as_str()), ("page", "/second-step/confirm")];
                self.session(n).post("/api/enrol/confirm", &fields).await;
            }
        }
        for what in [1, 7, 8, 9] {
            self.act(w, what, 0).await;
        }
        while !self.codes.is_empty() {
            self.use_code(w).await;
        }
        for (password, email) in [(THIEFS, &w.owner), (PASSWORD, &w.owner), (new, &w.thief)] {
            let answer = w.p.browser().log_in(email, password).await;
            assert_eq!(answer.location(), "/login", "{password} at {email}");
        }
        assert_eq!(w.state().await, before, "nothing changed");
        let mails = w.p.mails(&w.thief).await;
        let heard: Vec<&str> = mails[told..].iter().map(|mail| mail.subject.as_str()).collect();
        assert!(heard.iter().all(|subject| *subject == "You already have an account"), "{heard:?}");
    }
}
