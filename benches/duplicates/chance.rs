//! Chance that repeats itself: SplitMix64 from a seed, so that every run makes the same list.

/// A source of numbers.
pub struct Chance(u64);

impl Chance {
    /// From a seed.
    pub fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5dee_ce66_d1ce_4e5b)
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below another.
    pub fn below(&mut self, most: u64) -> u64 {
        self.number() % most.max(1)
    }

    /// Whether something of so many hundredths happens.
    pub fn happens(&mut self, hundredths: u64) -> bool {
        self.below(100) < hundredths
    }

    /// One of a list.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len() as u64) as usize]
    }

    /// One of a list whose first are the commonest: the weight of a place is 1 / (place + 12).
    pub fn common<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let weight = |place: usize| 1_000_000 / (place as u64 + 12);
        let mut left = self.below((0..of.len()).map(weight).sum());
        for (place, item) in of.iter().enumerate() {
            match left.checked_sub(weight(place)) {
                Some(rest) => left = rest,
                None => return item,
            }
        }
        &of[0]
    }
}
