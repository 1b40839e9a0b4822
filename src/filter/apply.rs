//! The way of an image out of a filter: progress before, a check after, one image at a time.

use crate::error::{Result, Warning};
use crate::monitor::Monitor;
use crate::volume::{Image, Pixel, Region};
use crate::words::Notice;
use crate::words::RegionProblem;
use crate::words::Task;

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
pub type Emit<'a> = &'a mut dyn FnMut(Derived) -> Result<()>;

pub(super) fn check_box(image: &Image, region: &Region) -> Result<()> {
    let grid = image.geometry.size;
    let (low, size) = (region.low, region.geometry.size);
    if (0..3).all(|axis| size[axis] > 0 && low[axis] + size[axis] <= grid[axis]) {
        return Ok(());
    }
    let found = format!("a box of {size:?} voxels from voxel {low:?} on");
    Err(RegionProblem::FilterBox { expected: format!("a box within {grid:?} voxels"), found }.into())
}

/// Where a filter's images go.
pub struct Sink<'a> {
    region: &'a Region,
    monitor: &'a dyn Monitor,
    emit: Emit<'a>,
    pub(super) warnings: Vec<Warning>,
    done: usize,
    total: usize,
}

impl<'a> Sink<'a> {
    /// For `total` images in the box of `region`.
    pub fn new(region: &'a Region, monitor: &'a dyn Monitor, emit: Emit<'a>, total: usize) -> Self {
        Self { region, monitor, emit, warnings: Vec::new(), done: 0, total }
    }

    /// Reports that the image `name` is being made; fails when the user asked to stop.
    pub fn progress(&self, name: &str) -> Result<()> {
        self.monitor.step(self.done, self.total, Task::Image { name: name.to_owned() })
    }

    /// Makes the image `name` by `compute` and passes it on; a value of the mask that is no finite number is warned of.
    pub fn put(&mut self, name: &str, pixel: Pixel, compute: impl FnOnce() -> Vec<f64>) -> Result<()> {
        self.progress(name)?;
        self.done += 1;
        let values = compute();
        let broken =
            values.iter().zip(&self.region.inside).filter(|(x, inside)| **inside && !x.is_finite()).count();
        if broken > 0 {
            let (image, of) = (name.to_owned(), self.region.count);
            self.warn(Notice::FilterUndefined { image, voxels: broken, of });
        }
        (self.emit)(Derived { name: name.to_owned(), pixel, values })
    }

    /// Adds a warning.
    pub fn warn(&mut self, notice: Notice) {
        self.warnings.push(notice.into());
    }
}
