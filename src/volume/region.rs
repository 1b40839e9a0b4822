//! The voxels of interest, cut to their bounding box.

use super::{Geometry, Mask, Volume};

/// Bounding box of a mask and which of its voxels are inside.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Grid of the box alone.
    pub geometry: Geometry,
    /// First voxel of the box on the mask's grid.
    pub low: [usize; 3],
    /// For every voxel of the box, x fastest: inside the mask?
    pub inside: Vec<bool>,
    /// Number of voxels inside.
    pub count: usize,
}

/// A region with the values of one image in its box: what every feature is computed from.
#[derive(Debug, Clone, PartialEq)]
pub struct Roi {
    /// Which voxels count.
    pub region: Region,
    /// Values of every voxel of the box, x fastest, also outside the mask.
    pub values: Vec<f64>,
}

impl Region {
    /// The region of a mask; `None` when no voxel is inside.
    pub fn of(mask: &Mask) -> Option<Self> {
        let size = mask.geometry.size;
        let (mut low, mut high, mut count) = (size, [0; 3], 0);
        let mut rows = mask.voxels.chunks_exact(size[0].max(1));
        for z in 0..size[2] {
            for y in 0..size[1] {
                let row = rows.next()?;
                // Most rows of a scan are empty; without an early end many voxels are looked at at once.
                if !row.iter().fold(false, |any, inside| any | inside) {
                    continue;
                }
                let Some(first) = row.iter().position(|&inside| inside) else { continue };
                let last = row.iter().rposition(|&inside| inside).unwrap_or(first);
                count += row[first..=last].iter().filter(|&&inside| inside).count();
                low = [low[0].min(first), low[1].min(y), low[2].min(z)];
                high = [high[0].max(last), high[1].max(y), high[2].max(z)];
            }
        }
        if count == 0 {
            return None;
        }
        let box_size = std::array::from_fn(|axis| high[axis] - low[axis] + 1);
        Some(Self {
            geometry: mask.geometry.cropped(low, box_size),
            low,
            inside: crop(mask, low, box_size),
            count,
        })
    }

    /// The values of `image` (on the same grid as the mask the region came from) in the box.
    pub fn roi(&self, image: &Volume<f64>) -> Roi {
        Roi { region: self.clone(), values: crop(image, self.low, self.geometry.size) }
    }
}

impl Roi {
    /// Values inside the mask, x fastest.
    pub fn inside(&self) -> impl Iterator<Item = f64> + '_ {
        self.values.iter().zip(&self.region.inside).filter(|(_, inside)| **inside).map(|(value, _)| *value)
    }
}

/// The voxels of a box of `size` from `low` on, x fastest.
pub fn crop<T: Copy>(volume: &Volume<T>, low: [usize; 3], size: [usize; 3]) -> Vec<T> {
    let mut voxels = Vec::with_capacity(size.iter().product());
    for z in low[2]..low[2] + size[2] {
        for y in low[1]..low[1] + size[1] {
            let start = volume.geometry.index([low[0], y, z]);
            voxels.extend_from_slice(&volume.voxels[start..start + size[0]]);
        }
    }
    voxels
}
