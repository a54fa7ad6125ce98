//! Writes a situation in the formats of the field, and takes in tables of events that others have coded.
//!
//! Pure: a situation and an instant in, bytes out; bytes of a table in, records out. What a format cannot hold is counted and told.

pub mod code;
pub mod deed;
pub mod facts;
pub mod format;
pub mod table;
