//! Opens a packed table: gzip, or a ZIP archive with one file in it, as GDELT ships them. Anything else is passed through.

use flate2::Crc;
use flate2::read::{DeflateDecoder, MultiGzDecoder};
use std::borrow::Cow;
use std::fmt;
use std::io::Read;

/// Bytes that a table may unpack to; a small file that unpacks to more is meant to do harm.
const LARGEST: u64 = 2 << 30;

/// Why a packed table could not be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Closed {
    /// The archive is cut off or damaged; what was wrong with it.
    Damaged(String),
    /// It unpacks to more than 2 GiB.
    TooLarge,
    /// It holds none or several files: how many.
    NotOneFile(usize),
    /// It is packed by a method that is not read: its number.
    Method(u16),
}

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Closed::Damaged(what) => write!(f, "the archive is damaged: {what}"),
            Closed::TooLarge => write!(f, "the archive unpacks to more than {} GiB", LARGEST >> 30),
            Closed::NotOneFile(count) => {
                write!(f, "the archive holds {count} files where one table is expected")
            }
            Closed::Method(number) => {
                write!(f, "the archive is packed by method {number}, which is not read")
            }
        }
    }
}

impl std::error::Error for Closed {}

/// Unpacks a table, going by its first bytes.
pub fn open(bytes: &[u8]) -> Result<Cow<'_, [u8]>, Closed> {
    match bytes {
        [0x1f, 0x8b, ..] => unpack(MultiGzDecoder::new(bytes)).map(Cow::Owned),
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => unzip(bytes).map(Cow::Owned),
        _ => Ok(Cow::Borrowed(bytes)),
    }
}

fn unpack(packed: impl Read) -> Result<Vec<u8>, Closed> {
    let mut bytes = Vec::new();
    let read = packed.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| Closed::Damaged(error.to_string()))?;
    if bytes.len() as u64 > LARGEST { Err(Closed::TooLarge) } else { Ok(bytes) }
}

/// The one file of a ZIP archive, found through its directory at the end, its checksum compared.
fn unzip(bytes: &[u8]) -> Result<Vec<u8>, Closed> {
    let damaged = |what: &str| Closed::Damaged(what.to_owned());
    // The end record is 22 bytes and a comment of at most 65,535.
    let from = bytes.len().saturating_sub(22 + 65_535);
    let end = bytes[from..].windows(4).rposition(|window| window == *b"PK\x05\x06").map(|place| place + from);
    let end = end.ok_or_else(|| damaged("it has no directory"))?;
    let count = number(bytes, end + 10, 2)?;
    // The length of the comment is the last there is to read.
    number(bytes, end + 20, 2)?;
    let mut at = number(bytes, end + 16, 4)?;
    let mut files = Vec::new();
    for _ in 0..count {
        if bytes.get(at..at + 4) != Some(b"PK\x01\x02") {
            return Err(damaged("its directory is broken"));
        }
        let (name, extra, comment) =
            (number(bytes, at + 28, 2)?, number(bytes, at + 30, 2)?, number(bytes, at + 32, 2)?);
        let is_folder = bytes.get(at + 46..at + 46 + name).is_some_and(|name| name.ends_with(b"/"));
        if !is_folder {
            files.push(at);
        }
        at += 46 + name + extra + comment;
    }
    let [entry] = files[..] else { return Err(Closed::NotOneFile(files.len())) };
    let (method, checksum) = (number(bytes, entry + 10, 2)?, number(bytes, entry + 16, 4)?);
    let (packed, header) = (number(bytes, entry + 20, 4)?, number(bytes, entry + 42, 4)?);
    let start = header + 30 + number(bytes, header + 26, 2)? + number(bytes, header + 28, 2)?;
    let data = bytes.get(start..start + packed).ok_or_else(|| damaged("it is cut off"))?;
    let content = match method {
        0 => data.to_vec(),
        8 => unpack(DeflateDecoder::new(data))?,
        other => return Err(Closed::Method(other as u16)),
    };
    let mut sum = Crc::new();
    sum.update(&content);
    if sum.sum() as usize == checksum { Ok(content) } else { Err(damaged("its checksum does not match")) }
}

/// A little-endian number of two or four bytes.
fn number(bytes: &[u8], at: usize, width: usize) -> Result<usize, Closed> {
    let cut = || Closed::Damaged("it is cut off".to_owned());
    let digits = bytes.get(at..at + width).ok_or_else(cut)?;
    Ok(digits.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder};
    use std::io::Write;

    fn gzip(content: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(content).unwrap();
        packed.finish().unwrap()
    }

    /// An archive as `zip` writes it: local headers with data, a directory, an end record.
    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut archive, mut directory) = (Vec::new(), Vec::new());
        for (name, content) in files {
            let mut packed = DeflateEncoder::new(Vec::new(), Compression::fast());
            packed.write_all(content).unwrap();
            let packed = packed.finish().unwrap();
            let mut sum = Crc::new();
            sum.update(content);
            let start = archive.len() as u32;
            let mut shared = Vec::new();
            shared.extend([20, 0, 0, 0, 8, 0, 0, 0, 0, 0]);
            shared.extend(sum.sum().to_le_bytes());
            shared.extend((packed.len() as u32).to_le_bytes());
            shared.extend((content.len() as u32).to_le_bytes());
            shared.extend((name.len() as u16).to_le_bytes());
            shared.extend([0, 0]);
            archive.extend(b"PK\x03\x04");
            archive.extend(&shared);
            archive.extend(name.as_bytes());
            archive.extend(&packed);
            directory.extend(b"PK\x01\x02\x14\x00");
            directory.extend(&shared);
            directory.extend([0; 10]);
            directory.extend(start.to_le_bytes());
            directory.extend(name.as_bytes());
        }
        let start = archive.len() as u32;
        archive.extend(&directory);
        archive.extend(b"PK\x05\x06\0\0\0\0");
        archive.extend([(files.len() as u16).to_le_bytes(), (files.len() as u16).to_le_bytes()].concat());
        archive.extend((directory.len() as u32).to_le_bytes());
        archive.extend(start.to_le_bytes());
        archive.extend([0, 0]);
        archive
    }

    #[test]
    fn packed_tables_are_opened() {
        let table: &[u8] = b"1\t20260131\n";
        for bytes in [table.to_vec(), gzip(table), zip(&[("x/", b""), ("x/20260131.export.CSV", table)])] {
            assert_eq!(open(&bytes).as_deref(), Ok(table));
        }
        assert_eq!(open(b"").as_deref(), Ok(&b""[..]));
    }

    #[test]
    fn broken_archives_are_refused() {
        let two = zip(&[("a", b"1"), ("b", b"2")]);
        assert_eq!(open(&two), Err(Closed::NotOneFile(2)));
        assert_eq!(open(&zip(&[])), Err(Closed::NotOneFile(0)));
        let one = zip(&[("a", b"some words, some words, some words")]);
        for cut in 4..one.len() {
            assert!(matches!(open(&one[..cut]), Err(Closed::Damaged(_))), "{cut}");
        }
        let whole = gzip(b"some words, some words, some words");
        for cut in 2..whole.len() {
            assert!(open(&whole[..cut]).is_err(), "{cut}");
        }
        let mut changed = one.clone();
        changed[14] ^= 1;
        let place = changed.len() - 22 - 46 - 1 + 16;
        changed[place] ^= 1;
        assert!(matches!(open(&changed), Err(Closed::Damaged(_))));
    }
}
