//! A filter along every line of a piece of a grid, as far as a box needs it.

use std::ops::Range;

use crate::numeric::recursive_gaussian::{Front, LINES};
use crate::numeric::scalar::Real;
use crate::numeric::simd::wide;
use crate::volume::{Image, Rows};

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

/// Voxels that every reach is rounded up by: no line is read further than the pass before has come, whatever the rounding.
const SPARE: usize = 4;

/// What of a grid counts for a box in it: influence falls with the distance along each axis, and those factors multiply.
/// So a line that is some share of the reach away already is followed for the rest of the reach only.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Around {
    /// Where the box lies along each axis.
    pub keep: [Range<usize>; 3],
    /// How far values count along each axis, voxels; infinite for whole lines.
    pub reach: [f64; 3],
}

impl Around {
    /// What [`Extent::new`] must read along an axis.
    pub fn widest(reach: f64) -> usize {
        (reach.ceil() as usize).saturating_add(SPARE)
    }

    /// Positions along `axis` that count for lines at positions along the two others; none where the lines do not count.
    fn needed(&self, axis: usize, lines: [(usize, Range<usize>); 2], size: usize) -> Option<Range<usize>> {
        let share = |(across, at): &(usize, Range<usize>)| {
            let keep = &self.keep[*across];
            let after = (at.start + 1).saturating_sub(keep.end);
            let away = after.max((keep.start + 1).saturating_sub(at.end));
            away.saturating_sub(SPARE + 2) as f64 / self.reach[*across]
        };
        let left = 1.0 - share(&lines[0]) - share(&lines[1]);
        let half = Self::widest(left.max(0.0) * self.reach[axis]);
        let keep = &self.keep[axis];
        (left > 0.0).then(|| keep.start.saturating_sub(half)..size.min(keep.end.saturating_add(half)))
    }
}

/// What lines are read from.
pub(super) trait Source {
    /// Values along each axis.
    fn size(&self) -> [usize; 3];

    /// Reads `count` lines from the one at `from` on, which lie side by side along the axis `near` and run along `axis`.
    fn gather(&self, from: [usize; 3], axes: Axes, count: usize, room: &mut Room);
}

/// Which way lines run, and the axis along which they lie side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Axes {
    pub axis: usize,
    pub near: usize,
}

/// Part of an image, of which the values are read as they are needed.
pub(super) struct Part<'a> {
    image: &'a Image,
    low: [usize; 3],
    size: [usize; 3],
}

impl<'a> Part<'a> {
    /// What the extents read of an image.
    pub fn of(image: &'a Image, extents: &[Extent; 3]) -> Self {
        let [low, size] = [|extent: &Extent| extent.start, |extent: &Extent| extent.len]
            .map(|part| extents.each_ref().map(part));
        Self { image, low, size }
    }
}

impl Source for Part<'_> {
    fn size(&self) -> [usize; 3] {
        self.size
    }

    fn gather(&self, from: [usize; 3], Axes { axis, near }: Axes, count: usize, room: &mut Room) {
        let grid = &self.image.geometry;
        let strides = [1, grid.size[0], grid.size[0] * grid.size[1]];
        let first = grid.index(std::array::from_fn(|axis| self.low[axis] + from[axis]));
        let Room { lines, rows, .. } = room;
        if near == 0 && count == LINES {
            self.image.read(Rows { first, stride: strides[axis], width: LINES }, lines.as_flattened_mut());
            return;
        }
        // Whole rows of the image, which are lines or lie across them.
        let (stride, width, number) = match near {
            0 => (strides[axis], count, lines.len()),
            _ => (strides[near], lines.len(), count),
        };
        rows.resize(width * number, 0.0);
        self.image.read(Rows { first, stride, width }, rows);
        let strides = if near == 0 { [1, width] } else { [width, 1] };
        wide(
            #[inline(always)]
            || gather(rows, strides, count, lines),
        );
    }
}

/// Result of a pass, in the number type that is kept between passes, x fastest.
pub(super) struct Piece<T> {
    pub size: [usize; 3],
    /// Its voxels, and perhaps unused room after them.
    pub voxels: Vec<T>,
}

impl<T: Real> Source for Piece<T> {
    fn size(&self) -> [usize; 3] {
        self.size
    }

    fn gather(&self, from: [usize; 3], Axes { axis, near }: Axes, count: usize, room: &mut Room) {
        let strides = [1, self.size[0], self.size[0] * self.size[1]];
        let first: usize = from.iter().zip(strides).map(|(at, stride)| at * stride).sum();
        wide(
            #[inline(always)]
            || gather(&self.voxels[first..], [strides[near], strides[axis]], count, &mut room.lines),
        );
    }
}

/// Memory that filtering lines needs, used again and again.
#[derive(Default)]
pub(super) struct Room {
    lines: Vec<Front>,
    kept: Vec<Front>,
    rows: Vec<f64>,
    /// For the filter.
    pub work: Vec<Front>,
}

/// A filter of lines: gets lines, which it may change, the positions to keep, room to work, and where to put these.
pub(super) trait Along: Fn(&mut [Front], Range<usize>, &mut Vec<Front>, &mut [Front]) {}

impl<F: Fn(&mut [Front], Range<usize>, &mut Vec<Front>, &mut [Front])> Along for F {}

/// Which lines a pass filters.
#[derive(Clone, Copy)]
pub(super) struct Lines<'a> {
    /// The axis they run along.
    pub axis: usize,
    /// The box that is wanted, and how far around it lines count.
    pub around: &'a Around,
}

/// Memory of a pass.
pub(super) struct Memory<'a, U> {
    /// For lines, used again and again.
    pub room: &'a mut Room,
    /// For the result: what is in it is overwritten unread.
    pub voxels: Vec<U>,
}

/// A whole pass: `filter` along one axis of a source, at the positions of the box that is wanted. Lines too far from the box
/// to count are 0.
pub(super) fn pass<U: Real>(
    source: &impl Source,
    Lines { axis, around }: Lines<'_>,
    Memory { room, mut voxels }: Memory<'_, U>,
    filter: impl Along,
) -> Piece<U> {
    let (near, far) = near_and_far(axis);
    let keep = &around.keep[axis];
    let whole = source.size();
    let mut size = whole;
    size[axis] = keep.len();
    // Never shorter than it was: to shorten it and lengthen it again would be to write it twice.
    voxels.resize(voxels.len().max(size.iter().product()), U::ZERO);
    let out_strides = [1, size[0], size[0] * size[1]];
    room.kept.resize(keep.len(), [0.0; LINES]);
    for v in 0..size[far] {
        for u in (0..size[near]).step_by(LINES) {
            let count = LINES.min(size[near] - u);
            let lines = [(near, u..u + count), (far, v..v + 1)];
            let to = v * out_strides[far] + u * out_strides[near];
            let strides = [out_strides[near], out_strides[axis]];
            let Some(read) = around.needed(axis, lines, whole[axis]) else {
                room.kept.fill([0.0; LINES]);
                wide(
                    #[inline(always)]
                    || scatter(&room.kept, strides, count, &mut voxels[to..]),
                );
                continue;
            };
            room.lines.resize(read.len(), [0.0; LINES]);
            let mut from = [0; 3];
            (from[axis], from[near], from[far]) = (read.start, u, v);
            source.gather(from, Axes { axis, near }, count, room);
            let within = keep.start - read.start..keep.end - read.start;
            filter(&mut room.lines, within, &mut room.work, &mut room.kept);
            wide(
                #[inline(always)]
                || scatter(&room.kept, strides, count, &mut voxels[to..]),
            );
        }
    }
    Piece { size, voxels }
}

/// Axis along which lines are filtered together, and the remaining one.
fn near_and_far(axis: usize) -> (usize, usize) {
    match axis {
        0 => (1, 2),
        1 => (0, 2),
        _ => (0, 1),
    }
}

/// Positions, and lines, that are turned together where lines lie along the grid's rows: four values of f64 fill a register.
const TILE: usize = 4;

/// Rows become columns.
#[inline(always)]
fn turned(rows: [[f64; TILE]; TILE]) -> [[f64; TILE]; TILE] {
    let mut columns = [[0.0; TILE]; TILE];
    for (j, row) in rows.iter().enumerate() {
        columns.iter_mut().zip(row).for_each(|(column, &value)| column[j] = value);
    }
    columns
}

/// Reads `count` lines; `strides` lead to the next line and to the next position.
#[inline(always)]
fn gather<T: Real>(values: &[T], [near, along]: [usize; 2], count: usize, lines: &mut [Front]) {
    if near == 1 && count == LINES {
        for (i, front) in lines.iter_mut().enumerate() {
            let source = &values[i * along..][..LINES];
            for (value, source) in front.iter_mut().zip(source) {
                *value = source.f64();
            }
        }
        return;
    }
    let (whole, rest) = lines.as_chunks_mut::<TILE>();
    let turned_lines = if along == 1 { count / TILE * TILE } else { 0 };
    for (tile, fronts) in whole.iter_mut().enumerate() {
        for line in (0..turned_lines).step_by(TILE) {
            let mut rows = [[0.0; TILE]; TILE];
            for (j, row) in rows.iter_mut().enumerate() {
                let source = &values[(line + j) * near + tile * TILE..][..TILE];
                row.iter_mut().zip(source).for_each(|(value, source)| *value = source.f64());
            }
            for (front, column) in fronts.iter_mut().zip(turned(rows)) {
                front[line..line + TILE].copy_from_slice(&column);
            }
        }
        for line in turned_lines..count {
            let source = &values[line * near + tile * TILE * along..];
            for (i, front) in fronts.iter_mut().enumerate() {
                front[line] = source[i * along].f64();
            }
        }
    }
    for line in 0..count {
        let source = &values[line * near..];
        for (i, front) in rest.iter_mut().enumerate() {
            front[line] = source[(whole.len() * TILE + i) * along].f64();
        }
    }
}

/// Writes `count` lines, rounded to their type.
#[inline(always)]
fn scatter<U: Real>(lines: &[Front], [near, along]: [usize; 2], count: usize, voxels: &mut [U]) {
    if near == 1 && count == LINES {
        for (i, front) in lines.iter().enumerate() {
            let target = &mut voxels[i * along..][..LINES];
            for (target, &value) in target.iter_mut().zip(front) {
                *target = U::of(value);
            }
        }
        return;
    }
    let (whole, rest) = lines.as_chunks::<TILE>();
    let turned_lines = if along == 1 { count / TILE * TILE } else { 0 };
    for (tile, fronts) in whole.iter().enumerate() {
        for line in (0..turned_lines).step_by(TILE) {
            let mut columns = [[0.0; TILE]; TILE];
            for (column, front) in columns.iter_mut().zip(fronts) {
                column.copy_from_slice(&front[line..line + TILE]);
            }
            for (j, row) in turned(columns).into_iter().enumerate() {
                let target = &mut voxels[(line + j) * near + tile * TILE..][..TILE];
                for (target, value) in target.iter_mut().zip(row) {
                    *target = U::of(value);
                }
            }
        }
        for line in turned_lines..count {
            let target = &mut voxels[line * near + tile * TILE * along..];
            for (i, front) in fronts.iter().enumerate() {
                target[i * along] = U::of(front[line]);
            }
        }
    }
    for line in 0..count {
        let target = &mut voxels[line * near..];
        for (i, front) in rest.iter().enumerate() {
            target[(whole.len() * TILE + i) * along] = U::of(front[line]);
        }
    }
}
