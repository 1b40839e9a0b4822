//! Is this case like those the model was fitted to?

use serde::{Deserialize, Serialize};

use crate::numeric::statistics::distribution::chi_squared_sf;
use crate::table::TrainingDesign;

/// Centre, spread and range of the standardised training rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Distribution {
    /// Lower triangle, row by row, of the Cholesky factor of the covariance.
    factor: Vec<f64>,
    /// Smallest value of every input.
    low: Vec<f64>,
    /// Largest value of every input.
    high: Vec<f64>,
}

/// How far a case lies from the training rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Like at least 2.5 % of training cases.
    Inside,
    /// D² beyond the 97.5 % point of χ².
    Unusual,
    /// D² beyond the 99.9 % point of χ².
    Outside,
}

/// An input outside everything seen in training.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outlier {
    /// Position among the inputs.
    pub input: usize,
    /// Standard deviations from the training mean.
    pub z: f64,
    /// Smallest and largest z in training.
    pub training_range: [f64; 2],
}

/// Where a case lies.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Position {
    /// Squared Mahalanobis distance D² = zᵀ S⁻¹ z.
    pub squared_distance: f64,
    /// Inputs, the degrees of freedom of D².
    pub inputs: usize,
    /// Share of a normal population that lies farther out.
    pub p: f64,
    /// Band of D².
    pub level: Level,
    /// Inputs outside the training range by more than half a standard deviation.
    pub outliers: Vec<Outlier>,
}

/// Beyond the training range by this many standard deviations, an input is named.
const MARGIN_SD: f64 = 0.5;
/// Added to the variances, so that inputs that nearly repeat each other do not make D² explode.
const RIDGE: f64 = 1e-3;

impl Distribution {
    /// Of training rows. Standardised inputs: the mean is 0.
    pub fn fit(data: &TrainingDesign) -> Self {
        let design = data.design();
        let (inputs, rows) = (design.inputs(), design.rows());
        let columns: Vec<Vec<f64>> = (0..inputs).map(|input| design.column(input)).collect();
        let mut covariance = Vec::with_capacity(inputs * (inputs + 1) / 2);
        for i in 0..inputs {
            for j in 0..=i {
                let sum = columns[i].iter().zip(&columns[j]).map(|(a, b)| a * b).sum::<f64>();
                covariance.push(sum / (rows as f64 - 1.0) + if i == j { RIDGE } else { 0.0 });
            }
        }
        let extreme = |pick: fn(f64, f64) -> f64| -> Vec<f64> {
            columns.iter().map(|column| column.iter().copied().fold(column[0], pick)).collect()
        };
        Self { factor: cholesky(covariance, inputs), low: extreme(f64::min), high: extreme(f64::max) }
    }

    /// Smallest and largest value of an input in the training rows, in standard deviations from its mean.
    pub fn range(&self, input: usize) -> (f64, f64) {
        (self.low[input], self.high[input])
    }

    /// Whether what was read from a file describes `inputs` inputs.
    pub fn is_sound(&self, inputs: usize) -> bool {
        let diagonal = (0..inputs).map(|i| self.factor.get(at(i, i)).copied().unwrap_or(0.0));
        self.factor.len() == inputs * (inputs + 1) / 2
            && self.factor.iter().all(|value| value.is_finite())
            && diagonal.into_iter().all(|value| value > 0.0)
            && self.low.len() == inputs
            && self.high.len() == inputs
    }

    /// Where a standardised row lies.
    pub fn position(&self, row: &[f64]) -> Position {
        let mut solved: Vec<f64> = Vec::with_capacity(row.len());
        for (i, z) in row.iter().enumerate() {
            let known: f64 = solved.iter().enumerate().map(|(j, value)| self.factor[at(i, j)] * value).sum();
            solved.push((z - known) / self.factor[at(i, i)]);
        }
        let squared_distance = solved.iter().map(|value| value * value).sum::<f64>();
        let p = if row.is_empty() { 1.0 } else { chi_squared_sf(squared_distance, row.len() as f64) };
        let level = match p {
            p if p < 0.001 => Level::Outside,
            p if p < 0.025 => Level::Unusual,
            _ => Level::Inside,
        };
        let outliers = row
            .iter()
            .enumerate()
            .filter(|&(input, &z)| z < self.low[input] - MARGIN_SD || z > self.high[input] + MARGIN_SD)
            .map(|(input, &z)| Outlier { input, z, training_range: [self.low[input], self.high[input]] })
            .collect();
        Position { squared_distance, inputs: row.len(), p, level, outliers }
    }
}

/// Place of (i, j), j ≤ i, in a lower triangle stored row by row.
fn at(i: usize, j: usize) -> usize {
    i * (i + 1) / 2 + j
}

/// L with L Lᵀ = the matrix, both as lower triangles; the ridge keeps the roots real.
fn cholesky(mut matrix: Vec<f64>, size: usize) -> Vec<f64> {
    for i in 0..size {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| matrix[at(i, k)] * matrix[at(j, k)]).sum();
            let rest = matrix[at(i, j)] - known;
            matrix[at(i, j)] = if i == j { rest.max(RIDGE * RIDGE).sqrt() } else { rest / matrix[at(j, j)] };
        }
    }
    matrix
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cholesky_of_a_known_matrix() {
        // [4 2; 2 5] = L Lᵀ with L = [2 0; 1 2].
        assert_eq!(cholesky(vec![4.0, 2.0, 5.0], 2), [2.0, 1.0, 2.0]);
        let unit = Distribution { factor: vec![2.0, 1.0, 2.0], low: vec![-1.0; 2], high: vec![1.0; 2] };
        // zᵀ S⁻¹ z with S⁻¹ = 1/16 [5 −2; −2 4]: for (1, 1) it is 5/16.
        let position = unit.position(&[1.0, 1.0]);
        assert!((position.squared_distance - 0.3125).abs() < 1e-15 && position.level == Level::Inside);
        assert_eq!(unit.position(&[9.0, 0.0]).outliers[0].input, 0);
    }
}
