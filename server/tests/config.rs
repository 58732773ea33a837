//! The settings: what is read, and what is refused with the variable's name.

use server::config::Config;
use tracing::Level;

fn read(name: &str, value: &str) -> Result<Config, String> {
    Config::read([(name.to_owned(), value.to_owned())].into()).map_err(|error| error.to_string())
}

#[test]
fn a_level_for_all_and_others_for_parts_are_read_with_blanks_around_them() {
    let filter = read("FOOTHOLD_LOG", " info , sqlx = warn").expect("reads").log.filter;
    assert!(filter.would_enable("server", &Level::INFO));
    assert!(!filter.would_enable("sqlx::query", &Level::INFO));
    assert!(filter.would_enable("sqlx::query", &Level::WARN));
}

#[test]
fn what_is_no_level_of_the_log_is_refused() {
    for text in ["inof", "info,", "server=", "server=loud", "a[b]=info=x", "\u{3000}A¡®="] {
        let fault = read("FOOTHOLD_LOG", text).expect_err(text);
        assert!(fault.contains("FOOTHOLD_LOG"), "{fault}");
    }
}
