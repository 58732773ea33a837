//! Rows 26 to 52: passwords, second steps, recovery.

use crate::support::{ANSWERS, Browser, PASSWORD, SCHOOL, TestPortal, between};
use crate::{Row, row};
use axum::http::StatusCode;
use domain::password::MODERN;
use sea_orm::EntityTrait;
use server::store::entity::{account, backup_code, factor, reset_answer};
use time::Duration;

pub fn rows() -> Vec<Row> {
    vec![
        row!(26, "6.1.1 (1)", "Limits documented, no malicious lockout", limits_are_documented),
        row!(27, "6.2.1 (1)", "Passwords of 8 or more, 15 recommended", lengths_are_exact),
        row!(
            28,
            "6.2.2, 6.2.3 (1)",
            "Change exists and needs the current password",
            change_needs_the_current
        ),
        row!(
            29,
            "6.2.4 (1), 6.2.12 (2)",
            "Common and breached passwords refused",
            breached_are_refused
        ),
        row!(30, "6.2.11 (2)", "Context words refused", context_words_are_refused),
        row!(31, "6.2.5 (1), 6.2.10 (2)", "No composition rules, no rotation"; unmet "under policy `seed` both are kept as the official pages state them; policy `modern` has neither"),
        row!(32, "6.2.6, 6.2.7 (1)", "Masked, paste and managers work", managers_work),
        row!(33, "6.2.8 (1), 6.2.9 (2)", "Verified exactly, 64 and more allowed", verified_exactly),
        row!(34, "6.3.1 (1)", "Stuffing and brute-force controls work", guesses_wait),
        row!(35, "6.3.2 (1)", "No default accounts", nobody_is_there),
        row!(36, "6.3.3 (2)", "Multi-factor required"; unmet "of officials and online accounts it is; students of the portal may add a second step, and need not, as in the seeds"),
        row!(37, "6.3.4 (2)", "All paths equally strong", no_path_skips_the_factor),
        row!(38, "6.3.5 (3)", "Suspicious logins notified", new_devices_are_told),
        row!(39, "6.3.7 (3)", "Credential changes notified", changes_are_told),
        row!(
            40,
            "6.3.8 (3)",
            "No enumeration by text or code (time: suite `portal`, `timing`)",
            same_words
        ),
        row!(41, "6.4.1 (1)", "Activation codes random, short-lived", activation_is_short),
        row!(42, "6.4.2 (1)", "No secret questions"; unmet "policy `seed` keeps the seed's questions as one proof besides the mailed link; alone they open nothing. Policy `modern` has none"),
        row!(43, "6.4.3 (2)", "Reset does not skip the second step", reset_keeps_the_factor),
        row!(
            44,
            "6.4.4 (2)",
            "Lost factor needs the same proof as enrolment",
            lost_factor_needs_proof
        ),
        row!(
            45,
            "6.4.6 (3)",
            "Administrators start a reset, never set it",
            officials_set_no_password
        ),
        row!(46, "6.5.1 (2)", "Codes once only", codes_once),
        row!(47, "6.5.2 (2)", "Lookup codes of 112 bits, or slow hashes", backup_codes_are_long),
        row!(48, "6.5.3, 6.5.4 (2)", "Random codes of 20 bits or more", codes_are_even),
        row!(49, "6.5.5 (2)", "Codes ten minutes at most, TOTP 30 seconds", codes_lapse),
        row!(50, "6.6.1 (2)", "Phone codes: stronger choice shown, risk told", text_risk_is_told),
        row!(51, "6.6.2 (2)", "Code bound to its request", codes_are_bound),
        row!(52, "6.6.3 (2)", "Code guessing limited", code_guesses_wait),
    ]
}

async fn limits_are_documented() {
    let readme = include_str!("../../../README.md");
    for name in [
        "PAGES",
        "FORMS",
        "LOGINS",
        "RECOVERIES",
        "RECOVERY_MAILS",
        "SIGN_UPS",
        "CODES",
        "MESSAGES",
        "IDLE_SECONDS",
        "HASH_QUEUE",
    ] {
        assert!(readme.contains(name), "{name}");
    }
    // A stranger's failures keep the owner's known browser from nothing.
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    for _ in 0..50 {
        p.browser().fetch("/api/login", &[("email", "a@test.test"), ("password", "x")]).await;
    }
    let mut own = p.browser();
    own.others = holder.browser.others.clone();
    assert_eq!(own.log_in("a@test.test", PASSWORD).await.location(), "/verify");
}

async fn sign_up_with(p: &TestPortal, email: &str, password: &str) -> String {
    let mut browser = p.confirmed(email).await;
    browser
        .fetch("/api/sign-up/password", &[("password", password), ("confirm", password)])
        .await
        .body
}

async fn lengths_are_exact() {
    let p = TestPortal::sqlite().await;
    assert!(sign_up_with(&p, "a@test.test", "Ab-öüä7").await.contains("AtLeast"));
    assert!(sign_up_with(&p, "b@test.test", "Ab-öüäé7").await.contains("Done"));
    let p = TestPortal::set_up(|config| config.policy = MODERN).await;
    assert!(sign_up_with(&p, "a@test.test", "fourteen chars").await.contains("AtLeast"));
    assert!(sign_up_with(&p, "b@test.test", "fifteen chars \u{1F600}").await.contains("Done"));
}

async fn change_needs_the_current() {
    let p = TestPortal::sqlite().await;
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    let new = "Another-light-27!";
    assert!(
        own.fetch("/api/account/password", &[("password", new), ("confirm", new)])
            .await
            .body
            .contains("Required")
    );
    assert!(
        own.fetch(
            "/api/account/password",
            &[("current", "x"), ("password", new), ("confirm", new)]
        )
        .await
        .body
        .contains("WrongPassword")
    );
    assert_eq!(
        own.post(
            "/api/account/password",
            &[("current", PASSWORD), ("password", new), ("confirm", new)]
        )
        .await
        .location(),
        "/profile"
    );
}

async fn breached_are_refused() {
    let p = TestPortal::sqlite().await;
    // Listed ones, typed twice to reach the length.
    assert!(sign_up_with(&p, "a@test.test", "P@ssw0rd").await.contains("NotBreached"));
    let student = p.registered(1).await;
    let mut own = p.logged_in(&student).await;
    let listed = "p@ssw0rdp@ssw0rd";
    assert!(
        own.fetch(
            "/api/account/password",
            &[("current", PASSWORD), ("password", listed), ("confirm", listed)]
        )
        .await
        .body
        .contains("NotBreached")
    );
    p.browser()
        .post("/api/forgot", &[("email", "s1@test.test"), ("sevis_id", &student.sevis_id)])
        .await;
    p.settle().await;
    let token = p.token("s1@test.test").await;
    assert!(
        p.browser()
            .fetch("/api/reset", &[("token", &token), ("password", listed), ("confirm", listed)])
            .await
            .body
            .contains("NotBreached")
    );
}

async fn context_words_are_refused() {
    let p = TestPortal::set_up(|config| config.policy = MODERN).await;
    let student = p.student(1, "").await;
    let token = p.token("s1@test.test").await;
    let mut browser = p.browser();
    browser
        .post("/api/register/identify", &[("token", &token), ("sevis_id", &student.sevis_id)])
        .await;
    for (password, rule) in [
        ("my sample password is long", "NotContext"),
        ("long foothold words here", "NotContext"),
        ("n0000000001 and much more", "NotSevisId"),
        ("s1@test.test and much more", "NotEmail"),
    ] {
        let answer = browser
            .fetch(
                "/api/register/create",
                &[("token", &token), ("password", password), ("confirm", password)],
            )
            .await;
        assert!(answer.body.contains(rule), "{password}: {}", answer.body);
    }
}

async fn managers_work() {
    let p = TestPortal::sqlite().await;
    let login = p.browser().get("/login").await.body;
    assert!(
        login.contains("type=\"password\"")
            && login.contains("autocomplete=\"current-password\"")
            && login.contains("autocomplete=\"username\"")
    );
    let mut browser = p.confirmed("a@test.test").await;
    let page = browser.get("/sign-up/password").await.body;
    assert!(
        page.contains("autocomplete=\"new-password\"")
            && !page.contains("maxlength")
            && !page.contains("onpaste")
    );
}

async fn verified_exactly() {
    let p = TestPortal::sqlite().await;
    let long = format!("Ab-7{}", "0123456789".repeat(12));
    let mut browser = p.confirmed("a@test.test").await;
    browser.post("/api/sign-up/password", &[("password", &long), ("confirm", &long)]).await;
    for other in [
        format!("{long} "),
        long.to_lowercase(),
        long.replace("9", "8"),
        long[..long.len() - 1].to_owned(),
        {
            let mut end = long.clone();
            end.replace_range(100..101, "x");
            end
        },
    ] {
        assert_eq!(p.browser().log_in("a@test.test", &other).await.location(), "/login");
        p.clock.advance(Duration::minutes(16));
    }
    assert_eq!(p.browser().log_in("a@test.test", &long).await.location(), "/sign-up/second-step");
    assert!(
        sign_up_with(&p, "b@test.test", &format!("Ab-7{}", "x".repeat(300)))
            .await
            .contains("AtMost")
    );
}

async fn guesses_wait() {
    let p = TestPortal::sqlite().await;
    p.holder("a@test.test").await;
    for n in 1..=5 {
        let body = p
            .browser()
            .fetch("/api/login", &[("email", "a@test.test"), ("password", "x")])
            .await
            .body;
        assert_eq!(body.contains("WaitFor"), n == 5, "{n}: {body}");
    }
    let tries: Vec<_> = (0..20)
        .map(|_| {
            let mut browser = p.browser();
            tokio::spawn(async move {
                browser
                    .fetch("/api/login", &[("email", "a@test.test"), ("password", PASSWORD)])
                    .await
                    .body
            })
        })
        .collect();
    for one in tries {
        assert!(one.await.expect("answered").contains("WaitFor"), "none slips through");
    }
    let other = server::portal::Portal::with(
        p.portal.config.clone(),
        p.portal.secrets.clone(),
        p.clock.clone(),
    )
    .await
    .expect("restart");
    assert!(
        Browser::new(other)
            .fetch("/api/login", &[("email", "a@test.test"), ("password", PASSWORD)])
            .await
            .body
            .contains("WaitFor")
    );
}

async fn nobody_is_there() {
    let p = TestPortal::sqlite().await;
    assert!(account::Entity::find().all(p.db()).await.expect("rows").is_empty());
    for email in ["admin@demo.test", "dso@demo.test", "root@localhost.test"] {
        assert_eq!(p.browser().log_in(email, PASSWORD).await.location(), "/login");
    }
}

async fn no_path_skips_the_factor() {
    let p = TestPortal::sqlite().await;
    p.holder("a@test.test").await;
    // The confirmation of an address that has an account begins no session.
    p.clock.advance(Duration::minutes(2));
    let mut browser = p.browser();
    browser.post("/api/sign-up", &[("email", "a@test.test")]).await;
    p.settle().await;
    browser.post("/api/confirm", &[("token", ""), ("confirmation_code", "ABCD2345")]).await;
    assert_eq!(browser.get("/home").await.location(), "/login?next=/home");
    let mut half = p.browser();
    half.log_in("a@test.test", PASSWORD).await;
    for path in [
        "/api/fresh-login",
        "/api/security/add",
        "/api/enrol/begin",
        "/api/enrol/confirm",
        "/api/security/backup-codes",
    ] {
        half.post(
            path,
            &[
                ("id", "x"),
                ("password", PASSWORD),
                ("next", "/home"),
                ("kind", "email"),
                ("code", "1"),
                ("page", ""),
            ],
        )
        .await;
        assert_eq!(half.get("/home").await.location(), "/verify", "{path}");
    }
    assert_eq!(factor::Entity::find().all(p.db()).await.expect("rows").len(), 1);
}

async fn new_devices_are_told() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    p.log_in_holder(&holder).await;
    let told = p
        .mails("a@test.test")
        .await
        .into_iter()
        .filter(|m| m.subject.contains("login from a new browser"))
        .count();
    assert_eq!(told, 1);
    let mut known = p.browser();
    known.others = holder.browser.others.clone();
    known.log_in("a@test.test", PASSWORD).await;
    let code = p.app_code(&holder.key);
    known.post("/api/verify", &[("code", &code)]).await;
    let told = p
        .mails("a@test.test")
        .await
        .into_iter()
        .filter(|m| m.subject.contains("login from a new browser"))
        .count();
    assert_eq!(told, 1, "not again for a known one");
}

async fn changes_are_told() {
    let p = TestPortal::sqlite().await;
    let student = p.registered(1).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    dso.post("/api/console/change-email", &[("id", &student.id), ("email", "new@test.test")]).await;
    for to in ["s1@test.test", "new@test.test"] {
        assert!(p.mails(to).await.iter().any(|mail| mail.subject.contains("email")), "{to}");
    }
    assert!(
        p.mails("dso@test.test")
            .await
            .iter()
            .any(|mail| mail.subject == "Your account: second step added")
    );
}

async fn same_words() {
    let p = TestPortal::sqlite().await;
    p.holder("a@test.test").await;
    for (path, known, unknown) in [
        (
            "/api/login",
            vec![("email", "a@test.test"), ("password", "x")],
            vec![("email", "b@test.test"), ("password", "x")],
        ),
        (
            "/api/forgot",
            vec![("email", "a@test.test"), ("sevis_id", "")],
            vec![("email", "b@test.test"), ("sevis_id", "")],
        ),
        ("/api/sign-up", vec![("email", "a@test.test")], vec![("email", "b@test.test")]),
    ] {
        let (known, unknown) =
            (p.browser().fetch(path, &known).await, p.browser().fetch(path, &unknown).await);
        assert_eq!(
            (known.status, &known.body, known.location()),
            (unknown.status, &unknown.body, unknown.location()),
            "{path}"
        );
    }
}

async fn activation_is_short() {
    let p = TestPortal::sqlite().await;
    p.browser().post("/api/sign-up", &[("email", "a@test.test")]).await;
    p.settle().await;
    let token = p.token("a@test.test").await;
    assert_eq!(token.len(), 43, "256 bits");
    p.clock.advance(Duration::hours(24) + Duration::seconds(1));
    let fields = [("token", token.as_str()), ("confirmation_code", "")];
    assert_ne!(p.browser().post("/api/confirm", &fields).await.location(), "/sign-up/password");
}

async fn reset_keeps_the_factor() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let mut open = p.log_in_holder(&holder).await;
    p.browser().post("/api/forgot", &[("email", "a@test.test"), ("sevis_id", "")]).await;
    p.settle().await;
    let token = p.token("a@test.test").await;
    let page = p.browser().get(&format!("/reset?token={token}")).await.body;
    let answers: Vec<&str> = page
        .split("class=\"question\">")
        .skip(1)
        .map(|part| {
            let words = part.split('<').next().expect("words");
            ANSWERS
                .iter()
                .find(|(code, _)| domain::questions::words(code) == Some(words))
                .expect("known")
                .1
        })
        .collect();
    let new = "Another-light-27!";
    p.browser()
        .post(
            "/api/reset",
            &[
                ("token", &token),
                ("answer1", answers[0]),
                ("answer2", answers[1]),
                ("password", new),
                ("confirm", new),
            ],
        )
        .await;
    let mut after = p.browser();
    assert_eq!(after.log_in("a@test.test", new).await.location(), "/verify");
    assert_eq!(after.get("/home").await.location(), "/verify");
    assert_eq!(open.get("/home").await.location(), "/login?next=/home");
}

async fn lost_factor_needs_proof() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let mut lost = p.browser();
    lost.log_in("a@test.test", PASSWORD).await;
    // Neither a mailed link nor an answer takes its place; a backup code does, once.
    assert!(
        lost.fetch("/api/verify/backup-code", &[("backup_code", "00000-00000-00000-00000-00000")])
            .await
            .body
            .contains("WrongCode")
    );
    assert_eq!(
        lost.post("/api/verify/backup-code", &[("backup_code", &holder.backup)]).await.location(),
        "/account/security"
    );
}

async fn officials_set_no_password() {
    let p = TestPortal::sqlite().await;
    let student = p.registered(1).await;
    let mut dso = p.official("dso@test.test", SCHOOL).await;
    let page = dso.get(&format!("/console/students/{}", student.id)).await.body;
    assert!(!page.contains("type=\"password\""));
    dso.post(
        "/api/console/change-email",
        &[("id", &student.id), ("email", "new@test.test"), ("password", "Chosen-by-official-1!")],
    )
    .await;
    assert_eq!(
        p.browser().log_in("new@test.test", "Chosen-by-official-1!").await.location(),
        "/login"
    );
    assert!(
        !dso.get(&format!("/console/students/{}", student.id))
            .await
            .body
            .contains("temporary password is")
    );
}

async fn codes_once() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let code = p.app_code(&holder.key);
    for (n, expected) in [(0, "/home"), (1, "/verify")] {
        let mut browser = p.browser();
        browser.log_in("a@test.test", PASSWORD).await;
        assert_eq!(
            browser.post("/api/verify", &[("code", &code)]).await.location(),
            expected,
            "{n}"
        );
    }
    for expected in ["/account/security", "/verify/backup-code"] {
        let mut browser = p.browser();
        browser.log_in("a@test.test", PASSWORD).await;
        assert_eq!(
            browser
                .post("/api/verify/backup-code", &[("backup_code", &holder.backup)])
                .await
                .location(),
            expected
        );
    }
}

async fn backup_codes_are_long() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let signs = holder.backup.chars().filter(|c| *c != '-').count();
    assert!(signs * 5 >= 112, "five bits a sign");
    let row = backup_code::Entity::find().one(p.db()).await.expect("row").expect("code");
    assert_eq!(row.code_hash.len(), 43, "a keyed hash of 256 bits");
    assert!(
        reset_answer::Entity::find()
            .all(p.db())
            .await
            .expect("rows")
            .iter()
            .all(|row| row.answer_hash.starts_with("$argon2id$"))
    );
}

async fn codes_are_even() {
    let mut counts = [[0u32; 10]; 6];
    let draws = 100_000;
    for _ in 0..draws {
        let code = server::service::credentials::codes::six_digits();
        assert_eq!(code.len(), 6);
        for (at, digit) in code.bytes().enumerate() {
            counts[at][usize::from(digit - b'0')] += 1;
        }
    }
    for place in counts {
        let expected = f64::from(draws) / 10.0;
        let chi: f64 = place.iter().map(|n| (f64::from(*n) - expected).powi(2) / expected).sum();
        // 9 degrees of freedom: above 40 once in a hundred thousand runs.
        assert!(chi < 40.0, "{place:?}");
    }
}

async fn codes_lapse() {
    let p = TestPortal::sqlite().await;
    let mut browser = p.with_password("a@test.test").await;
    browser.post("/api/sign-up/second-step", &[("by_email", "on")]).await;
    let code = p.sent_code("a@test.test").await;
    p.clock.advance(Duration::seconds(601));
    assert!(
        browser
            .fetch("/api/enrol/confirm", &[("code", &code), ("page", "")])
            .await
            .body
            .contains("CodeSpent")
    );
    let holder = p.holder("b@test.test").await;
    let code = p.app_code(&holder.key);
    p.clock.advance(Duration::seconds(90));
    let mut late = p.browser();
    late.log_in("b@test.test", PASSWORD).await;
    assert!(late.fetch("/api/verify", &[("code", &code)]).await.body.contains("WrongCode"));
}

async fn text_risk_is_told() {
    let p = TestPortal::sqlite().await;
    let mut browser = p.with_password("a@test.test").await;
    let page = browser.get("/sign-up/second-step").await.body;
    let order: Vec<usize> = ["Passkey", "Authenticator app", "Text message"]
        .iter()
        .map(|words| page.find(&format!(">{words}<")).expect("shown"))
        .collect();
    assert!(order.is_sorted(), "the stronger first");
    assert!(page.contains("Numbers can be hijacked"));
    // A number counts only once a code sent to it came back.
    browser.post("/api/sign-up/second-step", &[("text", "on"), ("mobile", "5125550100")]).await;
    assert!(
        factor::Entity::find()
            .one(p.db())
            .await
            .expect("row")
            .expect("factor")
            .confirmed_at
            .is_none()
    );
}

async fn codes_are_bound() {
    let p = TestPortal::sqlite().await;
    let mut a = p.with_password("a@test.test").await;
    a.post("/api/sign-up/second-step", &[("by_email", "on")]).await;
    let code = p.sent_code("a@test.test").await;
    let mut b = p.browser();
    b.log_in("a@test.test", PASSWORD).await;
    let id = factor::Entity::find().one(p.db()).await.expect("row").expect("factor").id;
    b.post("/api/enrol/begin", &[("id", &id)]).await;
    assert!(
        !b.fetch("/api/enrol/confirm", &[("code", &code), ("page", "")])
            .await
            .body
            .contains("Done")
    );
}

async fn code_guesses_wait() {
    let p = TestPortal::sqlite().await;
    let holder = p.holder("a@test.test").await;
    let mut browser = p.browser();
    browser.log_in("a@test.test", PASSWORD).await;
    for n in 1..=5 {
        let body = browser.fetch("/api/verify", &[("code", "000000")]).await.body;
        assert_eq!(body.contains("WaitFor"), n == 5, "{n}: {body}");
    }
    // Logging in again begins no new count.
    let mut again = p.browser();
    again.log_in("a@test.test", PASSWORD).await;
    let code = p.app_code(&holder.key);
    assert!(again.fetch("/api/verify", &[("code", &code)]).await.body.contains("WaitFor"));
    let page = again.get("/verify").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!between(&page.body, "<main", "</main>").contains("locked"));
}
