//! Where a voxel grid lies in the world.

use serde::{Deserialize, Serialize};

/// A regular grid in LPS world space.
///
/// world = origin_mm + direction · (voxel ∘ spacing_mm), voxel counted from 0 at the centre of the first voxel.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Geometry {
    /// Number of voxels along x, y, z.
    pub size: [usize; 3],
    /// Distance of neighbouring voxel centres along each axis, mm.
    pub spacing_mm: [f64; 3],
    /// World position of the centre of voxel (0, 0, 0), mm.
    pub origin_mm: [f64; 3],
    /// Orthonormal; column j is the world direction of voxel axis j: `direction[row][column]`.
    pub direction: [[f64; 3]; 3],
}

impl Geometry {
    /// A grid with axes along the world's, first voxel at the origin.
    pub fn axis_aligned(size: [usize; 3], spacing_mm: [f64; 3]) -> Self {
        Self {
            size,
            spacing_mm,
            origin_mm: [0.0; 3],
            direction: [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        }
    }

    /// Number of voxels.
    pub fn voxels(&self) -> usize {
        self.size.iter().product()
    }

    /// Position of voxel (x, y, z) in a volume's `voxels`.
    pub fn index(&self, [x, y, z]: [usize; 3]) -> usize {
        x + self.size[0] * (y + self.size[1] * z)
    }

    /// Volume of one voxel, mm³.
    pub fn voxel_volume_mm3(&self) -> f64 {
        self.spacing_mm[0] * self.spacing_mm[1] * self.spacing_mm[2]
    }

    /// World position (mm) of a continuous voxel position.
    pub fn world_from_voxel(&self, voxel: [f64; 3]) -> [f64; 3] {
        std::array::from_fn(|row| {
            let d = &self.direction[row];
            self.origin_mm[row]
                + d[0] * (voxel[0] * self.spacing_mm[0])
                + d[1] * (voxel[1] * self.spacing_mm[1])
                + d[2] * (voxel[2] * self.spacing_mm[2])
        })
    }

    /// Continuous voxel position of a world position (mm); the direction's inverse is its transpose.
    pub fn voxel_from_world(&self, world_mm: [f64; 3]) -> [f64; 3] {
        let from_origin: [f64; 3] = std::array::from_fn(|row| world_mm[row] - self.origin_mm[row]);
        std::array::from_fn(|axis| {
            let d = &self.direction;
            (d[0][axis] * from_origin[0] + d[1][axis] * from_origin[1] + d[2][axis] * from_origin[2])
                / self.spacing_mm[axis]
        })
    }

    /// The same grid cut to `size` voxels from voxel `low` on.
    #[must_use]
    pub fn cropped(&self, low: [usize; 3], size: [usize; 3]) -> Self {
        let origin_mm = self.world_from_voxel(low.map(|v| v as f64));
        Self { size, origin_mm, ..*self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn world_and_voxel_are_inverse_on_an_oblique_grid() {
        let (c, s) = (0.8, 0.6);
        let grid = Geometry {
            size: [4, 5, 6],
            spacing_mm: [0.5, 2.0, 3.3],
            origin_mm: [-10.0, 4.0, 7.5],
            direction: [[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]],
        };
        let back = grid.voxel_from_world(grid.world_from_voxel([1.25, 3.0, -2.0]));
        for (found, expected) in back.into_iter().zip([1.25, 3.0, -2.0]) {
            assert!((found - expected).abs() < 1e-12);
        }
        assert_eq!(grid.cropped([1, 2, 3], [2, 2, 2]).origin_mm, grid.world_from_voxel([1.0, 2.0, 3.0]));
    }
}
