//! A scan: voxels as stored, and what they mean.

use std::sync::Arc;

use super::{Geometry, Pixel, Region, Rows, Stored};

/// Voxels that are read at a time where a whole image is passed over.
const BLOCK: usize = 4096;

/// A scan. Its voxels stay in the type that they are stored in; values are made of them, as f64, where they are looked at.
///
/// A clone shares the voxels.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// Where the voxels lie.
    pub geometry: Geometry,
    stored: Arc<Stored>,
    scaling: Option<Scaling>,
    /// Some voxels are no finite numbers: they read as 0.
    filled: bool,
    scores: Option<Scores>,
}

/// The values of a box of an image.
#[derive(Debug, Clone, PartialEq)]
pub struct Excerpt {
    /// Grid of the whole image.
    pub grid: Geometry,
    /// First voxel of the box.
    pub low: [usize; 3],
    /// Voxels of the box along each axis.
    pub size: [usize; 3],
    /// Values, x fastest.
    pub values: Vec<f64>,
}

/// Stored number · slope + intercept is the value meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scaling {
    /// Value per stored unit.
    pub slope: f64,
    /// Value of a stored 0.
    pub intercept: f64,
}

/// (x − mean) · inverse, cut to ± limit, times scale: what a value x becomes where an image is normalised.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scores {
    /// Of the whole image.
    pub mean: f64,
    /// 1 / the standard deviation of the whole image.
    pub inverse: f64,
    /// Largest z-score, before scaling.
    pub limit: f64,
    /// What z-scores are multiplied by.
    pub scale: f64,
}

impl Image {
    /// An image of stored voxels.
    ///
    /// # Panics
    /// When they do not fill the grid: a programming error, never an input error.
    pub fn stored(geometry: Geometry, stored: Stored, scaling: Option<Scaling>) -> Self {
        assert_eq!(geometry.voxels(), stored.len(), "voxels do not fill the grid");
        Self { geometry, stored: Arc::new(stored), scaling, filled: false, scores: None }
    }

    /// An image of values, stored as `pixel`; a value that the type has not is cut as ITK casts.
    ///
    /// # Panics
    /// As [`Image::stored`].
    pub fn new(pixel: Pixel, geometry: Geometry, values: Vec<f64>) -> Self {
        Self::stored(geometry, Stored::of(pixel, values), None)
    }

    /// The image with 0 for every voxel that is no finite number, as ITK reads it: NaN and infinity are what programs
    /// write where nothing was measured. The stored 0 is scaled like any other.
    #[must_use]
    pub fn filled(self) -> Self {
        Self { filled: true, ..self }
    }

    /// Number of voxels in a region, which lies on the image's grid, that were no finite numbers.
    pub fn gaps(&self, region: &Region) -> usize {
        if !self.filled {
            return 0;
        }
        let found = Self { filled: false, scores: None, ..self.clone() };
        let values = found.crop(region.low, region.geometry.size);
        values.iter().zip(&region.inside).filter(|(value, inside)| **inside && !value.is_finite()).count()
    }

    /// The type that the values are meant to have: ITK makes scaled numbers f32, but for f64.
    pub fn pixel(&self) -> Pixel {
        match self.scores {
            Some(_) => Pixel::F64,
            None => scaled_type(self.stored.pixel(), self.scaling),
        }
    }

    /// The image with z-scores for values.
    #[must_use]
    pub fn normalised(&self, scores: Scores) -> Self {
        let image = match self.scores {
            Some(_) => Self::new(Pixel::F64, self.geometry, self.values().collect()),
            None => self.clone(),
        };
        Self { scores: Some(scores), ..image }
    }

    /// Reads the values of as many rows as `values` holds.
    pub fn read(&self, rows: Rows, values: &mut [f64]) {
        let fill =
            |values: &mut [f64]| values.iter_mut().for_each(|x| *x = if x.is_finite() { *x } else { 0.0 });
        self.stored.read(rows, values);
        if self.filled {
            fill(values);
        }
        if let Some(scaling) = self.scaling {
            scaling.apply(self.stored.pixel(), values);
            if self.filled {
                // A number so large that it overflows.
                fill(values);
            }
        }
        if let Some(Scores { mean, inverse, limit, scale }) = self.scores {
            values.iter_mut().for_each(|x| *x = ((*x - mean) * inverse).clamp(-limit, limit) * scale);
        }
    }

    /// The value of one voxel.
    pub fn value(&self, voxel: [usize; 3]) -> f64 {
        let mut value = [0.0];
        self.read(Rows { first: self.geometry.index(voxel), stride: 1, width: 1 }, &mut value);
        value[0]
    }

    /// The values of a box of `size` from `low` on, x fastest.
    pub fn crop(&self, low: [usize; 3], size: [usize; 3]) -> Vec<f64> {
        let [nx, _, _] = self.geometry.size;
        let area = size[0] * size[1];
        let mut values = vec![0.0; area * size[2]];
        for (z, plane) in values.chunks_exact_mut(area.max(1)).enumerate() {
            let first = self.geometry.index([low[0], low[1], low[2] + z]);
            self.read(Rows { first, stride: nx, width: size[0] }, plane);
        }
        values
    }

    /// The values of a box, to be found by their place in the image.
    pub fn excerpt(&self, low: [usize; 3], size: [usize; 3]) -> Excerpt {
        Excerpt { grid: self.geometry, low, size, values: self.crop(low, size) }
    }

    /// The box of `size` from `low` on as an image.
    #[must_use]
    pub fn cropped(&self, low: [usize; 3], size: [usize; 3]) -> Self {
        let stored = Arc::new(self.stored.cropped(self.geometry.size, low, size));
        Self { geometry: self.geometry.cropped(low, size), stored, ..*self }
    }

    /// All values in blocks, x fastest: where a whole image counts, it is never held as f64.
    pub fn blocks(&self) -> impl Iterator<Item = Vec<f64>> {
        self.starts().map(|(first, width)| {
            let mut values = vec![0.0; width];
            self.read(Rows { first, stride: width, width }, &mut values);
            values
        })
    }

    /// All values, x fastest.
    pub fn values(&self) -> impl Iterator<Item = f64> {
        self.blocks().flatten()
    }

    /// All voxels in blocks, as bytes of [`Image::pixel`], the least significant first.
    pub fn raw_blocks(&self) -> impl Iterator<Item = Vec<u8>> {
        self.starts().map(|(first, width)| {
            if self.scaling.is_none() && self.scores.is_none() && !self.filled {
                return self.stored.raw(first..first + width);
            }
            let mut values = vec![0.0; width];
            self.read(Rows { first, stride: width, width }, &mut values);
            Stored::of(self.pixel(), values).raw(0..width)
        })
    }

    /// First voxel and length of each block.
    fn starts(&self) -> impl Iterator<Item = (usize, usize)> {
        let count = self.stored.len();
        (0..count).step_by(BLOCK).map(move |first| (first, BLOCK.min(count - first)))
    }
}

impl Excerpt {
    /// Value of a voxel of the image, which must lie in the box.
    pub fn at(&self, voxel: [usize; 3]) -> f64 {
        let [x, y, z] = std::array::from_fn(|axis| voxel[axis] - self.low[axis]);
        self.values[x + self.size[0] * (y + self.size[1] * z)]
    }
}

/// The type of scaled values.
pub fn scaled_type(stored: Pixel, scaling: Option<Scaling>) -> Pixel {
    match (stored, scaling) {
        (Pixel::F64, _) | (_, None) => stored,
        (_, Some(_)) => Pixel::F32,
    }
}

impl Scaling {
    /// Scales as ITK does: integers become f32 first, the line is computed in f64 and stored as f32; f64 stays f64.
    pub fn apply(self, stored: Pixel, values: &mut [f64]) {
        let Self { slope, intercept } = self;
        for value in values {
            *value = match stored {
                Pixel::F64 => *value * slope + intercept,
                _ => f64::from((f64::from(*value as f32) * slope + intercept) as f32),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::volume::Mask;

    fn image() -> Image {
        let grid = Geometry::axis_aligned([3, 2, 2], [1.0; 3]);
        let scaling = Some(Scaling { slope: 0.1, intercept: -1.0 });
        Image::stored(grid, Stored::of(Pixel::U8, (0..12).map(f64::from)), scaling)
    }

    #[test]
    fn scaled_numbers_are_f32_wherever_they_are_read() {
        let image = image();
        let expected: Vec<f64> = (0..12).map(|x| f64::from((f64::from(x) * 0.1 - 1.0) as f32)).collect();
        assert_eq!((image.pixel(), image.values().collect::<Vec<_>>()), (Pixel::F32, expected.clone()));
        assert_eq!(image.value([2, 1, 1]), expected[11]);
        assert_eq!(image.crop([1, 0, 1], [2, 2, 1]), [7, 8, 10, 11].map(|i| expected[i]));
        let raw: Vec<u8> = expected.iter().flat_map(|&x| (x as f32).to_le_bytes()).collect();
        assert_eq!(image.raw_blocks().collect::<Vec<_>>().concat(), raw);
        assert_eq!(image.cropped([1, 0, 1], [2, 2, 1]).value([1, 1, 0]), expected[11]);
    }

    #[test]
    fn what_is_no_number_is_a_stored_0_and_counted_where_it_is_inside() {
        let grid = Geometry::axis_aligned([5, 1, 1], [1.0; 3]);
        let stored = Stored::F32(vec![f32::NAN, 3.0, f32::NEG_INFINITY, f32::MAX, 1.0]);
        let scaling = Some(Scaling { slope: 2.0, intercept: 1.0 });
        let image = Image::stored(grid, stored, scaling).filled();
        assert_eq!(image.values().collect::<Vec<_>>(), [1.0, 7.0, 1.0, 0.0, 3.0]);
        assert_eq!(
            image.raw_blocks().next(),
            Some([1.0_f32, 7.0, 1.0, 0.0, 3.0].map(f32::to_le_bytes).concat())
        );
        let gaps =
            |inside: [bool; 5]| image.gaps(&Region::of(&Mask::new(grid, inside.to_vec())).expect("inside"));
        assert_eq!(gaps([false, true, false, false, true]), 0);
        assert_eq!(gaps([true, true, true, true, true]), 3);
        let scores = Scores { mean: 1.0, inverse: 1.0, limit: 9.0, scale: 1.0 };
        assert_eq!(image.normalised(scores).value([0, 0, 0]), 0.0);
    }

    #[test]
    fn scores_are_of_values_and_of_scores() {
        let scores = Scores { mean: -1.0, inverse: 2.0, limit: 1.0, scale: 3.0 };
        let once = image().normalised(scores);
        let of = |x: f64| ((x + 1.0) * 2.0).clamp(-1.0, 1.0) * 3.0;
        assert_eq!(once.pixel(), Pixel::F64);
        assert!(image().values().map(of).eq(once.values()));
        assert!(image().values().map(of).map(of).eq(once.normalised(scores).values()));
    }
}
