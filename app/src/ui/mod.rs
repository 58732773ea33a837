//! Components: the frame of a page, forms and fields, and the views that several pages share.

mod bars;
mod codes;
mod count;
mod effect;
mod employers;
mod field;
mod files;
mod form;
mod frame;
mod history;
mod kinds;
mod new_password;
mod notes;
mod page;
mod pager;
mod passkey;
mod post;
mod steps;

pub use bars::{Bars, bars};
pub use codes::Codes;
pub use count::{CountPanel, CountReason};
pub use effect::{effect_seen, effect_summary, only_effect};
pub use employers::{EmployerFacts, SevisTag};
pub use field::{AreaField, CheckField, ChoiceField, RadioField, StateField, TextField};
pub use files::{FileList, FilesField, PAPERS, one_file};
pub use form::{FaultSummary, FormState, Hidden, SubmitButton, Version, form_state, form_state_in};
pub use frame::framed;
pub use history::HistoryList;
pub use kinds::{KindLink, kinds};
pub use new_password::NewPassword;
pub use notes::{Notes, unsent};
pub use page::{Heading, loaded, missing, page_data};
pub use pager::{Pager, page_number};
pub use passkey::{PasskeyAsk, PasskeyLogin};
pub use post::{MadeFor, Post, PostForm, judged_post, made_for, post};
pub use steps::TenSteps;
