//! Features of level × size matrices: run length (GLRLM), size zone (GLSZM), dependence (GLDM).
//!
//! The three families have the same formulas under different names; the rows in catalogue/{glrlm,glszm,gldm}.rs give
//! them, with their symbols.

use crate::numeric::float;

/// One matrix with its sums.
pub struct SizeMatrix<'a> {
    /// (position of level, size, count), ascending.
    cells: Vec<(u32, u32, f64)>,
    levels: &'a [f64],
    /// P_i for every level.
    by_level: Vec<f64>,
    /// (size, P_j), ascending.
    by_size: Vec<(f64, f64)>,
    /// N
    total: f64,
}

impl<'a> SizeMatrix<'a> {
    /// Adds up the sums.
    pub(super) fn new(cells: Vec<(u32, u32, f64)>, levels: &'a [f64]) -> Self {
        let mut by_level = vec![0.0; levels.len()];
        for &(level, _, n) in &cells {
            by_level[level as usize] += n;
        }
        let mut sizes: Vec<(u32, f64)> = cells.iter().map(|&(_, size, n)| (size, n)).collect();
        sizes.sort_unstable_by_key(|entry| entry.0);
        let by_size = sizes
            .chunk_by(|a, b| a.0 == b.0)
            .map(|same| (f64::from(same[0].0), same.iter().map(|entry| entry.1).sum()))
            .collect();
        let total = cells.iter().map(|cell| cell.2).sum();
        Self { cells, levels, by_level, by_size, total }
    }

    /// The matrix itself.
    #[cfg(test)]
    pub(super) fn cells(&self) -> &[(u32, u32, f64)] {
        &self.cells
    }

    /// Whether nothing was counted.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    fn over_cells(&self, weight: impl Fn(f64, f64) -> f64) -> f64 {
        let sum: f64 =
            self.cells.iter().map(|&(i, j, n)| n * weight(self.levels[i as usize], f64::from(j))).sum();
        sum / self.total
    }

    fn over_levels(&self, weight: impl Fn(f64) -> f64) -> f64 {
        self.by_level.iter().zip(self.levels).map(|(n, &level)| n * weight(level)).sum::<f64>() / self.total
    }

    fn over_sizes(&self, weight: impl Fn(f64) -> f64) -> f64 {
        self.by_size.iter().map(|&(size, n)| n * weight(size)).sum::<f64>() / self.total
    }
}

pub fn small_emphasis(m: &SizeMatrix) -> f64 {
    m.over_sizes(|j| 1.0 / (j * j))
}

pub fn large_emphasis(m: &SizeMatrix) -> f64 {
    m.over_sizes(|j| j * j)
}

pub fn level_non_uniformity(m: &SizeMatrix) -> f64 {
    m.by_level.iter().map(|n| n * n).sum::<f64>() / m.total
}

pub fn level_non_uniformity_normalized(m: &SizeMatrix) -> f64 {
    level_non_uniformity(m) / m.total
}

pub fn size_non_uniformity(m: &SizeMatrix) -> f64 {
    m.by_size.iter().map(|(_, n)| n * n).sum::<f64>() / m.total
}

pub fn size_non_uniformity_normalized(m: &SizeMatrix) -> f64 {
    size_non_uniformity(m) / m.total
}

pub fn percentage(m: &SizeMatrix) -> f64 {
    1.0 / m.over_sizes(|j| j)
}

pub fn level_variance(m: &SizeMatrix) -> f64 {
    let mean = m.over_levels(|i| i);
    m.over_levels(|i| (i - mean) * (i - mean))
}

pub fn size_variance(m: &SizeMatrix) -> f64 {
    // numpy's sum of no sizes.
    if m.is_empty() {
        return 0.0;
    }
    let mean = m.over_sizes(|j| j);
    m.over_sizes(|j| (j - mean) * (j - mean))
}

pub fn entropy(m: &SizeMatrix) -> f64 {
    let shares = m.cells.iter().map(|cell| cell.2 / m.total);
    -shares.map(|p| p * float::log2(p + f64::EPSILON)).sum::<f64>()
}

pub fn low_level_emphasis(m: &SizeMatrix) -> f64 {
    m.over_levels(|i| 1.0 / (i * i))
}

pub fn high_level_emphasis(m: &SizeMatrix) -> f64 {
    m.over_levels(|i| i * i)
}

pub fn small_low_emphasis(m: &SizeMatrix) -> f64 {
    m.over_cells(|i, j| 1.0 / (i * i * (j * j)))
}

pub fn small_high_emphasis(m: &SizeMatrix) -> f64 {
    m.over_cells(|i, j| i * i / (j * j))
}

pub fn large_low_emphasis(m: &SizeMatrix) -> f64 {
    m.over_cells(|i, j| j * j / (i * i))
}

pub fn large_high_emphasis(m: &SizeMatrix) -> f64 {
    m.over_cells(|i, j| j * j * (i * i))
}
