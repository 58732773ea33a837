//! No path from outside leads anywhere but to our own pages.

use app::routes;

#[test]
fn only_plain_paths_of_our_own_are_taken_for_next() {
    for bad in [
        "//evil.test",
        "/\\evil.test",
        "https://evil.test",
        "/%2f%2fevil.test",
        "/profile?x",
        "/..",
        "javascript:x",
        "",
        "profile",
        "/a//b",
        "/a\r\nb",
    ] {
        assert_eq!(routes::own_path(bad), None, "{bad}");
    }
    assert_eq!(routes::own_path("/employment/new"), Some("/employment/new"));
}

#[test]
fn plain_pages_are_those_that_the_server_alone_renders() {
    for plain in [
        "/",
        "/login",
        "/login?next=/home",
        "/sign-up",
        "/sign-up/password",
        "/confirm?token=x",
        "/verify",
        "/account/security",
        "/receipts/1",
        "/help/faq#x",
        "/home",
        "/console",
        "/console/students/1/merge",
    ] {
        assert!(routes::is_plain(plain), "{plain}");
    }
    for hydrated in ["/profile", "/register", "/loginx", "/homework", "/employment/1"] {
        assert!(!routes::is_plain(hydrated), "{hydrated}");
    }
}
