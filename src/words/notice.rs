//! Warnings: what the user should know about a result that was nevertheless made.

use crate::error::Warning;
use crate::sequence::Sequence;
use crate::words::phrase::{Phrase, Phrases};
use crate::words::row::{Names, Triple, phrases};

impl From<Notice> for Warning {
    fn from(notice: Notice) -> Self {
        Self::coded(notice.coded(), notice.to_string())
    }
}

phrases! {
    /// What a warning says.
    Notice {
        // The mask and the lesion.
        MaskDrawn { sequence: Sequence } => "the mask was drawn or corrected in the page, on the voxels of {sequence}";
        MaskRepaired { sequence: Sequence, apart_mm: f64, turned_deg: f64, inside: usize, voxels: usize } =>
            "the mask was put on the voxels of {sequence}; its own place was {apart_mm:.1} mm away and turned by \
             {turned_deg:.1}°, {inside} of {voxels} voxels lay in the image";
        MaskCutOff { percent: f64, outside: usize, of: usize } =>
            "{percent:.1} % of the region ({outside} of {of} mask voxels) lies outside the image and is left out";
        MaskResampled { differences: Phrases, before: usize, before_mm3: f64, after: usize, after_mm3: f64 } =>
            "the mask is on another grid than the image ({differences}); it was carried over by nearest neighbour: \
             {before} voxels ({before_mm3:.1} mm³) became {after} ({after_mm3:.1} mm³)";
        LesionAtEdge { axes: Names } =>
            "the lesion touches the edge of the image (axis {axes}): part of it may not have been scanned";
        LesionTiny { voxels: usize, least: usize } =>
            "the lesion has {voxels} voxels here, fewer than {least}: texture of so few is mostly chance";
        LesionThin { voxels: usize, axis: &'static str, least: usize } =>
            "the lesion is {voxels} voxels long along axis {axis}, fewer than {least}: texture across it says little";
        // What is known of the patient.
        ClinicalImputed { input: String, value: String } =>
            "{input} is not known: {value} stands for it, which is usual in the training cases";
        // The sequences of a case beside each other.
        SequenceDuplicated { first: Sequence, second: Sequence } =>
            "{first} and {second} hold the same values: one file was taken for both";
        SequenceCopy { first: Sequence, second: Sequence, correlation: f64 } =>
            "{first} and {second} are alike but for a scale (correlation {correlation:.4} around the lesion)";
        SequenceOrder { first: Sequence, second: Sequence, why: Phrase } =>
            "{first} and {second} may be swapped: {why}; a rule of thumb by contrast, look at the images";
        // Files.
        OrientationMissing =>
            "the file does not say how the patient lay: axes are taken as left, posterior, superior";
        OrientationAmbiguous { shift_mm: f64, turned_deg: f64, used: &'static str } =>
            "the header's two placements (qform and sform) disagree, their first voxels are {shift_mm:.3} mm apart and \
             their axes turned by {turned_deg:.2}°; the {used} is used, as ITK does";
        OrientationSheared { cosine: f64, shift_mm: f64, turned_deg: f64 } =>
            "the sform is a sheared grid (cosine {cosine:.4} between two of its axes), which ITK does not take: the qform is \
             used, which puts the first voxel {shift_mm:.3} mm away and turns axes by {turned_deg:.2}°; look whether image \
             and mask still fit, or resample both to a grid with right angles first";
        QformNotFinite => "the qform holds entries that are no numbers; they count as 0, as ITK takes them";
        SformUnusable => "the sform holds entries that are no numbers, absurd, or of no extent; the qform is used";
        UnitsAssumed { units: String } => "space units are {units}; distances are taken as millimetres";
        VoxelsNotFinite { voxels: usize, of: usize } =>
            "{voxels} of {of} voxels are not finite numbers (NaN or infinite); they count as 0, as ITK reads them";
        MaskNotFinite { voxels: usize, of: usize } =>
            "{voxels} of {of} voxels of the mask are not finite numbers (NaN or infinite); they count as background";
        MaskAxisDropped => "the mask has a first axis of 1 (channel first), which is left out";
        MaskLayers { layers: u64, layer: u64, segments: Names } =>
            "the segmentation has {layers} layers; layer {layer} is read (setting label_channel). Segments: {segments}";
        VoxelsRounded { voxels: usize } =>
            "{voxels} voxels are beyond 2^53 and were rounded to double precision";
        SpacingInvalid { used: Triple<f64> } =>
            "voxel spacing in the header is zero, negative or no length; used: {used}";
        SpacingAmbiguous { pixdim: Triple<f64>, sform: Triple<f64> } =>
            "voxel spacing is {pixdim} by pixdim (used, as ITK does) but {sform:.4} by the sform";
        DicomDoubled { images: usize } =>
            "{images} images lie where another with the same pixels does; they are left out";
        DicomInTime { volume: usize, of: usize } => "volume {volume} of {of} in time";
        DicomInverted => "MONOCHROME1: values are taken as stored, not inverted";
        DicomLossy => "compressed with loss: texture is changed";
        DicomBurnedIn => "the pixels may show text, perhaps a name";
        MaskFractional => "the segmentation gives shares: half and more of a voxel counts as within";
        MaskOtherFrame =>
            "the mask was drawn in another frame of reference than the images: look whether it lies on the lesion";
        ContoursOffPlane { mm: f64 } => "contours lie up to {mm:.2} mm beside the slices; the nearest slice is taken";
        ContoursGap { slices: usize } =>
            "{slices} slices between others have no contour; they are left empty, nothing is drawn in";
        RegionsWithoutInside { regions: usize } =>
            "{regions} regions have no inside (points, open lines, none drawn) and cannot be chosen";
        DicomSpacingDiffers { field: &'static str, mm: f64, step_mm: f64 } =>
            "{field} is {mm} mm, slices are {step_mm:.3} mm apart by their positions, which count";
        // Settings and filters.
        SettingWithoutEffect { place: String, setting: String, why: Phrase } =>
            "{place}setting {setting} has no effect{why}";
        Shape2dSkipped { why: Phrase } => "shape2D was left out: {why}";
        FeatureWithdrawn { class: &'static str, feature: &'static str, why: Phrase } =>
            "{class} {feature} has no value: it {why}";
        Lbp_2dIn_3d => "LBP2D works by plane, but features are computed in 3D.";
        Lbp_3dIn_2d => "LBP3D works in 3D, but features are computed by plane.";
        LogSkipped { image: String, why: Phrase } => "Image {image} was left out: {why}.";
        FilterUndefined { image: String, voxels: usize, of: usize } =>
            "Image {image} has no finite number at {voxels} of {of} voxels of the mask.";
        // The case beside those of training.
        OutOfDistribution { model: String, distance: f64, inputs: usize, p: P, outliers: Outliers } =>
            "{model}: this case is unlike the training cases (squared Mahalanobis distance {distance:.1} over {inputs} \
             inputs, {p}){outliers}";
        SpacingOutsideTraining { spacing: Triple<f64>, finest: FromTo, middle: FromTo, coarsest: FromTo } =>
            "voxels are {spacing} mm, from the finest to the coarsest; those of the training cases were {finest}, \
             {middle} and {coarsest} mm";
    }
}

/// A p value: `p = 0.0123`, `p < 0.0001`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct P(pub f64);

impl std::fmt::Display for P {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 < 1e-4 {
            true => f.write_str("p < 0.0001"),
            false => write!(f, "p = {:.4}", self.0),
        }
    }
}

impl From<P> for serde_json::Value {
    fn from(p: P) -> Self {
        p.0.into()
    }
}

/// Inputs outside the training range, where there are any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outliers(pub Names);

impl std::fmt::Display for Outliers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0.0.is_empty() {
            true => Ok(()),
            false => write!(f, "; outside the training range: {}", self.0),
        }
    }
}

impl From<Outliers> for serde_json::Value {
    fn from(outliers: Outliers) -> Self {
        outliers.0.into()
    }
}

/// From the lowest to the highest: `0.5 to 0.9`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FromTo(pub [f64; 2]);

impl std::fmt::Display for FromTo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} to {}", self.0[0], self.0[1])
    }
}

impl From<FromTo> for serde_json::Value {
    fn from(span: FromTo) -> Self {
        span.0.to_vec().into()
    }
}
