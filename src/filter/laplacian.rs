//! Laplacian of a Gaussian, as ITK's LaplacianRecursiveGaussianImageFilter with NormalizeAcrossScale.
//!
//! For each axis: second derivative along it, then smoothing along the two others, all recursive; the three are
//! divided by spacing² and added. As in ITK, sums are f64 within a line and f32 between passes, so values agree with
//! its f32 results.
//!
//! Each pass computes what the box needs of it and reads no further than [`NEGLIGIBLE`] allows around it. The influence of
//! a voxel falls with its distance along each axis, and the factors multiply, so what is read is an octahedron around
//! the box rather than a larger box.

use std::ops::Range;

use super::apply::Sink;
use super::image_filter::{FilterEntry, ImageFilter};
use super::separable_pass::{Around, Extent, Lines, Memory, Part, Piece, Room, pass};
use crate::error::Result;
use crate::numeric::recursive_gaussian::{DECAY, Front, RecursiveGaussian};
use crate::parameter::{Default, Each, Key, Kind, Number, Scope};
use crate::volume::{Geometry, Image, Pixel, Region};
use crate::words::Notice;
use crate::words::Phrase;

pub(super) const ENTRY: FilterEntry = FilterEntry {
    image_type: "LoG",
    what: "Laplacian of a Gaussian times sigma²",
    names: "log-sigma-<sigma>-mm-3D",
    parameters: &[Key {
        name: "sigma",
        kind: Kind::Numbers { least: 0, most: usize::MAX, each: Each::AboveZero },
        default: Default::None,
        scope: Scope::ImageType,
        reported: false,
        doc: "Standard deviations of the Gaussian in mm; each gives one image.",
    }],
    read_name: |name| {
        let sigma = name.strip_prefix("log-sigma-")?.strip_suffix("-mm-3D")?;
        // The decimal point is written as a hyphen; one behind an e is the sign of an exponent.
        let (digits, exponent) = sigma.split_once('e').map_or((sigma, None), |(digits, e)| (digits, Some(e)));
        let digits = digits.replacen('-', ".", 1);
        let text = exponent.map_or_else(|| digits.clone(), |exponent| format!("{digits}e{exponent}"));
        let mm: f64 = text.parse().ok()?;
        (mm.is_finite() && mm > 0.0).then(|| vec![("sigma_mm", text)])
    },
    make: |values| {
        let sigmas: Vec<Number> = values.find("sigma").unwrap_or_default();
        Ok(Box::new(LaplacianOfGaussian(sigmas.into_iter().map(Sigma::new).collect())))
    },
};

/// One image for each width.
#[derive(Debug)]
struct LaplacianOfGaussian(Vec<Sigma>);

/// Width of a Gaussian with the name of its image.
#[derive(Debug, Clone)]
struct Sigma {
    mm: f64,
    /// `log-sigma-2-0-mm-3D` for 2.0, `log-sigma-2-mm-3D` for a whole number 2, as Python writes them.
    image: String,
}

impl ImageFilter for LaplacianOfGaussian {
    fn images(&self) -> Vec<String> {
        self.0.iter().map(|sigma| sigma.image.clone()).collect()
    }

    fn parts(&self) -> Vec<Box<dyn ImageFilter>> {
        self.0.iter().map(|sigma| Box::new(Self(vec![sigma.clone()])) as Box<dyn ImageFilter>).collect()
    }

    fn apply(&self, image: &Image, region: &Region, sink: &mut Sink<'_>) -> Result<()> {
        for sigma in &self.0 {
            match check(&image.geometry, sigma.mm) {
                Ok(()) => {
                    sink.put(&sigma.image, Pixel::F32, || of_gaussian(image, region, sigma.mm))?;
                }
                Err(why) => sink.warn(Notice::LogSkipped { image: sigma.image.clone(), why }),
            }
        }
        if self.0.is_empty() {
            sink.warn(Notice::LogSkipped { image: "LoG".to_owned(), why: Phrase::NoSigma });
        }
        Ok(())
    }
}

impl Sigma {
    fn new(sigma: Number) -> Self {
        let text = if sigma.whole { format!("{:.0}", sigma.value) } else { python_text(sigma.value) };
        Self { mm: sigma.value, image: format!("log-sigma-{}-mm-3D", text.replace('.', "-")) }
    }
}

/// A positive number as Python's `str` writes a float: shortest digits, an exponent below 1e-4 and from 1e16 on.
fn python_text(value: f64) -> String {
    let plain = format!("{value:?}");
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    match exponent.parse::<i32>() {
        Ok(power) if power < -4 => format!("{digits}e-{:02}", -power),
        Ok(power) if power >= 16 => format!("{digits}e+{power:02}"),
        _ => plain,
    }
}

/// Natural logarithm of how much smaller an influence must be to be left out: e^-32 is 1.3e-14 of a voxel's
/// difference from the value at which the line is cut. All that is left out together, summed over the octahedron's
/// surface and beyond, is about 32² / 2 of that: 7e-12, a ten-thousandth of the last bit of an f32 result.
const NEGLIGIBLE: f64 = 32.0;

/// Fewest voxels along an axis for the recursion's four terms.
const FEWEST: usize = 4;

/// Whether the grid is large enough: four voxels for ITK, sigma and one voxel more for PyRadiomics.
fn check(grid: &Geometry, sigma_mm: f64) -> std::result::Result<(), Phrase> {
    for axis in 0..3 {
        let (size, spacing) = (grid.size[axis], grid.spacing_mm[axis]);
        let needed = FEWEST.max(((sigma_mm / spacing).ceil() as usize).saturating_add(1));
        if size < needed {
            return Err(Phrase::TooFewVoxelsForSigma {
                sigma_mm,
                least: needed,
                spacing_mm: spacing,
                axis: ["x", "y", "z"][axis],
                voxels: size,
            });
        }
    }
    Ok(())
}

/// Laplacian of the image smoothed to `sigma_mm`, times sigma², in the box of `region`.
fn of_gaussian(image: &Image, region: &Region, sigma_mm: f64) -> Vec<f64> {
    let (grid, size) = (&image.geometry, region.geometry.size);
    let sigma: [f64; 3] = std::array::from_fn(|axis| sigma_mm / grid.spacing_mm[axis]);
    let reach = sigma.map(|sigma| NEGLIGIBLE / DECAY * sigma);
    let extents: [Extent; 3] = std::array::from_fn(|axis| {
        Extent::new(region.low[axis], size[axis], grid.size[axis], Around::widest(reach[axis]))
    });
    let part = Part::of(image, &extents);
    let whole = Around { keep: extents.map(|extent| extent.keep), reach };
    let mut room = Room::default();
    // Buffers that are reused: that of the piece before, and that of the last axis.
    let (mut spare, mut used) = (Vec::new(), Vec::new());
    let mut sum = vec![0.0_f32; region.geometry.voxels()];
    for axis in 0..3 {
        let derivative = RecursiveGaussian::second_derivative(sigma[axis], sigma_mm * sigma_mm);
        let mut around = whole.clone();
        let lines = Lines { axis, around: &around };
        let memory = Memory { room: &mut room, voxels: spare };
        let mut piece: Piece<f32> = pass(&part, lines, memory, along(&derivative));
        spare = std::mem::take(&mut used);
        around.keep[axis] = 0..size[axis];
        for other in (0..3).filter(|&other| other != axis) {
            let smoothing = RecursiveGaussian::smoothing(sigma[other]);
            let lines = Lines { axis: other, around: &around };
            let memory = Memory { room: &mut room, voxels: spare };
            let next = pass(&piece, lines, memory, along(&smoothing));
            spare = std::mem::replace(&mut piece, next).voxels;
            around.keep[other] = 0..size[other];
        }
        let weight = 1.0 / (grid.spacing_mm[axis] * grid.spacing_mm[axis]);
        sum.iter_mut().zip(&piece.voxels).for_each(|(sum, &value)| {
            *sum = (f64::from(*sum) + f64::from(value) * weight) as f32;
        });
        used = piece.voxels;
    }
    sum.into_iter().map(f64::from).collect()
}

/// A recursion as a filter of lines.
fn along(gaussian: &RecursiveGaussian) -> impl Fn(&mut [Front], Range<usize>, &mut Vec<Front>, &mut [Front]) {
    move |lines, keep, work, out| gaussian.filter(lines, keep, work, out)
}
