use super::states::states;
use crate::ui::html::html;

#[test]
fn only_the_kind_that_is_shown_says_so_and_a_count_of_none_is_a_count() {
    let html = html(states);
    assert_eq!(html.matches("aria-current=\"page\"").count(), 1);
    assert!(html.contains("<span class=\"number\">0</span>"), "{html}");
}
