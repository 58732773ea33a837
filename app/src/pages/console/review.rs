//! Reports to check, oldest first.

use crate::api::{MarkReviewed, PageOf};
use crate::routes;
use crate::ui::{Heading, Pager, Post, PostForm, SevisTag, loaded, page_data, page_number, post};
use crate::wire::{ReviewRow, ReviewView};
use leptos::prelude::*;

/// The review list.
#[component]
pub fn Review() -> impl IntoView {
    let action = post::<MarkReviewed>();
    provide_context(action);
    let number = page_number();
    let page = page_data(move || PageOf::Review(number()));
    loaded(page, |ReviewView { total, page, pages, rows }, _| {
        view! {
            <Heading title="Reports to check"/>
            <p>"What students reported, oldest first. Compare it with what you know, then mark it as checked. It goes to SEVIS either way."</p>
            {rows.is_empty().then(|| view! { <p>"All reports are checked."</p> })}
            {(total > 0).then(|| view! { <p role="status">{format!("{total} to check.")}</p> })}
            <div class="reviews">{rows.into_iter().map(row).collect_view()}</div>
            <Pager path=routes::REVIEW page=page pages=pages/>
        }
        .into_any()
    })
}

fn row(row: ReviewRow) -> AnyView {
    let action = expect_context::<Post>();
    let age = match row.age_days {
        0 => "Today".to_owned(),
        1 => "1 day old".to_owned(),
        n => format!("{n} days old"),
    };
    let age_class = if row.age_days > 14 { "tag tag--bad" } else { "tag" };
    let words = format!("Mark as checked: {}, {}", row.name, row.what);
    view! {
        <article class="review">
            <h2><a class="usa-link alone" href=routes::student(&row.student_id)>{row.name}</a></h2>
            <p class="usa-hint">{format!("{} · {} · {}", row.sevis_id, row.what, row.at)}</p>
            <p class="tags">
                <span class=age_class>{age}</span>
                {(row.days_late > 0).then(|| view! { <span class="tag tag--late">{format!("Reported {} days late", row.days_late)}</span> })}
                <SevisTag state=row.sevis/>
            </p>
            <dl class="facts">
                {row.sent.into_iter().map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> }).collect_view()}
            </dl>
            <PostForm to=action>
                <input type="hidden" name="form[id]" value=row.id/>
                <button type="submit" class="usa-button usa-button--outline" aria-label=words>"Mark as checked"</button>
            </PostForm>
        </article>
    }
    .into_any()
}
