//! Neighbouring grey tone difference (NGTDM): how much a voxel differs from the mean of its neighbours.
//!
//! Symbols and formulas: the rows in catalogue/ngtdm.rs.

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

pub fn coarseness(m: &Tones) -> f64 {
    if m.coarse == 0.0 { COARSEST } else { 1.0 / m.coarse }
}

pub fn contrast(m: &Tones) -> f64 {
    let levels = m.levels.len() as f64;
    if levels < 2.0 {
        return 0.0;
    }
    let spread = m.over_pairs(|i, j| m.share[i] * m.share[j] * m.distance_squared(i, j));
    spread * m.total / m.voxels / (levels * (levels - 1.0))
}

pub fn busyness(m: &Tones) -> f64 {
    let weighted: Vec<f64> = m.levels.iter().zip(&m.share).map(|(level, p)| level * p).collect();
    let steps = m.over_pairs(|i, j| (weighted[i] - weighted[j]).abs());
    if steps == 0.0 { 0.0 } else { m.coarse / steps }
}

pub fn complexity(m: &Tones) -> f64 {
    let sum = m.over_pairs(|i, j| {
        let together = m.share[i] * m.difference[i] + m.share[j] * m.difference[j];
        (m.levels[i] - m.levels[j]).abs() * together / (m.share[i] + m.share[j])
    });
    sum / m.voxels
}

pub fn strength(m: &Tones) -> f64 {
    if m.total == 0.0 {
        return 0.0;
    }
    m.over_pairs(|i, j| (m.share[i] + m.share[j]) * m.distance_squared(i, j)) / m.total
}
