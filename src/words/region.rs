//! Errors of masks on images, and of what is measured in them.

use serde_json::Value;

use crate::sequence::Sequence;
use crate::words::phrase::{Phrase, Phrases};
use crate::words::row::{Names, Triple, problems};

problems! {
    /// What is wrong with a mask, or with the image inside it.
    RegionProblem {
        LabelZero => Settings, "label", "a number other than 0", "0, the background";
        MaskEmpty => Mask, "mask", "voxels that are not 0", "an empty mask";
        LabelAbsent { label: i32, labels: Labels } => Mask, "mask", "voxels of label {label}", "labels {labels}",
            hint "choose one of the labels the mask has";
        MaskOutside { image: Extent, mask: Extent } => Geometry, "mask", "a region within the image at {image}", "{mask}",
            hint "image and mask may be of different patients, visits or body parts";
        MaskTooFine { voxels: usize, mm3: f64, voxel_mm3: f64 } => Mask, "mask",
            "a region that holds the centre of at least one image voxel",
            "a region of {voxels} mask voxels ({mm3:.3} mm³) and image voxels of {voxel_mm3:.3} mm³",
            hint "draw the mask on this image's own grid";
        OtherGrid { within: Phrase, differences: Phrases } => Geometry, "mask", "the image's grid, within {within}",
            "{differences}",
            hint "set correctMask: true to carry the mask to the image's grid, or a larger geometryTolerance";
        NothingLeft => Mask, "changed mask", "a voxel of the region",
            "none: the region is one voxel thin, or lies at the edge of its grid";
        NoVoxelOfLabel => Mask, "mask", "a voxel of the label", "none";
        NoVoxelOnGrid { voxels: usize, spacing: Triple<f64> } => Mask, "mask", "a voxel of the label",
            "none of {voxels} voxels of {spacing:#} mm", hint "the region may be smaller than a voxel of the new grid";
        NotFlat { axis: &'static str, size: Triple<usize> } => Mask, "region for shape2D",
            "one voxel thick along {axis}, the axis of force2Ddimension", "a box of {size:#} voxels",
            hint "leave shape2D out of featureClass, or segment a single slice";
        SingleVoxel => Mask, "region", "more than one voxel", "a single voxel",
            hint "check the label, or lower minimumROIDimensions or minimumROISize";
        TooFewDimensions { least: usize, dimensions: usize, size: String } => Mask, "region",
            "at least {least} dimensions", "{dimensions} (box of {size} voxels)",
            hint "check the label, or lower minimumROIDimensions or minimumROISize";
        TooFewVoxels { more_than: usize, voxels: usize } => Mask, "region", "more than {more_than} voxels",
            "{voxels} voxels", hint "check the label, or lower minimumROIDimensions or minimumROISize";
        NoNumbers { found: Phrase } => Malformed, "image inside the mask", "numbers", "{found}",
            hint "leave those voxels out of the mask, or put the image right there";
        BinsLost { width: String, minimum: f64, maximum: f64 } => TooLarge, "grey levels",
            "bins of some width", "bins of {width}, which rounding loses at intensities of {minimum} to {maximum}",
            hint "use a larger binWidth, or bring the intensities to a smaller scale";
        TooManyLevels { most: u32, bins: f64, source: Phrase, gigabytes: f64 } => TooLarge, "grey levels", "at most {most}",
            "{bins:.0} ({source}; co-occurrence matrices of {gigabytes:.0} GB in PyRadiomics)",
            hint "use a larger binWidth or a smaller binCount: 30 to 130 levels are usual";
        NothingToNormalise { found: Phrase } => Malformed, "image to normalise", "different values", "{found}";
        ResampledTooLarge { most: f64, size: Triple<usize>, voxels: f64, gigabytes: f64 } => TooLarge, "resampled region",
            "at most {most} voxels", "{size:#} = {voxels} voxels ({gigabytes:.1} GB)",
            hint "use a larger resampledPixelSpacing or a smaller padDistance";
        ResegmentedAway { low: String, high: String, voxels: usize } => Mask, "mask after resegmentation",
            "more than one voxel from {low} to {high}", "{voxels}", hint "widen resegmentRange, or check resegmentMode";
        NoNeighbour { distances: String, size: Triple<usize> } => Settings, "setting distances (with force2D)",
            "a step that stays within the region's box", "distances {distances} in a region of {size:#} voxels";
        TooManySteps { most: usize, steps: usize, distances: String } => TooLarge, "setting distances (with force2D)",
            "at most {most} steps to neighbours", "{steps} ({distances})";
        MatricesTooLarge { most_gb: u64, gb: u64, directions: usize, levels: usize } => TooLarge,
            "setting distances (with force2D)", "co-occurrence matrices of at most {most_gb} GB",
            "{gb} GB for {directions} directions and {levels} grey levels";
        FilterBox { expected: String, found: String } => Geometry, "region to filter", "{expected}", "{found}";
        PartsOfSequence { found: String } => Missing, "parts of a sequence", "each of them once", "{found}";
        DeepTooLarge { what: &'static str, most: f64, extent_mm: f64, pixel_mm: f64 } => TooLarge,
            "{what} for deep features", "at most {most} pixels a side", "{extent_mm} mm in pixels of {pixel_mm} mm";
        DeepUseless { found: Phrase } => Unsupported, "image for deep features",
            "finite intensities that differ within the body", "{found}";
        DeepWeights { expected: String, found: String } => Model, "weights of the network", "{expected}", "{found}",
            hint "the model was trained with deep features of another weights file";
        DeepFeaturesOther { sequence: Sequence, expected: String, found: String } => Model, "deep features of {sequence}",
            "{expected}", "{found}", hint "the model needs deep features of its own network and settings";
        NotWeights { found: String } => Format, "weights of the network", "a file that begins with DISCNN01", "{found}",
            hint "get models/efficientnet-lite0.bin of this release again";
        WeightsBroken { expected: String, found: String } => Malformed, "weights of the network", "{expected}", "{found}",
            hint "get models/efficientnet-lite0.bin of this release again";
        NetworkLayer { layer: usize, expected: String, found: String } => Malformed,
            "layer {layer} of the network's weights", "{expected}", "{found}";
        NoTap { tap: String, known: Names } => Settings, "tap {tap}", "one of {known}", "no such tap";
        DeepSetting { setting: &'static str, range: &'static str, found: String } => Settings,
            "setting {setting} of deep features", "{range}", "{found}";
        DeepPart { part: usize, parts: usize } => Missing, "part of the slices", "one of the parts", "part {part} of {parts}";
        DeepParts { found: String } => Missing, "parts of deep features", "each of them once", "{found}";
        DeepUnprepared => Missing, "sequence", "one that was prepared", "none";
        NoImageType => Settings, "setting imageType", "at least one image type", "none";
    }
}

/// Labels of a mask with the voxels of each, the first few of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// Label and voxels.
    pub shown: Vec<(i32, usize)>,
    /// How many further labels there are.
    pub more: usize,
}

impl std::fmt::Display for Labels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let named: Vec<String> =
            self.shown.iter().map(|(label, count)| format!("{label} ({count} voxels)")).collect();
        f.write_str(&named.join(", "))?;
        match self.more {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

impl From<Labels> for Value {
    fn from(labels: Labels) -> Self {
        labels
            .shown
            .into_iter()
            .map(|(label, count)| vec![i64::from(label), count as i64])
            .collect::<Vec<_>>()
            .into()
    }
}

/// A box in space: lowest and highest x, y and z, mm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent(pub [[f64; 2]; 3]);

impl std::fmt::Display for Extent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [x, y, z] = self.0.map(|[low, high]| format!("{low:.1} to {high:.1}"));
        write!(f, "x {x}, y {y}, z {z} mm")
    }
}

impl From<Extent> for Value {
    fn from(extent: Extent) -> Self {
        extent.0.iter().map(|range| range.to_vec()).collect::<Vec<_>>().into()
    }
}
