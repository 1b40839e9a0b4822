//! Separable interpolation of a part of a slice to another number of pixels.
//!
//! Output pixel i of n looks at the position c = from + (i + ½)·s of the input, s = extent / n, in pixels from the
//! left edge of the first. Input pixel j weighs kernel((j + ½ − c) / max(s, 1)), over the sum of all weights: the
//! definition Pillow uses, which the tests hold it to. Pixels outside the image count as 0.

use super::options::Interpolation;

/// One slice: `values[row * width + column]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Slice {
    /// Pixels of a row.
    pub width: usize,
    /// Grey values, row by row.
    pub values: Vec<f64>,
}

/// Part of a slice along one axis, in pixels from the edge of the first, and the number of pixels it becomes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Where it begins.
    pub from: f64,
    /// Its length.
    pub extent: f64,
    /// Pixels it becomes.
    pub count: usize,
}

/// For one output pixel: the first input pixel inside the image, and the weights from there on.
type Taps = Vec<(usize, Vec<f64>)>;

impl Slice {
    /// Number of rows.
    pub fn height(&self) -> usize {
        self.values.len() / self.width
    }

    /// The part `columns` × `rows`, along rows first.
    #[must_use]
    pub fn resized(&self, columns: Span, rows: Span, interpolation: Interpolation) -> Self {
        let across = taps(columns, self.width, interpolation);
        let down = taps(rows, self.height(), interpolation);
        let mut narrow = Vec::with_capacity(self.height() * columns.count);
        for row in self.values.chunks_exact(self.width) {
            narrow.extend(across.iter().map(|(first, weights)| {
                let pixels = row[*first..].iter().zip(weights);
                pixels.fold(0.0, |sum, (pixel, weight)| sum + pixel * weight)
            }));
        }
        let mut values = vec![0.0; columns.count * rows.count];
        for (output, (first, weights)) in values.chunks_exact_mut(columns.count).zip(&down) {
            let lines = narrow.chunks_exact(columns.count).skip(*first);
            for (line, weight) in lines.zip(weights) {
                for (sum, pixel) in output.iter_mut().zip(line) {
                    *sum += pixel * weight;
                }
            }
        }
        Self { width: columns.count, values }
    }
}

fn taps(span: Span, size: usize, interpolation: Interpolation) -> Taps {
    let step = span.extent / span.count as f64;
    let widening = step.max(1.0);
    let support = radius(interpolation) * widening;
    let of = |output: usize| {
        let centre = span.from + (output as f64 + 0.5) * step;
        let (first, last) = ((centre - support + 0.5).floor(), (centre + support + 0.5).floor());
        let weight = |pixel: f64| kernel((pixel + 0.5 - centre) / widening, interpolation);
        let all = (0..(last - first) as usize).map(|offset| first + offset as f64);
        let sum = all.clone().fold(0.0, |sum, pixel| sum + weight(pixel));
        let inside = all.filter(|pixel| (0.0..size as f64).contains(pixel));
        (first.max(0.0) as usize, inside.map(|pixel| weight(pixel) / sum).collect())
    };
    (0..span.count).map(of).map(|(first, weights): (usize, Vec<f64>)| (first.min(size), weights)).collect()
}

/// Half the kernel's width, pixels.
fn radius(interpolation: Interpolation) -> f64 {
    match interpolation {
        Interpolation::Bilinear => 1.0,
        Interpolation::Bicubic => 2.0,
    }
}

fn kernel(distance: f64, interpolation: Interpolation) -> f64 {
    let x = distance.abs();
    match interpolation {
        Interpolation::Bilinear => (1.0 - x).max(0.0),
        Interpolation::Bicubic if x < 1.0 => (1.5 * x - 2.5) * x * x + 1.0,
        Interpolation::Bicubic if x < 2.0 => ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0,
        Interpolation::Bicubic => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slice() -> Slice {
        Slice { width: 4, values: (0..12).map(|i| f64::from(i * i % 7)).collect() }
    }

    #[test]
    fn the_same_size_is_the_same_slice() {
        let whole = |count: usize| Span { from: 0.0, extent: count as f64, count };
        for interpolation in [Interpolation::Bilinear, Interpolation::Bicubic] {
            assert_eq!(slice().resized(whole(4), whole(3), interpolation), slice());
        }
    }

    #[test]
    fn beyond_the_image_is_dark() {
        let left = Span { from: -8.0, extent: 4.0, count: 4 };
        let rows = Span { from: 0.0, extent: 3.0, count: 3 };
        let right = Span { from: 9.0, ..left };
        for columns in [left, right] {
            let outside = slice().resized(columns, rows, Interpolation::Bicubic);
            assert_eq!(outside.values, vec![0.0; 12]);
        }
    }

    #[test]
    fn a_ramp_stays_a_ramp_inside() {
        let ramp = Slice { width: 16, values: (0..16).map(f64::from).collect() };
        let columns = Span { from: 4.0, extent: 8.0, count: 32 };
        let rows = Span { from: 0.5, extent: 0.0, count: 1 };
        let finer = ramp.resized(columns, rows, Interpolation::Bilinear);
        for (i, value) in finer.values.iter().enumerate() {
            assert!((value - (4.0 + (i as f64 + 0.5) / 4.0 - 0.5)).abs() < 1e-12);
        }
    }
}
