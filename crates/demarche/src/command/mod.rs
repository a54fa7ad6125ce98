//! One file a command.

pub mod add;
pub mod ask;
pub mod brief;
pub mod read;
pub mod shell;
pub mod situation;
pub mod verify;
