//! A filter along every line of a piece of a grid, as far as a box needs it.

use std::ops::Range;

use crate::numeric::real::Real;
use crate::numeric::recursive_gaussian::{Front, LINES};
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

/// Result of a pass, in the number type that is kept between passes.
pub(super) struct Piece<T> {
    pub size: [usize; 3],
    pub voxels: Vec<T>,
}

impl<T> Piece<T> {
    /// All of it.
    pub fn view(&self) -> View<'_, T> {
        let [nx, ny, _] = self.size;
        View { values: &self.voxels, first: 0, strides: [1, nx, nx * ny], size: self.size }
    }
}

/// `filter` along `axis` of every line of the view, at the positions `keep`.
///
/// The filter gets lines, which it may change, the positions to keep, and where to put these.
pub(super) fn pass<T: Real, U: Real>(
    view: &View<'_, T>,
    axis: usize,
    keep: &Range<usize>,
    mut filter: impl FnMut(&mut [Front], Range<usize>, &mut [Front]),
) -> Piece<U> {
    let mut size = view.size;
    size[axis] = keep.len();
    let out_strides = [1, size[0], size[0] * size[1]];
    let mut voxels = vec![U::ZERO; size.iter().product()];
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
            filter(&mut lines, keep.clone(), &mut kept);
            let to = v * out_strides[far] + u * out_strides[near];
            scatter(&kept, [out_strides[near], out_strides[axis]], count, &mut voxels[to..]);
        }
    }
    Piece { size, voxels }
}

/// Positions of lines across the grid's rows that are read together, so that every cache line is read once.
const TILE: usize = 8;

/// Reads `count` lines; `strides` lead to the next line and to the next position.
fn gather<T: Real>(values: &[T], [near, along]: [usize; 2], count: usize, lines: &mut [Front]) {
    if near == 1 && count == LINES {
        for (i, front) in lines.iter_mut().enumerate() {
            let source = &values[i * along..][..LINES];
            (0..LINES).for_each(|line| front[line] = source[line].f64());
        }
        return;
    }
    for (tile, fronts) in lines.chunks_mut(TILE).enumerate() {
        for line in 0..count {
            let source = &values[line * near + tile * TILE * along..];
            fronts.iter_mut().enumerate().for_each(|(i, front)| front[line] = source[i * along].f64());
        }
    }
}

/// Writes `count` lines, rounded to their type.
fn scatter<U: Real>(lines: &[Front], [near, along]: [usize; 2], count: usize, voxels: &mut [U]) {
    if near == 1 && count == LINES {
        for (i, front) in lines.iter().enumerate() {
            let target = &mut voxels[i * along..][..LINES];
            (0..LINES).for_each(|line| target[line] = U::of(front[line]));
        }
        return;
    }
    for (tile, fronts) in lines.chunks(TILE).enumerate() {
        for line in 0..count {
            let target = &mut voxels[line * near + tile * TILE * along..];
            fronts.iter().enumerate().for_each(|(i, front)| target[i * along] = U::of(front[line]));
        }
    }
}
