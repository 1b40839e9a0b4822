//! What differs between two grids, in words and millimetres.

use crate::align::carry;
use crate::numeric::float;
use crate::volume::Geometry;
use crate::words::Extent;
use crate::words::Phrase;
use crate::words::Phrases;
use crate::words::Triple;

/// Spacings, origins (mm) and angles (degrees) that differ by less are not worth a word.
const NOTABLE: f64 = 1e-3;

/// Every difference between the image's grid and the mask's, never empty.
pub(super) fn between(image: &Geometry, mask: &Geometry) -> Phrases {
    let mut parts = Vec::new();
    if mask.size != image.size {
        parts.push(Phrase::SizeDiffers { mask: Triple(mask.size), image: Triple(image.size) });
    }
    if (0..3).any(|axis| (mask.spacing_mm[axis] - image.spacing_mm[axis]).abs() > NOTABLE) {
        let [mask, image] = [mask.spacing_mm, image.spacing_mm].map(|spacing| Triple(spacing.map(rounded)));
        parts.push(Phrase::SpacingDiffers { mask, image });
    }
    let shift: f64 = (0..3).map(|row| mask.origin_mm[row] - image.origin_mm[row]).map(|d| d * d).sum();
    if shift.sqrt() > NOTABLE {
        parts.push(Phrase::OriginApart { mm: shift.sqrt() });
    }
    let turned = (0..3).map(|axis| angle_degrees(image, mask, axis)).fold(0.0, f64::max);
    if turned > NOTABLE {
        parts.push(Phrase::AxesTurned { degrees: turned });
    }
    if parts.is_empty() {
        parts.push(Phrase::RoundingAddsUp);
    }
    Phrases(parts)
}

/// Angle between the same axis of two grids. The arc tangent keeps its digits where the arc cosine of nearly 1 has none.
pub(super) fn angle_degrees(a: &Geometry, b: &Geometry, axis: usize) -> f64 {
    let (u, v): ([f64; 3], [f64; 3]) = (
        std::array::from_fn(|row| a.direction[row][axis]),
        std::array::from_fn(|row| b.direction[row][axis]),
    );
    let cross = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    let sine = cross.iter().map(|c| c * c).sum::<f64>().sqrt();
    let cosine: f64 = u.iter().zip(v).map(|(a, b)| a * b).sum();
    float::atan2(sine, cosine).to_degrees()
}

/// The world box (LPS) that holds `size` voxels from `low` on, to their outer edges: `x -9.5 to 9.5, y … mm`.
pub(super) fn extent_mm(grid: &Geometry, low: [usize; 3], size: [usize; 3]) -> Extent {
    let first = low.map(|v| v as f64 - 0.5);
    let last = std::array::from_fn(|axis| first[axis] + size[axis] as f64);
    let corners = carry::corners(first, last).map(|corner| grid.world_from_voxel(corner));
    let range = |row: usize| {
        let along = corners.map(|corner| corner[row]);
        let (low, high) =
            along.iter().fold((along[0], along[0]), |(low, high), &v| (low.min(v), high.max(v)));
        [low, high]
    };
    Extent([0, 1, 2].map(range))
}

fn rounded(mm: f64) -> f64 {
    (mm * 1e4).round() / 1e4
}
