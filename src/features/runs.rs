//! Counting runs: stretches of one level along a direction.

use super::TextureOptions;
use super::cells::{Tally, merge};
use super::grid::{Grid, Step};
use super::sizes::SizeMatrix;

/// One run-length matrix a direction, or one for all where a norm is set. Directions along which the region is
/// nowhere longer than one voxel are left out, unless that leaves a single empty matrix (features undefined).
pub(super) fn matrices<'a>(
    grid: &'a Grid,
    options: &TextureOptions,
    spacing_mm: [f64; 3],
) -> Vec<SizeMatrix<'a>> {
    let directions = grid.directions(&options.neighbourhood_at_1());
    let counted = directions.iter().map(|&step| (step, runs(grid, step)));
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

/// Runs along one step: (rank − 1, length, count), ascending; none where no line holds two voxels of the region.
pub(super) fn runs(grid: &Grid, step: Step) -> Vec<(u32, u32, f64)> {
    let longest = (0..3).filter(|&axis| step.by[axis] != 0).map(|axis| grid.size[axis]).min().unwrap_or(1);
    let mut tally = Tally::new(grid.levels.len() + 1, longest + 1);
    let mut has_neighbours = false;
    for &(start, length) in &grid.spans {
        for here in start..start + length {
            let rank = grid.ranks[here];
            let before = grid.ranks[Grid::step(here, -step.offset)];
            has_neighbours |= before > 0;
            if before == rank {
                continue;
            }
            let (mut run, mut at) = (1, Grid::step(here, step.offset));
            while grid.ranks[at] == rank {
                run += 1;
                at = Grid::step(at, step.offset);
            }
            tally.add(usize::from(rank), run);
        }
    }
    if !has_neighbours && !some_line_holds_two(grid, step) {
        return Vec::new();
    }
    tally.cells().into_iter().map(|(rank, run, n)| (rank - 1, run, n)).collect()
}

/// Whether any line along the step meets the region twice (only asked when no two voxels are neighbours on one).
fn some_line_holds_two(grid: &Grid, step: Step) -> bool {
    let mut entered = std::collections::BTreeSet::new();
    let positions = grid.spans.iter().flat_map(|&(start, length)| start..start + length);
    positions.into_iter().any(|position| {
        let voxel = grid.voxel(position);
        // Steps back to where the line enters the margin; lines are told apart by that place.
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
