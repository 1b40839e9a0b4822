//! The images of a filter, one at a time.

use super::laplacian::{self, TooSmall};
use super::options::{Filter, Lbp3dOptions, Sigma, WaveletOptions};
use super::pointwise::{self, Function};
use super::{gradient, lbp2d, lbp3d, wavelet};
use crate::error::{Error, ErrorKind, Result, Warning};
use crate::monitor::Monitor;
use crate::volume::{Image, Pixel, Region};

/// A derived image in the box of a region: its grid is `region.geometry`.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// As PyRadiomics names it: `wavelet-LLH`.
    pub name: String,
    /// Type that PyRadiomics' image has; f32 values have f32's rounding.
    pub pixel: Pixel,
    /// Values of every voxel of the box, x fastest; not a number where the filter has none.
    pub values: Vec<f64>,
}

/// Takes one image after the other, so that only one need be held.
type Emit<'a> = &'a mut dyn FnMut(Derived) -> Result<()>;

impl Filter {
    /// Computes this filter's images of `image` in the box of `region` and hands them to `emit` one by one, in the
    /// order of [`Filter::images`].
    ///
    /// `image` is the whole image: its far parts count where the filter reaches there. An image that PyRadiomics
    /// leaves out (a LoG wider than the grid) is not emitted; of it, and of an image that has no number somewhere in
    /// the mask, a warning tells.
    ///
    /// # Errors
    /// The region does not lie on the image's grid; cancelled; whatever `emit` returns.
    pub fn apply(
        &self,
        image: &Image,
        region: &Region,
        monitor: &dyn Monitor,
        emit: Emit<'_>,
    ) -> Result<Vec<Warning>> {
        check_box(image, region)?;
        let mut sink =
            Sink { region, monitor, emit, warnings: Vec::new(), done: 0, total: self.images().len() };
        match self {
            Self::Original => {
                let values = region.roi(&image.volume).values;
                sink.put("original", image.pixel, || values)?;
            }
            Self::Wavelet(options) => {
                let pixel = wavelet::pixel_of(image.pixel);
                wavelet::transform(options, image, region, &mut |level, letters, values| {
                    sink.put(&WaveletOptions::image_name(level, letters), pixel, || values)
                })?;
            }
            Self::LaplacianOfGaussian(sigmas) => laplacians(sigmas, image, region, &mut sink)?,
            Self::Square => sink.pointwise("square", Function::Square, image)?,
            Self::SquareRoot => sink.pointwise("squareroot", Function::SquareRoot, image)?,
            Self::Logarithm => sink.pointwise("logarithm", Function::Logarithm, image)?,
            Self::Exponential => sink.pointwise("exponential", Function::Exponential, image)?,
            Self::Gradient { use_spacing } => {
                sink.put("gradient", Pixel::F32, || {
                    gradient::magnitude(&image.volume, region, *use_spacing)
                })?;
            }
            Self::Lbp2d(options) => {
                sink.put("lbp-2D", image.pixel, || lbp2d::patterns(options, image, region))?;
                if !options.flat {
                    sink.warn("lbp-2d-in-3d", "LBP2D works by plane, but features are computed in 3D.");
                }
            }
            Self::Lbp3d(options) => spheres(options, &self.images(), image, &mut sink)?,
        }
        Ok(sink.warnings)
    }
}

fn laplacians(sigmas: &[Sigma], image: &Image, region: &Region, sink: &mut Sink<'_>) -> Result<()> {
    for sigma in sigmas {
        match laplacian::check(&image.volume.geometry, sigma.mm) {
            Ok(()) => sink
                .put(&sigma.image, Pixel::F32, || laplacian::of_gaussian(&image.volume, region, sigma.mm))?,
            Err(TooSmall(why)) => sink.skip("log-skipped", &sigma.image, &why),
        }
    }
    if sigmas.is_empty() {
        sink.skip("log-skipped", "LoG", "the setting sigma lists no width");
    }
    Ok(())
}

fn spheres(options: &Lbp3dOptions, names: &[String], image: &Image, sink: &mut Sink<'_>) -> Result<()> {
    if options.flat {
        sink.warn("lbp-3d-in-2d", "LBP3D works in 3D, but features are computed by plane.");
    }
    let images = lbp3d::patterns(options, image, sink.region, &|| sink.progress(&names[0]))?;
    for (name, values) in names.iter().zip(images) {
        sink.put(name, Pixel::F64, || values)?;
    }
    Ok(())
}

fn check_box(image: &Image, region: &Region) -> Result<()> {
    let grid = image.volume.geometry.size;
    let (low, size) = (region.low, region.geometry.size);
    if (0..3).all(|axis| size[axis] > 0 && low[axis] + size[axis] <= grid[axis]) {
        return Ok(());
    }
    let found = format!("a box of {size:?} voxels from voxel {low:?} on");
    Err(Error::new(ErrorKind::Geometry, "region to filter", format!("a box within {grid:?} voxels"), found))
}

/// Where images go: progress before, a check after each.
struct Sink<'a> {
    region: &'a Region,
    monitor: &'a dyn Monitor,
    emit: Emit<'a>,
    warnings: Vec<Warning>,
    done: usize,
    total: usize,
}

impl Sink<'_> {
    /// Tells that the image `name` comes next.
    fn progress(&self, name: &str) -> Result<()> {
        self.monitor.step(self.done, self.total, name)
    }

    fn put(&mut self, name: &str, pixel: Pixel, compute: impl FnOnce() -> Vec<f64>) -> Result<()> {
        self.progress(name)?;
        self.done += 1;
        let values = compute();
        let broken =
            values.iter().zip(&self.region.inside).filter(|(x, inside)| **inside && !x.is_finite()).count();
        if broken > 0 {
            let of = self.region.count;
            let why = format!("Image {name} has no finite number at {broken} of {of} voxels of the mask.");
            self.warn("filter-undefined", why);
        }
        (self.emit)(Derived { name: name.to_owned(), pixel, values })
    }

    fn pointwise(&mut self, name: &str, function: Function, image: &Image) -> Result<()> {
        let region = self.region;
        self.put(name, Pixel::F64, || {
            let mut values = region.roi(&image.volume).values;
            pointwise::apply(function, &image.volume, &mut values);
            values
        })
    }

    fn warn(&mut self, code: &'static str, message: impl Into<String>) {
        self.warnings.push(Warning::new(code, message));
    }

    fn skip(&mut self, code: &'static str, name: &str, why: &str) {
        self.warnings.push(Warning::new(code, format!("Image {name} was left out: {why}.")));
    }
}
