//! From volume to the network's input: the steps that [`Options`] numbers.

use std::borrow::Cow;
use std::ops::Range;

use super::options::{Options, Slices};
use super::plane::{Axis, Plane};
use super::resize::{Slice, Span};
use super::weights::Weights;
use crate::error::{Error, Result};
use crate::numeric::percentiles::{Percentiles, Place};
use crate::volume::{Geometry, Image, Region};
use crate::words::Phrase;
use crate::words::RegionProblem;

/// Most pixels along one side of a resampled slice or of a crop; beyond it is no scan but an error of units.
const MOST_PIXELS: f64 = 8192.0;

/// Which slices of a scan go through the network, how they are cropped and how their intensities are scaled: found once
/// for a scan and lesion, whatever part of the slices is made of it.
#[derive(Debug, Clone)]
pub struct Plan {
    plane: Plane,
    /// Intensities that become 0 and 255.
    clip: [f64; 2],
    /// The crop along rows and columns, mm from the first pixel's outer edge.
    crop_from_mm: [f64; 2],
    crop_side_mm: f64,
    /// For each input, the slices of its red, green and blue.
    channels: Vec<[usize; 3]>,
}

/// What goes through the network for one scan and lesion, made slice by slice so that memory stays small.
#[derive(Debug, Clone)]
pub struct Inputs<'a> {
    image: &'a Image,
    weights: &'a Weights,
    options: &'a Options,
    plan: Cow<'a, Plan>,
}

/// Prepares the inputs of a lesion: `region` lies on `image`'s grid.
///
/// # Errors
/// Settings out of bounds; an image without contrast or with values that are not finite; a crop too large.
pub fn inputs<'a>(
    image: &'a Image,
    region: &Region,
    options: &'a Options,
    weights: &'a Weights,
) -> Result<Inputs<'a>> {
    let plan = Cow::Owned(Plan::of(image, region, options)?);
    Ok(Inputs { image, weights, options, plan })
}

impl Plan {
    /// Of a lesion: `region` lies on `image`'s grid.
    ///
    /// # Errors
    /// As [`inputs`].
    pub fn of(image: &Image, region: &Region, options: &Options) -> Result<Self> {
        if let Some(problem) = options.check().into_iter().next() {
            return Err(problem);
        }
        let grid = &image.geometry;
        let plane = Plane::finest(grid);
        let [columns, rows] = [plane.across, plane.down].map(|axis| extent_mm(grid, region, axis));
        let side = columns[1].max(rows[1]);
        let crop_side_mm = side + 2.0 * options.margin_mm;
        let crop_from_mm = [columns, rows].map(|[from, extent]| from + extent / 2.0 - crop_side_mm / 2.0);
        let made = Self {
            plane,
            clip: clip(image, options.clip_percent)?,
            crop_from_mm,
            crop_side_mm,
            channels: channels(grid, region, plane.through, options.slices),
        };
        made.check_sizes(grid, options)?;
        Ok(made)
    }

    /// The inputs of the scan it was made of, with the same options.
    pub fn inputs<'a>(&'a self, image: &'a Image, options: &'a Options, weights: &'a Weights) -> Inputs<'a> {
        Inputs { image, weights, options, plan: Cow::Borrowed(self) }
    }

    /// Spacing along rows and columns, mm.
    fn pixel_mm(&self, grid: &Geometry) -> [f64; 2] {
        [self.plane.across, self.plane.down].map(|axis| grid.spacing_mm[axis.voxel])
    }

    fn check_sizes(&self, grid: &Geometry, options: &Options) -> Result<()> {
        for (axis, pixel_mm) in [self.plane.across, self.plane.down].into_iter().zip(self.pixel_mm(grid)) {
            let size_mm = grid.size[axis.voxel] as f64 * pixel_mm;
            let target_mm = options.pixel_mm.unwrap_or(pixel_mm);
            for (what, extent_mm) in [("crop", self.crop_side_mm), ("resampled slice", size_mm)] {
                let pixels = extent_mm / target_mm.min(pixel_mm);
                if pixels.is_nan() || pixels > MOST_PIXELS {
                    let (most, pixel_mm) = (MOST_PIXELS, target_mm);
                    return Err(RegionProblem::DeepTooLarge { what, most, extent_mm, pixel_mm }.into());
                }
            }
        }
        Ok(())
    }
}

impl Inputs<'_> {
    /// Number of inputs.
    #[allow(clippy::len_without_is_empty, reason = "a region has at least one slice")]
    pub fn len(&self) -> usize {
        self.plan.channels.len()
    }

    /// The inputs one after the other.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Vec<f32>> + '_ {
        self.range(0..self.len())
    }

    /// Some of them, by their places.
    pub fn range(&self, places: Range<usize>) -> impl ExactSizeIterator<Item = Vec<f32>> + '_ {
        self.plan.channels[places].iter().map(|&channels| self.tensor(channels))
    }

    /// Side × side × 3, row by row, colours fastest.
    fn tensor(&self, [red, green, blue]: [usize; 3]) -> Vec<f32> {
        let green_slice = self.cropped(green);
        let other = |at: usize| if at == green { green_slice.clone() } else { self.cropped(at) };
        let slices = [other(red), other(blue)];
        let pixels = slices[0].values.iter().zip(&green_slice.values).zip(&slices[1].values);
        let Weights { subtract, divide, .. } = *self.weights;
        pixels.flat_map(|((&r, &g), &b)| [r, g, b].map(|grey| ((grey - subtract) / divide) as f32)).collect()
    }

    /// One slice, steps 2 to 6.
    fn cropped(&self, at: usize) -> Slice {
        let Plan { clip: [low, high], crop_from_mm, crop_side_mm, ref plane, .. } = *self.plan;
        let mut slice = plane.slice(self.image, at);
        for value in &mut slice.values {
            *value = (value.clamp(low, high) - low) / (high - low) * 255.0;
        }
        let mut pixel_mm = self.plan.pixel_mm(&self.image.geometry);
        if let Some(wanted_mm) = self.options.pixel_mm {
            let sizes = [slice.width, slice.height()];
            let spans: [Span; 2] = std::array::from_fn(|axis| {
                let count = resampled_count(sizes[axis], pixel_mm[axis], wanted_mm);
                pixel_mm[axis] *= sizes[axis] as f64 / count as f64;
                Span { from: 0.0, extent: sizes[axis] as f64, count }
            });
            slice = slice.resized(spans[0], spans[1], self.options.interpolation);
        }
        let [columns, rows] = std::array::from_fn(|axis| Span {
            from: crop_from_mm[axis] / pixel_mm[axis],
            extent: crop_side_mm / pixel_mm[axis],
            count: self.weights.network.side,
        });
        slice.resized(columns, rows, self.options.interpolation)
    }
}

/// Pixels that `size` pixels of `pixel_mm` become when they are to measure `wanted_mm`.
fn resampled_count(size: usize, pixel_mm: f64, wanted_mm: f64) -> usize {
    ((size as f64 * pixel_mm / wanted_mm).round() as usize).max(1)
}

/// Where the region begins along an image axis and how long it is, mm from the first pixel's outer edge.
fn extent_mm(grid: &Geometry, region: &Region, axis: Axis) -> [f64; 2] {
    let Axis { voxel, reversed } = axis;
    let (low, length) = (region.low[voxel], region.geometry.size[voxel]);
    let first = if reversed { grid.size[voxel] - low - length } else { low };
    [first, length].map(|pixels| pixels as f64 * grid.spacing_mm[voxel])
}

/// For each input, the slices (counted the image's way) of its three colours.
fn channels(grid: &Geometry, region: &Region, through: Axis, slices: Slices) -> Vec<[usize; 3]> {
    let last = grid.size[through.voxel] - 1;
    let mut areas = std::collections::BTreeMap::new();
    for (at, _) in region.inside.iter().enumerate().filter(|(_, inside)| **inside) {
        let [width, height, _] = region.geometry.size;
        let voxel = [at % width, at / width % height, at / (width * height)][through.voxel];
        *areas.entry(through.turned(region.low[through.voxel] + voxel, last + 1)).or_insert(0_usize) += 1;
    }
    let largest =
        areas.iter().fold((0, 0), |best, (&at, &area)| if area > best.1 { (at, area) } else { best }).0;
    match slices {
        Slices::All => areas.into_keys().map(|at| [at; 3]).collect(),
        Slices::Largest => vec![[largest; 3]],
        Slices::Neighbours => vec![[largest.saturating_sub(1), largest, (largest + 1).min(last)]],
    }
}

/// The body's percentiles: the body is what is brighter than the volume's mean.
fn clip(image: &Image, percent: [f64; 2]) -> Result<[f64; 2]> {
    let useless = |found: Phrase| Error::from(RegionProblem::DeepUseless { found });
    let mean = image.values().sum::<f64>() / image.geometry.voxels() as f64;
    if !mean.is_finite() {
        return Err(useless(Phrase::ValuesNotFinite));
    }
    let body = || image.values().filter(|&value| value > mean);
    if body().next().is_none() {
        return Err(useless(Phrase::OneIntensityEverywhere));
    }
    let mut percentiles = Percentiles::of(body());
    let [low, high] = percent.map(|percent| {
        let Place { below, above, share } = percentiles.at(percent);
        below + (above - below) * share
    });
    if high > low { Ok([low, high]) } else { Err(useless(Phrase::OneIntensityWithinPercentiles)) }
}
