//! Numbers that look random and are always the same: what falls depends on where it falls, not on what fell before.
//!
//! Every value of a row can so be computed by itself, which is what makes a reference to another row free of memory. The
//! numbers are those of `SplitMix64` (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014), whose
//! constants are its definition: no library's new version changes what a seed means.

/// A place at which numbers fall.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dice(u64);

/// The finalizer of `SplitMix64`, a permutation of all numbers.
pub(super) fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Dice {
    /// The numbers of a seed.
    pub(super) fn new(seed: u64) -> Self {
        Self(mix(seed))
    }

    /// Those of a place within this one.
    pub(super) fn at(self, place: u64) -> Self {
        Self(mix(self.0 ^ mix(place)))
    }

    /// Those of a place that has a name.
    pub(super) fn named(self, name: &str) -> Self {
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        self.at(hash)
    }

    /// The next number.
    pub(super) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A number below `sides`; 0 when there is none.
    pub(super) fn below(&mut self, sides: u64) -> u64 {
        let product = u128::from(self.roll()) * u128::from(sides);
        u64::try_from(product >> 64).unwrap_or_default()
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        if high <= low {
            return low;
        }
        let sides = high.wrapping_sub(low).cast_unsigned();
        let step = if sides == u64::MAX {
            self.roll()
        } else {
            self.below(sides + 1)
        };
        low.wrapping_add(step.cast_signed())
    }

    /// Whether something happens that does so in `percent` of all cases.
    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(usize::try_from(self.below(from.len() as u64)).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a seed means is a promise: scripts and screenshots rely on it.
    #[test]
    fn a_seed_means_the_same_for_ever() {
        assert_eq!(mix(0), 0xe220_a839_7b1d_cdaf);
        let mut dice = Dice::new(1).named("public.users").at(7);
        assert_eq!(
            [dice.below(1000), dice.below(1000), dice.below(1000)],
            [76, 295, 856]
        );
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        let mut dice = Dice::new(3);
        for _ in 0..1000 {
            assert!((-3..=4).contains(&dice.between(-3, 4)));
            assert!(dice.below(7) < 7);
        }
        assert_eq!(dice.between(5, 5), 5);
        assert_eq!(dice.below(0), 0);
        dice.between(i64::MIN, i64::MAX);
    }
}
