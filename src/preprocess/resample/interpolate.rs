//! Values between voxels.

use super::grid::Lines;
use super::kernel::{self, Interpolator, Window};
use crate::numeric::spline_itk::{self, Support};
use crate::volume::{Volume, crop};

/// Voxels beyond the ones needed that the spline's coefficients are computed from: what lies farther off changes a
/// coefficient by less than √3 − 2 to this power (1e-36), if at all.
const SPLINE_MARGIN: f64 = 64.0;

/// An image ready to be interpolated.
pub(super) struct Sampler<'a> {
    volume: &'a Volume<f64>,
    method: Method,
}

enum Method {
    Nearest,
    Linear,
    /// Coefficients of a box of the image and where it begins.
    Spline {
        coefficients: Vec<f64>,
        low: [usize; 3],
        size: [usize; 3],
    },
    Gaussian,
    LabelGaussian,
    Sinc(Window),
}

impl<'a> Sampler<'a> {
    /// For values on `lines`, which lie on the image's grid.
    pub fn new(volume: &'a Volume<f64>, interpolator: Interpolator, lines: &Lines) -> Self {
        let method = match interpolator {
            Interpolator::NearestNeighbor => Method::Nearest,
            Interpolator::Linear => Method::Linear,
            Interpolator::BSpline => {
                let (low, size) = reach(volume.geometry.size, lines);
                let mut coefficients = crop(volume, low, size);
                spline_itk::decompose(&mut coefficients, size);
                Method::Spline { coefficients, low, size }
            }
            Interpolator::Gaussian => Method::Gaussian,
            Interpolator::LabelGaussian => Method::LabelGaussian,
            Interpolator::WindowedSinc(window) => Method::Sinc(window),
        };
        Self { volume, method }
    }

    /// The value at a continuous voxel position; `None` outside the image.
    pub fn at(&self, position: [f64; 3]) -> Option<f64> {
        let size = self.volume.geometry.size;
        let nearest = nearest(position, size)?;
        Some(match &self.method {
            Method::Nearest => self.voxel(nearest),
            Method::Linear => self.linear(position),
            Method::Spline { coefficients, low, size: box_size } => {
                let supports: [Support; 3] = std::array::from_fn(|axis| {
                    let mut support = Support::of(position[axis], size[axis]);
                    for at in &mut support.at {
                        *at = at.saturating_sub(low[axis]).min(box_size[axis] - 1);
                    }
                    support
                });
                spline_itk::evaluate(coefficients, *box_size, &supports)
            }
            Method::Gaussian => kernel::gaussian(self.volume, position),
            Method::LabelGaussian => kernel::label_gaussian(self.volume, position),
            Method::Sinc(window) => kernel::sinc(self.volume, position, *window),
        })
    }

    fn voxel(&self, voxel: [usize; 3]) -> f64 {
        self.volume.voxels[self.volume.geometry.index(voxel)]
    }

    /// Along x, then y, then z; beyond the first and last voxel the value stays.
    fn linear(&self, position: [f64; 3]) -> f64 {
        let size = self.volume.geometry.size;
        let below = position.map(|x| x.floor().max(0.0) as usize);
        let share: [f64; 3] = std::array::from_fn(|axis| position[axis] - below[axis] as f64);
        let between = |axis: usize, low: f64, high: &dyn Fn() -> f64| {
            if share[axis] <= 0.0 || below[axis] + 1 >= size[axis] {
                low
            } else {
                low + (high() - low) * share[axis]
            }
        };
        let [x, y, z] = below;
        let along_x = |y, z| between(0, self.voxel([x, y, z]), &|| self.voxel([x + 1, y, z]));
        let along_y = |z| between(1, along_x(y, z), &|| along_x(y + 1, z));
        between(2, along_y(z), &|| along_y(z + 1))
    }
}

/// Box of the image that all positions on the lines need, with the spline's margin.
fn reach(size: [usize; 3], lines: &Lines) -> ([usize; 3], [usize; 3]) {
    let (mut low, mut high) = ([f64::INFINITY; 3], [f64::NEG_INFINITY; 3]);
    let [last_x, last_y, last_z] = lines.size().map(|n| n.saturating_sub(1));
    for (y, z) in [(0, 0), (last_y, 0), (0, last_z), (last_y, last_z)] {
        let line = lines.line(y, z);
        for position in [line.at(0), line.at(last_x)] {
            for axis in 0..3 {
                low[axis] = low[axis].min(position[axis]);
                high[axis] = high[axis].max(position[axis]);
            }
        }
    }
    let last = size.map(|n| (n - 1) as f64);
    let first: [usize; 3] =
        std::array::from_fn(|axis| (low[axis].floor() - SPLINE_MARGIN).clamp(0.0, last[axis]) as usize);
    let end: [usize; 3] =
        std::array::from_fn(|axis| (high[axis].ceil() + SPLINE_MARGIN).clamp(0.0, last[axis]) as usize);
    (first, std::array::from_fn(|axis| end[axis] - first[axis] + 1))
}

/// The voxel a position falls into, halves upwards; `None` outside the grid.
pub(super) fn nearest(position: [f64; 3], size: [usize; 3]) -> Option<[usize; 3]> {
    let inside = (0..3).all(|axis| position[axis] >= -0.5 && position[axis] < size[axis] as f64 - 0.5);
    inside.then(|| position.map(|x| (x + 0.5).floor() as usize))
}
