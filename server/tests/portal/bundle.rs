//! The files of the browser bundle.

use crate::support::TestPortal;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_come_without_scripts_until_there_is_a_bundle_and_with_them_from_then_on() {
    let p = TestPortal::set_up(|_| ()).await;
    let pkg = p.portal.config.site.join("pkg");
    std::fs::remove_file(pkg.join("hash.txt")).expect("no bundle");
    let page = p.browser().get("/register").await.body;
    assert!(page.contains("/pkg/foothold.css") && !page.contains("type=\"module\""), "{page}");
    let list = "js: 0123456789abcdef\nwasm: 1123456789abcdef\ncss: 2123456789abcdef\n";
    std::fs::write(pkg.join("hash.txt"), list).expect("a bundle");
    let page = p.browser().get("/register").await.body;
    assert!(page.contains("/pkg/frontend.0123456789abcdef.js"), "{page}");
    assert!(page.contains("/pkg/foothold.2123456789abcdef.css"), "{page}");
}
