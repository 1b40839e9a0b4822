//! What one sequence and the lesion in it are like, apart from their features: enough to tell a copy, an unlikely
//! order of the sequences, a lesion that was cut off or is too small to be measured, and to name the inputs of an
//! answer by hashes.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::align::Placed;
use crate::error::Warning;
use crate::numeric::hash::{hex, sha256};
use crate::volume::{Geometry, Image, LabelMap, Region};
use crate::words::Names;
use crate::words::Notice;

/// Regions of fewer voxels are called tiny: a co-occurrence matrix of so few pairs is mostly chance.
pub const TINY_VOXELS: usize = 100;
/// Regions shorter than this along an axis are called thin, voxels.
const THIN_VOXELS: usize = 3;
/// Names of a grid's axes.
const AXES: [&str; 3] = ["x", "y", "z"];
/// Points along each axis at which intensities are looked up, to compare sequences that lie on different grids.
const LATTICE: [usize; 3] = [12, 12, 8];
/// The same in the body around the lesion, where fat and fluid lie.
const WIDE_LATTICE: [usize; 3] = [12, 12, 12];
/// Half width of that part of the body, mm.
const WIDE_MM: f64 = 80.0;
/// Least half width of the box that is compared, mm.
const LEAST_MARGIN_MM: f64 = 10.0;

/// One sequence with its lesion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SequenceSummary {
    /// Voxels along each axis of the image.
    pub size: [usize; 3],
    /// Distance of voxel centres along each axis, mm.
    pub spacing_mm: [f64; 3],
    /// World position of the first voxel's centre, LPS mm.
    pub origin_mm: [f64; 3],
    /// SHA-256 of the image's grid, voxel type and values: the same for the same scan in another file.
    pub image_sha256: String,
    /// SHA-256 of the values alone.
    pub values_sha256: String,
    /// SHA-256 of the mask's grid and of the region's voxels.
    pub mask_sha256: String,
    /// Voxels of the lesion on the image's grid.
    pub lesion_voxels: usize,
    /// Their volume, mL.
    pub lesion_ml: f64,
    /// Mean inside the lesion less that of its surroundings, in standard deviations of these; `None` without contrast.
    pub contrast: Option<f64>,
    /// Intensities at common places of the world, in and around the lesion.
    pub samples: Samples,
    /// The same in the body around it.
    pub wide: Samples,
}

/// Intensities of the nearest voxels at a lattice of world positions; `None` outside of the image.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Samples {
    /// First and last corner of the lattice, LPS mm: only samples of the same lattice compare.
    pub corners_mm: [[f64; 3]; 2],
    /// Values, x fastest.
    pub values: Vec<Option<f32>>,
}

/// What is known of a sequence and the lesion placed in it, and what they give reason to warn of.
pub(super) fn facts(
    image: &Image,
    labels: &LabelMap,
    label: i32,
    placed: &Placed,
) -> (SequenceSummary, Vec<Warning>) {
    let grid = image.geometry;
    let region = &placed.on_image;
    let hashes = image_hashes(image);
    let facts = SequenceSummary {
        size: grid.size,
        spacing_mm: grid.spacing_mm,
        origin_mm: grid.origin_mm,
        image_sha256: hashes.whole,
        values_sha256: hashes.values,
        mask_sha256: mask_hash(labels, label),
        lesion_voxels: region.count,
        lesion_ml: region.count as f64 * grid.voxel_volume_mm3() / 1000.0,
        contrast: contrast(image, region),
        samples: sampled(image, around_lesion(&placed.own), LATTICE),
        wide: sampled(image, body_around(&placed.own), WIDE_LATTICE),
    };
    (facts, warnings(&grid, region))
}

/// Hashes of an image, the same whatever file it came from.
pub struct ImageHashes {
    /// Of grid, voxel type and values.
    pub whole: String,
    /// Of the values alone.
    pub values: String,
}

/// Hashes of an image: two files with the same grid and values have the same.
pub fn image_hashes(image: &Image) -> ImageHashes {
    let values = hash_of(
        image
            .blocks()
            .map(|block| block.into_iter().map(f64::to_le_bytes).collect::<Vec<_>>().into_flattened()),
    );
    let whole = format!("{} {:?} {values}", grid_text(&image.geometry), image.pixel());
    ImageHashes { whole: sha256(whole.as_bytes()), values }
}

/// All digits of a grid.
fn grid_text(grid: &Geometry) -> String {
    format!("{:?} {:?} {:?} {:?}", grid.size, grid.spacing_mm, grid.origin_mm, grid.direction)
}

fn mask_hash(labels: &LabelMap, label: i32) -> String {
    let inside = |block: Vec<i32>| block.into_iter().map(|found| u8::from(found == label)).collect();
    let voxels = hash_of(labels.blocks().map(inside));
    sha256(format!("{} {voxels}", grid_text(&labels.geometry)).as_bytes())
}

/// SHA-256 of bytes that come in blocks: no second copy of a volume.
fn hash_of(blocks: impl Iterator<Item = Vec<u8>>) -> String {
    let mut hasher = Sha256::new();
    blocks.for_each(|block| hasher.update(&block));
    hex(&hasher.finalize())
}

/// Lesions at the edge of the image, tiny and thin ones.
fn warnings(grid: &Geometry, region: &Region) -> Vec<Warning> {
    let size = region.geometry.size;
    let mut found = Vec::new();
    // An image of one slice has no slice beyond it to miss.
    let at_edge = |axis: &usize| {
        let end = region.low[*axis] + size[*axis];
        grid.size[*axis] > 1 && (region.low[*axis] == 0 || end == grid.size[*axis])
    };
    let axes: Names = (0..3).filter(at_edge).map(|axis| AXES[axis]).collect();
    if !axes.0.is_empty() {
        found.push(Notice::LesionAtEdge { axes }.into());
    }
    if region.count < TINY_VOXELS {
        found.push(Notice::LesionTiny { voxels: region.count, least: TINY_VOXELS }.into());
    } else if let Some(axis) = (0..3).find(|&axis| size[axis] < THIN_VOXELS && grid.size[axis] > 1) {
        found.push(Notice::LesionThin { voxels: size[axis], axis: AXES[axis], least: THIN_VOXELS }.into());
    }
    found
}

/// Lesion against what surrounds it: the box around it, wider by half its size on every side.
fn contrast(image: &Image, region: &Region) -> Option<f64> {
    let size = region.geometry.size;
    let low: [usize; 3] = std::array::from_fn(|axis| region.low[axis].saturating_sub(size[axis] / 2 + 2));
    let wide: [usize; 3] = std::array::from_fn(|axis| {
        let end = (region.low[axis] + size[axis] + size[axis] / 2 + 2).min(image.geometry.size[axis]);
        end - low[axis]
    });
    let (mut inside, mut around) = (Vec::new(), Vec::new());
    for (index, value) in image.crop(low, wide).into_iter().enumerate() {
        let at = [index % wide[0], index / wide[0] % wide[1], index / wide[0] / wide[1]];
        let within = region.contains(std::array::from_fn(|axis| low[axis] + at[axis]));
        if within { inside.push(value) } else { around.push(value) }
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let middle = mean(&around);
    let variance = around.iter().map(|value| (value - middle) * (value - middle)).sum::<f64>();
    let deviation = (variance / around.len() as f64).sqrt();
    let found = (mean(&inside) - middle) / deviation;
    found.is_finite().then_some(found)
}

/// Intensities at a lattice over a box of the world. Only the mask decides where, so that sequences with the same mask are looked
/// up at the same places.
fn sampled(image: &Image, corners_mm: [[f64; 3]; 2], lattice: [usize; 3]) -> Samples {
    let [low, high] = corners_mm;
    let mut values = Vec::with_capacity(lattice.iter().product());
    for (z, y, x) in ndarray::indices((lattice[2], lattice[1], lattice[0])) {
        let share = |axis: usize, at: usize| at as f64 / (lattice[axis] - 1) as f64;
        let at = [share(0, x), share(1, y), share(2, z)];
        let world = std::array::from_fn(|axis| low[axis] + at[axis] * (high[axis] - low[axis]));
        values.push(nearest(image, world).map(|value| value as f32));
    }
    Samples { corners_mm, values }
}

/// The box of the body around a lesion: of one size, whatever the lesion's.
fn body_around(own: &Region) -> [[f64; 3]; 2] {
    let [low, high] = around_lesion(own);
    let middle = |axis: usize| (low[axis] + high[axis]) / 2.0;
    [std::array::from_fn(|axis| middle(axis) - WIDE_MM), std::array::from_fn(|axis| middle(axis) + WIDE_MM)]
}

fn nearest(image: &Image, world_mm: [f64; 3]) -> Option<f64> {
    let grid = &image.geometry;
    let position = grid.voxel_from_world(world_mm).map(|v| (v + 0.5).floor());
    let inside = (0..3).all(|axis| position[axis] >= 0.0 && position[axis] < grid.size[axis] as f64);
    let value = inside.then(|| image.value(position.map(|v| v as usize)))?;
    value.is_finite().then_some(value)
}

/// The lesion's box in the world, widened by its size.
fn around_lesion(region: &Region) -> [[f64; 3]; 2] {
    let last = region.geometry.size.map(|n| n as f64 - 1.0);
    let (mut low, mut high) = ([f64::INFINITY; 3], [f64::NEG_INFINITY; 3]);
    for corner in 0..8 {
        let voxel = std::array::from_fn(|axis| if corner >> axis & 1 == 0 { 0.0 } else { last[axis] });
        let world = region.geometry.world_from_voxel(voxel);
        for axis in 0..3 {
            low[axis] = low[axis].min(world[axis]);
            high[axis] = high[axis].max(world[axis]);
        }
    }
    let margin: [f64; 3] = std::array::from_fn(|axis| (high[axis] - low[axis]).max(LEAST_MARGIN_MM));
    [
        std::array::from_fn(|axis| low[axis] - margin[axis]),
        std::array::from_fn(|axis| high[axis] + margin[axis]),
    ]
}
