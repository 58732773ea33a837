use super::states::states;
use crate::ui::html::html;

#[test]
fn each_bar_is_an_ornament_beside_the_number_that_it_shows() {
    let html = html(states);
    assert!(
        html.contains("<th scope=\"row\" class=\"date\">08/17/2026</th><td class=\"number\">12")
    );
    assert_eq!(html.matches("<td aria-hidden=\"true\" class=\"bars__bar\">").count(), 2);
    assert!(html.contains("width=\"800\""), "twelve of fifteen: {html}");
}
