//! Counting around every voxel: dependence and grey tone difference, in one pass.

use std::ops::Range;

use super::grid::{Grid, Step};
use super::options::TextureOptions;
use super::size_matrix_features::SizeMatrix;
use super::sparse_counts::Tally;
use crate::numeric::simd::wide;

/// What the neighbourhood pass finds.
pub(super) struct Neighbours<'a> {
    /// (level, number of dependent voxels, the centre included): the dependence matrix.
    pub dependence: SizeMatrix<'a>,
    /// For every level that occurs: voxels of that level.
    pub count: Vec<f64>,
    /// For every level that occurs: Σ |level − mean level of the neighbours inside|, 0 where there is none.
    pub difference: Vec<f64>,
}

/// A whole number wide enough for the sums: the narrower, the more of them are added at once.
trait Sum: Copy + Default + std::ops::AddAssign + From<u16> + Into<f64> + Into<u32> {}

impl Sum for u16 {}
impl Sum for u32 {}

/// Sums over the neighbours of the voxels of one span.
#[derive(Default)]
struct Sums<T> {
    /// Largest difference of levels at which a neighbour counts as dependent.
    alpha: u16,
    inside: Vec<T>,
    levels: Vec<T>,
    dependent: Vec<T>,
}

/// Looks at all neighbours of all voxels.
pub(super) fn count<'a>(grid: &'a Grid, options: &TextureOptions) -> Neighbours<'a> {
    let steps = grid.steps(&options.neighbourhood);
    let largest = grid.levels.last().map_or(0, |&level| level as usize);
    // Levels are at least 1, so that no other sum is larger.
    if steps.len() * largest <= usize::from(u16::MAX) {
        count_in::<u16>(grid, &steps, options)
    } else {
        count_in::<u32>(grid, &steps, options)
    }
}

fn count_in<'a, T: Sum>(grid: &'a Grid, steps: &[Step], options: &TextureOptions) -> Neighbours<'a> {
    let levels = grid.levels.len();
    let mut tally = Tally::new(levels, steps.len() + 2, grid.voxels);
    let (mut count, mut difference) = (vec![0.0; levels], vec![0.0; levels]);
    let alpha = options.dependence_alpha.min(u32::from(u16::MAX)) as u16;
    let mut sums = Sums::<T> { alpha, ..Sums::default() };
    for &(start, length) in &grid.spans {
        let here = &grid.levels_at[start..start + length];
        wide(
            #[inline(always)]
            || sums.of_span(grid, start..start + length, steps),
        );
        for (at, &level) in here.iter().enumerate() {
            let rank = usize::from(grid.ranks[start + at]) - 1;
            count[rank] += 1.0;
            let inside: f64 = sums.inside[at].into();
            if inside > 0.0 {
                let total: f64 = sums.levels[at].into();
                difference[rank] += (f64::from(level) - total / inside).abs();
            }
            let dependent: u32 = sums.dependent[at].into();
            tally.add(rank, dependent as usize + 1);
        }
    }
    Neighbours { dependence: SizeMatrix::new(tally.cells(), &grid.levels), count, difference }
}

impl<T: Sum> Sums<T> {
    #[inline(always)]
    fn clear(&mut self, length: usize) {
        for sums in [&mut self.inside, &mut self.levels, &mut self.dependent] {
            sums.clear();
            sums.resize(length, T::default());
        }
    }

    /// Sums over all neighbours of a span's voxels.
    #[inline(always)]
    fn of_span(&mut self, grid: &Grid, span: Range<usize>, steps: &[Step]) {
        let (start, alpha) = (span.start, self.alpha);
        let here = &grid.levels_at[span];
        self.clear(here.len());
        for step in steps {
            let there = Grid::step(start, step.offset);
            let there = &grid.levels_at[there..there + here.len()];
            if alpha == 0 {
                self.add(here, there, |a, b| a == b);
            } else {
                self.add(here, there, |a, b| (b > 0) & (a.abs_diff(b) <= alpha));
            }
        }
    }

    /// Adds one neighbour of every voxel; level 0 is outside.
    #[inline(always)]
    fn add(&mut self, here: &[u16], there: &[u16], depends: impl Fn(u16, u16) -> bool) {
        let sums = self.inside.iter_mut().zip(&mut self.levels).zip(&mut self.dependent);
        for (((inside, levels), dependent), (&a, &b)) in sums.zip(here.iter().zip(there)) {
            *inside += T::from(u16::from(b > 0));
            *levels += T::from(b);
            *dependent += T::from(u16::from(depends(a, b)));
        }
    }
}
