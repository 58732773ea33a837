//! Who looked, who did: written down before it is shown, never changed, and read by those it is about.

mod chain;
mod told;

use crate::support::TestPortal;
use crate::{Rule, rules};
use chain::*;
use sea_orm::{EntityTrait, PaginatorTrait};
use server::store::entity::audit;
use told::*;

pub fn rules() -> Vec<Rule> {
    rules! {
        every_look_is_written_down_and_told_to_the_person_it_is_about,
        every_act_is_written_down_with_before_and_after,
        the_audit_is_the_principal_officials_and_of_the_own_school,
        what_the_help_team_opens_is_told_to_its_holder,
        an_entry_is_neither_changed_nor_removed,
        a_broken_chain_is_found,
        whom_it_is_about_belongs_to_an_entry,
        entries_at_once_are_one_chain,
        what_cannot_be_written_down_is_not_shown,
        refusals_are_logged_whichever_way_they_were_asked,
    }
}

async fn entries(p: &TestPortal) -> u64 {
    audit::Entity::find().count(p.db()).await.expect("count")
}
