//! The browser's entry: the rules by which the server decides, for `forms.js` to ask before it sends a form. Functions take
//! strings and return JSON, so that the bundle contains no page and no Leptos.

use app::told::{self, Asked, Told};
use wasm_bindgen::prelude::wasm_bindgen;

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// What is wrong with these fields of a form ([`Told::judging`]).
#[wasm_bindgen]
pub fn judge(form: &str, fields: &str, about: &str) -> String {
    json(&Told::judging(form, fields, about))
}

/// What the server's answer says ([`Told::answered`]).
#[wasm_bindgen]
pub fn answered(status: u16, wait: u32, body: &str) -> String {
    json(&Told::answered(status, wait, body))
}

/// True where a report of this start date, as typed, would be late on a day.
#[wasm_bindgen]
pub fn late(start: &str, year: i32, month: u8, day: u8) -> bool {
    told::late(start, (year, month, day))
}

/// Which rules a password keeps, in the order of the page.
#[wasm_bindgen]
pub fn rules(asked: &str, password: &str) -> String {
    let asked = serde_json::from_str::<Asked>(asked);
    json(&asked.map(|asked| asked.rules(password)).unwrap_or_default())
}
