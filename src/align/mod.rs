//! Stage 2: the mask is put on the image's grid.
//!
//! A mask drawn on the image itself has the image's grid, up to rounding in the headers, and is taken as it is. One drawn
//! on another sequence is carried through world coordinates: every image voxel takes the label of the mask voxel its
//! centre falls into (nearest neighbour), as SimpleITK's resample filter does with an identity transform.

mod carry;
mod carried;
mod difference;
mod mask_fit;
mod contour;
mod perturb;
mod rule;

use crate::error::{Error, Result, Warning};
use crate::volume::{Geometry, LabelMap, Region, label_counts};
use crate::words::Labels;
use crate::words::Notice;
use crate::words::RegionProblem;
use carry::Between;

pub use carried::{CarriedLabels, labels_on_grid};
pub use contour::randomised_contour;
pub use mask_fit::{MaskFit, mask_fit};
pub use perturb::{Perturbation, perturb};
pub use rule::GridRule;

/// Largest distance, in voxels, between the same voxel's centre on two grids that still count as one: 0.01.
///
/// PyRadiomics refuses a mask beyond 1e-6 voxels (`geometryTolerance`), which rounding in headers exceeds: origins with
/// four decimals are 1e-4 mm off. Nearest neighbour gives the same voxels up to half a voxel, so this decides only
/// whether the user is told.
pub const SAME_GRID_VOXELS: f64 = 0.01;

/// Most labels named in a message.
const LABELS_NAMED: usize = 12;

/// A label's voxels where they were drawn, and on an image's grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// On the image's grid.
    pub on_image: Region,
    /// On the label map's own grid.
    pub own: Region,
    /// What differs between the grids and what was done about it; none where they are one.
    pub warnings: Vec<Warning>,
}

impl Placed {
    /// Whether the mask's grid is another than the image's.
    pub fn is_carried(&self) -> bool {
        !self.warnings.is_empty()
    }
}

/// Finds the voxels of `label`, and puts them on the image's `grid`.
///
/// Warnings: `mask-resampled` (what differs between the grids, in mm and degrees), `mask-cut-off` (the share of the
/// region that lies outside the image).
///
/// # Errors
/// The mask is empty or has no such label (the ones present are named with their voxel counts); the region lies outside
/// the image (both places are named in mm); the region is too small for the image's voxels and none is left.
///
/// # Examples
/// ```
/// use discern::align;
/// use discern::simulate;
///
/// let scan = simulate::scan(1, 0);
/// let grid = scan.images[0].geometry;
/// let placed = align::place(&grid, &scan.mask, 1)?;
/// assert_eq!(placed.on_image.mask(&grid).geometry, grid);
/// assert!(placed.warnings.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn place(grid: &Geometry, labels: &LabelMap, label: i32) -> Result<Placed> {
    let own = labels.region(label).filter(|_| label != 0).ok_or_else(|| no_label(labels, label))?;
    let between = Between::grids(grid, &labels.geometry);
    if between.farthest_voxels() <= SAME_GRID_VOXELS {
        let on_image = Region { geometry: grid.cropped(own.low, own.geometry.size), ..own.clone() };
        return Ok(Placed { on_image, own, warnings: Vec::new() });
    }
    let outside = carry::outside(grid, &labels.geometry, &own);
    let on_image = between.carry(&own).ok_or_else(|| match outside == own.count {
        true => apart(grid, &labels.geometry, &own),
        false => lost(grid, &labels.geometry, own.count),
    })?;
    let mut warnings = vec![resampled(grid, &labels.geometry, own.count, on_image.count)];
    if outside > 0 {
        let (percent, of) = (100.0 * outside as f64 / own.count as f64, own.count);
        warnings.push(Notice::MaskCutOff { percent, outside, of }.into());
    }
    Ok(Placed { on_image, own, warnings })
}

fn no_label(labels: &LabelMap, label: i32) -> Error {
    if label == 0 {
        return RegionProblem::LabelZero.into();
    }
    let counts = label_counts(labels);
    if counts.is_empty() {
        return RegionProblem::MaskEmpty.into();
    }
    let shown: Vec<(i32, usize)> = counts.iter().take(LABELS_NAMED).copied().collect();
    let more = counts.len() - shown.len();
    RegionProblem::LabelAbsent { label, labels: Labels { shown, more } }.into()
}

fn apart(grid: &Geometry, mask_grid: &Geometry, region: &Region) -> Error {
    let image = difference::extent_mm(grid, [0; 3], grid.size);
    let mask = difference::extent_mm(mask_grid, region.low, region.geometry.size);
    RegionProblem::MaskOutside { image, mask }.into()
}

fn lost(grid: &Geometry, mask_grid: &Geometry, count: usize) -> Error {
    let mm3 = count as f64 * mask_grid.voxel_volume_mm3();
    RegionProblem::MaskTooFine { voxels: count, mm3, voxel_mm3: grid.voxel_volume_mm3() }.into()
}

fn resampled(grid: &Geometry, mask_grid: &Geometry, before: usize, after: usize) -> Warning {
    Notice::MaskResampled {
        differences: difference::between(grid, mask_grid),
        before,
        before_mm3: before as f64 * mask_grid.voxel_volume_mm3(),
        after,
        after_mm3: after as f64 * grid.voxel_volume_mm3(),
    }
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    /// A cube of 2 × 2 × 2 voxels of label 7 from voxel (2, 2, 2) on, and one voxel of label 9.
    fn labels(grid: Geometry) -> LabelMap {
        let mut voxels = vec![0; grid.voxels()];
        for z in 2..4 {
            for y in 2..4 {
                voxels[grid.index([2, y, z])] = 7;
                voxels[grid.index([3, y, z])] = 7;
            }
        }
        voxels[0] = 9;
        LabelMap::new(grid, voxels)
    }

    #[test]
    fn rounding_in_a_header_is_the_same_grid() {
        let grid = Geometry::axis_aligned([8; 3], [0.5, 0.5, 3.0]);
        let mut noisy = grid;
        noisy.origin_mm = [1e-4, -1e-4, 1e-4];
        noisy.direction[0][1] = 1e-6;
        let Placed { on_image, warnings, .. } = place(&grid, &labels(noisy), 7).expect("same grid");
        assert_eq!((on_image.count, warnings), (8, vec![]));
        assert_eq!(on_image.geometry, grid.cropped([2; 3], [2; 3]));
    }

    #[test]
    fn half_voxels_round_up() {
        let grid = Geometry::axis_aligned([16; 3], [0.5; 3]);
        let Placed { on_image, warnings, .. } =
            place(&grid, &labels(Geometry::axis_aligned([8; 3], [1.0; 3])), 7).expect("");
        // Mask voxels 2 and 3 take image positions 1.5 … < 3.5 mm: image voxels 3, 4, 5, 6.
        assert_eq!(on_image.count, 64);
        assert!(on_image.contains([3; 3]) && !on_image.contains([7, 3, 3]));
        assert_eq!(warnings.len(), 1);
        assert_eq!(warnings[0].code, "mask-resampled");
        assert!(
            warnings[0].message.contains("8 voxels (8.0 mm³) became 64 (8.0 mm³)"),
            "{}",
            warnings[0].message
        );
    }

    #[test]
    fn a_region_partly_outside_is_kept_with_a_warning() {
        let mut grid = Geometry::axis_aligned([8; 3], [1.0; 3]);
        grid.origin_mm = [3.0, 0.0, 0.0];
        let Placed { on_image, warnings, .. } =
            place(&grid, &labels(Geometry::axis_aligned([8; 3], [1.0; 3])), 7).expect("");
        assert_eq!(on_image.count, 4);
        assert!(warnings[0].message.contains("origin 3.000 mm apart"), "{}", warnings[0].message);
        assert_eq!(warnings[1].code, "mask-cut-off");
        assert!(warnings[1].message.starts_with("50.0 % of the region (4 of 8"), "{}", warnings[1].message);
    }

    #[test]
    fn a_region_elsewhere_is_an_error_with_both_places() {
        let mut grid = Geometry::axis_aligned([8; 3], [1.0; 3]);
        grid.origin_mm = [0.0, 0.0, 100.0];
        let error = place(&grid, &labels(Geometry::axis_aligned([8; 3], [1.0; 3])), 7).expect_err("apart");
        assert_eq!(error.kind, ErrorKind::Geometry);
        assert!(error.expected.contains("z 99.5 to 107.5 mm"), "{error}");
        assert!(error.found.contains("z 1.5 to 3.5 mm"), "{error}");
    }

    #[test]
    fn a_region_between_voxel_centres_is_an_error() {
        let grid = Geometry::axis_aligned([4; 3], [6.0; 3]);
        let error = place(&grid, &labels(Geometry::axis_aligned([8; 3], [1.0; 3])), 7).expect_err("lost");
        assert_eq!(error.kind, ErrorKind::Mask);
        assert!(error.found.contains("8 mask voxels (8.000 mm³) and image voxels of 216.000 mm³"), "{error}");
    }

    #[test]
    fn a_wrong_label_names_the_right_ones() {
        let grid = Geometry::axis_aligned([8; 3], [1.0; 3]);
        let error = place(&grid, &labels(grid), 1).expect_err("no label 1");
        assert_eq!(
            (error.kind, error.found.as_str()),
            (ErrorKind::Mask, "labels 7 (8 voxels), 9 (1 voxels)")
        );
        let many = LabelMap::new(grid, (1..=512).collect());
        let error = place(&grid, &many, 1000).expect_err("no label 1000");
        assert!(error.found.ends_with("12 (1 voxels) and 500 more"), "{error}");
        let empty = LabelMap::new(grid, vec![0; 512]);
        assert_eq!(place(&grid, &empty, 1).expect_err("empty").found, "an empty mask");
        assert_eq!(place(&grid, &empty, 0).expect_err("background").kind, ErrorKind::Settings);
    }
}
