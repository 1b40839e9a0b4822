//! Counting runs: stretches of one level along a direction.

use super::grid::{Grid, Step};
use super::options::TextureOptions;
use super::size_matrix_features::SizeMatrix;
use super::sparse_counts::{Tally, merge};
use crate::numeric::simd::wide;

/// One run-length matrix a direction, or one for all where a norm is set. Directions along which the region is
/// nowhere longer than one voxel are left out, unless that leaves a single empty matrix (features undefined).
pub(super) fn matrices<'a>(
    grid: &'a Grid,
    options: &TextureOptions,
    spacing_mm: [f64; 3],
) -> Vec<SizeMatrix<'a>> {
    let directions = grid.directions(&options.neighbourhood_at_1());
    let mut lengths = Vec::new();
    let counted = directions.iter().map(|&step| (step, runs(grid, step, &mut lengths)));
    match options.weighting {
        Some(norm) => {
            let mut all = Vec::new();
            for (step, cells) in counted {
                let weight = norm.run_weight(step, spacing_mm);
                all.extend(cells.into_iter().map(|(i, j, n)| (i, j, n * weight)));
            }
            vec![SizeMatrix::new(merge(all), &grid.levels)]
        }
        None => {
            let mut matrices: Vec<_> =
                counted.map(|(_, cells)| SizeMatrix::new(cells, &grid.levels)).collect();
            if matrices.len() > 1 {
                matrices.retain(|matrix| !matrix.is_empty());
            }
            matrices
        }
    }
}

/// Counters for the voxels at which no run ends. They are counted like the others, and dropped afterwards, to save a branch
/// in the loop; there are several, used one after the other, so that an increment need not wait for the one before it.
const ELSEWHERE: usize = 8;

/// Runs along one step of [`Grid::directions`]: (rank − 1, length, count), ascending; none where no line holds two
/// voxels of the region. `lengths` is a buffer to reuse; its contents are ignored.
pub(super) fn runs(grid: &Grid, step: Step, lengths: &mut Vec<u32>) -> Vec<(u32, u32, f64)> {
    let longest = (0..3).filter(|&axis| step.by[axis] != 0).map(|axis| grid.size[axis]).min().unwrap_or(1);
    let columns = longest + ELSEWHERE;
    let mut tally = Tally::new(grid.levels.len() + 1, columns, grid.voxels);
    lengths.resize(lengths.len().max(grid.ranks.len()), 0);
    let touched = wide(
        #[inline(always)]
        || match tally.dense(columns) {
            Some(counts) => follow(grid, step, lengths, |row, column| counts[row * columns + column] += 1),
            None => follow(grid, step, lengths, |row, column| tally.add(row, column)),
        },
    );
    if !touched && !some_line_holds_two(grid, step) {
        return Vec::new();
    }
    let ends = |&(_, column, _): &(u32, u32, f64)| column as usize >= ELSEWHERE;
    let counted = tally.cells().into_iter().filter(ends);
    counted.map(|(rank, column, n)| (rank - 1, column + 1 - ELSEWHERE as u32, n)).collect()
}

/// Gives every voxel's rank and column to `count`: the column of its length where a run ends, else one of the first.
/// Whether any voxel has another one step before it.
#[inline(always)]
fn follow(grid: &Grid, step: Step, lengths: &mut [u32], mut count: impl FnMut(usize, usize)) -> bool {
    let (mut met, mut columns) = (0, Vec::new());
    for &(start, length) in &grid.spans {
        let ranks = &grid.ranks[start..start + length];
        let from = Grid::step(start, -step.offset);
        let before = &grid.ranks[from..from + length];
        met |= before.iter().fold(0, |all, rank| all | rank);
        extend_runs((ranks, before), (start, from), lengths);
        let to = Grid::step(start, step.offset);
        let after = &grid.ranks[to..to + length];
        let runs = &lengths[start..start + length];
        // All columns first: in one loop with the counting the compiler makes a branch of the choice, which is often
        // mispredicted.
        columns.clear();
        columns.resize(length, 0);
        let voxels = ranks.iter().zip(after).zip(runs).enumerate();
        for (column, (at, ((rank, next), run))) in columns.iter_mut().zip(voxels) {
            let ends = all_bits(rank != next);
            *column = (run + ELSEWHERE as u32 - 1) & ends | (at as u32 % ELSEWHERE as u32) & !ends;
        }
        for (&rank, &column) in ranks.iter().zip(&columns) {
            count(usize::from(rank), column as usize);
        }
    }
    met != 0
}

/// How long the run through each voxel of a span has become there, from the voxels one step before.
#[inline(always)]
fn extend_runs((ranks, before): (&[u16], &[u16]), (start, from): (usize, usize), lengths: &mut [u32]) {
    let (past, now) = lengths.split_at_mut(start);
    let now = &mut now[..ranks.len()];
    if from + ranks.len() <= start {
        let past = &past[from..from + ranks.len()];
        for (((now, past), rank), before) in now.iter_mut().zip(past).zip(ranks).zip(before) {
            *now = (past & all_bits(rank == before)) + 1;
        }
        return;
    }
    let mut run = past[from];
    for ((now, rank), before) in now.iter_mut().zip(ranks).zip(before) {
        run = if rank == before { run + 1 } else { 1 };
        *now = run;
    }
}

/// A number to keep or drop another by, without a branch.
#[inline(always)]
fn all_bits(keep: bool) -> u32 {
    u32::from(keep).wrapping_neg()
}

/// Whether any line along the step meets the region twice (only needed when no two voxels are neighbours along it).
fn some_line_holds_two(grid: &Grid, step: Step) -> bool {
    let mut entered = std::collections::BTreeSet::new();
    let positions = grid.spans.iter().flat_map(|&(start, length)| start..start + length);
    positions.into_iter().any(|position| {
        let voxel = grid.voxel(position);
        // Steps back to where the line enters the margin; that place identifies the line.
        let back = (0..3)
            .filter_map(|axis| match step.by[axis] {
                by if by > 0 => Some(voxel[axis]),
                by if by < 0 => Some(grid.size[axis] * 3 - voxel[axis]),
                _ => None,
            })
            .min()
            .unwrap_or(0) as isize;
        let entry: [isize; 3] = std::array::from_fn(|axis| voxel[axis] as isize - back * step.by[axis]);
        !entered.insert(entry)
    })
}
