//! Where the new grid lies, and where its voxels are on the old one, in ITK's arithmetic.

use super::Resampling;
use crate::error::Result;
use crate::numeric::svd_itk::inverse;
use crate::volume::Geometry;
use crate::words::RegionProblem;
use crate::words::Triple;

/// Most voxels of a new grid: 2^27, the largest volume that is read.
const MAX_VOXELS: f64 = 134_217_728.0;

/// Spacings that agree to these (relative to the second, absolute in mm) are the same: numpy.allclose.
const SAME_RELATIVE: f64 = 1e-5;
const SAME_ABSOLUTE_MM: f64 = 1e-8;

/// What resampling comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Plan {
    /// The image has the spacing already: cut it to the region and the margin.
    Crop,
    /// Interpolate on this grid.
    Onto(Geometry),
}

/// Plans the grid for a region with box (`low`, `size`) on the mask's grid.
pub fn plan(
    image: &Geometry,
    mask: &Geometry,
    (low, size): ([usize; 3], [usize; 3]),
    options: &Resampling,
) -> Plan {
    let spacing_mm: [f64; 3] = std::array::from_fn(|axis| {
        let kept = options.spacing_mm[axis] == 0.0 || size[axis] == 1;
        if kept { mask.spacing_mm[axis] } else { options.spacing_mm[axis] }
    });
    let same = |axis: usize| {
        let (old, new) = (image.spacing_mm[axis], spacing_mm[axis]);
        (old - new).abs() <= SAME_ABSOLUTE_MM + SAME_RELATIVE * new.abs()
    };
    if (0..3).all(same) {
        return Plan::Crop;
    }
    let padding = options.padding as f64;
    let mut new_size = [0; 3];
    let mut origin_voxel = [0.0; 3];
    for axis in 0..3 {
        let ratio = mask.spacing_mm[axis] / spacing_mm[axis];
        let first = ((low[axis] as f64 - 0.5) * ratio - padding).floor().max(0.0);
        let last = ((low[axis] + size[axis]) as f64 - 0.5) * ratio + padding;
        let last = last.ceil().min((mask.size[axis] as f64 * ratio).ceil() - 1.0);
        new_size[axis] = (last - first + 1.0).max(0.0) as usize;
        let corner = 0.5 * (spacing_mm[axis] - mask.spacing_mm[axis]) / mask.spacing_mm[axis];
        origin_voxel[axis] = corner + first / ratio;
    }
    let matrix = index_to_point(mask);
    let origin_mm = std::array::from_fn(|row| {
        let m = &matrix[row];
        m[0] * origin_voxel[0] + m[1] * origin_voxel[1] + m[2] * origin_voxel[2] + mask.origin_mm[row]
    });
    Plan::Onto(Geometry { size: new_size, spacing_mm, origin_mm, direction: mask.direction })
}

/// Whether a box (`low`, `size`) of the mask's grid lies within the image: its two outer corners, to 0.001 voxels.
pub fn box_inside(image: &Geometry, mask: &Geometry, (low, size): ([usize; 3], [usize; 3])) -> bool {
    let lines = Lines::between(mask, image);
    let first = lines.place(low.map(|v| v as f64 - 0.5));
    let last = lines.place(std::array::from_fn(|axis| (low[axis] + size[axis]) as f64 - 0.5));
    let within = |x: f64, axis: usize| x >= -0.5 - 1e-3 && x <= image.size[axis] as f64 - 0.5 + 1e-3;
    (0..3).all(|axis| within(first[axis], axis) && within(last[axis], axis))
}

/// # Errors
/// The grid has more voxels than can be held.
pub(super) fn check_size(grid: &Geometry) -> Result<()> {
    let voxels: f64 = grid.size.iter().map(|&n| n as f64).product();
    if voxels <= MAX_VOXELS {
        return Ok(());
    }
    let (size, gigabytes) = (Triple(grid.size), voxels * 8.0 / 1e9);
    Err(RegionProblem::ResampledTooLarge { most: MAX_VOXELS, size, voxels, gigabytes }.into())
}

/// direction · diag(spacing)
fn index_to_point(geometry: &Geometry) -> [[f64; 3]; 3] {
    std::array::from_fn(|row| std::array::from_fn(|c| geometry.direction[row][c] * geometry.spacing_mm[c]))
}

/// Maps voxels of one grid to continuous voxels of another, line by line along x.
pub(super) struct Lines<'a> {
    from: &'a Geometry,
    to: &'a Geometry,
    from_matrix: [[f64; 3]; 3],
    to_inverse: [[f64; 3]; 3],
}

/// One line of voxels, placed on the other grid.
pub(super) struct Line {
    start: [f64; 3],
    end: [f64; 3],
    length: f64,
}

impl<'a> Lines<'a> {
    /// Lines of `from`, placed on `to`.
    pub fn between(from: &'a Geometry, to: &'a Geometry) -> Self {
        let to_inverse = inverse(index_to_point(to));
        Self { from, to, from_matrix: index_to_point(from), to_inverse }
    }

    /// Where all voxels lie, x fastest.
    pub fn positions(&self) -> impl Iterator<Item = [f64; 3]> {
        let [nx, ny, nz] = self.from.size;
        let lines = (0..nz).flat_map(move |z| (0..ny).map(move |y| self.line(y, z)));
        lines.flat_map(move |line| (0..nx).map(move |x| line.at(x)))
    }

    /// Size of the grid the lines belong to.
    pub fn size(&self) -> [usize; 3] {
        self.from.size
    }

    fn place(&self, voxel: [f64; 3]) -> [f64; 3] {
        let from_origin: [f64; 3] = std::array::from_fn(|row| {
            let m = &self.from_matrix[row];
            let point = self.from.origin_mm[row] + m[0] * voxel[0] + m[1] * voxel[1] + m[2] * voxel[2];
            point - self.to.origin_mm[row]
        });
        self.to_inverse.map(|m| m[0] * from_origin[0] + m[1] * from_origin[1] + m[2] * from_origin[2])
    }

    /// The line of all x at (y, z). ITK places its two ends and divides what is between.
    pub fn line(&self, y: usize, z: usize) -> Line {
        let length = self.from.size[0] as f64;
        let place = |x: f64| self.place([x, y as f64, z as f64]);
        Line { start: place(0.0), end: place(length), length }
    }
}

impl Line {
    /// Where voxel x of the line lies.
    pub fn at(&self, x: usize) -> [f64; 3] {
        let share = x as f64 / self.length;
        std::array::from_fn(|axis| self.start[axis] + share * (self.end[axis] - self.start[axis]))
    }
}
