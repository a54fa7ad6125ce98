//! Mail: single messages (EML) and mailboxes (mbox); the subject is the headline, the sender the byline.

use super::lines::{self, Line};
use super::{Gathered, Stream};
use crate::fault::Fault;
use crate::{head, html, plain};
use demarche_read::report::Report;
use mail_parser::{MessageParser, PartType};

/// Longest message, in bytes.
const LONGEST: usize = 64 << 20;

/// Whether bytes start with the head of a message: nothing but header lines, among them one that only mail systems write.
pub fn looks_like_mail(bytes: &[u8]) -> bool {
    const TELLING: [&str; 6] =
        ["message-id", "mime-version", "received", "return-path", "delivered-to", "dkim-signature"];
    let mut telling = 0;
    for (at, line) in bytes.split(|byte| *byte == b'\n').take(200).enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if at > 0 && matches!(line.first(), Some(b' ' | b'\t')) {
            continue;
        }
        let name = line.split(|byte| *byte == b':').next().unwrap_or(line);
        let shaped = name.len() < line.len()
            && !name.is_empty()
            && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        if !shaped {
            return false;
        }
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        telling += usize::from(TELLING.contains(&name.as_str()));
    }
    telling > 0
}

/// A report from a message; `None` where the bytes have no header.
pub fn report(bytes: &[u8]) -> Option<Report> {
    let message = MessageParser::default().parse(bytes)?;
    let mut report = Report::default();
    // Nested and attached messages are not the sender's report.
    let part = |ids: &[u32]| ids.iter().find_map(|id| message.parts.get(*id as usize));
    let (rich, flat) = (part(&message.html_body), part(&message.text_body));
    for part in [flat, rich].into_iter().flatten() {
        match &part.body {
            PartType::Text(text) if !text.trim().is_empty() => {
                report = plain::report(text);
                break;
            }
            PartType::Html(page) if !page.trim().is_empty() => {
                report = html::report(page);
                break;
            }
            _ => {}
        }
    }
    if let Some(from) = message.from().and_then(|from| from.first()) {
        report.byline = from.name().or(from.address()).map(str::to_owned).or(report.byline);
    }
    report.published = message.date().map(mail_parser::DateTime::to_rfc3339).or(report.published);
    if let Some(subject) = message.subject() {
        head::set_title(&mut report, subject);
    }
    Some(report)
}

/// Whether text that begins with "From " begins a mailbox: a header follows.
pub fn starts_mailbox(text: &str) -> bool {
    text.lines().nth(1).is_some_and(|line| {
        line.split_once(':').is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
    })
}

/// The messages of a mailbox, split at lines that start with "From " after a blank line.
pub struct Mailbox {
    name: String,
    stream: Stream,
    number: usize,
    ended: bool,
}

impl Mailbox {
    pub fn new(name: String, stream: Stream) -> Mailbox {
        Mailbox { name, stream, number: 0, ended: false }
    }
}

impl Iterator for Mailbox {
    type Item = Gathered;
    fn next(&mut self) -> Option<Gathered> {
        let mut message = Vec::new();
        let mut buffer = Vec::new();
        let mut blank = true;
        let mut fault = None;
        while !self.ended {
            match lines::next(&mut *self.stream, &mut buffer, LONGEST) {
                Ok(Line::Whole) if blank && buffer.starts_with(b"From ") => {
                    if !message.is_empty() || fault.is_some() {
                        break;
                    }
                }
                Ok(Line::Whole) => {
                    blank = buffer.trim_ascii().is_empty();
                    // ">From " stands for "From " inside a message.
                    let quoted = buffer.starts_with(b">From ");
                    if fault.is_none() && !(blank && message.is_empty()) {
                        message.extend_from_slice(&buffer[usize::from(quoted)..]);
                    }
                }
                Ok(Line::TooLong) => fault = Some(too_long()),
                Ok(Line::End) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    fault = Some(format!("cannot be read: {error}"));
                }
            }
            if message.len() > LONGEST {
                fault = Some(too_long());
                message = Vec::new();
            }
        }
        if message.is_empty() && fault.is_none() {
            return None;
        }
        self.number += 1;
        let name = format!("{}:{}", self.name, self.number);
        let report = match fault {
            Some(what) => Err(Fault::new(&name, what)),
            None => report(&message).ok_or_else(|| Fault::new(&name, "no header: not a message")),
        };
        Some(Gathered { name, id: None, report })
    }
}

fn too_long() -> String {
    format!("message longer than {} MiB", LONGEST >> 20)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    const MESSAGE: &str = "Message-ID: <1@example.org>\r\nFrom: \"Gulf Wire\" <desk@example.org>\r\n\
        Date: Tue, 3 Feb 2026 08:00:00 +0400\r\nSubject: =?utf-8?Q?Envoys_meet_=E2=80=93_again?=\r\n\
        Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        The two sides met =E2=80=9Cin good faith=E2=80=9D.\r\n";

    #[test]
    fn a_message_is_a_report() {
        assert!(looks_like_mail(MESSAGE.as_bytes()));
        let report = report(MESSAGE.as_bytes()).expect("a message");
        assert_eq!(report.title.as_deref(), Some("Envoys meet – again"));
        assert_eq!(report.byline.as_deref(), Some("Gulf Wire"));
        assert_eq!(report.published.as_deref(), Some("2026-02-03T08:00:00+04:00"));
        assert!(report.parts.iter().any(|part| part.text == "The two sides met “in good faith”."));
    }

    #[test]
    fn what_is_no_mail() {
        for text in [
            "SUBJECT: TALKS\nR 121530Z APR 79\n",
            "From: the embassy\nDate: 3 May\n\nThey met.",
            "",
            "Received: yes\nand that was all they said about it",
        ] {
            assert!(!looks_like_mail(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn mailboxes_are_split() {
        let mailbox = format!(
            "From a@b Mon Feb  2 08:00:00 2026\n{MESSAGE}>From the start nobody spoke.\n\n\
             From a@b Tue Feb  3 08:00:00 2026\nSubject: Second\n\nShort.\n"
        );
        let stream = BufReader::new(std::io::Cursor::new(mailbox.into_bytes()));
        let all: Vec<Gathered> = Mailbox::new("in.mbox".to_owned(), Box::new(stream)).collect();
        let titles: Vec<_> = all
            .iter()
            .map(|one| {
                (one.name.as_str(), one.report.as_ref().ok().and_then(|report| report.title.as_deref()))
            })
            .collect();
        assert_eq!(titles, [("in.mbox:1", Some("Envoys meet – again")), ("in.mbox:2", Some("Second"))]);
        let first = all[0].report.as_ref().expect("a report");
        assert!(first.parts.iter().any(|part| part.text.contains("From the start")));
    }
}
