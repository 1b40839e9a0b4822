//! Cubic B-spline interpolation with mirrored edges (whole-sample symmetric), in SciPy's order of operations.
//!
//! Values become coefficients by a recursion along every line (pole √3 − 2); a value between is then a weighted sum
//! of the four nearest coefficients along each axis. M. Unser, A. Aldroubi, M. Eden, Fast B-spline transforms for
//! continuous image representation and interpolation, 1991. ([`super::spline_itk`] is the same in ITK's order.)

use std::ops::Range;

use crate::numeric::float;
use crate::numeric::recursive_gaussian::{Front, LINES};

/// √3 − 2.
const POLE: f64 = -0.267_949_192_431_122_7;

/// Turns values along lines into coefficients, in place; gives the positions `keep`. A line of one value stays.
pub fn coefficients(lines: &mut [Front], keep: Range<usize>, out: &mut [Front]) {
    if lines.len() > 1 {
        let gain = (1.0 - POLE) * (1.0 - 1.0 / POLE);
        lines.iter_mut().flatten().for_each(|value| *value *= gain);
        lines[0] = causal_start(lines);
        for i in 1..lines.len() {
            let before = lines[i - 1];
            (0..LINES).for_each(|line| lines[i][line] += POLE * before[line]);
        }
        let last = lines.len() - 1;
        let before = lines[last - 1];
        (0..LINES).for_each(|line| {
            lines[last][line] = (POLE * before[line] + lines[last][line]) * POLE / (POLE * POLE - 1.0);
        });
        for i in (keep.start..last).rev() {
            let after = lines[i + 1];
            (0..LINES).for_each(|line| lines[i][line] = POLE * (after[line] - lines[i][line]));
        }
    }
    out.copy_from_slice(&lines[keep]);
}

/// First causal output: the whole mirrored line's contributions.
fn causal_start(lines: &[Front]) -> Front {
    let last = lines.len() - 1;
    let far = float::pow(POLE, last as f64);
    let mut sum: Front = std::array::from_fn(|line| lines[0][line] + far * lines[last][line]);
    let mut power = POLE;
    for i in 1..last {
        (0..LINES).for_each(|line| sum[line] += power * (lines[i][line] + far * lines[last - i][line]));
        power *= POLE;
    }
    sum.map(|value| value / (1.0 - far * far))
}

/// The four coefficients that a position depends on along one axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Support {
    /// Their positions, mirrored into the axis.
    pub places: [usize; 4],
    /// Their weights.
    pub weights: [f64; 4],
}

impl Support {
    /// Of `position` on an axis of `size`; `None` outside the first and last voxel centre.
    pub fn at(position: f64, size: usize) -> Option<Self> {
        let last = size - 1;
        if !(position >= 0.0 && position <= last as f64) {
            return None;
        }
        let floor = position.floor();
        let places = std::array::from_fn(|i| mirrored(floor as isize - 1 + i as isize, last));
        let (y, z) = (position - floor, 1.0 - (position - floor));
        let second = (y * y * (y - 2.0) * 3.0 + 4.0) / 6.0;
        let third = (z * z * (z - 2.0) * 3.0 + 4.0) / 6.0;
        let first = z * z * z / 6.0;
        Some(Self { places, weights: [first, second, third, 1.0 - first - second - third] })
    }
}

/// A position at most three beyond an end, mirrored at the first and last voxel centre as often as needed.
fn mirrored(position: isize, last: usize) -> usize {
    if last == 0 {
        return 0;
    }
    let period = 2 * last as isize;
    let within = position.rem_euclid(period);
    within.min(period - within) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spline_goes_through_the_values() {
        for values in [vec![3.0], vec![3.0, -1.0], vec![2.0, 8.0, -5.0, 0.5, 7.0, 7.0, 1.0]] {
            let mut lines: Vec<Front> = values.iter().map(|&value| [value; LINES]).collect();
            let mut found = lines.clone();
            coefficients(&mut lines, 0..values.len(), &mut found);
            for (i, expected) in values.iter().enumerate() {
                let support = Support::at(i as f64, values.len()).expect("inside");
                let value: f64 = (0..4).map(|k| found[support.places[k]][0] * support.weights[k]).sum();
                assert!((value - expected).abs() < 1e-12, "{value} instead of {expected} of {values:?}");
            }
        }
        assert_eq!(Support::at(-1e-9, 5), None);
        assert_eq!(Support::at(4.1, 5), None);
    }
}
