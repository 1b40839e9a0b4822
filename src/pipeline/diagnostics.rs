//! `diagnostics_*`: what was extracted from what, as PyRadiomics writes it.
//!
//! Hashes are SHA-1 of the voxels in their own type, little endian; masks as 32-bit unsigned. Entries on versions name
//! Discern: none of the programs PyRadiomics lists has run.

use serde_json::{Value, json};
use sha1::{Digest, Sha1};

use crate::settings::Settings;
use crate::volume::{Geometry, Image, LabelMap, Mask, Pixel, Region, Volume};

/// Voxels hashed at a time.
const BLOCK: usize = 4096;

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
            diagnostics.add("Versions_Discern", json!(env!("CARGO_PKG_VERSION")));
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

    /// Image and mask as they came.
    pub fn original(&mut self, image: &Image, labels: &LabelMap, region: &Region) {
        if !self.wanted {
            return;
        }
        self.add("Image-original_Hash", json!(image_hash(image)));
        self.add("Image-original_Dimensionality", json!("3D"));
        self.image("original", &image.volume);
        self.add("Mask-original_Hash", json!(label_hash(labels)));
        self.grid("Mask-original", &labels.geometry);
        self.place("Mask-original", &labels.geometry, region);
    }

    /// Image and mask after resampling.
    pub fn interpolated(&mut self, image: &Image, mask: &Mask) {
        if let (true, Some(region)) = (self.wanted, Region::of(mask)) {
            self.image("interpolated", &image.volume);
            self.mask("interpolated", &image.volume, &region);
        }
    }

    /// A mask on the grid of `image`, with the intensities inside.
    pub fn mask(&mut self, stage: &str, image: &Volume<f64>, region: &Region) {
        if !self.wanted {
            return;
        }
        let prefix = format!("Mask-{stage}");
        self.grid(&prefix, &image.geometry);
        self.place(&prefix, &image.geometry, region);
        let roi = region.roi(image);
        self.statistics(&prefix, &roi.inside().collect::<Vec<_>>());
    }

    fn add(&mut self, name: &str, value: Value) {
        self.entries.push((format!("diagnostics_{name}"), value));
    }

    fn image(&mut self, stage: &str, image: &Volume<f64>) {
        let prefix = format!("Image-{stage}");
        self.grid(&prefix, &image.geometry);
        self.statistics(&prefix, &image.voxels);
    }

    fn grid(&mut self, prefix: &str, geometry: &Geometry) {
        self.add(&format!("{prefix}_Spacing"), json!(geometry.spacing_mm));
        self.add(&format!("{prefix}_Size"), json!(geometry.size));
    }

    fn statistics(&mut self, prefix: &str, values: &[f64]) {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        self.add(&format!("{prefix}_Mean"), json!(mean));
        self.add(&format!("{prefix}_Minimum"), json!(values.iter().copied().fold(f64::INFINITY, f64::min)));
        self.add(
            &format!("{prefix}_Maximum"),
            json!(values.iter().copied().fold(f64::NEG_INFINITY, f64::max)),
        );
    }

    /// Where the region lies on `grid`.
    fn place(&mut self, prefix: &str, grid: &Geometry, region: &Region) {
        let bounding_box: Vec<usize> = region.low.into_iter().chain(region.geometry.size).collect();
        self.add(&format!("{prefix}_BoundingBox"), json!(bounding_box));
        self.add(&format!("{prefix}_VoxelNum"), json!(region.count));
        self.add(&format!("{prefix}_VolumeNum"), json!(connected_volumes(region)));
        let center = center_voxel(region);
        self.add(&format!("{prefix}_CenterOfMassIndex"), json!(center));
        self.add(&format!("{prefix}_CenterOfMass"), json!(grid.world_from_voxel(center)));
    }
}

/// Mean position of the voxels inside, on the grid the region was cut from.
fn center_voxel(region: &Region) -> [f64; 3] {
    let size = region.geometry.size;
    let mut sums = [0_u64; 3];
    for (index, _) in region.inside.iter().enumerate().filter(|(_, inside)| **inside) {
        let voxel = [index % size[0], index / size[0] % size[1], index / size[0] / size[1]];
        sums.iter_mut().zip(voxel).for_each(|(sum, at)| *sum += at as u64);
    }
    std::array::from_fn(|axis| sums[axis] as f64 / region.count as f64 + region.low[axis] as f64)
}

/// Number of parts connected by faces, edges or corners.
fn connected_volumes(region: &Region) -> usize {
    let size = region.geometry.size;
    let mut left = region.inside.clone();
    let mut stack = Vec::new();
    let mut volumes = 0;
    for seed in 0..left.len() {
        if !std::mem::replace(&mut left[seed], false) {
            continue;
        }
        volumes += 1;
        stack.push(seed);
        while let Some(here) = stack.pop() {
            let [x, y, z] = [here % size[0], here / size[0] % size[1], here / size[0] / size[1]];
            for z in z.saturating_sub(1)..(z + 2).min(size[2]) {
                for y in y.saturating_sub(1)..(y + 2).min(size[1]) {
                    for x in x.saturating_sub(1)..(x + 2).min(size[0]) {
                        let there = region.geometry.index([x, y, z]);
                        if std::mem::replace(&mut left[there], false) {
                            stack.push(there);
                        }
                    }
                }
            }
        }
    }
    volumes
}

/// SHA-1 of the voxels in the image's type.
fn image_hash(image: &Image) -> String {
    macro_rules! hashed {
        ($type:ty) => {
            hash(&image.volume.voxels, |x| (x as $type).to_le_bytes())
        };
    }
    match image.pixel {
        Pixel::I8 => hashed!(i8),
        Pixel::U8 => hashed!(u8),
        Pixel::I16 => hashed!(i16),
        Pixel::U16 => hashed!(u16),
        Pixel::I32 => hashed!(i32),
        Pixel::U32 => hashed!(u32),
        Pixel::I64 => hashed!(i64),
        Pixel::U64 => hashed!(u64),
        Pixel::F32 => hashed!(f32),
        Pixel::F64 => hashed!(f64),
    }
}

fn label_hash(labels: &LabelMap) -> String {
    hash(&labels.voxels, |label| (label as u32).to_le_bytes())
}

fn hash<T: Copy, const N: usize>(values: &[T], bytes: impl Fn(T) -> [u8; N]) -> String {
    let mut hasher = Sha1::new();
    let mut buffer = Vec::with_capacity(BLOCK * N);
    for block in values.chunks(BLOCK) {
        buffer.clear();
        buffer.extend(block.iter().flat_map(|&value| bytes(value)));
        hasher.update(&buffer);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
