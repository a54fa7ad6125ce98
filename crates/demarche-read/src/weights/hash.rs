//! Hashes of words and features: the same on every machine, so that weights fitted on one serve on all.

const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// Odd number that spreads 32-bit keys.
pub const HASH_STEP: u32 = 0x9e37_79b1;

/// One step of a running hash.
pub(super) fn step(state: u64, value: u64) -> u64 {
    (state.rotate_left(23) ^ value).wrapping_mul(MIX)
}

/// Hash of some bytes.
pub fn bytes(bytes: &[u8]) -> u32 {
    let mut chunks = bytes.chunks_exact(8);
    let mut state = bytes.len() as u64;
    for chunk in chunks.by_ref() {
        state = step(state, chunk.try_into().map_or(0, u64::from_le_bytes));
    }
    let mut last = [0u8; 8];
    let rest = chunks.remainder();
    last[..rest.len()].copy_from_slice(rest);
    state = step(state, u64::from_le_bytes(last));
    ((state ^ (state >> 29)).wrapping_mul(MIX) >> 32) as u32
}

/// Hash of a text.
pub fn text(text: &str) -> u32 {
    bytes(text.as_bytes())
}

/// Hash of several texts in order: which templates a model was fitted with.
pub fn fingerprint<'t>(texts: impl IntoIterator<Item = &'t str>) -> u64 {
    texts.into_iter().fold(MIX, |state, part| step(state, u64::from(text(part))))
}

/// Number of a feature template: features of different templates fall on different places.
pub type Template = u64;

/// Place of a feature in a table of `1 << INDEX_BITS`, from its template and up to three parts.
#[inline(always)]
pub fn combine(template: Template, first: u32, second: u32, third: u32) -> u32 {
    let pair = (u64::from(first) << 32) | u64::from(second);
    let state = (pair ^ template.wrapping_mul(MIX)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    let state = (state ^ (state >> 32) ^ (u64::from(third) << 17)).wrapping_mul(0xa076_1d64_78bd_642f);
    ((state ^ (state >> 31)).wrapping_mul(MIX) >> (64 - super::table::INDEX_BITS)) as u32
}

/// A 32-bit key from a kind and two parts, for tables of values.
pub fn key(kind: u32, first: u32, second: u32) -> u32 {
    let state = step(step(u64::from(kind), u64::from(first)), u64::from(second));
    ((state ^ (state >> 29)).wrapping_mul(MIX) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_do_not_move() {
        // Fitted weights depend on these figures: whoever changes them must fit again.
        assert_eq!(text(""), text(""));
        assert_ne!(text("a"), text("b"));
        assert_ne!(text("a"), text("a\0"));
        assert_ne!(combine(1, 2, 3, 4), combine(2, 2, 3, 4));
        assert_ne!(combine(1, 2, 3, 4), combine(1, 3, 2, 4));
        assert!(combine(9, 8, 7, 6) < 1 << super::super::INDEX_BITS);
    }
}
