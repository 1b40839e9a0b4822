//! Counting grey level co-occurrence: how often two levels stand one step apart.

use super::super::distance_weighting::Norm;
use super::super::grid::{Grid, Step};
use super::super::options::TextureOptions;
use super::super::sparse_counts::{Tally, merge};

/// Cells (row rank − 1, column rank − 1, count) of one matrix.
pub(in crate::features) type Cells = Vec<(u32, u32, f64)>;

/// One matrix a direction, or one for all where a norm is set; matrices without any pair are left out, unless it is
/// the only one (its features are then undefined).
pub(in crate::features) fn matrices(
    grid: &Grid,
    options: &TextureOptions,
    spacing_mm: [f64; 3],
) -> Vec<Cells> {
    let directions = grid.directions(&options.neighbourhood);
    let counted = directions.iter().map(|&step| (step, pairs(grid, step, options.symmetrical)));
    match options.weighting {
        Some(norm) => vec![weighted(counted, norm, spacing_mm)],
        None => {
            let mut matrices: Vec<Cells> = counted.map(|(_, cells)| cells).collect();
            if matrices.len() > 1 {
                matrices.retain(|cells| !cells.is_empty());
            }
            matrices
        }
    }
}

/// Pairs along one step: row is the level at a voxel, column the level a step on. Symmetrical: counted both ways.
pub(in crate::features) fn pairs(grid: &Grid, step: Step, symmetrical: bool) -> Cells {
    // Row and column 0 collect steps out of the mask: no branch in the loop, and they are left out afterwards.
    let side = grid.levels.len() + 1;
    let mut tally = Tally::new(side, side, grid.voxels);
    let lines = grid.spans.iter().map(|&(start, length)| {
        let there = Grid::step(start, step.offset);
        (&grid.ranks[start..start + length], &grid.ranks[there..there + length])
    });
    if let Some(counts) = tally.dense(side) {
        for (here, there) in lines {
            for (&row, &column) in here.iter().zip(there) {
                counts[usize::from(row) * side + usize::from(column)] += 1;
            }
        }
        return dense_cells(counts, side, symmetrical);
    }
    for (here, there) in lines {
        for (&row, &column) in here.iter().zip(there).filter(|(_, column)| **column > 0) {
            tally.add(usize::from(row), usize::from(column));
        }
    }
    let cells: Cells = tally.cells().into_iter().map(|(i, j, n)| (i - 1, j - 1, n)).collect();
    if symmetrical {
        let mirrored: Vec<_> = cells.iter().map(|&(i, j, n)| (j, i, n)).collect();
        merge([cells, mirrored].concat())
    } else {
        cells
    }
}

/// Cells of a whole table of counts but its row and column 0.
fn dense_cells(counts: &[u32], side: usize, symmetrical: bool) -> Cells {
    let mut cells = Cells::new();
    for row in 1..side {
        for column in 1..side {
            let mut count = u64::from(counts[row * side + column]);
            if symmetrical {
                count += u64::from(counts[column * side + row]);
            }
            if count > 0 {
                cells.push((row as u32 - 1, column as u32 - 1, count as f64));
            }
        }
    }
    cells
}

/// All directions in one matrix, each times its weight.
fn weighted(counted: impl Iterator<Item = (Step, Cells)>, norm: Norm, spacing_mm: [f64; 3]) -> Cells {
    let mut all = Vec::new();
    for (step, cells) in counted {
        let weight = norm.pair_weight(step, spacing_mm);
        all.extend(cells.into_iter().map(|(i, j, n)| (i, j, n * weight)));
    }
    // A weight can underflow to nothing; such a cell does not count.
    merge(all).into_iter().filter(|cell| cell.2 > 0.0).collect()
}
