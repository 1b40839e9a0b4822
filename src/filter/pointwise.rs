//! Square, square root, logarithm, exponential: each voxel by itself, scaled by the largest value of the whole image.
//!
//! Operations stand in PyRadiomics' order, so that only the last bit of `ln` and `exp` may differ.

use super::apply::Sink;
use super::image_filter::{FilterEntry, ImageFilter, alone};
use crate::error::Result;
use crate::numeric::float;
use crate::numeric::simd::wide;
use crate::volume::{Image, Pixel, Region};

pub(super) const SQUARE: FilterEntry = FilterEntry {
    image_type: "Square",
    what: "x² / max|x|, the maximum over the whole image",
    names: "square",
    parameters: &[],
    read_name: |name| alone(name, "square"),
    make: |_| Ok(Box::new(Function::Square)),
};

pub(super) const SQUARE_ROOT: FilterEntry = FilterEntry {
    image_type: "SquareRoot",
    what: "sign(x) √(|x| max|x|)",
    names: "squareroot",
    parameters: &[],
    read_name: |name| alone(name, "squareroot"),
    make: |_| Ok(Box::new(Function::SquareRoot)),
};

pub(super) const LOGARITHM: FilterEntry = FilterEntry {
    image_type: "Logarithm",
    what: "sign(x) ln(|x| + 1) max|x| / ln(max|x| + 1)",
    names: "logarithm",
    parameters: &[],
    read_name: |name| alone(name, "logarithm"),
    make: |_| Ok(Box::new(Function::Logarithm)),
};

pub(super) const EXPONENTIAL: FilterEntry = FilterEntry {
    image_type: "Exponential",
    what: "exp(x ln(max|x|) / max|x|)",
    names: "exponential",
    parameters: &[],
    read_name: |name| alone(name, "exponential"),
    make: |_| Ok(Box::new(Function::Exponential)),
};

/// Which function of a voxel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Function {
    Square,
    SquareRoot,
    Logarithm,
    Exponential,
}

impl Function {
    fn image(self) -> &'static str {
        match self {
            Self::Square => SQUARE.names,
            Self::SquareRoot => SQUARE_ROOT.names,
            Self::Logarithm => LOGARITHM.names,
            Self::Exponential => EXPONENTIAL.names,
        }
    }
}

impl ImageFilter for Function {
    fn images(&self) -> Vec<String> {
        vec![self.image().to_owned()]
    }

    fn apply(&self, image: &Image, region: &Region, sink: &mut Sink<'_>) -> Result<()> {
        sink.put(self.image(), Pixel::F64, || {
            let mut values = region.roi(image).values;
            apply(*self, image, &mut values);
            values
        })
    }
}

/// `function` of the `values`, which are part of `image`.
///
/// Not a number, or infinite, where the whole image is zero or has such a value.
fn apply(function: Function, image: &Image, values: &mut [f64]) {
    let largest = largest_magnitude(image);
    match function {
        Function::Square => {
            let scale = 1.0 / largest.sqrt();
            values.iter_mut().for_each(|x| *x = (scale * *x) * (scale * *x));
        }
        Function::SquareRoot => values.iter_mut().for_each(|x| *x = odd(*x, |x| (x * largest).sqrt())),
        Function::Logarithm => {
            let scale = largest / float::ln(largest + 1.0);
            values.iter_mut().for_each(|x| *x = odd(*x, |x| float::ln(x + 1.0)) * scale);
        }
        Function::Exponential => {
            let scale = float::ln(largest) / largest;
            values.iter_mut().for_each(|x| *x = float::exp(scale * *x));
        }
    }
}

/// `f` of the magnitude with the sign of `x`; zero stays zero.
fn odd(x: f64, f: impl Fn(f64) -> f64) -> f64 {
    if x > 0.0 {
        f(x)
    } else if x < 0.0 {
        -f(-x)
    } else {
        x
    }
}

/// Largest |x|; not a number when one of them is not, unlike `f64::max`.
fn largest_magnitude(image: &Image) -> f64 {
    let larger = |a: f64, b: f64| if a > b || a.is_nan() { a } else { b };
    image
        .blocks()
        .map(|block| {
            wide(
                #[inline(always)]
                || largest_of(&block),
            )
        })
        .fold(0.0, larger)
}

#[inline(always)]
fn largest_of(values: &[f64]) -> f64 {
    const LANES: usize = 8;
    let (blocks, rest) = values.as_chunks::<LANES>();
    let mut largest = [0.0_f64; LANES];
    let mut broken = [false; LANES];
    for block in blocks {
        for lane in 0..LANES {
            let magnitude = block[lane].abs();
            broken[lane] |= magnitude.is_nan();
            largest[lane] = if magnitude > largest[lane] { magnitude } else { largest[lane] };
        }
    }
    if broken.contains(&true) || rest.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    largest.into_iter().chain(rest.iter().map(|x| x.abs())).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::volume::{Geometry, Pixel};

    fn of(function: Function, voxels: &[f64]) -> Vec<f64> {
        let grid = Geometry::axis_aligned([voxels.len(), 1, 1], [1.0; 3]);
        let image = Image::new(Pixel::F64, grid, voxels.to_vec());
        let mut values = voxels.to_vec();
        apply(function, &image, &mut values);
        values
    }

    #[test]
    fn the_largest_value_stays_and_signs_stay() {
        for function in [Function::Square, Function::SquareRoot, Function::Logarithm, Function::Exponential] {
            let values = of(function, &[100.0, -25.0, 0.0, 7.0]);
            assert!((values[0] - 100.0).abs() < 1e-12, "{function:?}: {values:?}");
        }
        assert_eq!(of(Function::SquareRoot, &[100.0, -25.0, 0.0]), [100.0, -50.0, 0.0]);
        assert_eq!(of(Function::Square, &[100.0, -50.0]), [100.0, 25.0]);
    }

    #[test]
    fn an_undefined_scale_is_not_hidden() {
        assert!(of(Function::Square, &[0.0, 0.0])[0].is_nan());
        assert!(of(Function::SquareRoot, &[f64::NAN, 1.0])[1].is_nan());
    }
}
