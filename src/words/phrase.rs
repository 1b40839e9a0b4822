//! Parts of sentences that several codes share: what was expected or found, why something was left out, how two grids
//! differ.

use crate::sequence::Sequence;
use crate::words::row::{Names, Triple, phrases};

phrases! {
    /// A part of a sentence.
    Phrase {
        // How a mask was changed.
        MaskShifted { mm: f64, side: &'static str } => "one voxel ({mm:.2} mm) towards the {side}";
        MaskGrown => "larger by one voxel on every side";
        MaskShrunk => "smaller by one voxel on every side";
        // How two grids differ.
        SizeDiffers { mask: Triple<usize>, image: Triple<usize> } => "size {mask} against {image} voxels";
        SpacingDiffers { mask: Triple<f64>, image: Triple<f64> } => "spacing {mask} against {image} mm";
        OriginApart { mm: f64 } => "origin {mm:.3} mm apart";
        AxesTurned { degrees: f64 } => "axes turned by up to {degrees:.3}°";
        RoundingAddsUp => "by rounding that adds up over the grid";
        // Why sequences may be swapped.
        BrighterBefore { before: f64, after: f64 } =>
            "the lesion is brighter against its surroundings before contrast agent ({before:.1} standard deviations) \
             than after ({after:.1})";
        ResemblesMore { of: Sequence, more: Sequence, correlation: f64, less: Sequence, other: f64 } =>
            "{of} resembles {more} (correlation {correlation:.2}) more than {less} ({other:.2})";
        // Why something was left out or has no effect.
        NeedsForce2d => "it needs force2D";
        NoShape2dThere { size: Triple<usize>, dimension: usize } =>
            "PyRadiomics 3.0.1 has none for a region of {size:#} voxels and force2Ddimension {dimension}";
        Equals { feature: &'static str } => "equals {feature}";
        AlwaysOne => "is always 1";
        TooFewVoxelsForSigma { sigma_mm: f64, least: usize, spacing_mm: f64, axis: &'static str, voxels: usize } =>
            "sigma {sigma_mm} mm needs at least {least} voxels of {spacing_mm} mm along {axis}, the image has {voxels}";
        NoSigma => "the setting sigma lists no width";
        BinCountIsSet => ": binCount is set";
        WithoutNormalize => " without normalize";
        NoFeatureMaps => ": feature maps are not made, only values of regions";
        OneImageTypeAlone => " for one image type alone";
    }
}

/// Several, with commas between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrases(pub Vec<Phrase>);

impl std::fmt::Display for Phrases {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.iter().map(ToString::to_string).collect::<Names>())
    }
}

impl From<Phrases> for serde_json::Value {
    fn from(phrases: Phrases) -> Self {
        phrases.0.into_iter().map(Self::from).collect::<Vec<_>>().into()
    }
}
