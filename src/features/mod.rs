//! Stage 5: each volume and region becomes numbers.
//!
//! The rows of `catalogue/` name every feature with its formula; a family's file has the functions; counting a matrix and
//! making features of it are in different files. All counts are integers and all sums have a fixed order.

mod catalogue;
mod class;
mod sparse_counts;
mod firstorder;
mod glcm;
mod grid;
mod gldm_ngtdm_matrix;
mod ngtdm;
mod of_column;
mod options;
mod glrlm_matrix;
mod shape;
mod size_matrix_features;
#[cfg(test)]
mod tests;
mod distance_weighting;
mod glszm_matrix;

pub use catalogue::{Entry, FAMILIES, Family, Unit, catalogue, find};
pub use class::Class;
pub use distance_weighting::Norm;
pub use grid::Neighbourhood;
pub use options::TextureOptions;

use crate::error::Result;
use crate::table::Reason;
use crate::volume::{Levels, Region, Roi};
use crate::words::RegionProblem;
use crate::words::Triple;
use catalogue::Compute;
use firstorder::Sample;
use glcm::Pairs;
use grid::Grid;
use ngtdm::Tones;
use shape::Solid;
use shape::planar::Flat;
use size_matrix_features::SizeMatrix;

/// One feature's value; where the definition gives none, what PyRadiomics gives, and the reason.
#[derive(Debug, Clone, Copy)]
pub struct Value {
    /// Which feature.
    pub entry: &'static Entry,
    /// Its value; NaN where PyRadiomics has none.
    pub value: f64,
    /// Why the value is a convention or missing.
    pub reason: Option<Reason>,
}

/// Values of the `wanted` first order and texture features of a region, in their order.
///
/// `levels` are the grey levels of `roi`, at most 65,535. Shape and withdrawn features have no value here.
pub fn texture(
    roi: &Roi,
    levels: &Levels,
    options: &TextureOptions,
    wanted: &[&'static Entry],
) -> Vec<Value> {
    let wants = |class: Class| wanted.iter().any(|entry| entry.class == class);
    let spacing_mm = roi.region.geometry.spacing_mm;
    let reach = options.neighbourhood.distances.iter().copied().max().unwrap_or(1);
    let grid = Grid::new(levels, reach);
    let sample = wants(Class::FirstOrder).then(|| Sample::new(roi, levels, options.voxel_array_shift));
    let matrices = if wants(Class::Glcm) { glcm::matrices(&grid, options, spacing_mm) } else { Vec::new() };
    let one_without_pairs = matches!(&matrices[..], [only] if only.is_empty());
    let pairs: Vec<Pairs> = matrices.into_iter().filter_map(|cells| Pairs::new(cells, &grid)).collect();
    let runs =
        if wants(Class::Glrlm) { glrlm_matrix::matrices(&grid, options, spacing_mm) } else { Vec::new() };
    let zones = wants(Class::Glszm).then(|| glszm_matrix::matrix(&grid, options));
    let around =
        (wants(Class::Gldm) || wants(Class::Ngtdm)).then(|| gldm_ngtdm_matrix::count(&grid, options));
    let tones = around.as_ref().map(|found| Tones::new(&grid.levels, &found.count, &found.difference));
    let flat = grid.levels.len() < 2;
    let value_of = |entry: &Entry| match entry.compute {
        Compute::FirstOrder(compute) => sample.as_ref().map(compute),
        // PyRadiomics looks at the number of levels before it looks for pairs.
        Compute::Glcm(_) if flat && entry.name == "MCC" => Some(1.0),
        // A sum over differences of levels: there are none, in a matrix without pairs as in any.
        Compute::Glcm(_) if flat && one_without_pairs && entry.name == "InverseVariance" => Some(0.0),
        Compute::Glcm(compute) => Some(mean_of_defined(pairs.iter().map(compute))),
        Compute::Glrlm(compute) => Some(mean_of_defined(runs.iter().map(compute))),
        Compute::Glszm(compute) => zones.as_ref().map(compute),
        Compute::Gldm(compute) => around.as_ref().map(|found| compute(&found.dependence)),
        Compute::Ngtdm(compute) => tones.as_ref().map(compute),
        Compute::Shape(_) | Compute::Shape2D(_) | Compute::Withdrawn(_) => None,
    };
    let broken = roi.values.iter().any(|x| x.is_nan()) && roi.inside().any(f64::is_nan);
    let reason = |entry: &Entry, value: f64| match entry.class {
        _ if flat && entry.conventional_when_flat => Some(Reason::OneGreyLevel),
        Class::FirstOrder if value.is_nan() => Some(Reason::NothingBetween),
        Class::Glcm if pairs.is_empty() => Some(Reason::NoNeighbours),
        Class::Glcm if value.is_nan() => Some(Reason::Rounding),
        Class::Glrlm if runs.iter().all(SizeMatrix::is_empty) => Some(Reason::NoNeighbours),
        _ => broken.then_some(Reason::VoxelsUndefined),
    };
    let value = |entry| value_of(entry).map(|value| Value { entry, value, reason: reason(entry, value) });
    wanted.iter().filter_map(|&entry| value(entry)).collect()
}

/// The `wanted` first order and texture features of an image that has no grey levels.
pub fn undefined(wanted: &[&'static Entry]) -> Vec<Value> {
    let has_value = |entry: &Entry| {
        !matches!(entry.compute, Compute::Shape(_) | Compute::Shape2D(_) | Compute::Withdrawn(_))
    };
    let value = |&entry| Value { entry, value: f64::NAN, reason: Some(Reason::ImageUndefined) };
    wanted.iter().filter(|entry| has_value(entry)).map(value).collect()
}

/// Values of the `wanted` shape features of a region, in their order; `flat_axis` is where shape2D has size 1.
pub fn shape(region: &Region, flat_axis: Option<usize>, wanted: &[&'static Entry]) -> Vec<Value> {
    let wants = |class: Class| wanted.iter().any(|entry| entry.class == class);
    let solid = wants(Class::Shape).then(|| Solid::new(region));
    let flat = flat_axis.filter(|_| wants(Class::Shape2D)).map(|axis| Flat::new(region, axis));
    let value_of = |entry: &Entry| match entry.compute {
        Compute::Shape(compute) => solid.as_ref().map(compute),
        Compute::Shape2D(compute) => flat.as_ref().map(compute),
        _ => None,
    };
    let reason = |value: f64| match value.is_nan() {
        true if solid.as_ref().is_some_and(|solid| shape::mesh_volume(solid) == 0.0) => {
            Some(Reason::NoVolume)
        }
        true => Some(Reason::NoExtent),
        false => None,
    };
    let value = |entry| value_of(entry).map(|value| Value { entry, value, reason: reason(value) });
    wanted.iter().filter_map(|&entry| value(entry)).collect()
}

/// Mean of the values that are numbers, NaN where there are none.
fn mean_of_defined(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, n) =
        values.filter(|value| !value.is_nan()).fold((0.0, 0.0), |(sum, n), value| (sum + value, n + 1.0));
    sum / n
}

/// Most steps to neighbours: their levels are added up in 32 bits, and time grows with them.
const MAX_STEPS: usize = 1 << 16;
/// Most memory the co-occurrence matrices of all directions may need, bytes; more than a 32-bit `usize` holds.
const MAX_MATRIX_BYTES: u64 = 4 << 30;
/// Bytes a cell of such a matrix takes while features are made of it.
const BYTES_A_CELL: u64 = 32;

/// Whether `distances` and `force2D` leave steps within a region's box, and not too many; `levels` are its grey levels.
///
/// # Errors
/// There is no neighbour to look at, or matrices would need absurd memory.
pub fn check(levels: &Levels, options: &TextureOptions, wanted: &[&'static Entry]) -> Result<()> {
    let size = levels.region.geometry.size;
    let wants = |classes: &[Class]| wanted.iter().any(|entry| classes.contains(&entry.class));
    let steps = options.neighbourhood.steps_within(size);
    let distances = &options.neighbourhood.distances;
    if wants(&[Class::Glcm, Class::Gldm, Class::Ngtdm]) && steps == 0
        || wants(&[Class::Glrlm, Class::Glszm]) && options.neighbourhood_at_1().steps_within(size) == 0
    {
        let distances = format!("{distances:?}");
        return Err(RegionProblem::NoNeighbour { distances, size: Triple(size) }.into());
    }
    if steps > MAX_STEPS {
        let distances = format!("{distances:?}");
        return Err(RegionProblem::TooManySteps { most: MAX_STEPS, steps, distances }.into());
    }
    let occurring = levels.present().len();
    let cells = (occurring as u64).saturating_mul(occurring as u64).min(levels.region.count as u64 * 2);
    let bytes = cells.saturating_mul(steps as u64 / 2).saturating_mul(BYTES_A_CELL);
    if wants(&[Class::Glcm]) && options.weighting.is_none() && bytes > MAX_MATRIX_BYTES {
        let [most_gb, gb] = [MAX_MATRIX_BYTES, bytes].map(|bytes| bytes >> 30);
        return Err(RegionProblem::MatricesTooLarge {
            most_gb,
            gb,
            directions: steps / 2,
            levels: occurring,
        }
        .into());
    }
    Ok(())
}
