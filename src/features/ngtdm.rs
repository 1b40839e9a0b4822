//! Neighbouring grey tone difference (NGTDM): how much a voxel differs from the mean of its neighbours.
//!
//! Symbols: n_i, voxels of level i; p_i = n_i / N; s_i = Σ |i − mean of the neighbours inside| over those voxels;
//! N_g, levels that occur; N, voxels. Sums run over levels that occur. Dimensionless.
//!
//! Source: Amadasun & King 1989; PyRadiomics 3.0.1. A voxel without any neighbour inside counts in n_i with
//! difference 0 (IBSI leaves it out).
//!
//! Example: the row 1 1 3: neighbour means 1, 2, 1, so s_1 = 0 + 1, s_3 = 2; p = (2/3, 1/3);
//! coarseness = 1 / (2/3 + 2/3) = 0.75.

/// Value PyRadiomics gives for coarseness where nothing differs from its neighbours.
const COARSEST: f64 = 1e6;

/// The matrix and the sums over pairs of levels its features share.
pub struct Tones<'a> {
    levels: &'a [f64],
    /// p_i
    share: Vec<f64>,
    /// s_i
    difference: &'a [f64],
    /// Σ p_i s_i
    coarse: f64,
    /// Σ s_i
    total: f64,
    voxels: f64,
}

impl<'a> Tones<'a> {
    /// From voxels and differences of every level that occurs.
    pub(super) fn new(levels: &'a [f64], count: &[f64], difference: &'a [f64]) -> Self {
        let voxels: f64 = count.iter().sum();
        let share: Vec<f64> = count.iter().map(|n| n / voxels).collect();
        let coarse = share.iter().zip(difference).map(|(p, s)| p * s).sum();
        Self { levels, share, difference, coarse, total: difference.iter().sum(), voxels }
    }

    /// Σ_i Σ_j term(i, j) for a term that is the same both ways and 0 for i = j.
    fn over_pairs(&self, term: impl Fn(usize, usize) -> f64) -> f64 {
        let levels = self.levels.len();
        2.0 * (0..levels).map(|i| (i + 1..levels).map(|j| term(i, j)).sum::<f64>()).sum::<f64>()
    }

    fn distance_squared(&self, i: usize, j: usize) -> f64 {
        let distance = self.levels[i] - self.levels[j];
        distance * distance
    }
}

/// 1 / Σ p_i s_i; 10⁶ where that is 0.
pub fn coarseness(m: &Tones) -> f64 {
    if m.coarse == 0.0 { COARSEST } else { 1.0 / m.coarse }
}

/// Σ_i Σ_j p_i p_j (i − j)² / (N_g (N_g − 1)) · Σ s_i / N; 0 for one level.
pub fn contrast(m: &Tones) -> f64 {
    let levels = m.levels.len() as f64;
    if levels < 2.0 {
        return 0.0;
    }
    let spread = m.over_pairs(|i, j| m.share[i] * m.share[j] * m.distance_squared(i, j));
    spread * m.total / m.voxels / (levels * (levels - 1.0))
}

/// Σ p_i s_i / Σ_i Σ_j |i p_i − j p_j|; 0 where the denominator is 0.
pub fn busyness(m: &Tones) -> f64 {
    let weighted: Vec<f64> = m.levels.iter().zip(&m.share).map(|(level, p)| level * p).collect();
    let steps = m.over_pairs(|i, j| (weighted[i] - weighted[j]).abs());
    if steps == 0.0 { 0.0 } else { m.coarse / steps }
}

/// Σ_i Σ_j |i − j| (p_i s_i + p_j s_j) / (p_i + p_j) / N
pub fn complexity(m: &Tones) -> f64 {
    let sum = m.over_pairs(|i, j| {
        let together = m.share[i] * m.difference[i] + m.share[j] * m.difference[j];
        (m.levels[i] - m.levels[j]).abs() * together / (m.share[i] + m.share[j])
    });
    sum / m.voxels
}

/// Σ_i Σ_j (p_i + p_j) (i − j)² / Σ s_i; 0 where that is 0.
pub fn strength(m: &Tones) -> f64 {
    if m.total == 0.0 {
        return 0.0;
    }
    m.over_pairs(|i, j| (m.share[i] + m.share[j]) * m.distance_squared(i, j)) / m.total
}
