//! `diagnostics_*`: what was extracted from what, as PyRadiomics writes it.
//!
//! Hashes are SHA-1 of the voxels in their own type, little endian; masks as 32-bit unsigned. Entries on versions name
//! Discern: none of the programs PyRadiomics lists has run.

use serde_json::{Value, json};
use sha1::{Digest, Sha1};

use crate::numeric::hash::hex;
use crate::numeric::simd::wide;
use crate::program::VERSION;
use crate::settings::Settings;
use crate::volume::{Geometry, Image, LabelMap, Region};

const IMAGE_HASH: &str = "Image-original_Hash";
const MASK_HASH: &str = "Mask-original_Hash";
const STATISTICS: [&str; 3] = ["Mean", "Minimum", "Maximum"];

/// Entries in PyRadiomics' order; empty and silent when `additionalInfo` is off.
pub(super) struct Diagnostics {
    wanted: bool,
    entries: Vec<(String, Value)>,
}

impl Diagnostics {
    /// With versions and configuration.
    pub fn new(settings: &Settings) -> Self {
        let mut diagnostics = Self { wanted: settings.additional_info, entries: Vec::new() };
        if diagnostics.wanted {
            diagnostics.add("Versions_Discern", json!(VERSION));
            diagnostics.add("Versions_PyRadiomics", json!("none: Discern computes the features of 3.0.1"));
            for program in ["Numpy", "SimpleITK", "PyWavelet", "Python"] {
                diagnostics.add(&format!("Versions_{program}"), json!("none"));
            }
            let configuration = &settings.configuration;
            let mut shown = configuration.settings.clone();
            shown.insert("label".to_owned(), json!(settings.label));
            diagnostics.add("Configuration_Settings", Value::Object(shown));
            let image_types = Value::Object(configuration.image_types.clone());
            diagnostics.add("Configuration_EnabledImageTypes", image_types);
        }
        diagnostics
    }

    /// The entries.
    pub fn into_entries(self) -> Vec<(String, Value)> {
        self.entries
    }

    /// Image and mask as they came; what takes a pass over all their voxels is left open, see [`of_image`] and [`of_labels`].
    pub fn original(&mut self, image: &Image, labels: &LabelMap, region: &Region) {
        if !self.wanted {
            return;
        }
        self.add(IMAGE_HASH, Value::Null);
        self.add("Image-original_Dimensionality", json!("3D"));
        self.grid("Image-original", &image.geometry);
        for of in STATISTICS {
            self.add(&format!("Image-original_{of}"), Value::Null);
        }
        self.add(MASK_HASH, Value::Null);
        self.grid("Mask-original", &labels.geometry);
        self.place("Mask-original", &labels.geometry, region);
    }

    /// Image and region after resampling.
    pub fn interpolated(&mut self, image: &Image, region: &Region) {
        if self.wanted {
            self.grid("Image-interpolated", &image.geometry);
            self.entries.extend(statistics("Image-interpolated", image.blocks()));
            self.mask("interpolated", image, region);
        }
    }

    /// A region on the grid of `image`, with the intensities inside.
    pub fn mask(&mut self, stage: &str, image: &Image, region: &Region) {
        if !self.wanted {
            return;
        }
        let prefix = format!("Mask-{stage}");
        self.grid(&prefix, &image.geometry);
        self.place(&prefix, &image.geometry, region);
        let inside = region.roi(image).inside().collect();
        self.entries.extend(statistics(&prefix, std::iter::once(inside)));
    }

    fn add(&mut self, name: &str, value: Value) {
        self.entries.push(entry(name, value));
    }

    fn grid(&mut self, prefix: &str, geometry: &Geometry) {
        self.add(&format!("{prefix}_Spacing"), json!(geometry.spacing_mm));
        self.add(&format!("{prefix}_Size"), json!(geometry.size));
    }

    /// Where the region lies on `grid`.
    fn place(&mut self, prefix: &str, grid: &Geometry, region: &Region) {
        let bounding_box: Vec<usize> = region.low.into_iter().chain(region.geometry.size).collect();
        self.add(&format!("{prefix}_BoundingBox"), json!(bounding_box));
        self.add(&format!("{prefix}_VoxelNum"), json!(region.count));
        let stretches = stretches(region);
        self.add(&format!("{prefix}_VolumeNum"), json!(connected_volumes(region, &stretches)));
        let center = center_voxel(region, &stretches);
        self.add(&format!("{prefix}_CenterOfMassIndex"), json!(center));
        self.add(&format!("{prefix}_CenterOfMass"), json!(grid.world_from_voxel(center)));
    }
}

/// Entries of the image as it came that [`Diagnostics::original`] leaves open: they need nothing of the features, take as
/// long, and so are a part of the work that another thread may do.
pub(super) fn of_image(image: &Image) -> Vec<(String, Value)> {
    let mut entries = vec![entry(IMAGE_HASH, json!(image_hash(image)))];
    entries.extend(statistics("Image-original", image.blocks()));
    entries
}

/// Likewise of the mask.
pub(super) fn of_labels(labels: &LabelMap) -> Vec<(String, Value)> {
    vec![entry(MASK_HASH, json!(label_hash(labels)))]
}

/// Entries with the values that were left open.
pub(super) fn filled(mut entries: Vec<(String, Value)>, found: Vec<(String, Value)>) -> Vec<(String, Value)> {
    for (name, value) in found {
        if let Some(open) = entries.iter_mut().find(|entry| entry.0 == name) {
            open.1 = value;
        }
    }
    entries
}

fn entry(name: &str, value: Value) -> (String, Value) {
    (format!("diagnostics_{name}"), value)
}

/// Mean, minimum and maximum of values that come in blocks.
fn statistics(prefix: &str, blocks: impl Iterator<Item = Vec<f64>>) -> [(String, Value); 3] {
    let (mut totals, mut count) = (Totals::NOTHING, 0);
    for block in blocks {
        totals = totals.with(&block);
        count += block.len();
    }
    let found = [totals.sum / count as f64, totals.least, totals.largest];
    std::array::from_fn(|of| entry(&format!("{prefix}_{}", STATISTICS[of]), json!(found[of])))
}

/// Sum, minimum and maximum.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Totals {
    sum: f64,
    least: f64,
    largest: f64,
}

/// Sums that run beside each other.
const LANES: usize = 8;

/// Whole numbers below this are recognised by [`is_whole`] and summed exactly.
const WHOLE: f64 = (1_u64 << 51) as f64;

/// Whether a number, if below [`WHOLE`], is one; −0 is not, as it would make the minimum depend on the order.
#[inline(always)]
fn is_whole(value: f64) -> bool {
    // Rounds to a whole number, without a call or a branch.
    const ROUNDING: f64 = 3.0 * WHOLE;
    ((value + ROUNDING) - ROUNDING == value) & (value.to_bits() != (-0.0_f64).to_bits())
}

impl Totals {
    /// Of no values.
    const NOTHING: Self = Self { sum: 0.0, least: f64::INFINITY, largest: f64::NEG_INFINITY };

    /// With more values, in their order.
    fn with(self, values: &[f64]) -> Self {
        wide(
            #[inline(always)]
            || Self::of_whole(values),
        )
        .map(|block| Self {
            sum: self.sum + block.sum,
            least: if block.least < self.least { block.least } else { self.least },
            largest: if block.largest > self.largest { block.largest } else { self.largest },
        })
        .filter(|all| is_whole(self.sum) && all.sum.abs() < WHOLE)
        .unwrap_or_else(|| self.in_order(values))
    }

    fn in_order(self, values: &[f64]) -> Self {
        values.iter().fold(self, |all, &value| Self {
            sum: all.sum + value,
            least: if value < all.least { value } else { all.least },
            largest: if value > all.largest { value } else { all.largest },
        })
    }

    /// The same of whole numbers so small that every sum of them is exact, in whatever order: several at once.
    #[inline(always)]
    fn of_whole(values: &[f64]) -> Option<Self> {
        let (blocks, rest) = values.as_chunks::<LANES>();
        let (mut sum, mut least, mut largest) =
            ([0.0; LANES], [f64::INFINITY; LANES], [f64::NEG_INFINITY; LANES]);
        let mut odd = [0_u64; LANES];
        odd[0] = u64::from(!rest.iter().all(|&value| is_whole(value)));
        for block in blocks {
            for (i, &value) in block.iter().enumerate() {
                odd[i] |= u64::from(!is_whole(value));
                sum[i] += value;
                least[i] = if value < least[i] { value } else { least[i] };
                largest[i] = if value > largest[i] { value } else { largest[i] };
            }
        }
        let all = (0..LANES).fold(Self::NOTHING.in_order(rest), |all, i| Self {
            sum: all.sum + sum[i],
            least: all.least.min(least[i]),
            largest: all.largest.max(largest[i]),
        });
        let largest = all.least.abs().max(all.largest.abs());
        (odd == [0; LANES] && values.len() as f64 * largest < WHOLE).then_some(all)
    }
}

/// Stretches of voxels inside along x: row (y + size y · z), first voxel and one past the last; in voxel order.
fn stretches(region: &Region) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    for (row, inside) in region.inside.chunks_exact(region.geometry.size[0]).enumerate() {
        let mut from = 0;
        for same in inside.chunk_by(|a, b| a == b) {
            let to = from + same.len();
            if same[0] {
                found.push((row, from, to));
            }
            from = to;
        }
    }
    found
}

/// Mean position of the voxels inside, on the grid the region was cut from.
fn center_voxel(region: &Region, stretches: &[(usize, usize, usize)]) -> [f64; 3] {
    let rows = region.geometry.size[1];
    let mut sums = [0_usize; 3];
    for &(row, from, to) in stretches {
        let count = to - from;
        let along = (from + to - 1) * count / 2;
        sums.iter_mut().zip([along, row % rows * count, row / rows * count]).for_each(|(sum, at)| *sum += at);
    }
    std::array::from_fn(|axis| sums[axis] as f64 / region.count as f64 + region.low[axis] as f64)
}

/// Number of parts connected by faces, edges or corners.
fn connected_volumes(region: &Region, stretches: &[(usize, usize, usize)]) -> usize {
    let [_, rows, planes] = region.geometry.size;
    let first_of: Vec<usize> =
        (0..=rows * planes).map(|row| stretches.partition_point(|stretch| stretch.0 < row)).collect();
    let mut part_of: Vec<usize> = (0..stretches.len()).collect();
    let mut volumes = stretches.len();
    for (index, &(row, from, to)) in stretches.iter().enumerate() {
        let (y, z) = (row % rows, row / rows);
        let same_plane = y.checked_sub(1).map(|y| (y, z));
        let last_plane =
            z.checked_sub(1).map(|z| (y.saturating_sub(1)..rows.min(y + 2)).map(move |y| (y, z)));
        for (y, z) in same_plane.into_iter().chain(last_plane.into_iter().flatten()) {
            let before = first_of[y + rows * z]..first_of[y + rows * z + 1];
            for other in before.filter(|&other| stretches[other].1 <= to && from <= stretches[other].2) {
                let (a, b) = (part(&mut part_of, index), part(&mut part_of, other));
                volumes -= usize::from(a != b);
                part_of[a.max(b)] = a.min(b);
            }
        }
    }
    volumes
}

/// The first stretch of the part that a stretch belongs to.
fn part(part_of: &mut [usize], mut stretch: usize) -> usize {
    while part_of[stretch] != stretch {
        part_of[stretch] = part_of[part_of[stretch]];
        stretch = part_of[stretch];
    }
    stretch
}

/// SHA-1 of the voxels in the image's type.
fn image_hash(image: &Image) -> String {
    hash(image.raw_blocks())
}

fn label_hash(labels: &LabelMap) -> String {
    let raw = |block: Vec<i32>| block.into_iter().map(i32::to_le_bytes).collect::<Vec<_>>().into_flattened();
    hash(labels.blocks().map(raw))
}

fn hash(blocks: impl Iterator<Item = Vec<u8>>) -> String {
    let mut hasher = Sha1::new();
    blocks.for_each(|block| hasher.update(&block));
    hex(&hasher.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::random::Random;

    /// In blocks, as they come of an image, and one by one in their order.
    fn both(values: &[f64]) -> [Totals; 2] {
        [
            values.chunks(100).fold(Totals::NOTHING, |all, block| all.with(block)),
            Totals::NOTHING.in_order(values),
        ]
    }

    #[test]
    fn totals_are_those_of_the_order_of_the_values() {
        let mut random = Random::new(3);
        for count in [1, 15, 16, 17, 1000, 5005] {
            let whole: Vec<f64> = (0..count).map(|_| random.below(4000) as f64 - 1000.0).collect();
            assert!(Totals::of_whole(&whole).is_some());
            for odd in [7.0, 0.5, -0.0, f64::NAN, f64::INFINITY, WHOLE, 1e300] {
                let mut values = whole.clone();
                values[count / 2] = odd;
                let [blocks, order] =
                    both(&values).map(|all| [all.sum, all.least, all.largest].map(f64::to_bits));
                assert_eq!(blocks, order, "{odd} among {count}");
                assert_eq!(Totals::of_whole(&values).is_some(), odd == 7.0, "{odd} among {count}");
            }
        }
        let fractions: Vec<f64> = (0..5005).map(|_| random.uniform()).collect();
        let [blocks, order] = both(&fractions);
        assert_eq!(blocks, order);
    }
}
