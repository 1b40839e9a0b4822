//! A region carried from one grid to another by nearest neighbour.
//!
//! ITK's rules, followed to the voxel: a position belongs to voxel floor(x + 0.5), so that halves go up, and lies
//! inside a grid of n voxels when −0.5 ≤ x < n − 0.5. Positions along a row of voxels are interpolated between those of
//! its two ends, as ITK's resample filter does; where positions fall on the border of two voxels (grids whose spacings
//! are multiples of each other) that decides the last bit and with it the voxel.

use crate::numeric::svd_itk::inverse;
use crate::volume::{Geometry, Region};

/// From voxel positions on one grid to those on another.
pub(super) struct Between {
    from: Geometry,
    to: Geometry,
    /// World from voxel of `from`, without its origin.
    world_from_voxel: [[f64; 3]; 3],
    /// Voxel of `to` from world, relative to its origin.
    voxel_from_world: [[f64; 3]; 3],
}

/// Number of a region's voxels whose centres lie outside `grid`; the region lies on `own`.
pub(super) fn outside(grid: &Geometry, own: &Geometry, region: &Region) -> usize {
    let between = Between::grids(own, grid);
    let [nx, ny, _] = region.geometry.size;
    let outside = |&(index, _): &(usize, &bool)| {
        let at = [index % nx, index / nx % ny, index / nx / ny];
        let voxel = std::array::from_fn(|axis| (region.low[axis] + at[axis]) as f64);
        nearest(between.position(voxel), grid.size).is_none()
    };
    region.inside.iter().enumerate().filter(|(_, inside)| **inside).filter(outside).count()
}

/// The voxel a position belongs to, if it lies on the grid.
fn nearest(position: [f64; 3], size: [usize; 3]) -> Option<[usize; 3]> {
    let inside = (0..3).all(|axis| position[axis] >= -0.5 && position[axis] < size[axis] as f64 - 0.5);
    inside.then(|| position.map(|x| (x + 0.5).floor() as usize))
}

impl Between {
    /// From voxels of `from` to voxels of `to`.
    pub fn grids(from: &Geometry, to: &Geometry) -> Self {
        Self {
            from: *from,
            to: *to,
            world_from_voxel: scaled_direction(from),
            voxel_from_world: inverse(scaled_direction(to)),
        }
    }

    /// Position on `to` of a position on `from`.
    fn position(&self, voxel: [f64; 3]) -> [f64; 3] {
        let from_origin = std::array::from_fn(|row| {
            let m = &self.world_from_voxel[row];
            let world = self.from.origin_mm[row] + m[0] * voxel[0] + m[1] * voxel[1] + m[2] * voxel[2];
            world - self.to.origin_mm[row]
        });
        times(&self.voxel_from_world, from_origin)
    }

    /// Whether a position on `from` lies on the grid of `to`.
    pub fn reaches(&self, voxel: [f64; 3]) -> bool {
        nearest(self.position(voxel), self.to.size).is_some()
    }

    /// Largest distance, in voxels along an axis, between a corner voxel and its namesake on the other grid; infinite
    /// when the grids differ in size. Positions are linear, so no other voxel is farther off.
    pub fn farthest_voxels(&self) -> f64 {
        if self.from.size != self.to.size {
            return f64::INFINITY;
        }
        let mut farthest: f64 = 0.0;
        for corner in corners([0.0; 3], self.from.size.map(|n| n as f64 - 1.0)) {
            let position = self.position(corner);
            let apart = (0..3).map(|axis| (position[axis] - corner[axis]).abs());
            farthest = apart.fold(farthest, |worst, d| if d <= worst { worst } else { d });
        }
        farthest
    }

    /// The voxels of `from` whose centres fall into voxels of `region` on `to`; `None` where there is none.
    pub fn carry(&self, region: &Region) -> Option<Region> {
        let (low, size) = self.reach(region);
        let mut inside = Vec::with_capacity(size.iter().product());
        self.for_each((low, size), |voxel| {
            inside.push(voxel.is_some_and(|voxel| region.contains(voxel)));
        });
        Region::tight(&self.from, (low, size), &inside, |&inside| inside)
    }

    /// For every voxel of a box of `from` (first voxel, size), x fastest: the voxel of `to` that its centre falls into.
    pub fn for_each(&self, (low, size): ([usize; 3], [usize; 3]), mut visit: impl FnMut(Option<[usize; 3]>)) {
        let high: [usize; 3] = std::array::from_fn(|axis| low[axis] + size[axis]);
        let row_length = self.from.size[0] as f64;
        for z in low[2]..high[2] {
            for y in low[1]..high[1] {
                let start = self.position([0.0, y as f64, z as f64]);
                let end = self.position([row_length, y as f64, z as f64]);
                for x in low[0]..high[0] {
                    let along = x as f64 / row_length;
                    let position =
                        std::array::from_fn(|axis| start[axis] + (end[axis] - start[axis]) * along);
                    visit(nearest(position, self.to.size));
                }
            }
        }
    }

    /// The box of `from` (first voxel, size) that holds every voxel of `to` in `region`, with a voxel to
    /// spare on each side.
    pub fn reach(&self, region: &Region) -> ([usize; 3], [usize; 3]) {
        let back = Self::grids(&self.to, &self.from);
        let first = region.low.map(|v| v as f64 - 0.5);
        let last = std::array::from_fn(|axis| first[axis] + region.geometry.size[axis] as f64);
        let positions = corners(first, last).map(|corner| back.position(corner));
        let bound = |axis: usize, pick: fn(f64, f64) -> f64| {
            positions.iter().map(|position| position[axis]).fold(positions[0][axis], pick)
        };
        // A cast from f64 saturates, so that what lies left of the grid becomes 0.
        let low: [usize; 3] = std::array::from_fn(|axis| (bound(axis, f64::min) - 1.0).floor() as usize);
        let size = std::array::from_fn(|axis| {
            let end = ((bound(axis, f64::max) + 2.0).ceil() as usize).min(self.from.size[axis]);
            end.saturating_sub(low[axis])
        });
        (low, size)
    }
}

/// The eight corners of a box.
pub(super) fn corners(low: [f64; 3], high: [f64; 3]) -> [[f64; 3]; 8] {
    std::array::from_fn(|corner| {
        std::array::from_fn(|axis| if corner >> axis & 1 == 0 { low[axis] } else { high[axis] })
    })
}

fn scaled_direction(grid: &Geometry) -> [[f64; 3]; 3] {
    std::array::from_fn(|row| std::array::from_fn(|axis| grid.direction[row][axis] * grid.spacing_mm[axis]))
}

fn times(matrix: &[[f64; 3]; 3], v: [f64; 3]) -> [f64; 3] {
    std::array::from_fn(|row| matrix[row][0] * v[0] + matrix[row][1] * v[1] + matrix[row][2] * v[2])
}
