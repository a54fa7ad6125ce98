//! Brings files and pages in as reports: bytes decoded, articles found, metadata kept.
//!
//! In: bytes, with a file name or media type as a hint. Out: a [`Report`], whatever the bytes are; or of a file that holds many,
//! one report after the other ([`container`]). Over the network: pages ([`fetch`]) and what is new in a feed ([`poll`]).

mod decode;
mod fault;
mod form;
mod head;
mod html;
mod markdown;
mod plain;

pub mod container;
pub mod fetch;
pub mod poll;

pub use fault::Fault;

use demarche_read::report::Report;
use form::Form;

/// A report from the bytes of a file or page: plain text, Markdown, HTML or mail, told by content and by `hint`
/// (a file name, an address or a media type). Never fails: bytes that make no sense give a report without words.
pub fn from_bytes(bytes: &[u8], hint: Option<&str>) -> Report {
    if container::looks_like_mail(bytes)
        && let Some(report) = container::mail_report(bytes)
    {
        return report;
    }
    let text = decode::text(bytes, hint);
    match form::tell(&text, hint) {
        Form::Html => html::report(&text),
        Form::Markdown => markdown::report(&text),
        Form::Plain => plain::report(&text),
    }
}
