//! Lines of a stream, none of them held beyond a limit.

use std::io::{self, BufRead};

/// What reading a line gave.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// A line, now in the buffer, with its end.
    Whole,
    /// A line longer than the limit; it was passed over.
    TooLong,
    /// The stream has ended.
    End,
}

/// Reads the next line into `buffer`, or passes over one that is longer than `limit` bytes.
pub fn next(stream: &mut dyn BufRead, buffer: &mut Vec<u8>, limit: usize) -> io::Result<Line> {
    buffer.clear();
    let mut long = false;
    let mut some = false;
    loop {
        let chunk = match stream.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() {
            return Ok(match (some, long) {
                (false, _) => Line::End,
                (true, true) => Line::TooLong,
                (true, false) => Line::Whole,
            });
        }
        some = true;
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let taken = end.map_or(chunk.len(), |end| end + 1);
        if buffer.len() + taken > limit {
            long = true;
            *buffer = Vec::new();
        } else if !long {
            buffer.extend_from_slice(&chunk[..taken]);
        }
        stream.consume(taken);
        if end.is_some() {
            return Ok(if long { Line::TooLong } else { Line::Whole });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_limits() {
        let mut stream = io::BufReader::with_capacity(3, "ab\n\nlonger than ten\nc".as_bytes());
        let mut buffer = Vec::new();
        let mut seen = Vec::new();
        loop {
            let line = next(&mut stream, &mut buffer, 10).expect("memory");
            if line == Line::End {
                break;
            }
            seen.push((line, String::from_utf8_lossy(&buffer).into_owned()));
        }
        let expected = [(Line::Whole, "ab\n"), (Line::Whole, "\n"), (Line::TooLong, ""), (Line::Whole, "c")];
        assert_eq!(seen, expected.map(|(line, text)| (line, text.to_owned())));
    }
}
