//! What a file holds, before anyone says what it is for.

use serde::Serialize;

use crate::error::{Result, Warning};
use crate::read;
use crate::volume::{self, Geometry};

/// Facts about one image or mask file that help a person to put it in its place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Inspection {
    /// Voxels along each axis.
    pub size: [usize; 3],
    /// Distance of voxel centres along each axis.
    pub spacing_mm: [f64; 3],
    /// Labels with their voxel counts, ascending; `None` when the voxels are no labels.
    pub labels: Option<Vec<(i32, usize)>>,
    /// What the user should know about the file.
    pub warnings: Vec<Warning>,
}

/// Facts about a file; `data` holds the voxels of an `.hdr` + `.img` pair.
///
/// # Errors
/// As [`read::image`].
pub fn inspect(bytes: &[u8], data: Option<&[u8]>) -> Result<Inspection> {
    let image = read::image(bytes, data)?;
    let geometry: &Geometry = &image.value.volume.geometry;
    let labels = read::labels(bytes, data).ok().map(|map| volume::label_counts(&map.value));
    Ok(Inspection {
        size: geometry.size,
        spacing_mm: geometry.spacing_mm,
        labels,
        warnings: image.warnings,
    })
}
