//! Values between voxels.

use super::grid::Lines;
use super::kernel::{self, Interpolator};
use crate::numeric::spline_itk::{self, Support};
use crate::volume::{Excerpt, Image};

/// Voxels beyond the ones needed that the spline's coefficients are computed from: what lies farther off changes a
/// coefficient by less than √3 − 2 to this power (1e-36), if at all.
const SPLINE_MARGIN: f64 = 64.0;

/// Voxels that the other interpolators look at beyond the nearest one, and one to spare.
const MARGIN: f64 = kernel::RADIUS as f64 + 1.0;

/// An image ready to be interpolated.
pub(super) struct Sampler {
    /// The part that is needed; for a spline, its coefficients.
    held: Excerpt,
    method: Interpolator,
}

impl Sampler {
    /// For values on `lines`, which lie on the image's grid.
    pub fn new(image: &Image, method: Interpolator, lines: &Lines) -> Self {
        let spline = method == Interpolator::BSpline;
        let (low, size) = reach(image.geometry.size, lines, if spline { SPLINE_MARGIN } else { MARGIN });
        let mut held = image.excerpt(low, size);
        if spline {
            spline_itk::decompose(&mut held.values, size);
        }
        Self { held, method }
    }

    /// The value at a continuous voxel position; `None` outside the image.
    pub fn at(&self, position: [f64; 3]) -> Option<f64> {
        let Excerpt { grid, low, size: box_size, values } = &self.held;
        let nearest = nearest(position, grid.size)?;
        Some(match self.method {
            Interpolator::NearestNeighbor => self.held.at(nearest),
            Interpolator::Linear => self.linear(position),
            Interpolator::BSpline => {
                let supports: [Support; 3] = std::array::from_fn(|axis| {
                    let mut support = Support::of(position[axis], grid.size[axis]);
                    for at in &mut support.at {
                        *at = at.saturating_sub(low[axis]).min(box_size[axis] - 1);
                    }
                    support
                });
                spline_itk::evaluate(values, *box_size, &supports)
            }
            Interpolator::Gaussian => kernel::gaussian(&self.held, position),
            Interpolator::LabelGaussian => kernel::label_gaussian(&self.held, position),
            Interpolator::WindowedSinc(window) => kernel::sinc(&self.held, position, window),
        })
    }

    /// Along x, then y, then z; beyond the first and last voxel the value stays.
    fn linear(&self, position: [f64; 3]) -> f64 {
        let size = self.held.grid.size;
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
        let along_x = |y, z| between(0, self.held.at([x, y, z]), &|| self.held.at([x + 1, y, z]));
        let along_y = |z| between(1, along_x(y, z), &|| along_x(y + 1, z));
        between(2, along_y(z), &|| along_y(z + 1))
    }
}

/// Box of the image that all positions on the lines need, with a margin.
fn reach(size: [usize; 3], lines: &Lines, margin: f64) -> ([usize; 3], [usize; 3]) {
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
        std::array::from_fn(|axis| (low[axis].floor() - margin).clamp(0.0, last[axis]) as usize);
    let end: [usize; 3] =
        std::array::from_fn(|axis| (high[axis].ceil() + margin).clamp(0.0, last[axis]) as usize);
    (first, std::array::from_fn(|axis| end[axis] - first[axis] + 1))
}

/// The voxel a position falls into, halves upwards; `None` outside the grid.
pub(super) fn nearest(position: [f64; 3], size: [usize; 3]) -> Option<[usize; 3]> {
    let inside = (0..3).all(|axis| position[axis] >= -0.5 && position[axis] < size[axis] as f64 - 0.5);
    inside.then(|| position.map(|x| (x + 0.5).floor() as usize))
}
