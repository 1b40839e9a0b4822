//! The plane a scan was made in, turned the way radiologists look at it.

use super::resize::Slice;
use crate::volume::{Geometry, Image};

/// Spacings that differ by less than this part count as equal.
const SAME_SPACING: f64 = 0.01;

/// A voxel axis, and whether the image runs against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axis {
    /// 0, 1 or 2.
    pub voxel: usize,
    /// The image's first pixel is the axis' last voxel.
    pub reversed: bool,
}

/// Axes of an image plane: along a row, along a column, from slice to slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plane {
    /// From left to right.
    pub across: Axis,
    /// From top to bottom.
    pub down: Axis,
    /// From slice to slice, to the patient's left, back, or head.
    pub through: Axis,
}

impl Axis {
    /// Runs along the voxel axis nearest to a world direction, `sign` · world axis.
    fn along(geometry: &Geometry, voxel: usize, world: usize, sign: f64) -> Self {
        Self { voxel, reversed: geometry.direction[world][voxel] * sign < 0.0 }
    }

    /// Position along the image's axis of a voxel's position along its own, and back.
    pub fn turned(self, at: usize, size: usize) -> usize {
        if self.reversed { size - 1 - at } else { at }
    }
}

impl Plane {
    /// The plane with the finest resolution.
    pub fn finest(geometry: &Geometry) -> Self {
        let spacing_mm = geometry.spacing_mm;
        let coarsest = spacing_mm.iter().copied().fold(0.0, f64::max);
        let upright = |&a: &usize, &b: &usize| {
            geometry.direction[2][a].abs().total_cmp(&geometry.direction[2][b].abs()).then(a.cmp(&b))
        };
        let through = (0..3)
            .filter(|&axis| spacing_mm[axis] >= coarsest * (1.0 - SAME_SPACING))
            .max_by(upright)
            .unwrap_or(2);
        let nearness = |world: usize, voxel: usize| geometry.direction[world][voxel].abs();
        let normal =
            (0..3).fold(
                0,
                |best, world| {
                    if nearness(world, through) > nearness(best, through) { world } else { best }
                },
            );
        // World axes of rows and columns; patients stand upright in sagittal and coronal images.
        let (across, down, down_sign) = match normal {
            0 => (1, 2, -1.0),
            1 => (0, 2, -1.0),
            _ => (0, 1, 1.0),
        };
        let [a, b] = [(through + 1) % 3, (through + 2) % 3];
        let straight = nearness(across, a) + nearness(down, b) >= nearness(across, b) + nearness(down, a);
        let (a, b) = if straight { (a, b) } else { (b, a) };
        Self {
            across: Axis::along(geometry, a, across, 1.0),
            down: Axis::along(geometry, b, down, down_sign),
            through: Axis::along(geometry, through, normal, 1.0),
        }
    }

    /// Slice number `at` (counted the image's way).
    pub fn slice(&self, image: &Image, at: usize) -> Slice {
        let size = image.geometry.size;
        let (width, height) = (size[self.across.voxel], size[self.down.voxel]);
        let mut voxel = [0; 3];
        voxel[self.through.voxel] = self.through.turned(at, size[self.through.voxel]);
        let mut thin = size;
        thin[self.through.voxel] = 1;
        let read = image.excerpt(voxel, thin);
        let mut values = Vec::with_capacity(width * height);
        for row in 0..height {
            voxel[self.down.voxel] = self.down.turned(row, height);
            for column in 0..width {
                voxel[self.across.voxel] = self.across.turned(column, width);
                values.push(read.at(voxel));
            }
        }
        Slice { width, values }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(spacing_mm: [f64; 3], direction: [[f64; 3]; 3]) -> Geometry {
        Geometry { direction, ..Geometry::axis_aligned([2, 3, 4], spacing_mm) }
    }

    #[test]
    fn planes_are_turned_the_way_they_are_looked_at() {
        let forward = |voxel| Axis { voxel, reversed: false };
        let backward = |voxel| Axis { voxel, reversed: true };
        let along = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        let axial = Plane::finest(&grid([1.0, 1.0, 1.0], along));
        assert_eq!(axial, Plane { across: forward(0), down: forward(1), through: forward(2) });
        let sagittal = Plane::finest(&grid([4.0, 0.5, 0.5], along));
        assert_eq!(sagittal, Plane { across: forward(1), down: backward(2), through: forward(0) });
        let coronal = Plane::finest(&grid([0.5, 4.0, 0.5], along));
        assert_eq!(coronal, Plane { across: forward(0), down: backward(2), through: forward(1) });
        // Stored as scanners do: x to the back, y to the feet, slices from left to right.
        let stored = [[0.0, 0.0, -1.0], [1.0, 0.0, 0.0], [0.0, -1.0, 0.0]];
        let sagittal = Plane::finest(&grid([0.5, 0.5, 4.0], stored));
        assert_eq!(sagittal, Plane { across: forward(0), down: forward(1), through: backward(2) });
    }
}
