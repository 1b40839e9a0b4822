//! A piece of a grid that is taken as periodic along each axis.

use crate::volume::{Image, Rows};

/// Positions along one periodic axis of even length: some neighbouring ones, or all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// First position; may lie outside 0..period when not all are held.
    pub start: isize,
    /// Number of positions held.
    pub len: usize,
    /// Number of positions until the axis repeats.
    pub period: usize,
}

impl Span {
    /// `len` positions from `low` on, on an axis of `size` voxels that is padded to even length.
    pub fn new(low: usize, len: usize, size: usize) -> Self {
        Self { start: low as isize, len, period: size + size % 2 }
    }

    /// The positions that a filter of `taps` needs for this span.
    #[must_use]
    pub fn widened(self, taps: usize) -> Self {
        let len = self.len + taps - 1;
        if len >= self.period {
            return Self { start: 0, len: self.period, ..self };
        }
        Self { start: self.start + (taps / 2) as isize - (taps as isize - 1), len, ..self }
    }

    /// Where in the span `position` is held; it must be held.
    pub fn place(self, position: isize) -> usize {
        if self.len == self.period {
            return (position - self.start).rem_euclid(self.period as isize) as usize;
        }
        (position - self.start) as usize
    }

    /// All positions held.
    pub fn positions(self) -> impl Iterator<Item = isize> {
        self.start..self.start + self.len as isize
    }

    /// `position` counted from 0 within the period.
    pub fn wrapped(self, position: isize) -> usize {
        position.rem_euclid(self.period as isize) as usize
    }
}

/// Values on three spans, x fastest.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block<T> {
    /// What it holds along x, y, z.
    pub spans: [Span; 3],
    /// Values.
    pub voxels: Vec<T>,
}

impl<T: Copy> Block<T> {
    /// The spans of `image`; a position past an odd size is the first voxel again, as is every further round.
    pub fn cut(image: &Image, spans: [Span; 3], convert: impl Fn(f64) -> T) -> Self {
        let size = image.geometry.size;
        let [xs, ys, zs]: [Vec<usize>; 3] = std::array::from_fn(|axis| {
            let span = spans[axis];
            span.positions().map(|position| span.wrapped(position) % size[axis]).collect()
        });
        let mut voxels = Vec::with_capacity(xs.len() * ys.len() * zs.len());
        // Of a row all that is needed is read at once; no span is longer than its axis by more than one.
        let (low, high) = xs.iter().fold((size[0], 0), |(low, high), &x| (low.min(x), high.max(x)));
        let mut row = vec![0.0; (high + 1).saturating_sub(low)];
        for &z in &zs {
            for &y in &ys {
                let first = image.geometry.index([low, y, z]);
                image.read(Rows { first, stride: row.len(), width: row.len() }, &mut row);
                voxels.extend(xs.iter().map(|&x| convert(row[x - low])));
            }
        }
        Self { spans, voxels }
    }

    /// The values on spans within this block's, converted.
    pub fn values<U>(&self, spans: [Span; 3], convert: impl Fn(T) -> U) -> Vec<U> {
        if spans == self.spans {
            return self.voxels.iter().map(|&value| convert(value)).collect();
        }
        let [xs, ys, zs]: [Vec<usize>; 3] = std::array::from_fn(|axis| {
            spans[axis].positions().map(|position| self.spans[axis].place(position)).collect()
        });
        let mut values = Vec::with_capacity(xs.len() * ys.len() * zs.len());
        for &z in &zs {
            for &y in &ys {
                let row = self.spans[0].len * (y + self.spans[1].len * z);
                values.extend(xs.iter().map(|&x| convert(self.voxels[row + x])));
            }
        }
        values
    }
}
