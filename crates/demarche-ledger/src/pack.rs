//! Packs bytes for storing: LZ4 behind the length that they had.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// LZ4 never makes a byte into more than this many.
const MOST: usize = 255;

/// Packs bytes.
pub fn pack(bytes: &[u8]) -> Vec<u8> {
    lz4_flex::block::compress_prepend_size(bytes)
}

/// What was packed; `None` where the bytes are damaged. The length they state is not trusted beyond what they can hold.
pub fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let (length, rest) = packed.split_first_chunk::<4>()?;
    let length = u32::from_le_bytes(*length) as usize;
    if length > rest.len().saturating_mul(MOST).saturating_add(MOST) {
        return None;
    }
    let bytes = lz4_flex::block::decompress(rest, length).ok()?;
    (bytes.len() == length).then_some(bytes)
}

/// Packs a value as JSON, which later versions with more keys can read.
pub fn json(value: &impl Serialize) -> Option<Vec<u8>> {
    serde_json::to_vec(value).ok().map(|bytes| pack(&bytes))
}

/// A value packed as JSON.
pub fn from_json<T: DeserializeOwned>(packed: &[u8]) -> Option<T> {
    serde_json::from_slice(&unpack(packed)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out_and_damage_is_seen() {
        for bytes in [&b""[..], b"a", "Muscat ".repeat(500).as_bytes()] {
            let packed = pack(bytes);
            assert_eq!(unpack(&packed).as_deref(), Some(bytes));
            for length in 0..packed.len() {
                assert_ne!(unpack(&packed[..length]).as_deref(), Some(bytes));
            }
        }
        assert_eq!(unpack(&[0xff, 0xff, 0xff, 0xff, 0, 0]), None, "4 GiB out of two bytes");
    }
}
