use super::Pager;
use crate::ui::html::html;
use leptos::prelude::*;

fn pager(path: &'static str, page: u32, pages: u32) -> String {
    html(|| view! { <Pager path=path page=page pages=pages/> }.into_any())
}

#[test]
fn no_link_leads_to_a_page_that_is_not_there() {
    assert!(!pager("/list", 1, 5).contains("Previous page"));
    assert!(!pager("/list", 5, 5).contains("Next page"));
    assert!(!pager("/list", 1, 1).contains("<nav"));
    // As after rows were deleted: one way leads back.
    let beyond = pager("/list", 7, 5);
    assert!(!beyond.contains("Next page"), "{beyond}");
}

#[test]
fn what_was_asked_for_goes_along() {
    assert!(pager("/list?kind=late", 2, 5).contains("/list?kind=late&amp;page=3"));
}
