//! Rows 1 to 25: what comes in, what goes out, and the browser's defences.

mod cookies;
mod crossing;
mod input;
mod output;

use crate::{Row, row};
use cookies::*;
use crossing::*;
use input::*;
use output::*;

pub(super) const HEAD: &str = "sevis_id,given_name,surname,birth_date,email,school_code";

pub fn rows() -> Vec<Row> {
    vec![
        row!(1, "1.2.1, 1.2.3 (1)", "Output encoded for its context", output_is_encoded),
        row!(2, "1.2.2 (1)", "URLs built safely, only safe schemes", only_safe_schemes),
        row!(3, "1.2.4 (1)", "Parameterised queries", queries_take_any_sign),
        row!(4, "1.3.6 (2)", "No server-side request forgery"; nothing "no form takes a URL; the gateways' URLs come from the operator's environment alone"),
        row!(5, "1.3.11 (2)", "Mail header injection blocked", no_header_injection),
        row!(6, "1.4.2 (2)", "Numbers range-checked", numbers_are_ranged),
        row!(
            7,
            "2.1.1, 2.2.1 (1)",
            "Input rules documented, positive validation",
            text_is_kept_or_refused_by_name
        ),
        row!(8, "2.2.2 (1)", "Validation on the server", the_server_validates),
        row!(9, "2.3.1 (1)", "Steps in order, none skipped", steps_in_order),
        row!(10, "2.3.3 (2)", "All or nothing", all_or_nothing),
        row!(
            11,
            "2.3.4 (2), 15.4.2 (3)",
            "Locks on limited things, no check-then-use gap",
            one_use_of_many
        ),
        row!(12, "2.4.1 (2)", "Anti-automation", floods_are_slowed),
        row!(13, "3.2.1 (1)", "No rendering in the wrong context", files_are_attachments),
        row!(
            14,
            "3.3.1 (1), 3.3.3 (2)",
            "Secure cookies named `__Host-`",
            cookies_are_host_cookies
        ),
        row!(
            15,
            "3.3.2, 3.3.4 (2)",
            "SameSite suited to purpose, HttpOnly, token only in Set-Cookie",
            tokens_stay_in_cookies
        ),
        row!(16, "3.4.1 (1)", "HSTS of a year or more on all responses", hsts_everywhere),
        row!(17, "3.4.2 (1)", "CORS fixed or allow-listed", no_foreign_origin_is_allowed),
        row!(18, "3.4.3 (2)", "CSP with object-src none, base-uri none, nonces", csp_with_nonces),
        row!(
            19,
            "3.4.4 (1), 3.4.5, 3.4.6 (2), 3.4.8 (3)",
            "nosniff, referrer policy, frame-ancestors, COOP",
            headers_everywhere
        ),
        row!(20, "3.5.1 (1)", "Cross-site requests refused", cross_site_posts_are_refused),
        row!(21, "3.5.3 (1)", "No state change by GET or HEAD", looking_changes_nothing),
        row!(22, "3.7.2 (2)", "Redirects only to listed hosts", redirects_stay_here),
        row!(23, "4.1.1 (1)", "Content-Type with charset", types_have_a_charset),
        row!(24, "4.1.3, 15.3.4 (2)", "Proxy headers cannot be forged", proxy_headers_mean_nothing),
        row!(25, "4.2.1 (2)", "No request smuggling", requests_are_not_smuggled),
    ]
}
