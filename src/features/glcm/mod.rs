//! Grey level co-occurrence (GLCM): which grey levels lie beside which.
//!
//! Symbols and formulas: the rows in catalogue/glcm.rs. Sums run over the levels that occur.

mod correlation;
mod count;

#[cfg(test)]
pub(super) use count::pairs;
pub(super) use count::{Cells, matrices};

use super::grid::Grid;
use crate::numeric::float;

/// ε of the logarithms: PyRadiomics' numpy.spacing(1).
const EPSILON: f64 = f64::EPSILON;

/// Levels up to which the entropies of independent levels are summed pair by pair.
const PAIRWISE_LEVELS: usize = 128;

/// Marginals and entropies of one matrix; what the features are made of.
pub struct Pairs<'a> {
    /// (row, column, p), ascending; rows and columns are positions in `levels`.
    cells: Vec<(u32, u32, f64)>,
    levels: &'a [f64],
    p_x: Vec<f64>,
    p_y: Vec<f64>,
    mean_x: f64,
    mean_y: f64,
    /// p_{x+y}(k) at position k.
    p_sum: Vec<f64>,
    /// p_{x−y}(k) at position k.
    p_difference: Vec<f64>,
    entropy: f64,
    entropy_x: f64,
    entropy_y: f64,
    /// −Σ p(i, j) log2(p_x(i) p_y(j) + ε)
    cross_entropy: f64,
    /// −Σ p_x(i) p_y(j) log2(p_x(i) p_y(j) + ε)
    independent_entropy: f64,
}

impl<'a> Pairs<'a> {
    /// Normalises counts; `None` when there is no pair.
    pub(super) fn new(cells: Cells, grid: &'a Grid) -> Option<Self> {
        let total: f64 = cells.iter().map(|cell| cell.2).sum();
        if total <= 0.0 {
            return None;
        }
        let levels = &grid.levels[..];
        let largest = levels.last().map_or(0, |&level| level as usize);
        let mut pairs = Self {
            cells: cells.into_iter().map(|(i, j, n)| (i, j, n / total)).collect(),
            levels,
            p_x: vec![0.0; levels.len()],
            p_y: vec![0.0; levels.len()],
            mean_x: 0.0,
            mean_y: 0.0,
            p_sum: vec![0.0; 2 * largest + 1],
            p_difference: vec![0.0; largest.max(1)],
            entropy: 0.0,
            entropy_x: 0.0,
            entropy_y: 0.0,
            cross_entropy: 0.0,
            independent_entropy: 0.0,
        };
        pairs.add_up_marginals();
        pairs.add_up_entropies();
        Some(pairs)
    }

    fn add_up_marginals(&mut self) {
        for &(i, j, p) in &self.cells {
            let (i, j) = (i as usize, j as usize);
            self.p_x[i] += p;
            self.p_y[j] += p;
            let (a, b) = (self.levels[i] as usize, self.levels[j] as usize);
            self.p_sum[a + b] += p;
            self.p_difference[a.abs_diff(b)] += p;
        }
        self.mean_x = self.p_x.iter().zip(self.levels).map(|(p, level)| p * level).sum();
        self.mean_y = self.p_y.iter().zip(self.levels).map(|(p, level)| p * level).sum();
    }

    fn add_up_entropies(&mut self) {
        self.entropy = entropy(self.cells.iter().map(|cell| cell.2));
        self.entropy_x = entropy(self.p_x.iter().copied());
        self.entropy_y = entropy(self.p_y.iter().copied());
        if self.levels.len() <= PAIRWISE_LEVELS {
            self.pairwise_entropies();
        } else {
            self.separated_entropies();
        }
    }

    /// Entropies of independent levels as they are defined: one logarithm a pair of levels.
    fn pairwise_entropies(&mut self) {
        let mut cells = self.cells.iter().peekable();
        for (i, &p_x) in self.p_x.iter().enumerate() {
            for (j, &p_y) in self.p_y.iter().enumerate() {
                let product = p_x * p_y;
                if product == 0.0 {
                    continue;
                }
                let log = float::log2(product + EPSILON);
                self.independent_entropy -= product * log;
                if let Some(cell) = cells.next_if(|cell| (cell.0 as usize, cell.1 as usize) == (i, j)) {
                    self.cross_entropy -= cell.2 * log;
                }
            }
        }
    }

    /// The same in time linear in levels: log2(ab + ε) = log2 a + log2 b + ε / (ab ln 2), exact to ε² / (ab)².
    fn separated_entropies(&mut self) {
        let plain =
            |p: &[f64]| -> f64 { p.iter().filter(|p| **p > 0.0).map(|&p| -p * float::log2(p)).sum::<f64>() };
        let both = plain(&self.p_x) + plain(&self.p_y);
        let occurring = |p: &[f64]| p.iter().filter(|p| **p > 0.0).count() as f64;
        let small = EPSILON / std::f64::consts::LN_2;
        let odds: f64 =
            self.cells.iter().map(|&(i, j, p)| p / (self.p_x[i as usize] * self.p_y[j as usize])).sum();
        self.cross_entropy = both - small * odds;
        self.independent_entropy = both - small * occurring(&self.p_x) * occurring(&self.p_y);
    }

    /// Σ p_{x+y}(k) (k − µ_x − µ_y)^power, power 2 to 4.
    fn cluster(&self, power: u32) -> f64 {
        let about = self.mean_x + self.mean_y;
        self.over_sums(|k| (1..power).fold(k - about, |product, _| product * (k - about)))
    }

    fn over_sums(&self, weight: impl Fn(f64) -> f64) -> f64 {
        self.p_sum.iter().enumerate().filter(|(_, p)| **p > 0.0).map(|(k, p)| p * weight(k as f64)).sum()
    }

    fn over_differences(&self, weight: impl Fn(f64) -> f64) -> f64 {
        self.p_difference
            .iter()
            .enumerate()
            .filter(|(_, p)| **p > 0.0)
            .map(|(k, p)| p * weight(k as f64))
            .sum()
    }

    /// N_g.
    fn largest_level(&self) -> f64 {
        self.levels.last().copied().unwrap_or(1.0)
    }
}

/// −Σ p log2(p + ε)
fn entropy(shares: impl Iterator<Item = f64>) -> f64 {
    -shares.filter(|p| *p > 0.0).map(|p| p * float::log2(p + EPSILON)).sum::<f64>()
}

/// Σ (level − mean)² p
fn variance(shares: &[f64], levels: &[f64], mean: f64) -> f64 {
    shares.iter().zip(levels).map(|(p, level)| p * ((level - mean) * (level - mean))).sum()
}

pub fn autocorrelation(m: &Pairs) -> f64 {
    m.cells.iter().map(|&(i, j, p)| p * (m.levels[i as usize] * m.levels[j as usize])).sum()
}

pub fn joint_average(m: &Pairs) -> f64 {
    m.mean_x
}

pub fn cluster_prominence(m: &Pairs) -> f64 {
    m.cluster(4)
}

pub fn cluster_shade(m: &Pairs) -> f64 {
    m.cluster(3)
}

pub fn cluster_tendency(m: &Pairs) -> f64 {
    m.cluster(2)
}

pub fn contrast(m: &Pairs) -> f64 {
    m.over_differences(|k| k * k)
}

pub fn correlation(m: &Pairs) -> f64 {
    let deviation_x = variance(&m.p_x, m.levels, m.mean_x).sqrt();
    let deviation_y = variance(&m.p_y, m.levels, m.mean_y).sqrt();
    if deviation_x * deviation_y == 0.0 {
        return 1.0;
    }
    let covariance: f64 = m
        .cells
        .iter()
        .map(|&(i, j, p)| p * (m.levels[i as usize] - m.mean_x) * (m.levels[j as usize] - m.mean_y))
        .sum();
    covariance / (deviation_x * deviation_y + EPSILON)
}

pub fn difference_average(m: &Pairs) -> f64 {
    m.over_differences(|k| k)
}

pub fn difference_entropy(m: &Pairs) -> f64 {
    entropy(m.p_difference.iter().copied())
}

pub fn difference_variance(m: &Pairs) -> f64 {
    let mean = difference_average(m);
    m.over_differences(|k| (k - mean) * (k - mean))
}

pub fn joint_energy(m: &Pairs) -> f64 {
    m.cells.iter().map(|cell| cell.2 * cell.2).sum()
}

pub fn joint_entropy(m: &Pairs) -> f64 {
    m.entropy
}

pub fn information_measure_1(m: &Pairs) -> f64 {
    let largest = m.entropy_x.max(m.entropy_y);
    if largest == 0.0 { 0.0 } else { (m.entropy - m.cross_entropy) / largest }
}

pub fn information_measure_2(m: &Pairs) -> f64 {
    if m.independent_entropy == m.entropy {
        return 0.0;
    }
    (1.0 - float::pow(std::f64::consts::E, -2.0 * (m.independent_entropy - m.entropy))).sqrt()
}

pub fn inverse_difference_moment(m: &Pairs) -> f64 {
    m.over_differences(|k| 1.0 / (1.0 + k * k))
}

pub fn inverse_difference_moment_normalized(m: &Pairs) -> f64 {
    let levels = m.largest_level();
    m.over_differences(|k| 1.0 / (1.0 + k * k / (levels * levels)))
}

pub fn inverse_difference(m: &Pairs) -> f64 {
    m.over_differences(|k| 1.0 / (1.0 + k))
}

pub fn inverse_difference_normalized(m: &Pairs) -> f64 {
    let levels = m.largest_level();
    m.over_differences(|k| 1.0 / (1.0 + k / levels))
}

pub fn inverse_variance(m: &Pairs) -> f64 {
    m.over_differences(|k| if k > 0.0 { 1.0 / (k * k) } else { 0.0 })
}

pub fn maximal_correlation_coefficient(m: &Pairs) -> f64 {
    correlation::maximal(&m.cells, &m.p_x, &m.p_y)
}

pub fn maximum_probability(m: &Pairs) -> f64 {
    m.cells.iter().map(|cell| cell.2).fold(0.0, f64::max)
}

pub fn sum_average(m: &Pairs) -> f64 {
    m.over_sums(|k| k)
}

pub fn sum_entropy(m: &Pairs) -> f64 {
    entropy(m.p_sum.iter().copied())
}

pub fn sum_squares(m: &Pairs) -> f64 {
    variance(&m.p_x, m.levels, m.mean_x)
}
