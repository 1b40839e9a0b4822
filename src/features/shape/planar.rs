//! Shape in a plane (shape2D): size and form of a region one voxel thick.
//!
//! Symbols and formulas: the rows in catalogue/shape2d.rs. The table of marching squares holds facts from PyRadiomics'
//! radiomics/src/cshape.c (BSD 3-Clause, see NOTICE).

use super::covariance_mm2;
use crate::volume::Region;

/// Lines of a square of four pixels, by index; corner bits: (0, 0), (0, 1), (1, 1), (1, 0) as (row, column).
const LINES: [&[[u8; 2]]; 16] = [
    &[],
    &[[3, 0]],
    &[[0, 1]],
    &[[3, 1]],
    &[[1, 2]],
    &[[1, 2], [3, 0]],
    &[[0, 2]],
    &[[3, 2]],
    &[[2, 3]],
    &[[2, 0]],
    &[[0, 1], [2, 3]],
    &[[2, 1]],
    &[[1, 3]],
    &[[1, 0]],
    &[[0, 3]],
    &[],
];

/// Middles of a square's edges, (row, column) in half pixels.
const MIDDLES: [[u8; 2]; 4] = [[0, 1], [1, 2], [2, 1], [1, 0]];

/// Polygon, diameter and axes of a flat region.
pub struct Flat {
    surface_mm2: f64,
    perimeter_mm: f64,
    diameter_mm: f64,
    /// λ_2 ≤ λ_1
    eigenvalues_mm2: [f64; 2],
    pixel_surface_mm2: f64,
}

impl Flat {
    /// Measures a region of size 1 along `axis`.
    pub(in crate::features) fn new(region: &Region, axis: usize) -> Self {
        let [column_axis, row_axis] = [[1, 2], [0, 2], [0, 1]][axis];
        let size = region.geometry.size;
        let (rows, columns) = (size[row_axis], size[column_axis]);
        let spacing_mm = [region.geometry.spacing_mm[row_axis], region.geometry.spacing_mm[column_axis]];
        let inside = |row: usize, column: usize| {
            let within = (1..=rows).contains(&row) && (1..=columns).contains(&column);
            within && region.inside[(row - 1) * columns + column - 1]
        };
        let (mut surface, mut perimeter, mut vertices) = (0.0, 0.0, Vec::new());
        for row in 0..=rows {
            for column in 0..=columns {
                let corners = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)];
                let index =
                    (0..4).filter(|&c| inside(corners[c].0, corners[c].1)).map(|c| 1 << c).sum::<usize>();
                for line in LINES[index] {
                    let [a, b] = line.map(|edge| {
                        let [r, c] = MIDDLES[usize::from(edge)];
                        [
                            (row as f64 + 0.5 * f64::from(r)) * spacing_mm[0],
                            (column as f64 + 0.5 * f64::from(c)) * spacing_mm[1],
                        ]
                    });
                    surface += a[0] * b[1] - b[0] * a[1];
                    let d = [a[0] - b[0], a[1] - b[1]];
                    perimeter += (d[0] * d[0] + d[1] * d[1]).sqrt();
                    vertices.extend([a, b]);
                }
            }
        }
        let c = covariance_mm2(region);
        let pixel_mm2 = spacing_mm[0] * spacing_mm[1];
        Self {
            surface_mm2: surface / 2.0,
            perimeter_mm: perimeter,
            diameter_mm: farthest_mm(&vertices),
            eigenvalues_mm2: eigenvalues(
                c[row_axis][row_axis],
                c[row_axis][column_axis],
                c[column_axis][column_axis],
            ),
            pixel_surface_mm2: region.count as f64 * pixel_mm2,
        }
    }
}

fn farthest_mm(points: &[[f64; 2]]) -> f64 {
    let mut largest = 0.0_f64;
    for (index, a) in points.iter().enumerate() {
        for b in &points[index + 1..] {
            let d = [a[0] - b[0], a[1] - b[1]];
            largest = largest.max(d[0] * d[0] + d[1] * d[1]);
        }
    }
    largest.sqrt()
}

/// Eigenvalues of [[a, b], [b, d]], ascending; the smaller from the determinant, so that it does not cancel.
fn eigenvalues(a: f64, b: f64, d: f64) -> [f64; 2] {
    let half = (a - d) / 2.0;
    let large = (a + d) / 2.0 + (half * half + b * b).sqrt();
    let small = if large == 0.0 { 0.0 } else { (a * d - b * b) / large };
    [if small < 0.0 && small > -super::ROUNDING { 0.0 } else { small }, large]
}

pub fn mesh_surface(s: &Flat) -> f64 {
    s.surface_mm2
}

pub fn pixel_surface(s: &Flat) -> f64 {
    s.pixel_surface_mm2
}

pub fn perimeter(s: &Flat) -> f64 {
    s.perimeter_mm
}

pub fn perimeter_surface_ratio(s: &Flat) -> f64 {
    s.perimeter_mm / s.surface_mm2
}

pub fn sphericity(s: &Flat) -> f64 {
    2.0 * (std::f64::consts::PI * s.surface_mm2).sqrt() / s.perimeter_mm
}

pub fn spherical_disproportion(s: &Flat) -> f64 {
    1.0 / sphericity(s)
}

pub fn maximum_diameter(s: &Flat) -> f64 {
    s.diameter_mm
}

pub fn major_axis_length(s: &Flat) -> f64 {
    4.0 * s.eigenvalues_mm2[1].sqrt()
}

pub fn minor_axis_length(s: &Flat) -> f64 {
    4.0 * s.eigenvalues_mm2[0].sqrt()
}

pub fn elongation(s: &Flat) -> f64 {
    (s.eigenvalues_mm2[0] / s.eigenvalues_mm2[1]).sqrt()
}
