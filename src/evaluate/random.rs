//! 随机. Numbers by chance that are the same every time.

/// 随机数. A small generator of its own (splitmix64): the same seed gives the same numbers on every machine.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Starts at `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Starts at `seed` and some words: streams of different names do not resemble each other.
    #[must_use]
    pub fn named(seed: u64, name: &str) -> Self {
        let mut random = Self(seed);
        for byte in name.bytes() {
            random.0 = random.next() ^ u64::from(byte);
        }
        random
    }

    /// The next number.
    #[expect(clippy::should_implement_trait, reason = "numbers never end; this is no iterator")]
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`; 0 for an empty range.
    pub fn below(&mut self, n: usize) -> usize {
        // The bias of the remainder is far below anything that is measured here.
        usize::try_from(self.next() % (n.max(1) as u64)).unwrap_or_default()
    }

    /// A number of `low..=high`.
    pub fn within(&mut self, low: i64, high: i64) -> i64 {
        let width = usize::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.below(width)).unwrap_or_default()
    }

    /// True `part` times of `whole`.
    pub fn chance(&mut self, part: usize, whole: usize) -> bool {
        self.below(whole) < part
    }

    /// One of `all`.
    ///
    /// # Panics
    /// When there is none.
    pub fn pick<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }

    /// `n` different ones of `all`, in any order.
    pub fn some<T: Copy>(&mut self, all: &[T], n: usize) -> Vec<T> {
        let mut all = all.to_vec();
        let n = n.min(all.len());
        for i in 0..n {
            let j = i + self.below(all.len() - i);
            all.swap(i, j);
        }
        all.truncate(n);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        // First outputs of the reference implementation for seed 1234567.
        let mut random = Random::new(1_234_567);
        assert_eq!([random.next(), random.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
        assert_ne!(Random::named(1, "a").next(), Random::named(1, "b").next());
    }

    #[test]
    fn ranges_are_kept() {
        let mut random = Random::new(7);
        assert!((0..1000).all(|_| (-3..=4).contains(&random.within(-3, 4))));
        let mut some = random.some(&[1, 2, 3, 4], 9);
        some.sort_unstable();
        assert_eq!(some, [1, 2, 3, 4]);
    }
}
