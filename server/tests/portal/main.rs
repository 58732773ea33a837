//! The whole portal through its real router: every test runs on SQLite and again on PostgreSQL.

#[allow(dead_code, unused_imports, reason = "shared with the other suite")]
mod support;

mod access;
mod alike;
mod bad_input;
mod bundle;
mod cases;
mod copies;
mod files;
mod fitness;
mod later;
mod leavings;
mod letters;
mod load;
mod login;
mod lost;
mod many_servers;
mod messages;
mod not_there;
mod online;
mod outside;
mod plans;
mod push;
mod query_plans;
mod registration;
mod reports;
mod restored;
mod retried;
mod school;
mod secrecy;
mod sevis;
mod smtp;
mod texts;
mod timing;
mod transactions;
mod unreadable;

/// Runs each of these on a fresh portal, once for each database. The functions stand below the list,
/// where the formatter reaches them; one that is not listed is dead code, which fails the lints.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::$name($crate::support::TestPortal::sqlite().await).await })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::$name($crate::support::TestPortal::postgres().await).await })+
        }
    };
}
