//! Says a situation in sentences that all cite: briefings and answers.
//!
//! Sees a situation, never a text: what was not recorded and sourced cannot be said.

pub mod ask;
pub mod briefing;
pub mod check;
mod cite;
mod compose;
mod day;
pub mod format;
mod name;
mod scribe;
pub mod verify;
mod word;

pub use compose::{compose, compose_since};
