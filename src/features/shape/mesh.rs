//! Surface area and volume of the marching cubes mesh, and where its vertices are.
//!
//! What a cube adds to area and volume depends only on which of its corners are inside (and, for volume, linearly on
//! where it is), so cubes are counted by index and the table is gone through once: no triangle is ever built.

use super::triangles::{CORNERS, EDGE_MIDDLES, TRIANGLES};
use crate::volume::Region;

/// Area and volume of a closed mesh.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mesh {
    pub area_mm2: f64,
    pub volume_mm3: f64,
}

/// Cubes of one index: how many, and the sum of their positions (z, y, x).
#[derive(Clone, Copy, Default)]
struct Cubes {
    count: u64,
    position: [u64; 3],
}

impl Mesh {
    /// The mesh around a region, half-way between inside and outside voxels.
    pub fn of(region: &Region) -> Self {
        let [x, y, z] = region.geometry.spacing_mm;
        let spacing_mm = [z, y, x];
        let (mut area, mut volume) = (0.0, 0.0);
        for (index, cubes) in count_cubes(region).iter().enumerate() {
            if cubes.count == 0 {
                continue;
            }
            let (entry, sign) = if index < 128 { (index, 1.0) } else { (255 - index, -1.0) };
            for triangle in TRIANGLES[entry] {
                let [a, b, c] = triangle.map(|edge| {
                    let middle = EDGE_MIDDLES[usize::from(edge)];
                    std::array::from_fn(|axis| 0.5 * f64::from(middle[axis]) * spacing_mm[axis])
                });
                // Twice the area vector: the triangle's own, and how its volume grows with the cube's position.
                let normal = cross(minus(b, a), minus(c, a));
                area += cubes.count as f64 * 0.5 * dot(normal, normal).sqrt();
                let position = std::array::from_fn(|axis| cubes.position[axis] as f64 * spacing_mm[axis]);
                volume += sign * (cubes.count as f64 * dot(cross(a, b), c) + dot(position, normal));
            }
        }
        Self { area_mm2: area, volume_mm3: volume / 6.0 }
    }
}

/// Counts the cubes of every index over the box with a margin of one voxel.
fn count_cubes(region: &Region) -> [Cubes; 256] {
    let size = region.geometry.size;
    let mut cubes = [Cubes::default(); 256];
    let row_of = |y: usize, z: usize| -> &[bool] {
        // Rows of the margin are empty.
        if y == 0 || z == 0 || y > size[1] || z > size[2] {
            return &[];
        }
        let start = size[0] * ((y - 1) + size[1] * (z - 1));
        &region.inside[start..start + size[0]]
    };
    // Bits of the corners at x and at x + 1, by row (z, y) of the cube.
    let bit = |corner: [usize; 3]| 1_u8 << CORNERS.iter().position(|c| *c == corner).unwrap_or(0);
    let rows = [[0, 0], [0, 1], [1, 0], [1, 1]];
    let near = rows.map(|[z, y]| bit([z, y, 0]));
    let far = rows.map(|[z, y]| bit([z, y, 1]));
    for z in 0..=size[2] {
        for y in 0..=size[1] {
            let rows = rows.map(|[dz, dy]| row_of(y + dy, z + dz));
            if rows.iter().all(|row| row.is_empty()) {
                continue;
            }
            let mut carried = 0;
            for x in 0..=size[0] {
                let mut index = carried;
                carried = 0;
                for (row, (near, far)) in rows.iter().zip(near.iter().zip(&far)) {
                    if row.get(x).copied().unwrap_or(false) {
                        index |= far;
                        carried |= near;
                    }
                }
                let cube = &mut cubes[usize::from(index)];
                cube.count += 1;
                for (sum, at) in cube.position.iter_mut().zip([z, y, x]) {
                    *sum += at as u64;
                }
            }
        }
    }
    cubes
}

fn minus(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    std::array::from_fn(|axis| a[axis] - b[axis])
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}
