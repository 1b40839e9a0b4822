//! Features of level × size matrices: run length (GLRLM), size zone (GLSZM), dependence (GLDM).
//!
//! Symbols: P(i, j), number of runs (zones, voxels) of level i and size j: run length, zone size or number of
//! dependent voxels, in voxels; N, their number; N_p = Σ P(i, j) j, voxels counted; p = P / N; P_i, P_j, sums over
//! sizes and over levels; ε = 2⁻⁵². All features are dimensionless (or in voxels).
//!
//! Sources: Galloway 1975, Thibault et al. 2009, Sun & Wee 1983; PyRadiomics 3.0.1. Run-length features are averaged
//! over directions. The three families share formulas; the catalogue gives each its names.
//!
//! Example: the row 1 1 2 has runs (level 1, length 2), (level 2, length 1) along x: N = 2, N_p = 3, short run
//! emphasis (1/4 + 1/1) / 2 = 0.625, run percentage 2/3.
//!
//! IBSI differs: its logarithms have no ε. As in IBSI's NGLDM, a voxel counts among its own dependent voxels.

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
        sizes.sort_by_key(|entry| entry.0);
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

/// Σ P_j / j² / N
pub fn small_emphasis(m: &SizeMatrix) -> f64 {
    m.over_sizes(|j| 1.0 / (j * j))
}

/// Σ P_j j² / N
pub fn large_emphasis(m: &SizeMatrix) -> f64 {
    m.over_sizes(|j| j * j)
}

/// Σ P_i² / N
pub fn level_non_uniformity(m: &SizeMatrix) -> f64 {
    m.by_level.iter().map(|n| n * n).sum::<f64>() / m.total
}

/// Σ P_i² / N²
pub fn level_non_uniformity_normalized(m: &SizeMatrix) -> f64 {
    level_non_uniformity(m) / m.total
}

/// Σ P_j² / N
pub fn size_non_uniformity(m: &SizeMatrix) -> f64 {
    m.by_size.iter().map(|(_, n)| n * n).sum::<f64>() / m.total
}

/// Σ P_j² / N²
pub fn size_non_uniformity_normalized(m: &SizeMatrix) -> f64 {
    size_non_uniformity(m) / m.total
}

/// N / N_p
pub fn percentage(m: &SizeMatrix) -> f64 {
    1.0 / m.over_sizes(|j| j)
}

/// Σ p (i − mean level)²
pub fn level_variance(m: &SizeMatrix) -> f64 {
    let mean = m.over_levels(|i| i);
    m.over_levels(|i| (i - mean) * (i - mean))
}

/// Σ p (j − mean size)²; 0 where nothing was counted (numpy's sum of no sizes).
pub fn size_variance(m: &SizeMatrix) -> f64 {
    if m.is_empty() {
        return 0.0;
    }
    let mean = m.over_sizes(|j| j);
    m.over_sizes(|j| (j - mean) * (j - mean))
}

/// −Σ p log2(p + ε); 0 where nothing was counted (numpy's sum of no sizes).
pub fn entropy(m: &SizeMatrix) -> f64 {
    let shares = m.cells.iter().map(|cell| cell.2 / m.total);
    -shares.map(|p| p * float::log2(p + f64::EPSILON)).sum::<f64>()
}

/// Σ P_i / i² / N
pub fn low_level_emphasis(m: &SizeMatrix) -> f64 {
    m.over_levels(|i| 1.0 / (i * i))
}

/// Σ P_i i² / N
pub fn high_level_emphasis(m: &SizeMatrix) -> f64 {
    m.over_levels(|i| i * i)
}

/// Σ P(i, j) / (i² j²) / N
pub fn small_low_emphasis(m: &SizeMatrix) -> f64 {
    m.over_cells(|i, j| 1.0 / (i * i * (j * j)))
}

/// Σ P(i, j) i² / j² / N
pub fn small_high_emphasis(m: &SizeMatrix) -> f64 {
    m.over_cells(|i, j| i * i / (j * j))
}

/// Σ P(i, j) j² / i² / N
pub fn large_low_emphasis(m: &SizeMatrix) -> f64 {
    m.over_cells(|i, j| j * j / (i * i))
}

/// Σ P(i, j) i² j² / N
pub fn large_high_emphasis(m: &SizeMatrix) -> f64 {
    m.over_cells(|i, j| j * j * (i * i))
}
