//! Grey levels of a region: what texture features are computed from.

use super::Region;

/// A region whose voxels carry grey levels 1..=`count` (0 outside the mask).
///
/// Only `preprocess::discretise` makes it, so texture cannot be computed from raw intensities by mistake.
#[derive(Debug, Clone, PartialEq)]
pub struct Levels<'a> {
    /// Which voxels count.
    pub region: &'a Region,
    /// Level of every voxel of the box, x fastest; 0 outside the mask.
    pub voxels: Vec<u32>,
    /// Number of bins, the largest level possible; levels between may be absent.
    pub count: u32,
    /// Number of voxels of levels 1, 2, …
    pub counts: Vec<u32>,
}

impl<'a> Levels<'a> {
    /// Levels for a region; `voxels` has one level for every voxel of the box.
    pub(crate) fn new(region: &'a Region, voxels: Vec<u32>, count: u32) -> Self {
        debug_assert_eq!(region.inside.len(), voxels.len());
        let counts = counts(&voxels, count);
        Self { region, voxels, count, counts }
    }

    /// Levels that occur, ascending.
    pub fn present(&self) -> Vec<u32> {
        (1..).zip(&self.counts).filter(|(_, voxels)| **voxels > 0).map(|(level, _)| level).collect()
    }
}

/// Voxels of each level but 0.
fn counts(voxels: &[u32], largest: u32) -> Vec<u32> {
    /// Counters for each level, used one after the other: neighbouring voxels often have the same level, and an increment
    /// need not wait for the one before it.
    const TURNS: usize = 4;
    let mut counts = vec![[0; TURNS]; largest as usize + 1];
    let (blocks, rest) = voxels.as_chunks::<TURNS>();
    for block in blocks {
        for (turn, &level) in block.iter().enumerate() {
            counts[level as usize][turn] += 1;
        }
    }
    rest.iter().for_each(|&level| counts[level as usize][0] += 1);
    counts[1..].iter().map(|turns| turns.iter().sum()).collect()
}
