//! Shape: size and form of the region, without regard to intensity.
//!
//! Symbols and formulas: the rows in catalogue/shape.rs.

mod diameters;
mod mesh;
pub(super) mod planar;
mod triangles;

use crate::numeric::float;
use crate::volume::Region;
use diameters::Diameters;
use mesh::Mesh;

/// Eigenvalues nearer to 0 than this are rounding.
pub(super) const ROUNDING: f64 = 1e-10;

/// Mesh, diameters and axes of a region.
pub struct Solid {
    mesh: Mesh,
    diameters: Diameters,
    /// λ_3 ≤ λ_2 ≤ λ_1
    eigenvalues_mm2: [f64; 3],
    voxel_volume_mm3: f64,
}

impl Solid {
    /// Measures a region.
    pub(super) fn new(region: &Region) -> Self {
        Self {
            mesh: Mesh::of(region),
            diameters: Diameters::of(region),
            eigenvalues_mm2: eigenvalues(covariance_mm2(region)),
            voxel_volume_mm3: region.count as f64 * region.geometry.voxel_volume_mm3(),
        }
    }

    /// (36 π V²)^(1/3): the area of a ball of the same volume.
    fn ball_area(&self) -> f64 {
        float::pow(36.0 * std::f64::consts::PI * (self.mesh.volume_mm3 * self.mesh.volume_mm3), 1.0 / 3.0)
    }
}

/// Covariance of the voxel centres over N, from exact integer sums.
pub(super) fn covariance_mm2(region: &Region) -> [[f64; 3]; 3] {
    let size = region.geometry.size;
    let (mut first, mut second) = ([0_i128; 3], [[0_i128; 3]; 3]);
    let mut inside = region.inside.iter();
    for z in 0..size[2] {
        for y in 0..size[1] {
            // Along a row only x changes.
            let (mut n, mut sum, mut squares) = (0_i64, 0_i64, 0_i64);
            for x in 0..size[0] as i64 {
                if inside.next().copied().unwrap_or(false) {
                    n += 1;
                    sum += x;
                    squares += x * x;
                }
            }
            let (n, sum, squares) = (i128::from(n), i128::from(sum), i128::from(squares));
            let (y, z) = (y as i128, z as i128);
            for (total, part) in first.iter_mut().zip([sum, n * y, n * z]) {
                *total += part;
            }
            let rows = [
                [squares, sum * y, sum * z],
                [sum * y, n * y * y, n * y * z],
                [sum * z, n * y * z, n * z * z],
            ];
            for (total, part) in second.iter_mut().flatten().zip(rows.into_iter().flatten()) {
                *total += part;
            }
        }
    }
    let n = region.count as i128;
    let spacing_mm = region.geometry.spacing_mm;
    std::array::from_fn(|a| {
        std::array::from_fn(|b| {
            let exact = n * second[a][b] - first[a] * first[b];
            exact as f64 / (n * n) as f64 * spacing_mm[a] * spacing_mm[b]
        })
    })
}

/// Eigenvalues of a symmetric matrix, ascending (Jacobi rotations).
pub(super) fn eigenvalues(mut m: [[f64; 3]; 3]) -> [f64; 3] {
    for _ in 0..64 {
        for (p, q) in [(0, 1), (0, 2), (1, 2)] {
            if m[p][q] == 0.0 {
                continue;
            }
            let theta = (m[q][q] - m[p][p]) / (2.0 * m[p][q]);
            let tangent = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
            let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
            let sine = tangent * cosine;
            let before = m[p][q];
            m[p][p] -= tangent * before;
            m[q][q] += tangent * before;
            m[p][q] = 0.0;
            m[q][p] = 0.0;
            let r = 3 - p - q;
            let (to_p, to_q) = (m[r][p], m[r][q]);
            m[r][p] = cosine * to_p - sine * to_q;
            m[r][q] = sine * to_p + cosine * to_q;
            m[p][r] = m[r][p];
            m[q][r] = m[r][q];
        }
        if m[0][1] == 0.0 && m[0][2] == 0.0 && m[1][2] == 0.0 {
            break;
        }
    }
    let mut values = [m[0][0], m[1][1], m[2][2]].map(|v| if v < 0.0 && v > -ROUNDING { 0.0 } else { v });
    values.sort_unstable_by(f64::total_cmp);
    values
}

pub fn mesh_volume(s: &Solid) -> f64 {
    s.mesh.volume_mm3
}

pub fn voxel_volume(s: &Solid) -> f64 {
    s.voxel_volume_mm3
}

pub fn surface_area(s: &Solid) -> f64 {
    s.mesh.area_mm2
}

pub fn surface_volume_ratio(s: &Solid) -> f64 {
    s.mesh.area_mm2 / s.mesh.volume_mm3
}

pub fn sphericity(s: &Solid) -> f64 {
    s.ball_area() / s.mesh.area_mm2
}

pub fn compactness_1(s: &Solid) -> f64 {
    let area = s.mesh.area_mm2;
    s.mesh.volume_mm3 / (area * area.sqrt() * std::f64::consts::PI.sqrt())
}

pub fn compactness_2(s: &Solid) -> f64 {
    let (area, volume) = (s.mesh.area_mm2, s.mesh.volume_mm3);
    36.0 * std::f64::consts::PI * (volume * volume) / (area * area * area)
}

pub fn spherical_disproportion(s: &Solid) -> f64 {
    s.mesh.area_mm2 / s.ball_area()
}

pub fn maximum_3d_diameter(s: &Solid) -> f64 {
    s.diameters.maximum_mm
}

pub fn maximum_2d_diameter_slice(s: &Solid) -> f64 {
    s.diameters.in_plane_mm[2]
}

pub fn maximum_2d_diameter_column(s: &Solid) -> f64 {
    s.diameters.in_plane_mm[1]
}

pub fn maximum_2d_diameter_row(s: &Solid) -> f64 {
    s.diameters.in_plane_mm[0]
}

pub fn major_axis_length(s: &Solid) -> f64 {
    4.0 * s.eigenvalues_mm2[2].sqrt()
}

pub fn minor_axis_length(s: &Solid) -> f64 {
    4.0 * s.eigenvalues_mm2[1].sqrt()
}

pub fn least_axis_length(s: &Solid) -> f64 {
    4.0 * s.eigenvalues_mm2[0].sqrt()
}

pub fn elongation(s: &Solid) -> f64 {
    (s.eigenvalues_mm2[1] / s.eigenvalues_mm2[2]).sqrt()
}

pub fn flatness(s: &Solid) -> f64 {
    (s.eigenvalues_mm2[0] / s.eigenvalues_mm2[2]).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::volume::{Geometry, Mask};

    #[test]
    fn one_voxel_is_an_octahedron() {
        let mask = Mask::new(Geometry::axis_aligned([1, 1, 1], [1.0; 3]), vec![true]);
        let solid = Solid::new(&Region::of(&mask).expect("one voxel"));
        assert!((mesh_volume(&solid) - 1.0 / 6.0).abs() < 1e-15);
        assert!((surface_area(&solid) - 3.0_f64.sqrt()).abs() < 1e-15);
        assert_eq!(maximum_3d_diameter(&solid), 1.0);
    }

    #[test]
    fn eigenvalues_have_trace_and_determinant() {
        let m = [[4.0, 1.0, -2.0], [1.0, 3.0, 0.5], [-2.0, 0.5, 6.0]];
        let [a, b, c] = eigenvalues(m);
        assert!((a + b + c - 13.0).abs() < 1e-13);
        let determinant = 4.0 * (18.0 - 0.25) - (6.0 + 1.0) - 2.0 * (0.5 + 6.0);
        assert!((a * b * c - determinant).abs() < 1e-12);
    }
}
