//! Random and mutated inputs, the same on every machine.

/// Small inputs of every form.
pub const SEEDS: [&[u8]; 5] = [
    b"Envoys meet\n- A deck\nBy Jane Roe | 02 Feb 2026\n\nMUSCAT, Feb 2 (Wire) - Envoys met.\n\nWhy it matters\n\n- Oil\n\nQ1: When?\nA: Soon.\n\nREAD MORE\nFive charts\n# # #\n",
    b"---\ntitle: Talks\ndate: 2026-02-02\n---\n\n# Talks\n\nThe *two* sides [met](https://example.org).\n\n> Quote\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    b"<!doctype html><html lang=en><head><title>Talks - Post</title><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Talks\",\"author\":[{\"name\":\"J\"}]}</script></head><body><article><h1>Talks</h1><p>The two sides met on Monday and will meet again, <b>both</b> said.</p><ul><li>One</li></ul></article></body></html>",
    b"FM EMBASSY CAIRO\nTO HQ\nSUBJECT: TALKS\nR 121530Z APR 79\n1. (C) SUMMARY: They met.\n2. QUESTION: Will they?\n19:20 Nobody knows\n",
    b"T\0h\0e\0 \0t\0w\0o\0 \0s\0i\0d\0e\0s\0 \0m\0e\0t\0.\0\n\0",
];

/// SplitMix64: the same numbers on every machine.
pub struct Dice(pub u64);

impl Dice {
    /// A number from 0 up to, but not including, `below`.
    pub fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % below.max(1) as u64) as usize
    }

    /// Up to 200 random bytes.
    pub fn bytes(&mut self) -> Vec<u8> {
        let length = self.roll(200);
        (0..length).map(|_| self.roll(256) as u8).collect()
    }

    /// A seed with some bytes changed, doubled, cut or crossed with another seed.
    pub fn mutated(&mut self) -> Vec<u8> {
        let mut bytes = SEEDS[self.roll(SEEDS.len())].to_vec();
        for _ in 0..=self.roll(6) {
            let at = self.roll(bytes.len() + 1);
            let end = (at + self.roll(20)).min(bytes.len());
            match self.roll(6) {
                0 => bytes.truncate(at),
                1 => drop(bytes.drain(at..end)),
                2 => drop(bytes.splice(at..at, (0..4).map(|_| self.roll(256) as u8).collect::<Vec<_>>())),
                3 => drop(bytes.splice(at..at, bytes[at..end].repeat(3))),
                4 => {
                    let other = SEEDS[self.roll(SEEDS.len())];
                    let from = self.roll(other.len());
                    bytes.splice(at..end, other[from..(from + 40).min(other.len())].iter().copied());
                }
                _ => {
                    const TRICKS: [&str; 8] =
                        ["’", "\u{feff}", "\u{ad}", "<b>", "—", "\r\n\r\n", "١٢", "ﬁ😀"];
                    bytes.splice(at..at, TRICKS[self.roll(TRICKS.len())].bytes());
                }
            }
        }
        bytes
    }
}
