//! Stage 2: the mask is put on the image's grid.
//!
//! A mask drawn on the image itself has the image's grid, up to rounding in the headers, and is taken as it is. One drawn
//! on another sequence is carried through world coordinates: every image voxel takes the label of the mask voxel its
//! centre falls into (nearest neighbour), as SimpleITK's resample filter does with an identity transform.

mod carry;
mod carried;
mod difference;
mod mask_fit;
mod outline;
mod perturb;
mod rule;

use crate::error::{Error, ErrorKind, Result, Warning};
use crate::volume::{Geometry, LabelMap, Mask, Volume, label_counts};
use carry::Between;

pub use carried::{CarriedLabels, labels_on_grid};
pub use mask_fit::{MaskFit, mask_fit};
pub use outline::redrawn;
pub use perturb::{Perturbation, perturb};
pub use rule::GridRule;

/// Largest distance, in voxels, between the same voxel's centre on two grids that still count as one: 0.01.
///
/// PyRadiomics refuses a mask beyond 1e-6 voxels (`geometryTolerance`), which rounding in headers exceeds: origins with
/// four decimals are 1e-4 mm off. Nearest neighbour gives the same voxels up to half a voxel, so this decides only
/// whether the user is told.
pub const SAME_GRID_VOXELS: f64 = 0.01;

/// Voxels looked at together.
const LOOK: usize = 4096;

/// Most labels named in a message.
const LABELS_NAMED: usize = 12;

/// The voxels of `label` on the image's `grid`.
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
/// use discern::align::mask_on_grid;
/// use discern::simulate;
///
/// let scan = simulate::scan(1, 0);
/// let grid = scan.images[0].volume.geometry;
/// let (mask, warnings) = mask_on_grid(&grid, &scan.mask, 1)?;
/// assert_eq!(mask.geometry, grid);
/// assert!(warnings.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn mask_on_grid(grid: &Geometry, labels: &LabelMap, label: i32) -> Result<(Mask, Vec<Warning>)> {
    let between = Between::grids(grid, &labels.geometry);
    if between.farthest_voxels() <= SAME_GRID_VOXELS {
        let inside: Vec<bool> = labels.voxels.iter().map(|&voxel| voxel == label).collect();
        // Looked for here, where voxels are small: most masks have the label.
        let any = inside.chunks(LOOK).any(|some| some.iter().fold(false, |any, inside| any | inside));
        if label == 0 || !any {
            check_label(labels, label)?;
        }
        return Ok((Volume::new(*grid, inside), Vec::new()));
    }
    check_label(labels, label)?;
    let region = carry::Region::of(labels, |voxel| voxel == label);
    let outside = carry::outside(grid, labels, label);
    let mask = between.carry(labels, label, &region);
    let count = mask.voxels.iter().filter(|&&inside| inside).count();
    if count == 0 {
        return Err(match outside == region.count {
            true => apart(grid, &labels.geometry, &region),
            false => lost(grid, &labels.geometry, region.count),
        });
    }
    let mut warnings = vec![resampled(grid, &labels.geometry, region.count, count)];
    if outside > 0 {
        let (share, total) = (100.0 * outside as f64 / region.count as f64, region.count);
        let message = format!(
            "{share:.1} % of the region ({outside} of {total} mask voxels) lies outside the image and is left out"
        );
        warnings.push(Warning::new("mask-cut-off", message));
    }
    Ok((mask, warnings))
}

fn check_label(labels: &LabelMap, label: i32) -> Result<()> {
    if label == 0 {
        return Err(Error::new(ErrorKind::Settings, "label", "a number other than 0", "0, the background"));
    }
    if labels.voxels.contains(&label) {
        return Ok(());
    }
    let counts = label_counts(labels);
    if counts.is_empty() {
        return Err(Error::new(ErrorKind::Mask, "mask", "voxels that are not 0", "an empty mask"));
    }
    let named = counts.iter().take(LABELS_NAMED).map(|(label, count)| format!("{label} ({count} voxels)"));
    let mut found = format!("labels {}", named.collect::<Vec<_>>().join(", "));
    if counts.len() > LABELS_NAMED {
        found += &format!(" and {} more", counts.len() - LABELS_NAMED);
    }
    Err(Error::new(ErrorKind::Mask, "mask", format!("voxels of label {label}"), found)
        .hint("choose one of the labels the mask has"))
}

fn apart(grid: &Geometry, mask_grid: &Geometry, region: &carry::Region) -> Error {
    let image = difference::extent_mm(grid, [0; 3], grid.size);
    let lesion = difference::extent_mm(mask_grid, region.low, region.size);
    Error::new(ErrorKind::Geometry, "mask", format!("a region within the image at {image}"), lesion)
        .hint("image and mask may be of different patients, visits or body parts")
}

fn lost(grid: &Geometry, mask_grid: &Geometry, count: usize) -> Error {
    let expected = "a region that holds the centre of at least one image voxel";
    let found = format!(
        "a region of {count} mask voxels ({:.3} mm³) and image voxels of {:.3} mm³",
        count as f64 * mask_grid.voxel_volume_mm3(),
        grid.voxel_volume_mm3()
    );
    Error::new(ErrorKind::Mask, "mask", expected, found).hint("draw the mask on this image's own grid")
}

fn resampled(grid: &Geometry, mask_grid: &Geometry, before: usize, after: usize) -> Warning {
    let message = format!(
        "the mask is on another grid than the image ({}); it was carried over by nearest neighbour: {before} voxels \
         ({:.1} mm³) became {after} ({:.1} mm³)",
        difference::between(grid, mask_grid),
        before as f64 * mask_grid.voxel_volume_mm3(),
        after as f64 * grid.voxel_volume_mm3()
    );
    Warning::new("mask-resampled", message)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        Volume::new(grid, voxels)
    }

    fn count(mask: &Mask) -> usize {
        mask.voxels.iter().filter(|&&inside| inside).count()
    }

    #[test]
    fn rounding_in_a_header_is_the_same_grid() {
        let grid = Geometry::axis_aligned([8; 3], [0.5, 0.5, 3.0]);
        let mut noisy = grid;
        noisy.origin_mm = [1e-4, -1e-4, 1e-4];
        noisy.direction[0][1] = 1e-6;
        let (mask, warnings) = mask_on_grid(&grid, &labels(noisy), 7).expect("same grid");
        assert_eq!((count(&mask), warnings), (8, vec![]));
        assert_eq!(mask.geometry, grid);
    }

    #[test]
    fn half_voxels_round_up() {
        let grid = Geometry::axis_aligned([16; 3], [0.5; 3]);
        let (mask, warnings) =
            mask_on_grid(&grid, &labels(Geometry::axis_aligned([8; 3], [1.0; 3])), 7).expect("");
        // Mask voxels 2 and 3 take image positions 1.5 … < 3.5 mm: image voxels 3, 4, 5, 6.
        assert_eq!(count(&mask), 64);
        assert!(mask.voxels[grid.index([3, 3, 3])] && !mask.voxels[grid.index([7, 3, 3])]);
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
        let (mask, warnings) =
            mask_on_grid(&grid, &labels(Geometry::axis_aligned([8; 3], [1.0; 3])), 7).expect("");
        assert_eq!(count(&mask), 4);
        assert!(warnings[0].message.contains("origin 3.000 mm apart"), "{}", warnings[0].message);
        assert_eq!(warnings[1].code, "mask-cut-off");
        assert!(warnings[1].message.starts_with("50.0 % of the region (4 of 8"), "{}", warnings[1].message);
    }

    #[test]
    fn a_region_elsewhere_is_an_error_with_both_places() {
        let mut grid = Geometry::axis_aligned([8; 3], [1.0; 3]);
        grid.origin_mm = [0.0, 0.0, 100.0];
        let error =
            mask_on_grid(&grid, &labels(Geometry::axis_aligned([8; 3], [1.0; 3])), 7).expect_err("apart");
        assert_eq!(error.kind, ErrorKind::Geometry);
        assert!(error.expected.contains("z 99.5 to 107.5 mm"), "{error}");
        assert!(error.found.contains("z 1.5 to 3.5 mm"), "{error}");
    }

    #[test]
    fn a_region_between_voxel_centres_is_an_error() {
        let grid = Geometry::axis_aligned([4; 3], [6.0; 3]);
        let error =
            mask_on_grid(&grid, &labels(Geometry::axis_aligned([8; 3], [1.0; 3])), 7).expect_err("lost");
        assert_eq!(error.kind, ErrorKind::Mask);
        assert!(error.found.contains("8 mask voxels (8.000 mm³) and image voxels of 216.000 mm³"), "{error}");
    }

    #[test]
    fn a_wrong_label_names_the_right_ones() {
        let grid = Geometry::axis_aligned([8; 3], [1.0; 3]);
        let error = mask_on_grid(&grid, &labels(grid), 1).expect_err("no label 1");
        assert_eq!(
            (error.kind, error.found.as_str()),
            (ErrorKind::Mask, "labels 7 (8 voxels), 9 (1 voxels)")
        );
        let many = Volume::new(grid, (1..=512).collect());
        let error = mask_on_grid(&grid, &many, 1000).expect_err("no label 1000");
        assert!(error.found.ends_with("12 (1 voxels) and 500 more"), "{error}");
        let empty = Volume::new(grid, vec![0; 512]);
        assert_eq!(mask_on_grid(&grid, &empty, 1).expect_err("empty").found, "an empty mask");
        assert_eq!(mask_on_grid(&grid, &empty, 0).expect_err("background").kind, ErrorKind::Settings);
    }
}
