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
