//! What one sequence and the lesion in it are like, apart from their features: enough to tell a copy, an unlikely
//! order of the sequences, a lesion that was cut off or is too small to be measured, and to name the inputs of an
//! answer by hashes.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::align;
use crate::error::{Error, ErrorKind, Result, Warning};
use crate::numeric::hash::{hex, sha256};
use crate::volume::{Geometry, Image, LabelMap, Mask, Region, Volume};

/// Regions of fewer voxels are called tiny: a co-occurrence matrix of so few pairs is mostly chance.
pub const TINY_VOXELS: usize = 100;
/// Regions shorter than this along an axis are called thin, voxels.
const THIN_VOXELS: usize = 3;
/// Points along each axis at which intensities are looked up, to compare sequences that lie on different grids.
const LATTICE: [usize; 3] = [12, 12, 8];
/// Voxels hashed at a time.
const BLOCK: usize = 4096;
/// Least half width of the box that is compared, mm.
const LEAST_MARGIN_MM: f64 = 10.0;

/// One sequence with its lesion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facts {
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
    /// Intensities at common places of the world.
    pub samples: Samples,
}

/// Intensities of the nearest voxels at a lattice of world positions; `None` outside of the image.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Samples {
    /// First and last corner of the lattice, LPS mm: only samples of the same lattice compare.
    pub corners_mm: [[f64; 3]; 2],
    /// Values, x fastest.
    pub values: Vec<Option<f32>>,
}

/// Facts of a sequence and its lesion, and what they give reason to warn of.
///
/// # Errors
/// As [`align::mask_on_grid`].
pub(super) fn facts(image: &Image, labels: &LabelMap, label: i32) -> Result<(Facts, Vec<Warning>)> {
    let grid = image.volume.geometry;
    let (mask, _) = align::mask_on_grid(&grid, labels, label)?;
    let region = Region::of(&mask)
        .ok_or_else(|| Error::new(ErrorKind::Mask, "mask", "a voxel of the label", "none"))?;
    let own = labels.voxels.iter().map(|&voxel| voxel == label).collect();
    let own = Volume::new(labels.geometry, own);
    let hashes = image_hashes(image);
    let facts = Facts {
        size: grid.size,
        spacing_mm: grid.spacing_mm,
        origin_mm: grid.origin_mm,
        image_sha256: hashes.whole,
        values_sha256: hashes.values,
        mask_sha256: mask_hash(&own),
        lesion_voxels: region.count,
        lesion_ml: region.count as f64 * grid.voxel_volume_mm3() / 1000.0,
        contrast: contrast(&image.volume, &region),
        samples: samples(&image.volume, &own),
    };
    Ok((facts, warnings(&grid, &region)))
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
    let values = hash_of(&image.volume.voxels, |value| value.to_le_bytes());
    let whole = format!("{} {:?} {values}", grid_text(&image.volume.geometry), image.pixel);
    ImageHashes { whole: sha256(whole.as_bytes()), values }
}

/// All digits of a grid.
fn grid_text(grid: &Geometry) -> String {
    format!("{:?} {:?} {:?} {:?}", grid.size, grid.spacing_mm, grid.origin_mm, grid.direction)
}

fn mask_hash(mask: &Mask) -> String {
    let voxels = hash_of(&mask.voxels, |inside| [u8::from(inside)]);
    sha256(format!("{} {voxels}", grid_text(&mask.geometry)).as_bytes())
}

/// SHA-256 of values as bytes, in blocks: no second copy of a volume.
fn hash_of<T: Copy, const N: usize>(values: &[T], bytes: impl Fn(T) -> [u8; N]) -> String {
    let mut hasher = Sha256::new();
    let mut buffer = Vec::with_capacity(BLOCK * N);
    for block in values.chunks(BLOCK) {
        buffer.clear();
        buffer.extend(block.iter().flat_map(|&value| bytes(value)));
        hasher.update(&buffer);
    }
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
    let axes: Vec<String> = (0..3).filter(at_edge).map(|axis| ["x", "y", "z"][axis].to_owned()).collect();
    if !axes.is_empty() {
        let message = format!(
            "the lesion touches the edge of the image (axis {}): part of it may not have been scanned",
            axes.join(", ")
        );
        found.push(Warning::new("lesion-at-edge", message));
    }
    if region.count < TINY_VOXELS {
        let message = format!(
            "the lesion has {} voxels here, fewer than {TINY_VOXELS}: texture of so few is mostly chance",
            region.count
        );
        found.push(Warning::new("lesion-tiny", message));
    } else if let Some(axis) = (0..3).find(|&axis| size[axis] < THIN_VOXELS && grid.size[axis] > 1) {
        let message = format!(
            "the lesion is {} voxels long along axis {}, fewer than {THIN_VOXELS}: texture across it says little",
            size[axis],
            ["x", "y", "z"][axis]
        );
        found.push(Warning::new("lesion-thin", message));
    }
    found
}

/// Lesion against what surrounds it: the box around it, wider by half its size on every side.
fn contrast(image: &Volume<f64>, region: &Region) -> Option<f64> {
    let size = region.geometry.size;
    let low: [usize; 3] = std::array::from_fn(|axis| region.low[axis].saturating_sub(size[axis] / 2 + 2));
    let high: [usize; 3] = std::array::from_fn(|axis| {
        (region.low[axis] + size[axis] + size[axis] / 2 + 2).min(image.geometry.size[axis])
    });
    let (mut inside, mut around) = (Vec::new(), Vec::new());
    for z in low[2]..high[2] {
        for y in low[1]..high[1] {
            for x in low[0]..high[0] {
                let value = image.voxels[image.geometry.index([x, y, z])];
                let at: [Option<usize>; 3] = [x, y, z]
                    .iter()
                    .zip(region.low)
                    .map(|(&v, low)| v.checked_sub(low))
                    .collect::<Vec<_>>()
                    .try_into()
                    .unwrap_or([None; 3]);
                let within = match at {
                    [Some(x), Some(y), Some(z)] if x < size[0] && y < size[1] && z < size[2] => {
                        region.inside[region.geometry.index([x, y, z])]
                    }
                    _ => false,
                };
                if within { inside.push(value) } else { around.push(value) }
            }
        }
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let middle = mean(&around);
    let variance = around.iter().map(|value| (value - middle) * (value - middle)).sum::<f64>();
    let deviation = (variance / around.len() as f64).sqrt();
    let found = (mean(&inside) - middle) / deviation;
    found.is_finite().then_some(found)
}

/// Intensities at a lattice over the lesion's box in the world, widened by its size. Only the mask decides where, so
/// that sequences with the same mask are looked up at the same places.
fn samples(image: &Volume<f64>, own: &Mask) -> Samples {
    let corners_mm = world_box(own);
    let [low, high] = corners_mm;
    let mut values = Vec::with_capacity(LATTICE.iter().product());
    for z in 0..LATTICE[2] {
        for y in 0..LATTICE[1] {
            for x in 0..LATTICE[0] {
                let share = |axis: usize, at: usize| at as f64 / (LATTICE[axis] - 1) as f64;
                let at = [share(0, x), share(1, y), share(2, z)];
                let world = std::array::from_fn(|axis| low[axis] + at[axis] * (high[axis] - low[axis]));
                values.push(nearest(image, world).map(|value| value as f32));
            }
        }
    }
    Samples { corners_mm, values }
}

fn nearest(image: &Volume<f64>, world_mm: [f64; 3]) -> Option<f64> {
    let grid = &image.geometry;
    let position = grid.voxel_from_world(world_mm).map(|v| (v + 0.5).floor());
    let inside = (0..3).all(|axis| position[axis] >= 0.0 && position[axis] < grid.size[axis] as f64);
    let value = inside.then(|| image.voxels[grid.index(position.map(|v| v as usize))])?;
    value.is_finite().then_some(value)
}

fn world_box(own: &Mask) -> [[f64; 3]; 2] {
    let Some(region) = Region::of(own) else { return [[0.0; 3]; 2] };
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
