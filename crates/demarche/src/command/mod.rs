//! One file a command.

pub mod ask;
pub mod brief;
pub mod read;
pub mod shell;
pub mod verify;
