//! Intensities become grey levels, by numpy's arithmetic.
//!
//! Symbols: x, an intensity inside the mask; w, bin width; b_0 < b_1 < …, bin edges. The level of x is the number of
//! edges that are not above it (numpy.digitize), so that the smallest x has level 1.
//!
//! Fixed width: b_0 = min − (min mod w), b_k = b_0 + k ((b_0 + w) − b_0), up to max + 2 w. Fixed count n:
//! b_k = k ((max − min) / n) + min, the last edge raised by 1; rounded to f32 for f32 images, as numpy.histogram does.
//!
//! Example: 54 … 166 with w = 25: edges 50, 75, …; 54 has level 1, 75 level 2, 166 level 5.
//!
//! IBSI differs: bins of fixed width start at the minimum there (here at a multiple of w); bins of fixed count are the
//! same but for rounding.

use crate::error::{Error, Result};
use crate::volume::{Levels, Pixel, Roi};
use crate::words::Phrase;
use crate::words::RegionProblem;

/// Most grey levels a region may have. A co-occurrence matrix of PyRadiomics would take 447 GB at this number.
pub const MAX_LEVELS: u32 = 65_535;

/// How intensities are binned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Binning {
    /// `binWidth`, in units of the image.
    Width(f64),
    /// `binCount`.
    Count(u32),
}

/// Edges, ascending; all but the last are first + k · step.
struct Edges {
    all: Vec<f64>,
    /// 1 / step
    per_step: f64,
}

/// Grey levels of the voxels of `roi` inside the mask; `pixel` is the type of its image.
///
/// A voxel that is not a number gets a level above all edges, as numpy sorts it, unless it is the region's first: then
/// PyRadiomics finds no minimum (Python's `min` keeps a first NaN and passes over later ones). With a fixed count none is
/// allowed.
///
/// # Errors
/// `Malformed`: no minimum or maximum, or not finite. `TooLarge`: there would be more than [`MAX_LEVELS`] levels, or
/// rounding leaves bins without a width (NumPy gives edges that are all the same, or none).
pub fn discretise<'a>(roi: &Roi<'a>, pixel: Pixel, binning: Binning) -> Result<Levels<'a>> {
    let mut values = roi.inside();
    let first = values.next().unwrap_or(f64::NAN);
    let (mut minimum, mut maximum, mut broken) = (first, first, first.is_nan());
    for x in values {
        broken |= x.is_nan();
        minimum = if x < minimum { x } else { minimum };
        maximum = if x > maximum { x } else { maximum };
    }
    let countable = !broken || matches!(binning, Binning::Width(_));
    if !(minimum.is_finite() && maximum.is_finite() && countable) {
        let found = if broken { Phrase::NotANumber } else { Phrase::Infinite };
        return Err(RegionProblem::NoNumbers { found }.into());
    }
    let edges = Edges::new(minimum, maximum, pixel, binning)?;
    let mut voxels = vec![0; roi.values.len()];
    let mut count = 0;
    for ((level, &x), _) in
        voxels.iter_mut().zip(&roi.values).zip(&roi.region.inside).filter(|(_, inside)| **inside)
    {
        *level = edges.level(x);
        count = count.max(*level);
    }
    Ok(Levels::new(roi.region, voxels, count))
}

impl Edges {
    fn new(minimum: f64, maximum: f64, pixel: Pixel, binning: Binning) -> Result<Self> {
        match binning {
            Binning::Width(width) => {
                let remainder = minimum % width;
                // Python's modulo: the sign of the divisor.
                let remainder = if remainder < 0.0 { remainder + width } else { remainder };
                let first = minimum - remainder;
                let bins = ((maximum + 2.0 * width - first) / width).ceil();
                if bins > f64::from(MAX_LEVELS) + 2.0 {
                    return Err(too_many(bins, Phrase::BinWidthOver { width, minimum, maximum }));
                }
                let step = (first + width) - first;
                if !(bins >= 1.0 && step > 0.0 && step.is_finite()) {
                    return Err(lost(width, minimum, maximum));
                }
                let all = (0..bins as usize).map(|index| first + index as f64 * step).collect();
                Ok(Self { all, per_step: 1.0 / step })
            }
            Binning::Count(bins) => {
                if bins > MAX_LEVELS {
                    return Err(too_many(f64::from(bins), Phrase::BinCount));
                }
                let flat = minimum == maximum;
                let (first, last) = if flat { (minimum - 0.5, maximum + 0.5) } else { (minimum, maximum) };
                let single = pixel == Pixel::F32;
                let step = (last - first) / f64::from(bins);
                if !(step > 0.0 && step.is_finite()) {
                    return Err(lost(step, minimum, maximum));
                }
                let inner = (0..bins).map(|index| first + f64::from(index) * step);
                let last = if single { f64::from(last as f32 + 1.0) } else { last + 1.0 };
                let all = inner.map(|edge| if single { f64::from(edge as f32) } else { edge }).chain([last]);
                Ok(Self { all: all.collect(), per_step: 1.0 / step })
            }
        }
    }

    /// Number of edges that are not above `x`: a guess by division, put right against the edges themselves.
    fn level(&self, x: f64) -> u32 {
        if x.is_nan() {
            return self.all.len() as u32;
        }
        let guess = ((x - self.all[0]) * self.per_step) as usize;
        let mut level = guess.saturating_add(1).min(self.all.len());
        while level < self.all.len() && self.all[level] <= x {
            level += 1;
        }
        while level > 0 && self.all[level - 1] > x {
            level -= 1;
        }
        level as u32
    }
}

/// Bins so narrow beside the intensities, or so wide, that edges are no longer told apart.
fn lost(width: f64, minimum: f64, maximum: f64) -> Error {
    RegionProblem::BinsLost { width: width.to_string(), minimum, maximum }.into()
}

fn too_many(bins: f64, source: Phrase) -> Error {
    let gigabytes = bins * bins * 13.0 * 8.0 / 1e9;
    RegionProblem::TooManyLevels { most: MAX_LEVELS, bins, source, gigabytes }.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use crate::volume::{Geometry, Image, Mask, Region};

    fn levels(values: &[f64], pixel: Pixel, binning: Binning) -> Result<Vec<u32>> {
        let geometry = Geometry::axis_aligned([values.len(), 1, 1], [1.0; 3]);
        let region = Region::of(&Mask::new(geometry, vec![true; values.len()])).expect("voxels inside");
        let roi = region.roi(&Image::new(Pixel::F64, geometry, values.to_vec()));
        discretise(&roi, pixel, binning).map(|levels| levels.voxels)
    }

    #[test]
    fn widths_start_at_multiples_and_counts_at_the_minimum() {
        let found = levels(&[54.0, 75.0, 166.0, 99.9], Pixel::F64, Binning::Width(25.0));
        assert_eq!(found.expect("few levels"), [1, 2, 5, 2]);
        let found = levels(&[-30.0, -25.0, 0.0], Pixel::I16, Binning::Width(25.0));
        assert_eq!(found.expect("few levels"), [1, 2, 3]);
        let found = levels(&[1.0, 2.0, 3.0, 5.0], Pixel::F32, Binning::Count(4));
        assert_eq!(found.expect("few levels"), [1, 2, 3, 4]);
        for binning in [Binning::Width(25.0), Binning::Count(8)] {
            let found = levels(&[7.0, 7.0], Pixel::F64, binning).expect("few levels");
            assert_eq!(found[0], found[1]);
        }
    }

    #[test]
    fn what_cannot_be_binned_is_refused() {
        let refused =
            |values: &[f64], binning| levels(values, Pixel::F64, binning).expect_err("refused").kind;
        assert_eq!(refused(&[0.0, 1e6], Binning::Width(0.001)), ErrorKind::TooLarge);
        assert_eq!(refused(&[0.0, 1e300], Binning::Width(1e-300)), ErrorKind::TooLarge);
        assert_eq!(refused(&[0.0, 1.0], Binning::Count(1_000_000)), ErrorKind::TooLarge);
        for broken in [[f64::NAN, 0.0], [0.0, f64::INFINITY]] {
            assert_eq!(refused(&broken, Binning::Width(25.0)), ErrorKind::Malformed);
        }
        assert_eq!(refused(&[0.0, f64::NAN], Binning::Count(8)), ErrorKind::Malformed);
    }

    #[test]
    fn bins_that_rounding_loses_are_refused_and_not_counted() {
        for (values, binning) in [
            ([1e18, 1e18], Binning::Width(25.0)),
            ([1e18, 1e18 + 1024.0], Binning::Width(25.0)),
            ([1.0, 1.0], Binning::Width(1e-17)),
            ([-1e18, -1e18], Binning::Width(1e-300)),
            ([1e308, 1e308], Binning::Width(1.7e308)),
            ([1e18, 1e18], Binning::Count(8)),
            ([0.0, 5e-324], Binning::Count(8)),
            ([f64::MIN, f64::MAX], Binning::Count(8)),
            ([f64::MIN, f64::MAX], Binning::Width(25.0)),
        ] {
            let error = levels(&values, Pixel::F64, binning).expect_err("no bins");
            assert_eq!(error.kind, ErrorKind::TooLarge, "{values:?} {binning:?}: {error}");
        }
        // As wide as the values allow, they are as NumPy's.
        assert_eq!(levels(&[1e18, 1e18 + 512.0], Pixel::F64, Binning::Width(256.0)).expect("bins"), [1, 3]);
    }

    #[test]
    fn what_is_no_number_lies_above_all_edges() {
        let found = levels(&[10.0, f64::NAN, 60.0], Pixel::F64, Binning::Width(25.0));
        // Edges 0, 25, 50, 75, 100.
        assert_eq!(found.expect("few levels"), [1, 5, 3]);
    }
}
