//! Sparse counts: how often each (row, column) pair of a matrix occurs.

/// Matrices with at most this many cells are counted densely, whatever they hold.
const DENSE_CELLS: usize = 1 << 18;

/// Most cells that are ever counted densely: 64 MiB.
const MOST_DENSE_CELLS: usize = 1 << 24;

/// Counts of (row, column) pairs; digits do not depend on which way they are counted.
///
/// The first columns have a counter for each cell, up to a limit of memory; in the columns beyond, each occurrence is kept
/// as a key, and the keys are sorted.
pub(super) struct Tally {
    counts: Vec<u32>,
    /// Columns with counters.
    columns: usize,
    keys: Vec<u64>,
}

impl Tally {
    /// An empty matrix of `rows` × `columns` for about `occurrences`. With far more counters than occurrences, clearing the
    /// counters would cost more than sorting keys.
    pub fn new(rows: usize, columns: usize, occurrences: usize) -> Self {
        let cells = occurrences.saturating_mul(2).clamp(DENSE_CELLS, MOST_DENSE_CELLS);
        let columns = columns.min(cells / rows.max(1));
        Self { counts: vec![0; rows * columns], columns, keys: Vec::new() }
    }

    /// Counts one occurrence.
    #[inline(always)]
    pub fn add(&mut self, row: usize, column: usize) {
        if column < self.columns {
            self.counts[row * self.columns + column] += 1;
        } else {
            self.keys.push(key(row, column));
        }
    }

    /// Counters of all cells, row after row, when all `columns` have them.
    pub fn dense(&mut self, columns: usize) -> Option<&mut [u32]> {
        (self.columns == columns).then_some(&mut self.counts)
    }

    /// Cells that occurred, ascending by row, then column: (row, column, count).
    pub fn cells(mut self) -> Vec<(u32, u32, f64)> {
        self.keys.sort_unstable();
        let mut beyond = self.keys.chunk_by(|a, b| a == b).peekable();
        let mut cells = Vec::new();
        for (row, counts) in self.counts.chunks_exact(self.columns.max(1)).enumerate() {
            let here = counts.iter().enumerate().filter(|(_, count)| **count > 0);
            cells.extend(here.map(|(column, &count)| (row as u32, column as u32, f64::from(count))));
            while let Some(same) = beyond.next_if(|same| same[0] >> 32 == row as u64) {
                cells.push((row as u32, same[0] as u32, same.len() as f64));
            }
        }
        cells.extend(beyond.map(|same| ((same[0] >> 32) as u32, same[0] as u32, same.len() as f64)));
        cells
    }
}

fn key(row: usize, column: usize) -> u64 {
    (row as u64) << 32 | column as u64
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
    fn counters_and_keys_agree() {
        let pairs = [(3, 1), (0, 2), (3, 1), (1, 0), (0, 2), (0, 2)];
        let expected = [(0, 2, 3.0), (1, 0, 1.0), (3, 1, 2.0)];
        for columns in 0..=3 {
            let mut tally = Tally { counts: vec![0; 4 * columns], columns, keys: Vec::new() };
            pairs.iter().for_each(|&(row, column)| tally.add(row, column));
            assert_eq!(tally.cells(), expected, "{columns} columns with counters");
        }
        assert_eq!(merge(vec![(1, 0, 0.5), (0, 2, 1.0), (1, 0, 0.25)]), [(0, 2, 1.0), (1, 0, 0.75)]);
    }

    #[test]
    fn counters_are_bounded() {
        assert_eq!(Tally::new(70_000, 70_000, usize::MAX).counts.len(), MOST_DENSE_CELLS / 70_000 * 70_000);
        assert_eq!(Tally::new(70_000, 70_000, 1).counts.len(), DENSE_CELLS / 70_000 * 70_000);
        assert_eq!(Tally::new(1 << 20, 5, 1).counts.len(), 0);
    }
}
