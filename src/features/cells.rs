//! Sparse counts: how often each (row, column) pair of a matrix occurs.

/// Matrices with at most this many cells are counted densely, larger ones by sorting keys.
const DENSE_CELLS: usize = 1 << 18;

/// Counts of (row, column) pairs; digits do not depend on which way they are counted.
pub(super) enum Tally {
    /// One counter a cell.
    Dense { counts: Vec<u32>, columns: usize },
    /// One key an occurrence.
    Sparse { keys: Vec<u64> },
}

impl Tally {
    /// An empty matrix of `rows` × `columns`.
    pub fn new(rows: usize, columns: usize) -> Self {
        match rows.checked_mul(columns) {
            Some(cells) if cells <= DENSE_CELLS => Self::Dense { counts: vec![0; cells], columns },
            _ => Self::Sparse { keys: Vec::new() },
        }
    }

    /// Counts one occurrence.
    #[inline(always)]
    pub fn add(&mut self, row: usize, column: usize) {
        match self {
            Self::Dense { counts, columns } => counts[row * *columns + column] += 1,
            Self::Sparse { keys } => keys.push((row as u64) << 32 | column as u64),
        }
    }

    /// Cells that occurred, ascending by row, then column: (row, column, count).
    pub fn cells(self) -> Vec<(u32, u32, f64)> {
        match self {
            Self::Dense { counts, columns } => counts
                .iter()
                .enumerate()
                .filter(|(_, count)| **count > 0)
                .map(|(at, &count)| ((at / columns) as u32, (at % columns) as u32, f64::from(count)))
                .collect(),
            Self::Sparse { mut keys } => {
                keys.sort_unstable();
                keys.chunk_by(|a, b| a == b)
                    .map(|same| ((same[0] >> 32) as u32, same[0] as u32, same.len() as f64))
                    .collect()
            }
        }
    }
}

/// Adds up cells at the same place, keeping the order of addition; ascending by row, then column.
pub(super) fn merge(mut cells: Vec<(u32, u32, f64)>) -> Vec<(u32, u32, f64)> {
    cells.sort_by_key(|&(row, column, _)| (row, column));
    cells
        .chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
        .map(|same| (same[0].0, same[0].1, same.iter().map(|cell| cell.2).sum()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dense_and_sparse_counts_agree() {
        let pairs = [(3, 1), (0, 2), (3, 1), (1, 0), (0, 2), (0, 2)];
        let mut dense = Tally::new(4, 3);
        let mut sparse = Tally::Sparse { keys: Vec::new() };
        for (row, column) in pairs {
            dense.add(row, column);
            sparse.add(row, column);
        }
        let cells = dense.cells();
        assert_eq!(cells, sparse.cells());
        assert_eq!(cells, [(0, 2, 3.0), (1, 0, 1.0), (3, 1, 2.0)]);
        assert_eq!(merge(vec![(1, 0, 0.5), (0, 2, 1.0), (1, 0, 0.25)]), [(0, 2, 1.0), (1, 0, 0.75)]);
    }
}
