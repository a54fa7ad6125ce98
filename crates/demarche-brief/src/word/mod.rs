//! Puts facts into sentences, one kind a file.

pub mod change;
pub mod channel;
pub mod conflict;
pub mod event;
pub mod expectation;
pub mod position;
pub mod stake;
pub mod statement;
