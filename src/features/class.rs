//! Classes of features.

/// Classes of features, in PyRadiomics' order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Intensity statistics.
    FirstOrder,
    /// Grey level co-occurrence.
    Glcm,
    /// Grey level dependence.
    Gldm,
    /// Grey level run length.
    Glrlm,
    /// Grey level size zone.
    Glszm,
    /// Neighbouring grey tone difference.
    Ngtdm,
    /// Shape in space.
    Shape,
    /// Shape in a plane.
    Shape2D,
}

impl Class {
    /// All classes.
    pub const ALL: [Self; 8] = [
        Self::FirstOrder,
        Self::Glcm,
        Self::Gldm,
        Self::Glrlm,
        Self::Glszm,
        Self::Ngtdm,
        Self::Shape,
        Self::Shape2D,
    ];

    /// PyRadiomics' name.
    pub fn name(self) -> &'static str {
        match self {
            Self::FirstOrder => "firstorder",
            Self::Glcm => "glcm",
            Self::Gldm => "gldm",
            Self::Glrlm => "glrlm",
            Self::Glszm => "glszm",
            Self::Ngtdm => "ngtdm",
            Self::Shape => "shape",
            Self::Shape2D => "shape2D",
        }
    }

    /// Whether its features depend on the mask alone.
    pub fn is_shape(self) -> bool {
        matches!(self, Self::Shape | Self::Shape2D)
    }
}
