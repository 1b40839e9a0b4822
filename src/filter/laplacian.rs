//! Laplacian of a Gaussian, as ITK's LaplacianRecursiveGaussianImageFilter with NormalizeAcrossScale.
//!
//! For each axis: second derivative along it, then smoothing along the two others, all recursive; the three are
//! divided by spacing² and added. As in ITK, sums are f64 within a line and f32 between passes, so values agree with
//! its f32 results.
//!
//! Each pass computes what the box needs of it and reads no further than [`NEGLIGIBLE`] allows around it.

use super::lines::{Extent, Pass, Piece, Room, View, pass};
use crate::numeric::recursive_gaussian::{DECAY, Front, RecursiveGaussian};
use crate::volume::{Geometry, Region, Volume};

/// Natural logarithm of how much smaller an influence must be to be left out: e^-32 is 1.3e-14 of a voxel's
/// difference from the value at which the line is cut, a five-millionth of the last bit of an f32 result.
const NEGLIGIBLE: f64 = 32.0;

/// Fewest voxels along an axis for the recursion's four terms.
const FEWEST: usize = 4;

/// Why a grid has no Laplacian of a Gaussian, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TooSmall(pub String);

/// Whether the grid is large enough: four voxels for ITK, sigma and one voxel more for PyRadiomics.
pub(super) fn check(grid: &Geometry, sigma_mm: f64) -> Result<(), TooSmall> {
    for axis in 0..3 {
        let (size, spacing) = (grid.size[axis], grid.spacing_mm[axis]);
        let needed = FEWEST.max((sigma_mm / spacing).ceil() as usize + 1);
        if size < needed {
            let letter = ['x', 'y', 'z'][axis];
            return Err(TooSmall(format!(
                "sigma {sigma_mm} mm needs at least {needed} voxels of {spacing} mm along {letter}, the image has {size}"
            )));
        }
    }
    Ok(())
}

/// Bytes that the first passes of several sigmas may hold together.
const GROUP_BYTES: usize = 64 << 20;

/// Sigmas that are best done together, in order: the image is read once for all of them.
pub(super) fn group(image: &Volume<f64>, region: &Region, sigmas_mm: &[f64]) -> usize {
    let bytes = |&sigma_mm: &f64| {
        let extents = extents(&image.geometry, region, sigma_mm);
        let piece = |axis: usize| (0..3).map(|other| extents[other].count(other == axis)).product::<usize>();
        (0..3).map(piece).max().unwrap_or(0).saturating_mul(size_of::<f32>())
    };
    let mut held: usize = 0;
    let fits = sigmas_mm.iter().take_while(|sigma_mm| {
        held = held.saturating_add(bytes(sigma_mm));
        held <= GROUP_BYTES
    });
    fits.count().max(1)
}

/// What is kept and read along each axis.
fn extents(grid: &Geometry, region: &Region, sigma_mm: f64) -> [Extent; 3] {
    std::array::from_fn(|axis| {
        let reach = (NEGLIGIBLE / DECAY * sigma_mm / grid.spacing_mm[axis]).ceil() as usize + FEWEST;
        Extent::new(region.low[axis], region.geometry.size[axis], grid.size[axis], reach)
    })
}

/// Laplacians of the image smoothed to each of `sigmas_mm`, times sigma², in the box of `region`.
pub(super) fn of_gaussians(image: &Volume<f64>, region: &Region, sigmas_mm: &[f64]) -> Vec<Vec<f64>> {
    let mut scales: Vec<Scale> =
        sigmas_mm.iter().map(|&sigma_mm| Scale::new(image, region, sigma_mm)).collect();
    let mut room = Room::default();
    for axis in 0..3 {
        let derivatives = along_axis(image, &scales, axis, &mut room);
        for (scale, piece) in scales.iter_mut().zip(derivatives) {
            scale.add(axis, piece, &mut room);
        }
    }
    scales.into_iter().map(|scale| scale.sum.into_iter().map(f64::from).collect()).collect()
}

/// Second derivatives along one axis, of all scales while a plane of the image is at hand.
fn along_axis(image: &Volume<f64>, scales: &[Scale], axis: usize, room: &mut Room) -> Vec<Piece<f32>> {
    let start = |scale: &Scale| {
        let derivative = scale.derivative(axis);
        let filter = move |lines: &mut [Front], keep, work: &mut Vec<Front>, out: &mut [Front]| {
            derivative.filter(lines, keep, work, out);
        };
        let view = View::of(image, &scale.extents);
        (Pass::new(view.size(), axis, scale.extents[axis].keep.clone(), filter), view)
    };
    let mut passes: Vec<_> = scales.iter().map(start).collect();
    let across = if axis == 2 { 1 } else { 2 };
    for v in 0..image.geometry.size[across] {
        for ((pass, view), scale) in passes.iter_mut().zip(scales) {
            if let Some(place) = scale.extents[across].place(v) {
                pass.stretch(view, place, room);
            }
        }
    }
    passes.into_iter().map(|(pass, _)| pass.done()).collect()
}

/// One sigma on its way.
struct Scale {
    sigma_mm: f64,
    spacing_mm: [f64; 3],
    extents: [Extent; 3],
    /// What the axes so far add up to.
    sum: Vec<f32>,
}

impl Scale {
    fn new(image: &Volume<f64>, region: &Region, sigma_mm: f64) -> Self {
        Self {
            sigma_mm,
            spacing_mm: image.geometry.spacing_mm,
            extents: extents(&image.geometry, region, sigma_mm),
            sum: vec![0.0; region.geometry.voxels()],
        }
    }

    fn derivative(&self, axis: usize) -> RecursiveGaussian {
        let sigma = self.sigma_mm / self.spacing_mm[axis];
        RecursiveGaussian::second_derivative(sigma, self.sigma_mm * self.sigma_mm)
    }

    /// Smooths the derivative along `axis` along the other axes and adds it.
    fn add(&mut self, axis: usize, mut piece: Piece<f32>, room: &mut Room) {
        for other in (0..3).filter(|&other| other != axis) {
            let smoothing = RecursiveGaussian::smoothing(self.sigma_mm / self.spacing_mm[other]);
            let keep = &self.extents[other].keep;
            piece = pass(
                &piece.view(),
                other,
                keep,
                room,
                |lines: &mut [Front], keep, work: &mut _, out: &mut [_]| {
                    smoothing.filter(lines, keep, work, out);
                },
            );
        }
        let weight = 1.0 / (self.spacing_mm[axis] * self.spacing_mm[axis]);
        self.sum.iter_mut().zip(&piece.voxels).for_each(|(sum, &value)| {
            *sum = (f64::from(*sum) + f64::from(value) * weight) as f32;
        });
    }
}
