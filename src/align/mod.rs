//! Stage 2: the mask is put on the image's grid.

use crate::error::{Error, ErrorKind, Result, Warning};
use crate::volume::{Geometry, LabelMap, Mask};

/// The voxels of `label` on the image's `grid`, carried through world space (nearest neighbour) where grids differ.
///
/// # Errors
/// No overlap, an empty mask, no such label (the ones present are named).
pub fn mask_on_grid(_grid: &Geometry, _labels: &LabelMap, _label: i32) -> Result<(Mask, Vec<Warning>)> {
    Err(Error::new(ErrorKind::Mask, "mask", "a label", "none"))
}
