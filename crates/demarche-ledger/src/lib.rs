//! Keeps reports for good: their texts, the records read of them, corrections and grades; what held when, and when we
//! knew it.
//!
//! In: reports with their records, and the moment they come in (there is no clock here). Out: views, the records that
//! bear on some parties as of a day and as known by a moment. One SQLite file; facts in it are only ever added, what is
//! derived from them can be made again. What was acknowledged survives the process being killed at any moment.

pub mod correction;
mod digest;
mod error;
mod pack;
mod store;
pub mod versions;

pub use error::{Error, Kind};
pub use store::Ledger;
pub use store::add::{Incoming, Outcome, gathered};
pub use store::check::{Checked, Fault};
pub use store::correct::{Entry, Grade, GradeOf};
pub use store::list::Receipt;
pub use store::rebuild::Reread;
pub use store::view::{Held, Query};
