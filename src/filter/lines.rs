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

    /// Where position `v` of the axis is among those read.
    pub fn place(&self, v: usize) -> Option<usize> {
        v.checked_sub(self.start).filter(|&place| place < self.len)
    }

    /// Number of positions kept, or read.
    pub fn count(&self, kept: bool) -> usize {
        if kept { self.keep.len() } else { self.len }
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

impl<T> View<'_, T> {
    pub fn size(&self) -> [usize; 3] {
        self.size
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

/// Memory that filtering lines needs, used again and again.
#[derive(Default)]
pub(super) struct Room {
    lines: Vec<Front>,
    kept: Vec<Front>,
    /// For the filter.
    pub work: Vec<Front>,
}

/// A filter of lines: gets lines, which it may change, the positions to keep, room to work, and where to put these.
pub(super) trait Along: Fn(&mut [Front], Range<usize>, &mut Vec<Front>, &mut [Front]) {}

impl<F: Fn(&mut [Front], Range<usize>, &mut Vec<Front>, &mut [Front])> Along for F {}

/// A filter along one axis that has come some way through a view.
pub(super) struct Pass<F, U> {
    axis: usize,
    keep: Range<usize>,
    filter: F,
    piece: Piece<U>,
}

impl<F: Along, U: Real> Pass<F, U> {
    /// `filter` along `axis` of a view of `size`, at the positions `keep`.
    pub fn new(size: [usize; 3], axis: usize, keep: Range<usize>, filter: F) -> Self {
        let mut kept = size;
        kept[axis] = keep.len();
        let voxels = vec![U::ZERO; kept.iter().product()];
        Self { axis, keep, filter, piece: Piece { size: kept, voxels } }
    }

    /// The axis across the stretches that [`Pass::stretch`] does one by one.
    pub fn across(&self) -> usize {
        Self::near_and_far(self.axis).1
    }

    /// Axis along which lines are filtered together, and the remaining one.
    fn near_and_far(axis: usize) -> (usize, usize) {
        match axis {
            0 => (1, 2),
            1 => (0, 2),
            _ => (0, 1),
        }
    }

    /// All lines at position `v` of the axis across.
    pub fn stretch<T: Real>(&mut self, view: &View<'_, T>, v: usize, room: &mut Room) {
        let (near, far) = Self::near_and_far(self.axis);
        let size = self.piece.size;
        let out_strides = [1, size[0], size[0] * size[1]];
        room.lines.resize(view.size[self.axis], [0.0; LINES]);
        room.kept.resize(self.keep.len(), [0.0; LINES]);
        for u in (0..size[near]).step_by(LINES) {
            let count = LINES.min(size[near] - u);
            let from = view.first + v * view.strides[far] + u * view.strides[near];
            let strides = [view.strides[near], view.strides[self.axis]];
            gather(&view.values[from..], strides, count, &mut room.lines);
            (self.filter)(&mut room.lines, self.keep.clone(), &mut room.work, &mut room.kept);
            let to = v * out_strides[far] + u * out_strides[near];
            let strides = [out_strides[near], out_strides[self.axis]];
            scatter(&room.kept, strides, count, &mut self.piece.voxels[to..]);
        }
    }

    /// What has been filtered.
    pub fn done(self) -> Piece<U> {
        self.piece
    }
}

/// A whole pass at once.
pub(super) fn pass<T: Real, U: Real>(
    view: &View<'_, T>,
    axis: usize,
    keep: &Range<usize>,
    room: &mut Room,
    filter: impl Along,
) -> Piece<U> {
    let mut pass = Pass::new(view.size, axis, keep.clone(), filter);
    (0..view.size[pass.across()]).for_each(|v| pass.stretch(view, v, room));
    pass.done()
}

/// Positions of lines along the grid's rows that are read together: as many as a line of the processor's cache holds.
const TILE: usize = 8;

/// Reads `count` lines; `strides` lead to the next line and to the next position.
fn gather<T: Real>(values: &[T], [near, along]: [usize; 2], count: usize, lines: &mut [Front]) {
    if near == 1 && count == LINES {
        for (i, front) in lines.iter_mut().enumerate() {
            *front = values[i * along..].first_chunk().map_or([0.0; LINES], |source| source.map(T::f64));
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
