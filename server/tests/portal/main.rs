//! The whole portal through its real router: every test runs on SQLite and again on PostgreSQL.

#[allow(dead_code, unused_imports, reason = "shared with the other suite")]
mod support;

mod access;
mod bad_input;
mod cases;
mod files;
mod findings;
mod login;
mod lost;
mod messages;
mod online;
mod registration;
mod reports;
mod school;
mod smtp;
mod texts;
mod timing;

/// Declares tests that take a fresh portal, once for each database.
#[macro_export]
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($portal:ident: TestPortal) $body:block)+) => {
        $($(#[$meta])* async fn $name($portal: $crate::support::TestPortal) $body)+
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
