//! Interpolators that weigh a neighbourhood: Gaussians and windowed sincs, with SimpleITK's parameters.

use std::f64::consts::PI;

use crate::numeric::float;
use crate::volume::Excerpt;

/// Interpolators PyRadiomics accepts, by SimpleITK's names without `sitk`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interpolator {
    /// Value of the voxel a position falls into.
    NearestNeighbor,
    /// Along the axes one after the other.
    Linear,
    /// Cubic, through all voxels, mirrored at the border.
    BSpline,
    /// Mean weighted by a Gaussian of 0.8 voxels, integrated over each voxel, out to 4 standard deviations.
    Gaussian,
    /// Value with the largest sum of the weights of a Gaussian of 1 voxel, out to 1 standard deviation.
    LabelGaussian,
    /// sinc times a window, 5 voxels to either side.
    WindowedSinc(Window),
}

/// Windows w(x) of a sinc of radius m = 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// 0.54 + 0.46 cos(πx / m)
    Hamming,
    /// cos(πx / 2m)
    Cosine,
    /// 1 − x² / m²
    Welch,
    /// sin(πx / m) / (πx / m)
    Lanczos,
    /// 0.42 + 0.5 cos(πx / m) + 0.08 cos(2πx / m)
    Blackman,
}

impl Interpolator {
    /// All of them with SimpleITK's names, in the order of SimpleITK's numbers (1 to 10).
    pub const ALL: [(&'static str, Self); 10] = [
        ("sitkNearestNeighbor", Self::NearestNeighbor),
        ("sitkLinear", Self::Linear),
        ("sitkBSpline", Self::BSpline),
        ("sitkGaussian", Self::Gaussian),
        ("sitkLabelGaussian", Self::LabelGaussian),
        ("sitkHammingWindowedSinc", Self::WindowedSinc(Window::Hamming)),
        ("sitkCosineWindowedSinc", Self::WindowedSinc(Window::Cosine)),
        ("sitkWelchWindowedSinc", Self::WindowedSinc(Window::Welch)),
        ("sitkLanczosWindowedSinc", Self::WindowedSinc(Window::Lanczos)),
        ("sitkBlackmanWindowedSinc", Self::WindowedSinc(Window::Blackman)),
    ];
}

/// Standard deviation in voxels, and how many of them count.
const GAUSSIAN: (f64, f64) = (0.8, 4.0);
/// The same for labels.
const LABEL_GAUSSIAN: (f64, f64) = (1.0, 1.0);
/// Voxels to either side of a windowed sinc.
pub(super) const RADIUS: i64 = 5;

/// First voxel of a neighbourhood along one axis and the weights from there on.
struct Weights {
    first: i64,
    weights: Vec<f64>,
}

/// Integrals of the Gaussian about `x` over the voxels of an axis of an image.
///
/// ITK goes by way of millimetres, and rounding there decides whether a last voxel of weight 1e-5 counts.
fn gaussian_weights(held: &Excerpt, axis: usize, x: f64, (sigma, cutoff): (f64, f64)) -> Weights {
    let spacing_mm = held.grid.spacing_mm[axis];
    let sigma_mm = sigma * spacing_mm;
    let scale = 1.0 / (std::f64::consts::SQRT_2 * sigma_mm / spacing_mm);
    let reach = sigma_mm * cutoff / spacing_mm;
    let begin = (x + 0.5 - reach).floor().max(0.0);
    let end = (x + 0.5 + reach).ceil().min(held.grid.size[axis] as f64);
    let mut t = (-0.5 - x + begin) * scale;
    let mut last = float::erf(t);
    let weights = (begin as i64..end as i64)
        .map(|_| {
            t += scale;
            let now = float::erf(t);
            let weight = now - last;
            last = now;
            weight
        })
        .collect();
    Weights { first: begin as i64, weights }
}

/// Calls `take` with (value, weight) of every voxel of the neighbourhood, z slowest; beyond the border the value there
/// goes on.
fn for_each(held: &Excerpt, [x, y, z]: &[Weights; 3], mut take: impl FnMut(f64, f64)) {
    let size = held.grid.size;
    let on_axis = |at: i64, axis: usize| at.clamp(0, size[axis] as i64 - 1) as usize;
    for (at_z, weight_z) in (z.first..).zip(&z.weights) {
        for (at_y, weight_y) in (y.first..).zip(&y.weights) {
            for (at_x, weight_x) in (x.first..).zip(&x.weights) {
                let voxel = [on_axis(at_x, 0), on_axis(at_y, 1), on_axis(at_z, 2)];
                take(held.at(voxel), weight_x * weight_y * weight_z);
            }
        }
    }
}

/// Mean weighted by a Gaussian.
pub(super) fn gaussian(held: &Excerpt, position: [f64; 3]) -> f64 {
    let weights = std::array::from_fn(|axis| gaussian_weights(held, axis, position[axis], GAUSSIAN));
    let (mut sum, mut total) = (0.0, 0.0);
    for_each(held, &weights, |value, weight| {
        sum += value * weight;
        total += weight;
    });
    sum / total
}

/// The value with the most weight; the first to reach it where several do.
pub(super) fn label_gaussian(held: &Excerpt, position: [f64; 3]) -> f64 {
    let weights = std::array::from_fn(|axis| gaussian_weights(held, axis, position[axis], LABEL_GAUSSIAN));
    let mut sums: Vec<(f64, f64)> = Vec::new();
    let (mut best, mut most) = (0.0, 0.0);
    for_each(held, &weights, |value, weight| {
        let found = sums.iter().position(|entry| entry.0 == value);
        let at = found.unwrap_or_else(|| {
            sums.push((value, 0.0));
            sums.len() - 1
        });
        sums[at].1 += weight;
        if sums[at].1 > most {
            (best, most) = sums[at];
        }
    });
    best
}

fn sinc_weights(x: f64, window: Window) -> Weights {
    let base = x.floor();
    let distance = x - base;
    let weights = (0..2 * RADIUS)
        .map(|i| {
            if distance == 0.0 {
                return if i == RADIUS - 1 { 1.0 } else { 0.0 };
            }
            let x = distance + (RADIUS - 1 - i) as f64;
            window.at(x) * sinc_of(x)
        })
        .collect();
    Weights { first: base as i64 - RADIUS + 1, weights }
}

/// sin(πx) / (πx)
fn sinc_of(x: f64) -> f64 {
    let px = PI * x;
    if x == 0.0 { 1.0 } else { float::sin(px) / px }
}

impl Window {
    fn at(self, x: f64) -> f64 {
        let m = RADIUS as f64;
        match self {
            Self::Hamming => 0.54 + 0.46 * float::cos(x * (PI / m)),
            Self::Cosine => float::cos(x * (PI / (2.0 * m))),
            Self::Welch => 1.0 - x * (1.0 / (m * m)) * x,
            Self::Lanczos => sinc_of(x / m),
            Self::Blackman => 0.42 + 0.5 * float::cos(x * (PI / m)) + 0.08 * float::cos(x * (2.0 * PI / m)),
        }
    }
}

/// Sum weighted by windowed sincs.
pub(super) fn sinc(held: &Excerpt, position: [f64; 3], window: Window) -> f64 {
    let weights = position.map(|x| sinc_weights(x, window));
    let mut sum = 0.0;
    for_each(held, &weights, |value, weight| sum += value * weight);
    sum
}
