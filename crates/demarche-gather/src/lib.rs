//! Brings files and pages in as reports: bytes decoded, articles found, metadata kept.
//!
//! In: bytes, with a file name or media type as a hint. Out: a [`Report`], whatever the bytes are.

mod decode;
mod form;
mod html;
mod markdown;
mod plain;

use demarche_read::report::Report;
use form::Form;

/// A report from the bytes of a file or page: plain text, Markdown or HTML, told by content and by `hint`
/// (a file name, an address or a media type). Never fails: bytes that make no sense give a report without words.
pub fn from_bytes(bytes: &[u8], hint: Option<&str>) -> Report {
    let text = decode::text(bytes, hint);
    match form::tell(&text, hint) {
        Form::Html => html::report(&text),
        Form::Markdown => markdown::report(&text),
        Form::Plain => plain::report(&text),
    }
}
