//! Weights files: how fitted models are stored, checked and looked up.
//!
//! In: the bytes of a file that `demarche-train` wrote. Out: named sections of it, read in place. A file that was
//! damaged, or fitted with other feature templates than this program has, is refused.

mod hash;
mod table;
mod tag;
mod word;

pub use hash::{HASH_STEP, Template, bytes, combine, fingerprint, key, text};
pub use table::{INDEX_BITS, LabelTable, PairBytes, ValueTable};
pub use tag::{Tag, penn};
pub use word::{Casing, NO_PART, PARTS, TEMPLATES, Word, casing, form_key};

/// First bytes of every weights file.
const MAGIC: &[u8; 8] = b"DMRCHWTS";
/// Changes when the layout of the file changes.
const VERSION: u32 = 1;
/// Magic, version, section count, fingerprint, checksum.
const HEADER: usize = 32;
/// Start and length of each section.
const DIRECTORY_ENTRY: usize = 8;

/// Why a weights file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no weights file, or one of another version.
    Format,
    /// It was fitted with other features than this program computes.
    Features,
    /// Its bytes are not those that were written.
    Damaged,
    /// A label in it is unknown here.
    Labels,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Refusal::Format => "not a weights file of this version",
            Refusal::Features => "weights were fitted with other features: fit them again",
            Refusal::Damaged => "weights file is damaged",
            Refusal::Labels => "weights file has labels that are unknown here",
        })
    }
}

impl std::error::Error for Refusal {}

/// A weights file, opened in place.
#[derive(Clone, Copy, Debug)]
pub struct Weights {
    file: &'static [u8],
    sections: usize,
}

impl Weights {
    /// Opens a file whose weights belong to the features with this fingerprint.
    ///
    /// # Errors
    /// Refuses files of another format or with other features, and damaged ones.
    pub fn open(file: &'static [u8], fingerprint: u64) -> Result<Weights, Refusal> {
        if file.get(..8) != Some(MAGIC) || read_u32(file, 8) != Some(VERSION) {
            return Err(Refusal::Format);
        }
        let sections = read_u32(file, 12).ok_or(Refusal::Format)? as usize;
        if read_u64(file, 16) != Some(fingerprint) {
            return Err(Refusal::Features);
        }
        let stored = read_u64(file, 24).ok_or(Refusal::Format)?;
        if stored != checksum(file.get(HEADER..).ok_or(Refusal::Format)?) {
            return Err(Refusal::Damaged);
        }
        let weights = Weights { file, sections };
        match (0..sections).all(|section| weights.section(section).is_some()) {
            true => Ok(weights),
            false => Err(Refusal::Damaged),
        }
    }

    /// Bytes of a section; `None` where there is no such section.
    pub fn section(&self, number: usize) -> Option<&'static [u8]> {
        if number >= self.sections {
            return None;
        }
        let entry = HEADER + number * DIRECTORY_ENTRY;
        let start = read_u32(self.file, entry)? as usize;
        let length = read_u32(self.file, entry + 4)? as usize;
        self.file.get(start..start.checked_add(length)?)
    }

    /// A section as lines of text.
    ///
    /// # Errors
    /// Refuses a file without that section, or where it is no text.
    pub fn lines(&self, number: usize) -> Result<std::str::Lines<'static>, Refusal> {
        let bytes = self.section(number).ok_or(Refusal::Format)?;
        std::str::from_utf8(bytes).map(str::lines).map_err(|_| Refusal::Damaged)
    }
}

/// The bytes of a weights file with these sections.
pub fn pack(fingerprint: u64, sections: &[Vec<u8>]) -> Vec<u8> {
    let mut body = Vec::new();
    let mut start = HEADER + sections.len() * DIRECTORY_ENTRY;
    for section in sections {
        body.extend_from_slice(&(start as u32).to_le_bytes());
        body.extend_from_slice(&(section.len() as u32).to_le_bytes());
        start += section.len().next_multiple_of(16);
    }
    for section in sections {
        body.extend_from_slice(section);
        body.resize(body.len() + section.len().next_multiple_of(16) - section.len(), 0);
    }
    let mut file = MAGIC.to_vec();
    file.extend_from_slice(&VERSION.to_le_bytes());
    file.extend_from_slice(&(sections.len() as u32).to_le_bytes());
    file.extend_from_slice(&fingerprint.to_le_bytes());
    file.extend_from_slice(&checksum(&body).to_le_bytes());
    file.extend_from_slice(&body);
    file
}

fn read_u32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

fn read_u64(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at.checked_add(8)?)?.try_into().ok().map(u64::from_le_bytes)
}

/// Eight bytes at a time in four lanes, so that megabytes take a millisecond or two.
fn checksum(bytes: &[u8]) -> u64 {
    let mut lanes = [1u64, 2, 3, 4];
    let chunks = bytes.chunks_exact(32);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (lane, word) in lanes.iter_mut().zip(chunk.chunks_exact(8)) {
            *lane = hash::step(*lane, word.try_into().map_or(0, u64::from_le_bytes));
        }
    }
    let tail = rest.iter().fold(bytes.len() as u64, |sum, byte| hash::step(sum, u64::from(*byte)));
    lanes.iter().fold(tail, |sum, lane| hash::step(sum, *lane))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> Vec<u8> {
        pack(77, &[b"one\ntwo\n".to_vec(), vec![5; 40]])
    }

    fn open(bytes: Vec<u8>, fingerprint: u64) -> Result<Weights, Refusal> {
        Weights::open(bytes.leak(), fingerprint)
    }

    #[test]
    fn sections_come_back() {
        let weights = open(file(), 77).unwrap();
        assert_eq!(weights.lines(0).unwrap().collect::<Vec<_>>(), ["one", "two"]);
        assert_eq!(weights.section(1), Some(&[5u8; 40][..]));
        assert_eq!(weights.section(2), None);
    }

    #[test]
    fn other_features_and_damage_are_refused() {
        assert_eq!(open(file(), 78).err(), Some(Refusal::Features));
        for at in [0, 9] {
            let mut bytes = file();
            bytes[at] ^= 1;
            assert_eq!(open(bytes, 77).err(), Some(Refusal::Format));
        }
        for at in [24, HEADER + 1, 70] {
            let mut bytes = file();
            bytes[at] ^= 1;
            assert_eq!(open(bytes, 77).err(), Some(Refusal::Damaged));
        }
        for length in 0..file().len() {
            assert!(open(file()[..length].to_vec(), 77).is_err());
        }
    }
}
