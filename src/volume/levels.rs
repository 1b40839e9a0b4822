//! Grey levels of a region: what texture features are computed from.

use super::Region;

/// A region whose voxels carry grey levels 1..=`count` (0 outside the mask).
///
/// Only `preprocess::discretise` makes it, so texture cannot be computed from raw intensities by mistake.
#[derive(Debug, Clone, PartialEq)]
pub struct Levels {
    /// Which voxels count.
    pub region: Region,
    /// Level of every voxel of the box, x fastest; 0 outside the mask.
    pub voxels: Vec<u32>,
    /// Number of bins, the largest level possible; levels between may be absent.
    pub count: u32,
}

impl Levels {
    /// Levels for a region; `voxels` has one level for every voxel of the box.
    pub(crate) fn new(region: Region, voxels: Vec<u32>, count: u32) -> Self {
        debug_assert_eq!(region.inside.len(), voxels.len());
        Self { region, voxels, count }
    }

    /// Levels that occur, ascending.
    pub fn present(&self) -> Vec<u32> {
        let mut seen = vec![false; self.count as usize + 1];
        for &level in &self.voxels {
            seen[level as usize] = true;
        }
        (1..=self.count).filter(|&level| seen[level as usize]).collect()
    }
}
