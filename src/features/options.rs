//! Options of first order and texture features.

use super::distance_weighting::Norm;
use super::grid::Neighbourhood;

/// Options of first order and texture features.
#[derive(Debug, Clone, PartialEq)]
pub struct TextureOptions {
    /// `distances` and `force2D`.
    pub neighbourhood: Neighbourhood,
    /// `symmetricalGLCM`: count every pair both ways.
    pub symmetrical: bool,
    /// `weightingNorm`; `None`: features are averaged over directions.
    pub weighting: Option<Norm>,
    /// `gldm_a`: levels that differ by at most this are dependent.
    pub dependence_alpha: u32,
    /// `voxelArrayShift`: added to intensities in Energy, TotalEnergy and RootMeanSquared.
    pub voxel_array_shift: f64,
}

impl Default for TextureOptions {
    fn default() -> Self {
        Self {
            neighbourhood: Neighbourhood { distances: vec![1], flat_axis: None },
            symmetrical: true,
            weighting: None,
            dependence_alpha: 0,
            voxel_array_shift: 0.0,
        }
    }
}

impl TextureOptions {
    /// Run lengths and zones know only distance 1.
    pub(super) fn neighbourhood_at_1(&self) -> Neighbourhood {
        Neighbourhood { distances: vec![1], flat_axis: self.neighbourhood.flat_axis }
    }
}
