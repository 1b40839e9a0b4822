//! Local binary pattern on a sphere around every voxel of the mask (J. Banerjee et al., ACCV 2012), as PyRadiomics.
//!
//! The image is sampled on an icosphere by cubic spline; a sample counts 1 where it reaches the centre's value. The
//! pattern is expanded in spherical harmonics; for each degree the norm over the samples of the part of that degree
//! is an image, and the kurtosis of the samples themselves is one more.
//!
//! As in PyRadiomics, sample offsets x, y, z go along the array's axes z, y, x, and the polar angle is handed over as
//! azimuth and the other way round, so that the norms do change under rotation. Samples are rounded to the image's
//! type before they are compared; where the image is f64 and flat, it is the spline's rounding that decides, which is
//! why its operations stand in SciPy's order.

use std::ops::Range;

use super::apply::Sink;
use super::image_filter::{FORCE_2D, FilterEntry, ImageFilter};
use super::separable_pass::{Around, Extent, Lines, Memory, Part, Piece, Room, pass};
use crate::error::Result;
use crate::numeric::recursive_gaussian::Front;
use crate::numeric::scalar::{Real, mean};
use crate::numeric::spline_scipy::{Support, coefficients};
use crate::numeric::{float, sphere};
use crate::parameter::{Default, Key, Kind, Scope};
use crate::volume::{Image, Pixel, Region};
use crate::words::Notice;

pub(super) const ENTRY: FilterEntry = FilterEntry {
    image_type: "LBP3D",
    what: "local binary pattern on a sphere: norms of its spherical harmonics, kurtosis of its samples",
    names: "lbp-3D-m<level>, lbp-3D-k",
    parameters: &[LEVELS, RADIUS, SUBDIVISION, FORCE_2D],
    read_name: |name| {
        let map = name.strip_prefix("lbp-3D-")?;
        match map.strip_prefix('m') {
            Some(level) => level.parse::<u32>().ok().map(|level| vec![("level", level.to_string())]),
            None => (map == "k").then(|| vec![("map", "kurtosis".to_owned())]),
        }
    },
    make: |values| {
        Ok(Box::new(Lbp3d {
            levels: values.get(LEVELS.name),
            radius: values.get(RADIUS.name),
            subdivisions: values.get(SUBDIVISION.name),
            flat: values.get(FORCE_2D.name),
        }))
    },
};

const LEVELS: Key = Key {
    name: "lbp3DLevels",
    kind: Kind::Whole { min: 1, max: 16 },
    default: Default::Whole(2),
    scope: Scope::ImageType,
    reported: false,
    doc: "Degrees of spherical harmonics, from 0 on; each gives one image.",
};
const RADIUS: Key = Key {
    name: "lbp3DIcosphereRadius",
    kind: Kind::Positive { max: 1e6 },
    default: Default::Number(1.0),
    scope: Scope::ImageType,
    reported: false,
    doc: "Radius of the sphere of samples, voxels.",
};
const SUBDIVISION: Key = Key {
    name: "lbp3DIcosphereSubdivision",
    kind: Kind::Whole { min: 0, max: 4 },
    default: Default::Whole(1),
    scope: Scope::ImageType,
    reported: false,
    doc: "How often the faces of the icosahedron are divided in four: n times give 10·4^n + 2 samples.",
};

/// Seconds a sample of the spline, in a release build.
const SAMPLE_S: f64 = 70e-9;
/// Seconds a sample in the harmonics of one degree.
const LEVEL_S: f64 = 15e-9;

/// Options of the local binary pattern on a sphere.
#[derive(Debug)]
struct Lbp3d {
    /// Degrees of spherical harmonics, from 0 on.
    levels: u32,
    /// Radius of the sphere, voxels.
    radius: f64,
    /// Times that the icosahedron's faces are divided.
    subdivisions: u32,
    /// Whether features are computed by plane, for which this filter is not meant.
    flat: bool,
}

impl ImageFilter for Lbp3d {
    fn images(&self) -> Vec<String> {
        (1..=self.levels).map(|level| format!("lbp-3D-m{level}")).chain(["lbp-3D-k".to_owned()]).collect()
    }

    fn voxel_s(&self) -> f64 {
        let samples = f64::from(10 * 4_u32.pow(self.subdivisions) + 2);
        samples * (SAMPLE_S + LEVEL_S * f64::from(self.levels))
    }

    fn apply(&self, image: &Image, region: &Region, sink: &mut Sink<'_>) -> Result<()> {
        if self.flat {
            sink.warn(Notice::Lbp_3dIn_2d);
        }
        let names = self.images();
        let images = patterns(self, image, region, &|| sink.progress(&names[0]))?;
        for (name, values) in names.iter().zip(images) {
            sink.put(name, Pixel::F64, || values)?;
        }
        Ok(())
    }
}

/// A complex number.
type Complex = [f64; 2];

/// Values of the images in the box, 0 outside the mask: one for each degree, then the kurtosis.
fn patterns(
    options: &Lbp3d,
    image: &Image,
    region: &Region,
    progress: &dyn Fn() -> Result<()>,
) -> Result<Vec<Vec<f64>>> {
    let pixel = image.pixel();
    let directions = sphere::icosphere(options.subdivisions, options.radius);
    let harmonics = Harmonics::new(&directions, options);
    let spline = Spline::new(image, region, options.radius);
    let mut images = vec![vec![0.0; region.inside.len()]; options.levels as usize + 1];
    let mut samples = vec![0.0; directions.len()];
    let [nx, ny, _] = region.geometry.size;
    for (index, _) in region.inside.iter().enumerate().filter(|(_, inside)| **inside) {
        let at = [index % nx, index / nx % ny, index / (nx * ny)];
        if at[0] == 0 {
            progress()?;
        }
        let voxel: [usize; 3] = std::array::from_fn(|axis| region.low[axis] + at[axis]);
        for (sample, direction) in samples.iter_mut().zip(&directions) {
            let value = spline.at(std::array::from_fn(|axis| voxel[axis] as f64 + direction[2 - axis]));
            *sample = rounded(value, pixel);
        }
        let centre = image.value(voxel);
        let norms = harmonics.norms(&samples, centre);
        images.iter_mut().zip(norms).for_each(|(image, norm)| image[index] = norm);
        images[options.levels as usize][index] = if pixel == Pixel::F32 {
            kurtosis(&samples.iter().map(|&sample| sample as f32).collect::<Vec<_>>())
        } else {
            kurtosis(&samples)
        };
    }
    Ok(images)
}

/// Half away from zero for whole numbers, kept within the type's range.
fn rounded(value: f64, pixel: Pixel) -> f64 {
    match pixel {
        Pixel::F64 => value,
        Pixel::F32 => f64::from(value as f32),
        _ => {
            let (low, high) = pixel.range();
            let half = if value > 0.0 { 0.5 } else { -0.5 };
            (value + half).clamp(low, high).trunc()
        }
    }
}

/// [`coefficients`] as a filter of lines.
fn along(lines: &mut [Front], keep: Range<usize>, _work: &mut Vec<Front>, out: &mut [Front]) {
    coefficients(lines, keep, out);
}

/// Spline coefficients around a region.
struct Spline {
    /// Size of the image.
    size: [usize; 3],
    /// First voxel whose coefficient is held.
    low: [usize; 3],
    held: Piece<f64>,
}

impl Spline {
    /// Coefficients within `radius` and two voxels more of the box. Whole lines are filtered, first along z.
    fn new(image: &Image, region: &Region, radius: f64) -> Self {
        let size = image.geometry.size;
        let reach = radius.ceil() as usize + 2;
        // Lines are read whole: where values are equal, the sign of the least remainder counts.
        let keep = [0, 1, 2].map(|axis| {
            let around = Extent::new(region.low[axis], region.geometry.size[axis], size[axis], reach);
            around.start..around.start + around.len
        });
        let whole = [0, 1, 2].map(|axis| Extent::new(0, size[axis], size[axis], 0));
        let around = Around { keep: keep.clone(), reach: [f64::INFINITY; 3] };
        let mut room = Room::default();
        let lines = |axis| Lines { axis, around: &around };
        let memory = Memory { room: &mut room, voxels: Vec::new() };
        let along_z: Piece<f64> = pass(&Part::of(image, &whole), lines(2), memory, along);
        let memory = Memory { room: &mut room, voxels: Vec::new() };
        let along_y: Piece<f64> = pass(&along_z, lines(1), memory, along);
        let memory = Memory { room: &mut room, voxels: Vec::new() };
        let held = pass(&along_y, lines(0), memory, along);
        Self { size, low: keep.map(|range| range.start), held }
    }

    /// Value at a position; 0 outside the first and last voxel centres.
    fn at(&self, position: [f64; 3]) -> f64 {
        let supports = [0, 1, 2].map(|axis| Support::at(position[axis], self.size[axis]));
        let [Some(x), Some(y), Some(z)] = supports else { return 0.0 };
        let [nx, ny, _] = self.held.size;
        let columns = x.places.map(|place| place - self.low[0]);
        let mut sum = 0.0;
        for (place_z, weight_z) in z.places.into_iter().zip(z.weights) {
            for (place_y, weight_y) in y.places.into_iter().zip(y.weights) {
                let row =
                    &self.held.voxels[nx * (place_y - self.low[1] + ny * (place_z - self.low[2]))..][..nx];
                for (column, weight_x) in columns.into_iter().zip(x.weights) {
                    sum += row[column] * weight_z * weight_y * weight_x;
                }
            }
        }
        sum
    }
}

/// Spherical harmonics of every direction.
struct Harmonics {
    /// For each direction every order of every degree, degree by degree.
    values: Vec<Vec<Complex>>,
    levels: usize,
}

impl Harmonics {
    fn new(directions: &[[f64; 3]], options: &Lbp3d) -> Self {
        let of = |direction: &[f64; 3]| {
            let azimuth = float::acos(direction[2] / options.radius);
            let polar = float::atan2(direction[1], direction[0]);
            let orders = (0..options.levels as i32).flat_map(|n| (-n..=n).map(move |m| (m, n)));
            orders.map(|(m, n)| sphere::spherical_harmonic(m, n, azimuth, polar)).collect()
        };
        Self { values: directions.iter().map(of).collect(), levels: options.levels as usize }
    }

    /// For each degree: √Σ (Σ_m c Y)² over the directions, real part, where c = Σ Y over samples not below `centre`.
    fn norms(&self, samples: &[f64], centre: f64) -> Vec<f64> {
        let mut expansion = vec![[0.0; 2]; self.levels * self.levels];
        for (values, _) in self.values.iter().zip(samples).filter(|(_, sample)| **sample >= centre) {
            expansion
                .iter_mut()
                .zip(values)
                .for_each(|(sum, value)| *sum = [sum[0] + value[0], sum[1] + value[1]]);
        }
        let norm = |degree: usize| {
            let orders = degree * degree..(degree + 1) * (degree + 1);
            let mut sum: Complex = [0.0; 2];
            for values in &self.values {
                let [re, im] = product_sum(&expansion[orders.clone()], &values[orders.clone()]);
                sum = [sum[0] + (re * re - im * im), sum[1] + (re * im + im * re)];
            }
            real_root(sum)
        };
        (0..self.levels).map(norm).collect()
    }
}

fn product_sum(a: &[Complex], b: &[Complex]) -> Complex {
    a.iter()
        .zip(b)
        .fold([0.0; 2], |sum, ([a, b], [c, d])| [sum[0] + (a * c - b * d), sum[1] + (a * d + b * c)])
}

/// Real part of the square root of a complex number.
fn real_root([re, im]: Complex) -> f64 {
    let size = (re * re + im * im).sqrt();
    if re >= 0.0 {
        ((re + size) * 0.5).sqrt()
    } else {
        let root = ((size - re) * 0.5).sqrt();
        if root > 0.0 { im.abs() / (2.0 * root) } else { 0.0 }
    }
}

/// Fourth central moment by the squared second, less 3; not a number where all values are the same.
fn kurtosis<T: Real>(values: &[T]) -> f64 {
    let centre = mean(values);
    let squares: Vec<T> = values.iter().map(|&value| (value - centre) * (value - centre)).collect();
    let second = mean(&squares);
    let fourth = mean(&squares.iter().map(|&square| square * square).collect::<Vec<_>>());
    let noise = T::EPSILON * centre;
    if second <= noise * noise {
        return T::NAN.f64();
    }
    (fourth / (second * second) - T::of(3.0)).f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kurtosis_of_two_values_is_minus_two_and_of_one_none() {
        assert_eq!(kurtosis(&[1.0, -1.0, 1.0, -1.0]), -2.0);
        assert!(kurtosis(&[7.0_f32; 42]).is_nan());
    }

    #[test]
    fn roots_of_complex_numbers() {
        assert_eq!(real_root([9.0, 0.0]), 3.0);
        assert_eq!(real_root([-9.0, 0.0]), 0.0);
        assert!((real_root([-3.0, 4.0]) - 1.0).abs() < 1e-15);
        assert_eq!(real_root([0.0, 0.0]), 0.0);
    }
}
