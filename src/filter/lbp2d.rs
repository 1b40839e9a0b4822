//! Local binary pattern in every plane (T. Ojala et al., 1996), as scikit-image's `local_binary_pattern`.
//!
//! Samples on a circle around each pixel, by bilinear interpolation with 0 outside the plane, become bits: 1 where
//! the sample is not below the pixel. The bits become a number by one of four methods.

use super::apply::Sink;
use super::image_filter::{FORCE_2D, FORCE_2D_DIMENSION, FilterEntry, ImageFilter, alone, axis_across};
use super::separable_pass::Extent;
use crate::error::Result;
use crate::numeric::float;
use crate::parameter::{Default, Key, Kind, Scope, Values};
use crate::volume::{Excerpt, Image, Pixel, Region};
use crate::words::{Notice, Phrase, SettingProblem};

pub(super) const ENTRY: FilterEntry = FilterEntry {
    image_type: "LBP2D",
    what: "local binary pattern in every plane",
    names: "lbp-2D",
    parameters: &[RADIUS, SAMPLES, METHOD, FORCE_2D, FORCE_2D_DIMENSION],
    read_name: |name| alone(name, "lbp-2D"),
    make: |values| Ok(Box::new(Lbp2d::new(values)?)),
};

const RADIUS: Key = Key {
    name: "lbp2DRadius",
    kind: Kind::Positive { max: 1e6 },
    default: Default::Number(1.0),
    scope: Scope::ImageType,
    reported: false,
    doc: "Radius of the circle of samples, voxels.",
};
const SAMPLES: Key = Key {
    name: "lbp2DSamples",
    kind: Kind::Whole { min: 1, max: 1024 },
    default: Default::Whole(8),
    scope: Scope::ImageType,
    reported: false,
    doc: "Samples on the circle; at most 30 for the methods default and ror.",
};
const METHOD: Key = Key {
    name: "lbp2DMethod",
    kind: Kind::Word(&["default", "ror", "uniform", "var"]),
    default: Default::Word("uniform"),
    scope: Scope::ImageType,
    reported: false,
    doc: "How the samples become a number: default, the bits of a number; ror, the least number among all rotations of \
          the bits; uniform, the number of ones where the bits change at most twice, else one more than there are \
          bits; var, the variance of the samples.",
};

/// Most samples that make a number of their bits.
const LARGEST_CODE_BITS: u32 = 30;

/// Options of the local binary pattern in planes.
#[derive(Debug)]
struct Lbp2d {
    /// Radius of the circle, voxels.
    radius: f64,
    /// Samples on the circle.
    samples: u32,
    /// How bits become a number.
    method: Method,
    /// Axis (0 is x) across the planes.
    across: usize,
    /// Whether features, too, are computed by plane.
    flat: bool,
}

/// How the bits of a pattern become a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    /// Bits of a number.
    Default,
    /// The least number among all rotations.
    RotationInvariant,
    /// Number of ones when the bits change at most twice, else one more than there are bits.
    Uniform,
    /// Variance of the samples.
    Variance,
}

impl Lbp2d {
    fn new(values: &Values) -> std::result::Result<Self, SettingProblem> {
        let method = match values.get::<String>(METHOD.name).as_str() {
            "default" => Method::Default,
            "ror" => Method::RotationInvariant,
            "var" => Method::Variance,
            _ => Method::Uniform,
        };
        let samples: u32 = values.get(SAMPLES.name);
        if matches!(method, Method::Default | Method::RotationInvariant) && samples > LARGEST_CODE_BITS {
            let expected = Phrase::BitsOfSamples { most: LARGEST_CODE_BITS };
            return Err(SAMPLES.problem(expected, samples.to_string()));
        }
        let (radius, flat) = (values.get(RADIUS.name), values.get(FORCE_2D.name));
        Ok(Self { radius, samples, method, across: axis_across(values), flat })
    }
}

impl ImageFilter for Lbp2d {
    fn images(&self) -> Vec<String> {
        vec!["lbp-2D".to_owned()]
    }

    fn apply(&self, image: &Image, region: &Region, sink: &mut Sink<'_>) -> Result<()> {
        sink.put("lbp-2D", image.pixel(), || patterns(self, image, region))?;
        if !self.flat {
            sink.warn(Notice::Lbp_2dIn_3d);
        }
        Ok(())
    }
}

/// Values in the box, in the image's own type.
fn patterns(options: &Lbp2d, image: &Image, region: &Region) -> Vec<f64> {
    let pixel = image.pixel();
    let circle = circle(options.samples, options.radius);
    let [rows, columns] = plane_axes(options.across);
    let mut samples = vec![0.0; options.samples as usize];
    let mut values = Vec::with_capacity(region.inside.len());
    let size = region.geometry.size;
    // Offsets are rounded to five decimals, perhaps up.
    let reach = (options.radius.ceil() as usize).saturating_add(1);
    let read: [Extent; 3] = std::array::from_fn(|axis| {
        Extent::new(region.low[axis], size[axis], image.geometry.size[axis], reach)
    });
    let image = &image.excerpt(read.each_ref().map(|axis| axis.start), read.each_ref().map(|axis| axis.len));
    for (z, y, x) in ndarray::indices((size[2], size[1], size[0])) {
        let voxel = [x + region.low[0], y + region.low[1], z + region.low[2]];
        let centre = image.at(voxel);
        let plane = Plane { image, voxel, rows, columns };
        for (sample, [row, column]) in samples.iter_mut().zip(&circle) {
            *sample = plane.at(voxel[rows] as f64 + row, voxel[columns] as f64 + column);
        }
        values.push(stored(code(options.method, &samples, centre), pixel));
    }
    values
}

/// Axes of a plane's rows and columns, for the axis across it.
fn plane_axes(across: usize) -> [usize; 2] {
    match across {
        2 => [1, 0],
        1 => [2, 0],
        _ => [1, 2],
    }
}

/// Offsets of the samples along rows and columns, to five decimals.
fn circle(samples: u32, radius: f64) -> Vec<[f64; 2]> {
    let round = |value: f64| (value * 1e5).round_ties_even() / 1e5;
    let offset = |i| {
        let angle = 2.0 * std::f64::consts::PI * f64::from(i) / f64::from(samples);
        [round(-radius * float::sin(angle)), round(radius * float::cos(angle))]
    };
    (0..samples).map(offset).collect()
}

/// The plane through a voxel.
struct Plane<'a> {
    image: &'a Excerpt,
    voxel: [usize; 3],
    rows: usize,
    columns: usize,
}

impl Plane<'_> {
    /// Bilinear interpolation.
    fn at(&self, row: f64, column: f64) -> f64 {
        let (top, left) = (row.floor(), column.floor());
        let (down, right) = (row - top, column - left);
        let between =
            |row: f64| (1.0 - right) * self.pixel(row, left) + right * self.pixel(row, column.ceil());
        let (upper, lower) = (between(top), between(row.ceil()));
        (1.0 - down) * upper + down * lower
    }

    /// A pixel, 0 outside.
    fn pixel(&self, row: f64, column: f64) -> f64 {
        let size = self.image.grid.size;
        if row < 0.0 || column < 0.0 || row >= size[self.rows] as f64 || column >= size[self.columns] as f64 {
            return 0.0;
        }
        let mut voxel = self.voxel;
        voxel[self.rows] = row as usize;
        voxel[self.columns] = column as usize;
        self.image.at(voxel)
    }
}

/// The number of a pattern.
fn code(method: Method, samples: &[f64], centre: f64) -> f64 {
    let bits = || samples.iter().map(|sample| sample - centre >= 0.0);
    match method {
        Method::Default => f64::from(packed(bits())),
        Method::RotationInvariant => {
            let length = samples.len() as u32;
            let packed = packed(bits());
            let rotated = |by: u32| {
                if by == 0 { packed } else { packed >> by | packed << (length - by) & mask(length) }
            };
            f64::from((0..length).map(rotated).min().unwrap_or(packed))
        }
        Method::Uniform => {
            let changes = bits().zip(bits().skip(1)).filter(|(a, b)| a != b).count();
            let ones = if changes <= 2 { bits().filter(|bit| *bit).count() } else { samples.len() + 1 };
            ones as f64
        }
        Method::Variance => variance(samples),
    }
}

/// Bits as a number, the first the lowest.
fn packed(bits: impl Iterator<Item = bool>) -> u32 {
    bits.enumerate().fold(0, |code, (i, bit)| code | u32::from(bit) << i)
}

/// The lowest `length` bits.
fn mask(length: u32) -> u32 {
    (1 << length) - 1
}

/// Mean square less square mean; not a number where it is 0, as scikit-image has it.
fn variance(samples: &[f64]) -> f64 {
    let count = samples.len() as f64;
    let (sum, squares) = samples.iter().fold((0.0, 0.0), |(sum, squares), x| (sum + x, squares + x * x));
    let variance = (squares - sum * sum / count) / count;
    if variance == 0.0 { f64::NAN } else { variance }
}

/// `value` as an array of type `pixel` holds it: cut to whole numbers, higher bits lost, as PyRadiomics writes the
/// codes into a copy of the image.
fn stored(value: f64, pixel: Pixel) -> f64 {
    // What x86-64 makes of a value that is no whole number of the type: the lowest 64- or 32-bit number.
    let wide = if value.is_nan() { i64::MIN } else { value as i64 };
    match pixel {
        Pixel::F64 => value,
        Pixel::F32 => f64::from(value as f32),
        Pixel::I8 => f64::from(wide as i8),
        Pixel::U8 => f64::from(wide as u8),
        Pixel::I16 => f64::from(wide as i16),
        Pixel::U16 => f64::from(wide as u16),
        Pixel::I32 => f64::from(i32::try_from(wide).unwrap_or(i32::MIN)),
        Pixel::U32 => f64::from(wide as u32),
        Pixel::I64 => wide as f64,
        Pixel::U64 => wide as u64 as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_a_pattern() {
        let samples = [5.0, 7.0, 1.0, 1.0, 1.0, 9.0];
        assert_eq!(code(Method::Default, &samples, 5.0), 35.0);
        assert_eq!(code(Method::RotationInvariant, &samples, 5.0), 7.0);
        assert_eq!(code(Method::Uniform, &samples, 5.0), 3.0);
        assert_eq!(code(Method::Uniform, &[1.0, 0.0, 1.0, 0.0], 1.0), 5.0);
        assert_eq!(code(Method::Variance, &[1.0, 3.0], 0.0), 1.0);
        assert!(code(Method::Variance, &[3.0, 3.0], 0.0).is_nan());
    }
}
