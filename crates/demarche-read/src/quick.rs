//! A hash map for the built-in tables, which are filled at each start and asked at each word.
//!
//! The standard hasher defends against keys chosen by an adversary. The keys of tables are ours, so that a few
//! multiplications do; maps whose keys come from a report keep the standard one.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map whose keys are words of a table or numbers made from them.
pub type TableMap<K, V> = HashMap<K, V, BuildHasherDefault<TableHasher>>;

const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// Hashes eight bytes a step.
#[derive(Clone, Copy, Default)]
pub struct TableHasher {
    state: u64,
}

impl TableHasher {
    fn step(&mut self, value: u64) {
        self.state = (self.state.rotate_left(23) ^ value).wrapping_mul(MIX);
    }
}

impl Hasher for TableHasher {
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in chunks.by_ref() {
            self.step(chunk.try_into().map_or(0, u64::from_le_bytes));
        }
        let rest = chunks.remainder();
        if !rest.is_empty() {
            let mut last = [0u8; 8];
            last[..rest.len()].copy_from_slice(rest);
            // The byte left over tells how many there were: "a" is not "a\0".
            last[7] = rest.len() as u8;
            self.step(u64::from_le_bytes(last));
        }
    }
    fn write_u8(&mut self, value: u8) {
        self.step(u64::from(value));
    }
    fn write_u32(&mut self, value: u32) {
        self.step(u64::from(value));
    }
    fn write_u64(&mut self, value: u64) {
        self.step(value);
    }
    fn write_usize(&mut self, value: usize) {
        self.step(value as u64);
    }
    /// The map takes its place from the low bits and its tag from the high ones: both must depend on every byte.
    fn finish(&self) -> u64 {
        (self.state ^ (self.state >> 32)).wrapping_mul(MIX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hash::{BuildHasher, Hash};

    fn hash(key: impl Hash) -> u64 {
        BuildHasherDefault::<TableHasher>::default().hash_one(key)
    }

    #[test]
    fn keys_that_differ_hash_apart() {
        for (one, other) in [("", "a"), ("a", "b"), ("ab", "ba"), ("minister", "ministers"), ("a", "a\0")] {
            assert_ne!(hash(one), hash(other), "{one} {other}");
        }
        assert_ne!(hash((1u32, 2u32)), hash((2u32, 1u32)));
        assert_eq!(hash("talks"), hash(String::from("talks")));
    }

    #[test]
    fn low_bits_are_spread() {
        let mut places: Vec<u64> = (0..4096u32).map(|number| hash((number, 7u32)) & 0xffff).collect();
        places.sort_unstable();
        places.dedup();
        assert!(places.len() > 3800, "{}", places.len());
    }
}
