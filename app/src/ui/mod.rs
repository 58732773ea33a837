//! Components: the frame of a page, forms and fields, and the views that several pages share. A component is a folder: its markup,
//! its look (`style.scss`), where it has some its states for the gallery (`states.rs`) and its tests.

mod address;
mod bars;
mod codes;
mod count;
mod employers;
pub mod example;
mod field;
mod files;
mod form;
mod frame;
mod history;
mod html;
mod keys;
mod kinds;
mod new_password;
mod notes;
mod page;
mod pager;
mod passkey;
mod pictures;
mod post;
mod steps;
mod title;

pub use address::{Address, here, page_number, param, query};
pub use bars::{Bars, bars};
pub use codes::Codes;
pub use count::{CountPanel, CountReason};
pub use employers::{EmployerFacts, SevisTag};
pub use field::{
    AreaField, CheckField, ChoiceField, PlaceFields, RadioField, StateField, TextField, escape,
};
pub use files::{FileList, FilesField, PAPERS, one_file};
pub use form::{
    FaultSummary, FormState, Hidden, SubmitButton, Version, effect_seen, effect_summary,
    form_state, form_state_in, only_effect,
};
pub use frame::framed;
pub use history::HistoryList;
pub use html::html;
pub use keys::keys;
pub use kinds::{KindLink, kinds};
pub use new_password::NewPassword;
pub use notes::{Notes, unsent};
pub use page::{Heading, lead, loaded, missing, nowhere};
pub use pager::Pager;
pub use passkey::{PasskeyAsk, PasskeyLogin};
pub use pictures::{calendar, timeline};
pub use post::{MadeFor, Post, PostForm, judged_post, made_for, post};
pub use steps::TenSteps;
pub use title::{PageTitle, Title};

use leptos::prelude::*;

/// Every component in its states.
pub fn states() -> AnyView {
    view! {
        {employers::states::states()}
        {field::states::states()}
        {new_password::states::states()}
        {files::states::states()}
        {codes::states::states()}
        {steps::states::states()}
        {kinds::states::states()}
        {pager::states::states()}
        {notes::states::states()}
        {count::states::states()}
        {pictures::states::states()}
        {bars::states::states()}
    }
    .into_any()
}
