//! The voxels of interest, cut to their bounding box.

use super::{Geometry, Image, Mask, crop};

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
pub struct Roi<'a> {
    /// Which voxels count.
    pub region: &'a Region,
    /// Values of every voxel of the box, x fastest, also outside the mask.
    pub values: Vec<f64>,
}

impl Region {
    /// The region of a mask; `None` when no voxel is inside.
    pub fn of(mask: &Mask) -> Option<Self> {
        Self::tight(&mask.geometry, ([0; 3], mask.geometry.size), &mask.voxels, |&inside| inside)
    }

    /// The region of the voxels that are `inside`, of those of a box (first voxel, size) of `grid`; `None` when none is.
    pub fn tight<T: Copy>(
        grid: &Geometry,
        (first, size): ([usize; 3], [usize; 3]),
        voxels: &[T],
        inside: impl Fn(&T) -> bool,
    ) -> Option<Self> {
        let (mut low, mut high, mut count) = (size, [0; 3], 0);
        let mut rows = voxels.chunks_exact(size[0].max(1));
        for z in 0..size[2] {
            for y in 0..size[1] {
                let row = rows.next()?;
                // Most rows of a scan are empty; without an early end many voxels are looked at at once.
                if !row.iter().fold(false, |any, voxel| any | inside(voxel)) {
                    continue;
                }
                let Some(first) = row.iter().position(&inside) else { continue };
                let last = row.iter().rposition(&inside).unwrap_or(first);
                count += row[first..=last].iter().filter(|voxel| inside(voxel)).count();
                low = [low[0].min(first), low[1].min(y), low[2].min(z)];
                high = [high[0].max(last), high[1].max(y), high[2].max(z)];
            }
        }
        if count == 0 {
            return None;
        }
        let box_size = std::array::from_fn(|axis| high[axis] - low[axis] + 1);
        let inside = crop(voxels, size, low, box_size).iter().map(inside).collect();
        let low = std::array::from_fn(|axis| first[axis] + low[axis]);
        Some(Self { geometry: grid.cropped(low, box_size), low, inside, count })
    }

    /// The voxels of the region for which `keep`, in the order of the box, holds too; `grid` is the one the region lies on.
    pub fn narrowed(&self, grid: &Geometry, keep: &[bool]) -> Option<Self> {
        let both: Vec<bool> = self.inside.iter().zip(keep).map(|(&inside, &keep)| inside && keep).collect();
        Self::tight(grid, (self.low, self.geometry.size), &both, |&inside| inside)
    }

    /// The voxels of the region that lie in the box of `other`; both lie on `grid`.
    pub fn within(&self, grid: &Geometry, other: &Self) -> Option<Self> {
        let [nx, ny, _] = self.geometry.size;
        let in_box = |index: usize| {
            let at = [index % nx, index / nx % ny, index / nx / ny];
            (0..3).all(|axis| {
                (other.low[axis]..other.low[axis] + other.geometry.size[axis])
                    .contains(&(self.low[axis] + at[axis]))
            })
        };
        self.narrowed(grid, &(0..self.inside.len()).map(in_box).collect::<Vec<_>>())
    }

    /// Whether a voxel of the grid that the region lies on is inside.
    pub fn contains(&self, voxel: [usize; 3]) -> bool {
        let size = self.geometry.size;
        let within = (0..3).all(|axis| (self.low[axis]..self.low[axis] + size[axis]).contains(&voxel[axis]));
        within && self.inside[self.geometry.index(std::array::from_fn(|axis| voxel[axis] - self.low[axis]))]
    }

    /// The region as a mask on the grid it lies on.
    pub fn mask(&self, grid: &Geometry) -> Mask {
        let mut mask = Mask::new(*grid, vec![false; grid.voxels()]);
        let size = self.geometry.size;
        for (row, inside) in self.inside.chunks_exact(size[0]).enumerate() {
            let start = grid.index([self.low[0], self.low[1] + row % size[1], self.low[2] + row / size[1]]);
            mask.voxels[start..start + size[0]].copy_from_slice(inside);
        }
        mask
    }

    /// The values of `image` (on the same grid as the mask the region came from) in the box.
    pub fn roi(&self, image: &Image) -> Roi<'_> {
        Roi { region: self, values: image.crop(self.low, self.geometry.size) }
    }
}

impl Roi<'_> {
    /// Values inside the mask, x fastest.
    pub fn inside(&self) -> impl Iterator<Item = f64> + '_ {
        self.values.iter().zip(&self.region.inside).filter(|(_, inside)| **inside).map(|(value, _)| *value)
    }
}
