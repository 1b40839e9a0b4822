//! Largest distances between vertices of the mesh, exact, without looking at every pair.
//!
//! Vertices are the middles of voxel edges that cross the surface: integers when counted in half voxels. The pair
//! farthest apart within a plane are corners of that plane's convex hull; the pair farthest apart of all are corners
//! of the hull of every plane they lie in, so only vertices that are corners in their x, y and z plane are compared.

use crate::volume::Region;

/// A vertex in half voxels (x, y, z).
type Vertex = [i64; 3];

/// Largest distances in mm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Diameters {
    /// Within a plane of constant x, y, z.
    pub in_plane_mm: [f64; 3],
    /// In space.
    pub maximum_mm: f64,
}

impl Diameters {
    /// The diameters of the mesh around a region.
    pub fn of(region: &Region) -> Self {
        let spacing_mm = region.geometry.spacing_mm;
        let mut corners = vertices(region);
        let mut in_plane_mm = [0.0; 3];
        // Corners of all z planes first; they alone can be corners of the hull in space.
        let mut in_space = corners.clone();
        for axis in [2, 1, 0] {
            let planes = hull_corners(&mut corners, axis);
            in_plane_mm[axis] = planes.iter().map(|plane| farthest_mm(plane, spacing_mm)).fold(0.0, f64::max);
            let kept: std::collections::BTreeSet<Vertex> = planes.into_iter().flatten().collect();
            in_space.retain(|vertex| kept.contains(vertex));
        }
        Self { in_plane_mm, maximum_mm: farthest_mm(&in_space, spacing_mm) }
    }
}

/// One vertex for every face between an inside voxel and an outside one.
fn vertices(region: &Region) -> Vec<Vertex> {
    let size = region.geometry.size;
    let is_inside = |[x, y, z]: [usize; 3]| {
        x < size[0] && y < size[1] && z < size[2] && region.inside[x + size[0] * (y + size[1] * z)]
    };
    let mut found = Vec::new();
    for (z, y, x) in ndarray::indices((size[2], size[1], size[0])) {
        if !is_inside([x, y, z]) {
            continue;
        }
        for axis in 0..3 {
            for step in [-1, 1] {
                let mut beside = [x, y, z];
                // Below 0 it wraps to a place beyond the box, which is outside as well.
                beside[axis] = beside[axis].wrapping_add_signed(step);
                if !is_inside(beside) {
                    let mut vertex = [x, y, z].map(|at| 2 * at as i64);
                    vertex[axis] += step as i64;
                    found.push(vertex);
                }
            }
        }
    }
    found
}

/// For every plane of constant `axis`: the corners of the convex hull of its vertices.
fn hull_corners(vertices: &mut [Vertex], axis: usize) -> Vec<Vec<Vertex>> {
    let (u, v) = ((axis + 1) % 3, (axis + 2) % 3);
    // One number a vertex, so that comparing takes no branch: coordinates are at least -1 and far below 2^40.
    let part = |at: i64| (at + 1) as u128;
    let key = |p: &Vertex| part(p[axis]) << 80 | part(p[u]) << 40 | part(p[v]);
    vertices.sort_unstable_by_key(key);
    vertices
        .chunk_by(|a, b| a[axis] == b[axis])
        .map(|plane| {
            let mut corners = half_hull(plane.iter(), u, v);
            corners.extend(half_hull(plane.iter().rev(), u, v));
            corners
        })
        .collect()
}

/// One side of a hull of sorted points (Andrew's monotone chain), exact in integers.
fn half_hull<'a>(sorted: impl Iterator<Item = &'a Vertex>, u: usize, v: usize) -> Vec<Vertex> {
    let mut chain: Vec<Vertex> = Vec::new();
    for &point in sorted {
        while let [.., a, b] = chain[..] {
            let turn = (b[u] - a[u]) * (point[v] - a[v]) - (b[v] - a[v]) * (point[u] - a[u]);
            if turn > 0 {
                break;
            }
            chain.pop();
        }
        chain.push(point);
    }
    chain
}

/// Largest distance between any two of the points, mm.
fn farthest_mm(points: &[Vertex], spacing_mm: [f64; 3]) -> f64 {
    let placed: Vec<[f64; 3]> = points
        .iter()
        .map(|point| std::array::from_fn(|axis| 0.5 * point[axis] as f64 * spacing_mm[axis]))
        .collect();
    let mut largest = 0.0_f64;
    for (index, a) in placed.iter().enumerate() {
        for b in &placed[index + 1..] {
            let d = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
            largest = largest.max(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
        }
    }
    largest.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::random::Random;
    use crate::volume::{Geometry, Mask};

    #[test]
    fn hulls_find_the_same_diameters_as_all_pairs() {
        for seed in 0..40 {
            let mut random = Random::new(seed);
            let geometry = Geometry::axis_aligned([7, 6, 5], [0.7, 1.3, 2.1]);
            let voxels = (0..210).map(|_| random.below(5) == 0).collect();
            let region = Region::of(&Mask::new(geometry, voxels)).expect("some voxel is inside");
            let spacing_mm = geometry.spacing_mm;
            let all = vertices(&region);
            let found = Diameters::of(&region);
            assert!((found.maximum_mm - farthest_mm(&all, spacing_mm)).abs() < 1e-12);
            for axis in 0..3 {
                let in_plane = all
                    .iter()
                    .map(|a| {
                        let plane: Vec<Vertex> = all.iter().copied().filter(|b| b[axis] == a[axis]).collect();
                        farthest_mm(&plane, spacing_mm)
                    })
                    .fold(0.0, f64::max);
                assert!((found.in_plane_mm[axis] - in_plane).abs() < 1e-12);
            }
        }
    }
}
