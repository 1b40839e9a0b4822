//! Counting zones: connected voxels of one level.

use super::TextureOptions;
use super::cells::Tally;
use super::grid::Grid;
use super::sizes::SizeMatrix;

/// The size-zone matrix; voxels touching by face, edge or corner are connected.
pub(super) fn matrix<'a>(grid: &'a Grid, options: &TextureOptions) -> SizeMatrix<'a> {
    let steps = grid.steps(&options.neighbourhood_at_1());
    let mut tally = Tally::new(grid.levels.len() + 1, grid.voxels + 1);
    // A visited voxel becomes background, so that it is neither counted nor entered again.
    let mut ranks = grid.ranks.clone();
    let mut stack = Vec::new();
    for &(start, length) in &grid.spans {
        for seed in start..start + length {
            let rank = ranks[seed];
            if rank == 0 {
                continue;
            }
            ranks[seed] = 0;
            stack.push(seed);
            let mut size = 0;
            while let Some(here) = stack.pop() {
                size += 1;
                for step in &steps {
                    let there = Grid::step(here, step.offset);
                    if ranks[there] == rank {
                        ranks[there] = 0;
                        stack.push(there);
                    }
                }
            }
            tally.add(usize::from(rank), size);
        }
    }
    SizeMatrix::new(
        tally.cells().into_iter().map(|(rank, size, n)| (rank - 1, size, n)).collect(),
        &grid.levels,
    )
}
