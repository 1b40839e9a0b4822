//! A recursion along every line of a piece of a grid, as far as a box needs it.

use std::ops::Range;

use crate::numeric::recursive_gaussian::{Front, LINES, RecursiveGaussian};
use crate::volume::Volume;

/// Along one axis: what a box keeps, and what is read around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Extent {
    /// First position read.
    pub start: usize,
    /// Number of positions read.
    pub len: usize,
    /// Positions of the box, counted from `start`.
    pub keep: Range<usize>,
}

impl Extent {
    /// The box's `len` positions from `low` on, with `reach` more at both ends where the axis of `size` has them.
    pub fn new(low: usize, len: usize, size: usize, reach: usize) -> Self {
        let start = low.saturating_sub(reach);
        let end = size.min(low.saturating_add(len).saturating_add(reach));
        Self { start, len: end - start, keep: low - start..low - start + len }
    }
}

/// Values seen in a box of a larger grid, x fastest.
pub(super) struct View<'a, T> {
    values: &'a [T],
    /// Index of the first value.
    first: usize,
    strides: [usize; 3],
    size: [usize; 3],
}

impl<'a> View<'a, f64> {
    /// What the extents read of an image.
    pub fn of(image: &'a Volume<f64>, extents: &[Extent; 3]) -> Self {
        let [nx, ny, _] = image.geometry.size;
        let first = image.geometry.index([extents[0].start, extents[1].start, extents[2].start]);
        let size = std::array::from_fn(|axis| extents[axis].len);
        Self { values: &image.voxels, first, strides: [1, nx, nx * ny], size }
    }
}

/// Result of a pass: f32, as ITK keeps it.
pub(super) struct Piece {
    size: [usize; 3],
    pub voxels: Vec<f32>,
}

impl Piece {
    /// All of it.
    pub fn view(&self) -> View<'_, f32> {
        let [nx, ny, _] = self.size;
        View { values: &self.voxels, first: 0, strides: [1, nx, nx * ny], size: self.size }
    }
}

/// `filter` along `axis` of every line of the view, at the positions `keep`.
pub(super) fn pass<T: Copy + Into<f64>>(
    view: &View<'_, T>,
    axis: usize,
    filter: &RecursiveGaussian,
    keep: &Range<usize>,
) -> Piece {
    let mut size = view.size;
    size[axis] = keep.len();
    let out_strides = [1, size[0], size[0] * size[1]];
    let mut voxels = vec![0.0_f32; size.iter().product()];
    let mut lines: Vec<Front> = vec![[0.0; LINES]; view.size[axis]];
    let mut kept: Vec<Front> = vec![[0.0; LINES]; keep.len()];
    // Lines side by side along `near` are filtered together.
    let (near, far) = match axis {
        0 => (1, 2),
        1 => (0, 2),
        _ => (0, 1),
    };
    for v in 0..size[far] {
        for u in (0..size[near]).step_by(LINES) {
            let count = LINES.min(size[near] - u);
            let from = view.first + v * view.strides[far] + u * view.strides[near];
            gather(&view.values[from..], [view.strides[near], view.strides[axis]], count, &mut lines);
            filter.filter(&lines, keep.clone(), &mut kept);
            let to = v * out_strides[far] + u * out_strides[near];
            scatter(&kept, [out_strides[near], out_strides[axis]], count, &mut voxels[to..]);
        }
    }
    Piece { size, voxels }
}

/// Reads `count` lines; `strides` lead to the next line and to the next position.
fn gather<T: Copy + Into<f64>>(values: &[T], [near, along]: [usize; 2], count: usize, lines: &mut [Front]) {
    if near == 1 && count == LINES {
        for (i, front) in lines.iter_mut().enumerate() {
            let source = &values[i * along..][..LINES];
            front.iter_mut().zip(source).for_each(|(to, &value)| *to = value.into());
        }
        return;
    }
    for line in 0..count {
        for (i, front) in lines.iter_mut().enumerate() {
            front[line] = values[line * near + i * along].into();
        }
    }
}

/// Writes `count` lines, rounded to f32.
fn scatter(lines: &[Front], [near, along]: [usize; 2], count: usize, voxels: &mut [f32]) {
    for (i, front) in lines.iter().enumerate() {
        for (line, &value) in front[..count].iter().enumerate() {
            voxels[line * near + i * along] = value as f32;
        }
    }
}
