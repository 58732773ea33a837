//! Which attacks a row of the table has to withstand besides its own test.

/// The rules of a row.
pub fn on(row: u8) -> &'static [&'static str] {
    match row {
        12 => &[
            "texts_are_counted_whatever_is_removed",
            "mails_to_an_unproven_address_have_a_ceiling_and_the_page_says_the_same",
            "codes_asked_for_at_once_stay_within_their_quota",
        ],
        26 => &[
            "whoever_asks_for_links_makes_no_other_link_void",
            "a_new_password_waits_for_no_failures_of_strangers",
            "strangers_failures_slow_strangers",
            "behind_a_trusted_proxy_everybody_has_an_address_of_their_own",
            "nobody_else_is_believed_about_addresses",
        ],
        28 => &["an_expired_password_is_changed_with_the_old_one_only"],
        35 => &["the_demo_answers_to_no_other_name"],
        37 => &[
            "the_password_again_is_no_way_past_the_second_step",
            "a_new_password_makes_no_old_second_step_fresh",
            "nobody_does_what_is_anothers",
        ],
        38 => &["a_login_from_a_new_browser_is_told_to_everybody"],
        39 => &[
            "the_old_address_hears_of_a_new_one_when_it_is_asked_for",
            "after_the_owners_report_and_new_password_a_thief_holds_nothing",
            "a_report_puts_second_steps_and_codes_back",
        ],
        45 => &["nobody_does_what_is_anothers", "every_act_is_written_down_with_before_and_after"],
        46 => &[
            "of_guesses_at_once_no_more_are_compared_than_there_are_chances",
            "a_new_link_is_no_new_chance",
            "a_link_used_at_once_sets_one_password",
        ],
        58 => &["known_browsers_and_links_end_with_a_new_password"],
        60 => &[
            "backup_codes_are_read_after_a_fresh_login_only",
            "a_consent_needs_a_fresh_login_and_ends_with_the_owners_report",
            "nobody_does_what_is_anothers",
        ],
        61 | 62 => &[
            "every_server_function_has_its_line",
            "every_path_has_its_line",
            "nobody_does_what_is_anothers",
            "nobody_reads_what_is_anothers",
            "a_thing_of_anothers_is_as_if_it_were_not_there",
        ],
        69 => &["metrics_of_a_public_portal_are_not_on_its_own_address"],
        74 => &[
            "refusals_are_logged_whichever_way_they_were_asked",
            "every_look_is_written_down_and_told_to_the_person_it_is_about",
            "what_cannot_be_written_down_is_not_shown",
        ],
        76 => &[
            "an_entry_is_neither_changed_nor_removed",
            "a_broken_chain_is_found",
            "entries_at_once_are_one_chain",
        ],
        _ => &[],
    }
}
