//! f32 and f64 as one, for arithmetic that other programs do in the type of their input.

use std::ops::{Add, Div, Mul, Sub};

use super::simd::wide;

/// A floating point number.
pub trait Real:
    Copy + PartialOrd + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self>
{
    /// 0.
    const ZERO: Self;
    /// Not a number.
    const NAN: Self;
    /// Distance of 1 to the next larger number.
    const EPSILON: Self;
    /// The nearest number of this type.
    fn of(value: f64) -> Self;
    /// The same number.
    fn f64(self) -> f64;
}

impl Real for f64 {
    const ZERO: Self = 0.0;
    const NAN: Self = Self::NAN;
    const EPSILON: Self = Self::EPSILON;
    fn of(value: f64) -> Self {
        value
    }
    fn f64(self) -> f64 {
        self
    }
}

impl Real for f32 {
    const ZERO: Self = 0.0;
    const NAN: Self = Self::NAN;
    const EPSILON: Self = Self::EPSILON;
    fn of(value: f64) -> Self {
        value as Self
    }
    fn f64(self) -> f64 {
        self.into()
    }
}

/// Running sums of [`pairwise_sum`].
const RUNNING: usize = 8;

/// Sum in numpy's order for values that lie side by side: eight running sums, halves from 128 values on.
pub fn pairwise_sum<T: Real>(values: &[T]) -> T {
    const WHOLE: usize = 128;
    if values.len() > WHOLE {
        let half = values.len() / 2;
        let (first, second) = values.split_at(half - half % RUNNING);
        return pairwise_sum(first) + pairwise_sum(second);
    }
    wide(
        #[inline(always)]
        || running_sum(values),
    )
}

#[inline(always)]
fn running_sum<T: Real>(values: &[T]) -> T {
    let (blocks, rest) = values.as_chunks::<RUNNING>();
    let mut total = T::ZERO;
    if let [first, blocks @ ..] = blocks {
        let mut sums = *first;
        for block in blocks {
            (0..RUNNING).for_each(|i| sums[i] = sums[i] + block[i]);
        }
        let [a, b, c, d, e, f, g, h] = sums;
        total = ((a + b) + (c + d)) + ((e + f) + (g + h));
    }
    rest.iter().fold(total, |sum, &value| sum + value)
}

/// Arithmetic mean in numpy's order.
pub fn mean<T: Real>(values: &[T]) -> T {
    pairwise_sum(values) / T::of(values.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_any_length_are_right() {
        for count in [0, 1, 7, 8, 9, 42, 128, 129, 1000] {
            let values: Vec<f64> = (1..=count).map(f64::from).collect();
            assert_eq!(pairwise_sum(&values), f64::from(count * (count + 1) / 2), "{count}");
        }
        assert_eq!(mean(&[1.0_f32, 2.0, 6.0]), 3.0);
    }
}
