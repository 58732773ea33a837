//! The principal official's side: who works for the school, and its settings.

mod people;
mod port;
mod settings;
