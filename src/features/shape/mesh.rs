//! Surface area and volume of the marching cubes mesh, and where its vertices are.
//!
//! Triangles are added up cube by cube in the order, and each with the operations, of PyRadiomics: where a mesh encloses
//! hardly anything (lone voxels that meet at corners) the volume is what rounding leaves, and ratios to it are all of it.

use super::triangles::{CORNERS, EDGE_MIDDLES, TRIANGLES};
use crate::volume::Region;

/// Area and volume of a closed mesh.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mesh {
    pub area_mm2: f64,
    pub volume_mm3: f64,
}

impl Mesh {
    /// The mesh around a region, half-way between inside and outside voxels.
    pub fn of(region: &Region) -> Self {
        let [x, y, z] = region.geometry.spacing_mm;
        let spacing_mm = [z, y, x];
        let (mut area, mut volume) = (0.0, 0.0);
        for_each_cube(region, |index, cube| {
            let (entry, sign) = if index < 128 { (index, 1.0) } else { (255 - index, -1.0) };
            for triangle in TRIANGLES[entry] {
                let [a, b, c]: [[f64; 3]; 3] = triangle.map(|edge| {
                    let middle = EDGE_MIDDLES[usize::from(edge)];
                    std::array::from_fn(|axis| {
                        (cube[axis] as f64 + 0.5 * f64::from(middle[axis])) * spacing_mm[axis]
                    })
                });
                volume += sign * dot(cross(a, b), c);
                let normal = cross(minus(a, c), minus(b, c));
                area += 0.5 * dot(normal, normal).sqrt();
            }
        });
        Self { area_mm2: area, volume_mm3: volume / 6.0 }
    }
}

/// Visits the cubes that the surface cuts: index (a bit a corner inside) and position (z, y, x) in the box with a margin
/// of one voxel.
fn for_each_cube(region: &Region, mut visit: impl FnMut(usize, [usize; 3])) {
    let size = region.geometry.size;
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
                if index != 0 && index != u8::MAX {
                    visit(usize::from(index), [z, y, x]);
                }
            }
        }
    }
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
