//! Why a DICOM volume was proposed for a sequence, or for none.

use serde_json::Value;

use crate::sequence::Sequence;
use crate::words::row::{Errors, Names, Shown, phrases};

phrases! {
    /// One thing that speaks for or against a volume as one of the four sequences.
    VolumeRole {
        // What a proposal rests on. Times are echo (TE), repetition (TR) and inversion time (TI), ms; attributes are DICOM's
        // by their keywords.
        Times { times: String } => "{times}";
        FatSuppressionBy { attributes: Names } => "fat suppression by {attributes}";
        ContrastBy { attributes: Names } => "contrast by {attributes}";
        AcquisitionOrder => "by the order of acquisition alone";
        Sagittal => "sagittal";
        Axial => "axial";
        Coronal => "coronal";
        Oblique => "oblique";
        OneOfCandidates { candidates: usize } => "one of {candidates} candidates";
        // Why there is none.
        OtherPatient => "of another patient";
        OtherProposed { sequence: Sequence } => "another {sequence} is proposed";
        Unusable { problems: Errors } => "not usable: {problems}";
        Modality { modality: Shown } => "modality {modality}";
        Localizer => "localizer";
        FewSlices { slices: usize } => "only {slices} slices";
        DiffusionOrEchoPlanar => "diffusion or echo planar";
        Derived { kind: &'static str } => "derived: {kind}";
        OtherByDescription => "by its description";
        OneInTime { volumes: usize } => "one of {volumes} volumes in time";
        TimesContradict { times: String, by_times: &'static str, by_words: &'static str } =>
            "{times} ms say {by_times}, the description says {by_words}";
        Weighting { weighting: &'static str } => "{weighting}";
        WeightingUnclear => "weighting unclear";
        FatSuppressed => "fat suppressed";
        WithContrast => "with contrast";
        // Images of Dixon sequences, parts of complex images, maps.
        RealPart => "real part beside the magnitude";
        FatImage => "fat image";
        OpposedPhaseImage => "opposed phase";
        PhaseImage => "phase image";
        ImaginaryPart => "imaginary part";
        FatFraction => "fat fraction";
        ApparentDiffusion => "apparent diffusion coefficient";
        DiffusionTrace => "diffusion trace";
        DiffusionAnisotropy => "diffusion anisotropy";
    }
}

/// Several, with semicolons between them.
#[derive(Debug, Clone, PartialEq)]
pub struct VolumeRoles(pub Vec<VolumeRole>);

impl std::fmt::Display for VolumeRoles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let each: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&each.join("; "))
    }
}

impl From<VolumeRole> for VolumeRoles {
    fn from(role: VolumeRole) -> Self {
        Self(vec![role])
    }
}

impl From<VolumeRoles> for Value {
    fn from(roles: VolumeRoles) -> Self {
        roles.0.into_iter().map(Self::from).collect::<Vec<_>>().into()
    }
}
