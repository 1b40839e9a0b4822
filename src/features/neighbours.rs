//! Counting around every voxel: dependence and grey tone difference, in one pass.

use super::TextureOptions;
use super::cells::Tally;
use super::grid::Grid;
use super::sizes::SizeMatrix;

/// What the neighbourhood pass finds.
pub(super) struct Neighbours<'a> {
    /// (level, number of dependent voxels, the centre included): the dependence matrix.
    pub dependence: SizeMatrix<'a>,
    /// For every level that occurs: voxels of that level.
    pub count: Vec<f64>,
    /// For every level that occurs: Σ |level − mean level of the neighbours inside|, 0 where there is none.
    pub difference: Vec<f64>,
}

/// Sums over the neighbours of the voxels of one span.
#[derive(Default)]
struct Sums {
    inside: Vec<u32>,
    levels: Vec<u32>,
    dependent: Vec<u32>,
}

/// Looks at all neighbours of all voxels.
pub(super) fn count<'a>(grid: &'a Grid, options: &TextureOptions) -> Neighbours<'a> {
    let steps = grid.steps(&options.neighbourhood);
    let levels = grid.levels.len();
    let mut tally = Tally::new(levels, steps.len() + 2);
    let (mut count, mut difference) = (vec![0.0; levels], vec![0.0; levels]);
    let alpha = options.dependence_alpha.min(u32::from(u16::MAX)) as u16;
    let mut sums = Sums::default();
    for &(start, length) in &grid.spans {
        let here = &grid.levels_at[start..start + length];
        sums.clear(length);
        for step in &steps {
            let there = Grid::step(start, step.offset);
            sums.add(here, &grid.levels_at[there..there + length], alpha);
        }
        for (at, &level) in here.iter().enumerate() {
            let rank = usize::from(grid.ranks[start + at]) - 1;
            count[rank] += 1.0;
            if sums.inside[at] > 0 {
                let mean = f64::from(sums.levels[at]) / f64::from(sums.inside[at]);
                difference[rank] += (f64::from(level) - mean).abs();
            }
            tally.add(rank, sums.dependent[at] as usize + 1);
        }
    }
    Neighbours { dependence: SizeMatrix::new(tally.cells(), &grid.levels), count, difference }
}

impl Sums {
    fn clear(&mut self, length: usize) {
        for sums in [&mut self.inside, &mut self.levels, &mut self.dependent] {
            sums.clear();
            sums.resize(length, 0);
        }
    }

    /// Adds one neighbour of every voxel; level 0 is outside.
    fn add(&mut self, here: &[u16], there: &[u16], alpha: u16) {
        let sums = self.inside.iter_mut().zip(&mut self.levels).zip(&mut self.dependent);
        for (((inside, levels), dependent), (&a, &b)) in sums.zip(here.iter().zip(there)) {
            let is_inside = b > 0;
            *inside += u32::from(is_inside);
            *levels += u32::from(b);
            *dependent += u32::from(is_inside & (a.abs_diff(b) <= alpha));
        }
    }
}
