//! One file a command.

pub mod add;
pub mod ask;
pub mod brief;
pub mod check;
pub mod correct;
pub mod export;
pub mod grade;
pub mod import;
pub mod read;
pub mod rebuild;
pub mod reports;
pub mod shell;
pub mod situation;
pub mod verify;
pub mod versions;
