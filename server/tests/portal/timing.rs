//! Known and unknown addresses take the same time: a rank test over interleaved pairs.

use crate::on_both;
use crate::support::TestPortal;
use std::time::Instant;

/// Pairs measured.
const PAIRS: usize = 200;

/// Mann-Whitney: how many standard deviations the ranks of the first are from chance.
fn z(known: &[f64], unknown: &[f64]) -> f64 {
    let mut all: Vec<(f64, bool)> =
        known.iter().map(|t| (*t, true)).chain(unknown.iter().map(|t| (*t, false))).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let ranks: f64 = all
        .iter()
        .enumerate()
        .filter(|(_, (_, known))| *known)
        .map(|(at, _)| at as f64 + 1.0)
        .sum();
    let (n, m) = (known.len() as f64, unknown.len() as f64);
    let u = ranks - n * (n + 1.0) / 2.0;
    (u - n * m / 2.0) / (n * m * (n + m + 1.0) / 12.0).sqrt()
}

/// Measures pairs in turn. Chance alone passes 4 standard deviations once in 16,000 runs; on a
/// machine that is busy with something else, a second or third measurement decides.
async fn alike(
    p: &TestPortal,
    path: &str,
    fields: impl Fn(bool, usize) -> Vec<(&'static str, String)>,
) {
    let mut found = Vec::new();
    for round in 0..3 {
        let mut times = [Vec::new(), Vec::new()];
        for n in 0..PAIRS {
            for known in [n % 2 == 0, n % 2 == 1] {
                let fields = fields(known, round * PAIRS + n);
                let fields: Vec<(&str, &str)> =
                    fields.iter().map(|(a, b)| (*a, b.as_str())).collect();
                let mut browser = p.browser();
                let begun = Instant::now();
                browser.fetch(path, &fields).await;
                times[usize::from(known)].push(begun.elapsed().as_secs_f64());
            }
        }
        let z = z(&times[1], &times[0]);
        if z.abs() < 4.0 {
            return;
        }
        found.push(z);
    }
    panic!("{path}: known and unknown addresses differ by {found:?} standard deviations");
}

/// Accounts of their own, so that none is locked by being tried.
async fn accounts(p: &TestPortal, how_many: usize) {
    use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};
    use server::store::entity::account;
    p.holder("known0@test.test").await;
    let model = p.account_of("known0@test.test").await;
    let rows = (1..how_many).map(|n| {
        let mut row: account::ActiveModel = model.clone().into();
        row.id = Set(server::secret::id());
        row.email = Set(format!("known{n}@test.test"));
        row.email_key = Set(format!("known{n}@test.test"));
        // Every other one under the three strikes of portal accounts.
        if n % 2 == 0 {
            row.role = Set(domain::role::Role::Student.into());
        }
        row.reset_all()
    });
    account::Entity::insert_many(rows).exec_without_returning(p.db()).await.expect("rows");
}

fn address(known: bool, n: usize) -> String {
    format!("{}{n}@test.test", if known { "known" } else { "nobody" })
}

on_both! {
    login_takes_as_long_for_unknown_addresses,
    forgot_password_takes_as_long_for_unknown_addresses,
    signing_up_takes_as_long_for_unknown_addresses,
}

async fn login_takes_as_long_for_unknown_addresses(p: TestPortal) {
    accounts(&p, 3 * PAIRS).await;
    alike(&p, "/api/login", |known, n| {
        vec![("email", address(known, n)), ("password", "wrong".into())]
    })
    .await;
}

async fn forgot_password_takes_as_long_for_unknown_addresses(p: TestPortal) {
    accounts(&p, 3 * PAIRS).await;
    alike(&p, "/api/forgot", |known, n| {
        vec![("email", address(known, n)), ("sevis_id", String::new())]
    })
    .await;
}

async fn signing_up_takes_as_long_for_unknown_addresses(p: TestPortal) {
    accounts(&p, 3 * PAIRS).await;
    alike(&p, "/api/sign-up", |known, n| vec![("email", address(known, n))]).await;
}
