//! Percentiles of numbers that are not sorted.

/// Numbers by rank. They are kept as whole numbers of the same order, which compare faster.
pub struct Percentiles {
    keys: Vec<i64>,
    /// Places in order below this hold what belongs there.
    settled: usize,
}

/// A place between two neighbours in order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// The number at or before the place.
    pub below: f64,
    /// The next one; the same at the end.
    pub above: f64,
    /// How far from the one below to the one above, 0…1.
    pub share: f64,
}

impl Percentiles {
    /// At least one number, none NaN; −0 comes before 0.
    pub fn of(values: impl Iterator<Item = f64>) -> Self {
        Self { keys: values.map(|value| turned(value.to_bits() as i64)).collect(), settled: 0 }
    }

    /// Position `percent` / 100 · (n − 1). Selects instead of sorting; ascending percentages are looked for only among what
    /// the one before left above it.
    pub fn at(&mut self, percent: f64) -> Place {
        let position = percent / 100.0 * (self.keys.len() - 1) as f64;
        let rank = position.floor() as usize;
        let from = if rank < self.settled { 0 } else { self.settled };
        let (_, &mut below, higher) = self.keys[from..].select_nth_unstable(rank - from);
        let above = higher.iter().copied().min().unwrap_or(below);
        self.settled = rank;
        Place { below: value(below), above: value(above), share: position - rank as f64 }
    }
}

fn value(key: i64) -> f64 {
    f64::from_bits(turned(key) as u64)
}

/// The bits of a number as a whole number in the same order, and back: negative ones have all but the sign reversed.
fn turned(bits: i64) -> i64 {
    bits ^ ((bits >> 63) as u64 >> 1) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_sorted_numbers_in_whatever_order_they_are_asked() {
        let values = [3.5, -2.0, 0.0, -0.0, 1e300, -7.25, 3.5, f64::MIN_POSITIVE, -1e-300];
        let mut sorted = values;
        sorted.sort_unstable_by(f64::total_cmp);
        let mut percentiles = Percentiles::of(values.into_iter());
        for percent in [0.0, 10.0, 25.0, 50.0, 90.0, 100.0, 30.0, 0.0, 77.0] {
            let position: f64 = percent / 100.0 * 8.0;
            let rank = position.floor() as usize;
            let Place { below, above, share } = percentiles.at(percent);
            assert_eq!(below.to_bits(), sorted[rank].to_bits(), "{percent}");
            assert_eq!(above.to_bits(), sorted[(rank + 1).min(8)].to_bits(), "{percent}");
            assert_eq!(share, position - rank as f64);
        }
    }
}
