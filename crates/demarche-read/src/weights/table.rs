//! Tables of sparse weights, read in place.
//!
//! A feature is a number below `1 << INDEX_BITS`. Its low bits choose a bucket, its high bits tell it from the
//! others in that bucket, so that looking up never confuses two features.

/// Width of a feature's number.
pub const INDEX_BITS: u32 = 24;

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

    /// Adds the features' weights to the scores of their labels.
    pub fn add(&self, features: &[u32], scores: &mut [i32]) {
        for batch in features.chunks(BATCH) {
            // Memory is asked for the whole batch before any of it is used: each feature lies somewhere else.
            let mut places = [(0u32, 0u32); BATCH];
            for (place, feature) in places.iter_mut().zip(batch) {
                let offset = (feature & self.mask) as usize * 4;
                let read = |offset| super::read_u32(self.offsets, offset).unwrap_or(0);
                *place = (read(offset), read(offset + 4));
            }
            let touched =
                places.iter().fold(0, |sum, (start, _)| sum ^ self.data.get(*start as usize).unwrap_or(&0));
            std::hint::black_box(touched);
            for ((start, end), feature) in places.iter().zip(batch) {
                if let Some(bucket) = self.data.get(*start as usize..*end as usize) {
                    add_from(bucket, (feature >> self.bits) as u8, scores);
                }
            }
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

/// Features that are looked up together.
const BATCH: usize = 16;

/// Adds the weights of the feature with this check, if the bucket holds it.
fn add_from(mut bucket: &[u8], check: u8, scores: &mut [i32]) {
    while let [found, count, rest @ ..] = bucket {
        let Some((pairs, after)) = rest.split_at_checked(usize::from(*count) * 2) else { return };
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
        for reach in [8usize, 64] {
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
    fn label_weights_come_back() {
        let features: Vec<(u32, Vec<(u8, i8)>)> = (0..900u32)
            .map(|n| (n.wrapping_mul(1_234_577) % (1 << INDEX_BITS), vec![(1, n as i8), (7, -128)]))
            .collect();
        let packed = LabelTable::pack(&features, 16);
        let table = LabelTable::new(packed.offsets.leak(), packed.data.leak()).unwrap();
        for (feature, pairs) in &features {
            let mut scores = [0; 8];
            table.add(&[*feature], &mut scores);
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
