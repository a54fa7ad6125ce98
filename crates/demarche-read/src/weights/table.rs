//! Tables of sparse weights, read in place.
//!
//! A feature is a number below `1 << INDEX_BITS`. Its low bits choose a bucket, its high bits tell it from the
//! others in that bucket, so that looking up never confuses two features.

/// Width of a feature's number.
pub const INDEX_BITS: u32 = 24;

/// Weights for three actions: one cache line holds four features' weights, found without a branch.
#[derive(Clone, Copy, Debug)]
pub struct ActionTable {
    slots: &'static [u8],
    mask: u32,
    bits: u32,
}

/// Bytes of a bucket of an [`ActionTable`]: four slots of a check byte and three weights.
const BUCKET: usize = 16;

impl ActionTable {
    /// A table over packed slots; `None` if their length is no power of two.
    pub fn new(slots: &'static [u8]) -> Option<ActionTable> {
        let buckets = slots.len() / BUCKET;
        let fits = buckets.is_power_of_two() && slots.len() == buckets * BUCKET;
        let bits = buckets.trailing_zeros();
        (fits && bits <= INDEX_BITS && bits + 8 >= INDEX_BITS).then(|| ActionTable {
            slots,
            mask: buckets as u32 - 1,
            bits,
        })
    }

    /// Adds a feature's weights to the scores.
    #[inline(always)]
    pub fn add(&self, feature: u32, scores: &mut [i32; 3]) {
        let start = (feature & self.mask) as usize * BUCKET;
        let check = feature >> self.bits;
        let Some(Ok(bucket)) = self.slots.get(start..start + BUCKET).map(<[u8; BUCKET]>::try_from) else {
            return;
        };
        let bucket = u128::from_le_bytes(bucket);
        let mut found = 0u32;
        for slot in 0..4 {
            let slot = (bucket >> (32 * slot)) as u32;
            let mask = u32::from(slot & 0xff == check).wrapping_neg();
            found |= slot & mask;
        }
        scores[0] += i32::from((found >> 8) as u8 as i8);
        scores[1] += i32::from((found >> 16) as u8 as i8);
        scores[2] += i32::from((found >> 24) as u8 as i8);
    }

    /// Packs features with their weights into `1 << bits` buckets of four; where more than four meet, the heaviest stay.
    pub fn pack(features: &[(u32, [i8; 3])], bits: u32) -> Vec<u8> {
        let mut buckets: Vec<Vec<(u32, [i8; 3])>> = vec![Vec::new(); 1 << bits];
        for (feature, weights) in features {
            buckets[(feature & ((1 << bits) - 1)) as usize].push((feature >> bits, *weights));
        }
        let mut bytes = Vec::with_capacity(BUCKET << bits);
        for bucket in &mut buckets {
            bucket.sort_by_key(|(check, weights)| {
                (
                    std::cmp::Reverse(weights.iter().map(|weight| i32::from(*weight).pow(2)).sum::<i32>()),
                    *check,
                )
            });
            for slot in 0..4 {
                match bucket.get(slot) {
                    Some((check, weights)) => {
                        bytes.push(*check as u8);
                        bytes.extend(weights.iter().map(|weight| *weight as u8));
                    }
                    None => bytes.extend([0; 4]),
                }
            }
        }
        bytes
    }
}

/// Weights for many labels: each feature stores only the labels it speaks for.
#[derive(Clone, Copy, Debug)]
pub struct LabelTable {
    offsets: &'static [u8],
    data: &'static [u8],
    mask: u32,
    bits: u32,
}

/// The two sections of a [`LabelTable`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairBytes {
    /// Where each bucket starts in the data, one more than there are buckets.
    pub offsets: Vec<u8>,
    /// Features of all buckets: check, count, then label and weight pairs.
    pub data: Vec<u8>,
}

impl LabelTable {
    /// A table over packed sections; `None` if they do not fit each other.
    pub fn new(offsets: &'static [u8], data: &'static [u8]) -> Option<LabelTable> {
        let buckets = (offsets.len() / 4).checked_sub(1)?;
        let bits = buckets.trailing_zeros();
        let fits = buckets.is_power_of_two() && bits <= INDEX_BITS && bits + 8 >= INDEX_BITS;
        fits.then(|| LabelTable { offsets, data, mask: buckets as u32 - 1, bits })
    }

    /// Adds a feature's weights to the scores of its labels.
    #[inline]
    pub fn add(&self, feature: u32, scores: &mut [i32]) {
        let place = (feature & self.mask) as usize * 4;
        let check = (feature >> self.bits) as u8;
        let (Some(start), Some(end)) =
            (super::read_u32(self.offsets, place), super::read_u32(self.offsets, place + 4))
        else {
            return;
        };
        let Some(mut bucket) = self.data.get(start as usize..end as usize) else { return };
        while let [found, count, rest @ ..] = bucket {
            let length = usize::from(*count) * 2;
            let Some((pairs, after)) = rest.split_at_checked(length) else { return };
            if *found == check {
                for pair in pairs.chunks_exact(2) {
                    if let Some(score) = scores.get_mut(usize::from(pair[0])) {
                        *score += i32::from(pair[1] as i8);
                    }
                }
                return;
            }
            bucket = after;
        }
    }

    /// Packs features, each with its label and weight pairs, into `1 << bits` buckets.
    pub fn pack(features: &[(u32, Vec<(u8, i8)>)], bits: u32) -> PairBytes {
        let mut order: Vec<&(u32, Vec<(u8, i8)>)> = features.iter().collect();
        order.sort_by_key(|(feature, _)| (feature & ((1 << bits) - 1), feature >> bits));
        let mut packed = PairBytes::default();
        let mut next = order.into_iter().peekable();
        for bucket in 0..1u32 << bits {
            packed.offsets.extend((packed.data.len() as u32).to_le_bytes());
            while let Some((feature, pairs)) =
                next.next_if(|(feature, _)| feature & ((1 << bits) - 1) == bucket)
            {
                packed.data.extend([(feature >> bits) as u8, pairs.len() as u8]);
                packed.data.extend(pairs.iter().flat_map(|(label, weight)| [*label, *weight as u8]));
            }
        }
        packed.offsets.extend((packed.data.len() as u32).to_le_bytes());
        packed
    }
}

/// A number for each of many keys: sorted 32-bit keys, then their values, found by interpolation.
#[derive(Clone, Copy, Debug)]
pub struct ValueTable {
    keys: &'static [u8],
    values: &'static [u8],
}

impl ValueTable {
    /// A table over a packed section; `None` if its length is wrong.
    pub fn new(bytes: &'static [u8]) -> Option<ValueTable> {
        let count = bytes.len() / 8;
        (bytes.len() == count * 8).then(|| {
            let (keys, values) = bytes.split_at(count * 4);
            ValueTable { keys, values }
        })
    }

    /// The value of a key.
    pub fn get(&self, key: u32) -> Option<u32> {
        let key_at = |place: usize| super::read_u32(self.keys, place * 4);
        let (mut low, mut high) = (0, self.keys.len() / 4);
        // Keys are hashes, evenly spread: two guesses by proportion land close, halving does the rest.
        let guess = ((u64::from(key) * high as u64) >> 32) as usize;
        for (reach, _) in [(8usize, ()), (64, ())] {
            let from = guess.saturating_sub(reach).max(low);
            let to = (guess + reach).min(high);
            if from > low && key_at(from).is_some_and(|found| found <= key) {
                low = from;
            }
            if to < high && key_at(to).is_some_and(|found| found > key) {
                high = to;
            }
        }
        while low < high {
            let middle = (low + high) / 2;
            match key_at(middle)?.cmp(&key) {
                std::cmp::Ordering::Equal => return super::read_u32(self.values, middle * 4),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Packs keys with their values; keys must be unique.
    pub fn pack(entries: &std::collections::BTreeMap<u32, u32>) -> Vec<u8> {
        let keys = entries.keys().flat_map(|key| key.to_le_bytes());
        let values = entries.values().flat_map(|value| value.to_le_bytes());
        keys.chain(values).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn action_weights_come_back() {
        let features: Vec<(u32, [i8; 3])> = (0..900u32)
            .map(|n| (n.wrapping_mul(1_234_577) % (1 << INDEX_BITS), [n as i8, -3, 127]))
            .collect();
        let table = ActionTable::new(ActionTable::pack(&features, 16).leak()).unwrap();
        for (feature, weights) in &features {
            let mut scores = [0; 3];
            table.add(*feature, &mut scores);
            assert_eq!(scores, weights.map(i32::from));
        }
        assert!(ActionTable::new(&[0; 40]).is_none());
    }

    #[test]
    fn label_weights_come_back() {
        let features: Vec<(u32, Vec<(u8, i8)>)> = (0..900u32)
            .map(|n| (n.wrapping_mul(1_234_577) % (1 << INDEX_BITS), vec![(1, n as i8), (7, -128)]))
            .collect();
        let packed = LabelTable::pack(&features, 16);
        let table = LabelTable::new(packed.offsets.leak(), packed.data.leak()).unwrap();
        for (feature, pairs) in &features {
            let mut scores = [0; 8];
            table.add(*feature, &mut scores);
            assert_eq!((scores[1], scores[7]), (i32::from(pairs[0].1), -128));
        }
    }

    #[test]
    fn values_come_back() {
        let entries = (0..5000u32).map(|n| (n.wrapping_mul(2_654_435_761), n)).collect();
        let table = ValueTable::new(ValueTable::pack(&entries).leak()).unwrap();
        for (key, value) in &entries {
            assert_eq!(table.get(*key), Some(*value));
            assert_eq!(table.get(key + 1), entries.get(&(key + 1)).copied());
        }
    }
}
