//! What tells images of one series apart that lie at the same place, by the values of `ImageType` after the second.

use crate::words::VolumeRole;

/// What an image shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Magnitude, or nothing else said.
    Magnitude,
    /// Water of a Dixon sequence.
    Water,
    /// Fat of a Dixon sequence.
    Fat,
    /// Water and fat in phase.
    InPhase,
    /// Water and fat in opposed phase.
    OpposedPhase,
    /// Phase.
    Phase,
    /// Real part; inversion recovery with the sign kept is written so.
    Real,
    /// Imaginary part.
    Imaginary,
    /// Share of fat.
    FatFraction,
    /// Apparent diffusion coefficient.
    Diffusion,
    /// Mean of diffusion directions.
    Trace,
    /// Anisotropy of diffusion.
    Anisotropy,
}

/// Words of `ImageType`; of several, the first of the table counts.
const WORDS: [(&str, Kind); 18] = [
    ("W", Kind::Water),
    ("WATER", Kind::Water),
    ("F", Kind::Fat),
    ("FAT", Kind::Fat),
    ("IP", Kind::InPhase),
    ("IN_PHASE", Kind::InPhase),
    ("OP", Kind::OpposedPhase),
    ("OUT_PHASE", Kind::OpposedPhase),
    ("OPP_PHASE", Kind::OpposedPhase),
    ("PHASE MAP", Kind::Phase),
    ("P", Kind::Phase),
    ("R", Kind::Real),
    ("I", Kind::Imaginary),
    ("FAT_FRACTION", Kind::FatFraction),
    ("ADC", Kind::Diffusion),
    ("TRACEW", Kind::Trace),
    ("FA", Kind::Anisotropy),
    ("M", Kind::Magnitude),
];

impl Kind {
    /// Of an image type, e.g. `ORIGINAL\PRIMARY\M\SE`.
    pub(super) fn of(image_type: &[String]) -> Self {
        let own = image_type.get(2..).unwrap_or_default();
        let found = WORDS.iter().find(|(word, _)| own.iter().any(|value| value.eq_ignore_ascii_case(word)));
        found.map_or(Self::Magnitude, |(_, kind)| *kind)
    }

    /// Why an image of this kind can have no role; `beside_magnitude`: its series has a magnitude image, too.
    pub(super) fn without_role(self, beside_magnitude: bool) -> Option<VolumeRole> {
        match self {
            Self::Magnitude | Self::Water | Self::InPhase => None,
            Self::Real => beside_magnitude.then_some(VolumeRole::RealPart),
            Self::Fat => Some(VolumeRole::FatImage),
            Self::OpposedPhase => Some(VolumeRole::OpposedPhaseImage),
            Self::Phase => Some(VolumeRole::PhaseImage),
            Self::Imaginary => Some(VolumeRole::ImaginaryPart),
            Self::FatFraction => Some(VolumeRole::FatFraction),
            Self::Diffusion => Some(VolumeRole::ApparentDiffusion),
            Self::Trace => Some(VolumeRole::DiffusionTrace),
            Self::Anisotropy => Some(VolumeRole::DiffusionAnisotropy),
        }
    }
}
