//! Is this case like those the model was fitted to?

use std::convert::Infallible;

use serde::{Deserialize, Serialize};

use crate::numeric::linear::{LowerTriangle, dot, row, rows};
use crate::numeric::statistics::distribution::chi_squared_sf;
use crate::numeric::statistics::quantile;
use crate::table::TrainingDesign;

/// Centre, spread and range of the standardised training rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Distribution {
    /// Cholesky factor of the covariance.
    factor: LowerTriangle,
    /// Smallest value of every input.
    low: Vec<f64>,
    /// Largest value of every input.
    high: Vec<f64>,
    /// What is usual in each of the two groups; files of versions before 0.2.0 do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    groups: Option<Groups>,
}

/// First quartile, median and third quartile of every input, in standard deviations from the mean of all training rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Groups {
    primary: Vec<[f64; 3]>,
    metastasis: Vec<[f64; 3]>,
}

impl Groups {
    /// Of training rows; none where a group or a value is missing.
    fn of(data: &TrainingDesign) -> Option<Self> {
        let design = data.design();
        let group = |wanted: bool| -> Option<Vec<[f64; 3]>> {
            let rows: Vec<usize> = (0..design.rows()).filter(|&row| data.labels()[row] == wanted).collect();
            let quartiles = |input: usize| -> Option<[f64; 3]> {
                let values: Vec<f64> = rows.iter().map(|&row| design.at(row, input)).collect();
                let at = |share: f64| quantile(&values, share).ok();
                Some([at(0.25)?, at(0.5)?, at(0.75)?])
            };
            (0..design.inputs()).map(quartiles).collect()
        };
        Some(Self { primary: group(false)?, metastasis: group(true)? })
    }

    fn is_sound(&self, inputs: usize) -> bool {
        let ordered = |group: &[[f64; 3]]| {
            let rising = |[low, middle, high]: &[f64; 3]| {
                low.is_finite() && high.is_finite() && low <= middle && middle <= high
            };
            group.len() == inputs && group.iter().all(rising)
        };
        ordered(&self.primary) && ordered(&self.metastasis)
    }
}

/// How far a case lies from the training rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
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
        let (inputs, cases) = (design.inputs(), design.rows());
        let columns = design.columns();
        let covariance = LowerTriangle::new(inputs, |i, j| {
            dot(row(&columns, i), row(&columns, j)) / (cases as f64 - 1.0) + if i == j { RIDGE } else { 0.0 }
        });
        // The ridge keeps the roots real but for rounding.
        let Ok(factor) = covariance.cholesky(|rest, _| Ok::<_, Infallible>(rest.max(RIDGE * RIDGE)));
        let extreme = |pick: fn(f64, f64) -> f64| -> Vec<f64> {
            rows(&columns).map(|column| column.iter().copied().fold(column[0], pick)).collect()
        };
        Self { factor, low: extreme(f64::min), high: extreme(f64::max), groups: Groups::of(data) }
    }

    /// Quartiles of an input among the primaries and among the metastases of the training rows, in standard deviations from
    /// the mean of all; `None` where they are not known.
    pub fn quartiles(&self, input: usize) -> Option<[[f64; 3]; 2]> {
        self.groups.as_ref().map(|groups| [groups.primary[input], groups.metastasis[input]])
    }

    /// Smallest and largest value of an input in the training rows, in standard deviations from its mean.
    pub fn range(&self, input: usize) -> (f64, f64) {
        (self.low[input], self.high[input])
    }

    /// Whether what was read from a file describes `inputs` inputs.
    pub fn is_sound(&self, inputs: usize) -> bool {
        let ordered = self
            .low
            .iter()
            .zip(&self.high)
            .all(|(low, high)| low.is_finite() && high.is_finite() && low <= high);
        let grouped = self.groups.as_ref().is_none_or(|groups| groups.is_sound(inputs));
        self.factor.is_factor(inputs)
            && self.low.len() == inputs
            && self.high.len() == inputs
            && ordered
            && grouped
    }

    /// Where a standardised row lies.
    pub fn position(&self, row: &[f64]) -> Position {
        let solved = self.factor.solve(row);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_by_a_known_covariance() {
        // [4 2; 2 5] = L Lᵀ with L = [2 0; 1 2].
        let factor = LowerTriangle::new(2, |i, j| if (i, j) == (1, 0) { 1.0 } else { 2.0 });
        let unit = Distribution { factor, low: vec![-1.0; 2], high: vec![1.0; 2], groups: None };
        // zᵀ S⁻¹ z with S⁻¹ = 1/16 [5 −2; −2 4]: for (1, 1) it is 5/16.
        let position = unit.position(&[1.0, 1.0]);
        assert!((position.squared_distance - 0.3125).abs() < 1e-15 && position.level == Level::Inside);
        assert_eq!(unit.position(&[9.0, 0.0]).outliers[0].input, 0);
    }
}
